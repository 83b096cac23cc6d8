/* Which input the return depends on most: METRICS §8, tornado. */
#include <math.h>

#include "metrics/tornado.h"
#include "report/blocks/money.h"
#include "report/blocks/table.h"
#include "report/blocks/words.h"

static void tornado_bars(struct doc *d, struct chart *c,
			 const struct tornado *t,
			 const struct tornado_row *row, size_t n)
{
	c->n = n;
	c->label = arena_array(&d->arena, n, sizeof *c->label);
	c->value = arena_array(&d->arena, n, sizeof *c->value);
	c->low = arena_array(&d->arena, n, sizeof *c->low);
	c->high = arena_array(&d->arena, n, sizeof *c->high);
	c->tone = arena_array(&d->arena, n, sizeof *c->tone);
	for (size_t i = 0; i < n; i++) {
		c->label[i] = tornado_words(&d->arena, &row[i]);
		c->value[i] = tornado_base(t);
		c->low[i] = fmin(row[i].net_low, row[i].net_high);
		c->high[i] = fmax(row[i].net_low, row[i].net_high);
		c->tone[i] = i ? TONE_PLAIN : TONE_STRONG;
	}
}

/* The finding: what matters most, and whether it can turn the answer. */
static const char *tornado_title(struct doc *d, const struct chart *c,
				 const struct tornado_row *row)
{
	const char *name = tornado_name(row->input);

	return arena_printf(&d->arena, "%s matter%s most%s", name,
			    row->input == TORNADO_RATE ||
			    row->input == TORNADO_RECAPTURE ? "s" : "",
			    c->low[0] < 0 && c->high[0] > 0
			    ? ": it decides whether it pays" : "");
}

static const char *tornado_alt(struct doc *d, const struct chart *c)
{
	struct strbuf s = STRBUF_INIT;
	const char *text;

	strbuf_printf(&s, "Benefit less cost is %s.",
		      money_words(d, c->value[0]));
	for (size_t i = 0; i < c->n; i++)
		strbuf_printf(&s, " %s: %s to %s.", c->label[i],
			      money_words(d, c->low[i]),
			      money_words(d, c->high[i]));
	text = arena_strdup(&d->arena, s.s);
	strbuf_release(&s);
	return text;
}

static void tornado_build(struct doc *d, struct part *p,
			  const struct template_block *t,
			  const struct report_input *in)
{
	struct chart *c = part_chart(d, p, t, &block_tornado);
	struct tornado_row row[TORNADO_INPUTS];
	struct tornado inputs;

	c->type = CHART_RANGE;
	c->unit = d->currency;
	c->title = "What moves benefit less cost most";
	c->alt = "No return can be said for this period.";
	c->empty = "No return can be said: the benefit is missing.";
	c->subtitle = arena_printf(&d->arena, "Benefit less cost (M A), %s, "
				   "%s; one input changed at a time",
				   d->currency,
				   d->period);
	if (!tornado_of(&inputs, in->figures, in->now))
		return;
	tornado_bars(d, c, &inputs, row, tornado_rows(row, &inputs));
	c->title = tornado_title(d, c, row);
	c->alt = tornado_alt(d, c);
}

const struct block block_tornado = {
	.id = "tornado",
	.help = "which input benefit less cost depends on most",
	.span = 6,
	.build = tornado_build,
};
