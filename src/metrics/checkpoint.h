/*
 * metrics/checkpoint.h - what checkpoints let through: gaps (R08), reviews
 * that came too late (R12), outputs that passed below their criteria (R33)
 * and altered messages (R13). METRICS §7. (private to metrics/, and to
 * `tuneup explain`, which lists the rows)
 */
#ifndef TUNEUP_METRICS_CHECKPOINT_H
#define TUNEUP_METRICS_CHECKPOINT_H

#include "config/config.h"
#include "metrics/figure.h"
#include "metrics/output.h"
#include "store/facts.h"

struct metrics_run;

/* x of n with its interval; the note where n is 0. */
void share_write(const struct metrics_run *run, struct figure *f, int64_t x,
		 int64_t n, const char *none);

/* ---- altered.c -------------------------------------------------------- */

/* Is a step one of adaptation? */
bool is_adaptation(const char *step);

/* ---- leak.c ----------------------------------------------------------- */

/*
 * An output that passed, held against the acceptance criteria of its step
 * (config_accept). It passed as usable or with a light touch, and was not made
 * again. Below is one with
 *
 *	a mean of its ratings, as given, below `rating`
 *	more minutes of correction, over all its reviews, than
 *	`correction_minutes`; usable without minutes is 0
 *	a defect that one of its reviews names, where `defects: none`
 *
 * A criterion whose measure is missing is not failed.
 */
struct leak {
	bool rating, minutes, defect;	/* the criteria it fails */
	const struct config_accept *accept;
	double rated;			/* mean, in points; NAN: none */
};

/* False: it did not pass, or its step has no criteria. */
bool leak_of(struct leak *out, const struct output *o,
	     const struct facts *facts);
static inline bool is_leak(const struct leak *l)
{
	return l->rating || l->minutes || l->defect;
}
/* "rating 3 below 4, 12.5 correction minutes above 8, a defect" */
const char *leak_words(struct arena *a, const struct leak *l,
		       const struct output *o);

/* ---- late_review.c ---------------------------------------------------- */

/*
 * A review is late when the next step of the same item had started before it:
 * that step's first `started_at`, or its first review where it has none. The
 * next step is the next one of workflows.yaml.
 *
 * - Judged are reviews of single outputs (n = 1) of a documented workflow
 *   whose item has rows of the next step up to today. Others are in neither.
 * - Only of an item's first output at a step: a repeat or redo comes after
 *   the next step by its nature, and counts as a loop.
 * - Where one of the two times is a date only, the later day is late: of one
 *   day nobody knows the hours.
 * - Extra minutes = the correction minutes of the late reviews less what the
 *   reviews in time of the same step and period took on average (the median
 *   is 0 in most weeks); a step with fewer than 3 in time is left out.
 */
#define LATE_REVIEW_MIN 3

struct judged_review {
	const struct fact_day *day;
	size_t row;
	int step;			/* number in workflows.yaml */
	const struct config_workflow *workflow;
	bool late;
	int64_t minutes;		/* of correction, ms; FACT_NULL */
};
typedef void (*judged_review_fn)(void *ctx, const struct judged_review *r);
void judged_reviews_each(const struct facts *corrections,
			 const struct config *config, judged_review_fn visit,
			 void *ctx);

/* ---- publish.c -------------------------------------------------------- */

/* Is the handoff one to the last step, or to `published`? */
bool is_publishing(const struct config *config, const struct facts *handoffs,
		   const struct fact_day *day, size_t row);

/* ---- gap.c ------------------------------------------------------------ */

/*
 * A step is a gap in a period if
 *
 *	it requires a checkpoint, its outputs were counted, and fewer of
 *	them were reviewed than planned (`coverage`), or
 *	a defect that arose there passed it and found no checkpoint at any
 *	step before the one that found it.
 *
 * Coverage is that of METRICS §0. Reviewed of made is counted, not sampled,
 * so it needs no interval. Defects of a coverage gap are those that came by
 * the step and were found later, of the other kind those that passed
 * unchecked; a defect that passed two gaps is one of the workflow. At stake
 * are its correction minutes.
 */
struct gap_cell {
	int64_t reviewed, whole;	/* of a checkpoint; whole 0: not
					 * counted */
	bool thin;			/* fewer reviewed than planned */
	int64_t unchecked;		/* defects that met no checkpoint */
	int64_t defects;		/* of the gap, both kinds */
	int64_t timed;			/* of these, with minutes */
	__int128 ms;			/* their correction */
};

#endif
