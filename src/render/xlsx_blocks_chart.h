/*
 * render/xlsx_blocks_chart.h - charts and the numbers behind them (private to
 * the layout).
 *
 * A native chart draws columns of cells, so each chart becomes a table of
 * numbers, a row a point, and a list of series, a column of it each. Columns
 * that no series names are there to be read. One file fills them for each
 * kind of drawing.
 */
#ifndef TUNEUP_RENDER_XLSX_BLOCKS_CHART_H
#define TUNEUP_RENDER_XLSX_BLOCKS_CHART_H

#include "render/xlsx_blocks.h"

/* Its heading, and the chart as its type asks; a sentence where it is empty. */
void blocks_of_chart(struct planner *p, const struct chart *c, int span);

/* ---- what every kind is made of -------------------------------------- */

/* Its series' numbers; the first column of data is 1 unless set. */
struct block_chart *chart_add(struct planner *p, const struct chart *c,
			      int span);
void chart_series(struct block_chart *b, enum xlsx_series kind,
		  size_t column);
/* In the next column: series stand beside each other. */
void chart_series_next(struct block_chart *b, enum xlsx_series kind);

/* A row a point, with its label. */
struct block_table *chart_numbers(struct planner *p, const struct chart *c,
				  const struct column *column, size_t n);
/* A value as the chart's numbers have it; blank for a gap. */
struct cell chart_number(const struct chart *c, double v);
/* A value as it is read beside its point, unit included. */
const char *chart_value_words(struct planner *p, const struct chart *c,
			      double v);

/* Ends of the values that are drawn. */
struct chart_scale { double low, high; };

/* Widen it to v; a gap widens nothing. */
void chart_scale_take(struct chart_scale *s, double v);

/* ---- lines over time: xlsx_blocks_lines.c ----------------------------- */

/* The value, its mean and limits, a step where a baseline begins. */
void chart_fill_control(struct planner *p, struct block_chart *b);
/* A column a line. */
void chart_fill_lines(struct planner *p, struct block_chart *b);

/* ---- bars: xlsx_blocks_bars.c ----------------------------------------- */

/* Bars, a Pareto, slopes, pairs, ranges and bridges. */
void chart_fill_bars(struct planner *p, struct block_chart *b);

/* A bar that need not begin at zero: its ends, and where its tone changes. */
struct floating_bar { double from, middle, to; };

/*
 * A floating bar is a stack: an empty part, then the visible ones, once above
 * and once below zero, because a stack grows from zero to either side. The
 * parts in the order in which it grows:
 */
enum bar_part {
	BAR_EMPTY, BAR_TO_MIDDLE, BAR_TO_END,
	BAR_EMPTY_BELOW, BAR_BELOW_TO_MIDDLE, BAR_BELOW_TO_END, BAR_PARTS
};

void bar_parts(double part[BAR_PARTS], const struct floating_bar *b);

/* ---- others ------------------------------------------------------------ */

/* xlsx_blocks_tornado.c: a bar a row of a table of inputs, low to high. */
void block_add_tornado(struct planner *p, const struct block_table *table,
		       const char *title);
/* Formulas over the cells of c->live, which is placed by now. */
void chart_follow(struct planner *p, struct block_chart *c);

/* xlsx_blocks_forest.c: differences with their intervals. */
void blocks_of_forest(struct planner *p, const struct chart *c, int span);

/* xlsx_blocks_small.c: many small charts that share one table. */
/* Two points or more: a line. */
bool tile_has_trend(const struct tile *t);
void block_add_trends(struct planner *p, const struct tile *tile, size_t n,
		      const struct block_table *tiles);
void blocks_of_panels(struct planner *p, const struct chart *c);

#endif
