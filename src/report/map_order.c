/*
 * The order of steps inside their layers: medians from the left and from the
 * right, then neighbours changed about where that saves a crossing (Gansner
 * 1993, after Eades and Wormald). The best order seen is kept.
 */
#include <string.h>

#include "report/map_work.h"

#define SWEEPS 12

static size_t node_add(struct map_work *w, struct map_node node, int layer)
{
	struct map_layer *l = &w->layer[layer];

	map_reserve(w->a, &w->node, w->n_nodes, &w->cap_nodes);
	map_reserve(w->a, &l->node, l->n, &l->cap);
	node.column = layer % w->per_frame;
	node.frame = (size_t)(layer / w->per_frame);
	node.pos = l->n;
	w->node[w->n_nodes] = node;
	l->node[l->n++] = w->n_nodes;
	return w->n_nodes++;
}

static void link_add(struct map_work *w, size_t left, size_t right,
		     size_t edge)
{
	map_reserve(w->a, &w->link, w->n_links, &w->cap_links);
	w->link[w->n_links++] = (struct map_link){ left, right, edge };
}

/* An edge over several layers passes each of them at a node of its own. */
static void edge_add(struct map_work *w, size_t i)
{
	const struct map_edge *e = &w->flow->edge[i];
	int first = w->flow->step[e->from].layer;
	int last = w->flow->step[e->to].layer;
	size_t at = w->node_of[e->from];

	for (int layer = first + 1; layer < last; layer++) {
		size_t next = node_add(w, (struct map_node){
			.step = -1, .edge = i }, layer);

		link_add(w, at, next, i);
		at = next;
	}
	link_add(w, at, w->node_of[e->to], i);
}

static void graph_make(struct map_work *w)
{
	const struct map_flow *flow = w->flow;

	w->n_nodes = w->n_links = 0;
	w->layer = arena_array(w->a, (size_t)w->n_layers + 1,
			       sizeof *w->layer);
	w->node_of = arena_array(w->a, flow->n_steps + 1, sizeof(size_t));
	for (size_t i = 0; i < flow->n_steps; i++)
		if (flow->step[i].drawn)
			w->node_of[i] = node_add(w, (struct map_node){
				.step = (long)i }, flow->step[i].layer);
	for (size_t i = 0; i < flow->n_edges; i++) {
		const struct map_edge *e = &flow->edge[i];

		if (!e->folded && !e->parted && e->way == MAP_FORWARD)
			edge_add(w, i);
	}
}

/* ---- crossings --------------------------------------------------------- */

static bool cross(const struct map_work *w, const struct map_link *a,
		  const struct map_link *b)
{
	const struct map_node *n = w->node;

	if (n[a->left].frame != n[b->left].frame ||
	    n[a->left].column != n[b->left].column)
		return false;
	return (n[a->left].pos < n[b->left].pos &&
		n[a->right].pos > n[b->right].pos) ||
	       (n[a->left].pos > n[b->left].pos &&
		n[a->right].pos < n[b->right].pos);
}

size_t map_count(const struct map_work *w)
{
	size_t sum = 0;

	for (size_t i = 0; i < w->n_links; i++)
		for (size_t k = i + 1; k < w->n_links; k++)
			sum += cross(w, &w->link[i], &w->link[k]);
	return sum;
}

/* ---- medians ----------------------------------------------------------- */

/* Twice the middle place of its neighbours on one side, -1 without any. */
static long median(const struct map_work *w, size_t node, bool left)
{
	size_t seen[2] = { 0, 0 }, n = 0, half;

	for (size_t i = 0; i < w->n_links; i++)
		n += (left ? w->link[i].right : w->link[i].left) == node;
	if (!n)
		return -1;
	/* the values in order, by counting: layers are short */
	half = 0;
	for (size_t pos = 0; half < n; pos++)
		for (size_t i = 0; i < w->n_links && half < n; i++) {
			const struct map_link *l = &w->link[i];
			size_t other = left ? l->left : l->right;

			if ((left ? l->right : l->left) != node ||
			    w->node[other].pos != pos)
				continue;
			if (half == (n - 1) / 2)
				seen[0] = pos;
			if (half == n / 2)
				seen[1] = pos;
			half++;
		}
	return (long)(seen[0] + seen[1]);
}

