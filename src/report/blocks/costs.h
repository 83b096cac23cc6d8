/*
 * report/blocks/costs.h - the rows of a period's cost, in cents that add up.
 *
 * Private to blocks costs and cost_rows, so that both print the same cents
 * for the same row, and both add up to the cost that the ROI is made with.
 */
#ifndef TUNEUP_REPORT_BLOCKS_COSTS_H
#define TUNEUP_REPORT_BLOCKS_COSTS_H

#include "report/block.h"

struct costs {
	const struct cost_row *row;
	int64_t *cent;		/* of each row; sum: the total */
	size_t n;
	double total;		/* the figure `cost`, NAN */
};

struct costs costs_of(struct doc *d, const struct report_input *in);
/* "tool", "own hours" ... */
const char *cost_kind_words(enum cost_of of);
/* "M", of own hours "M A". */
const char *cost_marks(enum cost_of of);
/* The last line: the total as the ROI has it. */
void cost_note(struct doc *d, struct part *p, const struct block *b,
	       const struct report_input *in);
struct cell cent_cell(int64_t cents);

#endif
