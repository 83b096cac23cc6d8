/*
 * Lines of one measure on one scale, each named where it ends: its title and
 * where it stands. Gaps stay gaps; a mark is a dotted line with its words.
 */
#include <math.h>

#include "render/layout.h"

#define LABEL_GAP 10.0
#define LABEL_MOST 90.0
#define LEAST 118.0		/* height of the plot */
#define MOST 170.0
#define MARK_ROOM 12.0

struct lines {
	const struct chart *c;
	struct scale x, y;
	struct ticks ticks;
	struct type small, name, mark;
	double left, top, bottom;	/* left: of the column */
};

static struct ticks lines_ticks(const struct chart *c)
{
	struct scale s = { 0, 0, 0, 0 };

	for (size_t k = 0; k < c->n_panel; k++)
		for (size_t i = 0; i < c->n; i++)
			scale_take(&s, c->panel[k].value[i]);
	return c->percent ? ticks_cover(s.d0 * 100, s.d1 * 100, 4) :
			    ticks_cover(s.d0, s.d1, 4);
}

static struct point point_of(const struct lines *k, size_t i, double v)
{
	return (struct point){ scale_at(k->x, (double)i),
			       scale_at(k->y, k->c->percent ? v * 100 : v) };
}

static const char *tick_of(struct maker *m, const struct lines *k, int i)
{
	double v = tick_value(k->ticks, i);

	return tick_words(m, k->c, k->c->percent ? v / 100 : v,
			  k->ticks.digits, i + 1 == k->ticks.n);
}

static double ticks_width(struct maker *m, const struct lines *k)
{
	double widest = 0;

	for (int i = 0; i < k->ticks.n; i++)
		widest = fmax(widest, text_widest(m, &k->small,
						  tick_of(m, k, i)));
	return widest;
}

static uint32_t line_colour(const struct maker *m, enum tone tone)
{
	return tone == TONE_MUTED ? m->theme->muted :
	       tone == TONE_PLAIN || tone == TONE_STRONG ? m->theme->accent :
	       tone_colour(m->theme, tone);
}

/* ---- what each line is called, at its end ---- */

struct end { struct text_lines lines; double width; size_t last; };

/* A line each at most, so that six of them are no taller than a plot. */
static const char *end_words(struct maker *m, const struct lines *k, double w,
			     const struct chart_panel *line)
{
	struct type bold = k->name;

	bold.face = FACE_BOLD;
	return arena_printf(m->arena, BOLD_ON "%s" BOLD_OFF " %s",
			    text_elide(m, &bold, w, line->title),
			    text_elide(m, &k->name, w, line->words));
}

static double ends_measure(struct maker *m, const struct lines *k, double w,
			   struct end end[CHART_LINES_MAX])
{
	double widest = 0;

	for (size_t i = 0; i < k->c->n_panel; i++) {
		const struct chart_panel *line = &k->c->panel[i];

		end[i].lines = text_wrap(m, &k->name, w,
					 end_words(m, k, w, line));
		end[i].last = k->c->n;
		while (end[i].last > 0 &&
		       !is_value(line->value[end[i].last - 1]))
			end[i].last--;
		widest = fmax(widest, lines_width(&end[i].lines));
	}
	return widest + 0.01;
}

static void ends_paint(struct maker *m, struct piece *p,
		       const struct lines *k,
		       const struct end end[CHART_LINES_MAX], double width)
{
	struct spread place[CHART_LINES_MAX];
	size_t n = 0;

	for (size_t i = 0; i < k->c->n_panel; i++) {
		size_t at = end[i].last;

		if (!at)
			continue;
		place[n++] = (struct spread){
			point_of(k, at - 1, k->c->panel[i].value[at - 1]).y,
			(double)end[i].lines.n * k->name.leading, i
		};
	}
	labels_spread(place, n, k->top - 6, k->bottom + 4);
	for (size_t i = 0; i < n; i++) {
		const struct end *e = &end[place[i].id];
		struct type t = k->name;
		struct box at = {
			k->x.r1 + LABEL_GAP,
			place[i].y - place[i].height / 2 + t.leading * 0.78,
			width, 0
		};

		t.colour = line_colour(m, k->c->panel[place[i].id].tone);
		paint_lines(m, p, &t, at, ALIGN_LEFT, &e->lines, 0,
			    e->lines.n);
	}
}

/* ---- grid, marks and lines ---- */

static void grid_paint(struct maker *m, struct piece *p,
		       const struct lines *k)
{
	uint32_t faint = colour_mix(m->theme->rule, 0xffffff, 0.45);

	for (int i = 0; i < k->ticks.n; i++) {
		double v = tick_value(k->ticks, i);
		double y = scale_at(k->y, v);
		bool zero = fabs(v) < 1e-9;

		paint_line(m, p, (struct point){ k->x.r0, y },
			   (struct point){ k->x.r1, y },
			   zero ? m->theme->ink : faint, zero ? 0.7 : 0.5);
		paint_text(m, p, &k->small, k->x.r0 - 7, y + 2.7,
			   ALIGN_RIGHT, tick_of(m, k, i));
	}
}

