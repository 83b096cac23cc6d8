/*
 * Lines: curves from layer to layer, arcs above the steps for what leads
 * back, loops at a step, and two short lines, each with the name of the other
 * end, for edges between frames and those that have no room for a line.
 */
#include <string.h>

#include "report/map_work.h"

#define SAMPLES 16		/* of a curve */
#define CORNER 4		/* samples of a round corner ... */
#define RADIUS 50
#define STUB 160		/* line of a parted edge, without its head */
#define END_INSET 110		/* of the first arc's end from the left */
#define END_STEP 100

/* ---- which edges lead back in an arc ----------------------------------- */

static bool is_top(const struct map_work *w, size_t step)
{
	const struct map_node *n = &w->node[w->node_of[step]];
	const struct map_layer *l =
		&w->layer[w->flow->step[step].layer];

	for (size_t i = 0; i < l->n; i++) {
		const struct map_node *other = &w->node[l->node[i]];

		if (other->step >= 0 && other->pos < n->pos)
			return false;
	}
	return n->arcs < ENDS_MOST;
}

static const char *arc_words(struct map_work *w, const struct map_edge *e)
{
	return *e->note ? arena_printf(w->a, "%s, %s", e->count, e->note) :
			  e->count;
}

/* Left and right end of what an arc and its label take. */
static void arc_span(struct map_work *w, const struct map_arc *arc,
		     int32_t span[2])
{
	const struct map_edge *e = &w->flow->edge[arc->edge];
	int32_t label = map_text_width(arc_words(w, e), MAP_SMALL_SIZE);
	int32_t middle = (arc->from_x + arc->to_x) / 2;
	int32_t half = (arc->from_x > arc->to_x ? arc->from_x - arc->to_x :
						  arc->to_x - arc->from_x) / 2;

	half = (half > label / 2 ? half : label / 2) + 40;
	span[0] = middle - half;
	span[1] = middle + half;
}

/* The lowest channel that is free there. */
static size_t channel_of(struct map_work *w, const struct map_arc *arc)
{
	int32_t mine[2], other[2];
	size_t channel = 0;

	arc_span(w, arc, mine);
	for (size_t i = 0; i < w->n_arcs; i++) {
		arc_span(w, &w->arc[i], other);
		if (w->arc[i].frame != arc->frame ||
		    w->arc[i].channel != channel || other[1] < mine[0] ||
		    mine[1] < other[0])
			continue;
		channel++;
		i = (size_t)-1;		/* from the beginning */
	}
	return channel;
}

static int32_t end_x(const struct map_work *w, const struct map_node *n)
{
	return map_column_x(w, n->column) + END_INSET +
	       (int32_t)n->arcs * END_STEP;
}

static bool arc_add(struct map_work *w, size_t edge)
{
	const struct map_edge *e = &w->flow->edge[edge];
	struct map_node *from = &w->node[w->node_of[e->from]];
	struct map_node *to = &w->node[w->node_of[e->to]];
	struct map_arc arc = { .edge = edge, .frame = from->frame };

	if (from == to || !is_top(w, e->from) || !is_top(w, e->to))
		return false;
	arc.from_x = end_x(w, from);
	arc.to_x = end_x(w, to);
	arc.channel = channel_of(w, &arc);
	if (arc.channel >= CHANNELS_MOST)
		return false;
	from->arcs++;
	to->arcs++;
	map_reserve(w->a, &w->arc, w->n_arcs, &w->cap_arcs);
	w->arc[w->n_arcs++] = arc;
	if (w->channels[arc.frame] <= arc.channel)
		w->channels[arc.frame] = arc.channel + 1;
	return true;
}

/* Short ones first: they lie nearest to the steps. */
void map_arcs(struct map_work *w)
{
	struct map_flow *flow = w->flow;

	w->n_arcs = 0;
	w->channels = arena_array(w->a, flow->n_frames + 1,
				  sizeof *w->channels);
	for (int reach = 0; reach < w->per_frame; reach++)
		for (size_t i = 0; i < flow->n_edges; i++) {
			struct map_edge *e = &flow->edge[i];

			if (e->folded || e->parted || e->way != MAP_BACK)
				continue;
			if (flow->step[e->from].layer -
			    flow->step[e->to].layer != reach &&
			    flow->step[e->to].layer -
			    flow->step[e->from].layer != reach)
				continue;
			if (!arc_add(w, i))
				e->parted = true;
		}
}

/* ---- ends at a step's sides -------------------------------------------- */

static int32_t port_of(const struct map_edge *e, size_t step, bool right)
{
	if (e->folded || e->way == MAP_LOOP ||
	    (right ? e->from : e->to) != step)
		return 0;
	if (e->parted)
		return STUB_PORT;
	return e->way == MAP_BACK ? 0 : PORT;
}

