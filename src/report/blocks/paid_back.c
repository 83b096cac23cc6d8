/* Investment against benefit since it began, and the week it paid back. */
#include <math.h>
#include <string.h>

#include "metrics/money_line.h"
#include "report/blocks/marks.h"
#include "report/blocks/money.h"
#include "report/blocks/said.h"
#include "report/blocks/table.h"
#include "report/blocks/words.h"

enum { LINE_COST, LINE_BENEFIT, LINES };

static bool has_line(const struct report_input *in)
{
	return in->line && in->line->n > 0;
}

static const char *week_words(struct doc *d, const struct report_input *in,
			      size_t i)
{
	return period_short(d, in, in->line->week[i]);
}

static const char *title_of(struct doc *d, const struct report_input *in)
{
	const struct money_line *l = in->line;

	if (!has_line(in))
		return "What it cost and brought so far";
	if (l->paid)
		return arena_printf(&d->arena, "It has paid back since %s",
				    week_words(d, in, l->paid - 1));
	return arena_printf(&d->arena, "Not paid back yet: %s to go",
			    money_words(d, l->to_go));
}

/* A first of many labels is enough: the axis shows some of them. */
static void line_labels(struct doc *d, const struct report_input *in,
			struct chart *c)
{
	c->label = arena_array(&d->arena, c->n, sizeof *c->label);
	for (size_t i = 0; i < c->n; i++) {
		const char *week = week_words(d, in, i);

		c->label[i] = arena_printf(&d->arena, "wk %s", week + 5);
	}
}

static void line_marks(struct doc *d, const struct report_input *in,
		       struct chart *c)
{
	const struct money_line *l = in->line;

	if (!l->paid)
		return;
	c->mark = arena_array(&d->arena, 1, sizeof *c->mark);
	c->mark[0] = (struct chart_mark){
		l->paid - 1, arena_printf(&d->arena, "break-even, %s",
					  week_words(d, in, l->paid - 1))
	};
	c->n_mark = 1;
}

static double *kept(struct doc *d, const double *v, size_t n)
{
	double *copy = arena_array(&d->arena, n, sizeof *copy);

	memcpy(copy, v, n * sizeof *copy);
	return copy;
}

static void lines_add(struct doc *d, const struct report_input *in,
		      struct chart *c)
{
	const struct money_line *l = in->line;
	struct chart_panel *line = arena_array(&d->arena, LINES,
					       sizeof *line);
	double cost = l->cost[l->n - 1], benefit = l->benefit[l->n - 1];

	line[LINE_COST] = (struct chart_panel){
		"Cost", money_words(d, cost), TONE_MUTED,
		kept(d, l->cost, l->n)
	};
	line[LINE_BENEFIT] = (struct chart_panel){
		"Benefit", money_words(d, benefit),
		benefit >= cost ? TONE_GOOD : TONE_BAD,
		c->value = kept(d, l->benefit, l->n)
	};
	c->panel = line;
	c->n_panel = LINES;
	c->n = l->n;
	line_labels(d, in, c);
	line_marks(d, in, c);
	c->alt = arena_printf(&d->arena, "Since %s cost has grown to %s and "
			      "benefit to %s. %s.",
			      week_words(d, in, 0), money_words(d, cost),
			      money_words(d, benefit), c->title);
}

/* What the interval of the benefit says about it. */
static const char *range_sentence(struct doc *d,
				  const struct report_input *in)
{
	const struct figure *benefit = figure_now(in, "benefit_to_date",
						  NULL);
	const struct figure *cost = figure_now(in, "cost_to_date", NULL);
	const char *so_far;

	if (!benefit || !cost || !isfinite(benefit->value) ||
	    !isfinite(cost->value))
		return arena_printf(&d->arena, "Benefit so far: %s.",
				    benefit && *benefit->note ?
				    clean(d, benefit->note) : "not measured");
	so_far = arena_printf(&d->arena, "So far it brought " BOLD_ON "%s"
			      BOLD_OFF " and cost %s",
			      money_words(d, benefit->value),
			      money_words(d, cost->value));
	if (!isfinite(benefit->low))
		return arena_printf(&d->arena, "%s; there are too few weeks "
				    "for a range.", so_far);
	return arena_printf(&d->arena, "%s; the benefit is between %s and %s "
			    "with %.0f %% confidence, so that it %s.", so_far,
			    money_words(d, benefit->low),
			    money_words(d, benefit->high),
			    100 * in->config->limits.confidence_money,
			    benefit->low > cost->value ? "has paid back" :
			    benefit->high < cost->value ?
			    "has not paid back" :
			    "is not clear yet whether it has paid back");
}

static const char *headline_of(struct doc *d, const struct report_input *in)
{
	double benefit = figure_value(in, "benefit_to_date", NULL, in->now);
	double cost = figure_value(in, "cost_to_date", NULL, in->now);

	if (!isfinite(benefit) || !isfinite(cost))
		return "Money so far cannot be said yet";
	return arena_printf(&d->arena, BOLD_ON "%s" BOLD_OFF " brought so "
			    "far, %s spent", money_words(d, benefit),
			    money_words(d, cost));
}

static void paid_back_build(struct doc *d, struct part *p,
			    const struct template_block *t,
			    const struct report_input *in)
{
	struct chart *c;

	/* before the chart, which may stand beside the next block */
	part_headline(d, p, &block_paid_back, headline_of(d, in));
	part_add_text(d, p, block_paid_back.id, TEXT_LEAD,
		      range_sentence(d, in));
	c = part_chart(d, p, t, &block_paid_back);
	c->type = CHART_LINES;
	c->unit = d->currency;
	c->target = NAN;
	c->target_text = "";
	c->title = title_of(d, in);
	c->subtitle = arena_printf(&d->arena, "%s so far, all work, by week "
				   "since the first refinement cost; benefit "
				   "M A, cost %s", d->currency,
				   money_marks(in, "cost_to_date"));
	c->empty = arena_printf(&d->arena, "Nothing to draw: %s.",
				in->line && *in->line->why ? in->line->why :
				"no complete week");
	c->alt = "No cost or benefit was measured.";
	if (has_line(in))
		lines_add(d, in, c);
}

const struct block block_paid_back = {
	.id = "paid_back",
	.help = "cost and benefit added up by week since it began, and the "
		"week it paid back",
	.span = 12,
	.build = paid_back_build,
};
