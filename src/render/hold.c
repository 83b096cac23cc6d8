#include "render/hold.h"

#include <stddef.h>
#include <string.h>

#include "report/model.h"

#define TO "to "		/* of a range: "−0.6 to +19.3" */
#define CODE_LENGTH 3		/* of a currency: EUR */

static const char *const units[] = {
	"%", "h", "min", "pts", "points", "hour", "hours"
};

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_capital(char c)
{
	return c >= 'A' && c <= 'Z';
}

static bool is_word(char c)
{
	return is_capital(c) || (c >= 'a' && c <= 'z') || (c & 0x80);
}

static bool is_mark(char c)
{
	return c == BOLD_ON[0] || c == BOLD_OFF[0];
}

static bool is_code(const char *s)
{
	for (size_t i = 0; i < CODE_LENGTH; i++)
		if (!is_capital(s[i]))
			return false;
	return !is_word(s[CODE_LENGTH]);
}

static bool is_unit(const char *s)
{
	for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
		size_t len = strlen(units[i]);

		if (!strncmp(s, units[i], len) && !is_word(s[len]))
			return true;
	}
	return is_code(s);
}

/* A digit, or a sign and a digit. */
static bool is_number(const char *s)
{
	static const char minus[] = "\u2212";

	if (*s == '+' || *s == '-')
		s++;
	else if (!strncmp(s, minus, sizeof minus - 1))
		s += sizeof minus - 1;
	return is_digit(*s);
}

/* A currency's code ends at `end`, and nothing before it belongs to it. */
static bool ends_in_code(const char *start, const char *end)
{
	const char *code = end - CODE_LENGTH;

	if (end - start < CODE_LENGTH)
		return false;
	for (const char *s = code; s < end; s++)
		if (!is_capital(*s))
			return false;
	return code == start || !is_word(code[-1]);
}

/* "± 4.7" */
static bool ends_in_spread(const char *start, const char *end)
{
	static const char sign[] = "\u00b1";
	size_t len = sizeof sign - 1;

	return (size_t)(end - start) >= len && !memcmp(end - len, sign, len);
}

bool blank_holds(const char *start, const char *blank)
{
	const char *before = blank, *after = blank + 1;

	while (before > start && is_mark(before[-1]))
		before--;
	while (is_mark(*after))
		after++;
	if (before == start)
		return false;
	if (is_digit(before[-1]) && !strncmp(after, TO, sizeof TO - 1))
		return is_number(after + sizeof TO - 1);
	if (before - start > 3 && !strncmp(before - 3, " to", 3))
		return is_digit(before[-4]) && is_number(after);
	if (ends_in_spread(start, before))
		return is_digit(*after);
	return is_digit(before[-1]) ? is_unit(after)
				    : ends_in_code(start, before) &&
				      is_number(after);
}
