/*
 * ingest/wrapped.h - rows that stand in one pair of quotes each.
 * (private to ingest/)
 *
 *	"id,name,""a, b"",3"
 *
 * A tool that took each line of a CSV for a text has written such a file. It
 * is one when nearly all of its first records are of one cell, and those cells,
 * parted by one delimiter, have one number of cells, two at least. The header
 * may be as it should.
 */
#ifndef TUNEUP_INGEST_WRAPPED_H
#define TUNEUP_INGEST_WRAPPED_H

#include "ingest/dialect.h"
#include "ingest/table.h"

/* Changes the dialect's delimiter and evidence where it is so. */
bool wrapped_find(struct dialect *d, const struct head *h);

#endif
