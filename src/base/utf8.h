/*
 * base/utf8.h - text as people wrote it.
 *
 * All strings inside tuneup are valid UTF-8 without control characters other
 * than tab and newline; text is checked and cleaned at the door (ingest,
 * config), never later. Case folding, normalisation and widths come from
 * utf8proc, whose header is included here only (utf8.c).
 */
#ifndef TUNEUP_BASE_UTF8_H
#define TUNEUP_BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/strbuf.h"

/* Offset of the first byte that is not valid UTF-8 (overlong forms,
 * surrogates, U+FFFE, U+FFFF and > U+10FFFF are invalid), or len. */
size_t utf8_valid_prefix(const char *s, size_t len);

/* Decode one code point of valid UTF-8 and advance *s; 0 at end. */
uint32_t utf8_next(const char **s, const char *end);

/* Append one code point. */
void utf8_put(struct strbuf *sb, uint32_t cp);

/* Columns on a terminal: 0 for combining, 2 for wide. */
size_t utf8_width(const char *s);

/* Code points in s. */
size_t utf8_count(const char *s);

/* Bytes of the longest prefix that has at most `columns` columns. */
size_t utf8_fit(const char *s, size_t columns);

/*
 * Fold for comparison of headers, words and names: NFKC, case folded, every
 * run of blanks (U+00A0 and U+202F too) one space, trimmed, zero-width and
 * byte order marks dropped. Result in the arena.
 */
char *utf8_fold(struct arena *a, const char *s);

/* Letters with marks as one character where there is one: e and U+0301 as é
 * (NFC). Result in the arena. */
char *utf8_compose(struct arena *a, const char *s);

/* Trim ASCII and Unicode blanks at both ends, in place; returns new length
 * and moves *s to the start. Never allocates. */
void utf8_trim(const char **s, size_t *len);

/* Escape control characters as \xNN for logs and messages. */
void utf8_escape(struct strbuf *sb, const char *s, size_t len);

/* "Paid social — Q3" -> "paid-social-q3": [a-z0-9-], at most 40 bytes, never
 * empty (falls back to "x"). The only way a name becomes part of a path. */
char *utf8_slug(struct arena *a, const char *s);

/* Edit distance (Damerau-Levenshtein, optimal string alignment) over bytes,
 * and "did you mean": the candidate within a third of the length, the same but
 * for its case before any other, or NULL. */
size_t text_distance(const char *a, const char *b);
const char *text_nearest(const char *word, const char *const *candidates,
			 size_t n);

/* Of utf8proc as it runs: "2.8.0". */
const char *utf8_library_version(void);

#endif
