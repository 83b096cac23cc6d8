#include "ingest/numbers.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/num.h"
#include "base/utf8.h"

#define DIGITS_MAX 60

/* Bytes of a group separator that is no mark, 0 = none here. */
static size_t blank_group(const char *s, const char *end)
{
	size_t left = (size_t)(end - s);

	if (left && (*s == ' ' || *s == '\''))
		return 1;
	if (left >= 2 && !memcmp(s, "\xC2\xA0", 2))
		return 2;
	if (left >= 3 && (!memcmp(s, "\xE2\x80\xAF", 3) ||
			  !memcmp(s, "\xE2\x80\x99", 3)))
		return 3;
	return 0;
}

/* Sign off the front; U+2212 is a minus too. */
static bool take_sign(const char **s, size_t *len)
{
	if (*len && (**s == '-' || **s == '+')) {
		bool minus = **s == '-';

		++*s;
		--*len;
		return minus;
	}
	if (*len >= 3 && !memcmp(*s, "\xE2\x88\x92", 3)) {
		*s += 3;
		*len -= 3;
		return true;
	}
	return false;
}

/* Digits and groups up to the decimal mark go to buf; -1 if not grouped as
 * numbers are. */
static int whole_part(char *buf, size_t *n, const char **s, const char *end,
		      char mark)
{
	char other = mark == '.' ? ',' : '.';
	size_t run = 0, groups = 0;

	while (*s < end && *n < DIGITS_MAX) {
		size_t blank = blank_group(*s, end);

		if (**s >= '0' && **s <= '9') {
			buf[(*n)++] = *(*s)++;
			run++;
			continue;
		}
		if (**s == mark || (!blank && **s != other))
			break;
		/* first group 1 to 3, inner ones 2 (lakh) or 3 digits */
		if (run < (groups ? 2 : 1) || run > 3)
			return -1;
		*s += blank ? blank : 1;
		groups++;
		run = 0;
	}
	return groups && run != 3 ? -1 : 0;
}

/* Any of the ways but the plain one. */
static int read_written(int64_t *out, const char *s, size_t len, char mark,
			int64_t scale)
{
	const char *end = s + len;
	char buf[DIGITS_MAX + 4];
	size_t n = 0;
	bool minus = take_sign(&s, &len);

	if (minus)
		buf[n++] = '-';
	if (whole_part(buf, &n, &s, end, mark))
		return -1;
	if (s < end && *s == mark) {
		buf[n++] = '.';
		for (s++; s < end && *s >= '0' && *s <= '9' && n < DIGITS_MAX;)
			buf[n++] = *s++;
	}
	return s == end ? num_parse(out, buf, n, scale) : -1;
}

int number_read(int64_t *out, const char *s, size_t len,
		enum decimal_mark mark, int64_t scale)
{
	bool percent;
	int ret;

	if (mark != MARK_COMMA && !num_parse(out, s, len, scale) &&
	    (mark == MARK_POINT || !memchr(s, '.', len)))
		return *out > NUMBER_MAX || *out < -NUMBER_MAX ? -1 : 0;
	utf8_trim(&s, &len);
	percent = len > 1 && s[len - 1] == '%';
	if (percent) {
		len--;
		utf8_trim(&s, &len);
	}
	if (mark == MARK_UNDECIDED &&
	    (memchr(s, ',', len) || memchr(s, '.', len)))
		return -1;
	ret = read_written(out, s, len, mark == MARK_COMMA ? ',' : '.',
			   percent ? scale * 1000 : scale);
	if (!ret && percent)
		*out = num_muldiv(*out, 1, 100 * 1000);
	return ret || *out > NUMBER_MAX || *out < -NUMBER_MAX ? -1 : 0;
}

bool number_is_bound(const char *s, size_t len)
{
	static const char *const signs[] = { "<", ">", "≤", "≥" };

	for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
		size_t n = strlen(signs[i]);

		if (len <= n || memcmp(s, signs[i], n))
			continue;
		s += n;
		len -= n;
		if (len && *s == '=') {
			s++;
			len--;
		}
		utf8_trim(&s, &len);
		return len && *s >= '0' && *s <= '9';
	}
	return false;
}

/* "1:30:00", "130:05", "00:06:30.5": hours, minutes, seconds. */
static int clock_read(int64_t *ms, const char *s, size_t len)
{
	const char *first = memchr(s, ':', len), *second;
	int64_t hours, minutes, rest = 0;

	second = memchr(first + 1, ':', (size_t)(s + len - first - 1));
	if (num_parse(&hours, s, (size_t)(first - s), 1) || hours < 0 ||
	    hours > 1000000 ||
	    (second ? second : s + len) - first != 3 ||
	    num_parse(&minutes, first + 1, 2, 1) || minutes < 0 || minutes > 59)
		return -1;
	if (second &&
	    (num_parse(&rest, second + 1, (size_t)(s + len - second - 1),
		       1000) || rest < 0 || rest >= 60000))
		return -1;
	*ms = hours * MS_PER_HOUR + minutes * MS_PER_MINUTE + rest;
	return 0;
}

