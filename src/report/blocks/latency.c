/* Did what was sent arrive in time? Table 2's four components. */
#include <math.h>
#include <string.h>

#include "base/num.h"
#include "report/blocks/said.h"
#include "report/blocks/table.h"
#include "report/blocks/words.h"

enum {
	COL_COMPONENT, COL_LIMIT, COL_IN_TIME, COL_RANGE, COL_EXPECTED,
	COL_MISSING, COL_MEDIAN, COL_P95, COL_WORST, COL_SENT, COL_SKEW,
	COL_NOTE, COLUMNS
};

static const struct { int column; const char *metric; } measured[] = {
	{ COL_IN_TIME, "latency_compliance" },
	{ COL_MISSING, "latency_missing" }, { COL_MEDIAN, "latency_p50" },
	{ COL_P95, "latency_p95" }, { COL_WORST, "latency_worst" },
	{ COL_SKEW, "clock_skew" }
};

/* In the order of the article's Table 2; what the limit says beside it. */
struct stack_part { const char *id, *name, *assumed; int64_t limit; };
#define COMPONENTS 4

static void components_of(struct stack_part c[COMPONENTS],
			  const struct config_thresholds *l)
{
	c[0] = (struct stack_part){ "segmentation", "Segmentation", "",
				   l->latency_segmentation };
	c[1] = (struct stack_part){ "execution", "Execution",
				   " (our assumption)",
				   l->latency_execution };
	c[2] = (struct stack_part){ "middleware", "Middleware", "",
				   l->latency_middleware };
	c[3] = (struct stack_part){ "dashboard", "Dashboard", "",
				   l->latency_dashboard };
}

static void latency_columns(struct doc *d, struct table *t,
			    const struct report_input *in)
{
	const struct column columns[COLUMNS] = {
		[COL_COMPONENT] = { "Component", ALIGN_LEFT, 16, true },
		[COL_LIMIT] = { "Limit", ALIGN_LEFT, 22, true },
		[COL_IN_TIME] = { "In time", ALIGN_RIGHT, 9, false },
		[COL_RANGE] = {
			arena_printf(&d->arena, "In time, %.0f %%",
				     100 * in->config->limits
						   .confidence_rates),
			ALIGN_RIGHT, 15, false },
		[COL_EXPECTED] = { "Expected", ALIGN_RIGHT, 9, false },
		[COL_MISSING] = { "Never arrived", ALIGN_RIGHT, 9, false },
		[COL_MEDIAN] = { "Median, min", ALIGN_RIGHT, 9, false },
		[COL_P95] = { "95 % within, min", ALIGN_RIGHT, 10, false },
		[COL_WORST] = { "Worst, min", ALIGN_RIGHT, 9, false },
		[COL_SENT] = { "The worst was", ALIGN_LEFT, 22, true },
		[COL_SKEW] = { "Received before sent", ALIGN_RIGHT, 10,
			       false },
		[COL_NOTE] = { "Note", ALIGN_LEFT, 30, true },
	};

	/* pages have no room for the moment of the worst and for clocks:
	 * `tuneup explain` and the workbook have them */
	table_columns(d, t, columns, in->now.kind == PERIOD_WEEK ? COLUMNS :
		      COL_SENT);
}

/* "24 h", "5 min", "1.5 min" */
static const char *limit_words(struct doc *d, int64_t ms)
{
	char buf[NUM_TEXT_MAX];
	bool hours = ms >= MS_PER_HOUR && ms % MS_PER_HOUR == 0;
	double v = (double)ms / (hours ? MS_PER_HOUR : MS_PER_MINUTE);

	return arena_printf(&d->arena, "%s %s",
			    num_text(buf, v, ms % MS_PER_MINUTE ? 2 : 0),
			    hours ? "h" : "min");
}

static const struct figure *now_of(const struct report_input *in,
				   const char *metric, const char *component)
{
	const struct scope scope = { { [SCOPE_COMPONENT] = component } };

	return figures_find(in->figures, metric_find(metric), &scope, in->now);
}

