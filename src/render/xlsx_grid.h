/*
 * render/xlsx_grid.h - one grid of columns for all tables of a sheet
 * (private to the layout).
 *
 * Widths are in digits of body text, which is what a column width in a
 * workbook counts. A strip is a table's wish; the grid answers with a run of
 * grid columns for each of its columns.
 */
#ifndef TUNEUP_RENDER_XLSX_GRID_H
#define TUNEUP_RENDER_XLSX_GRID_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

#define GRID_MAX 256		/* columns of a sheet */

struct strip_column {
	double want;		/* width it would like */
	bool one_cell;		/* its text breaks into lines, or is a
				 * number: the width must be one cell's */
	bool right;		/* content stands in the last cell */
	bool merge;		/* sentences: the cells of the run are one */
	uint32_t first, last;	/* answer: run of grid columns, from 0 */
};

struct strip {
	struct strip_column *column;
	size_t n;
	bool dense;		/* an Excel table: no empty cells in a row */
	bool behind;		/* numbers behind a chart: asked last */
};

struct grid {
	double width[GRID_MAX];
	uint32_t n;
	double dear;		/* a digit more of width, in digits of empty
				 * room inside a table */
};

/*
 * Give every strip its runs and widen the grid where it must be. Tables are
 * fitted one after another, so their order matters: several are tried, and
 * the grid that is narrow and leaves few holes inside tables is taken.
 */
void grid_solve(struct grid *g, struct strip **strip, size_t n,
		struct arena *a);
double grid_span(const struct grid *g, uint32_t first, uint32_t last);
/* The cell of a run in which the content stands. */
uint32_t strip_cell(const struct strip_column *c);

/* Width of plain text at `points` in digits of body text (10 points); of its
 * widest line, and of its widest word. */
double text_digits(const char *s, double points, bool bold);
double word_digits(const char *s, double points, bool bold);
/* Lines that it breaks into in a cell of that width. */
unsigned text_line_count(const char *s, double points, bool bold,
			 double width);

#endif
