/*
 * Small multiples: one panel a series, all on one scale, so that panels may
 * be compared by eye. Each names itself and says where it stands now; the
 * whole of which they are parts runs along in grey. A gap stays a gap.
 */
#include <math.h>

#include "render/layout.h"

#define PANEL_LEAST 104.0
#define PANEL_MOST 6		/* in a row */
#define PLOT 60.0
#define ROW_GAP 10.0
#define TITLE_GAP 7.0		/* from the words to the plot */
#define AXIS 12.0		/* under the plot: first and last label */
#define DOT 2.6			/* of the last point: room at both sides */
#define TOP_ROOM 6.0

struct panels {
	const struct chart *c;
	struct type title, words, small;
	struct scale y;
	struct ticks ticks;
	double w;		/* of one panel */
};

/* One scale for all, from zero unless something lies below it. */
static struct ticks shared_ticks(const struct chart *c)
{
	struct scale s = { 0, 0, 0, 0 };
	double factor = c->percent ? 100 : 1;

	for (size_t i = 0; i < c->n; i++) {
		scale_take(&s, c->value[i]);
		for (size_t k = 0; k < c->n_panel; k++)
			scale_take(&s, c->panel[k].value[i]);
	}
	scale_take(&s, c->target);
	return ticks_cover(s.d0 * factor, s.d1 * factor, 3);
}

static double y_at(const struct panels *k, double v)
{
	return scale_at(k->y, k->c->percent ? v * 100 : v);
}

static double x_at(const struct panels *k, double left, size_t i)
{
	struct scale x = { 0, (double)(k->c->n > 1 ? k->c->n - 1 : 1),
			   left + DOT, left + k->w - DOT };

	return scale_at(x, (double)i);
}

static uint32_t panel_colour(const struct maker *m, enum tone tone)
{
	if (tone == TONE_PLAIN || tone == TONE_MUTED)
		return m->theme->muted;
	return tone == TONE_STRONG ? m->theme->accent :
				     tone_colour(m->theme, tone);
}

struct look { uint32_t colour; double width; bool area; };

/* A stretch of a series without gaps; a lone point is a dot. */
static void stretch_paint(struct maker *m, struct piece *p,
			  const struct panels *k, struct point *at, size_t n,
			  struct look look)
{
	double zero = y_at(k, fmax(k->y.d0, 0));

	if (n == 1) {
		paint_dot(m, p, at[0], 1, look.colour, 0);
		return;
	}
	if (look.area) {
		struct point *area = arena_array(m->arena, n + 2,
						 sizeof *area);

		for (size_t i = 0; i < n; i++)
			area[i] = at[i];
		area[n] = (struct point){ at[n - 1].x, zero };
		area[n + 1] = (struct point){ at[0].x, zero };
		paint_area(m, p, area, n + 2, look.colour, 12);
	}
	paint_path(m, p, at, n, look.colour, look.width);
}

static void series_paint(struct maker *m, struct piece *p,
			 const struct panels *k, const double *v, double left,
			 struct look look)
{
	struct point *at = arena_array(m->arena, k->c->n, sizeof *at);
	size_t n = 0;

	for (size_t i = 0; i <= k->c->n; i++) {
		if (i < k->c->n && is_value(v[i])) {
			at[n++] = (struct point){ x_at(k, left, i),
						  y_at(k, v[i]) };
			continue;
		}
		if (n)
			stretch_paint(m, p, k, at, n, look);
		n = 0;
	}
}

static void last_dot(struct maker *m, struct piece *p,
		     const struct panels *k, const double *v, double left,
		     uint32_t colour)
{
	for (size_t i = k->c->n; i-- > 0;) {
		if (!is_value(v[i]))
			continue;
		paint_dot(m, p, (struct point){ x_at(k, left, i),
						y_at(k, v[i]) }, DOT, colour,
			  0.8);
		return;
	}
}

/* Zero, the topmost tick and the target, the same in each panel. */
static void frame_paint(struct maker *m, struct piece *p,
			const struct panels *k, double left)
{
	double top = scale_at(k->y, k->ticks.last);
	double zero = y_at(k, fmax(k->y.d0, 0));
	double right = left + k->w - DOT;

	paint_line(m, p, (struct point){ left, top },
		   (struct point){ right, top }, m->theme->rule, 0.5);
	paint_line(m, p, (struct point){ left, zero },
		   (struct point){ right, zero }, m->theme->ink, 0.6);
	if (is_value(k->c->target)) {
		double y = y_at(k, k->c->target);
		struct op *op = paint_line(m, p, (struct point){ left, y },
					   (struct point){ right, y },
					   m->theme->bad, 0.7);

		op->dash_on = 3;
		op->dash_off = 2;
	}
}

