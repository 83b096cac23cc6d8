/* Rework of each workflow in the period before and in this one. */
#include <math.h>
#include <string.h>

#include "metrics/stats.h"
#include "report/blocks/table.h"
#include "report/blocks/words.h"

static bool is_rate(const struct figure *f)
{
	return f && !isnan(f->value) && f->n > 0;
}

/* +1 rose, -1 fell, 0 not sure: is zero outside the interval? */
static int moved(const struct report_input *in, const struct figure *before,
		 const struct figure *now)
{
	double z = z_for(in->config->limits.confidence_rates);
	struct interval change = newcombe((double)now->x, (double)now->n,
					  (double)before->x,
					  (double)before->n, z);

	return change.low > 0 ? 1 : change.high < 0 ? -1 : 0;
}

struct moves {
	size_t rose, fell, rows;
	const char *riser, *faller;	/* the last of each, for a sentence */
};

static const char *slope_title(struct doc *d, const struct moves *s)
{
	const char *rose = s->rose == 1 ? s->riser :
			   count_words(d, (int64_t)s->rose, "workflow");
	const char *fell = s->fell == 1 ? s->faller :
			   count_words(d, (int64_t)s->fell, "workflow");

	if (s->rose && s->fell)
		return arena_printf(&d->arena, "Rework rose in %s and fell "
				    "in %s", rose, fell);
	if (s->rose || s->fell)
		return arena_printf(&d->arena, "Rework %s in %s", s->rose ?
				    "rose" : "fell", s->rose ? rose : fell);
	return "No workflow's rework surely changed";
}

static void slope_rows(struct doc *d, struct chart *c, struct moves *s,
		       const struct report_input *in, const struct metric *m)
{
	size_t n;
	const char **id = workflows_of(d, in, &n);

	c->label = arena_array(&d->arena, n, sizeof *c->label);
	c->value = arena_array(&d->arena, n, sizeof *c->value);
	c->low = arena_array(&d->arena, n, sizeof *c->low);
	c->tone = arena_array(&d->arena, n, sizeof *c->tone);
	for (size_t i = 0; i < n; i++) {
		const struct figure *now = figure_now(in, m->id, id[i]);
		const struct figure *before = figures_get(in->figures, m->id,
							  id[i], in->before);
		int way = 0;

		if (!is_rate(now) && !is_rate(before))
			continue;
		if (is_rate(now) && is_rate(before) && !now->partial)
			way = moved(in, before, now);
		c->label[c->n] = workflow_name(d, in, id[i]);
		c->value[c->n] = is_rate(now) ? now->value : (double)NAN;
		c->low[c->n] = is_rate(before) ? before->value : (double)NAN;
		c->tone[c->n] = way > 0 ? TONE_BAD : way < 0 ? TONE_GOOD :
							       TONE_PLAIN;
		if (way > 0) {
			s->rose++;
			s->riser = c->label[c->n];
		} else if (way < 0) {
			s->fell++;
			s->faller = c->label[c->n];
		}
		c->n++;
	}
}

static void rework_slope_build(struct doc *d, struct part *p,
			       const struct template_block *t,
			       const struct report_input *in)
{
	const struct metric *m = metric_find("rework");
	struct chart *c = &part_add(d, p, ELEMENT_CHART,
				    block_rework_slope.id,
				    block_span(t, &block_rework_slope))
				   ->as.chart;
	struct moves s = { 0 };

	c->type = CHART_SLOPE;
	c->percent = true;
	c->unit = "%";
	c->title = "Rework, before and now";
	c->empty = "No workflow has outputs with a known outcome in this "
		   "period or the one before.";
	c->alt = c->empty;
	c->from = period_short(d, in, in->before);
	c->to = period_short(d, in, in->now);
	if (!m)
		return;
	c->digits = m->digits;
	slope_rows(d, c, &s, in, m);
	if (!c->n)
		return;
	c->title = slope_title(d, &s);
	c->subtitle = "Reworked share of outputs; coloured where the change "
		      "is more than chance";
	c->alt = arena_printf(&d->arena, "%s. %s, %s to %s.", c->title,
			      count_words(d, (int64_t)c->n, "workflow"),
			      c->from, c->to);
}

const struct block block_rework_slope = {
	.id = "rework_slope",
	.help = "rework of each workflow before and now, coloured where it "
		"surely changed",
	.span = 4,
	.build = rework_slope_build,
};
