/*
 * metrics/roi_figures.c - hours become money: METRICS §8 and §16 "ROI".
 *
 * Costs stand at the total only: a tool or an afternoon of refinement serves
 * every workflow, and splitting it would be invention.
 */
#include <math.h>
#include <stdlib.h>

#include "base/num.h"
#include "metrics/answer.h"
#include "metrics/roi.h"

/* Why it reads as it does: §8, "Risk-adjusted range". */
#define RANGE_RULE \
	"The range runs from 20 % less benefit at 110 % of the cost to the " \
	"upper bound of the net hours; there is none before four complete " \
	"weeks."

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

const struct metric metric_net_benefit = {
	.id = "net_benefit", .title = "Benefit less cost, all freed hours",
	.unit = UNIT_MONEY, .digits = 2, .direction = 1, .scopes = AT_TOTAL,
	.section = "8", .requirement = "R39",
	.formula = "Benefit less cost, if every freed hour is used.",
	.columns = COST_COLUMNS,
	.edges = RANGE_RULE,
	.source = "Forrester TEI, risk adjustment"
};

const struct metric metric_net_benefit_half = {
	.id = "net_benefit_half",
	.title = "Benefit less cost, realised hours only",
	.unit = UNIT_MONEY, .digits = 2, .direction = 1, .scopes = AT_TOTAL,
	.section = "8", .requirement = "R39",
	.formula = "Benefit times the share of freed hours that becomes "
		"money (50 % unless configured), less cost.",
	.columns = COST_COLUMNS,
	.edges = "The share is applied to the benefit only. " RANGE_RULE,
	.source = "Forrester TEI, recapture and risk adjustment"
};

const struct metric metric_roi = {
	.id = "roi", .title = "ROI, all freed hours", .unit = UNIT_PERCENT,
	.digits = 1, .direction = 1, .scopes = AT_TOTAL, .section = "8",
	.requirement = "R39",
	.formula = "Benefit less cost, divided by cost, if every freed hour "
		"is used.",
	.columns = COST_COLUMNS,
	.edges = "Without cost it is not defined. " RANGE_RULE,
	.source = "Forrester TEI, risk adjustment"
};

