#include "base/num.h"

#include <float.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int num_parse(int64_t *out, const char *s, size_t len, int64_t scale)
{
	const char *end = s + len, *mark, *p;
	unsigned __int128 carry = 0;
	uint64_t whole = 0, value;
	bool negative = len > 0 && *s == '-';
	unsigned int tenth = 0;

	if (negative)
		s++;
	for (p = s; p < end && *p >= '0' && *p <= '9'; p++)
		if (__builtin_mul_overflow(whole, 10u, &whole) ||
		    __builtin_add_overflow(whole, (uint64_t)(*p - '0'),
					   &whole))
			return -1;
	mark = p;
	if (p < end && *p != '.')
		return -1;
	if (p == end ? p == s : p + 1 == end)
		return -1;	/* no digit, or none behind the mark */

	/*
	 * The fraction times scale, digit by digit from the right as on
	 * paper: what is carried out is whole units, and the first digit
	 * that stays decides the rounding, exactly, for any length.
	 */
	for (p = end; p > mark + 1; p--) {
		if (p[-1] < '0' || p[-1] > '9')
			return -1;
		carry += (unsigned __int128)(unsigned int)(p[-1] - '0') *
			(uint64_t)scale;
		tenth = (unsigned int)(carry % 10);
		carry /= 10;
	}
	if (__builtin_mul_overflow(whole, (uint64_t)scale, &value) ||
	    __builtin_add_overflow(value, (uint64_t)carry, &value) ||
	    __builtin_add_overflow(value, (uint64_t)(tenth >= 5), &value) ||
	    value > INT64_MAX)
		return -1;
	*out = negative ? -(int64_t)value : (int64_t)value;
	return 0;
}

int64_t num_muldiv(int64_t a, int64_t b, int64_t c)
{
	__int128 product = (__int128)a * b;
	unsigned __int128 size, quotient;

	if (c <= 0)
		BUG("division by %lld", (long long)c);
	if (a == NUM_NULL || b == NUM_NULL)
		return NUM_NULL;
	size = (unsigned __int128)(product < 0 ? -product : product);
	quotient = (2 * size + (uint64_t)c) / (2 * (unsigned __int128)c);
	if (quotient > INT64_MAX)
		BUG("%lld * %lld / %lld is out of range", (long long)a,
		    (long long)b, (long long)c);
	return product < 0 ? -(int64_t)quotient : (int64_t)quotient;
}

int num_add(int64_t *sum, int64_t a, int64_t b)
{
	int64_t s;

	if (a == NUM_NULL || b == NUM_NULL) {
		*sum = a == NUM_NULL ? b : a;
		return 0;
	}
	if (__builtin_add_overflow(a, b, &s) || s == NUM_NULL)
		return -1;
	*sum = s;
	return 0;
}

/*
 * A double as the shortest decimal that reads back as it: 0.d1d2d3... times
 * 10^point. All rounding and writing for people happens on this.
 */
struct decimal {
	bool negative;
	int n;			/* digits, 0 for zero */
	int point;		/* power of ten in front of the digits */
	char digit[20];		/* '0'..'9', the first one not '0' */
};

static void exponent_text(char buf[32], double value)
{
	int first = fabs(value) < DBL_MIN ? 1 : 15;

	/* Every decimal of up to 15 digits survives a normal double, so the
	 * shortest is what 15 digits give without the zeros; below the normal
	 * range doubles are coarser and the search starts at one digit. */
	for (int digits = first; digits <= 17; digits++) {
		snprintf(buf, 32, "%.*e", digits - 1, value);
		if (strtod(buf, NULL) == value)
			return;
	}
}

static struct decimal decimal_of(double value)
{
	struct decimal d = { .negative = signbit(value) };
	char text[32];
	const char *p = text;

	if (value == 0)
		return d;
	exponent_text(text, fabs(value));
	for (; *p != 'e'; p++)
		if (*p != '.')
			d.digit[d.n++] = *p;
	d.point = (int)strtol(p + 1, NULL, 10) + 1;
	while (d.n > 0 && d.digit[d.n - 1] == '0')
		d.n--;
	return d;
}

/* Round half away from zero, keeping `digits` decimals. */
static void decimal_round(struct decimal *d, int digits)
{
	int keep = d->point + digits;	/* of the digits we have */
	bool up;

	if (keep >= d->n)
		return;
	if (keep < 0) {
		d->n = 0;
		return;
	}
	up = d->digit[keep] >= '5';
	d->n = keep;
	while (up && d->n > 0 && d->digit[d->n - 1] == '9')
		d->n--;
	if (up && d->n > 0) {
		d->digit[d->n - 1]++;
	} else if (up) {
		d->digit[0] = '1';
		d->n = 1;
		d->point++;
	}
	while (d->n > 0 && d->digit[d->n - 1] == '0')
		d->n--;
}

static double decimal_value(const struct decimal *d)
{
	char text[40];
	double v;

	snprintf(text, sizeof text, "0.%.*se%d", d->n ? d->n : 1,
		 d->n ? d->digit : "0", d->point);
	v = strtod(text, NULL);
	return d->negative ? -v : v;
}

/* The digit worth 10^power: 0 is ones, -1 tenths. */
static char digit_at(const struct decimal *d, int power)
{
	int i = d->point - 1 - power;

	return i >= 0 && i < d->n ? d->digit[i] : '0';
}

static void check_digits(int digits)
{
	if (digits < 0 || digits > 9)
		BUG("%d decimals asked for", digits);
}

double round_decimal(double value, int digits)
{
	struct decimal d;

	check_digits(digits);
	if (!isfinite(value))
		return value;
	d = decimal_of(value);
	decimal_round(&d, digits);
	return decimal_value(&d);
}

