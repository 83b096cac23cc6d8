/*
 * base/num.h - exact numbers and how they are written.
 *
 * Stored quantities are integers, so sums do not depend on order:
 *
 *	money      int64_t millionths of the workspace's currency
 *	measure    int64_t thousandths (conversions of 19,650.01 are real)
 *	duration   int64_t milliseconds
 *
 * NUM_NULL is "missing", which is different from 0. Doubles appear only in
 * statistics and at the last step of rendering. Numbers are never printed
 * through the locale: setlocale() is not called anywhere.
 *
 * Rounding is half away from zero on the decimal value: 0.145 at two digits
 * is 0.15. round_decimal() therefore looks at the shortest decimal that
 * reads back as the same double, not at its binary expansion.
 */
#ifndef TUNEUP_BASE_NUM_H
#define TUNEUP_BASE_NUM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"

#define NUM_NULL INT64_MIN

#define MONEY_SCALE 1000000	/* millionths */
#define MEASURE_SCALE 1000	/* thousandths */
#define MS_PER_MINUTE 60000
#define MS_PER_HOUR 3600000

/*
 * Read a plain decimal ("-12.345", no grouping, no exponent, '.' as mark)
 * as an integer in units of 1/scale. Digits beyond the scale are rounded
 * half away from zero. -1 when it is not a number or does not fit.
 */
int num_parse(int64_t *out, const char *s, size_t len, int64_t scale);

/* a*b/c in 128 bit, rounded half away from zero. c > 0. NUM_NULL when a or b
 * is. Aborts on overflow of the result: callers check magnitudes at the
 * door. */
int64_t num_muldiv(int64_t a, int64_t b, int64_t c);

/* a+b; -1 on overflow. NUM_NULL + x = x, NUM_NULL + NUM_NULL = NUM_NULL. */
int num_add(int64_t *sum, int64_t a, int64_t b);

/* value rounded half away from zero at `digits` decimals (0..9). */
double round_decimal(double value, int digits);
/* How many decimals, at most `most`, a value has but for 1e-9. */
int num_decimals(double value, int most);

/*
 * Text for people. All return buf. Thin groups of three with a comma, a real
 * minus sign U+2212, an en dash "–" for NAN. `digits` are decimals.
 *
 *	num_text     1,234.5         percent_text  12.3 %  (value 0.123)
 *	signed_text  +12.3  −4.0     money_text    EUR 1,234  or  EUR 12.30
 */
#define NUM_TEXT_MAX 48
char *num_text(char buf[NUM_TEXT_MAX], double value, int digits);
char *signed_text(char buf[NUM_TEXT_MAX], double value, int digits);
char *percent_text(char buf[NUM_TEXT_MAX], double fraction, int digits);
char *signed_percent_text(char buf[NUM_TEXT_MAX], double fraction, int digits);
char *money_text(char buf[NUM_TEXT_MAX], double amount, int digits,
		 const char *currency);

/* Text for machines: shortest decimal that reads back as the same double
 * ("%.17g" tried from 1 digit up), "" for NAN. '-' is ASCII. Written plainly
 * from 0.00001 to 10^16 (100000, not 1e+05), with an exponent beyond. */
char *num_exact(char buf[NUM_TEXT_MAX], double value);
/* An integer in units of 1/scale as an exact decimal: 19650010/1000 ->
 * "19650.01". Trailing zeros dropped; "" for NUM_NULL. */
char *num_scaled(char buf[NUM_TEXT_MAX], int64_t value, int64_t scale);

#endif
