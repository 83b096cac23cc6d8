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
	cells_release(&w->corrected);
	cells_release(&w->cells);
	free(w);
}

void rework_add(struct rework *w, const struct output *o)
{
	int period = periods_find(&w->run->periods, o->day);
	int64_t ms = o->correction;
	bool refused = o->documented && o->documented->lists_corrected;

	if (period < 0)
		return;
	if (ms == FACT_NULL && o->outcome == OUTCOME_USABLE)
		ms = 0;
	for (size_t i = 0; i < w->run->n_cuts; i++) {
		struct rework_cell *c = cells_at(&w->cells,
			cut_key(w->run->cuts[i], (uint32_t)period, o));

		c->outputs += o->n;
		if (refused) {
			c->refused += o->n;
			continue;
		}
		c->by_class[o->class] += o->n;
		if (ms == FACT_NULL)
			continue;
		c->timed += o->n;
		c->corrected += ms > 0 ? o->n : 0;
		c->ms += (__int128)ms * o->n;
	}
	if (ms == FACT_NULL || ms <= 0)
		return;
	keep_corrected(w, cut_key(CUT_WORKFLOW, (uint32_t)period, o),
		       (struct corrected){ ms, o->n });
}

static void rework_cell_add(struct rework_cell *to,
			    const struct rework_cell *c)
{
	to->outputs += c->outputs;
	for (size_t i = 0; i < sizeof c->by_class / sizeof *c->by_class; i++)
		to->by_class[i] += c->by_class[i];
	to->refused += c->refused;
	to->timed += c->timed;
	to->corrected += c->corrected;
	to->ms += c->ms;
}

void rework_add_wholes(struct rework *w)
{
	size_t n = w->cells.n;

	for (size_t i = 0; i < n; i++) {
		struct cell_key key = cells_key(&w->cells, i);

		for (unsigned cut = 0; cut < CUTS; cut++) {
			if (cut_parts(cut) != key.cut)
				continue;
			rework_cell_add(cells_at(&w->cells,
						 cut_whole(cut, key)),
					cells_item(&w->cells, i));
		}
	}
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