static void latency_row(struct doc *d, struct table *t,
			const struct report_input *in,
			const struct stack_part *c)
{
	const struct figure *f = now_of(in, "latency_compliance", c->id);
	const struct figure *worst = now_of(in, "latency_worst", c->id);
	struct cell *row = table_row(d, t);
	const char *range = f ? interval_words(d, f) : "";

	row[COL_COMPONENT] = cell_text(c->name);
	row[COL_LIMIT] = cell_text(arena_printf(&d->arena, "%s%s",
				   limit_words(d, c->limit), c->assumed));
	for (size_t i = 0; i < COUNT_OF(measured); i++)
		if ((size_t)measured[i].column < t->n_columns)
			row[measured[i].column] = figure_cell(d, now_of(in,
				measured[i].metric, c->id));
	if (*range)
		row[COL_RANGE] = cell_text(range);
	row[COL_EXPECTED] = f ? cell_number((double)f->n, 0) :
				cell_dash("no data in this period");
	if (t->n_columns < COLUMNS)
		return;
	if (worst && isfinite(worst->value))
		row[COL_SENT] = cell_text(clean(d, worst->note));
	if (f && isfinite(f->value) && *f->note)
		row[COL_NOTE] = cell_text(clean(d, f->note));
}

/* The component that was in time least often; -1: none was measured. */
static int weakest(const struct report_input *in,
		   const struct stack_part c[COMPONENTS])
{
	double least = NAN;
	int found = -1;

	for (int i = 0; i < COMPONENTS; i++) {
		const struct figure *f = now_of(in, "latency_compliance",
						c[i].id);

		if (!f || !isfinite(f->value) ||
		    (found >= 0 && f->value >= least))
			continue;
		least = f->value;
		found = i;
	}
	return found;
}

/* Does its interval lie below that of every other component? */
static bool surely_weakest(const struct report_input *in,
			   const struct stack_part all[COMPONENTS],
			   const struct stack_part *c)
{
	const struct figure *f = now_of(in, "latency_compliance", c->id);

	for (int i = 0; i < COMPONENTS; i++) {
		const struct figure *g = now_of(in, "latency_compliance",
						all[i].id);

		if (&all[i] != c && g && isfinite(g->low) &&
		    !(f->high < g->low))
			return false;
	}
	return true;
}

static const char *headline_of(struct doc *d, const struct report_input *in,
			       const struct stack_part all[COMPONENTS],
			       const struct stack_part *c)
{
	const struct metric *m = metric_find("latency_compliance");
	const struct figure *f, *total;

	if (!c)
		return arena_printf(&d->arena, "No latency was measured %s",
				    this_period(in, false));
	f = now_of(in, m->id, c->id);
	if (f->x == f->n)
		return arena_printf(&d->arena, "All that was expected %s came "
				    "in time", this_period(in, false));
	total = now_of(in, m->id, NULL);
	if (!surely_weakest(in, all, c) && total && isfinite(total->value))
		return arena_printf(&d->arena, "%s came in time %s; no "
				    "component is clearly the worst",
				    value_words(d, m, total->value),
				    this_period(in, false));
	return arena_printf(&d->arena, "%s is late most often: %s within %s "
			    "%s", c->name, value_words(d, m, f->value),
			    limit_words(d, c->limit), this_period(in, false));
}

static void latency_build(struct doc *d, struct part *p,
			  const struct template_block *t,
			  const struct report_input *in)
{
	struct stack_part c[COMPONENTS];
	struct table *table;
	const char *finding;
	size_t from = p->n;
	bool any = false;
	int worst;

	components_of(c, &in->config->limits);
	worst = weakest(in, c);
	finding = headline_of(d, in, c, worst < 0 ? NULL : &c[worst]);
	part_headline(d, p, &block_latency, finding);
	table = part_table(d, p, t, &block_latency);
	table->title = "Latency by component";
	table->subtitle = arena_printf(&d->arena, "Exactly the limit is in "
				       "time; what never arrived is not. %s",
				       d->period);
	table->empty = arena_printf(&d->arena, "No handoff %s names a "
				    "component.", this_period(in, false));
	latency_columns(d, table, in);
	headline_or_title(d, p, from, finding);
	for (int i = 0; i < COMPONENTS; i++)
		any |= now_of(in, "latency_compliance", c[i].id) != NULL;
	for (int i = 0; any && i < COMPONENTS; i++)
		latency_row(d, table, in, &c[i]);
}

const struct block block_latency = {
	.id = "latency",
	.help = "four components: share in time, never arrived, median, "
		"worst",
	.span = 12,
	.build = latency_build,
};
