/*
 * report/clocks.h - when the reviews are next, for those who plan by it: the
 * advice of the cadence block (findings/cadence.h) without the block.
 */
#ifndef TUNEUP_REPORT_CLOCKS_H
#define TUNEUP_REPORT_CLOCKS_H

#include "findings/cadence.h"
#include "report/block.h"

struct review_clocks {
	struct cadence_advice advice;
	const char *why;	/* "4 calm weeks: no go-live, ..."; in the
				 * document's arena */
};

/* As of the input's day, or of the end of its period where that is earlier. */
struct review_clocks review_clocks_of(struct doc *d,
				      const struct report_input *in);

#endif
