/*
 * ingest/lines.h - a source as decoded physical lines. (private to ingest/)
 *
 * A physical line ends with LF, CR LF or a lone CR, in any mixture, or with
 * the file. Line numbers are those an editor shows. A bounded window of the
 * file is in memory.
 */
#ifndef TUNEUP_INGEST_LINES_H
#define TUNEUP_INGEST_LINES_H

#include "ingest/decode.h"
#include "ingest/source.h"

/* Longer physical lines are refused: no export has them. */
#define LINE_BYTES_MAX ((size_t)8 << 20)

struct lines {
	struct source *src;
	struct decoder dec;
	struct diags *diags;	/* the decoder's notes go here */
	struct strbuf text;	/* decoded window */
	size_t at;		/* next byte of it */
	char *raw;		/* bytes as read */
	bool end;		/* the source has no more bytes */
	bool has_cr;		/* the window from `at` on may hold a CR */
	int64_t line;		/* number of the line returned last */
};

/* Rewinds the source and decodes from its start. */
int lines_begin(struct lines *l, struct source *src, const char *encoding,
		struct diags *diags, struct err *err);
/* 1 and the next line with its end-of-line bytes, 0 at the end, -1. The line
 * is valid until the next call. */
int lines_next(struct lines *l, const char **s, size_t *len, struct err *err);
void lines_end(struct lines *l);	/* a zeroed one is fine */

#endif
