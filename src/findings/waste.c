#include "findings/waste.h"

#include <math.h>
#include <string.h>

#include "findings/audit.h"

static double value_at(const struct findings_input *in, const char *metric,
		       const struct scope *scope)
{
	const struct figure *f = figures_find(in->figures, metric_find(metric),
					      scope, in->now);

	return f ? f->value : (double)NAN;
}

/* NAN only if both are. */
static double sum_of(double a, double b)
{
	if (isnan(a))
		return b;
	return isnan(b) ? a : a + b;
}

static bool only_workflow(const struct scope *scope)
{
	for (int d = 0; d < SCOPE_DIMS; d++)
		if (d != SCOPE_WORKFLOW && scope->dim[d])
			return false;
	return true;
}

double weeks_of(const struct findings_input *in)
{
	return audit_weeks(in, in->now);
}

/* Of a part of a workflow: the mean minutes times the outputs that have
 * them, which is their sum; not more than the whole workflow lost. */
static double fixing_hours_at(const struct findings_input *in,
			      const struct scope *scope)
{
	struct scope whole = { { NULL } };
	const struct figure *f;
	double hours, most;

	whole.dim[SCOPE_WORKFLOW] = scope->dim[SCOPE_WORKFLOW];
	most = sum_of(value_at(in, "correction_hours", &whole),
		      value_at(in, "loop_hours", &whole));
	if (only_workflow(scope))
		return most;
	f = figures_find(in->figures, metric_find("correction_minutes"),
			 scope, in->now);
	if (!f || isnan(f->value) || f->n < 0 || isnan(most))
		return (double)NAN;
	hours = f->value * (double)f->n / 60;
	return fmin(hours, most);
}

static double hours_at(const struct findings_input *in, int saves,
		       const struct scope *scope)
{
	switch (saves) {
	case SAVES_FIXING:
		return fixing_hours_at(in, scope);
	case SAVES_LOOPS:
		return value_at(in, "loop_hours", scope);
	case SAVES_HANDOFFS:
		return value_at(in, "reformat_minutes", scope) / 60;
	case SAVES_REVIEWS:
		return value_at(in, "review_hours", scope);
	case SAVES_LATENESS:
		return value_at(in, "lateness_hours", scope);
	default:
		return (double)NAN;
	}
}

double waste_hours(const struct findings_input *in, int saves,
		   const struct scope *scope)
{
	struct scope all = { { NULL } };
	double hours;

	if (scope->dim[SCOPE_INPUT]) {
		hours = audit_hours(in, CAUSE_INPUT, in->now);
		return isnan(hours) ? hours : fmax(hours, 0);
	}
	if (scope->dim[SCOPE_COMPONENT])
		scope = &all;
	hours = hours_at(in, saves, scope) / weeks_of(in);
	return isnan(hours) ? hours : fmax(hours, 0);
}

const char *waste_name(int saves)
{
	static const char *const name[] = {
		[SAVES_BY_METRIC] = "lost hours",
		[SAVES_FIXING] = "corrections and loops",
		[SAVES_LOOPS] = "rework loops",
		[SAVES_HANDOFFS] = "re-entering and reformatting",
		[SAVES_REVIEWS] = "reviews",
		[SAVES_LATENESS] = "defects found late",
	};

	return name[saves];
}

/* What a late defect costs are correction minutes; so are most of a loop. */
int waste_minutes(int saves)
{
	switch (saves) {
	case SAVES_HANDOFFS:
		return 1;
	case SAVES_REVIEWS:
		return 2;
	default:
		return 0;
	}
}
