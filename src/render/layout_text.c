/* Text: measuring, breaking into lines, and the text element. */
#include <math.h>
#include <string.h>

#include "base/utf8.h"
#include "render/hold.h"
#include "render/layout.h"

#define ELLIPSIS "\u2026"
#define LAST_LEAST 0.14		/* of the width, for a last line */

void *arena_grow(struct arena *a, void *item, size_t n, size_t *cap,
		 size_t size)
{
	void *bigger;

	if (n < *cap)
		return item;
	*cap = *cap ? 2 * *cap : 8;
	bigger = arena_array(a, *cap, size);
	if (n)
		memcpy(bigger, item, n * size);
	return bigger;
}

static bool is_mark(uint32_t cp)
{
	return cp == (uint32_t)BOLD_ON[0] || cp == (uint32_t)BOLD_OFF[0];
}

/* ---- breaking ---- */

/* A place in rich text: where, and whether bold is on there. */
struct spot { const char *at; bool bold; };

static bool is_letter(unsigned char c)
{
	return (c | 0x20) >= 'a' ? (c | 0x20) <= 'z' || c >= 0x80 : false;
}

/* "re-work" and "mail/web" may break after the mark, "10-20" may not. */
static bool breaks_after(const char *s, const char *start)
{
	if ((*s != '-' && *s != '/') || s == start)
		return false;
	return is_letter((unsigned char)s[-1]) &&
	       is_letter((unsigned char)s[1]);
}

static double type_width(struct maker *m, const struct type *t, bool bold,
			 const char *s, size_t len)
{
	return text_width(m->fonts, bold ? t->bold : t->face, t->size,
			  t->tracking, s, len);
}

static double type_step(struct maker *m, const struct type *t, bool bold,
			uint32_t left, uint32_t cp)
{
	int units = text_step(m->fonts, bold ? t->bold : t->face, left, cp);

	return units * t->size / 1000 + t->tracking;
}

/*
 * The end of the line that starts at `from`: *end is behind its last
 * character, *next where the following line starts.
 */
static void line_end(struct maker *m, const struct type *t, double width,
		     struct spot from, struct spot *end, struct spot *next)
{
	const char *stop = from.at + strlen(from.at);
	struct spot here = from, solid = from;	/* solid: no blank after */
	struct spot held = from, behind = from;	/* a blank that holds */
	uint32_t left = 0;	/* character before, in the same face */
	double sum = 0;
	bool broke = false;

	while (here.at < stop) {
		struct spot was = here;
		uint32_t cp = utf8_next(&here.at, stop);

		if (is_mark(cp)) {
			here.bold = cp == (uint32_t)BOLD_ON[0];
			left = 0;
			continue;
		}
		sum += type_step(m, t, was.bold, left, cp);
		left = cp;
		if (cp == ' ' && solid.at > from.at && !broke &&
		    blank_holds(from.at, was.at)) {
			held = solid;
			behind = here;
		}
		if (cp == ' ' && !blank_holds(from.at, was.at)) {
			*end = solid;
			*next = here;
			broke = solid.at > from.at;
			continue;
		}
		solid = here;
		if (sum > width + 1e-6) {
			/* Rather a unit apart from its number than a number
			 * in two; at least one character a line. */
			if (!broke && held.at > from.at) {
				*end = held;
				*next = behind;
				return;
			}
			if (!broke && was.at == from.at)
				was = here;
			if (!broke)
				*end = *next = was;
			return;
		}
		if (breaks_after(was.at, from.at)) {
			*end = *next = here;
			broke = true;
		}
	}
	*end = solid;
	*next = here;
}

static void line_add(struct maker *m, const struct type *t,
		     struct text_lines *out, struct spot from,
		     const char *end)
{
	struct text_line line = { 0 };
	const char *s = from.at;
	bool bold = from.bold;

	while (s <= end) {
		size_t len = strcspn(s, BOLD_ON BOLD_OFF);
		struct text_run run;

		if (len > (size_t)(end - s))
			len = (size_t)(end - s);
		run = (struct text_run){ s, len, bold,
					 type_width(m, t, bold, s, len) };
		if (len) {
			arena_reserve(m->arena, &line.run, line.n, &line.cap);
			line.run[line.n++] = run;
			line.width += run.width;
		}
		s += len;
		if (s >= end)
			break;
		bold = *s++ == BOLD_ON[0];
	}
	arena_reserve(m->arena, &out->line, out->n, &out->cap);
	out->line[out->n++] = line;
}

