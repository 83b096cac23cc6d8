/*
 * report/blocks/handoffs.h - what the handoffs and the workflow map both say.
 * Private to the blocks.
 */
#ifndef TUNEUP_REPORT_BLOCKS_HANDOFFS_H
#define TUNEUP_REPORT_BLOCKS_HANDOFFS_H

#include "report/block.h"

/* "Manual steps: 3 now, 5 in the baseline weeks."; NULL: not measured. */
const char *manual_steps(struct doc *d, const struct report_input *in);

#endif
