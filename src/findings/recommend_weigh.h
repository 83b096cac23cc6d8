/*
 * findings/recommend_weigh.h - what an action is worth at a problem, and what
 * all that are shown are worth together (private to recommend*.c).
 */
#ifndef TUNEUP_FINDINGS_RECOMMEND_WEIGH_H
#define TUNEUP_FINDINGS_RECOMMEND_WEIGH_H

#include "findings/recommend.h"

/* All work: no cut of it. */
static inline bool scope_is_all(const struct scope *s)
{
	static const struct scope all = { { NULL } };

	return scope_same(s, &all);
}

/* Do the playbook's limits of the action hold there: budget, owner, channel? */
bool action_may(const struct recommend_input *in,
		const struct playbook_action *a, const struct scope *scope);
/* Is it under way there, or cooling down after a rejection? */
bool action_waits(const struct recommend_input *in,
		  const struct playbook_action *a, const struct scope *scope,
		  double wasted);
/* E and what it is made of; rate: what an hour is worth. */
struct recommended action_weigh(const struct recommend_input *in,
				const struct playbook_action *a,
				const struct figure *f, double rate);

/* Which of the shown actions would save the same minutes as another, and the
 * hours of all of them: r->action[].either_or and r->hours. */
void recommend_sum(struct recommendations *r);

#endif
