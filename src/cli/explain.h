/*
 * cli/explain.h - one figure taken apart. (private to cmd_explain.c,
 * explain_*.c and cmd_list.c)
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

/* ---- the parts, in the order of cmd_explain.c -------------------------- */

/* Rows first: the inputs tell the weights. */
int explanation_rows(struct explanation *e, struct store *store,
		     struct err *err);
void explanation_steps(struct explanation *e);
int explanation_print(struct explanation *e, const char *format,
		      struct err *err);
void explanation_release(struct explanation *e);

/* What a metric is, in 80 columns; also of `tuneup list metrics NAME`. */
void explain_definition(struct strbuf *out, const struct metric *m);
/* A label and its text beside it, wrapped under itself. */
void explain_line(struct strbuf *out, const char *label, const char *text);

/* ---- what it is told in: explain_text.c --------------------------------- */

/* One of the things put in; one step of the arithmetic. */
void PRINTF_LIKE(3, 4) explain_given(struct explanation *e, const char *name,
				     const char *fmt, ...);
void PRINTF_LIKE(3, 4) explain_say(struct explanation *e, const char *name,
				   const char *fmt, ...);
/* Numbers as text that lives as long as the explanation. */
const char *explain_num(struct explanation *e, double v, int digits);
const char *explain_six(struct explanation *e, double v);
const char *explain_count(struct explanation *e, int64_t n);
const char *explain_percent(struct explanation *e, double v);
/* "33.3 %", "2.117 h", "EUR 101.60"; a dash for NAN. */
const char *explain_value(struct explanation *e, const struct metric *metric,
			  double value);
/* Another metric of the same scope and period; NULL where there is none. */
const struct figure *explain_figure(const struct explanation *e,
				    const char *metric);
/* "limit", or "target" where more is better: what verdicts compare with. */
const char *explain_goal(const struct metric *metric);
/* "above the target", "not clear yet", ...; "" without a verdict. */
const char *explain_verdict(struct explanation *e);

/* ---- arithmetic ---------------------------------------------------------- */

/* explain_steps.c: what a verdict compares with, NAN without one. */
double explain_limit(const struct explanation *e);
/* "= rework": the last step of all. */
void explain_result(struct explanation *e);

/* explain_parts.c: a figure that others make. False: it is none. */
bool explanation_parts(struct explanation *e);
/* Does the metric, or what it is made of, read facts of this kind? */
bool explain_reads(const struct metric *metric, const char *kind);
/* Does it itself? */
bool explain_names(const struct metric *metric, const char *kind);

/* explain_rate.c: a rate; a difference of two, by input or, otherwise, by
 * prompt version. */
void explanation_rate(struct explanation *e);
void explanation_change(struct explanation *e);
bool explain_by_input(const struct explanation *e);

/* explain_consistency.c: a consistency score. */
void explanation_score(struct explanation *e);
/* explain_input.c: an input quality score, and the audits behind any number
 * of the inputs. */
void explanation_quality(struct explanation *e);
int explain_inputs(struct explanation *e, struct store *store,
		   struct err *err);
/* explain_samples.c: of the 5 % sample both, rows and arithmetic. */
int explanation_samples(struct explanation *e, struct store *store,
			struct err *err);

/* ---- rows ---------------------------------------------------------------- */

/* explain_rows.c: list a row, if it is one of the first; `item` and `outcome`
 * are copied, of `item` so many bytes. */
void explain_keep(struct explanation *e, struct explain_row row,
		  size_t item_len);
/* The file a row came from; its lines take this one in. */
struct explain_file *explain_from(struct explanation *e,
				  const struct fact_kind *kind,
				  int64_t import, int64_t line);

/* explain_outputs.c: outputs by their last review. */
int explain_outputs(struct explanation *e, struct store *store,
		    struct err *err);
/* Is the output in the scope and the period? */
bool explain_holds(const struct explanation *e, const struct facts *f,
		   const struct output *o);
/* Of a metric of rollouts, which has e->last: is that campaign one of the
 * period's, closed? */
bool explain_rollout(const struct explanation *e, int64_t campaign);

/* explain_facts.c: rows of a kind as they are stored; of campaigns those that
 * were not taken back. */
int explain_facts(struct explanation *e, struct store *store,
		  const struct fact_kind *kind, struct err *err);
int explain_campaigns(struct explanation *e, struct store *store,
		      struct err *err);
/* List a row of a kind that is not corrections. */
void explain_fact(struct explanation *e, const struct facts *f,
		  const struct fact_day *day, size_t r);
/* listed: one of the rows that may be shown one by one. */
void explain_add_fact(struct explanation *e, const struct facts *f,
		      const struct fact_day *day, size_t r, bool listed);
/* A review with the words that say what became of it. */
void explain_review(struct explanation *e, const struct facts *f,
		    const struct fact_day *day, size_t r, const char *words);
/* "12 × usable": a row that stands for several says so. */
const char *explain_times(struct arena *a, int64_t n, const char *text);

/* explain_counted.c: days whose facts of a kind count in the period. */
struct period explain_days(const struct explanation *e,
			   const struct fact_kind *kind);
/* Does the row not count, or is it of another workflow? */
bool explain_other_row(const struct explanation *e, const struct facts *f,
		       const struct fact_day *day, size_t r);
/* Is it of another campaign, channel, segment or skill than was asked for, as
 * far as the kind has such a column? What was withheld has no rows either:
 * they would add up to it. */
bool explain_outside(const struct explanation *e, const struct facts *f,
		     const struct fact_day *day, size_t r);
/* Does it count defects, row by row, and not outputs? */
bool explain_of_defects(const struct metric *metric);

/* explain_checkpoints.c: is the row of another defect, handoff or count than
 * a figure of checkpoints or edges counts? */
bool explain_other_defect(const struct explanation *e, const struct facts *f,
			  const struct fact_day *day, size_t row);
bool explain_other_handoff(const struct explanation *e, const struct facts *f,
			   const struct fact_day *day, size_t row);
/* Of a metric of late reviews: the reviews that were judged, each listed as
 * "late" or "in time". */
bool explain_of_late(const struct metric *metric);
int explain_late_reviews(struct explanation *e, struct store *store,
			 struct err *err);

#endif
