/*
 * metrics/gap.c - steps where errors pass because nobody looks: R08, METRICS
 * §7. The readings stand in metrics/checkpoint.h.
 */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/num.h"
#include "base/strbuf.h"
#include "metrics/checkpoint.h"
#include "metrics/family.h"
#include "metrics/escape.h"
#include "metrics/made.h"

#define GAP_SCOPES (AT_TOTAL | AT_WORKFLOW | AT_WORKFLOW_STEP)
#define GAP_EDGE \
	"A gap is a step that requires a checkpoint where fewer of the " \
	"counted outputs were reviewed than planned, or one that a defect " \
	"passed without any checkpoint up to where it was found. "

const struct metric metric_checkpoint_gaps = {
	.id = "checkpoint_gaps", .title = "Checkpoint gaps",
	.unit = UNIT_COUNT, .direction = -1, .scopes = GAP_SCOPES,
	.section = "7", .requirement = "R08",
	.formula = "Steps with a checkpoint gap.",
	.columns = "corrections.defect, corrections.step, "
		"corrections.origin_step, outputs.outputs",
	.edges = GAP_EDGE "Coverage is known only where outputs were counted "
		"and the log lists all reviews.",
	.source = ""
};

const struct metric metric_gap_defects = {
	.id = "gap_defects", .title = "Defects that passed a gap",
	.unit = UNIT_COUNT, .direction = -1, .scopes = GAP_SCOPES,
	.section = "7", .requirement = "R08",
	.formula = "Defects that came by a checkpoint gap and were found "
		"later.",
	.columns = "corrections.defect, corrections.step, "
		"corrections.origin_step, outputs.outputs",
	.edges = GAP_EDGE "One that passed two gaps is one of the workflow.",
	.source = ""
};

const struct metric metric_gap_hours = {
	.id = "gap_hours", .title = "Hours at stake in gaps",
	.unit = UNIT_HOURS, .digits = 1, .direction = -1,
	.scopes = GAP_SCOPES, .section = "7", .requirement = "R08",
	.formula = "Correction hours of the defects that passed a gap.",
	.columns = "corrections.defect, corrections.correction_minutes, "
		"corrections.step, corrections.origin_step, outputs.outputs",
	.edges = GAP_EDGE "Defects without minutes are left out and counted.",
	.source = ""
};

/* Of a workflow, or of all work. */
struct gap_sum {
	int64_t gaps, defects, timed;
	__int128 ms;
	bool measured;		/* coverage or a defect's way is known */
};

struct gaps {
	const struct metrics_run *run;
	struct metrics_run by_step;	/* the run, cut by step only */
	struct made made;
	struct cells steps;	/* of struct gap_cell, by number of the step */
	struct cells sums;	/* of struct gap_sum */
};

struct gaps *gaps_new(const struct metrics_run *run)
{
	struct gaps *g = xcalloc(1, sizeof *g);

	g->run = run;
	g->by_step = *run;
	g->by_step.cuts[0] = CUT_WORKFLOW_STEP;
	g->by_step.n_cuts = 1;
	made_init(&g->made, &g->by_step);
	cells_init(&g->steps, sizeof(struct gap_cell));
	cells_init(&g->sums, sizeof(struct gap_sum));
	return g;
}

void gaps_free(struct gaps *g)
{
	if (!g)
		return;
	made_release(&g->made);
	cells_release(&g->steps);
	cells_release(&g->sums);
	free(g);
}

void gaps_add(struct gaps *g, const struct output *o)
{
	int period = periods_find(&g->run->periods, o->day);
	const struct made_step *step = period < 0 ? NULL :
		made_step_of(&g->made, (uint32_t)period, o->workflow,
			     o->step);

	if (step)
		made_sum_of(&g->made, step, CUT_WORKFLOW_STEP,
			    (uint32_t)period, o)->reviewed += o->n;
}

/* ---- sums --------------------------------------------------------------- */

