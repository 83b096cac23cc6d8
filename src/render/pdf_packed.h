/*
 * render/pdf_packed.h - how a packed PDF is written. (private to pdf_pack.c
 * and pdf_unpack.c)
 */
#ifndef TUNEUP_RENDER_PDF_PACKED_H
#define TUNEUP_RENDER_PDF_PACKED_H

#define OBJECT_BEGIN "%zu 0 obj\n"
#define OBJECT_END "\nendobj\n"
#define STREAM_END "endstream" OBJECT_END
#define TABLE_KEYS \
	"/Type /XRef /Size %zu /W [1 4 2] /Root %zu 0 R /Info %zu 0 R"
#define TABLE_ID " /ID [<%s> <%s>]"
#define ID_DIGITS 32		/* of the SHA-256 of the plain file */
#define PACKED_ENDING "startxref\n%zu\n%%%%EOF\n"

#define PACKED_MEMBERS 200	/* objects of an object stream */
#define PACKED_ENTRY 7		/* bytes: type, 4, 2 */
enum { PACKED_FREE, PACKED_AT, PACKED_IN };

#endif
