/*
 * metrics/running.c - cost and benefit added up over the weeks: METRICS §8.
 */
#include <math.h>
#include <stdlib.h>

#include "base/num.h"
#include "metrics/answer.h"
#include "metrics/money_line.h"
#include "metrics/stats.h"

#define LEAST_WEEKS 4	/* for an interval, as of net hours */

const struct metric metric_payback_actual = {
	.id = "payback_actual", .title = "Payback, as it happened",
	.unit = UNIT_WEEKS, .digits = 0, .direction = -1, .scopes = AT_TOTAL,
	.section = "8", .requirement = "R39",
	.formula = "Weeks from the one of the first refinement cost until "
		"the running sum of weekly benefit less tools less "
		"refinement came to 0 for good.",
	.columns = COST_COLUMNS,
	.edges = "Complete weeks to the period's end, so that it says what "
		"was known then. A sum that falls below 0 again is not paid "
		"back. A week without measured hours has cost but no "
		"benefit; tools before the first refinement are left out. "
		"Entries or costs for the hours is decided once for all "
		"weeks.",
	.source = ""
};

/* Which weeks, and why a gap adds nothing. */
#define SO_FAR_RULE \
	"Complete weeks from the one of the first refinement cost (where " \
	"none was recorded: of the first cost) to the period's end. Entries " \
	"or costs for the hours is decided once for all weeks."

const struct metric metric_benefit_to_date = {
	.running = true,
	.id = "benefit_to_date", .title = "Benefit so far",
	.unit = UNIT_MONEY, .digits = 2, .direction = 1, .scopes = AT_TOTAL,
	.section = "8", .requirement = "R39",
	.formula = "Benefit of the weeks since the first refinement cost, "
		"added up.",
	.columns = COST_COLUMNS ", workflows.owner_role, roles.rate",
	.edges = SO_FAR_RULE " A week without measured hours adds nothing. "
		"Interval: that of the mean of the measured weeks, from four "
		"on, times their number.",
	.source = "Student's t, 80 % interval of weekly values"
};

const struct metric metric_cost_to_date = {
	.running = true,
	.id = "cost_to_date", .title = "Cost so far", .unit = UNIT_MONEY,
	.digits = 2, .direction = -1, .scopes = AT_TOTAL, .section = "8",
	.requirement = "R39",
	.formula = "Refinement and tools of the weeks since the first "
		"refinement cost, added up.",
	.columns = COST_COLUMNS,
	.edges = SO_FAR_RULE " Every cost is spread evenly over its "
		"calendar month.",
	.source = ""
};

/* All weeks since the first fact, and what each brought and cost. */
struct running {
	const struct metrics_run *run;
	const struct hours *hours;
	struct cost_sum *costs;
	struct roi_week *week;
	double *value;		/* room for the interval */
};

/* The weeks of one period's answer: first .. end - 1. */
struct stretch {
	size_t first, end;
	bool entries;
	bool refined;		/* from the first refinement on */
	size_t measured;	/* weeks that have hours, also earlier ones */
};

struct running *running_new(const struct metrics_run *run,
			    const struct hours *hours)
{
	struct running *r = xcalloc(1, sizeof *r);

	*r = (struct running){
		run, hours, costs_sum(run, &run->weeks),
		xcalloc(run->weeks.n + 1, sizeof *r->week),
		xcalloc(run->weeks.n + 1, sizeof *r->value)
	};
	return r;
}

void running_free(struct running *r)
{
	if (!r)
		return;
	free(r->costs);
	free(r->week);
	free(r->value);
	free(r);
}

static bool week_invests(const struct cost_sum *c, bool entries)
{
	return c->amount_rows > 0 ||
	       (entries ? c->entries : c->hour_rows) > 0;
}

static double benefit_of(const struct running *r, size_t i)
{
	const struct hours_sum *s = hours_week(r->hours, i);

	return s->measured ? (double)s->value / MS_PER_HOUR / MONEY_SCALE :
			     (double)NAN;
}

static struct roi_week week_of(const struct running *r, size_t i,
			       bool entries)
{
	const struct cost_sum *c = &r->costs[i];
	double benefit = benefit_of(r, i);
	double value = costs_value(c, entries,
		(double)r->run->config->default_rate / MONEY_SCALE);

	return (struct roi_week){
		.gain = (isnan(benefit) ? 0 : benefit) - c->tools,
		.invested = c->amounts + (isnan(value) ? 0 : value)
	};
}

