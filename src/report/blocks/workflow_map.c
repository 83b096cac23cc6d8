/* How work moves: steps, what is handed over between them, what that costs
 * and how much is reviewed. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/num.h"
#include "report/blocks/handoffs.h"
#include "report/blocks/said.h"
#include "report/blocks/money.h"
#include "report/blocks/table.h"
#include "report/blocks/words.h"
#include "report/map_graph.h"
#include "report/map_layout.h"

#define FLOWS_DRAWN 8
#define COSTLY 6		/* rows of the table of cost */
#define FRAME_MOST 4550		/* of a page, with a title above it */

/* ---- which flows ------------------------------------------------------- */

struct rank { size_t flow; double lost; int64_t volume; };

static int by_cost(const void *x, const void *y)
{
	const struct rank *a = x, *b = y;

	if (a->lost > b->lost || a->lost < b->lost)
		return a->lost > b->lost ? -1 : 1;
	if (a->volume != b->volume)
		return a->volume > b->volume ? -1 : 1;
	return a->flow < b->flow ? -1 : 1;
}

/* Those that cost most, in the order they had; what the others hold. */
static size_t keep_flows(struct doc *d, struct map *map, int64_t *left_out)
{
	struct rank *rank = arena_array(&d->arena, map->n + 1, sizeof *rank);
	bool *kept = arena_array(&d->arena, map->n + 1, sizeof *kept);
	struct map_flow *drawn = arena_array(&d->arena, map->n + 1,
					     sizeof *drawn);
	size_t all = map->n, n = 0;

	*left_out = 0;
	for (size_t i = 0; i < all; i++)
		rank[i] = (struct rank){ i, isnan(map->flow[i].lost) ? 0 :
					 map->flow[i].lost,
					 map->flow[i].volume };
	if (all)
		qsort(rank, all, sizeof *rank, by_cost);
	for (size_t i = 0; i < all && i < FLOWS_DRAWN; i++)
		kept[rank[i].flow] = true;
	for (size_t i = 0; i < all; i++) {
		if (kept[i])
			drawn[n++] = map->flow[i];
		else
			*left_out += map->flow[i].volume;
	}
	map->flow = drawn;
	map->n = n;
	return all - n;
}

/* Tenths of a point: the content of a page of that paper. */
static int32_t page_width(const struct doc *d, int span)
{
	int32_t whole = !strcmp(d->paper, "Letter") ? 7040 : 7530;

	return span >= 10 ? whole : whole * span / 12 - 120;
}

/* ---- rows -------------------------------------------------------------- */

enum { COL_WORKFLOW, COL_FROM, COL_TO, COL_HANDOFFS, COL_SAYS, COL_KIND,
       COLUMNS };

static void columns_set(struct doc *d, struct table *t)
{
	static const struct column column[COLUMNS] = {
		[COL_WORKFLOW] = { "Workflow", ALIGN_LEFT, 18, true },
		[COL_FROM] = { "From", ALIGN_LEFT, 16, true },
		[COL_TO] = { "To", ALIGN_LEFT, 16, true },
		[COL_HANDOFFS] = { "Handoffs", ALIGN_RIGHT, 9, false },
		[COL_SAYS] = { "At the arrow", ALIGN_LEFT, 22, true },
		[COL_KIND] = { "What it is", ALIGN_LEFT, 16, true },
	};

	table_columns(d, t, column, COLUMNS);
}

static const char *kind_words(const struct map_edge *e)
{
	if (e->documented)
		return "documented";
	if (e->way == MAP_LOOP)
		return "to itself, undocumented";
	return e->way == MAP_BACK ? "back, undocumented" : "undocumented";
}

static struct cell *row_of(struct doc *d, struct table *t,
			   const struct map_flow *flow, const char *from,
			   const char *to)
{
	struct cell *row = table_row(d, t);

	row[COL_WORKFLOW] = cell_text(flow->name);
	row[COL_FROM] = cell_text(from);
	row[COL_TO] = cell_text(to);
	return row;
}

static void edge_row(struct doc *d, struct table *t,
		     const struct map_flow *flow, const struct map_edge *e)
{
	struct cell *row = row_of(d, t, flow, flow->step[e->from].name,
				  flow->step[e->to].name);

	row[COL_HANDOFFS] = e->volume ? cell_number((double)e->volume, 0) :
		cell_dash("no handoff was recorded");
	row[COL_SAYS] = cell_text(e->note);
	row[COL_KIND] = cell_text(kind_words(e));
}

