#include "report/map_graph.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/num.h"
#include "report/blocks/words.h"

#define EDGE " > "
#define PUBLISHED "published"

struct graph {
	const struct config *config;
	const struct figures *figures;
	struct period period;
	struct arena *a;
	const struct figure **edge;	/* handoffs of edges in the period */
	size_t n_edges;
};

static const struct figure *figure_of(const struct graph *g,
				      const char *metric,
				      const char *workflow, const char *step)
{
	struct scope scope = { { [SCOPE_WORKFLOW] = workflow,
				 [SCOPE_STEP] = step } };

	return figures_find(g->figures, metric_find(metric), &scope,
			    g->period);
}

static double value_of(const struct graph *g, const char *metric,
		       const char *workflow, const char *step)
{
	const struct figure *f = figure_of(g, metric, workflow, step);

	return f ? f->value : (double)NAN;
}

/* Handoffs of one edge in the period. */
static bool is_edge(const struct graph *g, const struct figure *f)
{
	return !strcmp(f->metric->id, "handoffs") &&
	       f->period.kind == g->period.kind &&
	       f->period.first == g->period.first &&
	       f->period.last == g->period.last &&
	       f->scope.dim[SCOPE_WORKFLOW] && f->scope.dim[SCOPE_STEP] &&
	       f->value > 0;
}

/* ---- steps ------------------------------------------------------------- */

/* "85.7 %", "100 %" */
static const char *share_words(struct arena *a, double v)
{
	char buf[NUM_TEXT_MAX];
	double percent = round_decimal(100 * v, 1);

	return arena_strdup(a, percent_text(buf, v,
					    percent == floor(percent) ? 0 : 1));
}

static void review_set(const struct graph *g, struct map_step *s,
		       const char *workflow)
{
	const char *plan = share_words(g->a, s->planned);

	s->covered = value_of(g, "coverage", workflow, s->id);
	if (isnan(s->covered)) {
		s->review = MAP_REVIEW_UNCOUNTED;
		s->review_words = "review not counted";
		return;
	}
	s->review = s->covered < s->planned - 1e-9 ? MAP_REVIEW_THIN :
						     MAP_REVIEW_KEPT;
	s->review_words = s->planned >= 1 && s->review == MAP_REVIEW_KEPT ?
		arena_printf(g->a, "%s reviewed",
			     share_words(g->a, s->covered)) :
		arena_printf(g->a, "%s reviewed, plan %s",
			     share_words(g->a, s->covered), plan);
}

static void rework_set(const struct graph *g, struct map_step *s,
		       const char *workflow)
{
	const struct figure *f = figure_of(g, "rework", workflow, s->id);

	s->rework = f ? f->value : (double)NAN;
	s->rework_words = "";
	if (!f || !(f->value > 0))
		return;
	s->over = f->verdict == VERDICT_YES;
	s->rework_words = arena_printf(g->a, "%s reworked",
				       share_words(g->a, s->rework));
}

/* An id is for machines, a name for people. */
static const char *step_name(struct arena *a, const char *name,
			     const char *id)
{
	if (name && *name)
		return clean_in(a, name);
	if (!*id)
		return "(none)";
	return !strcmp(id, PUBLISHED) ? "Published" : clean_in(a, id);
}

static size_t step_find(const struct map_flow *flow, const char *id,
			size_t len)
{
	size_t i = 0;

	while (i < flow->n_steps && (strlen(flow->step[i].id) != len ||
				     memcmp(flow->step[i].id, id, len) != 0))
		i++;
	return i;
}

static size_t step_add(const struct graph *g, struct map_flow *flow,
		       const char *id, const struct config_step *c)
{
	size_t at = step_find(flow, id, strlen(id));
	struct map_step *s;

	if (at < flow->n_steps)
		return at;
	if (flow->n_steps == flow->cap_steps) {
		flow->cap_steps = flow->cap_steps ? flow->cap_steps * 2 : 16;
		s = arena_array(g->a, flow->cap_steps, sizeof *s);
		if (at)
			memcpy(s, flow->step, at * sizeof *s);
		flow->step = s;
	}
	s = &flow->step[flow->n_steps++];
	*s = (struct map_step){
		.id = arena_strdup(g->a, id), .drawn = true,
		.name = step_name(g->a, c ? c->name : NULL, id),
		.tool = clean_in(g->a, c && c->tool ? c->tool : ""),
		.documented = c || (flow->documented &&
				    !strcmp(id, PUBLISHED)),
		.planned = c ? c->coverage : 1, .covered = (double)NAN,
		.review_words = ""
	};
	if (c && c->checkpoint)
		review_set(g, s, flow->id);
	rework_set(g, s, flow->id);
	return at;
}

/* ---- edges ------------------------------------------------------------- */

