#include <math.h>

#include "findings/sentences.h"
#include "report/blocks/said.h"
#include "report/blocks/table.h"
#include "report/blocks/words.h"

static const char *quality_title(struct doc *d, const struct report_input *in,
				 const struct figure *f)
{
	const char *value, *limit;

	if (!f || !isfinite(f->value))
		return "Rework cannot be said yet";
	value = arena_printf(&d->arena, BOLD_ON "%s" BOLD_OFF,
			     value_words(d, f->metric, f->value));
	limit = target_words(d, in, f->metric);
	if (f->partial)
		return arena_printf(&d->arena, "Rework is %s so far", value);
	if (f->verdict == VERDICT_YES)
		return arena_printf(&d->arena, "Rework is %s, above the %s",
				    value, limit);
	if (f->verdict == VERDICT_NO)
		return arena_printf(&d->arena, "Rework is %s, below the %s",
				    value, limit);
	if (f->verdict == VERDICT_NOT_CLEAR)
		return arena_printf(&d->arena, "Rework is %s; %s: not clear "
				    "yet", value, limit);
	return arena_printf(&d->arena, "Rework is %s, from incomplete "
			    "outcomes", value);
}

static const char *quality_lead(struct doc *d, const struct report_input *in,
				const struct figure *f)
{
	const struct figure *usable = figure_now(in, "usable", NULL);
	const char *more = "";

	if (!f || !isfinite(f->value))
		return arena_printf(&d->arena, "%s: %s.", d->period,
				    f && *f->note ? clean(d, f->note)
				    : "no output has a known outcome");
	if (usable && isfinite(usable->value))
		more = arena_printf(&d->arena, " %s were usable without edit "
				    "(%s).", value_words(d, usable->metric,
							 usable->value),
				    interval_words(d, usable));
	return arena_printf(&d->arena, "%s (%.0f %% interval %s).%s",
			    say_reworked(&d->arena, f->x, f->n),
			    100 * in->config->limits.confidence_rates,
			    interval_words(d, f), more);
}

static void quality_headline_build(struct doc *d, struct part *p,
				   const struct template_block *t,
				   const struct report_input *in)
{
	const struct figure *f = figure_now(in, "rework", NULL);

	(void)t;
	part_headline(d, p, &block_quality_headline,
		      quality_title(d, in, f));
	part_add_text(d, p, block_quality_headline.id, TEXT_LEAD,
		      quality_lead(d, in, f));
}

const struct block block_quality_headline = {
	.id = "quality_headline",
	.help = "the rework rate against its limit, in a sentence",
	.span = 12,
	.build = quality_headline_build,
};
