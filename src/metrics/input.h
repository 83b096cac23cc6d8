/*
 * metrics/input.h - how good the inputs are, whether that makes rework, and
 * which items had no brief: METRICS §5 and §16 "Inputs", R06, R11.
 * (private to metrics/)
 *
 * Where the definitions leave room:
 * - A figure of all inputs, or of one, is of every record ever audited, each
 *   by its latest audit not after the period's end (and today): a level, as
 *   of that day. A period without an audit has the level of the one before;
 *   the note says how many records were audited in the period.
 * - A figure of a workflow is of the records that its outputs of the period
 *   name in brief_id, each once.
 * - The five parts are counts of cells, no sample: they have no interval.
 * - The gate looks at each critical field of the scope by itself. A field in
 *   order is one whose state is ok.
 * - The brief of an output is that of its first review. Found is an id that
 *   exactly one audited record has: one that records of two inputs share
 *   names neither. A log that lists only corrected outputs has no rework rate
 *   and is left out; so are counts of outputs that nobody reviewed.
 * - Brief coverage is of items: a workflow and an item id with an output in
 *   the period. Its brief is what its outputs of the period name, blanks
 *   aside; outputs that name different ids have no one brief. A row that
 *   stands for n outputs is n items.
 * - What no audit knows is no brief only where that workflow's briefs are
 *   audited: one was found up to today. A workflow that names briefs and had
 *   none audited is not measured, and not in the total. Where no review in
 *   the store names a brief, the column is missing, and nothing is measured.
 */
#ifndef TUNEUP_METRICS_INPUT_H
#define TUNEUP_METRICS_INPUT_H

#include "metrics/audits.h"
#include "metrics/change.h"
#include "metrics/family.h"

/* Cells of a field by their state. */
struct field_sum {
	int64_t state[INPUT_INCONSISTENT + 1];
};

/* Of a scope and period. */
struct input_level {
	const struct audits *audits;
	const struct field_sum *field; /* of every field of audits */
	int64_t input;		       /* only fields of this one; 0: of all */
	int64_t records, fresh; /* records, and those audited in the period */
	const char *none;	/* why there are no cells */
};

/* Rework by how complete the brief was, of a workflow or the total. */
struct link_cell {
	struct rate_side complete, incomplete;
	int64_t outputs;   /* all, that could have a rate */
	int64_t unsaid;	   /* brief found, no critical field said */
	int64_t not_found; /* no brief, or none that was found */
	int64_t refused;   /* in a log that lists only corrected ones */
};

/* ---- input_figures.c --------------------------------------------------- */

void input_write(const struct metrics_run *run, const struct scope *scope,
		 struct period period, const struct input_level *level);
/* Which critical field caps a score, in words: "audience of brief is 71.2 %
 * complete, below 80 %"; in the arena. NULL where none does. */
const char *input_capped_by(struct arena *a, const struct figure *score,
			    const struct config *config);
/* Of a field that has cells. */
void input_field_write(const struct metrics_run *run, const struct scope *scope,
		       struct period period, const struct field_sum *sum);
void link_write(const struct metrics_run *run, const struct scope *scope,
		struct period period, const struct link_cell *c,
		const char *none);

/* ---- briefs.c ---------------------------------------------------------- */

struct briefs;
struct briefs *briefs_new(const struct metrics_run *run,
			  const struct audits *audits);
/* Of every output up to today, and of those of the periods. */
void briefs_look(struct briefs *b, const struct output *o);
void briefs_add(struct briefs *b, const struct output *o);
/* Did an output name a brief? */
bool briefs_named(const struct briefs *b);
/* none: why there is nothing to say, or NULL. */
void briefs_write(struct briefs *b, const char *none);
void briefs_free(struct briefs *b); /* NULL is fine */

#endif
