/*
 * findings/recommend.c - from findings and triggers to problems, and which
 * approved actions pay for themselves there.
 */
#include "findings/recommend.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/num.h"
#include "findings/audit.h"
#include "findings/recommend_words.h"
#include "findings/trigger.h"
#include "findings/waste.h"

struct builder {
	struct recommendations *out;
	const struct recommend_input *in;
	struct arena *a;	/* out->arena */
	double rate;		/* value of an hour, units of the currency */
	const char *period;	/* "2026-W47" */
	size_t cap;
	size_t *met;		/* a problem's: triggers met, ... */
	size_t *waiting;	/* ... of these under way or cooling down */
	size_t cap_met, cap_waiting;
};

/* ---- problems -------------------------------------------------------- */

static bool is_all_work(const struct scope *s)
{
	static const struct scope all = { { NULL } };

	return scope_same(s, &all);
}

/* Parts of a workflow are the workflow's problem; components and inputs are
 * everybody's. Other cuts stand for themselves. */
struct scope problem_scope(const struct scope *s)
{
	struct scope scope = *s;

	if (scope.dim[SCOPE_WORKFLOW]) {
		scope = (struct scope){ { NULL } };
		scope.dim[SCOPE_WORKFLOW] = s->dim[SCOPE_WORKFLOW];
	}
	scope.dim[SCOPE_COMPONENT] = NULL;
	scope.dim[SCOPE_INPUT] = NULL;
	scope.dim[SCOPE_FIELD] = NULL;
	return scope;
}

static const char *problem_id(struct arena *a, enum cause cause,
			      const struct scope *s)
{
	const char *id = playbook_cause_words[cause - CAUSE_INPUT];

	for (int d = 0; d < SCOPE_DIMS; d++)
		if (s->dim[d])
			id = arena_printf(a, "%s:%s", id, s->dim[d]);
	return id;
}

const char *option_letter(size_t i)
{
	static const char *const letter[RECOMMEND_SHOWN] = { "A", "B", "C" };

	return i < RECOMMEND_SHOWN ? letter[i] : "";
}

static struct problem *problem_at(struct builder *b, enum cause cause,
				  const struct scope *figure_scope)
{
	struct recommendations *r = b->out;
	struct scope scope = problem_scope(figure_scope);
	size_t n = r->n;

	for (size_t i = 0; i < n; i++)
		if (r->item[i].cause == cause &&
		    scope_same(&r->item[i].scope, &scope))
			return &r->item[i];
	vec_reserve(&r->item, n, &b->cap);
	vec_reserve(&b->met, n, &b->cap_met);
	vec_reserve(&b->waiting, n, &b->cap_waiting);
	b->met[n] = b->waiting[n] = 0;
	r->item[n] = (struct problem){
		.id = problem_id(b->a, cause, &scope), .cause = cause,
		.scope = scope, .title = "", .sentence = "", .says = ""
	};
	return &r->item[r->n++];
}

/* Something to decide, or a change for the worse that is sure. */
static bool is_problem(const struct finding *f)
{
	return f->use == FINDING_DECIDE ||
	       (f->use == FINDING_CHANGE && f->tone < 0 &&
		f->certainty == SURE);
}

static struct scope finding_scope(const struct finding *f)
{
	const char *colon = strchr(f->id, ':');
	struct scope scope = { { NULL } };

	if (f->figure)
		return f->figure->scope;
	scope.dim[SCOPE_WORKFLOW] = colon ? colon + 1 : NULL;
	return scope;
}

static enum cause finding_cause(const struct finding *f)
{
	return f->cause == CAUSE_NONE ? CAUSE_OUTPUT : f->cause;
}

static void take_findings(struct builder *b, enum finding_use use)
{
	const struct findings *found = b->in->findings;

	for (size_t i = 0; i < found->n; i++) {
		const struct finding *f = &found->item[i];
		struct scope scope = finding_scope(f);
		struct problem *p;

		if (f->use != use || !is_problem(f))
			continue;
		p = problem_at(b, finding_cause(f), &scope);
		if (p->finding)
			continue;
		p->finding = f;
		p->title = f->title;
		p->sentence = f->sentence;
	}
}

/* ---- one action ------------------------------------------------------ */