static void labels_paint(struct maker *m, struct piece *p,
			 const struct lines *k)
{
	const struct chart *c = k->c;
	double end = k->x.r1 + LABEL_GAP, widest = 0;
	double apart = scale_at(k->x, 1) - scale_at(k->x, 0);
	double free_from = k->left;
	size_t step;

	for (size_t i = 0; i < c->n; i++)
		widest = fmax(widest, text_widest(m, &k->small,
			text_elide(m, &k->small, LABEL_MOST, c->label[i])));
	step = apart > 0 ? (size_t)ceil((widest + 8) / apart) : 1;
	for (size_t i = 0; i < c->n; i += step) {
		const char *s = text_elide(m, &k->small, LABEL_MOST,
					   c->label[i]);
		double w = text_widest(m, &k->small, s);
		double x = scale_at(k->x, (double)i) - w / 2;

		if (i == 0)
			x = fmax(x, k->left);
		if (x < free_from || x + w > end)
			continue;
		paint_text(m, p, &k->small, x, k->bottom + 12, ALIGN_LEFT, s);
		free_from = x + w + 6;
	}
}

/* Each on a line of its own above the plot. */
static void mark_paint(struct maker *m, struct piece *p,
		       const struct lines *k, size_t i)
{
	const struct chart_mark *mark = &k->c->mark[i];
	const char *text = text_elide(m, &k->mark, k->x.r1 - k->x.r0,
				      mark->text);
	double x = scale_at(k->x, (double)mark->at);
	double y = k->top - 5 - (double)i * MARK_ROOM;
	double w = text_widest(m, &k->mark, text);
	double left = fmax(k->x.r0, fmin(x - w / 2, k->x.r1 - w));
	struct op *op = paint_line(m, p, (struct point){ x, y + 3 },
				   (struct point){ x, k->bottom },
				   m->theme->ink, 0.6);

	op->dash_on = 1;
	op->dash_off = 2;
	paint_text(m, p, &k->mark, left, y, ALIGN_LEFT, text);
}

static void line_paint(struct maker *m, struct piece *p,
		       const struct lines *k, const struct chart_panel *line)
{
	struct point *at = arena_array(m->arena, k->c->n, sizeof *at);
	uint32_t colour = line_colour(m, line->tone);
	double width = line->tone == TONE_MUTED ? 1.1 : 1.7;
	size_t n = 0, last = k->c->n;

	for (size_t i = 0; i <= k->c->n; i++) {
		if (i < k->c->n && is_value(line->value[i])) {
			at[n++] = point_of(k, i, line->value[i]);
			last = i;
			continue;
		}
		if (n == 1)
			paint_dot(m, p, at[0], 1.2, colour, 0);
		else if (n)
			paint_path(m, p, at, n, colour, width);
		n = 0;
	}
	if (last < k->c->n)
		paint_dot(m, p, point_of(k, last, line->value[last]), 3,
			  colour, 1);
}

void layout_lines(struct maker *m, struct stack *col, const struct chart *c)
{
	struct lines k = {
		.c = c, .ticks = lines_ticks(c),
		.small = { FACE_REGULAR, FACE_BOLD, 7.6, 9.6,
			   m->theme->muted, 0, false, false },
		.name = { FACE_REGULAR, FACE_BOLD, 8.6, 10.8,
			  m->theme->ink, 0, true, false },
		.mark = { FACE_BOLD, FACE_BOLD, 7.6, 9.6, m->theme->ink, 0,
			  true, false }
	};
	double height = fmax(LEAST, fmin(m->air < 1 ? LEAST : MOST,
					 0.36 * col->w));
	struct end end[CHART_LINES_MAX];
	double names = ends_measure(m, &k, 0.28 * col->w, end), depth = 0;
	struct piece *p;

	if (!c->n_panel)
		return;
	for (size_t i = 0; i < c->n_panel; i++)
		depth += (double)end[i].lines.n * k.name.leading;
	height = fmax(height, depth);
	k.left = col->x;
	k.x = (struct scale){ 0, c->n > 1 ? (double)(c->n - 1) : 1,
			      col->x + ticks_width(m, &k) + 10,
			      col->x + col->w - names - LABEL_GAP };
	k.top = (double)c->n_mark * MARK_ROOM + 8;
	k.bottom = k.top + height;
	k.y = (struct scale){ k.ticks.first, k.ticks.last, k.bottom, k.top };
	p = stack_piece(m, col, 0, k.bottom + 18);
	grid_paint(m, p, &k);
	for (size_t i = 0; i < c->n_mark; i++)
		mark_paint(m, p, &k, i);
	for (size_t i = 0; i < c->n_panel; i++)
		line_paint(m, p, &k, &c->panel[i]);
	labels_paint(m, p, &k);
	ends_paint(m, p, &k, end, names);
}
