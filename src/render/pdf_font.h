/*
 * render/pdf_font.h - the four faces of the PDF, and how wide text is.
 *
 * Layout and drawing measure with the same function, so what fits in the
 * layout fits on the page. Widths count kerning.
 */
#ifndef TUNEUP_RENDER_PDF_FONT_H
#define TUNEUP_RENDER_PDF_FONT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/strbuf.h"
#include "render/ttf.h"

enum face { FACE_LIGHT, FACE_REGULAR, FACE_MEDIUM, FACE_BOLD, FACE_COUNT };

struct fonts {
	struct arena arena;
	struct strbuf bytes[FACE_COUNT];
	struct ttf ttf[FACE_COUNT];
	char *path[FACE_COUNT];
};

/* Find and read the faces of a family. fonts_release() also after -1. */
int fonts_load(struct fonts *out, const char *family, struct err *err);
void fonts_release(struct fonts *f);

/* True when every face can show cp; the writer knows the first plane. */
bool fonts_cover(const struct fonts *f, uint32_t cp);

/* Points; valid UTF-8. `tracking` points are added after each character. */
double text_width(const struct fonts *f, enum face face, double size,
		  double tracking, const char *s, size_t len);

/* Thousandths of the size by which cp moves the pen after `left` (0: none). */
int text_step(const struct fonts *f, enum face face, uint32_t left,
	      uint32_t cp);

/* Thousandths of the size between two characters, 0 for none. */
int text_kern(const struct fonts *f, enum face face, uint32_t left,
	      uint32_t right);

#endif
