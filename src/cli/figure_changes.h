/*
 * cli/figure_changes.h - would people read other numbers than were published?
 *
 * Figures are compared as they are printed, with their digits; parts of rates
 * exactly. Bytes and dates of a file do not matter.
 */
#ifndef TUNEUP_CLI_FIGURE_CHANGES_H
#define TUNEUP_CLI_FIGURE_CHANGES_H

#include "cli/make_report.h"

struct figure_changes {
	size_t n;			/* printed numbers */
	const struct metric *first;	/* of them in the order of the
					 * reports; NULL: none */
};

/* Figures of one period, as published and as they are now; both are sorted.
 * A metric that only a newer tuneup has is no change. */
struct figure_changes figure_changes(struct figure_row *was, size_t n_was,
				     struct figure_row *now, size_t n_now);
/* Of a report that was made again, since it was last published for its
 * period. */
int figure_changes_since(struct figure_changes *out, struct store *s,
			 const struct made_report *m,
			 const struct run_entry *run, struct err *err);
/* "late rows changed 12 numbers, Rework rate first" */
const char *figure_changes_words(const struct figure_changes *c,
				 struct arena *a);

#endif
