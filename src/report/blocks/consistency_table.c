/* How evenly good is what each tool makes? Beside what the article says. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "report/blocks/consistency.h"
#include "report/blocks/table.h"
#include "report/blocks/words.h"

enum {
	COL_TOOL, COL_SCORE, COL_LOW, COL_HIGH, COL_OUTPUTS, COL_REFERENCE,
	COL_EASE, COL_MANUAL, COL_CHECKPOINT, COL_REVIEWED, COL_SAYS, COLUMNS
};

static const struct column score_columns[COLUMNS] = {
	[COL_TOOL] = { "Tool", ALIGN_LEFT, 24, true },
	[COL_SCORE] = { "Score", ALIGN_RIGHT, 7, false },
	[COL_LOW] = { "Low", ALIGN_RIGHT, 6, false },
	[COL_HIGH] = { "High", ALIGN_RIGHT, 6, false },
	[COL_OUTPUTS] = { "Outputs", ALIGN_RIGHT, 8, false },
	[COL_REFERENCE] = { "Reference", ALIGN_RIGHT, 9, false },
	[COL_EASE] = { "Integration", ALIGN_LEFT, 11, false },
	[COL_MANUAL] = { "By hand", ALIGN_RIGHT, 9, false },
	[COL_CHECKPOINT] = { "Checkpoint", ALIGN_LEFT, 11, false },
	[COL_REVIEWED] = { "Reviewed", ALIGN_RIGHT, 9, false },
	[COL_SAYS] = { "What to know", ALIGN_LEFT, 38, true },
};

static bool same_tool(struct doc *d, const char *a, const char *b)
{
	return !strcmp(utf8_fold(&d->arena, a), utf8_fold(&d->arena, b));
}

const struct config_reference *reference_of(struct doc *d,
					    const struct report_input *in,
					    const char *tool)
{
	for (size_t i = 0; i < in->config->n_references; i++)
		if (same_tool(d, tool, in->config->references[i].tool))
			return &in->config->references[i];
	return NULL;
}

/* ---- how well it is connected, and is it watched: R16 ------------------- */

/* Does the edge "draft > adapt" lead to this step? */
static bool leads_to(const char *edge, const char *step)
{
	const char *to = strstr(edge, " > ");

	return to && !strcmp(to + 3, step);
}

/* Share of the handoffs to the tool's steps that were done by hand. */
static struct cell manual_cell(struct doc *d, const struct report_input *in,
			       const char *tool)
{
	const struct metric *m = metric_find("manual_share");
	int64_t x = 0, n = 0;

	for (size_t i = 0; i < in->figures->n; i++) {
		const struct figure *f = &in->figures->item[i];
		const struct config_workflow *w;

		if (f->metric != m || f->period.kind != in->now.kind ||
		    f->period.first != in->now.first ||
		    !f->scope.dim[SCOPE_WORKFLOW] || !f->scope.dim[SCOPE_STEP])
			continue;
		w = config_workflow(in->config, f->scope.dim[SCOPE_WORKFLOW]);
		for (size_t k = 0; w && k < w->n_steps; k++) {
			if (!same_tool(d, w->steps[k].tool, tool) ||
			    !leads_to(f->scope.dim[SCOPE_STEP],
				      w->steps[k].id))
				continue;
			x += f->x;
			n += f->n;
		}
	}
	return n > 0 ? cell_percent((double)x / (double)n, 1) :
		       cell_dash("no handoff to a step with this tool");
}

static const char *checkpoint_word(struct doc *d,
				   const struct report_input *in,
				   const char *tool)
{
	bool known = false;

	for (size_t i = 0; i < in->config->n_workflows; i++) {
		const struct config_workflow *w = &in->config->workflows[i];

		for (size_t k = 0; k < w->n_steps; k++) {
			if (!same_tool(d, w->steps[k].tool, tool))
				continue;
			if (w->steps[k].checkpoint)
				return "required";
			known = true;
		}
	}
	return known ? "none" : "";
}

static void tool_cells(struct doc *d, struct cell *row,
		       const struct report_input *in, const struct figure *f)
{
	const char *tool = f->scope.dim[SCOPE_TOOL];
	const struct config_reference *r = reference_of(d, in, tool);
	const struct figure *reviewed = figures_find(in->figures,
		metric_find("coverage"), &f->scope, in->now);

	if (r) {
		row[COL_REFERENCE] = cell_number(r->score,
						 r->score > floor(r->score));
		row[COL_EASE] = cell_text(integration_words[r->integration]);
	}
	if (*tool)
		row[COL_MANUAL] = manual_cell(d, in, tool);
	row[COL_CHECKPOINT] = cell_text(checkpoint_word(d, in, tool));
	if (reviewed)
		row[COL_REVIEWED] = figure_cell(d, reviewed);
}