/* By medians; those without neighbours stay where they are. */
static void layer_sort(struct map_work *w, struct map_layer *l, bool left)
{
	long *want = arena_array(w->a, l->n + 1, sizeof *want);

	for (size_t i = 0; i < l->n; i++)
		want[i] = median(w, l->node[i], left);
	for (size_t i = 1; i < l->n; i++)
		for (size_t k = i; k > 0; k--) {
			size_t node = l->node[k];
			long value = want[k];

			if (want[k] < 0 || want[k - 1] < 0 ||
			    want[k - 1] <= want[k])
				break;
			l->node[k] = l->node[k - 1];
			want[k] = want[k - 1];
			l->node[k - 1] = node;
			want[k - 1] = value;
		}
	for (size_t i = 0; i < l->n; i++)
		w->node[l->node[i]].pos = i;
}

static void swap(struct map_work *w, struct map_layer *l, size_t i)
{
	size_t node = l->node[i];

	l->node[i] = l->node[i + 1];
	l->node[i + 1] = node;
	w->node[l->node[i]].pos = i;
	w->node[l->node[i + 1]].pos = i + 1;
}

/* Crossings of the links of two nodes with each other. */
static size_t crossings_of(const struct map_work *w, size_t a, size_t b)
{
	size_t sum = 0;

	for (size_t i = 0; i < w->n_links; i++) {
		const struct map_link *l = &w->link[i];

		if (l->left != a && l->right != a)
			continue;
		for (size_t k = 0; k < w->n_links; k++)
			if (w->link[k].left == b || w->link[k].right == b)
				sum += cross(w, l, &w->link[k]);
	}
	return sum;
}

static void transpose(struct map_work *w)
{
	bool better = true;

	for (int round = 0; better && round < SWEEPS; round++) {
		better = false;
		for (int i = 0; i < w->n_layers; i++) {
			struct map_layer *l = &w->layer[i];

			for (size_t k = 0; k + 1 < l->n; k++) {
				size_t a = l->node[k], b = l->node[k + 1];
				size_t before = crossings_of(w, a, b);

				if (!before)
					continue;
				swap(w, l, k);
				if (crossings_of(w, a, b) < before)
					better = true;
				else
					swap(w, l, k);
			}
		}
	}
}

/* ---- all of it --------------------------------------------------------- */

static void keep(const struct map_work *w, size_t *pos)
{
	for (size_t i = 0; i < w->n_nodes; i++)
		pos[i] = w->node[i].pos;
}

static void bring_back(struct map_work *w, const size_t *pos)
{
	for (int i = 0; i < w->n_layers; i++) {
		struct map_layer *l = &w->layer[i];
		size_t *node = arena_array(w->a, l->n + 1, sizeof *node);

		for (size_t k = 0; k < l->n; k++)
			node[pos[l->node[k]]] = l->node[k];
		memcpy(l->node, node, l->n * sizeof *node);
		for (size_t k = 0; k < l->n; k++)
			w->node[l->node[k]].pos = k;
	}
}

void map_order(struct map_work *w)
{
	size_t *best, least;

	graph_make(w);
	if (w->n_links > LINKS_MOST)
		return;
	best = arena_array(w->a, w->n_nodes + 1, sizeof *best);
	keep(w, best);
	least = map_count(w);
	for (int sweep = 0; sweep < SWEEPS && least; sweep++) {
		bool left = sweep % 2 == 0;
		size_t now;

		for (int i = 0; i < w->n_layers; i++)
			layer_sort(w, &w->layer[left ? i :
						w->n_layers - 1 - i], left);
		transpose(w);
		now = map_count(w);
		if (now < least) {
			least = now;
			keep(w, best);
		}
	}
	bring_back(w, best);
}
