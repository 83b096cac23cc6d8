/*
 * Panels of two bars: what is now, solid, over what was before, lighter, all
 * on one scale from zero, with a sentence each. Panels of a row share the
 * depth of their titles.
 */
#include <math.h>

#include "render/layout.h"

#define PANEL_LEAST 150.0
#define PANEL_MOST 4
#define BAR 9.0
#define BAR_LEAST 30.0
#define STEP 14.0
#define VALUE_GAP 5.0
#define WORDS_GAP 8.0

struct pairs {
	const struct chart *c;
	struct type title, now, before, words;
	struct scale x;		/* 0 to the largest; r0 = 0 */
	double w;
	bool stacked;
};

static bool is_marked(const struct chart *c, size_t i)
{
	return c->tone && c->tone[i] == TONE_STRONG;
}

static const char *value_words(struct maker *m, const struct pairs *k,
			       double v, const char *when)
{
	return arena_printf(m->arena, BOLD_ON "%s" BOLD_OFF "\u2002%s",
			    is_value(v) ? chart_words(m, k->c, v, false) :
					  "\u2013", when);
}

/* Room for the widest numbers; the largest bar takes the rest. */
static void measure(struct maker *m, struct pairs *k)
{
	double widest = 0, most = 0;

	for (size_t i = 0; i < k->c->n; i++) {
		double before = chart_at(k->c->low, i);

		widest = fmax(widest, text_widest(m, &k->now,
				value_words(m, k, k->c->value[i], k->c->to)));
		widest = fmax(widest, text_widest(m, &k->before,
				value_words(m, k, before, k->c->from)));
		most = fmax(most, is_value(k->c->value[i]) ?
				  k->c->value[i] : 0);
		most = fmax(most, is_value(before) ? before : 0);
	}
	k->stacked = k->w - widest - VALUE_GAP < BAR_LEAST;
	k->x = (struct scale){ 0, most, 0, k->stacked ? k->w :
			       k->w - widest - VALUE_GAP };
}

/* The bar and its words beside it, or under its words where panels are too
 * narrow for both; returns where it ends. */
static double bar_paint(struct maker *m, struct piece *p,
			const struct pairs *k, double v, struct point at,
			uint32_t colour, const struct type *t,
			const char *when)
{
	double w = is_value(v) && v > 0 && k->x.d1 > 0 ?
		   scale_at(k->x, v) : 0;
	struct text_lines words = text_wrap(m, t, k->w,
					    value_words(m, k, v, when));
	struct box box = { at.x, at.y + t->leading * 0.8, k->w, 0 };

	if (k->stacked) {
		at.y += (double)words.n * t->leading + 2;
	} else {
		box.x += w + VALUE_GAP;
		box.y = at.y + BAR - 1.6;
	}
	if (w > 0)
		paint_rect(m, p, (struct box){ at.x, at.y, w, BAR }, 0,
			   colour, 100);
	paint_lines(m, p, t, box, ALIGN_LEFT, &words, 0, words.n);
	return at.y + STEP;
}

static const char *sentence(const struct chart *c, size_t i)
{
	return c->n_panel > i ? c->panel[i].words : "";
}

/* Both bars and the sentence under them; returns where it ends. */
static double panel_paint(struct maker *m, struct piece *p,
			  const struct pairs *k, size_t i, double left,
			  double top)
{
	uint32_t now = is_marked(k->c, i) ? m->theme->accent :
					    m->theme->muted;
	struct text_lines title = text_wrap(m, &k->title, k->w,
					    k->c->label[i]);
	struct text_lines words = text_wrap(m, &k->words, k->w,
					    sentence(k->c, i));
	struct box at = { left, k->title.leading * 0.8, k->w, 0 };
	double y;

	paint_lines(m, p, &k->title, at, ALIGN_LEFT, &title, 0, title.n);
	y = bar_paint(m, p, k, k->c->value[i], (struct point){ left, top },
		      now, &k->now, k->c->to);
	y = bar_paint(m, p, k, chart_at(k->c->low, i),
		      (struct point){ left, y },
		      colour_mix(now, 0xffffff, 0.6), &k->before,
		      k->c->from);
	if (!k->stacked)
		paint_line(m, p, (struct point){ left, top - 2 },
			   (struct point){ left, top + STEP + BAR + 2 },
			   m->theme->ink, 0.6);
	at.y = y - STEP + BAR + WORDS_GAP + k->words.leading * 0.8;
	paint_lines(m, p, &k->words, at, ALIGN_LEFT, &words, 0, words.n);
	return y - STEP + BAR + WORDS_GAP +
	       (double)words.n * k->words.leading;
}

/* Titles share their depth, so that bars of a row lie side by side; the row
 * is as tall as its tallest panel. */
static void row_place(struct maker *m, struct stack *col,
		      const struct pairs *k, size_t from, size_t to)
{
	struct piece *p = stack_piece(m, col, from ? 14 : 0, 0);
	double title = 0;

	for (size_t i = from; i < to; i++)
		title = fmax(title, (double)text_wrap(m, &k->title, k->w,
				k->c->label[i]).n * k->title.leading);
	for (size_t i = from; i < to; i++)
		p->height = fmax(p->height, panel_paint(m, p, k, i, col->x +
			(double)(i - from) * (k->w + COLUMN_GAP),
			title + 6));
}

void layout_pairs(struct maker *m, struct stack *col, const struct chart *c)
{
	struct pairs k = {
		.c = c,
		.title = { FACE_BOLD, FACE_BOLD, 9.2, 11.4, m->theme->ink, 0,
			   false, false },
		.now = { FACE_REGULAR, FACE_BOLD, 8.4, 10.4, m->theme->ink,
			 0, false, false },
		.before = { FACE_REGULAR, FACE_REGULAR, 8.4, 10.4,
			    m->theme->muted, 0, false, false },
		.words = { FACE_REGULAR, FACE_BOLD, 8.2, 11,
			   m->theme->muted, 0, false, false }
	};
	size_t most = (size_t)((col->w + COLUMN_GAP) /
			       (PANEL_LEAST + COLUMN_GAP));
	size_t rows, per;

	most = most < 1 ? 1 : most > PANEL_MOST ? PANEL_MOST : most;
	rows = (c->n + most - 1) / most;
	per = (c->n + rows - 1) / rows;
	k.w = (col->w - (double)(per - 1) * COLUMN_GAP) / (double)per;
	measure(m, &k);
	for (size_t i = 0; i < c->n; i += per)
		row_place(m, col, &k, i, i + per < c->n ? i + per : c->n);
}
