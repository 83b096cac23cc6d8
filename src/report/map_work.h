/*
 * report/map_work.h - a map being laid out (private to map_*.c).
 *
 * A flow is tried until nothing has to give: each try sees the same edges but
 * for those folded or parted by an earlier one, so that it comes to an end.
 */
#ifndef TUNEUP_REPORT_MAP_WORK_H
#define TUNEUP_REPORT_MAP_WORK_H

#include "report/map_layout.h"

#define LAYER_MOST 3		/* steps in one layer */
#define SPAN_MOST 12		/* layers that an edge passes */
#define LINKS_MOST 1500		/* for which crossings are counted */
#define STEPS_MOST 60		/* undocumented steps drawn on a page, */
#define STEPS_MOST_FILE 400	/* ... in a file */
#define BOX_LEAST 960
#define BOX_MOST 1320
#define GAP_LEAST 560		/* between layers: room for a label */
#define GAP_GOOD 700
#define GAP_MOST 1100
#define MARGIN_STUB 700		/* beside a frame that others follow */
#define STEP_GAP 160		/* between steps of a layer */
#define LANE_GAP 140		/* between an edge that passes and a step */
#define PORT 120		/* of an edge at a step's side */
#define STUB_PORT 240		/* of one end of a parted edge */
#define PORTS_MOST 720
#define LOOP_ABOVE 230
#define LOOP_BELOW 210
#define CHANNEL 160		/* of an edge that leads back, above */
#define CHANNELS_MOST 3
#define ENDS_MOST 3		/* of such edges at one step */
#define LINE_LEAST 8
#define LINE_MOST 50

/* A step of a layer, or the place where an edge passes it. */
struct map_node {
	long step;		/* -1: an edge passes */
	size_t edge;
	size_t frame;
	int column;		/* of its frame */
	size_t pos;		/* in its layer */
	int32_t x, y, w, h;	/* y: its middle */
	int32_t above, below;	/* room it needs beyond its height */
	size_t arcs;		/* ends of edges that lead back, on top */
};

/* Part of an edge from a layer to the next one of its frame. */
struct map_link { size_t left, right, edge; };

struct map_layer { size_t *node; size_t n, cap; };

/* An edge that leads back above its frame. */
struct map_arc { size_t edge, frame; int32_t from_x, to_x; size_t channel; };

struct map_work {
	struct arena *a;
	const struct map_space *space;
	struct map_flow *flow;
	int32_t width, margin, box, gap;	/* of every frame of the map */
	int per_frame;		/* layers in a frame of this flow */
	int n_layers;
	struct map_layer *layer;
	struct map_node *node;
	size_t n_nodes, cap_nodes;
	size_t *node_of;	/* of each step */
	struct map_link *link;
	size_t n_links, cap_links;
	struct map_arc *arc;
	size_t n_arcs, cap_arcs;
	int32_t *lowest;	/* of each frame: its height in work */
	size_t *channels;	/* of each frame */
	bool needs_margin;	/* found out too late: try again with one */
};

/* Grow an arena array to hold one more. */
#define map_reserve(arena, pitem, n, pcap) \
	(*(pitem) = map_grow((arena), *(pitem), (n), (pcap), sizeof **(pitem)))
void *map_grow(struct arena *a, void *item, size_t n, size_t *cap,
	       size_t size);

/* ---- map_fold.c -------------------------------------------------------- */

/* Rare edges, and those of steps beyond STEPS_MOST. */
void map_fold_rare(struct map_flow *flow, bool fold, struct arena *a);
/* Edges for which a step has no room at its sides; true: some were folded. */
bool map_fold_crowded(struct map_work *w);
/* What the folded ones come to, in words. */
void map_fold_words(struct map_flow *flow, struct arena *a);

/* ---- map_layers.c ------------------------------------------------------ */

void map_ways(struct map_flow *flow, struct arena *a);
/* layer of every drawn step; returns how many there are. */
int map_layers(struct map_flow *flow, struct arena *a);
/* frame of every drawn step, and what of the edges crosses frames. */
void map_frames(struct map_work *w);

/* ---- map_order.c ------------------------------------------------------- */

/* Nodes and links of every frame, in an order with few crossings. */
void map_order(struct map_work *w);
size_t map_count(const struct map_work *w);	/* crossings */

/* ---- map_place.c ------------------------------------------------------- */

int32_t map_column_x(const struct map_work *w, int column);
void map_sizes(struct map_work *w);	/* of every node */
void map_place(struct map_work *w);	/* y of every node, frame heights */

/* ---- map_route.c ------------------------------------------------------- */

/* Which edges lead back in an arc; the others are parted. */
void map_arcs(struct map_work *w);
int32_t map_side(const struct map_work *w, size_t step, bool right);
void map_route(struct map_work *w);

/* ---- map_labels.c ------------------------------------------------------ */

void map_labels(struct map_work *w);

/* ---- map_text.c -------------------------------------------------------- */

/* Tenths of a point that it takes at most, in any of the faces. */
int32_t map_text_width(const char *s, int32_t size);
/* Broken into at most `most` lines; the last one ends in "…" where that is
 * not enough. "" has none. */
struct map_lines map_text_wrap(struct arena *a, const char *s, int32_t size,
			       int32_t width, size_t most);
const char *map_text_fit(struct arena *a, const char *s, int32_t size,
			 int32_t width);

#endif
