/*
 * base/csv_text.h - a text as a cell of a CSV that people open.
 *
 * A spreadsheet runs what begins with = + - or @, also behind blanks, a tab
 * or a line break, and as the full-width forms of those signs. Such a text
 * gets an apostrophe in front (OWASP, CSV injection). Numbers are written by
 * those who know that they are numbers, so that -5 stays one.
 */
#ifndef TUNEUP_BASE_CSV_TEXT_H
#define TUNEUP_BASE_CSV_TEXT_H

#include <stdbool.h>

#include "base/strbuf.h"

bool text_is_formula(const char *s);
/* Append s as RFC 4180 wants it; in quotes where it needs them. */
void csv_put_text(struct strbuf *out, const char *s);
/* ... always in quotes. */
void csv_put_quoted(struct strbuf *out, const char *s);
/* For what is known to be a number. */
void csv_put_plain(struct strbuf *out, const char *s);

#endif
