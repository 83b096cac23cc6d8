/* Elements become sentences, tables and charts. */
#include "render/xlsx_blocks_chart.h"

#include <stdio.h>
#include <string.h>

#define LIST_TITLE_DIGITS 36.0
#define FIGURE_ROW_POINTS 24.0
#define LIST_ROW_POINTS 23.0

struct sheet_block *block_add(struct planner *p, enum block_kind kind)
{
	struct sheet_block *b = arena_vec_add(p->a, &p->item, &p->n, &p->cap,
					      sizeof *b);

	b->kind = kind;
	b->block = p->block;
	return b;
}

void block_add_text(struct planner *p, enum xlsx_role role, const char *text)
{
	struct sheet_block *b;

	if (!text || !*text)
		return;
	b = block_add(p, BLOCK_TEXT);
	b->role = role;
	b->text = text;
}

struct block_table *block_table_new(struct planner *p,
				    const struct column *column, size_t n)
{
	struct block_table *t = arena_alloc(p->a, sizeof *t);
	struct column *own = arena_array(p->a, n, sizeof *own);

	if (n)
		memcpy(own, column, n * sizeof *own);
	t->column = own;
	t->n_columns = n;
	t->header = true;
	t->role = ROLE_DATA;
	t->figure = SIZE_MAX;
	return t;
}

struct cell *block_table_row(struct planner *p, struct block_table *t)
{
	struct cell **slot = arena_vec_add(p->a, &t->row, &t->n_rows,
					   &t->cap_rows, sizeof *slot);

	*slot = arena_array(p->a, t->n_columns, sizeof **slot);
	return *slot;
}

static void add_table(struct planner *p, struct block_table *t)
{
	block_add(p, BLOCK_TABLE)->table = t;
}

static bool has_text(const char *s)
{
	return s && *s;
}

/* ---- text and tables --------------------------------------------- */

static void blocks_of_text(struct planner *p, enum text_style style,
			   const char *text)
{
	static const enum xlsx_role role[] = {
		[TEXT_HEADLINE] = ROLE_HEADLINE, [TEXT_LEAD] = ROLE_LEAD,
		[TEXT_SECTION] = ROLE_SECTION, [TEXT_BODY] = ROLE_BODY,
		[TEXT_NOTE] = ROLE_NOTE,
	};

	if (style == TEXT_SECTION)
		block_add(p, BLOCK_SPACE);
	block_add_text(p, role[style], text);
}

static void blocks_of_table(struct planner *p, const struct table *t)
{
	struct block_table *b;

	block_add(p, BLOCK_SPACE);
	block_add_text(p, ROLE_SECTION, t->title);
	block_add_text(p, ROLE_NOTE, t->subtitle);
	if (!t->n_rows || !t->n_columns) {
		block_add_text(p, ROLE_BODY, t->empty);
		return;
	}
	b = block_table_new(p, t->columns, t->n_columns);
	b->row = t->rows;
	b->n_rows = t->n_rows;
	b->total_row = t->total_row;
	b->bars = t->bars;
	b->heat = t->heat;
	if (t->excel_name && t->n_rows > (t->total_row ? 1 : 0)) {
		b->excel_name = t->excel_name;
		b->role = ROLE_DENSE;
		b->strip.dense = true;
	}
	if (t->header_name) {
		b->header_name = t->header_name;
		b->column_name = t->column_name;
		b->strip.dense = true;
	}
	add_table(p, b);
}

/* ---- tiles ------------------------------------------------------- */

enum { TILE_LABEL, TILE_VALUE, TILE_RANGE, TILE_TARGET, TILE_VERDICT,
       TILE_CHANGE, TILE_MEETS, TILE_TREND, TILE_COLUMNS };

static const struct column tile_column[TILE_COLUMNS] = {
	{ "Number", ALIGN_LEFT, 0, false },
	{ "Now", ALIGN_RIGHT, 10, false },
	{ "Range", ALIGN_LEFT, 0, false },
	{ "Target", ALIGN_LEFT, 0, false },
	{ "Verdict", ALIGN_LEFT, 20, true },
	{ "Changing?", ALIGN_LEFT, 12, true },
	{ "Target met?", ALIGN_LEFT, 14, true },
	{ "Trend", ALIGN_LEFT, 15, true },
};

