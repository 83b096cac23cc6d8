/*
 * The workflow map: a title and frames for each flow, each frame one piece.
 * Where everything lies is the model's (report/map_layout.h); here it gets
 * type, colour and the scale of its column. A column too narrow to read it
 * has the edges as rows of a table.
 */
#include <math.h>
#include <string.h>

#include "render/layout.h"

#define LEAST_SCALE 0.85
#define SIDE 5.0		/* beside the text of a step */
#define NAME_LEADING 10.0
#define SMALL_LEADING 8.6
#define MARK 4.6		/* of a review, its width */
#define KEY_LINE 12.0
#define SWATCH 22.0

struct sheet {
	struct maker *m;
	struct stack *col;
	const struct map *map;
	double k;		/* points of a tenth of a point */
	struct type name, small, strong, label, bold;
};

/* ---- colours: darker is worse, also in grey ---------------------------- */

static uint32_t band_colour(const struct doc_theme *t, int band)
{
	switch (band) {
	case 0:
		return colour_mix(t->faint, 0xffffff, 0.45);
	case 1:
		return colour_mix(t->warn, 0xffffff, 0.34);
	case 2:
		return colour_mix(t->warn, 0xffffff, 0.08);
	case 3:
		return t->bad;
	case 4:
		return colour_mix(t->bad, 0x000000, 0.45);
	default:
		return colour_mix(t->faint, 0xffffff, 0.45);
	}
}

/* ---- lines ------------------------------------------------------------- */

static struct point at(const struct sheet *s, struct map_point p)
{
	return (struct point){ s->col->x + p.x * s->k, p.y * s->k };
}

static void head_paint(const struct sheet *s, struct piece *p,
		       struct point from, struct point tip, double half,
		       uint32_t colour)
{
	double dx = tip.x - from.x, dy = tip.y - from.y;
	double len = hypot(dx, dy);
	struct point corner[3];

	if (!(len > 0))
		return;
	dx *= half / len;
	dy *= half / len;
	corner[0] = tip;
	corner[1] = (struct point){ from.x - dy, from.y + dx };
	corner[2] = (struct point){ from.x + dy, from.y - dx };
	paint_area(s->m, p, corner, 3, colour, 100);
}

static void line_paint(const struct sheet *s, struct piece *p,
		       const struct map_line *l, double width,
		       uint32_t colour, bool dashed)
{
	struct point *point = arena_array(s->m->arena, l->n + 1,
					  sizeof *point);
	struct op *op;

	for (size_t i = 0; i < l->n; i++)
		point[i] = at(s, l->point[i]);
	op = paint_path(s->m, p, point, l->n, colour, width);
	if (dashed) {
		op->dash_on = 4 + (int)width;
		op->dash_off = 3;
	}
	if (l->has_tip)
		head_paint(s, p, point[l->n - 1], at(s, l->tip),
			   2.4 + width * 0.55, colour);
}

static void edges_paint(const struct sheet *s, struct piece *p,
			const struct map_flow *flow, size_t frame)
{
	/* what matters most is drawn last, over the others */
	for (int band = MAP_BAND_UNKNOWN; band < MAP_BANDS; band++)
		for (size_t i = 0; i < flow->n_edges; i++) {
			const struct map_edge *e = &flow->edge[i];

			if (e->band != band || e->folded)
				continue;
			for (size_t k = 0; k < e->n_lines; k++)
				if (e->line[k].frame == frame)
					line_paint(s, p, &e->line[k],
						   e->width * s->k,
						   band_colour(s->m->theme,
							       band),
						   !e->documented);
		}
	for (size_t i = 0; i < flow->n_loops; i++)
		if (flow->loop[i].line.frame == frame)
			line_paint(s, p, &flow->loop[i].line, 1.1,
				   flow->step[flow->loop[i].step].over ?
					   s->m->theme->bad :
					   s->m->theme->faint, false);
}

/* ---- steps ------------------------------------------------------------- */

static void diamond(const struct sheet *s, struct piece *p, struct point c,
		    double half, uint32_t colour)
{
	struct point corner[4] = {
		{ c.x, c.y - half }, { c.x + half, c.y },
		{ c.x, c.y + half }, { c.x - half, c.y }
	};

	paint_area(s->m, p, corner, 4, colour, 100);
}

