/*
 * metrics/tornado.h - which input the return depends on most: METRICS §8.
 *
 * Benefit less cost with one input changed at a time, the others as they are,
 * sorted by how far it swings (Howard 1988). It says where to measure better
 * before it is argued about; inputs that move together are not shown together,
 * so that the rows do not add up.
 *
 *	struct tornado_row row[TORNADO_INPUTS];
 *	size_t n = tornado_rows(row, &in);
 */
#ifndef TUNEUP_METRICS_TORNADO_H
#define TUNEUP_METRICS_TORNADO_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/date.h"
#include "metrics/figure.h"

enum tornado_input {
	TORNADO_RATE,		/* value of an hour +-10 % */
	TORNADO_MANUAL,		/* minutes by hand +-20 % */
	TORNADO_RECAPTURE,	/* share of freed hours, 0.5 to 1 */
	TORNADO_CORRECTION,	/* correction minutes, their 80 % interval */
	TORNADO_VOLUME,		/* outputs +-20 % */
	TORNADO_INPUTS
};

struct tornado {
	double benefit;		/* money over the length, recapture 1 */
	double manual;		/* hours by hand in it; NAN = not known */
	double correction;	/* correction hours in it; NAN = not known */
	double correction_share; /* half of their interval, as share of them;
				  * NAN = fewer than four weeks */
	double rate;		/* money per hour: of manual, correction */
	double recapture;
	double invested;	/* hours invested x rate: moves with it */
	double other;		/* amounts and tools: do not */
};

struct tornado_row {
	enum tornado_input input;
	double low, high;	/* factors of the input; shares of recapture */
	bool assumed;		/* no interval of its own: +-20 % */
	double net_low, net_high; /* benefit less cost at low and at high */
};

/* Benefit less cost as it is. */
double tornado_base(const struct tornado *t);
/* Rows of the inputs that are known, the largest swing first; ties as in the
 * enum. Returns how many. */
size_t tornado_rows(struct tornado_row row[TORNADO_INPUTS],
		    const struct tornado *t);
/* The inputs of a period as its total figures have them: benefit, cost,
 * tool_cost, refinement_hours, hourly_rate, manual_hours, correction_hours.
 * False when there is no benefit. */
bool tornado_of(struct tornado *t, const struct figures *f,
		struct period period);

/* "Minutes by hand"; and "Minutes by hand ± 20 %" as a row has it. */
const char *tornado_name(enum tornado_input input);
const char *tornado_words(struct arena *a, const struct tornado_row *row);
/* How far benefit less cost goes between low and high, >= 0. */
double tornado_swing(const struct tornado_row *row);

#endif
