/*
 * ingest/tables.h - where the tables of a file begin and end.
 * (private to ingest/)
 *
 * Most files hold one table. A dashboard's export holds many: below a blank
 * line, or below comment lines (#), another header begins. Records go in one
 * by one; those next to a gap are looked at. They begin a table when a
 * profile fits one of them as its header, or, for tables that no profile
 * knows, when a row of names only stands above rows that hold numbers and
 * have another number of cells than the table before. Blank lines that only
 * part the rows of one table, its header once more, and a footnote below it
 * begin none.
 */
#ifndef TUNEUP_INGEST_TABLES_H
#define TUNEUP_INGEST_TABLES_H

#include "base/arena.h"
#include "ingest/table.h"

#define TABLES_MAX 100		/* more in one file are refused */

struct table_extent {
	size_t first;		/* record: the lines above its header too */
	size_t header;		/* record */
	size_t end;		/* record behind its last */
	struct record names;	/* the header */
	size_t cells;		/* ... without blank ones behind */
	int64_t line, last_line;	/* physical: header, last of its rows */
	int64_t rows;		/* below the header, blank lines apart */
	bool known;		/* a profile fits the header */
};

/* Is record `index` of the head the header of a profile? */
typedef bool (*header_check)(void *ctx, const struct head *h, size_t index);

struct tables {
	struct table_extent *item;
	size_t n;
	bool too_many;
	header_check check;
	void *ctx;
	struct arena *arena;	/* of the items */
	size_t checked;		/* records given to check so far */
	struct preamble file;	/* above the first table */
	struct arena scratch;	/* of near */
	struct head near;	/* records since a gap, and before it those
				 * that may stand above a header */
	size_t near_first;	/* record of near.rec[0] */
	size_t above;		/* of near: records before the last gap */
	bool open;		/* near may yet begin a table */
	size_t seen;		/* records so far */
	int64_t rows_before;	/* of the last table, when near began */
	int64_t line_before;
};

void tables_begin(struct tables *t, struct arena *a, header_check check,
		  void *ctx);
void tables_add(struct tables *t, const struct record *rec);
void tables_end(struct tables *t);
void tables_release(struct tables *t);	/* a zeroed one is fine */

/* Has the record the very cells of a header? Files that were joined repeat
 * it between their rows. */
bool repeats_header(const struct record *header, const struct record *rec);

#endif
