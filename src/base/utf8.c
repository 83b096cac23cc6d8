#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <utf8proc.h>

#include "base/err.h"

#define SLUG_MAX 40

/* Bytes of the sequence at s (at most len), or 0 if it is not valid. */
static size_t sequence_len(const unsigned char *s, size_t len)
{
	uint32_t cp, least;
	size_t n;

	if (s[0] < 0x80)
		return 1;
	if (s[0] < 0xC2 || s[0] > 0xF4)
		return 0;
	n = s[0] < 0xE0 ? 2 : s[0] < 0xF0 ? 3 : 4;
	if (len < n)
		return 0;
	cp = s[0] & (0x7Fu >> n);
	for (size_t i = 1; i < n; i++) {
		if ((s[i] & 0xC0) != 0x80)
			return 0;
		cp = cp << 6 | (s[i] & 0x3Fu);
	}
	least = n == 2 ? 0x80 : n == 3 ? 0x800 : 0x10000;
	if (cp < least || cp > 0x10FFFF || (cp >= 0xD800 && cp <= 0xDFFF) ||
	    cp == 0xFFFE || cp == 0xFFFF)
		return 0;
	return n;
}

size_t utf8_valid_prefix(const char *s, size_t len)
{
	const uint64_t high = 0x8080808080808080u;
	size_t i = 0;

	while (i < len) {
		uint64_t eight;
		size_t n;

		if (len - i >= sizeof eight) {
			memcpy(&eight, s + i, sizeof eight);
			if (!(eight & high)) {
				i += sizeof eight;
				continue;
			}
		}
		n = sequence_len((const unsigned char *)s + i, len - i);
		if (!n)
			return i;
		i += n;
	}
	return len;
}

uint32_t utf8_next(const char **s, const char *end)
{
	const unsigned char *p = (const unsigned char *)*s;
	size_t left = (size_t)(end - *s), n = 1;
	uint32_t cp;

	if (!left)
		return 0;
	if (p[0] >= 0xC0)
		n = p[0] < 0xE0 ? 2 : p[0] < 0xF0 ? 3 : 4;
	if (n > left)
		n = left;
	cp = n == 1 ? p[0] : p[0] & (0x7Fu >> n);
	for (size_t i = 1; i < n; i++)
		cp = cp << 6 | (p[i] & 0x3Fu);
	*s += n;
	return cp;
}

void utf8_put(struct strbuf *sb, uint32_t cp)
{
	char b[4];
	size_t n = 0;

	if (cp > 0x10FFFF || (cp >= 0xD800 && cp <= 0xDFFF))
		BUG("U+%04X is no character", (unsigned int)cp);
	if (cp < 0x80) {
		b[n++] = (char)cp;
	} else if (cp < 0x800) {
		b[n++] = (char)(0xC0 | cp >> 6);
		b[n++] = (char)(0x80 | (cp & 0x3F));
	} else if (cp < 0x10000) {
		b[n++] = (char)(0xE0 | cp >> 12);
		b[n++] = (char)(0x80 | (cp >> 6 & 0x3F));
		b[n++] = (char)(0x80 | (cp & 0x3F));
	} else {
		b[n++] = (char)(0xF0 | cp >> 18);
		b[n++] = (char)(0x80 | (cp >> 12 & 0x3F));
		b[n++] = (char)(0x80 | (cp >> 6 & 0x3F));
		b[n++] = (char)(0x80 | (cp & 0x3F));
	}
	strbuf_add(sb, b, n);
}

static size_t char_width(uint32_t cp)
{
	int w;

	if (cp < 0x7F)
		return cp >= 0x20;
	w = utf8proc_charwidth((utf8proc_int32_t)cp);
	return w > 0 ? (size_t)w : 0;
}

size_t utf8_width(const char *s)
{
	const char *end = s + strlen(s);
	size_t width = 0;

	while (s < end)
		width += char_width(utf8_next(&s, end));
	return width;
}

size_t utf8_count(const char *s)
{
	size_t n = 0;

	for (; *s; s++)
		n += ((unsigned char)*s & 0xC0) != 0x80;
	return n;
}

size_t utf8_fit(const char *s, size_t columns)
{
	const char *p = s, *end = s + strlen(s);
	size_t width = 0;

	while (p < end) {
		const char *next = p;

		width += char_width(utf8_next(&next, end));
		if (width > columns)
			break;
		p = next;
	}
	return (size_t)(p - s);
}

/* White space as Unicode has it, and tab, newline and the like. */
static bool is_blank(uint32_t cp)
{
	if (cp < 0x80)
		return cp == ' ' || (cp >= '\t' && cp <= '\r');
	return cp == 0x85 || cp == 0xA0 || cp == 0x1680 ||
		(cp >= 0x2000 && cp <= 0x200A) || cp == 0x2028 ||
		cp == 0x2029 || cp == 0x202F || cp == 0x205F || cp == 0x3000;
}

static bool is_ascii(const char *s)
{
	for (; *s; s++)
		if ((unsigned char)*s >= 0x80)
			return false;
	return true;
}

/* utf8proc's answer, to be freed. */
static char *map_text(const char *s, utf8proc_option_t options)
{
	utf8proc_uint8_t *out = NULL;
	utf8proc_ssize_t n = utf8proc_map((const utf8proc_uint8_t *)s, 0, &out,
					  options | UTF8PROC_NULLTERM |
					  UTF8PROC_STABLE);

	if (n == UTF8PROC_ERROR_NOMEM)
		err_no_memory();
	if (n < 0)
		BUG("text that was never checked: %s", utf8proc_errmsg(n));
	return (char *)out;
}