static const char *score_says(struct doc *d, const struct figure *f,
			      double reference)
{
	const char *note = clean(d, f->note), *beside = "";

	if (isfinite(reference) && isfinite(f->low))
		beside = reference > f->high ? "below the reference" :
			 reference < f->low ? "above the reference" :
			 "the interval holds the reference";
	return *note && *beside ? arena_printf(&d->arena, "%s; %s", beside,
					       note)
		: *note ? note : beside;
}

static void score_row(struct doc *d, struct table *t,
		      const struct report_input *in, const char *name,
		      const struct figure *f)
{
	const struct config_reference *r = f && f->scope.dim[SCOPE_TOOL] ?
		reference_of(d, in, f->scope.dim[SCOPE_TOOL]) : NULL;
	double reference = r ? r->score : (double)NAN;
	struct cell *row = table_row(d, t);

	row[COL_TOOL] = cell_text(name);
	row[COL_SCORE] = figure_cell(d, f);
	row[COL_SCORE].tone = TONE_STRONG;
	if (!f)
		return;
	row[COL_LOW] = bound_cell(d, f, f->low);
	row[COL_HIGH] = bound_cell(d, f, f->high);
	row[COL_OUTPUTS] = cell_number((double)f->n, 0);
	if (f->scope.dim[SCOPE_TOOL])
		tool_cells(d, row, in, f);
	row[COL_SAYS] = cell_text(score_says(d, f, reference));
}

/* Best first; those without a score last, by name. */
static int score_cmp(const void *a, const void *b)
{
	const struct figure *const *x = a, *const *y = b;
	bool no_x = isnan((*x)->value), no_y = isnan((*y)->value);

	if (no_x != no_y)
		return no_x ? 1 : -1;
	if (!no_x && (*x)->value > (*y)->value)
		return -1;
	if (!no_x && (*x)->value < (*y)->value)
		return 1;
	return strcmp((*x)->scope.dim[SCOPE_TOOL],
		      (*y)->scope.dim[SCOPE_TOOL]);
}

const struct figure **scores_of(struct doc *d, const struct report_input *in,
				size_t *n)
{
	const struct metric *m = metric_find("consistency");
	const struct figure **tool;

	*n = 0;
	for (size_t i = 0; i < in->figures->n; i++)
		*n += is_of_tool(in, &in->figures->item[i], m);
	tool = arena_array(&d->arena, *n + 1, sizeof *tool);
	*n = 0;
	for (size_t i = 0; i < in->figures->n; i++)
		if (is_of_tool(in, &in->figures->item[i], m))
			tool[(*n)++] = &in->figures->item[i];
	if (*n)
		qsort(tool, *n, sizeof *tool, score_cmp);
	return tool;
}

static void score_rows(struct doc *d, struct table *t,
		       const struct report_input *in, const struct metric *m)
{
	size_t n;
	const struct figure **tool = scores_of(d, in, &n);

	if (n == 0)
		return;
	for (size_t i = 0; i < n; i++) {
		const char *name = tool[i]->scope.dim[SCOPE_TOOL];

		score_row(d, t, in, *name ? clean(d, name) : "(none)",
			  tool[i]);
	}
	score_row(d, t, in, "All work", figure_now(in, m->id, NULL));
	t->total_row = true;
}

static void consistency_table_build(struct doc *d, struct part *p,
				    const struct template_block *t,
				    const struct report_input *in)
{
	const struct metric *m = metric_find("consistency");
	struct table *table = &part_add(d, p, ELEMENT_TABLE,
					block_consistency_table.id,
					block_span(t,
						   &block_consistency_table))
				       ->as.table;

	if (!m)
		BUG("there is no metric 'consistency'");
	table->title = "Output consistency by tool";
	table->subtitle = arena_printf(&d->arena, "Score from 1 to 10, 95 %% "
				       "interval, %s; reference and "
				       "integration: Table 1 of the article, "
				       "or tuneup.yaml", d->period);
	table->empty = arena_printf(&d->arena, "No output with a tool was "
				    "reviewed %s.", this_period(in, false));
	table_columns(d, table, score_columns, COLUMNS);
	score_rows(d, table, in, m);
}

const struct block block_consistency_table = {
	.id = "consistency_table",
	.help = "consistency score by tool: interval, outputs, the article's "
		"reference",
	.span = 12,
	.build = consistency_table_build,
};
