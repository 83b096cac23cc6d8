#include "report/blocks/said.h"
#include "report/blocks/table.h"

#define FINDINGS_MAX 3

static void findings_build_block(struct doc *d, struct part *p,
				 const struct template_block *t,
				 const struct report_input *in)
{
	findings_list(d, p, t, &block_findings, in, FINDING_CHANGE,
		      FINDINGS_MAX, "What changed", no_change(d, in));
}

const struct block block_findings = {
	.id = "findings",
	.help = "what changed: up to three sentences, each with its interval",
	.span = 7,
	.build = findings_build_block,
};