static void step_rows(struct doc *d, struct table *t,
		      const struct map_flow *flow, const struct map_step *s)
{
	struct cell *row;

	if (*s->rework_words) {
		row = row_of(d, t, flow, s->name, s->name);
		row[COL_SAYS] = cell_text(s->rework_words);
		row[COL_KIND] = cell_text("rework");
	}
	if (*s->review_words) {
		row = row_of(d, t, flow, s->name, "review");
		row[COL_SAYS] = cell_text(s->review_words);
		row[COL_KIND] = cell_text(s->review == MAP_REVIEW_THIN ?
			"checkpoint, fewer than planned" : "checkpoint");
		row[COL_SAYS].tone = s->review == MAP_REVIEW_THIN ?
			TONE_BAD : TONE_PLAIN;
	}
}

/* A step's review and rework, then where it hands on to. */
static void flow_rows(struct doc *d, struct table *t,
		      const struct map_flow *flow)
{
	struct cell *row;

	for (size_t i = 0; i < flow->n_steps; i++) {
		if (!flow->step[i].drawn)
			continue;
		step_rows(d, t, flow, &flow->step[i]);
		for (size_t k = 0; k < flow->n_edges; k++)
			if (flow->edge[k].from == i && !flow->edge[k].folded)
				edge_row(d, t, flow, &flow->edge[k]);
	}
	if (!flow->n_folded)
		return;
	row = row_of(d, t, flow, "other", "other");
	row[COL_HANDOFFS] = cell_number((double)flow->folded_volume, 0);
	row[COL_SAYS] = cell_text(flow->other);
	row[COL_KIND] = cell_text("rare edges, undocumented");
}

/* ---- the key ----------------------------------------------------------- */

static const struct map_key signs[] = {
	{ MAP_SIGN_BAND, 0, "under 2" },
	{ MAP_SIGN_BAND, 1, "2\u20135" },
	{ MAP_SIGN_BAND, 2, "5\u201310" },
	{ MAP_SIGN_BAND, 3, "10\u201320" },
	{ MAP_SIGN_BAND, 4, "20 and more" },
	{ MAP_SIGN_UNKNOWN, 0, "no handoff recorded" },
	{ MAP_SIGN_DASHED, 0, "undocumented" },
	{ MAP_SIGN_KEPT, 0, "reviewed as planned" },
	{ MAP_SIGN_THIN, 0, "fewer than planned" },
	{ MAP_SIGN_UNCOUNTED, 0, "outputs not counted" },
};

static bool has_sign(const struct map_flow *flow, enum map_sign sign)
{
	static const enum map_review review[] = {
		[MAP_SIGN_KEPT] = MAP_REVIEW_KEPT,
		[MAP_SIGN_THIN] = MAP_REVIEW_THIN,
		[MAP_SIGN_UNCOUNTED] = MAP_REVIEW_UNCOUNTED
	};

	for (size_t i = 0; i < flow->n_edges; i++) {
		const struct map_edge *e = &flow->edge[i];

		if ((sign == MAP_SIGN_BAND && e->band >= 0) ||
		    (sign == MAP_SIGN_UNKNOWN && !e->volume) ||
		    (sign == MAP_SIGN_DASHED && !e->documented))
			return true;
	}
	for (size_t i = 0; sign >= MAP_SIGN_KEPT && i < flow->n_steps; i++)
		if (flow->step[i].review == review[sign])
			return true;
	return false;
}

/* Only what is drawn is explained; of the scale, all of it or nothing. */
static size_t key_of(struct doc *d, const struct map_key **out,
		     const struct map *map)
{
	struct map_key *key = arena_array(&d->arena, COUNT_OF(signs),
					  sizeof *key);
	size_t n = 0;

	for (size_t i = 0; i < COUNT_OF(signs); i++)
		for (size_t k = 0; k < map->n; k++)
			if (has_sign(&map->flow[k], signs[i].sign)) {
				key[n++] = signs[i];
				break;
			}
	*out = key;
	return n;
}

static int64_t volume_of(const struct map *map)
{
	int64_t sum = 0;

	for (size_t i = 0; i < map->n; i++)
		sum += map->flow[i].volume;
	return sum;
}

/* What the map shows at its loops, in words. */
static const char *map_title(struct doc *d, const struct map *map)
{
	int64_t over = 0, measured = 0;

	for (size_t i = 0; i < map->n; i++)
		for (size_t k = 0; k < map->flow[i].n_steps; k++) {
			const struct map_step *s = &map->flow[i].step[k];

			measured += *s->rework_words != 0;
			over += s->over;
		}
	if (!measured)
		return "How work moves from step to step";
	if (!over)
		return "No step\u2019s rework is surely above the limit";
	return arena_printf(&d->arena, "Rework is surely above the limit at "
			    "%lld of %s", (long long)over,
			    count_words(d, measured, "step"));
}

