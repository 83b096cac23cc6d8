/*
 * metrics/control.c - points, segments and their limits, and the two signals.
 */
#include "metrics/control.h"

#include <math.h>
#include <string.h>
#include <stdlib.h>

#include "base/num.h"
#include "metrics/stats.h"

#define RECENT 2	/* weeks in which a point outside is a signal */
#define STABLE_POINTS 12
#define SHIFT_POINTS 10	/* off the median, or there is no signal */
#define ONE_SIDED 0.95

/* Draws are seldom weeks, and a rate of several lists is weighted by their
 * members: x of n is another number. */
static bool is_of_sample(const struct metric *m)
{
	return !strcmp(m->section, "9");
}

bool has_control_chart(const struct metric *m)
{
	if (is_of_sample(m))
		return false;
	return m->unit == UNIT_RATE || m->unit == UNIT_HOURS ||
	       m->unit == UNIT_MINUTES || m->unit == UNIT_RATIO ||
	       m->unit == UNIT_SCORE || m->unit == UNIT_OF_100;
}

/* ---- points ----------------------------------------------------------- */

/* More than 100 of 100 (opens counted twice) is no share and no point; nor is
 * a week that is not mature (escapes turn up late). */
static bool has_point(const struct figure *f)
{
	if (!f || !isfinite(f->value) || f->immature)
		return false;
	return f->metric->unit != UNIT_RATE ||
	       (f->n != NUM_NULL && f->n > 0 && f->value >= 0 &&
		f->value <= 1);
}

/* The first complete week with a point, back from the week `last`; a week
 * that began before the data is not complete. first.first is DAY_NONE when
 * there is none. */
static struct period first_week(const struct figures *f,
				const struct metric *metric,
				const struct scope *scope, struct period last)
{
	struct period first = { PERIOD_WEEK, DAY_NONE, DAY_NONE };

	for (struct period w = last; w.first >= f->data_from;
	     w = period_prev(w, 1))
		if (has_point(figures_find(f, metric, scope, w)))
			first = w;
	return first;
}

static double *nan_array(struct arena *a, size_t n)
{
	double *v = arena_array(a, n, sizeof *v);

	for (size_t i = 0; i < n; i++)
		v[i] = NAN;
	return v;
}

static void chart_points(struct control_chart *c, const struct figures *f,
			 const struct metric *metric,
			 const struct scope *scope, struct period week,
			 struct arena *a)
{
	c->week = arena_array(a, c->n, sizeof *c->week);
	c->x = arena_array(a, c->n, sizeof *c->x);
	c->count = arena_array(a, c->n, sizeof *c->count);
	c->value = nan_array(a, c->n);
	c->centre = nan_array(a, c->n);
	c->low = nan_array(a, c->n);
	c->high = nan_array(a, c->n);
	for (size_t i = 0; i < c->n; i++, week = period_next(week, 1)) {
		const struct figure *g = figures_find(f, metric, scope, week);

		c->week[i] = week;
		if (!has_point(g))
			continue;
		c->value[i] = g->value;
		c->x[i] = metric->unit == UNIT_RATE ? g->x : 0;
		c->count[i] = metric->unit == UNIT_RATE ? g->n : 0;
	}
}

/* ---- segments and their limits ------------------------------------------ */

/* The week of the chart that begins on a Monday; n for a later one. */
static size_t week_index(const struct control_chart *c, int32_t monday)
{
	size_t i = 0;

	while (i < c->n && c->week[i].first < monday)
		i++;
	return i;
}

static void chart_segments(struct control_chart *c, struct baselines pinned,
			   const struct scope *scope,
			   const struct config_thresholds *limits,
			   struct arena *a)
{
	struct baseline_segment *s;
	size_t n;

	/* figures that no store was read for have none of their own */
	pinned.weeks = limits->baseline_weeks;
	n = baseline_segments(&s, &pinned, scope->dim[SCOPE_WORKFLOW],
			      c->week[0].first, a);

