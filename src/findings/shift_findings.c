/*
 * findings/shift_findings.c - a series that no longer varies by chance alone.
 *
 * Said once: in a week's report when no report of an earlier week of the same
 * stretch was published, in a month's or quarter's when it began in it. The
 * chart and the trend word go on saying it (METRICS §16).
 */
#include <math.h>

#include "base/num.h"
#include "findings/build.h"
#include "metrics/control.h"

static const char *say_value(struct arena *a, const struct metric *m, double v)
{
	char text[NUM_TEXT_MAX];

	if (m->unit == UNIT_RATE)
		return say_rate(a, v);
	return arena_printf(a, "%s%s", num_text(text, v, m->digits),
			    m->unit == UNIT_MINUTES ? " min" : "");
}

/* "+6.1 pts", "−0.8 min" */
static const char *say_step(struct arena *a, const struct metric *m, double d)
{
	if (m->unit == UNIT_RATE)
		return say_pts(a, d);
	return arena_printf(a, "%s%s", d > 0 ? "+" : "", say_value(a, m, d));
}

/* Hours a week behind the step, at this period's number of outputs. */
static double step_hours(const struct builder *b, const struct metric *m,
			 const char *workflow, double d)
{
	double outputs = now_value(b, "outputs", workflow) / b->weeks;
	double minutes = now_value(b, "correction_median", workflow);

	if (m->unit == UNIT_MINUTES)
		minutes = d;
	else if (m->unit == UNIT_RATE)
		minutes *= d;
	else
		return 0;
	return isnan(outputs * minutes) ? 0 : fabs(outputs * minutes) / 60;
}

static bool is_news(const struct builder *b, const struct control_chart *c)
{
	if (!c->shift || !c->shift_side)
		return false;
	return b->in->now.kind == PERIOD_WEEK ? c->shift_new :
	       c->shift_since >= b->in->now.first;
}

static const char *say_times(struct arena *a, size_t n)
{
	return n == 0 ? "never" : n == 1 ? "once" :
	       say_count(a, (int64_t)n, "time");
}

/* What chance would not do: a long run, or too few crossings. */
static const char *say_runs(struct arena *a, const struct control_runs *r)
{
	if (r->longest > r->longest_normal)
		return arena_printf(a, "%s in a row lie on one side of the "
			"median, by chance at most %zu",
			say_number(a, (int64_t)r->longest), r->longest_normal);
	return arena_printf(a, "neighbours cross the median %s, by chance at "
		"least %zu", say_times(a, r->crossings), r->crossings_normal);
}

static void add_shift(struct builder *b, const struct metric *m,
		      const char *noun, const char *workflow)
{
	const struct config *config = b->in->config;
	struct scope scope = { { [SCOPE_WORKFLOW] = workflow } };
	int32_t last = b->in->now.last < b->in->as_of ? b->in->now.last :
							b->in->as_of;
	struct period since;
	struct control_chart c;
	struct finding *f;
	double step;

	control_chart_of(&c, b->in->figures, m, &scope, config, last, b->a);
	if (!is_news(b, &c))
		return;
	since = period_of(PERIOD_WEEK, c.shift_since, config->quarter_starts);
	step = c.runs.late - c.runs.early;
	f = finding_add(b, FINDING_CHANGE,
			arena_printf(b->a, "%s-shift", m->id), workflow);
	f->certainty = SURE;
	f->cause = CAUSE_OUTPUT;
	f->tone = c.shift_side * m->direction;
	f->figure = now_figure(b, m->id, workflow);
	f->hours = step_hours(b, m, workflow, step);
	f->big = say_step(b->a, m, step);
	f->title = workflow ?
		arena_printf(b->a, "%s: a shift in %s",
			     say_workflow(config, workflow), noun) :
		arena_printf(b->a, "A shift in %s over all work", noun);
	f->sentence = arena_printf(b->a,
		"%s %s was " BOLD("%s") " in the newer half of the last %s, "
		"%s in the older: a shift, first seen in %s%s.",
		say_first_upper(b->a, noun), say_where(b->a, config, workflow),
		say_value(b->a, m, c.runs.late),
		say_count(b->a, (int64_t)c.runs.points, "week"),
		say_value(b->a, m, c.runs.early),
		say_period(b->a, since, config->quarter_starts),
		b->in->now.kind == PERIOD_WEEK ?
			arena_printf(b->a, " (%s)", say_runs(b->a, &c.runs)) :
			"");
}

void add_shift_findings(struct builder *b)
{
	static const struct { const char *metric, *noun; } series[] = {
		{ "rework", "rework" },
		{ "correction_minutes", "correction time per output" },
		{ "consistency", "output consistency" }
	};

	for (size_t m = 0; m < sizeof series / sizeof *series; m++) {
		const struct metric *metric = metric_find(series[m].metric);

		if (!metric)
			continue;
		/* One workflow is all work: say it once. */
		if (b->n_workflows != 1)
			add_shift(b, metric, series[m].noun, NULL);
		for (size_t i = 0; i < b->n_workflows; i++)
			add_shift(b, metric, series[m].noun, b->workflow[i]);
	}
}
