/*
 * The Pareto chart: bars from the largest down, from zero, and the share that
 * has been reached so far as a line on its own scale, 0 to 100 %, over the
 * same width. Names stand at the left, numbers and shares in two columns at
 * the right, so that no label meets another.
 */
#include <math.h>

#include "base/num.h"
#include "render/layout.h"

#define NAME_MOST 0.32
#define NAME_GAP 8.0
#define VALUE_GAP 5.0
#define ROW 17.0
#define BAR 10.0
#define HEAD 15.0
#define PLOT_LEAST 70.0
#define MOST 300.0

struct pareto {
	const struct chart *c;
	struct type name, value, share;
	struct row_names names;
	double left, right;		/* of the bars */
	struct scale bars, line;
	double *y;			/* middle of each row */
	double height;
};

static const char *share_words(struct maker *m, double share)
{
	char buf[NUM_TEXT_MAX];

	return arena_strdup(m->arena, so_far_text(buf, share));
}

static double value_width(struct maker *m, const struct pareto *k)
{
	double widest = 0;

	for (size_t i = 0; i < k->c->n; i++)
		if (is_value(k->c->value[i]))
			widest = fmax(widest, text_widest(m, &k->value,
				chart_words(m, k->c, k->c->value[i], false)));
	return widest;
}

static void measure(struct maker *m, struct pareto *k,
		    const struct stack *col)
{
	const struct chart *c = k->c;
	double y = HEAD, most = 0;

	k->names = chart_names(m, c, &k->name, NAME_MOST * col->w);
	k->left = col->x + k->names.width + NAME_GAP;
	k->right = col->x + col->w - text_widest(m, &k->share, "100\u00a0%") -
		   value_width(m, k) - 2 * VALUE_GAP;
	for (size_t i = 0; i < c->n; i++)
		most = fmax(most, is_value(c->value[i]) ? c->value[i] : 0);
	k->bars = (struct scale){ 0, most, k->left, k->right };
	k->line = (struct scale){ 0, 1, k->left, k->right };
	k->y = arena_array(m->arena, c->n, sizeof *k->y);
	for (size_t i = 0; i < c->n; i++) {
		double row = fmax(ROW, (double)k->names.lines[i].n *
				  k->name.leading + 5);

		k->y[i] = y + row / 2;
		y += row;
	}
	k->height = y + 2;
}

static uint32_t colour_of(const struct maker *m, const struct chart *c,
			  size_t i)
{
	if (c->tone && c->tone[i] == TONE_STRONG)
		return m->theme->accent;
	return colour_mix(m->theme->accent, 0xffffff, 0.62);
}

static void bars_paint(struct maker *m, struct piece *p,
		       const struct pareto *k)
{
	for (size_t i = 0; i < k->c->n; i++) {
		const struct text_lines *name = &k->names.lines[i];
		struct box at = { k->left - NAME_GAP - k->names.width,
				  k->y[i] - (double)name->n *
					k->name.leading / 2 +
					k->name.leading * 0.76,
				  k->names.width, 0 };

		paint_lines(m, p, &k->name, at, ALIGN_LEFT, name, 0, name->n);
		if (!is_value(k->c->value[i]))
			continue;
		paint_rect(m, p, (struct box){
				k->left, k->y[i] - BAR / 2,
				fmax(0, scale_at(k->bars, k->c->value[i]) -
					k->left), BAR }, 0, colour_of(m, k->c, i), 100);
	}
	paint_line(m, p, (struct point){ k->left, HEAD },
		   (struct point){ k->left, k->height }, m->theme->ink, 0.6);
}

/* Each row's share beside the plot; the line through the rows, and where it
 * reaches 80 %. */
static void line_paint(struct maker *m, struct piece *p,
		       const struct pareto *k, const struct stack *col)
{
	struct point *at = arena_array(m->arena, k->c->n, sizeof *at);
	double x80 = scale_at(k->line, 0.8);
	const char *words;
	struct op *op;

	op = paint_line(m, p, (struct point){ x80, HEAD },
			(struct point){ x80, k->height }, m->theme->muted,
			0.6);
	op->dash_on = 3;
	op->dash_off = 2;
	words = "80\u00a0% of all";
	paint_text(m, p, &k->share,
		   fmin(x80 - text_widest(m, &k->share, words) / 2,
			col->x + col->w - text_widest(m, &k->share,
						      "so far") - 8 -
			text_widest(m, &k->share, words)), 8, ALIGN_LEFT,
		   words);
	for (size_t i = 0; i < k->c->n; i++)
		at[i] = (struct point){ scale_at(k->line, k->c->centre[i]),
					k->y[i] };
	if (k->c->n > 1)
		paint_path(m, p, at, k->c->n, m->theme->ink, 1.1);
	for (size_t i = 0; i < k->c->n; i++) {
		paint_dot(m, p, at[i], 2.2, m->theme->ink, 0.8);
		paint_text(m, p, &k->share, col->x + col->w, k->y[i] + 2.6,
			   ALIGN_RIGHT, share_words(m, k->c->centre[i]));
	}
}

/* In a column of their own: they never stand on the line. */
static void values_paint(struct maker *m, struct piece *p,
			 const struct pareto *k)
{
	for (size_t i = 0; i < k->c->n; i++) {
		const char *words;

		if (!is_value(k->c->value[i]))
			continue;
		words = chart_words(m, k->c, k->c->value[i], false);
		paint_text(m, p, &k->value,
			   k->right + VALUE_GAP + value_width(m, k),
			   k->y[i] + 2.8, ALIGN_RIGHT, words);
	}
}

/* Shares are shares; a chart of something else has no such line. */
static bool has_shares(const struct chart *c)
{
	for (size_t i = 0; i < c->n; i++)
		if (!(chart_at(c->centre, i) >= 0 && c->centre[i] <= 1.000001))
			return false;
	return true;
}

/* Too narrow or too many: bars, the share beside the name. */
static void plain_bars(struct maker *m, struct stack *col,
		       const struct chart *c)
{
	struct chart bars = *c;

	bars.type = CHART_BARS;
	bars.centre = bars.low = bars.high = NULL;
	bars.label = arena_array(m->arena, c->n + 1, sizeof *bars.label);
	for (size_t i = 0; i < c->n; i++)
		bars.label[i] = has_shares(c) ?
			arena_printf(m->arena, "%s (%s so far)", c->label[i],
				     share_words(m, c->centre[i])) :
			c->label[i];
	layout_bars(m, col, &bars);
}

void layout_pareto(struct maker *m, struct stack *col, const struct chart *c)
{
	struct pareto k = {
		.c = c,
		.name = { FACE_REGULAR, FACE_BOLD, 8.2, 10, m->theme->ink, 0,
			  false, false },
		.value = { FACE_BOLD, FACE_BOLD, 8, 10, m->theme->ink, 0,
			   false, false },
		.share = { FACE_REGULAR, FACE_BOLD, 7.4, 9.4,
			   m->theme->muted, 0, false, false }
	};
	struct piece *p;

	measure(m, &k, col);
	if (k.right - k.left < PLOT_LEAST || k.height > MOST ||
	    !has_shares(c)) {
		plain_bars(m, col, c);
		return;
	}
	p = stack_piece(m, col, 0, k.height);
	bars_paint(m, p, &k);
	values_paint(m, p, &k);
	line_paint(m, p, &k, col);
	paint_text(m, p, &k.share, col->x + col->w, 8, ALIGN_RIGHT, "so far");
}