static int64_t unit_ms(const char *word, size_t len)
{
	static const struct { const char *name; int64_t ms; } units[] = {
		{ "h", MS_PER_HOUR }, { "hr", MS_PER_HOUR },
		{ "hrs", MS_PER_HOUR }, { "hour", MS_PER_HOUR },
		{ "hours", MS_PER_HOUR }, { "std", MS_PER_HOUR },
		{ "m", MS_PER_MINUTE },
		{ "min", MS_PER_MINUTE }, { "mins", MS_PER_MINUTE },
		{ "minute", MS_PER_MINUTE }, { "minutes", MS_PER_MINUTE },
		{ "s", 1000 }, { "sec", 1000 }, { "secs", 1000 },
		{ "second", 1000 }, { "seconds", 1000 }, { "ms", 1 },
	};

	for (size_t i = 0; i < sizeof units / sizeof *units; i++)
		if (len == strlen(units[i].name) &&
		    !strncasecmp(word, units[i].name, len))
			return units[i].ms;
	return 0;
}

/* Bytes of the blanks at s, U+00A0 and U+202F too. */
static size_t blanks_at(const char *s, const char *end)
{
	const char *p = s;
	size_t n;

	while (p < end && *p != '\'' && (n = blank_group(p, end)))
		p += n;
	return (size_t)(p - s);
}

/* "1h 5m", "1 h 15 min", "90 minutes". */
static int units_read(int64_t *ms, const char *s, size_t len,
		      enum decimal_mark mark)
{
	const char *end = s + len;

	*ms = 0;
	while (s < end) {
		const char *number = s, *word;
		int64_t part, unit;

		while (s < end && ((*s >= '0' && *s <= '9') || *s == '.' ||
				   *s == ','))
			s++;
		word = s;
		word += blanks_at(word, end);
		part = 0;
		len = (size_t)(s - number);
		for (s = word; s < end && (*s | 32) >= 'a' && (*s | 32) <= 'z';)
			s++;
		unit = unit_ms(word, (size_t)(s - word));
		if (!unit || number_read(&part, number, len, mark, unit) ||
		    part < 0 || num_add(ms, *ms, part) || *ms > NUMBER_MAX)
			return -1;
		if (s < end && *s == '.')	/* "5 Min." */
			s++;
		s += blanks_at(s, end);
	}
	return 0;
}

int duration_read(int64_t *ms, const char *s, size_t len,
		  enum decimal_mark mark, int64_t unit)
{
	if (!number_read(ms, s, len, mark, unit))
		return 0;
	utf8_trim(&s, &len);
	if (memchr(s, ':', len))
		return clock_read(ms, s, len);
	if (len > 1 && s[len - 1] == '.')
		len--;
	if (len && (s[len - 1] | 32) >= 'a' && (s[len - 1] | 32) <= 'z')
		return units_read(ms, s, len, mark);
	return -1;
}

static void keep(char out[24], int64_t *line, const char *s, size_t len,
		 int64_t at)
{
	if (*line)
		return;
	*line = at;
	snprintf(out, 24, "%.*s", (int)(len < 23 ? len : 23), s);
}

/* "1.2.3" and "0..0" are numbers with neither mark and prove none. */
static int proof_if_read(int proof, const char *s, size_t len)
{
	int64_t unused;

	return number_read(&unused, s, len,
			   proof == 1 ? MARK_POINT : MARK_COMMA, 1) ? 0 : proof;
}

/* What one cell proves: 1 point is the mark, 2 comma is, 3 open, 0 nothing. */
static int cell_proof(const char *s, size_t len)
{
	const char *end = s + len, *last = NULL, *first = NULL;
	size_t commas = 0, points = 0;

	for (const char *p = s; p < end; p++) {
		if (*p != ',' && *p != '.')
			continue;
		*p == ',' ? commas++ : points++;
		first = first ? first : p;
		last = p;
	}
	if (!last)
		return 0;
	if (commas && points)
		return proof_if_read(*last == '.' ? 1 : 2, s, len);
	if (commas + points > 1)
		return proof_if_read(commas ? 1 : 2, s, len);
	/* one mark: three digits behind it and one to three before, not
	 * starting with 0, could be a group */
	if (end - last == 4 && first - s >= 1 && first - s <= 3 && *s != '0')
		return 3;
	return commas ? 2 : 1;
}

void number_evidence_add(struct number_evidence *e, const char *s, size_t len,
			 int64_t line)
{
	char code[CURRENCY_MAX];
	const char *p;

	if (!memchr(s, ',', len) && !memchr(s, '.', len)) {
		e->n++;
		return;
	}
	number_currency(code, &s, &len);
	take_sign(&s, &len);
	while (len && (s[len - 1] | 32) >= 'a' && (s[len - 1] | 32) <= 'z')
		len--;	/* "1.5 h" */
	utf8_trim(&s, &len);
	if (len > 1 && s[len - 1] == '%') {
		len--;
		utf8_trim(&s, &len);
	}
	for (p = s; p < s + len; p++) {
		size_t blank = blank_group(p, s + len);

		if ((*p < '0' || *p > '9') && *p != ',' && *p != '.' && !blank)
			return;
		if (blank)
			p += blank - 1;
	}
	e->n++;
	switch (cell_proof(s, len)) {
	case 1:
		keep(e->point, &e->point_line, s, len, line);
		break;
	case 2:
		keep(e->comma, &e->comma_line, s, len, line);
		break;
	case 3:
		if (!e->open_line)
			e->open_is_point = true;
		if (memchr(s, ',', len))
			e->open_is_point = false;
		keep(e->open, &e->open_line, s, len, line);
		break;
	default:
		break;
	}
}
