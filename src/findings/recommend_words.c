#include "findings/recommend_words.h"

#include <math.h>
#include <string.h>

#include "base/num.h"
#include "base/strbuf.h"
#include "findings/sentences.h"
#include "findings/trigger.h"
#include "findings/waste.h"

const char *cause_name(enum cause cause)
{
	switch (cause) {
	case CAUSE_INPUT:
		return "input quality";
	case CAUSE_HANDOFF:
		return "handoff";
	case CAUSE_CHECKPOINT:
		return "checkpoint";
	case CAUSE_NONE:
	case CAUSE_OUTPUT:
		break;
	}
	return "output standard";
}

const char *say_advice(enum advice advice)
{
	switch (advice) {
	case ADVICE_ACTIONS:
		break;
	case ADVICE_NO_MATCH:
		return "No approved action for this. Add one to the "
		       "playbook?";
	case ADVICE_NONE_PAYS:
		return "No approved action pays for itself here.";
	case ADVICE_WAITING:
		return "Every approved action for this is under way or was "
		       "rejected lately.";
	}
	return "";
}

const char *say_gain(struct arena *a, double hours)
{
	char buf[NUM_TEXT_MAX];

	if (fabs(hours) >= 1)
		return say_h(a, hours);
	return arena_printf(a, "%s min", num_text(buf, fmax(hours * 60, 1),
						  0));
}

const char *say_setup(struct arena *a, double hours)
{
	char buf[NUM_TEXT_MAX];

	return arena_printf(a, "%s h", num_exact(buf, round_decimal(hours,
								    1)));
}

/* "Webinars", "Webinars, draft", "all work", "component middleware". */
static const char *say_scope(struct arena *a, const struct config *c,
			     const struct scope *s)
{
	static const enum scope_dim parts[] = { SCOPE_STEP, SCOPE_TOOL };
	const char *text;

	if (!s->dim[SCOPE_WORKFLOW])
		return scope_words(a, s);
	text = say_workflow(c, s->dim[SCOPE_WORKFLOW]);
	if (!*text)
		text = "(none)";
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		if (s->dim[parts[i]])
			text = arena_printf(a, "%s, %s", text,
					    s->dim[parts[i]]);
	return text;
}

/* As the reports print it: "32.7 %", "10.4 min", "EUR 31". */
static const char *say_value(struct arena *a, const struct config *c,
			     const struct metric *m, double v)
{
	char buf[NUM_TEXT_MAX];

	switch (m->unit) {
	case UNIT_RATE:
	case UNIT_PERCENT:
		return arena_strdup(a, percent_text(buf, v, m->digits));
	case UNIT_POINTS:
		return say_points(a, v);
	case UNIT_HOURS:
		return say_h(a, v);
	case UNIT_MONEY:
	case UNIT_MONEY_PER_HOUR:
		return arena_strdup(a, money_text(buf, v, 0, c->currency));
	case UNIT_MINUTES:
		return arena_printf(a, "%s min", num_text(buf, v, m->digits));
	case UNIT_WEEKS:
		return arena_printf(a, "%s weeks",
				    num_text(buf, v, m->digits));
	case UNIT_COUNT:
	case UNIT_RATIO:
	case UNIT_SCORE:
	case UNIT_OF_100:
		break;
	}
	return arena_strdup(a, num_text(buf, v, m->digits));
}

/* "above the limit of 15 %", "below 95 %", "and degrading" */
static const char *say_condition(struct arena *a,
				 const struct playbook_trigger *t,
				 const struct metric *m,
				 const struct findings_input *in)
{
	const char *side = t->op == WHEN_ABOVE ? "above" : "below";
	double value = trigger_value(t, m, in);

	if (t->op == WHEN_DEGRADING)
		return "and degrading";
	if (!isnan(t->value))
		return arena_printf(a, "%s %s%s", side, t->text,
				    t->a_week ? " a week" : "");
	return arena_printf(a, "%s the %s of %s", side,
			    m->direction < 0 ? "limit" : "target",
			    m->unit == UNIT_RATE ? say_limit(a, value) :
			    say_value(a, in->config, m, value));
}

