/* What was put into a figure, and its arithmetic written out. */
#include <ctype.h>
#include <inttypes.h>
#include <math.h>
#include <stdarg.h>
#include <string.h>

#include "base/num.h"
#include "cli/explain.h"
#include "metrics/stats.h"

/* ---- what a figure is made of ------------------------------------ */

enum term_kind {
	TERM_METRIC, TERM_RECAPTURE, TERM_REFINEMENT, TERM_WEEKS,
	TERM_DISCOUNT
};

struct term {
	const char *op;		/* "" = put in, without arithmetic */
	const char *metric;
	enum term_kind kind;
};

struct parts {
	const char *metric;
	struct term term[6];	/* ends at op == NULL */
};

static const struct parts parts_table[] = {
	{ "net_hours", {
		{ "", "gross_hours", TERM_METRIC },
		{ "\u2212", "correction_hours", TERM_METRIC },
		{ "\u2212", "review_hours", TERM_METRIC },
		{ "\u2212", "loop_hours", TERM_METRIC } } },
	{ "fix_to_save", {
		{ "", "correction_hours", TERM_METRIC },
		{ "\u00f7", "gross_hours", TERM_METRIC } } },
	{ "benefit", { { "from", "net_hours", TERM_METRIC } } },
	{ "cost", {
		{ "", "tool_cost", TERM_METRIC },
		{ "+", "refinement_hours", TERM_REFINEMENT } } },
	{ "net_benefit", {
		{ "", "benefit", TERM_METRIC },
		{ "\u2212", "cost", TERM_METRIC } } },
	{ "net_benefit_half", {
		{ "", "benefit", TERM_METRIC },
		{ "\u00d7", "recapture", TERM_RECAPTURE },
		{ "\u2212", "cost", TERM_METRIC } } },
	{ "roi", {
		{ "(", "benefit", TERM_METRIC },
		{ "\u2212", "cost", TERM_METRIC },
		{ ") \u00f7", "cost", TERM_METRIC } } },
	{ "roi_half", {
		{ "(", "benefit", TERM_METRIC },
		{ "\u00d7", "recapture", TERM_RECAPTURE },
		{ "\u2212", "cost", TERM_METRIC },
		{ ") \u00f7", "cost", TERM_METRIC } } },
	{ "payback", {
		{ "(", "cost", TERM_METRIC },
		{ "\u2212", "tool_cost", TERM_METRIC },
		{ ") \u00f7 (", "benefit", TERM_METRIC },
		{ "\u2212", "tool_cost", TERM_METRIC },
		{ ") \u00d7", "weeks", TERM_WEEKS } } },
	{ "npv", {
		{ "from", "benefit", TERM_METRIC },
		{ "and", "tool_cost", TERM_METRIC },
		{ "and", "cost", TERM_METRIC },
		{ "over", "weeks", TERM_WEEKS },
		{ "at", "discount_rate", TERM_DISCOUNT } } },
	{ "hourly_rate", {
		{ "", "benefit", TERM_METRIC },
		{ "\u00f7", "net_hours", TERM_METRIC } } },
	{ "break_even_rate", {
		{ "from", "cost", TERM_METRIC },
		{ "and", "tool_cost", TERM_METRIC },
		{ "and", "net_hours", TERM_METRIC },
		{ "and", "benefit", TERM_METRIC } } },
	{ "break_even_hours", {
		{ "", "cost", TERM_METRIC },
		{ "\u00f7", "hourly_rate", TERM_METRIC },
		{ "\u00f7", "weeks", TERM_WEEKS } } },
	{ "break_even_rework", {
		{ "from", "cost", TERM_METRIC },
		{ "and", "net_hours", TERM_METRIC },
		{ "and", "benefit", TERM_METRIC },
		{ "and", "rework", TERM_METRIC } } },
	{ "practice_mean", { { "from", "practice_hours", TERM_METRIC } } },
	{ "refinement_roi", {
		{ "from", "refinement_benefit", TERM_METRIC },
		{ "and", "cost", TERM_METRIC },
		{ "without", "tool_cost", TERM_METRIC } } },
	{ "paid_out", {
		{ "", "cost", TERM_METRIC },
		{ "\u2212", "own_time", TERM_METRIC } } },
	{ "own_time", { { "from", "refinement_hours", TERM_METRIC } } },
	{ "cash_back", { { "from", "benefit", TERM_METRIC } } },
	{ "benefit_to_date", {
		{ "from all weeks, of these", "benefit", TERM_METRIC } } },
	{ "cost_to_date", {
		{ "from all weeks, of these", "cost", TERM_METRIC } } },
};

