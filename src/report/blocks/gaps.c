/* Where errors pass because nobody looks, or looks too late. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "report/blocks/said.h"
#include "report/blocks/table.h"
#include "report/blocks/words.h"

/* A step's figure of this period. */
struct step_row {
	const struct figure *f;
	double rank;		/* the highest comes first */
	size_t at;		/* then as the figures lie */
};

static const struct figure *now_of(const struct report_input *in,
				   const char *metric,
				   const struct scope *scope)
{
	return figures_find(in->figures, metric_find(metric), scope, in->now);
}

static int rank_cmp(const void *x, const void *y)
{
	const struct step_row *a = x, *b = y;

	if (a->rank > b->rank || a->rank < b->rank)
		return a->rank > b->rank ? -1 : 1;
	return a->at < b->at ? -1 : 1;
}

/* Steps with a figure of the metric, those first whose `by` is highest. */
static struct step_row *steps_of(struct doc *d, const struct report_input *in,
				 const char *metric, const char *by, size_t *n)
{
	const struct figures *all = in->figures;
	struct step_row *row = arena_array(&d->arena, all->n, sizeof *row);

	*n = 0;
	for (size_t i = 0; i < all->n; i++) {
		const struct figure *f = &all->item[i], *rank;

		if (strcmp(f->metric->id, metric) != 0 ||
		    f->period.kind != in->now.kind ||
		    f->period.first != in->now.first ||
		    !f->scope.dim[SCOPE_STEP])
			continue;
		rank = now_of(in, by, &f->scope);
		row[*n] = (struct step_row){
			f, rank && isfinite(rank->value) ? rank->value : -1,
			*n
		};
		(*n)++;
	}
	if (*n)
		qsort(row, *n, sizeof *row, rank_cmp);
	return row;
}

static const struct config_step *step_of(const struct report_input *in,
					 const struct scope *scope)
{
	const struct config_workflow *w = config_workflow(
		in->config, scope->dim[SCOPE_WORKFLOW]);

	return w ? config_step(w, scope->dim[SCOPE_STEP]) : NULL;
}

static struct cell step_cell(struct doc *d, const struct report_input *in,
			     const struct scope *scope)
{
	const struct config_step *step = step_of(in, scope);

	return cell_text(clean(d, step ? step->name :
					 scope->dim[SCOPE_STEP]));
}

/* ---- gaps ----------------------------------------------------------------- */

enum {
	GAP_WORKFLOW, GAP_STEP, GAP_COVERAGE, GAP_PLANNED, GAP_DEFECTS,
	GAP_HOURS, GAP_WHY, GAP_COLUMNS
};

static const struct column gap_columns[GAP_COLUMNS] = {
	[GAP_WORKFLOW] = { "Workflow", ALIGN_LEFT, 20, true },
	[GAP_STEP] = { "Step", ALIGN_LEFT, 16, true },
	[GAP_COVERAGE] = { "Reviewed", ALIGN_RIGHT, 10, false },
	[GAP_PLANNED] = { "Planned", ALIGN_RIGHT, 9, false },
	[GAP_DEFECTS] = { "Defects passed", ALIGN_RIGHT, 9, false },
	[GAP_HOURS] = { "Hours at stake", ALIGN_RIGHT, 9, false },
	[GAP_WHY] = { "Why it is a gap", ALIGN_LEFT, 40, true },
};

static void gap_row(struct doc *d, struct table *t,
		    const struct report_input *in, const struct figure *f)
{
	const struct scope *scope = &f->scope;
	const struct config_step *step = step_of(in, scope);
	const struct figure *coverage = now_of(in, "coverage", scope);
	struct cell *row = table_row(d, t);

	row[GAP_WORKFLOW] = cell_text(workflow_name(d, in,
					scope->dim[SCOPE_WORKFLOW]));
	row[GAP_STEP] = step_cell(d, in, scope);
	row[GAP_COVERAGE] = coverage ? figure_cell(d, coverage) :
		cell_dash("what was made here is not counted");
	row[GAP_PLANNED] = step && step->checkpoint ?
		cell_percent(step->coverage, 0) :
		cell_dash("the step requires no checkpoint");
	row[GAP_DEFECTS] = figure_cell(d, now_of(in, "gap_defects", scope));
	row[GAP_HOURS] = figure_cell(d, now_of(in, "gap_hours", scope));
	row[GAP_WHY] = cell_text(clean(d, f->note));
}

static const char *gap_headline(struct doc *d, const struct report_input *in)
{
	const struct figure *f = figure_now(in, "checkpoint_gaps", NULL);
	double defects = figure_value(in, "gap_defects", NULL, in->now);

	if (!f || !isfinite(f->value))
		return "Whether checkpoints have gaps is not measured yet";
	if (!(f->value > 0))
		return arena_printf(&d->arena, "No checkpoint gap %s",
				    this_period(in, false));
	return arena_printf(&d->arena, "%s %s: %s passed",
			    count_words(d, (int64_t)f->value,
					"checkpoint gap"),
			    this_period(in, false),
			    defects > 0 ? count_words(d, (int64_t)defects,
						      "defect") :
					  "no known defect");
}

