#include "render/script.h"

#include <stddef.h>

/* In order; of Unicode's blocks those that people name things in. */
static const struct script {
	uint32_t first, last;
	const char *name;
	bool shaping;
} scripts[] = {
	{ 0x0021, 0x024f, "Latin", false },
	{ 0x0250, 0x02af, "phonetic letters", false },
	{ 0x02b0, 0x036f, "accents", false },
	{ 0x0370, 0x03ff, "Greek", false },
	{ 0x0400, 0x052f, "Cyrillic", false },
	{ 0x0530, 0x058f, "Armenian", false },
	{ 0x0590, 0x05ff, "Hebrew", true },
	{ 0x0600, 0x06ff, "Arabic", true },
	{ 0x0700, 0x074f, "Syriac", true },
	{ 0x0750, 0x077f, "Arabic", true },
	{ 0x0780, 0x07bf, "Thaana", true },
	{ 0x07c0, 0x07ff, "N'Ko", true },
	{ 0x0800, 0x08ff, "Arabic", true },
	{ 0x0900, 0x097f, "Devanagari", true },
	{ 0x0980, 0x09ff, "Bengali", true },
	{ 0x0a00, 0x0a7f, "Gurmukhi", true },
	{ 0x0a80, 0x0aff, "Gujarati", true },
	{ 0x0b00, 0x0b7f, "Odia", true },
	{ 0x0b80, 0x0bff, "Tamil", true },
	{ 0x0c00, 0x0c7f, "Telugu", true },
	{ 0x0c80, 0x0cff, "Kannada", true },
	{ 0x0d00, 0x0d7f, "Malayalam", true },
	{ 0x0d80, 0x0dff, "Sinhala", true },
	{ 0x0e00, 0x0e3e, "Thai", true },
	{ 0x0e3f, 0x0e3f, "currency signs", false },
	{ 0x0e40, 0x0e7f, "Thai", true },
	{ 0x0e80, 0x0eff, "Lao", true },
	{ 0x0f00, 0x0fff, "Tibetan", true },
	{ 0x1000, 0x109f, "Burmese", true },
	{ 0x10a0, 0x10ff, "Georgian", false },
	{ 0x1100, 0x11ff, "Korean", true },
	{ 0x1200, 0x139f, "Ethiopic", false },
	{ 0x13a0, 0x13ff, "Cherokee", false },
	{ 0x1780, 0x17ff, "Khmer", true },
	{ 0x1800, 0x18af, "Mongolian", true },
	{ 0x1e00, 0x1eff, "Latin", false },
	{ 0x1f00, 0x1fff, "Greek", false },
	{ 0x2000, 0x2bff, "signs and symbols", false },
	{ 0x2c60, 0x2c7f, "Latin", false },
	{ 0x2e80, 0x2fff, "Chinese characters", false },
	{ 0x3000, 0x303f, "Chinese and Japanese signs", false },
	{ 0x3040, 0x30ff, "Japanese", false },
	{ 0x3100, 0x312f, "Bopomofo", false },
	{ 0x3130, 0x318f, "Korean", false },
	{ 0x31f0, 0x31ff, "Japanese", false },
	{ 0x3400, 0x9fff, "Chinese characters", false },
	{ 0xac00, 0xd7af, "Korean", false },
	{ 0xe000, 0xf8ff, "private signs", false },
	{ 0xf900, 0xfaff, "Chinese characters", false },
	{ 0xfb00, 0xfb06, "Latin", false },
	{ 0xfb1d, 0xfb4f, "Hebrew", true },
	{ 0xfb50, 0xfdff, "Arabic", true },
	{ 0xfe70, 0xfeff, "Arabic", true },
	{ 0xff00, 0xff60, "wide Latin", false },
	{ 0xff61, 0xff9f, "Japanese", false },
	{ 0xffa0, 0xffdc, "Korean", false },
	{ 0x1f000, 0x1faff, "emoji and symbols", false },
	{ 0x20000, 0x3ffff, "Chinese characters", false },
};

static const struct script *script_of(uint32_t cp)
{
	size_t lo = 0, hi = sizeof scripts / sizeof *scripts;

	while (lo < hi) {
		size_t mid = (lo + hi) / 2;

		if (scripts[mid].last < cp)
			lo = mid + 1;
		else
			hi = mid;
	}
	if (lo == sizeof scripts / sizeof *scripts || cp < scripts[lo].first)
		return NULL;
	return &scripts[lo];
}

const char *script_name(uint32_t cp)
{
	const struct script *s = script_of(cp);

	return s ? s->name : "another script";
}

bool script_needs_shaping(uint32_t cp)
{
	const struct script *s = script_of(cp);

	return s && s->shaping;
}