static struct gap_cell *step_at(struct gaps *g, uint32_t period,
				uint32_t workflow, int step)
{
	return cells_at(&g->steps, (struct cell_key){
		CUT_WORKFLOW_STEP, period, workflow, (uint32_t)step });
}

static struct gap_sum *sum_at(struct gaps *g, unsigned cut, uint32_t period,
			      uint32_t workflow)
{
	return cells_at(&g->sums, (struct cell_key){
		cut, period, cut == CUT_TOTAL ? 0 : workflow, 0 });
}

/* How many of the outputs made were reviewed, against the plan. */
static void add_coverage(void *ctx, const struct made_sum *sum)
{
	struct gaps *g = ctx;
	const char *const *dim = g->run->outputs->dim;
	struct cell_key key = sum->whole;
	const struct config_workflow *w = config_workflow(g->run->config,
							  dim[key.a]);
	int k = w ? config_step_index(w, dim[key.b]) : -1;
	struct gap_cell *c;

	if (k < 0 || !w->steps[k].checkpoint || w->lists_corrected)
		return;
	c = step_at(g, key.period, key.a, k);
	c->reviewed = sum->reviewed;
	c->whole = sum->made > sum->reviewed ? sum->made : sum->reviewed;
	c->thin = (double)c->reviewed <
		  w->steps[k].coverage * (double)c->whole - 1e-9;
	if (!c->whole)
		return;
	sum_at(g, CUT_WORKFLOW, key.period, key.a)->measured = true;
	sum_at(g, CUT_TOTAL, key.period, 0)->measured = true;
}

static void cell_defect(struct gap_cell *c, const struct defect *d)
{
	c->defects += d->n;
	if (d->minutes == FACT_NULL)
		return;
	c->timed += d->n;
	c->ms += (__int128)d->minutes * d->n;
}

/* Did the defect pass a gap on its way from o to c? */
static bool add_to_steps(struct gaps *g, const struct defect *d,
			 uint32_t period, uint32_t workflow)
{
	const struct config_workflow *w = d->documented;
	bool checked = false, passed = false;

	for (int k = d->origin; k < d->caught; k++) {
		struct gap_cell *c;

		if (!w->steps[k].checkpoint)
			continue;
		checked = true;
		c = step_at(g, period, workflow, k);
		if (!c->thin)
			continue;
		cell_defect(c, d);
		passed = true;
	}
	if (!checked) {
		struct gap_cell *c = step_at(g, period, workflow, d->origin);

		c->unchecked += d->n;
		cell_defect(c, d);
	}
	return passed || !checked;
}

static void add_defect(struct gaps *g, const struct defect *d,
		       uint32_t period, uint32_t workflow)
{
	struct gap_sum *sum[] = { sum_at(g, CUT_WORKFLOW, period, workflow),
				  sum_at(g, CUT_TOTAL, period, 0) };
	bool passed = d->caught > d->origin &&
		      add_to_steps(g, d, period, workflow);

	for (int i = 0; i < 2; i++) {
		sum[i]->measured = true;
		if (!passed)
			continue;
		sum[i]->defects += d->n;
		if (d->minutes == FACT_NULL)
			continue;
		sum[i]->timed += d->n;
		sum[i]->ms += (__int128)d->minutes * d->n;
	}
}

static void add_defects(struct gaps *g)
{
	const struct facts *f = g->run->corrections;

	for (size_t i = 0; i < f->n_days; i++) {
		const struct fact_day *day = &f->days[i];
		int period = periods_find(&g->run->periods, day->day);
		struct defect d;

		for (size_t r = 0; period >= 0 && r < day->n; r++)
			if (defect_of(&d, g->run->config, f, day, r) &&
			    defect_is_placed(&d))
				add_defect(g, &d, (uint32_t)period,
					   (uint32_t)fact_i64(
						   day, COR_WORKFLOW, r));
	}
}

static void count_gaps(struct gaps *g)
{
	for (size_t i = 0; i < g->steps.n; i++) {
		struct cell_key key = cells_key(&g->steps, i);
		const struct gap_cell *c = cells_item(&g->steps, i);

		if (!c->thin && !c->unchecked)
			continue;
		sum_at(g, CUT_WORKFLOW, key.period, key.a)->gaps++;
		sum_at(g, CUT_TOTAL, key.period, 0)->gaps++;
	}
}

