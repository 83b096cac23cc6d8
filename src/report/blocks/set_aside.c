#include "base/num.h"
#include "report/blocks/table.h"
#include "report/blocks/words.h"

enum { COL_FILE, COL_LINE, COL_COLUMN, COL_KIND, COL_REASON, COLUMNS };

static const struct column columns[COLUMNS] = {
	[COL_FILE] = { "File", ALIGN_LEFT, 28, true },
	[COL_LINE] = { "Line", ALIGN_RIGHT, 8, false },
	[COL_COLUMN] = { "Column", ALIGN_LEFT, 18, true },
	[COL_KIND] = { "What", ALIGN_LEFT, 10, false },
	[COL_REASON] = { "Reason", ALIGN_LEFT, 70, true },
};

static void aside_line(struct doc *d, struct table *t,
		       const struct aside_row *a)
{
	struct cell *row = table_row(d, t);

	row[COL_FILE] = cell_text(clean(d, a->file));
	if (a->line > 0)
		row[COL_LINE] = cell_number((double)a->line, 0);
	row[COL_COLUMN] = cell_text(a->column && *a->column
				    ? clean(d, a->column) : "whole row");
	row[COL_KIND] = cell_text(a->warning ? "warning" : "set aside");
	row[COL_KIND].tone = a->warning ? TONE_WARN : TONE_BAD;
	row[COL_REASON] = cell_text(clean(d, a->text));
}

/* Nothing is hidden: a list that is cut says how long it is. */
static const char *aside_subtitle(struct doc *d, const struct report_input *in)
{
	char shown[NUM_TEXT_MAX], total[NUM_TEXT_MAX];

	if (in->aside_total <= (int64_t)in->n_aside)
		return "Rows that could not be used, and warnings, by file "
			"and line";
	num_text(shown, (double)in->n_aside, 0);
	num_text(total, (double)in->aside_total, 0);
	return arena_printf(&d->arena, "The first %s of %s; all of them are in "
			    "the rejects folder", shown, total);
}

static void set_aside_build(struct doc *d, struct part *p,
			    const struct template_block *t,
			    const struct report_input *in)
{
	struct table *table = part_table(d, p, t, &block_set_aside);

	table->title = "Rows set aside";
	table->subtitle = aside_subtitle(d, in);
	table->empty = "No row was set aside and nothing was warned about.";
	table_columns(d, table, columns, COLUMNS);
	for (size_t i = 0; i < in->n_aside; i++)
		aside_line(d, table, &in->aside[i]);
}

const struct block block_set_aside = {
	.id = "set_aside",
	.help = "rows that could not be used, with file, line and reason",
	.span = 12,
	.build = set_aside_build,
};
