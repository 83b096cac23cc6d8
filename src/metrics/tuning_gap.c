/*
 * metrics/tuning_gap.c - set and forget: how long nobody has tuned what?
 *
 * R03. The readings are those of metrics/session.h.
 */
#include <stdlib.h>
#include <string.h>

#include "metrics/session.h"

/* Days on which something was tuned, each list in order. */
struct days {
	int32_t *day;
	size_t n, cap;
};

struct tuned {
	const char *workflow;
	const struct config_workflow *documented; /* NULL: it is not */
	struct days days;
	int32_t begun; /* go-live, else its first review; DAY_NONE */
};

struct gap {
	const struct metrics_run *run;
	struct days all;    /* entries and sessions */
	int32_t named_from; /* first entry that names a workflow */
	struct tuned *tuned;
	size_t n, cap;
};

static void days_add(struct days *d, int32_t day)
{
	if (d->n && d->day[d->n - 1] == day)
		return;
	vec_reserve(&d->day, d->n, &d->cap);
	d->day[d->n++] = day;
}

/* The last one up to the day, DAY_NONE: none. */
static int32_t days_last(const struct days *d, int32_t day)
{
	int32_t last = DAY_NONE;

	for (size_t i = 0; i < d->n && d->day[i] <= day; i++)
		last = d->day[i];
	return last;
}

static struct tuned *tuned_of(struct gap *g, const char *workflow)
{
	for (size_t i = 0; i < g->n; i++)
		if (!strcmp(g->tuned[i].workflow, workflow))
			return &g->tuned[i];
	vec_reserve(&g->tuned, g->n, &g->cap);
	g->tuned[g->n] = (struct tuned){
		.workflow = workflow,
		.begun = DAY_NONE,
		.documented = config_workflow(g->run->config, workflow)};
	return &g->tuned[g->n++];
}

static void add_entries(struct gap *g)
{
	const struct facts *f = g->run->time;

	g->named_from = DAY_NONE;
	for (size_t d = 0; d < f->n_days; d++) {
		const struct fact_day *day = &f->days[d];

		for (size_t r = 0; r < day->n; r++) {
			const char *workflow;

			if (!session_counts(&metric_days_since_tuning, f, day,
					    r))
				continue;
			days_add(&g->all, day->day);
			workflow = fact_dim(f, day, TIM_WORKFLOW, r);
			if (!*workflow)
				continue;
			days_add(&tuned_of(g, workflow)->days, day->day);
			if (g->named_from == DAY_NONE)
				g->named_from = day->day;
		}
	}
}

static int by_day(const void *a, const void *b)
{
	int32_t x = *(const int32_t *)a, y = *(const int32_t *)b;

	return (x > y) - (x < y);
}

static void add_sessions(struct gap *g)
{
	const struct facts *f = g->run->sessions;

	for (size_t d = 0; d < f->n_days; d++)
		for (size_t r = 0; r < f->days[d].n; r++)
			if (session_counts(&metric_days_since_tuning, f,
					   &f->days[d], r))
				days_add(&g->all, f->days[d].day);
	if (g->all.n)
		qsort(g->all.day, g->all.n, sizeof *g->all.day, by_day);
}

/* Day of the first review of a workflow. */
static int32_t first_review(const struct metrics_run *run, const char *workflow)
{
	const struct facts *f = run->corrections;
	int64_t id = facts_dim_id(f, workflow);

	for (size_t d = 0; id && d < f->n_days; d++)
		for (size_t r = 0; r < f->days[d].n; r++)
			if (fact_i64(&f->days[d], COR_WORKFLOW, r) == id)
				return f->days[d].day;
	return DAY_NONE;
}

static void find_begun(struct gap *g)
{
	for (size_t i = 0; i < g->n; i++) {
		struct tuned *t = &g->tuned[i];

		if (t->documented)
			t->begun = t->documented->go_live;
		if (t->begun == DAY_NONE)
			t->begun = first_review(g->run, t->workflow);
	}
}

/* ---- figures ---------------------------------------------------------- */

static void write_gap(const struct gap *g, const char *workflow,
		      struct period period, int32_t last, const char *note)
{
	const struct scope scope = {{[SCOPE_WORKFLOW] = workflow}};
	struct figure *f =
		run_figure(g->run, &metric_days_since_tuning, &scope, period);
	int32_t today =
		period.last < g->run->as_of ? period.last : g->run->as_of;

	f->note = note;
	if (last == DAY_NONE || last > today)
		return;
	f->value = today - last;
	if (!f->partial)
		f->verdict = f->value > g->run->config->limits.tuning_gap
				     ? VERDICT_YES
				     : VERDICT_NO;
}

static void write_workflow(const struct gap *g, const struct tuned *t,
			   struct period period, int32_t today, int32_t all)
{
	int32_t last = days_last(&t->days, today);

	if (last != DAY_NONE)
		write_gap(g, t->workflow, period, last, "");
	else if (g->named_from == DAY_NONE || g->named_from > today)
		write_gap(g, t->workflow, period, all,
			  all == DAY_NONE ? "no tuning was recorded"
					  : "that of all work: no entry names "
					    "a workflow");
	else
		write_gap(g, t->workflow, period, t->begun,
			  t->begun == DAY_NONE || t->begun > today ?
				"it is not live yet" :
				"never tuned, counted from its beginning");
}

void tuning_gap_write(const struct metrics_run *run)
{
	struct gap g = {.run = run};

	for (size_t i = 0; i < run->config->n_workflows; i++)
		tuned_of(&g, run->config->workflows[i].id);
	add_entries(&g);
	add_sessions(&g);
	find_begun(&g);
	for (size_t i = 0; i < run->periods.n; i++) {
		struct period p = run->periods.item[i];
		int32_t today = p.last < run->as_of ? p.last : run->as_of;
		int32_t all = days_last(&g.all, today);

		write_gap(&g, NULL, p, all,
			  all == DAY_NONE ? "no tuning was recorded" : "");
		for (size_t t = 0; t < g.n; t++)
			write_workflow(&g, &g.tuned[t], p, today, all);
	}
	for (size_t t = 0; t < g.n; t++)
		free(g.tuned[t].days.day);
	free(g.tuned);
	free(g.all.day);
}
