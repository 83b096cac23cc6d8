/*
 * All metrics of all workflows: one row each, a metric's total first. Metrics
 * without any number are named under them, by why; else the first weeks of a
 * team would be pages of dashes.
 *
 * The total row is the metric's own figure for all work, computed from parts;
 * the block `checks` proves that it equals the sum over the workflows.
 */
#include <math.h>
#include <string.h>

#include "findings/sentences.h"
#include "report/blocks/series.h"
#include "report/blocks/table.h"
#include "report/blocks/said.h"
#include "report/blocks/silent.h"
#include "report/blocks/words.h"

#define MEAN_WEEKS 13

enum {
	COL_METRIC, COL_WORKFLOW, COL_NOW, COL_BEFORE, COL_MEAN, COL_LOW,
	COL_HIGH, COL_TARGET, COL_VERDICT, COL_TREND, COLUMNS
};

/* The unit stands beside the metric's name, so that amounts are narrow; the
 * per cent sign stays with the number. */
static struct cell bare(const struct metric *m, struct cell c)
{
	if (c.type != CELL_MONEY)
		return c;
	return cell_number(c.num, m->unit == UNIT_MONEY ? 0 : c.digits);
}

static struct cell number_or(const struct metric *m, double v,
			     const char *why)
{
	struct cell c = bare(m, value_cell(m, v));

	if (c.type == CELL_DASH)
		c.text = why;
	return c;
}

static const char *no_limits(struct doc *d, const struct series *s)
{
	if (!*s->trend)
		return "limits are for shares, hours and minutes";
	if (!s->now || isnan(s->now->centre))
		return "no limits before 8 weeks with outputs";
	return s->now->one_sided ? series_bound(d, s, "none")
				 : "too few outputs this week for limits";
}

static struct cell words_or_blank(const char *words, enum tone tone)
{
	struct cell c = cell_text(words);

	c.tone = tone;
	return *words ? c : (struct cell){ .type = CELL_BLANK };
}

static void scorecard_row(struct doc *d, struct table *t,
			  const struct report_input *in,
			  const struct metric *m, const char *workflow)
{
	struct cell *row = table_row(d, t);
	const struct figure *now = figures_get(in->figures, m->id, workflow,
					       in->now);
	const struct figure *before = figures_get(in->figures, m->id,
						  workflow, in->before);
	struct series s;
	size_t last = MEAN_WEEKS - 1;

	series_of(&s, in, m, workflow, MEAN_WEEKS, &d->arena);
	row[COL_METRIC] = cell_text(metric_words(d, m));
	row[COL_WORKFLOW] = cell_text(workflow_name(d, in, workflow));
	row[COL_NOW] = bare(m, figure_cell(d, now));
	row[COL_BEFORE] = bare(m, figure_cell(d, before));
	row[COL_MEAN] = number_or(m, series_mean(&s, in, workflow),
				  "a mean of this number says nothing");
	row[COL_LOW] = number_or(m, s.low[last], no_limits(d, &s));
	row[COL_HIGH] = number_or(m, s.high[last], no_limits(d, &s));
	row[COL_TARGET] = number_or(m, target_of(in, m), "no target is set");
	row[COL_VERDICT] = words_or_blank(verdict_words(d, in, now),
					  verdict_tone(now));
	row[COL_TREND] = words_or_blank(s.trend, trend_tone(s.trend));
	if (workflow)
		return;
	for (size_t i = 0; i < COLUMNS; i++)
		if (row[i].tone == TONE_PLAIN)
			row[i].tone = TONE_STRONG;
}

/* Where there is no number of this kind, a row would be dashes. */
static bool says_nothing(const struct cell *row)
{
	static const int number[] = { COL_NOW, COL_BEFORE, COL_MEAN };

	for (size_t i = 0; i < COUNT_OF(number); i++)
		if (row[number[i]].type != CELL_DASH)
			return false;
	return true;
}

static bool at_workflows(const struct metric *m)
{
	return (m->scopes & (AT_WORKFLOW | AT_EACH_DIM)) != 0;
}

/* ---- metrics without a number -------------------------------------------- */

static struct silent silent_of(struct doc *d, const struct metric *m,
			       const struct cell *row)
{
	const char *why = row[COL_NOW].text;

	return (struct silent){ why && *why ? why : "no data in this period",
				metric_words(d, m) };
}

/* "No campaign rows: Messages sent; Opens" */
static void silent_note(struct doc *d, struct part *p,
			const struct silent *s, size_t n, bool *told)
{
	part_add_text(d, p, block_scorecard.id, TEXT_NOTE,
		      arena_printf(&d->arena, BOLD_ON "%s: " BOLD_OFF "%s",
				   say_first_upper(&d->arena, s->why),
				   silent_names(d, s, n, told, "; ")));
}