static struct spot skip_spaces(struct spot s)
{
	while (*s.at == ' ' || is_mark((unsigned char)*s.at)) {
		if (*s.at != ' ')
			s.bold = *s.at == BOLD_ON[0];
		s.at++;
	}
	return s;
}

struct text_lines text_wrap(struct maker *m, const struct type *t,
			    double width, const char *rich)
{
	struct text_lines out = { 0 };
	struct spot from = { text_clean(m, rich), false };

	from = skip_spaces(from);
	do {
		struct spot end = from, next = from;

		line_end(m, t, width, from, &end, &next);
		line_add(m, t, &out, from, end.at);
		from = skip_spaces(next);
		out.line[out.n - 1].joins =
			*from.at && !memchr(end.at, ' ',
					    (size_t)(from.at - end.at));
	} while (*from.at);
	return out;
}

double lines_width(const struct text_lines *lines)
{
	double widest = 0;

	for (size_t i = 0; i < lines->n; i++)
		if (lines->line[i].width > widest)
			widest = lines->line[i].width;
	return widest;
}

double text_widest(struct maker *m, const struct type *t, const char *rich)
{
	struct text_lines one = text_wrap(m, t, 1e9, rich);

	return one.line[0].width;
}

double word_widest(struct maker *m, const struct type *t, const char *rich)
{
	const char *all = text_clean(m, rich), *s = all;
	bool bold = strchr(s, BOLD_ON[0]) != NULL;
	double widest = 0, word = 0;

	while (*s) {
		size_t len = strcspn(s, " " BOLD_ON BOLD_OFF);

		word += type_width(m, t, bold, s, len);
		widest = fmax(widest, word);
		s += len;
		if (*s == ' ' && blank_holds(all, s))
			word += type_width(m, t, bold, s, 1);
		else if (*s == ' ')
			word = 0;
		s += *s != '\0';
	}
	return widest;
}

const char *text_elide(struct maker *m, const struct type *t, double width,
		       const char *s)
{
	const char *whole = text_plain(m, s);
	size_t len = strlen(whole);
	double dots = type_width(m, t, false, ELLIPSIS, strlen(ELLIPSIS));

	if (type_width(m, t, false, whole, len) <= width)
		return whole;
	while (len > 0) {
		len--;
		while (len > 0 && ((unsigned char)whole[len] & 0xc0) == 0x80)
			len--;
		if (type_width(m, t, false, whole, len) + dots <= width)
			break;
	}
	while (len > 0 && whole[len - 1] == ' ')
		len--;
	return arena_printf(m->arena, "%.*s" ELLIPSIS, (int)len, whole);
}

/* ---- the text element ---- */

/* A paragraph: a piece per line, never one line alone on either page. */
static void paragraph(struct maker *m, struct stack *col,
		      const struct type *t, double width, double gap,
		      const char *text)
{
	struct text_lines lines = text_wrap(m, t, width, text);
	bool opened = !tag_holds(m->out->tag[m->tag].kind);

	if (opened)
		tag_open(m, TAG_P, NULL);
	for (size_t i = 0; i < lines.n; i++) {
		struct box at = { col->x, t->size * 0.95, width, 0 };
		struct piece *p = stack_piece(m, col, i ? 0 : gap,
					       t->leading);

		paint_lines(m, p, t, at, ALIGN_LEFT, &lines, i, i + 1);
		p->keep_next = i + 1 < lines.n &&
			       (i == 0 || i + 2 == lines.n || t->heading);
	}
	if (opened)
		tag_close(m);
}

/* Does the text break at `mark` into two parts that each fit a line? Bold
 * that runs over the mark is left alone. */
static bool breaks_at(struct maker *m, const struct type *t, double width,
		      const char *text, const char *mark, const char **second)
{
	const char *stop = strstr(text, mark);
	size_t len;

	if (!stop)
		return false;
	*second = stop + strlen(mark);
	len = (size_t)(stop + 1 - text);
	if (memrchr(text, BOLD_ON[0], len) > memrchr(text, BOLD_OFF[0], len))
		return false;
	return text_widest(m, t, arena_strndup(m->arena, text, len)) <=
	       width && text_widest(m, t, *second) <= width;
}

