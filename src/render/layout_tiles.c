/*
 * The strip of numbers: each tile says what, how much, how sure, where it
 * has been, whether it changes and whether it meets its target.
 *
 * Tiles of one row share the height of each slot, so that values, intervals
 * and verdicts stand on common lines.
 */
#include <math.h>
#include <string.h>

#include "render/layout.h"

#define TILE_LEAST 104.0
#define TILE_MOST 242.0
#define TILE_WIDE 165.0		/* room for the spark beside the value */
#define VALUE_SIZE 28.0
/* From one line of the tile to the next. */
#define LABEL_Y 16.0
#define VALUE_Y 20.0
#define INTERVAL_Y 12.0
#define SPARK_Y 26.0
#define FOOT 4.6

enum slot { SLOT_LABEL, SLOT_INTERVAL, SLOT_CHANGE, SLOT_VERDICT,
	    SLOT_TARGET, SLOT_COUNT };

static const double slot_leading[SLOT_COUNT] = { 10.6, 10, 10.6, 10, 10 };

struct slot_text { struct type type; struct text_lines lines; bool any; };

/* A tile without a number gives its reason right under the dash. */

struct face_of_tile {
	const struct tile *tile;
	struct slot_text slot[SLOT_COUNT];
	bool bare;
	uint32_t course;	/* colour of the word on change */
};

struct strip {
	double w, pad;		/* of one tile */
	bool wide;		/* spark beside the value */
	bool spark;		/* any tile has one */
	size_t depth[SLOT_COUNT]; /* lines, the most of any tile */
	size_t reason;		/* lines under a dash */
};

static const char *target_words(struct maker *m, const struct tile *t)
{
	bool target = t->target && *t->target;
	bool meets = t->meets && *t->meets;

	if (target && meets)
		return arena_printf(m->arena, "%s: %s", t->target, t->meets);
	return target ? t->target : meets ? t->meets : "";
}

static void slot_set(struct maker *m, struct slot_text *s, struct type type,
		     double width, const char *text)
{
	s->type = type;
	s->any = text && *text;
	if (s->any)
		s->lines = text_wrap(m, &type, width, text);
}

static double arrow_width(const struct tile *t)
{
	return t->arrow ? 10 : 0;
}

/*
 * The word on change stands in bold. Where there is none the verdict takes
 * its place, unless it is a whole sentence. The colour is the verdict's where
 * there is one: what improves may still be above its limit.
 */
static void words_measure(struct maker *m, struct strip *s,
			  struct face_of_tile *f, struct type plain)
{
	const struct tile *t = f->tile;
	struct type bold = { FACE_BOLD, FACE_BOLD, 8.4,
			     slot_leading[SLOT_CHANGE], 0, 0, false, false };
	struct type judged = plain;
	double w = s->w - 2 * s->pad;
	const char *change = t->change ? t->change : "";
	const char *verdict = t->verdict ? t->verdict : "";

	if (!f->bare && !*change && text_widest(m, &bold, verdict) <= w - arrow_width(t)) {
		change = verdict;
		verdict = "";
	}
	if (strcmp(change, verdict) == 0)
		verdict = "";
	if (*verdict && t->tone != TONE_PLAIN && !f->bare)
		judged.colour = tone_colour(m->theme, t->tone);
	f->course = *verdict ? m->theme->ink : tone_colour(m->theme, t->tone);
	bold.colour = f->course;
	slot_set(m, &f->slot[SLOT_CHANGE], bold, w - arrow_width(t), change);
	slot_set(m, &f->slot[SLOT_VERDICT], judged, w, verdict);
	slot_set(m, &f->slot[SLOT_TARGET], plain, w, target_words(m, t));
}

static size_t more(size_t a, size_t b)
{
	return a > b ? a : b;
}

static void tile_measure(struct maker *m, struct strip *s,
			 struct face_of_tile *f, const struct tile *t)
{
	struct type label = { FACE_MEDIUM, FACE_BOLD, 8.4,
			      slot_leading[SLOT_LABEL], m->theme->muted, 0,
			      false, false };
	struct type plain = { FACE_REGULAR, FACE_BOLD, 7.6,
			      slot_leading[SLOT_INTERVAL], m->theme->muted,
			      0, false, false };
	double w = s->w - 2 * s->pad;
	size_t below;