static bool limits_hold(const struct builder *b,
			const struct playbook_action *a,
			const struct scope *scope)
{
	const struct playbook_limits *l = &a->must_not;
	const char *channel = scope->dim[SCOPE_CHANNEL];

	if (l->budget &&
	    playbook_spends(b->in->found->config, a) > l->budget)
		return false;
	if (!playbook_has_owner(b->in->found->config, a))
		return false;
	for (size_t i = 0; channel && i < l->n_channels; i++)
		if (!strcmp(l->channels[i], channel))
			return false;
	return true;
}

/* Does a decision of `then` keep the action from being proposed today? */
static bool keeps_back(const struct past_decision *then,
		       const struct playbook_action *a, double wasted,
		       int32_t today)
{
	if (then->state == DECISION_OPEN)
		return true;
	if (then->state != DECISION_REJECTED ||
	    today - then->day >= 7 * a->cool_down_weeks)
		return false;
	return !(wasted >= then->hours * RECOMMEND_GREW);
}

static bool is_waiting(const struct builder *b,
		       const struct playbook_action *a,
		       const struct scope *scope, double wasted)
{
	struct scope where = problem_scope(scope);
	struct period now = b->in->found->now;

	for (size_t i = 0; i < b->in->n_past; i++) {
		const struct past_decision *d = &b->in->past[i];

		if (now.kind == PERIOD_WEEK && d->asked >= now.first)
			continue;
		if (!strcmp(d->action, a->id) &&
		    scope_same(&d->scope, &where) &&
		    keeps_back(d, a, wasted, b->in->found->as_of))
			return true;
	}
	return false;
}

/* What earlier tries say, anywhere. */
static void learn(const struct builder *b, struct recommended *r)
{
	double sum = RECOMMEND_KAPPA * r->action->reduction;

	for (size_t i = 0; i < b->in->n_past; i++) {
		const struct past_decision *d = &b->in->past[i];

		if (strcmp(d->action, r->action->id) != 0)
			continue;
		r->worked += d->effect == EFFECT_WORKED;
		r->verdicts += d->effect == EFFECT_WORKED ||
			       d->effect == EFFECT_WORSE ||
			       d->effect == EFFECT_LESS;
		if (d->effect == EFFECT_NONE || isnan(d->reduction))
			continue;
		r->tries++;
		sum += d->reduction;
	}
	/* never more than all of it was observed, never less than nothing */
	r->reduction = fmin(1, fmax(0, sum / (RECOMMEND_KAPPA + r->tries)));
	r->works = (r->worked + 1.0) / (r->verdicts + 2.0);
}

/* What bad input costs all work is the audit's number, and no more. */
static double wasted_hours(const struct builder *b,
			   const struct playbook_action *a,
			   const struct scope *scope)
{
	double hours = waste_hours(b->in->found, a->saves, scope);
	double input;

	if (a->cause != PLAYBOOK_INPUT || !is_all_work(scope))
		return hours;
	input = audit_hours(b->in->found, CAUSE_INPUT, b->in->found->now);
	return isnan(input) ? hours : fmin(hours, fmax(input, 0));
}

static struct recommended weigh(const struct builder *b,
				const struct playbook_action *a,
				const struct figure *f)
{
	struct recommended r = {
		.action = a, .figure = f,
		.wasted = wasted_hours(b, a, &f->scope),
		.setup = (double)a->setup / MS_PER_HOUR,
		.evidence = "", .confidence = "", .disproof = "", .limits = ""
	};

	learn(b, &r);
	r.hours = r.wasted * r.reduction * r.works -
		  r.setup / RECOMMEND_WEEKS;
	r.money = r.hours * b->rate;
	return r;
}

/* Keep an action once a problem, where it brings most. */
static void offer(struct builder *b, struct problem *p,
		  const struct recommended *r)
{
	if (!(r->hours > 0))
		return;
	for (size_t i = 0; i < p->n; i++) {
		if (p->action[i].action != r->action)
			continue;
		if (r->hours > p->action[i].hours)
			p->action[i] = *r;
		return;
	}
	if (!p->action)
		p->action = arena_array(b->a, b->in->playbook->n_actions,
					sizeof *p->action);
	p->action[p->n++] = *r;
}

/* ---- triggers -------------------------------------------------------- */

static bool is_now(const struct builder *b, const struct figure *f)
{
	struct period now = b->in->found->now;

	return f->period.kind == now.kind && f->period.first == now.first &&
	       f->period.last == now.last;
}

