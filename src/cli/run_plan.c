#include "cli/run_plan.h"

#include <stdlib.h>
#include <string.h>

#include "config/expect.h"

static const struct { const char *report; enum period_kind kind; } reports[] = {
	{ "weekly", PERIOD_WEEK },
	{ "monthly", PERIOD_MONTH },
	{ "quarterly", PERIOD_QUARTER },
};

#define REPORTS (sizeof reports / sizeof *reports)

/* ---- has a source arrived? --------------------------------------------- */

/* An import of the source with rows of the period. */
static bool touches(const struct ledger_entry *e, const char *source,
		    struct period p)
{
	return !e->undone &&
	       (!strcmp(e->profile, source) || !strcmp(e->source, source)) &&
	       e->last != DAY_NONE && e->first <= p.last && e->last >= p.first;
}

bool source_has_rows(const struct ledger *l, const char *source,
		     struct period p)
{
	for (size_t i = 0; i < l->n; i++)
		if (touches(&l->entry[i], source, p))
			return true;
	return false;
}

bool source_is_in(const struct ledger *l, const char *source,
		  struct period p)
{
	for (size_t i = 0; i < l->n; i++) {
		const struct ledger_entry *e = &l->entry[i];
		int32_t made;

		if (!touches(e, source, p))
			continue;
		if (e->last >= p.last ||
		    (!day_parse(&made, e->as_of) && made >= p.last))
			return true;
	}
	return false;
}

/* ---- what is due ------------------------------------------------------- */

static bool run_period(struct period *out, const struct plan_input *in,
		       const struct run_entry *run)
{
	return !period_parse(out, run->period, in->config->quarter_starts);
}

bool plan_last(struct period *out, const struct plan_input *in,
	       const char *report)
{
	bool any = false;

	for (size_t i = 0; i < in->n_runs; i++) {
		struct period p;

		if (strcmp(in->run[i].report, report) ||
		    !run_period(&p, in, &in->run[i]) ||
		    (any && p.last <= out->last))
			continue;
		*out = p;
		any = true;
	}
	return any;
}

/* What it would wait for, and until when. */
static void await(struct plan_report *r, const struct plan_input *in,
		  struct arena *a)
{
	const struct config *c = in->config;

	r->until = DAY_NONE;
	r->awaited = arena_array(a, c->n_expect, sizeof *r->awaited);
	for (size_t i = 0; i < c->n_expect; i++) {
		struct expect_by by;
		int32_t until;

		if (expect_by_parse(&by, c->expect[i].by))
			BUG("expect: '%s'", c->expect[i].by);
		until = expect_until(by, r->period.last);
		if (in->today > until ||
		    source_is_in(&in->ledger, c->expect[i].source, r->period))
			continue;
		r->awaited[r->n_awaited++] = c->expect[i].source;
		if (!r->waits || until > r->until)
			r->until = until;
		r->waits = true;
	}
}

/* Of when the first report of any kind was made; today without any. */
static int32_t began(const struct plan_input *in)
{
	int32_t first = in->today;

	for (size_t i = 0; i < in->n_runs; i++) {
		int32_t day;

		if (!day_parse(&day, in->run[i].as_of) && day < first)
			first = day;
	}
	return first;
}

/* The first period to look at; false: there is none. */
static bool first_due(struct period *p, const struct plan_input *in,
		      const char *report, enum period_kind kind)
{
	int starts = in->config->quarter_starts;

	if (plan_last(p, in, report)) {
		*p = period_next(*p, starts);
		return true;
	}
	if (in->data_first == DAY_NONE)
		return false;
	*p = period_of(kind, began(in), starts);
	if (p->last >= in->today)
		*p = period_prev(*p, starts);
	if (p->last < in->data_first)
		*p = period_next(*p, starts);
	return p->last >= in->data_first;
}