	f->tile = t;
	f->bare = t->n_spark <= 1 && !(t->interval && *t->interval) &&
		  !(t->change && *t->change);
	slot_set(m, &f->slot[SLOT_LABEL], label, w, t->label);
	slot_set(m, &f->slot[SLOT_INTERVAL], plain, w, t->interval);
	words_measure(m, s, f, plain);
	below = f->slot[SLOT_VERDICT].lines.n + f->slot[SLOT_TARGET].lines.n;
	if (f->bare) {
		s->depth[SLOT_LABEL] = more(s->depth[SLOT_LABEL],
					    f->slot[SLOT_LABEL].lines.n);
		s->reason = more(s->reason, below);
		return;
	}
	for (int i = 0; i < SLOT_VERDICT; i++)
		s->depth[i] = more(s->depth[i], f->slot[i].lines.n);
	/* What stands under the word on change only shares its depth. */
	s->depth[SLOT_VERDICT] = more(s->depth[SLOT_VERDICT], below);
	s->spark = s->spark || t->n_spark > 1;
}

static void spark_line(struct maker *m, struct piece *p, struct box b,
		       const struct tile *t, size_t from, size_t to,
		       struct scale y, uint32_t colour)
{
	size_t n = to - from;
	struct point *at = arena_array(m->arena, n + 2, sizeof *at);
	double step = b.w / (double)(t->n_spark - 1);

	for (size_t i = 0; i < n; i++)
		at[i] = (struct point){ b.x + step * (double)(from + i),
					scale_at(y, t->spark[from + i]) };
	at[n] = (struct point){ at[n - 1].x, b.y + b.h + 3 };
	at[n + 1] = (struct point){ at[0].x, b.y + b.h + 3 };
	if (n > 1) {
		paint_area(m, p, at, n + 2, colour, 10);
		paint_path(m, p, at, n, colour, 1.3);
	}
	if (n == 1 || to == t->n_spark)
		paint_dot(m, p, at[n - 1], n == 1 ? 1.2 : 2.2, colour, 0);
}

/* The last weeks as a line; a gap stays a gap. */
static void spark(struct maker *m, struct piece *p, struct box b,
		  const struct tile *t)
{
	uint32_t colour = t->tone == TONE_PLAIN || t->tone == TONE_STRONG ?
			  m->theme->muted : tone_colour(m->theme, t->tone);
	struct scale y = { INFINITY, -INFINITY, b.y + b.h, b.y };
	size_t from = 0;

	for (size_t i = 0; i < t->n_spark; i++) {
		if (!is_value(t->spark[i]))
			continue;
		y.d0 = fmin(y.d0, t->spark[i]);
		y.d1 = fmax(y.d1, t->spark[i]);
	}
	for (size_t i = 0; i <= t->n_spark; i++) {
		if (i < t->n_spark && is_value(t->spark[i]))
			continue;
		if (i > from)
			spark_line(m, p, b, t, from, i, y, colour);
		from = i + 1;
	}
}

static double slot_height(const struct strip *s, enum slot slot)
{
	return (double)s->depth[slot] * slot_leading[slot];
}

static void slot_paint(struct maker *m, struct piece *p,
		       const struct face_of_tile *f, enum slot slot,
		       struct box at)
{
	const struct slot_text *s = &f->slot[slot];

	if (s->any)
		paint_lines(m, p, &s->type, at, ALIGN_LEFT, &s->lines, 0,
			    s->lines.n);
}

static void value_paint(struct maker *m, struct piece *p,
			const struct strip *s, const struct tile *t,
			double x, double baseline)
{
	struct type big = { FACE_LIGHT, FACE_LIGHT, VALUE_SIZE, VALUE_SIZE,
			    m->theme->ink, 0, false, false };
	struct type small = { FACE_REGULAR, FACE_REGULAR, 12, 12,
			      m->theme->muted, 0, false, false };
	double room = s->w - 2 * s->pad - (s->wide && s->spark ? 56 : 0);
	const char *unit = t->unit ? t->unit : "";
	double unit_w = *unit ? text_widest(m, &small, unit) + 3 : 0;
	double w = text_widest(m, &big, t->value);

	/* The unit gives way first, then both shrink together. */
	if (w + unit_w > room) {
		double by = fmax(0.2, room / (w + unit_w));

		big.size *= by;
		small.size *= by;
	}
	w = paint_text(m, p, &big, x - 1, baseline, ALIGN_LEFT,
		       text_elide(m, &big, room, t->value));
	if (*unit && w + 3 < room)
		paint_text(m, p, &small, x + w + 2, baseline, ALIGN_LEFT,
			   text_elide(m, &small, room - w - 2, unit));
}

/* Verdict, then target, from the line at->y on. */
static void verdict_paint(struct maker *m, struct piece *p,
			  const struct face_of_tile *f, struct box at)
{
	slot_paint(m, p, f, SLOT_VERDICT, at);
	at.y += (double)f->slot[SLOT_VERDICT].lines.n *
		slot_leading[SLOT_VERDICT];
	slot_paint(m, p, f, SLOT_TARGET, at);
}

