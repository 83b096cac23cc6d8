/*
 * render/pdf_verify.h - is this file a whole PDF?
 *
 * A check of our own that trusts nothing the writer says: the header, the
 * end, the cross-reference table and every offset in it, each object's end,
 * each stream's length, that every reference leads to an object, the trailer,
 * and the number of pages and of elements of the structure tree. For files as
 * pdf_draw() writes them (one classic cross-reference table, no increments).
 */
#ifndef TUNEUP_RENDER_PDF_VERIFY_H
#define TUNEUP_RENDER_PDF_VERIFY_H

#include <stddef.h>

#include "base/err.h"

/* What was laid out; no elements: a file without tags. */
struct pdf_wanted { size_t pages, elements; };

/* ERR_SOFTWARE with the byte where the file is not what it says. */
int pdf_verify(const char *bytes, size_t len, struct pdf_wanted want,
	       const char *name, struct err *err);

#endif
