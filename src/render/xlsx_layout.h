/*
 * render/xlsx_layout.h - where everything of a document stands in a workbook.
 *
 * Pure: a document in, sheets of placed cells out; no library is asked and
 * no byte is written. The writer (xlsx.c) writes what is placed and nothing
 * else; the check (xlsx_verify.c) compares the file with the same layout.
 *
 * Elements stack. All tables, lists, tiles and forms of a sheet share one
 * grid of columns (xlsx_grid.c): a column of a table takes a run of one or
 * more grid columns, its content stands in one cell of the run, and the
 * others stay empty, so that tables with different wishes stand above each
 * other and no data cell is merged. An Excel table takes one grid column for
 * each of its own. Only sentences are merged over the width.
 *
 * Row heights come from the text's width (xlsx_grid.c), never from a guess of
 * the program that opens the file, so wrapped text is never cut.
 *
 * The numbers behind charts stand under the sheet's last element, outside
 * its print area.
 */
#ifndef TUNEUP_RENDER_XLSX_LAYOUT_H
#define TUNEUP_RENDER_XLSX_LAYOUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "render/xlsx_read.h"
#include "report/model.h"

enum xlsx_role {
	ROLE_HEADLINE, ROLE_LEAD, ROLE_SECTION, ROLE_BODY, ROLE_NOTE,
	ROLE_HEADER,		/* of a column */
	ROLE_DATA,		/* a hair line below */
	ROLE_DENSE,		/* of an Excel table: no line */
	ROLE_TOTAL,
	ROLE_FIGURE,		/* one of the six numbers */
	ROLE_CHART_DATA		/* numbers behind a chart */
};

/* All that makes a format: the writer keeps one format for each. */
struct xlsx_style {
	enum xlsx_role role;
	enum cell_type type;
	int digits;
	enum tone tone;
	enum align align;
	bool wrap, indent, input, link, bold;
	bool frame;		/* to be filled in: framed, unlocked */
	bool as_text;		/* ... whatever it looks like */
};

struct xlsx_place {
	uint32_t row, col;
	uint32_t last_col;	/* > col: merged, sentences only */
	struct xlsx_style style;
	enum xlsx_type type;	/* blank, number or text */
	double num;
	const char *text;	/* plain, clean; "" if no text */
	const char *rich;	/* the same with bold marks, or NULL */
	const char *formula;	/* with '=', or NULL */
	const char *link;	/* name of a sheet, or NULL */
	uint32_t link_at, link_col; /* the cell there */
};

struct xlsx_valid {		/* what may be typed into cells of a column */
	uint32_t row, last_row, col;
	const struct fill *fill;	/* NULL: an input, 0 or more */
	const char *list;	/* a name: its choices stand on a sheet */
};

/* Sorted and filtered by the buttons of its header. */
struct xlsx_filter { uint32_t row, last_row, col, last_col; };

struct xlsx_grid_table {	/* an Excel table */
	const char *name;
	uint32_t row, last_row;	/* header, last data row */
	uint32_t col, last_col;
	const char **header;
};

struct xlsx_bars {		/* bars in the cells of a column */
	uint32_t row, last_row, col;
	double most;		/* what a full one is worth */
	uint32_t last_col;	/* of a heat map; 0 = bars */
};

#define XLSX_SERIES_MAX 10	/* of a chart */

/* A series: a column of the numbers behind a chart. */
enum xlsx_series {
	SERIES_VALUE, SERIES_CENTRE, SERIES_LOW, SERIES_HIGH, SERIES_TARGET,
	SERIES_MARK,
	SERIES_EMPTY,		/* room under a floating bar, not drawn */
	SERIES_BAR, SERIES_BAR_LIGHT,
	SERIES_LABEL,		/* room for the label right of a bar */
	/* of a forest, a scatter of points: */
	SERIES_INTERVAL, SERIES_PROMISE, SERIES_ZERO, SERIES_NAME,
	SERIES_WORD
};

/* Words of a forest stand at points of their own. */
struct xlsx_forest {
	double low, high;	/* ends of its axis, room for words included */
	const char **text;	/* beside a data row's point, or NULL */
	uint32_t *colour;
	bool *bold;
	size_t height_column;	/* of the data; the x of all is in `col` */
	double rows;		/* its height */
};