/* " (18 of 55, 21.8\u201345.9 %)" of what was counted. */
static const char *say_parts(struct arena *a, const struct figure *f)
{
	if (f->metric->unit != UNIT_RATE || f->n == NUM_NULL ||
	    f->x == NUM_NULL)
		return "";
	if (isnan(f->low) || isnan(f->high))
		return arena_printf(a, " (%s)", say_share(a, f->x, f->n));
	return arena_printf(a, " (%s, %s)", say_share(a, f->x, f->n),
			    say_rate_range(a, f->low, f->high));
}

/* "Rework rate of Webinars: 32.7 % (18 of 55, ...), above the limit of ..." */
static const char *say_figure(struct arena *a, const struct recommended *r,
			      const struct findings_input *in, bool bold)
{
	const struct figure *f = r->figure;
	const struct metric *m = f->metric;

	const struct playbook_trigger *t = &r->action->trigger;

	return arena_printf(a, "%s of %s: %s%s%s%s%s, %s", m->title,
			    say_scope(a, in->config, &f->scope),
			    bold ? "\x02" : "",
			    say_value(a, in->config, m,
				      trigger_figure(t, f, in)),
			    t->a_week ? " a week" : "",
			    bold ? "\x03" : "", say_parts(a, f),
			    say_condition(a, t, m, in));
}

static const char *say_waste(struct arena *a, const struct recommended *r)
{
	if (isnan(r->wasted))
		return "";
	return arena_printf(a, "; %s took %s a week",
			    waste_name(r->action->saves),
			    say_h(a, r->wasted));
}

void say_problem(struct problem *p, const struct recommended *r,
		 const struct findings_input *in, struct arena *a)
{
	const struct metric *m = r->figure->metric;
	const char *where = say_scope(a, in->config, &p->scope);

	p->title = arena_printf(a, "%s: %s", say_first_upper(a, where),
				m->title);
	p->sentence = arena_printf(a, "%s%s.", say_figure(a, r, in, true),
				   say_waste(a, r));
}

static const char *say_confidence(struct arena *a,
				  const struct recommended *r)
{
	if (!r->verdicts && !r->tries)
		return "not tried yet";
	if (!r->verdicts)
		return arena_printf(a, "tried %d time%s, no verdict yet",
				    r->tries, r->tries == 1 ? "" : "s");
	if (r->verdicts == 1)
		return r->worked ? "worked the one time it was tried" :
				   "did not work the one time it was tried";
	return arena_printf(a, "worked in %d of %d tries", r->worked,
			    r->verdicts);
}

static const char *say_limits(struct arena *a, const struct config *c,
			      const struct playbook_limits *l)
{
	char buf[NUM_TEXT_MAX];
	struct strbuf s = STRBUF_INIT;
	const char *text;

	if (l->budget)
		strbuf_printf(&s, "cost more than %s",
			      money_text(buf, (double)l->budget / MONEY_SCALE,
					 0, c->currency));
	if (*l->brand)
		strbuf_printf(&s, "%s%s", s.len ? "; " : "", l->brand);
	for (size_t i = 0; i < l->n_channels; i++)
		strbuf_printf(&s, "%s%s", i ? ", " : s.len ?
			      "; be used in " : "be used in ",
			      l->channels[i]);
	text = arena_strdup(a, s.s);
	strbuf_release(&s);
	return text;
}

void say_recommended(struct recommended *r, const struct findings_input *in,
		     struct arena *a)
{
	const char *name = waste_name(r->action->saves);
	double left = r->wasted * (1 - r->reduction);

	r->evidence = arena_printf(a, "%s%s.", say_figure(a, r, in, false),
				   say_waste(a, r));
	r->confidence = say_confidence(a, r);
	r->disproof = arena_printf(a, "%s still take more than %s a week "
		"over four complete weeks with it.", say_first_upper(a, name),
		say_h(a, left));
	r->limits = say_limits(a, in->config, &r->action->must_not);
}
