/*
 * Horizontal bars, and ranges from low over base to high: one piece a row,
 * its name at the left, its number beside its end. Rows flow over pages.
 */
#include <math.h>
#include <string.h>

#include "render/layout.h"

#define NAME_GAP 10.0
#define VALUE_GAP 6.0
#define BAR_HEIGHT 9.0
#define FEW_ROWS 10		/* up to that many stand further apart */
/* Shares of the width: names, numbers, numbers on both sides. */
#define NAME_MOST 0.36
#define WORDS_MOST 0.34
#define WORDS_BOTH 0.20
#define WORDS_MORE 0.10		/* where a number would break */

struct bars {
	const struct chart *c;
	struct type name, value;
	struct row_names names;
	struct text_lines *words;	/* per row: value and interval */
	struct scale x;
	double zero;			/* x of zero, or of the left end */
	bool target;
};

static struct type name_type(const struct maker *m)
{
	return (struct type){ FACE_REGULAR, FACE_BOLD, 8.4, 10.4,
			      m->theme->ink, 0, false, false };
}

static struct type value_type(const struct maker *m)
{
	return (struct type){ FACE_REGULAR, FACE_BOLD, 8.2, 10.2,
			      m->theme->muted, 0, true, false };
}

/* Widest value text, on the side where bars of that sign end. */
static double words_width(const struct bars *b, bool negative)
{
	double widest = 0;

	for (size_t i = 0; i < b->c->n; i++)
		if ((chart_at(b->c->value, i) < 0) == negative)
			widest = fmax(widest, lines_width(&b->words[i]));
	return widest;
}

static void domain(struct bars *b, bool from_zero)
{
	const struct chart *c = b->c;
	double lo = INFINITY, hi = -INFINITY;

	for (size_t i = 0; i < c->n; i++) {
		double all[4] = { c->value[i], chart_at(c->low, i),
				  chart_at(c->high, i),
				  chart_at(c->centre, i) };

		for (int k = 0; k < 4; k++) {
			if (!is_value(all[k]))
				continue;
			lo = fmin(lo, all[k]);
			hi = fmax(hi, all[k]);
		}
	}
	if (is_value(c->target)) {
		lo = fmin(lo, c->target);
		hi = fmax(hi, c->target);
	}
	if (from_zero) {
		lo = fmin(lo, 0);
		hi = fmax(hi, 0);
	}
	if (!(hi > lo))
		hi = lo + 1;
	b->x.d0 = lo;
	b->x.d1 = hi;
}

static bool any_negative(const struct chart *c)
{
	for (size_t i = 0; i < c->n; i++)
		if (chart_at(c->value, i) < 0)
			return true;
	return false;
}

/* Values and intervals on one line; on two in every row if one asks for it,
 * so that rows look alike. */
static void words_wrap(struct maker *m, struct bars *b, double most,
		       double width)
{
	const struct chart *c = b->c;
	const char **words = arena_array(m->arena, c->n, sizeof *words);
	double whole = 0, word = 0;

	for (size_t i = 0; i < c->n; i++) {
		words[i] = is_value(c->value[i]) ?
			   chart_words_range(m, c, i) : "no\u00a0data";
		whole = fmax(whole, text_widest(m, &b->value, words[i]));
		word = fmax(word, word_widest(m, &b->value, words[i]));
	}
	/* seldom inside a number: its room is taken from the bars */
	if (whole > most)
		most = fmin(word + 0.01, most + (most < WORDS_MOST * width ?
				     WORDS_MORE / 3 : WORDS_MORE) * width);
	b->words = arena_array(m->arena, c->n, sizeof *b->words);
	for (size_t i = 0; i < c->n; i++)
		b->words[i] = text_wrap(m, &b->value, most, words[i]);
}

static struct bars bars_measure(struct maker *m, const struct stack *col,
				const struct chart *c, bool from_zero)
{
	struct bars b = { .c = c, .name = name_type(m),
			  .value = value_type(m) };
	/* words of ranges stand in one column, whatever their sign */
	double most = (any_negative(c) && c->type != CHART_RANGE ?
		       WORDS_BOTH : WORDS_MOST) * col->w;
	double left, right;

	b.names = chart_names(m, c, &b.name, NAME_MOST * col->w);
	words_wrap(m, &b, most, col->w);
	domain(&b, from_zero);
	left = col->x + b.names.width + NAME_GAP;
	right = col->x + col->w - words_width(&b, false) - VALUE_GAP;
	if (words_width(&b, true) > 0)
		left += words_width(&b, true) + VALUE_GAP;
	b.x.r0 = left;
	b.x.r1 = fmax(left + 10, right);
	b.zero = scale_at(b.x, fmax(b.x.d0, fmin(b.x.d1, 0)));
	b.target = is_value(c->target);
	return b;
}

