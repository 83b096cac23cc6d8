/*
 * metrics/roi_figures.c - hours become money: METRICS §8 and §16 "ROI".
 *
 * Costs stand at the total only: a tool or an afternoon of refinement serves
 * every workflow, and splitting it would be invention.
 */
#include <math.h>
#include <stdlib.h>

#include "base/num.h"
#include "metrics/family.h"
#include "metrics/roi.h"

#define COST_COLUMNS "costs.amount, costs.kind, costs.hours, time.minutes"

const struct metric metric_refinement_hours = {
	.id = "refinement_hours", .title = "Refinement hours",
	.unit = UNIT_HOURS, .digits = 1, .direction = 0, .scopes = AT_TOTAL,
	.section = "8", .requirement = "R39",
	.formula = "Time entries for refinement, tuning, audit and practice; "
		"where there are none, the hours given with costs.",
	.columns = "time.minutes, time.activity, costs.hours",
	.edges = "Entries or costs is decided per period, so that no hour "
		"counts twice.",
	.source = ""
};

const struct metric metric_tool_cost = {
	.id = "tool_cost", .title = "Tool cost", .unit = UNIT_MONEY,
	.digits = 2, .direction = -1, .scopes = AT_TOTAL, .section = "8",
	.requirement = "R39",
	.formula = "Costs of tools and other costs.",
	.columns = "costs.amount, costs.kind",
	.edges = "Every cost is spread evenly over its calendar month.",
	.source = ""
};

const struct metric metric_cost = {
	.id = "cost", .title = "Cost", .unit = UNIT_MONEY, .digits = 2,
	.direction = -1, .scopes = AT_TOTAL, .section = "8",
	.requirement = "R39",
	.formula = "Refinement hours at their rates, plus tool cost, plus "
		"refinement costs without hours.",
	.columns = COST_COLUMNS,
	.edges = "Every cost is spread evenly over its calendar month.",
	.source = ""
};

const struct metric metric_benefit = {
	.id = "benefit", .title = "Benefit", .unit = UNIT_MONEY, .digits = 2,
	.direction = 1, .scopes = AT_TOTAL, .section = "8",
	.requirement = "R39",
	.formula = "Net hours of each step at the hourly rate of its owner "
		"role.",
	.columns = COST_COLUMNS ", workflows.owner_role, roles.rate",
	.edges = "A step without a role counts at the default rate. No "
		"revenue is claimed. The interval is that of the net hours.",
	.source = ""
};

const struct metric metric_roi = {
	.id = "roi", .title = "ROI, all freed hours", .unit = UNIT_PERCENT,
	.digits = 1, .direction = 1, .scopes = AT_TOTAL, .section = "8",
	.requirement = "R39",
	.formula = "Benefit less cost, divided by cost, if every freed hour "
		"is used.",
	.columns = COST_COLUMNS,
	.edges = "Without cost it is not defined. The range runs from 80 % "
		"of the benefit at 110 % of the cost to the upper bound of "
		"the net hours.",
	.source = "Forrester TEI, risk adjustment"
};

const struct metric metric_roi_half = {
	.id = "roi_half", .title = "ROI, realised hours only",
	.unit = UNIT_PERCENT, .digits = 1, .direction = 1,
	.scopes = AT_TOTAL, .section = "8", .requirement = "R39",
	.formula = "As ROI, with the benefit times the share of freed hours "
		"that becomes money (50 % unless configured).",
	.columns = COST_COLUMNS,
	.edges = "The share is applied to the benefit only.",
	.source = "Forrester TEI, recapture"
};

