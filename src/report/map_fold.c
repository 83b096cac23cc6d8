/*
 * Rare edges go into one "other" edge, which says how many they are and what
 * they carry. bupaR's makers refuse to hide single edges because that
 * misleads; so nothing is left out here, and no documented edge is folded.
 */
#include <math.h>
#include <stdlib.h>

#include "base/num.h"
#include "report/map_work.h"

#define RARE 50		/* less than one handoff of so many ... */
#define CHEAP 20	/* ... and less than one lost minute */

void *map_grow(struct arena *a, void *item, size_t n, size_t *cap,
	       size_t size)
{
	char *more;

	if (n < *cap)
		return item;
	*cap = *cap ? *cap * 2 : 16;
	more = arena_array(a, *cap, size);
	for (size_t i = 0; i < n * size; i++)
		more[i] = ((const char *)item)[i];
	return more;
}

static bool is_rare(const struct map_flow *flow, const struct map_edge *e)
{
	if (e->documented || e->volume * RARE >= flow->volume)
		return false;
	return isnan(e->lost) || isnan(flow->lost) ||
	       e->lost * CHEAP < flow->lost;
}

/* Handoffs of each undocumented step, for the largest of them. */
struct weight { size_t step; int64_t volume; };

static int by_volume(const void *x, const void *y)
{
	const struct weight *a = x, *b = y;

	if (a->volume != b->volume)
		return a->volume > b->volume ? -1 : 1;
	return a->step < b->step ? -1 : 1;
}

static void keep_steps(struct map_flow *flow, size_t most, struct arena *a)
{
	struct weight *w = arena_array(a, flow->n_steps + 1, sizeof *w);
	size_t n = 0;

	for (size_t i = 0; i < flow->n_steps; i++) {
		flow->step[i].drawn = true;
		if (flow->step[i].documented)
			continue;
		w[n] = (struct weight){ i, 0 };
		for (size_t k = 0; k < flow->n_edges; k++)
			if (flow->edge[k].from == i || flow->edge[k].to == i)
				w[n].volume += flow->edge[k].volume;
		n++;
	}
	qsort(w, n, sizeof *w, by_volume);
	for (size_t i = most; i < n; i++)
		flow->step[w[i].step].drawn = false;
}

/* A step that has only folded edges is not drawn either. */
static void drop_bare_steps(struct map_flow *flow)
{
	for (size_t i = 0; i < flow->n_steps; i++) {
		bool used = flow->step[i].documented;

		for (size_t k = 0; k < flow->n_edges && !used; k++)
			used = !flow->edge[k].folded &&
			       (flow->edge[k].from == i ||
				flow->edge[k].to == i);
		flow->step[i].drawn = flow->step[i].drawn && used;
	}
}

void map_fold_rare(struct map_flow *flow, bool fold, struct arena *a)
{
	size_t rare = 0;

	keep_steps(flow, fold ? STEPS_MOST : STEPS_MOST_FILE, a);
	for (size_t i = 0; i < flow->n_edges; i++) {
		struct map_edge *e = &flow->edge[i];

		e->folded = !flow->step[e->from].drawn ||
			    !flow->step[e->to].drawn;
		rare += e->folded || (fold && is_rare(flow, e));
	}
	/* one alone needs no more room than what would stand for it */
	for (size_t i = 0; rare > 1 && i < flow->n_edges; i++)
		if (fold && is_rare(flow, &flow->edge[i]))
			flow->edge[i].folded = true;
	drop_bare_steps(flow);
}

/* The smallest edge at that side of the step that may be folded. */
static struct map_edge *smallest_at(struct map_flow *flow, size_t step,
				    bool right)
{
	struct map_edge *least = NULL;

	for (size_t i = 0; i < flow->n_edges; i++) {
		struct map_edge *e = &flow->edge[i];

		if (e->folded || e->documented || e->way == MAP_LOOP ||
		    (right ? e->from : e->to) != step)
			continue;
		if (!least || e->volume <= least->volume)
			least = e;
	}
	return least;
}

bool map_fold_crowded(struct map_work *w)
{
	struct map_flow *flow = w->flow;
	bool any = false;

	for (size_t i = 0; w->space->fold && i < flow->n_steps; i++)
		for (int right = 0; flow->step[i].drawn && right < 2;
		     right++) {
			struct map_edge *e;

			while (map_side(w, i, right == 1) > PORTS_MOST &&
			       (e = smallest_at(flow, i, right == 1))) {
				e->folded = true;
				any = true;
			}
		}
	if (any)
		drop_bare_steps(flow);
	return any;
}

void map_fold_words(struct map_flow *flow, struct arena *a)
{
	char n[NUM_TEXT_MAX], all[NUM_TEXT_MAX], share[NUM_TEXT_MAX];

	flow->n_folded = 0;
	flow->folded_volume = 0;
	flow->folded_lost = (double)NAN;
	for (size_t i = 0; i < flow->n_edges; i++) {
		const struct map_edge *e = &flow->edge[i];

		if (!e->folded)
			continue;
		flow->n_folded++;
		flow->folded_volume += e->volume;
		if (!isnan(e->lost))
			flow->folded_lost = (isnan(flow->folded_lost) ? 0 :
					     flow->folded_lost) + e->lost;
	}
	flow->other = "";
	if (!flow->n_folded)
		return;
	num_text(n, (double)flow->folded_volume, 0);
	num_text(all, (double)flow->n_folded, 0);
	percent_text(share, flow->volume ? (double)flow->folded_volume /
					   (double)flow->volume : 0, 1);
	flow->other = arena_printf(a, "other: %s handoff%s on %s more edge%s, "
				   "%s of this workflow", n,
				   flow->folded_volume == 1 ? "" : "s", all,
				   flow->n_folded == 1 ? "" : "s", share);
}
