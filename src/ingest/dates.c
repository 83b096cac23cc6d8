/* Dates that are read without being told, and what tells day from month. */
#include "ingest/dates.h"

#include <stdio.h>

#include "base/date.h"
#include "ingest/date_parts.h"

/* ---- one cell --------------------------------------------------------- */

/* Two digits at s, or a number above any limit. */
static int two(const char *s)
{
	unsigned int tens = (unsigned int)(s[0] - '0');
	unsigned int ones = (unsigned int)(s[1] - '0');

	return tens > 9 || ones > 9 ? 1000 : (int)(tens * 10 + ones);
}

/* The way nearly every machine writes: 2026-11-22 and 2026-11-22T14:05:09Z. */
static bool read_iso(struct date_value *out, const char *s, size_t len)
{
	int century, year;

	if (len < 10 || s[4] != '-' || s[7] != '-' ||
	    (len != 10 && len != 19 && len != 20))
		return false;
	century = two(s);
	year = two(s + 2);
	if (century > 99 || year > 99)
		return false;
	*out = (struct date_value){ .second = -1 };
	out->day = day_from_civil(century * 100 + year, two(s + 5),
				  two(s + 8));
	if (out->day == DAY_NONE)
		return false;
	if (len == 10)
		return true;
	if ((s[10] != 'T' && s[10] != ' ') || s[13] != ':' || s[16] != ':' ||
	    two(s + 11) > 23 || two(s + 14) > 59 || two(s + 17) > 59 ||
	    (len == 20 && s[19] != 'Z'))
		return false;
	out->second = two(s + 11) * 3600 + two(s + 14) * 60 + two(s + 17);
	out->has_offset = len == 20;
	return true;
}

/*
 * A run of digits that is a time: 1767225600 and 1767225600000 since 1970, or
 * 2026112214, day and hour. Seconds begin with 20 only from 2033 on, and
 * years before 2000 have no exports, so one is never the other.
 */
static bool read_stamp(struct date_value *out, const char *s, size_t len)
{
	int64_t value = 0;
	int32_t hour;

	if (len != 10 && len != 13)
		return false;
	for (size_t i = 0; i < len; i++) {
		if (s[i] < '0' || s[i] > '9')
			return false;
		value = value * 10 + (s[i] - '0');
	}
	*out = (struct date_value){ .second = -1 };
	if (len == 10 && value >= INT64_C(2000000000)) {
		hour = (int32_t)(value % 100);
		out->day = day_from_civil(two(s) * 100 + two(s + 2),
					  two(s + 4), two(s + 6));
		out->second = hour * 3600;
		return out->day != DAY_NONE && hour < 24;
	}
	value = len == 13 ? value / 1000 : value;
	if (value < 1000000000 || value >= INT64_C(2000000000))
		return false;
	out->day = (int32_t)(value / 86400);
	out->second = (int32_t)(value % 86400);
	out->has_offset = true;
	return true;
}

enum date_result date_read(struct date_value *out, const char *s, size_t len,
			   enum date_order order)
{
	struct date_parts p;

	if (read_iso(out, s, len) || read_stamp(out, s, len))
		return DATE_OK;
	if (!date_parts_read(&p, s, len))
		return DATE_BAD;
	if (!p.month && order == DATE_YMD)
		return DATE_BAD;
	if (!p.month && order == DATE_UNDECIDED) {
		if (p.a != p.b)
			return DATE_OPEN;
		order = DATE_DMY;
	}
	if (!p.month) {
		p.day = order == DATE_DMY ? p.a : p.b;
		p.month = order == DATE_DMY ? p.b : p.a;
	}
	return date_parts_value(out, &p);
}

/* ---- a column ---------------------------------------------------------- */

static void keep(char out[24], int64_t *line, const char *s, size_t len,
		 int64_t at)
{
	if (*line)
		return;
	*line = at;
	snprintf(out, 24, "%.*s", (int)(len < 23 ? len : 23), s);
}

void date_evidence_add(struct date_evidence *e, const char *s, size_t len,
		       int64_t line)
{
	struct date_value iso;
	struct date_parts p;

	if (read_iso(&iso, s, len)) {
		e->n++;
		return;
	}
	if (!date_parts_read(&p, s, len))
		return;
	e->n++;
	if (p.month)
		return;
	e->numeric++;
	if (p.a > 12 && p.b <= 12)
		keep(e->dmy, &e->dmy_line, s, len, line);
	else if (p.b > 12 && p.a <= 12)
		keep(e->mdy, &e->mdy_line, s, len, line);
	else if (p.a != p.b)
		keep(e->open, &e->open_line, s, len, line);
}
