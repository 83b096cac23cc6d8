/* What each kind of element must hold. */
#include "report/check.h"

#include <string.h>
#include <strings.h>

#include "base/date.h"
#include "report/check_fill.h"
#include "report/check_map.h"

static int check_cell(struct check *c, const struct cell *cell)
{
	if (cell->type == CELL_TEXT && check_rich(c, "a cell", cell->text))
		return -1;
	if (cell->type == CELL_DASH && cell->text &&
	    check_plain(c, "a reason", cell->text))
		return -1;
	if (cell->type == CELL_DATE &&
	    (cell->num < DAY_MIN || cell->num > DAY_MAX))
		return check_bad(c, "a date is outside the calendar");
	if (check_finite(c, "a cell", cell->num) ||
	    check_digits(c, cell->digits) ||
	    check_formula(c, cell->formula))
		return -1;
	if (cell->fill && fill_wrong(cell->fill))
		return check_bad(c, "a cell to fill in %s",
				 fill_wrong(cell->fill));
	if (check_link(c, cell->link))
		return -1;
	return check_link_row(c, cell->link, cell->link_row);
}

static int check_excel_table(struct check *c, const struct table *t)
{
	if (!t->excel_name)
		return 0;
	for (size_t i = 0; i < t->n_columns; i++) {
		if (!*t->columns[i].title)
			return check_bad(c,
					 "column %zu of an Excel table has no "
					 "title", i);
		for (size_t j = 0; j < i; j++)
			if (!strcasecmp(t->columns[i].title,
					t->columns[j].title))
				return check_bad(c,
						 "two columns are called '%s'",
						 t->columns[i].title);
	}
	return 0;
}

static int check_table(struct check *c, const struct table *t)
{
	if (check_plain(c, "the title", t->title) ||
	    check_plain(c, "the subtitle", t->subtitle) ||
	    check_plain(c, "the sentence for no rows", t->empty))
		return -1;
	if (!t->n_columns)
		return check_bad(c, "a table has no columns");
	if (!t->n_rows && !*t->empty)
		return check_bad(c, "a table without rows says nothing");
	for (size_t i = 0; i < t->n_columns; i++)
		if (check_plain(c, "a column title", t->columns[i].title) ||
		    check_finite(c, "a width", t->columns[i].width))
			return -1;
	for (size_t r = 0; r < t->n_rows; r++)
		for (size_t i = 0; i < t->n_columns; i++)
			if (check_cell(c, &t->rows[r][i]))
				return -1;
	if (t->header_name && table_fill_wrong(t))
		return check_bad(c, "a table to fill in %s",
				 table_fill_wrong(t));
	return check_excel_table(c, t);
}

static int check_tile(struct check *c, const struct tile *t)
{
	const struct check_word texts[] = {
		{ "a label", t->label }, { "a value", t->value },
		{ "a unit", t->unit }, { "an interval", t->interval },
		{ "a target", t->target }, { "a verdict", t->verdict },
		{ "a change word", t->change }, { "a target word", t->meets },
	};

	if (check_words(c, texts, sizeof texts / sizeof *texts))
		return -1;
	if (check_gaps(c, "spark point", t->spark, t->n_spark))
		return -1;
	return check_cell(c, &t->cell);
}

static int check_list(struct check *c, const struct element *e)
{
	if (check_plain(c, "the title", e->as.list.title) ||
	    check_plain(c, "the sentence for no items", e->as.list.empty))
		return -1;
	if (!e->as.list.n && !*e->as.list.empty)
		return check_bad(c, "a list without items says nothing");
	for (size_t i = 0; i < e->as.list.n; i++) {
		const struct list_item *item = &e->as.list.item[i];

		if (check_plain(c, "a big number", item->big) ||
		    check_plain(c, "an item's title", item->title) ||
		    check_rich(c, "an item's text", item->body) ||
		    check_link(c, item->link))
			return -1;
	}
	return 0;
}

static int check_form_rows(struct check *c, const struct form_row *row,
			   size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (check_plain(c, "a label", row[i].label) ||
		    check_plain(c, "a unit", row[i].unit) ||
		    check_plain(c, "a note", row[i].note) ||
		    check_cell(c, &row[i].cell))
			return -1;
	return 0;
}

static int check_form(struct check *c, const struct form *f)
{
	if (!f->n_input || !f->n_result)
		return check_bad(c, "a form has no inputs or no results");
	if (check_form_rows(c, f->input, f->n_input) ||
	    check_form_rows(c, f->result, f->n_result) ||
	    check_plain(c, "the tornado's title", f->tornado_title))
		return -1;
	for (size_t i = 0; i < f->n_tornado; i++)
		if (check_plain(c, "a label", f->tornado[i].label) ||
		    check_cell(c, &f->tornado[i].low) ||
		    check_cell(c, &f->tornado[i].high) ||
		    check_cell(c, &f->tornado[i].swing))
			return -1;
	return 0;
}

static int check_tiles(struct check *c, const struct element *e)
{
	if (check_plain(c, "the title", e->as.tiles.title))
		return -1;
	if (!e->as.tiles.n)
		return check_bad(c, "there are no tiles");
	for (size_t i = 0; i < e->as.tiles.n; i++)
		if (check_tile(c, &e->as.tiles.item[i]))
			return -1;
	return 0;
}

static int check_map(struct check *c, const struct map_figure *m)
{
	const struct check_word texts[] = {
		{ "the title", m->title }, { "the subtitle", m->subtitle },
		{ "the sentence for no map", m->empty },
		{ "the title of the key", m->key_title },
	};
	const char *text;

	if (check_words(c, texts, sizeof texts / sizeof *texts))
		return -1;
	if ((!m->map || !m->map->n) && !*m->empty)
		return check_bad(c, "a map without steps says nothing");
	for (size_t i = 0; i < m->n_keys; i++)
		if (check_plain(c, "a sign's words", m->key[i].words))
			return -1;
	if (m->map && map_wrong(m->map))
		return check_bad(c, "a map %s", map_wrong(m->map));
	for (size_t i = 0; m->map && (text = map_text(m->map, i)); i++)
		if (check_plain(c, "a text of a map", text))
			return -1;
	return check_table(c, &m->table);
}

int check_element(struct check *c, const struct element *e)
{
	if (e->span < 1 || e->span > 12)
		return check_bad(c, "it is %d twelfths wide", e->span);
	switch (e->type) {
	case ELEMENT_TEXT:
		if (check_rich(c, "a text", e->as.text.text))
			return -1;
		return *e->as.text.text ? 0 : check_bad(c, "a text is empty");
	case ELEMENT_TILES:
		return check_tiles(c, e);
	case ELEMENT_LIST:
		return check_list(c, e);
	case ELEMENT_TABLE:
		return check_table(c, &e->as.table);
	case ELEMENT_CHART:
		return check_chart(c, &e->as.chart);
	case ELEMENT_FORM:
		return check_form(c, &e->as.form);
	case ELEMENT_MAP:
		return check_map(c, &e->as.map);
	}
	return check_bad(c, "there is no element type %d", (int)e->type);
}
