/*
 * findings/trigger.h - when an approved action comes into question.
 *
 * A trigger is a metric, a condition and the scopes where it may be met. It
 * is met only surely: where a figure has an interval, all of it must lie on
 * the condition's side; an unfinished period, an immature figure or one with
 * too many unknown outcomes never meets it.
 */
#ifndef TUNEUP_FINDINGS_TRIGGER_H
#define TUNEUP_FINDINGS_TRIGGER_H

#include "config/playbook.h"
#include "findings/finding.h"

/*
 * playbook_read()'s judge: reads the value in the metric's unit, chooses the
 * minutes that go with the metric, and says what is wrong: a metric that is
 * none, a unit that is not the metric's, a limit the workspace does not have,
 * a condition that can never hold or that holds when all is well, scopes at
 * which the metric or the minutes have no figure.
 */
void trigger_judge(struct playbook_action *a, struct playbook_judgement *j);

/* Where a figure stands as a word of `scopes`; 0: at none of them. */
unsigned trigger_scope(const struct scope *scope);

/* What the figure is held against: the value of the trigger, or the limit or
 * target of the workspace; NAN for `degrading`. */
double trigger_value(const struct playbook_trigger *t, const struct metric *m,
		     const struct findings_input *in);

/* The figure's value, a week where the trigger says so. */
double trigger_figure(const struct playbook_trigger *t, const struct figure *f,
		      const struct findings_input *in);

/* The figure is one of the trigger's metric and of the period. */
bool trigger_met(const struct playbook_trigger *t, const struct figure *f,
		 const struct findings_input *in, struct arena *a);

#endif
