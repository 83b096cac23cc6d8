/* What passed below the acceptance criteria: threshold leaks, R33. */
#include <math.h>
#include <string.h>

#include "report/blocks/cases.h"
#include "report/blocks/table.h"
#include "report/blocks/words.h"

#define CASES_OF_A_WEEK 100
#define CASES_OF_A_QUARTER 25

enum {
	COL_WORKFLOW, COL_STEP, COL_CRITERIA, COL_PASSED, COL_BELOW,
	COL_SHARE, COL_RANGE, COLUMNS
};

static void leak_columns(struct doc *d, struct table *t,
			 const struct report_input *in)
{
	const struct column column[COLUMNS] = {
		[COL_WORKFLOW] = { "Workflow", ALIGN_LEFT, 20, true },
		[COL_STEP] = { "Step", ALIGN_LEFT, 16, true },
		[COL_CRITERIA] = { "What passes", ALIGN_LEFT, 34, true },
		[COL_PASSED] = { "Passed", ALIGN_RIGHT, 9, false },
		[COL_BELOW] = { "Below", ALIGN_RIGHT, 8, false },
		[COL_SHARE] = { "Leaked", ALIGN_RIGHT, 9, false },
		[COL_RANGE] = {
			arena_printf(&d->arena, "Leaked, %.0f %%",
				     100 * in->config->limits
						   .confidence_rates),
			ALIGN_RIGHT, 15, false },
	};

	table_columns(d, t, column, COLUMNS);
}

/* "rating from 4, at most 15 correction minutes, no defect" */
static const char *criteria_words(struct doc *d, const struct config_accept *a)
{
	const char *all = "";

	if (a->rating_min > 0)
		all = arena_printf(&d->arena, "rating from %g",
				   a->rating_min);
	if (a->correction_max != FACT_NULL)
		all = arena_printf(&d->arena, "%s%sat most %g correction "
				   "minutes", all, *all ? ", " : "",
				   (double)a->correction_max / MS_PER_MINUTE);
	if (a->defects_none)
		all = arena_printf(&d->arena, "%s%sno defect", all,
				   *all ? ", " : "");
	return all;
}

static void leak_row(struct doc *d, struct table *t,
		     const struct report_input *in, const struct figure *f)
{
	const char *workflow = f->scope.dim[SCOPE_WORKFLOW];
	const struct config_workflow *w = workflow ?
		config_workflow(in->config, workflow) : NULL;
	const struct config_step *step = w && f->scope.dim[SCOPE_STEP] ?
		config_step(w, f->scope.dim[SCOPE_STEP]) : NULL;
	struct cell *row = table_row(d, t);

	row[COL_WORKFLOW] = cell_text(workflow ?
		workflow_name(d, in, workflow) : "All work");
	if (step) {
		row[COL_STEP] = cell_text(clean(d, step->name));
		row[COL_CRITERIA] = cell_text(criteria_words(d,
							     &step->accept));
	}
	row[COL_PASSED] = cell_number((double)f->n, 0);
	row[COL_BELOW] = cell_number((double)f->x, 0);
	row[COL_SHARE] = figure_cell(d, f);
	row[COL_RANGE] = cell_text(interval_words(d, f));
}

static const char *leak_title(struct doc *d, const struct report_input *in,
			      const struct figure *all)
{
	if (!all || !isfinite(all->value))
		return "What passed below the criteria is not measured";
	if (!all->x)
		return arena_printf(&d->arena, "Nothing passed below the "
				    "criteria %s", this_period(in, false));
	return arena_printf(&d->arena, "%s passed below the criteria: %s of "
			    "what passed", count_words(d, all->x, "output"),
			    value_words(d, all->metric, all->value));
}

static void leak_table(struct doc *d, struct part *p,
		       const struct template_block *t,
		       const struct report_input *in,
		       const struct figure *all)
{
	struct table *table = part_table(d, p, t, &block_leaks);

	table->title = leak_title(d, in, all);
	table->subtitle = arena_printf(&d->arena, "Usable or with a light "
				       "touch, and below what workflows.yaml "
				       "accepts, %s", d->period);
	table->empty = arena_printf(&d->arena, "Leaks cannot be said: %s.",
				    all && *all->note ? clean(d, all->note) :
				    "no output was reviewed");
	leak_columns(d, table, in);
	for (size_t i = 0; i < in->figures->n; i++) {
		const struct figure *f = &in->figures->item[i];

		if (!strcmp(f->metric->id, "threshold_leaks") &&
		    f->scope.dim[SCOPE_STEP] &&
		    f->period.kind == in->now.kind &&
		    f->period.first == in->now.first)
			leak_row(d, table, in, f);
	}
	if (table->n_rows && all) {
		leak_row(d, table, in, all);
		table->total_row = true;
	}
}

static void leaks_build(struct doc *d, struct part *p,
			const struct template_block *t,
			const struct report_input *in)
{
	const struct figure *all = figure_now(in, "threshold_leaks", NULL);
	const struct case_table table = {
		.block = &block_leaks, .kind = CASE_LEAK,
		.most = in->now.kind == PERIOD_WEEK ? CASES_OF_A_WEEK :
						      CASES_OF_A_QUARTER,
		.why = "What was below", .title = "Threshold leaks",
		.subtitle = arena_printf(&d->arena, "Each output by the day "
					 "of its last review, %s", d->period),
		.empty = arena_printf(&d->arena, "Nothing passed below the "
				      "criteria %s.", this_period(in, false))
	};

	leak_table(d, p, t, in, all);
	if (all && isfinite(all->value))
		cases_table(d, p, t, in, &table);
}

const struct block block_leaks = {
	.id = "leaks",
	.help = "threshold leaks: outputs below their acceptance criteria "
		"that passed anyway, by step and one by one",
	.span = 12,
	.build = leaks_build,
};