static const struct term *parts_of(const struct metric *metric)
{
	for (size_t i = 0; i < sizeof parts_table / sizeof *parts_table; i++)
		if (!strcmp(parts_table[i].metric, metric->id))
			return parts_table[i].term;
	return NULL;
}

/* "costs" in "corrections.outcome, costs.amount" */
static bool names_kind(const char *columns, const char *kind)
{
	size_t len = strlen(kind);

	for (const char *p = strstr(columns, kind); p;
	     p = strstr(p + 1, kind))
		if (p[len] == '.' &&
		    (p == columns || (!isalnum((unsigned char)p[-1]) &&
				      p[-1] != '_')))
			return true;
	return false;
}

bool explain_reads(const struct metric *metric, const char *kind)
{
	const struct term *t = parts_of(metric);

	if (names_kind(metric->columns, kind))
		return true;
	for (; t && t->op; t++) {
		const struct metric *part = metric_find(t->metric);

		if (part && explain_reads(part, kind))
			return true;
	}
	return false;
}

/* ---- texts --------------------------------------------------------- */

static void add(struct explain_steps *s, const char *name, const char *text)
{
	vec_reserve(&s->item, s->n, &s->cap);
	s->item[s->n++] = (struct explain_step){ name, text };
}

void explain_say(struct explanation *e, const char *name, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	add(&e->steps, name, arena_vprintf(&e->arena, fmt, args));
	va_end(args);
}

static const char *num(struct explanation *e, double v, int digits)
{
	char buf[NUM_TEXT_MAX];

	return arena_strdup(&e->arena, num_text(buf, v, digits));
}

static const char *count(struct explanation *e, int64_t n)
{
	return num(e, (double)n, 0);
}

static const char *percent(struct explanation *e, double v)
{
	char buf[NUM_TEXT_MAX];

	return arena_strdup(&e->arena, percent_text(buf, v, 1));
}

const char *explain_value(struct explanation *e, const struct metric *metric,
			  double v)
{
	struct arena *a = &e->arena;
	char buf[NUM_TEXT_MAX];

	if (isnan(v))
		return "\u2013";
	switch (metric->unit) {
	case UNIT_RATE:
		return v <= 1 ? percent(e, v) :
			arena_printf(a, "%s per 100", num(e, 100 * v, 1));
	case UNIT_OF_100:
		return arena_printf(a, "%s of 100", num(e, v, 4));
	case UNIT_POINTS:
		return arena_printf(a, "%s points",
				    signed_text(buf, v * 100, 1));
	case UNIT_PERCENT:
		return arena_strdup(a, signed_percent_text(buf, v, 1));
	case UNIT_HOURS:
		return arena_printf(a, "%s h", num(e, v, 4));
	case UNIT_MINUTES:
		return arena_printf(a, "%s min", num(e, v, 2));
	case UNIT_WEEKS:
		return arena_printf(a, "%s weeks", num(e, v, 2));
	case UNIT_MONEY:
		return arena_strdup(a, money_text(buf, v, 2,
						  e->config->currency));
	case UNIT_MONEY_PER_HOUR:
		return arena_printf(a, "%s an hour",
				    money_text(buf, v, 2,
					       e->config->currency));
	default:
		return num(e, v, metric->digits ? 4 : 0);
	}
}

static const struct figure *other(const struct explanation *e,
				  const char *metric)
{
	return figures_find(e->figures, metric_find(metric), &e->scope,
			    e->period);
}

