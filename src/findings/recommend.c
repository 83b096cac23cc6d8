/*
 * findings/recommend.c - from findings and triggers to problems, and which
 * approved actions pay for themselves there.
 */
#include "findings/recommend_weigh.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/num.h"
#include "findings/recommend_words.h"
#include "findings/trigger.h"

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

/* ---- triggers -------------------------------------------------------- */

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

	if (!action_may(b->in, a, &f->scope) ||
	    !trigger_met(&a->trigger, f, b->in->found, b->a))
		return;
	p = problem_at(b, cause, &f->scope);
	at = (size_t)(p - b->out->item);
	if (!b->met || !b->waiting)
		BUG("a problem without its counts");
	b->met[at]++;
	r = action_weigh(b->in, a, f, b->rate);
	if (action_waits(b->in, a, &f->scope, r.wasted))
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
	recommend_sum(out);
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
	recommend_sum(r);
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
