#include "ingest/dates.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/date.h"
#include "base/num.h"
#include "base/utf8.h"
#include "ingest/zones.h"

struct cursor {
	const char *p, *end;
};

/* A date before its parts have found their places. */
struct parts {
	int year, month, day;	/* month 0: a and b are not yet in place */
	int a, b;
	int hour, minute, second;	/* hour -1: no time */
	int half;		/* 1 am, 2 pm, 0 neither */
	bool has_offset;
	int32_t offset;
};

static bool digit_at(const struct cursor *c)
{
	return c->p < c->end && *c->p >= '0' && *c->p <= '9';
}

/* A number of at most max digits; *digits = how many, 0 = none. */
static int take_int(struct cursor *c, int max, int *digits)
{
	int value = 0;

	for (*digits = 0; *digits < max && digit_at(c); ++*digits)
		value = value * 10 + (*c->p++ - '0');
	return value;
}

static bool take(struct cursor *c, const char *text)
{
	size_t len = strlen(text);

	if ((size_t)(c->end - c->p) < len || memcmp(c->p, text, len))
		return false;
	c->p += len;
	return true;
}

/* Blanks with U+00A0 and U+202F; how many. */
static int take_blanks(struct cursor *c)
{
	int n = 0;

	while (take(c, " ") || take(c, "\t") || take(c, "\xC2\xA0") ||
	       take(c, "\xE2\x80\xAF"))
		n++;
	return n;
}

static size_t take_word(struct cursor *c, const char **word)
{
	*word = c->p;
	while (c->p < c->end &&
	       ((*c->p >= 'a' && *c->p <= 'z') ||
		(*c->p >= 'A' && *c->p <= 'Z')))
		c->p++;
	return (size_t)(c->p - *word);
}

/* "Oct", "Oct.", "October"; 0 = no month. */
static int take_month(struct cursor *c)
{
	struct cursor at = *c;
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

static void skip_weekday(struct cursor *c)
{
	static const char *const names[] = {
		"monday", "tuesday", "wednesday", "thursday", "friday",
		"saturday", "sunday"
	};
	struct cursor at = *c;
	const char *word;
	size_t len = take_word(&at, &word);

	for (size_t i = 0; i < 7 && len >= 3; i++) {
		if (len > strlen(names[i]) ||
		    strncasecmp(word, names[i], len))
			continue;
		take(&at, ",");
		take_blanks(&at);
		*c = at;
		return;
	}
}

static void skip_ordinal(struct cursor *c)
{
	if (!take(c, "st") && !take(c, "nd") && !take(c, "rd"))
		take(c, "th");
}

/* Year first: 2026-11-22, 2026/11/22, 20261122, 2026年11月22日. */
static bool take_year_first(struct cursor *c, struct parts *p)
{
	struct cursor at = *c;
	int digits, d2, d3;
	char sep;

	p->year = take_int(&at, 9, &digits);
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
		p->month = take_int(&at, 2, &d2);
		if (!d2 || !take(&at, "\xE6\x9C\x88"))	/* month */
			return false;
		p->day = take_int(&at, 2, &d3);
		if (!d3 || !take(&at, "\xE6\x97\xA5"))	/* day */
			return false;
		*c = at;
		return true;
	}
	sep = *at.p++;
	if (sep != '-' && sep != '/' && sep != '.')
		return false;
	p->month = take_int(&at, 2, &d2);
	if (!d2 || at.p == at.end || *at.p++ != sep)
		return false;
	p->day = take_int(&at, 2, &d3);
	if (!d3)
		return false;
	*c = at;
	return true;
}

/* 26/10/2018, 26.10.2018, 10-26-2018: order open. */
static bool take_year_last(struct cursor *c, struct parts *p)
{
	struct cursor at = *c;
	int d1, d2, d3;
	char sep;

	p->a = take_int(&at, 2, &d1);
	if (!d1 || at.p == at.end)
		return false;
	sep = *at.p++;
	if (sep != '-' && sep != '/' && sep != '.')
		return false;
	p->b = take_int(&at, 2, &d2);
	if (!d2 || at.p == at.end || *at.p++ != sep)
		return false;
	p->year = take_int(&at, 5, &d3);
	if (d3 != 4)
		return false;
	p->month = 0;
	*c = at;
	return true;
}

static void skip_between(struct cursor *c)
{
	take_blanks(c);
	if (!take(c, ",") && !take(c, "-"))
		take(c, "/");
	take_blanks(c);
}

/* "26 Oct 2018", "26-Oct-2018", "October 26, 2018", "December 14th 2023". */
static bool take_named_month(struct cursor *c, struct parts *p)
{
	struct cursor at = *c;
	int digits;

	skip_weekday(&at);
	p->month = take_month(&at);
	if (p->month)
		take_blanks(&at);
	p->day = take_int(&at, 2, &digits);
	if (!digits)
		return false;
	skip_ordinal(&at);
	skip_between(&at);
	if (!p->month) {
		p->month = take_month(&at);
		skip_between(&at);
	}
	p->year = take_int(&at, 5, &digits);
	if (digits != 4 || !p->month)
		return false;
	*c = at;
	return true;
}

/* "06/Jan/26", "26-Oct-18". */
static bool take_short_year(struct cursor *c, struct parts *p)
{
	struct cursor at = *c;
	int digits;
	char sep;

	p->day = take_int(&at, 2, &digits);
	if (!digits || at.p == at.end || (*at.p != '/' && *at.p != '-'))
		return false;
	sep = *at.p++;
	p->month = take_month(&at);
	if (!p->month || at.p == at.end || *at.p++ != sep)
		return false;
	p->year = 2000 + take_int(&at, 3, &digits);
	if (digits != 2)
		return false;
	*c = at;
	return true;
}

