/*
 * ingest/json.h - JSON records as a table. (private to ingest/)
 *
 * Systems without a CSV give their history as JSON: an array of objects, one
 * object after another (JSON Lines), or an object that holds such an array
 * under a usual name ("data", "scenarioLogs" ...). The keys of all records
 * become the header and each record a row, so a profile applies to keys as it
 * does to headers. An object inside a record gives columns such as
 * "scenario.name"; what is deeper, and lists of objects, are left out. null
 * is an empty cell.
 *
 * The table replaces the bytes the source holds, as CSV; the source's digest
 * is that of the file. Numbers keep ten decimals. Beyond these limits a file
 * is refused: they keep a hostile one from taking more memory than a large
 * export.
 */
#ifndef TUNEUP_INGEST_JSON_H
#define TUNEUP_INGEST_JSON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "ingest/source.h"

#define JSON_RECORD_MAX ((size_t)1 << 20)	/* bytes of one record */
#define JSON_TABLE_MAX ((size_t)64 << 20)	/* bytes of the table */

/* For each row of the table, its header first, the line of the file on which
 * the record begins. */
struct json_lines {
	int64_t *line;
	size_t n;
};

/* Do the file's first bytes say JSON? */
bool json_sniff(const void *bytes, size_t len);
/* The source is held and its digest known. Messages name lines and keys of
 * the file, never values. */
int json_to_table(struct source *src, struct json_lines *lines,
		  struct arena *a, struct err *err);

#endif