/* Complete weeks up to the end of the period. */
static size_t weeks_until(const struct running *r, struct period period)
{
	int32_t end = min_day(period.last, r->run->as_of);
	size_t n = 0;

	while (n < r->run->weeks.n && r->run->weeks.item[n].last <= end)
		n++;
	return n;
}

static struct stretch stretch_of(struct running *r, struct period period)
{
	struct stretch s = { .end = weeks_until(r, period) };

	for (size_t i = 0; i < s.end; i++) {
		s.entries |= r->costs[i].entries > 0;
		s.measured += hours_week(r->hours, i)->measured > 0;
	}
	while (s.first < s.end &&
	       !week_invests(&r->costs[s.first], s.entries))
		s.first++;
	s.refined = s.first < s.end;
	if (!s.refined)
		s.first = 0;
	while (!s.refined && s.first < s.end &&
	       r->costs[s.first].tool_rows == 0)
		s.first++;
	for (size_t i = s.first; i < s.end; i++)
		r->week[i] = week_of(r, i, s.entries);
	return s;
}

static void write_payback_actual(const struct answer *a,
				 const struct running *r,
				 const struct stretch *s)
{
	struct figure *f = answer_figure(a, &metric_payback_actual);
	char amount[NUM_TEXT_MAX];
	double to_go;

	if (!s->refined || s->measured == 0) {
		f->note = s->refined ? "no net hours were measured" :
				       NONE_INVESTED;
		return;
	}
	f->value = roi_paid_back(r->week + s->first, s->end - s->first,
				 &to_go);
	if (isnan(f->value))
		f->note = arena_printf(&a->run->out->arena,
			"not yet: %s to go",
			money_text(amount, to_go, 0,
				   a->run->config->currency));
}

static const char *no_line(const struct stretch *s)
{
	if (s->first == s->end)
		return "no cost recorded";
	return s->measured ? "" : "no net hours were measured";
}

/* How far the sum of the measured weeks may be off. */
static double half_of(const struct running *r, const double *v, size_t n)
{
	struct interval i;

	if (n < LEAST_WEEKS)
		return NAN;
	i = mean_interval(v, n, r->run->config->limits.confidence_money);
	return (i.high - i.low) / 2 * (double)n;
}

/* Sum of the benefit; half of its interval, and how many weeks have one. */
static double benefit_sum(struct running *r, const struct stretch *s,
			  double *half)
{
	double sum = 0;
	size_t n = 0;

	for (size_t i = s->first; i < s->end; i++) {
		double v = benefit_of(r, i);

		if (isnan(v))
			continue;
		r->value[n++] = v;
		sum += v;
	}
	*half = half_of(r, r->value, n);
	return sum;
}

static void write_so_far(const struct answer *a, struct running *r,
			 const struct stretch *s)
{
	bool measured = s->first < s->end && s->measured;
	double spent = s->first < s->end ? 0 : (double)NAN, half, sum;
	struct figure *f;

	for (size_t i = s->first; i < s->end; i++)
		spent += r->costs[i].tools + r->week[i].invested;
	answer_value(a, &metric_cost_to_date, spent, no_line(s));
	sum = benefit_sum(r, s, &half);
	f = answer_figure(a, &metric_benefit_to_date);
	if (!measured) {
		f->note = no_line(s);
		return;
	}
	f->value = sum;
	f->low = sum - half;
	f->high = sum + half;
}

static void write_line(const struct running *r, const struct stretch *s,
		       struct money_line *out)
{
	size_t n = s->end - s->first;
	double benefit = 0, cost = 0, paid;

	out->why = no_line(s);
	if (*out->why)
		return;
	out->n = n;
	out->week = arena_array(out->arena, n, sizeof *out->week);
	out->cost = arena_array(out->arena, n, sizeof *out->cost);
	out->benefit = arena_array(out->arena, n, sizeof *out->benefit);
	for (size_t i = 0; i < n; i++) {
		const struct roi_week *w = &r->week[s->first + i];
		double tools = r->costs[s->first + i].tools;

		benefit += w->gain + tools;
		cost += w->invested + tools;
		out->week[i] = r->run->weeks.item[s->first + i];
		out->benefit[i] = benefit;
		out->cost[i] = cost;
	}
	paid = roi_paid_back(r->week + s->first, n, &out->to_go);
	out->paid = isnan(paid) ? 0 : (size_t)paid;
}

void running_write(struct running *r, const struct answer *a)
{
	struct money_line *line = r->run->money_line;
	struct stretch s = stretch_of(r, a->period);

	write_payback_actual(a, r, &s);
	write_so_far(a, r, &s);
	if (line && line->period.kind == a->period.kind &&
	    line->period.first == a->period.first)
		write_line(r, &s, line);
}