/* "am", "PM", "p.m."; 0 = neither. */
static int take_half(struct cursor *c)
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
static bool take_offset(struct cursor *c, struct parts *p)
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
static bool take_time(struct cursor *c, struct parts *p)
{
	int digits;

	p->hour = -1;
	if (c->p == c->end)
		return true;
	take(c, ",");
	if (!take(c, "T") && !take_blanks(c))
		return false;
	p->hour = take_int(c, 2, &digits);
	if (!digits || !take(c, ":"))
		return false;
	p->minute = take_int(c, 2, &digits);
	if (digits != 2)
		return false;
	if (take(c, ":")) {
		p->second = take_int(c, 2, &digits);
		if (digits != 2)
			return false;
		if (take(c, ".") || take(c, ","))
			while (digit_at(c))
				c->p++;
	}
	take_blanks(c);
	p->half = take_half(c);
	take_blanks(c);
	return take_offset(c, p) && c->p == c->end;
}

/* Everything is in place: is it a day and a time of day? */
static enum date_result parts_value(struct date_value *out,
				    const struct parts *p)
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

static bool parts_read(struct parts *p, const char *s, size_t len)
{
	struct cursor c;

	utf8_trim(&s, &len);
	c = (struct cursor){ s, s + len };
	*p = (struct parts){ 0 };
	return (take_year_first(&c, p) || take_year_last(&c, p) ||
		take_short_year(&c, p) || take_named_month(&c, p)) &&
		take_time(&c, p);
}

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
	struct parts p;

	if (read_iso(out, s, len) || read_stamp(out, s, len))
		return DATE_OK;
	if (!parts_read(&p, s, len))
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
	return parts_value(out, &p);
}

struct format_field {
	const char *name;
	char what;
	int digits;		/* exactly so many; 0 = one or two */
};

/* Longer names first. */
static const struct format_field format_fields[] = {
	{ "YYYY", 'Y', 4 }, { "YY", 'y', 2 }, { "MMM", 'N', 0 },
	{ "MM", 'M', 2 }, { "M", 'M', 0 }, { "DD", 'D', 2 }, { "D", 'D', 0 },
	{ "HH", 'h', 2 }, { "H", 'h', 0 }, { "hh", 'h', 2 }, { "h", 'h', 0 },
	{ "mm", 'm', 2 }, { "ss", 's', 2 }, { "am", 'a', 0 },
};

static const struct format_field *format_field(const char *f)
{
	for (size_t i = 0; i < sizeof format_fields / sizeof *format_fields;
	     i++)
		if (!strncmp(f, format_fields[i].name,
			     strlen(format_fields[i].name)))
			return &format_fields[i];
	return NULL;
}

static bool take_field(struct cursor *c, struct parts *p,
		       const struct format_field *field)
{
	int value, digits;

	if (field->what == 'N')
		return (p->month = take_month(c)) > 0;
	if (field->what == 'a')
		return (p->half = take_half(c)) > 0;
	value = take_int(c, field->digits ? field->digits : 2, &digits);
	switch (field->what) {
	case 'Y': p->year = value; break;
	case 'y': p->year = 2000 + value; break;
	case 'M': p->month = value; break;
	case 'D': p->day = value; break;
	case 'h': p->hour = value; break;
	case 'm': p->minute = value; break;
	default: p->second = value; break;
	}
	return field->digits ? digits == field->digits : digits > 0;
}

#define DAY_SECONDS 86400

/* "1767225600", "1767225600000" of which per_second make a second. */
static enum date_result read_unix(struct date_value *out, const char *s,
				  size_t len, int64_t per_second)
{
	int64_t value, second, day;

	if (num_parse(&value, s, len, 1) || value < 0)
		return DATE_BAD;
	second = value / per_second;
	day = second / DAY_SECONDS;
	if (day > INT32_MAX / 2)
		return DATE_BAD;
	*out = (struct date_value){ .day = (int32_t)day,
				    .second = (int32_t)(second % DAY_SECONDS),
				    .has_offset = true };
	return DATE_OK;
}

enum date_result date_read_format(struct date_value *out, const char *s,
				  size_t len, const char *format)
{
	struct parts p = { .hour = -1 };
	struct cursor c;

	utf8_trim(&s, &len);
	if (!strcmp(format, "unix"))
		return read_unix(out, s, len, 1);
	if (!strcmp(format, "unix ms"))
		return read_unix(out, s, len, 1000);
	c = (struct cursor){ s, s + len };
	for (const char *f = format; *f;) {
		const struct format_field *field = format_field(f);

		if (field && !take_field(&c, &p, field))
			return DATE_BAD;
		if (field) {
			f += strlen(field->name);
			continue;
		}
		if (*f == ' ' ? !take_blanks(&c) : c.p == c.end ||
		    *c.p++ != *f)
			return DATE_BAD;
		f++;
	}
	return c.p == c.end ? parts_value(out, &p) : DATE_BAD;
}

enum date_result date_read_formats(struct date_value *out, const char *s,
				   size_t len, const char *formats,
				   enum date_order order)
{
	enum date_result got = DATE_BAD;
	char format[64];

	for (size_t n; got == DATE_BAD; formats += n + 1) {
		n = strcspn(formats, "|");
		snprintf(format, sizeof format, "%.*s", (int)n, formats);
		got = strcmp(format, "auto") ?
			date_read_format(out, s, len, format) :
			date_read(out, s, len, order);
		if (!formats[n])
			break;
	}
	return got;
}

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
	struct parts p;

	if (read_iso(&iso, s, len)) {
		e->n++;
		return;
	}
	if (!parts_read(&p, s, len))
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
