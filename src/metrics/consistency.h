/*
 * metrics/consistency.h - the output consistency score: METRICS §3 and §16.
 * (private to metrics/)
 *
 * Each output has a quality of 0..1 from its outcome, its correction minutes
 * and its rating; the score is 1 + 9·max(0, mean - sd/2) over the outputs of
 * a scope and 4 pseudo-outputs of its pool, the 13 weeks of its steps.
 *
 * quality.h has the quality of one output, pools.h the raters, the pools and
 * the memory they take. A log that lists only corrected outputs has no score,
 * as it has no rate.
 */
#ifndef TUNEUP_METRICS_CONSISTENCY_H
#define TUNEUP_METRICS_CONSISTENCY_H

#include "metrics/moments.h"
#include "metrics/output.h"

/* The pure part: a score from the qualities of n outputs and of their pool,
 * to 6 decimals, with its interval; NAN ends where nothing varies. */
struct steady_score {
	double value, low, high;
	double error;		/* standard error */
	struct spread all;	/* the outputs and the 4 pseudo-outputs */
};
struct steady_score steady_score(const struct moments *own,
				 const struct spread *pool);

struct metrics_run;
struct consistency;
struct consistency *consistency_new(const struct metrics_run *run);
void consistency_add(struct consistency *c, const struct output *o);
void consistency_write(struct consistency *c);
void consistency_free(struct consistency *c);	/* NULL is fine */

#endif
