/*
 * render/pdf_draw.h - a layout as the bytes of a PDF file.
 *
 * The only place that calls libharu. What the library does not do right is
 * done here: kerning, a map from glyphs to text that readers accept, and
 * saving, which is left to base/file.h because the library keeps silent when
 * a disk is full. The same layout gives the same bytes.
 */
#ifndef TUNEUP_RENDER_PDF_DRAW_H
#define TUNEUP_RENDER_PDF_DRAW_H

#include "base/strbuf.h"
#include "render/pdf_layout.h"

/* Append the file to out. With `tagged` it says what each piece of a page is
 * (pdf_tag.h); pages look the same without. */
int pdf_draw(struct strbuf *out, const struct layout *l,
	     const struct doc *doc, const struct fonts *fonts, bool tagged,
	     struct err *err);

#endif
