/*
 * render/ttf.h - what a TrueType file says about its glyphs.
 *
 * Enough to measure text: the glyph of a character, its advance, and the
 * kerning between two glyphs (legacy kern table, format 0, which Lato has).
 * Distances are in font units; divide by `units` for a share of the size.
 *
 * A font is bytes somebody else wrote: every read is checked against its
 * table, and what lies outside reads as 0. A file that lacks a table, or
 * whose tables do not hold what they promise, is refused by ttf_open().
 *
 * Nothing here allocates or opens files; the bytes are borrowed and must
 * live as long as the struct.
 */
#ifndef TUNEUP_RENDER_TTF_H
#define TUNEUP_RENDER_TTF_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

struct ttf_table { const uint8_t *at; size_t len; };

struct ttf {
	int units;			/* per em */
	int ascent, descent;		/* descent is negative */
	unsigned n_glyphs;
	unsigned n_advances;		/* the last one serves the rest */
	struct ttf_table hmtx;
	struct ttf_table cmap;		/* one subtable, format 4 or 12 */
	unsigned cmap_format;
	struct ttf_table kern;		/* pairs of the first subtable */
	unsigned n_kern;
};

/* `name` is for the message only. ERR_CONFIG when it is no usable font. */
int ttf_open(struct ttf *out, const void *bytes, size_t len,
	     const char *name, struct err *err);

unsigned ttf_glyph(const struct ttf *f, uint32_t cp);	/* 0 = none */
int ttf_advance(const struct ttf *f, unsigned glyph);
int ttf_kern(const struct ttf *f, unsigned left, unsigned right);

#endif
