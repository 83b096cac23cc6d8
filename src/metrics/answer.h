/*
 * metrics/answer.h - the money of one period, on its way to figures.
 * (private to roi_figures.c, break_even.c, cash.c and running.c)
 */
#ifndef TUNEUP_METRICS_ANSWER_H
#define TUNEUP_METRICS_ANSWER_H

#include "metrics/costs.h"
#include "metrics/roi.h"

struct answer {
	const struct metrics_run *run;
	struct period period;
	const struct cost_sum *costs;
	const struct hours_total *hours;
	double weeks;				/* days to as-of / 7 */
	double invest_hours, invest_value;	/* NAN = none recorded */
	double cost;				/* NAN = none recorded */
	double benefit;				/* NAN = not measured */
	double high_benefit;			/* NAN = no interval */
	double rate;		/* money per net hour; NAN = there is none */
	bool own_rate;		/* of the steps; else the default rate */
};

/* The pure function on this answer; benefit is not NAN. */
struct roi_result answer_roi(const struct answer *a, double recapture);
struct figure *answer_figure(const struct answer *a,
			     const struct metric *metric);
/* A figure of that value; where it is NAN, `none` says why. */
void answer_value(const struct answer *a, const struct metric *metric,
		  double value, const char *none);
/* Why there is no return; NULL: there is one. */
const char *answer_no_roi(const struct answer *a);

/* Why there is no payback. */
#define NONE_INVESTED "no refinement hours or amounts were recorded"

/* ---- cash.c ----------------------------------------------------------- */

/* What was paid, what own hours are worth, what became money. */
void cash_write(const struct answer *a, const struct hours *hours);

/* ---- running.c -------------------------------------------------------- */

/* Benefit and cost added up over the weeks: payback as it happened, what it
 * brought and cost so far, and run->money_line. */
struct running;
struct running *running_new(const struct metrics_run *run,
			    const struct hours *hours);
void running_write(struct running *r, const struct answer *a);
void running_free(struct running *r);		/* NULL is fine */

/* ---- break_even.c ---------------------------------------------------- */

/* hourly_rate is written by roi_figures.c. */
void break_even_write(const struct answer *a);

#endif
