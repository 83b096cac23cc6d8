/*
 * exchange/eml.h - an e-mail as bytes: RFC 5322 with MIME (RFC 2045 to 2047,
 * 2231), for `sendmail -t`, any other program, or a .eml file.
 *
 *	struct eml mail = { .from = "tuneup@northlight.example", .to = to,
 *			    .n_to = 2, .subject = "Weekly tuning", .text =
 *			    "Attached.\n", .date = clock };
 *	eml_write(&out, &mail);
 *
 * Lines end with CR LF. The text is quoted-printable, attachments base64;
 * what is not ASCII in a header is encoded. Boundary and Message-ID are made
 * of the content, so the same mail is the same bytes, and a mail that is sent
 * again is known by its Message-ID.
 */
#ifndef TUNEUP_EXCHANGE_EML_H
#define TUNEUP_EXCHANGE_EML_H

#include <stddef.h>
#include <stdint.h>

#include "base/strbuf.h"

struct eml_file {
	const char *name;	/* "weekly_2026-W47.xlsx" */
	const char *type;	/* NULL: by the end of its name */
	const void *bytes;
	size_t len;
};

struct eml {
	const char *from;	/* addresses: ASCII, without names */
	const char *const *to;
	size_t n_to;
	const char *subject;	/* UTF-8; control characters become blanks */
	const char *text;	/* UTF-8, lines end with \n */
	int64_t date;		/* UTC seconds */
	const struct eml_file *file;
	size_t n_files;
};

/* Append the whole mail. Cannot fail. */
void eml_write(struct strbuf *out, const struct eml *mail);

#endif
