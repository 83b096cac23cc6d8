/*
 * Coordinates. Columns have one width, so x is known; y is where a step's
 * neighbours are on average, as near as order and distances allow: the
 * distances taken off, that is a monotone regression, which pooling violators
 * solves (Ayer 1955). Sweeps go to and fro.
 */
#include "report/map_work.h"

#define SWEEPS 8
#define TOP_AIR 20
#define LABEL_ABOVE 225	/* of a line in the middle of the topmost step */

int32_t map_column_x(const struct map_work *w, int column)
{
	return w->margin + column * (w->box + w->gap);
}

/* ---- sizes ------------------------------------------------------------- */

static int32_t text_size(struct map_work *w, struct map_step *s)
{
	int32_t room = w->box - 2 * MAP_PAD;
	/* a file says below the name what a page says at a loop */
	size_t more = !w->space->width && *s->rework_words;

	s->name_lines = map_text_wrap(w->a, s->name, MAP_NAME_SIZE, room, 3);
	s->under_lines = map_text_wrap(w->a, s->tool, MAP_SMALL_SIZE, room, 1);
	s->review_lines = map_text_wrap(w->a, s->review_words, MAP_SMALL_SIZE,
					room - MAP_MARK - 30, 2);
	return 2 * MAP_PAD_TOP +
	       (int32_t)s->name_lines.n * MAP_NAME_LEADING +
	       (int32_t)(s->under_lines.n + s->review_lines.n + more) *
		       MAP_SMALL_LEADING;
}

static int32_t larger(int32_t a, int32_t b)
{
	return a > b ? a : b;
}

static bool hands_to_itself(const struct map_flow *flow, size_t step)
{
	for (size_t i = 0; i < flow->n_edges; i++)
		if (flow->edge[i].way == MAP_LOOP && !flow->edge[i].folded &&
		    flow->edge[i].from == step)
			return true;
	return false;
}

void map_sizes(struct map_work *w)
{
	for (size_t i = 0; i < w->n_nodes; i++) {
		struct map_node *n = &w->node[i];
		struct map_step *s;
		int32_t ports;

		n->x = map_column_x(w, n->column);
		n->w = w->box;
		if (n->step < 0)
			continue;
		s = &w->flow->step[n->step];
		ports = larger(map_side(w, (size_t)n->step, false),
			       map_side(w, (size_t)n->step, true));
		n->h = larger(text_size(w, s), ports + PORT / 2);
		n->above = *s->rework_words ? LOOP_ABOVE : 0;
		n->below = hands_to_itself(w->flow, (size_t)n->step) ?
			LOOP_BELOW : 0;
	}
}

/* ---- y ----------------------------------------------------------------- */

/* Between the middles of two neighbours of a layer. */
static int32_t distance(const struct map_node *a, const struct map_node *b)
{
	return a->h / 2 + a->below + b->above + (b->h + 1) / 2 +
	       (a->step < 0 || b->step < 0 ? LANE_GAP : STEP_GAP);
}

/* Where its neighbours on one side are on average; where it is without any. */
static int64_t wish(const struct map_work *w, size_t node, bool left)
{
	int64_t sum = 0, n = 0;

	for (size_t i = 0; i < w->n_links; i++) {
		const struct map_link *l = &w->link[i];

		if ((left ? l->right : l->left) != node)
			continue;
		sum += w->node[left ? l->left : l->right].y;
		n++;
	}
	return n ? sum / n : w->node[node].y;
}

/* Places that were pooled, because they want to pass each other. */
struct pool { int64_t sum, weight; size_t n; };

