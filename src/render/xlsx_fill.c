/* Cells and tables that people fill in: what may be typed, where the choices
 * stand, names, filters and links to rows. */
#include <math.h>
#include <string.h>

#include "render/xlsx_blocks.h"
#include "render/xlsx_text.h"

#define LIST_UNITS 250		/* Excel's limit for an inline list is 255 */
#define LIST_COLUMN_MAX 60.0	/* digits */
#define LOOK_BACK 32		/* runs of cells that may go on */

/* ---- what may be typed --------------------------------------------------- */

/* A comma parts choices, a quote ends them; Excel trims blanks and reads
 * _x0041_ as A. */
static bool fits_inline(const struct fill *f)
{
	size_t units = 0;

	for (size_t i = 0; i < f->n_choices; i++) {
		const char *s = f->choice[i];
		size_t len = strlen(s);

		if (strpbrk(s, ",\"") || strstr(s, "_x") || s[0] == ' ' ||
		    s[0] == '=' || s[len - 1] == ' ')
			return false;
		units += xlsx_units(s) + (i > 0);
	}
	return units <= LIST_UNITS;
}

static bool same_choices(const struct fill *a, const struct fill *b)
{
	if (a->n_choices != b->n_choices)
		return false;
	for (size_t i = 0; i < a->n_choices; i++)
		if (strcmp(a->choice[i], b->choice[i]) != 0)
			return false;
	return true;
}

/* The name of a list on the sheet of lists. */
static const char *list_name(struct planner *p, const struct fill *f)
{
	struct xlsx_plan *plan = p->plan;
	struct xlsx_list *l;

	for (size_t i = 0; i < plan->n_lists; i++)
		if (same_choices(plan->list[i].fill, f))
			return plan->list[i].name;
	l = arena_vec_add(p->a, &plan->list, &plan->n_lists, &plan->cap_lists,
			  sizeof *l);
	l->name = arena_printf(p->a, "choices_%zu", plan->n_lists);
	l->fill = f;
	return l->name;
}

/* Equal rules in rows below each other are one. */
static void add_valid(struct planner *p, const struct xlsx_place *at,
		      const struct fill *fill)
{
	struct xlsx_sheet_plan *s = p->sheet;
	size_t first = s->n_valids > LOOK_BACK ? s->n_valids - LOOK_BACK : 0;
	struct xlsx_valid *v;

	for (size_t i = s->n_valids; i > first; i--) {
		v = &s->valid[i - 1];
		if (v->col == at->col && v->last_row + 1 == at->row &&
		    v->fill == fill) {
			v->last_row = at->row;
			return;
		}
	}
	v = arena_vec_add(p->a, &s->valid, &s->n_valids, &s->cap_valids,
			  sizeof *v);
	v->row = v->last_row = at->row;
	v->col = at->col;
	v->fill = fill;
	v->list = NULL;
	if (fill && fill->kind == FILL_CHOICE && !fits_inline(fill))
		v->list = list_name(p, fill);
}

void fill_number(struct planner *p, const struct xlsx_place *at)
{
	add_valid(p, at, NULL);
}

void fill_cell(struct planner *p, struct xlsx_place *at,
	       const struct fill *fill)
{
	at->style.frame = at->style.input = true;
	if (fill->kind == FILL_DATE)
		at->style.type = CELL_DATE;
	else if (fill->kind == FILL_WHOLE)
		at->style.type = CELL_NUMBER;
	at->style.as_text = fill->kind == FILL_TEXT;
	add_valid(p, at, fill);
}

/* ---- tables -------------------------------------------------------------- */

static uint32_t table_col(const struct block_table *t, size_t c)
{
	return sheet_col(strip_cell(&t->strip.column[c]));
}

void fill_table(struct planner *p, const struct block_table *t)
{
	struct xlsx_plan *plan = p->plan;
	uint32_t last = t->first_row + (uint32_t)t->n_rows - 1;
	uint32_t first_col = table_col(t, 0);
	uint32_t last_col = table_col(t, t->n_columns - 1);

	place_name(p, t->header_name, t->header_row, first_col, t->header_row,
		   last_col);
	for (size_t c = 0; t->column_name && c < t->n_columns; c++)
		if (t->column_name[c])
			place_name(p, t->column_name[c], t->first_row,
				   table_col(t, c), last, table_col(t, c));
	for (size_t r = 0; r < t->n_rows; r++)
		*(struct xlsx_anchor *)arena_vec_add(p->a, &plan->anchor,
			&plan->n_anchors, &plan->cap_anchors,
			sizeof *plan->anchor) = (struct xlsx_anchor){
			.sheet = p->sheet->name, .id = t->row[r][0].text,
			.row = t->first_row + (uint32_t)r, .col = first_col,
		};
	/* a sheet has one filter */
	if (!p->sheet->filter.last_row)
		p->sheet->filter = (struct xlsx_filter){
			t->header_row, last, first_col, last_col
		};
}

const char *fill_formula(struct planner *p, const struct block_table *t,
			 const char *formula)
{
	const struct table titles = {
		.columns = (struct column *)(uintptr_t)t->column,
		.n_columns = t->n_columns
	};
	struct strbuf out = STRBUF_INIT;
	const char *text;
	char ref[XLSX_REF_MAX];

	if (!strchr(formula, '['))
		return formula;
	for (const char *s = formula; *s; s++) {
		size_t len = strcspn(s, "]"), c;

		if (*s != '[') {
			strbuf_putc(&out, *s);
			continue;
		}
		c = table_column(&titles, s + 1, len - 1);
		if (!s[len] || c == t->n_columns) {
			planner_fail(p, "formula \"%s\" asks for a column "
				     "that is not there", formula);
			break;
		}
		strbuf_puts(&out, xlsx_ref(ref, p->row, table_col(t, c),
					   false));
		s += len;
	}
	text = arena_strdup(p->a, out.s);
	strbuf_release(&out);
	return text;
}

