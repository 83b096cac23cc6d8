/* Which days and rows of a kind count in a figure. */
#include <math.h>
#include <string.h>

#include "cli/explain.h"
#include "metrics/session.h"

/* ---- days ----------------------------------------------------------- */

/* The only activity whose entries a metric counts; ACTIVITY_BLANK: several. */
static enum activity activity_of(const struct metric *metric)
{
	if (!strncmp(metric->id, "practice_", 9))
		return ACTIVITY_PRACTICE;
	if (!strcmp(metric->id, "step_minutes") ||
	    !strcmp(metric->id, "chain_minutes"))
		return ACTIVITY_WORK;
	return ACTIVITY_BLANK;
}

struct period explain_days(const struct explanation *e,
			   const struct fact_kind *kind)
{
	struct period days = { PERIOD_RANGE, e->period.first, e->period.last };

	if (days.last > e->as_of)
		days.last = e->as_of;
	/* what a rollout took, and what was practised so far */
	if (kind == &kind_time &&
	    (e->last || activity_of(e->metric) == ACTIVITY_PRACTICE))
		days.first = DAY_MIN;
	if (strstr(e->metric->id, "_to_date"))
		days.first = DAY_MIN;
	if (!strcmp(e->metric->id, "days_since_tuning") &&
	    e->figure->value >= 0) { /* the day of the last tuning */
		days.last -= (int32_t)e->figure->value;
		days.first = days.last;
	}
	if (kind == &kind_costs) { /* each spreads over its month */
		if (days.first != DAY_MIN)
			days.first = period_of(PERIOD_MONTH, days.first,
					       1).first;
		days.last = period_of(PERIOD_MONTH, days.last, 1).last;
	}
	return days;
}

/* ---- rows ----------------------------------------------------------- */

/* Refinement is a cost; work, correction and review count as hours where
 * minutes may come from the time sheet. */
static bool time_counts(const struct explanation *e, const struct facts *f,
			const struct fact_day *day, size_t r)
{
	const struct config_workflow *w;

	/* recorded hours are of all that was done */
	if (!explain_reads(e->metric, "costs") &&
	    !explain_reads(e->metric, "corrections"))
		return true;
	if (activity_is_refinement(fact_i64(day, TIM_ACTIVITY, r)))
		return explain_reads(e->metric, "costs");
	w = config_workflow(e->config, fact_dim(f, day, TIM_WORKFLOW, r));
	return w && w->minutes_from != MINUTES_CORRECTIONS &&
		explain_reads(e->metric, "corrections");
}

bool explain_of_defects(const struct metric *metric)
{
	if (!strcmp(metric->id, "threshold_leaks"))
		return false;
	return strstr(metric->columns, "corrections.defect") != NULL;
}

/* A kind without workflows serves them all. */
static bool is_of_another(const struct explanation *e, const struct facts *f,
			  const struct fact_day *day, size_t r)
{
	int c = fact_column_find(f->kind, "workflow");

	return e->workflow && c >= 0 && f->kind->columns[c].type == FACT_DIM &&
	       strcmp(e->workflow, fact_dim(f, day, c, r)) != 0;
}

bool explain_outside(const struct explanation *e, const struct facts *f,
		     const struct fact_day *day, size_t r)
{
	static const enum scope_dim dims[] = { SCOPE_CHANNEL, SCOPE_CAMPAIGN,
					       SCOPE_SEGMENT, SCOPE_SKILL };

	if (e->scope.dim[SCOPE_SKILL] && !isfinite(e->figure->value))
		return true;
	for (size_t i = 0; i < sizeof dims / sizeof *dims; i++) {
		const char *want = e->scope.dim[dims[i]];
		int c = want ? fact_column_find(f->kind,
						scope_dim_name[dims[i]]) : -1;

		if (c >= 0 && f->kind->columns[c].type == FACT_DIM &&
		    strcmp(want, fact_dim(f, day, c, r)) != 0)
			return true;
	}
	return false;
}

/* Hours of tuning are those of the time sheet or of the log, never of both;
 * the log names no workflow. */
static bool is_other_session(const struct explanation *e, const struct facts *f,
			     const struct fact_day *day, size_t r)
{
	if (!session_counts(e->metric, f, day, r) ||
	    is_of_another(e, f, day, r))
		return true;
	if (f->kind != &kind_sessions)
		return false;
	if (e->workflow)
		return !*e->figure->note;
	return strstr(e->figure->note, "time sheet") != NULL;
}

/* Of one activity, or of the rollouts of the period. */
static bool is_other_time(const struct explanation *e, const struct facts *f,
			  const struct fact_day *day, size_t r)
{
	enum activity only = activity_of(e->metric);

	return (only && only != fact_i64(day, TIM_ACTIVITY, r)) ||
	       !time_counts(e, f, day, r) ||
	       (e->last &&
		!explain_rollout(e, fact_i64(day, TIM_CAMPAIGN, r)));
}

/* What was published is no step's work. */
static bool is_other_output(const struct explanation *e,
			    const struct facts *f, const struct fact_day *day,
			    size_t r)
{
	const char *step = fact_dim(f, day, OUT_STEP, r);
	const char *want = e->scope.dim[SCOPE_STEP];

	return !strcmp(step, "published") || (want && strcmp(step, want));
}

static bool is_other_handoff(const struct explanation *e,
			     const struct facts *f, const struct fact_day *day,
			     size_t r)
{
	if (!strcmp(e->metric->id, "corrective_hours") &&
	    fact_i64(day, HAN_REFORMAT, r) == FACT_NULL)
		return true;
	return explain_other_handoff(e, f, day, r);
}

bool explain_other_row(const struct explanation *e, const struct facts *f,
		       const struct fact_day *day, size_t r)
{
	if (session_is_metric(e->metric))
		return is_other_session(e, f, day, r);
	if (explain_outside(e, f, day, r))
		return true;
	if (is_of_another(e, f, day, r))
		return true;
	if (f->kind == &kind_time)
		return is_other_time(e, f, day, r);
	if (f->kind == &kind_outputs)
		return is_other_output(e, f, day, r);
	if (f->kind == &kind_handoffs)
		return is_other_handoff(e, f, day, r);
	return f->kind == &kind_corrections &&
	       explain_other_defect(e, f, day, r);
}
