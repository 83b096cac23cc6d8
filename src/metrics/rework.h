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

struct rework_cell {
	int64_t outputs;
	int64_t by_class[4];	/* enum output_class, without refused ones */
	int64_t refused;	/* in a log that lists corrected ones only */
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
	struct cells cells;	/* of struct rework_cell */
	struct cells corrected;	/* of struct corrected_list, by workflow */
};

/* Once, when all outputs were seen: the cuts that are made of others. */
void rework_add_wholes(struct rework *w);
/* The lists of corrected outputs, from workflows to the total. The former are
 * empty then. */
void rework_total_corrected(struct rework *w);

#endif
