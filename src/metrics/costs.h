/*
 * metrics/costs.h - what refinement and tools cost: METRICS §8 and §16.
 * (private to metrics/)
 *
 * Sums by period, so that the figures of a period and the running sum over
 * all weeks count the same money. Days after as-of have not been paid for.
 */
#ifndef TUNEUP_METRICS_COSTS_H
#define TUNEUP_METRICS_COSTS_H

#include "metrics/cost_list.h"
#include "metrics/family.h"

struct cost_sum {
	int64_t entries;	/* refinement time entries */
	double entry_hours, entry_value;
	int64_t hour_rows, tool_rows, amount_rows;
	double hours;		/* given with costs */
	double tools;		/* money for tools and other */
	double amounts;		/* money for refinement without hours */
	struct {		/* what the doubles above are made from */
		int64_t entry_ms;
		__int128 entry_value, hours, tools, amounts;
	} exact;
};

/* The earlier of two days. */
static inline int32_t min_day(int32_t a, int32_t b)
{
	return a < b ? a : b;
}

/* One sum a period; the caller frees the array. */
struct cost_sum *costs_sum(const struct metrics_run *run,
			   const struct periods *periods);
/* Refinement hours of a sum and their value: those of the entries, or those
 * given with costs at the default rate. NAN when nothing was recorded. */
double costs_hours(const struct cost_sum *c, bool entries);
double costs_value(const struct cost_sum *c, bool entries, double rate);

#endif
