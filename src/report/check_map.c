#include "report/check_map.h"

static bool overlap(const struct map_rect *a, const struct map_rect *b)
{
	return a->x < b->x + b->w && b->x < a->x + a->w &&
	       a->y < b->y + b->h && b->y < a->y + a->h;
}

static bool leaves(const struct map *map, const struct map_flow *flow,
		   size_t frame, const struct map_rect *r)
{
	return frame >= flow->n_frames || r->x < 0 || r->y < 0 ||
	       (map->width && r->x + r->w > map->width) ||
	       r->y + r->h > flow->frame[frame].height;
}

static const char *steps_wrong(const struct map *map,
			       const struct map_flow *flow)
{
	for (size_t i = 0; i < flow->n_steps; i++) {
		const struct map_step *s = &flow->step[i];

		if (!s->drawn)
			continue;
		if (leaves(map, flow, s->frame, &s->box))
			return "has a step outside its frame";
		for (size_t k = 0; k < i; k++)
			if (flow->step[k].drawn &&
			    flow->step[k].frame == s->frame &&
			    overlap(&flow->step[k].box, &s->box))
				return "has two steps at one place";
	}
	return NULL;
}

static const char *labels_wrong(const struct map *map,
				const struct map_flow *flow)
{
	for (size_t i = 0; i < flow->n_labels; i++) {
		const struct map_label *l = &flow->label[i];

		if (leaves(map, flow, l->frame, &l->at))
			return "has a label outside its frame";
		for (size_t k = 0; k < i; k++)
			if (flow->label[k].frame == l->frame &&
			    overlap(&flow->label[k].at, &l->at))
				return "has two labels at one place";
		for (size_t k = 0; k < flow->n_steps; k++)
			if (flow->step[k].drawn &&
			    flow->step[k].frame == l->frame &&
			    overlap(&flow->step[k].box, &l->at))
				return "has a label on a step";
	}
	return NULL;
}

static const char *edges_wrong(const struct map *map,
			       const struct map_flow *flow)
{
	int64_t sum = 0;

	for (size_t i = 0; i < flow->n_edges; i++) {
		const struct map_edge *e = &flow->edge[i];

		if (e->from >= flow->n_steps || e->to >= flow->n_steps)
			return "has an edge without an end";
		if (map->width && !e->folded && !e->n_lines)
			return "has an edge that is not drawn";
		if (e->folded && e->n_lines)
			return "has an edge twice";
		sum += e->folded ? e->volume : 0;
	}
	return sum == flow->folded_volume ? NULL :
		"has an \"other\" edge that is not the sum of its edges";
}

const char *map_wrong(const struct map *map)
{
	const char *wrong = NULL;

	for (size_t i = 0; !wrong && i < map->n; i++) {
		wrong = edges_wrong(map, &map->flow[i]);
		if (!wrong)
			wrong = steps_wrong(map, &map->flow[i]);
		if (!wrong)
			wrong = labels_wrong(map, &map->flow[i]);
	}
	return wrong;
}

/* The text at `i` of a flow, or NULL and what is left of i. */
static const char *flow_text(const struct map_flow *f, size_t *i)
{
#define TAKE(text) do { if (!(*i)--) return (text); } while (0)
	TAKE(f->name);
	TAKE(f->summary);
	TAKE(f->other);
	for (size_t k = 0; k < f->n_steps; k++) {
		TAKE(f->step[k].name);
		TAKE(f->step[k].tool);
		TAKE(f->step[k].review_words);
		TAKE(f->step[k].rework_words);
	}
	for (size_t k = 0; k < f->n_edges; k++) {
		TAKE(f->edge[k].count);
		TAKE(f->edge[k].note);
	}
	for (size_t k = 0; k < f->n_labels; k++)
		TAKE(f->label[k].text);
	for (size_t k = 0; k < f->n_loose; k++)
		TAKE(f->loose[k]);
	for (size_t k = 0; k < f->n_frames; k++)
		TAKE(f->frame[k].alt);
#undef TAKE
	return NULL;
}

const char *map_text(const struct map *map, size_t i)
{
	for (size_t k = 0; k < map->n; k++) {
		const char *text = flow_text(&map->flow[k], &i);

		if (text)
			return text;
	}
	return NULL;
}