static struct cell text_cell(const char *text, enum tone tone)
{
	struct cell c = cell_text(text ? text : "");

	c.tone = tone;
	return c;
}

/* A number's unit stands in its own format, or beside the label. */
static const char *tile_label(struct planner *p, const struct tile *t)
{
	if (!has_text(t->unit) || t->cell.type == CELL_PERCENT ||
	    t->cell.type == CELL_MONEY)
		return t->label;
	return arena_printf(p->a, "%s, %s", t->label, t->unit);
}

static void tile_row(struct planner *p, struct block_table *b,
		     const struct tile *t)
{
	static const char *const arrow[] = { "▼ ", "", "▲ " };
	struct cell *row = block_table_row(p, b);
	int to = t->arrow > 0 ? 1 : t->arrow < 0 ? -1 : 0;

	row[TILE_LABEL] = text_cell(tile_label(p, t), TONE_PLAIN);
	row[TILE_VALUE] = t->cell;
	if (t->cell.type == CELL_BLANK)
		row[TILE_VALUE] = text_cell(t->value, TONE_PLAIN);
	row[TILE_RANGE] = text_cell(t->interval, TONE_MUTED);
	row[TILE_TARGET] = text_cell(t->target, TONE_MUTED);
	row[TILE_VERDICT] = text_cell(t->verdict, t->tone);
	row[TILE_CHANGE] = text_cell(has_text(t->change) ?
				     arena_printf(p->a, "%s%s", arrow[to + 1],
						  t->change) : "", TONE_PLAIN);
	row[TILE_MEETS] = text_cell(t->meets, TONE_PLAIN);
}

static void blocks_of_tiles(struct planner *p, const char *title,
			    const struct tile *tile, size_t n)
{
	struct block_table *b;
	bool trend = false;

	block_add(p, BLOCK_SPACE);
	block_add_text(p, ROLE_SECTION, title);
	if (!n)
		return;
	for (size_t i = 0; i < n; i++)
		trend |= tile_has_trend(&tile[i]);
	b = block_table_new(p, tile_column, TILE_COLUMNS - (trend ? 0 : 1));
	b->figure = TILE_VALUE;
	b->min_height = FIGURE_ROW_POINTS;
	for (size_t i = 0; i < n; i++)
		tile_row(p, b, &tile[i]);
	add_table(p, b);
	if (trend)
		block_add_trends(p, tile, n, b);
}

/* ---- lists ------------------------------------------------------- */

static void list_row(struct planner *p, struct block_table *b,
		     const struct list_item *item, size_t number, bool big,
		     bool body)
{
	struct cell *row = block_table_row(p, b), *c = row;
	char no[24];

	if (number) {
		snprintf(no, sizeof no, "%zu", number);
		*c++ = text_cell(arena_strdup(p->a, no), TONE_MUTED);
	}
	if (big)
		*c++ = text_cell(item->big, item->tone == TONE_PLAIN ?
				 TONE_MUTED : item->tone);
	if (body) {
		*c = text_cell(item->title, TONE_PLAIN);
		c++->link = item->link;
		*c = text_cell(item->body, TONE_PLAIN);
		return;
	}
	*c = text_cell(item->title, big || number ? TONE_PLAIN : item->tone);
	c->link = item->link;
}

static void blocks_of_list(struct planner *p, const struct element *e)
{
	size_t n = e->as.list.n, columns = 0;
	struct column column[4] = { { 0 } };
	struct block_table *b;
	bool big = false, body = false;

	block_add(p, BLOCK_SPACE);
	block_add_text(p, ROLE_SECTION, e->as.list.title);
	if (!n) {
		block_add_text(p, ROLE_BODY, e->as.list.empty);
		return;
	}
	for (size_t i = 0; i < n; i++) {
		big |= has_text(e->as.list.item[i].big);
		body |= has_text(e->as.list.item[i].body);
	}
	if (e->as.list.numbered)
		column[columns++] = (struct column){ "", ALIGN_LEFT, 4, false };
	if (big)
		column[columns++] = (struct column){ "", ALIGN_LEFT, 0, false };
	if (body)
		column[columns++] = (struct column){ "", ALIGN_LEFT,
						     LIST_TITLE_DIGITS, true };
	column[columns++] = (struct column){ "", ALIGN_LEFT, 60, true };
	b = block_table_new(p, column, columns);
	b->header = false;
	b->merge_last = b->stretch_last = true;
	b->min_height = LIST_ROW_POINTS;
	for (size_t i = 0; i < n; i++)
		list_row(p, b, &e->as.list.item[i],
			 e->as.list.numbered ? i + 1 : 0, big, body);
	add_table(p, b);
}

