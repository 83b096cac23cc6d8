/*
 * metrics/pools.h - ratings and the 13 weeks behind a score: METRICS §3, §16.
 * (private to metrics/)
 *
 * The pool of a period is max(91 days, the period) to its end. In it each
 * rater's own offset is taken, and with these the quality of every rated
 * output of the pool: so a rated output has a quality in each pool it is in,
 * and what counts in its own period's cell is known only when all outputs
 * were seen.
 *
 * Days between two borders (first days of periods and of pools, days after
 * their last) are in the same pools: they are a *span*. Outputs without a
 * rating are added up by span and step at once; rated ones are kept, 16 bytes
 * each, with the row of their first review for their dimensions. Pools are
 * walked in order: of the next one only the spans that come in and go out
 * change the raters' sums, which are whole numbers.
 *
 * Where the definitions leave room:
 * - Coverage of ratings is that of the outputs with a known outcome.
 * - Rater offsets are those of the rating cell's own workflow step.
 */
#ifndef TUNEUP_METRICS_POOLS_H
#define TUNEUP_METRICS_POOLS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "config/config.h"
#include "metrics/accumulate.h"
#include "metrics/moments.h"
#include "metrics/output.h"
#include "metrics/quality.h"
#include "store/facts.h"

#define POOL_DAYS 91

/* A workflow step in a period, and its pool. */
struct step_pool {
	struct spread pool;	/* quality of the pool's outputs */
	struct spread unrated_pool;	/* with weights quality_unrated */
	struct moments unrated;	/* ... of the period's own outputs */
	int64_t outputs, rated;	/* of the period, with known outcome */
	int64_t rater;		/* the only one, 0 = not named */
	bool raters;		/* there are others, too */
	bool kept;		/* ratings count: METRICS §3 */
	int adjusted;		/* raters whose offset is taken away */
};

struct pool_step { int64_t workflow, step; };	/* dimension ids */

struct pools;
struct pools *pools_new(const struct periods *periods,
			const struct facts *facts,
			const struct config_thresholds *limits);
void pools_free(struct pools *p);		/* NULL is fine */

/* One output with a known class; returns the number of its step, or -1 when
 * its day is in no pool. */
int64_t pools_add(struct pools *p, const struct output *o, struct quality q);

/* Walk all pools, once. Each rated output of a period is handed out with its
 * dimensions, number n and quality; quality NAN: no part of it counts. */
typedef void (*rated_fn)(void *ctx, const struct output *o, size_t period,
			 uint32_t step, double quality, bool one_rater);
void pools_walk(struct pools *p, rated_fn each, void *ctx);

/* After the walk. NULL: the step has no output with known class there. */
const struct step_pool *pools_at(struct pools *p, size_t period,
				 uint32_t step);
size_t pools_steps(const struct pools *p);
struct pool_step pools_step(const struct pools *p, uint32_t step);

#endif