static uint32_t bar_colour(const struct maker *m, const struct chart *c,
			   size_t i)
{
	enum tone tone = c->tone ? c->tone[i] : TONE_STRONG;

	if (tone == TONE_STRONG)
		return m->theme->accent;
	if (tone == TONE_PLAIN || tone == TONE_MUTED)
		return colour_mix(m->theme->muted, 0xffffff, 0.45);
	return tone_colour(m->theme, tone);
}

static void whisker(struct maker *m, struct piece *p, const struct bars *b,
		    size_t i, double y)
{
	double lo = chart_at(b->c->low, i), hi = chart_at(b->c->high, i);
	double x0, x1;

	if (!is_value(lo) || !is_value(hi))
		return;
	x0 = scale_at(b->x, lo);
	x1 = scale_at(b->x, hi);
	paint_line(m, p, (struct point){ x0, y }, (struct point){ x1, y },
		   m->theme->ink, 0.9);
	paint_line(m, p, (struct point){ x0, y - 2.2 },
		   (struct point){ x0, y + 2.2 }, m->theme->ink, 0.9);
	paint_line(m, p, (struct point){ x1, y - 2.2 },
		   (struct point){ x1, y + 2.2 }, m->theme->ink, 0.9);
}

static void words_paint(struct maker *m, struct piece *p,
			const struct bars *b, size_t i, struct box at,
			enum align align)
{
	const struct text_lines *words = &b->words[i];

	at.y += b->value.leading * 0.28 -
		(double)(words->n - 1) * b->value.leading / 2;
	paint_lines(m, p, &b->value, at, align, words, 0, words->n);
}

/* The value beside the outer end of bar and interval. */
static void value_beside(struct maker *m, struct piece *p,
			 const struct bars *b, size_t i, double y)
{
	double v = chart_at(b->c->value, i);
	double lo = chart_at(b->c->low, i), hi = chart_at(b->c->high, i);
	struct box at = { b->zero + VALUE_GAP, y, 0, 0 };

	if (is_value(v) && v < 0) {
		double end = is_value(lo) ? fmin(lo, v) : v;

		at.x = scale_at(b->x, end) - VALUE_GAP;
		words_paint(m, p, b, i, at, ALIGN_RIGHT);
		return;
	}
	if (is_value(v)) {
		double end = is_value(hi) ? fmax(hi, v) : v;

		at.x = fmax(at.x, scale_at(b->x, end) + VALUE_GAP);
	}
	words_paint(m, p, b, i, at, ALIGN_LEFT);
}

static struct piece *row_start(struct maker *m, struct stack *col,
			       const struct bars *b, size_t i, double *y)
{
	const struct text_lines *name = &b->names.lines[i];
	double depth = (double)name->n * b->name.leading;
	double beside = (double)b->words[i].n * b->value.leading;
	double least = b->c->n > FEW_ROWS ? 16 : 19;
	double height = fmax(least, fmax(depth, beside) + 5.5);
	struct piece *p = stack_piece(m, col, 0, height);
	struct box at = { col->x, 0, b->names.width, 0 };

	*y = height / 2;
	at.y = *y - depth / 2 + b->name.leading * 0.76;
	paint_lines(m, p, &b->name, at, ALIGN_LEFT, name, 0, name->n);
	/* The first rows stay with the title. */
	p->keep_next = i == 0 && b->c->n > 1;
	return p;
}

static void target_line(struct maker *m, struct piece *p,
			const struct bars *b)
{
	double x = scale_at(b->x, b->c->target);
	struct op *op;

	op = paint_line(m, p, (struct point){ x, 0 },
			(struct point){ x, p->height }, m->theme->ink, 0.7);
	op->dash_on = 3;
	op->dash_off = 2;
}

