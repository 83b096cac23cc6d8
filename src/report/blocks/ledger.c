/*
 * The improvement ledger: every metric of all work, its baseline, the period
 * before, now, the change with its interval, and a word: R36.
 */
#include <math.h>
#include <string.h>

#include "base/num.h"
#include "findings/before_after.h"
#include "metrics/between.h"
#include "report/blocks/changes.h"
#include "report/blocks/said.h"
#include "report/blocks/table.h"
#include "report/blocks/words.h"

enum {
	COL_METRIC, COL_BASELINE, COL_SINCE, COL_BEFORE, COL_NOW, COL_CHANGE,
	COL_RANGE, COL_WORD, COLUMNS
};

/* ---- cells ------------------------------------------------------------ */

/* What only grows is neither better nor worse for it. */
static bool is_running(const struct metric *m)
{
	static const char *const running[] = {
		"benefit_to_date", "cost_to_date", "payback_actual",
		"practice_hours", "practice_mean"
	};

	for (size_t i = 0; i < COUNT_OF(running); i++)
		if (!strcmp(m->id, running[i]))
			return true;
	return false;
}

/* The baseline weeks, and what the weeks of the period say against them. */
static void baseline_cells(struct cell *row, const struct report_input *in,
			   const struct metric *m)
{
	const struct before_after_input of = {
		in->figures, in->config, in->now, in->as_of
	};
	struct before_after c;

	if (is_running(m)) {
		row[COL_BASELINE] = row[COL_SINCE] =
			cell_dash("a sum since the beginning");
		return;
	}
	before_after_of(&c, &of, m, NULL);
	row[COL_BASELINE] = isfinite(c.before) ? value_cell(m, c.before) :
						 cell_dash(c.why);
	if (isfinite(c.low))
		row[COL_SINCE] = change_word_cell(m, c.low, c.high);
	else
		row[COL_SINCE] = cell_dash(*c.why ? c.why :
			"fewer than four weeks on a side");
}

/* How many rows of a table are better, worse, and judged at all. */
struct verdicts { int64_t better, worse, all; };

static struct between change_now(const struct report_input *in,
				 const struct metric *m)
{
	return between_of(in->config,
			  figures_get(in->figures, m->id, NULL, in->before),
			  figure_now(in, m->id, NULL));
}

static void ledger_row(struct doc *d, struct table *t,
		       const struct report_input *in, const struct metric *m,
		       struct verdicts *counted)
{
	struct between c = change_now(in, m);
	struct cell *row = table_row(d, t);

	row[COL_METRIC] = cell_text(metric_words(d, m));
	baseline_cells(row, in, m);
	row[COL_BEFORE] = figure_cell(d, figures_get(in->figures, m->id, NULL,
						     in->before));
	row[COL_NOW] = figure_cell(d, figure_now(in, m->id, NULL));
	row[COL_CHANGE] = change_cell(m, c.change, "needs both periods");
	if (!isfinite(c.range.low))
		return;
	row[COL_RANGE] = change_range_cell(d, m, c.range.low, c.range.high);
	row[COL_WORD] = change_word_cell(m, c.range.low, c.range.high);
	counted->better += row[COL_WORD].tone == TONE_GOOD;
	counted->worse += row[COL_WORD].tone == TONE_BAD;
	counted->all++;
}

/* Without a range there is no verdict: these rows end with the change. */
static void ledger_columns(struct doc *d, struct table *t,
			   const struct report_input *in, bool ranged)
{
	const struct column columns[COLUMNS] = {
		[COL_METRIC] = { "Metric", ALIGN_LEFT, 30, true },
		[COL_BASELINE] = { "Baseline, a week", ALIGN_RIGHT, 12,
				   false },
		[COL_SINCE] = { "Since then", ALIGN_LEFT, 13, false },
		[COL_BEFORE] = { "The one before", ALIGN_RIGHT, 12, false },
		[COL_NOW] = { this_period(in, true), ALIGN_RIGHT, 12, false },
		[COL_CHANGE] = { "Change", ALIGN_RIGHT, 9, false },
		[COL_RANGE] = { "Its interval", ALIGN_RIGHT, 18, false },
		[COL_WORD] = { "Verdict", ALIGN_LEFT, 13, false },
	};

	table_columns(d, t, columns, ranged ? COLUMNS : COL_RANGE);
}

