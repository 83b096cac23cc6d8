#include "report/blocks/said.h"
#include "report/blocks/table.h"
#include "report/blocks/words.h"

#define ASKS_MAX 3

static void asks_build(struct doc *d, struct part *p,
		       const struct template_block *t,
		       const struct report_input *in)
{
	const char *empty = arena_printf(&d->arena, "Nothing needs a decision "
					 "from you %s.",
					 this_period(in, false));

	findings_list(d, p, t, &block_asks, in, FINDING_DECIDE, ASKS_MAX,
		      "We ask you to decide", empty);
}

const struct block block_asks = {
	.id = "asks",
	.help = "we ask you to decide: at most three questions",
	.span = 5,
	.build = asks_build,
};
