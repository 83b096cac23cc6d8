/*
 * metrics/sample_figures.c - the sample as figures: METRICS §9.
 */
#include "metrics/sample.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>

#include "base/num.h"
#include "base/strbuf.h"
#include "metrics/campaign.h"
#include "metrics/family.h"

#define SAMPLE_SCOPES (AT_TOTAL | AT_SEGMENT)
#define LIST_COLUMNS "members.segment, members.member_id, members.period_start"
#define JUDGED_COLUMNS \
	LIST_COLUMNS ", verdicts.sample_id, verdicts.verdict, verdicts.rater"
#define LIST_EDGE \
	"A list counts where its period lies wholly inside. A member that " \
	"two sources name is one."
#define JUDGED_EDGE \
	"Only drawn members count. Last verdict of each rater, then the " \
	"majority; a tie is borderline, cannot judge is no vote."

const struct metric metric_sample_members = {
	.id = "sample_members", .title = "Members listed",
	.unit = UNIT_COUNT, .scopes = SAMPLE_SCOPES, .section = "9",
	.requirement = "R18",
	.formula = "Members of the segments' lists; N of the 5 % sample.",
	.columns = LIST_COLUMNS, .edges = LIST_EDGE, .source = ""
};

const struct metric metric_sample_required = {
	.id = "sample_required", .title = "Members to judge",
	.unit = UNIT_COUNT, .scopes = SAMPLE_SCOPES, .section = "9",
	.requirement = "R18",
	.formula = "Of each list 5 % of its members, rounded up, but at "
		"least 10 or all of them.",
	.columns = LIST_COLUMNS, .edges = LIST_EDGE, .source = ""
};

const struct metric metric_sample_plain = {
	.id = "sample_plain", .title = "Plain 5 % of the members",
	.unit = UNIT_COUNT, .scopes = SAMPLE_SCOPES, .section = "9",
	.requirement = "R18",
	.formula = "Of each list 5 % of its members, rounded up, without the "
		"minimum.",
	.columns = LIST_COLUMNS, .edges = LIST_EDGE, .source = ""
};

const struct metric metric_sample_compliance = {
	.id = "sample_compliance", .title = "Sample judged",
	.unit = UNIT_RATE, .digits = 1, .direction = 1,
	.scopes = SAMPLE_SCOPES, .section = "9", .requirement = "R18",
	.formula = "Drawn members that have a verdict divided by the members "
		"to judge.",
	.columns = JUDGED_COLUMNS,
	.edges = "Any verdict is one, also cannot judge. Verdicts on members "
		"that were not drawn are left out and counted: who chooses "
		"whom to judge can choose the answer. It is a count of all, "
		"so it has no interval.",
	.source = ""
};

const struct metric metric_sample_bad = {
	.id = "sample_bad", .title = "Bad in the sample", .unit = UNIT_COUNT,
	.direction = -1, .scopes = SAMPLE_SCOPES, .section = "9",
	.requirement = "R18",
	.formula = "Judged members that are borderline or not relevant.",
	.columns = JUDGED_COLUMNS, .edges = JUDGED_EDGE, .source = ""
};

const struct metric metric_sample_bad_bound = {
	.id = "sample_bad_bound", .title = "Bad at most", .unit = UNIT_RATE,
	.digits = 1, .direction = -1, .scopes = SAMPLE_SCOPES,
	.section = "9", .requirement = "R18",
	.formula = "One-sided upper bound of the share of bad members: with a "
		"higher one, so few bad would be seen in less than 5 of 100 "
		"samples.",
	.columns = JUDGED_COLUMNS,
	.edges = JUDGED_EDGE " Of several lists it is that of the weighted "
		"rate in as many members as weigh the same; where all were "
		"judged it is the share itself.",
	.source = "Clopper & Pearson 1934"
};

const struct metric metric_sample_cannot_judge = {
	.id = "sample_cannot_judge", .title = "Could not be judged",
	.unit = UNIT_COUNT, .direction = -1, .scopes = SAMPLE_SCOPES,
	.section = "9", .requirement = "R18",
	.formula = "Drawn members of whom nobody said more than cannot "
		"judge.",
	.columns = JUDGED_COLUMNS,
	.edges = "They are done, but in no rate.", .source = ""
};

const struct metric metric_sample_not_drawn = {
	.id = "sample_not_drawn", .title = "Judged, not drawn",
	.unit = UNIT_COUNT, .direction = -1, .scopes = SAMPLE_SCOPES,
	.section = "9", .requirement = "R18",
	.formula = "Members of the lists that were judged but not drawn.",
	.columns = JUDGED_COLUMNS,
	.edges = "They are in no other figure. With another people.key the "
		"draws of the past are others.",
	.source = ""
};

