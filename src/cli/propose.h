/*
 * cli/propose.h - proposals of weeks whose report was never published.
 */
#ifndef TUNEUP_CLI_PROPOSE_H
#define TUNEUP_CLI_PROPOSE_H

#include "cli/make_report.h"

/*
 * Such a week can be decided all the same: what its report would propose, as
 * of today, is computed and kept first. An id that is known, or that is not
 * of a week, is left to store_decide(); one that the week does not propose is
 * ERR_USAGE with the nearest. A backup comes before what is kept,
 * unless cli is NULL.
 */
int propose_if_new(struct workspace *w, const char *id, struct cli *cli,
		   struct arena *a, struct err *err);
/* The same, and nothing is kept: what would be is *out, NULL: nothing. It is
 * m's, which is released by the caller, after a failure too. */
int propose_find(const struct proposal_entry **out, struct made_report *m,
		 struct workspace *w, const char *id, struct arena *a,
		 struct err *err);

#endif
