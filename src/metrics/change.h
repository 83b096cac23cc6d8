/*
 * metrics/change.h - the difference of two rates of outputs: METRICS §12.
 * (private to metrics/)
 */
#ifndef TUNEUP_METRICS_CHANGE_H
#define TUNEUP_METRICS_CHANGE_H

#include "metrics/family.h"

/* Outputs of one side: with a known outcome, how many of these count, and
 * without one. */
struct rate_side {
	int64_t known, hit, unknown;
};

/*
 * Write the rate of one side less that of the other, with Newcombe's interval;
 * both have known outcomes. f->n and f->x are those of the first side. The
 * verdict is yes where all of the interval is above 0, no where it is below,
 * incomplete where either side has more unknown outcomes than the limit, and
 * none while the period is not over. Not clear: f->needed more outputs of the
 * first side, its share and the other side as they are.
 */
void change_write(const struct metrics_run *run, struct figure *f,
		  struct rate_side side, struct rate_side other);

#endif
