/*
 * report/blocks/actions.h - recommended actions as lines.
 *
 * Private to the blocks that show them. Nothing is worded here but how the
 * playbook's own text, its gain and its set-up stand together.
 */
#ifndef TUNEUP_REPORT_BLOCKS_ACTIONS_H
#define TUNEUP_REPORT_BLOCKS_ACTIONS_H

#include "findings/recommend.h"
#include "report/block.h"

/* The problem of a finding; NULL when there are no recommendations. */
const struct problem *actions_of(const struct report_input *in,
				 const struct finding *f);
/* "A: Write ... into the prompt (35 min a week, EUR 30)" */
const char *action_line(struct doc *d, const struct recommended *r, size_t i);
/* Who is answerable for the wording of a problem: its sentence, marked when
 * a model drafted it. */
const char *problem_sentence(struct doc *d, const struct problem *p);

#endif
