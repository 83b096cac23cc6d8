/* What an input quality score is made of, and the audits behind a number of
 * the inputs. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cli/explain.h"
#include "metrics/audits.h"

/* ---- the arithmetic ------------------------------------------------- */

void explanation_quality(struct explanation *e)
{
	const struct config_thresholds *l = &e->config->limits;
	const struct { const char *name, *metric; double weight; } parts[] = {
		{ "completeness", "input_completeness",
		  l->input_completeness },
		{ "validity", "input_validity", l->input_validity },
		{ "uniqueness", "input_uniqueness", l->input_uniqueness },
		{ "freshness", "input_freshness", l->input_freshness },
		{ "consistency", "input_consistency", l->input_consistency }
	};
	double sum = 0, weight = 0;

	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
		const struct figure *f = explain_figure(e, parts[i].metric);

		if (!f || isnan(f->value)) {
			explain_say(e, parts[i].name, "no cells: drops out");
			continue;
		}
		sum += parts[i].weight * f->value;
		weight += parts[i].weight;
		explain_say(e, parts[i].name, "%s/%s = %s, weight %s",
			    explain_count(e, f->x), explain_count(e, f->n),
			    explain_six(e, f->value),
			    explain_num(e, parts[i].weight, 2));
	}
	if (!(weight > 0))
		return;
	explain_say(e, "score", "100 \u00d7 %s \u00f7 %s = %s",
		    explain_six(e, sum), explain_num(e, weight, 2),
		    explain_num(e, 100 * sum / weight, 4));
	if (100 * sum / weight > e->figure->value + 1e-9)
		explain_say(e, "gate", "a critical field is below %s %%, so "
			    "at most %s (see note)",
			    explain_num(e, 100 * l->input_gate, 0),
			    explain_num(e, l->input_cap, 0));
	explain_result(e);
}

/* ---- the rows ------------------------------------------------------- */

struct reading {
	struct explanation *e;
	const struct facts *corrections;
	struct audits audits;
	int32_t last;
	bool *used;		/* by record; NULL: all of them */
};

static int use_brief(void *ctx, const struct output *o)
{
	struct reading *r = ctx;
	uint32_t record;

	if (explain_holds(r->e, r->corrections, o) &&
	    audit_brief(&r->audits, o->brief, o->brief_len, r->last,
			&record) == BRIEF_FOUND)
		r->used[record] = true;
	return 0;
}

/* The records that the outputs of the scope name. */
static int find_used(struct reading *r, struct store *store, struct err *err)
{
	struct facts f = { 0 };
	int ret = facts_read(&f, store, &kind_corrections, DAY_MIN,
			     r->e->as_of, err);

	r->corrections = &f;
	r->used = xcalloc(r->audits.n_records + 1, sizeof *r->used);
	if (!ret)
		ret = outputs_each(&f, r->e->config, use_brief, r, err);
	r->corrections = NULL;
	facts_release(&f);
	return ret;
}

static bool is_in(const char *want, const char *text)
{
	return !want || !strcmp(want, text);
}

static void add_row(struct reading *r, const struct facts *f,
		    const struct fact_day *day, size_t row)
{
	const struct scope *scope = &r->e->scope;
	const struct audit *audit = audit_of_row(&r->audits, day, row);

	if (!audit || audit != audit_at(&r->audits, audit->record, r->last) ||
	    (r->used && !r->used[audit->record]) ||
	    !is_in(scope->dim[SCOPE_INPUT], fact_dim(f, day, INP_INPUT,
						     row)) ||
	    !is_in(scope->dim[SCOPE_FIELD], fact_dim(f, day, INP_FIELD, row)))
		return;
	explain_fact(r->e, f, day, row);
}

int explain_inputs(struct explanation *e, struct store *store,
		   struct err *err)
{
	struct reading r = { .e = e,
			     .last = explain_days(e, &kind_inputs).last };
	struct facts f = { 0 };
	int ret = facts_read(&f, store, &kind_inputs, DAY_MIN, r.last, err);

	if (ret)
		return ret;
	audits_init(&r.audits, &f, e->config);
	if (e->workflow || explain_reads(e->metric, "corrections"))
		ret = find_used(&r, store, err);
	for (size_t d = 0; !ret && d < f.n_days; d++)
		for (size_t i = 0; i < f.days[d].n; i++)
			add_row(&r, &f, &f.days[d], i);
	free(r.used);
	audits_release(&r.audits);
	facts_release(&f);
	return ret;
}