static char *fold_mapped(const char *s)
{
	if (is_ascii(s)) {
		char *out = xstrdup(s);

		for (char *p = out; *p; p++)
			if (*p >= 'A' && *p <= 'Z')
				*p = (char)(*p + ('a' - 'A'));
		return out;
	}
	return map_text(s, UTF8PROC_COMPOSE | UTF8PROC_COMPAT |
			UTF8PROC_CASEFOLD | UTF8PROC_IGNORE);
}

char *utf8_compose(struct arena *a, const char *s)
{
	char *mapped = map_text(s, UTF8PROC_COMPOSE);
	char *out = arena_strdup(a, mapped);

	free(mapped);
	return out;
}

char *utf8_fold(struct arena *a, const char *s)
{
	char *mapped = fold_mapped(s);
	const char *p = mapped, *end = mapped + strlen(mapped);
	char *out = arena_alloc(a, (size_t)(end - mapped) + 1), *q = out;
	bool gap = false;

	while (p < end) {
		const char *start = p;

		if (is_blank(utf8_next(&p, end))) {
			gap = q > out;
			continue;
		}
		if (gap)
			*q++ = ' ';
		gap = false;
		memcpy(q, start, (size_t)(p - start));
		q += p - start;
	}
	*q = '\0';
	free(mapped);
	return out;
}

void utf8_trim(const char **s, size_t *len)
{
	const char *p = *s, *end = *s + *len;

	while (p < end) {
		const char *next = p;

		if (!is_blank(utf8_next(&next, end)))
			break;
		p = next;
	}
	while (end > p) {
		const char *last = end - 1, *next;

		while (last > p && ((unsigned char)*last & 0xC0) == 0x80)
			last--;
		next = last;
		if (!is_blank(utf8_next(&next, end)))
			break;
		end = last;
	}
	*s = p;
	*len = (size_t)(end - p);
}

/* Control characters, and those that turn the direction of a log line. */
static bool is_control(uint32_t cp)
{
	return cp < 0x20 || (cp >= 0x7F && cp < 0xA0) || cp == 0x061C ||
		(cp >= 0x200E && cp <= 0x200F) ||
		(cp >= 0x2028 && cp <= 0x202E) ||
		(cp >= 0x2066 && cp <= 0x2069);
}

void utf8_escape(struct strbuf *sb, const char *s, size_t len)
{
	const char *end = s + len;

	while (s < end) {
		size_t n = sequence_len((const unsigned char *)s,
					(size_t)(end - s));
		const char *next = s;

		if (n && !is_control(utf8_next(&next, end))) {
			strbuf_add(sb, s, n);
			s = next;
			continue;
		}
		/* bytes that are no UTF-8 are escaped one at a time */
		for (n = n ? n : 1; n > 0; n--)
			strbuf_printf(sb, "\\x%02X", (unsigned char)*s++);
	}
}

char *utf8_slug(struct arena *a, const char *s)
{
	char *mapped = map_text(s, UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT |
				UTF8PROC_CASEFOLD | UTF8PROC_STRIPMARK |
				UTF8PROC_IGNORE);
	char slug[SLUG_MAX + 1];
	size_t n = 0;

	for (const char *p = mapped; *p && n < SLUG_MAX; p++) {
		if ((*p >= 'a' && *p <= 'z') || (*p >= '0' && *p <= '9'))
			slug[n++] = *p;
		else if (n > 0 && slug[n - 1] != '-')
			slug[n++] = '-';
	}
	free(mapped);
	while (n > 0 && slug[n - 1] == '-')
		n--;
	return n ? arena_strndup(a, slug, n) : arena_strdup(a, "x");
}

static size_t min_size(size_t a, size_t b)
{
	return a < b ? a : b;
}

size_t text_distance(const char *a, const char *b)
{
	size_t na = strlen(a), nb = strlen(b), result;
	size_t *rows = xcalloc(3 * (nb + 1), sizeof *rows);
	size_t *older = rows, *old = rows + nb + 1, *now = old + nb + 1;

	for (size_t j = 0; j <= nb; j++)
		now[j] = j;
	for (size_t i = 1; i <= na; i++) {
		size_t *free_row = older;

		older = old;
		old = now;
		now = free_row;
		now[0] = i;
		for (size_t j = 1; j <= nb; j++) {
			size_t best = min_size(old[j], now[j - 1]) + 1;

			best = min_size(best, old[j - 1] +
					(a[i - 1] != b[j - 1]));
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] &&
			    a[i - 2] == b[j - 1])
				best = min_size(best, older[j - 2] + 1);
			now[j] = best;
		}
	}
	result = now[nb];
	free(rows);
	return result;
}

const char *text_nearest(const char *word, const char *const *candidates,
			 size_t n)
{
	size_t len = strlen(word), least = SIZE_MAX;
	const char *nearest = NULL;

	for (size_t i = 0; i < n; i++) {
		size_t other = strlen(candidates[i]);
		size_t longer = len > other ? len : other;
		size_t shorter = len > other ? other : len;
		size_t distance;

		if (!strcasecmp(word, candidates[i]))
			return candidates[i];
		if ((longer - shorter) * 3 > longer)
			continue;	/* cannot be near enough */
		distance = text_distance(word, candidates[i]);
		if (distance * 3 <= longer && distance < least) {
			least = distance;
			nearest = candidates[i];
		}
	}
	return nearest;
}

const char *utf8_library_version(void)
{
	return utf8proc_version();
}
