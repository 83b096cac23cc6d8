/*
 * cli/explain.h - one figure taken apart. (private to cmd_explain.c and
 * explain_*.c)
 *
 *	explanation_steps()	what was put in, and the arithmetic
 *	explanation_rows()	the files and rows behind it; of a sample
 *				its arithmetic, too
 *	explanation_print()	text in 80 columns, or JSON
 *
 * Values, intervals and verdicts are those of the figure and of the figures
 * it is made of. What stands between them is written out from the same
 * numbers, so that a reader can follow it with a pocket calculator.
 */
#ifndef TUNEUP_CLI_EXPLAIN_H
#define TUNEUP_CLI_EXPLAIN_H

#include "metrics/metrics.h"
#include "store/facts.h"

#define EXPLAIN_ROWS 20		/* listed one by one */

struct explain_step { const char *name, *text; };
struct explain_steps {
	struct explain_step *item;
	size_t n, cap;
};

/* What one import gave to the figure. */
struct explain_file {
	int64_t import;
	const struct fact_kind *kind;
	const char *file, *profile, *sha256;
	int64_t rows;		/* reviews; of other kinds, rows */
	int64_t outputs;	/* corrections only: weights added up */
	int64_t first_line, last_line;
};

/* An output by its last review, or a row of another kind. */
struct explain_row {
	const struct fact_kind *kind;
	int64_t import, line;
	int32_t day;
	const char *item, *outcome;
};

struct explanation {
	const struct metric *metric;
	const struct figure *figure;
	const struct figures *figures;
	const struct config *config;
	struct period period;
	const char *workflow;		/* NULL = all work */
	struct scope scope;		/* the workflow, and finer */
	struct score_detail score;	/* of a score or a change */
	int32_t as_of;
	struct explain_steps inputs, steps;
	struct explain_file *files;	/* by kind and import */
	size_t n_files, cap_files;
	struct explain_row rows[EXPLAIN_ROWS]; /* the first, in that order */
	size_t n_rows;
	int64_t total;			/* what could have been listed */
	int64_t outputs, lines;		/* weights, and their rows */
	int32_t *last;			/* of rollouts: day of the last output
					 * of a campaign by its id, DAY_NONE;
					 * else NULL */
	size_t n_last;
	struct arena arena;
};

/* "limit", or "target" where more is better: what verdicts compare with. */
const char *explain_goal(const struct metric *metric);
/* "above the target", "not clear yet", ...; "" without a verdict. */
const char *explain_verdict(struct explanation *e);
/* Does the metric, or what it is made of, read facts of this kind? */
bool explain_reads(const struct metric *metric, const char *kind);
/* Does it count defects, row by row, and not outputs? */
bool explain_of_defects(const struct metric *metric);
/* explain_checkpoints.c: which rows stand behind the figures of checkpoints
 * and edges. Is the row of another defect, handoff or count than the figure
 * counts? */
bool explain_other_defect(const struct explanation *e, const struct facts *f,
			  const struct fact_day *day, size_t row);
bool explain_other_handoff(const struct explanation *e, const struct facts *f,
			   const struct fact_day *day, size_t row);
/* Of a metric of late reviews: the reviews that were judged, "late" or "in
 * time", each given to `keep`. */
bool explain_of_late(const struct metric *metric);
typedef void (*explain_keep_fn)(struct explanation *e, const struct facts *f,
				const struct fact_day *day, size_t row,
				const char *words);
int explain_late_reviews(struct explanation *e, struct store *store,
			 explain_keep_fn keep, struct err *err);
/* Of rollouts: is that campaign one of the period's, closed? Of other
 * metrics: true. */
bool explain_rollout(const struct explanation *e, int64_t campaign);
/* Days whose facts of a kind count in the period. */
struct period explain_days(const struct explanation *e,
			   const struct fact_kind *kind);
/* "33.3 %", "2.117 h", "EUR 101.60"; a dash for NAN. */
const char *explain_value(struct explanation *e, const struct metric *metric,
			  double value);

/* Is the output in the scope and the period? */
bool explain_holds(const struct explanation *e, const struct facts *f,
		   const struct output *o);
/* List a row of a kind that is not corrections. */
void explain_fact(struct explanation *e, const struct facts *f,
		  const struct fact_day *day, size_t r);

/* Rows first: the inputs tell the weights. */
int explanation_rows(struct explanation *e, struct store *store,
		     struct err *err);
void explanation_steps(struct explanation *e);
/* Of a consistency score: explain_consistency.c. */
void explanation_score(struct explanation *e);
/* Of an input quality score, and the audits behind any number of the inputs:
 * explain_input.c. */
void explanation_quality(struct explanation *e);
int explain_inputs(struct explanation *e, struct store *store,
		   struct err *err);
/* Of the 5 % sample, rows and arithmetic: explain_samples.c. */
int explanation_samples(struct explanation *e, struct store *store,
			struct err *err);
/* One step of the arithmetic. */
void PRINTF_LIKE(3, 4) explain_say(struct explanation *e, const char *name,
				   const char *fmt, ...);
void explain_add_fact(struct explanation *e, const struct facts *f,
		      const struct fact_day *day, size_t r, bool listed);
int explanation_print(struct explanation *e, const char *format,
		      struct err *err);
void explanation_release(struct explanation *e);

#endif
