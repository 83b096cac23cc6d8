/*
 * tests/unit/map_graphs.h - maps by hand and by dice, not laid out yet.
 *
 *	struct map *map = chain(&a, 4);
 *	edges_of_chain(&a, map, 100);
 *	edge(&a, map, 2, 1, 24);
 *	map_layout(map, &page, &a);
 */
#ifndef TUNEUP_TESTS_UNIT_MAP_GRAPHS_H
#define TUNEUP_TESTS_UNIT_MAP_GRAPHS_H

#include "tests/unit/test.h"

#include "base/strbuf.h"
#include "report/map_layout.h"

/* A map of one flow with n documented steps, each handing to the next. */
static inline struct map *chain(struct arena *a, size_t n)
{
	struct map *map = arena_alloc(a, sizeof *map);
	struct map_flow *flow = arena_alloc(a, sizeof *flow);

	map->flow = flow;
	map->n = 1;
	*flow = (struct map_flow){ .id = "flow", .name = "Flow",
				   .summary = "", .other = "",
				   .documented = true,
				   .lost = (double)NAN };
	flow->step = arena_array(a, n + 200, sizeof *flow->step);
	flow->edge = arena_array(a, n + 2000, sizeof *flow->edge);
	for (size_t i = 0; i < n; i++)
		flow->step[flow->n_steps++] = (struct map_step){
			.id = arena_printf(a, "s%zu", i + 1),
			.name = arena_printf(a, "Step %zu", i + 1),
			.tool = "Tool", .documented = true,
			.review_words = "", .rework_words = "",
			.covered = (double)NAN
		};
	return map;
}

static inline size_t step_more(struct arena *a, struct map *map,
			       const char *name)
{
	struct map_flow *flow = map->flow;

	flow->step[flow->n_steps] = (struct map_step){
		.id = arena_strdup(a, name), .name = arena_strdup(a, name),
		.tool = "", .review_words = "", .rework_words = "",
		.covered = (double)NAN
	};
	return flow->n_steps++;
}

static inline struct map_edge *edge(struct arena *a, struct map *map,
				    size_t from, size_t to, int64_t n)
{
	struct map_flow *flow = map->flow;
	struct map_edge *e = &flow->edge[flow->n_edges++];

	*e = (struct map_edge){
		.from = from, .to = to, .volume = n,
		.documented = flow->step[from].documented &&
			      flow->step[to].documented && to == from + 1,
		.count = arena_printf(a, "%lld", (long long)n), .note = "",
		.lost = (double)NAN, .friction = (double)NAN,
		.band = MAP_BAND_UNKNOWN
	};
	flow->volume += n;
	return e;
}

static inline void edges_of_chain(struct arena *a, struct map *map, int64_t n)
{
	size_t steps = map->flow->n_steps;

	for (size_t i = 0; i + 1 < steps; i++)
		edge(a, map, i, i + 1, n);
}


/* ---- generated graphs -------------------------------------------------- */

static uint32_t seed;

static inline uint32_t dice(uint32_t sides)
{
	seed = seed * 1664525u + 1013904223u;
	return (seed >> 10) % sides;
}

static inline const char *name(struct arena *a)
{
	static const char *const piece[] = {
		"a", "re", "flow", "Content", "approval", "\u00fcber",
		"\u0416\u0443\u043a", "2026", "WWW", "mmm", "=1+1", "&<b>",
	};
	struct strbuf sb = STRBUF_INIT;
	uint32_t len = 1 + dice(dice(4) ? 20 : 200);
	bool words = dice(4) != 0;
	char *copy;

	while (sb.len < len) {
		strbuf_puts(&sb, piece[dice(COUNT(piece))]);
		if (words && dice(2))
			strbuf_putc(&sb, ' ');
	}
	copy = arena_strndup(a, sb.s, sb.len);
	strbuf_release(&sb);
	return copy;
}

/* 4 to 60 steps, most of them documented, and up to four times as many edges
 * between any two. */
static inline struct map *generated(struct arena *a)
{
	size_t documented = dice(58), n;
	struct map *map = chain(a, documented);
	struct map_flow *flow = map->flow;

	n = documented + 1 + dice(60 - (uint32_t)documented);
	while (flow->n_steps < (n < 4 ? 4 : n))
		step_more(a, map, "");
	for (size_t i = 0; i < flow->n_steps; i++) {
		struct map_step *s = &flow->step[i];

		s->name = name(a);
		s->tool = dice(2) ? name(a) : "";
		s->review = (enum map_review)dice(4);
		s->review_words = s->review ? "85.7 % reviewed, plan 75 %" :
					      "";
		s->rework_words = dice(2) ? "100 % reworked" : "";
	}
	edges_of_chain(a, map, 0);
	for (uint32_t i = dice(4 * (uint32_t)flow->n_steps + 1); i > 0; i--) {
		size_t from = dice((uint32_t)flow->n_steps);
		size_t to = dice((uint32_t)flow->n_steps), k = 0;
		struct map_edge *e;

		while (k < flow->n_edges && (flow->edge[k].from != from ||
					     flow->edge[k].to != to))
			k++;
		e = k < flow->n_edges ? &flow->edge[k] :
			edge(a, map, from, to, 0);
		flow->volume -= e->volume;
		e->volume = 1 + dice(dice(3) ? 40 : 4000);
		e->count = arena_printf(a, "%lld", (long long)e->volume);
		e->note = dice(2) ? "52.3 % by hand" : "";
		flow->volume += e->volume;
	}
	return map;
}

#endif