/* Two sentences take a line each, then two halves of one. */
static bool two_parts(struct maker *m, const struct type *t, double width,
		      const char *text, const char **second)
{
	return breaks_at(m, t, width, text, ". ", second) ||
	       breaks_at(m, t, width, text, "; ", second);
}

/* The least width that needs no more lines: they become of one length, and
 * no word is left alone on the last. */
static double balanced(struct maker *m, const struct type *t, double width,
		       const char *text)
{
	size_t n = text_wrap(m, t, width, text).n;
	double lo = width / 2, hi = width;

	if (n < 2)
		return width;
	for (int i = 0; i < 12; i++) {
		double mid = (lo + hi) / 2;

		if (text_wrap(m, t, mid, text).n > n)
			lo = mid;
		else
			hi = mid;
	}
	return hi;
}

double no_last_word(struct maker *m, const struct type *t, double width,
		    const char *text)
{
	struct text_lines lines = text_wrap(m, t, width, text);
	double last = lines.line[lines.n - 1].width;

	return lines.n > 1 && lines.n < 5 && last < LAST_LEAST * width ?
	       balanced(m, t, width, text) : width;
}

/*
 * The main sentence is as large as it can be: the first part's may take two
 * lines, the others' one, and neither shrinks below what is still a headline.
 */
static void headline(struct maker *m, struct stack *col, const char *text)
{
	bool cover = m->out->n <= 1;
	struct type t = { FACE_LIGHT, FACE_REGULAR, cover ? 28 : 21, 0,
			  m->theme->ink, 0, false, true };
	double least = cover ? 20 : 17;
	const char *second;
	size_t want = cover ? 2 : 1;
	size_t n = text_wrap(m, &t, col->w, text).n;

	while (n > want && t.size > least) {
		t.size -= 0.25;
		n = text_wrap(m, &t, col->w, text).n;
	}
	if (n > want && !cover)
		t.size = 18;
	t.leading = t.size * 1.25;
	tag_open(m, TAG_H1, text_plain(m, text));
	if (n == 2 && two_parts(m, &t, col->w, text, &second)) {
		paragraph(m, col, &t, col->w, 0,
			  arena_strndup(m->arena, text,
					(size_t)(second - text)));
		col->piece[col->n - 1]->keep_next = true;
		text = second;
	}
	paragraph(m, col, &t, balanced(m, &t, col->w, text), 0, text);
	col->piece[col->n - 1]->keep_next = true;
	tag_close(m);
}

/* A lead may run wider where that saves a line. */
static double lead_width(struct maker *m, const struct stack *col,
			 const struct type *t, double narrow,
			 const char *text)
{
	double wide = col->w;

	return no_last_word(m, t, text_wrap(m, t, wide, text).n <
			    text_wrap(m, t, narrow, text).n ? wide : narrow,
			    text);
}

void layout_text(struct maker *m, struct stack *col, enum text_style style,
		 const char *text)
{
	const struct doc_theme *th = m->theme;
	struct type lead = { FACE_REGULAR, FACE_BOLD, 10.6, 16, th->muted,
			     0, false, false };
	struct type body = { FACE_REGULAR, FACE_BOLD, 9.2, 13.4, th->ink,
			     0, false, false };
	struct type note = { FACE_REGULAR, FACE_BOLD, 7.6, 10.6, th->muted,
			     0, false, false };
	double narrow = col->w * 8.5 / GRID_COLUMNS;

	if (m->small) {
		lead.size = body.size = 8.2;
		lead.leading = body.leading = 11.4;
	}
	/* Lines of more than about 120 characters are hard to follow. */
	if (col->w < 420)
		narrow = col->w;
	switch (style) {
	case TEXT_HEADLINE:
		headline(m, col, text);
		break;
	case TEXT_LEAD:
		paragraph(m, col, &lead, lead_width(m, col, &lead, narrow,
						    text), m->small ? 20 : 9,
			  text);
		break;
	case TEXT_SECTION:
		m->section = false;
		layout_heading(m, col, text, "");
		m->section = true;
		break;
	case TEXT_BODY:
		paragraph(m, col, &body,
			  no_last_word(m, &body, narrow, text), 6, text);
		break;
	case TEXT_NOTE:
		paragraph(m, col, &note,
			  no_last_word(m, &note, narrow, text), 6, text);
		break;
	}
}
