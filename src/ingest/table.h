/*
 * ingest/table.h - the first rows of a file, and what stands above the header.
 * (private to ingest/)
 *
 * The head is copied out, so that header search and evidence can look at it
 * as often as they like while the file itself is read once more from its
 * start.
 */
#ifndef TUNEUP_INGEST_TABLE_H
#define TUNEUP_INGEST_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "ingest/records.h"

#define HEAD_RECORDS 2000
#define HEADER_SEARCH 40	/* records that may be the header */

struct head {
	struct record *rec;
	size_t n;
	bool complete;		/* these are all records of the file */
};

/* Read records until HEAD_RECORDS or the end. */
int head_read(struct head *h, struct arena *a, struct records *r,
	      struct err *err);

/* The header row and the lines above it. */
struct table {
	int64_t line;		/* physical line of the header */
	size_t index;		/* its place among the head's records */
	size_t n;		/* columns */
	const char **header;	/* text for people, trimmed */
	const char **folded;
	bool has_range;		/* a line above says which days */
	bool unbounded;		/* ... or that there are no bounds */
	int64_t range_line;
	int32_t first, last;
};

/* Head record `index` is the header. Trailing columns without a header are
 * left off. */
void table_begin(struct table *t, struct arena *a, const struct head *h,
		 size_t index);
/* Look for a date range in the lines above the header. */
void table_read_preamble(struct table *t, const struct head *h);

enum row_shape { ROW_FITS, ROW_SHORT, ROW_LONG };
/* Has the record as many cells as the header? Blank cells behind do not
 * count. */
enum row_shape table_row_shape(const struct table *t, const struct record *r);

#endif