int32_t map_side(const struct map_work *w, size_t step, bool right)
{
	int32_t sum = 0;

	for (size_t i = 0; i < w->flow->n_edges; i++)
		sum += port_of(&w->flow->edge[i], step, right);
	return sum;
}

/* Place of the edge's other end in its layer; what is parted comes last. */
static size_t place_of(const struct map_work *w, size_t edge, bool right)
{
	if (w->flow->edge[edge].parted)
		return SIZE_MAX;
	for (size_t i = 0; i < w->n_links; i++) {
		const struct map_link *l = &w->link[i];
		const struct map_node *n = &w->node[right ? l->left :
							    l->right];
		size_t step = right ? w->flow->edge[edge].from :
				      w->flow->edge[edge].to;

		if (l->edge == edge && n->step == (long)step)
			return w->node[right ? l->right : l->left].pos;
	}
	return SIZE_MAX;
}

/* The height at which the edge leaves or reaches its step. */
static int32_t port_y(const struct map_work *w, size_t edge, bool right)
{
	const struct map_flow *flow = w->flow;
	size_t step = right ? flow->edge[edge].from : flow->edge[edge].to;
	size_t mine = place_of(w, edge, right);
	const struct map_node *n = &w->node[w->node_of[step]];
	int32_t y = n->y - map_side(w, step, right) / 2;

	for (size_t i = 0; i < flow->n_edges; i++) {
		int32_t port = port_of(&flow->edge[i], step, right);
		size_t place = port ? place_of(w, i, right) : 0;

		if (port && (place < mine || (place == mine && i < edge)))
			y += port;
	}
	return y + port_of(&flow->edge[edge], step, right) / 2;
}

/* ---- lines ------------------------------------------------------------- */

struct path { struct map_point *point; size_t n, cap; };

static void path_to(struct map_work *w, struct path *p, int32_t x, int32_t y)
{
	if (p->n && p->point[p->n - 1].x == x && p->point[p->n - 1].y == y)
		return;
	map_reserve(w->a, &p->point, p->n, &p->cap);
	p->point[p->n++] = (struct map_point){ x, y };
}

/* A cubic that begins and ends level; whole numbers, so exact. */
static void path_curve(struct map_work *w, struct path *p, int32_t x,
		       int32_t y)
{
	struct map_point a = p->point[p->n - 1];
	int64_t half = (x - a.x) / 2;

	if (a.y == y) {
		path_to(w, p, x, y);
		return;
	}
	for (int64_t t = 1; t <= SAMPLES; t++) {
		int64_t u = SAMPLES - t, all = SAMPLES * SAMPLES * SAMPLES;
		int64_t one = 3 * u * u * t, two = 3 * u * t * t;
		int64_t at = u * u * u * a.x + one * (a.x + half) +
			     two * (x - half) + t * t * t * x;
		int64_t down = (u * u * u + one) * a.y +
			       (two + t * t * t) * y;

		path_to(w, p, (int32_t)(at / all), (int32_t)(down / all));
	}
}

/* Straight to a corner, round it, and on towards (x, y). */
static void path_corner(struct map_work *w, struct path *p,
			struct map_point corner, int32_t x, int32_t y)
{
	struct map_point a = p->point[p->n - 1];
	int32_t in_x = corner.x - a.x, in_y = corner.y - a.y;
	int32_t out_x = x - corner.x, out_y = y - corner.y;
	struct map_point b, c;

#define SIGN(v) ((v) > 0 ? 1 : (v) < 0 ? -1 : 0)
	b.x = corner.x - SIGN(in_x) * RADIUS;
	b.y = corner.y - SIGN(in_y) * RADIUS;
	c.x = corner.x + SIGN(out_x) * RADIUS;
	c.y = corner.y + SIGN(out_y) * RADIUS;
#undef SIGN
	for (int32_t t = 0; t <= CORNER; t++) {
		int32_t u = CORNER - t;

		path_to(w, p, (u * u * b.x + 2 * u * t * corner.x +
			       t * t * c.x) / (CORNER * CORNER),
			(u * u * b.y + 2 * u * t * corner.y + t * t * c.y) /
			(CORNER * CORNER));
	}
}

static int32_t head(const struct map_edge *e)
{
	return MAP_HEAD + e->width;
}

static void line_add(struct map_edge *e, size_t frame, const struct path *p,
		     int32_t tip_x, int32_t tip_y)
{
	e->line[e->n_lines++] = (struct map_line){
		frame, p->point, p->n, true, { tip_x, tip_y }
	};
}

