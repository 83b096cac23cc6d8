/* From the model to pages: paper, grid, and which element goes where. */
#include <math.h>
#include <string.h>

#include "render/layout.h"

#define CONTENT_TOP 64.0
#define CONTENT_FOOT 40.0	/* from the lower edge */
#define GROUP_GAP 22.0
#define NOTE_GAP 5.0
#define SPAN_LEAST 3
#define TIGHT_AIR 0.6
#define LEAST_AIR 0.4		/* to make one page of two */
#define LITTLE 0.45		/* of a page */
#define COLUMN_INSET 10.0	/* beside the gutter, between neighbours */

static void paper_set(struct layout *l, const char *name, bool portrait)
{
	bool letter = name && strcmp(name, "Letter") == 0;
	double longer = letter ? 792 : 841.89, other = letter ? 612 : 595.28;

	l->width = portrait ? other : longer;
	l->height = portrait ? longer : other;
	l->content = (struct box){
		MARGIN, CONTENT_TOP, l->width - 2 * MARGIN,
		l->height - CONTENT_TOP - CONTENT_FOOT,
	};
}

void layout_paper(struct layout *l, const struct page *page)
{
	l->width = page->width;
	l->height = page->height;
	l->content = page->content;
}

static struct stack *stack_new(struct maker *m, int from, int span)
{
	struct stack *c = arena_alloc(m->arena, sizeof *c);
	double one = (m->out->content.w - (GRID_COLUMNS - 1) * GUTTER) /
		     GRID_COLUMNS;

	c->x = MARGIN + from * (one + GUTTER);
	c->w = span * one + (span - 1) * GUTTER;
	if (from > 0) {
		c->x += COLUMN_INSET;
		c->w -= COLUMN_INSET;
	}
	return c;
}

static void element_layout(struct maker *m, struct stack *col,
			   const struct element *e)
{
	m->element = ++m->elements;
	switch (e->type) {
	case ELEMENT_TEXT:
		layout_text(m, col, e->as.text.style, e->as.text.text);
		break;
	case ELEMENT_TILES:
		layout_tiles(m, col, e);
		break;
	case ELEMENT_LIST:
		layout_list(m, col, e);
		break;
	case ELEMENT_TABLE:
		layout_table(m, col, &e->as.table);
		break;
	case ELEMENT_CHART:
		layout_chart(m, col, &e->as.chart);
		break;
	case ELEMENT_FORM:
		layout_form(m, col, &e->as.form);
		break;
	case ELEMENT_MAP:
		layout_map(m, col, &e->as.map);
		break;
	}
}

/* Narrower than a quarter of the page nothing can be read; than half of it,
 * where the paper stands upright: there halves stand side by side. */
static int span_of(const struct maker *m, const struct element *e)
{
	if (e->span < 1 || e->span > GRID_COLUMNS)
		return GRID_COLUMNS;
	if (m->out->width < m->out->height)
		return e->span == GRID_COLUMNS / 2 ? e->span : GRID_COLUMNS;
	return e->span < SPAN_LEAST ? SPAN_LEAST : e->span;
}

/* Headlines, leads and headings stay with the element after them. */
static bool is_lead(const struct maker *m, const struct element *e)
{
	return e->type == ELEMENT_TEXT && span_of(m, e) == GRID_COLUMNS &&
	       (e->as.text.style == TEXT_HEADLINE ||
		e->as.text.style == TEXT_LEAD ||
		e->as.text.style == TEXT_SECTION);
}

static double gap_before(const struct element *e)
{
	return e->type == ELEMENT_TEXT ? 8 : GROUP_GAP;
}

/*
 * A list of the whole width goes under the shortest column before it when
 * the page has room for it there and only there.
 */
static bool goes_under(struct flow *f, struct stack *const *col,
		       const int *from, const int *span, size_t n,
		       double above, const struct element *e)
{
	struct maker *m = f->m;
	double rest = m->out->content.y + m->out->content.h - f->y - above;
	double tallest = 0;
	struct stack *under, *below;
	size_t at = 0;

	if (n < 2 || e->type != ELEMENT_LIST || span_of(m, e) < GRID_COLUMNS)
		return false;
	for (size_t i = 0; i < n; i++) {
		double height = stack_height(col[i], m->air);

		tallest = fmax(tallest, height);
		if (height <= stack_height(col[at], m->air))
			at = i;
	}
	below = stack_new(m, 0, GRID_COLUMNS);
	element_layout(m, below, e);
	if (tallest + gap_before(e) * m->air +
	    stack_height(below, m->air) <= rest)
		return false;
	under = stack_new(m, from[at], span[at]);
	element_layout(m, under, e);
	if (!under->n || !col[at]->flows || stack_height(col[at], m->air) +
	    under->piece[0]->gap * m->air +
	    stack_height(under, m->air) > rest)
		return false;
	element_layout(m, col[at], e);
	return true;
}