/* Full where the review is kept, hollow where not, grey where nobody knows. */
static void mark_paint(const struct sheet *s, struct piece *p, struct point c,
		       enum map_review review)
{
	const struct doc_theme *t = s->m->theme;
	uint32_t colour = review == MAP_REVIEW_KEPT ? t->good :
			  review == MAP_REVIEW_THIN ? t->bad : t->faint;

	diamond(s, p, c, MARK / 2, colour);
	if (review != MAP_REVIEW_KEPT)
		diamond(s, p, c, MARK / 2 - 1.1, 0xffffff);
}

static void frame_of_step(const struct sheet *s, struct piece *p,
			  const struct map_step *step, struct box b)
{
	const struct doc_theme *t = s->m->theme;
	bool thin = step->review == MAP_REVIEW_THIN;
	double edge = thin ? 1.3 : 0.8;
	uint32_t colour = thin ? t->bad : colour_mix(t->faint, 0xffffff, 0.2);
	struct box in = { b.x + edge, b.y + edge, b.w - 2 * edge,
			  b.h - 2 * edge };
	struct point corner[5] = {
		{ b.x, b.y }, { b.x + b.w, b.y }, { b.x + b.w, b.y + b.h },
		{ b.x, b.y + b.h }, { b.x, b.y }
	};
	struct op *op;

	if (step->documented) {
		paint_rect(s->m, p, b, 4, colour, 100);
		paint_rect(s->m, p, in, 3.4, 0xffffff, 100);
		return;
	}
	paint_rect(s->m, p, b, 0, 0xffffff, 100);
	op = paint_path(s->m, p, corner, 5, colour, edge);
	op->dash_on = 3;
	op->dash_off = 2;
}

static double lines_at(const struct sheet *s, struct piece *p,
		       const struct type *t, double x, double y, double w,
		       const struct map_lines *lines)
{
	for (size_t i = 0; i < lines->n; i++) {
		y += t->leading;
		paint_text(s->m, p, t, x, y - t->leading * 0.26, ALIGN_LEFT,
			   text_elide(s->m, t, w, lines->line[i]));
	}
	return y;
}

static void step_paint(const struct sheet *s, struct piece *p,
		       const struct map_step *step)
{
	struct point o = at(s, (struct map_point){ step->box.x,
						   step->box.y });
	struct box b = { o.x, o.y, step->box.w * s->k, step->box.h * s->k };
	size_t lines = step->under_lines.n + step->review_lines.n;
	double text = (double)step->name_lines.n * s->name.leading +
		      (double)lines * s->small.leading;
	double y = b.y + (b.h - text) / 2, x = b.x + SIDE;
	double w = b.w - 2 * SIDE, mark = MARK + 2.6;

	frame_of_step(s, p, step, b);
	y = lines_at(s, p, &s->name, x, y, w, &step->name_lines);
	y = lines_at(s, p, &s->small, x, y, w, &step->under_lines);
	if (step->review_lines.n)
		mark_paint(s, p, (struct point){ x + MARK / 2, y +
			s->small.leading * 0.46 }, step->review);
	lines_at(s, p, step->review == MAP_REVIEW_THIN ? &s->strong :
							 &s->small,
		 x + mark, y, w - mark, &step->review_lines);
}

/* ---- labels ------------------------------------------------------------ */

static void label_paint(const struct sheet *s, struct piece *p,
			const struct map_flow *flow,
			const struct map_label *l)
{
	struct point o = at(s, (struct map_point){ l->at.x, l->at.y });
	double w = l->at.w * s->k;
	struct type t = l->kind == MAP_LABEL_COUNT ? s->bold : s->label;
	double x = l->align < 0 ? o.x : l->align > 0 ? o.x + w : o.x + w / 2;

	if (l->kind == MAP_LABEL_LOOP && flow->step[l->of].over)
		t.colour = s->m->theme->bad;
	if (l->kind == MAP_LABEL_NOTE && flow->edge[l->of].band > 2)
		t.colour = s->m->theme->bad;
	/* ALIGN_CENTRE is about x, ALIGN_RIGHT ends there */
	paint_text(s->m, p, &t, x, o.y + t.leading * 0.78,
		   l->align < 0 ? ALIGN_LEFT : l->align > 0 ? ALIGN_RIGHT :
							      ALIGN_CENTRE,
		   text_elide(s->m, &t, w + 0.5, l->text));
}

/* ---- frames ------------------------------------------------------------ */

