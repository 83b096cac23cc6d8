/*
 * The workbook: writes what the layout placed, with libxlsxwriter.
 *
 * Text goes through worksheet_write_string() only, so nothing that came from
 * a file is ever a formula; formulas are the model's own and carry their
 * value. The document's date is that of its data and no person is named.
 */
#include <errno.h>
#include <math.h>
#include <string.h>

#include "render/render.h"
#include "render/xlsx_labels.h"
#include "render/xlsx_text.h"
#include "render/xlsx_verify.h"
#include "render/xlsx_write.h"

#define SCREEN_PIXELS 1290.0	/* of a laptop, without row numbers */
#define ZOOM_MIN 75		/* per cent: smaller is hard to read */
#define FOOTER_MAX 250		/* Excel's limit is 255 */
#define LINKS_MAX 60000		/* Excel's limit is 65,530 a sheet */
#define RICH_MAX 8000		/* bytes: a longer text is set plain */
#define SECONDS_A_DAY 86400

bool writer_ok(struct writer *w, lxw_error e, const char *what)
{
	if (e == LXW_NO_ERROR || w->failed)
		return !w->failed;
	w->failed = true;
	err_set(w->err, e == LXW_ERROR_MEMORY_MALLOC_FAILED ? ERR_OS :
		ERR_SOFTWARE, "the workbook refused %s: %s", what,
		lxw_strerror(e));
	return false;
}

const char *writer_escaped(struct writer *w, const char *s)
{
	struct strbuf sb = STRBUF_INIT;
	const char *out;

	if (!strstr(s, "_x"))
		return s;
	xlsx_escape(&sb, s);
	out = arena_strdup(&w->arena, sb.s);
	strbuf_release(&sb);
	return out;
}

/* ---- cells ------------------------------------------------------- */

static size_t count_stretches(const char *rich)
{
	size_t n = 0;

	while (*rich) {
		size_t len = strcspn(rich, BOLD_ON BOLD_OFF);

		n += len > 0;
		rich += len;
		rich += strspn(rich, BOLD_ON BOLD_OFF);
	}
	return n;
}

static lxw_format *bold_format(struct writer *w, const struct xlsx_style *s,
			       bool bold)
{
	struct xlsx_style stretch = { .role = s->role, .tone = s->tone,
				      .type = CELL_TEXT, .bold = bold };

	return format_of(w, &stretch);
}

/* A text with bold stretches; all bold or all plain is no rich text to
 * Excel, and an empty stretch an error. */
static bool write_rich(struct writer *w, lxw_worksheet *ws,
		       const struct xlsx_place *c, lxw_format *f)
{
	size_t n = count_stretches(c->rich), at = 0;
	lxw_rich_string_tuple *tuple, **list;
	bool bold = false;

	if (n < 2 || strlen(c->rich) > RICH_MAX)
		return false;
	tuple = arena_array(&w->arena, n, sizeof *tuple);
	list = arena_array(&w->arena, n + 1, sizeof *list);
	for (const char *s = c->rich; *s;) {
		size_t len = strcspn(s, BOLD_ON BOLD_OFF);

		if (len) {
			char *text = arena_strndup(&w->arena, s, len);

			tuple[at].string = (char *)(uintptr_t)writer_escaped(w, text);
			tuple[at].format = bold_format(w, &c->style, bold);
			list[at] = &tuple[at];
			at++;
		}
		s += len;
		if (*s)
			bold = *s++ == BOLD_ON[0];
	}
	writer_ok(w, worksheet_write_rich_string(ws, c->row,
						 (lxw_col_t)c->col, list, f),
		  "a text with bold words");
	return true;
}

static void write_link(struct writer *w, lxw_worksheet *ws,
		       const struct xlsx_place *c, lxw_format *f)
{
	const char *to = xlsx_sheet_ref(&w->arena, c->link, c->link_at,
					c->link_col);

	if (w->links++ >= LINKS_MAX)
		return;
	writer_ok(w, worksheet_write_url(ws, c->row, (lxw_col_t)c->col,
					 arena_printf(&w->arena, "internal:%s",
						      to), f), "a link");
}

static void write_text(struct writer *w, lxw_worksheet *ws,
		       const struct xlsx_place *c, lxw_format *f)
{
	lxw_col_t col = (lxw_col_t)c->col;

	if (c->rich && write_rich(w, ws, c, f))
		return;
	if (c->rich && c->rich[0] == BOLD_ON[0] &&
	    count_stretches(c->rich) == 1) {
		struct xlsx_style bold = c->style;

		bold.bold = true;
		f = format_of(w, &bold);
	}
	writer_ok(w, worksheet_write_string(ws, c->row, col,
					    writer_escaped(w, c->text), f), "a text");
}