/* The target's words above its line, pushed inside the width. */
static void target_name(struct maker *m, struct stack *col,
			const struct bars *b)
{
	struct type t = { FACE_BOLD, FACE_BOLD, 7.6, 9.6, m->theme->ink, 0,
			  false, false };
	const char *words = b->c->target_text && *b->c->target_text ?
			    b->c->target_text :
			    chart_words(m, b->c, b->c->target, false);
	struct text_lines lines = text_wrap(m, &t, col->w, words);
	struct piece *p = stack_piece(m, col, 0,
				       (double)lines.n * t.leading + 3);
	double w = lines_width(&lines);
	double x = scale_at(b->x, b->c->target) - w / 2;
	struct box at = { 0, 7, w, 0 };

	at.x = fmax(col->x, fmin(x, col->x + col->w - w));
	p->keep_next = true;
	paint_lines(m, p, &t, at, ALIGN_LEFT, &lines, 0, lines.n);
}

static void zero_line(struct maker *m, struct piece *p, const struct bars *b)
{
	paint_line(m, p, (struct point){ b->zero, 0 },
		   (struct point){ b->zero, p->height }, m->theme->ink, 0.6);
}

void layout_bars(struct maker *m, struct stack *col, const struct chart *c)
{
	struct bars b = bars_measure(m, col, c, true);

	if (b.target)
		target_name(m, col, &b);
	for (size_t i = 0; i < c->n; i++) {
		double y, end;
		struct piece *p = row_start(m, col, &b, i, &y);

		if (is_value(c->value[i])) {
			end = scale_at(b.x, c->value[i]);
			paint_rect(m, p, (struct box){
					fmin(b.zero, end),
					y - BAR_HEIGHT / 2,
					fabs(end - b.zero), BAR_HEIGHT },
				   0, bar_colour(m, c, i), 100);
			whisker(m, p, &b, i, y);
		}
		zero_line(m, p, &b);
		if (b.target)
			target_line(m, p, &b);
		value_beside(m, p, &b, i, y);
	}
}

/* A reference is a stroke across the row: of another form than the dot, so
 * that it is told apart without colour. */
static void reference(struct maker *m, struct piece *p, const struct bars *b,
		      size_t i, double y)
{
	double v = chart_at(b->c->centre, i), x;

	if (!is_value(v))
		return;
	x = scale_at(b->x, v);
	paint_line(m, p, (struct point){ x, y - 6.5 },
		   (struct point){ x, y + 6.5 }, m->theme->ink, 1.6);
}

/* A soft bar from low to high, a firm mark at the base. */
static void range_mark(struct maker *m, struct piece *p,
		       const struct bars *b, size_t i, double y)
{
	double v = chart_at(b->c->value, i);
	double lo = chart_at(b->c->low, i), hi = chart_at(b->c->high, i);
	uint32_t colour = bar_colour(m, b->c, i);

	paint_line(m, p, (struct point){ b->x.r0, y },
		   (struct point){ b->x.r1, y }, m->theme->rule, 0.5);
	if (is_value(lo) && is_value(hi)) {
		double x0 = scale_at(b->x, fmin(lo, hi));
		double x1 = scale_at(b->x, fmax(lo, hi));

		paint_rect(m, p, (struct box){ x0, y - BAR_HEIGHT / 2,
					       x1 - x0, BAR_HEIGHT },
			   fmin(2.5, (x1 - x0) / 2),
			   colour_mix(colour, 0xffffff, 0.68), 100);
	}
	if (is_value(v))
		paint_dot(m, p, (struct point){ scale_at(b->x, v), y }, 3.2,
			  colour, 0.9);
	reference(m, p, b, i, y);
}

void layout_range(struct maker *m, struct stack *col, const struct chart *c)
{
	struct bars b = bars_measure(m, col, c, false);
	bool zero = b.x.d0 < 0 && b.x.d1 > 0;

	/* Numbers stand in one column at the right of the bars. */
	b.x.r0 = col->x + b.names.width + NAME_GAP + 4;
	b.x.r1 = col->x + col->w - 14 -
		 fmax(words_width(&b, false), words_width(&b, true));
	b.x.r1 = fmax(b.x.r1, b.x.r0 + 20);
	b.zero = scale_at(b.x, 0);
	if (b.target)
		target_name(m, col, &b);
	for (size_t i = 0; i < c->n; i++) {
		double y;
		struct piece *p = row_start(m, col, &b, i, &y);
		struct box at = { col->x, y, col->w, 0 };

		if (zero)
			zero_line(m, p, &b);
		if (b.target)
			target_line(m, p, &b);
		range_mark(m, p, &b, i, y);
		words_paint(m, p, &b, i, at, ALIGN_RIGHT);
	}
}
