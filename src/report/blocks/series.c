#include "report/blocks/series.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "metrics/stats.h"
#include "report/blocks/words.h"
#include "base/num.h"

#define RECENT 2	/* weeks in which a point outside counts */
#define STABLE_MIN 12	/* points before "stable" may be said */
#define RUNS_MIN 10	/* points off the median the shift rule needs */

static double *nan_array(struct arena *a, size_t n)
{
	double *v = arena_array(a, n, sizeof *v);

	for (size_t i = 0; i < n; i++)
		v[i] = NAN;
	return v;
}

/* Copy a control chart's weeks to ours by date. */
static void take_chart(struct series *s, const struct control_chart *c)
{
	for (size_t i = 0; i < s->n; i++)
		for (size_t k = 0; k < c->n; k++) {
			if (c->week[k].first != s->week[i].first)
				continue;
			s->value[i] = c->rate[k];
			s->low[i] = c->low[k];
			s->high[i] = c->high[k];
		}
	s->centre = c->centre;
	s->trial = c->trial;
	s->shift = c->shift;
	s->outside_side = c->outside_recent ? c->outside_side : 0;
	s->trend = c->trend;
}

static bool is_finite_figure(const struct figure *f)
{
	return f && isfinite(f->value);
}

static const struct figure *week_figure(const struct series *s,
					const struct report_input *in,
					const char *workflow,
					struct period week)
{
	return figures_get(in->figures, s->metric->id, workflow, week);
}

static bool scope_is(const struct scope *s, const char *workflow)
{
	for (int i = 0; i < SCOPE_DIMS; i++)
		if (i != SCOPE_WORKFLOW && s->dim[i])
			return false;
	if (!workflow || !s->dim[SCOPE_WORKFLOW])
		return !workflow && !s->dim[SCOPE_WORKFLOW];
	return !strcmp(s->dim[SCOPE_WORKFLOW], workflow);
}

static bool in_series(const struct series *s, const struct figure *f,
		      const char *workflow)
{
	return f->metric == s->metric && scope_is(&f->scope, workflow);
}

/* The first complete week that has a value: a baseline starts there. Sorted
 * figures of one scope lie together, so the walk is short. */
static bool first_week(struct period *out, const struct series *s,
		       const struct report_input *in, const char *workflow)
{
	const struct figure *begin = in->figures->item, *f = NULL;
	const struct figure *end = begin + in->figures->n;

	for (size_t i = s->n; i-- > 0 && !f;)
		f = week_figure(s, in, workflow, s->week[i]);
	if (!f)
		return false;
	while (f > begin && in_series(s, f - 1, workflow))
		f--;
	for (; f < end && in_series(s, f, workflow); f++) {
		if (f->period.kind != PERIOD_WEEK || f->partial ||
		    !is_finite_figure(f) ||
		    f->period.first < in->figures->data_from)
			continue;
		*out = f->period;
		return true;
	}
	return false;
}

/* Only a balance that may turn into a loss goes below zero. */
static double range_low(const struct metric *m)
{
	return m->unit == UNIT_HOURS && m->direction > 0 ? -INFINITY : 0;
}

/* Limits of normal variation are for what people do: shares, hours, minutes
 * and their ratio. Money follows from hours and from price lists. */
static bool has_limits(const struct metric *m)
{
	return m->unit == UNIT_HOURS || m->unit == UNIT_MINUTES ||
		m->unit == UNIT_RATIO || m->unit == UNIT_SCORE;
}

static bool shifted(const double *v, size_t n)
{
	double *copy = xcalloc(n + 1, sizeof *copy);
	size_t useful, longest, crossings, most, fewest, len = 0;
	double median;

	for (size_t i = 0; i < n; i++)
		if (!isnan(v[i]))
			copy[len++] = v[i];
	median = median_of(copy, len);
	free(copy);
	if (isnan(median))
		return false;
	runs_about(v, n, median, &useful, &longest, &crossings);
	if (useful < RUNS_MIN)
		return false;
	anhoej_limits(useful, &most, &fewest);
	return longest > most || crossings < fewest;
}