static void try_figure(struct builder *b, const struct playbook_action *a,
		       const struct figure *f)
{
	enum cause cause = (enum cause)(a->cause + (int)CAUSE_INPUT);
	struct recommended r;
	struct problem *p;
	size_t at;

	if (!limits_hold(b, a, &f->scope) ||
	    !trigger_met(&a->trigger, f, b->in->found, b->a))
		return;
	p = problem_at(b, cause, &f->scope);
	at = (size_t)(p - b->out->item);
	if (!b->met || !b->waiting)
		BUG("a problem without its counts");
	b->met[at]++;
	r = weigh(b, a, f);
	if (is_waiting(b, a, &f->scope, r.wasted))
		b->waiting[at]++;
	else
		offer(b, p, &r);
	if (!p->finding && !*p->sentence)
		say_problem(p, &r, b->in->found, b->a);
}

static void try_triggers(struct builder *b)
{
	const struct playbook *book = b->in->playbook;
	const struct figures *figures = b->in->found->figures;

	for (size_t i = 0; i < figures->n; i++) {
		const struct figure *f = &figures->item[i];
		unsigned scope;

		if (!is_now(b, f) || !(scope = trigger_scope(&f->scope)))
			continue;
		for (size_t k = 0; k < book->n_actions; k++) {
			const struct playbook_action *a = &book->actions[k];

			if ((a->scopes & scope) &&
			    !strcmp(a->trigger.metric, f->metric->id))
				try_figure(b, a, f);
		}
	}
}

/* ---- order ----------------------------------------------------------- */

static int by_hours(const void *x, const void *y)
{
	const struct recommended *a = x, *b = y;

	if (a->hours != b->hours)
		return a->hours < b->hours ? 1 : -1;
	return strcmp(a->action->id, b->action->id);
}

static double best_hours(const struct problem *p)
{
	return p->n ? p->action[0].hours : 0;
}

static bool comes_before(const struct problem *a, const struct problem *b)
{
	if (a->finding || b->finding)
		return a->finding && !b->finding;
	return best_hours(a) > best_hours(b);
}

/* Insertion keeps findings in the order in which they were found. */
static void sort_problems(struct recommendations *r)
{
	for (size_t i = 1; i < r->n; i++) {
		struct problem x = r->item[i];
		size_t at = i;

		for (; at > 0 && comes_before(&x, &r->item[at - 1]); at--)
			r->item[at] = r->item[at - 1];
		r->item[at] = x;
	}
}

static void finish_problem(struct builder *b, struct problem *p, size_t met,
			   size_t waiting)
{
	if (p->n)
		qsort(p->action, p->n, sizeof *p->action, by_hours);
	p->n_shown = p->n < RECOMMEND_SHOWN ? p->n : RECOMMEND_SHOWN;
	p->advice = p->n ? ADVICE_ACTIONS :
		    !met ? ADVICE_NO_MATCH :
		    waiting == met ? ADVICE_WAITING : ADVICE_NONE_PAYS;
	p->says = say_advice(p->advice);
	for (size_t i = 0; i < p->n; i++)
		say_recommended(&p->action[i], b->in->found, b->a);
}

/* ---- the same minutes ------------------------------------------------ */

/* Minutes of all work hold those of every part of it. */
static bool overlap(const struct problem *a, const struct problem *b)
{
	return scope_same(&a->scope, &b->scope) || is_all_work(&a->scope) ||
	       is_all_work(&b->scope);
}

/* Both would save the same minutes, or the playbook says that one is taken. */
static bool are_rivals(const struct playbook_action *a,
		       const struct playbook_action *b)
{
	return waste_minutes(a->saves) == waste_minutes(b->saves) ||
	       (*a->either_or && !strcmp(a->either_or, b->either_or));
}

static bool has_rival(const struct recommendations *r,
		      const struct problem *p, const struct recommended *mine)
{
	for (size_t i = 0; i < r->n; i++) {
		const struct problem *q = &r->item[i];

		for (size_t k = 0; overlap(p, q) && k < q->n_shown; k++)
			if (&q->action[k] != mine &&
			    are_rivals(q->action[k].action, mine->action))
				return true;
	}
	return false;
}

static void mark_either_or(struct recommendations *r)
{
	for (size_t i = 0; i < r->n; i++)
		for (size_t k = 0; k < r->item[i].n_shown; k++)
			r->item[i].action[k].either_or = has_rival(
				r, &r->item[i], &r->item[i].action[k]);
}

