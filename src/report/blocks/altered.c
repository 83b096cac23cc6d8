/* Was the core message altered? Each case by itself: R13. */
#include <math.h>

#include "report/blocks/cases.h"
#include "report/blocks/said.h"
#include "report/blocks/table.h"
#include "report/blocks/words.h"

#define CASES_SHOWN 1000

static const char *altered_title(struct doc *d, const struct report_input *in)
{
	const struct figure *f = figure_now(in, "altered_messages", NULL);

	if (!f || !isfinite(f->value))
		return "Whether the core message was altered is not known";
	if (!(f->value > 0))
		return arena_printf(&d->arena, "The core message was never "
				    "altered %s", this_period(in, false));
	if (f->value < 2)
		return arena_printf(&d->arena, "The core message was altered "
				    "once %s", this_period(in, false));
	return arena_printf(&d->arena, "The core message was altered %.0f "
			    "times %s", f->value, this_period(in, false));
}

/* "In 1.8 % of 109 reviews at adaptation (0.5-6.4 %), week 47" */
static const char *altered_share(struct doc *d, const struct report_input *in)
{
	const struct figure *f = figure_now(in, "message_altered", NULL);

	if (!f || !isfinite(f->value))
		return arena_printf(&d->arena, "Its share cannot be said: "
				    "%s, %s", f && *f->note ? clean(d, f->note) :
				    "no review at adaptation", d->period);
	return arena_printf(&d->arena, "In %s of %s at adaptation (%s), %s",
			    value_words(d, f->metric, f->value),
			    count_words(d, f->n, "review"),
			    interval_words(d, f), d->period);
}

static void altered_build(struct doc *d, struct part *p,
			  const struct template_block *t,
			  const struct report_input *in)
{
	const struct case_table table = {
		.block = &block_altered, .kind = CASE_ALTERED,
		.most = CASES_SHOWN, .severity = "high",
		.why = "Where it arose", .title = altered_title(d, in),
		.subtitle = altered_share(d, in),
		.empty = arena_printf(&d->arena, "No review %s names the "
				      "defect message_altered.",
				      this_period(in, false))
	};

	part_headline(d, p, &block_altered, table.title);
	cases_table(d, p, t, in, &table);
}

const struct block block_altered = {
	.id = "altered",
	.help = "each case in which the core message was altered, and its "
		"share at adaptation",
	.span = 12,
	.build = altered_build,
};
