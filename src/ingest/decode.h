/*
 * ingest/decode.h - bytes of any encoding become checked UTF-8.
 * (private to ingest/)
 *
 * Decoding is a stream: decode_feed() takes the bytes as they come and
 * appends text. Nothing is ever replaced or dropped in silence: a byte that
 * is not text in the encoding refuses the file with its offset and line; the
 * one stray byte some exports have behind UTF-16 becomes a note. A NUL is no
 * text in any export and is refused, with the hint that it is UTF-16 where it
 * looks like it.
 *
 * The encoding: a byte order mark decides; otherwise --encoding, then the
 * profile's, then UTF-8, and where that does not fit what guess.h finds. --encoding against the mark is refused.
 */
#ifndef TUNEUP_INGEST_DECODE_H
#define TUNEUP_INGEST_DECODE_H

#include <iconv.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/diag.h"
#include "base/err.h"
#include "base/strbuf.h"

enum encoding { ENC_UTF8, ENC_UTF16LE, ENC_UTF16BE, ENC_OTHER };

struct decoder {
	const char *file;	/* for messages, borrowed */
	enum encoding encoding;
	const char *name;	/* "UTF-8", "UTF-16LE", "Windows-1252" ... */
	iconv_t cd;		/* ENC_OTHER */
	int64_t offset;		/* bytes consumed */
	int64_t newlines;	/* seen in the decoded text, for messages */
	char carry[16];		/* bytes of a character not yet complete */
	size_t n_carry;
};

/*
 * Choose by the file's first bytes (at least 4, if it has them). wanted is
 * --encoding or the profile's, NULL or "" = none; it is borrowed.
 * *bom = length of the mark, to be skipped.
 */
int decode_begin(struct decoder *d, const char *file, const void *head,
		 size_t len, const char *wanted, size_t *bom,
		 struct err *err);
/* Decode; `last` says that no bytes follow. */
int decode_feed(struct decoder *d, struct strbuf *out, const void *bytes,
		size_t len, bool last, struct diags *diags, struct err *err);
void decode_end(struct decoder *d);	/* a zeroed one is fine */

#endif