const struct metric metric_payback = {
	.id = "payback", .title = "Payback", .unit = UNIT_WEEKS, .digits = 1,
	.direction = -1, .scopes = AT_TOTAL, .section = "8",
	.requirement = "R39",
	.formula = "What refinement cost, divided by weekly benefit less "
		"weekly tool cost.",
	.columns = COST_COLUMNS,
	.edges = "Where the weekly benefit does not exceed the tools it is "
		"not reached at this rate.",
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

/* ---- costs of a period ---------------------------------------------- */

struct costs {
	int64_t entries;	/* refinement time entries */
	double entry_hours, entry_value;
	int64_t hour_rows, tool_rows, amount_rows;
	double hours;		/* given with costs */
	double tools;		/* tool and other */
	double amounts;		/* refinement without hours */
};

static bool is_refinement(int64_t activity)
{
	return activity == ACTIVITY_REFINEMENT ||
	       activity == ACTIVITY_TUNING || activity == ACTIVITY_AUDIT ||
	       activity == ACTIVITY_PRACTICE;
}

static void add_time(struct costs *costs, const struct metrics_run *run)
{
	const struct facts *f = run->time;

	for (size_t d = 0; d < f->n_days; d++) {
		const struct fact_day *day = &f->days[d];
		int p = periods_find(&run->periods, day->day);

		for (size_t r = 0; p >= 0 && r < day->n; r++) {
			int64_t ms = fact_i64(day, TIM_MINUTES, r);
			double hours = (double)ms / MS_PER_HOUR;

			if (ms == FACT_NULL ||
			    !is_refinement(fact_i64(day, TIM_ACTIVITY, r)))
				continue;
			costs[p].entries++;
			costs[p].entry_hours += hours;
			costs[p].entry_value += hours *
				(double)config_rate(run->config,
						    fact_dim(f, day, TIM_ROLE,
							     r)) /
				MONEY_SCALE;
		}
	}
}

/* One cost row, of which `share` lies in the period. */
static void add_cost(struct costs *c, const struct fact_day *day, size_t r,
		     double share)
{
	int64_t amount = fact_i64(day, COS_AMOUNT, r);
	int64_t hours = fact_i64(day, COS_HOURS, r);
	bool refinement = fact_i64(day, COS_KIND, r) == COST_REFINEMENT;
	double money = amount == FACT_NULL ? 0 :
		       (double)amount / MONEY_SCALE * share;

	if (hours != FACT_NULL) {
		c->hour_rows++;
		c->hours += (double)hours / MEASURE_SCALE * share;
	}
	if (amount == FACT_NULL)
		return;
	if (!refinement) {
		c->tool_rows++;
		c->tools += money;
	} else if (hours == FACT_NULL) {
		c->amount_rows++;
		c->amounts += money;
	}
}

static int32_t min_day(int32_t a, int32_t b)
{
	return a < b ? a : b;
}

/* Every cost spreads over its calendar month. */
static void add_costs(struct costs *costs, const struct metrics_run *run)
{
	const struct facts *f = run->costs;
	const struct periods *p = &run->periods;

	for (size_t d = 0; d < f->n_days; d++) {
		const struct fact_day *day = &f->days[d];
		struct period month = period_of(PERIOD_MONTH, day->day, 1);
		int32_t last = min_day(month.last, run->as_of);

		for (size_t i = periods_from(p, month.first);
		     i < p->n && p->item[i].first <= last; i++) {
			int32_t from = p->item[i].first > month.first ?
					       p->item[i].first : month.first;
			int32_t days = min_day(p->item[i].last, last) - from +
				       1;

			for (size_t r = 0; days > 0 && r < day->n; r++)
				add_cost(&costs[i], day, r,
					 (double)days / period_days(month));
		}
	}
}

/* ---- the answer of a period ----------------------------------------- */

struct answer {
	const struct metrics_run *run;
	struct period period;
	const struct costs *costs;
	const struct hours_total *hours;
	double weeks;
	double invest_hours, invest_value;	/* NAN = none recorded */
	double cost;				/* NAN = none recorded */
	double benefit;				/* NAN = not measured */
	double rate;		/* hours-weighted; NAN = there is none */
};

static struct figure *answer_figure(const struct answer *a,
				    const struct metric *metric)
{
	const struct scope all = { { 0 } };

	return run_figure(a->run, metric, &all, a->period);
}

static void answer_value(const struct answer *a, const struct metric *metric,
			 double value, const char *none)
{
	struct figure *f = answer_figure(a, metric);

	f->value = value;
	if (isnan(value))
		f->note = none;
}

static double default_rate(const struct metrics_run *run)
{
	return (double)run->config->default_rate / MONEY_SCALE;
}

static void answer_make(struct answer *a)
{
	const struct costs *c = a->costs;
	const struct hours_sum *s = &a->hours->sum;

	a->weeks = (min_day(a->period.last, a->run->as_of) -
		    a->period.first + 1) / 7.0;
	a->invest_hours = a->invest_value = NAN;
	if (c->entries > 0) {
		a->invest_hours = c->entry_hours;
		a->invest_value = c->entry_value;
	} else if (c->hour_rows > 0) {
		a->invest_hours = c->hours;
		a->invest_value = c->hours * default_rate(a->run);
	}
	a->cost = NAN;
	if (c->tool_rows || c->amount_rows || !isnan(a->invest_hours))
		a->cost = c->tools + c->amounts +
			  (isnan(a->invest_value) ? 0 : a->invest_value);
	a->benefit = isnan(a->hours->net) ? (double)NAN :
		     (double)s->value / MS_PER_HOUR / MONEY_SCALE;
	/* Where net hours are 0 or of another sign no rate is behind them. */
	a->rate = a->benefit / a->hours->net;
	if (!(a->rate > 0) || isinf(a->rate))
		a->rate = default_rate(a->run) > 0 ? default_rate(a->run) :
						     (double)NAN;
}

static struct roi_result answer_roi(const struct answer *a, double benefit,
				    double recapture)
{
	double rate = isnan(a->rate) ? 1 : a->rate;
	struct roi_input in = {
		.hours_week = benefit / rate / a->weeks, .rate = rate,
		.invest_hours = isnan(a->invest_value) ?
			0 : a->invest_value / rate,
		.invest_amount = a->costs->amounts,
		.tools_week = a->costs->tools / a->weeks,
		.weeks = a->weeks, .recapture = recapture, .discount = 0.10
	};
	struct roi_result out;

	roi_compute(&out, &in);
	return out;
}

static const char *no_roi(const struct answer *a)
{
	if (isnan(a->cost) || a->cost <= 0)
		return "no cost recorded, ROI not defined";
	return "no net hours were measured";
}

static void write_benefit(const struct answer *a)
{
	struct figure *f = answer_figure(a, &metric_benefit);

	f->value = a->benefit;
	if (isnan(a->benefit)) {
		f->note = "no net hours were measured";
		return;
	}
	f->low = a->benefit + (a->hours->net_low - a->hours->net) * a->rate;
	f->high = a->benefit + (a->hours->net_high - a->hours->net) * a->rate;
}

static void write_roi(const struct answer *a)
{
	double high_benefit = a->benefit +
		(a->hours->net_high - a->hours->net) * a->rate;
	struct figure *f = answer_figure(a, &metric_roi);
	double half = a->run->config->limits.recapture;

	if (isnan(a->benefit) || isnan(a->cost) || a->cost <= 0) {
		f->note = no_roi(a);
		answer_value(a, &metric_roi_half, NAN, no_roi(a));
		return;
	}
	f->value = answer_roi(a, a->benefit, 1).roi;
	if (!isnan(high_benefit)) {
		double cost = 1.1 * a->cost;

		f->low = fmin(f->value, (0.8 * a->benefit - cost) / cost);
		f->high = (high_benefit - a->cost) / a->cost;
	}
	answer_value(a, &metric_roi_half, answer_roi(a, a->benefit, half).roi,
		     "");
}

static void write_payback(const struct answer *a)
{
	struct figure *f = answer_figure(a, &metric_payback);
	struct roi_result r;

	if (isnan(a->invest_value) && a->costs->amount_rows == 0) {
		f->note = "no refinement hours or amounts were recorded";
		return;
	}
	if (isnan(a->benefit)) {
		f->note = "no net hours were measured";
		return;
	}
	r = answer_roi(a, a->benefit, 1);
	if (isinf(r.payback))
		f->note = "not reached at this rate";
	else
		f->value = r.payback;
}

static void write_break_even_rate(const struct answer *a)
{
	struct figure *f = answer_figure(a, &metric_break_even_rate);

	if (isnan(a->benefit) || isnan(a->cost) || a->cost <= 0) {
		f->note = no_roi(a);
	} else if (isnan(a->rate)) {
		f->note = "there is no hourly rate; set default_rate";
	} else {
		f->value = answer_roi(a, a->benefit, 1).break_even_rate;
		if (isnan(f->value))
			f->note = "refinement took more hours than were "
				  "saved: no rate pays";
	}
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
		f->note = "there is no hourly rate; set default_rate";
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

static void answer_write(const struct answer *a)
{
	answer_value(a, &metric_refinement_hours, a->invest_hours,
		     "no time entries for refinement, tuning, audit or "
		     "practice, and no hours with costs");
	answer_value(a, &metric_tool_cost,
		     a->costs->tool_rows ? a->costs->tools : (double)NAN,
		     "no tool cost recorded");
	answer_value(a, &metric_cost, a->cost, "no cost recorded");
	write_benefit(a);
	write_roi(a);
	write_payback(a);
	write_break_even_rate(a);
	write_break_even_rework(a);
}

void roi_write(const struct metrics_run *run, const struct hours *hours)
{
	struct costs *costs = xcalloc(run->periods.n + 1, sizeof *costs);

	add_time(costs, run);
	add_costs(costs, run);
	for (size_t p = 0; p < run->periods.n; p++) {
		struct answer a = {
			.run = run, .period = run->periods.item[p],
			.costs = &costs[p], .hours = hours_total(hours, p)
		};

		answer_make(&a);
		answer_write(&a);
	}
	free(costs);
}
