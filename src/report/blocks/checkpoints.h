/* report/blocks/checkpoints.h - what got out and what being late cost, in
 * words; workflow NULL = all work. "" where there is nothing to say. */
#ifndef TUNEUP_REPORT_BLOCKS_CHECKPOINTS_H
#define TUNEUP_REPORT_BLOCKS_CHECKPOINTS_H

#include "report/block.h"

/* "4 of 115 defects found after publication: 3.5 % (1.4–8.7 %), ..." */
const char *escape_words(struct doc *d, const struct report_input *in,
			 const char *workflow);
/* "70 % of what came by a checkpoint was caught there; ..." */
const char *late_words(struct doc *d, const struct report_input *in,
		       const char *workflow);
/* "2.4 % of the defects got out; being late cost 26.7 h" */
const char *errors_headline(struct doc *d, const struct report_input *in);

#endif
