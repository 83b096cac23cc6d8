#include <math.h>

#include "report/blocks/money.h"
#include "report/blocks/said.h"
#include "report/blocks/table.h"
#include "report/blocks/words.h"

static const char *headline_of(struct doc *d, const struct money *m)
{
	const struct metric *hours = metric_find("net_hours");

	if (!hours || !isfinite(m->net))
		return "Hours saved cannot be said yet";
	if (m->net <= 0)
		return arena_printf(&d->arena, "The work took " BOLD_ON "%s "
				    "more" BOLD_OFF " than by hand",
				    value_words(d, hours, -m->net));
	if (!isfinite(m->benefit))
		return arena_printf(&d->arena, "We gave back " BOLD_ON "%s"
				    BOLD_OFF, value_words(d, hours, m->net));
	return arena_printf(&d->arena, "We gave back " BOLD_ON "%s" BOLD_OFF
			    ", worth %s", value_words(d, hours, m->net),
			    money_words(d, m->benefit));
}

static const char *lead_of(struct doc *d, const struct report_input *in,
			   const struct money *m)
{
	const struct metric *hours = metric_find("net_hours");
	const char *interval;

	if (!hours || !isfinite(m->net))
		return arena_printf(&d->arena, "%s: %s.", d->period,
				    money_reason(d, m));
	interval = interval_words(d, m->net_figure);
	if (*interval)
		interval = arena_printf(&d->arena, " (%s with %.0f %% "
					"confidence)", interval, 100 *
					in->config->limits.confidence_money);
	return arena_printf(&d->arena, "%s gross less reviews, corrections "
			    "and loops leave %s net%s. One hour counts %s (assumed).",
			    value_words(d, hours, m->gross),
			    value_words(d, hours, m->net), interval,
			    money_words(d, m->rate));
}

static void money_headline_build(struct doc *d, struct part *p,
				 const struct template_block *t,
				 const struct report_input *in)
{
	struct money m;

	(void)t;
	money_of(&m, in, in->now);
	part_headline(d, p, &block_money_headline, headline_of(d, &m));
	part_add_text(d, p, block_money_headline.id, TEXT_LEAD,
		      lead_of(d, in, &m));
}

const struct block block_money_headline = {
	.id = "money_headline",
	.help = "hours given back and what they are worth, in a sentence",
	.span = 12,
	.build = money_headline_build,
};
