/*
 * render/pdf_pack.h - the same PDF in a third of the bytes.
 *
 * The library writes every object by itself, in plain text, with a line of 20
 * bytes in a table. A tagged table has thousands of small ones: most of the
 * file. Packed, all that is no stream lies in compressed object streams, and
 * the table in a compressed one, too (ISO 32000-1, 7.5.7 and 7.5.8; PDF 1.5).
 * Object numbers stay, so nothing else changes: pdf_unpack() gives back the
 * very bytes that were packed.
 *
 *	object streams of 200 objects each, behind the last object
 *	W [1 4 2]: free, at an offset, or the n-th of an object stream
 *	/ID begins the SHA-256 of the plain file: damage is seen, which the
 *	checksum of a compressed stream lets pass once in some ten thousand
 */
#ifndef TUNEUP_RENDER_PDF_PACK_H
#define TUNEUP_RENDER_PDF_PACK_H

#include "base/strbuf.h"

/* Append the packed file. ERR_SOFTWARE where `plain` is not as the library
 * writes: one table, objects in the order of their numbers. */
int pdf_pack(struct strbuf *out, const struct strbuf *plain, struct err *err);

/*
 * Append the plain file. Trusts nothing: every offset, length and number is
 * checked, and each byte of the file belongs to an object. ERR_SOFTWARE with
 * the byte where it is not what pdf_pack() writes.
 */
int pdf_unpack(struct strbuf *out, const char *bytes, size_t len,
	       const char *name, struct err *err);

#endif
