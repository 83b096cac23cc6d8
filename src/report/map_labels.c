/*
 * Labels. Those of rework loops and of handoffs to oneself have room by
 * construction; the others try places along their line, above, below and
 * beside it, and take the free one that covers least of other lines. One
 * that finds no room is said in a sentence below the frames, so that nothing
 * is lost.
 */
#include <string.h>

#include "report/map_work.h"

#define AIR 14		/* between a label and what it must not touch */
#define COVER 40	/* cost of each stretch of a line it covers */
#define LINES_MOST 4

/* What an edge says at one end: up to four lines of one block. */
struct words {
	struct { enum map_label_kind kind; const char *text; } line[LINES_MOST];
	size_t n;
	int32_t w, h;
};

static void words_add(struct words *words, enum map_label_kind kind,
		      const char *text)
{
	int32_t width = map_text_width(text, MAP_SMALL_SIZE);

	if (!*text || words->n == LINES_MOST)
		return;
	words->line[words->n].kind = kind;
	words->line[words->n++].text = text;
	words->w = width > words->w ? width : words->w;
	words->h += MAP_SMALL_LEADING;
}

static bool overlap(const struct map_rect *a, const struct map_rect *b,
		    int32_t air)
{
	return a->x < b->x + b->w + air && b->x < a->x + a->w + air &&
	       a->y < b->y + b->h + air && b->y < a->y + a->h + air;
}

/* Is the place inside its frame, on no step and on no label? */
static bool is_free(const struct map_work *w, size_t frame,
		    const struct map_rect *r)
{
	const struct map_flow *flow = w->flow;
	int32_t width = w->width ? w->width : INT32_MAX;

	if (r->x < 0 || r->y < 0 || r->x + r->w > width ||
	    r->y + r->h > flow->frame[frame].height)
		return false;
	for (size_t i = 0; i < flow->n_steps; i++)
		if (flow->step[i].drawn && flow->step[i].frame == frame &&
		    overlap(r, &flow->step[i].box, AIR))
			return false;
	for (size_t i = 0; i < flow->n_labels; i++)
		if (flow->label[i].frame == frame &&
		    overlap(r, &flow->label[i].at, AIR))
			return false;
	return true;
}

static int32_t covered(const struct map_line *l, int32_t width,
		       const struct map_rect *r)
{
	int32_t sum = 0;

	for (size_t i = 1; i < l->n; i++) {
		const struct map_point *a = &l->point[i - 1];
		const struct map_point *b = &l->point[i];
		struct map_rect part = {
			a->x < b->x ? a->x : b->x, a->y < b->y ? a->y : b->y,
			a->x < b->x ? b->x - a->x : a->x - b->x,
			a->y < b->y ? b->y - a->y : a->y - b->y
		};

		sum += overlap(r, &part, width / 2 + 8);
	}
	return sum;
}

/* How much of the lines of its frame a label there would cover. */
static int32_t cost_of(const struct map_work *w, size_t frame,
		       const struct map_rect *r)
{
	const struct map_flow *flow = w->flow;
	int32_t sum = 0;

	for (size_t i = 0; i < flow->n_edges; i++)
		for (size_t k = 0; k < flow->edge[i].n_lines; k++)
			if (flow->edge[i].line[k].frame == frame)
				sum += covered(&flow->edge[i].line[k],
					       flow->edge[i].width, r);
	for (size_t i = 0; i < flow->n_loops; i++)
		if (flow->loop[i].line.frame == frame)
			sum += covered(&flow->loop[i].line, 10, r);
	return sum * COVER;
}

/* ---- placing ----------------------------------------------------------- */

struct try {
	struct map_work *w;
	size_t frame;
	const struct words *words;
	struct map_rect best;
	int32_t cost;		/* of the best, -1: none yet */
	int32_t width;		/* of the line */
};

static void try_at(struct try *t, int32_t x, int32_t y, int32_t cost)
{
	struct map_rect r = { x, y, t->words->w, t->words->h };

	if ((t->cost >= 0 && cost >= t->cost) || !is_free(t->w, t->frame, &r))
		return;
	cost += cost_of(t->w, t->frame, &r);
	if (t->cost >= 0 && cost >= t->cost)
		return;
	t->best = r;
	t->cost = cost;
}

