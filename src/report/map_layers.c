/*
 * Which edges lead back, and the layer and frame of every step.
 *
 * Between documented steps the order of workflows.yaml says what leads back.
 * The others are found by a search in depth that follows documented edges
 * first: an edge to a step whose search is not over closes a circle. Without
 * those, layers are the longest paths (Gansner 1993 would shorten edges
 * further by a network simplex; steps that only hand over are moved next to
 * who takes from them, which is most of that).
 */
#include <string.h>

#include "report/map_work.h"

enum { NEW, OPEN, DONE };

static bool both_documented(const struct map_flow *flow,
			    const struct map_edge *e)
{
	return flow->step[e->from].documented && flow->step[e->to].documented;
}

/* Edges of the step, documented ones first, then as they come. */
static void search(struct map_flow *flow, size_t step, char *state)
{
	state[step] = OPEN;
	for (int documented = 1; documented >= 0; documented--)
		for (size_t i = 0; i < flow->n_edges; i++) {
			struct map_edge *e = &flow->edge[i];

			if (e->from != step || e->way != MAP_FORWARD ||
			    e->folded || e->documented != (documented == 1))
				continue;
			if (state[e->to] == OPEN)
				e->way = MAP_BACK;
			else if (state[e->to] == NEW)
				search(flow, e->to, state);
		}
	state[step] = DONE;
}

void map_ways(struct map_flow *flow, struct arena *a)
{
	char *state = arena_array(a, flow->n_steps + 1, 1);

	for (size_t i = 0; i < flow->n_edges; i++) {
		struct map_edge *e = &flow->edge[i];

		e->way = e->from == e->to ? MAP_LOOP :
			 both_documented(flow, e) && e->to < e->from ?
				MAP_BACK : MAP_FORWARD;
	}
	for (size_t i = 0; i < flow->n_steps; i++)
		if (state[i] == NEW && flow->step[i].drawn)
			search(flow, i, state);
}

/* ---- layers ------------------------------------------------------------ */

struct layering {
	struct map_flow *flow;
	size_t *waits;	/* edges to a step whose layer is not known */
	size_t *full;	/* steps in each layer */
	bool *done;
};

static bool is_forward(const struct map_edge *e)
{
	return e->way == MAP_FORWARD && !e->folded;
}

static int earliest(const struct layering *l, size_t step)
{
	int layer = 0;

	for (size_t i = 0; i < l->flow->n_edges; i++) {
		const struct map_edge *e = &l->flow->edge[i];

		if (is_forward(e) && e->to == step &&
		    l->flow->step[e->from].layer >= layer)
			layer = l->flow->step[e->from].layer + 1;
	}
	while (l->full[layer] >= LAYER_MOST)
		layer++;
	return layer;
}

static void settle(struct layering *l, size_t step)
{
	l->flow->step[step].layer = earliest(l, step);
	l->full[l->flow->step[step].layer]++;
	l->done[step] = true;
	for (size_t i = 0; i < l->flow->n_edges; i++)
		if (is_forward(&l->flow->edge[i]) &&
		    l->flow->edge[i].from == step)
			l->waits[l->flow->edge[i].to]--;
}

/* A step nobody hands to stands just before who takes from it. */
static void pull(struct layering *l, size_t step)
{
	struct map_step *s = &l->flow->step[step];
	int latest = -1;

	for (size_t i = 0; i < l->flow->n_edges; i++) {
		const struct map_edge *e = &l->flow->edge[i];
		int layer = l->flow->step[e->to].layer;

		if (!is_forward(e))
			continue;
		if (e->to == step)
			return;
		if (e->from == step && (latest < 0 || layer - 1 < latest))
			latest = layer - 1;
	}
	while (latest > s->layer && l->full[latest] >= LAYER_MOST)
		latest--;
	if (latest <= s->layer)
		return;
	l->full[s->layer]--;
	l->full[latest]++;
	s->layer = latest;
}

int map_layers(struct map_flow *flow, struct arena *a)
{
	size_t n = flow->n_steps;
	struct layering l = {
		flow, arena_array(a, n + 1, sizeof(size_t)),
		arena_array(a, n + 2, sizeof(size_t)),
		arena_array(a, n + 1, sizeof(bool))
	};
	int *at = arena_array(a, n + 2, sizeof *at), layers = 0;
	bool more = true;

	for (size_t i = 0; i < flow->n_edges; i++)
		if (is_forward(&flow->edge[i]))
			l.waits[flow->edge[i].to]++;
	while (more) {
		more = false;
		for (size_t i = 0; i < n && !more; i++)
			if (flow->step[i].drawn && !l.done[i] &&
			    !l.waits[i]) {
				settle(&l, i);
				more = true;
			}
	}
	for (size_t i = n; i-- > 0;)
		if (flow->step[i].drawn)
			pull(&l, i);
	/* a layer that was pulled empty is none */
	for (size_t i = 0; i <= n; i++) {
		at[i] = layers;
		layers += l.full[i] > 0;
	}
	for (size_t i = 0; i < n; i++)
		flow->step[i].layer = at[flow->step[i].layer];
	return layers;
}

void map_frames(struct map_work *w)
{
	struct map_flow *flow = w->flow;

	flow->n_frames = (size_t)((w->n_layers + w->per_frame - 1) /
				  w->per_frame);
	flow->frame = arena_array(w->a, flow->n_frames + 1,
				  sizeof *flow->frame);
	for (size_t i = 0; i < flow->n_frames; i++) {
		int first = (int)i * w->per_frame;
		int rest = w->n_layers - first;

		flow->frame[i].first_layer = first;
		flow->frame[i].n_layers = rest < w->per_frame ? rest :
							w->per_frame;
	}
	for (size_t i = 0; i < flow->n_steps; i++)
		flow->step[i].frame = (size_t)(flow->step[i].layer /
					       w->per_frame);
	for (size_t i = 0; i < flow->n_edges; i++) {
		struct map_edge *e = &flow->edge[i];
		const struct map_step *from = &flow->step[e->from];
		const struct map_step *to = &flow->step[e->to];

		if (!e->folded && (from->frame != to->frame ||
				   to->layer - from->layer > SPAN_MOST))
			e->parted = true;
	}
}
