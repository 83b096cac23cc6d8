#include "report/blocks/table.h"
#include "report/blocks/words.h"

enum { COL_PERIOD, COL_METRIC, COL_SCOPE, COL_WAS, COL_NOW, COLUMNS };

static const struct column columns[COLUMNS] = {
	[COL_PERIOD] = { "Period", ALIGN_LEFT, 12, false },
	[COL_METRIC] = { "Metric", ALIGN_LEFT, 26, true },
	[COL_SCOPE] = { "Scope", ALIGN_LEFT, 30, true },
	[COL_WAS] = { "Was published", ALIGN_RIGHT, 14, false },
	[COL_NOW] = { "Is now", ALIGN_RIGHT, 14, false },
};

static void restatement_row(struct doc *d, struct table *t,
			    const struct restatement *r)
{
	struct cell *row = table_row(d, t);

	row[COL_PERIOD] = cell_text(clean(d, r->period));
	row[COL_METRIC] = cell_text(clean(d, r->metric));
	row[COL_SCOPE] = cell_text(clean(d, r->scope));
	row[COL_WAS] = restated_cell(r, r->was);
	row[COL_NOW] = restated_cell(r, r->now);
}

static void restatements_build(struct doc *d, struct part *p,
			       const struct template_block *t,
			       const struct report_input *in)
{
	struct table *table = part_table(d, p, t, &block_restatements);

	table->title = "Published numbers that have changed";
	table->subtitle = "Late or corrected rows changed a period that was "
			  "already reported";
	table->empty = "No number published before has changed.";
	table_columns(d, table, columns, COLUMNS);
	for (size_t i = 0; i < in->n_restated; i++)
		restatement_row(d, table, &in->restated[i]);
	if (in->restated_finer)
		part_add_text(d, p, block_restatements.id, TEXT_NOTE,
			      arena_printf(&d->arena, "%s of steps, tools and "
				"other parts changed with them: tuneup "
				"figures prints what they are now.",
				count_words(d, (int64_t)in->restated_finer,
					    "number")));
}

const struct block block_restatements = {
	.id = "restatements",
	.help = "published numbers that late rows have changed since",
	.span = 12,
	.build = restatements_build,
};