static struct piece *title_piece(const struct sheet *s, double gap,
				 const char *name, const char *rest)
{
	struct maker *m = s->m;
	struct type bold = { FACE_BOLD, FACE_BOLD, 9.2, 12, m->theme->ink, 0,
			     false, true };
	struct type plain = { FACE_REGULAR, FACE_BOLD, 8.2, 12,
			      m->theme->muted, 0, false, false };
	struct piece *p = piece_new(m, gap, 14);
	double most = s->col->w * 0.6, x;

	tag_open(m, m->section ? TAG_P : TAG_H3, text_plain(m, name));
	x = s->col->x + paint_text(m, p, &bold, s->col->x, 9, ALIGN_LEFT,
				   text_elide(m, &bold, most, name)) + 8;
	tag_close(m);
	tag_open(m, TAG_P, NULL);
	paint_text(m, p, &plain, x, 9, ALIGN_LEFT,
		   text_elide(m, &plain, s->col->x + s->col->w - x, rest));
	tag_close(m);
	return p;
}

static void stack_add(const struct sheet *s, struct piece *p)
{
	struct stack *col = s->col;

	arena_reserve(s->m->arena, &col->piece, col->n, &col->cap);
	col->piece[col->n++] = p;
}

/* Overleaf the flow's name once more, which is furniture. */
static struct piece *again_piece(const struct sheet *s,
				 const struct map_flow *flow)
{
	size_t was = tag_enter(s->m, 0);
	struct type bold = { FACE_BOLD, FACE_BOLD, 9.2, 12,
			     s->m->theme->ink, 0, false, true };
	struct piece *p = piece_new(s->m, 0, 16);

	paint_text(s->m, p, &bold, s->col->x, 9, ALIGN_LEFT,
		   text_elide(s->m, &bold, s->col->w,
			      arena_printf(s->m->arena, "%s, continued",
					   flow->name)));
	tag_enter(s->m, was);
	return p;
}

static void frame_place(const struct sheet *s, const struct map_flow *flow,
			size_t frame)
{
	struct piece *p = stack_piece(s->m, s->col, frame ? 10 : 2,
				      flow->frame[frame].height * s->k);

	if (frame)
		p->repeat = again_piece(s, flow);
	p->keep_next = frame + 1 == flow->n_frames && *flow->other;
	tag_open(s->m, TAG_FIGURE, text_plain(s->m, flow->frame[frame].alt));
	edges_paint(s, p, flow, frame);
	for (size_t i = 0; i < flow->n_steps; i++)
		if (flow->step[i].drawn && flow->step[i].frame == frame)
			step_paint(s, p, &flow->step[i]);
	for (size_t i = 0; i < flow->n_labels; i++)
		if (flow->label[i].frame == frame)
			label_paint(s, p, flow, &flow->label[i]);
	tag_close(s->m);
}

/* The one edge for all that are rare. */
static void other_place(const struct sheet *s, const struct map_flow *flow)
{
	struct piece *p;
	struct op *op;
	double y = 6, x = s->col->x;
	uint32_t colour = band_colour(s->m->theme, 0);

	if (!*flow->other)
		return;
	p = stack_piece(s->m, s->col, 3, 12);
	tag_open(s->m, TAG_FIGURE, text_plain(s->m, flow->other));
	op = paint_line(s->m, p, (struct point){ x, y },
			(struct point){ x + SWATCH, y }, colour, 1);
	op->dash_on = 4;
	op->dash_off = 3;
	head_paint(s, p, (struct point){ x + SWATCH, y },
		   (struct point){ x + SWATCH + 5.5, y }, 2.6, colour);
	paint_text(s->m, p, &s->label, x + SWATCH + 10, y + 2.6, ALIGN_LEFT,
		   text_elide(s->m, &s->label, s->col->w - SWATCH - 10,
			      flow->other));
	tag_close(s->m);
}

static void loose_place(const struct sheet *s, const struct map_flow *flow)
{
	struct strbuf sb = STRBUF_INIT;

	for (size_t i = 0; i < flow->n_loose; i++)
		strbuf_printf(&sb, "%s%s", i ? "; " :
			      "No room beside the arrow: ", flow->loose[i]);
	if (sb.len)
		layout_text(s->m, s->col, TEXT_NOTE,
			    arena_strndup(s->m->arena, sb.s, sb.len));
	strbuf_release(&sb);
}

/* ---- the key ----------------------------------------------------------- */

