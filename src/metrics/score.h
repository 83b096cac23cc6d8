/*
 * metrics/score.h - one consistency score, or one difference of two rates,
 * taken apart for `tuneup explain`.
 *
 * metrics_compute() fills it in the same pass when a request asks for one.
 * METRICS §3, §4.
 */
#ifndef TUNEUP_METRICS_SCORE_H
#define TUNEUP_METRICS_SCORE_H

#include "metrics/figure.h"
#include "metrics/moments.h"

/* Ratings of a workflow step in the period: they count from 5 rated outputs
 * and 30 % of those with a known outcome on. */
struct score_step {
	const char *workflow, *step;
	int64_t outputs, rated;
	bool kept, one_rater;
	int adjusted;		/* raters whose own offset is taken away */
};

struct score_detail {
	/* wanted */
	const struct metric *metric;
	struct scope scope;
	struct period period;
	struct arena *arena;	/* for the steps and their texts */
	/* found: all 0 when there is no such figure */
	struct spread own, pool;	/* of the qualities */
	struct spread all;	/* own and the 4 pseudo-outputs */
	double error;		/* standard error, NAN = no variation */
	double outcome, effort, rating;	/* weights */
	struct score_step *step;
	size_t n_steps;
	/* Of a difference of two rates: outputs with a known outcome of what
	 * it is compared with (the version before, outputs with complete
	 * input) and how many of them count; the other side's are n and x. */
	int64_t before_n, before_x;
};

#endif
