/*
 * The control chart: a line over its normal band, with stepped limits, the
 * mean, the target, marks, and numbers where the eye ends up: at the last
 * point. Gaps stay gaps. Weeks before the last step of the mean are grey:
 * they belong to how it was.
 */
#include <math.h>
#include <string.h>

#include "render/layout.h"

#define LABEL_GAP 8.0
#define LEAST 118.0		/* height of the plot */
#define MOST 164.0
#define MARK_LEADING 9.6
#define MARK_LINES 4		/* more than that and marks become numbers */
#define MARK_WIDEST 150.0

struct control {
	const struct chart *c;
	const struct stack *col;
	struct scale x, y;
	struct ticks ticks;
	double top, bottom;	/* of the plot, inside its piece */
	size_t phase;		/* first point of the present phase */
	size_t last;		/* last point with a value */
};

static struct type small_type(enum face face, uint32_t colour)
{
	return (struct type){ face, FACE_BOLD, 7.6, MARK_LEADING, colour, 0,
			      false, false };
}

/* ---- measuring ---- */

static void widen(double v, double *lo, double *hi)
{
	if (!is_value(v))
		return;
	*lo = fmin(*lo, v);
	*hi = fmax(*hi, v);
}

static struct ticks value_ticks(const struct chart *c)
{
	double lo = INFINITY, hi = -INFINITY;

	for (size_t i = 0; i < c->n; i++) {
		widen(c->value[i], &lo, &hi);
		widen(chart_at(c->low, i), &lo, &hi);
		widen(chart_at(c->high, i), &lo, &hi);
		widen(chart_at(c->centre, i), &lo, &hi);
	}
	widen(c->target, &lo, &hi);
	/* Zero is worth its room unless everything happens far above it; a
	 * share of less than half is small only beside zero. */
	if (lo > 0 && (lo < 0.6 * hi || (c->percent && hi <= 0.5)))
		lo = 0;
	if (c->percent)
		return ticks_cover(lo * 100, hi * 100, 4);
	return ticks_cover(lo, hi, 4);
}

/* Does another baseline begin with this point? */
static bool is_step(const struct chart *c, size_t i)
{
	double was = i ? chart_at(c->centre, i - 1) : NAN;
	double is = chart_at(c->centre, i);

	return is_value(was) && is_value(is) &&
	       fabs(is - was) > 1e-9 * fmax(fabs(is), fabs(was));
}

/* Where the mean last stepped, if at least three points follow. */
static size_t phase_start(const struct chart *c)
{
	size_t start = 0;

	for (size_t i = 1; i < c->n; i++)
		if (is_step(c, i))
			start = i;
	return start + 3 <= c->n ? start : 0;
}

static size_t last_value(const struct chart *c)
{
	size_t i = c->n;

	while (i-- > 0)
		if (is_value(c->value[i]))
			return i;
	return 0;
}

static double x_at(const struct control *k, double i)
{
	return scale_at(k->x, i);
}

static double y_at(const struct control *k, double v)
{
	return scale_at(k->y, k->c->percent ? v * 100 : v);
}

/* ---- labels at the right ---- */

#define END_LABELS 5
struct end_label { const char *text; double v; enum face face;
		   uint32_t colour; double size; };

static size_t end_labels(struct maker *m, const struct control *k,
			 struct end_label out[END_LABELS])
{
	const struct chart *c = k->c;
	uint32_t soft = m->theme->accent;
	size_t n = 0, at = k->last;
	double v[3] = { chart_at(c->high, at), chart_at(c->centre, at),
			chart_at(c->low, at) };
	static const char *const name[3] = { "upper limit", "mean",
					     "lower limit" };

