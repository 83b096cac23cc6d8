/* What the money rests on: each input, its value, and where it comes from. */
#include <math.h>
#include <string.h>

#include "base/num.h"
#include "report/blocks/marks.h"
#include "report/blocks/money.h"
#include "report/blocks/table.h"
#include "report/blocks/words.h"

enum { COL_WHAT, COL_VALUE, COL_MARK, COL_FROM, COLUMNS };

static const struct column columns[COLUMNS] = {
	[COL_WHAT] = { "Input", ALIGN_LEFT, 36, true },
	[COL_VALUE] = { "Value", ALIGN_RIGHT, 13, false },
	[COL_MARK] = { MARKS_TITLE, ALIGN_LEFT, 6, false },
	[COL_FROM] = { "Where it comes from", ALIGN_LEFT, 70, true },
};

static void source_row(struct doc *d, struct table *t, const char *what,
		       struct cell value, const char *mark, const char *from)
{
	struct cell *row;

	/* a row of dashes says nothing */
	if (value.type == CELL_DASH)
		return;
	row = table_row(d, t);
	row[COL_WHAT] = cell_text(what);
	row[COL_VALUE] = value;
	row[COL_MARK] = cell_text(mark);
	row[COL_FROM] = cell_text(from);
}

static void hours_rows(struct doc *d, struct table *t,
		       const struct report_input *in)
{
	source_row(d, t, "Hours by hand",
		   figure_cell(d, figure_now(in, "manual_hours", NULL)), "M A",
		   "Reviewed outputs, times manual_minutes of workflows.yaml.");
	source_row(d, t, "Hours gross",
		   figure_cell(d, figure_now(in, "gross_hours", NULL)), "M A",
		   "Hours by hand less the measured work minutes.");
	source_row(d, t, "Reviews, corrections and loops, hours",
		   cell_number(figure_value(in, "review_hours", NULL,
					    in->now) +
			       figure_value(in, "correction_hours", NULL,
					    in->now) +
			       figure_value(in, "loop_hours", NULL, in->now),
			       1), "M",
		   "Minutes of the review log or the time sheet.");
}

static void rate_row(struct doc *d, struct table *t, const struct money *m)
{
	source_row(d, t, "Value of an hour", cell_money(m->rate, 2), "A",
		   m->rate_from_data ? "Rates of the steps\u2019 roles in "
		   "tuneup.yaml, weighted by net hours." :
		   "default_rate of tuneup.yaml.");
}

static void cost_rows_of(struct doc *d, struct table *t,
			 const struct report_input *in)
{
	struct cell paid = figure_cell(d, figure_now(in, "paid_out", NULL));

	if (paid.type == CELL_MONEY)
		paid.digits = 0;
	source_row(d, t, "Paid for tools and services", paid, "M",
		   "Amounts of the cost rows, each spread over its month.");
	source_row(d, t, "Own hours put in",
		   figure_cell(d, figure_now(in, "refinement_hours", NULL)),
		   "M", "Time entries of refinement, tuning, audit and "
		   "practice, or hours of costs.");
}

static const char *sources_title(struct doc *d, const struct table *t)
{
	int64_t measured = 0;

	for (size_t i = 0; i < t->n_rows; i++)
		measured += !strcmp(t->rows[i][COL_MARK].text, "M");
	return arena_printf(&d->arena, "%lld of %s behind the money %s "
			    "fully measured", (long long)measured,
			    count_words(d, (int64_t)t->n_rows, "input"),
			    measured == 1 ? "is" : "are");
}

static void sources_build(struct doc *d, struct part *p,
			  const struct template_block *t,
			  const struct report_input *in)
{
	bool usual = recapture_is_benchmark(in);
	struct table *table = part_table(d, p, t, &block_money_sources);
	struct money m;

	money_of(&m, in, in->now);
	table->subtitle = arena_printf(&d->arena, "What the money rests on, "
				       "all work, %s", d->period);
	table->empty = "";
	table_columns(d, table, columns, COLUMNS);
	hours_rows(d, table, in);
	rate_row(d, table, &m);
	cost_rows_of(d, table, in);
	source_row(d, table, "Share of freed hours that becomes money",
		   cell_percent(in->config->limits.recapture, 0),
		   usual ? "B" : "A", usual ?
		   "The habit of published studies; recapture in "
		   "tuneup.yaml replaces it." : "recapture of tuneup.yaml.");
	source_row(d, table, "Low case of the range",
		   cell_text("\u221220 %, +10 %"), "B",
		   "Less benefit and more cost, as published studies "
		   "adjust for risk.");
	table->title = sources_title(d, table);
}

const struct block block_money_sources = {
	.id = "money_sources",
	.help = "what the money rests on: measured, assumed or a benchmark, "
		"input by input",
	.span = 12,
	.build = sources_build,
};
