/*
 * report/blocks/marks.h - where an amount of money comes from.
 *
 * Private to the money blocks. Each figure carries the letters of all that is
 * in it:
 *
 *	M  measured: rows of the team's own exports
 *	A  assumed: a setting of tuneup.yaml or workflows.yaml
 *	B  benchmark: a typical value of a study or of the article, as it is
 *	   where nobody set another one
 */
#ifndef TUNEUP_REPORT_BLOCKS_MARKS_H
#define TUNEUP_REPORT_BLOCKS_MARKS_H

#include "report/block.h"

#define MARKS_TITLE "From"

/* "M", "M A", "M A B"; "" for a metric that is no money. */
const char *money_marks(const struct report_input *in, const char *metric);
/* Is the share of freed hours that becomes money the one nobody set? */
bool recapture_is_benchmark(const struct report_input *in);
/* What the letters mean: once on each page that has them. */
void marks_key(struct doc *d, struct part *p, const struct block *b);

#endif