	out[n++] = (struct end_label){
		chart_words(m, c, c->value[at], false), c->value[at],
		FACE_BOLD, m->theme->ink, 10 };
	for (int i = 0; i < 3; i++)
		if (is_value(v[i]))
			out[n++] = (struct end_label){
				arena_printf(m->arena, "%s %s", name[i],
					     chart_words(m, c, v[i], false)),
				v[i], i == 1 ? FACE_MEDIUM : FACE_REGULAR,
				soft, 7.8 };
	if (is_value(c->target))
		out[n++] = (struct end_label){
			c->target_text && *c->target_text ? c->target_text :
			arena_printf(m->arena, "target %s",
				     chart_words(m, c, c->target, false)),
			c->target, FACE_BOLD, m->theme->bad, 7.8 };
	return n;
}

static struct type end_type(const struct end_label *l)
{
	return (struct type){ l->face, l->face, l->size, l->size * 1.26,
			      l->colour, 0, true, false };
}

/* The width they share, and the height they need below each other. */
static struct point end_labels_size(struct maker *m, const struct control *k)
{
	struct end_label label[END_LABELS];
	size_t n = end_labels(m, k, label);
	double most = 0.28 * k->col->w;
	struct point size = { 0, 0 };

	for (size_t i = 0; i < n; i++) {
		struct type t = end_type(&label[i]);
		struct text_lines lines = text_wrap(m, &t, most,
						    label[i].text);

		size.x = fmax(size.x, lines_width(&lines));
	}
	size.x += 0.01;
	for (size_t i = 0; i < n; i++) {
		struct type t = end_type(&label[i]);

		size.y += (double)text_wrap(m, &t, size.x, label[i].text).n *
			  t.leading;
	}
	return size;
}

static void end_labels_paint(struct maker *m, struct piece *p,
			     const struct control *k, double width)
{
	struct end_label label[END_LABELS];
	struct spread place[END_LABELS];
	struct text_lines lines[END_LABELS];
	size_t n = end_labels(m, k, label);
	double x = k->x.r1 + LABEL_GAP + 4;

	for (size_t i = 0; i < n; i++) {
		struct type t = end_type(&label[i]);

		lines[i] = text_wrap(m, &t, width, label[i].text);
		place[i] = (struct spread){ y_at(k, label[i].v),
				(double)lines[i].n * t.leading, i };
	}
	labels_spread(place, n, k->top - 8, k->bottom + 4);
	for (size_t i = 0; i < n; i++) {
		size_t id = place[i].id;
		struct type t = end_type(&label[id]);
		struct box at = { x, place[i].y - place[i].height / 2 +
				     t.leading * 0.78, width, 0 };

		paint_lines(m, p, &t, at, ALIGN_LEFT, &lines[id], 0,
			    lines[id].n);
	}
}

/* ---- grid and band ---- */

static double ticks_width(struct maker *m, const struct control *k)
{
	struct type t = small_type(FACE_REGULAR, m->theme->muted);
	double widest = 0;

	for (int i = 0; i < k->ticks.n; i++) {
		double v = tick_value(k->ticks, i);

		widest = fmax(widest, text_widest(m, &t,
			tick_words(m, k->c, k->c->percent ? v / 100 : v,
				   k->ticks.digits, i + 1 == k->ticks.n)));
	}
	return widest;
}

static void grid_paint(struct maker *m, struct piece *p,
		       const struct control *k)
{
	struct type t = small_type(FACE_REGULAR, m->theme->muted);
	uint32_t faint = colour_mix(m->theme->rule, 0xffffff, 0.45);

	for (int i = 0; i < k->ticks.n; i++) {
		double v = tick_value(k->ticks, i);
		double y = scale_at(k->y, v);

		paint_line(m, p, (struct point){ k->x.r0, y },
			   (struct point){ k->x.r1, y },
			   i ? faint : m->theme->ink, i ? 0.5 : 0.7);
		paint_text(m, p, &t, k->x.r0 - 7, y + 2.7, ALIGN_RIGHT,
			   tick_words(m, k->c, k->c->percent ? v / 100 : v,
				      k->ticks.digits,
				      i + 1 == k->ticks.n));
	}
}

