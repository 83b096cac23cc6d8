/*
 * findings/before_after.h - the baseline weeks against the period: R36, R43.
 *
 * Before are the first baseline weeks of a scope (metrics/baseline.h: pinned
 * by what was published first, cut by a recorded reset), after are the
 * complete weeks that end in the period. As in METRICS §12, rates pool their
 * outputs (after: those of the period's days) and take Newcombe's interval of
 * the difference; all else compares the weekly values, each week once, with
 * Welch's. No interval from fewer than BEFORE_AFTER_WEEKS weeks on a side,
 * but a share may be of a single week now.
 *
 * It says that something changed since the baseline, never why: for that an
 * action has its verdict (effect.h).
 */
#ifndef TUNEUP_FINDINGS_BEFORE_AFTER_H
#define TUNEUP_FINDINGS_BEFORE_AFTER_H

#include "metrics/figure.h"
#include "config/config.h"

#define BEFORE_AFTER_WEEKS 4

struct before_after {
	double before, after;	/* shares or weekly means, NAN */
	double change;		/* after - before */
	double low, high;	/* of the change, NAN = none */
	int weeks0, weeks1;
	const char *why;	/* nothing to compare, "" */
};

struct before_after_input {
	const struct figures *figures;	/* weekly */
	const struct config *config;
	struct period now;
	int32_t as_of;
};

/* The scope's baseline weeks; false: it has none yet. workflow NULL = all. */
bool baseline_weeks_of(struct period *out,
		       const struct before_after_input *in,
		       const char *workflow);
void before_after_of(struct before_after *out,
		     const struct before_after_input *in,
		     const struct metric *metric, const char *workflow);
/* +1: better, -1: worse, 0: no interval, or it holds no change. */
int before_after_side(const struct before_after *c,
		      const struct metric *metric);

/* ---- hours of manual work that nobody misses ------------------------------ */

enum removed_kind { REMOVED_REFORMAT, REMOVED_CORRECTION, REMOVED_LATE,
		    REMOVED_KINDS };

/*
 * Minutes an output at a baseline week and now, and what the difference is
 * worth in hours at the period's number of outputs, so that more work is no
 * loss. Above 0: gone.
 */
struct removed {
	const char *title;	/* "Reformatting at handoffs" */
	struct before_after minutes;	/* an output */
	double hours, low, high;
};
void removed_of(struct removed out[REMOVED_KINDS],
		const struct before_after_input *in);

#endif
