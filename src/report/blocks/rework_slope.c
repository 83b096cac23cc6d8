/* Rework of each workflow in the period before and in this one. */
#include <math.h>
#include <stdlib.h>

#include "metrics/stats.h"
#include "report/blocks/table.h"
#include "report/blocks/words.h"

#define SHOWN_MAX 8	/* the others are in the table of workflows */

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

/* A workflow that has a rate on one side at least. */
struct move {
	const char *name;
	double before, now;	/* NAN = none */
	int way;		/* of what is sure */
	int64_t outputs;	/* of both periods */
	size_t at;		/* order of workflows.yaml */
};

struct moves {
	struct move *item;
	size_t n, shown, rose, fell;
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

static struct move move_of(struct doc *d, const struct report_input *in,
			   const struct metric *m, const char *workflow)
{
	const struct figure *now = figure_now(in, m->id, workflow);
	const struct figure *before = figures_get(in->figures, m->id,
						  workflow, in->before);
	struct move move = { .name = workflow_name(d, in, workflow),
			     .before = NAN, .now = NAN };

	if (is_rate(before)) {
		move.before = before->value;
		move.outputs += before->n;
	}
	if (is_rate(now)) {
		move.now = now->value;
		move.outputs += now->n;
	}
	if (is_rate(now) && is_rate(before) && !now->partial)
		move.way = moved(in, before, now);
	return move;
}

/* What surely moved first, then what has most outputs. */
static int by_weight(const void *a, const void *b)
{
	const struct move *x = a, *y = b;

	if ((x->way != 0) != (y->way != 0))
		return x->way != 0 ? -1 : 1;
	if (x->outputs != y->outputs)
		return x->outputs > y->outputs ? -1 : 1;
	return x->at < y->at ? -1 : x->at > y->at;
}

static void moves_find(struct doc *d, struct moves *s,
		       const struct report_input *in, const struct metric *m)
{
	size_t n;
	const char **id = workflows_of(d, in, &n);

	s->item = arena_array(&d->arena, n, sizeof *s->item);
	for (size_t i = 0; i < n; i++) {
		struct move move = move_of(d, in, m, id[i]);

		if (move.outputs == 0)
			continue;
		move.at = i;
		s->rose += move.way > 0;
		s->fell += move.way < 0;
		if (move.way > 0)
			s->riser = move.name;
		else if (move.way < 0)
			s->faller = move.name;
		s->item[s->n++] = move;
	}
	if (s->n)
		qsort(s->item, s->n, sizeof *s->item, by_weight);
	s->shown = s->n < SHOWN_MAX ? s->n : SHOWN_MAX;
}

static void slope_lines(struct doc *d, struct chart *c, const struct moves *s)
{
	c->n = s->shown;
	c->label = arena_array(&d->arena, c->n, sizeof *c->label);
	c->value = arena_array(&d->arena, c->n, sizeof *c->value);
	c->low = arena_array(&d->arena, c->n, sizeof *c->low);
	c->tone = arena_array(&d->arena, c->n, sizeof *c->tone);
	for (size_t i = 0; i < c->n; i++) {
		const struct move *move = &s->item[i];

		c->label[i] = move->name;
		c->value[i] = move->now;
		c->low[i] = move->before;
		c->tone[i] = move->way > 0 ? TONE_BAD :
			     move->way < 0 ? TONE_GOOD : TONE_PLAIN;
	}
}

static bool any_pair(const struct moves *s)
{
	for (size_t i = 0; i < s->n; i++)
		if (isfinite(s->item[i].before) && isfinite(s->item[i].now))
			return true;
	return false;
}

/* A first period has nothing to start a line from: what is now, as dots. */
static void dots(struct doc *d, struct chart *c, const struct report_input *in,
		 const struct metric *m)
{
	size_t n;
	const char **id = workflows_of(d, in, &n);

	c->type = CHART_RANGE;
	c->label = arena_array(&d->arena, n, sizeof *c->label);
	c->value = arena_array(&d->arena, n, sizeof *c->value);
	c->low = arena_array(&d->arena, n, sizeof *c->low);
	c->high = arena_array(&d->arena, n, sizeof *c->high);
	for (size_t i = 0; i < n && c->n < SHOWN_MAX; i++) {
		const struct figure *f = figure_now(in, m->id, id[i]);

		if (!is_rate(f))
			continue;
		c->label[c->n] = workflow_name(d, in, id[i]);
		c->value[c->n] = f->value;
		c->low[c->n] = f->low;
		c->high[c->n++] = f->high;
	}
	c->target = target_of(in, m);
	c->target_text = target_words(d, in, m);
	c->title = arena_printf(&d->arena, "No rework to compare with in %s",
				c->from);
	c->subtitle = arena_printf(&d->arena, "Reworked share of outputs, %s, "
				   "with its interval", d->period);
	c->alt = arena_printf(&d->arena, "%s. %s now.", c->title,
			      count_words(d, (int64_t)c->n, "workflow"));
}

static void rework_slope_build(struct doc *d, struct part *p,
			       const struct template_block *t,
			       const struct report_input *in)
{
	const struct metric *m = metric_find("rework");
	struct chart *c = part_chart(d, p, t, &block_rework_slope);
	struct moves s = { 0 };

	c->type = CHART_SLOPE;
	c->percent = true;
	c->unit = "%";
	c->title = "Rework, before and now";
	c->empty = "No workflow has a rework rate in this period or the one "
		   "before.";
	c->alt = c->empty;
	c->from = period_short(d, in, in->before);
	c->to = period_short(d, in, in->now);
	if (!m)
		return;
	c->digits = m->digits;
	moves_find(d, &s, in, m);
	if (!s.n)
		return;
	if (!any_pair(&s)) {
		dots(d, c, in, m);
		return;
	}
	slope_lines(d, c, &s);
	c->title = slope_title(d, &s);
	c->subtitle = arena_printf(&d->arena, "Reworked share of outputs; "
		"coloured where the change is more than chance%s",
		s.shown == s.n ? "" : arena_printf(&d->arena, "; %zu of %zu "
						   "workflows", s.shown, s.n));
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
