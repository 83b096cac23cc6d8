#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
#include "render/pdf_content.h"

/* A quarter circle as a Bézier curve: where its handles lie. */
#define ARC 0.5523
#define HALO_WIDTH 2.6

struct pen {
	struct strbuf *out;
	const struct content_names *names;
	const struct fonts *fonts;
	double height;		/* of the page: PDF counts from below */
	bool broken;		/* a number was not finite */
};

/* Hundredths of a point are finer than any printer. */
static void num(struct pen *k, double v)
{
	char buf[64];
	size_t n;

	if (!isfinite(v) || fabs(v) > 1e6) {
		k->broken = true;
		v = 0;
	}
	n = (size_t)snprintf(buf, sizeof buf, "%.2f", v);
	while (buf[n - 1] == '0')
		n--;
	if (buf[n - 1] == '.')
		n--;
	if (n == 2 && buf[0] == '-' && buf[1] == '0')
		strbuf_puts(k->out, "0 ");
	else
		strbuf_printf(k->out, "%.*s ", (int)n, buf);
}

static void at(struct pen *k, double x, double y)
{
	num(k, x);
	num(k, k->height - y);
}

static void op(struct pen *k, const char *name)
{
	strbuf_printf(k->out, "%s\n", name);
}

static void colour(struct pen *k, uint32_t rgb, const char *name)
{
	for (int shift = 16; shift >= 0; shift -= 8)
		num(k, round((double)(rgb >> shift & 255) / 2.55) / 100);
	op(k, name);
}

static void curve(struct pen *k, double x1, double y1, double x2, double y2,
		  double x3, double y3)
{
	at(k, x1, y1);
	at(k, x2, y2);
	at(k, x3, y3);
	op(k, "c");
}

static void line_to(struct pen *k, double x, double y)
{
	at(k, x, y);
	op(k, "l");
}

static void round_rect(struct pen *k, struct box b, double r)
{
	double c = r * (1 - ARC);
	double x0 = b.x, x1 = b.x + b.w, y0 = b.y, y1 = b.y + b.h;

	at(k, x0 + r, y0);
	op(k, "m");
	line_to(k, x1 - r, y0);
	curve(k, x1 - c, y0, x1, y0 + c, x1, y0 + r);
	line_to(k, x1, y1 - r);
	curve(k, x1, y1 - c, x1 - c, y1, x1 - r, y1);
	line_to(k, x0 + r, y1);
	curve(k, x0 + c, y1, x0, y1 - c, x0, y1 - r);
	line_to(k, x0, y0 + r);
	curve(k, x0, y0 + c, x0 + c, y0, x0 + r, y0);
	op(k, "h f");
}

static void rect(struct pen *k, const struct op *o)
{
	colour(k, o->colour, "rg");
	if (o->radius > 0) {
		round_rect(k, o->box, o->radius);
		return;
	}
	at(k, o->box.x, o->box.y + o->box.h);
	num(k, o->box.w);
	num(k, o->box.h);
	op(k, "re f");
}

static void points(struct pen *k, const struct op *o)
{
	for (size_t i = 0; i < o->n_point; i++) {
		at(k, o->point[i].x, o->point[i].y);
		op(k, i ? "l" : "m");
	}
}

static void path(struct pen *k, const struct op *o)
{
	colour(k, o->colour, "RG");
	num(k, o->width);
	op(k, "w");
	if (o->dash_on)
		strbuf_printf(k->out, "[%d %d] 0 d\n", o->dash_on,
			      o->dash_off);
	if (o->n_point > 2)
		op(k, "1 j 1 J");
	points(k, o);
	op(k, "S");
}

static void area(struct pen *k, const struct op *o)
{
	colour(k, o->colour, "rg");
	points(k, o);
	op(k, "h f");
}

static void dot(struct pen *k, const struct op *o)
{
	double r = o->radius, c = r * ARC;
	double x = o->box.x + r, y = o->box.y + r;

	colour(k, o->colour, "rg");
	if (o->width > 0) {
		colour(k, 0xffffff, "RG");
		num(k, o->width);
		op(k, "w");
	}
	at(k, x + r, y);
	op(k, "m");
	curve(k, x + r, y + c, x + c, y + r, x, y + r);
	curve(k, x - c, y + r, x - r, y + c, x - r, y);
	curve(k, x - r, y - c, x - c, y - r, x, y - r);
	curve(k, x + c, y - r, x + r, y - c, x + r, y);
	op(k, o->width > 0 ? "h B" : "h f");
}

/* Characters as codes of the font's encoding, with kerning between. A blank
 * ends a text, or readers would take the last word of a line and the first of
 * the next for one. */
static void glyphs(struct pen *k, const struct op *o)
{
	const char *s = o->text, *end = s + strlen(s);
	uint32_t left = 0;

	strbuf_puts(k->out, "[<");
	while (s < end) {
		uint32_t cp = utf8_next(&s, end);
		int kern = left ? text_kern(k->fonts, o->face, left, cp) : 0;

		if (kern)
			strbuf_printf(k->out, ">%d<", -kern);
		strbuf_printf(k->out, "%04X", (unsigned)cp);
		left = cp;
	}
	if (!o->joins)
		strbuf_printf(k->out, "%04X", ' ');
	op(k, ">] TJ");
}

