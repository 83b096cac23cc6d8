/*
 * What-if on paper: the inputs and what follows from them as two tables,
 * and how far each input moves the result as a third.
 */
#include "render/layout.h"

#define FORM_COLUMNS 4

static struct cell text_cell(const char *s)
{
	return (struct cell){ .type = s && *s ? CELL_TEXT : CELL_BLANK,
			      .text = s };
}

static struct table *table_new(struct maker *m, const char *title,
			       const char *const *name, size_t n_rows)
{
	struct table *t = arena_alloc(m->arena, sizeof *t);

	t->title = title;
	t->subtitle = "";
	t->n_columns = FORM_COLUMNS;
	t->columns = arena_array(m->arena, FORM_COLUMNS, sizeof *t->columns);
	t->rows = arena_array(m->arena, n_rows, sizeof *t->rows);
	t->n_rows = n_rows;
	for (size_t c = 0; c < FORM_COLUMNS; c++)
		t->columns[c].title = name[c];
	for (size_t r = 0; r < n_rows; r++)
		t->rows[r] = arena_array(m->arena, FORM_COLUMNS,
					 sizeof **t->rows);
	return t;
}

static void rows_table(struct maker *m, struct stack *col, const char *title,
		       const struct form_row *row, size_t n)
{
	static const char *const name[FORM_COLUMNS] = {
		"What", "Value", "Unit", "Where from",
	};
	struct table *t;

	if (n == 0)
		return;
	t = table_new(m, title, name, n);
	t->columns[1].align = ALIGN_RIGHT;
	for (size_t r = 0; r < n; r++) {
		t->rows[r][0] = text_cell(row[r].label);
		t->rows[r][1] = row[r].cell;
		t->rows[r][2] = text_cell(row[r].unit);
		t->rows[r][3] = text_cell(row[r].note);
		t->rows[r][3].tone = TONE_MUTED;
	}
	layout_table(m, col, t);
}

static void tornado_table(struct maker *m, struct stack *col,
			  const struct form *f)
{
	static const char *const name[FORM_COLUMNS] = {
		"Input", "At its low end", "At its high end", "Swing",
	};
	struct table *t;

	if (f->n_tornado == 0)
		return;
	t = table_new(m, f->tornado_title ? f->tornado_title : "", name,
		      f->n_tornado);
	for (size_t r = 0; r < f->n_tornado; r++) {
		t->rows[r][0] = text_cell(f->tornado[r].label);
		t->rows[r][1] = f->tornado[r].low;
		t->rows[r][2] = f->tornado[r].high;
		t->rows[r][3] = f->tornado[r].swing;
	}
	for (size_t c = 1; c < FORM_COLUMNS; c++)
		t->columns[c].align = ALIGN_RIGHT;
	layout_table(m, col, t);
}

void layout_form(struct maker *m, struct stack *col, const struct form *f)
{
	rows_table(m, col, "What goes in", f->input, f->n_input);
	rows_table(m, col, "What follows", f->result, f->n_result);
	tornado_table(m, col, f);
}
