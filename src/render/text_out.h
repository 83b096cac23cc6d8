/*
 * render/text_out.h - lines of at most 80 columns.
 *
 * Private to the text renderer. A writer appends to a strbuf; widths are
 * columns on a terminal (base/utf8.h), never bytes. No line ends in blanks,
 * no line is longer than TEXT_COLUMNS: a word that is too long is broken
 * inside rather than cut.
 */
#ifndef TUNEUP_RENDER_TEXT_OUT_H
#define TUNEUP_RENDER_TEXT_OUT_H

#include <stddef.h>

#include "base/strbuf.h"
#include "report/model.h"

#define TEXT_COLUMNS 80

/* Take the next line of at most `width` columns from *s: its bytes start at
 * *line, their number is returned; *s moves behind it. 0 at the end. */
size_t out_line(const char **s, size_t width, const char **line);
/* A paragraph: the first line is indented by `first`, all others by
 * `indent`, and each ends in a newline. Rich marks are dropped. */
void out_wrap(struct strbuf *out, const char *rich, size_t first,
	       size_t indent);
/* A ragged line of text, blanks at its end dropped, and a newline. */
void text_end(struct strbuf *out);
/* s in `width` columns, cut never (longer stays longer). */
void text_left(struct strbuf *out, const char *s, size_t width);
void text_right(struct strbuf *out, const char *s, size_t width);
/* n times a string: rules and bars. */
void text_repeat(struct strbuf *out, const char *s, size_t n);
/* Title and subtitle of a table, list or chart; either may be "". */
void text_title(struct strbuf *out, const char *title, const char *subtitle);
/* Values as one line of blocks from low to high; a gap is a dot. */
void text_spark(struct strbuf *out, const double *v, size_t n, double low,
		double high);

void text_table(struct strbuf *out, const struct table *t,
		const char *currency);
void text_chart(struct strbuf *out, const struct chart *c);

#endif
