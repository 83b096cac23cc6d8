#include <math.h>

#include "base/file.h"
#include "base/utf8.h"
#include "render/pdf_font.h"
#include "render/render.h"

#define FONT_BYTES_MAX ((size_t)32 << 20)

static const char *const face_weight[FACE_COUNT] = {
	[FACE_LIGHT] = "Light",
	[FACE_REGULAR] = "Regular",
	[FACE_MEDIUM] = "Medium",
	[FACE_BOLD] = "Bold",
};

int fonts_load(struct fonts *out, const char *family, struct err *err)
{
	*out = (struct fonts){ 0 };
	for (int i = 0; i < FACE_COUNT; i++)
		out->bytes[i] = (struct strbuf)STRBUF_INIT;
	for (int i = 0; i < FACE_COUNT; i++) {
		struct strbuf *b = &out->bytes[i];

		if (font_find(&out->path[i], &out->arena, family,
			      face_weight[i], err) < 0)
			return -1;
		if (file_read(b, out->path[i], FONT_BYTES_MAX, err) < 0)
			return -1;
		if (ttf_open(&out->ttf[i], b->s, b->len, out->path[i],
			     err) < 0)
			return -1;
	}
	return 0;
}

void fonts_release(struct fonts *f)
{
	for (int i = 0; i < FACE_COUNT; i++)
		strbuf_release(&f->bytes[i]);
	arena_release(&f->arena);
}

bool fonts_cover(const struct fonts *f, uint32_t cp)
{
	if (cp > 0xffff)
		return false;
	for (int i = 0; i < FACE_COUNT; i++)
		if (ttf_glyph(&f->ttf[i], cp) == 0)
			return false;
	return true;
}

/*
 * The file states widths in whole thousandths, cut off, not rounded: libharu
 * does so, and a reader moves by what the file states.
 */
static int per_mille(const struct ttf *t, int units)
{
	return units * 1000 / t->units;
}

int text_kern(const struct fonts *f, enum face face, uint32_t left,
	      uint32_t right)
{
	const struct ttf *t = &f->ttf[face];

	return per_mille(t, ttf_kern(t, ttf_glyph(t, left),
				     ttf_glyph(t, right)));
}

int text_step(const struct fonts *f, enum face face, uint32_t left,
	      uint32_t cp)
{
	const struct ttf *t = &f->ttf[face];
	int step = per_mille(t, ttf_advance(t, ttf_glyph(t, cp)));

	return left ? step + text_kern(f, face, left, cp) : step;
}

double text_width(const struct fonts *f, enum face face, double size,
		  double tracking, const char *s, size_t len)
{
	const char *end = s + len;
	uint32_t left = 0;
	int64_t sum = 0;
	size_t n = 0;

	while (s < end) {
		uint32_t cp = utf8_next(&s, end);

		sum += text_step(f, face, left, cp);
		left = cp;
		n++;
	}
	return (double)sum * size / 1000 + tracking * (double)n;
}
