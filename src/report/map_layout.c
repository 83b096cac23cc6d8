/* From steps and edges to a page: what is tried, and when to give way. */
#include "report/map_layout.h"

#include "base/strbuf.h"
#include "report/map_work.h"

const double map_friction_limit[] = { 0.02, 0.05, 0.10, 0.20 };
const double map_trouble_limit[] = { 0.10, 0.25, 0.50, 0.75 };

static int64_t volume_most(const struct map *map)
{
	int64_t most = 1;

	for (size_t i = 0; i < map->n; i++)
		for (size_t k = 0; k < map->flow[i].n_edges; k++)
			if (map->flow[i].edge[k].volume > most)
				most = map->flow[i].edge[k].volume;
	return most;
}

static void widths_set(struct map *map)
{
	int64_t most = volume_most(map);

	for (size_t i = 0; i < map->n; i++)
		for (size_t k = 0; k < map->flow[i].n_edges; k++) {
			struct map_edge *e = &map->flow[i].edge[k];

			e->width = LINE_LEAST + (int32_t)((double)e->volume /
				(double)most * (LINE_MOST - LINE_LEAST));
		}
}

/* ---- columns of all frames --------------------------------------------- */

/* Layers that fit beside each other. */
static int columns_most(const struct map_space *space, int32_t margin)
{
	int n = (space->width - 2 * margin + GAP_LEAST) /
		(BOX_LEAST + GAP_LEAST);

	return n < 1 ? 1 : n;
}

static int32_t clamp(int32_t v, int32_t least, int32_t most)
{
	return v < least ? least : v > most ? most : v;
}

/* Width of steps and gaps, the same in every frame. */
static void columns_set(struct map_work *w, int columns)
{
	int32_t room = w->space->width - 2 * w->margin;

	w->box = BOX_MOST;
	w->gap = GAP_MOST;
	w->width = w->space->width;
	if (!w->width)
		return;
	w->box = clamp((room - (columns - 1) * GAP_GOOD) / columns,
		       BOX_LEAST < room ? BOX_LEAST : room, BOX_MOST);
	w->gap = columns < 2 ? GAP_LEAST :
		clamp((room - columns * w->box) / (columns - 1), 0, GAP_MOST);
}

/* Layers of a frame: rows of a flow are about equally long. */
static int balanced(int layers, int most)
{
	int rows = (layers + most - 1) / most;

	return rows ? (layers + rows - 1) / rows : 1;
}

/* ---- one flow ---------------------------------------------------------- */

static bool is_too_high(const struct map_work *w)
{
	for (size_t i = 0; w->space->height && i < w->flow->n_frames; i++)
		if (w->flow->frame[i].height > w->space->height)
			return true;
	return false;
}

/* The longest edge of a frame that is too high is parted: what passes steps
 * first, then what leads back. */
static bool part_longest(struct map_work *w)
{
	struct map_flow *flow = w->flow;
	struct map_edge *longest = NULL;
	int reach = 0;

	for (size_t i = 0; i < flow->n_edges; i++) {
		struct map_edge *e = &flow->edge[i];
		const struct map_step *from = &flow->step[e->from];
		int far = flow->step[e->to].layer - from->layer;

		if (e->folded || e->parted || e->way == MAP_LOOP ||
		    flow->frame[from->frame].height <= w->space->height)
			continue;
		far = e->way == MAP_BACK ? 1 : far * 2 - 2;
		if (far > reach) {
			reach = far;
			longest = e;
		}
	}
	if (longest)
		longest->parted = true;
	return longest;
}

/* As it is now; true: an edge gave way, so once more. */
static bool flow_try(struct map_work *w, int most)
{
	map_ways(w->flow, w->a);
	w->n_layers = map_layers(w->flow, w->a);
	w->per_frame = most ? balanced(w->n_layers, most) : w->n_layers;
	if (!w->n_layers)
		return false;
	map_frames(w);
	map_order(w);
	map_arcs(w);
	if (map_fold_crowded(w))
		return true;
	map_sizes(w);
	map_place(w);
	if (is_too_high(w) && part_longest(w))
		return true;
	/* a file has lines and labels of its own */
	if (w->space->width)
		map_route(w);
	return false;
}

static void flow_start(struct map_flow *flow)
{
	for (size_t i = 0; i < flow->n_edges; i++)
		flow->edge[i].parted = false;
}