static double limit_of(const struct explanation *e)
{
	const struct config_thresholds *l = &e->config->limits;

	if (!strcmp(e->metric->id, "rework"))
		return l->rework_limit;
	if (!strcmp(e->metric->id, "usable") && l->usable_target > 0)
		return l->usable_target;
	return NAN;
}

const char *explain_goal(const struct metric *metric)
{
	return metric->direction > 0 ? "target" : "limit";
}

/* A difference by input; otherwise one by prompt version. */
static bool is_by_input(const struct explanation *e)
{
	return !strcmp(e->metric->id, "rework_by_input");
}

const char *explain_verdict(struct explanation *e)
{
	enum verdict v = e->figure->verdict;

	if (v != VERDICT_YES && v != VERDICT_NO)
		return verdict_name(v);
	if (is_by_input(e))
		return v == VERDICT_YES ? "input is a bottleneck" :
					  "input is no bottleneck";
	if (e->metric->unit == UNIT_POINTS)
		return v == VERDICT_YES ? "surely better" : "surely worse";
	return arena_printf(&e->arena, "%s the %s",
			    v == VERDICT_YES ? "above" : "below",
			    explain_goal(e->metric));
}

/* ---- what was put in ----------------------------------------------- */

static void add_weights(struct explanation *e)
{
	if (!e->lines)
		return;
	add(&e->inputs, "weights", e->lines == e->outputs ?
	    "each output counts once" :
	    arena_printf(&e->arena, "%s rows stand for %s outputs (their "
			 "column n)", count(e, e->lines),
			 count(e, e->outputs)));
}

/* What n counts. */
static const char *noun_of(const struct explanation *e)
{
	static const struct {
		const char *metric, *noun;
	} of[] = {
		{ "lead_median", "items" }, { "lead_p90", "items" },
		{ "productivity", "items" }, { "step_minutes", "first passes" },
		{ "step_median", "first passes" },
		{ "practice_hours", "people" }, { "practice_mean", "people" },
		{"rollout_median", "rollouts"},
		{"rollout_p90", "rollouts"},
		{"session_minutes", "sessions"},
		{"session_planned", "sessions"},
		{"audit_minutes", "audits"},
		{"audit_planned", "audits"},
		{"daily_review", "days"},
		{"pulse", "answers"},
	};

	for (size_t i = 0; i < sizeof of / sizeof *of; i++)
		if (!strcmp(of[i].metric, e->metric->id))
			return of[i].noun;
	if (explain_of_late(e->metric))
		return "late reviews";
	if (names_kind(e->metric->columns, "handoffs"))
		return "handoffs";
	if (names_kind(e->metric->columns, "members"))
		return "members judged";
	if (!explain_of_defects(e->metric))
		return "outputs";
	return e->figure->x != FACT_NULL ? "items published" : "defects";
}

static void add_inputs(struct explanation *e)
{
	const struct figure *f = e->figure, *unknown = other(e, "unknown");
	bool rate = e->metric->unit == UNIT_RATE;
	bool defects = explain_of_defects(e->metric);

	if (f->n != FACT_NULL)
		add(&e->inputs, "n", arena_printf(&e->arena, "%s %s",
			count(e, f->n), rate ? "(the whole)" : noun_of(e)));
	if (f->x != FACT_NULL)
		add(&e->inputs, "x", arena_printf(&e->arena, "%s %s",
			count(e, f->x), rate ? "(the part that counts)" :
			!strcmp(e->metric->id, "downstream_errors") ?
			"found after their origin" : defects ? "escapes" : "of these (see the rules)"));
	if (!defects && !e->last &&
	    explain_reads(e->metric, "corrections") && unknown &&
	    !explain_reads(e->metric, "inputs") &&
	    unknown->x != FACT_NULL && strcmp(e->metric->id, "coverage"))
		add(&e->inputs, "unknown", arena_printf(&e->arena,
			"%s of %s outputs have no known outcome",
			count(e, unknown->x), count(e, unknown->n)));
	add_weights(e);
	if (!isnan(limit_of(e)))
		add(&e->inputs, explain_goal(e->metric),
		    percent(e, limit_of(e)));
	if (f->note && *f->note)
		add(&e->inputs, "note", f->note);
}

