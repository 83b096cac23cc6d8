/*
 * The forest: a difference with its interval per row around a line of no
 * change, what was promised as a hollow diamond, the verdict as a word at the
 * right. Forms differ, so that nothing depends on colour: a filled dot is
 * what came, a diamond what was promised, the line is zero.
 */
#include <math.h>

#include "render/layout.h"

#define NAME_MOST 0.30
#define NAME_GAP 14.0
#define WORD_MOST 0.16
#define WORD_GAP 12.0
#define ROW_LEAST 24.0
#define PLOT_LEAST 120.0
#define AXIS 16.0
#define DIAMOND 3.8

struct forest {
	const struct chart *c;
	struct type name, under, value, word, small;
	struct text_lines *names, *unders, *words;
	double left_w, value_w, word_w;
	struct scale x;
	struct ticks ticks;
};

static const char *text_at(const char **list, size_t i)
{
	return list && list[i] ? list[i] : "";
}

static bool is_drawn(const struct chart *c, size_t i)
{
	return is_value(c->value[i]) && is_value(chart_at(c->low, i)) &&
	       is_value(chart_at(c->high, i));
}

/* "−48 % (−66 to −30 %)", signed: it is a difference. */
static const char *value_words(struct maker *m, const struct chart *c,
			       size_t i)
{
	return arena_printf(m->arena,
			    BOLD_ON "%s" BOLD_OFF " (%s\u00a0to\u00a0%s)",
			    chart_words(m, c, c->value[i], true),
			    chart_words(m, c, c->low[i], true),
			    chart_words(m, c, c->high[i], true));
}

static struct type word_type(const struct maker *m, const struct forest *k,
			     size_t i)
{
	struct type t = k->word;

	if (k->c->tone && k->c->tone[i] != TONE_PLAIN)
		t.colour = tone_colour(m->theme, k->c->tone[i]);
	return t;
}

static void texts_measure(struct maker *m, struct forest *k, double whole)
{
	const struct chart *c = k->c;

	k->names = arena_array(m->arena, c->n, sizeof *k->names);
	k->unders = arena_array(m->arena, c->n, sizeof *k->unders);
	k->words = arena_array(m->arena, c->n, sizeof *k->words);
	for (size_t i = 0; i < c->n; i++) {
		k->names[i] = text_wrap(m, &k->name, NAME_MOST * whole,
					c->label[i]);
		k->unders[i] = text_wrap(m, &k->under, NAME_MOST * whole,
					 text_at(c->under, i));
		k->words[i] = text_wrap(m, &k->word, WORD_MOST * whole,
					text_at(c->word, i));
		k->left_w = fmax(k->left_w,
				 fmax(lines_width(&k->names[i]),
				      lines_width(&k->unders[i])));
		k->word_w = fmax(k->word_w, lines_width(&k->words[i]));
		if (is_drawn(c, i))
			k->value_w = fmax(k->value_w,
				text_widest(m, &k->value,
					    value_words(m, c, i)));
	}
}

static void domain(struct forest *k)
{
	const struct chart *c = k->c;
	double factor = c->percent ? 100 : 1;
	struct scale s = { 0, 0, 0, 0 };

	for (size_t i = 0; i < c->n; i++) {
		scale_take(&s, chart_at(c->low, i));
		scale_take(&s, chart_at(c->high, i));
		scale_take(&s, c->value[i]);
		scale_take(&s, chart_at(c->promised, i));
	}
	k->ticks = ticks_cover(s.d0 * factor, s.d1 * factor, 5);
	k->x.d0 = k->ticks.first / factor;
	k->x.d1 = k->ticks.last / factor;
}

static void diamond(struct maker *m, struct piece *p, double x, double y)
{
	struct point at[5] = {
		{ x, y - DIAMOND }, { x + DIAMOND, y }, { x, y + DIAMOND },
		{ x - DIAMOND, y }, { x, y - DIAMOND }
	};

	paint_area(m, p, at, 4, 0xffffff, 100);
	paint_path(m, p, at, 5, m->theme->ink, 1.1);
}

