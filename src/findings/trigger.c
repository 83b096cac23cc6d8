#include "findings/trigger.h"

#include <math.h>
#include <string.h>

#include "base/num.h"
#include "base/utf8.h"
#include "config/units.h"
#include "findings/waste.h"
#include "metrics/control.h"
#include "metrics/target.h"

#define METRICS_MAX 400

/* ---- values ------------------------------------------------------------- */

/* Read the value in the metric's unit; NULL, or what was expected. */
static const char *value_read(double *value, const struct metric *m,
			      const char *text, const char *currency)
{
	int64_t number = 0;

	switch (m->unit) {
	case UNIT_RATE:
	case UNIT_PERCENT:
	case UNIT_POINTS:
		return unit_share(value, text) ?
			"a share such as 10 %" : NULL;
	case UNIT_HOURS:
	case UNIT_MINUTES:
		if (unit_duration(&number, text, 0))
			return "a duration such as 30 min or 2 h";
		*value = (double)number / (m->unit == UNIT_HOURS ?
					   MS_PER_HOUR : MS_PER_MINUTE);
		return NULL;
	case UNIT_MONEY:
	case UNIT_MONEY_PER_HOUR:
		if (unit_money(&number, text, currency))
			return "an amount such as 100 EUR";
		*value = (double)number / MONEY_SCALE;
		return NULL;
	case UNIT_COUNT:
	case UNIT_RATIO:
	case UNIT_WEEKS:
	case UNIT_SCORE:
	case UNIT_OF_100:
		break;
	}
	return unit_number(value, text) ? "a number" : NULL;
}

/* The least and the most a metric can be. */
static void range_of(const struct metric *m, double *least, double *most)
{
	bool signed_hours = !strcmp(m->id, "net_hours") ||
		!strcmp(m->id, "gross_hours") ||
		!strcmp(m->id, "lateness_hours");

	*least = 0;
	*most = (double)INFINITY;
	if (m->unit == UNIT_RATE)
		*most = 1;
	if (m->unit == UNIT_OF_100)
		*most = 100;
	if (m->unit == UNIT_SCORE) {
		*least = 1;
		*most = 10;
	}
	if (m->unit == UNIT_POINTS) {
		*least = -1;
		*most = 1;
	}
	if (m->unit == UNIT_MONEY || m->unit == UNIT_MONEY_PER_HOUR ||
	    m->unit == UNIT_PERCENT || signed_hours)
		*least = -(double)INFINITY;
}

/* ---- the judge ------------------------------------------------------- */

static const struct metric *judge_metric(const struct playbook_trigger *t,
					 struct playbook_judgement *j)
{
	const struct metric *m = metric_find(t->metric);
	const char *names[METRICS_MAX], *near;
	size_t n = 0;

	if (m)
		return m;
	for (; n < METRICS_MAX && metric_table[n]; n++)
		names[n] = metric_table[n]->id;
	near = text_nearest(t->metric, names, n);
	j->wrong(j, "when", near ?
		 arena_printf(j->arena, "there is no metric `%s`; did you "
			      "mean `%s`?", t->metric, near) :
		 arena_printf(j->arena, "there is no metric `%s`; `tuneup "
			      "list metrics` shows them", t->metric));
	return NULL;
}

static void judge_side(const struct playbook_trigger *t,
		       const struct metric *m, struct playbook_judgement *j)
{
	bool above = t->op == WHEN_ABOVE;
	double least, most;

	range_of(m, &least, &most);
	if (!isnan(t->value) && (above ? t->value >= most :
				 t->value <= least))
		j->wrong(j, "when", arena_printf(j->arena, "`%s %s %s` can "
			"never hold: the metric is never %s that", m->id,
			above ? "above" : "below", t->text,
			above ? "above" : "below"));
	else if (m->direction && above == (m->direction > 0))
		j->wrong(j, "when", arena_printf(j->arena, "`%s %s %s` holds "
			"when all is well, because %s is better; did you mean "
			"`%s`?", m->id, above ? "above" : "below", t->text,
			m->direction > 0 ? "more" : "less",
			above ? "below" : "above"));
}

static void judge_limit(const struct playbook_trigger *t,
			const struct metric *m, struct playbook_judgement *j)
{
	if (isnan(metric_target(j->config, m, PERIOD_WEEK)))
		j->wrong(j, "when", arena_printf(j->arena, "tuneup.yaml has "
			"no %s for `%s`; write a value, such as `%s %s %s`",
			t->text, m->id, m->id,
			t->op == WHEN_ABOVE ? "above" : "below",
			m->unit == UNIT_RATE ? "10 %" :
			m->unit == UNIT_HOURS ? "2 h" :
			m->unit == UNIT_MINUTES ? "10 min" : "5"));
	else
		judge_side(t, m, j);
}

