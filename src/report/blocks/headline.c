#include "report/blocks/said.h"
#include "report/blocks/table.h"

static void headline_build(struct doc *d, struct part *p,
			   const struct template_block *t,
			   const struct report_input *in)
{
	(void)t;
	said_headline(d, p, &block_headline, in);
}

const struct block block_headline = {
	.id = "headline",
	.help = "the main sentence of the period and the one that explains it",
	.span = 12,
	.build = headline_build,
};
