#include "ingest/damage.h"

#include <string.h>

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

bool is_rounded(const char *s, size_t len)
{
	size_t i = 0;

	while (i < len && (is_digit(s[i]) || s[i] == '.' || s[i] == ','))
		i++;
	if (i < 1 || i + 3 > len || (s[i] | 32) != 'e' || s[i + 1] != '+')
		return false;
	for (i += 2; i < len; i++)
		if (!is_digit(s[i]))
			return false;
	return true;
}

/* Months as spreadsheets shorten them: any three to eight letters do, also
 * of other alphabets, since no number has letters in such a place. */
static size_t letters(const char *s, size_t len)
{
	size_t n = 0;

	while (n < len && ((unsigned char)s[n] >= 0x80 ||
			   ((s[n] | 32) >= 'a' && (s[n] | 32) <= 'z')))
		n++;
	return n >= 3 && n <= 16 ? n : 0;
}

static size_t digits(const char *s, size_t len)
{
	size_t n = 0;

	while (n < len && is_digit(s[n]))
		n++;
	return n == 1 || n == 2 ? n : 0;
}

bool is_short_date(const char *s, size_t len)
{
	size_t day = digits(s, len), month;

	if (day) {
		if (day == len || !strchr("-./", s[day]))
			return false;
		month = letters(s + day + 1, len - day - 1);
		len -= day + 1 + month;
		s += day + 1 + month;
		/* "3.апр." has a point behind */
		return month && (!len || (len == 1 && *s == '.'));
	}
	month = letters(s, len);
	return month && month + 1 < len && s[month] == '-' &&
		digits(s + month + 1, len - month - 1) == len - month - 1;
}

bool is_formula_error(const char *s, size_t len)
{
	static const char *const errors[] = {
		"#REF!", "#NAME?", "#VALUE!", "#DIV/0!", "#N/A", "#NUM!",
		"#NULL!", "#ERROR!", "#SPILL!", "#CALC!"
	};
	size_t n = 0;

	if (!len || *s != '#')
		return false;
	for (size_t i = 0; i < sizeof errors / sizeof *errors; i++)
		if (len == strlen(errors[i]) && !memcmp(s, errors[i], len))
			return true;
	while (n < len && s[n] == '#')
		n++;
	return n == len && len >= 3;
}