	c->segment = arena_array(a, n, sizeof *c->segment);
	for (size_t i = 0; i < n; i++) {
		struct control_segment *to = &c->segment[c->n_segments];

		*to = (struct control_segment){
			.first = week_index(c, s[i].first),
			.end = i + 1 < n ? week_index(c, s[i + 1].first) : c->n,
			.baseline_end = week_index(c, s[i].last + 1),
			.text = s[i].text, .centre = NAN, .bound = NAN
		};
		if (to->first == c->n)
			break;
		for (size_t w = to->first; w < to->baseline_end; w++)
			to->points += isnan(c->value[w]) ? 0 : 1;
		c->n_segments++;
	}
}

static void rate_limits(struct control_chart *c, struct control_segment *s)
{
	size_t weeks = s->baseline_end - s->first;
	struct p_chart fit = p_chart_fit(c->x + s->first, c->count + s->first,
					 weeks, CONTROL_MIN_N);

	s->centre = fit.centre;
	for (size_t i = s->first; i < s->baseline_end; i++)
		s->items += c->count[i];
	if (!fit.usable) {
		double u = zero_bad_upper((double)s->items, ONE_SIDED);

		s->one_sided = fit.centre > 0.5 ? 1 : -1;
		s->bound = s->one_sided > 0 ? 1 - u : u;
	}
	for (size_t i = s->first; i < s->end; i++) {
		if (c->count[i] < CONTROL_MIN_N)
			continue;
		struct interval range = p_chart_limits(&fit,
						       (double)c->count[i]);

		c->low[i] = range.low;
		c->high[i] = range.high;
	}
}

/* What a metric can be: only a balance that may turn into a loss goes below
 * zero. */
static struct interval range_of(const struct metric *m)
{
	if (m->unit == UNIT_SCORE)
		return (struct interval){ 1, 10 };
	if (m->unit == UNIT_OF_100)
		return (struct interval){ 0, 100 };
	if (m->unit == UNIT_HOURS && m->direction > 0)
		return (struct interval){ -INFINITY, INFINITY };
	return (struct interval){ 0, INFINITY };
}

static void value_limits(struct control_chart *c, struct control_segment *s,
			 const struct metric *m)
{
	struct xmr_chart fit = xmr_fit(c->value + s->first,
				       s->baseline_end - s->first, true);
	struct interval range = range_of(m);

	s->centre = fit.mean;
	for (size_t i = s->first; i < s->end; i++) {
		c->low[i] = fmax(fit.limits.low, range.low);
		c->high[i] = fmin(fit.limits.high, range.high);
	}
}

static void segment_limits(struct control_chart *c, struct control_segment *s,
			   const struct metric *metric,
			   const struct config_thresholds *limits)
{
	if (s->points < (size_t)limits->baseline_min)
		return;
	s->trial = s->points < (size_t)limits->baseline_weeks;
	if (metric->unit == UNIT_RATE)
		rate_limits(c, s);
	else
		value_limits(c, s, metric);
	for (size_t i = s->first; i < s->end; i++)
		c->centre[i] = s->centre;
}

const struct control_segment *control_segment_now(
	const struct control_chart *c)
{
	return c->n_segments ? &c->segment[c->n_segments - 1] : NULL;
}

/* ---- signals ---------------------------------------------------------------- */

static bool is_tested(const struct control_chart *c,
		      const struct metric *metric, size_t i)
{
	if (isnan(c->value[i]))
		return false;
	return metric->unit != UNIT_RATE || c->count[i] >= CONTROL_MIN_N;
}

/* A point outside its limits in the last two weeks of the segment; the later
 * one counts. */
