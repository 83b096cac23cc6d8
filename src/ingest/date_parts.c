/* Dates in the ways people and programs write them, part by part. */
#include "ingest/date_parts.h"

#include <string.h>
#include <strings.h>

#include "base/date.h"
#include "base/utf8.h"
#include "ingest/zones.h"

/* ---- what stands at the cursor ------------------------------------- */

static bool digit_at(const struct date_cursor *c)
{
	return c->p < c->end && *c->p >= '0' && *c->p <= '9';
}

int date_take_int(struct date_cursor *c, int max, int *digits)
{
	int value = 0;

	for (*digits = 0; *digits < max && digit_at(c); ++*digits)
		value = value * 10 + (*c->p++ - '0');
	return value;
}

static bool take(struct date_cursor *c, const char *text)
{
	size_t len = strlen(text);

	if ((size_t)(c->end - c->p) < len || memcmp(c->p, text, len))
		return false;
	c->p += len;
	return true;
}

int date_take_blanks(struct date_cursor *c)
{
	int n = 0;

	while (take(c, " ") || take(c, "\t") || take(c, "\xC2\xA0") ||
	       take(c, "\xE2\x80\xAF"))
		n++;
	return n;
}

static size_t take_word(struct date_cursor *c, const char **word)
{
	*word = c->p;
	while (c->p < c->end &&
	       ((*c->p >= 'a' && *c->p <= 'z') ||
		(*c->p >= 'A' && *c->p <= 'Z')))
		c->p++;
	return (size_t)(c->p - *word);
}

int date_take_month(struct date_cursor *c)
{
	struct date_cursor at = *c;
	const char *word;
	size_t len = take_word(&at, &word);

	for (int m = 1; m <= 12 && len >= 3; m++) {
		const char *name = month_name(m);

		if (strncasecmp(word, name, len) || len > strlen(name))
			continue;
		if (len > 4 && len < strlen(name))
			continue;
		take(&at, ".");
		*c = at;
		return m;
	}
	return 0;
}

static void skip_weekday(struct date_cursor *c)
{
	static const char *const names[] = {
		"monday", "tuesday", "wednesday", "thursday", "friday",
		"saturday", "sunday"
	};
	struct date_cursor at = *c;
	const char *word;
	size_t len = take_word(&at, &word);

	for (size_t i = 0; i < 7 && len >= 3; i++) {
		if (len > strlen(names[i]) ||
		    strncasecmp(word, names[i], len))
			continue;
		take(&at, ",");
		date_take_blanks(&at);
		*c = at;
		return;
	}
}

static void skip_ordinal(struct date_cursor *c)
{
	if (!take(c, "st") && !take(c, "nd") && !take(c, "rd"))
		take(c, "th");
}

/* ---- days ------------------------------------------------------------ */

/* Year first: 2026-11-22, 2026/11/22, 20261122, 2026年11月22日. */
static bool take_year_first(struct date_cursor *c, struct date_parts *p)
{
	struct date_cursor at = *c;
	int digits, d2, d3;
	char sep;

	p->year = date_take_int(&at, 9, &digits);
	if (digits == 8) {
		p->day = p->year % 100;
		p->month = p->year / 100 % 100;
		p->year /= 10000;
		*c = at;
		return p->month > 0;
	}
	if (digits != 4 || at.p == at.end)
		return false;
	if (take(&at, "\xE5\xB9\xB4")) {	/* year sign */
		p->month = date_take_int(&at, 2, &d2);
		if (!d2 || !take(&at, "\xE6\x9C\x88"))	/* month */
			return false;
		p->day = date_take_int(&at, 2, &d3);
		if (!d3 || !take(&at, "\xE6\x97\xA5"))	/* day */
			return false;
		*c = at;
		return true;
	}
	sep = *at.p++;
	if (sep != '-' && sep != '/' && sep != '.')
		return false;
	p->month = date_take_int(&at, 2, &d2);
	if (!d2 || at.p == at.end || *at.p++ != sep)
		return false;
	p->day = date_take_int(&at, 2, &d3);
	if (!d3)
		return false;
	*c = at;
	return true;
}

/* 26/10/2018, 26.10.2018, 10-26-2018: order open. */
static bool take_year_last(struct date_cursor *c, struct date_parts *p)
{
	struct date_cursor at = *c;
	int d1, d2, d3;
	char sep;

	p->a = date_take_int(&at, 2, &d1);
	if (!d1 || at.p == at.end)
		return false;
	sep = *at.p++;
	if (sep != '-' && sep != '/' && sep != '.')
		return false;
	p->b = date_take_int(&at, 2, &d2);
	if (!d2 || at.p == at.end || *at.p++ != sep)
		return false;
	p->year = date_take_int(&at, 5, &d3);
	if (d3 != 4)
		return false;
	p->month = 0;
	*c = at;
	return true;
}