static void route_forward(struct map_work *w, size_t edge)
{
	struct map_edge *e = &w->flow->edge[edge];
	const struct map_rect *from = &w->flow->step[e->from].box;
	const struct map_rect *to = &w->flow->step[e->to].box;
	int32_t y = port_y(w, edge, false);
	struct path p = { 0 };

	path_to(w, &p, from->x + from->w, port_y(w, edge, true));
	for (size_t i = 0; i < w->n_links; i++) {
		const struct map_node *n = &w->node[w->link[i].right];

		if (w->link[i].edge != edge || n->step >= 0)
			continue;
		path_curve(w, &p, n->x, n->y);
		path_to(w, &p, n->x + n->w, n->y);
	}
	path_curve(w, &p, to->x - head(e), y);
	line_add(e, w->flow->step[e->from].frame, &p, to->x, y);
}

/* Out of the one step and into the other, wherever that is. */
static void route_parted(struct map_work *w, size_t edge)
{
	struct map_edge *e = &w->flow->edge[edge];
	const struct map_step *from = &w->flow->step[e->from];
	const struct map_step *to = &w->flow->step[e->to];
	int32_t y = port_y(w, edge, true), x = from->box.x + from->box.w;
	struct path out = { 0 }, in = { 0 };

	if (!w->margin &&
	    (from->layer % w->per_frame == w->per_frame - 1 ||
	     to->layer % w->per_frame == 0))
		w->needs_margin = true;
	path_to(w, &out, x, y);
	path_to(w, &out, x + STUB, y);
	line_add(e, from->frame, &out, x + STUB + head(e), y);
	y = port_y(w, edge, false);
	x = to->box.x;
	path_to(w, &in, x - STUB - head(e), y);
	path_to(w, &in, x - head(e), y);
	line_add(e, to->frame, &in, x, y);
}

static void route_back(struct map_work *w, const struct map_arc *arc)
{
	struct map_edge *e = &w->flow->edge[arc->edge];
	int32_t from = w->flow->step[e->from].box.y;
	int32_t to = w->flow->step[e->to].box.y;
	int32_t y = ((int32_t)w->channels[arc->frame] -
		     (int32_t)arc->channel) * CHANNEL - 20;
	struct path p = { 0 };

	path_to(w, &p, arc->from_x, from);
	path_corner(w, &p, (struct map_point){ arc->from_x, y }, arc->to_x, y);
	path_corner(w, &p, (struct map_point){ arc->to_x, y }, arc->to_x, to);
	path_to(w, &p, arc->to_x, to - head(e));
	line_add(e, arc->frame, &p, arc->to_x, to);
}

/* A handoff to the step itself goes round below it. */
static void route_loop(struct map_work *w, size_t edge)
{
	struct map_edge *e = &w->flow->edge[edge];
	const struct map_step *s = &w->flow->step[e->from];
	int32_t x = s->box.x + 120, y = s->box.y + s->box.h;
	struct path p = { 0 };

	path_to(w, &p, x, y);
	path_corner(w, &p, (struct map_point){ x, y + 170 }, x + 180, y + 170);
	path_corner(w, &p, (struct map_point){ x + 180, y + 170 }, x + 180, y);
	path_to(w, &p, x + 180, y + head(e));
	line_add(e, s->frame, &p, x + 180, y);
}

static void route_rework(struct map_work *w, size_t step)
{
	struct map_flow *flow = w->flow;
	const struct map_step *s = &flow->step[step];
	int32_t right = s->box.x + s->box.w, y = s->box.y;
	struct path p = { 0 };

	path_to(w, &p, right - 300, y);
	path_corner(w, &p, (struct map_point){ right - 300, y - 120 },
		    right - 120, y - 120);
	path_corner(w, &p, (struct map_point){ right - 120, y - 120 },
		    right - 120, y);
	path_to(w, &p, right - 120, y - MAP_HEAD);
	flow->loop[flow->n_loops++] = (struct map_loop){ step, {
		s->frame, p.point, p.n, true, { right - 120, y } } };
}

void map_route(struct map_work *w)
{
	struct map_flow *flow = w->flow;

	w->needs_margin = false;
	flow->loop = arena_array(w->a, flow->n_steps + 1, sizeof *flow->loop);
	flow->n_loops = 0;
	for (size_t i = 0; i < flow->n_edges; i++) {
		struct map_edge *e = &flow->edge[i];

		e->n_lines = 0;
		if (e->folded)
			continue;
		if (e->parted)
			route_parted(w, i);
		else if (e->way == MAP_LOOP)
			route_loop(w, i);
		else if (e->way == MAP_FORWARD)
			route_forward(w, i);
	}
	for (size_t i = 0; i < w->n_arcs; i++)
		route_back(w, &w->arc[i]);
	for (size_t i = 0; i < flow->n_steps; i++)
		if (flow->step[i].drawn && *flow->step[i].rework_words)
			route_rework(w, i);
}