int num_decimals(double value, int most)
{
	int digits = 0;

	while (digits < most && fabs(round_decimal(value, digits) - value) >
	       1e-9)
		digits++;
	return digits;
}

#define MINUS "\u2212"
#define DASH "\u2013"
#define INFINITE "\u221E"
#define POINT_MAX 18	/* beyond 10^18 the digits are no news */
#define UNIT_MAX 10	/* bytes of a currency or " %" */

enum sign_style { SIGN_MINUS, SIGN_BOTH };

/* prefix, sign, grouped digits, suffix. value is shifted by 10^shift. */
static char *write_number(char buf[NUM_TEXT_MAX], double value, int shift,
			  int digits, enum sign_style sign,
			  const char *prefix, const char *suffix)
{
	struct decimal d;
	const char *mark;
	char body[32];
	size_t n = 0;

	check_digits(digits);
	if (isnan(value)) {
		snprintf(buf, NUM_TEXT_MAX, DASH);
		return buf;
	}
	if (isinf(value)) {
		snprintf(buf, NUM_TEXT_MAX, "%s" INFINITE,
			 value < 0 ? MINUS : sign == SIGN_BOTH ? "+" : "");
		return buf;
	}
	d = decimal_of(value);
	d.point += shift;
	decimal_round(&d, digits);
	mark = !d.n ? "" : d.negative ? MINUS : sign == SIGN_BOTH ? "+" : "";
	if (d.n && d.point > POINT_MAX) {
		snprintf(buf, NUM_TEXT_MAX, "%s%s%c.%ce%d%s", prefix, mark,
			 d.digit[0], digit_at(&d, d.point - 2), d.point - 1,
			 suffix);
		return buf;
	}
	for (int p = d.n && d.point > 1 ? d.point - 1 : 0; p >= 0; p--) {
		body[n++] = digit_at(&d, p);
		if (p && p % 3 == 0)
			body[n++] = ',';
	}
	body[n] = '\0';
	n = (size_t)snprintf(buf, NUM_TEXT_MAX, "%s%s%s%s", prefix, mark,
			     body, digits ? "." : "");
	for (int p = -1; p >= -digits; p--)
		buf[n++] = digit_at(&d, p);
	snprintf(buf + n, NUM_TEXT_MAX - n, "%s", suffix);
	return buf;
}

char *num_text(char buf[NUM_TEXT_MAX], double value, int digits)
{
	return write_number(buf, value, 0, digits, SIGN_MINUS, "", "");
}

char *signed_text(char buf[NUM_TEXT_MAX], double value, int digits)
{
	return write_number(buf, value, 0, digits, SIGN_BOTH, "", "");
}

char *percent_text(char buf[NUM_TEXT_MAX], double fraction, int digits)
{
	return write_number(buf, fraction, 2, digits, SIGN_MINUS, "", " %");
}

char *signed_percent_text(char buf[NUM_TEXT_MAX], double fraction, int digits)
{
	return write_number(buf, fraction, 2, digits, SIGN_BOTH, "", " %");
}

char *money_text(char buf[NUM_TEXT_MAX], double amount, int digits,
		 const char *currency)
{
	char prefix[UNIT_MAX + 1] = "";

	if (currency && *currency) {
		size_t len = strlen(currency);

		if (len >= UNIT_MAX)
			BUG("'%s' is no currency", currency);
		snprintf(prefix, sizeof prefix, "%s ", currency);
	}
	return write_number(buf, amount, 0, digits, SIGN_MINUS, prefix, "");
}

char *num_exact(char buf[NUM_TEXT_MAX], double value)
{
	struct decimal d;
	size_t n = 0;

	buf[0] = '\0';
	if (isnan(value))
		return buf;
	if (isinf(value)) {
		snprintf(buf, NUM_TEXT_MAX, value < 0 ? "-inf" : "inf");
		return buf;
	}
	d = decimal_of(value);
	if (!d.n) {
		snprintf(buf, NUM_TEXT_MAX, "0");
		return buf;
	}
	if (d.negative)
		buf[n++] = '-';
	if (d.point < -4 || d.point > 16) {
		snprintf(buf + n, NUM_TEXT_MAX - n, "%c%s%.*se%+03d",
			 d.digit[0], d.n > 1 ? "." : "", d.n - 1, d.digit + 1,
			 d.point - 1);
		return buf;
	}
	for (int p = d.point > 1 ? d.point - 1 : 0; p >= 0; p--)
		buf[n++] = digit_at(&d, p);
	if (d.n > d.point)
		buf[n++] = '.';
	for (int p = -1; p >= d.point - d.n; p--)
		buf[n++] = digit_at(&d, p);
	buf[n] = '\0';
	return buf;
}

#define SCALED_DECIMALS 18

char *num_scaled(char buf[NUM_TEXT_MAX], int64_t value, int64_t scale)
{
	uint64_t size = value < 0 ? -(uint64_t)value : (uint64_t)value;
	uint64_t unit = (uint64_t)scale, rest;
	size_t n;

	if (scale <= 0)
		BUG("a scale of %lld", (long long)scale);
	buf[0] = '\0';
	if (value == NUM_NULL)
		return buf;
	n = (size_t)snprintf(buf, NUM_TEXT_MAX, "%s%llu",
			     value < 0 ? "-" : "",
			     (unsigned long long)(size / unit));
	rest = size % unit;
	if (rest)
		buf[n++] = '.';
	for (int i = 0; rest && i < SCALED_DECIMALS; i++) {
		unsigned __int128 ten = (unsigned __int128)rest * 10;

		buf[n++] = (char)('0' + (int)(ten / unit));
		rest = (uint64_t)(ten % unit);
	}
	buf[n] = '\0';
	return buf;
}
