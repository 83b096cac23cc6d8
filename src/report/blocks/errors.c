/*
 * Errors on one page: the matrix of all work as a heat map, and what each
 * workflow lets out and loses by finding late. The matrix of each workflow is
 * in block checkpoints.
 */
#include <math.h>
#include <string.h>

#include "base/num.h"
#include "report/blocks/checkpoints.h"
#include "report/blocks/defect_matrix.h"
#include "report/blocks/said.h"
#include "report/blocks/table.h"
#include "report/blocks/words.h"

const char *errors_headline(struct doc *d, const struct report_input *in)
{
	const struct figure *out = figure_now(in, "escape_rate", NULL);
	const struct figure *late = figure_now(in, "lateness_hours", NULL);
	const char *cost = "";

	if (!out || !isfinite(out->value))
		return "Where errors start and where we catch them";
	if (late && late->value > 0)
		cost = arena_printf(&d->arena, "; being late cost " BOLD_ON
				    "%s" BOLD_OFF,
				    value_words(d, late->metric, late->value));
	return arena_printf(&d->arena, BOLD_ON "%s" BOLD_OFF " of the defects "
			    "got out%s",
			    value_words(d, out->metric, out->value), cost);
}

static const char *matrix_title(struct doc *d, const struct defect_matrix *m)
{
	char share[NUM_TEXT_MAX];

	if (!m->known)
		return "Where defects arose is not known";
	return arena_printf(&d->arena, "%s of the defects were found where "
			    "they arose", percent_text(share,
						       (double)m->same /
						       (double)m->known, 0));
}

static void error_matrix_build(struct doc *d, struct part *p,
			       const struct template_block *t,
			       const struct report_input *in)
{
	struct defect_matrix m;
	struct table *table;
	bool any;

	defect_matrix_of(d, &m, in, NULL);
	any = m.total > 0;
	part_headline(d, p, &block_error_matrix, errors_headline(d, in));
	if (any)
		part_add_text(d, p, block_error_matrix.id, TEXT_LEAD,
			      arena_printf(&d->arena, "All work: %s; %s.",
					   escape_words(d, in, NULL),
					   late_words(d, in, NULL)));
	table = part_table(d, p, t, &block_error_matrix);
	table->title = any ? matrix_title(d, &m) :
			     "Defects by origin and discovery";
	table->subtitle = arena_printf(&d->arena, "Defects of all work by the "
				       "step where they arose and the step "
				       "that found them, %s; the darker, the "
				       "more", d->period);
	table->empty = arena_printf(&d->arena, "No defect was recorded %s.",
				    this_period(in, false));
	defect_matrix_table(d, table, &m);
}

const struct block block_error_matrix = {
	.id = "error_matrix",
	.help = "defects of all work by where they arose and where they were "
		"found, as a heat map",
	.span = 12,
	.build = error_matrix_build,
};

/* ---- what it costs ------------------------------------------------------ */

enum { COL_WHERE, COL_N, COL_OUT, COL_RANGE, COL_CAUGHT, COL_STEPS,
       COL_HOURS, COLUMNS };

static const struct column columns[COLUMNS] = {
	[COL_WHERE] = { "Workflow", ALIGN_LEFT, 28, true },
	[COL_N] = { "Defects", ALIGN_RIGHT, 9, false },
	[COL_OUT] = { "Found after publication", ALIGN_RIGHT, 12, false },
	[COL_RANGE] = { "95 % range", ALIGN_RIGHT, 14, false },
	[COL_CAUGHT] = { "Caught at a checkpoint", ALIGN_RIGHT, 12, false },
	[COL_STEPS] = { "Steps from origin", ALIGN_RIGHT, 10, false },
	[COL_HOURS] = { "Cost of being late, h", ALIGN_RIGHT, 14, false },
};

static struct cell cell_now(struct doc *d, const struct report_input *in,
			    const char *metric, const char *workflow)
{
	const struct figure *f = figure_now(in, metric, workflow);

	return f ? figure_cell(d, f) : cell_dash("no defect was recorded");
}

static void cost_row(struct doc *d, struct table *t,
		     const struct report_input *in, const char *workflow)
{
	const struct figure *out = figure_now(in, "escape_rate", workflow);
	struct cell *row = table_row(d, t);

	row[COL_WHERE] = cell_text(workflow ?
				   workflow_name(d, in, workflow) :
				   "All work");
	row[COL_N] = cell_now(d, in, "defects", workflow);
	row[COL_OUT] = cell_now(d, in, "escape_rate", workflow);
	row[COL_RANGE] = out && *interval_words(d, out) ?
		cell_text(interval_words(d, out)) :
		cell_dash("no defect has a known place");
	row[COL_CAUGHT] = cell_now(d, in, "checkpoint_effectiveness",
				   workflow);
	row[COL_STEPS] = cell_now(d, in, "defect_distance", workflow);
	row[COL_HOURS] = cell_now(d, in, "lateness_hours", workflow);
}

/* "Being late cost most in Blog articles: 13.6 of 26.7 h" */
static const char *cost_title(struct doc *d, const struct report_input *in,
			      const char **workflow, size_t n)
{
	double all = figure_value(in, "lateness_hours", NULL, in->now);
	char most[NUM_TEXT_MAX], sum[NUM_TEXT_MAX];
	size_t at = n;

	for (size_t i = 0; i < n; i++) {
		double v = figure_value(in, "lateness_hours", workflow[i],
					in->now);

		if (v > 0 && (at == n || v > figure_value(
				in, "lateness_hours", workflow[at], in->now)))
			at = i;
	}
	if (at == n || n < 2 || !(all > 0))
		return "What being late costs";
	return arena_printf(&d->arena, "Being late cost most in %s: %s of "
			    "%s h", workflow_name(d, in, workflow[at]),
			    num_text(most, figure_value(in, "lateness_hours",
							workflow[at],
							in->now), 1),
			    num_text(sum, all, 1));
}

static void error_costs_build(struct doc *d, struct part *p,
			      const struct template_block *t,
			      const struct report_input *in)
{
	struct table *table = part_table(d, p, t, &block_error_costs);
	size_t n, shown = 0;
	const char **workflow = workflows_of(d, in, &n);

	table->title = cost_title(d, in, workflow, n);
	table->subtitle = arena_printf(&d->arena, "Correction minutes of "
		"defects found after their origin, less what the same type "
		"takes where it arose, %s", d->period);
	table->empty = arena_printf(&d->arena, "No defect was recorded %s.",
				    this_period(in, false));
	table->bars = 1u << COL_HOURS;
	table_columns(d, table, columns, COLUMNS);
	for (size_t i = 0; i < n; i++) {
		if (!(figure_value(in, "defects", workflow[i], in->now) > 0))
			continue;
		cost_row(d, table, in, workflow[i]);
		shown++;
	}
	if (!shown)
		return;
	cost_row(d, table, in, NULL);
	table->total_row = true;
}

const struct block block_error_costs = {
	.id = "error_costs",
	.help = "what each workflow lets out, catches and loses by finding "
		"defects late",
	.span = 12,
	.build = error_costs_build,
};
