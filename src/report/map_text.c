/*
 * How wide a text is at most, without a font: the layout must not depend on
 * what is installed. Widths are Lato's, rounded up, the bold ones where they
 * are wider; a renderer still measures what it writes.
 */
#include <string.h>

#include "base/utf8.h"
#include "report/map_work.h"

#define ELLIPSIS "\u2026"

/* Thousandths of the size. */
static int32_t ascii_width(uint32_t c)
{
	static const struct { const char *chars; int32_t width; } table[] = {
		{ "' (),.:;ijl|", 270 }, { "-frt!I[]{}", 370 },
		{ "*\"`/?J\\_sz", 470 }, { "LacxFSbdeghknopquvy", 580 },
		{ "#$+0123456789<=>EPTZ^~", 600 }, { "BCRXY&AKV", 710 },
		{ "DGHNU%OQw", 810 },
	};

	for (size_t i = 0; i < sizeof table / sizeof *table; i++)
		if (strchr(table[i].chars, (int)c))
			return table[i].width;
	return 1060;
}

static int32_t char_width(uint32_t c)
{
	if (c < 0x80)
		return c < 0x20 ? 0 : ascii_width(c);
	if (c == 0xa0 || c == 0x202f)
		return 270;
	if (c == 0x2013 || c == 0xb7)
		return 600;
	return c < 0x250 ? 850 : c < 0x530 ? 950 : 1300;
}

int32_t map_text_width(const char *s, int32_t size)
{
	const char *end = s + strlen(s);
	int64_t sum = 0;

	while (s < end)
		sum += char_width(utf8_next(&s, end));
	return (int32_t)((sum * size + 999) / 1000);
}

/* Bytes of the longest beginning that is not wider; at least one character. */
static size_t fit(const char *s, int32_t size, int32_t width)
{
	const char *at = s, *end = s + strlen(s);
	int64_t sum = 0;

	while (at < end) {
		const char *next = at;

		sum += char_width(utf8_next(&next, end));
		if (sum * size > (int64_t)width * 1000 && at > s)
			break;
		at = next;
	}
	return (size_t)(at - s);
}

const char *map_text_fit(struct arena *a, const char *s, int32_t size,
			 int32_t width)
{
	size_t len;

	if (map_text_width(s, size) <= width)
		return s;
	len = fit(s, size, width - map_text_width(ELLIPSIS, size));
	while (len && s[len - 1] == ' ')
		len--;
	return arena_printf(a, "%.*s" ELLIPSIS, (int)len, s);
}

/* A line ends at a blank where there is one. */
static size_t line_of(const char *s, int32_t size, int32_t width)
{
	size_t len = fit(s, size, width), at = len;

	if (!s[len] || s[len] == ' ')
		return len;
	while (at && s[at - 1] != ' ')
		at--;
	return at ? at : len;
}

struct map_lines map_text_wrap(struct arena *a, const char *s, int32_t size,
			       int32_t width, size_t most)
{
	struct map_lines lines = { arena_array(a, most, sizeof(char *)), 0 };

	s += strspn(s, " ");
	while (*s && lines.n + 1 < most) {
		size_t len = line_of(s, size, width), shown = len;

		while (shown && s[shown - 1] == ' ')
			shown--;
		lines.line[lines.n++] = arena_strndup(a, s, shown);
		s += len;
		s += strspn(s, " ");
	}
	if (*s)
		lines.line[lines.n++] = map_text_fit(a, s, size, width);
	return lines;
}