/* Bytes of the first half of "draft > review". */
static size_t split(const struct map_flow *flow, const char *edge)
{
	const char *first = strstr(edge, EDGE);
	size_t best = first ? (size_t)(first - edge) : strlen(edge);
	int known = 0;

	for (const char *p = first; p; p = strstr(p + 1, EDGE)) {
		size_t len = (size_t)(p - edge);
		const char *to = p + strlen(EDGE);
		int now = (step_find(flow, edge, len) < flow->n_steps) +
			  (step_find(flow, to, strlen(to)) < flow->n_steps ||
			   !strcmp(to, PUBLISHED));

		if (now > known) {
			known = now;
			best = len;
		}
	}
	return best;
}

static struct map_edge *edge_at(const struct graph *g, struct map_flow *flow,
				size_t from, size_t to)
{
	struct map_edge *e;

	for (size_t i = 0; i < flow->n_edges; i++)
		if (flow->edge[i].from == from && flow->edge[i].to == to)
			return &flow->edge[i];
	if (flow->n_edges == flow->cap_edges) {
		flow->cap_edges = flow->cap_edges ? flow->cap_edges * 2 : 16;
		e = arena_array(g->a, flow->cap_edges, sizeof *e);
		if (flow->n_edges)
			memcpy(e, flow->edge, flow->n_edges * sizeof *e);
		flow->edge = e;
	}
	e = &flow->edge[flow->n_edges++];
	*e = (struct map_edge){
		.from = from, .to = to, .count = "", .note = "",
		.lost = (double)NAN, .friction = (double)NAN,
		.band = MAP_BAND_UNKNOWN
	};
	return e;
}

/* The next step, and `published` after the last one. */
static bool is_documented(const struct map_flow *flow, size_t from, size_t to)
{
	size_t last = 0;

	if (!flow->step[from].documented || !flow->step[to].documented)
		return false;
	for (size_t i = 0; i < flow->n_steps; i++)
		if (flow->step[i].documented &&
		    strcmp(flow->step[i].id, PUBLISHED) != 0)
			last = i;
	return strcmp(flow->step[to].id, PUBLISHED) != 0 ? to == from + 1 :
							   from == last;
}

static int band_of(double share, const double *limit)
{
	int band = 0;

	if (isnan(share))
		return MAP_BAND_UNKNOWN;
	while (band < MAP_BANDS - 1 && share >= limit[band])
		band++;
	return band;
}

/* The largest share of what was not as it should be, and its name. */
static double trouble_of(const struct graph *g, const char *workflow,
			 const char *edge, double volume, const char **what)
{
	const struct { double share; const char *what; } all[] = {
		{ value_of(g, "manual_share", workflow, edge), "by hand" },
		{ value_of(g, "mismatch_rate", workflow, edge), "mismatch" },
		{ value_of(g, "handoff_failures", workflow, edge) / volume,
		  "failed" },
		{ value_of(g, "handoff_retries", workflow, edge) / volume,
		  "retried" },
	};
	double most = (double)NAN;

	*what = "";
	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		if (isnan(most) || all[i].share > most) {
			most = all[i].share;
			*what = all[i].what;
		}
	return most;
}

/* "3.2 of 100", "23 of 100": minutes lost of those worked. */
static const char *friction_words(struct arena *a, double friction)
{
	char buf[NUM_TEXT_MAX];
	double v = 100 * friction;

	return arena_printf(a, "%s of 100", num_text(buf, v, v > 0 && v < 9.95 ?
							     1 : 0));
}

static void edge_words(const struct graph *g, struct map_edge *e,
		       const char *workflow, const char *edge)
{
	char buf[NUM_TEXT_MAX];
	const char *what;
	double trouble = trouble_of(g, workflow, edge, (double)e->volume,
				    &what);

	e->count = arena_strdup(g->a, num_text(buf, (double)e->volume, 0));
	e->lost = value_of(g, "reformat_minutes", workflow, edge);
	e->friction = value_of(g, "friction", workflow, edge);
	if (!isnan(e->friction)) {
		e->band = band_of(e->friction, map_friction_limit);
		e->note = friction_words(g->a, e->friction);
		return;
	}
	e->band = band_of(trouble, map_trouble_limit);
	if (e->lost > 0)
		e->note = arena_printf(g->a, "%s min lost",
				       num_text(buf, e->lost, 0));
	else if (trouble > 0)
		e->note = arena_printf(g->a, "%s %s",
				       percent_text(buf, trouble, trouble <
						    0.0995 ? 1 : 0), what);
	else if (e->band == MAP_BAND_UNKNOWN)
		e->note = "not recorded";
}

