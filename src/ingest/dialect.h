/*
 * ingest/dialect.h - which character parts the cells. (private to ingest/)
 *
 * A first line `sep=;` says it. Otherwise , ; TAB and | are tried on the
 * file's first lines, heeding quotes: the winner is the one that cuts most
 * lines into the same number of cells, the larger number where that is equal.
 * A file with one column has no delimiter; comma then does no harm.
 */
#ifndef TUNEUP_INGEST_DIALECT_H
#define TUNEUP_INGEST_DIALECT_H

#include <stdbool.h>
#include <stddef.h>

#define EVIDENCE_MAX 160

struct dialect {
	char delimiter;
	bool sep_line;		/* the first line is `sep=` */
	bool wrapped;		/* each row is one quoted cell */
	char evidence[EVIDENCE_MAX];	/* a sentence for --dry-run */
};

/* Look at the file's first text. */
void dialect_guess(struct dialect *d, const char *text, size_t len);
/* Cells of one record, quotes heeded. */
size_t dialect_cells(const char *s, size_t len, char delimiter);
/* "," ";" "TAB" "|" */
const char *delimiter_name(char delimiter);
/* Not a table at all? Says what it is ("an HTML page"), or NULL. The bytes
 * are the file's first, before decoding. */
const char *sniff_foreign(const void *bytes, size_t len);

#endif
