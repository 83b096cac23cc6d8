/*
 * metrics/baseline.h - which weeks the limits of a chart rest on.
 *
 * METRICS §0, §1, §16. A baseline is `baseline_weeks` (12) calendar weeks in
 * a row. Which weeks is stored, never their values: values are computed anew,
 * so a restatement flows through to the limits.
 *
 *	pinned     The first published report that showed a workflow pins its
 *	           baseline to the first week shown; rows of older days that
 *	           come later do not move it.
 *	not yet    It begins with the scope's first complete week with n > 0.
 *	rebased    An event of kind baseline_reset (of the workflow, or of all
 *	           when its workflow is blank) ends the segment: the next one
 *	           begins with the first week that begins on or after its day.
 *
 * A scope that has data only after its workflow's pin (a measure that began
 * later, one tool) begins with its own first week: weeks without anything
 * would be no baseline. A scope without a workflow follows the pin of all
 * work and the events of all.
 */
#ifndef TUNEUP_METRICS_BASELINE_H
#define TUNEUP_METRICS_BASELINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/err.h"
#include "config/config.h"
#include "store/store.h"

struct baseline_pin {
	const char *workflow;	/* "" = all work */
	int32_t monday;		/* first week of its baseline */
};

struct baseline_reset {
	const char *workflow;	/* "" = every chart */
	int32_t day;
	const char *text;	/* the event in the team's words */
};

/* Zeroed it is valid: nothing pinned, nothing reset, nothing published. */
struct baselines {
	int weeks;			/* config baseline_weeks */
	struct baseline_pin *pin;	/* by workflow */
	size_t n_pins;
	struct baseline_reset *reset;	/* by day */
	size_t n_resets;
	int32_t *weekly;		/* Mondays of the weeks that published
					 * weekly reports are about, in order */
	size_t n_weekly;
};

/* Read from the store what was published and what was decided up to as_of.
 * Everything lies in the arena. */
int baselines_read(struct baselines *b, struct store *store,
		   const struct config *config, int32_t as_of,
		   struct arena *a, struct err *err);

/* A stretch of weeks with its own centre and limits; it ends where the next
 * one begins. */
struct baseline_segment {
	int32_t first;		/* Monday of its first week */
	int32_t last;		/* Sunday of the last week of its baseline,
				 * cut where the next segment begins */
	const char *text;	/* event that began it, "" for the first */
};

/*
 * Segments of a scope, oldest first: *out in the arena, their number
 * returned. workflow NULL = all work; first_week is the Monday of the scope's
 * first complete week with n > 0 (DAY_NONE: there is none, no segment).
 * Events whose week is not after the first segment's begin no other one.
 */
size_t baseline_segments(struct baseline_segment **out,
			 const struct baselines *b, const char *workflow,
			 int32_t first_week, struct arena *a);

#endif