/* -1: it needs margins. Otherwise how many layers stand beside each other. */
static int flow_layout(struct map_work *w, int most)
{
	flow_start(w->flow);
	while (flow_try(w, most))
		;
	if (!w->n_layers)
		w->flow->n_frames = 0;
	if (!w->n_layers || !w->needs_margin)
		return w->per_frame;
	return -1;
}

static const char *frame_alt(const struct map_flow *flow, size_t frame,
			     struct arena *a)
{
	struct strbuf sb = STRBUF_INIT;
	char *alt;

	strbuf_puts(&sb, flow->name);
	for (size_t i = 0; i < flow->n_edges; i++) {
		const struct map_edge *e = &flow->edge[i];

		if (e->folded || flow->step[e->from].frame != frame)
			continue;
		strbuf_printf(&sb, "; %s to %s: %s", flow->step[e->from].name,
			      flow->step[e->to].name, *e->count ? e->count :
			      "no handoff recorded");
		if (*e->note)
			strbuf_printf(&sb, ", %s", e->note);
	}
	alt = arena_strndup(a, sb.s, sb.len);
	strbuf_release(&sb);
	return alt;
}

static void flow_finish(struct map_work *w)
{
	if (w->space->width)
		map_labels(w);
	w->flow->crossings = w->n_links > LINKS_MOST ? 0 : map_count(w);
	map_fold_words(w->flow, w->a);
	for (size_t i = 0; i < w->flow->n_frames; i++)
		w->flow->frame[i].alt = frame_alt(w->flow, i, w->a);
}

/* ---- the map ----------------------------------------------------------- */

/* Flows that share the columns of their frames. */
struct group { struct map_work **work; size_t n; };

/* Once with columns for as many layers as may be, then for as many as there
 * are. False: a flow needs margins and there are none. */
static bool group_try(const struct group *g, int most, int32_t margin)
{
	int columns = 1;

	for (size_t i = 0; i < g->n; i++) {
		struct map_work *w = g->work[i];
		int layers;

		w->margin = margin;
		map_fold_rare(w->flow, w->space->fold, w->a);
		columns_set(w, most ? most : 1);
		layers = flow_layout(w, most);
		if (layers < 0 || (!margin && w->flow->n_frames > 1))
			return false;
		columns = layers > columns ? layers : columns;
	}
	for (size_t i = 0; i < g->n; i++) {
		columns_set(g->work[i], columns);
		if (flow_layout(g->work[i], most) < 0)
			return false;
		flow_finish(g->work[i]);
	}
	return true;
}

/* As many layers beside each other as there is room for, or fewer, so that
 * the labels have more. */
static void rows_layout(struct map_work *w)
{
	const struct group alone = { &w, 1 };
	int most = columns_most(w->space, MARGIN_STUB), best = most;
	size_t least = SIZE_MAX;

	for (int columns = most; columns > 0; columns--) {
		if (columns < 3 && columns < most)
			break;
		if (!group_try(&alone, columns, MARGIN_STUB))
			BUG("a map with margins asks for margins");
		if (w->flow->n_loose >= least)
			continue;
		best = columns;
		least = w->flow->n_loose;
		if (!least)
			return;
	}
	group_try(&alone, best, MARGIN_STUB);
}

/* Those that fit into one row without margins stand in the same columns. */
static void page_layout(struct map_work *work, size_t n, struct arena *a)
{
	struct group row = { arena_array(a, n, sizeof(struct map_work *)), 0 };
	int most = columns_most(work->space, 0);

	for (size_t i = 0; i < n; i++) {
		struct map_work *w = &work[i];

		if (group_try(&(struct group){ &w, 1 }, most, 0) &&
		    !w->flow->n_loose)
			row.work[row.n++] = w;
		else
			rows_layout(w);
	}
	if (!group_try(&row, most, 0))
		for (size_t i = 0; i < row.n; i++)
			rows_layout(row.work[i]);
}

void map_layout(struct map *map, const struct map_space *space,
		struct arena *a)
{
	struct map_work *work = arena_array(a, map->n + 1, sizeof *work);

	widths_set(map);
	map->width = space->width;
	for (size_t i = 0; i < map->n; i++) {
		struct map_work *w = &work[i];

		w->a = a;
		w->space = space;
		w->flow = &map->flow[i];
		if (!space->width)
			group_try(&(struct group){ &w, 1 }, 0, GAP_MOST);
	}
	if (space->width && map->n)
		page_layout(work, map->n, a);
}
