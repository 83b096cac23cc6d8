#include "config/units.h"

#include <stddef.h>
#include <string.h>

#include "base/num.h"

static const struct time_unit {
	const char *name;
	int64_t ms;
} time_units[] = {
	{ "ms", 1 },
	{ "s", 1000 },
	{ "sec", 1000 },
	{ "second", 1000 },
	{ "seconds", 1000 },
	{ "min", MS_PER_MINUTE },
	{ "mins", MS_PER_MINUTE },
	{ "minute", MS_PER_MINUTE },
	{ "minutes", MS_PER_MINUTE },
	{ "h", MS_PER_HOUR },
	{ "hour", MS_PER_HOUR },
	{ "hours", MS_PER_HOUR },
	{ "d", 24 * (int64_t)MS_PER_HOUR },
	{ "day", 24 * (int64_t)MS_PER_HOUR },
	{ "days", 24 * (int64_t)MS_PER_HOUR },
	{ "week", 168 * (int64_t)MS_PER_HOUR },
	{ "weeks", 168 * (int64_t)MS_PER_HOUR },
};

static const char *blanks_skip(const char *s)
{
	while (*s == ' ')
		s++;
	return s;
}

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static size_t letters(const char *s)
{
	size_t n = 0;

	while (is_letter(s[n]))
		n++;
	return n;
}

static const char *comma_hint(const char *s)
{
	return strchr(s, ',') ? "; write a point, not a comma" : "";
}

/* Read the number at *s and move behind it; what is wrong, or NULL. */
static const char *number_take(int64_t *out, const char **s, int64_t scale)
{
	const char *p = *s;
	size_t len;

	len = strspn(p, "-+");
	len += strspn(p + len, "0123456789.,");
	if (memchr(p, ',', len))
		return comma_hint(p);
	if (!len || num_parse(out, p, len, scale))
		return "";
	*s = p + len;
	return NULL;
}

static int64_t time_unit_find(const char *s, size_t len)
{
	for (size_t i = 0; i < sizeof time_units / sizeof *time_units; i++)
		if (strlen(time_units[i].name) == len &&
		    !memcmp(time_units[i].name, s, len))
			return time_units[i].ms;
	return 0;
}

const char *unit_duration(int64_t *ms, const char *text, int64_t bare)
{
	const char *p = blanks_skip(text);
	int64_t sum = 0;

	do {
		const char *wrong;
		int64_t value, unit, part;
		size_t len;

		wrong = number_take(&value, &p, 1000000);
		if (wrong)
			return wrong;
		p = blanks_skip(p);
		len = letters(p);
		unit = len ? time_unit_find(p, len) : 0;
		if (!len && !sum && !*p && (bare || !value))
			unit = bare ? bare : 1;
		if (!unit)
			return len ? "; this unit is not known"
				: "; the unit is missing";
		if (__builtin_mul_overflow(value, unit, &part) ||
		    __builtin_add_overflow(sum, part / 1000000, &sum))
			return "; that is too long";
		p = blanks_skip(p + len);
	} while (*p);
	*ms = sum;
	return NULL;
}

const char *unit_share(double *share, const char *text)
{
	const char *p = blanks_skip(text);
	const char *wrong;
	int64_t value;

	wrong = number_take(&value, &p, 1000000);
	if (wrong)
		return wrong;
	p = blanks_skip(p);
	if (*p == '%' && !*blanks_skip(p + 1)) {
		*share = (double)value / 100e6;
		return NULL;
	}
	if (*p)
		return "";
	*share = (double)value / 1e6;
	return *share > 1 ? "; is the % sign missing?" : NULL;
}

bool unit_is_currency(const char *text)
{
	for (size_t i = 0; i < 3; i++)
		if (text[i] < 'A' || text[i] > 'Z')
			return false;
	return !text[3];
}

/* Take "EUR" at *s, if letters stand there, and compare it with ours. */
static const char *currency_take(const char **s, bool *taken,
				 const char *currency)
{
	const char *p = *s;
	size_t len = letters(p);
	char code[4] = "";

	*taken = false;
	if (!len)
		return NULL;
	if (len == 3)
		memcpy(code, p, 3);
	if (!unit_is_currency(code))
		return "; a currency is three capital letters";
	if (currency && strcmp(code, currency))
		return "; amounts must be in the workspace's currency";
	*taken = true;
	*s = blanks_skip(p + 3);
	return NULL;
}

/* An amount and its currency at *s. */
static const char *amount_take(int64_t *out, const char **s,
			       const char *currency)
{
	const char *wrong;
	bool taken;

	*s = blanks_skip(*s);
	wrong = currency_take(s, &taken, currency);
	if (!wrong)
		wrong = number_take(out, s, MONEY_SCALE);
	if (wrong)
		return wrong;
	*s = blanks_skip(*s);
	/* "45 per hour" has no currency */
	if (taken || !strncmp(*s, "per ", 4))
		return NULL;
	return currency_take(s, &taken, currency);
}

const char *unit_money(int64_t *millionths, const char *text,
		       const char *currency)
{
	const char *wrong = amount_take(millionths, &text, currency);

	if (wrong)
		return wrong;
	return *text ? "" : NULL;
}

const char *unit_rate(int64_t *millionths, const char *text,
		      const char *currency)
{
	const char *wrong = amount_take(millionths, &text, currency);
	const char *p = text;

	if (wrong)
		return wrong;
	if (!*p)
		return NULL;
	if (*p == '/')
		p = blanks_skip(p + 1);
	else if (!strncmp(p, "per ", 4))
		p = blanks_skip(p + 4);
	else
		return "";
	if (!strcmp(p, "h") || !strcmp(p, "hour"))
		return NULL;
	return "; a rate is per hour";
}

const char *unit_number(double *value, const char *text)
{
	const char *p = text, *wrong;
	int64_t micro;

	wrong = number_take(&micro, &p, 1000000);
	if (wrong)
		return wrong;
	if (*p)
		return "";
	*value = (double)micro / 1e6;
	return NULL;
}

const char *unit_whole(int64_t *value, const char *text, const char *unit)
{
	const char *p = text, *wrong;
	size_t len;

	if (strcspn(text, ".") < strcspn(text, " "))
		return "; it must be whole";
	wrong = number_take(value, &p, 1);
	if (wrong)
		return wrong;
	p = blanks_skip(p);
	if (!*p)
		return NULL;
	len = unit ? strlen(unit) : 0;
	/* "28 days", "1 day" */
	if (len && !strncmp(p, unit, len - 1) &&
	    (!p[len - 1] || !strcmp(p + len - 1, "s")))
		return NULL;
	return "";
}
