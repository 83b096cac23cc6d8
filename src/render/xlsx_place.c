/* Blocks become cells: rows go down, the grid says which columns. */
#include "render/xlsx_place.h"

#include <math.h>

#include "render/xlsx_text.h"

#define LINE_FACTOR 1.25	/* height of a line in letters */
#define PAD_POINTS 5.0		/* above and below the lines */
#define LONG_PAD_POINTS 2.5	/* ... of a long table */
#define LONG_ROWS 30		/* to be looked up, not read: rows are low */
#define DATA_ROW_POINTS 19.0
#define LONG_ROW_POINTS 15.0

static double line_points(enum xlsx_role role)
{
	return xlsx_role_points(role) * LINE_FACTOR;
}

/* ---- tables ------------------------------------------------------ */

uint32_t sheet_col(uint32_t grid_col)
{
	return grid_col + 1;	/* column A is the margin */
}

/* The cells of a run: content in one, the line below goes on in the others. */
static struct xlsx_place *place_run(struct planner *p, uint32_t row,
				    const struct strip_column *c,
				    enum xlsx_role role)
{
	size_t at = 0;

	for (uint32_t g = c->first; g <= c->last; g++) {
		struct xlsx_place *cell = cell_place(p, row, sheet_col(g),
						     role);

		if (g == strip_cell(c))
			at = (size_t)(cell - p->sheet->cell);
	}
	return &p->sheet->cell[at];
}

/* Width in which the text of a column breaks; 0 = it does not. */
static double wrap_width(struct planner *p, const struct block_table *t,
			 size_t c)
{
	const struct strip_column *s = &t->strip.column[c];
	double pad = WRAP_PAD + (table_indent(t, c) ? INDENT_DIGITS : 0);

	if (s->merge)
		return grid_span(&p->grid, s->first, s->last) - pad;
	if (!t->column[c].wrap && !s->one_cell)
		return 0;
	return p->grid.width[strip_cell(s)] - pad;
}

static double text_points(const char *text, enum xlsx_role role, bool bold,
			  double width)
{
	unsigned lines = text_line_count(text, xlsx_role_points(role), bold,
					 width);

	return lines * line_points(role) + PAD_POINTS;
}

static bool is_long(const struct block_table *t)
{
	return t->n_rows > LONG_ROWS && !t->header_name &&
	       t->role == ROLE_DATA;
}

/* From the header in the planner's row to the last row but a total. */
static void place_excel_table(struct planner *p, const struct block_table *t,
			      const char **header)
{
	struct xlsx_sheet_plan *s = p->sheet;
	struct xlsx_grid_table *g = arena_vec_add(p->a, &s->table,
						  &s->n_tables,
						  &s->cap_tables, sizeof *g);

	*g = (struct xlsx_grid_table){
		.name = t->excel_name, .row = p->row,
		.last_row = p->row + (uint32_t)t->n_rows -
			    (t->total_row ? 1 : 0),
		.col = sheet_col(0),
		.last_col = sheet_col((uint32_t)t->n_columns - 1),
		.header = header,
	};
	if (!xlsx_name_valid(g->name))
		planner_fail(p, "\"%s\" cannot be the name of a table",
			     g->name);
}

static void place_header(struct planner *p, struct block_table *t)
{
	const char **header = arena_array(p->a, t->n_columns, sizeof *header);

	for (size_t c = 0; c < t->n_columns; c++) {
		const struct strip_column *s = &t->strip.column[c];
		struct xlsx_place *at = place_run(p, p->row, s, ROLE_HEADER);
		double width = p->grid.width[strip_cell(s)] - PAD_DIGITS -
			       table_button(t) -
			       (table_indent(t, c) ? INDENT_DIGITS : 0);

		header[c] = t->column[c].title;
		if (t->excel_name)
			header[c] = xlsx_header_name(p->a, header[c], header,
						     c);
		cell_set_text(p, at, header[c]);
		at->style.align = t->column[c].align;
		at->style.indent = table_indent(t, c);
		at->style.wrap = s->first == s->last || s->right;
		if (!at->style.wrap)
			width = grid_span(&p->grid, s->first, s->last);
		row_height(p, p->row, text_points(at->text, ROLE_HEADER, true,
						  width));
	}
	if (t->excel_name)
		place_excel_table(p, t, header);
	t->header_row = p->row++;
}

static void place_cell(struct planner *p, const struct block_table *t,
		       size_t r, size_t c)
{
	const struct strip_column *s = &t->strip.column[c];
	enum xlsx_role role = table_role(t, r, c);
	struct xlsx_place *at = s->merge ?
		cell_place(p, p->row, sheet_col(s->first), role) :
		place_run(p, p->row, s, role);
	double width = wrap_width(p, t, c);
	bool bold;

	if (s->merge)
		at->last_col = sheet_col(s->last);
	struct cell cell = t->row[r][c];

	if (width > 0 && cell.type == CELL_TEXT)
		cell.text = xlsx_hold(p->a, cell.text);
	if (cell.formula)
		cell.formula = fill_formula(p, t, cell.formula);
	cell_set(p, at, &cell);
	at->style.align = t->column[c].align;
	at->style.indent = table_indent(t, c);
	at->style.wrap = width > 0 && (at->type == XLSX_TEXT ||
				       (cell.fill && t->column[c].wrap));
	bold = xlsx_role_bold(role, at->style.tone);
	if (at->style.wrap)
		row_height(p, p->row,
			   text_points(at->text, role, bold, width) -
			   (is_long(t) ? PAD_POINTS - LONG_PAD_POINTS : 0));
}