static void edge_add(const struct graph *g, struct map_flow *flow,
		     const struct figure *f)
{
	const char *name = f->scope.dim[SCOPE_STEP];
	size_t len = split(flow, name), from, to;
	struct map_edge *e;

	from = step_add(g, flow, arena_strndup(g->a, name, len), NULL);
	to = step_add(g, flow, name[len] ? name + len + strlen(EDGE) : "",
		      NULL);
	e = edge_at(g, flow, from, to);
	e->volume = (int64_t)f->value;
	e->documented = is_documented(flow, from, to);
	edge_words(g, e, flow->id, name);
	flow->volume += e->volume;
}

/* ---- flows ------------------------------------------------------------- */

static const char *flow_summary(const struct graph *g,
				const struct map_flow *flow)
{
	const struct figure *manual = figures_get(g->figures, "manual_share",
						  flow->id, g->period);
	char n[NUM_TEXT_MAX], buf[NUM_TEXT_MAX];
	const char *hand = "", *lost = "";

	if (!flow->volume)
		return "no handoff recorded";
	if (manual && !isnan(manual->value))
		hand = arena_printf(g->a, ", %s by hand",
				    share_words(g->a, manual->value));
	if (!isnan(flow->lost))
		lost = arena_printf(g->a, ", %s h lost",
				    num_text(buf, flow->lost / 60, 1));
	return arena_printf(g->a, "%s handoff%s%s%s",
			    num_text(n, (double)flow->volume, 0),
			    flow->volume == 1 ? "" : "s", hand, lost);
}

static void flow_add(const struct graph *g, struct map *map, const char *id)
{
	const struct config_workflow *w = config_workflow(g->config, id);
	struct map_flow flow = {
		.id = arena_strdup(g->a, id), .documented = w && w->n_steps,
		.name = w && w->name && *w->name ? clean_in(g->a, w->name) :
			*id ? clean_in(g->a, id) : "Between systems",
		.other = ""
	};
	const struct figure *lost = figures_get(g->figures,
						"reformat_minutes", id,
						g->period);

	for (size_t i = 0; w && i < w->n_steps; i++)
		step_add(g, &flow, w->steps[i].id, &w->steps[i]);
	for (size_t i = 0; i + 1 < flow.n_steps; i++)
		edge_at(g, &flow, i, i + 1)->documented = true;
	for (size_t i = 0; i < g->n_edges; i++)
		if (!strcmp(g->edge[i]->scope.dim[SCOPE_WORKFLOW], id))
			edge_add(g, &flow, g->edge[i]);
	flow.lost = lost ? lost->value : (double)NAN;
	flow.summary = flow_summary(g, &flow);
	if (flow.n_edges)
		map->flow[map->n++] = flow;
}

static int by_id(const void *x, const void *y)
{
	const char *a = *(const char *const *)x, *b = *(const char *const *)y;

	/* what names no workflow comes last */
	if (!*a || !*b)
		return !*a - !*b;
	return strcmp(a, b);
}

/* Workflows that only handoffs know, each once. */
static const char **others(const struct graph *g, size_t *n)
{
	const char **id = arena_array(g->a, g->n_edges + 1, sizeof *id);
	size_t all = 0;

	*n = 0;
	for (size_t i = 0; i < g->n_edges; i++)
		if (!config_workflow(g->config,
				     g->edge[i]->scope.dim[SCOPE_WORKFLOW]))
			id[all++] = g->edge[i]->scope.dim[SCOPE_WORKFLOW];
	if (all)
		qsort(id, all, sizeof *id, by_id);
	for (size_t i = 0; i < all; i++)
		if (!i || strcmp(id[i], id[i - 1]) != 0)
			id[(*n)++] = id[i];
	return id;
}

static void find_edges(struct graph *g)
{
	g->edge = arena_array(g->a, g->figures->n + 1, sizeof *g->edge);
	for (size_t i = 0; i < g->figures->n; i++)
		if (is_edge(g, &g->figures->item[i]))
			g->edge[g->n_edges++] = &g->figures->item[i];
}

void map_graph(struct map *out, const struct config *config,
	       const struct figures *figures, struct period period,
	       const char *workflow, struct arena *a)
{
	struct graph g = { config, figures, period, a, NULL, 0 };
	const char **id;
	size_t n;

	find_edges(&g);
	id = others(&g, &n);
	*out = (struct map){ 0 };
	out->flow = arena_array(a, config->n_workflows + n + 1,
				sizeof *out->flow);
	for (size_t i = 0; i < config->n_workflows; i++)
		if (!workflow || !strcmp(workflow, config->workflows[i].id))
			flow_add(&g, out, config->workflows[i].id);
	for (size_t i = 0; i < n; i++)
		if (!workflow || !strcmp(workflow, id[i]))
			flow_add(&g, out, id[i]);
}
