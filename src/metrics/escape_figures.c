/*
 * metrics/escape_figures.c - sums of defects as figures: METRICS §7.
 */
#include <inttypes.h>

#include "base/num.h"
#include "base/strbuf.h"
#include "metrics/escape.h"
#include "metrics/family.h"
#include "metrics/stats.h"

#define DEFECT_SCOPES (AT_TOTAL | AT_WORKFLOW)
#define DEFECT_COLUMNS \
	"corrections.defect, corrections.step, corrections.origin_step"
#define ORDER_EDGE \
	"A row counts on its own day and stands for n defects. Steps are in " \
	"the order of workflows.yaml, published is the last. A defect found " \
	"before the step where it arose counts nowhere. "
#define MATURE_EDGE \
	"The last 3 weeks are not mature: more of their defects will turn up."

const struct metric metric_escape_rate = {
	.id = "escape_rate", .title = "Escape rate", .unit = UNIT_RATE,
	.digits = 1, .direction = -1, .scopes = DEFECT_SCOPES, .section = "7",
	.requirement = "R08",
	.formula = "Defects found after publication divided by all defects "
		"found.",
	.columns = DEFECT_COLUMNS,
	.edges = ORDER_EDGE "Without any row at step published nobody looked, "
		"and there is no rate. " MATURE_EDGE,
	.source = "Wilson 1927, 95 % interval"
};

const struct metric metric_escapes_per_100 = {
	.id = "escapes_per_100", .title = "Escapes per 100 published",
	.unit = UNIT_RATIO, .digits = 1, .direction = -1,
	.scopes = DEFECT_SCOPES, .section = "7", .requirement = "R08",
	.formula = "Defects found after publication, per 100 items "
		"published.",
	.columns = DEFECT_COLUMNS ", corrections.item_id, outputs.outputs",
	.edges = "Published are the distinct items with an output at the last "
		"step of workflows.yaml, or its counted outputs where these "
		"are more. Workflows without documented steps are left out, "
		"and logs of corrected outputs without counts. " MATURE_EDGE,
	.source = ""
};

const struct metric metric_downstream_errors = {
	.id = "downstream_errors",
	.title = "Downstream errors per 100 items", .unit = UNIT_RATIO,
	.digits = 1, .direction = -1, .scopes = DEFECT_SCOPES,
	.section = "7", .requirement = "R34",
	.formula = "Defects found at a later step than the one they arose in, "
		"per 100 items published.",
	.columns = DEFECT_COLUMNS ", corrections.item_id, outputs.outputs",
	.edges = "Found after publication is later than every step. Unknown "
		"origins are left out. Items are those of escapes per 100 "
		"published, so that the two compare. " MATURE_EDGE,
	.source = ""
};

const struct metric metric_checkpoint_effectiveness = {
	.id = "checkpoint_effectiveness",
	.title = "Checkpoint effectiveness", .unit = UNIT_RATE, .digits = 1,
	.direction = 1, .scopes = DEFECT_SCOPES | AT_WORKFLOW_STEP,
	.section = "7", .requirement = "R08",
	.formula = "Defects caught at a checkpoint, divided by these and "
		"those found later that arose at or before it.",
	.columns = DEFECT_COLUMNS,
	.edges = ORDER_EDGE "Unknown origins are left out. Checkpoints are "
		"steps with `checkpoint: yes`; of several, both sides are "
		"summed, and a defect counts at each one it came by: no "
		"interval. " MATURE_EDGE,
	.source = "Kan 2002, defect removal effectiveness; Wilson 1927"
};

const struct metric metric_defect_distance = {
	.id = "defect_distance", .title = "Steps from origin to discovery",
	.unit = UNIT_RATIO, .digits = 2, .direction = -1,
	.scopes = DEFECT_SCOPES, .section = "7", .requirement = "R08",
	.formula = "Mean number of steps between where a defect arose and "
		"where it was found.",
	.columns = DEFECT_COLUMNS,
	.edges = ORDER_EDGE "Unknown origins are left out.", .source = ""
};

const struct metric metric_lateness_hours = {
	.id = "lateness_hours", .title = "Cost of lateness",
	.unit = UNIT_HOURS, .digits = 1, .direction = -1,
	.scopes = DEFECT_SCOPES, .section = "7", .requirement = "R08",
	.formula = "Correction minutes of defects found after their origin, "
		"each less the median of its type where found at once, "
		"in hours.",
	.columns = DEFECT_COLUMNS ", corrections.correction_minutes",
	.edges = "The median is of the same workflow, in 52 weeks to the "
		"period's end; a type with fewer than 3 there is left out and "
		"counted, and so are rows without minutes. Below 0 where "
		"late defects took less.",
	.source = "", .each = true
};

