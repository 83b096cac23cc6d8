/*
 * A report's model as JSON: the same parts, elements and cells that the
 * workbook and the PDF are drawn from. Texts are plain; numbers stand beside
 * the words people read, so that a program need not take them apart.
 */
#include "cli/json_out.h"
#include "cli/show.h"

static json_t *plain(const char *rich)
{
	struct strbuf out = STRBUF_INIT;
	json_t *v;

	rich_plain(&out, rich ? rich : "");
	v = json_stringn(out.len ? out.s : "", out.len);
	strbuf_release(&out);
	return v;
}

static void set_plain(json_t *to, const char *name, const char *rich)
{
	json_set(to, name, plain(rich));
}

static bool has_number(const struct cell *c)
{
	return c->type != CELL_BLANK && c->type != CELL_TEXT &&
	       c->type != CELL_DASH;
}

/* What a person may answer. */
static void set_fill(json_t *to, const struct fill *f)
{
	static const char *const word[] = {
		[FILL_CHOICE] = "choice", [FILL_DATE] = "date",
		[FILL_WHOLE] = "whole number", [FILL_TEXT] = "text"
	};
	json_t *o = json_new_object(), *list;

	json_set(to, "fill", o);
	json_set_text(o, "kind", word[f->kind]);
	if (f->kind == FILL_DATE)
		json_set_day(o, "from", f->day);
	if (f->kind == FILL_WHOLE) {
		json_set_number(o, "from", f->least);
		json_set_number(o, "to", f->most);
	}
	if (f->kind != FILL_CHOICE)
		return;
	list = json_add_list(o, "choices");
	for (size_t i = 0; i < f->n_choices; i++)
		if (json_array_append_new(list, json_string(f->choice[i])))
			err_no_memory();
}

/* {"text": "18.0 %", "value": 0.18}; of a dash also why. */
static void set_cell(json_t *to, const struct cell *c, const char *currency)
{
	struct strbuf words = STRBUF_INIT;

	if (c->type != CELL_BLANK)
		cell_words(&words, c, currency);
	json_set(to, "text", json_stringn(words.len ? words.s : "",
					  words.len));
	strbuf_release(&words);
	if (c->type == CELL_DATE)
		json_set_day(to, "value", (int32_t)c->num);
	else if (has_number(c))
		json_set_number(to, "value", c->num);
	if (c->type == CELL_DASH)
		json_set_text(to, "why", c->text);
	if (c->formula)
		json_set_text(to, "formula", c->formula);
	if (c->fill)
		set_fill(to, c->fill);
}

static void set_numbers(json_t *to, const char *name, const double *v,
			size_t n)
{
	json_t *list;

	if (!v)
		return;
	list = json_add_list(to, name);
	for (size_t i = 0; i < n; i++) {
		json_t *one = v[i] - v[i] == 0 ? json_real(v[i]) :
						 json_null();

		if (json_array_append_new(list, one))
			err_no_memory();
	}
}

/* ---- elements ------------------------------------------------------- */

static const char *const style_word[] = {
	[TEXT_HEADLINE] = "headline", [TEXT_LEAD] = "lead",
	[TEXT_SECTION] = "section", [TEXT_BODY] = "body", [TEXT_NOTE] = "note"
};

static void tiles_json(json_t *to, const struct element *e)
{
	json_t *list = json_add_list(to, "tiles");

	set_plain(to, "title", e->as.tiles.title);
	for (size_t i = 0; i < e->as.tiles.n; i++) {
		const struct tile *t = &e->as.tiles.item[i];
		json_t *o = json_add_object(list);

		json_set_text(o, "label", t->label);
		json_set_text(o, "text", t->value);
		json_set_text(o, "unit", t->unit);
		if (has_number(&t->cell))
			json_set_number(o, "value", t->cell.num);
		json_set_text(o, "interval", t->interval);
		json_set_text(o, "target", t->target);
		json_set_text(o, "verdict", t->verdict);
		json_set_text(o, "change", t->change);
		json_set_text(o, "meets", t->meets);
		set_numbers(o, "weeks", t->spark, t->n_spark);
	}
}

static void list_json(json_t *to, const struct element *e)
{
	json_t *list = json_add_list(to, "items");

	set_plain(to, "title", e->as.list.title);
	json_set_text(to, "empty", e->as.list.n ? NULL : e->as.list.empty);
	for (size_t i = 0; i < e->as.list.n; i++) {
		const struct list_item *item = &e->as.list.item[i];
		json_t *o = json_add_object(list);

		set_plain(o, "big", item->big);
		set_plain(o, "title", item->title);
		set_plain(o, "body", item->body);
	}
}