/* Nothing measured has its reason; nothing found says what was looked at. */
static const char *gap_empty(struct doc *d, const struct report_input *in)
{
	const struct figure *f = figure_now(in, "checkpoint_gaps", NULL);

	if (!f || !isfinite(f->value))
		return arena_printf(&d->arena, "Gaps cannot be said: %s.",
				    f && *f->note ? clean(d, f->note) :
				    "no output was reviewed");
	return "Wherever outputs were counted, as many were reviewed as "
		"planned, and every defect found later had met a checkpoint.";
}

static void gaps_table(struct doc *d, struct part *p,
		       const struct template_block *t,
		       const struct report_input *in)
{
	struct table *table = part_table(d, p, t, &block_gaps);
	size_t n;
	struct step_row *row = steps_of(d, in, "checkpoint_gaps", "gap_hours",
					&n);

	table->title = gap_headline(d, in);
	table->subtitle = arena_printf(&d->arena, "Reviewed less than "
				       "planned, or passed by a defect that "
				       "met no checkpoint; costliest first, "
				       "%s", d->period);
	table->empty = gap_empty(d, in);
	table_columns(d, table, gap_columns, GAP_COLUMNS);
	for (size_t i = 0; i < n; i++)
		gap_row(d, table, in, row[i].f);
}

/* ---- late reviews ----------------------------------------------------------- */

enum {
	LATE_WORKFLOW, LATE_STEP, LATE_JUDGED, LATE_COUNT, LATE_SHARE,
	LATE_RANGE, LATE_EXTRA, LATE_COLUMNS
};

static void late_columns(struct doc *d, struct table *t,
			 const struct report_input *in)
{
	const struct column column[LATE_COLUMNS] = {
		[LATE_WORKFLOW] = { "Workflow", ALIGN_LEFT, 20, true },
		[LATE_STEP] = { "Step", ALIGN_LEFT, 16, true },
		[LATE_JUDGED] = { "Reviews", ALIGN_RIGHT, 9, false },
		[LATE_COUNT] = { "Late", ALIGN_RIGHT, 8, false },
		[LATE_SHARE] = { "Late share", ALIGN_RIGHT, 9, false },
		[LATE_RANGE] = {
			arena_printf(&d->arena, "Late share, %.0f %%",
				     100 * in->config->limits
						   .confidence_rates),
			ALIGN_RIGHT, 15, false },
		[LATE_EXTRA] = { "Extra minutes", ALIGN_RIGHT, 9, false },
	};

	table_columns(d, t, column, LATE_COLUMNS);
}

static void late_row(struct doc *d, struct table *t,
		     const struct report_input *in, const struct figure *f)
{
	const char *workflow = f->scope.dim[SCOPE_WORKFLOW];
	struct cell *row = table_row(d, t);

	row[LATE_WORKFLOW] = cell_text(workflow ?
		workflow_name(d, in, workflow) : "All work");
	if (workflow)
		row[LATE_STEP] = step_cell(d, in, &f->scope);
	row[LATE_JUDGED] = cell_number((double)f->n, 0);
	row[LATE_COUNT] = cell_number((double)f->x, 0);
	row[LATE_SHARE] = figure_cell(d, f);
	row[LATE_RANGE] = cell_text(interval_words(d, f));
	row[LATE_EXTRA] = figure_cell(d, now_of(in, "late_review_minutes",
						&f->scope));
}

/* Steps with a late review; the others are only counted. */
static void late_table(struct doc *d, struct part *p,
		       const struct template_block *t,
		       const struct report_input *in)
{
	struct table *table = part_table(d, p, t, &block_gaps);
	const struct figure *all = figure_now(in, "late_reviews", NULL);
	int64_t timely = 0;
	size_t n;
	struct step_row *row = steps_of(d, in, "late_reviews", "late_reviews",
					&n);

	table->title = "Reviews after the next step had started";
	table->empty = arena_printf(&d->arena, all && isfinite(all->value) ?
		"No review was late %s." :
		"No reviewed item reached its next step %s.",
		this_period(in, false));
	late_columns(d, table, in);
	for (size_t i = 0; i < n; i++)
		if (row[i].f->x > 0)
			late_row(d, table, in, row[i].f);
		else
			timely++;
	if (table->n_rows && all) {
		late_row(d, table, in, all);
		table->total_row = true;
	}
	table->subtitle = arena_printf(&d->arena, "%s%sExtra minutes are "
				       "those above the mean of the step's "
				       "reviews in time, %s",
				       timely ? count_words(d, timely, "step")
					      : "",
				       timely ? " without one left out. " : "",
				       d->period);
}

static void gaps_build(struct doc *d, struct part *p,
		       const struct template_block *t,
		       const struct report_input *in)
{
	part_headline(d, p, &block_gaps, gap_headline(d, in));
	gaps_table(d, p, t, in);
	late_table(d, p, t, in);
}

const struct block block_gaps = {
	.id = "gaps",
	.help = "checkpoint gaps: steps reviewed less than planned or passed "
		"unchecked, and reviews that came too late",
	.span = 12,
	.build = gaps_build,
};
