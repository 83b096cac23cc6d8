/*
 * metrics/between.h - what changed between two periods, and how sure it is.
 *
 * One comparison for the quarterly's ledger and `tuneup diff`: the same two
 * figures have the same change, interval and word in both.
 */
#ifndef TUNEUP_METRICS_BETWEEN_H
#define TUNEUP_METRICS_BETWEEN_H

#include "config/config.h"
#include "metrics/figure.h"
#include "metrics/stats.h"

struct between {
	double change;		/* after less before, NAN */
	struct interval range;	/* of the change; NAN: none */
};

/*
 * Two figures of one metric and scope; NULL: there is none. Rates by Newcombe
 * (1998); others by the square root of the squares of both halves. No range
 * where either figure has none, is not over or not mature; nor of what is added
 * up since the beginning: one of its sums holds the other.
 */
struct between between_of(const struct config *config,
			  const struct figure *before,
			  const struct figure *after);
/* How sure the range is meant to be: hours and money have ranges of 80 %. */
double between_confidence(const struct config *config,
			  const struct metric *metric);
/* +1: surely more, -1: surely less, 0: no range, or it holds no change. */
int between_side(const struct between *b);

#endif
