/* The cells of one sheet. */
#include "render/xlsx_read.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "render/xlsx_package.h"
#include "render/xlsx_text.h"

#define CELLS_MAX ((size_t)8 << 20)
#define SHEET_TEXTS_MAX ((size_t)256 << 20)	/* bytes of its own texts */

struct cells {
	struct xlsx_sheet *sheet;
	struct arena *arena;
	const struct shared *shared;
	struct rules rules;
	size_t cap, bytes;
	uint32_t row, col;	/* of the cell being read, else the next */
	bool in_cell, has_value, has_inline, has_formula, phonetic, sorted;
	char type;		/* 's' shared, 'i' inline or formula text,
				 * 'b', 'e', 'n' */
	struct xml_text value, text, formula;
	struct strbuf inline_text;
	struct xml *x;
};

static void start_row(struct cells *c, const char **attr)
{
	const char *r = xml_attr(attr, "r");
	char *end;
	unsigned long row;

	c->col = 0;
	if (!r)
		return;
	row = strtoul(r, &end, 10);
	if (*end || row < 1 || row > XLSX_ROWS)
		xml_refuse(c->x, "a row has no number that can be");
	else
		c->row = (uint32_t)row - 1;
}

static char cell_type(const char *t)
{
	if (!t || !strcmp(t, "n"))
		return 'n';
	if (!strcmp(t, "s") || !strcmp(t, "b") || !strcmp(t, "e"))
		return *t;
	return 'i';		/* "str", "inlineStr", "d": text as it is */
}

static void start_cell(struct cells *c, const char **attr)
{
	const char *r = xml_attr(attr, "r"), *style = xml_attr(attr, "s");
	unsigned long number = style ? strtoul(style, NULL, 10) : 0;

	if (r && xlsx_ref_parse(&c->row, &c->col, r))
		xml_refuse(c->x, "a cell has no address that can be");
	if (c->row >= XLSX_ROWS || c->col >= XLSX_COLS)
		xml_refuse(c->x, "a cell lies outside the sheet");
	if (number < c->shared->n_styles && c->shared->open_style[number])
		rules_open(&c->rules, c->row, c->col);
	c->in_cell = true;
	c->has_value = c->has_inline = c->has_formula = false;
	c->type = cell_type(xml_attr(attr, "t"));
	strbuf_clear(&c->value.sb);
	strbuf_clear(&c->formula.sb);
	strbuf_clear(&c->inline_text);
}

static void cells_start(void *ctx, const char *name, const char **attr)
{
	struct cells *c = ctx;

	if (!strcmp(name, "row")) {
		start_row(c, attr);
	} else if (!strcmp(name, "c")) {
		start_cell(c, attr);
	} else if (!c->in_cell) {
		rules_start(&c->rules, name, attr);
	} else if (!strcmp(name, "v")) {
		c->has_value = c->value.on = true;
	} else if (!strcmp(name, "f")) {
		c->has_formula = c->formula.on = true;
	} else if (!strcmp(name, "rPh")) {
		c->phonetic = true;
	} else if (!strcmp(name, "t") && !c->phonetic) {
		c->has_inline = c->text.on = true;
		strbuf_clear(&c->text.sb);
	}
}

static const char *keep_text(struct cells *c, const char *s, size_t len)
{
	c->bytes += len + 1;
	if (c->bytes > SHEET_TEXTS_MAX) {
		xml_refuse(c->x, "its texts are too long");
		return "";
	}
	return arena_strndup(c->arena, s, len);
}

static void set_number(struct cells *c, struct xlsx_cell *cell,
		       enum xlsx_type type)
{
	char *end;

	cell->type = type;
	cell->num = strtod(c->value.sb.s, &end);
	if (end == c->value.sb.s || *end || !isfinite(cell->num))
		xml_refuse(c->x, "a number cannot be read");
}

static void set_value(struct cells *c, struct xlsx_cell *cell)
{
	struct strbuf decoded = STRBUF_INIT;
	unsigned long at;
	char *end;

	if (c->has_inline) {
		cell->type = XLSX_TEXT;
		cell->text = keep_text(c, c->inline_text.s,
				       c->inline_text.len);
		return;
	}
	if (!c->has_value || (!c->value.sb.len && c->type != 'i'))
		return;
	switch (c->type) {
	case 's':
		at = strtoul(c->value.sb.s, &end, 10);
		if (*end || at >= c->shared->n_strings) {
			xml_refuse(c->x, "a shared text is missing");
			return;
		}
		cell->type = XLSX_TEXT;
		cell->text = c->shared->strings[at];
		return;
	case 'n':
		set_number(c, cell, XLSX_NUMBER);
		return;
	case 'b':
		set_number(c, cell, XLSX_BOOL);
		return;
	default:
		cell->type = c->type == 'e' ? XLSX_ERROR : XLSX_TEXT;
		xlsx_unescape(&decoded, c->value.sb.s, c->value.sb.len);
		cell->text = keep_text(c, decoded.s, decoded.len);
		strbuf_release(&decoded);
	}
}