static void interval_paint(struct maker *m, struct piece *p,
			   const struct forest *k, size_t i, double y)
{
	const struct chart *c = k->c;
	double promised = chart_at(c->promised, i);
	double x0 = scale_at(k->x, c->low[i]), x1 = scale_at(k->x, c->high[i]);
	uint32_t colour = c->tone && c->tone[i] != TONE_PLAIN ?
		tone_colour(m->theme, c->tone[i]) : m->theme->muted;

	paint_line(m, p, (struct point){ x0, y }, (struct point){ x1, y },
		   colour, 1.6);
	paint_line(m, p, (struct point){ x0, y - 3 },
		   (struct point){ x0, y + 3 }, colour, 1.2);
	paint_line(m, p, (struct point){ x1, y - 3 },
		   (struct point){ x1, y + 3 }, colour, 1.2);
	if (is_value(promised))
		diamond(m, p, scale_at(k->x, promised), y);
	paint_dot(m, p, (struct point){ scale_at(k->x, c->value[i]), y }, 3.6,
		  colour, 0.9);
}

/* Ticks, and the line of no change darker than them, behind each row. */
static void lines_paint(struct maker *m, struct piece *p,
			const struct forest *k)
{
	double factor = k->c->percent ? 100 : 1, zero = scale_at(k->x, 0);

	for (int i = 0; i < k->ticks.n; i++) {
		double x = scale_at(k->x, tick_value(k->ticks, i) / factor);

		paint_line(m, p, (struct point){ x, 0 },
			   (struct point){ x, p->height }, m->theme->rule,
			   0.4);
	}
	paint_line(m, p, (struct point){ zero, 0 },
		   (struct point){ zero, p->height }, m->theme->ink, 1);
}

static void row_place(struct maker *m, struct stack *col,
		      const struct forest *k, size_t i)
{
	bool under = *text_at(k->c->under, i) != '\0';
	double depth = (double)k->names[i].n * k->name.leading +
		       (under ? (double)k->unders[i].n * k->under.leading : 0);
	double word = (double)k->words[i].n * k->word.leading;
	double height = fmax(ROW_LEAST, fmax(depth, word) + 7);
	struct piece *p = stack_piece(m, col, 0, height);
	struct type t = word_type(m, k, i);
	struct box at = { col->x, height / 2 - depth / 2 +
				  k->name.leading * 0.76, k->left_w, 0 };

	p->keep_next = i == 0 || i + 1 == k->c->n;
	lines_paint(m, p, k);
	paint_lines(m, p, &k->name, at, ALIGN_LEFT, &k->names[i], 0,
		    k->names[i].n);
	at.y += (double)k->names[i].n * k->name.leading - 0.6;
	if (under)
		paint_lines(m, p, &k->under, at, ALIGN_LEFT, &k->unders[i],
			    0, k->unders[i].n);
	at = (struct box){ col->x + col->w - k->word_w,
			   height / 2 - word / 2 + t.leading * 0.76,
			   k->word_w, 0 };
	paint_lines(m, p, &t, at, ALIGN_LEFT, &k->words[i], 0,
		    k->words[i].n);
	if (is_drawn(k->c, i)) {
		struct text_lines value = text_wrap(m, &k->value,
						    k->value_w + 0.01,
						    value_words(m, k->c, i));

		interval_paint(m, p, k, i, height / 2);
		at.x -= WORD_GAP + k->value_w;
		at.w = k->value_w;
		at.y = height / 2 + k->value.leading * 0.28;
		paint_lines(m, p, &k->value, at, ALIGN_RIGHT, &value, 0, 1);
	}
}

