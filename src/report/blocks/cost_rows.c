/* Every row behind the cost, with its date: they add up to it. */
#include <math.h>

#include "report/blocks/costs.h"
#include "report/blocks/marks.h"
#include "report/blocks/money.h"
#include "report/blocks/said.h"
#include "report/blocks/table.h"
#include "report/blocks/words.h"

enum { COL_ITEM, COL_DATE, COL_KIND, COL_BOOKED, COL_HOURS, COL_DAYS,
       COL_SHARE, COL_MARKS, COLUMNS };

static void rows_columns(struct doc *d, struct table *t,
			 const struct report_input *in)
{
	const struct column columns[COLUMNS] = {
		[COL_DATE] = { "Date", ALIGN_LEFT, 13, false },
		[COL_ITEM] = { "Item", ALIGN_LEFT, 34, true },
		[COL_KIND] = { "Kind", ALIGN_LEFT, 9, true },
		[COL_BOOKED] = { "Booked", ALIGN_RIGHT, 14, false },
		[COL_HOURS] = { "Own hours", ALIGN_RIGHT, 10, false },
		[COL_DAYS] = { "Days", ALIGN_RIGHT, 10, false },
		[COL_SHARE] = { this_period(in, true), ALIGN_RIGHT, 14,
				false },
		[COL_MARKS] = { MARKS_TITLE, ALIGN_LEFT, 9, false },
	};

	table_columns(d, t, columns, COLUMNS);
}

static void cost_row(struct doc *d, struct table *t, const struct cost_row *r,
		     int64_t cents)
{
	struct cell *row = table_row(d, t);

	row[COL_ITEM] = cell_text(clean(d, r->item));
	row[COL_KIND] = cell_text(cost_kind_words(r->of));
	row[COL_SHARE] = cent_cell(cents);
	row[COL_MARKS] = cell_text(cost_marks(r->of));
	if (isfinite(r->hours))
		row[COL_HOURS] = cell_number(r->hours, 2);
	if (r->day == DAY_NONE) {
		row[COL_DATE] = cell_text(r->n == 1 ? "1 entry" :
			arena_printf(&d->arena, "%lld entries",
				     (long long)r->n));
		return;
	}
	row[COL_DATE] = cell_date(r->day);
	if (isfinite(r->booked))
		row[COL_BOOKED] = cell_money(r->booked, 2);
	row[COL_DAYS] = cell_text(arena_printf(&d->arena, "%d of %d", r->days,
					       r->month));
	if (r->elsewhere)
		row[COL_MARKS] = cell_text("in the time sheet");
}

static void cost_rows_build(struct doc *d, struct part *p,
			    const struct template_block *t,
			    const struct report_input *in)
{
	struct costs c = costs_of(d, in);
	struct table *table;
	struct cell *last;
	int64_t total = 0;

	part_headline(d, p, &block_cost_rows, "Every row of the cost");
	table = part_table(d, p, t, &block_cost_rows);
	table->title = c.n ? arena_printf(&d->arena, "%s add up to the cost "
					  "of %s",
					  count_words(d, (int64_t)c.n, "row"),
					  money_words(d, c.total)) :
			     "Cost, row by row";
	table->subtitle = arena_printf(&d->arena, "%s, %s; days: of its "
				       "month, in the period; own hours of "
				       "the time sheet by activity",
				       d->currency, d->period);
	table->empty = "No cost was recorded.";
	rows_columns(d, table, in);
	for (size_t i = 0; i < c.n; i++) {
		cost_row(d, table, &c.row[i], c.cent[i]);
		total += c.cent[i];
	}
	if (!c.n)
		return;
	last = table_row(d, table);
	last[COL_ITEM] = cell_text("Cost");
	last[COL_SHARE] = cent_cell(total);
	last[COL_MARKS] = cell_text(money_marks(in, "cost"));
	table->total_row = true;
	cost_note(d, p, &block_cost_rows, in);
}

const struct block block_cost_rows = {
	.id = "cost_rows",
	.help = "every row behind the cost with its date and days, adding up "
		"to it",
	.span = 12,
	.build = cost_rows_build,
};
