/*
 * report/blocks/words.h - figures as words and cells.
 *
 * Of the blocks, and of the line that --fail-on prints: one place decides how
 * a number, its interval, its target and its verdict are said, so that the
 * same thing reads the same on every sheet and page. All texts come out of the document's arena.
 *
 *	words_text.c	texts from outside, small words around numbers
 *	words.c		values and intervals
 *	words_verdict.c	targets, verdicts and their tones
 *	words_scope.c	workflows, periods, parts of the report
 */
#ifndef TUNEUP_REPORT_BLOCKS_WORDS_H
#define TUNEUP_REPORT_BLOCKS_WORDS_H

#include "report/block.h"

#define DASH "\u2013"
#define COUNT_OF(a) (sizeof (a) / sizeof *(a))

/* ---- texts -------------------------------------------------------------- */

/* Names and sentences from outside: tabs and newlines become blanks, bold
 * marks are dropped, NULL becomes "". rich_clean() keeps bold that pairs. */
const char *clean(struct doc *d, const char *s);
const char *clean_in(struct arena *a, const char *s);
const char *rich_clean(struct doc *d, const char *s);
/* Inside a sentence: the first letter in lower case (ASCII only). */
const char *first_lower(struct doc *d, const char *s);
/* "3 outputs", "1 output": n and the noun, with s unless n is 1. */
const char *count_words(struct doc *d, int64_t n, const char *noun);
/* A type of defect as people say it: "factual_error" is "factual error". */
const char *defect_words(struct doc *d, const char *type);

/* ---- values ------------------------------------------------------------- */

/* Said in per cent; its changes in points. */
bool is_in_percent(const struct metric *m);
/* Shares, and differences of them: 0.2 is said as 20. */
bool is_in_hundredths(const struct metric *m);
bool is_money(const struct metric *m);	/* an hour, too */
/* "14.2 %", "6.2 h", "EUR 1,234", "–" */
const char *value_words(struct doc *d, const struct metric *m, double v);
/* The number alone and its unit, for tiles: "14.2" and "%". */
const char *value_number(struct doc *d, const struct metric *m, double v);
const char *unit_words(struct doc *d, const struct metric *m);
/* "Benefit, EUR"; no unit where the name has it or the number shows it. */
const char *metric_words(struct doc *d, const struct metric *m);
/* "10.5–20.9 %", "−1.2 to 5.0 h"; "" when there is none. */
const char *interval_words(struct doc *d, const struct figure *f);
/* An end of the interval: the bound, or a dash with the figure's reason. */
struct cell bound_cell(struct doc *d, const struct figure *f, double bound);
struct cell value_cell(const struct metric *m, double v);
/* One of the two values of a restatement; a dash says why there is none. */
struct cell restated_cell(const struct restatement *r, double v);
/* The figure as a cell: its value, or a dash with the reason. */
struct cell figure_cell(struct doc *d, const struct figure *f);
/* "3 h", "2.5 h"; "6–8 h". */
const char *hours_words(struct doc *d, double hours);
const char *hours_range(struct doc *d, struct config_hours range);

/* ---- targets and verdicts ------------------------------------------------ */

/* Rows whose cell in that column has the tone; the total row is none. */
int64_t rows_toned(const struct table *t, size_t column, enum tone tone);
/* What the workspace wants of a metric: NAN and "" when nothing. */
double target_of(const struct report_input *in, const struct metric *m);
const char *target_words(struct doc *d, const struct report_input *in,
			 const struct metric *m);
/* "above the limit", "not clear yet, 46 more outputs", ... "" */
const char *verdict_words(struct doc *d, const struct report_input *in,
			  const struct figure *f);
enum tone verdict_tone(const struct figure *f);
/* "46 more outputs", "> 1,000 more outputs". */
const char *needed_words(struct doc *d, int64_t needed);
/* Good or bad by the metric's direction; "stable" and the rest are plain. */
enum tone trend_tone(const char *trend);

/* ---- scopes and periods -------------------------------------------------- */

/* The name a workflow has in workflows.yaml, else its id; "" = "(none)". */
const char *workflow_title(struct doc *d, const struct config *config,
			   const char *id);
/* The same; NULL = "All work". */
const char *workflow_name(struct doc *d, const struct report_input *in,
			  const char *id);
struct scope scope_workflow(const char *workflow);	/* NULL = total */
/* Workflows to show: those of workflows.yaml in its order, then every other
 * that has figures in this or the last period, by name. */
const char **workflows_of(struct doc *d, const struct report_input *in,
			  size_t *n);
/* ... and those that only handoffs have. */
const char **workflows_all(struct doc *d, const struct report_input *in,
			   size_t *n);
const struct figure *figure_now(const struct report_input *in,
				const char *metric, const char *workflow);
/* Is it of the metric, of this period and of exactly one tool? */
bool is_of_tool(const struct report_input *in, const struct figure *f,
		const struct metric *m);
/* Its value, NAN when there is no such figure or metric. */
double figure_value(const struct report_input *in, const char *metric,
		    const char *workflow, struct period period);
/* The last n complete weeks up to the report's end, oldest first. */
struct period *weeks_to(struct arena *a, const struct report_input *in,
			size_t n);
const char *period_short(struct doc *d, const struct report_input *in,
			 struct period p);	/* "week 47", "Q4 2026" */
/* "this week" or "this quarter"; capital: "This week". */
const char *this_period(const struct report_input *in, bool capital);

/* The part of this report that shows a block, NULL when none does: links
 * never point to what a template left out. */
const char *part_with(const struct report_input *in, const char *block);
/* Twelfths: as the template says, else as the block does. */
int block_span(const struct template_block *t, const struct block *b);
/* An empty table or chart of the block, that wide. */
struct table *part_table(struct doc *d, struct part *p,
			 const struct template_block *t,
			 const struct block *b);
struct chart *part_chart(struct doc *d, struct part *p,
			 const struct template_block *t,
			 const struct block *b);

#endif
