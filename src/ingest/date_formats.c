/* Dates in a format that the profile names: "DD.MM.YYYY", "unix ms". */
#include "ingest/date_parts.h"

#include <stdio.h>
#include <string.h>

#include "base/num.h"
#include "base/utf8.h"

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

static bool take_field(struct date_cursor *c, struct date_parts *p,
		       const struct format_field *field)
{
	int value, digits;

	if (field->what == 'N')
		return (p->month = date_take_month(c)) > 0;
	if (field->what == 'a')
		return (p->half = date_take_half(c)) > 0;
	value = date_take_int(c, field->digits ? field->digits : 2, &digits);
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
	struct date_parts p = { .hour = -1 };
	struct date_cursor c;

	utf8_trim(&s, &len);
	if (!strcmp(format, "unix"))
		return read_unix(out, s, len, 1);
	if (!strcmp(format, "unix ms"))
		return read_unix(out, s, len, 1000);
	c = (struct date_cursor){ s, s + len };
	for (const char *f = format; *f;) {
		const struct format_field *field = format_field(f);

		if (field && !take_field(&c, &p, field))
			return DATE_BAD;
		if (field) {
			f += strlen(field->name);
			continue;
		}
		if (*f == ' ' ? !date_take_blanks(&c) : c.p == c.end ||
		    *c.p++ != *f)
			return DATE_BAD;
		f++;
	}
	return c.p == c.end ? date_parts_value(out, &p) : DATE_BAD;
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