/* A cell with neither value nor formula is only its format: not kept. */
static void end_cell(struct cells *c)
{
	struct xlsx_sheet *s = c->sheet;
	struct xlsx_cell cell = { .row = c->row, .col = c->col };

	c->in_cell = false;
	c->col++;
	set_value(c, &cell);
	if (c->has_formula)
		cell.formula = keep_text(c, c->formula.sb.s,
					 c->formula.sb.len);
	if (cell.type == XLSX_BLANK && !cell.formula)
		return;
	if (!arena_room(c->arena, &s->cell, s->n, &c->cap, sizeof *s->cell,
			CELLS_MAX)) {
		xml_refuse(c->x, "there are too many cells");
		return;
	}
	if (s->n) {
		const struct xlsx_cell *last = &s->cell[s->n - 1];

		if (last->row > cell.row ||
		    (last->row == cell.row && last->col >= cell.col))
			c->sorted = false;
	}
	s->cell[s->n++] = cell;
}

static void cells_end(void *ctx, const char *name)
{
	struct cells *c = ctx;

	if (!strcmp(name, "row")) {
		c->row++;
	} else if (!c->in_cell) {
		rules_end(&c->rules, name);
	} else if (!strcmp(name, "c")) {
		end_cell(c);
	} else if (!strcmp(name, "v")) {
		c->value.on = false;
	} else if (!strcmp(name, "f")) {
		c->formula.on = false;
	} else if (!strcmp(name, "rPh")) {
		c->phonetic = false;
	} else if (!strcmp(name, "t") && c->text.on) {
		c->text.on = false;
		if (c->inline_text.len + c->text.sb.len > XLSX_TEXT_BYTES_MAX)
			xml_refuse(c->x, "a text is too long");
		else
			xlsx_unescape(&c->inline_text, c->text.sb.s,
				      c->text.sb.len);
	}
}

static void cells_text(void *ctx, const char *s, size_t len)
{
	struct cells *c = ctx;

	xml_collect(&c->value, c->x, s, len);
	xml_collect(&c->formula, c->x, s, len);
	xml_collect(&c->text, c->x, s, len);
	xml_collect(&c->rules.text, c->x, s, len);
}

static int by_place(const void *a, const void *b)
{
	const struct xlsx_cell *x = a, *y = b;

	if (x->row != y->row)
		return x->row < y->row ? -1 : 1;
	return x->col < y->col ? -1 : x->col > y->col;
}

/* Programs write cells in order; a file that does not is sorted, one with two
 * cells in one place has no meaning. */
static int settle_order(struct xlsx_sheet *s, const struct package *p,
			struct err *err)
{
	qsort(s->cell, s->n, sizeof *s->cell, by_place);
	for (size_t i = 1; i < s->n; i++)
		if (!by_place(&s->cell[i - 1], &s->cell[i]))
			return err_set(err, ERR_DATA, "%s: sheet \"%s\" has "
				       "two cells in row %u, column %u",
				       package_path(p), s->name,
				       s->cell[i].row + 1,
				       s->cell[i].col + 1);
	return 0;
}

int sheet_cells(struct xlsx_sheet *sheet, struct package *p, const char *part,
		const struct shared *shared, struct arena *a,
		struct err *err)
{
	struct cells c = {
		.sheet = sheet, .arena = a, .shared = shared, .sorted = true,
		.rules = { .sheet = sheet, .arena = a,
			   .text.sb = STRBUF_INIT },
		.value.sb = STRBUF_INIT, .text.sb = STRBUF_INIT,
		.formula.sb = STRBUF_INIT, .inline_text = STRBUF_INIT,
	};
	struct xml x = { .start = cells_start, .end = cells_end,
			 .text = cells_text, .ctx = &c };
	int ret;

	c.x = c.rules.x = &x;
	sheet->filter = "";
	ret = package_xml(p, part, &x, err);
	strbuf_release(&c.value.sb);
	strbuf_release(&c.text.sb);
	strbuf_release(&c.formula.sb);
	strbuf_release(&c.inline_text);
	strbuf_release(&c.rules.text.sb);
	if (!ret && !c.sorted)
		ret = settle_order(sheet, p, err);
	return ret;
}