static void figure_make(struct doc *d, struct map_figure *f,
			const struct map *map, const struct report_input *in)
{
	f->map = map;
	f->n_keys = key_of(d, &f->key, map);
	f->key_title = f->n_keys && f->key[0].sign == MAP_SIGN_BAND ?
		"Minutes lost of 100:" : "";
	f->title = map_title(d, map);
	f->subtitle = !map->n ? d->period : !volume_of(map) ?
		arena_printf(&d->arena, "Steps in their order as "
			     "workflows.yaml documents them, %s", d->period) :
		arena_printf(&d->arena, "Arrows: handoffs, %s; the "
		"wider, the more. The darker, the more of 100 working minutes "
		"are lost at them; where no minutes were recorded, the larger "
		"the share by hand or not in order", d->period);
	f->empty = arena_printf(&d->arena, "There is no workflow to draw %s: "
		"workflows.yaml says which steps there are, an export of "
		"handoffs (tuneup list kinds) what goes from one to the next.",
		this_period(in, false));
	columns_set(d, &f->table);
	f->table.empty = f->empty;
	for (size_t i = 0; i < map->n; i++)
		flow_rows(d, &f->table, &map->flow[i]);
}

/* ---- what costs most --------------------------------------------------- */

struct costly { const struct map_flow *flow; const struct map_edge *edge; };

static int by_lost(const void *x, const void *y)
{
	const struct costly *a = x, *b = y;

	if (a->edge->lost > b->edge->lost || a->edge->lost < b->edge->lost)
		return a->edge->lost > b->edge->lost ? -1 : 1;
	if (a->edge->volume != b->edge->volume)
		return a->edge->volume > b->edge->volume ? -1 : 1;
	if (a->flow != b->flow)
		return a->flow < b->flow ? -1 : 1;
	return a->edge < b->edge ? -1 : 1;
}

/* Edges at which minutes were lost, the costliest first. */
static struct costly *costly_of(struct doc *d, const struct map *map,
				size_t *n)
{
	struct costly *all;
	size_t most = 0;

	for (size_t i = 0; i < map->n; i++)
		most += map->flow[i].n_edges;
	all = arena_array(&d->arena, most + 1, sizeof *all);
	*n = 0;
	for (size_t i = 0; i < map->n; i++)
		for (size_t k = 0; k < map->flow[i].n_edges; k++)
			if (map->flow[i].edge[k].lost > 0)
				all[(*n)++] = (struct costly){
					&map->flow[i],
					&map->flow[i].edge[k] };
	if (*n)
		qsort(all, *n, sizeof *all, by_lost);
	return all;
}

/* Money: the minutes at the rate of the role that takes over. */
static double cost_of(const struct report_input *in, const struct costly *c)
{
	const struct config_workflow *w = config_workflow(in->config,
							  c->flow->id);
	const struct config_step *s = w ? config_step(w,
		c->flow->step[c->edge->to].id) : NULL;
	int64_t rate = s ? config_rate(in->config, s->owner_role) :
			   in->config->default_rate;

	return c->edge->lost / 60 * (double)rate / MONEY_SCALE;
}

/* Hours more or less than in the period before; NAN where that has none. */
static double change_of(const struct report_input *in, const struct costly *c,
			struct arena *a)
{
	struct scope scope = { {
		[SCOPE_WORKFLOW] = c->flow->id,
		[SCOPE_STEP] = arena_printf(a, "%s > %s",
			c->flow->step[c->edge->from].id,
			c->flow->step[c->edge->to].id)
	} };
	const struct figure *f = figures_find(in->figures,
		metric_find("reformat_minutes"), &scope, in->before);

	return f ? (c->edge->lost - f->value) / 60 : (double)NAN;
}

static void cost_table(struct doc *d, struct part *p,
		       const struct report_input *in,
		       const struct costly *all, size_t n)
{
	struct table *t = &part_add(d, p, ELEMENT_TABLE,
				    block_workflow_map.id, 12)->as.table;
	double hours = 0, money = 0;
	char buf[NUM_TEXT_MAX];
	const struct column column[] = {
		{ "Workflow", ALIGN_LEFT, 20, true },
		{ "From > to", ALIGN_LEFT, 28, true },
		{ "Handoffs", ALIGN_RIGHT, 9, false },
		{ "Hours lost", ALIGN_RIGHT, 10, false },
		{ arena_printf(&d->arena, "on %s, h",
			       period_short(d, in, in->before)),
		  ALIGN_RIGHT, 11, false },
		{ "Cost", ALIGN_RIGHT, 11, false },
	};

	t->subtitle = arena_printf(&d->arena, "Minutes spent on re-entering "
		"and reformatting, %s, at the rate of the role that takes "
		"over", d->period);
	t->empty = "No minute was recorded as lost at a handoff.";
	t->bars = 1u << 3;
	table_columns(d, t, column, COUNT_OF(column));
	for (size_t i = 0; i < n && i < COSTLY; i++) {
		const struct costly *c = &all[i];
		struct cell *row = table_row(d, t);

		hours += c->edge->lost / 60;
		money += cost_of(in, c);

		row[0] = cell_text(c->flow->name);
		row[1] = cell_text(arena_printf(&d->arena, "%s > %s",
			c->flow->step[c->edge->from].name,
			c->flow->step[c->edge->to].name));
		row[2] = cell_number((double)c->edge->volume, 0);
		row[3] = cell_number(c->edge->lost / 60, 1);
		row[4] = cell_change(change_of(in, c, &d->arena), 1);
		if (row[4].type == CELL_DASH)
			row[4] = cell_dash("nothing recorded before");
		row[5] = cell_money(cost_of(in, c), 0);
	}
	t->title = arena_printf(&d->arena, "The %s lost %s h, worth %s",
				t->n_rows == 1 ? "costliest handoff" :
				arena_printf(&d->arena, "%zu costliest "
					     "handoffs", t->n_rows),
				num_text(buf, hours, 1),
				money_words(d, money));
}