/* ---- a rate and its interval ------------------------------------------ */

/* The terms of Wilson 1927 in the order in which they are written. */
static void add_wilson(struct explanation *e, double z)
{
	const struct figure *f = e->figure;
	double n = (double)f->n, p = f->value, scale = 1 + z * z / n;
	double shift = z * z / (2 * n), spread = p * (1 - p) / n;
	double extra = z * z / (4 * n * n);
	double centre = (p + shift) / scale;
	double half = z * sqrt(spread + extra) / scale;
	struct arena *a = &e->arena;

	add(&e->steps, "z", arena_printf(a, "%s for %s confidence",
		num(e, z, 6), percent(e, e->config->limits.confidence_rates)));
	add(&e->steps, "scale", arena_printf(a, "1 + z\u00b2/n = 1 + %s/%s "
		"= %s", num(e, z * z, 6), count(e, f->n), num(e, scale, 6)));
	add(&e->steps, "centre", arena_printf(a, "(p + z\u00b2/2n) \u00f7 "
		"scale = (%s + %s) \u00f7 %s = %s", num(e, p, 6),
		num(e, shift, 6), num(e, scale, 6), num(e, centre, 6)));
	add(&e->steps, "half-width", arena_printf(a, "z\u00b7\u221a(p(1\u2212p"
		")/n + z\u00b2/4n\u00b2) \u00f7 scale = %s\u00b7\u221a(%s + "
		"%s) \u00f7 %s = %s", num(e, z, 6), num(e, spread, 6),
		num(e, extra, 6), num(e, scale, 6), num(e, half, 6)));
	add(&e->steps, "interval", arena_printf(a, "centre \u00b1 half-width "
		"= %s to %s, that is %s to %s", num(e, f->low, 6),
		num(e, f->high, 6), percent(e, f->low), percent(e, f->high)));
}

static void add_needed(struct explanation *e, double limit, double z)
{
	const struct figure *f = e->figure;
	const char *l = num(e, limit, 6), *p = num(e, f->value, 6);

	if (fabs(f->value - limit) < 1e-12) {
		add(&e->steps, "needed", "p is the limit itself: no number of "
		    "outputs tells them apart");
		return;
	}
	add(&e->steps, "needed", arena_printf(&e->arena,
		"z\u00b2\u00b7L(1\u2212L) \u00f7 (p\u2212L)\u00b2 \u2212 n, "
		"rounded up = %s\u00b7%s\u00b7%s \u00f7 (%s \u2212 %s)\u00b2 "
		"\u2212 %s = %s more outputs", num(e, z * z, 6), l,
		num(e, 1 - limit, 6), p, l, count(e, f->n),
		f->needed > STATS_MORE_CAP ?
			arena_printf(&e->arena, "more than %d", STATS_MORE_CAP)
			: count(e, f->needed)));
}

static void add_verdict(struct explanation *e, double z)
{
	const struct figure *f = e->figure, *unknown = other(e, "unknown");
	double limit = limit_of(e);
	const char *l = percent(e, limit), *why;

	if (f->verdict == VERDICT_INCOMPLETE) {
		add(&e->steps, "verdict", arena_printf(&e->arena,
			"incomplete: %s unknown is more than %s", unknown ?
				percent(e, unknown->value) : "the share",
			percent(e, e->config->limits.unknown_limit)));
		return;
	}
	if (f->partial) {
		add(&e->steps, "verdict", "none: the period is not over");
		return;
	}
	if (f->verdict == VERDICT_NONE)
		return;
	why = f->verdict == VERDICT_YES ?
		arena_printf(&e->arena, "%s: %s is above %s",
			     explain_verdict(e), percent(e, f->low), l) :
	      f->verdict == VERDICT_NO ?
		arena_printf(&e->arena, "%s: %s is below %s",
			     explain_verdict(e), percent(e, f->high), l) :
		arena_printf(&e->arena, "not clear yet: the interval holds "
			     "the %s L = %s", explain_goal(e->metric), l);
	add(&e->steps, "verdict", why);
	if (f->verdict == VERDICT_NOT_CLEAR)
		add_needed(e, limit, z);
}

