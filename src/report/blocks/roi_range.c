/* How far the return may be off: METRICS §8, risk-adjusted range. */
#include <math.h>

#include "base/num.h"
#include "report/blocks/money.h"
#include "report/blocks/table.h"
#include "report/blocks/words.h"

#define ROWS 2

/* Its value and its risk-adjusted range, as the figure has them. */
static void range_row(struct chart *c, size_t i, const struct figure *f)
{
	c->value[i] = f ? f->value : (double)NAN;
	c->low[i] = f ? f->low : (double)NAN;
	c->high[i] = f ? f->high : (double)NAN;
}

static const char *range_title(const struct chart *c)
{
	if (isnan(c->value[0]))
		return "How far the return may be off";
	if (isnan(c->low[0]))
		return "Too few weeks to say how far it is off";
	if (c->low[ROWS - 1] > 0)
		return "It pays even in the lowest case";
	if (c->low[0] > 0)
		return "It pays if the freed hours are used";
	if (c->high[0] > 0)
		return "Whether it pays depends on the assumptions";
	return "It does not pay in any case";
}

static const char *range_alt(struct doc *d, const struct chart *c)
{
	if (isnan(c->value[0]))
		return "No return can be said for this period.";
	if (isnan(c->low[0]))
		return arena_printf(&d->arena, "%s: %s. %s: %s.", c->label[0],
				    money_words(d, c->value[0]), c->label[1],
				    money_words(d, c->value[1]));
	return arena_printf(&d->arena, "%s: %s to %s, base %s. %s: %s to %s, "
			    "base %s.", c->label[0],
			    money_words(d, c->low[0]),
			    money_words(d, c->high[0]),
			    money_words(d, c->value[0]), c->label[1],
			    money_words(d, c->low[1]),
			    money_words(d, c->high[1]),
			    money_words(d, c->value[1]));
}

static void roi_range_build(struct doc *d, struct part *p,
			    const struct template_block *t,
			    const struct report_input *in)
{
	double part = in->config->limits.recapture;
	struct chart *c = part_chart(d, p, t, &block_roi_range);
	char share[NUM_TEXT_MAX];

	c->type = CHART_RANGE;
	c->unit = d->currency;
	c->n = ROWS;
	c->label = arena_array(&d->arena, ROWS, sizeof *c->label);
	c->value = arena_array(&d->arena, ROWS, sizeof *c->value);
	c->low = arena_array(&d->arena, ROWS, sizeof *c->low);
	c->high = arena_array(&d->arena, ROWS, sizeof *c->high);
	c->label[0] = "100 % of freed hours";
	c->label[1] = arena_printf(&d->arena, "%s of freed hours",
				   percent_text(share, part, 0));
	range_row(c, 0, figure_now(in, "net_benefit", NULL));
	range_row(c, 1, figure_now(in, "net_benefit_half", NULL));
	c->title = range_title(c);
	c->subtitle = arena_printf(&d->arena, "Benefit less cost, %s; low: "
				   "20 %% less benefit, 10 %% more cost "
				   "(B)",
				   d->currency);
	c->empty = "No range can be said: benefit or cost is missing.";
	c->alt = range_alt(d, c);
}

const struct block block_roi_range = {
	.id = "roi_range",
	.help = "benefit less cost: low, base and high",
	.span = 5,
	.build = roi_range_build,
};
