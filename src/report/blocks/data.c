/*
 * One row an output, as an Excel table: for pivots and for looking things up.
 * A missing number is a blank cell here, because a dash would make its column
 * text.
 */
#include <math.h>

#include "base/num.h"
#include "report/blocks/said.h"
#include "report/blocks/table.h"
#include "report/blocks/words.h"

enum {
	COL_DAY, COL_WORKFLOW, COL_STEP, COL_ITEM, COL_TYPE, COL_TOOL,
	COL_PROMPT, COL_CHANNEL, COL_CAMPAIGN, COL_OUTCOME, COL_CLASS,
	COL_OUTPUTS, COL_CORRECTION, COL_REVIEW, COL_WORK, COL_MANUAL,
	COL_IMPORT, COL_LINE, COLUMNS
};

static const struct column columns[COLUMNS] = {
	[COL_DAY] = { "Day", ALIGN_LEFT, 12, false },
	[COL_WORKFLOW] = { "Workflow", ALIGN_LEFT, 20, false },
	[COL_STEP] = { "Step", ALIGN_LEFT, 14, false },
	[COL_ITEM] = { "Item", ALIGN_LEFT, 18, false },
	[COL_TYPE] = { "Item type", ALIGN_LEFT, 14, false },
	[COL_TOOL] = { "Tool", ALIGN_LEFT, 16, false },
	[COL_PROMPT] = { "Prompt version", ALIGN_LEFT, 15, false },
	[COL_CHANNEL] = { "Channel", ALIGN_LEFT, 12, false },
	[COL_CAMPAIGN] = { "Campaign", ALIGN_LEFT, 18, false },
	[COL_OUTCOME] = { "Outcome", ALIGN_LEFT, 11, false },
	[COL_CLASS] = { "Class", ALIGN_LEFT, 12, false },
	[COL_OUTPUTS] = { "Outputs", ALIGN_RIGHT, 9, false },
	[COL_CORRECTION] = { "Correction min", ALIGN_RIGHT, 15, false },
	[COL_REVIEW] = { "Review min", ALIGN_RIGHT, 12, false },
	[COL_WORK] = { "Work min", ALIGN_RIGHT, 10, false },
	[COL_MANUAL] = { "Manual min", ALIGN_RIGHT, 12, false },
	[COL_IMPORT] = { "Import", ALIGN_RIGHT, 8, false },
	[COL_LINE] = { "Line", ALIGN_RIGHT, 8, false },
};

static struct cell minutes(double v)
{
	if (!isfinite(v))
		return (struct cell){ .type = CELL_BLANK };
	return cell_number(v, 1);
}

static struct cell words(struct doc *d, const char *s)
{
	if (!s || !*s)
		return (struct cell){ .type = CELL_BLANK };
	return cell_text(clean(d, s));
}

static void output_row(struct doc *d, struct table *t,
		       const struct output_row *o)
{
	struct cell *row = table_row(d, t);

	row[COL_DAY] = cell_date(o->day);
	row[COL_WORKFLOW] = words(d, o->workflow);
	row[COL_STEP] = words(d, o->step);
	row[COL_ITEM] = words(d, o->item);
	row[COL_TYPE] = words(d, o->item_type);
	row[COL_TOOL] = words(d, o->tool);
	row[COL_PROMPT] = words(d, o->prompt_version);
	row[COL_CHANNEL] = words(d, o->channel);
	row[COL_CAMPAIGN] = words(d, o->campaign);
	row[COL_OUTCOME] = words(d, o->outcome);
	row[COL_CLASS] = words(d, o->class_word);
	row[COL_OUTPUTS] = cell_number((double)o->n, 0);
	row[COL_CORRECTION] = minutes(o->correction_min);
	row[COL_REVIEW] = minutes(o->review_min);
	row[COL_WORK] = minutes(o->work_min);
	row[COL_MANUAL] = minutes(o->baseline_min);
	row[COL_IMPORT] = cell_number((double)o->import, 0);
	row[COL_LINE] = cell_number((double)o->line, 0);
}

/* What the rows shown stand for: a row with a weight is several outputs. */
static int64_t outputs_of(const struct report_input *in)
{
	int64_t n = 0;

	for (size_t i = 0; i < in->n_outputs; i++)
		n += in->outputs[i].n;
	return n;
}

/* A list that is cut says so in its title, and how to get the rest. */
static const char *data_title(struct doc *d, const struct report_input *in)
{
	int64_t outputs = outputs_of(in), rows = (int64_t)in->n_outputs;
	char shown[NUM_TEXT_MAX], total[NUM_TEXT_MAX];

	num_text(shown, (double)rows, 0);
	num_text(total, (double)in->outputs_total, 0);
	if (in->n_outputs < in->outputs_total)
		return arena_printf(&d->arena, "The %s costliest of %s %s",
				    shown, total,
				    outputs > rows ? "rows" : "outputs");
	if (outputs > rows)
		return arena_printf(&d->arena, "All %s, in %s",
				    count_words(d, outputs, "output"),
				    count_words(d, rows, "row"));
	return rows == 1 ? "The one output of the period"
		: rows ? arena_printf(&d->arena, "All %s outputs", shown)
		: "No outputs";
}

static const char *data_subtitle(struct doc *d, const struct report_input *in)
{
	const char *row = outputs_of(in) > (int64_t)in->n_outputs ?
		"A row stands for the outputs in its column" :
		"One row an output";
	char first[DATE_MAX], last[DATE_MAX];

	if (in->n_outputs >= in->outputs_total)
		return arena_printf(&d->arena, "%s, %s", row, d->period);
	return arena_printf(&d->arena, "%s, %s; all rows: "
			    "tuneup facts --kind corrections --from %s --to "
			    "%s --format csv", row, d->period,
			    day_format(first, in->now.first),
			    day_format(last, in->now.last));
}

static void data_build(struct doc *d, struct part *p,
		       const struct template_block *t,
		       const struct report_input *in)
{
	struct table *table;

	part_headline(d, p, &block_data, data_title(d, in));
	table = part_table(d, p, t, &block_data);
	table->subtitle = data_subtitle(d, in);
	table->excel_name = "Outputs";
	table->empty = arena_printf(&d->arena, "No output was reviewed %s.",
				    this_period(in, false));
	table_columns(d, table, columns, COLUMNS);
	for (size_t i = 0; i < in->n_outputs; i++)
		output_row(d, table, &in->outputs[i]);
}

const struct block block_data = {
	.id = "data",
	.help = "one row an output: minutes, outcome, where it came from",
	.span = 12,
	.build = data_build,
};
