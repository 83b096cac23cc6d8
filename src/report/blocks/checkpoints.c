/* Where errors start and where we catch them: a matrix for each workflow. */
#include <math.h>
#include <string.h>

#include "base/num.h"
#include "metrics/escape.h"
#include "report/blocks/checkpoints.h"
#include "report/blocks/defect_matrix.h"
#include "report/blocks/said.h"
#include "report/blocks/table.h"
#include "report/blocks/words.h"

static struct scope scope_step(const char *workflow, const char *step)
{
	return (struct scope){ { [SCOPE_WORKFLOW] = workflow,
				 [SCOPE_STEP] = step } };
}

static bool has_defects(const struct report_input *in, const char *workflow)
{
	return figure_value(in, "defects", workflow, in->now) > 0;
}

/* ---- rows ----------------------------------------------------------- */

static const struct figure *step_figure(const struct report_input *in,
					const char *metric,
					const char *workflow,
					const struct config_step *step)
{
	struct scope scope = scope_step(workflow, step->id);
	const struct figure *f = figures_find(in->figures,
					      metric_find(metric), &scope,
					      in->now);

	return step->checkpoint && f && isfinite(f->value) ? f : NULL;
}

/* A metric of the checkpoints, as one of the last rows; none where no step
 * has it. */
static void step_row(struct doc *d, struct table *t,
		     const struct report_input *in, const char *workflow,
		     size_t places, const char *metric, const char *name)
{
	const struct config_workflow *w = config_workflow(in->config,
							  workflow);
	struct cell *row = NULL;

	for (size_t i = 0; w && i < w->n_steps && i < places; i++) {
		const struct figure *f = step_figure(in, metric, workflow,
						     &w->steps[i]);

		if (!f)
			continue;
		if (!row) {
			row = table_row(d, t);
			row[0] = cell_text(name);
		}
		row[i + 1] = figure_cell(d, f);
	}
}

/* "4 found after publication: 3.5 % (1.4–8.7 %), ..." */
const char *escape_words(struct doc *d, const struct report_input *in,
			 const char *workflow)
{
	const struct figure *rate = figure_now(in, "escape_rate", workflow);
	const struct figure *each = figure_now(in, "escapes_per_100",
					       workflow);
	const struct metric *m = metric_find("escape_rate");
	char escaped[NUM_TEXT_MAX];

	if (!rate || !isfinite(rate->value))
		return rate ? clean(d, rate->note) : "";
	return arena_printf(
		&d->arena, "%s of %s found after publication: %s (%s)%s%s%s",
		num_text(escaped, (double)rate->x, 0),
		count_words(d, rate->n, "defect"),
		value_words(d, m, rate->value), interval_words(d, rate),
		each && isfinite(each->value) ? ", " : "",
		each && isfinite(each->value) ?
			arena_printf(&d->arena, "%s per 100 published",
				     value_words(d, each->metric,
						 each->value)) : "",
		!rate->immature ? "" : in->now.kind == PERIOD_WEEK ?
			"; not mature yet, more may turn up" :
			"; the last 3 weeks are not mature yet");
}

/* How far, what it cost, and what nobody knows. */
const char *late_words(struct doc *d, const struct report_input *in,
		       const char *workflow)
{
	static const struct { const char *metric, *words; } say[] = {
		{ "checkpoint_effectiveness", "%s of what came by a "
			"checkpoint was caught there" },
		{ "defect_distance", "found %s steps after the origin on "
			"average" },
		{ "lateness_hours", "being late cost %s" },
		{ "unknown_origin", "%s have no known origin" },
	};
	const char *all = "";

	for (size_t i = 0; i < COUNT_OF(say); i++) {
		const struct figure *f = figure_now(in, say[i].metric,
						    workflow);
		const char *at = strstr(say[i].words, "%s");

		if (!f || !isfinite(f->value))
			continue;
		all = arena_printf(&d->arena, "%s%s%.*s%s%s", all,
				   *all ? "; " : "",
				   (int)(at - say[i].words), say[i].words,
				   value_words(d, f->metric, f->value),
				   at + 2);
	}
	return all;
}

static void matrix(struct doc *d, struct part *p,
		   const struct template_block *t,
		   const struct report_input *in, const char *workflow)
{
	struct table *table = part_table(d, p, t, &block_checkpoints);
	const struct config_workflow *w = config_workflow(in->config,
							  workflow);
	struct defect_matrix m;

	table->title = workflow_name(d, in, workflow);
	table->subtitle = arena_printf(&d->arena, "Defects %s; %s; %s",
				       d->period,
				       escape_words(d, in, workflow),
				       late_words(d, in, workflow));
	table->empty = "";
	defect_matrix_of(d, &m, in, workflow);
	defect_matrix_table(d, table, &m);
	if (w) {
		step_row(d, table, in, workflow, m.n,
			 "checkpoint_effectiveness", "Caught at checkpoint");
		step_row(d, table, in, workflow, m.n, "coverage",
			 "Reviewed");
	}
}

/* ---- the part ------------------------------------------------------- */

static void nothing(struct doc *d, struct part *p,
		    const struct template_block *t,
		    const struct report_input *in)
{
	struct table *table = part_table(d, p, t, &block_checkpoints);
	static const struct column column[] = {
		{ "Where it arose", ALIGN_LEFT, 22, true },
		{ "At published", ALIGN_RIGHT, 12, false }
	};

	table->title = "Defects by origin and discovery";
	table->subtitle = arena_printf(&d->arena, "Rows: the step where they "
				       "arose, columns: the step that found "
				       "them, %s", d->period);
	table->empty = arena_printf(&d->arena, "No defect was recorded %s: "
				    "the review log's columns defect and "
				    "origin_step say what was found and where "
				    "it arose, rows of the step published "
				    "what readers found.",
				    this_period(in, false));
	table_columns(d, table, column, COUNT_OF(column));
}

static void checkpoints_build(struct doc *d, struct part *p,
			      const struct template_block *t,
			      const struct report_input *in)
{
	const struct figure *odd = figure_now(in, "misordered_defects", NULL);
	size_t n, shown = 0;
	const char **workflow = workflows_of(d, in, &n);

	for (size_t i = 0; i < n; i++)
		shown += has_defects(in, workflow[i]);
	part_headline(d, p, &block_checkpoints, shown ?
		      errors_headline(d, in) :
		      arena_printf(&d->arena, "No defect was recorded %s",
				   this_period(in, false)));
	if (!shown) {
		nothing(d, p, t, in);
		return;
	}
	part_add_text(d, p, block_checkpoints.id, TEXT_LEAD,
		      arena_printf(&d->arena, "All work: %s; %s.",
				   escape_words(d, in, NULL),
				   late_words(d, in, NULL)));
	for (size_t i = 0; i < n; i++)
		if (has_defects(in, workflow[i]))
			matrix(d, p, t, in, workflow[i]);
	if (odd && odd->value > 0)
		part_add_text(d, p, block_checkpoints.id, TEXT_NOTE,
			      arena_printf(&d->arena, "%s found at a step "
					   "before the origin step left out: "
					   "check the step names.",
					   count_words(d,
						       (int64_t)odd->value,
						       "defect")));
}

const struct block block_checkpoints = {
	.id = "checkpoints",
	.help = "defects by where they arose and where they were found, what "
		"checkpoints catch, and what got out",
	.span = 12,
	.build = checkpoints_build,
};