static double least_height(const struct block_table *t)
{
	if (t->min_height > 0)
		return t->min_height;
	if (is_long(t))
		return LONG_ROW_POINTS;
	return t->role == ROLE_DATA ? DATA_ROW_POINTS : 0;
}

/* Rows of many: a row of one line keeps the sheet's own height. */
static void settle_row(struct planner *p, const struct block_table *t)
{
	double *h = &p->sheet->height[p->row];

	if (*h <= line_points(ROLE_DENSE) + PAD_POINTS && t->role != ROLE_DATA)
		*h = 0;
	row_height(p, p->row, least_height(t));
}

static void place_bars(struct planner *p, const struct block_table *t)
{
	const struct table rows = {
		.rows = t->row, .n_rows = t->n_rows,
		.total_row = t->total_row, .bars = t->bars
	};
	struct xlsx_sheet_plan *s = p->sheet;

	for (size_t c = 0; c < t->n_columns; c++) {
		double most = table_bar(&rows, c);

		if (!(most > 0))
			continue;
		*(struct xlsx_bars *)arena_vec_add(p->a, &s->bars, &s->n_bars,
						   &s->cap_bars,
						   sizeof *s->bars) =
			(struct xlsx_bars){
				t->first_row, t->first_row +
				(uint32_t)(t->n_rows - 1 - t->total_row),
				sheet_col(strip_cell(&t->strip.column[c])),
				most, 0
			};
	}
}

/* Shades over the block of cells that has them all. */
static void place_heat(struct planner *p, const struct block_table *t)
{
	const struct table rows = {
		.rows = t->row, .n_rows = t->n_rows, .heat = t->heat,
		.n_columns = t->n_columns, .total_row = t->total_row
	};
	struct xlsx_sheet_plan *s = p->sheet;
	struct xlsx_bars heat = { .row = UINT32_MAX, .col = UINT32_MAX,
				  .most = table_heat(&rows) };

	if (!(heat.most > 0))
		return;
	for (size_t r = 0; r < t->n_rows; r++)
		for (size_t c = 0; c < t->n_columns; c++) {
			uint32_t row = t->first_row + (uint32_t)r, col;

			if (!is_heat(&rows, r, c))
				continue;
			col = sheet_col(strip_cell(&t->strip.column[c]));
			heat.row = row < heat.row ? row : heat.row;
			heat.last_row = row;
			heat.col = col < heat.col ? col : heat.col;
			heat.last_col = col > heat.last_col ? col :
							      heat.last_col;
		}
	*(struct xlsx_bars *)arena_vec_add(p->a, &s->bars, &s->n_bars,
					   &s->cap_bars, sizeof *s->bars) =
		heat;
}

void place_table(struct planner *p, struct block_table *t)
{
	struct xlsx_sheet_plan *s = p->sheet;

	if (t->stretch_last) {
		struct strip_column *c = &t->strip.column[t->n_columns - 1];

		if (c->last < p->text_last)
			c->last = p->text_last;
	}
	if (t->header)
		place_header(p, t);
	arena_vec_room(p->a, &s->cell, s->n, &s->cap, sizeof *s->cell,
		       t->n_rows * t->n_columns);
	t->first_row = p->row;
	for (size_t r = 0; r < t->n_rows && !p->failed; r++) {
		for (size_t c = 0; c < t->n_columns; c++)
			place_cell(p, t, r, c);
		settle_row(p, t);
		p->row++;
	}
	place_bars(p, t);
	place_heat(p, t);
	if (t->header_name)
		fill_table(p, t);
	p->row += (uint32_t)t->room;
	t->placed = true;
}

/* ---- sentences ---------------------------------------------------- */

/* One line stands in its cell and runs over the empty ones beside it; more
 * lines are merged over the width of the page. */
void place_text(struct planner *p, enum xlsx_role role, const char *text)
{
	struct xlsx_place *at = cell_place(p, p->row, sheet_col(p->left),
					   role);
	double width = grid_span(&p->grid, p->left, p->right) - WRAP_PAD;
	bool bold = xlsx_role_bold(role, TONE_PLAIN);

	cell_set_text(p, at, xlsx_hold(p->a, text));
	if (text_line_count(at->text, xlsx_role_points(role), bold, width) >
	    1) {
		at->last_col = sheet_col(p->right);
		at->style.wrap = at->last_col > at->col ||
				 p->grid.n == 1;
	}
	row_height(p, p->row, text_points(at->text, role, bold, width));
	p->row++;
}
