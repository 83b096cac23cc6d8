/*
 * findings/input_findings.c - where outputs from incomplete input are surely
 * reworked more: METRICS §5, R06.
 *
 * That they are is measured; that the input is the reason is not, and no
 * sentence says so.
 */
#include <math.h>

#include "findings/audit.h"
#include "findings/build.h"

static const char *rate_words(const struct builder *b, const struct figure *f)
{
	return arena_printf(b->a, "%s (%s)", say_rate(b->a, f->value),
			    say_share(b->a, f->x, f->n));
}

static bool add_by_input(struct builder *b, const char *workflow)
{
	const struct figure *by = now_figure(b, "rework_by_input", workflow);
	const struct figure *bad = now_figure(b, "rework_incomplete",
					      workflow);
	const struct figure *good = now_figure(b, "rework_complete",
					       workflow);
	struct finding *f;
	double hours;

	if (!by || by->verdict != VERDICT_YES)
		return false;
	f = finding_decide(b, "input-rework", workflow, CAUSE_INPUT, by);
	f->block = "input_rework";
	hours = audit_input_hours(b->in, workflow, b->in->now);
	f->hours = isnan(hours) ? 0 : hours;
	f->big = say_pts(b->a, by->value);
	f->title = workflow ?
		arena_printf(b->a, "%s: incomplete input is reworked more",
			     say_workflow(b->in->config, workflow)) :
		"Incomplete input is reworked more";
	f->sentence = arena_printf(b->a,
		"%s " BOLD("%s") " of the outputs from incomplete briefs were "
		"reworked %s, from complete ones %s: %s, range %s. Decide who "
		"completes a brief before the work begins.",
		say_first_upper(b->a, say_where(b->a, b->in->config,
						workflow)),
		rate_words(b, bad), b->now, rate_words(b, good),
		say_points(b->a, by->value),
		say_points_range(b->a, by->low, by->high));
	return true;
}

/* Said of all work, or of the workflows where it is sure. */
void add_input_findings(struct builder *b)
{
	if (add_by_input(b, NULL))
		return;
	for (size_t i = 0; i < b->n_workflows; i++)
		add_by_input(b, b->workflow[i]);
}
