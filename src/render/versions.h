/*
 * render/versions.h - which libraries wrote the files.
 *
 * One function beside each library, because a library's header is included
 * in its own files only. Strings are static.
 */
#ifndef TUNEUP_RENDER_VERSIONS_H
#define TUNEUP_RENDER_VERSIONS_H

#include <stdbool.h>

const char *xlsx_library_version(void);	/* "1.1.4" */
const char *pdf_library_version(void);	/* "2.3.0" */
const char *xml_library_version(void);	/* "expat_2.5.0" */

/*
 * Can tags be written? Only with a library whose undocumented functions were
 * tried, and whose structs are those that we were compiled with; with any
 * other the PDF is written without.
 */
bool pdf_library_tags(void);
bool pdf_version_tags(const char *compiled, const char *running);

#endif
