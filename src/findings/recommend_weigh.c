/* What an action is worth at one problem: allowed, not under way, and by what
 * it saved before. */
#include "findings/recommend_weigh.h"

#include <math.h>
#include <string.h>

#include "base/num.h"
#include "findings/audit.h"
#include "findings/waste.h"

bool action_may(const struct recommend_input *in,
		const struct playbook_action *a,
		const struct scope *scope)
{
	const struct playbook_limits *l = &a->must_not;
	const char *channel = scope->dim[SCOPE_CHANNEL];

	if (l->budget &&
	    playbook_spends(in->found->config, a) > l->budget)
		return false;
	if (!playbook_has_owner(in->found->config, a))
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

bool action_waits(const struct recommend_input *in,
		  const struct playbook_action *a,
		  const struct scope *scope, double wasted)
{
	struct scope where = problem_scope(scope);
	struct period now = in->found->now;

	for (size_t i = 0; i < in->n_past; i++) {
		const struct past_decision *d = &in->past[i];

		if (now.kind == PERIOD_WEEK && d->asked >= now.first)
			continue;
		if (!strcmp(d->action, a->id) &&
		    scope_same(&d->scope, &where) &&
		    keeps_back(d, a, wasted, in->found->as_of))
			return true;
	}
	return false;
}

/* What earlier tries say, anywhere. */
static void learn(const struct recommend_input *in, struct recommended *r)
{
	double sum = RECOMMEND_KAPPA * r->action->reduction;

	for (size_t i = 0; i < in->n_past; i++) {
		const struct past_decision *d = &in->past[i];

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
static double wasted_hours(const struct recommend_input *in,
			   const struct playbook_action *a,
			   const struct scope *scope)
{
	double hours = waste_hours(in->found, a->saves, scope);
	double input;

	if (a->cause != PLAYBOOK_INPUT || !scope_is_all(scope))
		return hours;
	input = audit_hours(in->found, CAUSE_INPUT, in->found->now);
	return isnan(input) ? hours : fmin(hours, fmax(input, 0));
}

struct recommended action_weigh(const struct recommend_input *in,
				const struct playbook_action *a,
				const struct figure *f, double rate)
{
	struct recommended r = {
		.action = a, .figure = f,
		.wasted = wasted_hours(in, a, &f->scope),
		.setup = (double)a->setup / MS_PER_HOUR,
		.evidence = "", .confidence = "", .disproof = "", .limits = ""
	};

	learn(in, &r);
	r.hours = r.wasted * r.reduction * r.works -
		  r.setup / RECOMMEND_WEEKS;
	r.money = r.hours * rate;
	return r;
}
