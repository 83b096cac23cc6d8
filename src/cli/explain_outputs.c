/* The outputs behind a figure, by the visitor of the metrics; those of
 * rollouts. */
#include <string.h>

#include "cli/explain.h"
#include "metrics/checkpoint.h"
#include "metrics/rollout.h"
#include "store/fact_text.h"

struct visit {
	struct explanation *e;
	const struct facts *facts;
};

static const char *const class_words[] = {
	[CLASS_UNKNOWN] = "unknown", [CLASS_USABLE] = "usable",
	[CLASS_LIGHT] = "light touch", [CLASS_REWORK] = "rework"
};

/* "usable", "major: rework", "blank: light touch", "unknown" */
static const char *outcome_words(struct arena *a, const struct output *o)
{
	char buf[FACT_TEXT_MAX];
	const char *said = o->outcome == OUTCOME_UNKNOWN ? "blank" :
		fact_value_text(buf, &kind_corrections.columns[COR_OUTCOME],
				o->outcome);

	if (o->outcome != OUTCOME_UNKNOWN && o->class != CLASS_REWORK)
		return arena_strdup(a, said);
	if (o->class == CLASS_UNKNOWN)
		return "unknown";
	return arena_printf(a, "%s: %s%s", said, class_words[o->class],
			    o->reopened ? " (reopened)" : "");
}

bool explain_holds(const struct explanation *e, const struct facts *f,
		   const struct output *o)
{
	const struct scope *scope = &e->scope;
	const struct { enum scope_dim dim; int64_t id; } is[] = {
		{ SCOPE_WORKFLOW, o->workflow }, { SCOPE_STEP, o->step },
		{ SCOPE_TOOL, o->tool }, { SCOPE_CHANNEL, o->channel },
		{ SCOPE_CAMPAIGN, o->campaign },
		{ SCOPE_PROMPT_VERSION, o->prompt_version }
	};

	if (!(e->last ? explain_rollout(e, o->campaign) :
			period_holds(e->period, o->day)))
		return false;
	for (size_t i = 0; i < sizeof is / sizeof *is; i++) {
		const char *want = scope->dim[is[i].dim];
		const char *edge = want ? strstr(want, " > ") : NULL;

		/* of an edge, the work of the step that takes over */
		if (edge && is[i].dim == SCOPE_STEP)
			want = edge + strlen(" > ");
		if (want && strcmp(want, f->dim[is[i].id]) != 0)
			return false;
	}
	return true;
}

/* Of the threshold leaks: did the output not pass, or not by criteria? */
static bool is_no_leak(const struct explanation *e, const struct facts *f,
		       const struct output *o)
{
	struct leak leak;

	return !strcmp(e->metric->id, "threshold_leaks") &&
	       !leak_of(&leak, o, f);
}

/* "light: rating 3.00 below 4.00" */
static const char *leak_or(struct arena *a, const struct explanation *e,
			   const struct facts *f, const struct output *o)
{
	const char *words = outcome_words(a, o);
	struct leak leak;

	if (strcmp(e->metric->id, "threshold_leaks") != 0 ||
	    !leak_of(&leak, o, f) || !is_leak(&leak))
		return words;
	return arena_printf(a, "%s: %s", words, leak_words(a, &leak, o));
}

static int visit_output(void *ctx, const struct output *o)
{
	struct visit *v = ctx;
	struct explanation *e = v->e;
	struct arena a = { 0 };
	struct explain_file *file;

	if (!explain_holds(e, v->facts, o) || is_no_leak(e, v->facts, o))
		return 0;
	file = explain_from(e, &kind_corrections, o->import, o->line);
	file->rows += o->reviews;
	file->outputs += o->n;
	e->outputs += o->n;
	e->lines++;
	explain_keep(e, (struct explain_row){
		.kind = &kind_corrections, .import = o->import,
		.line = o->line, .day = o->day, .item = o->item,
		.outcome = explain_times(&a, o->n, leak_or(&a, e, v->facts, o))
	}, o->item_len);
	arena_release(&a);
	return 0;
}

/* ---- rollouts ---------------------------------------------------- */

static bool is_of_rollouts(const struct metric *metric)
{
	return strstr(metric->columns, "time.campaign") != NULL;
}

bool explain_rollout(const struct explanation *e, int64_t campaign)
{
	bool known = campaign > 0 && (size_t)campaign < e->n_last;
	const struct rollout r = {
		.last = known ? e->last[campaign] : DAY_NONE
	};

	return r.last != DAY_NONE && period_holds(e->period, r.last) &&
	       rollout_is_closed(&r, e->config, e->as_of);
}

static int visit_last(void *ctx, const struct output *o)
{
	struct visit *v = ctx;
	int32_t *last = &v->e->last[o->campaign];

	if (o->campaign && (*last == DAY_NONE || o->day > *last))
		*last = o->day;
	return 0;
}

/* A rollout has the day of its last output. */
static int find_last(struct visit *v, struct err *err)
{
	struct explanation *e = v->e;

	e->n_last = v->facts->n_dim;
	e->last = arena_array(&e->arena, e->n_last + 1, sizeof *e->last);
	for (size_t i = 0; i < e->n_last; i++)
		e->last[i] = DAY_NONE;
	return outputs_each(v->facts, e->config, visit_last, v, err);
}

/* Outputs need their whole history: a review may belong to an earlier one. */
int explain_outputs(struct explanation *e, struct store *store,
		    struct err *err)
{
	struct facts f = { 0 };
	struct visit visit = { e, &f };
	int ret = facts_read(&f, store, &kind_corrections, DAY_MIN, e->as_of,
			     err);

	if (!ret && is_of_rollouts(e->metric))
		ret = find_last(&visit, err);
	if (!ret)
		ret = outputs_each(&f, e->config, visit_output, &visit, err);
	facts_release(&f);
	return ret;
}