/* A table of entries: in columns under its title. */
static bool is_entries(const struct element *e)
{
	return e->type == ELEMENT_TABLE && e->as.table.entries &&
	       e->as.table.n_rows > 0;
}

/* In columns under its title: entries, or the rows of a narrow table. */
static void columns_place(struct flow *f, const struct element *e,
			  size_t columns, const struct stack *lead)
{
	const struct table *t = &e->as.table;
	struct maker *m = f->m;
	struct stack *title = stack_new(m, 0, GRID_COLUMNS);
	struct stack *text = stack_new(m, 0, GRID_COLUMNS);

	m->element = ++m->elements;
	if (t->title && *t->title)
		layout_heading(m, title, t->title, t->subtitle);
	text->w = beside_width(m, columns);
	if (t->entries)
		layout_entries(m, text, t);
	else
		layout_rows(m, text, t);
	flow_columns(f, lead, title, text, gap_before(e) * m->air);
}

/* How many columns an element's rows stand in, 1: it is laid out whole. */
static size_t columns_of(struct maker *m, const struct element *e)
{
	if (is_entries(e))
		return m->out->width < m->out->height ? 2 : 3;
	return span_of(m, e) == GRID_COLUMNS ? beside_columns(m, e) : 1;
}

/* Two tables of an appendix that fill a line of the page together. */
static bool is_pair(struct maker *m, const struct part *p, size_t i)
{
	return i + 1 < p->n &&
	       span_of(m, &p->element[i]) == GRID_COLUMNS &&
	       span_of(m, &p->element[i + 1]) == GRID_COLUMNS &&
	       columns_of(m, &p->element[i + 1]) == 1 &&
	       beside_pair(m, &p->element[i], &p->element[i + 1],
			   stack_new(m, GRID_COLUMNS / 2,
				     GRID_COLUMNS / 2)->w);
}

/* Elements from `i` that stand side by side; returns the one after them. */
static size_t group_place(struct flow *f, const struct part *p, size_t i,
			  const struct stack *lead)
{
	struct stack *col[GRID_COLUMNS];
	int from[GRID_COLUMNS], span[GRID_COLUMNS];
	const bool any = i < p->n;
	const struct element *first = any ? &p->element[i] : NULL;
	double gap = any ? gap_before(first) : GROUP_GAP;
	double above;
	size_t n = 0, columns;
	int used = 0;
	bool pair;

	/* a note under tiles or a table must not touch them */
	if (any && first->type == ELEMENT_TEXT && i &&
	    p->element[i - 1].type != ELEMENT_TEXT)
		gap += NOTE_GAP;
	above = gap * f->m->air;
	columns = any ? columns_of(f->m, first) : 1;
	if (columns > 1) {
		columns_place(f, first, columns, lead);
		return i + 1;
	}
	pair = any && is_pair(f->m, p, i);
	while (i < p->n) {
		const struct element *e = &p->element[i];

		span[n] = pair ? GRID_COLUMNS / 2 : span_of(f->m, e);
		if (used + span[n] > GRID_COLUMNS ||
		    (n && (is_lead(f->m, e) || is_entries(e))))
			break;
		from[n] = used;
		col[n] = stack_new(f->m, used, span[n]);
		element_layout(f->m, col[n], e);
		used += span[n];
		n++;
		i++;
	}
	if (lead)
		above += stack_height(lead, f->m->air) +
			 lead->piece[0]->gap * f->m->air;
	if (i < p->n && goes_under(f, col, from, span, n, above,
				   &p->element[i]))
		i++;
	flow_place(f, lead, col, n, gap);
	return i;
}

