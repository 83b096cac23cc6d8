/* Does incomplete input make rework? The two rates and their difference. */
#include <math.h>
#include <string.h>

#include "report/blocks/said.h"
#include "report/blocks/table.h"
#include "report/blocks/words.h"

enum {
	COL_WORKFLOW, COL_INCOMPLETE, COL_INCOMPLETE_N, COL_COMPLETE,
	COL_COMPLETE_N, COL_DIFFERENCE, COL_RANGE, COL_BOTTLENECK, COL_NOTE,
	COLUMNS
};

static void link_columns(struct doc *d, struct table *t,
			 const struct report_input *in)
{
	const struct column columns[COLUMNS] = {
		[COL_WORKFLOW] = { "Workflow", ALIGN_LEFT, 20, true },
		[COL_INCOMPLETE] = { "Incomplete", ALIGN_RIGHT, 10, false },
		[COL_INCOMPLETE_N] = { "Outputs", ALIGN_RIGHT, 8, false },
		[COL_COMPLETE] = { "Complete", ALIGN_RIGHT, 10, false },
		[COL_COMPLETE_N] = { "Outputs", ALIGN_RIGHT, 8, false },
		[COL_DIFFERENCE] = { "Difference, points", ALIGN_RIGHT, 11,
				     false },
		[COL_RANGE] = {
			arena_printf(&d->arena, "%.0f %% range", 100 *
				     in->config->limits.confidence_rates),
			ALIGN_RIGHT, 18, false },
		[COL_BOTTLENECK] = { "Is input a bottleneck?", ALIGN_LEFT, 24,
				     true },
		[COL_NOTE] = { "Note", ALIGN_LEFT, 30, true }
	};

	table_columns(d, t, columns, COLUMNS);
}

/* The verdict word, or a dash with the reason. */
static struct cell bottleneck_cell(struct doc *d, const struct figure *f)
{
	struct cell c;

	if (!isfinite(f->value))
		return cell_dash(clean(d, f->note));
	switch (f->partial ? VERDICT_NONE : f->verdict) {
	case VERDICT_YES:
		c = cell_text("yes");
		c.tone = TONE_BAD;
		return c;
	case VERDICT_NO:
		return cell_text("no");
	case VERDICT_NOT_CLEAR:
		return cell_text(arena_printf(&d->arena, "not clear yet, %s "
					      "from incomplete input",
					      needed_words(d, f->needed)));
	case VERDICT_INCOMPLETE:
		return cell_text("incomplete: too many unknown outcomes");
	case VERDICT_NONE:
		break;
	}
	return cell_text("so far, no verdict");
}

static void link_row(struct doc *d, struct table *t,
		     const struct report_input *in, const char *workflow)
{
	const struct figure *f = figure_now(in, "rework_by_input", workflow);
	const struct figure *bad = figure_now(in, "rework_incomplete",
					      workflow);
	const struct figure *good = figure_now(in, "rework_complete",
					       workflow);
	struct cell *row;

	if (!f || !bad || !good)
		return;
	row = table_row(d, t);
	row[COL_WORKFLOW] = cell_text(workflow_name(d, in, workflow));
	row[COL_INCOMPLETE] = figure_cell(d, bad);
	row[COL_INCOMPLETE_N] = cell_number((double)bad->n, 0);
	row[COL_COMPLETE] = figure_cell(d, good);
	row[COL_COMPLETE_N] = cell_number((double)good->n, 0);
	row[COL_DIFFERENCE] = figure_cell(d, f);
	if (*interval_words(d, f))
		row[COL_RANGE] = cell_text(interval_words(d, f));
	row[COL_BOTTLENECK] = bottleneck_cell(d, f);
	if (isfinite(f->value) && *f->note)
		row[COL_NOTE] = cell_text(clean(d, f->note));
}

static const char *headline_of(struct doc *d, const struct report_input *in,
			       const struct figure *f)
{
	const struct metric *rate = metric_find("rework_complete");
	const char *bad, *good;

	if (!f || !isfinite(f->value))
		return "Rework cannot be compared by input yet";
	bad = value_words(d, rate, figure_value(in, "rework_incomplete", NULL,
						in->now));
	good = value_words(d, rate, figure_value(in, rate->id, NULL,
						 in->now));
	if (!f->partial && f->verdict == VERDICT_YES)
		return arena_printf(&d->arena, "Incomplete input is reworked "
				    "more: %s against %s", bad, good);
	if (!f->partial && f->verdict == VERDICT_NO)
		return arena_printf(&d->arena, "Incomplete input is reworked "
				    "less: %s against %s", bad, good);
	return "Whether input is a bottleneck is not clear yet";
}

static void input_rework_build(struct doc *d, struct part *p,
			       const struct template_block *t,
			       const struct report_input *in)
{
	const struct figure *all = figure_now(in, "rework_by_input", NULL);
	struct table *table;
	const char *finding = headline_of(d, in, all);
	size_t n, from = p->n;
	const char **workflow = workflows_of(d, in, &n);

	part_headline(d, p, &block_input_rework, finding);
	table = part_table(d, p, t, &block_input_rework);
	table->title = "Rework by how complete the brief is";
	table->subtitle = arena_printf(&d->arena, "Outputs whose brief was "
		"audited; incomplete: a critical field is missing, %s",
		d->period);
	table->empty = arena_printf(&d->arena, "Rework is not compared by "
		"input %s: %s.", this_period(in, false), all && *all->note ?
			clean(d, all->note) : "no output names an audited "
					      "brief");
	link_columns(d, table, in);
	headline_or_title(d, p, from, finding);
	if (!all || !isfinite(all->value))
		return;
	for (size_t i = 0; i < n; i++)
		link_row(d, table, in, workflow[i]);
	link_row(d, table, in, NULL);
	table->total_row = true;
}

const struct block block_input_rework = {
	.id = "input_rework",
	.help = "rework of outputs from incomplete and complete briefs: is "
		"input a bottleneck?",
	.span = 12,
	.build = input_rework_build,
};
