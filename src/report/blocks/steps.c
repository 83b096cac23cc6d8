/* What each step takes beside its plan: R10. */
#include <math.h>

#include "base/num.h"
#include "report/blocks/said.h"
#include "report/blocks/table.h"
#include "report/blocks/words.h"

enum {
	COL_WORKFLOW, COL_STEP, COL_PLAN, COL_MEAN, COL_MEDIAN, COL_OVER,
	COL_PASSES, COL_NOTE, COLUMNS
};

static const struct column columns[COLUMNS] = {
	[COL_WORKFLOW] = { "Workflow", ALIGN_LEFT, 22, true },
	[COL_STEP] = { "Step", ALIGN_LEFT, 18, true },
	[COL_PLAN] = { "Planned, min", ALIGN_RIGHT, 10, false },
	[COL_MEAN] = { "Mean, min", ALIGN_RIGHT, 9, false },
	[COL_MEDIAN] = { "Median, min", ALIGN_RIGHT, 9, false },
	[COL_OVER] = { "Mean less plan", ALIGN_RIGHT, 10, false },
	[COL_PASSES] = { "First passes", ALIGN_RIGHT, 9, false },
	[COL_NOTE] = { "Note", ALIGN_LEFT, 30, true },
};

static struct cell planned_cell(int64_t ms)
{
	return ms ? cell_number((double)ms / MS_PER_MINUTE, 0) :
		    cell_dash("workflows.yaml plans no minutes");
}

static struct cell over_cell(const struct figure *f, int64_t planned)
{
	struct cell c;

	if (!f || !isfinite(f->value) || !planned)
		return cell_dash("needs planned and actual minutes");
	c = cell_number(f->value - (double)planned / MS_PER_MINUTE, 1);
	c.type = CELL_CHANGE;
	return c;
}

static const struct figure *step_of(const struct report_input *in,
				    const char *metric, const char *workflow,
				    const char *step)
{
	const struct scope scope = { { [SCOPE_WORKFLOW] = workflow,
				       [SCOPE_STEP] = step } };

	return figures_find(in->figures, metric_find(metric), &scope,
			    in->now);
}

static void step_row(struct doc *d, struct table *t,
		     const struct report_input *in,
		     const struct config_workflow *w,
		     const struct config_step *s)
{
	const struct figure *f = step_of(in, "step_minutes", w->id, s->id);
	struct cell *row = table_row(d, t);

	row[COL_WORKFLOW] = cell_text(workflow_name(d, in, w->id));
	row[COL_STEP] = cell_text(clean(d, s->name));
	row[COL_PLAN] = planned_cell(s->planned);
	row[COL_MEAN] = figure_cell(d, f);
	row[COL_MEDIAN] = figure_cell(d, step_of(in, "step_median", w->id,
						 s->id));
	row[COL_OVER] = over_cell(f, s->planned);
	row[COL_PASSES] = f ? cell_number((double)f->n, 0) :
			      cell_dash("no outputs in this period");
	if (f && isfinite(f->value) && *f->note)
		row[COL_NOTE] = cell_text(clean(d, f->note));
}

static int64_t planned_sum(const struct config_workflow *w)
{
	int64_t ms = 0;

	for (size_t i = 0; i < w->n_steps; i++) {
		if (!w->steps[i].planned)
			return 0;
		ms += w->steps[i].planned;
	}
	return ms;
}

/* The sum of the chain, in bold. */
static void chain_row(struct doc *d, struct table *t,
		      const struct report_input *in,
		      const struct config_workflow *w)
{
	const struct figure *f = figure_now(in, "chain_minutes", w->id);
	struct cell *row = table_row(d, t);

	row[COL_WORKFLOW] = cell_text(workflow_name(d, in, w->id));
	row[COL_STEP] = cell_text("all steps");
	row[COL_PLAN] = planned_cell(planned_sum(w));
	row[COL_MEAN] = figure_cell(d, f);
	row[COL_OVER] = over_cell(f, planned_sum(w));
	for (size_t i = 0; i < COLUMNS; i++)
		row[i].tone = TONE_STRONG;
}

static const char *headline_of(struct doc *d, const struct report_input *in)
{
	const struct config *c = in->config;
	int64_t over = 0, known = 0;

	for (size_t i = 0; i < c->n_workflows; i++)
		for (size_t k = 0; k < c->workflows[i].n_steps; k++) {
			const struct config_step *s =
				&c->workflows[i].steps[k];
			const struct figure *f = step_of(in, "step_minutes",
				c->workflows[i].id, s->id);

			if (!f || !isfinite(f->value) || !s->planned)
				continue;
			known++;
			over += f->value * MS_PER_MINUTE >
				(double)s->planned;
		}
	if (!known)
		return "No step has planned and actual minutes";
	if (!over)
		return "Every step kept to its planned minutes";
	return arena_printf(&d->arena, "%lld of %s took longer than planned",
			    (long long)over, count_words(d, known, "step"));
}

static void steps_build(struct doc *d, struct part *p,
			const struct template_block *t,
			const struct report_input *in)
{
	const struct config *c = in->config;
	const char *headline = headline_of(d, in);
	struct table *table;

	part_headline(d, p, &block_steps, headline);
	table = part_table(d, p, t, &block_steps);
	table->title = headline;
	table->subtitle = arena_printf(&d->arena, "Desk minutes of first "
				       "passes, %s. Article's chain: 20 + 15 + "
				       "5 + 10 = 50 min, no part of the hours "
				       "of a rollout", d->period);
	table->empty = "No process is documented: workflows.yaml says what a "
		"step is planned to take.";
	table_columns(d, table, columns, COLUMNS);
	for (size_t i = 0; i < c->n_workflows; i++) {
		for (size_t k = 0; k < c->workflows[i].n_steps; k++)
			step_row(d, table, in, &c->workflows[i],
				 &c->workflows[i].steps[k]);
		chain_row(d, table, in, &c->workflows[i]);
	}
}

const struct block block_steps = {
	.id = "steps",
	.help = "minutes of each step beside its plan, and of the chain",
	.span = 12,
	.build = steps_build,
};
