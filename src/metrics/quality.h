/*
 * metrics/quality.h - how good one output is, 0..1: METRICS §3.
 * (private to metrics/)
 *
 * Quality has up to three parts: the outcome, the effort (correction minutes
 * against the manual minutes) and the rating. The weights of the parts that
 * are there are brought to a sum of 1.
 *
 * An output that counts as rework but has a better word (made again, or
 * judged by its minutes) has the outcome part of a major edit.
 */
#ifndef TUNEUP_METRICS_QUALITY_H
#define TUNEUP_METRICS_QUALITY_H

#include <math.h>
#include <stdint.h>

#include "metrics/output.h"

struct quality_weights { double outcome, effort, rating; };

/* The weights of tuneup.yaml, and those without ratings (0.6/0.4/0) that
 * show how much the choice of weights matters. */
struct quality_weights quality_weights_of(const struct config_thresholds *l);
extern const struct quality_weights quality_unrated;

struct quality {
	double effort;		/* 0..1, NAN = missing */
	uint8_t outcome;	/* a number of quality_outcome[] */
};
enum { QUALITY_USABLE, QUALITY_LIGHT, QUALITY_MAJOR, QUALITY_NONE };
extern const double quality_outcome[];	/* 1, 0.80, 0.35, 0 */

/* Of an output whose class is known. */
struct quality quality_of(const struct output *o);
/* rating is 0..1, or NAN where the part is dropped; NAN when no part with a
 * weight is there. Inline: it is asked of every rated output of 13 weeks. */
static inline double quality_score(const struct quality_weights *w,
				   struct quality q, double rating)
{
	double sum = w->outcome * quality_outcome[q.outcome];
	double weight = w->outcome;

	if (!isnan(q.effort)) {
		sum += w->effort * q.effort;
		weight += w->effort;
	}
	if (!isnan(rating)) {
		sum += w->rating * rating;
		weight += w->rating;
	}
	return weight > 0 ? sum / weight : (double)NAN;
}

#endif