/* A step line's corners from point `a` up to, not including, `b`. */
static size_t step_corners(const struct control *k, const double *series,
			   size_t a, size_t b, struct point *out)
{
	double first = k->x.d0, last = k->x.d1;
	size_t n = 0;

	for (size_t i = a; i < b; i++) {
		double y = y_at(k, series[i]);

		out[n++] = (struct point){
			x_at(k, fmax(first, (double)i - 0.5)), y };
		out[n++] = (struct point){
			x_at(k, fmin(last, (double)i + 0.5)), y };
		/* Points on one level make one line. */
		if (n >= 4 && fabs(out[n - 3].y - y) < 0.01) {
			out[n - 3] = out[n - 1];
			n -= 2;
		}
	}
	return n;
}

/* Stretches of a series that have values, within one baseline. */
static bool next_stretch(const struct control *k, const double *series,
			 size_t from, size_t *a, size_t *b)
{
	size_t n = k->c->n, i = from;

	while (i < n && !is_value(chart_at(series, i)))
		i++;
	*a = i;
	while (i < n && is_value(chart_at(series, i)) &&
	       (i == *a || !is_step(k->c, i)))
		i++;
	*b = i;
	return *a < n;
}

static uint32_t phase_colour(const struct maker *m, const struct control *k,
			     size_t i)
{
	return i < k->phase ? m->theme->muted : m->theme->accent;
}

static void level_paint(struct maker *m, struct piece *p,
			const struct control *k, const double *series,
			double width, int dash)
{
	struct point *at = arena_array(m->arena, 2 * k->c->n + 2, sizeof *at);
	size_t a, b = 0;

	while (series && next_stretch(k, series, b, &a, &b)) {
		size_t n = step_corners(k, series, a, b, at);
		struct op *op = paint_path(m, p, at, n,
					   phase_colour(m, k, a), width);

		op->dash_on = dash;
		op->dash_off = dash ? 2 : 0;
	}
}

static void band_paint(struct maker *m, struct piece *p,
		       const struct control *k)
{
	const struct chart *c = k->c;
	struct point *at = arena_array(m->arena, 4 * c->n + 4, sizeof *at);
	struct point *low = arena_array(m->arena, 2 * c->n + 2, sizeof *low);
	double *both = arena_array(m->arena, c->n, sizeof *both);
	size_t a, b = 0;

	for (size_t i = 0; i < c->n; i++)
		both[i] = chart_at(c->low, i) + chart_at(c->high, i);
	while (next_stretch(k, both, b, &a, &b)) {
		size_t n = step_corners(k, c->high, a, b, at);
		size_t n_low = step_corners(k, c->low, a, b, low);

		while (n_low-- > 0)
			at[n++] = low[n_low];
		paint_area(m, p, at, n, phase_colour(m, k, a), 10);
	}
}

static void target_paint(struct maker *m, struct piece *p,
			 const struct control *k)
{
	struct op *op;
	double y;

	if (!is_value(k->c->target))
		return;
	y = y_at(k, k->c->target);
	op = paint_line(m, p, (struct point){ k->x.r0, y },
			(struct point){ k->x.r1 + LABEL_GAP, y },
			m->theme->bad, 0.9);
	op->dash_on = 5;
	op->dash_off = 2;
}

/* ---- the line ---- */

static void line_paint(struct maker *m, struct piece *p,
		       const struct control *k)
{
	const struct chart *c = k->c;
	struct point *at = arena_array(m->arena, c->n, sizeof *at);
	size_t n = 0;

	for (size_t i = 0; i <= c->n; i++) {
		bool gap = i == c->n || !is_value(c->value[i]);

		if (!gap)
			at[n++] = (struct point){ x_at(k, (double)i),
						  y_at(k, c->value[i]) };
		/* The step between phases is drawn in the new colour. */
		if ((gap || i + 1 == k->phase) && n > 1)
			paint_path(m, p, at, n, phase_colour(m, k, i - gap),
				   i <= k->phase && k->phase ? 1.1 : 1.7);
		if (gap) {
			n = 0;
		} else if (i + 1 == k->phase) {
			at[0] = at[n - 1];
			n = 1;
		}
	}
}

