/* Which rows stand behind the figures of checkpoints and of edges. */
#include <string.h>

#include "cli/explain.h"
#include "metrics/checkpoint.h"
#include "metrics/escape.h"

/* ---- defects -------------------------------------------------------- */

static bool is_metric(const struct explanation *e, const char *id)
{
	return !strcmp(e->metric->id, id);
}

/* Each case is listed where it was found, at the adaptation or anywhere. */
static bool is_other_altered(const struct explanation *e,
			     const struct facts *f,
			     const struct fact_day *day, size_t r)
{
	const char *step = fact_dim(f, day, COR_STEP, r);
	const char *want = e->scope.dim[SCOPE_STEP];

	return strcmp(fact_dim(f, day, COR_DEFECT, r), "message_altered") ||
	       (is_metric(e, "message_altered") && !is_adaptation(step)) ||
	       (want && strcmp(want, step) != 0);
}

/* Those that went on to a later step than the one they arose in. */
static bool is_of_later(const struct explanation *e)
{
	return is_metric(e, "downstream_errors") ||
	       is_metric(e, "checkpoint_gaps") ||
	       is_metric(e, "gap_defects") || is_metric(e, "gap_hours");
}

/* An edge "brief > draft" is a cell of the matrix. */
static bool is_other_cell(const struct facts *f, const struct fact_day *day,
			  size_t r, const struct defect *d, const char *edge)
{
	struct arena a = { 0 };
	bool other = strcmp(edge, defect_edge(&a, d->documented, d->origin,
					      fact_dim(f, day, COR_STEP,
						       r))) != 0;

	arena_release(&a);
	return other;
}

/* A checkpoint's step takes part in what came by it; a gap's in what went on
 * from there. */
bool explain_other_defect(const struct explanation *e, const struct facts *f,
			  const struct fact_day *day, size_t r)
{
	const char *step = e->scope.dim[SCOPE_STEP];
	bool later = is_of_later(e);
	struct defect d;
	int k;

	if (!defect_of(&d, e->config, f, day, r))
		return true;
	if (is_metric(e, "message_altered") ||
	    is_metric(e, "altered_messages"))
		return is_other_altered(e, f, day, r);
	if (defect_is_misordered(&d) != is_metric(e, "misordered_defects"))
		return true;
	if (later && (!defect_is_placed(&d) || d.caught == d.origin))
		return true;
	if (!step)
		return false;
	if (strstr(step, DEFECT_EDGE))
		return is_other_cell(f, day, r, &d, step);
	k = d.documented ? config_step_index(d.documented, step) : -1;
	return !defect_is_placed(&d) || k < d.origin || k > d.caught ||
	       (later && k == d.caught);
}

/* ---- handoffs ------------------------------------------------------- */

/* The edge stands for the step: "draft > review". */
static bool is_other_edge(const struct explanation *e, const struct facts *f,
			  const struct fact_day *day, size_t r)
{
	const char *want = e->scope.dim[SCOPE_STEP];
	struct arena a = { 0 };
	bool other = want && strcmp(want, arena_printf(
		&a, "%s > %s", fact_dim(f, day, HAN_FROM_STEP, r),
		fact_dim(f, day, HAN_TO_STEP, r))) != 0;

	arena_release(&a);
	return other;
}

bool explain_other_handoff(const struct explanation *e, const struct facts *f,
			   const struct fact_day *day, size_t r)
{
	const char *want = e->scope.dim[SCOPE_COMPONENT];
	int64_t component = fact_i64(day, HAN_COMPONENT, r);

	/* latency and cycles are of what names a component */
	if (!strcmp(e->metric->section, "8a"))
		return component == COMPONENT_BLANK ||
		       (want && strcmp(want, kind_handoffs
			       .columns[HAN_COMPONENT].words[component - 1]));
	if (is_metric(e, "publish_integration"))
		return !is_publishing(e->config, f, day, r);
	return is_other_edge(e, f, day, r);
}

/* ---- late reviews --------------------------------------------------- */

bool explain_of_late(const struct metric *metric)
{
	return strstr(metric->columns, "corrections.started_at") != NULL;
}

struct late_visit {
	struct explanation *e;
	const struct facts *facts;
};

static void visit_judged(void *ctx, const struct judged_review *r)
{
	struct late_visit *v = ctx;
	const char *workflow = v->e->scope.dim[SCOPE_WORKFLOW];
	const char *step = v->e->scope.dim[SCOPE_STEP];

	if (!period_holds(v->e->period, r->day->day) ||
	    (workflow && strcmp(workflow, r->workflow->id) != 0) ||
	    (step && strcmp(step, r->workflow->steps[r->step].id) != 0))
		return;
	explain_review(v->e, v->facts, r->day, r->row,
		       r->late ? "late" : "in time");
}

/* Whether a review was late is decided over all rows, as in the metric. */
int explain_late_reviews(struct explanation *e, struct store *store,
			 struct err *err)
{
	struct facts f = { 0 };
	int ret = facts_read(&f, store, &kind_corrections, DAY_MIN, e->as_of,
			     err);

	if (!ret)
		judged_reviews_each(&f, e->config, visit_judged,
				    &(struct late_visit){ e, &f });
	facts_release(&f);
	return ret;
}