const struct metric metric_defects = {
	.id = "defects", .title = "Defects found", .unit = UNIT_COUNT,
	.scopes = DEFECT_SCOPES | AT_WORKFLOW_STEP, .section = "7",
	.requirement = "R08",
	.formula = "Defects found, by where they arose and where they were "
		"found.",
	.columns = DEFECT_COLUMNS,
	.edges = ORDER_EDGE "As step stands \"origin > found\"; an origin "
		"that is blank or not documented is unknown.",
	.source = ""
};

const struct metric metric_unknown_origin = {
	.id = "unknown_origin", .title = "Unknown origin", .unit = UNIT_RATE,
	.digits = 1, .direction = -1, .scopes = DEFECT_SCOPES, .section = "7",
	.requirement = "R08",
	.formula = "Share of the defects found whose origin is not known.",
	.columns = DEFECT_COLUMNS,
	.edges = ORDER_EDGE "Unknown is a blank origin and one that is no "
		"step of the documented workflow.",
	.source = ""
};

const struct metric metric_misordered_defects = {
	.id = "misordered_defects", .title = "Found before they arose",
	.unit = UNIT_COUNT, .direction = -1, .scopes = DEFECT_SCOPES,
	.section = "7", .requirement = "R08",
	.formula = "Defects whose step comes before their origin step: a "
		"data error.",
	.columns = DEFECT_COLUMNS,
	.edges = "They count in no other number.", .source = ""
};

#define NO_DEFECT "no defect was found"

static bool is_immature(const struct metrics_run *run, struct period p)
{
	return p.last > run->as_of - ESCAPE_IMMATURE_DAYS;
}

/* Say so in the note, after what is there. */
static void mark_immature(const struct metrics_run *run, struct figure *f)
{
	if (!is_immature(run, f->period))
		return;
	f->immature = true;
	f->note = arena_printf(&run->out->arena, "%s%s%s", f->note,
			       *f->note ? "; " : "",
			       f->period.kind == PERIOD_WEEK ?
			       "not mature yet" :
			       "the last 3 weeks are not mature yet");
}

static void write_share(const struct metrics_run *run, struct figure *f,
			int64_t x, int64_t n, bool interval)
{
	struct interval range;

	f->n = n;
	f->x = x;
	if (n == 0)
		return;
	f->value = (double)x / (double)n;
	if (!interval)
		return;
	range = wilson((double)x, (double)n,
		       z_for(run->config->limits.confidence_rates));
	f->low = range.low;
	f->high = range.high;
}

/* ---- each ----------------------------------------------------------- */

#define NOBODY_LOOKED \
	"not measured yet: needs defects found after publication"

static void write_escape_rate(const struct metrics_run *run, struct figure *f,
			      const struct escape_cell *c, bool looked)
{
	if (!looked) {
		f->note = NOBODY_LOOKED;
		return;
	}
	write_share(run, f, c->escaped, c->found, true);
	if (c->found == 0)
		f->note = NO_DEFECT;
	else
		mark_immature(run, f);
}

#define NO_ORIGIN "not measured yet: needs defects with their origin step"

/* x of those that were `found` are of workflows that can say what they
 * published; `what` names them. */
static void write_per_100(const struct metrics_run *run, struct figure *f,
			  const struct escape_cell *c, int64_t x,
			  int64_t found, const char *what)
{
	int64_t left = found - x;

	if (!c->countable && c->found) {
		f->note = "what was published cannot be counted: it needs "
			  "documented steps, or counts of outputs";
		return;
	}
	if (c->published == 0) {
		f->note = "nothing was published";
		return;
	}
	f->n = c->published;
	f->x = x;
	f->note = "";
	if (left)
		f->note = arena_printf(&run->out->arena, "%" PRId64 " of %"
			PRId64 " %s are of workflows whose published "
			"items cannot be counted", left, found, what);
	f->value = 100 * (double)x / (double)c->published;
	mark_immature(run, f);
}

static void write_effectiveness(const struct metrics_run *run,
				struct figure *f, int64_t caught,
				int64_t passed, bool interval)
{
	write_share(run, f, caught, caught + passed, interval);
	if (caught + passed == 0)
		f->note = "no defect of known origin came by a checkpoint";
	else
		mark_immature(run, f);
}

