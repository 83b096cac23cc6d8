/*
 * metrics/defect_types.h - which types of defect there are and what they take.
 *
 * A list and not figures: the types are words of the team's own review log,
 * one of which may never come again, so that a row in every week would be
 * mostly gaps. It is handed out like the cases of metrics/cases.h, in the
 * pass that computes the figures, and its sum is the figure `defects`.
 *
 * The unit is that of metrics/escape.h: a row of corrections that names a
 * defect, on its own day, standing for n, found at whatever step or after
 * publication. Its minutes are the correction minutes of that row; a blank is
 * no 0, it is counted apart. Correction minutes of rows that name none are
 * `untyped`: a Pareto that left them out would claim to explain them.
 */
#ifndef TUNEUP_METRICS_DEFECT_TYPES_H
#define TUNEUP_METRICS_DEFECT_TYPES_H

#include <stdint.h>

#include "base/arena.h"
#include "base/date.h"

struct metrics_run;

/* Texts in the list's arena. */
struct defect_type {
	const char *defect;	/* "factual_error" */
	int64_t n;		/* defects */
	int64_t blank;		/* of these without correction minutes */
	double minutes;		/* of the others */
	const char *workflow;	/* most of them were of ... */
	int64_t in_workflow;	/* ... this many */
};

/* Of one period, the most frequent first, then by minutes and text. */
struct defect_list {
	struct period period;	/* wanted ... */
	struct arena *arena;
	struct defect_type *type;	/* ... and found */
	size_t n;
	int64_t total;		/* defects of all types */
	double minutes;
	int64_t untyped;	/* corrected without naming a defect */
	double untyped_minutes;
};

/* Nothing when out is NULL. */
void defect_types_write(const struct metrics_run *run,
			struct defect_list *out);

#endif
