/* The fiscal year so far beside the quarter and the one before. */
#include <math.h>

#include "base/num.h"
#include "report/blocks/marks.h"
#include "report/blocks/money.h"
#include "report/blocks/table.h"
#include "report/blocks/words.h"

enum { COL_WHAT, COL_BEFORE, COL_NOW, COL_YEAR, COL_RANGE, COL_MARKS, COLUMNS };

static const char *const rows[] = {
	"net_hours", "benefit", "paid_out", "own_time", "cost", "net_benefit",
	"roi", "net_benefit_half", "roi_half", "rework", "usable"
};

static bool has_year(const struct report_input *in)
{
	return in->year.last >= in->year.first;
}

/* "1 Jan – 30 Sep 2026" */
static const char *year_words(struct doc *d, const struct report_input *in)
{
	struct period range = { PERIOD_RANGE, in->year.first, in->year.last };

	return period_words(&d->arena, range, in->config->quarter_starts);
}

static void year_columns(struct doc *d, struct table *t,
			 const struct report_input *in)
{
	const struct column columns[COLUMNS] = {
		[COL_WHAT] = { "", ALIGN_LEFT, 38, true },
		[COL_BEFORE] = { period_short(d, in, in->before), ALIGN_RIGHT,
				 13, false },
		[COL_NOW] = { period_short(d, in, in->now), ALIGN_RIGHT, 13,
			      false },
		[COL_YEAR] = { "Year to date", ALIGN_RIGHT, 14, false },
		[COL_RANGE] = { "Its range", ALIGN_RIGHT, 22, false },
		[COL_MARKS] = { MARKS_TITLE, ALIGN_LEFT, 8, false },
	};

	table_columns(d, t, columns, COLUMNS);
}

/* Money whole: its cents stand with the rows of the costs. */
static struct cell row_cell(struct doc *d, const struct figure *f)
{
	struct cell c = figure_cell(d, f);

	if (c.type == CELL_MONEY)
		c.digits = 0;
	return c;
}

static const char *range_of(struct doc *d, const struct figure *f)
{
	char high[NUM_TEXT_MAX];

	if (!f || !isfinite(f->low) || !isfinite(f->high))
		return "";
	if (f->metric->unit != UNIT_MONEY)
		return interval_words(d, f);
	return arena_printf(&d->arena, "%s to %s", money_words(d, f->low),
			    num_text(high, f->high, 0));
}

static bool is_known(const struct figure *f)
{
	return f && isfinite(f->value);
}

/* Rows of dashes say nothing: they are named instead. */
static bool is_measured(const struct report_input *in, const char *metric)
{
	return is_known(figures_get(in->figures, metric, NULL, in->before)) ||
	       is_known(figure_now(in, metric, NULL)) ||
	       is_known(figures_get(in->figures, metric, NULL, in->year));
}

static void say_left_out(struct doc *d, struct part *p,
			 const struct report_input *in)
{
	const char *all = "";

	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		const char *title = metric_find(rows[i])->title;

		if (!is_measured(in, rows[i]))
			all = arena_printf(&d->arena, "%s%s%s", all,
					   *all ? ", " : "", *all ?
					   first_lower(d, title) : title);
	}
	if (*all)
		part_add_text(d, p, block_year_to_date.id, TEXT_NOTE,
			      arena_printf(&d->arena, "Not measured yet: %s.",
					   all));
}

static void year_row(struct doc *d, struct table *t,
		     const struct report_input *in, const char *metric)
{
	const struct figure *year = figures_get(in->figures, metric, NULL,
						in->year);
	struct cell *row = table_row(d, t);
	const char *range = range_of(d, year);

	row[COL_WHAT] = cell_text(metric_find(metric)->title);
	row[COL_BEFORE] = row_cell(d, figures_get(in->figures, metric, NULL,
						  in->before));
	row[COL_NOW] = row_cell(d, figure_now(in, metric, NULL));
	row[COL_YEAR] = row_cell(d, year);
	if (*range)
		row[COL_RANGE] = cell_text(range);
	if (row[COL_YEAR].type != CELL_DASH)
		row[COL_MARKS] = cell_text(money_marks(in, metric));
}

static const char *year_title(struct doc *d, const struct report_input *in)
{
	double net = has_year(in) ? figure_value(in, "net_benefit", NULL,
						 in->year) : (double)NAN;

	if (!isfinite(net))
		return "The year to date";
	return arena_printf(&d->arena, "The year so far: %s %s than it cost",
			    money_words(d, fabs(net)),
			    net < 0 ? "less" : "more");
}

static void year_to_date_build(struct doc *d, struct part *p,
			       const struct template_block *t,
			       const struct report_input *in)
{
	struct table *table = part_table(d, p, t, &block_year_to_date);
	int32_t from = in->figures->data_from;
	char day[DATE_MAX];

	table->title = year_title(d, in);
	table->subtitle = has_year(in) ?
		arena_printf(&d->arena, "All work, %s, from its days%s; "
			     "ranges: hours and money %.0f %%, shares "
			     "%.0f %%",
			     year_words(d, in), from > in->year.first ?
			     arena_printf(&d->arena, "; reviews since %s",
					  day_words(day, from, DAY_FULL)) : "",
			     100 * in->config->limits.confidence_money,
			     100 * in->config->limits.confidence_rates) :
		"All work";
	table->empty = has_year(in) ? "No number of the year can be said yet." :
		"The year to date is part of a quarterly report.";
	year_columns(d, table, in);
	for (size_t i = 0; has_year(in) && i < COUNT_OF(rows); i++)
		if (is_measured(in, rows[i]))
			year_row(d, table, in, rows[i]);
	if (!has_year(in))
		return;
	say_left_out(d, p, in);
	marks_key(d, p, &block_year_to_date);
}

const struct block block_year_to_date = {
	.id = "year_to_date",
	.help = "hours, money and quality of the fiscal year so far, beside "
		"the quarter and the one before",
	.span = 12,
	.build = year_to_date_build,
};
