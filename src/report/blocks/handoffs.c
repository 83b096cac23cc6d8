/* What handoffs cost: edges by the minutes lost at them, manual share and
 * waiting, and the manual steps now and in the baseline. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "report/blocks/handoffs.h"
#include "report/blocks/said.h"
#include "report/blocks/table.h"
#include "report/blocks/words.h"

#define EDGES_SHOWN 40

enum {
	COL_WORKFLOW, COL_EDGE, COL_LOST, COL_FRICTION, COL_HANDOFFS,
	COL_MANUAL, COL_MANUAL_RANGE, COL_MISMATCH, COL_MISMATCH_RANGE,
	COL_WAITING, COL_SLOWEST, COL_PING_PONG, COL_FAILED, COL_RETRIED,
	COLUMNS
};

static const struct { int column; const char *metric; } measured[] = {
	{ COL_LOST, "reformat_minutes" }, { COL_FRICTION, "friction" },
	{ COL_HANDOFFS, "handoffs" }, { COL_MANUAL, "manual_share" },
	{ COL_MISMATCH, "mismatch_rate" }, { COL_WAITING, "waiting_median" },
	{ COL_SLOWEST, "waiting_p90" }, { COL_PING_PONG, "ping_pong" },
	{ COL_FAILED, "handoff_failures" },
	{ COL_RETRIED, "handoff_retries" }
};

static void handoff_columns(struct doc *d, struct table *t,
			    const struct report_input *in)
{
	double confidence = 100 * in->config->limits.confidence_rates;
	const struct column columns[COLUMNS] = {
		[COL_WORKFLOW] = { "Workflow", ALIGN_LEFT, 20, true },
		[COL_EDGE] = { "From > to", ALIGN_LEFT, 26, true },
		[COL_LOST] = { "Minutes lost", ALIGN_RIGHT, 9, false },
		[COL_FRICTION] = { "Lost of 100 min", ALIGN_RIGHT, 10, false },
		[COL_HANDOFFS] = { "Handoffs", ALIGN_RIGHT, 9, false },
		[COL_MANUAL] = { "By hand", ALIGN_RIGHT, 9, false },
		[COL_MANUAL_RANGE] = {
			arena_printf(&d->arena, "By hand, %.0f %%",
				     confidence), ALIGN_RIGHT, 15, false },
		[COL_MISMATCH] = { "Mismatch", ALIGN_RIGHT, 9, false },
		[COL_MISMATCH_RANGE] = {
			arena_printf(&d->arena, "Mismatch, %.0f %%",
				     confidence), ALIGN_RIGHT, 15, false },
		[COL_WAITING] = { "Median waiting, h", ALIGN_RIGHT, 10, false },
		[COL_SLOWEST] = { "90 % within, h", ALIGN_RIGHT, 9, false },
		[COL_PING_PONG] = { "Ping-pong", ALIGN_RIGHT, 9, false },
		[COL_FAILED] = { "Failed", ALIGN_RIGHT, 8, false },
		[COL_RETRIED] = { "Retried", ALIGN_RIGHT, 8, false },
	};

	table_columns(d, t, columns, COLUMNS);
}

static const struct figure *now_of(const struct report_input *in,
				   const char *metric,
				   const struct scope *scope)
{
	return figures_find(in->figures, metric_find(metric), scope, in->now);
}

static struct cell range_cell(struct doc *d, const struct figure *f)
{
	const char *words = f ? interval_words(d, f) : "";

	return *words ? cell_text(words) : (struct cell){ .type = CELL_BLANK };
}

static void handoff_row(struct doc *d, struct table *t,
			const struct report_input *in,
			const struct scope *scope)
{
	struct cell *row = table_row(d, t);
	const char *edge = scope->dim[SCOPE_STEP];

	row[COL_WORKFLOW] = cell_text(edge ?
		workflow_name(d, in, scope->dim[SCOPE_WORKFLOW]) :
		"All handoffs");
	if (edge)
		row[COL_EDGE] = cell_text(clean(d, edge));
	for (size_t i = 0; i < COUNT_OF(measured); i++)
		row[measured[i].column] = figure_cell(d, now_of(in,
			measured[i].metric, scope));
	row[COL_MANUAL_RANGE] = range_cell(d, now_of(in, "manual_share",
						     scope));
	row[COL_MISMATCH_RANGE] = range_cell(d, now_of(in, "mismatch_rate",
						       scope));
}

/* ---- edges, the costliest first --------------------------------------- */

struct edge {
	const struct figure *handoffs;	/* its scope names the edge */
	double lost;			/* minutes, -1: not recorded */
	size_t at;			/* by name */
};

static int by_lost(const void *x, const void *y)
{
	const struct edge *a = x, *b = y;

	if (a->lost > b->lost || a->lost < b->lost)
		return a->lost > b->lost ? -1 : 1;
	if (a->handoffs->value > b->handoffs->value ||
	    a->handoffs->value < b->handoffs->value)
		return a->handoffs->value > b->handoffs->value ? -1 : 1;
	return a->at < b->at ? -1 : 1;
}