const struct metric metric_targeting_accuracy = {
	.id = "targeting_accuracy", .title = "Targeting accuracy",
	.unit = UNIT_RATE, .digits = 1, .direction = 1,
	.scopes = SAMPLE_SCOPES, .section = "9", .requirement = "R23",
	.formula = "Share of relevant members, estimated from the sample: of "
		"each list the relevant ones of those judged, weighted by "
		"its members.",
	.columns = JUDGED_COLUMNS,
	.edges = JUDGED_EDGE " Partial, without a rate, where a list has no "
		"verdict. Finite-population correction; no spread where all "
		"were judged.",
	.source = "Wilson 1927 with effective n, 95 % interval"
};

const struct metric metric_targeting_change = {
	.id = "targeting_change", .title = "Targeting since the baseline",
	.unit = UNIT_PERCENT, .digits = 1, .direction = 1,
	.scopes = SAMPLE_SCOPES, .section = "9", .requirement = "R23",
	.formula = "Targeting accuracy divided by that of the baseline weeks, "
		"less 1.",
	.columns = JUDGED_COLUMNS,
	.edges = "The baseline are the complete draws of the 12 weeks from "
		"the first draw that is judged in all its segments. A period "
		"that touches these weeks has no change. The article expects "
		"20 to 40 %.",
	.source = "MOVER of two Wilson intervals: Donner & Zou 2012"
};

void sample_cell_add(struct sample_cell *c, size_t list)
{
	vec_reserve(&c->list, c->n, &c->cap);
	c->list[c->n++] = list;
}

/* ---- rates ------------------------------------------------------------ */

static double z_of(const struct samples *s)
{
	return z_for(s->config->limits.confidence_rates);
}

/* Infinite n: the whole population was judged. */
static struct interval range_of(const struct samples *s, double p, double n)
{
	if (isinf(n))
		return (struct interval){ p, p };
	return wilson(p * n, n, z_of(s));
}

struct sample_rate sample_rate_of(const struct samples *s,
				  const struct sample_cell *c)
{
	struct sample_rate r = { .p = NAN, .range = { NAN, NAN },
				 .bad_upper = NAN,
				 .lists = (int64_t)c->n };
	double p = 0, variance = 0, plain = 0;

	for (size_t i = 0; i < c->n; i++) {
		const struct sample_list *l = &s->list[c->list[i]];

		r.members += (int64_t)l->n;
		r.judged += l->judged;
		r.relevant += l->relevant;
		r.unjudged += l->judged == 0;
	}
	if (!c->n || r.unjudged)
		return r;
	for (size_t i = 0; i < c->n; i++) {
		const struct sample_list *l = &s->list[c->list[i]];
		double w = (double)l->n / (double)r.members;
		double of = (double)l->judged;

		p += w * (double)l->relevant / of;
		plain += w * w / of;
		variance += w * w * ((double)l->n - of) / (double)l->n / of;
	}
	r.p = r.relevant == r.judged ? 1 : fmin(p, 1);
	r.effective = variance > 0 ? 1 / variance : (double)INFINITY;
	r.plain = 1 / plain;
	r.range = range_of(s, r.p, r.effective);
	r.bad_upper = isinf(r.effective) ? 1 - r.p :
		share_upper((1 - r.p) * r.plain, r.plain,
			    s->config->limits.confidence_rates);
	return r;
}

/* ---- the baseline ----------------------------------------------------- */

static bool is_same_draw(const struct sample_list *a,
			 const struct sample_list *b)
{
	return a->covers.first == b->covers.first &&
	       a->covers.last == b->covers.last;
}

/* Lists are in the order of their draws. */
static size_t draw_end(const struct samples *s, const struct sample_cell *c,
		       size_t at)
{
	size_t end = at + 1;

	while (end < c->n && is_same_draw(&s->list[c->list[at]],
					  &s->list[c->list[end]]))
		end++;
	return end;
}

static bool is_judged(const struct samples *s, const struct sample_cell *c,
		      size_t at, size_t end)
{
	for (; at < end; at++)
		if (!s->list[c->list[at]].judged)
			return false;
	return true;
}

/* The first day of the first complete draw. */
static int32_t baseline_first(const struct samples *s,
			      const struct sample_cell *c)
{
	int32_t first = DAY_NONE;

	for (size_t at = 0, end; at < c->n; at = end) {
		int32_t day = s->list[c->list[at]].covers.first;

		end = draw_end(s, c, at);
		if (is_judged(s, c, at, end) &&
		    (first == DAY_NONE || day < first))
			first = day;
	}
	return first;
}

