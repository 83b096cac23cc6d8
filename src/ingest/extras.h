/*
 * ingest/extras.h - columns that are no fact's column. (private to ingest/)
 *
 * They say something about their row: its currency, or its day in another
 * way (the end of a period, a month, a period in one cell, so many days after
 * the first one). The day goes to r->cell unless a column of the day's own
 * has said it; the currency is kept for the row's amounts.
 */
#ifndef TUNEUP_INGEST_EXTRAS_H
#define TUNEUP_INGEST_EXTRAS_H

#include "ingest/rows.h"

enum cell_result extra_read(struct rows *r, const struct plan_column *c,
			    const char *s, size_t len);

#endif