/* Only a sum can be spread over the weeks of a period. */
static void judge_week(const struct playbook_trigger *t,
		       const struct metric *m, struct playbook_judgement *j)
{
	bool sums = m->unit == UNIT_HOURS || m->unit == UNIT_MINUTES ||
		    m->unit == UNIT_COUNT || m->unit == UNIT_MONEY;

	if (t->a_week && !sums)
		j->wrong(j, "when", arena_printf(j->arena, "`%s` is no sum, "
			"so it has no value a week; leave out `a week`",
			m->id));
}

static void judge_value(struct playbook_trigger *t, const struct metric *m,
			struct playbook_judgement *j)
{
	const char *expected;

	if (t->op == WHEN_DEGRADING) {
		if (!has_control_chart(m) || !m->direction)
			j->wrong(j, "when", arena_printf(j->arena, "`%s` has "
				"no control chart with a good and a bad side, "
				"so it is never called degrading", m->id));
		return;
	}
	if (!strcmp(t->text, "limit") || !strcmp(t->text, "target")) {
		judge_limit(t, m, j);
		return;
	}
	judge_week(t, m, j);
	expected = value_read(&t->value, m, t->text, j->config->currency);
	if (expected) {
		t->value = (double)NAN;
		j->wrong(j, "when", arena_printf(j->arena, "`%s` is held "
			"against `%s`; expected %s, or limit", m->id, t->text,
			expected));
		return;
	}
	judge_side(t, m, j);
}

/* Minutes that go with a metric, by its section of METRICS.md. */
static int saves_of(const struct metric *m)
{
	static const struct { const char *section; int saves; } by[] = {
		{ "1", SAVES_FIXING }, { "2", SAVES_FIXING },
		{ "3", SAVES_FIXING }, { "4", SAVES_FIXING },
		{ "5", SAVES_FIXING }, { "6", SAVES_HANDOFFS },
		{ "7", SAVES_LATENESS }, { "8a", SAVES_HANDOFFS }
	};

	if (!strcmp(m->id, "loop_hours"))
		return SAVES_LOOPS;
	if (!strcmp(m->id, "review_hours"))
		return SAVES_REVIEWS;
	if (!strcmp(m->id, "correction_hours") ||
	    !strcmp(m->id, "fix_to_save") || !strcmp(m->id, "net_hours"))
		return SAVES_FIXING;
	for (size_t i = 0; i < sizeof by / sizeof *by; i++)
		if (!strcmp(m->section, by[i].section))
			return by[i].saves;
	return SAVES_BY_METRIC;
}

/* Scopes at which the metric has figures. */
static unsigned scopes_of(const struct metric *m)
{
	static const struct { unsigned at; unsigned scope; } by[] = {
		{ AT_TOTAL, PLAYBOOK_ALL },
		{ AT_EACH_DIM | AT_WORKFLOW, PLAYBOOK_WORKFLOW },
		{ AT_WORKFLOW_STEP, PLAYBOOK_STEP },
		{ AT_WORKFLOW_TOOL, PLAYBOOK_TOOL },
		{ AT_COMPONENT, PLAYBOOK_COMPONENT },
		{ AT_INPUT, PLAYBOOK_AUDITED },
		{ AT_EACH_DIM | AT_CAMPAIGN_DIMS, PLAYBOOK_CHANNEL }
	};
	unsigned scopes = 0;

	for (size_t i = 0; i < sizeof by / sizeof *by; i++)
		if (m->scopes & by[i].at)
			scopes |= by[i].scope;
	return scopes;
}

/* Scopes at which the minutes are measured: those of waste_hours(). */
static unsigned measured_at(int saves, const struct metric *m)
{
	unsigned everywhere = PLAYBOOK_ALL | PLAYBOOK_WORKFLOW |
		PLAYBOOK_COMPONENT | PLAYBOOK_AUDITED;
	bool edges = !strcmp(m->section, "6");

	if (saves == SAVES_FIXING)
		return everywhere | PLAYBOOK_TOOL | PLAYBOOK_CHANNEL |
		       (edges ? 0 : PLAYBOOK_STEP);
	if (saves == SAVES_HANDOFFS && edges)
		return everywhere | PLAYBOOK_STEP;
	return everywhere;
}