static void text_place(struct pen *k, const struct op *o)
{
	strbuf_puts(k->out, "1 0 0 1 ");
	at(k, o->box.x, o->baseline);
	op(k, "Tm");
}

static void text_begin(struct pen *k, const struct op *o)
{
	op(k, "BT");
	strbuf_printf(k->out, "/%s ", k->names->font[o->face]);
	num(k, o->size);
	op(k, "Tf");
	if (o->tracking > 0) {
		num(k, o->tracking);
		op(k, "Tc");
	}
}

/* The text's white edge, under it. */
static void halo(struct pen *k, const struct op *o)
{
	op(k, "q");
	text_begin(k, o);
	colour(k, 0xffffff, "RG");
	num(k, HALO_WIDTH);
	op(k, "w 1 j 1 Tr");
	text_place(k, o);
	glyphs(k, o);
	op(k, "ET");
	op(k, "Q");
}

static void text(struct pen *k, const struct op *o)
{
	text_begin(k, o);
	colour(k, o->colour, "rg");
	text_place(k, o);
	glyphs(k, o);
	op(k, "ET");
}

static void draw(struct pen *k, const struct op *o)
{
	switch (o->type) {
	case OP_TEXT:
		text(k, o);
		break;
	case OP_RECT:
		rect(k, o);
		break;
	case OP_PATH:
		path(k, o);
		break;
	case OP_AREA:
		area(k, o);
		break;
	case OP_DOT:
		dot(k, o);
		break;
	case OP_LINK:
		break;
	}
}

const char *tag_word(enum tag_kind kind)
{
	static const char *const word[TAG_COUNT] = {
		[TAG_NONE] = "Artifact",
		[TAG_DOCUMENT] = "Document",
		[TAG_SECT] = "Sect",
		[TAG_H1] = "H1",
		[TAG_H2] = "H2",
		[TAG_H3] = "H3",
		[TAG_P] = "P",
		[TAG_LIST] = "L",
		[TAG_ITEM] = "LI",
		[TAG_LABEL] = "Lbl",
		[TAG_BODY] = "LBody",
		[TAG_LINK] = "Link",
		[TAG_TABLE] = "Table",
		[TAG_ROW] = "TR",
		[TAG_COLUMN_HEAD] = "TH",
		[TAG_ROW_HEAD] = "TH",
		[TAG_CELL] = "TD",
		[TAG_FIGURE] = "Figure",
	};

	return word[kind];
}

static void ops_write(struct pen *k, const struct page *p, size_t first,
		      size_t last)
{
	for (size_t i = first; i < last; i++) {
		const struct op *o = &p->op[i];

		if (o->type == OP_LINK)
			continue;
		if (o->halo && !k->names->tagged)
			halo(k, o);
		op(k, "q");
		if (o->alpha < 100)
			strbuf_printf(k->out, "/%s gs\n",
				      k->names->alpha[o->alpha]);
		draw(k, o);
		op(k, "Q");
	}
}

/* Who copies the text gets the name itself: UTF-16, as PDF has it. */
static void actual_write(struct pen *k, const char *text)
{
	const char *end = text + strlen(text);

	strbuf_puts(k->out, " /ActualText <FEFF");
	while (text < end) {
		uint32_t cp = utf8_next(&text, end);

		if (cp > 0xffff)
			strbuf_printf(k->out, "%04X%04X",
				      (unsigned)(0xd7c0 + (cp >> 10)),
				      (unsigned)(0xdc00 + (cp & 0x3ff)));
		else
			strbuf_printf(k->out, "%04X", (unsigned)cp);
	}
	strbuf_putc(k->out, '>');
}

/* Readers look for the text of a copy in spans only. */
static void mark_open(struct pen *k, const char *word, size_t number,
		      const char *actual)
{
	strbuf_printf(k->out, "/%s <</MCID %zu", actual ? "Span" : word,
		      number);
	if (actual)
		actual_write(k, actual);
	op(k, ">> BDC");
}

static void marks_write(struct pen *k, const struct layout *l,
			const struct page *p)
{
	struct arena a = { 0 };
	size_t n, number = 0;
	const struct mark *mark = page_marks(&a, p, &n);

	for (size_t i = 0; i < n; i++) {
		const struct mark *m = &mark[i];

		if (p->op[m->first].halo) {
			op(k, "/Artifact BMC");
			halo(k, &p->op[m->first]);
			op(k, "EMC");
		}
		if (m->tag)
			mark_open(k, tag_word(l->tag[m->tag].kind), number++,
				  p->op[m->first].actual);
		else if (p->op[m->first].frame)
			op(k, "/Artifact <</Type /Pagination>> BDC");
		else
			op(k, "/Artifact BMC");
		ops_write(k, p, m->first, m->last);
		op(k, "EMC");
	}
	arena_release(&a);
}

int content_write(struct strbuf *out, const struct layout *l, size_t page,
		  const struct fonts *fonts,
		  const struct content_names *names, struct err *err)
{
	const struct page *p = &l->page[page];
	struct pen k = { out, names, fonts, p->height, false };

	if (names->tagged)
		marks_write(&k, l, p);
	else
		ops_write(&k, p, 0, p->n);
	if (k.broken)
		return err_set(err, ERR_SOFTWARE,
			       "page %zu of the PDF holds a number that is "
			       "not finite", page + 1);
	return 0;
}
