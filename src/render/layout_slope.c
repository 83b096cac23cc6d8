/*
 * The slope chart: what was at the left, what is at the right, a line for
 * each row. Rows that carry a verdict are coloured, the others stay grey.
 * More rows than fit between top and bottom make a second chart below.
 */
#include <math.h>

#include "render/layout.h"

#define LEAST 150.0		/* height of the plot */
#define MOST 255.0
#define HEAD 15.0		/* the two periods above it */
#define PAD 6.0
#define GAP 7.0			/* between label and line */
#define NAME_MOST 0.46		/* share of the width */
#define LINE_LEAST 40.0

struct slope {
	const struct chart *c;
	const struct stack *col;
	struct type plain, bold, head;
	struct text_lines *before, *now;	/* labels of all rows */
	struct scale y;
	double left, right;			/* ends of the lines */
	double left_w, right_w;
};

static bool has_both(const struct chart *c, size_t i)
{
	return is_value(chart_at(c->low, i)) && is_value(c->value[i]);
}

static bool is_marked(const struct chart *c, size_t i)
{
	return c->tone && c->tone[i] != TONE_PLAIN && c->tone[i] != TONE_MUTED;
}

static struct type row_type(const struct maker *m, const struct slope *s,
			    size_t i)
{
	struct type t = is_marked(s->c, i) ? s->bold : s->plain;

	t.colour = is_marked(s->c, i) ? tone_colour(m->theme, s->c->tone[i]) :
					m->theme->muted;
	return t;
}

/* "Blog articles 24.3 %": the number never leaves its last word. */
static const char *before_words(struct maker *m, const struct slope *s,
				size_t i)
{
	double v = chart_at(s->c->low, i);

	return arena_printf(m->arena, "%s\u2002%s", s->c->label[i],
			    is_value(v) ? chart_words(m, s->c, v, false) :
					  "\u2013");
}

static const char *now_words(struct maker *m, const struct slope *s, size_t i)
{
	return is_value(s->c->value[i]) ?
	       chart_words(m, s->c, s->c->value[i], false) : "\u2013";
}

static void labels_measure(struct maker *m, struct slope *s)
{
	const struct chart *c = s->c;
	double most = NAME_MOST * s->col->w;

	s->before = arena_array(m->arena, c->n, sizeof *s->before);
	s->now = arena_array(m->arena, c->n, sizeof *s->now);
	for (size_t i = 0; i < c->n; i++) {
		struct type t = row_type(m, s, i);

		s->before[i] = text_wrap(m, &t, most, before_words(m, s, i));
		s->now[i] = text_wrap(m, &t, most / 2, now_words(m, s, i));
		s->left_w = fmax(s->left_w, lines_width(&s->before[i]));
		s->right_w = fmax(s->right_w, lines_width(&s->now[i]));
	}
	s->left = s->col->x + s->left_w + GAP;
	s->right = s->col->x + s->col->w - s->right_w - GAP;
	s->right = fmax(s->right, s->left + LINE_LEAST);
}

static double lines_height(const struct slope *s,
			   const struct text_lines *lines)
{
	return (double)lines->n * s->plain.leading + 1.5;
}

/* What a row needs on the side that needs more. */
static double label_height(const struct slope *s, size_t i)
{
	return fmax(lines_height(s, &s->before[i]),
		    lines_height(s, &s->now[i]));
}

static void labels_paint(struct maker *m, struct piece *p,
			 const struct slope *s, size_t from, size_t to,
			 double bottom, bool right)
{
	size_t n = 0;
	struct spread *at = arena_array(m->arena, to - from, sizeof *at);

	for (size_t i = from; i < to; i++) {
		double v = right ? s->c->value[i] : chart_at(s->c->low, i);

		at[n++] = (struct spread){
			is_value(v) ? scale_at(s->y, v) : bottom,
			right ? lines_height(s, &s->now[i]) :
				label_height(s, i), i
		};
	}
	labels_spread(at, n, HEAD, bottom + PAD);
	for (size_t k = 0; k < n; k++) {
		size_t i = at[k].id;
		const struct text_lines *lines = right ? &s->now[i] :
							 &s->before[i];
		struct type t = row_type(m, s, i);
		struct box box = {
			right ? s->right + GAP : s->col->x,
			at[k].y - (double)lines->n * t.leading / 2 +
				t.leading * 0.77,
			right ? s->right_w : s->left_w, 0
		};

		paint_lines(m, p, &t, box, right ? ALIGN_LEFT : ALIGN_RIGHT,
			    lines, 0, lines->n);
	}
}

static void line_paint(struct maker *m, struct piece *p,
		       const struct slope *s, size_t i)
{
	uint32_t colour = is_marked(s->c, i) ?
		tone_colour(m->theme, s->c->tone[i]) :
		colour_mix(m->theme->muted, 0xffffff, 0.45);
	double before = chart_at(s->c->low, i), now = s->c->value[i];
	struct point a = { s->left, scale_at(s->y, before) };
	struct point b = { s->right, scale_at(s->y, now) };

	if (has_both(s->c, i))
		paint_line(m, p, a, b, colour, is_marked(s->c, i) ? 1.7 : 1);
	if (is_value(before))
		paint_dot(m, p, a, 2.3, colour, 0);
	if (is_value(now))
		paint_dot(m, p, b, 2.3, colour, 0);
}

static void heads_paint(struct maker *m, struct piece *p,
			const struct slope *s)
{
	double room = s->right - s->left - GAP;

	paint_text(m, p, &s->head, s->left, 8, ALIGN_RIGHT,
		   text_elide(m, &s->head, s->left - s->col->x,
			      s->c->from));
	paint_text(m, p, &s->head, s->right + GAP + s->right_w, 8,
		   ALIGN_RIGHT, text_elide(m, &s->head, s->right_w + room,
					   s->c->to));
}

/* Rows from..to on one scale in one piece. */
static void chunk_place(struct maker *m, struct stack *col, struct slope *s,
			size_t from, size_t to, double height)
{
	double bottom = HEAD + PAD + height;
	struct piece *p = stack_piece(m, col, from ? 8 : 0, bottom + PAD);

	s->y = (struct scale){ 0, 0, bottom, HEAD + PAD };
	for (size_t i = 0; i < s->c->n; i++) {
		scale_take(&s->y, s->c->value[i]);
		scale_take(&s->y, chart_at(s->c->low, i));
	}
	heads_paint(m, p, s);
	for (int marked = 0; marked < 2; marked++) {
		for (size_t i = from; i < to; i++) {
			if (is_marked(s->c, i) == (marked == 1))
				line_paint(m, p, s, i);
		}
	}
	labels_paint(m, p, s, from, to, bottom, false);
	labels_paint(m, p, s, from, to, bottom, true);
}

void layout_slope(struct maker *m, struct stack *col, const struct chart *c)
{
	struct slope s = {
		.c = c, .col = col,
		.plain = { FACE_REGULAR, FACE_BOLD, 7.8, 9.8,
			   m->theme->muted, 0, true, false },
		.bold = { FACE_BOLD, FACE_BOLD, 7.8, 9.8, m->theme->ink, 0,
			  true, false },
		.head = { FACE_MEDIUM, FACE_BOLD, 8.2, 10.2, m->theme->ink, 0,
			  false, false }
	};
	size_t from = 0;

	labels_measure(m, &s);
	while (from < c->n) {
		double height = 0;
		size_t to = from;

		while (to < c->n && (to == from ||
				     height + label_height(&s, to) <= MOST))
			height += label_height(&s, to++);
		chunk_place(m, col, &s, from, to, fmax(LEAST, height));
		from = to;
	}
}