static bool is_outside(const struct chart *c, size_t i)
{
	return c->value[i] < chart_at(c->low, i) ||
	       c->value[i] > chart_at(c->high, i);
}

static void dots_paint(struct maker *m, struct piece *p,
		       const struct control *k)
{
	const struct chart *c = k->c;
	double room = (k->x.r1 - k->x.r0) / (double)(c->n > 1 ? c->n - 1 : 1);
	double small = fmin(2.3, fmax(0.8, room / 4));

	for (size_t i = 0; i < c->n; i++) {
		uint32_t colour = phase_colour(m, k, i);
		double radius = i == k->last ? 4 : fmax(small, 1.6);
		struct point at;

		if (!is_value(c->value[i]))
			continue;
		at = (struct point){ x_at(k, (double)i),
				     y_at(k, c->value[i]) };
		if (c->tone && c->tone[i] != TONE_PLAIN)
			colour = tone_colour(m->theme, c->tone[i]);
		if (i == k->last)
			paint_dot(m, p, at, 4, colour, 1.2);
		else if (is_outside(c, i))
			paint_dot(m, p, at, 3.2, m->theme->ink, 1);
		else
			paint_dot(m, p, at, small, colour,
				  i < k->phase ? 0 : 0.7);
		if (c->hollow && c->hollow[i])
			paint_dot(m, p, at, 0.5 * radius, 0xffffff, 0);
	}
}

static void names_paint(struct maker *m, struct piece *p,
			const struct control *k)
{
	struct type t = small_type(FACE_REGULAR, m->theme->muted);
	const struct chart *c = k->c;
	double free_from = k->col->x, end = k->x.r1 + 20;

	for (size_t i = 0; i < c->n; i++) {
		const char *s = text_elide(m, &t, 90, c->label[i]);
		double w = text_widest(m, &t, s);
		double x = x_at(k, (double)i) - w / 2;

		if (i == 0)
			x = fmax(x, k->col->x);
		if (x < free_from || x + w > end)
			continue;
		paint_text(m, p, &t, x, k->bottom + 12, ALIGN_LEFT, s);
		free_from = x + w + 12;
	}
}

/* ---- marks ---- */

struct mark_label {
	struct text_lines lines;
	double x, w;		/* of the text */
	size_t level;		/* line it stands on, 0 next to the plot */
};

struct marks {
	struct mark_label *label;
	size_t depth;		/* lines of the band */
	bool numbered;
};

static bool marks_meet(const struct mark_label *a, const struct mark_label *b)
{
	return a->x < b->x + b->w + 8 && b->x < a->x + a->w + 8 &&
	       a->level < b->level + b->lines.n &&
	       b->level < a->level + a->lines.n;
}

/*
 * From the right to the left, so that a label that runs over later marks
 * stands above where their lines begin.
 */
static void mark_settle(struct marks *ms, size_t i, size_t n)
{
	struct mark_label *own = &ms->label[i];

	own->level = 0;
	for (size_t k = i + 1; k < n; k++)
		if (marks_meet(own, &ms->label[k])) {
			own->level = ms->label[k].level +
				     ms->label[k].lines.n;
			k = i;	/* look at all of them again */
		}
	if (own->level + own->lines.n > ms->depth)
		ms->depth = own->level + own->lines.n;
}

