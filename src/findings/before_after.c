/*
 * findings/before_after.c - the baseline weeks against the period.
 */
#include "findings/before_after.h"

#include <math.h>
#include <stdlib.h>

#include "base/arena.h"
#include "metrics/stats.h"
#include "store/kind.h"

/* Weekly values of one side, and their parts where they are a rate's. */
struct side {
	double *v;
	size_t k, cap;
	double x, n;
	bool rate;
};

static bool counts(const struct figure *f)
{
	return f && !f->partial && !f->immature && isfinite(f->value);
}

static void side_add(struct side *s, double v)
{
	vec_reserve(&s->v, s->k, &s->cap);
	s->v[s->k++] = v;
}

static struct period first_week(const struct figures *f)
{
	struct period week = period_of(PERIOD_WEEK, f->data_from, 1);

	return week.first < f->data_from ? period_next(week, 1) : week;
}

bool baseline_weeks_of(struct period *out,
		       const struct before_after_input *in,
		       const char *workflow)
{
	const struct figures *f = in->figures;
	struct baseline_segment *segment;
	struct arena a = { 0 };
	struct period week = first_week(f);
	bool found;

	for (; week.last <= in->now.last; week = period_next(week, 1)) {
		const struct figure *g = figures_get(f, "outputs", workflow,
						     week);

		if (counts(g) && g->value > 0)
			break;
	}
	found = week.last <= in->now.last && f->data_from &&
		baseline_segments(&segment, &f->baselines, workflow,
				  week.first, &a) > 0;
	if (found)
		*out = (struct period){ PERIOD_RANGE, segment[0].first,
					segment[0].last };
	arena_release(&a);
	return found;
}

/* A metric, or minutes of one an output. */
struct measure {
	const struct metric *metric;
	double scale;		/* to minutes; 0: as it is */
};

static void side_week(struct side *s, const struct before_after_input *in,
		      const struct measure *m, const char *workflow,
		      struct period week)
{
	const struct figure *f = figures_get(in->figures, m->metric->id,
					     workflow, week);
	double outputs;

	if (!counts(f))
		return;
	if (m->scale > 0) {
		f = figures_get(in->figures, "outputs", workflow, week);
		outputs = counts(f) ? f->value : 0;
		if (outputs > 0)
			side_add(s, figures_get(in->figures, m->metric->id,
						workflow, week)->value *
				    m->scale / outputs);
		return;
	}
	if (s->rate && (f->n == FACT_NULL || f->x == FACT_NULL))
		s->rate = false;
	if (s->rate) {
		s->n += (double)f->n;
		s->x += (double)f->x;
	}
	side_add(s, f->value);
}

static struct side side_of(const struct before_after_input *in,
			   const struct measure *m, const char *workflow,
			   struct period days)
{
	struct period week = period_of(PERIOD_WEEK, days.first, 1);
	struct side s = { .rate = m->metric->unit == UNIT_RATE };
	int32_t last = days.last < in->as_of ? days.last : in->as_of;

	for (; week.last <= last; week = period_next(week, 1))
		if (week.last >= days.first)
			side_week(&s, in, m, workflow, week);
	s.rate = s.rate && s.n > 0;
	return s;
}

/* A share of the period is that of its days, as on every other page. */
static void side_period(struct side *s, const struct before_after_input *in,
			const struct measure *m, const char *workflow)
{
	const struct figure *f = figures_get(in->figures, m->metric->id,
					     workflow, in->now);

	if (!s->rate || !counts(f) || f->n == FACT_NULL ||
	    f->x == FACT_NULL || f->n <= 0)
		return;
	s->x = (double)f->x;
	s->n = (double)f->n;
}

static double side_value(const struct side *s)
{
	return s->rate ? s->x / s->n : mean_of(s->v, s->k);
}

static void compare(struct before_after *out,
		    const struct before_after_input *in,
		    const struct side *a, const struct side *b)
{
	double confidence = in->config->limits.confidence_rates;
	struct interval i;

	out->weeks0 = (int)a->k;
	out->weeks1 = (int)b->k;
	if (!a->k || !b->k) {
		out->why = a->k ? "not measured in the period" :
				  "not measured in the baseline weeks";
		return;
	}
	out->before = side_value(a);
	out->after = side_value(b);
	out->change = out->after - out->before;
	if (a->k < BEFORE_AFTER_WEEKS ||
	    (b->k < BEFORE_AFTER_WEEKS && !(a->rate && b->rate)))
		return;
	i = a->rate && b->rate ?
		newcombe(b->x, b->n, a->x, a->n, z_for(confidence)) :
		welch(a->v, a->k, b->v, b->k, confidence);
	out->low = i.low;
	out->high = i.high;
}

static void measure_of(struct before_after *out,
		       const struct before_after_input *in,
		       const struct measure *m, const char *workflow)
{
	struct period base;
	struct side a, b;

	*out = (struct before_after){ .before = NAN, .after = NAN,
		.change = NAN, .low = NAN, .high = NAN, .why = "" };
	if (!baseline_weeks_of(&base, in, workflow)) {
		out->why = "there is no complete week";
		return;
	}
	if (base.last >= in->now.first) {
		out->why = "the period begins in the baseline weeks";
		return;
	}
	a = side_of(in, m, workflow, base);
	b = side_of(in, m, workflow, in->now);
	side_period(&b, in, m, workflow);
	compare(out, in, &a, &b);
	free(a.v);
	free(b.v);
}

void before_after_of(struct before_after *out,
		     const struct before_after_input *in,
		     const struct metric *metric, const char *workflow)
{
	const struct measure m = { metric, 0 };

	measure_of(out, in, &m, workflow);
}

int before_after_side(const struct before_after *c,
		      const struct metric *metric)
{
	if (!isfinite(c->low) || (c->low <= 0 && c->high >= 0))
		return 0;
	return (c->low > 0 ? 1 : -1) * metric->direction;
}

void removed_of(struct removed out[REMOVED_KINDS],
		const struct before_after_input *in)
{
	static const struct { const char *title, *metric; double scale; }
	kinds[REMOVED_KINDS] = {
		[REMOVED_REFORMAT] = { "Reformatting at handoffs",
				       "reformat_minutes", 1 },
		[REMOVED_CORRECTION] = { "Corrections",
					 "correction_hours", 60 },
		[REMOVED_LATE] = { "Reviews after the next step began",
				   "late_review_minutes", 1 },
	};
	const struct figure *f = figures_get(in->figures, "outputs", NULL,
					     in->now);
	double outputs = f && isfinite(f->value) ? f->value : (double)NAN;

	for (size_t i = 0; i < REMOVED_KINDS; i++) {
		const struct measure m = { metric_find(kinds[i].metric),
					   kinds[i].scale };
		struct removed *r = &out[i];

		r->title = kinds[i].title;
		measure_of(&r->minutes, in, &m, NULL);
		r->hours = -r->minutes.change * outputs / 60;
		r->low = -r->minutes.high * outputs / 60;
		r->high = -r->minutes.low * outputs / 60;
	}
}
