/*
 * render/text.c - the document for a terminal, 80 columns, no colour.
 *
 * The same model as the workbook and the PDF, so that golden tests can read
 * what people read. Elements stack in reading order; spans are not used.
 */
#include "render/render.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/num.h"
#include "base/utf8.h"
#include "render/text_out.h"

#define LABEL_MAX 34

/* Parts of a sentence with " · " between those that say something. */
static void add_words(struct strbuf *out, const char *words)
{
	if (!*words)
		return;
	if (out->len)
		strbuf_puts(out, " \u00b7 ");
	strbuf_puts(out, words);
}

/* ---- tiles --------------------------------------------------------------- */

static void tile_spark(struct strbuf *out, const struct tile *t)
{
	double low = 0, high = 0;

	for (size_t i = 0; i < t->n_spark; i++) {
		if (isnan(t->spark[i]))
			continue;
		low = fmin(low, t->spark[i]);
		high = fmax(high, t->spark[i]);
	}
	text_spark(out, t->spark, t->n_spark, low, high);
}

static char *tile_value(struct arena *a, const struct tile *t)
{
	static const char *const arrow[] = { "\u25bc ", "", "\u25b2 " };

	return arena_printf(a, *t->unit ? "%s%s %s" : "%s%s%s",
			    arrow[t->arrow < 0 ? 0 : t->arrow > 0 ? 2 : 1],
			    t->value, t->unit);
}

/* Two lines: the number with interval and target; its course in words. */
static void tile_write(struct strbuf *out, const struct tile *t, size_t lw,
		       const char *value, size_t vw)
{
	struct strbuf words = STRBUF_INIT;
	const char *rest = t->label, *line;
	size_t len = out_line(&rest, lw, &line);
	char *label = xstrndup(line, len);

	add_words(&words, t->interval);
	add_words(&words, t->target);
	text_left(out, label, lw + 2);
	text_right(out, value, vw);
	if (lw + vw + 4 + utf8_width(words.s) <= TEXT_COLUMNS) {
		strbuf_printf(out, "  %s", words.s);
		strbuf_clear(&words);
	}
	text_end(out);
	if (words.len)
		out_wrap(out, words.s, 2, 2);
	if (*rest)
		out_wrap(out, rest, 0, 0);
	strbuf_clear(&words);
	tile_spark(&words, t);
	add_words(&words, t->change);
	add_words(&words, t->meets);
	add_words(&words, t->verdict);
	if (words.len)
		out_wrap(out, words.s, 2, 2);
	strbuf_release(&words);
	free(label);
}

static void tiles_write(struct strbuf *out, const struct element *e)
{
	const struct tile *item = e->as.tiles.item;
	size_t n = e->as.tiles.n, lw = 0, vw = 0;
	struct arena a = { 0 };
	char **value = arena_array(&a, n, sizeof *value);

	text_title(out, e->as.tiles.title, "");
	if (*e->as.tiles.title)
		strbuf_putc(out, '\n');
	for (size_t i = 0; i < n; i++) {
		size_t l = utf8_width(item[i].label);

		value[i] = tile_value(&a, &item[i]);
		lw = l > lw ? l : lw;
		l = utf8_width(value[i]);
		vw = l > vw ? l : vw;
	}
	lw = lw < LABEL_MAX ? lw : LABEL_MAX;
	for (size_t i = 0; i < n; i++)
		tile_write(out, &item[i], lw, value[i], vw);
	arena_release(&a);
}

/* ---- lists and forms ----------------------------------------------------- */

static void list_write(struct strbuf *out, const struct element *e)
{
	text_title(out, e->as.list.title, "");
	if (!e->as.list.n)
		out_wrap(out, e->as.list.empty, 0, 0);
	for (size_t i = 0; i < e->as.list.n; i++) {
		const struct list_item *item = &e->as.list.item[i];
		struct strbuf head = STRBUF_INIT;

		if (e->as.list.numbered)
			strbuf_printf(&head, "%zu. ", i + 1);
		else
			strbuf_puts(&head, "\u2022 ");
		if (*item->big)
			strbuf_printf(&head, *item->title ? "%s  " : "%s",
				      item->big);
		strbuf_puts(&head, item->title);
		out_wrap(out, head.s, 0, 3);
		out_wrap(out, item->body, 3, 3);
		strbuf_release(&head);
	}
}

static char *form_value(struct arena *a, const struct form_row *row,
			const char *currency)
{
	struct strbuf words = STRBUF_INIT;
	char *s;

	cell_words(&words, &row->cell, currency);
	if (*row->unit && row->cell.type != CELL_DASH)
		strbuf_printf(&words, " %s", row->unit);
	s = arena_strdup(a, words.s);
	strbuf_release(&words);
	return s;
}

static void form_rows(struct strbuf *out, const char *heading,
		      const struct form_row *row, size_t n,
		      const char *currency)
{
	const struct column head[] = {
		{ .title = heading, .wrap = true },
		{ .title = "Value", .align = ALIGN_RIGHT },
		{ .title = "", .wrap = true },
	};
	struct doc d = { 0 };
	struct table t = { .title = "", .subtitle = "", .empty = "" };

	table_columns(&d, &t, head, sizeof head / sizeof *head);
	for (size_t i = 0; i < n; i++) {
		struct cell *cell = table_row(&d, &t);

		cell[0] = cell_text(row[i].label);
		cell[1] = cell_text(form_value(&d.arena, &row[i], currency));
		cell[2] = cell_text(row[i].note);
	}
	text_table(out, &t, currency);
	doc_release(&d);
}

