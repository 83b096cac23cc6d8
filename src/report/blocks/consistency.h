/* report/blocks/consistency.h - the score by tool: who has one, in which
 * order, and what it is compared with. */
#ifndef TUNEUP_REPORT_BLOCKS_CONSISTENCY_H
#define TUNEUP_REPORT_BLOCKS_CONSISTENCY_H

#include "report/block.h"

/* The reference of a tool, however its name is written; NULL: none. */
const struct config_reference *reference_of(struct doc *d,
					    const struct report_input *in,
					    const char *tool);
/* Scores of this period by tool in the arena, best first; those without a
 * value last. */
const struct figure **scores_of(struct doc *d, const struct report_input *in,
				size_t *n);

#endif
