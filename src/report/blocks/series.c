#include "report/blocks/series.h"

#include <math.h>
#include <string.h>

#include "report/blocks/words.h"
#include "base/num.h"

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
	const struct control_segment *now = control_segment_now(c);

	for (size_t i = 0; i < s->n; i++)
		for (size_t k = 0; k < c->n; k++) {
			if (c->week[k].first != s->week[i].first)
				continue;
			s->value[i] = c->value[k];
			s->count[i] = c->count[k];
			s->centre[i] = c->centre[k];
			s->low[i] = c->low[k];
			s->high[i] = c->high[k];
		}
	s->segment = c->segment;
	s->week_of = c->week;
	s->n_segments = c->n_segments;
	s->now = now;
	s->shift = c->shift;
	s->shift_new = c->shift_new;
	s->outside_side = c->outside_side;
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

static double week_value(const struct series *s, const struct report_input *in,
			 const char *workflow, struct period week)
{
	const struct figure *f = week_figure(s, in, workflow, week);

	/* The week in which the data begin is not complete. */
	if (!is_finite_figure(f) || week.first < in->figures->data_from)
		return NAN;
	return f->value;
}

/* A share without part and whole is computed, not counted: the break-even
 * rework rate has no p' chart. */
static bool counted(const struct series *s, const struct report_input *in,
		    const char *workflow)
{
	if (s->metric->unit != UNIT_RATE)
		return true;
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
	struct control_chart chart;

	memset(s, 0, sizeof *s);
	s->metric = metric;
	s->n = n;
	s->week = weeks_to(a, in, n);
	s->value = nan_array(a, n);
	s->count = arena_array(a, n, sizeof *s->count);
	s->centre = nan_array(a, n);
	s->low = nan_array(a, n);
	s->high = nan_array(a, n);
	if (!has_control_chart(metric) || !counted(s, in, workflow)) {
		for (size_t i = 0; i < n; i++)
			s->value[i] = week_value(s, in, workflow, s->week[i]);
		s->trend = "";
	} else {
		control_chart_of(&chart, in->figures, metric, &scope,
				 in->config, in->now.last < in->as_of
				 ? in->now.last : in->as_of, a);
		take_chart(s, &chart);
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
	    unit == UNIT_OF_100 ||
	    (unit == UNIT_RATE && !has_control_chart(s->metric)) ||
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

const char *series_bound(struct doc *d, const struct series *s,
			 const char *none)
{
	const struct control_segment *now = s->now;
	const char *items, *bound;

	if (!now || !now->one_sided)
		return "";
	items = count_words(d, now->items, "item");
	bound = value_words(d, s->metric, now->bound);
	if (now->one_sided < 0)
		return arena_printf(&d->arena, "%s seen in %s of the "
				    "baseline, the true rate is below %s",
				    none, items, bound);
	return arena_printf(&d->arena, "seen in all %s of the baseline, the "
			    "true rate is above %s", items, bound);
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