/* The word on change with its arrow, and what stands under it. */
static void course_paint(struct maker *m, struct piece *p,
			 const struct strip *s, const struct face_of_tile *f,
			 struct box at)
{
	const struct tile *t = f->tile;
	double x = at.x;

	if (t->arrow && f->slot[SLOT_CHANGE].any) {
		paint_triangle(m, p, (struct point){ x, at.y }, 6.4,
			       t->arrow > 0, f->course);
		at.x += arrow_width(t);
	}
	slot_paint(m, p, f, SLOT_CHANGE, at);
	at.x = x;
	at.y += slot_height(s, SLOT_CHANGE) + 0.6;
	verdict_paint(m, p, f, at);
}

/* What stands under the value of a tile that has one. */
static void below_value(struct maker *m, struct piece *p,
			const struct strip *s, const struct face_of_tile *f,
			struct box at)
{
	const struct tile *t = f->tile;

	slot_paint(m, p, f, SLOT_INTERVAL, at);
	at.y += slot_height(s, SLOT_INTERVAL);
	if (s->spark && !s->wide) {
		if (t->n_spark > 1)
			spark(m, p, (struct box){ at.x, at.y - 4, at.w - 3,
						  15 }, t);
		at.y += SPARK_Y;
	}
	course_paint(m, p, s, f, at);
}

static void tile_paint(struct maker *m, struct piece *p,
		       const struct strip *s, const struct face_of_tile *f,
		       double left)
{
	const struct tile *t = f->tile;
	double x = left + s->pad, y = LABEL_Y;
	struct box at = { x, y, s->w - 2 * s->pad, 0 };

	paint_rect(m, p, (struct box){ left, 0, s->w, p->height }, 4,
		   m->theme->tile, 100);
	tag_open(m, TAG_ITEM, NULL);
	tag_open(m, TAG_BODY, NULL);
	tag_open(m, TAG_P, NULL);
	slot_paint(m, p, f, SLOT_LABEL, at);
	y += slot_height(s, SLOT_LABEL) + VALUE_Y;
	value_paint(m, p, s, t, x, y);
	if (s->wide && t->n_spark > 1)
		spark(m, p, (struct box){ left + s->w - s->pad - 46, y - 19,
					  44, 18 }, t);
	at.y = y + INTERVAL_Y;
	if (f->bare) {
		at.y += 2;
		verdict_paint(m, p, f, at);
	} else {
		below_value(m, p, s, f, at);
	}
	tag_close(m);
	tag_close(m);
	tag_close(m);
}

static double strip_height(const struct strip *s)
{
	double y = LABEL_Y + slot_height(s, SLOT_LABEL) + VALUE_Y +
		   INTERVAL_Y + FOOT;
	double reason = 2 + (double)s->reason * slot_leading[SLOT_VERDICT];
	double words = s->spark && !s->wide ? SPARK_Y : 0;

	for (int i = SLOT_INTERVAL; i < SLOT_COUNT; i++)
		words += slot_height(s, (enum slot)i);
	return y + fmax(words, reason);
}

static void strip_place(struct maker *m, struct stack *col, double w,
			const struct tile *tile, size_t n, double gap)
{
	struct strip s = { .w = w, .pad = w < 150 ? 9.5 : 14,
			   .wide = w >= TILE_WIDE };
	struct face_of_tile *f = arena_array(m->arena, n, sizeof *f);
	struct piece *p;

	for (size_t i = 0; i < n; i++)
		tile_measure(m, &s, &f[i], &tile[i]);
	p = stack_piece(m, col, gap, strip_height(&s));
	for (size_t i = 0; i < n; i++)
		tile_paint(m, p, &s, &f[i],
			   col->x + (double)i * (w + GUTTER));
}

void layout_tiles(struct maker *m, struct stack *col,
		  const struct element *e)
{
	size_t n = e->as.tiles.n;
	size_t most = (size_t)((col->w + GUTTER) / (TILE_LEAST + GUTTER));
	size_t rows, per;
	double w;

	/* No title: each tile has its label. */
	if (n == 0)
		return;
	if (most < 1)
		most = 1;
	rows = (n + most - 1) / most;
	per = (n + rows - 1) / rows;
	w = fmin((col->w - (double)(per - 1) * GUTTER) / (double)per,
		 TILE_MOST);
	tag_open(m, TAG_LIST, NULL);
	for (size_t i = 0; i < n; i += per)
		strip_place(m, col, w, e->as.tiles.item + i,
			    n - i < per ? n - i : per, i ? GUTTER : 0);
	tag_close(m);
}
