#include "report/blocks/cases.h"

#include "report/blocks/words.h"

enum {
	COL_SEVERITY, COL_DAY, COL_WORKFLOW, COL_STEP, COL_ITEM, COL_TOOL,
	COL_WHY, COL_MINUTES, COL_N, COLUMNS
};

/* Without a severity the column is left away. */
static void case_columns(struct doc *d, struct table *table,
			 const struct case_table *c)
{
	const struct column column[COLUMNS] = {
		[COL_SEVERITY] = { "Severity", ALIGN_LEFT, 9, false },
		[COL_DAY] = { "Day", ALIGN_LEFT, 12, false },
		[COL_WORKFLOW] = { "Workflow", ALIGN_LEFT, 20, true },
		[COL_STEP] = { "Step", ALIGN_LEFT, 14, true },
		[COL_ITEM] = { "Item", ALIGN_LEFT, 16, true },
		[COL_TOOL] = { "Tool", ALIGN_LEFT, 14, true },
		[COL_WHY] = { c->why, ALIGN_LEFT, 30, true },
		[COL_MINUTES] = { "Correction, min", ALIGN_RIGHT, 10, false },
		[COL_N] = { "Times", ALIGN_RIGHT, 7, false },
	};
	size_t skip = c->severity ? 0 : 1;

	table_columns(d, table, column + skip, COLUMNS - skip);
}

static void case_row(struct doc *d, struct table *table,
		     const struct report_input *in,
		     const struct case_table *c, const struct case_row *k)
{
	struct cell *row = table_row(d, table);

	if (c->severity) {
		row[COL_SEVERITY] = cell_text(c->severity);
		row[COL_SEVERITY].tone = TONE_BAD;
	} else {
		row--;
	}
	row[COL_DAY] = cell_date(k->day);
	row[COL_WORKFLOW] = cell_text(workflow_name(d, in, k->workflow));
	row[COL_STEP] = cell_text(clean(d, k->step));
	row[COL_ITEM] = cell_text(clean(d, k->item));
	row[COL_TOOL] = cell_text(*k->tool ? clean(d, k->tool) : "(none)");
	row[COL_WHY] = cell_text(clean(d, k->why));
	row[COL_MINUTES] = cell_number(k->correction_min, 1);
	if (row[COL_MINUTES].type == CELL_DASH)
		row[COL_MINUTES].text = "no minutes were recorded";
	row[COL_N] = cell_number((double)k->n, 0);
}

void cases_table(struct doc *d, struct part *p,
		 const struct template_block *t,
		 const struct report_input *in, const struct case_table *c)
{
	struct table *table = &part_add(d, p, ELEMENT_TABLE, c->block->id,
					block_span(t, c->block))->as.table;
	size_t shown = 0;
	int64_t said = 0, left;

	table->title = c->title;
	table->empty = c->empty;
	case_columns(d, table, c);
	for (size_t i = 0; i < in->n_cases && shown < c->most; i++) {
		if (in->cases[i].kind != c->kind)
			continue;
		case_row(d, table, in, c, &in->cases[i]);
		said += in->cases[i].n;
		shown++;
	}
	left = in->case_total[c->kind] - said;
	table->subtitle = left > 0 ?
		arena_printf(&d->arena, "%s; the first %zu rows, %s more",
			     c->subtitle, shown,
			     count_words(d, left, "case")) :
		c->subtitle;
}
