#include "ingest/guess.h"

#include <string.h>

#include "base/utf8.h"

static bool is_letter(unsigned char c)
{
	return ((c | 32) >= 'a' && (c | 32) <= 'z') ||
		(c >= 0xC0 && c != 0xD7 && c != 0xF7);
}

/* Signs that texts have: quotes, dashes, currencies, degrees, no-break blank,
 * the letters S, Z and OE with their marks. */
static bool is_sign(unsigned char c)
{
	return (c >= 0xA0 && c <= 0xBF) ||
		(c && memchr("\x80\x82\x84\x85\x8A\x8C\x8E\x91\x92\x93\x94\x95"
			     "\x96\x97\x99\x9A\x9C\x9E\x9F", c, 19));
}

/* Is the letter at s[i] alone, or beside a plain one? */
static bool fits_word(const unsigned char *s, size_t len, size_t i)
{
	bool plain_before = i && is_letter(s[i - 1]) && s[i - 1] < 0x80;
	bool plain_behind = i + 1 < len && is_letter(s[i + 1]) &&
		s[i + 1] < 0x80;

	return plain_before || plain_behind ||
		((!i || s[i - 1] < 0x80) && (i + 1 == len || s[i + 1] < 0x80));
}

/* Whole UTF-8 characters beyond ASCII: text of another encoding hardly ever
 * makes one. */
static int64_t utf8_characters(const char *s, size_t len)
{
	int64_t n = 0;

	for (size_t i = 0; i < len;) {
		size_t left = len - i > 4 ? 4 : len - i, good;

		if ((unsigned char)s[i] < 0x80) {
			i++;
			continue;
		}
		good = utf8_valid_prefix(s + i, left);
		n += good > 1;
		i += good ? good : 1;
	}
	return n;
}

static void find_first(struct byte_guess *g, const char *s, size_t len)
{
	size_t good = utf8_valid_prefix(s, len);

	g->offset = (int64_t)good;
	g->byte = (unsigned char)s[good];
	g->line = 1;
	for (const char *p = s; (p = memchr(p, '\n', good - (size_t)(p - s)));
	     p++)
		g->line++;
}

/* UTF-8 down to its last character, which is cut: half a download. */
static bool ends_inside(const unsigned char *s, size_t len, size_t at)
{
	size_t left = len - at;

	if (left > 3 || s[at] < 0xC2 || s[at] > 0xF4)
		return false;
	for (size_t i = at + 1; i < len; i++)
		if ((s[i] & 0xC0) != 0x80)
			return false;
	return left < (s[at] < 0xE0 ? 2u : s[at] < 0xF0 ? 3u : 4u);
}

bool bytes_guess(struct byte_guess *g, const void *bytes, size_t len)
{
	const unsigned char *s = bytes;
	int64_t fits = 0, runs = 0;

	*g = (struct byte_guess){ 0 };
	if ((len >= 2 && ((s[0] == 0xFF && s[1] == 0xFE) ||
			  (s[0] == 0xFE && s[1] == 0xFF))) ||
	    utf8_valid_prefix(bytes, len) == len)
		return false;
	find_first(g, bytes, len);
	if (memchr(bytes, 0, len))
		return true;
	for (size_t i = 0; i < len; i++) {
		if (s[i] < 0x80)
			continue;
		g->high++;
		fits += is_sign(s[i]) ||
			(is_letter(s[i]) && fits_word(s, len, i));
		runs += i >= 2 && s[i - 1] >= 0x80 && s[i - 2] >= 0x80;
	}
	g->windows_1252 = !ends_inside(bytes, len, (size_t)g->offset) &&
		fits * 10 >= g->high * 9 && runs * 20 <= g->high &&
		!utf8_characters(bytes, len);
	return true;
}
