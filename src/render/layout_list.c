/*
 * Findings and decisions: a large figure, a title, a sentence. Numbered
 * lists carry their number in a circle at the left and the figure at the
 * right; the others carry the figure at the left.
 */
#include <math.h>
#include <string.h>

#include "render/layout.h"

#define BIG_SIZE 22.0
#define BIG_LEAST 11.0
#define NARROW 350.0		/* columns below are set smaller */

struct frame {
	struct type title, body, big;
	double text_x, text_w;	/* where title and body stand */
	double big_x, big_w;	/* 0 wide: no item has a figure */
	bool numbered;
};

static double widest_figure(struct maker *m, const struct type *big,
			    const struct element *e)
{
	double widest = 0;

	for (size_t i = 0; i < e->as.list.n; i++)
		if (e->as.list.item[i].big)
			widest = fmax(widest, text_widest(m, big,
						e->as.list.item[i].big));
	return widest;
}

/* The figures shrink together until they leave room for the words. */
static struct frame frame_of(struct maker *m, const struct stack *col,
			     const struct element *e)
{
	const struct doc_theme *th = m->theme;
	struct frame f = {
		.title = { FACE_BOLD, FACE_BOLD, 10.2, 13, th->ink, 0, false,
			   false },
		.body = { FACE_REGULAR, FACE_BOLD, 9, 12.8, th->muted, 0,
			  false, false },
		.big = { FACE_LIGHT, FACE_LIGHT, BIG_SIZE, BIG_SIZE * 1.1,
			 th->ink, 0, false, false },
		.numbered = e->as.list.numbered,
	};
	double most = (f.numbered ? 0.22 : 0.27) * col->w;
	double widest = widest_figure(m, &f.big, e);

	if (widest > most) {
		f.big.size = fmax(BIG_LEAST, BIG_SIZE * most / widest);
		f.big.leading = f.big.size * 1.1;
		widest = fmin(most, widest_figure(m, &f.big, e));
	}
	f.big_w = widest > 0 ? widest + 1 : 0;
	if (f.numbered || col->w < NARROW) {
		f.title.size = 9.6;
		f.body.size = 8.4;
		f.body.leading = 11.6;
	}
	if (m->dense) {
		f.title.size = 9;
		f.title.leading = 11.4;
		f.body.size = 7.8;
		f.body.leading = 10.2;
	}
	f.text_x = col->x;
	f.text_w = col->w;
	if (f.numbered) {
		f.title.face = FACE_MEDIUM;
		f.text_x += 26;
		f.text_w -= 26 + (f.big_w > 0 ? f.big_w + 14 : 0);
		f.big_x = col->x + col->w - f.big_w;
	} else if (f.big_w > 0) {
		double hang = fmax(f.big_w + 18, 0.17 * col->w);

		f.big_x = col->x;
		f.text_x += hang;
		f.text_w -= hang;
	}
	return f;
}

static void number_paint(struct maker *m, struct piece *p, double x, size_t i)
{
	struct type t = { FACE_BOLD, FACE_BOLD, 8.4, 10, 0xffffff, 0, false,
			  false };

	paint_dot(m, p, (struct point){ x + 8, 8 }, 8, m->theme->ink, 0);
	tag_open(m, TAG_LABEL, NULL);
	paint_text(m, p, &t, x + 8, 11, ALIGN_CENTRE,
		   arena_printf(m->arena, "%zu", i + 1));
	tag_close(m);
}

/* The part of that id, or the number of parts. */
static size_t part_of(const struct maker *m, const char *id)
{
	size_t i = 0;

	while (id && i < m->doc->n && strcmp(m->doc->part[i].id, id) != 0)
		i++;
	return id ? i : m->doc->n;
}

static double figure_paint(struct maker *m, struct piece *p,
			   const struct frame *f, const struct list_item *it)
{
	struct type big = f->big;
	struct text_lines lines;
	struct box at = { f->big_x, 3 + big.size * 0.68, f->big_w, 0 };

	if (!it->big || !*it->big)
		return 0;
	big.colour = tone_colour(m->theme, it->tone);
	lines = text_wrap(m, &big, f->big_w + 0.01, it->big);
	tag_open(m, TAG_P, NULL);
	paint_lines(m, p, &big, at, f->numbered ? ALIGN_RIGHT : ALIGN_LEFT,
		    &lines, 0, lines.n);
	tag_close(m);
	return (double)lines.n * big.leading + 2;
}

