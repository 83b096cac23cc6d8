/*
 * metrics/new_friction.h - friction points that the period before did not
 * have: REQUIREMENTS R35.
 *
 * A friction point is an edge of a workflow at which minutes were lost or a
 * format did not fit, or a type of defect in a workflow. It is new when the
 * period of the same kind before had none of it, though it had handoffs (or
 * defects) of that workflow at all: of what was not recorded then nothing can
 * be new. `after` names the tool change of the workflow (or of all work) that
 * lies nearest before its first day in the period, at most NEW_FRICTION_DAYS
 * before: what changed, not proof of a cause.
 *
 * metrics_compute() fills it in the same pass when a request asks for one.
 * A row with n > 1 stands for n. Order: minutes, then number, then names.
 */
#ifndef TUNEUP_METRICS_NEW_FRICTION_H
#define TUNEUP_METRICS_NEW_FRICTION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/date.h"

#define NEW_FRICTION_DAYS 91

struct new_friction_point {
	bool is_edge;		/* else a type of defect */
	const char *workflow;	/* id, "" = none */
	const char *what;	/* "draft > adapt", "tone" */
	int32_t first;		/* its first day in the period */
	int64_t n;		/* handoffs with friction, defects */
	double minutes;		/* lost, or of correction; 0: none recorded */
	const char *after;	/* event in the team's words, NULL */
	int32_t after_day;
};

struct new_friction {
	struct period period, before;	/* wanted ... */
	struct arena *arena;		/* for the points and their texts */
	struct new_friction_point *point; /* ... and found */
	size_t n;
	/* Did the period before have handoffs, defects at all? */
	bool had_edges, had_defects;
};

#endif