static void write_cell(struct writer *w, lxw_worksheet *ws,
		       const struct xlsx_place *c)
{
	lxw_format *f = format_of(w, &c->style);
	lxw_row_t row = c->row;
	lxw_col_t col = (lxw_col_t)c->col;

	if (c->last_col > c->col)
		writer_ok(w, worksheet_merge_range(ws, row, col, row,
						   (lxw_col_t)c->last_col, "",
						   f), "a wide sentence");
	if (c->link)
		write_link(w, ws, c, f);
	if (c->formula)
		writer_ok(w, worksheet_write_formula_num(ws, row, col,
							 c->formula, f,
							 c->num), "a formula");
	else if (c->type == XLSX_NUMBER)
		writer_ok(w, worksheet_write_number(ws, row, col, c->num, f),
			  "a number");
	else if (c->type == XLSX_TEXT)
		write_text(w, ws, c, f);
	else
		writer_ok(w, worksheet_write_blank(ws, row, col, f),
			  "an empty cell");
}

/* ---- sheets ------------------------------------------------------ */

static void write_table(struct writer *w, lxw_worksheet *ws,
			const struct xlsx_grid_table *t)
{
	size_t n = t->last_col - t->col + 1;
	lxw_table_column *column = arena_array(&w->arena, n, sizeof *column);
	lxw_table_column **list = arena_array(&w->arena, n + 1, sizeof *list);
	lxw_table_options options = {
		.name = (char *)(uintptr_t)t->name,
		.style_type = LXW_TABLE_STYLE_TYPE_LIGHT,
		.style_type_number = 1, .columns = list,
	};

	for (size_t i = 0; i < n; i++) {
		column[i].header =
			(char *)(uintptr_t)writer_escaped(w, t->header[i]);
		list[i] = &column[i];
	}
	writer_ok(w, worksheet_add_table(ws, t->row, (lxw_col_t)t->col,
					 t->last_row, (lxw_col_t)t->last_col,
					 &options), "a table");
}

/* Half way and more to white. */
static uint32_t lighter(uint32_t colour)
{
	uint32_t out = 0;

	for (int shift = 0; shift < 24; shift += 8) {
		uint32_t part = colour >> shift & 0xff;

		out |= (0xff - (0xff - part) * 3 / 10) << shift;
	}
	return out;
}

static void write_heat(struct writer *w, lxw_worksheet *ws,
		       const struct xlsx_bars *b)
{
	lxw_conditional_format heat = {
		.type = LXW_CONDITIONAL_2_COLOR_SCALE,
		.min_rule_type = LXW_CONDITIONAL_RULE_TYPE_NUMBER,
		.max_rule_type = LXW_CONDITIONAL_RULE_TYPE_NUMBER,
		.min_value = 0, .max_value = b->most,
		.min_color = 0xffffff,
		.max_color = lighter(w->doc->theme.accent)
	};

	writer_ok(w, worksheet_conditional_format_range(ws, b->row,
			(lxw_col_t)b->col, b->last_row,
			(lxw_col_t)b->last_col, &heat), "a heat map");
}

/* From 0, so that their lengths compare. */
static void write_bars(struct writer *w, lxw_worksheet *ws,
		       const struct xlsx_bars *b)
{
	lxw_conditional_format bar = {
		.type = LXW_CONDITIONAL_DATA_BAR, .bar_solid = LXW_TRUE,
		.bar_no_border = LXW_TRUE,
		.bar_color = lighter(w->doc->theme.accent),
		.min_rule_type = LXW_CONDITIONAL_RULE_TYPE_NUMBER,
		.max_rule_type = LXW_CONDITIONAL_RULE_TYPE_NUMBER,
		.min_value = 0, .max_value = b->most,
	};

	writer_ok(w, worksheet_conditional_format_range(ws, b->row,
			(lxw_col_t)b->col, b->last_row, (lxw_col_t)b->col,
			&bar), "bars in a column");
}

/* '&' begins a code in a footer. */
static void footer_text(struct strbuf *sb, const char *s)
{
	for (; s && *s; s++)
		strbuf_puts(sb, *s == '&' ? "&&" :
			    (unsigned char)*s < ' ' ? " " :
			    (char[]){ *s, 0 });
}

