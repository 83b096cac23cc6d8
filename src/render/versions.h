/*
 * render/versions.h - which libraries wrote the files.
 *
 * One function beside each library, because a library's header is included
 * in its own files only. Strings are static.
 */
#ifndef TUNEUP_RENDER_VERSIONS_H
#define TUNEUP_RENDER_VERSIONS_H

const char *xlsx_library_version(void);	/* "1.1.4" */
const char *pdf_library_version(void);	/* "2.3.0" */

#endif