/* Where the level went: the newer half against the whole. */
static int shift_side(const double *v, size_t n)
{
	double sum = 0, late = 0;
	size_t count = 0, late_count = 0;

	for (size_t i = 0; i < n; i++) {
		if (isnan(v[i]))
			continue;
		sum += v[i];
		count++;
		late += 2 * i >= n ? v[i] : 0;
		late_count += 2 * i >= n ? 1 : 0;
	}
	if (!count || !late_count)
		return 0;
	sum /= (double)count;
	late /= (double)late_count;
	return late > sum ? 1 : late < sum ? -1 : 0;
}

static const char *trend_word(const struct metric *m, int side, size_t points)
{
	if (side && m->direction)
		return side * m->direction > 0 ? "improving" : "degrading";
	return points >= STABLE_MIN ? "stable" : "not enough data";
}

static double week_value(const struct series *s, const struct report_input *in,
			 const char *workflow, struct period week)
{
	const struct figure *f = week_figure(s, in, workflow, week);

	/* The week in which the data begin is not complete. */
	if (!is_finite_figure(f) || week.first < in->figures->data_from)
		return NAN;
	return f->value;
}

/* XmR limits from the first weeks of the scope; false before there are
 * enough of them. */
static bool xmr_limits(struct series *s, const struct report_input *in,
		       const char *workflow)
{
	const struct config_thresholds *l = &in->config->limits;
	size_t most = l->baseline_weeks > 0 ? (size_t)l->baseline_weeks : 0;
	double *v = xcalloc(most + 1, sizeof *v);
	struct xmr_chart chart;
	struct period week;
	bool enough;
	size_t n = 0;

	if (!first_week(&week, s, in, workflow))
		most = 0;
	for (size_t i = 0; i < most && week.last <= s->week[s->n - 1].last;
	     i++, week = period_next(week, 1)) {
		double value = week_value(s, in, workflow, week);

		if (!isnan(value))
			v[n++] = value;
	}
	s->trial = n < most;
	enough = n > 1 && n >= (size_t)l->baseline_min;
	if (enough) {
		chart = xmr_fit(v, n, true);
		s->centre = chart.mean;
		for (size_t i = 0; i < s->n; i++) {
			s->low[i] = fmax(chart.limits.low,
					 range_low(s->metric));
			s->high[i] = chart.limits.high;
		}
	}
	free(v);
	return enough;
}

static void xmr_outside(struct series *s)
{
	for (size_t i = s->n > RECENT ? s->n - RECENT : 0; i < s->n; i++) {
		if (s->value[i] > s->high[i])
			s->outside_side = 1;
		else if (s->value[i] < s->low[i])
			s->outside_side = -1;
	}
}

static void xmr_series(struct series *s, const struct report_input *in,
		       const char *workflow)
{
	int weeks = in->config->limits.trend_weeks;
	size_t n = weeks > 0 ? (size_t)weeks : 0, points = 0;
	struct arena a = { 0 };
	struct period *week = weeks_to(&a, in, n);
	double *v = nan_array(&a, n + 1);
	int side;

	for (size_t i = 0; i < s->n; i++)
		s->value[i] = week_value(s, in, workflow, s->week[i]);
	for (size_t i = 0; i < n; i++) {
		v[i] = week_value(s, in, workflow, week[i]);
		points += isnan(v[i]) ? 0 : 1;
	}
	if (!has_limits(s->metric)) {
		s->trend = "";
		arena_release(&a);
		return;
	}
	if (s->n && xmr_limits(s, in, workflow))
		xmr_outside(s);
	s->shift = shifted(v, n);
	side = s->outside_side ? s->outside_side
		: s->shift ? shift_side(v, n) : 0;
	s->trend = trend_word(s->metric, side, points);
	arena_release(&a);
}