static void write_distance(struct figure *f, const struct escape_cell *c)
{
	f->n = c->placed;
	if (c->placed)
		f->value = (double)c->distance / (double)c->placed;
	else
		f->note = c->found ? "no defect has a known origin" :
				     NO_DEFECT;
}

static void write_lateness(const struct metrics_run *run, struct figure *f,
			   const struct escape_cell *c)
{
	struct strbuf note = STRBUF_INIT;

	f->n = c->late;
	if (c->late)
		f->value = (double)c->late_cost / 2 / MS_PER_HOUR;
	else if (!c->late_alone && !c->late_blank)
		strbuf_puts(&note, c->placed ? "no defect was found late" :
				   c->found ? "no defect has a known origin" :
					      NO_DEFECT);
	if (c->late_alone)
		strbuf_printf(&note, "%" PRId64 " late defect%s left out: "
			      "fewer than 3 of the type were found where they "
			      "arose", c->late_alone,
			      c->late_alone == 1 ? "" : "s");
	if (c->late_blank)
		strbuf_printf(&note, "%s%" PRId64 " late defect%s without "
			      "minutes left out", note.len ? "; " : "",
			      c->late_blank, c->late_blank == 1 ? "" : "s");
	if (note.len)
		f->note = arena_strdup(&run->out->arena, note.s);
	strbuf_release(&note);
}

/* Without any row nobody may have recorded defects: a gap, not 0. */
static void write_count(struct figure *f, const struct escape_cell *c,
			int64_t n)
{
	if (c->found || c->misordered)
		f->value = (double)n;
	else
		f->note = NO_DEFECT;
}

/* ---- of a scope ----------------------------------------------------- */

void escape_write(const struct metrics_run *run, struct cell_key key,
		  const struct escape_cell *c, struct escape_seen seen)
{
	struct scope scope = cut_scope(key, run->outputs->dim);
	struct period p = run->periods.item[key.period];
	struct figure *f;

	/* an undocumented workflow that only published */
	if (key.cut != CUT_TOTAL && !c->found && !c->misordered &&
	    !c->published)
		return;
	write_escape_rate(run, run_figure(run, &metric_escape_rate, &scope,
					  p), c, seen.published);
	f = run_figure(run, &metric_escapes_per_100, &scope, p);
	f->note = NOBODY_LOOKED;
	if (seen.published)
		write_per_100(run, f, c, c->out, c->escaped, "escapes");
	f = run_figure(run, &metric_downstream_errors, &scope, p);
	f->note = NO_ORIGIN;
	if (seen.origin)
		write_per_100(run, f, c, c->passed_on, c->downstream,
			      "downstream errors");
	write_effectiveness(run, run_figure(run,
					    &metric_checkpoint_effectiveness,
					    &scope, p),
			    c->caught, c->passed, false);
	write_distance(run_figure(run, &metric_defect_distance, &scope, p),
		       c);
	write_lateness(run, run_figure(run, &metric_lateness_hours, &scope,
				       p), c);
	f = run_figure(run, &metric_unknown_origin, &scope, p);
	write_share(run, f, c->no_origin, c->found, false);
	f->note = c->found ? "" : NO_DEFECT;
	write_count(run_figure(run, &metric_defects, &scope, p), c, c->found);
	write_count(run_figure(run, &metric_misordered_defects, &scope, p), c,
		    c->misordered);
}

void checkpoint_write(const struct metrics_run *run, struct cell_key key,
		      const struct checkpoint_cell *c)
{
	const char *workflow = run->corrections->dim[key.a];
	const struct config_workflow *w = config_workflow(run->config,
							  workflow);
	const struct scope scope = { { [SCOPE_WORKFLOW] = workflow,
				       [SCOPE_STEP] = w->steps[key.b].id } };

	write_effectiveness(run, run_figure(run,
					    &metric_checkpoint_effectiveness,
					    &scope,
					    run->periods.item[key.period]),
			    c->caught, c->passed, true);
}

void edge_write(const struct metrics_run *run, struct cell_key key, int64_t n)
{
	const char *const *dim = run->corrections->dim;
	const struct config_workflow *w = config_workflow(run->config,
							  dim[key.a]);
	const struct scope scope = { {
		[SCOPE_WORKFLOW] = dim[key.a],
		[SCOPE_STEP] = defect_edge(&run->out->arena, w,
					   (int)key.cut - 1, dim[key.b])
	} };

	run_figure(run, &metric_defects, &scope,
		   run->periods.item[key.period])->value = (double)n;
}