static void write_footer(struct writer *w, lxw_worksheet *ws)
{
	static const char page[] = "page &P of &N", tab[] = "&A";
	struct strbuf sb = STRBUF_INIT;

	strbuf_printf(&sb, "&L&8&K%06X", w->doc->theme.muted);
	footer_text(&sb, w->doc->period);
	strbuf_puts(&sb, " · ");
	footer_text(&sb, w->doc->stamp);
	strbuf_puts(&sb, " · run ");
	footer_text(&sb, w->doc->run);
	/* a very long zone or period: the page number stays */
	if (xlsx_units(sb.s) > FOOTER_MAX - 60) {
		strbuf_clear(&sb);
		strbuf_printf(&sb, "&L&8&K%06Xrun ", w->doc->theme.muted);
		footer_text(&sb, w->doc->run);
	}
	strbuf_printf(&sb, "&C&8&K%06X%s&R&8&K%06X%s", w->doc->theme.muted,
		      tab, w->doc->theme.muted, page);
	writer_ok(w, worksheet_set_footer(ws, sb.s), "the footer");
	strbuf_release(&sb);
}

/* A wide sheet opens a bit smaller, so that a row is seen without scrolling. */
static void write_zoom(lxw_worksheet *ws, const struct xlsx_sheet_plan *s)
{
	double width = 0;
	int zoom;

	for (uint32_t c = 0; c <= s->print_col && c < s->n_cols; c++)
		width += s->width[c] * 7 + 5;
	zoom = (int)(SCREEN_PIXELS / width * 20) * 5;
	if (zoom < 100)
		worksheet_set_zoom(ws, (uint16_t)(zoom < ZOOM_MIN ? ZOOM_MIN :
						  zoom));
}

static void write_page(struct writer *w, lxw_worksheet *ws,
		       const struct xlsx_sheet_plan *s)
{
	bool letter = w->doc->paper && !strcmp(w->doc->paper, "Letter");

	worksheet_gridlines(ws, LXW_HIDE_ALL_GRIDLINES);
	write_zoom(ws, s);
	if (!s->portrait)
		worksheet_set_landscape(ws);
	worksheet_set_paper(ws, letter ? 1 : 9);
	worksheet_fit_to_pages(ws, 1, s->one_page ? 1 : 0);
	worksheet_set_margins(ws, .45, .45, .55, .65);
	write_footer(w, ws);
	worksheet_set_tab_color(ws, s->part->reference ? w->doc->theme.faint :
				w->doc->theme.accent);
	writer_ok(w, worksheet_print_area(ws, 0, 0, s->print_row,
					  (lxw_col_t)s->print_col),
		  "the print area");
	if (s->repeat_row)
		writer_ok(w, worksheet_repeat_rows(ws, s->repeat_row,
						   s->repeat_row),
			  "the repeated header");
	if (s->n_breaks)
		writer_ok(w, worksheet_set_h_pagebreaks(ws, s->page_break),
			  "the page breaks");
	if (s->freeze_row)
		worksheet_freeze_panes(ws, s->freeze_row, 0);
}

static void write_sheet(struct writer *w, lxw_worksheet *ws,
			const struct xlsx_sheet_plan *s)
{
	char last[XLSX_REF_MAX];

	write_page(w, ws, s);
	for (uint32_t c = 0; c < s->n_cols; c++)
		writer_ok(w, worksheet_set_column(ws, (lxw_col_t)c,
						  (lxw_col_t)c, s->width[c],
						  NULL), "a column's width");
	for (uint32_t r = 0; r < s->n_rows; r++)
		if (s->height[r] > 0)
			writer_ok(w, worksheet_set_row(ws, r, s->height[r],
						       NULL), "a row's height");
	for (size_t i = 0; i < s->n_tables; i++)
		write_table(w, ws, &s->table[i]);
	for (size_t i = 0; i < s->n_bars; i++)
		if (s->bars[i].last_col)
			write_heat(w, ws, &s->bars[i]);
		else
			write_bars(w, ws, &s->bars[i]);
	w->links = 0;
	for (size_t i = 0; i < s->n && !w->failed; i++)
		write_cell(w, ws, &s->cell[i]);
	for (size_t i = 0; i < s->n_charts && !w->failed; i++)
		chart_write(w, ws, s->name, &s->chart[i]);
	/* "00123" is a text and shall stay one, without a green corner */
	xlsx_ref(last, s->n_rows, s->n_cols, false);
	writer_ok(w, worksheet_ignore_errors(ws,
			LXW_IGNORE_NUMBER_STORED_AS_TEXT,
			arena_printf(&w->arena, "A1:%s", last)),
		  "a range of texts");
	rules_write(w, ws, s);
}

