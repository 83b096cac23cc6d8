/*
 * metrics/costs.c - refinement, tools and other cost of a period: METRICS §8.
 */
#include <math.h>
#include <stdlib.h>

#include "base/num.h"
#include "metrics/costs.h"

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

/* Days of a month of any length are whole parts of this: sums are exact, and
 * no order of rows changes their last digit. */
#define MONTH_PARTS ((int64_t)28 * 29 * 15 * 31)

bool activity_is_refinement(int64_t activity)
{
	return activity == ACTIVITY_REFINEMENT ||
	       activity == ACTIVITY_TUNING || activity == ACTIVITY_AUDIT ||
	       activity == ACTIVITY_PRACTICE;
}

/* One time entry, where it is one for refinement. */
static void add_entry(struct cost_sum *c, const struct metrics_run *run,
		      const struct fact_day *day, size_t r)
{
	const char *role = fact_dim(run->time, day, TIM_ROLE, r);
	int64_t ms = fact_i64(day, TIM_MINUTES, r);

	if (ms == FACT_NULL ||
	    !activity_is_refinement(fact_i64(day, TIM_ACTIVITY, r)))
		return;
	c->entries++;
	c->exact.entry_ms += ms;
	c->exact.entry_value += (__int128)ms * config_rate(run->config, role);
}

static void add_time(struct cost_sum *costs, const struct metrics_run *run,
		     const struct periods *p)
{
	const struct facts *f = run->time;

	for (size_t d = 0; d < f->n_days; d++) {
		const struct fact_day *day = &f->days[d];
		int at = periods_find(p, day->day);

		for (size_t r = 0; at >= 0 && r < day->n; r++)
			add_entry(&costs[at], run, day, r);
	}
}

/* One cost row, of which so many parts of MONTH_PARTS lie in the period. */
static void add_cost(struct cost_sum *c, const struct fact_day *day, size_t r,
		     int64_t parts)
{
	int64_t amount = fact_i64(day, COS_AMOUNT, r);
	int64_t hours = fact_i64(day, COS_HOURS, r);
	bool refinement = fact_i64(day, COS_KIND, r) == COST_REFINEMENT;
	__int128 money = amount == FACT_NULL ? 0 : (__int128)amount * parts;

	if (hours != FACT_NULL) {
		c->hour_rows++;
		c->exact.hours += (__int128)hours * parts;
	}
	if (amount == FACT_NULL)
		return;
	if (!refinement) {
		c->tool_rows++;
		c->exact.tools += money;
	} else if (hours == FACT_NULL) {
		c->amount_rows++;
		c->exact.amounts += money;
	}
}

/* Every cost spreads over its calendar month. */
static void add_costs(struct cost_sum *costs, const struct metrics_run *run,
		      const struct periods *p)
{
	const struct facts *f = run->costs;

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
					 days * (MONTH_PARTS /
						 period_days(month)));
		}
	}
}

/* Hours and money, rounded once. */
static void settle(struct cost_sum *c)
{
	double hours = (double)MEASURE_SCALE * MONTH_PARTS;
	double money = (double)MONEY_SCALE * MONTH_PARTS;

	c->entry_hours = (double)c->exact.entry_ms / MS_PER_HOUR;
	c->entry_value = (double)c->exact.entry_value /
			 ((double)MS_PER_HOUR * MONEY_SCALE);
	c->hours = (double)c->exact.hours / hours;
	c->tools = (double)c->exact.tools / money;
	c->amounts = (double)c->exact.amounts / money;
}

struct cost_sum *costs_sum(const struct metrics_run *run,
			   const struct periods *periods)
{
	struct cost_sum *costs = xcalloc(periods->n + 1, sizeof *costs);

	add_time(costs, run, periods);
	add_costs(costs, run, periods);
	for (size_t i = 0; i < periods->n; i++)
		settle(&costs[i]);
	return costs;
}

double costs_hours(const struct cost_sum *c, bool entries)
{
	if (entries)
		return c->entries > 0 ? c->entry_hours : (double)NAN;
	return c->hour_rows > 0 ? c->hours : (double)NAN;
}

double costs_value(const struct cost_sum *c, bool entries, double rate)
{
	if (entries)
		return c->entries > 0 ? c->entry_value : (double)NAN;
	return c->hour_rows > 0 ? c->hours * rate : (double)NAN;
}