static void silent_notes(struct doc *d, struct part *p,
			 const struct silent *s, size_t n)
{
	bool *told = arena_array(&d->arena, n + 1, sizeof *told);

	if (n)
		part_add_text(d, p, block_scorecard.id, TEXT_SECTION,
			      "Metrics without a number, and why");
	for (size_t i = 0; i < n; i++)
		if (!told[i])
			silent_note(d, p, s + i, n - i, told + i);
}

/* ---- all of it ----------------------------------------------------------- */

static void scorecard_headline(struct doc *d, struct part *p,
			       const struct report_input *in,
			       const char *const *id, size_t n)
{
	int64_t over = 0, unclear = 0;
	const char *words;

	for (size_t i = 0; i < n; i++) {
		const struct figure *f = figure_now(in, "rework", id[i]);

		if (!f || !isfinite(f->value))
			continue;
		over += f->verdict == VERDICT_YES ? 1 : 0;
		unclear += f->verdict == VERDICT_NOT_CLEAR ? 1 : 0;
	}
	if (over)
		words = over == 1 ? "One workflow is above its rework limit" :
			arena_printf(&d->arena, "%s are above their rework "
				     "limit",
				     count_words(d, over, "workflow"));
	else if (unclear)
		words = "No workflow is clearly above its rework limit";
	else
		words = "Where every workflow stands";
	part_headline(d, p, &block_scorecard, words);
}

static void scorecard_columns(struct doc *d, struct table *t,
			      const struct report_input *in)
{
	bool week = in->now.kind == PERIOD_WEEK;
	const struct column columns[COLUMNS] = {
		[COL_METRIC] = { "Metric", ALIGN_LEFT, 34, true },
		[COL_WORKFLOW] = { "Workflow", ALIGN_LEFT, 32, true },
		[COL_NOW] = { week ? "This week" : this_period(in, true),
			      ALIGN_RIGHT, 12, false },
		[COL_BEFORE] = { week ? "Last week" : "The one before",
				 ALIGN_RIGHT, 12, false },
		[COL_MEAN] = { "13-week mean", ALIGN_RIGHT, 13, false },
		[COL_LOW] = { "Lower limit", ALIGN_RIGHT, 12, false },
		[COL_HIGH] = { "Upper limit", ALIGN_RIGHT, 12, false },
		[COL_TARGET] = { "Target", ALIGN_RIGHT, 10, false },
		[COL_VERDICT] = { "Verdict", ALIGN_LEFT, 32, true },
		[COL_TREND] = { "Is it changing?", ALIGN_LEFT, 17, false },
	};

	table_columns(d, t, columns, COLUMNS);
}

static void scorecard_build(struct doc *d, struct part *p,
			    const struct template_block *t,
			    const struct report_input *in)
{
	size_t n, n_silent = 0, metrics = 0;
	const char **workflow = workflows_of(d, in, &n);
	struct silent *silent;
	struct table *table;

	scorecard_headline(d, p, in, workflow, n);
	table = part_table(d, p, t, &block_scorecard);
	table->title = "All metrics, all workflows";
	table->subtitle = arena_printf(&d->arena, "%s; limits are the normal "
				       "variation of the baseline; rates "
				       "of all work come from sums",
				       d->period);
	table->empty = "No metric is computed yet.";
	scorecard_columns(d, table, in);
	while (metric_table[metrics])
		metrics++;
	silent = arena_array(&d->arena, metrics, sizeof *silent);
	for (size_t i = 0; metric_table[i]; i++) {
		const struct metric *m = metric_table[i];

		if (m->scopes & AT_TOTAL) {
			const struct cell *row;

			scorecard_row(d, table, in, m, NULL);
			row = table->rows[table->n_rows - 1];
			if (says_nothing(row)) {
				silent[n_silent++] = silent_of(d, m, row);
				table->n_rows--;
			}
		}
		for (size_t w = 0; w < n && at_workflows(m); w++) {
			scorecard_row(d, table, in, m, workflow[w]);
			if (says_nothing(table->rows[table->n_rows - 1]))
				table->n_rows--;
		}
	}
	silent_notes(d, p, silent, n_silent);
}

const struct block block_scorecard = {
	.id = "scorecard",
	.help = "every metric of every workflow: now, before, mean, limits, "
		"target, verdict, trend",
	.span = 12,
	.build = scorecard_build,
};
