#include "ingest/zones.h"

#include <string.h>
#include <strings.h>

#include "base/utf8.h"

#define HOUR 3600

static bool is_letter(char c)
{
	return (c | 32) >= 'a' && (c | 32) <= 'z';
}

static int digits_at(const char *s, const char *end, int *value)
{
	int n = 0;

	for (*value = 0; n < 2 && s < end && *s >= '0' && *s <= '9'; n++)
		*value = *value * 10 + (*s++ - '0');
	return n;
}

/* "+0200", "-05:00", "+5" behind UTC; plain ones have two digits or more. */
static size_t read_sign(int32_t *offset, const char *s, size_t len,
			int least)
{
	const char *p = s, *end = s + len;
	int hours, minutes = 0, n;

	if (p == end || (*p != '+' && *p != '-'))
		return 0;
	n = digits_at(p + 1, end, &hours);
	if (n < least || hours > 15)
		return 0;
	p += 1 + n;
	if (p + 2 < end && *p == ':' && digits_at(p + 1, end, &minutes) == 2)
		p += 3;
	else if (n == 2 && digits_at(p, end, &minutes) == 2)
		p += 2;
	else
		minutes = 0;
	if (minutes > 59)
		return 0;
	*offset = (*s == '-' ? -1 : 1) * (hours * HOUR + minutes * 60);
	return (size_t)(p - s);
}

size_t zone_word_read(int32_t *offset, const char *s, size_t len)
{
	static const struct { const char *name; int hours; } words[] = {
		{ "Z", 0 }, { "UTC", 0 }, { "GMT", 0 }, { "UT", 0 },
		{ "EST", -5 }, { "EDT", -4 }, { "CST", -6 }, { "CDT", -5 },
		{ "MST", -7 }, { "MDT", -6 }, { "PST", -8 }, { "PDT", -7 },
		{ "WET", 0 }, { "WEST", 1 }, { "CET", 1 }, { "CEST", 2 },
		{ "EET", 2 }, { "EEST", 3 }, { "JST", 9 }, { "AEST", 10 },
		{ "AEDT", 11 },
	};
	size_t n = 0;

	*offset = 0;
	while (n < len && is_letter(s[n]))
		n++;
	if (!n)
		return read_sign(offset, s, len, 2);
	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		if (strlen(words[i].name) != n || memcmp(s, words[i].name, n))
			continue;
		*offset = words[i].hours * HOUR;
		return !*offset && n > 1 ?
			n + read_sign(offset, s + n, len - n, 1) : n;
	}
	return 0;
}

static bool zone_alone(int32_t *offset, const char *s, size_t len)
{
	utf8_trim(&s, &len);
	if (len > 3 && !strncasecmp(s, "in ", 3)) {
		s += 3;
		len -= 3;
	}
	return len && zone_word_read(offset, s, len) == len;
}

bool zone_of_header(int32_t *offset, const char *header)
{
	const char *open = header;

	while ((open = strpbrk(open, "(["))) {
		const char *close = strpbrk(++open, ")]");

		if (close && zone_alone(offset, open, (size_t)(close - open)))
			return true;
	}
	return false;
}