struct xlsx_chart_series {
	enum xlsx_series kind;
	uint32_t col;
	const char *name;
	const char *label;	/* beside the point label_at, or NULL */
	size_t label_at;
	size_t from, rows;	/* of a forest: its own data rows */
};

struct xlsx_chart {
	const struct chart *chart;	/* of the model */
	bool mini;			/* a tile's trend: line only */
	const struct chart_panel *panel; /* one of its small multiples */
	double most;			/* ... and the top of their scale */
	bool live;			/* follows inputs */
	uint32_t row, col;		/* top left cell */
	int x;				/* pixels right of it */
	int width, height;		/* pixels */
	uint32_t first, last;		/* data rows */
	uint32_t label_col;
	size_t n, shown;		/* points; rows with room after them */
	struct xlsx_chart_series series[XLSX_SERIES_MAX];
	size_t n_series;
	const char **text;		/* beside each bar or mark, or NULL */
	const struct xlsx_forest *forest;
	uint32_t height_col;		/* ... and where its heights stand */
};

struct xlsx_sheet_plan {
	const struct part *part;
	const char *name;		/* of the tab */
	double *width;			/* of columns, in digits; [0] margin */
	uint32_t n_cols;
	double *height;			/* of rows in points, 0 = default */
	uint32_t n_rows, cap_rows;
	struct xlsx_place *cell;	/* row by row, left to right */
	size_t n, cap;
	struct xlsx_grid_table *table;
	size_t n_tables, cap_tables;
	struct xlsx_bars *bars;
	size_t n_bars, cap_bars;
	struct xlsx_valid *valid;
	size_t n_valids, cap_valids;
	struct xlsx_filter filter;	/* last_row 0 = none */
	struct xlsx_chart *chart;
	size_t n_charts, cap_charts;
	uint32_t print_row, print_col;	/* last ones printed */
	bool one_page;		/* printed on one page, else as many as high */
	bool portrait;		/* the paper stands */
	uint32_t *page_break;	/* rows that begin a page, then 0 */
	size_t n_breaks, cap_breaks;
	uint32_t repeat_row;		/* printed on each page, 0 = none */
	uint32_t freeze_row;		/* rows above stay, 0 = none */
	bool protect;			/* it has inputs */
	bool hidden;
};

struct xlsx_plan_name { const char *name, *refers_to; };

/* Choices that do not fit into a validation. */
struct xlsx_list { const char *name; const struct fill *fill; };

/* A row of a table to fill in, for links. */
struct xlsx_anchor {
	const char *sheet, *id;
	uint32_t row, col;
};

/* A cell of a sheet that wants to lead to such a row. */
struct xlsx_pending { size_t sheet, cell; const char *id; };

struct xlsx_plan {
	struct xlsx_sheet_plan *sheet;
	size_t n;
	struct xlsx_plan_name *name;
	size_t n_names, cap_names;
	struct xlsx_list *list;
	size_t n_lists, cap_lists;
	struct xlsx_anchor *anchor;
	size_t n_anchors, cap_anchors;
	struct xlsx_pending *pending;
	size_t n_pending, cap_pending;
	struct arena arena;		/* owns all of it */
};

/* ERR_SOFTWARE for a number that is not finite, a broken text, a link or
 * name that cannot be: the block's id is in the message. */
int xlsx_plan_make(struct xlsx_plan *plan, const struct doc *doc,
		   struct err *err);
void xlsx_plan_release(struct xlsx_plan *plan);

/* Size of a role's letters in points, and whether they are bold in that tone:
 * measured and written as one. */
double xlsx_role_points(enum xlsx_role role);
bool xlsx_role_bold(enum xlsx_role role, enum tone tone);

/* Room for more elements of an array that lives in an arena, where what it
 * grew out of stays too: many are better asked for at once. */
void arena_vec_room(struct arena *a, void *item, size_t n, size_t *cap,
		    size_t size, size_t more);
/* Grow an array that lives in an arena by one; returns the new element. */
void *arena_vec_add(struct arena *a, void *item, size_t *n, size_t *cap,
		    size_t size);

#endif
