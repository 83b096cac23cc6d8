/*
 * ingest/transposed.h - a table that lies on its side.
 * (private to ingest/)
 *
 * Its headers stand one below the other in the first column, and each row
 * of figures is a column. It is refused, because a spreadsheet turns it round
 * in a moment and a guess would be wrong some day.
 */
#ifndef TUNEUP_INGEST_TRANSPOSED_H
#define TUNEUP_INGEST_TRANSPOSED_H

#include "config/profile.h"
#include "ingest/table.h"

/* The profile whose headers the first column holds, or NULL. */
const struct profile *transposed_find(const struct head *h, struct arena *a,
				      const struct profile *const *profiles,
				      size_t n);

#endif
