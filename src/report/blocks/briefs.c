/* One source of truth: items with a brief, and those without, one by one. */
#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "base/num.h"
#include "report/blocks/said.h"
#include "report/blocks/table.h"
#include "report/blocks/words.h"

#define SHOWN_WEEK 40
#define SHOWN_LONGER 12

enum { COL_WORKFLOW, COL_SHARE, COL_RANGE, COL_ITEMS, COL_NOTE, COLUMNS };

static void coverage_row(struct doc *d, struct table *t,
			 const struct report_input *in, const char *workflow)
{
	const struct figure *f = figure_now(in, "brief_coverage", workflow);
	struct cell *row;

	if (!f)
		return;
	row = table_row(d, t);
	row[COL_WORKFLOW] = cell_text(workflow_name(d, in, workflow));
	row[COL_SHARE] = figure_cell(d, f);
	if (!isfinite(f->value))
		return;
	row[COL_RANGE] = cell_text(interval_words(d, f));
	row[COL_ITEMS] = cell_number((double)f->n, 0);
	if (*f->note)
		row[COL_NOTE] = cell_text(clean(d, f->note));
}

static void coverage(struct doc *d, struct part *p,
		     const struct template_block *t,
		     const struct report_input *in, const struct figure *all)
{
	const struct column columns[COLUMNS] = {
		[COL_WORKFLOW] = { "Workflow", ALIGN_LEFT, 20, true },
		[COL_SHARE] = { "With a brief", ALIGN_RIGHT, 10, false },
		[COL_RANGE] = {
			arena_printf(&d->arena, "%.0f %% range", 100 *
				     in->config->limits.confidence_rates),
			ALIGN_RIGHT, 15, false },
		[COL_ITEMS] = { "Items", ALIGN_RIGHT, 8, false },
		[COL_NOTE] = { "Note", ALIGN_LEFT, 40, true }
	};
	struct table *table = part_table(d, p, t, &block_briefs);
	size_t n;
	const char **workflow = workflows_of(d, in, &n);

	table->title = "Items with a brief";
	table->subtitle = arena_printf(&d->arena, "Items whose outputs name "
		"one brief that was audited, %s", d->period);
	table->empty = arena_printf(&d->arena, "Briefs are %s.",
				    all && *all->note ? clean(d, all->note) :
							"not measured yet");
	table_columns(d, table, columns, COLUMNS);
	if (!all || !isfinite(all->value))
		return;
	for (size_t i = 0; i < n; i++)
		coverage_row(d, table, in, workflow[i]);
	coverage_row(d, table, in, NULL);
	table->total_row = true;
}

/* ---- the list --------------------------------------------------------- */

enum { ITEM_WORKFLOW, ITEM_ID, ITEM_WHY, ITEM_NAMED, ITEM_DAY, ITEM_COUNT,
       ITEM_COLUMNS };

static void item_row(struct doc *d, struct table *t,
		     const struct report_input *in, const struct brief_row *b)
{
	struct cell *row = table_row(d, t);

	row[ITEM_WORKFLOW] = cell_text(workflow_name(d, in, b->workflow));
	row[ITEM_ID] = cell_text(clean(d, b->item));
	row[ITEM_WHY] = cell_text(b->why);
	if (*b->brief)
		row[ITEM_NAMED] = cell_text(clean(d, b->brief));
	row[ITEM_DAY] = cell_date(b->day);
	row[ITEM_COUNT] = cell_number((double)b->n, 0);
}

static void items(struct doc *d, struct part *p,
		  const struct template_block *t,
		  const struct report_input *in)
{
	static const struct column columns[ITEM_COLUMNS] = {
		[ITEM_WORKFLOW] = { "Workflow", ALIGN_LEFT, 20, true },
		[ITEM_ID] = { "Item", ALIGN_LEFT, 18, true },
		[ITEM_WHY] = { "Why", ALIGN_LEFT, 20, true },
		[ITEM_NAMED] = { "Brief id named", ALIGN_LEFT, 18, true },
		[ITEM_DAY] = { "Last output", ALIGN_LEFT, 12, false },
		[ITEM_COUNT] = { "Items", ALIGN_RIGHT, 7, false }
	};
	size_t most = in->now.kind == PERIOD_WEEK ? SHOWN_WEEK : SHOWN_LONGER;
	size_t shown = in->n_briefs < most ? in->n_briefs : most;
	struct table *table = part_table(d, p, t, &block_briefs);

	table->title = "Items without a brief";
	table->subtitle = shown < in->n_briefs ||
			  in->n_briefs == BRIEFS_LISTED ?
		arena_printf(&d->arena, "The first %zu rows; %s in all, %s",
			     shown, count_words(d, in->briefs_total, "item"),
			     d->period) :
		arena_printf(&d->arena, "%s, %s",
			     count_words(d, in->briefs_total, "item"),
			     d->period);
	table->empty = arena_printf(&d->arena, "No item without a brief is "
				    "known %s.", this_period(in, false));
	table_columns(d, table, columns, ITEM_COLUMNS);
	for (size_t i = 0; i < shown; i++)
		item_row(d, table, in, &in->briefs[i]);
}

static const char *headline_of(struct doc *d, const struct figure *all)
{
	if (!all || !isfinite(all->value))
		return "Whether items have a brief is not measured yet";
	return arena_printf(&d->arena, "%s of the items have a brief",
			    value_words(d, all->metric, all->value));
}

static void briefs_build(struct doc *d, struct part *p,
			 const struct template_block *t,
			 const struct report_input *in)
{
	const struct figure *all = figure_now(in, "brief_coverage", NULL);
	size_t from = p->n;

	part_headline(d, p, &block_briefs, headline_of(d, all));
	coverage(d, p, t, in, all);
	headline_or_title(d, p, from, headline_of(d, all));
	if (in->n_briefs || (all && isfinite(all->value)))
		items(d, p, t, in);
}

const struct block block_briefs = {
	.id = "briefs",
	.help = "share of items with one audited brief, and the items "
		"without",
	.span = 12,
	.build = briefs_build,
};
