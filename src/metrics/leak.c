/*
 * metrics/leak.c - outputs that passed below the criteria of their step: R33.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/num.h"
#include "base/strbuf.h"
#include "metrics/cases.h"
#include "metrics/checkpoint.h"
#include "metrics/family.h"

const struct metric metric_threshold_leaks = {
	.id = "threshold_leaks", .title = "Threshold leaks",
	.unit = UNIT_RATE, .digits = 1, .direction = -1,
	.scopes = AT_TOTAL | AT_WORKFLOW | AT_WORKFLOW_STEP, .section = "7",
	.requirement = "R33",
	.formula = "Outputs that passed, usable or with a light touch, below "
		"the acceptance criteria of their step, divided by all that "
		"passed a step with criteria.",
	.columns = "corrections.outcome, corrections.rating, "
		"corrections.correction_minutes, corrections.defect",
	.edges = "Criteria are `accept` of workflows.yaml: the mean of the "
		"ratings as given, all correction minutes (usable without "
		"any is 0), no defect named. What is missing fails no "
		"criterion. An output made again did not pass.",
	.source = "Wilson 1927, 95 % interval", .each = true
};

/* ---- one output -------------------------------------------------------- */

static bool has_criteria(const struct config_accept *a)
{
	return a->rating_min > 0 || a->correction_max != FACT_NULL ||
	       a->defects_none;
}

static double mean_rating(const struct output *o)
{
	int64_t sum = 0;

	for (size_t i = 0; i < o->n_ratings; i++)
		sum += o->ratings[i].value;
	return o->n_ratings ? (double)sum / MEASURE_SCALE /
				      (double)o->n_ratings : (double)NAN;
}

bool leak_of(struct leak *out, const struct output *o,
	     const struct facts *facts)
{
	const struct config_step *step = o->documented ?
		config_step(o->documented, facts->dim[o->step]) : NULL;
	int64_t ms = o->correction;

	if (!step || !has_criteria(&step->accept) ||
	    (o->class != CLASS_USABLE && o->class != CLASS_LIGHT))
		return false;
	if (ms == FACT_NULL && o->outcome == OUTCOME_USABLE)
		ms = 0;
	*out = (struct leak){ .accept = &step->accept,
			      .rated = mean_rating(o) };
	/* thousandths of points, so that a mean of 4 is not below 4 */
	out->rating = out->rated < out->accept->rating_min - 1e-9;
	out->minutes = ms != FACT_NULL &&
		       out->accept->correction_max != FACT_NULL &&
		       ms > out->accept->correction_max;
	out->defect = o->defect && out->accept->defects_none;
	return true;
}

const char *leak_words(struct arena *a, const struct leak *l,
		       const struct output *o)
{
	char is[NUM_TEXT_MAX], wanted[NUM_TEXT_MAX];
	struct strbuf s = STRBUF_INIT;
	const char *words;

	if (l->rating)
		strbuf_printf(&s, "rating %s below %s",
			      num_text(is, l->rated, 2),
			      num_text(wanted, l->accept->rating_min, 2));
	if (l->minutes)
		strbuf_printf(&s, "%s%s correction minutes above %s",
			      s.len ? ", " : "",
			      num_text(is, (double)o->correction /
					   MS_PER_MINUTE, 1),
			      num_text(wanted,
				       (double)l->accept->correction_max /
				       MS_PER_MINUTE, 1));
	if (l->defect)
		strbuf_printf(&s, "%sa defect", s.len ? ", " : "");
	words = arena_strdup(a, s.len ? s.s : "");
	strbuf_release(&s);
	return words;
}

/* ---- the family -------------------------------------------------------- */

struct leak_cell { int64_t passed, below; };

struct leaks {
	const struct metrics_run *run;
	struct cells cells;	/* of struct leak_cell */
};

struct leaks *leaks_new(const struct metrics_run *run)
{
	struct leaks *l = xcalloc(1, sizeof *l);

	l->run = run;
	cells_init(&l->cells, sizeof(struct leak_cell));
	/* The total has figures also of a gap. */
	for (uint32_t p = 0; p < run->periods.n; p++)
		cells_at(&l->cells, (struct cell_key){ CUT_TOTAL, p, 0, 0 });
	return l;
}

void leaks_free(struct leaks *l)
{
	if (!l)
		return;
	cells_release(&l->cells);
	free(l);
}

static void name_case(const struct leaks *l, const struct leak *leak,
		      const struct output *o)
{
	struct case_list *list = l->run->cases;
	const char *const *dim = l->run->corrections->dim;

	if (!list || !period_holds(list->period, o->day))
		return;
	cases_add(list, &(struct case_row){
		.kind = CASE_LEAK, .day = o->day,
		.workflow = dim[o->workflow], .step = dim[o->step],
		.tool = dim[o->tool],
		.item = arena_strndup(list->arena, o->item, o->item_len),
		.why = leak_words(list->arena, leak, o),
		.correction_min = o->correction == FACT_NULL ? (double)NAN :
				  (double)o->correction / MS_PER_MINUTE,
		.n = o->n, .import = o->import, .line = o->line
	});
}

void leaks_add(struct leaks *l, const struct output *o)
{
	static const unsigned cut[] = { CUT_TOTAL, CUT_WORKFLOW,
					CUT_WORKFLOW_STEP };
	int period = periods_find(&l->run->periods, o->day);
	struct leak leak;

	if (period < 0 || !leak_of(&leak, o, l->run->corrections))
		return;
	for (int i = 0; i < 3; i++) {
		struct leak_cell *c = cells_at(&l->cells, cut_key(
			cut[i], (uint32_t)period, o));

		c->passed += o->n;
		c->below += is_leak(&leak) ? o->n : 0;
	}
	if (is_leak(&leak))
		name_case(l, &leak, o);
}

static bool any_criteria(const struct config *c)
{
	for (size_t w = 0; w < c->n_workflows; w++)
		for (size_t s = 0; s < c->workflows[w].n_steps; s++)
			if (has_criteria(&c->workflows[w].steps[s].accept))
				return true;
	return false;
}

void leaks_write(struct leaks *l)
{
	const char *none = any_criteria(l->run->config) ?
		"nothing passed a step with criteria" :
		"not measured yet: needs acceptance criteria (accept) in "
		"workflows.yaml";

	for (size_t i = 0; i < l->cells.n; i++) {
		struct cell_key key = cells_key(&l->cells, i);
		const struct leak_cell *c = cells_item(&l->cells, i);
		struct scope scope = cut_scope(key, l->run->corrections->dim);

		share_write(l->run, run_figure(l->run,
					       &metric_threshold_leaks, &scope,
					       l->run->periods
						       .item[key.period]),
			    c->below, c->passed, none);
	}
}