/* What the first panel of a row says for all of it: its scale and weeks. */
static void axis_paint(struct maker *m, struct piece *p,
		       const struct panels *k, double left, double bottom)
{
	const struct chart *c = k->c;
	double v = k->ticks.last;
	const char *first = c->label[0], *last = c->label[c->n - 1];
	double room = k->w - DOT;

	paint_text(m, p, &k->small, left, scale_at(k->y, v) - 2.2,
		   ALIGN_LEFT, tick_words(m, c, c->percent ? v / 100 : v,
					  k->ticks.digits, true));
	first = text_elide(m, &k->small, room / 2 - 3, first);
	last = text_elide(m, &k->small, room / 2 - 3, last);
	paint_text(m, p, &k->small, left, bottom + AXIS - 3, ALIGN_LEFT,
		   first);
	if (c->n > 1)
		paint_text(m, p, &k->small, left + room, bottom + AXIS - 3,
			   ALIGN_RIGHT, last);
}

static void panel_paint(struct maker *m, struct piece *p, struct panels *k,
			const struct chart_panel *panel, double left,
			double words_y)
{
	struct text_lines title = text_wrap(m, &k->title, k->w, panel->title);
	struct text_lines words;
	uint32_t colour = panel_colour(m, panel->tone);
	struct type t = k->words;
	struct box at = { left, k->title.leading * 0.8, k->w, 0 };

	if (panel->tone != TONE_PLAIN && panel->tone != TONE_MUTED)
		t.colour = colour;
	words = text_wrap(m, &t, k->w, panel->words);
	paint_lines(m, p, &k->title, at, ALIGN_LEFT, &title, 0, title.n);
	at.y = words_y + t.leading * 0.8;
	paint_lines(m, p, &t, at, ALIGN_LEFT, &words, 0, words.n);
	frame_paint(m, p, k, left);
	series_paint(m, p, k, k->c->value, left,
		     (struct look){ m->theme->faint, 0.8, false });
	series_paint(m, p, k, panel->value, left,
		     (struct look){ colour, 1.4, true });
	last_dot(m, p, k, panel->value, left, colour);
}

/* Panels of one row share the depth of their titles and words. */
static void row_place(struct maker *m, struct stack *col, struct panels *k,
		      size_t from, size_t to)
{
	double title = 0, words = 0, top, bottom;
	struct piece *p;

	for (size_t i = from; i < to; i++) {
		const struct chart_panel *panel = &k->c->panel[i];

		title = fmax(title, (double)text_wrap(m, &k->title, k->w,
					panel->title).n * k->title.leading);
		words = fmax(words, (double)text_wrap(m, &k->words, k->w,
					panel->words).n * k->words.leading);
	}
	top = title + words + TITLE_GAP + TOP_ROOM;
	bottom = top + PLOT;
	p = stack_piece(m, col, from ? ROW_GAP : 0, bottom + AXIS);
	k->y = (struct scale){ k->ticks.first, k->ticks.last, bottom, top };
	for (size_t i = from; i < to; i++)
		panel_paint(m, p, k, &k->c->panel[i],
			    col->x + (double)(i - from) * (k->w + GUTTER),
			    title);
	axis_paint(m, p, k, col->x, bottom);
}

void layout_panels(struct maker *m, struct stack *col, const struct chart *c)
{
	struct panels k = {
		.c = c,
		.title = { FACE_BOLD, FACE_BOLD, 8.2, 10.2, m->theme->ink, 0,
			   false, false },
		.words = { FACE_REGULAR, FACE_BOLD, 7.8, 9.8,
			   m->theme->muted, 0, false, false },
		.small = { FACE_REGULAR, FACE_BOLD, 6.8, 8.4,
			   m->theme->muted, 0, true, false },
		.ticks = shared_ticks(c)
	};
	size_t most = (size_t)((col->w + GUTTER) / (PANEL_LEAST + GUTTER));
	size_t rows, per;

	if (!c->n_panel)
		return;
	if (most < 1)
		most = 1;
	if (most > PANEL_MOST)
		most = PANEL_MOST;
	rows = (c->n_panel + most - 1) / most;
	per = (c->n_panel + rows - 1) / rows;
	k.w = (col->w - (double)(per - 1) * GUTTER) / (double)per;
	for (size_t i = 0; i < c->n_panel; i += per)
		row_place(m, col, &k, i, i + per < c->n_panel ? i + per :
								 c->n_panel);
}
