/* One cell: where it stands, what it says, its formula, name and links. */
#include "render/xlsx_place.h"

#include <math.h>
#include <string.h>
#include <strings.h>

#include "base/date.h"
#include "base/utf8.h"
#include "render/xlsx_text.h"

#define ROW_MAX 409.0		/* points, Excel's limit */
#define EXCEL_EPOCH 25569.0	/* 1970-01-01 */
#define EXCEL_LARGEST 9.99999999999999e307
#define EXCEL_FIRST 61.0	/* 1900-03-01: earlier days are off by one */

void row_height(struct planner *p, uint32_t row, double points)
{
	struct xlsx_sheet_plan *s = p->sheet;

	if (row >= XLSX_ROWS) {
		planner_fail(p, "sheet \"%s\" would have more than %d rows",
			     s->name, XLSX_ROWS);
		return;
	}
	if (row >= s->cap_rows) {
		uint32_t cap = row < 64 ? 128 : 2 * (row + 1);
		double *more = arena_array(p->a, cap, sizeof *more);

		if (s->n_rows)
			memcpy(more, s->height, s->n_rows * sizeof *more);
		s->height = more;
		s->cap_rows = cap;
	}
	if (row >= s->n_rows)
		s->n_rows = row + 1;
	s->height[row] = fmax(s->height[row], fmin(points, ROW_MAX));
}

struct xlsx_place *cell_place(struct planner *p, uint32_t row, uint32_t col,
			      enum xlsx_role role)
{
	struct xlsx_sheet_plan *s = p->sheet;
	struct xlsx_place *at = arena_vec_add(p->a, &s->cell, &s->n, &s->cap,
					      sizeof *at);

	at->row = row;
	at->col = at->last_col = col;
	at->style.role = role;
	at->text = "";
	row_height(p, row, 0);
	return at;
}

void cell_set_text(struct planner *p, struct xlsx_place *at, const char *text)
{
	const char *rich = xlsx_clean(p->a, text, true);

	if (text && utf8_valid_prefix(text, strlen(text)) != strlen(text)) {
		planner_fail(p, "a text is not valid UTF-8");
		return;
	}
	at->text = xlsx_plain(p->a, rich);
	at->rich = at->text == rich ? NULL : rich;
	at->type = *at->text ? XLSX_TEXT : XLSX_BLANK;
	at->style.type = CELL_TEXT;
}

static void set_number(struct planner *p, struct xlsx_place *at,
		       const struct cell *c)
{
	char date[DATE_MAX];
	double v = c->num;

	if (!isfinite(v)) {
		planner_fail(p, "a number is not finite");
		return;
	}
	if (fabs(v) > EXCEL_LARGEST) {
		planner_fail(p, "a number is too large for a workbook");
		return;
	}
	if (c->type == CELL_DATE && v + EXCEL_EPOCH < EXCEL_FIRST) {
		day_format(date, (int32_t)v);
		cell_set_text(p, at, arena_strdup(p->a, date));
		return;
	}
	at->type = XLSX_NUMBER;
	at->num = c->type == CELL_DATE ? v + EXCEL_EPOCH : v;
	at->style.type = c->type;
	at->style.digits = c->type == CELL_DATE ? 0 : c->digits;
}

static void set_formula(struct planner *p, struct xlsx_place *at,
			const struct cell *c)
{
	if (!c->formula)
		return;
	if (at->type != XLSX_NUMBER || c->formula[0] != '=')
		planner_fail(p, "formula \"%s\" needs '=' and a number that it "
			     "gives", c->formula);
	at->formula = c->formula;
}

static void set_name(struct planner *p, const struct xlsx_place *at,
		     const char *name)
{
	if (name)
		place_name(p, name, at->row, at->col, at->row, at->col);
}

void place_name(struct planner *p, const char *name, uint32_t row,
		uint32_t col, uint32_t last_row, uint32_t last_col)
{
	struct xlsx_plan *plan = p->plan;
	struct xlsx_plan_name *n;

	if (!xlsx_name_valid(name))
		planner_fail(p, "\"%s\" cannot be the name of a cell", name);
	for (size_t i = 0; i < plan->n_names; i++)
		if (!strcasecmp(plan->name[i].name, name))
			planner_fail(p, "two cells are named \"%s\"", name);
	n = arena_vec_add(p->a, &plan->name, &plan->n_names, &plan->cap_names,
			  sizeof *n);
	n->name = name;
	n->refers_to = row == last_row && col == last_col ?
		xlsx_sheet_ref(p->a, p->sheet->name, row, col) :
		xlsx_range(p->a, p->sheet->name, row, col, last_row, last_col);
}

static void set_link(struct planner *p, struct xlsx_place *at,
		     const char *part)
{
	if (!part)
		return;
	for (size_t i = 0; i < p->doc->n; i++) {
		if (strcmp(p->doc->part[i].id, part))
			continue;
		at->link = p->plan->sheet[i].name;
		at->style.link = true;
		return;
	}
	planner_fail(p, "a link leads to part \"%s\", which is not there",
		     part);
}

void cell_set(struct planner *p, struct xlsx_place *at, const struct cell *c)
{
	if (cell_is_number(c))
		set_number(p, at, c);
	else if (c->type == CELL_DASH)
		cell_set_text(p, at, "–");
	else if (c->type == CELL_TEXT)
		cell_set_text(p, at, c->text);
	at->style.tone = c->type == CELL_DASH ? TONE_MUTED : c->tone;
	at->style.input = c->input;
	if (c->input && at->type == XLSX_NUMBER && c->type != CELL_DATE)
		fill_number(p, at);
	if (c->fill)
		fill_cell(p, at, c->fill);
	p->sheet->protect |= c->input || c->fill;
	set_formula(p, at, c);
	set_name(p, at, c->name);
	set_link(p, at, c->link);
	if (c->link_row)
		fill_link(p, at, c->link_row);
}
