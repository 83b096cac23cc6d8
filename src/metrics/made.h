/*
 * metrics/made.h - how many outputs were made: METRICS §0 "Denominator", §16.
 * (private to metrics/)
 *
 * Rows of kind `outputs` count what a step made, reviewed or not. Where they
 * exist for a workflow step in a period, the whole is
 *
 *	N = max(Σ outputs, reviewed)
 *
 * of that step and period, and N − reviewed are *unlisted*: nobody reviewed
 * them, or the review log leaves them out. Scopes by tool or item type take
 * the same maximum a tool or type, as long as every row of the step and
 * period names it; one that does not spoils that scope for all, since nobody
 * knows where its outputs belong.
 *
 * Rows of the reserved step `published` count things published, not outputs,
 * and are passed over.
 *
 *	made_init()	reads the rows into sums
 *	made_sum_of()	where an output that was reviewed is added
 *	made_each()	once, afterwards: what each step, tool and type comes to
 *
 * A step's sum stops at MADE_MAX, so that sums of sums fit. Dimension ids are
 * those of the store, the same in every kind's facts.
 */
#ifndef TUNEUP_METRICS_MADE_H
#define TUNEUP_METRICS_MADE_H

#include "metrics/family.h"

#define MADE_MAX INT64_C(1000000000000000)

/* A workflow step in a period that has rows. */
struct made_step {
	uint32_t id;		/* 1, 2, ... */
	bool tools, item_types;	/* every row names it */
	bool usable;		/* `unlisted: usable` */
	bool lists_corrected;	/* the log leaves out what needed nothing */
};

struct made {
	const struct metrics_run *run;
	struct cells steps;	/* of struct made_step, by workflow and step */
	struct cells sums;	/* of struct made_sum, by cut, step, tool and
				 * item type */
};

void made_init(struct made *m, const struct metrics_run *run);
void made_release(struct made *m);

/* The step of an output, NULL: its outputs were not counted in the period. */
const struct made_step *made_step_of(struct made *m, uint32_t period,
				     int64_t workflow, int64_t step);

/* Σ outputs and reviewed outputs of one step in one cell. */
struct made_sum {
	const struct made_step *step;
	struct cell_key whole;	/* the cell of the scope: cut, period, ids */
	int64_t made, reviewed;	/* reviewed is added up by the caller */
};
/* The sum an output belongs to; NULL: the step's counts do not reach the
 * cut. */
struct made_sum *made_sum_of(struct made *m, const struct made_step *s,
			     unsigned cut, uint32_t period,
			     const struct output *o);
/* Does the sum say what a rate is out of? A log of corrected outputs needs
 * something made, and to hear that the others are usable. */
bool made_states(const struct made_sum *sum);

typedef void (*made_fn)(void *ctx, const struct made_sum *sum);
void made_each(const struct made *m, made_fn visit, void *ctx);

#endif
