#include <math.h>

#include "report/blocks/money.h"
#include "report/blocks/table.h"
#include "report/blocks/words.h"

#define BARS 5

/* The finding: what is left of the gross hours. */
static const char *bridge_title(struct doc *d, const struct money *m)
{
	const struct metric *hours = metric_find("net_hours");

	if (!hours || !isfinite(m->net) || !isfinite(m->gross))
		return "From gross hours to net hours";
	if (m->net <= 0)
		return "Checking and fixing use up all hours saved";
	return arena_printf(&d->arena, "Of %s gross, %s are left",
			    value_words(d, hours, m->gross),
			    value_words(d, hours, m->net));
}

static const char *bridge_alt(struct doc *d, const struct chart *c,
			      const struct money *m)
{
	const struct metric *hours = metric_find("net_hours");
	struct strbuf s = STRBUF_INIT;
	const char *text;

	if (!hours || !isfinite(m->net))
		return "No hours can be said for this period.";
	for (size_t i = 0; i < c->n; i++)
		strbuf_printf(&s, "%s%s %s", i ? ", " : "", c->label[i],
			      value_words(d, hours, c->value[i]));
	text = arena_strdup(&d->arena, s.s);
	strbuf_release(&s);
	return text;
}

static void bridge_bars(struct doc *d, struct chart *c, const struct money *m)
{
	const struct { const char *label; double value; bool total; }
	bars[BARS] = {
		{ "Gross: by hand less AI work", m->gross, true },
		{ "Reviews", -m->review, false },
		{ "Corrections", -m->correction, false },
		{ "Loops: second and later passes", -m->loops, false },
		{ "Net", m->net, true },
	};

	c->n = BARS;
	c->label = arena_array(&d->arena, BARS, sizeof *c->label);
	c->value = arena_array(&d->arena, BARS, sizeof *c->value);
	c->is_total = arena_array(&d->arena, BARS, sizeof *c->is_total);
	c->tone = arena_array(&d->arena, BARS, sizeof *c->tone);
	for (size_t i = 0; i < BARS; i++) {
		c->label[i] = bars[i].label;
		c->value[i] = bars[i].value;
		c->is_total[i] = bars[i].total;
		c->tone[i] = bars[i].total ? TONE_PLAIN : TONE_MUTED;
		if (isnan(m->net) || isnan(m->gross))
			c->value[i] = NAN;
		else if (c->value[i] == 0)
			c->value[i] = 0;	/* never minus zero */
	}
	c->tone[BARS - 1] = m->net > 0 ? TONE_GOOD : TONE_BAD;
}

static void hours_bridge_build(struct doc *d, struct part *p,
			       const struct template_block *t,
			       const struct report_input *in)
{
	const struct metric *hours = metric_find("net_hours");
	struct chart *c = part_chart(d, p, t, &block_hours_bridge);
	struct money m;

	money_of(&m, in, in->now);
	c->type = CHART_BRIDGE;
	c->title = bridge_title(d, &m);
	c->subtitle = arena_printf(&d->arena, "Hours, all work, %s",
				   d->period);
	c->unit = "h";
	c->digits = hours ? hours->digits : 1;
	c->empty = arena_printf(&d->arena, "No hours can be said: %s.",
				money_reason(d, &m));
	bridge_bars(d, c, &m);
	c->alt = bridge_alt(d, c, &m);
}

const struct block block_hours_bridge = {
	.id = "hours_bridge",
	.help = "from gross hours over reviews, corrections and loops to net",
	.span = 7,
	.build = hours_bridge_build,
};