static void chart_outside(struct control_chart *c, size_t first)
{
	size_t from = c->n > RECENT ? c->n - RECENT : 0;

	for (size_t i = from > first ? from : first; i < c->n; i++) {
		if (c->value[i] > c->high[i])
			c->outside_side = 1;
		else if (c->value[i] < c->low[i])
			c->outside_side = -1;
	}
	c->outside_recent = c->outside_side != 0;
}

/* The shift rule on the last `weeks` weeks of first .. end. */
static bool shifted(struct control_runs *r, const struct control_chart *c,
		    const struct metric *metric, size_t first, size_t end,
		    size_t weeks)
{
	size_t from = end - first > weeks ? end - weeks : first, n = 0;
	double *v = xcalloc(end - from + 1, sizeof *v);
	double *sorted = xcalloc(end - from + 1, sizeof *sorted);

	for (size_t i = from; i < end; i++)
		if (is_tested(c, metric, i))
			v[n++] = c->value[i];
	for (size_t i = 0; i < n; i++)
		sorted[i] = v[i];
	*r = (struct control_runs){
		.points = n, .median = median_of(sorted, n),
		.early = mean_of(v, n / 2),
		.late = mean_of(v + n / 2, n - n / 2)
	};
	runs_about(v, n, r->median, &r->useful, &r->longest, &r->crossings);
	anhoej_limits(r->useful, &r->longest_normal, &r->crossings_normal);
	free(v);
	free(sorted);
	return r->useful >= SHIFT_POINTS &&
	       (r->longest > r->longest_normal ||
		r->crossings < r->crossings_normal);
}

/* Replays the rule for the ends of the weeks before, as long as it gave its
 * signal: that stretch is one report. */
static void chart_shift(struct control_chart *c, const struct metric *metric,
			const struct baselines *b, size_t first, size_t weeks)
{
	struct control_runs then;
	size_t since = c->n - 1;

	c->shift = shifted(&c->runs, c, metric, first, c->n, weeks);
	if (!c->shift)
		return;
	c->shift_side = c->runs.late < c->runs.early ? -1 : 1;
	while (since > first &&
	       shifted(&then, c, metric, first, since, weeks))
		since--;
	c->shift_since = c->week[since].first;
	c->shift_new = true;
	for (size_t i = 0; i < b->n_weekly; i++)
		if (b->weekly[i] >= c->shift_since &&
		    b->weekly[i] < c->week[c->n - 1].first)
			c->shift_new = false;
}

static const char *trend_word(const struct control_chart *c, int direction)
{
	int side = c->outside_side ? c->outside_side : c->shift_side;

	if (side != 0 && direction != 0)
		return side == direction ? "improving" : "degrading";
	/* A signal without a good or a bad side is no word either. */
	if (side == 0 && c->runs.points >= STABLE_POINTS)
		return "stable";
	return "not enough data";
}

void control_chart_of(struct control_chart *c, const struct figures *f,
		      const struct metric *metric, const struct scope *scope,
		      const struct config *config, int32_t as_of,
		      struct arena *a)
{
	/* The last complete week ends on or before as_of. */
	struct period last = period_of(PERIOD_WEEK, as_of - 6, 1), first;
	const struct control_segment *now;

	*c = (struct control_chart){ .shift_since = DAY_NONE,
				     .trend = "not enough data" };
	if (!has_control_chart(metric))
		return;
	first = first_week(f, metric, scope, last);
	if (first.first == DAY_NONE)
		return;
	c->n = (size_t)(last.first - first.first) / 7 + 1;
	chart_points(c, f, metric, scope, first, a);
	chart_segments(c, f->baselines, scope, &config->limits, a);
	for (size_t i = 0; i < c->n_segments; i++)
		segment_limits(c, &c->segment[i], metric, &config->limits);
	now = control_segment_now(c);
	if (!now)
		return;
	chart_outside(c, now->first);
	chart_shift(c, metric, &f->baselines, now->first,
		    (size_t)config->limits.trend_weeks);
	c->trend = trend_word(c, metric->direction);
}
