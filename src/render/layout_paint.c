/* Operations on a piece, each with the box it fills. */
#include <math.h>
#include <string.h>

#include "render/layout.h"

/* Lato's capitals and descenders, as shares of the size. */
#define RISE 0.74
#define DROP 0.21

struct piece *piece_new(struct maker *m, double gap, double height)
{
	struct piece *p = arena_alloc(m->arena, sizeof *p);

	p->gap = gap;
	p->height = height;
	return p;
}

struct piece *stack_piece(struct maker *m, struct stack *col, double gap,
			   double height)
{
	struct piece *p = piece_new(m, gap, height);

	arena_reserve(m->arena, &col->piece, col->n, &col->cap);
	col->piece[col->n++] = p;
	return p;
}

struct op *piece_op(struct maker *m, struct piece *p, enum op_type type,
		    struct box box, uint32_t colour)
{
	struct op *op;

	arena_reserve(m->arena, &p->op, p->n, &p->cap);
	op = &p->op[p->n++];
	*op = (struct op){ .type = type, .box = box, .colour = colour,
			   .alpha = 100, .element = m->element };
	if (m->out->tag[m->tag].kind == TAG_FIGURE || type == OP_LINK)
		op->tag = m->tag;
	return op;
}

static struct op *paint_bytes(struct maker *m, struct piece *p,
			      const struct type *t, bool bold, double x,
			      double baseline, const char *s, size_t len)
{
	enum face face = bold ? t->bold : t->face;
	double width = text_width(m->fonts, face, t->size, t->tracking, s,
				  len);
	struct box box = { x, baseline - RISE * t->size, width,
			   (RISE + DROP) * t->size };
	struct op *op = piece_op(m, p, OP_TEXT, box, t->colour);

	op->tag = m->tag;
	op->face = face;
	op->size = t->size;
	op->tracking = t->tracking;
	op->baseline = baseline;
	op->halo = t->halo;
	op->heading = t->heading;
	op->joins = true;
	op->text = arena_strndup(m->arena, s, len);
	return op;
}

/* Bytes first..last of a run that starts at x; kerned as in the whole. */
static struct op *paint_part(struct maker *m, struct piece *p,
			     const struct type *t, bool bold, double x,
			     double baseline, const char *s, size_t first,
			     size_t last)
{
	enum face face = bold ? t->bold : t->face;
	struct op *op = paint_bytes(m, p, t, bold, x, baseline, s + first,
				    last - first);

	if (first) {
		struct op *before = &p->op[p->n - 2];

		op->box.x += text_width(m->fonts, face, t->size, t->tracking,
					s, last) - op->box.w;
		before->box.w = op->box.x - before->box.x;
	}
	return op;
}

/* What stands for a name that pages cannot show is an operation of its own.
 * The last one is returned, all of them join what follows. */
static struct op *paint_run(struct maker *m, struct piece *p,
			    const struct type *t, bool bold, double x,
			    double baseline, const char *s, size_t len)
{
	const struct missing *miss;
	struct op *op = NULL;
	size_t done = 0, at;

	while ((miss = missing_in(m->out, s + done, len - done, &at))) {
		size_t from = done + at;

		if (at > 0)
			paint_part(m, p, t, bold, x, baseline, s, done, from);
		done = from + strlen(miss->shown);
		op = paint_part(m, p, t, bold, x, baseline, s, from, done);
		op->actual = miss->run;
	}
	if (done < len)
		op = paint_part(m, p, t, bold, x, baseline, s, done, len);
	return op;
}

/* Text where only tags may stand gets one; false: there is nothing to do. */
static bool tag_for_text(struct maker *m)
{
	if (m->tag == 0 || tag_holds(m->out->tag[m->tag].kind))
		return false;
	tag_open(m, TAG_P, NULL);
	return true;
}

static double aligned(double x, double w, enum align align, double width)
{
	if (align == ALIGN_RIGHT)
		return x + w - width;
	return align == ALIGN_CENTRE ? x + (w - width) / 2 : x;
}

double paint_text(struct maker *m, struct piece *p, const struct type *t,
		  double x, double baseline, enum align align, const char *s)
{
	const char *text = text_plain(m, s);
	size_t len = strlen(text);
	double width = text_width(m->fonts, t->face, t->size, t->tracking,
				  text, len);
	bool opened;

	if (len == 0)
		return width;
	opened = tag_for_text(m);
	paint_run(m, p, t, false, aligned(x, 0, align, width), baseline,
		  text, len)->joins = false;
	if (opened)
		tag_close(m);
	return width;
}

