/*
 * render/xlsx_blocks.h - a part as things that stack (private to the layout).
 *
 * First pass: every element becomes blocks: a sentence, a table, a chart.
 * Tiles, lists and forms are tables here. Each table and the numbers behind
 * each chart wish for columns (struct strip). Then the grid is solved, and
 * the second pass places blocks row by row.
 *
 * An error is kept in planner.err once and ends the plan at the next look.
 */
#ifndef TUNEUP_RENDER_XLSX_BLOCKS_H
#define TUNEUP_RENDER_XLSX_BLOCKS_H

#include "render/xlsx_grid.h"
#include "render/xlsx_layout.h"

struct block_table {
	const struct column *column;
	size_t n_columns;
	struct cell **row;
	size_t n_rows, cap_rows;
	bool header, total_row;
	uint32_t bars, heat;	/* as in its table */
	bool merge_last;	/* sentences in the last column: its cells are
				 * merged */
	bool stretch_last;	/* ... over the whole width of the page */
	const char *excel_name;	/* or NULL */
	enum xlsx_role role;	/* of its cells */
	size_t figure;		/* column set large, SIZE_MAX = none */
	double min_height;	/* of a row in points, 0 = default */
	size_t room;		/* empty rows after it */
	const char *header_name; /* of a table to fill in, or NULL */
	const char *const *column_name;
	struct strip strip;
	uint32_t header_row, first_row;	/* answer of the second pass */
	bool placed;
};

struct block_chart {
	const struct chart *chart;
	int span;
	bool second;			/* beside the one before it */
	struct block_table *data;	/* numbers behind it */
	size_t first_column;		/* of data: the first series */
	enum xlsx_series kind[XLSX_SERIES_MAX];
	/* 0: all points; 1, 2: those of every second baseline */
	int turn[XLSX_SERIES_MAX];
	size_t column[XLSX_SERIES_MAX];	/* of data, for each series */
	size_t from[XLSX_SERIES_MAX], rows[XLSX_SERIES_MAX]; /* its rows in
				 * data; 0 rows = all of them */
	size_t n_series;
	const char *label[XLSX_SERIES_MAX]; /* beside a series' last point */
	size_t label_at[XLSX_SERIES_MAX];
	const char **text;		/* beside each bar or mark, or NULL */
	/* the tornado follows the low and high of a table above it */
	const struct block_table *live;
	/* a trend is drawn in the last column of a row of tiles */
	const struct block_table *tiles;
	size_t tile;
	/* one of the small multiples, which stand side by side */
	const struct chart_panel *panel;
	size_t number;			/* 0, 1, ... */
	double most;			/* top of their scale */
	const struct xlsx_forest *forest;
	size_t placed;			/* answer: index in sheet->chart */
};

enum block_kind { BLOCK_TEXT, BLOCK_TABLE, BLOCK_CHART, BLOCK_SPACE };

struct sheet_block {
	enum block_kind kind;
	const char *block;		/* id, for messages */
	enum xlsx_role role;		/* of a text */
	const char *text;
	struct block_table *table;
	struct block_chart *chart;
	bool beside;			/* of a space: what follows stands
					 * beside the chart before it */
};

struct planner {
	struct xlsx_plan *plan;
	struct xlsx_sheet_plan *sheet;
	const struct doc *doc;
	const char *block;		/* id, for messages */
	struct arena *a;
	struct sheet_block *item;
	size_t n, cap;
	struct grid grid;
	uint32_t text_last;		/* last grid column of sentences */
	uint32_t left, right;		/* grid columns of texts and charts
					 * now: all, or of two halves one */
	uint32_t row;			/* next free row */
	uint32_t group;			/* first row of what stays together */
	struct keep { uint32_t first, last; bool may_cut; } *keep;
	size_t n_keeps, cap_keeps;
	struct { uint32_t row, end; size_t cell; bool open; } pair;
	size_t tail;			/* its number: what follows a table
					 * to fill in; 0 = none */
	struct err *err;
	bool failed;
};

/* xlsx_blocks.c */
void blocks_of_element(struct planner *p, const struct element *e);
struct sheet_block *block_add(struct planner *p, enum block_kind kind);
void block_add_text(struct planner *p, enum xlsx_role role, const char *text);
struct block_table *block_table_new(struct planner *p,
				    const struct column *column, size_t n);
struct cell *block_table_row(struct planner *p, struct block_table *t);

/* xlsx_measure.c: what its strip wishes for */
void table_measure(struct planner *p, struct block_table *t);

/* xlsx_pair.c: two charts of half a page's width stand side by side. */
/* Would a chart that is added now be the second one? */
bool pair_wanted(const struct planner *p, const struct chart *c, int span);
/* At the space before block i: where what follows stands. */
void pair_begin(struct planner *p, size_t i);
/* Behind a chart. */
void pair_end(struct planner *p);

/* xlsx_place.c */
void place_table(struct planner *p, struct block_table *t);
void place_text(struct planner *p, enum xlsx_role role, const char *text);
/* The sheet's column of a column of the grid. */
uint32_t sheet_col(uint32_t grid_col);

/* xlsx_place_cell.c: at least so many points for a row; 0 makes it an
 * ordinary one. */
void row_height(struct planner *p, uint32_t row, double points);
/* A defined name of cells of this sheet. */
void place_name(struct planner *p, const char *name, uint32_t row,
		uint32_t col, uint32_t last_row, uint32_t last_col);

/* xlsx_fill.c: cells and tables to fill in */
void fill_cell(struct planner *p, struct xlsx_place *at,
	       const struct fill *fill);
/* An input of a form: a number. */
void fill_number(struct planner *p, const struct xlsx_place *at);
/* When its rows are placed: names, anchors for links, its filter. */
void fill_table(struct planner *p, const struct block_table *t);
/* [Title] becomes the cell of that column in the planner's row. */
const char *fill_formula(struct planner *p, const struct block_table *t,
			 const char *formula);
void fill_link(struct planner *p, const struct xlsx_place *at,
	       const char *row_id);
/* When all sheets are placed: links that lead to rows; the sheet of lists,
 * for which plan->sheet has room. */
void plan_links(struct xlsx_plan *plan);
void plan_lists(struct xlsx_plan *plan, const struct doc *doc);

/* xlsx_place_chart.c */
void place_chart(struct planner *p, struct block_chart *c);
void place_behind(struct planner *p, struct block_chart *c);
/* Of grid columns, as a screen shows them. */
double span_pixels(const struct planner *p, uint32_t first, uint32_t last);

/* xlsx_page.c: begin a page where a chart or a short table would be cut;
 * what may_cut is so only where it leaves room for more on that page. */
void page_keep(struct planner *p, uint32_t first, uint32_t last,
	       bool may_cut);
void page_break_rows(struct planner *p);

/* xlsx_layout.c */
void planner_fail(struct planner *p, const char *fmt, ...) PRINTF_LIKE(2, 3);

#endif
