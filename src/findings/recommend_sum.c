/* The shown actions together: minutes that two of them would save are saved
 * once. */
#include "findings/recommend_weigh.h"

#include <math.h>
#include <string.h>

#include "findings/waste.h"

/* ---- the same minutes ------------------------------------------------ */

/* Minutes of all work hold those of every part of it. */
static bool overlap(const struct problem *a, const struct problem *b)
{
	return scope_same(&a->scope, &b->scope) || scope_is_all(&a->scope) ||
	       scope_is_all(&b->scope);
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
static double hours_of(const struct recommendations *r)
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

void recommend_sum(struct recommendations *r)
{
	mark_either_or(r);
	r->hours = hours_of(r);
}
