#include "metrics/target.h"

#include <math.h>
#include <string.h>

double metric_target(const struct config *c, const struct metric *m,
		     enum period_kind kind)
{
	const struct config_thresholds *l = &c->limits;

	if (!strcmp(m->id, "rework"))
		return l->rework_limit;
	if (!strcmp(m->id, "usable"))
		return l->usable_target > 0 ? l->usable_target : (double)NAN;
	if (!strcmp(m->id, "fix_to_save"))
		return l->fix_to_save_warn;
	if (!strcmp(m->id, "unknown"))
		return l->unknown_limit;
	if (!strcmp(m->id, "days_since_tuning"))
		return l->tuning_gap;
	/* The target is a week's; a quarter's sum has none. */
	if (!strcmp(m->id, "net_hours") && kind == PERIOD_WEEK)
		return l->net_hours_target;
	return (double)NAN;
}
