/*
 * metrics/rework.h - what became of the outputs, in sums: METRICS §1, §4.
 * (private to rework.c and rework_figures.c)
 *
 * rework.c adds every output to the cells of its scopes and periods and adds
 * the wholes up from their parts; rework_figures.c makes rates, minutes and
 * medians of them.
 */
#ifndef TUNEUP_METRICS_REWORK_H
#define TUNEUP_METRICS_REWORK_H

#include "metrics/family.h"
#include "metrics/made.h"

struct rework_cell {
	int64_t outputs;
	/* enum output_class, without refused ones, with unlisted ones */
	int64_t by_class[4];
	int64_t listed;		/* in a log that lists corrected ones only */
	int64_t refused;	/* ... without a denominator: no rate */
	/* Outputs made, where they were counted (metrics/made.h): */
	int64_t made;		/* as the rows have it */
	int64_t whole;		/* N: never fewer than reviewed */
	int64_t reviewed;	/* of these */
	int64_t unlisted[2];	/* N - reviewed: unknown [0], usable [1] */
	int64_t covered;	/* reviewed of coverable, for coverage */
	int64_t coverable;	/* of N, where the log lists all reviews */
	int64_t unstated;	/* made, which states no rate (made_states()) */
	int64_t uncounted;	/* reviewed; counts do not reach this scope */
	int64_t timed;		/* with known correction minutes */
	int64_t corrected;	/* ... above 0 */
	__int128 ms;		/* of the timed ones */
};

/* Corrected outputs, for the median. */
struct corrected { int64_t ms, n; };
struct corrected_list {
	struct corrected *item;
	size_t n, cap;
};

struct rework {
	const struct metrics_run *run;
	struct made made;
	struct cells cells;	/* of struct rework_cell */
	struct cells corrected;	/* of struct corrected_list, by workflow */
};

/* Once, when all outputs were seen: what was made, then the cuts that are
 * added up from others. */
void rework_add_wholes(struct rework *w);
/* The lists of corrected outputs, from workflows to the total. The former are
 * empty then. */
void rework_total_corrected(struct rework *w);

#endif
