/* Rework of each workflow over the same weeks on the same scale. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "report/blocks/series.h"
#include "report/blocks/table.h"
#include "report/blocks/words.h"

#define PANELS_MAX 12	/* the others are in the table of workflows */

struct workflow_rank {
	const char *id;
	size_t at;		/* in the order of workflows.yaml */
	int64_t outputs;	/* of the period */
	double rate;		/* NAN = none */
};

static int64_t rank_outputs(const struct workflow_rank *r)
{
	return isnan(r->rate) ? -1 : r->outputs;
}

static int by_outputs(const void *a, const void *b)
{
	const struct workflow_rank *x = a, *y = b;
	int64_t m = rank_outputs(x), n = rank_outputs(y);

	if (m != n)
		return m > n ? -1 : 1;
	return x->at < y->at ? -1 : x->at > y->at;
}

/* Highest rate first; those without one last, in their own order. */
static int by_rate(const void *a, const void *b)
{
	const struct workflow_rank *x = a, *y = b;
	double m = isnan(x->rate) ? -1 : x->rate;
	double n = isnan(y->rate) ? -1 : y->rate;

	if (m > n || m < n)
		return m > n ? -1 : 1;
	return x->at < y->at ? -1 : x->at > y->at;
}

/* The workflows to show, and of how many. */
static struct workflow_rank *ranked(struct doc *d,
				    const struct report_input *in,
				    const struct metric *m, size_t *shown,
				    size_t *all)
{
	const char **id = workflows_of(d, in, all);
	struct workflow_rank *rank = arena_array(&d->arena, *all,
						 sizeof *rank);

	for (size_t i = 0; i < *all; i++) {
		const struct figure *f = figure_now(in, m->id, id[i]);

		rank[i] = (struct workflow_rank){ id[i], i, 0, NAN };
		if (!f || isnan(f->value))
			continue;
		rank[i].outputs = f->n;
		rank[i].rate = f->value;
	}
	*shown = *all < PANELS_MAX ? *all : PANELS_MAX;
	if (*all)
		qsort(rank, *all, sizeof *rank, by_outputs);
	if (*shown)
		qsort(rank, *shown, sizeof *rank, by_rate);
	return rank;
}

/* "17.9 %, degrading" */
static const char *panel_words(struct doc *d, const struct metric *m,
			       const struct series *s, double rate)
{
	if (isnan(rate))
		return s->points ? "no outputs now" : "no outputs yet";
	if (!*s->trend)
		return value_words(d, m, rate);
	return arena_printf(&d->arena, "%s, %s", value_words(d, m, rate),
			    s->trend);
}

static size_t count_trend(const struct series *s, size_t n, const char *word)
{
	size_t count = 0;

	for (size_t i = 0; i < n; i++)
		count += strcmp(s[i].trend, word) == 0;
	return count;
}

/* "Webinars", "2 workflows" */
static const char *who(struct doc *d, const struct report_input *in,
		       const struct workflow_rank *rank,
		       const struct series *s, size_t n, const char *word)
{
	size_t count = count_trend(s, n, word);

	if (count != 1)
		return count_words(d, (int64_t)count, "workflow");
	for (size_t i = 0; i < n; i++) {
		if (strcmp(s[i].trend, word) == 0)
			return workflow_name(d, in, rank[i].id);
	}
	return "";
}

static const char *panels_title(struct doc *d, const struct report_input *in,
				const struct workflow_rank *rank,
				const struct series *s, size_t n, size_t all)
{
	size_t worse = count_trend(s, n, "degrading");
	size_t better = count_trend(s, n, "improving");
	size_t stable = count_trend(s, n, "stable");

	if (worse && better)
		return arena_printf(&d->arena,
				    "Rework is degrading in %s, improving in "
				    "%s", who(d, in, rank, s, n, "degrading"),
				    who(d, in, rank, s, n, "improving"));
	if (worse || better)
		return arena_printf(&d->arena, "Rework is %s in %s",
				    worse ? "degrading" : "improving",
				    who(d, in, rank, s, n, worse ?
					"degrading" : "improving"));
	if (stable && stable == n)
		return n == all ? "Rework is stable in every workflow" :
		       arena_printf(&d->arena, "Rework is stable in all %zu "
				    "workflows shown", n);
	return "No workflow shows a trend in rework";
}

static void panels_fill(struct doc *d, struct chart *c,
			const struct report_input *in, const struct metric *m,
			size_t weeks)
{
	size_t n, all, first = weeks;
	struct workflow_rank *rank = ranked(d, in, m, &n, &all);
	struct series *s = arena_array(&d->arena, n, sizeof *s), whole;
	struct chart_panel *panel = arena_array(&d->arena, n, sizeof *panel);

	series_of(&whole, in, m, NULL, weeks, &d->arena);
	for (size_t i = 0; i < whole.n && first == weeks; i++)
		first = isnan(whole.value[i]) ? weeks : i;
	if (first == weeks || !n)
		return;
	if (whole.n - first < 2) {
		c->empty = "One week has a rework rate: no line to draw yet.";
		c->alt = c->empty;
		return;
	}
	c->n = whole.n - first;
	c->value = whole.value + first;
	c->label = arena_array(&d->arena, c->n, sizeof *c->label);
	for (size_t i = 0; i < c->n; i++)
		c->label[i] = period_short(d, in, whole.week[first + i]);
	for (size_t i = 0; i < n; i++) {
		series_of(&s[i], in, m, rank[i].id, weeks, &d->arena);
		panel[i] = (struct chart_panel){
			.title = workflow_name(d, in, rank[i].id),
			.words = panel_words(d, m, &s[i], rank[i].rate),
			.tone = trend_tone(s[i].trend),
			.value = s[i].value + first,
		};
	}
	c->panel = panel;
	c->n_panel = n;
	c->title = panels_title(d, in, rank, s, n, all);
	c->subtitle = arena_printf(&d->arena, "Reworked share of outputs, "
		"%s to %s, on one scale; grey: all work%s%s", c->label[0],
		c->label[c->n - 1], n < all ?
		arena_printf(&d->arena, "; the %zu with most outputs of %zu "
			     "workflows", n, all) : "",
		isnan(c->target) ? "" :
		arena_printf(&d->arena, "; dashed: %s",
			     target_words(d, in, m)));
	c->alt = arena_printf(&d->arena, "%s. %s over %s.", c->title,
			      count_words(d, (int64_t)n, "workflow"),
			      count_words(d, (int64_t)c->n, "week"));
}

static void rework_panels_build(struct doc *d, struct part *p,
				const struct template_block *t,
				const struct report_input *in)
{
	const struct metric *m = metric_find("rework");
	struct chart *c = part_chart(d, p, t, &block_rework_panels);
	int weeks = in->config->limits.trend_weeks;

	c->type = CHART_PANELS;
	c->percent = true;
	c->unit = "%";
	c->title = "Rework of each workflow";
	c->empty = "No complete week has a rework rate yet.";
	c->alt = c->empty;
	if (!m || weeks < 1)
		return;
	c->digits = m->digits;
	c->target = target_of(in, m);
	c->target_text = target_words(d, in, m);
	panels_fill(d, c, in, m, (size_t)weeks);
}

const struct block block_rework_panels = {
	.id = "rework_panels",
	.help = "the rework rate of each workflow, week by week, on one scale",
	.span = 12,
	.build = rework_panels_build,
};