struct sample_baseline sample_baseline_of(const struct samples *s,
					  const struct sample_cell *c)
{
	struct sample_baseline b = { .first = baseline_first(s, c) };
	struct sample_cell in = { NULL, 0, 0 };

	b.last = b.first;
	if (b.first == DAY_NONE)
		return b;
	b.first = period_of(PERIOD_WEEK, b.first, 1).first;
	b.last = b.first + 7 * s->config->limits.baseline_weeks - 1;
	for (size_t at = 0, end; at < c->n; at = end) {
		int32_t day = s->list[c->list[at]].covers.first;

		end = draw_end(s, c, at);
		if (day < b.first || day > b.last || !is_judged(s, c, at, end))
			continue;
		b.draws++;
		for (; at < end; at++)
			sample_cell_add(&in, c->list[at]);
	}
	b.rate = sample_rate_of(s, &in);
	free(in.list);
	return b;
}

/* ---- figures ---------------------------------------------------------- */

struct sample_run {
	const struct metrics_run *run;
	struct samples s;
	struct cells cells;	/* struct sample_cell of scope and period */
	struct cells all;	/* ... of scope, whatever the period */
	struct arena *a;
};

static const char *no_list(const struct sample_run *w)
{
	return w->s.n ? "no list of members lies in the period" :
			"not measured yet: needs lists of segment members";
}

/* Why there is no rate. */
static const char *no_rate(const struct sample_run *w,
			   const struct sample_rate *r)
{
	if (!r->lists)
		return no_list(w);
	if (r->unjudged == r->lists)
		return "nobody has judged a drawn member yet";
	return arena_printf(w->a, "partial: %" PRId64 " of %" PRId64
			    " lists have no verdict", r->unjudged, r->lists);
}

static struct figure *write_count(const struct sample_run *w,
				  const struct metric *metric,
				  const struct scope *scope,
				  struct period period,
				  const struct sample_cell *c, int64_t n)
{
	struct figure *f = run_figure(w->run, metric, scope, period);

	if (c->n)
		f->value = (double)n;
	else
		f->note = no_list(w);
	return f;
}

static void write_rate(const struct sample_run *w, const struct scope *scope,
		       struct period period, const struct sample_cell *c,
		       const struct sample_rate *r)
{
	struct figure *f;

	f = run_figure(w->run, &metric_targeting_accuracy, scope, period);
	f->n = r->judged;
	f->x = r->relevant;
	f->value = r->p;
	f->low = r->range.low;
	f->high = r->range.high;
	if (isnan(r->p))
		f->note = no_rate(w, r);
	else if (r->lists > 1)
		f->note = arena_printf(w->a, "weighted by the members of %"
				       PRId64 " lists", r->lists);
	f = run_figure(w->run, &metric_sample_bad, scope, period);
	f->n = r->judged;
	if (r->judged)
		f->value = (double)(r->judged - r->relevant);
	else
		f->note = c->n ? "nobody has judged a drawn member yet" :
				 no_list(w);
	f = run_figure(w->run, &metric_sample_bad_bound, scope, period);
	f->value = r->bad_upper;
	if (isnan(r->p))
		f->note = no_rate(w, r);
}

static const char *baseline_note(const struct sample_run *w,
				 const struct sample_baseline *b)
{
	char day[2][DATE_MAX], p[3][NUM_TEXT_MAX];

	return arena_printf(w->a, "baseline %s (%s to %s): %" PRId64
			    " draw%s from %s to %s",
			    percent_text(p[0], b->rate.p, 1),
			    percent_text(p[1], b->rate.range.low, 1),
			    percent_text(p[2], b->rate.range.high, 1),
			    b->draws, b->draws == 1 ? "" : "s",
			    day_format(day[0], b->first),
			    day_format(day[1], b->last));
}

/* Why there is no change; NULL: there is. */
static const char *no_change(const struct sample_run *w,
			     const struct sample_rate *r,
			     const struct sample_baseline *b,
			     struct period period)
{
	char day[2][DATE_MAX];

	if (isnan(r->p))
		return no_rate(w, r);
	if (b->first == DAY_NONE)
		return "no draw is judged in all its segments yet";
	if (period.first <= b->last)
		return arena_printf(w->a, "the period touches the baseline "
				    "weeks, %s to %s, or comes before",
				    day_format(day[0], b->first),
				    day_format(day[1], b->last));
	return b->rate.p > 0 ? NULL : "nobody was relevant in the baseline";
}

