/*
 * cli/report_data.h - what a report says about its data: files, rows set
 * aside, overlapping periods, restatements, and the figures to record.
 */
#ifndef TUNEUP_CLI_REPORT_DATA_H
#define TUNEUP_CLI_REPORT_DATA_H

#include "cli/make_report.h"

/* First and last day of any fact kind; DAY_NONE when the store is empty. */
int facts_first_last(int32_t *first, int32_t *last, struct store *store,
		     struct err *err);

/* Fill the data-quality fields of m->input, m->rows and m->weeks. */
int report_data_load(struct made_report *m, struct workspace *w,
		     struct err *err);

/* Would people see another number? */
bool figure_differs(const struct metric *metric, double a, double b);
/* A figure as the store records it; texts stay those of the figure. */
struct figure_row figure_stored(const struct figure *g);

#endif
