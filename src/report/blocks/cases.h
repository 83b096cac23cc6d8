/*
 * report/blocks/cases.h - single cases as rows of a table.
 *
 * Private to the blocks that list them one by one.
 */
#ifndef TUNEUP_REPORT_BLOCKS_CASES_H
#define TUNEUP_REPORT_BLOCKS_CASES_H

#include "report/block.h"

/* A table of the cases of a kind, the first `most` of them; `why` heads the
 * column of reasons. The subtitle adds what is left out. */
struct case_table {
	const struct block *block;
	enum case_kind kind;
	size_t most;
	const char *severity;	/* NULL: no such column */
	const char *why;
	const char *title, *subtitle, *empty;
};
void cases_table(struct doc *d, struct part *p,
		 const struct template_block *t,
		 const struct report_input *in, const struct case_table *c);

#endif
