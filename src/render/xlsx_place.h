/*
 * render/xlsx_place.h - how much room a text takes, and a cell that has it
 * (private to xlsx_measure.c and xlsx_place*.c).
 *
 * The first pass asks how wide columns want to be, the second how high rows
 * get once the columns are what they are. Both must see the same letters and
 * the same room around them, or a text is cut: that room is told here, once.
 * Widths are in digits of body text (xlsx_grid.h), heights in points.
 */
#ifndef TUNEUP_RENDER_XLSX_PLACE_H
#define TUNEUP_RENDER_XLSX_PLACE_H

#include "render/xlsx_blocks.h"

#define INDENT_DIGITS 1.6
#define PAD_DIGITS 2.2		/* left and right of a text, wished for */
#define WRAP_PAD 1.2		/* ... and there in any case */

/* ---- of a table's cells: xlsx_measure.c -------------------------------- */

enum xlsx_role table_role(const struct block_table *t, size_t row,
			  size_t column);
/* Text that follows numbers, or text that fills its cell, keeps away. */
bool table_indent(const struct block_table *t, size_t column);
/* Room for the button of a filter in a header; 0 without one. */
double table_button(const struct block_table *t);
/* A number, an amount, a date: what is added and sorted. */
bool cell_is_number(const struct cell *c);

/* ---- a cell: xlsx_place_cell.c ------------------------------------------ */

/* An empty one at its place; the next call may move it. */
struct xlsx_place *cell_place(struct planner *p, uint32_t row, uint32_t col,
			      enum xlsx_role role);
/* Text with its bold marks. */
void cell_set_text(struct planner *p, struct xlsx_place *at,
		   const char *text);
/* All that the model says of it: value, tone, formula, name, links, and what
 * may be typed. */
void cell_set(struct planner *p, struct xlsx_place *at,
	      const struct cell *c);

#endif