/* A share without part and whole is computed, not counted: the break-even
 * rework rate has no p' chart. */
static bool counted(const struct series *s, const struct report_input *in,
		    const char *workflow)
{
	for (size_t i = s->n; i-- > 0;) {
		const struct figure *f = week_figure(s, in, workflow,
						     s->week[i]);

		if (is_finite_figure(f))
			return f->n != FACT_NULL;
	}
	return true;
}

void series_of(struct series *s, const struct report_input *in,
	       const struct metric *metric, const char *workflow, size_t n,
	       struct arena *a)
{
	struct scope scope = scope_workflow(workflow);

	memset(s, 0, sizeof *s);
	s->metric = metric;
	s->n = n;
	s->week = weeks_to(a, in, n);
	s->value = nan_array(a, n);
	s->low = nan_array(a, n);
	s->high = nan_array(a, n);
	s->centre = NAN;
	s->trend = "not enough data";
	if (metric->unit == UNIT_RATE && !counted(s, in, workflow)) {
		for (size_t i = 0; i < n; i++)
			s->value[i] = week_value(s, in, workflow, s->week[i]);
		s->trend = "";
	} else if (metric->unit == UNIT_RATE) {
		struct control_chart chart;

		control_chart_of(&chart, in->figures, metric, &scope,
				 in->config, in->now.last < in->as_of
				 ? in->now.last : in->as_of, a);
		take_chart(s, &chart);
	} else {
		xmr_series(s, in, workflow);
	}
	for (size_t i = 0; i < n; i++)
		s->points += isnan(s->value[i]) ? 0 : 1;
}

static double ratio_mean(const struct series *s, const struct report_input *in,
			 const char *workflow)
{
	double part = 0, whole = 0;

	if (strcmp(s->metric->id, "fix_to_save") != 0)
		return NAN;
	for (size_t i = 0; i < s->n; i++) {
		double c = figure_value(in, "correction_hours", workflow,
					s->week[i]);
		double g = figure_value(in, "gross_hours", workflow,
					s->week[i]);

		if (isnan(c) || isnan(g))
			continue;
		part += c;
		whole += g;
	}
	return whole > 0 ? part / whole : NAN;
}

double series_mean(const struct series *s, const struct report_input *in,
		   const char *workflow)
{
	enum metric_unit unit = s->metric->unit;
	double part = 0, whole = 0;

	if (unit == UNIT_RATIO)
		return ratio_mean(s, in, workflow);
	if (unit == UNIT_PERCENT || unit == UNIT_WEEKS ||
	    unit == UNIT_MONEY_PER_HOUR || unit == UNIT_SCORE ||
	    !strcmp(s->metric->id, "correction_median"))
		return NAN;
	for (size_t i = 0; i < s->n; i++) {
		const struct figure *f = week_figure(s, in, workflow,
						     s->week[i]);

		if (!is_finite_figure(f) || f->partial)
			continue;
		if (unit == UNIT_RATE && f->n != NUM_NULL &&
		    f->x != NUM_NULL) {
			part += (double)f->x;
			whole += (double)f->n;
		} else if (unit == UNIT_MINUTES && f->n != NUM_NULL) {
			part += f->value * (double)f->n;
			whole += (double)f->n;
		} else if (unit != UNIT_RATE) {
			part += f->value;
			whole += 1;
		}
	}
	return whole > 0 ? part / whole : NAN;
}

const char *series_meets(const struct series *s, double target)
{
	double low, high;

	if (isnan(target) || !s->n)
		return "";
	low = s->low[s->n - 1];
	high = s->high[s->n - 1];
	if (isnan(low) || isnan(high))
		return "too early to say";
	if (low > target)
		return s->metric->direction > 0 ? "will meet it"
						: "will not meet it";
	if (high < target)
		return s->metric->direction > 0 ? "will not meet it"
						: "will meet it";
	return "met sometimes";
}
