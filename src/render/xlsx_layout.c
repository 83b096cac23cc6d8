/* Parts become sheets: names first, then blocks, the grid, and the rows. */
#include "render/xlsx_layout.h"

#include <math.h>
#include <stdarg.h>
#include <string.h>

#include "base/utf8.h"
#include "render/xlsx_blocks.h"
#include "render/xlsx_text.h"

#define TEXT_DIGITS 118.0	/* width of sentences, at least */
#define PAGE_DIGITS 165.0	/* ... and at most, still readable on a page */
#define MARGIN_DIGITS 1.6
#define TOP_POINTS 8.0
#define LONG_TABLE 30		/* rows: its header stays in sight */
#define SHORT_TABLE 24		/* rows: not cut by the end of a page */
#define LINES_TOGETHER 6	/* rows: more sentences may be parted */
#define HEADER_LOW 12		/* rows: below that a frozen header would
				 * take the screen */

void arena_vec_room(struct arena *a, void *item, size_t n, size_t *cap,
		    size_t size, size_t more)
{
	void **base = item, *bigger;

	if (*cap - n >= more)
		return;
	*cap = *cap * 2 < n + more ? n + more : *cap * 2;
	bigger = arena_array(a, *cap, size);
	if (n)
		memcpy(bigger, *base, n * size);
	*base = bigger;
}

void *arena_vec_add(struct arena *a, void *item, size_t *n, size_t *cap,
		    size_t size)
{
	char **base = item;

	arena_vec_room(a, item, *n, cap, size, *cap ? 1 : 16);
	return *base + size * (*n)++;
}

void planner_fail(struct planner *p, const char *fmt, ...)
{
	struct strbuf sb = STRBUF_INIT;
	va_list ap;

	if (p->failed)
		return;
	p->failed = true;
	va_start(ap, fmt);
	strbuf_vprintf(&sb, fmt, ap);
	va_end(ap);
	err_set(p->err, ERR_SOFTWARE, "block %s of part \"%s\": %s",
		p->block ? p->block : "?", p->sheet->part->id, sb.s);
	strbuf_release(&sb);
}

/* ---- names of sheets and tables ---------------------------------- */

static void name_sheets(struct xlsx_plan *plan, const struct doc *doc)
{
	struct arena *a = &plan->arena;
	const char **used;

	plan->n = doc->n ? doc->n : 1;
	/* one more for long lists of choices */
	plan->sheet = arena_array(a, plan->n + 1, sizeof *plan->sheet);
	used = arena_array(a, plan->n, sizeof *used);
	for (size_t i = 0; i < plan->n; i++) {
		const char *title = doc->n ? doc->part[i].title : doc->title;

		plan->sheet[i].part = doc->n ? &doc->part[i] : NULL;
		plan->sheet[i].name = used[i] =
			xlsx_sheet_name(a, title ? title : "", used, i);
	}
}

static int check_tables(const struct xlsx_plan *plan, struct err *err)
{
	for (size_t i = 0; i < plan->n; i++) {
		for (size_t k = 0; k < plan->sheet[i].n_tables; k++) {
			const char *name = plan->sheet[i].table[k].name;
			size_t same = 0;

			for (size_t j = 0; j < plan->n; j++)
				for (size_t m = 0;
				     m < plan->sheet[j].n_tables; m++)
					same += !strcmp(name, plan->sheet[j]
							.table[m].name);
			for (size_t m = 0; m < plan->n_names; m++)
				same += !strcmp(name, plan->name[m].name);
			if (same > 1)
				return err_set(err, ERR_SOFTWARE, "two tables "
					       "or cells are named \"%s\"",
					       name);
		}
	}
	return 0;
}

/* ---- one sheet --------------------------------------------------- */

/* A part that does not begin with a headline gets its title as one. */
static void make_blocks(struct planner *p, const struct part *part)
{
	if (!part->n || part->element[0].type != ELEMENT_TEXT ||
	    part->element[0].as.text.style != TEXT_HEADLINE)
		block_add_text(p, ROLE_HEADLINE, part->title);
	for (size_t i = 0; i < part->n; i++)
		blocks_of_element(p, &part->element[i]);
}

static void make_grid(struct planner *p)
{
	struct strip **strip = arena_array(p->a, p->n + 1, sizeof *strip);
	double total;
	size_t n = 0;

	for (size_t i = 0; i < p->n; i++) {
		struct block_table *t = p->item[i].table;

		if (p->item[i].kind == BLOCK_CHART)
			t = p->item[i].chart->data;
		if (!t || t->strip.column)
			continue;
		p->block = p->item[i].block;
		if (t->n_columns >= GRID_MAX / 2) {
			planner_fail(p, "a table has %zu columns; at most %d "
				     "are drawn", t->n_columns, GRID_MAX / 2);
			return;
		}
		table_measure(p, t);
		t->strip.behind = p->item[i].kind == BLOCK_CHART;
		strip[n++] = &t->strip;
	}
	grid_solve(&p->grid, strip, n, p->a);
	total = grid_span(&p->grid, 0, p->grid.n);
	if (total < TEXT_DIGITS && p->grid.n < GRID_MAX)
		p->grid.width[p->grid.n++] = fmax(TEXT_DIGITS - total, 2);
	if (total <= PAGE_DIGITS)
		p->text_last = p->grid.n - 1;
	while (p->text_last + 1 < p->grid.n &&
	       grid_span(&p->grid, 0, p->text_last) < TEXT_DIGITS - 8)
		p->text_last++;
	p->right = p->text_last;
}

/* A short table is not cut; of a long one, or one that takes most of a page,
 * the first rows stand under its heading. */
