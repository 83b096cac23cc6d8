/* Of what and when a figure is: workflows, periods, and the part of the report
 * that shows it. */
#include "report/blocks/words.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ---- scopes --------------------------------------------------------- */

const char *workflow_name(struct doc *d, const struct report_input *in,
			  const char *id)
{
	const struct config_workflow *w;

	if (!id)
		return "All work";
	if (!*id)
		return "(none)";
	w = config_workflow(in->config, id);
	return clean(d, w && w->name && *w->name ? w->name : id);
}

struct scope scope_workflow(const char *workflow)
{
	struct scope s = { { NULL } };

	s.dim[SCOPE_WORKFLOW] = workflow;
	return s;
}

static bool same_period(struct period a, struct period b)
{
	return a.kind == b.kind && a.first == b.first && a.last == b.last;
}

/* A figure of exactly one workflow. */
static bool workflow_only(const struct scope *s)
{
	if (!s->dim[SCOPE_WORKFLOW])
		return false;
	for (int i = 0; i < SCOPE_DIMS; i++)
		if (i != SCOPE_WORKFLOW && s->dim[i])
			return false;
	return true;
}

/* Where in sorted ids this one stands, or would. */
static size_t place_of(const char *const *id, size_t n, const char *s)
{
	size_t low = 0;

	while (low < n) {
		size_t mid = low + (n - low) / 2;

		if (strcmp(id[mid], s) < 0)
			low = mid + 1;
		else
			n = mid;
	}
	return low;
}

/* Automation hands over without a workflow: that alone makes none. */
static bool is_of_handoffs(const struct metric *m)
{
	return !strcmp(m->section, "6");
}

/* Those of tuneup.yaml in its order, then others that have figures, sorted. */
static const char **workflows_in(struct doc *d, const struct report_input *in,
				 size_t *n, bool of_handoffs)
{
	const struct config *c = in->config;
	const char **id, **other = NULL;
	size_t n_other = 0, cap = 0;

	for (size_t i = 0; i < in->figures->n; i++) {
		const struct figure *f = &in->figures->item[i];
		const char *name = f->scope.dim[SCOPE_WORKFLOW];
		size_t at;

		if ((!same_period(f->period, in->now) &&
		     !same_period(f->period, in->before)) ||
		    !workflow_only(&f->scope) ||
		    (is_of_handoffs(f->metric) && !of_handoffs))
			continue;
		at = place_of(other, n_other, name);
		if (at < n_other && !strcmp(other[at], name))
			continue;
		vec_reserve(&other, n_other, &cap);
		memmove(other + at + 1, other + at,
			(n_other++ - at) * sizeof *other);
		other[at] = name;
	}
	id = arena_array(&d->arena, c->n_workflows + n_other + 1, sizeof *id);
	*n = 0;
	for (size_t i = 0; i < c->n_workflows; i++)
		id[(*n)++] = arena_strdup(&d->arena, c->workflows[i].id);
	for (size_t i = 0; i < n_other; i++)
		if (!config_workflow(c, other[i]))
			id[(*n)++] = arena_strdup(&d->arena, other[i]);
	free(other);
	return id;
}

const char **workflows_of(struct doc *d, const struct report_input *in,
			  size_t *n)
{
	return workflows_in(d, in, n, false);
}

const char **workflows_all(struct doc *d, const struct report_input *in,
			   size_t *n)
{
	return workflows_in(d, in, n, true);
}

const struct figure *figure_now(const struct report_input *in,
				const char *metric, const char *workflow)
{
	if (!metric_find(metric))
		return NULL;
	return figures_get(in->figures, metric, workflow, in->now);
}

bool is_of_tool(const struct report_input *in, const struct figure *f,
		const struct metric *m)
{
	if (f->metric != m || !f->scope.dim[SCOPE_TOOL] ||
	    !same_period(f->period, in->now))
		return false;
	for (int i = 0; i < SCOPE_DIMS; i++)
		if (i != SCOPE_TOOL && f->scope.dim[i])
			return false;
	return true;
}

double figure_value(const struct report_input *in, const char *metric,
		    const char *workflow, struct period period)
{
	const struct figure *f;

	if (!metric_find(metric))
		return NAN;
	f = figures_get(in->figures, metric, workflow, period);
	return f ? f->value : NAN;
}

/* ---- periods -------------------------------------------------------- */

struct period *weeks_to(struct arena *a, const struct report_input *in,
			size_t n)
{
	int32_t end = in->now.last < in->as_of ? in->now.last : in->as_of;
	struct period *week = arena_array(a, n, sizeof *week), w;

	w = period_of(PERIOD_WEEK, end, 1);
	if (w.last > end)
		w = period_prev(w, 1);
	for (size_t i = n; i-- > 0; w = period_prev(w, 1))
		week[i] = w;
	return week;
}

const char *period_short(struct doc *d, const struct report_input *in,
			 struct period p)
{
	int year, week;

	if (p.kind == PERIOD_WEEK) {
		iso_week(p.first, &year, &week);
		return arena_printf(&d->arena, "week %d", week);
	}
	if (p.kind == PERIOD_QUARTER) {
		char *id = period_id(&d->arena, p, in->config->quarter_starts);
		char *dash = strchr(id, '-');

		if (dash)
			return arena_printf(&d->arena, "%s %.*s", dash + 1,
					    (int)(dash - id), id);
	}
	return period_words(&d->arena, p, in->config->quarter_starts);
}

const char *this_period(const struct report_input *in, bool capital)
{
	if (in->now.kind == PERIOD_WEEK)
		return capital ? "This week" : "this week";
	if (in->now.kind == PERIOD_MONTH)
		return capital ? "This month" : "this month";
	if (in->now.kind == PERIOD_QUARTER)
		return capital ? "This quarter" : "this quarter";
	return capital ? "This period" : "this period";
}

/* ---- the report ------------------------------------------------------ */

const char *part_with(const struct report_input *in, const char *block)
{
	const struct template *t = in->template;

	for (size_t i = 0; i < t->n_parts; i++)
		for (size_t j = 0; j < t->parts[i].n_blocks; j++)
			if (!strcmp(t->parts[i].blocks[j].block, block))
				return t->parts[i].id;
	return NULL;
}

int block_span(const struct template_block *t, const struct block *b)
{
	return t->span >= 1 && t->span <= 12 ? t->span : b->span;
}

struct table *part_table(struct doc *d, struct part *p,
			 const struct template_block *t, const struct block *b)
{
	return &part_add(d, p, ELEMENT_TABLE, b->id, block_span(t, b))
			->as.table;
}

struct chart *part_chart(struct doc *d, struct part *p,
			 const struct template_block *t, const struct block *b)
{
	return &part_add(d, p, ELEMENT_CHART, b->id, block_span(t, b))
			->as.chart;
}
