/*
 * metrics/quality.c - the quality of one output from its parts.
 */
#include <math.h>

#include "metrics/quality.h"

const struct quality_weights quality_unrated = { 0.6, 0.4, 0 };

const double quality_outcome[] = {
	[QUALITY_USABLE] = 1, [QUALITY_LIGHT] = 0.80, [QUALITY_MAJOR] = 0.35,
	[QUALITY_NONE] = 0
};

struct quality_weights quality_weights_of(const struct config_thresholds *l)
{
	return (struct quality_weights){
		l->consistency_outcome, l->consistency_effort,
		l->consistency_rating
	};
}

static uint8_t outcome_part(const struct output *o)
{
	uint8_t said = o->outcome == OUTCOME_USABLE ? QUALITY_USABLE :
		       o->outcome == OUTCOME_LIGHT ? QUALITY_LIGHT :
		       o->outcome == OUTCOME_MAJOR ? QUALITY_MAJOR :
		       o->outcome != OUTCOME_UNKNOWN ? QUALITY_NONE :
		       o->class == CLASS_USABLE ? QUALITY_USABLE :
						  QUALITY_LIGHT;

	return o->class == CLASS_REWORK && said < QUALITY_MAJOR ?
		       QUALITY_MAJOR : said;
}

struct quality quality_of(const struct output *o)
{
	struct quality q = { .effort = NAN, .outcome = outcome_part(o) };
	int64_t ms = o->correction;

	if (ms == FACT_NULL && o->outcome == OUTCOME_USABLE)
		ms = 0;
	if (ms != FACT_NULL && o->manual != FACT_NULL && o->manual > 0)
		q.effort = 1 - fmin(1, (double)ms / (double)o->manual);
	return q;
}