void paint_lines(struct maker *m, struct piece *p, const struct type *t,
		 struct box at, enum align align,
		 const struct text_lines *lines, size_t first, size_t last)
{
	double baseline = at.y;
	bool opened = tag_for_text(m);

	for (size_t i = first; i < last && i < lines->n; i++) {
		const struct text_line *line = &lines->line[i];
		double x = aligned(at.x, at.w, align, line->width);

		for (size_t r = 0; r < line->n; r++) {
			const struct text_run *run = &line->run[r];

			paint_run(m, p, t, run->bold, x, baseline, run->s,
				  run->len)->joins =
				r + 1 < line->n || line->joins;
			x += run->width;
		}
		baseline += t->leading;
	}
	if (opened)
		tag_close(m);
}

void paint_rect(struct maker *m, struct piece *p, struct box box,
		double radius, uint32_t colour, int alpha)
{
	struct op *op = piece_op(m, p, OP_RECT, box, colour);

	op->radius = radius;
	op->alpha = alpha;
}

static struct box points_box(const struct point *point, size_t n)
{
	double x0 = point[0].x, x1 = x0, y0 = point[0].y, y1 = y0;

	for (size_t i = 1; i < n; i++) {
		x0 = fmin(x0, point[i].x);
		x1 = fmax(x1, point[i].x);
		y0 = fmin(y0, point[i].y);
		y1 = fmax(y1, point[i].y);
	}
	return (struct box){ x0, y0, x1 - x0, y1 - y0 };
}

static struct op *points_op(struct maker *m, struct piece *p,
			    enum op_type type, const struct point *point,
			    size_t n, uint32_t colour)
{
	struct op *op = piece_op(m, p, type, points_box(point, n), colour);

	op->point = arena_array(m->arena, n, sizeof *point);
	memcpy(op->point, point, n * sizeof *point);
	op->n_point = n;
	return op;
}

struct op *paint_path(struct maker *m, struct piece *p,
		      const struct point *point, size_t n, uint32_t colour,
		      double width)
{
	struct op *op = points_op(m, p, OP_PATH, point, n, colour);

	op->width = width;
	return op;
}

struct op *paint_line(struct maker *m, struct piece *p, struct point from,
		      struct point to, uint32_t colour, double width)
{
	struct point both[2] = { from, to };

	return paint_path(m, p, both, 2, colour, width);
}

void paint_area(struct maker *m, struct piece *p, const struct point *point,
		size_t n, uint32_t colour, int alpha)
{
	points_op(m, p, OP_AREA, point, n, colour)->alpha = alpha;
}

void paint_dot(struct maker *m, struct piece *p, struct point at,
	       double radius, uint32_t colour, double rim)
{
	struct box box = { at.x - radius, at.y - radius, 2 * radius,
			   2 * radius };
	struct op *op = piece_op(m, p, OP_DOT, box, colour);

	op->radius = radius;
	op->width = rim;
}

void paint_triangle(struct maker *m, struct piece *p, struct point at,
		    double size, bool up, uint32_t colour)
{
	double base = up ? at.y : at.y - size;
	double tip = up ? at.y - size : at.y;
	struct point corner[3] = {
		{ at.x, base }, { at.x + size, base },
		{ at.x + size / 2, tip },
	};

	paint_area(m, p, corner, 3, colour, 100);
}

void page_add(struct maker *m, struct page *page, const struct op *op,
	      double dx, double dy)
{
	struct op *copy;

	arena_reserve(m->arena, &page->op, page->n, &page->cap);
	copy = &page->op[page->n++];
	*copy = *op;
	copy->box.x += dx;
	copy->box.y += dy;
	copy->baseline += dy;
	if (!op->n_point)
		return;
	copy->point = arena_array(m->arena, op->n_point, sizeof *op->point);
	for (size_t i = 0; i < op->n_point; i++)
		copy->point[i] = (struct point){ op->point[i].x + dx,
						 op->point[i].y + dy };
}

uint32_t colour_mix(uint32_t a, uint32_t b, double t)
{
	uint32_t out = 0;

	for (int shift = 16; shift >= 0; shift -= 8) {
		double from = (double)(a >> shift & 255);
		double to = (double)(b >> shift & 255);

		out |= (uint32_t)lround(from + (to - from) * t) << shift;
	}
	return out;
}
