/*
 * metrics/break_even.c - where benefit and cost are equal: METRICS §8, §16.
 */
#include <math.h>

#include "base/num.h"
#include "metrics/answer.h"

const struct metric metric_hourly_rate = {
	.id = "hourly_rate", .title = "Value of a net hour",
	.unit = UNIT_MONEY_PER_HOUR, .digits = 2, .direction = 0,
	.scopes = AT_TOTAL, .section = "8", .requirement = "R39",
	.formula = "Benefit divided by net hours: the rates of the steps' "
		"owner roles, weighted by their net hours.",
	.columns = COST_COLUMNS ", workflows.owner_role, roles.rate",
	.edges = "Where some steps gain and others lose hours, net hours "
		"may be near 0 and this no rate at all: outside the lowest "
		"and highest rate of the steps the default rate is used.",
	.source = ""
};

const struct metric metric_break_even_rate = {
	.id = "break_even_rate", .title = "Break-even hourly rate",
	.unit = UNIT_MONEY_PER_HOUR, .digits = 2, .direction = -1,
	.scopes = AT_TOTAL, .section = "8", .requirement = "R39",
	.formula = "The average hourly rate at which ROI is 0; all rates "
		"move by one factor.",
	.columns = COST_COLUMNS,
	.edges = "No such rate where refinement took more than was saved.",
	.source = ""
};

const struct metric metric_break_even_hours = {
	.id = "break_even_hours", .title = "Break-even net hours a week",
	.unit = UNIT_HOURS, .digits = 1, .direction = -1,
	.scopes = AT_TOTAL, .section = "8", .requirement = "R39",
	.formula = "The net hours a week at which ROI is 0: cost divided by "
		"the value of a net hour and the weeks.",
	.columns = COST_COLUMNS,
	.edges = "If every freed hour is used; weeks are days \u00f7 7.",
	.source = ""
};

const struct metric metric_break_even_rework = {
	.id = "break_even_rework", .title = "Break-even rework rate",
	.unit = UNIT_RATE, .digits = 1, .direction = 1, .scopes = AT_TOTAL,
	.section = "8", .requirement = "R39",
	.formula = "The rework rate at which net hours pay exactly for the "
		"cost, from the mean minutes of reworked and of other "
		"outputs.",
	.columns = COST_COLUMNS ", corrections.outcome",
	.edges = "Over outputs of known class with baseline and work "
		"minutes; not where minutes come from the time sheet.",
	.source = ""
};

static const char *const no_rate =
	"there is no hourly rate; set default_rate";
static const char *const at_default = "at the default rate";

/* A break-even in hours or money: what both have in common. */
static void even_figure(const struct answer *a, const struct metric *metric,
			double value, const char *none)
{
	struct figure *f = answer_figure(a, metric);

	f->value = value;
	if (isnan(value))
		f->note = none;
	else if (!a->own_rate)
		f->note = at_default;
}

static void write_break_even_hours(const struct answer *a)
{
	const char *none = answer_no_roi(a);
	struct roi_result r;

	if (!none && isnan(a->rate))
		none = no_rate;
	if (none) {
		even_figure(a, &metric_break_even_rate, NAN, none);
		even_figure(a, &metric_break_even_hours, NAN, none);
		return;
	}
	r = answer_roi(a, 1);
	even_figure(a, &metric_break_even_rate, r.break_even_rate,
		    "refinement took more hours than were saved: no rate "
		    "pays");
	even_figure(a, &metric_break_even_hours, r.break_even_hours, "");
}

/* ρ where net(ρ)·r = cost; net(ρ) = G − n[ρ·c_R + (1−ρ)·c_N]. */
static void write_break_even_rework(const struct answer *a)
{
	struct figure *f = answer_figure(a, &metric_break_even_rework);
	const struct hours_sum *s = &a->hours->sum;
	double n = (double)(s->class_n[0] + s->class_n[1]);
	double needed = isnan(a->cost) ? 0 : a->cost / a->rate;
	double cost[2], none, all;

	if (s->by_time) {
		f->note = "minutes come from the time sheet, which does not "
			  "tell reworked outputs apart";
		return;
	}
	if (s->class_n[0] == 0 || s->class_n[1] == 0) {
		f->note = n > 0 ? "needs outputs that were reworked and "
				  "outputs that were not" :
				  "no output has an outcome, baseline and "
				  "work minutes";
		return;
	}
	if (isnan(needed)) {
		f->note = no_rate;
		return;
	}
	for (int i = 0; i < 2; i++)
		cost[i] = (double)s->class_cost[i] / (double)s->class_n[i] /
			  MS_PER_HOUR;
	/* What is left at no rework and at nothing but rework. */
	none = (double)s->class_gross / MS_PER_HOUR - n * cost[0] - needed;
	all = (double)s->class_gross / MS_PER_HOUR - n * cost[1] - needed;
	if (none > 0 && all < 0)
		f->value = none / (none - all);
	else if (none < 0 && all > 0)
		f->note = "reworked outputs took less time than the others, "
			  "so that no rework rate is a limit";
	else if (all >= 0)
		f->note = "pays at any rework";
	else
		f->note = "never pays";
}

void break_even_write(const struct answer *a)
{
	write_break_even_hours(a);
	write_break_even_rework(a);
}
