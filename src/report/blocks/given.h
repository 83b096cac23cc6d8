/*
 * report/blocks/given.h - answers that were given before, on a sheet that is
 * made anew.
 *
 * A cell to fill in that was answered holds the answer and may still be
 * changed. Read back as it stands it says what is known, and changes nothing.
 * An owner or reason that is not in its list, because `tuneup decide` took
 * it, is one more choice of that cell.
 */
#ifndef TUNEUP_REPORT_BLOCKS_GIVEN_H
#define TUNEUP_REPORT_BLOCKS_GIVEN_H

#include "findings/recommend.h"
#include "report/block.h"
#include "report/fillable.h"

/* The last answer to a proposal, NULL when there is none. */
const struct decided *given_to(const struct report_input *in,
			       const char *proposal);
/* The problems of this week's report, and behind them those that it asked
 * before, that were answered and that the data no longer shows. */
const struct problem *const *given_rows(struct doc *d,
					const struct report_input *in,
					size_t *n);
/* Its number in fill_decisions[]: an option by its action, whatever its
 * letter was. FILL_DECISION_WORDS: there is no answer, or the problem's row
 * does not offer that action. */
size_t given_word(const struct problem *p, const struct decided *e);
/* A cell to fill in that holds this text already; "" = it is blank. */
struct cell given_cell(struct doc *d, const char *text,
		       const struct fill *fill);
/* "A, Editor on duty, due 27 Nov", "Reject"; for an action that is offered
 * no longer its text. */
const char *given_answer(struct doc *d, const struct problem *p,
			 const struct decided *e);

#endif
