/*
 * metrics/cash.c - cash against capacity: METRICS §8, "Realisation".
 *
 * Freed hours are capacity: nobody is paid less for them. Money is what was
 * paid to others, and what a session said was not paid because of them.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/num.h"
#include "metrics/answer.h"

/* A fact of kind series, one a week: exchange/readback.h. */
#define HOURS_WHERE "hours_where"
#define BECAME_CASH "overtime avoided"
#define NOT_KNOWN "not known"

const struct metric metric_paid_out = {
	.id = "paid_out", .title = "Paid out", .unit = UNIT_MONEY,
	.digits = 2, .direction = -1, .scopes = AT_TOTAL, .section = "8",
	.requirement = "R39",
	.formula = "Amounts of tools, of other costs, and of refinement "
		"without hours: what others were paid.",
	.columns = "costs.amount, costs.kind, costs.hours",
	.edges = "Every cost is spread evenly over its calendar month, so "
		"that it is the period's expense and not its bank "
		"statement. Cost is this plus the value of own hours.",
	.source = ""
};

const struct metric metric_own_time = {
	.id = "own_time", .title = "Own hours put in", .unit = UNIT_MONEY,
	.digits = 2, .direction = -1, .scopes = AT_TOTAL, .section = "8",
	.requirement = "R39",
	.formula = "Refinement hours at their rates: capacity put in, paid "
		"as salaries in any case.",
	.columns = "time.minutes, time.activity, time.role, costs.hours, "
		"roles.rate",
	.edges = "Hours given with costs count at the default rate. Entries "
		"or costs is decided per period.",
	.source = ""
};

const struct metric metric_cash_back = {
	.id = "cash_back", .title = "Freed hours that became money",
	.unit = UNIT_MONEY, .digits = 2, .direction = 1, .scopes = AT_TOTAL,
	.section = "8", .requirement = "R39",
	.formula = "Benefit of the weeks whose session answered \u201covertime "
		"avoided\u201d to where the hours went.",
	.columns = "series.metric, series.dimension, " COST_COLUMNS,
	.edges = "Weeks count by their last day; n is how many were "
		"answered, x how many so. \u201cNot known\u201d is no answer; "
		"without any it is not measured. Other answers are capacity, "
		"used well or not.",
	.source = ""
};

/* The week's answer; NULL: none. Of several the last row counts. */
static const char *answer_of(const struct facts *f, struct period week)
{
	const char *said = NULL;

	for (size_t d = 0; d < f->n_days; d++) {
		const struct fact_day *day = &f->days[d];

		for (size_t r = 0; period_holds(week, day->day) && r < day->n;
		     r++)
			if (!strcmp(fact_dim(f, day, SER_METRIC, r),
				    HOURS_WHERE))
				said = fact_dim(f, day, SER_DIMENSION, r);
	}
	return said && strcmp(said, NOT_KNOWN) != 0 ? said : NULL;
}

static double week_benefit(const struct hours_sum *s)
{
	return s->measured ? (double)s->value / MS_PER_HOUR / MONEY_SCALE : 0;
}

static void write_back(const struct answer *a, const struct hours *hours)
{
	const struct metrics_run *run = a->run;
	struct figure *f = answer_figure(a, &metric_cash_back);
	int32_t last = min_day(a->period.last, run->as_of);
	double sum = 0;

	f->n = f->x = 0;
	for (size_t i = 0; run->series->n && i < run->weeks.n; i++) {
		struct period week = run->weeks.item[i];
		const char *said;

		if (week.last < a->period.first || week.last > last)
			continue;
		said = answer_of(run->series, week);
		f->n += said != NULL;
		if (!said || strcmp(said, BECAME_CASH) != 0)
			continue;
		f->x++;
		sum += week_benefit(hours_week(hours, i));
	}
	if (f->n)
		f->value = sum;
	else
		f->note = "not measured: no session said where the freed "
			  "hours went";
}

void cash_write(const struct answer *a, const struct hours *hours)
{
	const struct cost_sum *c = a->costs;

	answer_value(a, &metric_paid_out, c->tool_rows || c->amount_rows ?
			c->tools + c->amounts : (double)NAN,
		     "no amount was recorded");
	answer_value(a, &metric_own_time, a->invest_value,
		     "no own hours were recorded");
	write_back(a, hours);
}
