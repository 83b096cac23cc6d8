/*
 * metrics/rework.c - outputs by class, in sums by scope and period.
 */
#include <stdlib.h>

#include "metrics/rework.h"

static void keep_corrected(struct rework *w, struct cell_key key,
			   struct corrected one)
{
	struct corrected_list *l = cells_at(&w->corrected, key);

	vec_reserve(&l->item, l->n, &l->cap);
	l->item[l->n++] = one;
}

static void corrected_forget(struct corrected_list *l)
{
	free(l->item);
	*l = (struct corrected_list){ 0 };
}

struct rework *rework_new(const struct metrics_run *run)
{
	struct rework *w = xcalloc(1, sizeof *w);

	w->run = run;
	made_init(&w->made, run);
	cells_init(&w->cells, sizeof(struct rework_cell));
	cells_init(&w->corrected, sizeof(struct corrected_list));
	return w;
}

void rework_free(struct rework *w)
{
	if (!w)
		return;
	for (size_t i = 0; i < w->corrected.n; i++)
		corrected_forget(cells_item(&w->corrected, i));
	made_release(&w->made);
	cells_release(&w->corrected);
	cells_release(&w->cells);
	free(w);
}

/* made NULL: not counted here. ms: its correction minutes, FACT_NULL =
 * missing. */
static void cell_add(struct rework_cell *c, const struct made_sum *made,
		     const struct output *o, int64_t ms)
{
	c->outputs += o->n;
	if (o->documented && o->documented->lists_corrected) {
		c->listed += o->n;
		if (made && made_states(made))
			c->by_class[o->class] += o->n;
		else
			c->refused += o->n;
		return;
	}
	c->by_class[o->class] += o->n;
	if (ms == FACT_NULL)
		return;
	c->timed += o->n;
	c->corrected += ms > 0 ? o->n : 0;
	c->ms += (__int128)ms * o->n;
}

void rework_add(struct rework *w, const struct output *o)
{
	int found = periods_find(&w->run->periods, o->day);
	uint32_t period = (uint32_t)found;
	int64_t ms = o->correction;
	const struct made_step *made;

	if (found < 0)
		return;
	if (ms == FACT_NULL && o->outcome == OUTCOME_USABLE)
		ms = 0;
	made = made_step_of(&w->made, period, o->workflow, o->step);
	for (size_t i = 0; i < w->run->n_cuts; i++) {
		unsigned cut = w->run->cuts[i];
		struct rework_cell *c = cells_at(&w->cells,
						 cut_key(cut, period, o));
		struct made_sum *sum = NULL;

		if (made)
			sum = made_sum_of(&w->made, made, cut, period, o);
		if (sum)
			sum->reviewed += o->n;
		else if (made)
			c->uncounted += o->n;
		cell_add(c, sum, o, ms);
	}
	if (ms == FACT_NULL || ms <= 0)
		return;
	keep_corrected(w, cut_key(CUT_WORKFLOW, period, o),
		       (struct corrected){ ms, o->n });
}

/* What was made joins what was reviewed of it. */
static void add_made(void *ctx, const struct made_sum *sum)
{
	struct rework *w = ctx;
	const struct made_step *step = sum->step;
	struct rework_cell *c = cells_at(&w->cells, sum->whole);
	int64_t whole = sum->made > sum->reviewed ? sum->made : sum->reviewed;
	int64_t unlisted = whole - sum->reviewed;

	if (!made_states(sum)) {
		c->unstated += sum->made;
		return;
	}
	c->made += sum->made;
	c->whole += whole;
	c->reviewed += sum->reviewed;
	c->unlisted[step->usable] += unlisted;
	c->by_class[step->usable ? CLASS_USABLE : CLASS_UNKNOWN] += unlisted;
	if (step->lists_corrected)
		return;
	c->covered += sum->reviewed;
	c->coverable += whole;
}

static void rework_cell_add(void *whole, const void *part)
{
	struct rework_cell *to = whole;
	const struct rework_cell *c = part;

	to->outputs += c->outputs;
	for (size_t i = 0; i < sizeof c->by_class / sizeof *c->by_class; i++)
		to->by_class[i] += c->by_class[i];
	to->listed += c->listed;
	to->refused += c->refused;
	to->made += c->made;
	to->whole += c->whole;
	to->reviewed += c->reviewed;
	to->unlisted[0] += c->unlisted[0];
	to->unlisted[1] += c->unlisted[1];
	to->covered += c->covered;
	to->coverable += c->coverable;
	to->unstated += c->unstated;
	to->uncounted += c->uncounted;
	to->timed += c->timed;
	to->corrected += c->corrected;
	to->ms += c->ms;
}

void rework_add_wholes(struct rework *w)
{
	made_each(&w->made, add_made, w);
	cuts_add_up(&w->cells, rework_cell_add);
}

void rework_total_corrected(struct rework *w)
{
	size_t n = w->corrected.n;

	for (size_t i = 0; i < n; i++) {
		struct corrected_list *l = cells_item(&w->corrected, i);
		uint32_t period = cells_key(&w->corrected, i).period;

		for (size_t k = 0; k < l->n; k++)
			keep_corrected(w, (struct cell_key){ CUT_TOTAL,
							     period, 0, 0 },
				       l->item[k]);
		corrected_forget(l);
	}
}
