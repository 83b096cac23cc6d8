/* What was put into a figure, and who writes its arithmetic out. */
#include <math.h>
#include <string.h>

#include "cli/explain.h"

double explain_limit(const struct explanation *e)
{
	const struct config_thresholds *l = &e->config->limits;

	if (!strcmp(e->metric->id, "rework"))
		return l->rework_limit;
	if (!strcmp(e->metric->id, "usable") && l->usable_target > 0)
		return l->usable_target;
	return NAN;
}

/* What n counts. */
static const char *noun_of(const struct explanation *e)
{
	static const struct { const char *metric, *noun; } of[] = {
		{ "lead_median", "items" }, { "lead_p90", "items" },
		{ "productivity", "items" }, { "step_minutes", "first passes" },
		{ "step_median", "first passes" },
		{ "practice_hours", "people" }, { "practice_mean", "people" },
		{ "rollout_median", "rollouts" },
		{ "rollout_p90", "rollouts" },
		{ "session_minutes", "sessions" },
		{ "session_planned", "sessions" },
		{ "audit_minutes", "audits" },
		{ "audit_planned", "audits" },
		{ "daily_review", "days" },
		{ "pulse", "answers" },
	};

	for (size_t i = 0; i < sizeof of / sizeof *of; i++)
		if (!strcmp(of[i].metric, e->metric->id))
			return of[i].noun;
	if (explain_of_late(e->metric))
		return "late reviews";
	if (explain_names(e->metric, "handoffs"))
		return "handoffs";
	if (explain_names(e->metric, "members"))
		return "members judged";
	if (!explain_of_defects(e->metric))
		return "outputs";
	return e->figure->x != FACT_NULL ? "items published" : "defects";
}

/* What x counts, a part of n. */
static const char *part_of(const struct explanation *e)
{
	if (e->metric->unit == UNIT_RATE)
		return "(the part that counts)";
	if (!strcmp(e->metric->id, "downstream_errors"))
		return "found after their origin";
	return explain_of_defects(e->metric) ? "escapes" :
					       "of these (see the rules)";
}

/* Where outputs have an outcome: how many have none. */
static void give_unknown(struct explanation *e)
{
	const struct figure *unknown = explain_figure(e, "unknown");

	if (explain_of_defects(e->metric) || e->last ||
	    !explain_reads(e->metric, "corrections") ||
	    explain_reads(e->metric, "inputs") || !unknown ||
	    unknown->x == FACT_NULL || !strcmp(e->metric->id, "coverage"))
		return;
	explain_given(e, "unknown", "%s of %s outputs have no known outcome",
		      explain_count(e, unknown->x),
		      explain_count(e, unknown->n));
}

static void give_weights(struct explanation *e)
{
	if (!e->lines)
		return;
	if (e->lines == e->outputs)
		explain_given(e, "weights", "each output counts once");
	else
		explain_given(e, "weights", "%s rows stand for %s outputs "
			      "(their column n)", explain_count(e, e->lines),
			      explain_count(e, e->outputs));
}

static void give_inputs(struct explanation *e)
{
	const struct figure *f = e->figure;

	if (f->n != FACT_NULL)
		explain_given(e, "n", "%s %s", explain_count(e, f->n),
			      e->metric->unit == UNIT_RATE ? "(the whole)" :
							     noun_of(e));
	if (f->x != FACT_NULL)
		explain_given(e, "x", "%s %s", explain_count(e, f->x),
			      part_of(e));
	give_unknown(e);
	give_weights(e);
	if (!isnan(explain_limit(e)))
		explain_given(e, explain_goal(e->metric), "%s",
			      explain_percent(e, explain_limit(e)));
	if (f->note && *f->note)
		explain_given(e, "note", "%s", f->note);
}

void explain_result(struct explanation *e)
{
	explain_say(e, arena_printf(&e->arena, "= %s", e->metric->id), "%s",
		    explain_value(e, e->metric, e->figure->value));
}

void explanation_steps(struct explanation *e)
{
	const struct figure *f = e->figure;
	bool known = !isnan(f->value);

	give_inputs(e);
	if (explanation_parts(e) || e->steps.n)
		return;		/* a sample was told with its rows */
	if (e->metric->unit == UNIT_SCORE)
		explanation_score(e);
	else if (!known)
		return;
	else if (e->metric->unit == UNIT_RATE && f->n != FACT_NULL &&
		 f->x != FACT_NULL)
		explanation_rate(e);
	else if (e->metric->unit == UNIT_OF_100)
		explanation_quality(e);
	else if (e->metric->unit == UNIT_POINTS)
		explanation_change(e);
	else
		explain_result(e);
}