static bool is_edge(const struct figure *f, const struct report_input *in)
{
	return !strcmp(f->metric->id, "handoffs") &&
	       f->period.kind == in->now.kind &&
	       f->period.first == in->now.first &&
	       f->scope.dim[SCOPE_WORKFLOW] && f->scope.dim[SCOPE_STEP];
}

/* In the arena; *n of them. */
static struct edge *edges_of(struct doc *d, const struct report_input *in,
			     size_t *n)
{
	const struct figures *all = in->figures;
	struct edge *edge = arena_array(&d->arena, all->n, sizeof *edge);

	*n = 0;
	for (size_t i = 0; i < all->n; i++) {
		const struct figure *f = &all->item[i], *lost;

		if (!is_edge(f, in))
			continue;
		lost = now_of(in, "reformat_minutes", &f->scope);
		edge[*n] = (struct edge){
			f, lost && isfinite(lost->value) ? lost->value : -1, *n
		};
		(*n)++;
	}
	if (*n)
		qsort(edge, *n, sizeof *edge, by_lost);
	return edge;
}

/* ---- sentences --------------------------------------------------------- */

static const char *headline_of(struct doc *d, const struct report_input *in,
			       const struct edge *edge, size_t n)
{
	const char *workflow;

	if (!n)
		return arena_printf(&d->arena, "No handoff was recorded %s",
				    this_period(in, false));
	if (edge->lost < 0)
		return "What handoffs cost is not recorded: no row has "
			"reformat minutes";
	if (!(edge->lost > 0))
		return arena_printf(&d->arena, "No minute was lost at a "
				    "handoff %s", this_period(in, false));
	workflow = edge->handoffs->scope.dim[SCOPE_WORKFLOW];
	return arena_printf(&d->arena, "Most is lost at %s%s%s: %s min %s",
			    *workflow ? workflow_name(d, in, workflow) : "",
			    *workflow ? ", " : "",
			    clean(d, edge->handoffs->scope.dim[SCOPE_STEP]),
			    value_number(d, metric_find("reformat_minutes"),
					 edge->lost),
			    this_period(in, false));
}

const char *manual_steps(struct doc *d, const struct report_input *in)
{
	const struct figure *now = figure_now(in, "manual_steps", NULL);
	const struct figure *before = figure_now(in, "manual_steps_before",
						 NULL);

	if (!now || !before || !isfinite(now->value))
		return NULL;
	if (!isfinite(before->value))
		return arena_printf(&d->arena, "Manual steps: %.0f now. "
				    "Nothing to compare with yet: %s.",
				    now->value, clean(d, before->note));
	return arena_printf(&d->arena, "Manual steps: %.0f now, %.0f in the "
			    "baseline weeks%s%s.", now->value, before->value,
			    *before->note ? "; " : "",
			    clean(d, before->note));
}

/* "Published: 84.9 % of 53 through an integration (73.0-92.2 %), ..." */
static const char *published(struct doc *d, const struct report_input *in)
{
	const struct figure *f = figure_now(in, "publish_integration", NULL);

	if (!f)
		return NULL;
	if (!isfinite(f->value))
		return arena_printf(&d->arena, "Published: how cannot be "
				    "said, %s.", clean(d, f->note));
	return arena_printf(&d->arena, "Published: %s of %s to the last step "
			    "went through an integration (%s), the others by "
			    "copy and paste.",
			    value_words(d, f->metric, f->value),
			    count_words(d, f->n, "handoff"),
			    interval_words(d, f));
}

static void handoffs_build(struct doc *d, struct part *p,
			   const struct template_block *t,
			   const struct report_input *in)
{
	const struct scope all = { { NULL } };
	struct table *table;
	size_t n, shown;
	struct edge *edge = edges_of(d, in, &n);
	const char *steps = n ? manual_steps(d, in) : NULL;
	const char *out = n ? published(d, in) : NULL;

	part_headline(d, p, &block_handoffs, headline_of(d, in, edge, n));
	table = part_table(d, p, t, &block_handoffs);
	shown = n < EDGES_SHOWN ? n : EDGES_SHOWN;
	table->title = "Handoffs by minutes lost";
	table->subtitle = shown < n ?
		arena_printf(&d->arena, "The %zu of %zu edges that cost most, "
			     "%s", shown, n, d->period) :
		arena_printf(&d->arena, "From one step to the next, %s",
			     d->period);
	table->empty = arena_printf(&d->arena, "No handoff was recorded %s.",
				    this_period(in, false));
	handoff_columns(d, table, in);
	for (size_t i = 0; i < shown; i++)
		handoff_row(d, table, in, &edge[i].handoffs->scope);
	if (n) {
		handoff_row(d, table, in, &all);
		table->total_row = true;
	}
	if (steps)
		part_add_text(d, p, block_handoffs.id, TEXT_BODY, steps);
	if (out)
		part_add_text(d, p, block_handoffs.id, TEXT_BODY, out);
}

const struct block block_handoffs = {
	.id = "handoffs",
	.help = "edges by minutes lost: friction, manual share, mismatches, "
		"waiting; manual steps now and before",
	.span = 12,
	.build = handoffs_build,
};