/* ---- sentences --------------------------------------------------------- */

static const struct map_step *thinnest(const struct map *map)
{
	const struct map_step *least = NULL;

	for (size_t i = 0; i < map->n; i++)
		for (size_t k = 0; k < map->flow[i].n_steps; k++) {
			const struct map_step *s = &map->flow[i].step[k];

			if (s->review == MAP_REVIEW_THIN &&
			    (!least || s->covered < least->covered))
				least = s;
		}
	return least;
}

static const char *headline_of(struct doc *d, const struct report_input *in,
			       const struct map *map,
			       const struct costly *costly, size_t n)
{
	const struct map_step *thin = thinnest(map);
	char buf[NUM_TEXT_MAX];

	if (!map->n)
		return "There is no workflow to draw yet";
	if (n)
		return arena_printf(&d->arena, "%s to %s costs most: "
			BOLD_ON "%s h lost" BOLD_OFF, costly->flow->step[costly->edge->from].name,
			costly->flow->step[costly->edge->to].name,
			num_text(buf, costly->edge->lost / 60, 1));
	if (thin)
		return arena_printf(&d->arena, "Fewer reviewed than planned: "
				    "%s, " BOLD_ON "%s" BOLD_OFF, thin->name,
				    percent_text(buf, thin->covered, 1));
	if (!volume_of(map))
		return arena_printf(&d->arena, "Documented steps, and no "
				    "handoff recorded %s",
				    this_period(in, false));
	return "No minute is recorded as lost at a handoff";
}

static void say_left_out(struct doc *d, struct part *p, size_t flows,
			 int64_t volume)
{
	char buf[NUM_TEXT_MAX];

	if (!flows)
		return;
	part_add_text(d, p, block_workflow_map.id, TEXT_NOTE,
		      arena_printf(&d->arena, "%s with %s handoff%s %s not "
				   "drawn; tuneup map writes every one.",
				   count_words(d, (int64_t)flows,
					       "more workflow"),
				   num_text(buf, (double)volume, 0),
				   volume == 1 ? "" : "s",
				   flows == 1 ? "is" : "are"));
}

static void workflow_map_build(struct doc *d, struct part *p,
			       const struct template_block *t,
			       const struct report_input *in)
{
	struct map *map = arena_alloc(&d->arena, sizeof *map);
	int span = block_span(t, &block_workflow_map);
	const struct map_space space = { page_width(d, span), FRAME_MOST,
					 true };
	struct costly *costly;
	const char *steps;
	size_t n, left_out;
	int64_t volume;

	map_graph(map, in->config, in->figures, in->now, NULL, &d->arena);
	costly = costly_of(d, map, &n);
	left_out = keep_flows(d, map, &volume);
	map_layout(map, &space, &d->arena);
	part_headline(d, p, &block_workflow_map,
		      headline_of(d, in, map, costly, n));
	figure_make(d, &part_add(d, p, ELEMENT_MAP, block_workflow_map.id,
				 span)->as.map, map, in);
	if (map->n && !volume_of(map))
		part_add_text(d, p, block_workflow_map.id, TEXT_BODY,
			      "What goes from one step to the next is not "
			      "recorded: an export of handoffs (tuneup list "
			      "templates handoffs) says how often, how, and "
			      "what it costs.");
	say_left_out(d, p, left_out, volume);
	steps = volume_of(map) ? manual_steps(d, in) : NULL;
	if (steps)
		part_add_text(d, p, block_workflow_map.id, TEXT_BODY, steps);
	if (n)
		cost_table(d, p, in, costly, n);
}

const struct block block_workflow_map = {
	.id = "workflow_map",
	.help = "workflows as steps and arrows: how much is handed over, what "
		"is lost at it, what is reviewed and what comes back",
	.span = 12,
	.build = workflow_map_build,
};
