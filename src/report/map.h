/*
 * report/map.h - workflows as steps and the edges between them: what is
 * drawn on the page "Workflow map" and written by `tuneup map`.
 *
 * report/map_graph.h fills steps and edges from workflows.yaml and figures,
 * report/map_layout.h adds the places. Both know no file format.
 *
 * Lengths are tenths of a point, x grows to the right and y down. A workflow
 * is drawn in frames: rows of the page, each with an origin of its own, so
 * that they can be broken over pages. Texts are finished, valid UTF-8 without
 * control characters. Everything is in the arena of who makes it.
 */
#ifndef TUNEUP_REPORT_MAP_H
#define TUNEUP_REPORT_MAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct map_point { int32_t x, y; };
struct map_rect { int32_t x, y, w, h; };

/*
 * How dark an edge is. Where minutes were recorded: of 100 working minutes so
 * many are lost at it (METRICS §6). Where not: the largest share of its
 * handoffs that were by hand, a mismatch, failed or retried. The two have
 * limits of their own, and the words beside an edge say which it is.
 */
#define MAP_BANDS 5
#define MAP_BAND_UNKNOWN (-1)	/* nothing of it was recorded */
extern const double map_friction_limit[MAP_BANDS - 1];	/* 0.02, ... */
extern const double map_trouble_limit[MAP_BANDS - 1];	/* 0.10, ... */

/* A review that a step requires. */
enum map_review {
	MAP_REVIEW_NONE,	/* it requires none */
	MAP_REVIEW_UNCOUNTED,	/* nobody counts what was made */
	MAP_REVIEW_KEPT,	/* as many reviewed as planned */
	MAP_REVIEW_THIN		/* fewer */
};

struct map_lines { const char **line; size_t n; };

struct map_step {
	const char *id;
	const char *name;	/* for people */
	const char *tool;	/* "" = none */
	bool documented;	/* in workflows.yaml */
	enum map_review review;
	double planned, covered; /* shares reviewed; NAN = not counted */
	const char *review_words; /* "86 % reviewed, plan 75 %"; "" */
	double rework;		/* share, NAN = not known */
	bool over;		/* rework is above its limit, surely */
	const char *rework_words; /* "14 % reworked"; "" = no loop */
	/* set by map_layout() */
	bool drawn;		/* false: its edges are all folded */
	size_t frame;
	int layer;
	struct map_rect box;
	struct map_lines name_lines, under_lines, review_lines;
};

enum map_way {
	MAP_FORWARD,
	MAP_BACK,		/* to a step that lies before */
	MAP_LOOP		/* from a step to itself */
};

/* A drawn line. It ends in an arrow head with its point at `tip`. */
struct map_line {
	size_t frame;
	struct map_point *point;
	size_t n;
	bool has_tip;
	struct map_point tip;
};

struct map_edge {
	size_t from, to;	/* steps of the workflow */
	bool documented;	/* one step and the next of workflows.yaml */
	int64_t volume;		/* handoffs; 0 = none was recorded */
	double lost;		/* minutes, NAN = not recorded */
	double friction;	/* METRICS §6, NAN = not known */
	int band;		/* 0 light ... MAP_BANDS - 1, or unknown */
	const char *count;	/* "294" */
	const char *note;	/* "23 of 100", "52 % by hand"; "" */
	/* set by map_layout() */
	enum map_way way;
	bool folded;		/* it is in the one "other" edge */
	bool parted;		/* two short lines, each with the name of
				 * the step at the other end */
	int32_t width;		/* of its line */
	struct map_line line[2];
	size_t n_lines;
};

enum map_label_kind {
	MAP_LABEL_COUNT,	/* how many handoffs */
	MAP_LABEL_NOTE,		/* what they cost */
	MAP_LABEL_FAR,		/* "to Review": other end of a parted edge */
	MAP_LABEL_LOOP		/* the words of a rework loop */
};

struct map_label {
	enum map_label_kind kind;
	size_t frame, of;	/* `of`: its edge; of a loop: its step */
	struct map_rect at;
	int align;		/* -1 left, 0 centre, +1 right */
	const char *text;
};

/* A rework loop: from the review back to the step itself. */
struct map_loop { size_t step; struct map_line line; };

struct map_frame {
	int32_t height;
	int first_layer, n_layers;
	const char *alt;	/* for a person who cannot see it */
};

struct map_flow {
	const char *id;		/* of the workflow; "" = names none */
	const char *name;
	const char *summary;	/* "955 handoffs, 24.0 h lost" */
	bool documented;
	struct map_step *step;
	size_t n_steps, cap_steps;
	struct map_edge *edge;	/* by from, to; the largest first */
	size_t n_edges, cap_edges;
	int64_t volume;
	double lost;		/* minutes, NAN = not recorded */
	/* set by map_layout() */
	struct map_frame *frame;
	size_t n_frames;
	struct map_loop *loop;
	size_t n_loops;
	struct map_label *label;
	size_t n_labels, cap_labels;
	const char **loose;	/* labels that found no room, as sentences */
	size_t n_loose, cap_loose;
	size_t crossings;	/* of lines between layers */
	size_t n_folded;	/* edges in the "other" edge */
	int64_t folded_volume;
	double folded_lost;
	const char *other;	/* its words; "" = there is none */
};

struct map {
	struct map_flow *flow;
	size_t n;
	int32_t width;		/* of every frame; by map_layout() */
};

#endif