static void add_rate(struct explanation *e)
{
	const struct figure *f = e->figure;
	double z = z_for(e->config->limits.confidence_rates);

	bool exact = fabs(f->value * (double)f->n - (double)f->x) < 1e-6;

	add(&e->steps, "p", arena_printf(&e->arena, "x/n = %s/%s%s = %s",
		count(e, f->x), count(e, f->n),
		exact ? "" : ", before rounding (see note)",
		num(e, f->value, 6)));
	if (!isnan(f->low))
		add_wilson(e, z);
	add_verdict(e, z);
}

/* ---- a difference of rates -------------------------------------------- */

/* One rate with its Wilson interval. */
static struct interval add_side(struct explanation *e, const char *name,
				const char *sign, int64_t x, int64_t n)
{
	double z = z_for(e->config->limits.confidence_rates);
	struct interval i = wilson((double)x, (double)n, z);

	add(&e->steps, name, arena_printf(&e->arena, "p%s = %s/%s = %s, "
		"Wilson l%s = %s, u%s = %s", sign, count(e, x), count(e, n),
		num(e, (double)x / (double)n, 6), sign, num(e, i.low, 6),
		sign, num(e, i.high, 6)));
	return i;
}

/* One end of Newcombe's interval: from d by the root of two distances. */
static void add_end(struct explanation *e, const char *name, const char *how,
		    double first, double second, double end)
{
	add(&e->steps, name, arena_printf(&e->arena, "%s = %s %s "
		"\u221a(%s\u00b2 + %s\u00b2) = %s", how,
		num(e, e->figure->value, 6),
		end < e->figure->value ? "\u2212" : "+", num(e, first, 6),
		num(e, second, 6), num(e, end, 6)));
}

static void add_change_verdict(struct explanation *e)
{
	const struct figure *f = e->figure;

	if (f->partial)
		add(&e->steps, "verdict", "none: the period is not over");
	else if (f->verdict == VERDICT_INCOMPLETE)
		add(&e->steps, "verdict", arena_printf(&e->arena,
			"incomplete: of one %s more than %s is unknown",
			is_by_input(e) ? "side" : "version",
			percent(e, e->config->limits.unknown_limit)));
	else if (f->verdict == VERDICT_NOT_CLEAR)
		add(&e->steps, "verdict", "not clear yet: the interval holds "
		    "0");
	else
		add(&e->steps, "verdict", arena_printf(&e->arena,
			"%s: the whole interval is %s 0", is_by_input(e) ?
				explain_verdict(e) :
				f->verdict == VERDICT_YES ? "better" : "worse",
			f->verdict == VERDICT_YES ? "above" : "below"));
	if (f->verdict == VERDICT_NOT_CLEAR)
		add(&e->steps, "needed", f->needed > STATS_MORE_CAP ?
		    arena_printf(&e->arena, "more than %d more outputs",
				 STATS_MORE_CAP) :
		    arena_printf(&e->arena, "%s more outputs %s take the "
			"interval off 0, if p\u2081 stays and %s no more",
			count(e, f->needed), is_by_input(e) ?
				"with incomplete input" : "of this version",
			is_by_input(e) ? "complete input has" :
					 "the version before has"));
}

/* The terms of Newcombe 1998, method 10. */
static void add_change(struct explanation *e)
{
	const struct figure *f = e->figure;
	const struct score_detail *d = &e->score;
	double p1 = (double)f->x / (double)f->n;
	double p2 = (double)d->before_x / (double)d->before_n;
	struct interval a, b;

	add(&e->steps, "z", arena_printf(&e->arena, "%s for %s confidence",
		num(e, z_for(e->config->limits.confidence_rates), 6),
		percent(e, e->config->limits.confidence_rates)));
	a = add_side(e, is_by_input(e) ? "incomplete" : "this version",
		     "\u2081", f->x, f->n);
	b = add_side(e, is_by_input(e) ? "complete" : "version before",
		     "\u2082", d->before_x, d->before_n);
	add(&e->steps, "d", arena_printf(&e->arena, "p\u2081 \u2212 "
		"p\u2082 = %s, that is %s", num(e, f->value, 6),
		explain_value(e, e->metric, f->value)));
	add_end(e, "low", "d \u2212 \u221a((p\u2081\u2212l\u2081)\u00b2 + "
		"(u\u2082\u2212p\u2082)\u00b2)", p1 - a.low, b.high - p2,
		f->low);
	add_end(e, "high", "d + \u221a((u\u2081\u2212p\u2081)\u00b2 + "
		"(p\u2082\u2212l\u2082)\u00b2)", a.high - p1, p2 - b.low,
		f->high);
	add_change_verdict(e);
}