const struct metric metric_roi_half = {
	.id = "roi_half", .title = "ROI, realised hours only",
	.unit = UNIT_PERCENT, .digits = 1, .direction = 1,
	.scopes = AT_TOTAL, .section = "8", .requirement = "R39",
	.formula = "As ROI, with the benefit times the share of freed hours "
		"that becomes money (50 % unless configured).",
	.columns = COST_COLUMNS,
	.edges = "The share is applied to the benefit only. " RANGE_RULE,
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

const struct metric metric_npv = {
	.id = "npv", .title = "Net present value", .unit = UNIT_MONEY,
	.digits = 2, .direction = 1, .scopes = AT_TOTAL, .section = "8",
	.requirement = "R39",
	.formula = "Weekly benefit less weekly tool cost, discounted to the "
		"period's begin, less what refinement cost.",
	.columns = COST_COLUMNS,
	.edges = "The yearly rate d is thresholds.discount_rate; a week's is "
		"(1+d)^(1/52) \u2212 1. Refinement counts as paid at the "
		"begin. Over the period alone: what comes after is not "
		"forecast. If every freed hour is used.",
	.source = ""
};

/* ---- the answer of a period ----------------------------------------- */

/* Near no net hours benefit / hours is no rate at which anybody works. */
#define RATE_NEAR 1e-9		/* relative: division of doubles */

static bool is_rate(double rate, const struct hours_sum *s)
{
	return rate >= (double)s->rate_min / MONEY_SCALE * (1 - RATE_NEAR) &&
	       rate <= (double)s->rate_max / MONEY_SCALE * (1 + RATE_NEAR) &&
	       rate > 0;
}

static void answer_make(struct answer *a)
{
	const struct cost_sum *c = a->costs;
	const struct hours_sum *s = &a->hours->sum;
	double fallback = (double)a->run->config->default_rate / MONEY_SCALE;

	a->weeks = (min_day(a->period.last, a->run->as_of) -
		    a->period.first + 1) / 7.0;
	a->invest_hours = costs_hours(c, c->entries > 0);
	a->invest_value = costs_value(c, c->entries > 0, fallback);
	a->cost = NAN;
	if (c->tool_rows || c->amount_rows || !isnan(a->invest_hours))
		a->cost = c->tools + c->amounts +
			  (isnan(a->invest_value) ? 0 : a->invest_value);
	a->benefit = isnan(a->hours->net) ? (double)NAN :
		     (double)s->value / MS_PER_HOUR / MONEY_SCALE;
	a->rate = a->benefit / a->hours->net;
	a->own_rate = is_rate(a->rate, s);
	if (!a->own_rate)
		a->rate = fallback > 0 ? fallback : (double)NAN;
	a->high_benefit = a->benefit +
		(a->hours->net_high - a->hours->net) * a->rate;
}

struct roi_result answer_roi(const struct answer *a, double recapture)
{
	double rate = isnan(a->rate) ? 1 : a->rate;
	struct roi_input in = {
		.hours_week = a->benefit / rate / a->weeks, .rate = rate,
		.invest_hours = isnan(a->invest_value) ?
			0 : a->invest_value / rate,
		.invest_amount = a->costs->amounts,
		.tools_week = a->costs->tools / a->weeks,
		.weeks = a->weeks, .recapture = recapture,
		.discount = a->run->config->limits.discount_rate
	};
	struct roi_result out;

	roi_compute(&out, &in);
	return out;
}

struct figure *answer_figure(const struct answer *a,
			     const struct metric *metric)
{
	const struct scope all = { { 0 } };

	return run_figure(a->run, metric, &all, a->period);
}

void answer_value(const struct answer *a, const struct metric *metric,
		  double value, const char *none)
{
	struct figure *f = answer_figure(a, metric);

	f->value = value;
	if (isnan(value))
		f->note = none;
}

const char *answer_no_roi(const struct answer *a)
{
	if (isnan(a->cost) || a->cost <= 0)
		return "no cost recorded, ROI not defined";
	return isnan(a->benefit) ? "no net hours were measured" : NULL;
}

/* ---- benefit and return ------------------------------------------------ */

static void write_benefit(const struct answer *a)
{
	struct figure *f = answer_figure(a, &metric_benefit);

	f->value = a->benefit;
	if (isnan(a->benefit)) {
		f->note = "no net hours were measured";
		return;
	}
	f->low = a->benefit + (a->hours->net_low - a->hours->net) * a->rate;
	f->high = a->high_benefit;
}

/* Benefit less cost at a recapture, with its range. */
static void write_net(const struct answer *a, const struct metric *metric,
		      double recapture)
{
	double benefit = a->benefit * recapture;
	double high = a->high_benefit * recapture;
	struct roi_end low = roi_low(benefit, a->cost);
	struct figure *f = answer_figure(a, metric);

	f->value = benefit - a->cost;
	if (isnan(f->value)) {
		f->note = answer_no_roi(a);
	} else if (!isnan(high)) {
		f->low = low.benefit - low.cost;
		f->high = high - a->cost;
	}
}

/* ROI likewise. */
static void write_roi(const struct answer *a, const struct metric *metric,
		      double recapture)
{
	double high = a->high_benefit * recapture;
	struct roi_end low = roi_low(a->benefit * recapture, a->cost);
	struct figure *f = answer_figure(a, metric);

	if (answer_no_roi(a)) {
		f->note = answer_no_roi(a);
		return;
	}
	f->value = answer_roi(a, recapture).roi;
	if (!isnan(high)) {
		f->low = (low.benefit - low.cost) / low.cost;
		f->high = (high - a->cost) / a->cost;
	}
}

static bool is_invested(const struct answer *a)
{
	return !isnan(a->invest_value) || a->costs->amount_rows > 0;
}

static void write_payback(const struct answer *a)
{
	struct figure *f = answer_figure(a, &metric_payback);
	struct roi_result r;

	if (!is_invested(a)) {
		f->note = NONE_INVESTED;
		return;
	}
	if (isnan(a->benefit)) {
		f->note = "no net hours were measured";
		return;
	}
	r = answer_roi(a, 1);
	if (isinf(r.payback))
		f->note = "not reached at this rate";
	else
		f->value = r.payback;
}

static void write_npv(const struct answer *a)
{
	answer_value(a, &metric_npv, answer_no_roi(a) ?
			(double)NAN : answer_roi(a, 1).npv,
		     answer_no_roi(a));
}

static void write_rate(const struct answer *a)
{
	struct figure *f = answer_figure(a, &metric_hourly_rate);

	if (isnan(a->benefit)) {
		f->note = "no net hours were measured";
		return;
	}
	f->value = a->rate;
	if (isnan(a->rate))
		f->note = "there is no hourly rate; set default_rate";
	else if (!a->own_rate)
		f->note = "the default rate: benefit divided by net hours is "
			  "no rate that any of the steps has";
}

static void write_refinement(const struct answer *a,
			     struct refinement_answer refinement)
{
	struct figure *f = answer_figure(a, &metric_refinement_benefit);
	double cost = a->costs->amounts +
		      (isnan(a->invest_value) ? 0 : a->invest_value);

	f->value = refinement.benefit;
	f->note = refinement.note;
	f = answer_figure(a, &metric_refinement_roi);
	if (isnan(refinement.benefit))
		f->note = refinement.note;
	else if (!is_invested(a) || !(cost > 0))
		f->note = "no refinement cost recorded, its ROI is not "
			  "defined";
	else
		f->value = (refinement.benefit - cost) / cost;
}

/* ---- all of it ------------------------------------------------------------ */

static void answer_write(const struct answer *a)
{
	double half = a->run->config->limits.recapture;

	answer_value(a, &metric_refinement_hours, a->invest_hours,
		     "no time entries for refinement, tuning, audit or "
		     "practice, and no hours with costs");
	answer_value(a, &metric_tool_cost,
		     a->costs->tool_rows ? a->costs->tools : (double)NAN,
		     "no tool cost recorded");
	answer_value(a, &metric_cost, a->cost, "no cost recorded");
	write_benefit(a);
	write_net(a, &metric_net_benefit, 1);
	write_net(a, &metric_net_benefit_half, half);
	write_roi(a, &metric_roi, 1);
	write_roi(a, &metric_roi_half, half);
	write_payback(a);
	write_npv(a);
	write_rate(a);
	break_even_write(a);
}

void roi_write(const struct metrics_run *run, const struct hours *hours,
	       struct refinement *refinement)
{
	struct cost_sum *costs = costs_sum(run, &run->periods);
	struct running *running = running_new(run, hours);

	for (size_t p = 0; p < run->periods.n; p++) {
		struct answer a = {
			.run = run, .period = run->periods.item[p],
			.costs = &costs[p], .hours = hours_total(hours, p)
		};

		answer_make(&a);
		answer_write(&a);
		cash_write(&a, hours);
		running_write(running, &a);
		write_refinement(&a, refinement_of(refinement, p));
	}
	free(costs);
	running_free(running);
	cost_list_write(run, run->cost_list);
}