/* Rows of dashes say nothing: they are counted instead. */
static bool is_measured(const struct report_input *in, const struct metric *m)
{
	return isfinite(figure_value(in, m->id, NULL, in->now)) ||
	       isfinite(figure_value(in, m->id, NULL, in->before));
}

static bool is_shown(const struct report_input *in, const struct metric *m,
		     bool ranged)
{
	return (m->scopes & AT_TOTAL) && is_measured(in, m) &&
	       isfinite(change_now(in, m).range.low) == ranged;
}

static int64_t count_shown(const struct report_input *in, bool ranged)
{
	int64_t n = 0;

	for (size_t i = 0; metric_table[i]; i++)
		n += is_shown(in, metric_table[i], ranged);
	return n;
}

static struct verdicts ledger_rows(struct doc *d, struct table *t,
				   const struct report_input *in, bool ranged)
{
	struct verdicts counted = { 0 };

	ledger_columns(d, t, in, ranged);
	for (size_t i = 0; metric_table[i]; i++)
		if (is_shown(in, metric_table[i], ranged))
			ledger_row(d, t, in, metric_table[i], &counted);
	return counted;
}

static struct table *ledger_table(struct doc *d, struct part *p,
				  const struct template_block *t)
{
	struct table *table = part_table(d, p, t, &block_ledger);

	table->empty = "No metric was measured.";
	return table;
}

static const char *ledger_scope(struct doc *d, const struct report_input *in)
{
	return arena_printf(&d->arena, "All work, %s and the one "
		"before; the baseline is a week of the first %d, since then: "
		"the period\u2019s weeks against these; changes of shares in "
		"points; better or worse only where the interval excludes no "
		"change", d->period, in->config->limits.baseline_weeks);
}

static void ranged_table(struct doc *d, struct part *p,
			 const struct template_block *t,
			 const struct report_input *in)
{
	struct table *table = ledger_table(d, p, t);
	struct verdicts counted = ledger_rows(d, table, in, true);

	table->title = counted.all ? arena_printf(&d->arena,
		"%lld of %s surely better, %lld worse",
		(long long)counted.better,
		count_words(d, counted.all, "metric"),
		(long long)counted.worse) : "No metric was measured";
	table->subtitle = ledger_scope(d, in);
}

/* What has no range in one of the periods, under what has one. */
static void other_table(struct doc *d, struct part *p,
			const struct template_block *t,
			const struct report_input *in, int64_t n, bool alone)
{
	struct table *table = ledger_table(d, p, t);

	ledger_rows(d, table, in, false);
	if (alone) {
		table->title = "No metric has an interval in both periods";
		table->subtitle = ledger_scope(d, in);
		return;
	}
	table->title = arena_printf(&d->arena, "%s, %s change without an "
				    "interval", count_words(d, n, "more metric"),
				    n == 1 ? "its" : "their");
	table->subtitle = arena_printf(&d->arena, "All work, %s and the one "
				       "before; baseline and since then as "
				       "above", d->period);
}

static void ledger_build(struct doc *d, struct part *p,
			 const struct template_block *t,
			 const struct report_input *in)
{
	int64_t left_out = 0, ranged = count_shown(in, true);
	int64_t others = count_shown(in, false);

	part_headline(d, p, &block_ledger, "What has changed, metric by "
		      "metric");
	if (ranged || !others)
		ranged_table(d, p, t, in);
	if (others)
		other_table(d, p, t, in, others, ranged == 0);
	for (size_t i = 0; metric_table[i]; i++)
		left_out += (metric_table[i]->scopes & AT_TOTAL) &&
			    !is_measured(in, metric_table[i]);
	if (left_out)
		part_add_text(d, p, block_ledger.id, TEXT_NOTE,
			      arena_printf(&d->arena, "%s without a value in "
					   "either period %s left out.",
					   count_words(d, left_out, "metric"),
					   left_out == 1 ? "is" : "are"));
}

const struct block block_ledger = {
	.id = "ledger",
	.help = "every metric: baseline, the period before, now, the change "
		"with its interval and word",
	.span = 12,
	.build = ledger_build,
};
