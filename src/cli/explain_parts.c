/* A figure that other figures make: which, and what each of them is. */
#include <ctype.h>
#include <math.h>
#include <string.h>

#include "cli/explain.h"

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

bool explain_names(const struct metric *metric, const char *kind)
{
	const char *columns = metric->columns;
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

	if (explain_names(metric, kind))
		return true;
	for (; t && t->op; t++) {
		const struct metric *part = metric_find(t->metric);

		if (part && explain_reads(part, kind))
			return true;
	}
	return false;
}

/* ---- its arithmetic ------------------------------------------------ */

static double weeks_of(const struct explanation *e)
{
	int32_t last = e->period.last < e->as_of ? e->period.last : e->as_of;

	return (last - e->period.first + 1) / 7.0;
}

static const char *part_text(struct explanation *e, const struct term *t)
{
	const struct figure *f = explain_figure(e, t->metric), *tools;

	switch (t->kind) {
	case TERM_RECAPTURE:
		return explain_percent(e, e->config->limits.recapture);
	case TERM_DISCOUNT:
		return arena_printf(&e->arena, "%s a year",
			explain_percent(e, e->config->limits.discount_rate));
	case TERM_WEEKS:
		return explain_num(e, weeks_of(e), 4);
	case TERM_REFINEMENT:
		tools = explain_figure(e, "tool_cost");
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

/* The rate that turned hours into money. */
static void say_hourly(struct explanation *e)
{
	const struct figure *net = explain_figure(e, "net_hours");

	if (strcmp(e->metric->id, "benefit") || isnan(e->figure->value) ||
	    !(fabs(net->value) > 0) || *explain_figure(e, "hourly_rate")->note)
		return;
	explain_say(e, "at", "%s %s an hour, the rates of the steps' owner "
		    "roles weighted by their hours", e->config->currency,
		    explain_num(e, e->figure->value / net->value, 4));
}

bool explanation_parts(struct explanation *e)
{
	const struct term *t = parts_of(e->metric);
	const struct figure *f = e->figure;

	if (!t)
		return false;
	for (; t->op; t++)
		explain_say(e, arena_printf(&e->arena, "%s%s%s", t->op,
					    *t->op ? " " : "", t->metric),
			    "%s", part_text(e, t));
	say_hourly(e);
	explain_result(e);
	if (!isnan(f->low))
		explain_say(e, "interval", "%s to %s",
			    explain_value(e, e->metric, f->low),
			    explain_value(e, e->metric, f->high));
	return true;
}
