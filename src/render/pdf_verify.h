/*
 * render/pdf_verify.h - is this file a whole PDF?
 *
 * A check of our own that trusts nothing the writer says: the header, the
 * end, the cross-reference table and every offset in it, each object's end,
 * each stream's length, the trailer, and the number of pages. For files as
 * pdf_draw() writes them (one classic cross-reference table, no increments).
 */
#ifndef TUNEUP_RENDER_PDF_VERIFY_H
#define TUNEUP_RENDER_PDF_VERIFY_H

#include <stddef.h>

#include "base/err.h"

/* ERR_SOFTWARE with the byte where the file is not what it says. */
int pdf_verify(const char *bytes, size_t len, size_t pages,
	       const char *name, struct err *err);

#endif