/* ---- forms ------------------------------------------------------- */

static void form_rows(struct planner *p, const char *title,
		      const char *note, const struct form_row *row, size_t n)
{
	const struct column column[] = {
		{ title, ALIGN_LEFT, 34, true },
		{ "Value", ALIGN_RIGHT, 14, false },
		{ "Unit", ALIGN_LEFT, 14, false },
		{ note, ALIGN_LEFT, 44, true },
	};
	struct block_table *b;

	if (!n)
		return;
	block_add(p, BLOCK_SPACE);
	b = block_table_new(p, column, sizeof column / sizeof *column);
	b->merge_last = true;
	for (size_t i = 0; i < n; i++) {
		struct cell *cell = block_table_row(p, b);

		cell[0] = text_cell(row[i].label, TONE_PLAIN);
		cell[1] = row[i].cell;
		cell[2] = text_cell(row[i].unit, TONE_MUTED);
		cell[3] = text_cell(row[i].note, TONE_MUTED);
	}
	add_table(p, b);
}

static void blocks_of_form(struct planner *p, const struct form *f)
{
	static const struct column column[] = {
		{ "Input", ALIGN_LEFT, 34, true },
		{ "Low", ALIGN_RIGHT, 14, false },
		{ "High", ALIGN_RIGHT, 14, false },
		{ "Swing", ALIGN_RIGHT, 14, false },
	};
	bool money = f->n_tornado &&
		     f->tornado[0].low.type == CELL_MONEY;
	struct block_table *b;

	form_rows(p, "Change the yellow cells", "Where it comes from",
		  f->input, f->n_input);
	form_rows(p, "What follows", "How", f->result, f->n_result);
	if (!f->n_tornado)
		return;
	block_add(p, BLOCK_SPACE);
	block_add_text(p, ROLE_SECTION, f->tornado_title);
	block_add_text(p, ROLE_NOTE, arena_printf(p->a, "Result%s%s with one "
		       "input at its low and at its high value, the others "
		       "as above", money ? " in " : "",
		       money ? p->doc->currency : ""));
	b = block_table_new(p, column, sizeof column / sizeof *column);
	for (size_t i = 0; i < f->n_tornado; i++) {
		struct cell *cell = block_table_row(p, b);

		cell[0] = text_cell(f->tornado[i].label, TONE_PLAIN);
		cell[1] = f->tornado[i].low;
		cell[2] = f->tornado[i].high;
		cell[3] = f->tornado[i].swing;
	}
	add_table(p, b);
	block_add_tornado(p, b, f->tornado_title);
}

/* A sheet has the edges in rows, to sort and filter. */
static void blocks_of_map(struct planner *p, const struct map_figure *m)
{
	struct table table = map_rows(m);

	blocks_of_table(p, &table);
}

void blocks_of_element(struct planner *p, const struct element *e)
{
	p->block = e->block;
	switch (e->type) {
	case ELEMENT_TEXT:
		blocks_of_text(p, e->as.text.style, e->as.text.text);
		break;
	case ELEMENT_TILES:
		blocks_of_tiles(p, e->as.tiles.title, e->as.tiles.item,
				e->as.tiles.n);
		break;
	case ELEMENT_LIST:
		blocks_of_list(p, e);
		break;
	case ELEMENT_TABLE:
		blocks_of_table(p, &e->as.table);
		break;
	case ELEMENT_CHART:
		blocks_of_chart(p, &e->as.chart, e->span);
		break;
	case ELEMENT_FORM:
		blocks_of_form(p, &e->as.form);
		break;
	case ELEMENT_MAP:
		blocks_of_map(p, &e->as.map);
		break;
	}
}
