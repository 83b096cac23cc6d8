/*
 * render/pdf_content.h - a page of the display list as PDF operators.
 *
 * Pure text: no library, no file. Fonts and transparencies are named by the
 * caller, who also puts them into the page's resources. With `tagged` each
 * mark of the page (page_marks()) stands between its kind and EMC, those that
 * have a tag with a number, which counts up from 0.
 */
#ifndef TUNEUP_RENDER_PDF_CONTENT_H
#define TUNEUP_RENDER_PDF_CONTENT_H

#include "base/strbuf.h"
#include "render/pdf_layout.h"

struct content_names {
	const char *font[FACE_COUNT];
	const char *alpha[101];		/* per percent; 100 is not used */
	bool tagged;
};

/* PDF's word for a kind: "H1", "TD". */
const char *tag_word(enum tag_kind kind);

/* -1 with ERR_SOFTWARE when a number is not finite. */
int content_write(struct strbuf *out, const struct layout *l, size_t page,
		  const struct fonts *fonts,
		  const struct content_names *names, struct err *err);

#endif
