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
#include "ingest/preamble.h"
#include "ingest/records.h"

#define HEAD_RECORDS 2000
#define HEADER_SEARCH 40	/* records that may be the header */

struct head {
	struct record *rec;
	size_t n;
	bool complete;		/* these are all records of the table */
	const struct preamble *file;	/* of the file's first table, or NULL */
};

/* A record that stays. */
void record_copy(struct record *to, struct arena *a,
		 const struct record *from);
/* Read records until HEAD_RECORDS, `most` or the end. */
int head_read(struct head *h, struct arena *a, struct records *r, size_t most,
	      struct err *err);

/* The header row and the lines above it. */
struct table {
	int64_t line;		/* physical line of the header */
	size_t index;		/* its place among the head's records */
	size_t n;		/* columns */
	const char **header;	/* text for people, trimmed */
	const char **folded;
	struct preamble above;	/* what the lines above it say */
};

/* Head record `index` is the header. Trailing columns without a header are
 * left off. */
void table_begin(struct table *t, struct arena *a, const struct head *h,
		 size_t index);
enum row_shape { ROW_FITS, ROW_SHORT, ROW_LONG };
/* Has the record as many cells as the header? Blank cells behind do not
 * count. */
enum row_shape table_row_shape(const struct table *t, const struct record *r);

#endif