static void part_flow(struct flow *f, const struct part *p)
{
	struct maker *m = f->m;
	size_t i = 0;
	bool titled = p->n && p->element[0].type == ELEMENT_TEXT &&
		      p->element[0].as.text.style == TEXT_HEADLINE;

	do {
		struct stack *lead = stack_new(m, 0, GRID_COLUMNS);

		if (i == 0 && !titled)
			layout_text(m, lead, TEXT_HEADLINE, p->title);
		while (i < p->n && is_lead(m, &p->element[i]))
			element_layout(m, lead, &p->element[i++]);
		if (lead->n)
			lead->piece[lead->n - 1]->keep_next = true;
		i = group_place(f, p, i, lead->n ? lead : NULL);
	} while (i < p->n);
}

/* Where the layout stands before a part, so that it can be tried again. */
struct start { size_t page, tag; };

/* A part from a fresh page on; returns how many pages it takes. */
static size_t part_try(struct flow *f, size_t i, struct start from,
		       double air)
{
	struct maker *m = f->m;

	m->out->n = from.page;
	m->out->n_tag = from.tag;
	m->air = air;
	m->section = false;
	tag_open(m, TAG_SECT, NULL);
	flow_part(f, i);
	part_flow(f, &m->doc->part[i]);
	tag_close(m);
	m->element = 0;
	return m->out->n - from.page;
}

static bool little_on_last(const struct flow *f)
{
	const struct layout *l = f->m->out;

	return f->y < l->content.y + LITTLE * l->content.h;
}

/* An appendix is dense; denser where a few lines would be a page more. */
static void appendix_place(struct flow *f, size_t i, struct start from)
{
	size_t pages = part_try(f, i, from, TIGHT_AIR);

	if (pages < 2 || !little_on_last(f) ||
	    part_try(f, i, from, LEAST_AIR) < pages)
		return;
	f->m->dense = true;
	if (part_try(f, i, from, LEAST_AIR) == pages) {
		f->m->dense = false;
		part_try(f, i, from, TIGHT_AIR);
	}
	f->m->dense = false;
}

/* Two pages that could be one, and a few lines on a last page, look like a
 * mistake: with less air between them, elements may take a page less; what is
 * listed may be set smaller to make one page of two. */
static void page_place(struct flow *f, size_t i, struct start from)
{
	size_t pages = part_try(f, i, from, 1);

	if (pages < 2 || (pages > 2 && !little_on_last(f)) ||
	    part_try(f, i, from, TIGHT_AIR) < pages)
		return;
	if (pages == 2) {
		if (part_try(f, i, from, LEAST_AIR) < pages)
			return;
		f->m->dense = true;
		pages -= part_try(f, i, from, LEAST_AIR) < pages;
		f->m->dense = false;
	}
	if (pages > 1)
		part_try(f, i, from, 1);
}

static void part_place(struct flow *f, size_t i)
{
	struct layout *l = f->m->out;
	struct start from = { l->n, l->n_tag };

	paper_set(l, f->m->doc->paper, f->m->doc->part[i].portrait);
	f->m->small = f->m->doc->part[i].reference;
	l->first_page[i] = from.page;
	if (f->m->small)
		appendix_place(f, i, from);
	else
		page_place(f, i, from);
}

/* What is kept from an earlier layout: names that pages cannot show. */
static void layout_all(struct layout *out, const struct doc *doc,
		       const struct fonts *fonts)
{
	struct maker m = { .out = out, .arena = &out->arena, .doc = doc,
			   .theme = &doc->theme, .fonts = fonts,
			   .fallback = '?', .air = 1 };
	struct flow f = { .m = &m };

	out->n = out->n_tag = 0;
	tag_open(&m, TAG_NONE, NULL);
	tag_open(&m, TAG_DOCUMENT, NULL);
	if (fonts_cover(fonts, 0x25a1))
		m.fallback = 0x25a1;
	for (size_t i = 0; i < doc->n; i++)
		part_place(&f, i);
	tag_enter(&m, 0);
	layout_frame(&m);
	layout_paper(out, &out->page[0]);
}

int layout_make(struct layout *out, const struct doc *doc,
		const struct fonts *fonts, struct err *err)
{
	struct doc told;

	*out = (struct layout){ 0 };
	if (doc->n == 0)
		return err_set(err, ERR_SOFTWARE,
			       "the report \"%s\" has no part to print",
			       doc->report);
	out->first_page = arena_array(&out->arena, doc->n, sizeof(size_t));
	layout_all(out, doc, fonts);
	if (!out->n_missing)
		return 0;
	/* Which these are is known only now. */
	missing_told(&told, doc, out);
	layout_all(out, &told, fonts);
	doc_release(&told);
	return 0;
}

void layout_release(struct layout *l)
{
	arena_release(&l->arena);
}
