#include "report/blocks/said.h"
#include "report/blocks/table.h"
#include "report/blocks/words.h"

#define FINDINGS_MAX 5

static void findings_build_block(struct doc *d, struct part *p,
				 const struct template_block *t,
				 const struct report_input *in)
{
	const char *empty = arena_printf(&d->arena, "Nothing changed by more "
					 "than its normal variation %s.",
					 this_period(in, false));

	findings_list(d, p, t, &block_findings, in, FINDING_CHANGE,
		      FINDINGS_MAX, "What changed", empty);
}

const struct block block_findings = {
	.id = "findings",
	.help = "what changed: up to five sentences, each with its interval",
	.span = 7,
	.build = findings_build_block,
};