static void tornado_write(struct strbuf *out, const struct form *f,
			  const char *currency)
{
	static const struct column head[] = {
		{ .title = "What changes", .wrap = true },
		{ .title = "Low", .align = ALIGN_RIGHT },
		{ .title = "High", .align = ALIGN_RIGHT },
		{ .title = "Swing", .align = ALIGN_RIGHT },
	};
	struct doc d = { 0 };
	struct table t = {
		.title = f->tornado_title, .subtitle = "", .empty = ""
	};

	table_columns(&d, &t, head, sizeof head / sizeof *head);
	for (size_t i = 0; i < f->n_tornado; i++) {
		struct cell *cell = table_row(&d, &t);

		cell[0] = cell_text(f->tornado[i].label);
		cell[1] = f->tornado[i].low;
		cell[2] = f->tornado[i].high;
		cell[3] = f->tornado[i].swing;
	}
	text_table(out, &t, currency);
	doc_release(&d);
}

static void form_write(struct strbuf *out, const struct form *f,
		       const char *currency)
{
	form_rows(out, "Input", f->input, f->n_input, currency);
	strbuf_putc(out, '\n');
	form_rows(out, "Result", f->result, f->n_result, currency);
	if (!f->n_tornado)
		return;
	strbuf_putc(out, '\n');
	tornado_write(out, f, currency);
}

/* The edges in rows: a terminal has no arrows to all sides. */
static void map_write(struct strbuf *out, const struct map_figure *m,
		      const char *currency)
{
	struct table table = map_rows(m);

	text_table(out, &table, currency);
}

/* ---- the document -------------------------------------------------------- */

static void section_write(struct strbuf *out, const char *title)
{
	struct strbuf plain = STRBUF_INIT;
	size_t width;

	rich_plain(&plain, title);
	width = utf8_width(plain.s);
	out_wrap(out, plain.s, 0, 0);
	text_repeat(out, "\u2500", width < TEXT_COLUMNS ? width
							: TEXT_COLUMNS);
	strbuf_putc(out, '\n');
	strbuf_release(&plain);
}

static void element_write(struct strbuf *out, const struct element *e,
			  const char *currency)
{
	switch (e->type) {
	case ELEMENT_TEXT:
		if (e->as.text.style == TEXT_SECTION)
			section_write(out, e->as.text.text);
		else
			out_wrap(out, e->as.text.text, 0, 0);
		break;
	case ELEMENT_TILES:
		tiles_write(out, e);
		break;
	case ELEMENT_LIST:
		list_write(out, e);
		break;
	case ELEMENT_TABLE:
		text_table(out, &e->as.table, currency);
		break;
	case ELEMENT_CHART:
		text_chart(out, &e->as.chart);
		break;
	case ELEMENT_FORM:
		form_write(out, &e->as.form, currency);
		break;
	case ELEMENT_MAP:
		map_write(out, &e->as.map, currency);
		break;
	}
}

/* "── Agenda ────────…" across the whole width. */
static void part_head(struct strbuf *out, const struct part *p)
{
	size_t width = utf8_width(p->title);

	strbuf_printf(out, "\u2500\u2500 %s ", p->title);
	text_repeat(out, "\u2500", width + 4 < TEXT_COLUMNS
		    ? TEXT_COLUMNS - width - 4 : 0);
	text_end(out);
}

static void doc_head(struct strbuf *out, const struct doc *doc)
{
	struct strbuf line = STRBUF_INIT;

	add_words(&line, doc->title);
	add_words(&line, doc->team);
	out_wrap(out, line.s, 0, 0);
	strbuf_clear(&line);
	add_words(&line, doc->period_id);
	add_words(&line, doc->period);
	out_wrap(out, line.s, 0, 0);
	strbuf_clear(&line);
	add_words(&line, doc->stamp);
	strbuf_printf(&line, " \u00b7 run %s", doc->run);
	out_wrap(out, line.s, 0, 0);
	strbuf_release(&line);
}

void render_text_part(struct strbuf *out, const struct doc *doc,
		      const struct part *p)
{
	for (size_t i = 0; i < p->n; i++) {
		if (i)
			strbuf_putc(out, '\n');
		element_write(out, &p->element[i], doc->currency);
	}
}

void render_text(struct strbuf *out, const struct doc *doc)
{
	doc_head(out, doc);
	for (size_t i = 0; i < doc->n; i++) {
		const struct part *p = &doc->part[i];

		strbuf_putc(out, '\n');
		part_head(out, p);
		if (p->n)
			strbuf_putc(out, '\n');
		render_text_part(out, doc, p);
	}
}

static int text_render(const struct doc *doc, const char *path,
		       const char *work, struct err *err)
{
	struct strbuf out = STRBUF_INIT;
	int ret;

	(void)work;
	render_text(&out, doc);
	ret = file_write(path, out.s, out.len, err);
	strbuf_release(&out);
	return ret;
}

/* What was written is what the model says, byte for byte. */
static int text_verify(const struct doc *doc, const char *path,
		       struct err *err)
{
	struct strbuf want = STRBUF_INIT, got = STRBUF_INIT;
	int ret;

	render_text(&want, doc);
	ret = file_read(&got, path, STRBUF_MAX / 2, err);
	if (!ret && (got.len != want.len ||
		     memcmp(got.s, want.s, want.len) != 0))
		ret = err_set(err, ERR_SOFTWARE,
			      "%s does not hold what the report says", path);
	strbuf_release(&want);
	strbuf_release(&got);
	return ret;
}

const struct renderer renderer_text = {
	.id = "text",
	.extension = ".txt",
	.help = "plain text, 80 columns, for a terminal",
	.render = text_render,
	.verify = text_verify,
};
