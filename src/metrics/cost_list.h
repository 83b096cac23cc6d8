/*
 * metrics/cost_list.h - the rows behind a period's cost: METRICS §8.
 *
 * What somebody who adds the costs up with a pencil needs: each row of
 * `costs` that touches the period with the part of its month that lies in it,
 * and the own hours of the time sheet by activity. The sum of `share` is the
 * figure `cost`, and that of the rows that are paid out the figure
 * `paid_out`. A row that counts otherwise (its hours are in the time sheet)
 * is there with a share of 0 and says why.
 *
 * By activity and not by role or person: a role may be one person.
 *
 * metrics_compute() fills it in the same pass when a request asks for one.
 */
#ifndef TUNEUP_METRICS_COST_LIST_H
#define TUNEUP_METRICS_COST_LIST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/date.h"

enum cost_of { COST_OF_TOOLS, COST_OF_OTHER, COST_OF_REFINEMENT, COST_OF_OWN };

struct cost_row {
	enum cost_of of;
	const char *item;	/* "Claude Team, 12 seats"; own hours: the
				 * activity */
	int32_t day;		/* as it is filed; DAY_NONE: own hours */
	double booked;		/* the whole row, money; NAN = no amount */
	double hours;		/* own ones; NAN = none */
	double share;		/* in the period, money */
	int days, month;	/* of its month's days in the period */
	int64_t n;		/* rows or time entries */
	bool elsewhere;		/* its hours are those of the time sheet */
};

/* The largest share first, then by day, item and kind. */
struct cost_list {
	struct period period;	/* wanted ... */
	struct arena *arena;	/* for the rows and their texts */
	struct cost_row *row;	/* ... and found */
	size_t n;
	double paid_out, own;	/* sums of share; 0 where none */
};

struct metrics_run;

/* Is a time entry of that activity a cost of refinement? */
bool activity_is_refinement(int64_t activity);

/* Nothing when out is NULL or of another kind of period. */
void cost_list_write(const struct metrics_run *run, struct cost_list *out);

/*
 * Cents that add up: out[i] of n shares, of which the sum is what `total`
 * rounds to. Each is at most one cent from its own rounding, and a share of
 * whole cents is itself where all are (largest shares first).
 */
void cents_of(int64_t *out, const double *share, size_t n, double total);

#endif
