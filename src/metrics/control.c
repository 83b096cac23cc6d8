/*
 * metrics/control.c - the p' chart of a rate over its weeks: METRICS §1, §16.
 */
#include <math.h>
#include <stdlib.h>

#include "metrics/metrics.h"
#include "metrics/stats.h"

#define MIN_N 5		/* weeks below it are drawn hollow and not tested */
#define STABLE_POINTS 12
#define SHIFT_POINTS 10	/* off the median, or there is no signal */

static bool has_point(const struct figure *f)
{
	return f && f->n != FACT_NULL && f->n > 0 && !isnan(f->value);
}

/* First complete week in which the scope has something, or none (n = 0 in
 * what follows). Weeks that began before the data are not complete. */
static struct period first_week(const struct figures *f,
				const struct metric *metric,
				const struct scope *scope, int32_t as_of,
				bool *found)
{
	struct period first = { PERIOD_WEEK, DAY_MAX, DAY_MAX };

	*found = false;
	for (size_t i = 0; i < f->n; i++) {
		const struct figure *g = &f->item[i];

		if (g->metric != metric || g->period.kind != PERIOD_WEEK ||
		    g->period.last > as_of || g->period.first < f->data_from ||
		    g->period.first >= first.first || !has_point(g) ||
		    figures_find(f, metric, scope, g->period) != g)
			continue;
		first = g->period;
		*found = true;
	}
	return first;
}

static void chart_allocate(struct control_chart *c, size_t n, struct arena *a)
{
	c->n = n;
	c->week = arena_array(a, n, sizeof *c->week);
	c->rate = arena_array(a, n, sizeof *c->rate);
	c->x = arena_array(a, n, sizeof *c->x);
	c->count = arena_array(a, n, sizeof *c->count);
	c->low = arena_array(a, n, sizeof *c->low);
	c->high = arena_array(a, n, sizeof *c->high);
}

static void chart_points(struct control_chart *c, const struct figures *f,
			 const struct metric *metric,
			 const struct scope *scope, struct period week)
{
	for (size_t i = 0; i < c->n; i++, week = period_next(week, 1)) {
		const struct figure *g = figures_find(f, metric, scope, week);
		bool point = has_point(g);

		c->week[i] = week;
		c->rate[i] = point ? g->value : (double)NAN;
		c->x[i] = point ? g->x : 0;
		c->count[i] = point ? g->n : 0;
		c->low[i] = c->high[i] = NAN;
	}
}

/* Frozen after the first `baseline_weeks` calendar weeks. */
static void chart_baseline(struct control_chart *c,
			   const struct config_thresholds *limits)
{
	size_t weeks = (size_t)limits->baseline_weeks;
	struct p_chart fit;

	if (weeks > c->n)
		weeks = c->n;
	for (size_t i = 0; i < weeks; i++)
		c->baseline_points += c->count[i] > 0;
	if (c->baseline_points < (size_t)limits->baseline_min)
		return;
	c->trial = c->baseline_points < (size_t)limits->baseline_weeks;
	fit = p_chart_fit(c->x, c->count, weeks, MIN_N);
	c->centre = fit.centre;
	for (size_t i = 0; i < c->n; i++) {
		struct interval range = p_chart_limits(&fit,
						       (double)c->count[i]);

		if (c->count[i] < MIN_N)
			continue;
		c->low[i] = range.low;
		c->high[i] = range.high;
	}
}

/* A point outside its limits in the last two weeks; the later one counts. */
static void chart_outside(struct control_chart *c)
{
	for (size_t i = c->n > 2 ? c->n - 2 : 0; i < c->n; i++) {
		if (isnan(c->rate[i]) || isnan(c->high[i]))
			continue;
		if (c->rate[i] > c->high[i])
			c->outside_side = 1;
		else if (c->rate[i] < c->low[i])
			c->outside_side = -1;
	}
	c->outside_recent = c->outside_side != 0;
}

/* The shift rule over the last `trend_weeks`; returns the side to which the
 * later half of the points moved. */
static int chart_shift(struct control_chart *c, size_t weeks)
{
	size_t from = c->n > weeks ? c->n - weeks : 0, n = 0;
	size_t useful, longest, crossings, max_run, min_crossings;
	double *v = xcalloc(c->n + 1, sizeof *v);
	double *sorted = xcalloc(c->n + 1, sizeof *sorted);
	double early, late;

	for (size_t i = from; i < c->n; i++) {
		if (c->count[i] >= MIN_N)
			v[n++] = c->rate[i];
	}
	for (size_t i = 0; i < n; i++)
		sorted[i] = v[i];
	runs_about(v, n, median_of(sorted, n), &useful, &longest, &crossings);
	anhoej_limits(useful, &max_run, &min_crossings);
	c->shift = useful >= SHIFT_POINTS &&
		   (longest > max_run || crossings < min_crossings);
	early = mean_of(v, n / 2);
	late = mean_of(v + n / 2, n - n / 2);
	free(v);
	free(sorted);
	return c->shift ? (late > early) - (late < early) : 0;
}

static const char *trend_word(const struct control_chart *c, int side,
			      int direction)
{
	size_t points = 0;

	for (size_t i = 0; i < c->n; i++)
		points += c->count[i] > 0;
	if (side != 0 && direction != 0)
		return side == direction ? "improving" : "degrading";
	/* A signal without a good or a bad side is no word either. */
	if (side == 0 && points >= STABLE_POINTS)
		return "stable";
	return "not enough data";
}

void control_chart_of(struct control_chart *c, const struct figures *f,
		      const struct metric *metric, const struct scope *scope,
		      const struct config *config, int32_t as_of,
		      struct arena *a)
{
	bool found;
	struct period first = first_week(f, metric, scope, as_of, &found);
	int side;

	*c = (struct control_chart){ .centre = NAN,
				     .trend = "not enough data" };
	if (!found)
		return;
	/* The last complete week ends on or before as_of. */
	chart_allocate(c, (size_t)(as_of + 1 - first.first) / 7, a);
	chart_points(c, f, metric, scope, first);
	chart_baseline(c, &config->limits);
	chart_outside(c);
	side = chart_shift(c, (size_t)config->limits.trend_weeks);
	c->trend = trend_word(c, c->outside_side ? c->outside_side : side,
			      metric->direction);
}