static void table_json(json_t *to, const struct table *t,
		       const char *currency)
{
	json_t *columns = json_add_list(to, "columns");
	json_t *rows = json_add_list(to, "rows");

	set_plain(to, "title", t->title);
	set_plain(to, "subtitle", t->subtitle);
	json_set_text(to, "empty", t->n_rows ? NULL : t->empty);
	json_set(to, "total_row", json_boolean(t->total_row));
	for (size_t c = 0; c < t->n_columns; c++) {
		if (json_array_append_new(columns, plain(t->columns[c].title)))
			err_no_memory();
	}
	for (size_t r = 0; r < t->n_rows; r++) {
		json_t *row = json_new_list();

		if (json_array_append_new(rows, row))
			err_no_memory();
		for (size_t c = 0; c < t->n_columns; c++)
			set_cell(json_add_object(row), &t->rows[r][c],
				 currency);
	}
}

static void chart_json(json_t *to, const struct chart *c)
{
	json_t *labels = json_add_list(to, "labels");

	set_plain(to, "title", c->title);
	set_plain(to, "subtitle", c->subtitle);
	json_set_text(to, "alt", c->alt);
	json_set_text(to, "unit", c->unit);
	for (size_t i = 0; i < c->n; i++) {
		if (json_array_append_new(labels, json_string(
				c->label && c->label[i] ? c->label[i] : "")))
			err_no_memory();
	}
	set_numbers(to, "values", c->value, c->n);
	set_numbers(to, "low", c->low, c->n);
	set_numbers(to, "high", c->high, c->n);
	set_numbers(to, "centre", c->centre, c->n);
	json_set_number(to, "target", c->target);
	if (c->type == CHART_PAIRS) {
		json_t *words = json_add_list(to, "words");

		for (size_t i = 0; i < c->n_panel; i++)
			if (json_array_append_new(words,
						  plain(c->panel[i].words)))
				err_no_memory();
	}
	json_set_text(to, "empty", chart_has_value(c) ? NULL : c->empty);
}

static void form_rows(json_t *list, const struct form_row *row, size_t n,
		      const char *currency)
{
	for (size_t i = 0; i < n; i++) {
		json_t *o = json_add_object(list);

		json_set_text(o, "label", row[i].label);
		set_cell(o, &row[i].cell, currency);
		json_set_text(o, "unit", row[i].unit);
		json_set_text(o, "note", row[i].note);
	}
}

static void map_json(json_t *to, const struct map_figure *m,
		     const char *currency)
{
	struct table table = map_rows(m);

	table_json(to, &table, currency);
}

static void element_json(json_t *to, const struct element *e,
			 const char *currency)
{
	static const char *const word[] = {
		[ELEMENT_TEXT] = "text", [ELEMENT_TILES] = "tiles",
		[ELEMENT_LIST] = "list", [ELEMENT_TABLE] = "table",
		[ELEMENT_CHART] = "chart", [ELEMENT_FORM] = "form",
		[ELEMENT_MAP] = "map"
	};
	const struct form *form = &e->as.form;

	json_set_text(to, "type", word[e->type]);
	json_set_text(to, "block", e->block);
	switch (e->type) {
	case ELEMENT_TEXT:
		json_set_text(to, "style", style_word[e->as.text.style]);
		set_plain(to, "text", e->as.text.text);
		break;
	case ELEMENT_TILES:
		tiles_json(to, e);
		break;
	case ELEMENT_LIST:
		list_json(to, e);
		break;
	case ELEMENT_TABLE:
		table_json(to, &e->as.table, currency);
		break;
	case ELEMENT_CHART:
		chart_json(to, &e->as.chart);
		break;
	case ELEMENT_FORM:
		form_rows(json_add_list(to, "inputs"), form->input,
			  form->n_input, currency);
		form_rows(json_add_list(to, "results"), form->result,
			  form->n_result, currency);
		break;
	case ELEMENT_MAP:
		map_json(to, &e->as.map, currency);
		break;
	}
}

int show_json(const struct doc *d, struct err *err)
{
	json_t *all = json_new_object(), *parts;

	json_set_text(all, "report", d->report);
	json_set_text(all, "title", d->title);
	json_set_text(all, "team", d->team);
	json_set_text(all, "period", d->period_id);
	json_set_text(all, "period_words", d->period);
	json_set_text(all, "data", d->stamp);
	json_set_text(all, "inputs", d->inputs);
	json_set_text(all, "currency", d->currency);
	parts = json_add_list(all, "parts");
	for (size_t i = 0; i < d->n; i++) {
		const struct part *p = &d->part[i];
		json_t *part = json_add_object(parts), *elements;

		json_set_text(part, "id", p->id);
		json_set_text(part, "title", p->title);
		json_set(part, "reference", json_boolean(p->reference));
		elements = json_add_list(part, "elements");
		for (size_t k = 0; k < p->n; k++)
			element_json(json_add_object(elements),
				     &p->element[k], d->currency);
	}
	return json_print(all, err);
}
