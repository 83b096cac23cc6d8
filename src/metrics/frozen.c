/*
 * metrics/frozen.c - figures that condensing froze, and how far any metric
 * looks back.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "metrics/escape.h"
#include "metrics/family.h"
#include "store/condense.h"

static enum verdict verdict_find(const char *name)
{
	for (enum verdict v = VERDICT_NONE; v < VERDICT_INCOMPLETE; v++) {
		if (!strcmp(verdict_name(v), name))
			return v;
	}
	return *name ? VERDICT_INCOMPLETE : VERDICT_NONE;
}

/* The period of the run that a stored figure is of, -1: none. */
static int period_at(const struct metrics_run *run,
		     const struct figure_row *row)
{
	int i = periods_find(&run->periods, row->first);
	const struct period *p;

	if (i < 0)
		return -1;
	p = &run->periods.item[i];
	return p->first == row->first && p->last == row->last &&
			       p->last <= run->as_of
		       ? i
		       : -1;
}

/* Which metrics were frozen of which periods. */
struct frozen {
	const struct metrics_run *run;
	const struct figure_row *row;
	size_t n;
	struct cells known; /* of bool, by number of metric and period */
};

static uint32_t metric_number(const struct metric *metric)
{
	uint32_t i = 0;

	while (metric_table[i] && metric_table[i] != metric)
		i++;
	return i;
}

static struct cell_key known_key(const struct metric *metric, int period)
{
	return (struct cell_key){CUT_TOTAL, (uint32_t)period,
				 metric_number(metric), 0};
}

static const struct metric *frozen_metric(const struct figure_row *row)
{
	const struct metric *m = metric_find(row->metric);

	return m && m->identity ? m : NULL;
}

static void note_known(struct frozen *z)
{
	for (size_t i = 0; i < z->n; i++) {
		const struct metric *m = frozen_metric(&z->row[i]);
		int period = m ? period_at(z->run, &z->row[i]) : -1;

		if (period >= 0)
			*(bool *)cells_at(&z->known, known_key(m, period)) =
				true;
	}
}

/* What was computed from condensed days leaves; where nothing was frozen
 * (another range of days, another cut) it says so. */
static void take_out(struct frozen *z, size_t from, int32_t before)
{
	struct figures *f = z->run->out;
	size_t kept = from;

	for (size_t i = from; i < f->n; i++) {
		struct figure *g = &f->item[i];
		int period = periods_find(&z->run->periods, g->period.first);

		if (g->metric->identity && g->period.first < before) {
			if (period >= 0 &&
			    cells_find(&z->known, known_key(g->metric, period)))
				continue;
			g->value = g->low = g->high = (double)NAN;
			g->n = g->x = FACT_NULL;
			g->verdict = VERDICT_NONE;
			g->note = "these days are condensed: weeks, months "
				  "and quarters show it as of condensing";
		}
		f->item[kept++] = *g;
	}
	f->n = kept;
}

static void put_in(const struct frozen *z)
{
	struct figures *out = z->run->out;

	for (size_t i = 0; i < z->n; i++) {
		const struct figure_row *row = &z->row[i];
		const struct metric *m = frozen_metric(row);
		int period = m ? period_at(z->run, row) : -1;
		struct scope scope;
		struct figure *f;

		if (period < 0)
			continue;
		memcpy(scope.dim, row->scope, sizeof scope.dim);
		for (int d = 0; d < SCOPE_DIMS; d++) {
			if (scope.dim[d])
				scope.dim[d] =
					arena_strdup(&out->arena, scope.dim[d]);
		}
		f = figures_add(out, m, &scope, z->run->periods.item[period]);
		f->value = row->value;
		f->low = row->low;
		f->high = row->high;
		f->n = row->n;
		f->x = row->x;
		f->verdict = verdict_find(row->verdict);
		f->note = "as of condensing";
	}
}

int frozen_put_back(const struct metrics_run *run, struct store *store,
		    size_t from, struct err *err)
{
	struct frozen z = {.run = run};
	struct figure_row *rows;
	struct arena a = {0};
	char day[DATE_MAX];
	int32_t before;
	int ret;

	if (store_condensed_before(&before, store, err))
		return -1;
	if (before == DAY_NONE)
		return 0;
	ret = store_published(&rows, &z.n, store, CONDENSE_REPORT,
			      day_format(day, before), &a, err);
	if (!ret) {
		z.row = rows;
		cells_init(&z.known, sizeof(bool));
		note_known(&z);
		take_out(&z, from, before);
		put_in(&z);
		cells_release(&z.known);
	}
	arena_release(&a);
	return ret;
}

int metrics_window(const struct config *config, const char **what)
{
	const struct config_thresholds *l = &config->limits;
	const struct {
		int days;
		const char *what;
	} window[] = {
		{LATENESS_DAYS, "the cost of lateness looks back over 52 "
				"weeks"},
		{7 * l->trend_weeks, "a shift is looked for in `trend_weeks`"},
		{7 * l->baseline_weeks, "control limits are made from "
					"`baseline_weeks`"},
		{l->output_days, "reviews within `output_days` make one "
				 "output"},
	};
	size_t longest = 0;

	for (size_t i = 1; i < sizeof window / sizeof *window; i++) {
		if (window[i].days > window[longest].days)
			longest = i;
	}
	*what = window[longest].what;
	return window[longest].days;
}
