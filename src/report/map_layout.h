/*
 * report/map_layout.h - where the steps and edges of a map lie.
 *
 * A layered layout after Sugiyama, Tagawa and Toda 1981 ("Methods for visual
 * understanding of hierarchical system structures") with the parts Gansner,
 * Koutsofios, North and Vo 1993 ("A technique for drawing directed graphs")
 * made of it, one file each:
 *
 *	map_fold.c	rare edges go into one "other" edge; nothing is lost
 *	map_layers.c	edges that lead back; a layer for each step, by
 *			the longest path, at most LAYER_MOST steps in one; rows of
 *			layers as wide as the page: the frames
 *	map_order.c	the order inside layers, by medians and
 *			transposing, so that few edges cross
 *	map_place.c	coordinates: every step as near to its neighbours'
 *			middle as the order and the distances let it
 *	map_route.c	lines: curves between layers, arcs above for edges
 *			that lead back, two short lines for what crosses
 *			frames or has no room
 *	map_labels.c	labels where they lie on no step and no other
 *	map_text.c	how wide a text is at most, without a font
 *
 * Whole numbers only: the same map has the same layout on every machine.
 *
 * What holds for every map: no two steps of a frame overlap; no label lies on
 * a step, on another label, or outside its frame; every edge has its line or
 * is in the "other" edge, whose volume is theirs; frames are as wide as asked
 * for and, but for a step with more text than that, no higher.
 */
#ifndef TUNEUP_REPORT_MAP_LAYOUT_H
#define TUNEUP_REPORT_MAP_LAYOUT_H

#include "base/arena.h"
#include "report/map.h"

/* Sizes of text, tenths of a point; renderers write with them. */
#define MAP_NAME_SIZE 84
#define MAP_NAME_LEADING 100
#define MAP_SMALL_SIZE 70
#define MAP_SMALL_LEADING 86
#define MAP_PAD 60		/* inside a step, at each side */
#define MAP_PAD_TOP 44
#define MAP_MARK 46		/* width of the mark of a review */
#define MAP_HEAD 52		/* length of an arrow head */

struct map_space {
	int32_t width;		/* 0 = one row, as wide as it gets */
	int32_t height;		/* of a frame at most; 0 = as it gets */
	bool fold;		/* rare edges go into "other" */
};

void map_layout(struct map *map, const struct map_space *space,
		struct arena *a);

#endif