/* "step and tool" */
static const char *scopes_words(struct arena *a, unsigned scopes)
{
	const char *text = "";

	for (int i = 0; playbook_scope_words[i]; i++)
		if (scopes & 1U << i)
			text = arena_printf(a, "%s%s%s", text,
					    *text ? ", " : "",
					    playbook_scope_words[i]);
	return text;
}

static void judge_scopes(const struct playbook_action *a,
			 const struct metric *m, struct playbook_judgement *j)
{
	unsigned unreached = a->scopes & ~scopes_of(m);
	unsigned unmeasured = a->scopes & ~measured_at(a->saves, m) &
			      ~unreached;

	if (unreached)
		j->wrong(j, "scopes", arena_printf(j->arena, "`%s` has no "
			"figures for %s, so the trigger is never reached "
			"there; it has them for %s", m->id,
			scopes_words(j->arena, unreached),
			scopes_words(j->arena, scopes_of(m))));
	if (unmeasured)
		j->wrong(j, "scopes", arena_printf(j->arena, "minutes of `%s` "
			"are not measured for %s, so the action could never "
			"pay there", playbook_saves_words[a->saves],
			scopes_words(j->arena, unmeasured)));
}

void trigger_judge(struct playbook_action *a, struct playbook_judgement *j)
{
	const struct metric *m = judge_metric(&a->trigger, j);

	if (!m) {
		a->trigger.metric = NULL;
		return;
	}
	judge_value(&a->trigger, m, j);
	if (a->saves == SAVES_BY_METRIC)
		a->saves = saves_of(m);
	if (a->saves == SAVES_BY_METRIC)
		j->wrong(j, "saves", arena_printf(j->arena, "no minutes go "
			"with `%s`; say which the action gives back: `saves: "
			"fixing`, loops, handoffs, reviews or lateness",
			m->id));
	else
		judge_scopes(a, m, j);
}

/* ---- figures --------------------------------------------------------- */

unsigned trigger_scope(const struct scope *scope)
{
	static const struct { unsigned dims; unsigned scope; } by[] = {
		{ 0, PLAYBOOK_ALL },
		{ 1U << SCOPE_WORKFLOW, PLAYBOOK_WORKFLOW },
		{ 1U << SCOPE_WORKFLOW | 1U << SCOPE_STEP, PLAYBOOK_STEP },
		{ 1U << SCOPE_WORKFLOW | 1U << SCOPE_TOOL, PLAYBOOK_TOOL },
		{ 1U << SCOPE_COMPONENT, PLAYBOOK_COMPONENT },
		{ 1U << SCOPE_INPUT, PLAYBOOK_AUDITED },
		{ 1U << SCOPE_CHANNEL, PLAYBOOK_CHANNEL }
	};
	unsigned dims = 0;

	for (int d = 0; d < SCOPE_DIMS; d++)
		dims |= scope->dim[d] ? 1U << d : 0;
	for (size_t i = 0; i < sizeof by / sizeof *by; i++)
		if (by[i].dims == dims)
			return by[i].scope;
	return 0;
}

double trigger_value(const struct playbook_trigger *t, const struct metric *m,
		     const struct findings_input *in)
{
	if (t->op == WHEN_DEGRADING || !isnan(t->value))
		return t->value;
	return metric_target(in->config, m, in->now.kind);
}

static bool is_degrading(const struct figure *f,
			 const struct findings_input *in, struct arena *a)
{
	int32_t last = in->now.last < in->as_of ? in->now.last : in->as_of;
	struct control_chart c;

	/* a share that is computed, not counted, has no chart */
	if (f->metric->unit == UNIT_RATE && f->n == NUM_NULL)
		return false;
	control_chart_of(&c, in->figures, f->metric, &f->scope, in->config,
			 last, a);
	return !strcmp(c.trend, "degrading");
}

double trigger_figure(const struct playbook_trigger *t, const struct figure *f,
		      const struct findings_input *in)
{
	return t->a_week ? f->value / weeks_of(in) : f->value;
}

bool trigger_met(const struct playbook_trigger *t, const struct figure *f,
		 const struct findings_input *in, struct arena *a)
{
	bool above = t->op == WHEN_ABOVE;
	double limit, bound;

	if (isnan(f->value) || f->partial || f->immature ||
	    f->verdict == VERDICT_INCOMPLETE)
		return false;
	if (t->op == WHEN_DEGRADING)
		return is_degrading(f, in, a);
	limit = trigger_value(t, f->metric, in);
	bound = above ? f->low : f->high;
	if (isnan(bound) || t->a_week)
		bound = trigger_figure(t, f, in);
	return above ? bound > limit : bound < limit;
}
