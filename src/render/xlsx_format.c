/* Styles become formats, one for each: a workbook with a format for every
 * cell is slow to open and has a limit. */
#include "render/xlsx_write.h"

#include <string.h>

#include "base/strbuf.h"

/* As in sentences: not a hyphen. */
#define MINUS "\"\u2212\""

const char *number_format(struct writer *w, enum cell_type type, int digits)
{
	static const char zeros[] = "000000000";
	int n = digits < 0 ? 0 : digits > 9 ? 9 : digits;
	const char *dot = n ? "." : "";
	const char *whole = w->doc->plain_numbers ? "0" : "#,##0";
	char currency[16];
	size_t len = 0;

	switch (type) {
	case CELL_NUMBER:
		return arena_printf(&w->arena, "%s%s%.*s;" MINUS "%s%s%.*s",
				    whole, dot, n, zeros, whole, dot, n, zeros);
	case CELL_PERCENT:
		return arena_printf(&w->arena, "0%s%.*s %%;" MINUS "0%s%.*s %%",
				    dot, n, zeros, dot, n, zeros);
	case CELL_MONEY:
		for (const char *c = w->doc->currency; c && *c; c++)
			if (*c != '"' && len < sizeof currency - 1)
				currency[len++] = *c;
		currency[len] = '\0';
		return arena_printf(&w->arena, "\"%s \"%s%s%.*s", currency,
				    whole, dot, n, zeros);
	case CELL_CHANGE:
		return arena_printf(&w->arena, "+%s%s%.*s;" MINUS "%s%s%.*s;"
				    "0%s%.*s", whole, dot, n, zeros, whole,
				    dot, n, zeros, dot, n, zeros);
	case CELL_DATE:
		return w->doc->date_format ? w->doc->date_format :
					     "d mmm yyyy";
	default:
		return NULL;
	}
}

static uint64_t style_key(const struct xlsx_style *s)
{
	uint64_t key = (uint64_t)s->role;

	key = key << 4 | (uint64_t)s->type;
	key = key << 4 | (uint64_t)(s->digits & 15);
	key = key << 4 | (uint64_t)s->tone;
	key = key << 2 | (uint64_t)s->align;
	key = key << 1 | s->wrap;
	key = key << 1 | s->indent;
	key = key << 1 | s->input;
	key = key << 1 | s->link;
	key = key << 1 | s->frame;
	key = key << 1 | s->as_text;
	return key << 1 | s->bold;
}

static uint32_t text_colour(const struct doc_theme *t,
			    const struct xlsx_style *s)
{
	if (s->link)
		return t->accent;
	if (s->tone != TONE_PLAIN)
		return tone_colour(t, s->tone);
	switch (s->role) {
	case ROLE_LEAD:
	case ROLE_NOTE:
	case ROLE_HEADER:
	case ROLE_CHART_DATA:
		return t->muted;
	default:
		return t->ink;
	}
}

static void set_lines(lxw_format *f, const struct xlsx_style *s,
		      const struct doc_theme *t)
{
	switch (s->role) {
	case ROLE_HEADER:
		format_set_bottom(f, LXW_BORDER_THIN);
		format_set_bottom_color(f, t->faint);
		break;
	case ROLE_DATA:
	case ROLE_FIGURE:
		format_set_bottom(f, LXW_BORDER_HAIR);
		format_set_bottom_color(f, t->rule);
		break;
	case ROLE_TOTAL:
		format_set_top(f, LXW_BORDER_THIN);
		format_set_top_color(f, t->muted);
		break;
	default:
		break;
	}
}

static uint8_t horizontal(const struct xlsx_style *s)
{
	static const uint8_t align[] = {
		[ALIGN_LEFT] = LXW_ALIGN_LEFT, [ALIGN_RIGHT] = LXW_ALIGN_RIGHT,
		[ALIGN_CENTRE] = LXW_ALIGN_CENTER,
	};

	return align[s->align];
}

/* Where a row has many lines the short cells stand at its top line. */
static uint8_t vertical(const struct xlsx_style *s)
{
	switch (s->role) {
	case ROLE_HEADER:
		return LXW_ALIGN_VERTICAL_BOTTOM;
	case ROLE_BODY:
	case ROLE_NOTE:
	case ROLE_LEAD:
		return LXW_ALIGN_VERTICAL_TOP;
	default:
		return LXW_ALIGN_VERTICAL_CENTER;
	}
}

static lxw_format *format_new(struct writer *w, const struct xlsx_style *s)
{
	const struct doc_theme *t = &w->doc->theme;
	lxw_format *f = workbook_add_format(w->book);
	const char *number = number_format(w, s->type, s->digits);

	if (!f) {
		writer_ok(w, LXW_ERROR_MEMORY_MALLOC_FAILED, "a format");
		return NULL;
	}
	format_set_font_name(f, w->font);
	format_set_font_size(f, xlsx_role_points(s->role));
	if (s->bold || xlsx_role_bold(s->role, s->tone))
		format_set_bold(f);
	format_set_font_color(f, text_colour(t, s));
	if (s->link)
		format_set_underline(f, LXW_UNDERLINE_SINGLE);
	format_set_align(f, horizontal(s));
	format_set_align(f, vertical(s));
	if (s->indent)
		format_set_indent(f, 1);
	if (s->wrap)
		format_set_text_wrap(f);
	if (number)
		format_set_num_format(f, number);
	set_lines(f, s, t);
	if (s->input) {
		format_set_pattern(f, LXW_PATTERN_SOLID);
		format_set_bg_color(f, t->input);
		format_set_unlocked(f);
	}
	if (s->frame) {
		format_set_border(f, LXW_BORDER_THIN);
		format_set_border_color(f, t->muted);
	}
	if (s->as_text)
		format_set_num_format(f, "@");
	return f;
}

lxw_format *format_of(struct writer *w, const struct xlsx_style *style)
{
	uint64_t key = style_key(style);
	struct format_entry *e;

	for (size_t i = 0; i < w->n_formats; i++)
		if (w->format[i].key == key)
			return w->format[i].format;
	e = arena_vec_add(&w->arena, &w->format, &w->n_formats,
			  &w->cap_formats, sizeof *e);
	e->key = key;
	e->format = format_new(w, style);
	return e->format;
}
