/*
 * render/render.h - from the model to bytes, and back again to check.
 *
 * A renderer is one struct with two functions. render() writes the file;
 * it runs in a forked child with a private work directory, because the
 * libraries under it crash when memory ends and keep silent when a disk is
 * full. verify() runs in the parent on the finished file and trusts nothing:
 * the workbook is read back cell by cell against the model, the PDF's
 * header, cross-reference table, object offsets, stream lengths and page
 * count are checked.
 *
 * To add one: src/render/<id>.c with its `const struct renderer` and a line
 * in renderer_table[].
 */
#ifndef TUNEUP_RENDER_RENDER_H
#define TUNEUP_RENDER_RENDER_H

#include "base/err.h"
#include "base/strbuf.h"
#include "report/model.h"

struct renderer {
	const char *id;		/* "xlsx", "pdf", "text" */
	const char *extension;	/* ".xlsx" */
	const char *help;
	/* Write doc to path (a new file). `work` is a private directory for
	 * the library's own temporary files. */
	int (*render)(const struct doc *doc, const char *path,
		      const char *work, struct err *err);
	int (*verify)(const struct doc *doc, const char *path,
		      struct err *err);
};

extern const struct renderer *const renderer_table[];	/* ends at NULL */
extern const struct renderer renderer_text, renderer_xlsx, renderer_pdf;
const struct renderer *renderer_find(const char *id);

/* The document as text, 80 columns (tests, `tuneup show`). */
void render_text(struct strbuf *out, const struct doc *doc);
/* What one part of it holds, without any heading. */
void render_text_part(struct strbuf *out, const struct doc *doc,
		      const struct part *p);

/*
 * Where the font's files are: $PREFIX/share/tuneup/fonts, then Debian's
 * fonts-lato. weight is "Light", "Regular", "Medium", "Bold". Missing:
 * ERR_CONFIG naming the package.
 */
int font_find(char **path, struct arena *a, const char *family,
	      const char *weight, struct err *err);

/* Library versions for --version: "libxlsxwriter 1.1.4, libharu 2.3.0". */
void render_versions(struct strbuf *out);

#endif
