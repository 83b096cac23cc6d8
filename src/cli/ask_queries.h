/*
 * cli/ask_queries.h - the SELECTs of a report's `query` blocks.
 *
 * They are asked before the store is closed, so that blocks draw and never
 * ask. A query that cannot be answered makes no report: its message has the
 * template's line and column and the place in the SQL.
 */
#ifndef TUNEUP_CLI_ASK_QUERIES_H
#define TUNEUP_CLI_ASK_QUERIES_H

#include "cli/make_report.h"

/* Fills m->input.answers; m->template and m->input.now are there. */
int ask_queries(struct made_report *m, struct workspace *w, struct err *err);

#endif