/* ---- figures ---------------------------------------------------------------- */

#define NOTHING_KNOWN \
	"not measured yet: needs counts of outputs, or defects with their " \
	"origin step"

static void write_defects(struct gaps *g, const struct scope *scope,
			  struct period p, const struct gap_sum *s)
{
	int64_t blank = s->defects - s->timed;
	struct figure *f = run_figure(g->run, &metric_gap_defects, scope, p);

	f->note = s->measured ? "" : NOTHING_KNOWN;
	if (s->measured)
		f->value = (double)s->defects;
	f = run_figure(g->run, &metric_gap_hours, scope, p);
	f->n = s->timed;
	f->note = s->measured ? "" : NOTHING_KNOWN;
	if (!s->measured)
		return;
	if (s->timed || !s->defects)
		f->value = (double)s->ms / MS_PER_HOUR;
	if (blank)
		f->note = arena_printf(&g->run->out->arena, "%" PRId64 " of %"
				       PRId64 " defects without minutes left "
				       "out", blank, s->defects);
}

static void write_sum(struct gaps *g, struct cell_key key,
		      const struct gap_sum *s)
{
	struct scope scope = cut_scope(key, g->run->outputs->dim);
	struct period p = g->run->periods.item[key.period];
	struct figure *f = run_figure(g->run, &metric_checkpoint_gaps, &scope,
				      p);

	f->note = s->measured ? "" : NOTHING_KNOWN;
	if (s->measured)
		f->value = (double)s->gaps;
	write_defects(g, &scope, p, s);
}

/* Why the step is a gap: "reviewed 60 of 100, planned 75 %". */
static const char *why(struct gaps *g, const struct gap_cell *c, double plan)
{
	struct strbuf s = STRBUF_INIT;
	char percent[NUM_TEXT_MAX];
	const char *words;

	if (c->thin)
		strbuf_printf(&s, "reviewed %" PRId64 " of %" PRId64
			      ", planned %s", c->reviewed, c->whole,
			      percent_text(percent, plan, 0));
	if (c->unchecked)
		strbuf_printf(&s, "%s%" PRId64 " defect%s arose here and "
			      "met no checkpoint", s.len ? "; " : "",
			      c->unchecked, c->unchecked == 1 ? "" : "s");
	words = arena_strdup(&g->run->out->arena, s.s);
	strbuf_release(&s);
	return words;
}

static void write_step(struct gaps *g, struct cell_key key,
		       const struct gap_cell *c)
{
	const char *workflow = g->run->outputs->dim[key.a];
	const struct config_step *step =
		&config_workflow(g->run->config, workflow)->steps[key.b];
	const struct scope scope = { { [SCOPE_WORKFLOW] = workflow,
				       [SCOPE_STEP] = step->id } };
	struct period p = g->run->periods.item[key.period];
	struct figure *f;

	if (!c->thin && !c->unchecked)
		return;
	f = run_figure(g->run, &metric_checkpoint_gaps, &scope, p);
	f->value = 1;
	f->note = why(g, c, step->coverage);
	write_defects(g, &scope, p, &(struct gap_sum){
		.defects = c->defects, .timed = c->timed, .ms = c->ms,
		.measured = true });
}

void gaps_write(struct gaps *g)
{
	/* The total has figures also of a gap in time. */
	for (uint32_t p = 0; p < g->run->periods.n; p++)
		sum_at(g, CUT_TOTAL, p, 0);
	made_each(&g->made, add_coverage, g);
	add_defects(g);
	count_gaps(g);
	for (size_t i = 0; i < g->sums.n; i++)
		write_sum(g, cells_key(&g->sums, i), cells_item(&g->sums, i));
	for (size_t i = 0; i < g->steps.n; i++)
		write_step(g, cells_key(&g->steps, i),
			   cells_item(&g->steps, i));
}
