/*
 * The items that took most correction minutes, by their id: what to read
 * before the meeting. An item is a workflow and an item id; its outputs are
 * added up. Rows that stand for several outputs have no item.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/num.h"
#include "report/blocks/said.h"
#include "report/blocks/table.h"
#include "report/blocks/words.h"

#define ITEMS_SHOWN 10

enum {
	COL_ITEM, COL_WORKFLOW, COL_STEPS, COL_OUTCOME, COL_CORRECTION,
	COL_REVIEW, COL_SHARE, COL_TOOL, COL_DAY, COLUMNS
};

static const struct column columns[COLUMNS] = {
	[COL_ITEM] = { "Item", ALIGN_LEFT, 24, true },
	[COL_WORKFLOW] = { "Workflow", ALIGN_LEFT, 20, true },
	[COL_STEPS] = { "Steps", ALIGN_LEFT, 22, true },
	[COL_OUTCOME] = { "Outcome", ALIGN_LEFT, 12, false },
	[COL_CORRECTION] = { "Correction, min", ALIGN_RIGHT, 14, false },
	[COL_REVIEW] = { "Review, min", ALIGN_RIGHT, 12, false },
	[COL_SHARE] = { "Share of all", ALIGN_RIGHT, 11, false },
	[COL_TOOL] = { "Tool", ALIGN_LEFT, 18, true },
	[COL_DAY] = { "Last review", ALIGN_LEFT, 12, false },
};

struct item {
	const struct output_row *worst;	/* its dearest output */
	const char *steps;		/* "draft, adaptation" */
	double correction;
	double review;			/* NAN: none was recorded */
	int32_t day;
};

static double known(double minutes)
{
	return isnan(minutes) ? 0 : minutes;
}

static int by_item(const void *x, const void *y)
{
	const struct output_row *const *a = x, *const *b = y;
	int c = strcmp((*a)->workflow, (*b)->workflow);

	if (!c)
		c = strcmp((*a)->item, (*b)->item);
	return c ? c : (*a > *b) - (*a < *b);
}

static int by_cost(const void *x, const void *y)
{
	const struct item *a = x, *b = y;
	int c;

	if (a->correction < b->correction || a->correction > b->correction)
		return a->correction > b->correction ? -1 : 1;
	c = strcmp(a->worst->workflow, b->worst->workflow);
	return c ? c : strcmp(a->worst->item, b->worst->item);
}

static bool names_step(const char *steps, const char *step)
{
	size_t len = strlen(step);

	for (const char *s = strstr(steps, step); s; s = strstr(s + 1, step))
		if ((s == steps || s[-1] == ' ') &&
		    (s[len] == '\0' || s[len] == ','))
			return true;
	return false;
}

static void item_add(struct doc *d, struct item *item,
		     const struct output_row *o)
{
	if (!item->worst ||
	    known(o->correction_min) > known(item->worst->correction_min))
		item->worst = o;
	if (!item->steps)
		item->steps = clean(d, o->step);
	else if (!names_step(item->steps, clean(d, o->step)))
		item->steps = arena_printf(&d->arena, "%s, %s", item->steps,
					   clean(d, o->step));
	item->correction += known(o->correction_min);
	if (!isnan(o->review_min))
		item->review = known(item->review) + o->review_min;
	if (o->day > item->day)
		item->day = o->day;
}

/* Items with correction minutes, the dearest first. */
static struct item *items_of(struct doc *d, const struct report_input *in,
			     size_t *n)
{
	const struct output_row **row = arena_array(&d->arena, in->n_outputs,
						    sizeof *row);
	struct item *item = arena_array(&d->arena, in->n_outputs,
					sizeof *item);
	size_t rows = 0;

	*n = 0;
	for (size_t i = 0; i < in->n_outputs; i++)
		if (in->outputs[i].n == 1 &&
		    known(in->outputs[i].correction_min) > 0)
			row[rows++] = &in->outputs[i];
	if (rows)
		qsort(row, rows, sizeof *row, by_item);
	for (size_t i = 0; i < rows; i++) {
		if (!i || strcmp(row[i]->workflow, row[i - 1]->workflow) ||
		    strcmp(row[i]->item, row[i - 1]->item))
			item[(*n)++] = (struct item){
				.review = (double)NAN, .day = row[i]->day
			};
		item_add(d, &item[*n - 1], row[i]);
	}
	if (*n)
		qsort(item, *n, sizeof *item, by_cost);
	return item;
}

static void item_row(struct doc *d, struct table *table,
		     const struct report_input *in, const struct item *item,
		     double all)
{
	const struct output_row *o = item->worst;
	struct cell *row = table_row(d, table);

	row[COL_ITEM] = cell_text(*o->item ? clean(d, o->item) : "(no id)");
	row[COL_WORKFLOW] = cell_text(workflow_name(d, in, o->workflow));
	row[COL_STEPS] = cell_text(*item->steps ? item->steps : "(none)");
	row[COL_OUTCOME] = cell_text(o->outcome);
	row[COL_CORRECTION] = cell_number(item->correction, 1);
	row[COL_REVIEW] = isnan(item->review) ?
		cell_dash("no review minutes were recorded") :
		cell_number(item->review, 1);
	row[COL_SHARE] = cell_percent(item->correction / all, 1);
	row[COL_TOOL] = cell_text(*o->tool ? clean(d, o->tool) : "(none)");
	row[COL_DAY] = cell_date(item->day);
}

static const char *title_of(struct doc *d, size_t shown, size_t n,
			    double sum, double all)
{
	char share[NUM_TEXT_MAX];

	if (!n)
		return "No item took correction minutes";
	if (shown == n)
		return "All items that were corrected";
	return arena_printf(&d->arena, "%zu of %zu corrected items took %s "
			    "of the minutes", shown, n,
			    percent_text(share, sum / all, 0));
}

static void costliest_build(struct doc *d, struct part *p,
			    const struct template_block *t,
			    const struct report_input *in)
{
	struct table *table;
	double sum = 0, all = 0;
	size_t n, shown;
	struct item *item = items_of(d, in, &n);

	shown = n < ITEMS_SHOWN ? n : ITEMS_SHOWN;
	for (size_t i = 0; i < n; i++) {
		all += item[i].correction;
		sum += i < shown ? item[i].correction : 0;
	}
	part_headline(d, p, &block_costliest, title_of(d, shown, n, sum, all));
	table = part_table(d, p, t, &block_costliest);
	table->title = title_of(d, shown, n, sum, all);
	table->subtitle = arena_printf(&d->arena, "Correction minutes of all "
				       "outputs of an item%s, %s",
				       in->n_outputs < in->outputs_total ?
				       " among those listed in Data" : "",
				       d->period);
	table->empty = arena_printf(&d->arena, "No item took correction "
				    "minutes %s.", this_period(in, false));
	table_columns(d, table, columns, COLUMNS);
	for (size_t i = 0; i < shown; i++)
		item_row(d, table, in, &item[i], all);
}

const struct block block_costliest = {
	.id = "costliest",
	.help = "the ten items that took most correction minutes, with ids",
	.span = 12,
	.build = costliest_build,
};
