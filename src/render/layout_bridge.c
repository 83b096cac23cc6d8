/*
 * From a start over changes to an end: time runs across a page, structure
 * runs down it, so the steps are rows. Each change hangs where the one
 * before it ended; a thin line carries the level to the next row.
 */
#include <math.h>
#include <string.h>

#include "render/layout.h"

#define ROW_HEIGHT 21.0
#define ROW_TIGHT 17.5
#define BAR_HEIGHT 12.0
#define NAME_GAP 10.0
#define VALUE_GAP 6.0
#define NAME_MOST 0.36		/* shares of the width */
#define WORDS_MOST 0.28

struct step { double from, to; bool total, known; };

struct bridge {
	const struct chart *c;
	struct type name, value;
	struct row_names names;
	struct step *step;
	struct text_lines *words;
	struct scale x;
};

static void steps_sum(struct bridge *b)
{
	const struct chart *c = b->c;
	double level = 0;

	for (size_t i = 0; i < c->n; i++) {
		struct step *s = &b->step[i];

		s->known = is_value(c->value[i]);
		s->total = c->is_total ? c->is_total[i] : i == 0;
		s->from = s->total ? 0 : level;
		s->to = s->known ? s->from + c->value[i] : level;
		level = s->to;
	}
}

static void bridge_scale(const struct stack *col, struct bridge *b)
{
	double lo = 0, hi = 0, widest = 0;

	for (size_t i = 0; i < b->c->n; i++) {
		lo = fmin(lo, fmin(b->step[i].from, b->step[i].to));
		hi = fmax(hi, fmax(b->step[i].from, b->step[i].to));
		widest = fmax(widest, lines_width(&b->words[i]));
	}
	if (!(hi > lo))
		hi = lo + 1;
	b->x.d0 = lo;
	b->x.d1 = hi;
	b->x.r0 = col->x + b->names.width + NAME_GAP;
	b->x.r1 = fmax(b->x.r0 + 20,
		       col->x + col->w - widest - VALUE_GAP);
}

static uint32_t step_colour(const struct maker *m, const struct bridge *b,
			    size_t i)
{
	enum tone tone = b->c->tone ? b->c->tone[i] : TONE_PLAIN;

	if (tone == TONE_GOOD || tone == TONE_WARN || tone == TONE_BAD)
		return tone_colour(m->theme, tone);
	if (tone == TONE_STRONG || (b->step[i].total && i + 1 == b->c->n))
		return m->theme->accent;
	if (b->step[i].total)
		return m->theme->muted;
	return colour_mix(m->theme->muted, 0xffffff, 0.35);
}

static void lines_middle(struct maker *m, struct piece *p,
			 const struct type *t, double x, double y,
			 const struct text_lines *lines)
{
	struct box at = { x, y - (double)lines->n * t->leading / 2 +
			     t->leading * 0.77, 0, 0 };

	paint_lines(m, p, t, at, ALIGN_LEFT, lines, 0, lines->n);
}

static void step_words(struct maker *m, struct piece *p,
		       const struct stack *col, const struct bridge *b,
		       size_t i)
{
	const struct step *s = &b->step[i];
	struct type value = b->value, name = b->name;
	double end = scale_at(b->x, fmax(s->from, s->to));

	if (s->total)
		name.face = FACE_BOLD;
	else if (b->c->tone && b->c->tone[i] != TONE_PLAIN)
		value.colour = tone_colour(m->theme, b->c->tone[i]);
	lines_middle(m, p, &name, col->x, p->height / 2, &b->names.lines[i]);
	lines_middle(m, p, &value, end + VALUE_GAP, p->height / 2,
		     &b->words[i]);
}

static void level_line(struct maker *m, struct piece *p, double x, double y0,
		       double y1)
{
	paint_line(m, p, (struct point){ x, y0 }, (struct point){ x, y1 },
		   m->theme->muted, 0.5);
}

static void step_place(struct maker *m, struct stack *col,
		       const struct bridge *b, size_t i)
{
	const struct step *s = &b->step[i];
	double depth = fmax((double)b->names.lines[i].n,
			    (double)b->words[i].n) * b->name.leading;
	double least = m->air < 1 ? ROW_TIGHT : ROW_HEIGHT;
	double height = fmax(least, depth + 5);
	struct piece *p = stack_piece(m, col, 0, height);
	double top = (height - BAR_HEIGHT) / 2;
	double x0 = scale_at(b->x, fmin(s->from, s->to));
	double x1 = scale_at(b->x, fmax(s->from, s->to));

	p->keep_next = i == 0 && b->c->n > 1;
	paint_rect(m, p, (struct box){ x0, top, x1 - x0, BAR_HEIGHT }, 0,
		   step_colour(m, b, i), 100);
	step_words(m, p, col, b, i);
	if (i > 0)
		level_line(m, p, scale_at(b->x, b->step[i - 1].to), 0, top);
	if (i + 1 < b->c->n)
		level_line(m, p, scale_at(b->x, s->to), top + BAR_HEIGHT,
			   height);
}

void layout_bridge(struct maker *m, struct stack *col, const struct chart *c)
{
	struct bridge b = {
		.c = c,
		.name = { FACE_REGULAR, FACE_BOLD, 8.8, 10.8, m->theme->ink,
			  0, false, false },
		.value = { FACE_BOLD, FACE_BOLD, 8.8, 10.8, m->theme->ink, 0,
			   false, false },
	};
	struct type bold = b.name;

	/* Totals are set in bold: measure the names as wide as they get. */
	bold.face = FACE_BOLD;
	b.names = chart_names(m, c, &bold, NAME_MOST * col->w);
	b.step = arena_array(m->arena, c->n, sizeof *b.step);
	b.words = arena_array(m->arena, c->n, sizeof *b.words);
	steps_sum(&b);
	for (size_t i = 0; i < c->n; i++)
		b.words[i] = text_wrap(m, &b.value, WORDS_MOST * col->w,
				       b.step[i].known ?
				       chart_words(m, c, c->value[i],
						   !b.step[i].total) :
				       "no data");
	bridge_scale(col, &b);
	for (size_t i = 0; i < c->n; i++)
		step_place(m, col, &b, i);
}