/* Above, below, right and left of a point of the line, then further off. */
static void try_point(struct try *t, struct map_point p, int32_t cost)
{
	int32_t w = t->words->w, h = t->words->h;
	int32_t off = t->width / 2 + AIR;

	for (int32_t far = 0; far < 4; far++) {
		int32_t more = far * 60, fee = cost + far * 12;

		try_at(t, p.x - w / 2, p.y - h - off - more, fee);
		try_at(t, p.x - w / 2, p.y + off + more, fee + 2);
		try_at(t, p.x + off + more, p.y - h / 2, fee + 4);
		try_at(t, p.x - w - off - more, p.y - h / 2, fee + 5);
		try_at(t, p.x + off + more, p.y - h - off, fee + 6);
		try_at(t, p.x + off + more, p.y + off, fee + 6);
		try_at(t, p.x - w - off - more, p.y - h - off, fee + 7);
		try_at(t, p.x - w - off - more, p.y + off, fee + 7);
	}
}

/* Above and below a line's end, as far as the step it begins or ends at. */
static void try_ends(struct try *t, const struct map_line *l)
{
	struct map_point first = l->point[0], tip = l->tip;
	int32_t w = t->words->w, h = t->words->h;
	int32_t off = t->width / 2 + AIR;

	for (int32_t far = 0; far < 3; far++) {
		int32_t more = far * 40, fee = 6 + far * 10;

		try_at(t, first.x + AIR, first.y - h - off - more, fee);
		try_at(t, first.x + AIR, first.y + off + more, fee + 1);
		try_at(t, tip.x - w - AIR, tip.y - h - off - more, fee);
		try_at(t, tip.x - w - AIR, tip.y + off + more, fee + 1);
	}
}

/* The point of the line at so many sixteenths of its length along x. */
static struct map_point point_at(const struct map_line *l, int32_t part)
{
	struct map_point first = l->point[0];
	struct map_point last = l->has_tip ? l->tip : l->point[l->n - 1];
	int32_t x = first.x + (last.x - first.x) / 16 * part;

	for (size_t i = 1; i < l->n; i++) {
		struct map_point a = l->point[i - 1], b = l->point[i];
		int32_t wide = b.x - a.x;

		if (wide && (a.x <= x) == (x <= b.x))
			return (struct map_point){ x, a.y + (int32_t)
				((int64_t)(b.y - a.y) * (x - a.x) / wide) };
	}
	return l->point[l->n / 2];
}

static void label_add(struct map_work *w, struct map_label label)
{
	struct map_flow *flow = w->flow;

	map_reserve(w->a, &flow->label, flow->n_labels, &flow->cap_labels);
	flow->label[flow->n_labels++] = label;
}

static void words_place(struct map_work *w, const struct words *words,
			struct map_rect at, size_t frame, size_t of)
{
	for (size_t i = 0; i < words->n; i++)
		label_add(w, (struct map_label){
			words->line[i].kind, frame, of,
			{ at.x, at.y + (int32_t)i * MAP_SMALL_LEADING, at.w,
			  MAP_SMALL_LEADING }, 0, words->line[i].text
		});
}

/* False: there is no room along the line. */
static bool words_along(struct map_work *w, const struct words *words,
			size_t edge, size_t line)
{
	static const int32_t part[] = { 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13,
					2, 14, 1, 15 };
	const struct map_edge *e = &w->flow->edge[edge];
	struct try t = { w, e->line[line].frame, words, { 0 }, -1, e->width };

	if (!words->n)
		return true;
	for (size_t i = 0; i < sizeof part / sizeof *part; i++)
		try_point(&t, point_at(&e->line[line], part[i]),
			  (int32_t)i * 3);
	if (e->way != MAP_BACK || e->parted)
		try_ends(&t, &e->line[line]);
	if (t.cost < 0)
		return false;
	words_place(w, words, t.best, t.frame, edge);
	return true;
}

/* ---- what is said ------------------------------------------------------ */

static void say_loose(struct map_work *w, const struct map_edge *e)
{
	struct map_flow *flow = w->flow;

	map_reserve(w->a, &flow->loose, flow->n_loose, &flow->cap_loose);
	flow->loose[flow->n_loose++] = arena_printf(w->a, "%s to %s: %s%s%s",
		flow->step[e->from].name, flow->step[e->to].name, e->count,
		*e->note ? ", " : "", e->note);
}

