/*
 * findings/audit.h - the 4-point bottleneck audit, run again on the figures:
 * REQUIREMENTS R02, R05-R09, R35.
 *
 *	input		30 min	is what goes in complete, and does it matter?
 *	handoff		45 min	what is re-entered between two tools
 *	checkpoint	30 min	what a review lets through
 *	output		30 min	is more reworked than the limit?
 *
 * Each point has its hours a week at stake, this period and the one before.
 * They add up, no minute counts twice:
 *
 *	input		outputs reworked beyond the rate of complete input, at
 *			the median minutes of a corrected one; only where the
 *			interval of the difference is above zero
 *	handoff		minutes of re-entering and reformatting
 *	checkpoint	what it cost to find defects late (METRICS §7)
 *	output		all corrections and loops, less what input and
 *			checkpoint have of them
 *
 * A point that cannot be said has NAN hours and says what it needs. `clear`
 * is whether the sentence rests on an interval that excludes its limit.
 */
#ifndef TUNEUP_FINDINGS_AUDIT_H
#define TUNEUP_FINDINGS_AUDIT_H

#include "findings/finding.h"

#define AUDIT_POINTS 4

struct audit_point {
	enum cause cause;
	const char *title;	/* "Input analysis" */
	int planned;		/* minutes the article gives it */
	double now, before;	/* hours a week at stake, NAN */
	bool clear;		/* sure that there is something */
	const char *sentence;	/* what the data says; rich, never "" */
};

struct audit {
	struct audit_point point[AUDIT_POINTS];
	double now, before;	/* of all points; NAN when none is known */
	int planned;		/* 135 minutes */
};

/* Texts in the arena. */
void audit_of(struct audit *audit, const struct findings_input *in,
	      struct arena *a);
/* Weeks of a period up to as_of, of at least one day. */
double audit_weeks(const struct findings_input *in, struct period period);
/* Hours a week that outputs reworked beyond the rate of complete input take,
 * of a workflow or (NULL) of all work: 0 where that is not sure, NAN where it
 * is not measured. */
double audit_input_hours(const struct findings_input *in,
			 const char *workflow, struct period period);
/* Hours a week at stake at one point in a period; NAN when it is not
 * measured. */
double audit_hours(const struct findings_input *in, enum cause cause,
		   struct period period);

#endif
