/*
 * ingest/records.h - libcsv's front end: records with exact line numbers.
 * (private to ingest/)
 *
 * libcsv is strict here (a character behind a closing quote, a quote inside
 * an unquoted cell and a quote never closed refuse the file) and gets one
 * physical line at a time, so every record knows the line it starts on and
 * the line it ends on. A line that holds no quote has nothing left to parse:
 * its cells are what stands between the delimiters, and it does not take the
 * way through the parser.
 *
 * A blank line is a record with one empty cell and `blank` set.
 *
 * Some exports have each whole row in one pair of quotes. With `wrapped` set, a
 * record of one quoted cell that holds the delimiter is parsed once more.
 */
#ifndef TUNEUP_INGEST_RECORDS_H
#define TUNEUP_INGEST_RECORDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <csv.h>

#include "base/err.h"
#include "base/strbuf.h"
#include "ingest/lines.h"

#define CELL_BYTES_MAX ((size_t)1 << 20)
#define RECORD_CELLS_MAX 4096

struct cell {
	const char *s;		/* not NUL-terminated */
	uint32_t len;
};

struct record {
	const struct cell *cell;
	size_t n;
	int64_t line;		/* physical line it starts on */
	int64_t last_line;
	bool blank;		/* an empty line, or only blanks in all cells */
};

struct records {
	struct lines *lines;
	char delimiter;
	bool wrapped;
	bool backslash;		/* \" is a quote in a cell, \\ a backslash */
	struct csv_parser csv;
	bool begun;		/* csv holds the start of a record */
	struct record rec;
	struct cell *cell;
	size_t room;
	struct strbuf text;	/* cells of a quoted record */
	struct strbuf row;	/* the row that was in one cell */
	struct strbuf line;	/* a line without its backslashes */
	size_t n;		/* cells so far of a quoted record */
	bool done;		/* libcsv has ended the record */
	bool too_large;
};

void records_begin(struct records *r, struct lines *lines, char delimiter);
/* 1 and the next record, valid until the next call; 0 at the end; -1. */
int records_next(struct records *r, const struct record **out,
		 struct err *err);
void records_end(struct records *r);	/* a zeroed one is fine */

#endif