/* "to Legal review" in the room between two layers. */
static const char *far_words(struct map_work *w, const char *word,
			     const struct map_step *s)
{
	int32_t room = w->gap < MARGIN_STUB ? w->gap : MARGIN_STUB;

	return map_text_fit(w->a, arena_printf(w->a, "%s %s", word, s->name),
			    MAP_SMALL_SIZE, room - 4 * AIR);
}

/* "19, 58 % by hand" */
static const char *one_line(struct map_work *w, const struct map_edge *e)
{
	return *e->note ? arena_printf(w->a, "%s, %s", e->count, e->note) :
			  e->count;
}

static void label_edge(struct map_work *w, size_t i)
{
	const struct map_edge *e = &w->flow->edge[i];
	const struct map_step *to = &w->flow->step[e->to];
	struct words words = { 0 }, in = { 0 };

	if (e->parted)
		words_add(&words, MAP_LABEL_FAR, far_words(w, "to", to));
	if (e->way == MAP_BACK || e->parted) {
		words_add(&words, MAP_LABEL_COUNT, one_line(w, e));
	} else {
		words_add(&words, MAP_LABEL_COUNT, e->count);
		words_add(&words, MAP_LABEL_NOTE, e->note);
	}
	if (!words_along(w, &words, i, 0))
		say_loose(w, e);
	if (!e->parted)
		return;
	words_add(&in, MAP_LABEL_FAR, far_words(w, "from",
						&w->flow->step[e->from]));
	if (!words_along(w, &in, i, 1) && *e->count)
		say_loose(w, e);
}

/* Beside the loop below a step. */
static void label_self(struct map_work *w, size_t i)
{
	const struct map_edge *e = &w->flow->edge[i];
	const struct map_step *s = &w->flow->step[e->from];
	struct map_rect at = { s->box.x + 360, s->box.y + s->box.h + 60,
			       s->box.w - 370, MAP_SMALL_LEADING };
	const char *text = one_line(w, e);

	label_add(w, (struct map_label){
		MAP_LABEL_COUNT, s->frame, i, at, -1,
		map_text_fit(w->a, text, MAP_SMALL_SIZE, at.w)
	});
}

static void label_rework(struct map_work *w, size_t step)
{
	const struct map_step *s = &w->flow->step[step];
	int32_t width = map_text_width(s->rework_words, MAP_SMALL_SIZE);
	int32_t most = s->box.w - 40;
	struct map_rect at = { 0, s->box.y - LOOP_ABOVE + 10, 0,
			       MAP_SMALL_LEADING };

	at.w = width < most ? width : most;
	at.x = s->box.x + s->box.w - 20 - at.w;
	label_add(w, (struct map_label){
		MAP_LABEL_LOOP, s->frame, step, at, 1,
		map_text_fit(w->a, s->rework_words, MAP_SMALL_SIZE, most)
	});
}

/* Documented edges first, then those that carry most. */
static bool comes_before(const struct map_edge *a, const struct map_edge *b)
{
	if (a->documented != b->documented)
		return a->documented;
	return a->volume > b->volume;
}

void map_labels(struct map_work *w)
{
	struct map_flow *flow = w->flow;
	size_t *order = arena_array(w->a, flow->n_edges + 1, sizeof *order);
	size_t n = 0;

	flow->n_labels = flow->n_loose = 0;
	for (size_t i = 0; i < flow->n_steps; i++)
		if (flow->step[i].drawn && *flow->step[i].rework_words)
			label_rework(w, i);
	for (size_t i = 0; i < flow->n_edges; i++) {
		if (flow->edge[i].folded)
			continue;
		if (flow->edge[i].way == MAP_LOOP) {
			label_self(w, i);
			continue;
		}
		order[n++] = i;
		for (size_t k = n - 1; k > 0 && comes_before(
			&flow->edge[order[k]], &flow->edge[order[k - 1]]);
		     k--) {
			size_t t = order[k];

			order[k] = order[k - 1];
			order[k - 1] = t;
		}
	}
	for (size_t i = 0; i < n; i++)
		label_edge(w, order[i]);
}