static struct marks marks_measure(struct maker *m, const struct control *k,
				  bool numbered)
{
	struct type t = small_type(FACE_BOLD, m->theme->ink);
	struct marks ms = { .numbered = numbered };
	size_t n = k->c->n_mark;

	ms.label = arena_array(m->arena, n + 1, sizeof *ms.label);
	for (size_t i = n; i-- > 0;) {
		struct mark_label *l = &ms.label[i];
		double x = x_at(k, (double)k->c->mark[i].at) + 5;
		const char *s = numbered ?
				arena_printf(m->arena, "%zu", i + 1) :
				k->c->mark[i].text;

		l->lines = text_wrap(m, &t, MARK_WIDEST, s);
		l->w = lines_width(&l->lines);
		l->x = x;
		if (x + l->w > k->col->x + k->col->w)
			l->x = fmax(k->col->x, x - 10 - l->w);
		mark_settle(&ms, i, n);
	}
	return ms;
}

/* Where the label's first line begins, from the top of the piece. */
static double mark_top(const struct marks *ms, const struct mark_label *l)
{
	return (double)(ms->depth - l->level - l->lines.n) * MARK_LEADING;
}

static void marks_paint(struct maker *m, struct piece *p,
			const struct control *k, const struct marks *ms)
{
	struct type t = small_type(FACE_BOLD, m->theme->ink);

	for (size_t i = 0; i < k->c->n_mark; i++) {
		double x = x_at(k, (double)k->c->mark[i].at);
		double top = mark_top(ms, &ms->label[i]);
		struct op *op;

		op = paint_line(m, p, (struct point){ x, top },
				(struct point){ x, k->bottom },
				m->theme->ink, 0.6);
		op->dash_on = 1;
		op->dash_off = 2;
	}
	for (size_t i = 0; i < k->c->n_mark; i++) {
		const struct mark_label *l = &ms->label[i];
		double height = (double)l->lines.n * MARK_LEADING;
		struct box at = { l->x, mark_top(ms, l), l->w, height };

		paint_rect(m, p, at, 0, 0xffffff, 100);
		at.y += 7.4;
		paint_lines(m, p, &t, at, ALIGN_LEFT, &l->lines, 0,
			    l->lines.n);
	}
}

static void marks_legend(struct maker *m, struct stack *col,
			 const struct chart *c)
{
	for (size_t i = 0; i < c->n_mark; i++)
		layout_text(m, col, TEXT_NOTE,
			    arena_printf(m->arena, BOLD_ON "%zu" BOLD_OFF
					 "  %s, %s", i + 1,
					 c->label[c->mark[i].at],
					 c->mark[i].text));
}

/* ---- all of it ---- */

void layout_control(struct maker *m, struct stack *col,
		    const struct chart *c)
{
	struct control k = { .c = c, .col = col };
	double height = fmax(LEAST, fmin(m->air < 1 ? LEAST : MOST,
					 0.36 * col->w));
	struct point labels;
	struct marks ms;
	struct piece *p;

	k.ticks = value_ticks(c);
	k.phase = phase_start(c);
	k.last = last_value(c);
	labels = end_labels_size(m, &k);
	height = fmax(height, labels.y - 12);
	k.x = (struct scale){ 0, c->n > 1 ? (double)(c->n - 1) : 0,
			      col->x + ticks_width(m, &k) + 10,
			      col->x + col->w - labels.x - LABEL_GAP - 4 };
	ms = marks_measure(m, &k, false);
	if (ms.depth > MARK_LINES)
		ms = marks_measure(m, &k, true);
	k.top = (double)ms.depth * MARK_LEADING + 8;
	k.bottom = k.top + height;
	k.y = (struct scale){ k.ticks.first, k.ticks.last, k.bottom, k.top };
	p = stack_piece(m, col, 0, k.bottom + 18);
	grid_paint(m, p, &k);
	band_paint(m, p, &k);
	level_paint(m, p, &k, c->high, 0.6, 3);
	level_paint(m, p, &k, c->low, 0.6, 3);
	level_paint(m, p, &k, c->centre, 0.9, 0);
	target_paint(m, p, &k);
	marks_paint(m, p, &k, &ms);
	line_paint(m, p, &k);
	dots_paint(m, p, &k);
	names_paint(m, p, &k);
	end_labels_paint(m, p, &k, labels.x);
	if (ms.numbered)
		marks_legend(m, col, c);
}