static void skip_between(struct date_cursor *c)
{
	date_take_blanks(c);
	if (!take(c, ",") && !take(c, "-"))
		take(c, "/");
	date_take_blanks(c);
}

/* "26 Oct 2018", "26-Oct-2018", "October 26, 2018", "December 14th 2023". */
static bool take_named_month(struct date_cursor *c, struct date_parts *p)
{
	struct date_cursor at = *c;
	int digits;

	skip_weekday(&at);
	p->month = date_take_month(&at);
	if (p->month)
		date_take_blanks(&at);
	p->day = date_take_int(&at, 2, &digits);
	if (!digits)
		return false;
	skip_ordinal(&at);
	skip_between(&at);
	if (!p->month) {
		p->month = date_take_month(&at);
		skip_between(&at);
	}
	p->year = date_take_int(&at, 5, &digits);
	if (digits != 4 || !p->month)
		return false;
	*c = at;
	return true;
}

/* "06/Jan/26", "26-Oct-18". */
static bool take_short_year(struct date_cursor *c, struct date_parts *p)
{
	struct date_cursor at = *c;
	int digits;
	char sep;

	p->day = date_take_int(&at, 2, &digits);
	if (!digits || at.p == at.end || (*at.p != '/' && *at.p != '-'))
		return false;
	sep = *at.p++;
	p->month = date_take_month(&at);
	if (!p->month || at.p == at.end || *at.p++ != sep)
		return false;
	p->year = 2000 + date_take_int(&at, 3, &digits);
	if (digits != 2)
		return false;
	*c = at;
	return true;
}

/* ---- times ----------------------------------------------------------- */

int date_take_half(struct date_cursor *c)
{
	static const struct { const char *text; int half; } halves[] = {
		{ "am", 1 }, { "AM", 1 }, { "a.m.", 1 }, { "Am", 1 },
		{ "pm", 2 }, { "PM", 2 }, { "p.m.", 2 }, { "Pm", 2 },
	};

	for (size_t i = 0; i < sizeof halves / sizeof *halves; i++)
		if (take(c, halves[i].text))
			return halves[i].half;
	return 0;
}

/* "Z", "UTC", "+02:00", "EST", "(in UTC)"; false = something else. */
static bool take_offset(struct date_cursor *c, struct date_parts *p)
{
	bool bracket;
	size_t used;

	if (c->p == c->end)
		return true;
	bracket = take(c, "(");
	if (bracket)
		take(c, "in ");
	used = zone_word_read(&p->offset, c->p, (size_t)(c->end - c->p));
	c->p += used;
	p->has_offset = true;
	return used && (!bracket || take(c, ")"));
}

/* What follows the date: nothing, or a time and perhaps an offset. */
static bool take_time(struct date_cursor *c, struct date_parts *p)
{
	int digits;

	p->hour = -1;
	if (c->p == c->end)
		return true;
	take(c, ",");
	if (!take(c, "T") && !date_take_blanks(c))
		return false;
	p->hour = date_take_int(c, 2, &digits);
	if (!digits || !take(c, ":"))
		return false;
	p->minute = date_take_int(c, 2, &digits);
	if (digits != 2)
		return false;
	if (take(c, ":")) {
		p->second = date_take_int(c, 2, &digits);
		if (digits != 2)
			return false;
		if (take(c, ".") || take(c, ","))
			while (digit_at(c))
				c->p++;
	}
	date_take_blanks(c);
	p->half = date_take_half(c);
	date_take_blanks(c);
	return take_offset(c, p) && c->p == c->end;
}

/* ---- all of it -------------------------------------------------------- */

enum date_result date_parts_value(struct date_value *out,
				  const struct date_parts *p)
{
	int hour = p->hour;

	*out = (struct date_value){ .second = -1 };
	out->day = day_from_civil(p->year, p->month, p->day);
	if (out->day == DAY_NONE)
		return DATE_BAD;
	if (hour < 0)
		return DATE_OK;
	if (p->half) {
		if (hour < 1 || hour > 12)
			return DATE_BAD;
		hour = hour % 12 + (p->half == 2 ? 12 : 0);
	}
	/* a leap second is the last second of its minute to us */
	if (hour > 23 || p->minute > 59 || p->second > 60)
		return DATE_BAD;
	out->second = hour * 3600 + p->minute * 60 +
		(p->second == 60 ? 59 : p->second);
	out->has_offset = p->has_offset;
	out->offset = p->offset;
	return DATE_OK;
}

bool date_parts_read(struct date_parts *p, const char *s, size_t len)
{
	struct date_cursor c;

	utf8_trim(&s, &len);
	c = (struct date_cursor){ s, s + len };
	*p = (struct date_parts){ 0 };
	return (take_year_first(&c, p) || take_year_last(&c, p) ||
		take_short_year(&c, p) || take_named_month(&c, p)) &&
		take_time(&c, p);
}
