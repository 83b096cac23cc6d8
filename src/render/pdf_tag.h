/*
 * render/pdf_tag.h - a layout's tags as the structure tree of a PDF.
 * (private to pdf_draw.c)
 *
 * libharu has no calls for it; its object functions are exported and do. They
 * are not documented, so tags are written only with a library that was tried
 * (pdf_library_tags() of versions.h). Numbers of marked content count up from
 * 0 on each page, as pdf_content.c writes them.
 */
#ifndef TUNEUP_RENDER_PDF_TAG_H
#define TUNEUP_RENDER_PDF_TAG_H

#include <hpdf.h>

#include "base/arena.h"
#include "render/pdf_layout.h"

struct tree {
	HPDF_Doc pdf;
	const struct layout *l;
	HPDF_Dict root;
	HPDF_Dict *element;	/* per tag; NULL = nothing of it is shown */
	HPDF_Array *kids;
	HPDF_Page *page;	/* of its first content */
	HPDF_Array nums;	/* the way back, from content to tags */
	HPDF_Array annotations;	/* ... of links, which come after pages */
	HPDF_INT32 n_annotations;
	struct arena arena;
};

/* Errors stay in the library, to be asked for by the caller. */
void tree_begin(struct tree *t, HPDF_Doc pdf, const struct layout *l);
void tree_page(struct tree *t, HPDF_Page page, size_t i);
void tree_link(struct tree *t, HPDF_Page page, HPDF_Annotation link,
	       size_t tag);
void tree_end(struct tree *t);
void tree_release(struct tree *t);

#endif
