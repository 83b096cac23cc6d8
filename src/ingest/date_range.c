/* Ranges of days. See dates.h. */
#include "ingest/dates.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/date.h"
#include "base/utf8.h"

/* Longer texts are no range; every dash of them would be tried. */
#define RANGE_BYTES_MAX 200

static bool is_unbounded(const char *s, size_t len)
{
	static const char *const words[] = {
		"All time", "Lifetime", "全期間", "Gesamter Zeitraum",
		"Todo el período"
	};

	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (len == strlen(words[i]) && !strncasecmp(s, words[i], len))
			return true;
	return false;
}

/* One end of a range; where it has no year, in that one (0 = it has one). */
static int32_t end_day(const char *s, size_t len, int year)
{
	char text[64];
	struct date_value v;

	if (year) {
		utf8_trim(&s, &len);
		if (len > 32)
			return DAY_NONE;
		len = (size_t)snprintf(text, sizeof text, "%.*s %d", (int)len,
				       s, year);
		s = text;
	}
	return date_read(&v, s, len, DATE_UNDECIDED) == DATE_OK ? v.day :
		DAY_NONE;
}

static bool range_ends(int32_t *first, int32_t *last, const char *s,
		       size_t at, const char *end, size_t end_len, int year)
{
	*first = end_day(s, at, year);
	if (*first == DAY_NONE)
		return false;
	*last = end_day(end, end_len, year);
	/* over New Year */
	if (year && *last != DAY_NONE && *last < *first)
		*last = end_day(end, end_len, year + 1);
	return *last != DAY_NONE && *first <= *last;
}

/* Try every dash of the text as the one between the halves. */
static int cut_at_dash(int32_t *first, int32_t *last, const char *s,
		       size_t len, int year)
{
	static const char *const dashes[] = {
		"-", "–", "—", "→", "〜", "~", "to", "bis"
	};

	for (size_t i = 1; i < len; i++) {
		for (size_t d = 0; d < sizeof dashes / sizeof *dashes; d++) {
			size_t dash = strlen(dashes[d]);

			if (len - i > dash && !memcmp(s + i, dashes[d], dash) &&
			    range_ends(first, last, s, i, s + i + dash,
				       len - i - dash, year))
				return 1;
		}
	}
	return 0;
}

int date_range_read(int32_t *first, int32_t *last, const char *s, size_t len)
{
	const char *open = len && len <= RANGE_BYTES_MAX ?
		memchr(s, '(', len) : NULL;

	if (open && s[len - 1] == ')') {
		len -= (size_t)(open + 2 - s);
		s = open + 1;
	}
	utf8_trim(&s, &len);
	if (is_unbounded(s, len))
		return 2;
	return len <= RANGE_BYTES_MAX ?
		cut_at_dash(first, last, s, len, 0) : 0;
}

bool date_range_within(int32_t *first, int32_t *last, const char *s,
		       size_t len, int32_t from, int32_t to)
{
	int found = 0, one = day_civil(from).year, most = day_civil(to).year;

	if (len > RANGE_BYTES_MAX || most - one > 10)
		return false;
	for (int year = one; year <= most; year++) {
		int32_t a, b;

		if (!cut_at_dash(&a, &b, s, len, year) ||
		    a < from || b > to)
			continue;
		*first = a;
		*last = b;
		found++;
	}
	return found == 1;
}

void date_of_range(const char **s, size_t *len, const char *which)
{
	static const char *const arrows[] = { "→", " - ", " – ", " — " };

	if (!which || !*which)
		return;
	for (size_t i = 0; i < sizeof arrows / sizeof *arrows; i++) {
		size_t n = strlen(arrows[i]);
		const char *at = memmem(*s, *len, arrows[i], n);

		if (!at)
			continue;
		if (!strcmp(which, "first")) {
			*len = (size_t)(at - *s);
		} else {
			*len -= (size_t)(at + n - *s);
			*s = at + n;
		}
		utf8_trim(s, len);
		return;
	}
}