/* Body lines beyond what a page holds go on as pieces of their own. */
static void rest_of_body(struct maker *m, struct stack *col,
			 const struct frame *f, const struct text_lines *body,
			 size_t from)
{
	for (size_t i = from; i < body->n; i++) {
		struct piece *p = stack_piece(m, col, 0, f->body.leading);
		struct box at = { f->text_x, 9, f->text_w, 0 };

		paint_lines(m, p, &f->body, at, ALIGN_LEFT, body, i, i + 1);
	}
}

/* The title leads to a part where the item does; a click anywhere on the
 * item does, too. Returns its tag. */
static size_t title_paint(struct maker *m, struct piece *p,
			  const struct frame *f, struct box at, size_t part,
			  const struct text_lines *title)
{
	size_t tag = tag_open(m, part < m->doc->n ? TAG_LINK : TAG_P,
			      NULL);

	paint_lines(m, p, &f->title, at, ALIGN_LEFT, title, 0, title->n);
	tag_close(m);
	return tag;
}

static void link_add(struct maker *m, struct piece *p, struct box box,
		     size_t part, size_t tag)
{
	size_t was = tag_enter(m, tag);

	if (part < m->doc->n)
		piece_op(m, p, OP_LINK, box, 0)->part = part;
	tag_enter(m, was);
}

static void item_place(struct maker *m, struct stack *col,
		       const struct frame *f, const struct list_item *it,
		       size_t i, bool last)
{
	size_t most = (size_t)(m->out->content.h / 4 / f->body.leading);
	struct text_lines title = text_wrap(m, &f->title, f->text_w,
					    it->title);
	struct text_lines body = text_wrap(m, &f->body, f->text_w, it->body);
	size_t shown = body.n > most ? most : body.n;
	struct piece *p = stack_piece(m, col, i ? 8 : 0, 0);
	struct box at = { f->text_x, 11, f->text_w, 0 };
	double height, figure;
	size_t part = part_of(m, it->link), link;

	tag_open(m, TAG_ITEM, NULL);
	if (f->numbered)
		number_paint(m, p, col->x, i);
	tag_open(m, TAG_BODY, NULL);
	figure = figure_paint(m, p, f, it);
	link = title_paint(m, p, f, at, part, &title);
	at.y += (double)title.n * f->title.leading;
	height = at.y - 7;
	tag_open(m, TAG_P, NULL);
	if (it->body && *it->body) {
		paint_lines(m, p, &f->body, at, ALIGN_LEFT, &body, 0, shown);
		height = at.y + (double)shown * f->body.leading - 9;
	}
	height = fmax(fmax(height, figure), f->numbered ? 17 : 0);
	link_add(m, p, (struct box){ col->x, 0, col->w, height }, part, link);
	p->height = height + (last ? 2 : 8);	/* the rule's place */
	if (it->body && *it->body)
		rest_of_body(m, col, f, &body, shown);
	tag_close(m);
	tag_close(m);
	tag_close(m);
	p = col->piece[col->n - 1];
	if (!last)
		paint_line(m, p, (struct point){ f->text_x, p->height },
			   (struct point){ col->x + col->w, p->height },
			   m->theme->rule, 0.5);
}

void layout_list(struct maker *m, struct stack *col,
		 const struct element *e)
{
	struct frame f = frame_of(m, col, e);
	size_t n = e->as.list.n;

	col->flows = col->n == 0 || col->flows;
	if (e->as.list.title && *e->as.list.title)
		layout_caption(m, col, e->as.list.title);
	if (n == 0 && e->as.list.empty)
		layout_text(m, col, TEXT_BODY, e->as.list.empty);
	tag_open(m, TAG_LIST, NULL);
	for (size_t i = 0; i < n; i++)
		item_place(m, col, &f, &e->as.list.item[i], i, i + 1 == n);
	tag_close(m);
}
