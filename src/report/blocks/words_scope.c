/* Of what and when a figure is: workflows, periods, and the part of the report
 * that shows it. */
#include "report/blocks/words.h"

#include <math.h>
#include <string.h>

#include "metrics/workflows.h"

/* ---- scopes --------------------------------------------------------- */

const char *workflow_title(struct doc *d, const struct config *config,
			   const char *id)
{
	const struct config_workflow *w;

	if (!*id)
		return "(none)";
	w = config_workflow(config, id);
	return clean(d, w && w->name && *w->name ? w->name : id);
}

const char *workflow_name(struct doc *d, const struct report_input *in,
			  const char *id)
{
	return id ? workflow_title(d, in->config, id) : "All work";
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

/* Automation hands over without a workflow: that alone makes none. */
static bool is_of_handoffs(const struct metric *m)
{
	return !strcmp(m->section, "6");
}

struct wanted {
	const struct report_input *in;
	bool of_handoffs;
};

static bool is_wanted(const struct figure *f, const void *ctx)
{
	const struct wanted *w = ctx;

	return (same_period(f->period, w->in->now) ||
		same_period(f->period, w->in->before)) &&
	       (w->of_handoffs || !is_of_handoffs(f->metric));
}

static const char **workflows_in(struct doc *d, const struct report_input *in,
				 size_t *n, bool of_handoffs)
{
	const struct wanted w = { in, of_handoffs };

	return figures_workflows(n, in->figures, in->config, is_wanted, &w,
				 &d->arena);
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