/* ---- links to rows ------------------------------------------------------- */

void fill_link(struct planner *p, const struct xlsx_place *at,
	       const char *row_id)
{
	struct xlsx_plan *plan = p->plan;

	*(struct xlsx_pending *)arena_vec_add(p->a, &plan->pending,
		&plan->n_pending, &plan->cap_pending, sizeof *plan->pending) =
		(struct xlsx_pending){
			.sheet = (size_t)(p->sheet - plan->sheet),
			.cell = (size_t)(at - p->sheet->cell), .id = row_id,
		};
}

/* The document was checked: every row is there. */
void plan_links(struct xlsx_plan *plan)
{
	for (size_t i = 0; i < plan->n_pending; i++) {
		const struct xlsx_pending *want = &plan->pending[i];
		struct xlsx_place *at =
			&plan->sheet[want->sheet].cell[want->cell];

		for (size_t k = 0; at->link && k < plan->n_anchors; k++) {
			const struct xlsx_anchor *a = &plan->anchor[k];

			if (strcmp(a->id, want->id) != 0 ||
			    strcmp(a->sheet, at->link) != 0)
				continue;
			at->link_at = a->row;
			at->link_col = a->col;
		}
	}
}

/* ---- the sheet of lists -------------------------------------------------- */

enum { LISTS_HEADLINE = 1, LISTS_NOTE, LISTS_HEADER = 4, LISTS_FIRST };

static void list_text(struct xlsx_plan *plan, struct xlsx_sheet_plan *s,
		      uint32_t row, uint32_t col, enum xlsx_role role,
		      const char *text)
{
	struct xlsx_place *at = arena_vec_add(&plan->arena, &s->cell, &s->n,
					      &s->cap, sizeof *at);

	*at = (struct xlsx_place){
		.row = row, .col = col, .last_col = col,
		.type = XLSX_TEXT, .text = xlsx_plain(&plan->arena, text),
		.style = { .role = role, .type = CELL_TEXT },
	};
}

static double list_width(const struct xlsx_list *l)
{
	double width = text_digits(l->fill->title, xlsx_role_points(
				   ROLE_HEADER), true);

	for (size_t i = 0; i < l->fill->n_choices; i++)
		width = fmax(width, text_digits(l->fill->choice[i],
						xlsx_role_points(ROLE_DATA),
						false));
	return fmin(width + 3, LIST_COLUMN_MAX);
}

static void list_cells(struct xlsx_plan *plan, struct xlsx_sheet_plan *s,
		       size_t rows)
{
	list_text(plan, s, LISTS_HEADLINE, 1, ROLE_HEADLINE, "Lists");
	list_text(plan, s, LISTS_NOTE, 1, ROLE_NOTE, "Choices of drop-downs "
		  "on other sheets.");
	for (uint32_t c = 0; c < plan->n_lists; c++)
		list_text(plan, s, LISTS_HEADER, c + 1, ROLE_HEADER,
			  plan->list[c].fill->title);
	for (uint32_t r = 0; r < rows; r++)
		for (uint32_t c = 0; c < plan->n_lists; c++)
			if (r < plan->list[c].fill->n_choices)
				list_text(plan, s, LISTS_FIRST + r, c + 1,
					  ROLE_DATA,
					  plan->list[c].fill->choice[r]);
}

static void list_names(struct xlsx_plan *plan,
		       const struct xlsx_sheet_plan *s)
{
	for (uint32_t c = 0; c < plan->n_lists; c++) {
		uint32_t last = LISTS_FIRST - 1 +
				(uint32_t)plan->list[c].fill->n_choices;

		*(struct xlsx_plan_name *)arena_vec_add(&plan->arena,
			&plan->name, &plan->n_names, &plan->cap_names,
			sizeof *plan->name) = (struct xlsx_plan_name){
			plan->list[c].name,
			xlsx_range(&plan->arena, s->name, LISTS_FIRST, c + 1,
				   last, c + 1)
		};
	}
}

void plan_lists(struct xlsx_plan *plan, const struct doc *doc)
{
	struct arena *a = &plan->arena;
	struct xlsx_sheet_plan *s = &plan->sheet[plan->n];
	const char **used = arena_array(a, plan->n, sizeof *used);
	struct part *part = arena_alloc(a, sizeof *part);
	size_t rows = 0;

	if (!plan->n_lists)
		return;
	for (size_t i = 0; i < plan->n; i++)
		used[i] = plan->sheet[i].name;
	*part = (struct part){ .id = "lists", .title = "Lists",
			       .reference = true };
	s->part = part;
	s->name = xlsx_sheet_name(a, part->title, used, plan->n);
	s->hidden = doc->hide_lists;
	for (size_t i = 0; i < plan->n_lists; i++)
		rows = rows > plan->list[i].fill->n_choices ? rows :
		       plan->list[i].fill->n_choices;
	list_cells(plan, s, rows);
	list_names(plan, s);
	s->n_cols = (uint32_t)plan->n_lists + 1;
	s->width = arena_array(a, s->n_cols, sizeof *s->width);
	s->width[0] = 1.6;
	for (uint32_t c = 0; c < plan->n_lists; c++)
		s->width[c + 1] = list_width(&plan->list[c]);
	s->n_rows = LISTS_FIRST + (uint32_t)rows;
	s->height = arena_array(a, s->n_rows, sizeof *s->height);
	s->height[LISTS_HEADLINE] = 32;
	s->print_row = s->n_rows - 1;
	s->print_col = s->n_cols - 1;
	s->repeat_row = LISTS_HEADER;
	plan->n++;
}