/* ---- sums ------------------------------------------------------------ */

enum { MINUTES = 3 };		/* numbers of waste_minutes() */

/* The best of a problem's shown actions on some minutes. */
static double best_on(const struct problem *p, int minutes)
{
	double best = 0;

	for (size_t i = 0; i < p->n_shown; i++)
		if (waste_minutes(p->action[i].action->saves) == minutes)
			best = fmax(best, p->action[i].hours);
	return best;
}

static bool is_workflow(const struct problem *p)
{
	return p->scope.dim[SCOPE_WORKFLOW] != NULL;
}

/* Problems of different causes share a workflow's minutes, too. */
static bool is_best_on(const struct recommendations *r, size_t i, int minutes)
{
	double mine = best_on(&r->item[i], minutes);

	for (size_t k = 0; k < r->n; k++) {
		double other = best_on(&r->item[k], minutes);

		if (k != i && scope_same(&r->item[k].scope,
					 &r->item[i].scope) &&
		    (other > mine || (other == mine && k < i)))
			return false;
	}
	return true;
}

/* Sum of E of the shown actions, of those on the same minutes the best:
 * workflows add up; all work and its other cuts hold the same minutes. */
static double recommend_hours(const struct recommendations *r)
{
	double sum = 0;

	for (int minutes = 0; minutes < MINUTES; minutes++) {
		double workflows = 0, other = 0;

		for (size_t i = 0; i < r->n; i++) {
			double best = best_on(&r->item[i], minutes);

			if (!is_workflow(&r->item[i]))
				other = fmax(other, best);
			else if (is_best_on(r, i, minutes))
				workflows += best;
		}
		sum += fmax(workflows, other);
	}
	return sum;
}

/* ---- all of it ------------------------------------------------------- */

/* What an hour is worth: of the hours that were saved, else the default. */
static double hour_value(const struct findings_input *in)
{
	const struct figure *f = figures_get(in->figures, "hourly_rate", NULL,
					     in->now);

	if (f && isfinite(f->value))
		return f->value;
	return (double)in->config->default_rate / MONEY_SCALE;
}

void recommend_build(struct recommendations *out,
		     const struct recommend_input *in)
{
	struct builder b = { .out = out, .in = in, .a = &out->arena };

	*out = (struct recommendations){
		.playbook = in->playbook->there, .note = ""
	};
	b.rate = hour_value(in->found);
	b.period = period_id(b.a, in->found->now,
			     in->found->config->quarter_starts);
	take_findings(&b, FINDING_DECIDE);
	take_findings(&b, FINDING_CHANGE);
	try_triggers(&b);
	for (size_t i = 0; b.met && b.waiting && i < out->n; i++)
		finish_problem(&b, &out->item[i], b.met[i], b.waiting[i]);
	proposal_ids(out->item, out->n, b.period, in->book, b.a);
	sort_problems(out);
	mark_either_or(out);
	out->hours = recommend_hours(out);
	free(b.met);
	free(b.waiting);
}

void recommend_release(struct recommendations *r)
{
	free(r->item);
	arena_release(&r->arena);
	*r = (struct recommendations){ 0 };
}

void recommend_choose(struct recommendations *r, size_t problem,
		      const size_t *chosen, size_t n, const char *wording)
{
	struct problem *p = &r->item[problem];
	struct recommended *order = arena_array(&r->arena, p->n,
						sizeof *order);
	size_t at = 0;

	/* twice over the list, which is in the order of the gain */
	for (int want = 1; want >= 0; want--)
		for (size_t i = 0; i < p->n; i++) {
			int is = 0;

			for (size_t k = 0; k < n; k++)
				is |= chosen[k] == i;
			if (is == want)
				order[at++] = p->action[i];
		}
	p->action = order;
	p->n_shown = n;
	if (*wording)
		p->wording = arena_strdup(&r->arena, wording);
	mark_either_or(r);
	r->hours = recommend_hours(r);
}

const struct problem *problem_of(const struct recommendations *r,
				 const struct finding *f)
{
	struct scope scope = finding_scope(f);

	if (!r || !is_problem(f))
		return NULL;
	scope = problem_scope(&scope);
	for (size_t i = 0; i < r->n; i++)
		if (r->item[i].cause == finding_cause(f) &&
		    scope_same(&r->item[i].scope, &scope))
			return &r->item[i];
	return NULL;
}