/* ---- a sum and its parts ------------------------------------------------- */

static double weeks_of(const struct explanation *e)
{
	int32_t last = e->period.last < e->as_of ? e->period.last : e->as_of;

	return (last - e->period.first + 1) / 7.0;
}

static const char *part_text(struct explanation *e, const struct term *t)
{
	const struct figure *f = other(e, t->metric), *tools;

	switch (t->kind) {
	case TERM_RECAPTURE:
		return percent(e, e->config->limits.recapture);
	case TERM_DISCOUNT:
		return arena_printf(&e->arena, "%s a year",
				    percent(e, e->config->limits
						       .discount_rate));
	case TERM_WEEKS:
		return num(e, weeks_of(e), 4);
	case TERM_REFINEMENT:
		tools = other(e, "tool_cost");
		return arena_printf(&e->arena, "%s (%s at the rates of their "
			"roles, and amounts without hours)",
			explain_value(e, e->metric, e->figure->value -
				(isnan(tools->value) ? 0 : tools->value)),
			explain_value(e, f->metric, f->value));
	case TERM_METRIC:
		break;
	}
	if (!isnan(f->value))
		return explain_value(e, f->metric, f->value);
	return arena_printf(&e->arena, "\u2013 (%s)%s", f->note,
			    isnan(e->figure->value) ? "" : ", counts as 0");
}

static void add_parts(struct explanation *e, const struct term *t)
{
	const struct figure *f = e->figure, *net = other(e, "net_hours");

	for (; t->op; t++)
		add(&e->steps, arena_printf(&e->arena, "%s%s%s", t->op,
					    *t->op ? " " : "", t->metric),
		    part_text(e, t));
	if (!strcmp(e->metric->id, "benefit") && !isnan(f->value) &&
	    fabs(net->value) > 0 && !*other(e, "hourly_rate")->note)
		add(&e->steps, "at", arena_printf(&e->arena, "%s %s an hour, "
			"the rates of the steps' owner roles weighted by "
			"their hours", e->config->currency,
			num(e, f->value / net->value, 4)));
	add(&e->steps, arena_printf(&e->arena, "= %s", e->metric->id),
	    explain_value(e, e->metric, f->value));
	if (!isnan(f->low))
		add(&e->steps, "interval", arena_printf(&e->arena,
			"%s to %s", explain_value(e, e->metric, f->low),
			explain_value(e, e->metric, f->high)));
}

void explanation_steps(struct explanation *e)
{
	const struct figure *f = e->figure;
	const struct term *parts = parts_of(e->metric);

	add_inputs(e);
	if (parts)
		add_parts(e, parts);
	else if (e->steps.n)
		;	/* of a sample: told with its rows */
	else if (e->metric->unit == UNIT_RATE && !isnan(f->value) &&
		 f->n != FACT_NULL && f->x != FACT_NULL)
		add_rate(e);
	else if (e->metric->unit == UNIT_SCORE)
		explanation_score(e);
	else if (e->metric->unit == UNIT_OF_100 && !isnan(f->value))
		explanation_quality(e);
	else if (e->metric->unit == UNIT_POINTS && !isnan(f->value))
		add_change(e);
	else if (!isnan(f->value))
		add(&e->steps, arena_printf(&e->arena, "= %s", e->metric->id),
		    explain_value(e, e->metric, f->value));
}