static void write_change(const struct sample_run *w, const struct scope *scope,
			 struct period period, const struct sample_rate *r,
			 const struct sample_baseline *b)
{
	struct figure *f = run_figure(w->run, &metric_targeting_change, scope,
				      period);
	struct interval range;

	f->n = r->judged;
	f->note = no_change(w, r, b, period);
	if (f->note)
		return;
	range = ratio_interval(r->p, r->range, b->rate.p, b->rate.range);
	f->value = r->p / b->rate.p - 1;
	f->low = range.low - 1;
	f->high = range.high - 1;
	f->note = baseline_note(w, b);
}

static void write_compliance(const struct sample_run *w,
			     const struct scope *scope, struct period period,
			     const struct sample_cell *c, int64_t done,
			     int64_t required, int64_t not_drawn)
{
	struct figure *f = run_figure(w->run, &metric_sample_compliance,
				      scope, period);

	f->n = required;
	f->x = done;
	if (!c->n) {
		f->note = no_list(w);
		return;
	}
	f->value = (double)done / (double)required;
	if (not_drawn)
		f->note = arena_printf(w->a, "%" PRId64 " judged member%s not "
				       "drawn, left out", not_drawn,
				       not_drawn == 1 ? " was" : "s were");
}

static void write_cell(const struct sample_run *w, struct cell_key key,
		       const struct sample_cell *c)
{
	struct period period = w->run->periods.item[key.period];
	struct scope scope = cut_scope(key, w->run->members->dim);
	struct sample_rate r = sample_rate_of(&w->s, c);
	struct sample_cell none = { NULL, 0, 0 }, *all;
	struct sample_baseline b;
	int64_t required = 0, plain = 0, done = 0, not_drawn = 0;

	for (size_t i = 0; i < c->n; i++) {
		const struct sample_list *l = &w->s.list[c->list[i]];

		required += l->required;
		plain += l->plain;
		done += l->done;
		not_drawn += l->not_drawn;
	}
	write_count(w, &metric_sample_members, &scope, period, c, r.members);
	write_count(w, &metric_sample_required, &scope, period, c, required);
	write_count(w, &metric_sample_plain, &scope, period, c, plain);
	write_compliance(w, &scope, period, c, done, required, not_drawn);
	write_count(w, &metric_sample_cannot_judge, &scope, period, c,
		    done - r.judged);
	write_count(w, &metric_sample_not_drawn, &scope, period, c, not_drawn);
	write_rate(w, &scope, period, c, &r);
	key.period = 0;
	all = cells_find((struct cells *)&w->all, key);
	b = sample_baseline_of(&w->s, all ? all : &none);
	write_change(w, &scope, period, &r, &b);
	agreement_write(w->run, &w->s, c, &scope, period);
}

/* ---- all of it -------------------------------------------------------- */

static void add_list(struct sample_run *w, size_t i)
{
	const struct sample_list *l = &w->s.list[i];
	const struct periods *periods = &w->run->periods;
	int period = periods_find(periods, l->covers.last);
	struct cell_key total = { CUT_TOTAL, 0, 0, 0 };
	struct cell_key segment = { CUT_SEGMENT, 0, l->segment_id, 0 };

	sample_cell_add(cells_at(&w->all, total), i);
	sample_cell_add(cells_at(&w->all, segment), i);
	if (period < 0 || !period_covers(periods->item[period], l->covers))
		return;
	total.period = segment.period = (uint32_t)period;
	sample_cell_add(cells_at(&w->cells, total), i);
	sample_cell_add(cells_at(&w->cells, segment), i);
}

static void cells_free(struct cells *cells)
{
	for (size_t i = 0; i < cells->n; i++)
		free(((struct sample_cell *)cells_item(cells, i))->list);
	cells_release(cells);
}

void samples_write(const struct metrics_run *run)
{
	struct sample_run w = { .run = run, .a = &run->out->arena };

	samples_read(&w.s, run->config, run->members, run->verdicts);
	cells_init(&w.cells, sizeof(struct sample_cell));
	cells_init(&w.all, sizeof(struct sample_cell));
	/* The total has figures also of a gap. */
	for (uint32_t p = 0; p < run->periods.n; p++)
		cells_at(&w.cells, (struct cell_key){ CUT_TOTAL, p, 0, 0 });
	for (size_t i = 0; i < w.s.n; i++)
		add_list(&w, i);
	for (size_t i = 0; i < w.cells.n; i++)
		write_cell(&w, cells_key(&w.cells, i),
			   cells_item(&w.cells, i));
	cells_free(&w.cells);
	cells_free(&w.all);
	unmatched_write(run, &w.s);
	samples_release(&w.s);
}
