/*
 * report/blocks/decided.h - decisions as words.
 *
 * Private to the blocks that show what was decided and whether it worked.
 */
#ifndef TUNEUP_REPORT_BLOCKS_DECIDED_H
#define TUNEUP_REPORT_BLOCKS_DECIDED_H

#include "report/block.h"

/* How many accepted actions are in each state, and of those with a verdict
 * that says something (worked, made it worse, less than promised) how many
 * worked. */
struct decided_counts {
	int64_t accepted, open, late, measured, closed;
	int64_t judged, worked;
	int64_t answers;	/* all of them, rejects too */
};
struct decided_counts decided_count(const struct report_input *in);

/* "1 action is late, 2 are open": what is not in place; never NULL. */
const char *decided_waiting(struct doc *d, const struct decided_counts *n);
/* "Of the 2 actions with a verdict 1 worked"; "" without any. */
const char *decided_verdicts(struct doc *d, const struct decided_counts *n);
/* "Blog articles, draft" */
const char *decided_where(struct doc *d, const struct report_input *in,
			  const struct decided *e);
/* "2026-W39": the last week behind it that is counted, "" = none. A report
 * counts to the end of its own period, so that two may say different numbers
 * of one action. */
const char *decided_to_week(struct doc *d, const struct decided *e);
/* "worked", "cannot tell yet: 606 more outputs, 9 weeks" */
const char *decided_verdict(struct doc *d, const struct decided *e);
/* "Worked: Write ... into the prompt (Blog articles). Rework rate −9.4 points
 * (−12.8 to −6.2), −5.0 points promised; 3.5 h a week got, 3.3 h promised, after 13 weeks, to 2026-W44." */
const char *decided_outcome(struct doc *d, const struct report_input *in,
			    const struct decided *e);

#endif