static void keep_table(struct planner *p, const struct block_table *t)
{
	uint32_t rows = (uint32_t)t->n_rows;

	if (rows <= SHORT_TABLE)
		page_keep(p, p->group, t->first_row + rows - 1, true);
	page_keep(p, p->group, t->first_row + (rows < 2 ? rows : 2) - 1,
		  false);
}

/* What stands under a table to fill in begins no page of its own, where that
 * table's header would be over it. */
static void keep_tail(struct planner *p, const struct block_table *t)
{
	uint32_t rows = (uint32_t)t->n_rows;

	if (!t->header_name || !rows || p->tail)
		return;
	page_keep(p, t->first_row + rows - (rows < 2 ? rows : 2), p->row - 1,
		  true);
	p->tail = p->n_keeps;
}

static void place_blocks(struct planner *p)
{
	for (size_t i = 0; i < p->n && !p->failed; i++) {
		struct sheet_block *b = &p->item[i];

		p->block = b->block;
		switch (b->kind) {
		case BLOCK_TEXT:
			place_text(p, b->role, b->text);
			if (p->row - p->group <= LINES_TOGETHER)
				page_keep(p, p->group, p->row - 1, false);
			break;
		case BLOCK_TABLE:
			place_table(p, b->table);
			keep_table(p, b->table);
			keep_tail(p, b->table);
			/* what follows a long one stays with its end */
			if (b->table->n_rows > SHORT_TABLE)
				p->group = p->row - 2;
			break;
		case BLOCK_CHART:
			place_chart(p, b->chart);
			pair_end(p);
			page_keep(p, p->group, p->row - 2, false);
			break;
		case BLOCK_SPACE:
			pair_begin(p, i);
			break;
		}
	}
	if (p->tail)
		p->keep[p->tail - 1].last = p->row - 1;
}

/* Under everything else, with a heading of their own. */
static void place_numbers(struct planner *p)
{
	bool any = false;

	for (size_t i = 0; i < p->n && !p->failed; i++) {
		if (p->item[i].kind != BLOCK_CHART)
			continue;
		p->block = p->item[i].block;
		if (!any) {
			p->row += 2;
			place_text(p, ROLE_SECTION, "Numbers behind the "
				   "charts on this sheet");
		}
		any = true;
		place_behind(p, p->item[i].chart);
	}
}

/* The header of the table that ends the sheet is printed on every page that it
 * goes on to; over another table it would be wrong, so a sheet's longest table
 * stands last. If a long table is all there is, its header stays in sight. */
static void keep_header(struct planner *p)
{
	const struct block_table *last = NULL;
	size_t tables = 0;

	for (size_t i = 0; i < p->n; i++) {
		const struct block_table *t = p->item[i].table;

		/* one to fill in is for paper too: what follows is short */
		if (t && t->header_name && t->header) {
			p->sheet->repeat_row = t->header_row;
			return;
		}
		if (p->item[i].kind == BLOCK_TABLE)
			last = t;
		if (p->item[i].kind == BLOCK_TABLE ||
		    p->item[i].kind == BLOCK_CHART)
			tables++;
	}
	if (!last || !last->header)
		return;
	p->sheet->repeat_row = last->header_row;
	if (last->n_rows > LONG_TABLE && tables == 1 &&
	    last->header_row < HEADER_LOW)
		p->sheet->freeze_row = last->header_row + 1;
}

/* The numbers behind charts may need more columns; paper is not made wider
 * for them. */
static uint32_t last_printed(const struct planner *p)
{
	uint32_t last = sheet_col(p->text_last);

	for (size_t i = 0; i < p->sheet->n; i++)
		if (p->sheet->cell[i].last_col > last)
			last = p->sheet->cell[i].last_col;
	return last;
}

static void settle_sheet(struct planner *p)
{
	struct xlsx_sheet_plan *s = p->sheet;

	s->n_cols = p->grid.n + 1;
	s->width = arena_array(p->a, s->n_cols, sizeof *s->width);
	s->width[0] = MARGIN_DIGITS;
	for (uint32_t c = 0; c < p->grid.n; c++)
		s->width[c + 1] = fmax(p->grid.width[c], 1);
	s->height[0] = TOP_POINTS;
}

static int plan_sheet(struct xlsx_plan *plan, struct xlsx_sheet_plan *sheet,
		      const struct doc *doc, struct err *err)
{
	struct planner p = { .plan = plan, .sheet = sheet, .doc = doc,
			     .a = &plan->arena, .row = 1, .err = err };
	static const struct part nothing = { .id = "", .title = "" };

	if (!sheet->part)
		sheet->part = &nothing;
	make_blocks(&p, sheet->part);
	if (!sheet->part->n)
		block_add_text(&p, ROLE_BODY, "Nothing to show.");
	make_grid(&p);
	if (!p.failed)
		place_blocks(&p);
	sheet->print_row = sheet->n_rows ? sheet->n_rows - 1 : 0;
	sheet->print_col = last_printed(&p);
	if (!p.failed)
		place_numbers(&p);
	if (p.failed)
		return -1;
	keep_header(&p);
	settle_sheet(&p);
	page_break_rows(&p);
	return 0;
}

int xlsx_plan_make(struct xlsx_plan *plan, const struct doc *doc,
		   struct err *err)
{
	memset(plan, 0, sizeof *plan);
	name_sheets(plan, doc);
	for (size_t i = 0; i < plan->n; i++)
		if (plan_sheet(plan, &plan->sheet[i], doc, err))
			goto fail;
	plan_links(plan);
	plan_lists(plan, doc);
	if (check_tables(plan, err))
		goto fail;
	return 0;
fail:
	xlsx_plan_release(plan);
	return -1;
}

void xlsx_plan_release(struct xlsx_plan *plan)
{
	arena_release(&plan->arena);
	memset(plan, 0, sizeof *plan);
}