/* What the diamond means, beside the scale, which names its unit at both ends. */
static void axis_place(struct maker *m, struct stack *col,
		       const struct forest *k)
{
	struct piece *p = stack_piece(m, col, 0, AXIS);
	const struct chart *c = k->c;
	double factor = c->percent ? 100 : 1, y = 11, right = 0;

	for (int i = 0; i < k->ticks.n; i++) {
		double v = tick_value(k->ticks, i);
		bool end = i == 0 || i + 1 == k->ticks.n || !(fabs(v) > 0);
		const char *words = tick_words(m, c, v / factor,
					       k->ticks.digits, end);
		double w = text_widest(m, &k->small, words);
		double x = fmin(scale_at(k->x, v / factor) - w / 2,
				col->x + col->w - w);

		if (x < right + 4 && i)
			continue;
		paint_text(m, p, &k->small, x, y, ALIGN_LEFT, words);
		right = x + w;
	}
	diamond(m, p, col->x + 4, y - 2.6);
	paint_text(m, p, &k->small, col->x + 12, y, ALIGN_LEFT,
		   "promised");
}

/* Lines of a row in a narrow column, each a piece. */
static void lines_place(struct maker *m, struct stack *col,
			const struct type *t, double gap, const char *text)
{
	struct text_lines lines = text_wrap(m, t, col->w, text);

	for (size_t i = 0; i < lines.n; i++) {
		struct box at = { col->x, t->leading * 0.76, col->w, 0 };
		struct piece *p = stack_piece(m, col, i ? 0 : gap,
					      t->leading);

		paint_lines(m, p, t, at, ALIGN_LEFT, &lines, i, i + 1);
		p->keep_next = i == 0 || i + 1 == lines.n;
	}
}

/* Too narrow for all beside each other: words first, the interval below. */
static void narrow(struct maker *m, struct stack *col, struct forest *k)
{
	k->x.r0 = col->x + 4;
	k->x.r1 = col->x + col->w - 4;
	for (size_t i = 0; i < k->c->n; i++) {
		const char *under = text_at(k->c->under, i);
		const char *word = text_at(k->c->word, i);
		double promised = chart_at(k->c->promised, i);
		struct piece *p;

		lines_place(m, col, &k->name, i ? 6 : 0, k->c->label[i]);
		lines_place(m, col, &k->value, 0, arena_printf(m->arena,
			"%s%s%s%s%s%s%s", under, *under ? ": " : "",
			is_drawn(k->c, i) ? value_words(m, k->c, i) :
					    "no\u00a0data",
			*word ? ", " : "", word,
			is_value(promised) ? "; promised " : "",
			is_value(promised) ?
				chart_words(m, k->c, promised, true) : ""));
		p = stack_piece(m, col, 2, 12);
		lines_paint(m, p, k);
		if (is_drawn(k->c, i))
			interval_paint(m, p, k, i, 6);
	}
}

void layout_forest(struct maker *m, struct stack *col, const struct chart *c)
{
	struct forest k = {
		.c = c,
		.name = { FACE_BOLD, FACE_BOLD, 8.6, 10.6, m->theme->ink, 0,
			  false, false },
		.under = { FACE_REGULAR, FACE_BOLD, 7.6, 9.6,
			   m->theme->muted, 0, false, false },
		.value = { FACE_REGULAR, FACE_BOLD, 8.4, 10.4,
			   m->theme->ink, 0, false, false },
		.word = { FACE_BOLD, FACE_BOLD, 8.4, 10.4, m->theme->ink, 0,
			  false, false },
		.small = { FACE_REGULAR, FACE_BOLD, 7.4, 9.4,
			   m->theme->muted, 0, false, false }
	};

	texts_measure(m, &k, col->w);
	domain(&k);
	k.x.r0 = col->x + fmax(k.left_w, 110) + NAME_GAP;
	k.x.r1 = col->x + col->w - k.word_w - k.value_w - 2 * WORD_GAP - 8;
	if (k.x.r1 - k.x.r0 < PLOT_LEAST) {
		narrow(m, col, &k);
		return;
	}
	for (size_t i = 0; i < c->n; i++)
		row_place(m, col, &k, i);
	axis_place(m, col, &k);
}