static void sign_paint(const struct sheet *s, struct piece *p,
		       const struct map_key *key, double x, double y)
{
	const struct doc_theme *t = s->m->theme;
	struct point from = { x, y }, to = { x + SWATCH, y };
	static const enum map_review review[] = {
		[MAP_SIGN_KEPT] = MAP_REVIEW_KEPT,
		[MAP_SIGN_THIN] = MAP_REVIEW_THIN,
		[MAP_SIGN_UNCOUNTED] = MAP_REVIEW_UNCOUNTED
	};
	struct op *op;

	switch (key->sign) {
	case MAP_SIGN_BAND:
		paint_line(s->m, p, from, to, band_colour(t, key->band), 3);
		break;
	case MAP_SIGN_UNKNOWN:
		paint_line(s->m, p, from, to, band_colour(t, 0), 0.8);
		break;
	case MAP_SIGN_DASHED:
		op = paint_line(s->m, p, from, to, t->muted, 1.2);
		op->dash_on = 4;
		op->dash_off = 3;
		break;
	case MAP_SIGN_KEPT:
	case MAP_SIGN_THIN:
	case MAP_SIGN_UNCOUNTED:
		mark_paint(s, p, (struct point){ x + MARK / 2, y },
			   review[key->sign]);
		break;
	}
}

static bool is_line(const struct map_key *key)
{
	return key->sign < MAP_SIGN_KEPT;
}

static void key_place(const struct sheet *s, const struct map_figure *f)
{
	struct piece *p = stack_piece(s->m, s->col, 0, KEY_LINE + 4);
	double x = s->col->x, end = s->col->x + s->col->w, y = 5;

	tag_open(s->m, TAG_FIGURE, "Key of the map");
	if (*f->key_title)
		x += paint_text(s->m, p, &s->label, x, y + 2.5, ALIGN_LEFT,
				f->key_title) + 8;
	for (size_t i = 0; i < f->n_keys; i++) {
		double sign = is_line(&f->key[i]) ? SWATCH + 4 : MARK + 4;
		double w = text_widest(s->m, &s->label, f->key[i].words);

		if (x + sign + w > end && x > s->col->x) {
			x = s->col->x;
			y += KEY_LINE;
			p->height += KEY_LINE;
		}
		sign_paint(s, p, &f->key[i], x, y);
		paint_text(s->m, p, &s->label, x + sign, y + 2.5, ALIGN_LEFT,
			   text_elide(s->m, &s->label, end - x - sign,
				      f->key[i].words));
		x += sign + w + 12;
	}
	tag_close(s->m);
	p->keep_next = true;
}

/* ---- the element ------------------------------------------------------- */

static void as_table(struct maker *m, struct stack *col,
		     const struct map_figure *f)
{
	struct table *t = arena_alloc(m->arena, sizeof *t);

	*t = f->table;
	t->title = f->title;
	t->subtitle = f->subtitle;
	t->empty = f->empty;
	layout_table(m, col, t);
}

void layout_map(struct maker *m, struct stack *col,
		const struct map_figure *f)
{
	const struct doc_theme *t = m->theme;
	struct sheet s = { .m = m, .col = col, .map = f->map };
	double k;

	if (!f->map || !f->map->n || f->map->width <= 0 ||
	    col->w * 10 < f->map->width * LEAST_SCALE) {
		as_table(m, col, f);
		return;
	}
	k = fmin(1, col->w * 10 / f->map->width);
	s.k = k / 10;
	s.name = (struct type){ FACE_BOLD, FACE_BOLD, 8.4 * k,
				NAME_LEADING * k, t->ink, 0, false, false };
	s.small = (struct type){ FACE_REGULAR, FACE_BOLD, 7 * k,
				 SMALL_LEADING * k, t->muted, 0, false,
				 false };
	s.strong = s.small;
	s.strong.face = FACE_BOLD;
	s.strong.colour = t->bad;
	s.label = s.small;
	s.label.halo = true;
	s.bold = s.label;
	s.bold.face = FACE_BOLD;
	s.bold.colour = t->ink;
	layout_heading(m, col, f->title, f->subtitle);
	key_place(&s, f);
	for (size_t i = 0; i < f->map->n; i++) {
		const struct map_flow *flow = &f->map->flow[i];
		struct piece *title = title_piece(&s, i ? 14 : 4, flow->name,
						  flow->summary);

		title->keep_next = true;
		stack_add(&s, title);
		for (size_t k2 = 0; k2 < flow->n_frames; k2++)
			frame_place(&s, flow, k2);
		other_place(&s, flow);
		loose_place(&s, flow);
	}
}
