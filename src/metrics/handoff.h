/*
 * metrics/handoff.h - what handoffs cost, and when they arrived: METRICS §6,
 * §8a and §16 "Handoffs, latency, escapes". (private to metrics/)
 *
 * The unit is a row of the kind handoffs; a row with n > 1 is n handoffs, and
 * its minutes are those of each. It counts on the day it was sent. An *edge*
 * is a pair of steps of a workflow, named "draft > review"; in a scope that
 * name stands for the step.
 *
 * Where the definitions leave room:
 * - F and P of a workflow are those of its edges that have both: one row with
 *   reformat_minutes (0 is recorded, blank is not) and working minutes of the
 *   step that takes over. The minutes of a step are in P once, however many
 *   edges lead to it. The total likewise, over workflows.
 * - P of a workflow whose minutes come from the time sheet is its work,
 *   correction, review and handoff entries of the step.
 * - Ping-pong: of the handoffs of one item in the order of their times
 *   (ties: as they are stored, by source, import and line) one that goes
 *   straight back where the last one came from. It counts on its own day and
 *   edge. Failed handoffs moved nothing; a row that stands for many, or has
 *   no item, is not followed.
 * - A manual step is an edge with a manual handoff in the period. Its
 *   baseline is the edges that were manual in the workflow's first
 *   `baseline_weeks` calendar weeks from its first complete week with a known
 *   mode; edges that nobody used in the period are left out and said, so that
 *   a quiet week is no improvement. Periods that touch those weeks, or come
 *   before, have no baseline; nor has the total before every workflow has.
 * - Latency is of rows with a component; each is held against the limit of
 *   its own, also in the total. Whether what never arrives is recorded is
 *   asked of all rows of the scope up to today: a week in which all arrived
 *   does not become "arrivals only".
 */
#ifndef TUNEUP_METRICS_HANDOFF_H
#define TUNEUP_METRICS_HANDOFF_H

#include "metrics/family.h"
#include "metrics/weighted.h"

/* Why there is no figure where the store has no handoffs at all. */
#define NO_HANDOFFS "not measured yet: needs an export of handoffs"

/* ---- arrival --------------------------------------------------------- */

enum arrival {
	ARRIVED,
	ARRIVED_BEFORE,		/* before it was sent: the clocks differ */
	ARRIVED_NEVER,		/* not until the end of the as-of day */
	ARRIVED_SOMETIME	/* a date without a time: not measured */
};

/* *seconds from sent to received; of ARRIVED_NEVER to the end of the as-of
 * day, which zone_utc() has as `end`. Otherwise untouched. */
enum arrival handoff_arrival(const struct fact_day *day, size_t row,
			     int64_t end, int64_t *seconds);
/* The first second after the day. */
int64_t handoff_end_of(int32_t day);

/* ---- sums ------------------------------------------------------------- */

/* Of a scope and period. Counts are handoffs; ms are milliseconds. */
struct handoff_cell {
	int64_t n;
	int64_t with_mode, manual;
	int64_t with_status, ok, mismatch, failed, retry;
	int64_t with_minutes;	/* handoffs with reformat_minutes */
	__int128 lost;		/* their ms */
	struct weighted wait;	/* hours from sent to received */
	int64_t wait_before, wait_never, wait_sometime; /* not in it */
	int64_t followed, ping_pong;
	/* Friction, of the edges that have both F and P. */
	__int128 friction_lost, friction_work;
	int64_t friction_edges, edges_without_work;
	/* Edges: manual now, manual in the baseline and used now, manual in
	 * the baseline and not used now. */
	int64_t manual_steps, manual_steps_before, manual_steps_unseen;
	bool no_baseline;	/* of a workflow in it */
};

struct handoff_scope {
	struct scope scope;
	bool is_edge;
	bool is_unnamed;	/* workflow (none): no friction */
};

/* ---- handoff_figures.c ------------------------------------------------- */

void handoff_write(const struct metrics_run *run,
		   const struct handoff_scope *scope, struct period period,
		   struct handoff_cell *c);

#endif
