#include <string.h>

#include "render/ttf.h"

static unsigned u16(struct ttf_table t, size_t at)
{
	if (at + 2 > t.len)
		return 0;
	return (unsigned)t.at[at] << 8 | t.at[at + 1];
}

static uint32_t u32(struct ttf_table t, size_t at)
{
	return (uint32_t)u16(t, at) << 16 | u16(t, at + 2);
}

static int s16(struct ttf_table t, size_t at)
{
	return (int16_t)u16(t, at);
}

/* The part of t from `at` on, at most len bytes; empty when outside. */
static struct ttf_table cut(struct ttf_table t, size_t at, size_t len)
{
	struct ttf_table none = { NULL, 0 };

	if (at >= t.len)
		return none;
	if (len > t.len - at)
		len = t.len - at;
	return (struct ttf_table){ t.at + at, len };
}

/* A table by its tag; one that ends outside the file counts as missing. */
static struct ttf_table table_find(struct ttf_table file, const char *tag)
{
	unsigned n = u16(file, 4);

	for (unsigned i = 0; i < n; i++) {
		struct ttf_table entry = cut(file, 12 + 16 * (size_t)i, 16);
		size_t at, len;

		if (entry.len < 16 || memcmp(entry.at, tag, 4) != 0)
			continue;
		at = u32(entry, 8);
		len = u32(entry, 12);
		if (at > file.len || len > file.len - at)
			break;
		return cut(file, at, len);
	}
	return cut(file, file.len, 0);
}

/* Format 12 knows all of Unicode, format 4 the first plane. */
static void cmap_choose(struct ttf *f, struct ttf_table cmap)
{
	unsigned n = u16(cmap, 2);

	for (unsigned i = 0; i < n; i++) {
		size_t entry = 4 + 8 * (size_t)i;
		unsigned platform = u16(cmap, entry);
		struct ttf_table sub = cut(cmap, u32(cmap, entry + 4),
					   cmap.len);
		unsigned format = u16(sub, 0);

		if (platform != 0 && platform != 3)
			continue;
		if ((format == 4 || format == 12) && format > f->cmap_format) {
			f->cmap_format = format;
			f->cmap = sub;
		}
	}
}

/* Lookups halve the list, so one that is not in order is left out. */
static void kern_choose(struct ttf *f, struct ttf_table kern)
{
	struct ttf_table pairs;
	unsigned n = u16(kern, 10);

	if (u16(kern, 0) != 0 || u16(kern, 2) == 0)
		return;
	if ((u16(kern, 8) & 0xff07) != 1)	/* format 0, horizontal */
		return;
	pairs = cut(kern, 18, 6 * (size_t)n);
	if (pairs.len != 6 * (size_t)n)
		return;
	for (unsigned i = 1; i < n; i++)
		if (u32(pairs, 6 * (size_t)i) <= u32(pairs, 6 * (size_t)i - 6))
			return;
	f->kern = pairs;
	f->n_kern = n;
}

int ttf_open(struct ttf *out, const void *bytes, size_t len,
	     const char *name, struct err *err)
{
	struct ttf_table file = { bytes, len };
	struct ttf_table head, hhea, maxp;

	*out = (struct ttf){ 0 };
	if (u32(file, 0) != 0x00010000)
		return err_set(err, ERR_CONFIG,
			       "%s: not a TrueType font", name);
	head = table_find(file, "head");
	hhea = table_find(file, "hhea");
	maxp = table_find(file, "maxp");
	out->hmtx = table_find(file, "hmtx");
	cmap_choose(out, table_find(file, "cmap"));
	kern_choose(out, table_find(file, "kern"));
	out->units = (int)u16(head, 18);
	out->ascent = s16(hhea, 4);
	out->descent = s16(hhea, 6);
	out->n_advances = u16(hhea, 34);
	out->n_glyphs = u16(maxp, 4);
	if (head.len < 54 || hhea.len < 36 || maxp.len < 6 ||
	    out->units < 16 || out->n_glyphs == 0 || !out->cmap_format ||
	    out->n_advances == 0 ||
	    out->hmtx.len < 4 * (size_t)out->n_advances)
		return err_set(err, ERR_CONFIG,
			       "%s: the font file is cut off or damaged",
			       name);
	return 0;
}

/* Segments of format 4 lie as four arrays: end, start, delta, offset. */
static unsigned glyph_in_4(struct ttf_table t, unsigned cp)
{
	unsigned n = u16(t, 6) / 2;
	unsigned lo = 0, hi = n;
	size_t start, delta, offset;
	unsigned first, shift, g;

	while (lo < hi) {
		unsigned mid = (lo + hi) / 2;

		if (u16(t, 14 + 2 * (size_t)mid) < cp)
			lo = mid + 1;
		else
			hi = mid;
	}
	if (lo == n)
		return 0;
	start = 16 + 2 * (size_t)n + 2 * (size_t)lo;
	delta = start + 2 * (size_t)n;
	offset = delta + 2 * (size_t)n;
	first = u16(t, start);
	if (cp < first)
		return 0;
	shift = u16(t, offset);
	if (shift == 0)
		return (cp + u16(t, delta)) & 0xffff;
	g = u16(t, offset + shift + 2 * (size_t)(cp - first));
	return g ? (g + u16(t, delta)) & 0xffff : 0;
}

static unsigned glyph_in_12(struct ttf_table t, uint32_t cp)
{
	uint32_t lo = 0, n = u32(t, 12), hi = n;
	size_t at;

	while (lo < hi) {
		uint32_t mid = lo + (hi - lo) / 2;

		if (u32(t, 16 + 12 * (size_t)mid + 4) < cp)
			lo = mid + 1;
		else
			hi = mid;
	}
	at = 16 + 12 * (size_t)lo;
	if (lo == n || cp < u32(t, at))
		return 0;
	return (u32(t, at + 8) + (cp - u32(t, at))) & 0xffff;
}

unsigned ttf_glyph(const struct ttf *f, uint32_t cp)
{
	unsigned g = 0;

	if (f->cmap_format == 12)
		g = glyph_in_12(f->cmap, cp);
	else if (cp <= 0xffff)
		g = glyph_in_4(f->cmap, (unsigned)cp);
	return g < f->n_glyphs ? g : 0;
}

int ttf_advance(const struct ttf *f, unsigned glyph)
{
	if (glyph >= f->n_advances)
		glyph = f->n_advances - 1;
	return (int)u16(f->hmtx, 4 * (size_t)glyph);
}

int ttf_kern(const struct ttf *f, unsigned left, unsigned right)
{
	uint32_t key = (uint32_t)left << 16 | (right & 0xffff);
	unsigned lo = 0, hi = f->n_kern;

	while (lo < hi) {
		unsigned mid = (lo + hi) / 2;
		uint32_t at = u32(f->kern, 6 * (size_t)mid);

		if (at == key)
			return s16(f->kern, 6 * (size_t)mid + 4);
		if (at < key)
			lo = mid + 1;
		else
			hi = mid;
	}
	return 0;
}
