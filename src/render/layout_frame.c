/* What every page has around its content: header and footer. */
#include <string.h>

#include "render/layout.h"

#define HEADER_BASELINE 38.0
#define HEADER_RULE 47.0
#define FOOTER_RULE 32.3	/* from the lower edge */
#define FOOTER_BASELINE 20.3

struct words { const char *title, *right, *foot; };

static void frame_add(struct maker *m, struct page *page,
		      const struct piece *p)
{
	size_t first = page->n;

	for (size_t i = 0; i < p->n; i++)
		page_add(m, page, &p->op[i], 0, 0);
	for (size_t i = first; i < page->n; i++)
		page->op[i].frame = true;
}

static void header(struct maker *m, struct piece *p, const struct words *w,
		   const char *part)
{
	struct type caps = { FACE_BOLD, FACE_BOLD, 7.2, 10, m->theme->ink,
			     7.2 * 0.09, false, false };
	struct type plain = { FACE_REGULAR, FACE_BOLD, 8.2, 10,
			      m->theme->muted, 0, false, false };
	double left = MARGIN, right = m->out->width - MARGIN;
	double whole = right - left;
	const char *title = text_elide(m, &caps, 0.34 * whole, w->title);
	const char *period = text_elide(m, &plain, 0.34 * whole, w->right);
	double used, room;

	used = paint_text(m, p, &caps, left, HEADER_BASELINE, ALIGN_LEFT,
			  title);
	room = paint_text(m, p, &plain, right, HEADER_BASELINE, ALIGN_RIGHT,
			  period);
	paint_text(m, p, &plain, left + used + 20, HEADER_BASELINE,
		   ALIGN_LEFT,
		   text_elide(m, &plain, whole - used - room - 40, part));
	paint_line(m, p, (struct point){ left, HEADER_RULE },
		   (struct point){ right, HEADER_RULE }, m->theme->ink, 0.8);
}

static void footer(struct maker *m, struct piece *p, const struct words *w,
		   size_t page)
{
	struct type small = { FACE_REGULAR, FACE_BOLD, 7, 8.6,
			      m->theme->muted, 0, false, false };
	struct type number = { FACE_BOLD, FACE_BOLD, 7.5, 9, m->theme->muted,
			       0, false, false };
	double left = MARGIN, right = m->out->width - MARGIN;
	double rule = m->out->height - FOOTER_RULE;
	double base = m->out->height - FOOTER_BASELINE;
	struct text_lines lines = text_wrap(m, &small, right - left - 90,
					    w->foot);
	struct box at = { left, base, right - left, 0 };

	paint_line(m, p, (struct point){ left, rule },
		   (struct point){ right, rule }, m->theme->rule, 0.5);
	paint_lines(m, p, &small, at, ALIGN_LEFT, &lines, 0, 2);
	paint_text(m, p, &number, right, base, ALIGN_RIGHT,
		   arena_printf(m->arena, "page %zu of %zu", page + 1,
				m->out->n));
}

/* Where it is said what boxes stand for. */
static const char *missing_words(struct maker *m)
{
	if (!m->out->n_missing)
		return "";
	return arena_printf(m->arena, " \u00b7 %s: a name that pages cannot "
			    "show, see %s", m->out->missing[0].shown,
			    m->doc->part[missing_part(m->doc)].title);
}

static const char *joined(struct maker *m, const char *a, const char *b)
{
	if (!a || !*a)
		return b ? b : "";
	if (!b || !*b)
		return a;
	return arena_printf(m->arena, "%s  \u00b7  %s", a, b);
}

void layout_frame(struct maker *m)
{
	const struct doc *d = m->doc;
	struct words w = {
		.title = text_capitals(m, d->title),
		.right = joined(m, d->team, d->period),
	};

	w.foot = joined(m, d->period_id, d->stamp);
	if (d->run && *d->run)
		w.foot = arena_printf(m->arena, "%s  \u00b7  run %s", w.foot,
				      d->run);
	/* Titles are cleaned here for the first time, so ask afterwards. */
	for (size_t i = 0; i < m->out->n; i++) {
		struct page *page = &m->out->page[i];
		struct piece *p = piece_new(m, 0, 0);

		layout_paper(m->out, page);
		header(m, p, &w, d->part[page->part].title);
		frame_add(m, page, p);
	}
	w.foot = arena_printf(m->arena, "%s%s", w.foot, missing_words(m));
	for (size_t i = 0; i < m->out->n; i++) {
		struct piece *p = piece_new(m, 0, 0);

		layout_paper(m->out, &m->out->page[i]);
		footer(m, p, &w, i);
		frame_add(m, &m->out->page[i], p);
	}
}