/* ---- the workbook ------------------------------------------------ */

static void write_properties(struct writer *w)
{
	const struct doc *d = w->doc;
	struct arena *a = &w->arena;
	lxw_doc_properties p = {
		.title = arena_printf(a, "%s, %s", d->title, d->period),
		.subject = arena_strdup(a, d->stamp),
		.company = arena_strdup(a, d->team),
		.comments = arena_printf(a, "Facts, configuration and date "
					 "have the digest %s.", d->inputs),
		.created = (time_t)d->created * SECONDS_A_DAY,
	};

	/* 0 would ask the library for its own clock */
	if (p.created == 0)
		p.created = 1;
	writer_ok(w, workbook_set_properties(w->book, &p),
		  "the document's properties");
}

/* The first format is that of every cell without one: font and size decide
 * what a column's width means. */
static void set_default_font(struct writer *w)
{
	lxw_format *f = STAILQ_FIRST(w->book->formats);

	if (!f)
		return;
	format_set_font_name(f, w->font);
	format_set_font_size(f, xlsx_role_points(ROLE_BODY));
	format_set_font_color(f, w->doc->theme.ink);
}

static void write_book(struct writer *w, const struct xlsx_plan *plan)
{
	lxw_worksheet **sheet = arena_array(&w->arena, plan->n, sizeof *sheet);

	set_default_font(w);
	write_properties(w);
	for (size_t i = 0; i < plan->n; i++) {
		sheet[i] = workbook_add_worksheet(w->book,
						  plan->sheet[i].name);
		if (!sheet[i]) {
			writer_ok(w, LXW_ERROR_INVALID_SHEETNAME_CHARACTER,
				  "a sheet's name");
			return;
		}
	}
	for (size_t i = 0; i < plan->n && !w->failed; i++)
		write_sheet(w, sheet[i], &plan->sheet[i]);
	for (size_t i = 0; i < plan->n_names; i++)
		writer_ok(w, workbook_define_name(w->book, plan->name[i].name,
				arena_printf(&w->arena, "=%s",
					     plan->name[i].refers_to)),
			  "a name");
	worksheet_activate(sheet[0]);
}

/* The library tells what failed, the errno under it why: a full disk is not
 * our mistake. */
static int close_book(struct writer *w, const char *path)
{
	lxw_error e;

	errno = 0;
	e = workbook_close(w->book);
	w->book = NULL;
	if (w->failed)
		return -1;
	if (e == LXW_NO_ERROR)
		return 0;
	if (errno == ENOSPC || errno == EDQUOT || errno == EIO ||
	    errno == EFBIG)
		return err_errno(w->err, ERR_IO, errno, "the workbook %s could "
				 "not be written", path);
	return err_set(w->err, ERR_SOFTWARE, "the workbook %s could not be "
		       "written: %s", path, lxw_strerror(e));
}

static bool has_charts(const struct xlsx_plan *plan)
{
	for (size_t i = 0; i < plan->n; i++)
		if (plan->sheet[i].n_charts)
			return true;
	return false;
}

static int xlsx_render(const struct doc *doc, const char *path,
		       const char *work, struct err *err)
{
	lxw_workbook_options options = { .constant_memory = LXW_FALSE,
					 .use_zip64 = LXW_FALSE };
	struct writer w = { .doc = doc, .err = err };
	struct xlsx_plan plan;
	int ret = -1;

	if (xlsx_plan_make(&plan, doc, err))
		return -1;
	w.font = doc->theme.font && *doc->theme.font ? doc->theme.font :
		"Lato";
	options.tmpdir = arena_strdup(&w.arena, work);
	w.book = workbook_new_opt(path, &options);
	if (!w.book) {
		err_set(err, ERR_OS, "out of memory for the workbook %s",
			path);
	} else {
		write_book(&w, &plan);
		ret = close_book(&w, path);
		if (!ret && has_charts(&plan))
			ret = labels_hold(path, err);
	}
	arena_release(&w.arena);
	xlsx_plan_release(&plan);
	return ret;
}

const struct renderer renderer_xlsx = {
	.id = "xlsx",
	.extension = ".xlsx",
	.help = "workbook for Excel and LibreOffice",
	.render = xlsx_render,
	.verify = xlsx_verify,
};