static void layer_place(struct map_work *w, const struct map_layer *l,
			bool left)
{
	struct pool *pool = arena_array(w->a, l->n + 1, sizeof *pool);
	int64_t *off = arena_array(w->a, l->n + 1, sizeof *off);
	size_t pools = 0, at = 0;

	for (size_t i = 0; i < l->n; i++) {
		const struct map_node *n = &w->node[l->node[i]];
		int64_t weight = n->step < 0 ? 2 : 1;

		off[i] = i ? off[i - 1] +
			 distance(&w->node[l->node[i - 1]], n) : 0;
		pool[pools++] = (struct pool){
			(wish(w, l->node[i], left) - off[i]) * weight,
			weight, 1
		};
		while (pools > 1 && pool[pools - 2].sum *
		       pool[pools - 1].weight > pool[pools - 1].sum *
		       pool[pools - 2].weight) {
			pool[pools - 2].sum += pool[pools - 1].sum;
			pool[pools - 2].weight += pool[pools - 1].weight;
			pool[pools - 2].n += pool[pools - 1].n;
			pools--;
		}
	}
	for (size_t p = 0; p < pools; p++)
		for (size_t k = 0; k < pool[p].n; k++, at++)
			w->node[l->node[at]].y = (int32_t)
				(pool[p].sum / pool[p].weight + off[at]);
}

/* Stacked, the middle of each layer at 0. */
static void begin(struct map_work *w)
{
	for (int i = 0; i < w->n_layers; i++) {
		struct map_layer *l = &w->layer[i];
		int32_t y = 0;

		for (size_t k = 0; k < l->n; k++) {
			struct map_node *n = &w->node[l->node[k]];

			y += k ? distance(&w->node[l->node[k - 1]], n) : 0;
			n->y = y;
		}
		for (size_t k = 0; k < l->n; k++)
			w->node[l->node[k]].y -= y / 2;
	}
}

/* Rounding must not bring two nearer than they may be. */
static void push_apart(struct map_work *w)
{
	for (int i = 0; i < w->n_layers; i++) {
		struct map_layer *l = &w->layer[i];

		for (size_t k = 1; k < l->n; k++) {
			struct map_node *n = &w->node[l->node[k]];
			const struct map_node *last =
				&w->node[l->node[k - 1]];

			n->y = larger(n->y, last->y + distance(last, n));
		}
	}
}

/* The top of each frame at 0, below the channels of what leads back. */
static void frames_set(struct map_work *w)
{
	size_t n = w->flow->n_frames;
	int32_t *top = arena_array(w->a, n + 1, sizeof *top);
	bool *seen = arena_array(w->a, n + 1, sizeof *seen);

	w->lowest = arena_array(w->a, n + 1, sizeof *w->lowest);
	for (size_t i = 0; i < w->n_nodes; i++) {
		const struct map_node *v = &w->node[i];
		int32_t y = v->y - larger(v->h / 2 + v->above,
					  v->step < 0 ? 0 : LABEL_ABOVE);

		if (!seen[v->frame] || y < top[v->frame])
			top[v->frame] = y;
		seen[v->frame] = true;
	}
	for (size_t i = 0; i < w->n_nodes; i++) {
		struct map_node *v = &w->node[i];
		size_t channels = w->channels[v->frame];

		v->y += (channels ? (int32_t)channels * CHANNEL + 60 :
			 TOP_AIR) - top[v->frame];
		w->lowest[v->frame] = larger(w->lowest[v->frame],
			v->y + (v->h + 1) / 2 + v->below + 20);
	}
	for (size_t i = 0; i < n; i++)
		w->flow->frame[i].height = w->lowest[i];
}

void map_place(struct map_work *w)
{
	begin(w);
	for (int sweep = 0; sweep < SWEEPS; sweep++) {
		bool left = sweep % 2 == 0;

		for (int i = 0; i < w->n_layers; i++)
			layer_place(w, &w->layer[left ? i :
						 w->n_layers - 1 - i], left);
	}
	push_apart(w);
	frames_set(w);
	for (size_t i = 0; i < w->n_nodes; i++) {
		const struct map_node *n = &w->node[i];

		if (n->step >= 0)
			w->flow->step[n->step].box = (struct map_rect){
				n->x, n->y - n->h / 2, n->w, n->h };
	}
}
