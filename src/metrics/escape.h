/*
 * metrics/escape.h - defects: where they arose, where they were found, and
 * which got out. METRICS §7, §16 "Handoffs, latency, escapes".
 *
 * The unit is a row of corrections that names a `defect`; it stands for n
 * defects and counts on its own day. `step` is where it was found (c),
 * `origin_step` where it arose (o); the order is that of workflows.yaml, and
 * the reserved step `published` comes after the last one. A defect goes
 *
 *	c < o		nowhere: its step names are wrong, it is counted apart
 *	o unknown	into found and escaped only: the origin is blank, or
 *			no step of the documented workflow
 *	c unknown	likewise: the step is not documented
 *	else		into the matrix D[o][c] as well, which gives
 *			effectiveness (defect removal effectiveness, Kan 2002),
 *			distance and the cost of lateness
 *
 * A workflow that is not documented has no order of steps, so all its origins
 * are unknown. Checkpoints are the steps with `checkpoint: yes`.
 *
 * Where the definitions leave room:
 * - Where no row at all up to today has the step `published`, nobody looked
 *   after publication: there is no escape rate, rather than a rate of 0.
 * - The rate's whole is every defect found in the period, whenever its item
 *   was published.
 * - Items published = max(distinct items with an output at the last step,
 *   Σ outputs of it), of documented workflows; a row that stands for n > 1
 *   outputs is n items. A log that lists only corrected outputs needs counts.
 *   A workflow that published nothing in the period keeps its escapes in the
 *   total.
 * - Effectiveness of several checkpoints is Σ/Σ: a defect counts at each one
 *   that it came by, so these have no interval.
 * - Lateness is of defects found after their origin (c > o) whose correction
 *   minutes are known, against the median at distance 0 of their workflow
 *   and type in the 364 days to the period's end (or today). It may be
 *   negative. Fewer than 3 defects there: left out, and counted in the note.
 * - Downstream errors are the defects of known origin found after it, at a
 *   later step or after publication. Every documented step counts as one
 *   with AI, since what is reviewed is AI output. They are counted per 100
 *   items published, as escapes are, so that the two can be compared.
 * - A period that touches the 21 days to today is not mature.
 */
#ifndef TUNEUP_METRICS_ESCAPE_H
#define TUNEUP_METRICS_ESCAPE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "config/config.h"
#include "store/facts.h"

#define ESCAPE_IMMATURE_DAYS 21
#define LATENESS_DAYS 364
#define LATENESS_MIN 3

/* One row that names a defect. */
struct defect {
	const struct config_workflow *documented;	/* NULL: it is not */
	int origin;		/* index of its step, -1 = unknown */
	int caught;		/* likewise; published = number of steps */
	bool escaped;		/* found at `published` */
	int64_t n;		/* defects it stands for */
	int64_t minutes;	/* of correction, ms each; FACT_NULL */
};

/* False: the row names no defect. */
bool defect_of(struct defect *out, const struct config *config,
	       const struct facts *corrections, const struct fact_day *day,
	       size_t row);
/* Found before it arose. */
static inline bool defect_is_misordered(const struct defect *d)
{
	return d->origin >= 0 && d->caught >= 0 && d->caught < d->origin;
}
/* Both steps are known, and in order. */
static inline bool defect_is_placed(const struct defect *d)
{
	return d->origin >= 0 && d->caught >= d->origin;
}
/* "brief > published", "unknown > draft": a cell of the matrix as the step of
 * a scope. `caught` is the step's id. */
#define DEFECT_EDGE " > "
#define DEFECT_UNKNOWN "unknown"
const char *defect_edge(struct arena *a, const struct config_workflow *w,
			int origin, const char *caught);

/* ---- sums (private to metrics/) ------------------------------------- */

/* Of a workflow and period, or of all work. Weights are at most 10^12. */
struct escape_cell {
	int64_t found, escaped;	/* without those found before they arose */
	int64_t no_origin;	/* of these, those of unknown origin */
	int64_t misordered;
	int64_t placed;		/* in the matrix */
	__int128 distance;	/* Σ n·(c - o) of these */
	int64_t caught, passed;	/* Σ over checkpoints: here, and only later */
	int64_t late;		/* c > o, with a median to hold against */
	int64_t late_blank;	/* ... without minutes */
	int64_t late_alone;	/* ... without a median */
	__int128 late_cost;	/* Σ n·2·(minutes - median), ms */
	int64_t items, made;	/* published, as reviewed and as counted */
	int64_t published;	/* the larger, of workflows that can say */
	int64_t out;		/* their escapes */
	int64_t downstream;	/* found after their origin: c > o */
	int64_t passed_on;	/* likewise, of workflows that can say */
	bool countable;		/* a workflow that can say */
};

/* What was ever recorded, up to today: without it there is no rate of 0. */
struct escape_seen {
	bool published;		/* a row at step `published` */
	bool origin;		/* a defect whose origin is known */
};

/* Of a checkpoint and period. */
struct checkpoint_cell {
	int64_t caught, passed;
};

#endif
