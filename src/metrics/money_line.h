/*
 * metrics/money_line.h - what it cost and what it brought so far, by week.
 *
 * The running sums whose crossing is the payback as it happened: METRICS §8.
 * They begin with the week of the first refinement cost, because from then on
 * there was something to pay back; where none was recorded, with the week of
 * the first cost. Cost is refinement and tools.
 *
 * metrics_compute() fills it in the same pass when a request asks for one.
 */
#ifndef TUNEUP_METRICS_MONEY_LINE_H
#define TUNEUP_METRICS_MONEY_LINE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/date.h"

struct money_line {
	struct period period;	/* wanted: to the end of this one ... */
	struct arena *arena;
	struct period *week;	/* ... and found, complete ones */
	double *cost, *benefit;	/* so far, money */
	size_t n;
	size_t paid;		/* number of the week, from 1, since which
				 * benefit never was below cost; 0: not yet */
	double to_go;		/* what is missing at the end, else 0 */
	const char *why;	/* there is no line, "" */
};

#endif