static int by_day(const void *x, const void *y)
{
	const struct plan_report *a = x, *b = y;
	int32_t la = a->period.last, lb = b->period.last;

	if (la != lb)
		return la < lb ? -1 : 1;
	return (int)a->period.kind - (int)b->period.kind;
}

/* Reports of one kind, in order, up to one that waits. */
static void plan_kind(struct plan *out, size_t *cap,
		      const struct plan_input *in, size_t kind,
		      struct arena *a)
{
	int starts = in->config->quarter_starts;
	struct period p;

	if (!first_due(&p, in, reports[kind].report, reports[kind].kind))
		return;
	for (; p.last < in->today; p = period_next(p, starts)) {
		struct plan_report *r;

		vec_reserve(&out->item, out->n, cap);
		r = &out->item[out->n++];
		*r = (struct plan_report){
			.report = reports[kind].report, .period = p,
			.id = period_id(a, p, starts)
		};
		await(r, in, a);
		if (r->waits)
			return;
	}
}

void plan_reports(struct plan *out, const struct plan_input *in,
		  struct arena *a)
{
	struct plan_report *kept;
	size_t cap = 0;

	*out = (struct plan){ 0 };
	for (size_t i = 0; i < REPORTS; i++)
		plan_kind(out, &cap, in, i, a);
	kept = arena_array(a, out->n, sizeof *kept);
	if (out->n)
		memcpy(kept, out->item, out->n * sizeof *kept);
	free(out->item);
	out->item = kept;
	if (out->n)
		qsort(out->item, out->n, sizeof *out->item, by_day);
}

/* ---- what to look at again --------------------------------------------- */

static bool is_last_of_period(const struct plan_input *in, size_t i)
{
	for (size_t k = i + 1; k < in->n_runs; k++)
		if (!strcmp(in->run[k].report, in->run[i].report) &&
		    !strcmp(in->run[k].period, in->run[i].period))
			return false;
	return true;
}

static bool has_changed(const struct plan_again *again,
			const struct plan_input *in,
			const struct changed_day *day, size_t n,
			int64_t examined)
{
	int64_t seen = again->run->last_import;
	int32_t from = again->period.first - in->config->limits.output_days;

	if (seen < examined)
		seen = examined;
	for (size_t i = 0; i < n; i++)
		if (day[i].import > seen && day[i].day >= from &&
		    day[i].day <= again->period.last)
			return true;
	return false;
}

static int again_by_day(const void *x, const void *y)
{
	const struct plan_again *a = x, *b = y;

	if (a->period.last != b->period.last)
		return a->period.last < b->period.last ? -1 : 1;
	return (int)a->period.kind - (int)b->period.kind;
}

static bool is_planned(const char *report)
{
	for (size_t i = 0; i < REPORTS; i++)
		if (!strcmp(reports[i].report, report))
			return true;
	return false;
}

size_t plan_again(struct plan_again **out, const struct plan_input *in,
		  const struct changed_day *day, size_t n, int64_t examined,
		  struct arena *a)
{
	struct plan_again *list = arena_array(a, in->n_runs, sizeof *list);
	size_t found = 0;

	for (size_t i = 0; i < in->n_runs && n; i++) {
		struct plan_again *again = &list[found];

		again->run = &in->run[i];
		if (is_planned(again->run->report) &&
		    run_period(&again->period, in, again->run) &&
		    is_last_of_period(in, i) &&
		    has_changed(again, in, day, n, examined))
			found++;
	}
	if (found)
		qsort(list, found, sizeof *list, again_by_day);
	*out = list;
	return found;
}

/* ---- health reviews ---------------------------------------------------- */

bool plan_review(const struct plan_input *in, struct period week)
{
	struct period p;
	int32_t last;

	if (in->data_first == DAY_NONE)
		return false;
	last = in->data_first - 1;
	if (plan_last(&p, in, "quarterly") && p.last > last)
		last = p.last;
	if (plan_last(&p, in, "health") && p.last > last)
		last = p.last;
	return week.last - last >= REVIEW_EVERY;
}
