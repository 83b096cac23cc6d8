#include "tests/unit/test.h"

#include <float.h>

#include "base/num.h"

static void check_parse(const char *s, int64_t scale, int64_t want)
{
	int64_t got = 42;

	if (num_parse(&got, s, strlen(s), scale))
		fail_msg("'%s' was refused", s);
	if (got != want)
		fail_msg("'%s' is %lld, wanted %lld", s, (long long)got,
			 (long long)want);
}

static void check_no_number(const char *s, int64_t scale)
{
	int64_t got = 42;

	if (num_parse(&got, s, strlen(s), scale) != -1)
		fail_msg("'%s' was read as %lld", s, (long long)got);
	assert_int_equal(got, 42);
}

TEST(num_parse_is_exact)
{
	check_parse("0", MONEY_SCALE, 0);
	check_parse("-0", MONEY_SCALE, 0);
	check_parse("-12.345", MONEY_SCALE, -12345000);
	check_parse("19650.01", MEASURE_SCALE, 19650010);
	check_parse("0.1", MONEY_SCALE, 100000);
	check_parse(".5", MONEY_SCALE, 500000);
	check_parse("007", 1, 7);
	check_parse("1.5", MS_PER_MINUTE, 90000);
	check_parse("0.25", MS_PER_HOUR, 900000);
	check_parse("9223372036854775807", 1, INT64_MAX);
	check_parse("-9223372036854775807", 1, -INT64_MAX);
	check_parse("9223372036854.775807", MONEY_SCALE, INT64_MAX);
}

TEST(num_parse_rounds_half_away_from_zero)
{
	check_parse("0.5", 1, 1);
	check_parse("-0.5", 1, -1);
	check_parse("0.4999999999999999999999999999999", 1, 0);
	check_parse("2.5", 1, 3);
	check_parse("0.0000005", MONEY_SCALE, 1);
	check_parse("0.00000049999999999999999999999", MONEY_SCALE, 0);
	check_parse("-0.0000005", MONEY_SCALE, -1);
	check_parse("0.999999999999999999999999999", MONEY_SCALE, MONEY_SCALE);
	check_parse("0.123456789012345678901234567", MONEY_SCALE, 123457);
	/* a third of a minute has no end, but half a millisecond has */
	check_parse("0.00000833333", MS_PER_MINUTE, 0);
	check_parse("0.00000833334", MS_PER_MINUTE, 1);
}

TEST(num_parse_refuses_what_is_no_plain_decimal)
{
	check_no_number("", 1);
	check_no_number("-", 1);
	check_no_number(".", 1);
	check_no_number("-.", 1);
	check_no_number("5.", 1);
	check_no_number("+5", 1);
	check_no_number("--5", 1);
	check_no_number("1,234", 1);
	check_no_number("1 234", 1);
	check_no_number(" 1", 1);
	check_no_number("1e5", 1);
	check_no_number("1.2.3", 1);
	check_no_number("1.-2", 1);
	check_no_number("nan", 1);
	check_no_number("0x10", 1);
}

TEST(num_parse_refuses_what_does_not_fit)
{
	check_no_number("9223372036854775808", 1);
	check_no_number("-9223372036854775808", 1);
	check_no_number("9223372036854775807.5", 1);
	check_no_number("9223372036854.775808", MONEY_SCALE);
	check_no_number("99999999999999999999999999", 1);
	check_no_number("18446744073709551617", 1);
}

TEST(num_parse_stops_at_the_length_it_was_given)
{
	int64_t got;

	assert_int_equal(num_parse(&got, "12345", 3, 1), 0);
	assert_int_equal(got, 123);
}

TEST(num_muldiv_rounds_half_away_from_zero)
{
	assert_int_equal(num_muldiv(7, 1, 2), 4);
	assert_int_equal(num_muldiv(-7, 1, 2), -4);
	assert_int_equal(num_muldiv(1, 1, 3), 0);
	assert_int_equal(num_muldiv(2, 1, 3), 1);
	assert_int_equal(num_muldiv(0, 5, 3), 0);
	assert_int_equal(num_muldiv(INT64_MAX, INT64_MAX, INT64_MAX),
			 INT64_MAX);
	assert_int_equal(num_muldiv(-INT64_MAX, 1000000, 1000000),
			 -INT64_MAX);
	assert_int_equal(num_muldiv(NUM_NULL, 2, 3), NUM_NULL);
	/* 55 EUR an hour for 90 minutes */
	assert_int_equal(num_muldiv(55 * (int64_t)MONEY_SCALE,
				    90 * (int64_t)MS_PER_MINUTE, MS_PER_HOUR),
			 82500000);
}

static void muldiv_too_large(void *arg)
{
	(void)arg;
	num_muldiv(INT64_MAX, 2, 1);
}

TEST(num_muldiv_beyond_64_bit_is_a_bug)
{
	assert_true(WIFSIGNALED(status_of(muldiv_too_large, NULL)));
}

TEST(num_add_tells_missing_from_zero_and_sees_overflow)
{
	int64_t sum = 42;

	assert_int_equal(num_add(&sum, 2, 3), 0);
	assert_int_equal(sum, 5);
	assert_int_equal(num_add(&sum, NUM_NULL, 3), 0);
	assert_int_equal(sum, 3);
	assert_int_equal(num_add(&sum, 0, NUM_NULL), 0);
	assert_int_equal(sum, 0);
	assert_int_equal(num_add(&sum, NUM_NULL, NUM_NULL), 0);
	assert_int_equal(sum, NUM_NULL);
	assert_int_equal(num_add(&sum, INT64_MAX, 1), -1);
	assert_int_equal(num_add(&sum, -INT64_MAX, -1), -1);
	assert_int_equal(num_add(&sum, -INT64_MAX, -2), -1);
}

static void check_round(double value, int digits, double want)
{
	double got = round_decimal(value, digits);

	if (got != want)
		fail_msg("%.17g at %d is %.17g, wanted %.17g", value, digits,
			 got, want);
}

TEST(round_decimal_rounds_what_people_read)
{
	check_round(0.145, 2, 0.15);
	check_round(2.675, 2, 2.68);
	check_round(1.005, 2, 1.01);
	check_round(-0.5, 0, -1);
	check_round(0.5, 0, 1);
	check_round(1.5, 0, 2);
	check_round(2.5, 0, 3);
	check_round(0.49999999999999994, 0, 0);
	check_round(9.995, 2, 10);
	check_round(99.5, 0, 100);
	check_round(0.05, 1, 0.1);
	check_round(0.04, 1, 0);
	check_round(0.004, 1, 0);
	check_round(0.1 + 0.2, 9, 0.3);
	check_round(1234567.891, 1, 1234567.9);
	check_round(1e300, 2, 1e300);
	check_round(5e-324, 9, 0);
	check_round(0, 2, 0);
}

TEST(round_decimal_leaves_what_is_no_number)
{
	assert_true(isnan(round_decimal(NAN, 2)));
	assert_true(isinf(round_decimal(-INFINITY, 2)));
}

/* Rounding once more changes nothing; the step is at most half a unit. */
TEST(round_decimal_is_stable)
{
	uint64_t x = 88172645463325252u;

	for (int i = 0; i < 100000; i++) {
		int digits = i % 10;
		double value, rounded;

		x ^= x << 13;
		x ^= x >> 7;
		x ^= x << 17;
		value = ((double)(x >> 11) / 9007199254740992.0 - 0.5) *
			pow(10, i % 13);
		rounded = round_decimal(value, digits);
		assert_true(round_decimal(rounded, digits) == rounded);
		assert_true(fabs(rounded - value) <=
			    0.5000001 * pow(10, -digits) +
			    fabs(value) * DBL_EPSILON);
		assert_true(round_decimal(-value, digits) == -rounded);
	}
}

TEST(num_text_groups_and_uses_a_real_minus)
{
	char buf[NUM_TEXT_MAX];

	assert_string_equal(num_text(buf, 1234.5, 1), "1,234.5");
	assert_string_equal(num_text(buf, 0, 0), "0");
	assert_string_equal(num_text(buf, 0, 2), "0.00");
	assert_string_equal(num_text(buf, 999, 0), "999");
	assert_string_equal(num_text(buf, 1000, 0), "1,000");
	assert_string_equal(num_text(buf, 999999.5, 0), "1,000,000");
	assert_string_equal(num_text(buf, -1234567.891, 2),
			    "\u22121,234,567.89");
	assert_string_equal(num_text(buf, 0.05, 1), "0.1");
	assert_string_equal(num_text(buf, 0.001, 2), "0.00");
	assert_string_equal(num_text(buf, -0.001, 2), "0.00");
	assert_string_equal(num_text(buf, -0.0, 1), "0.0");
	assert_string_equal(num_text(buf, NAN, 1), "–");
	assert_string_equal(num_text(buf, 1.2345678901234568e17, 0),
			    "123,456,789,012,345,680");
	assert_string_equal(num_text(buf, 1e300, 2), "1.0e300");
	assert_string_equal(num_text(buf, 12, 9), "12.000000000");
}

TEST(signed_text_always_has_a_sign_unless_zero)
{
	char buf[NUM_TEXT_MAX];

	assert_string_equal(signed_text(buf, 12.34, 1), "+12.3");
	assert_string_equal(signed_text(buf, -4, 1), "\u22124.0");
	assert_string_equal(signed_text(buf, 0.04, 1), "0.0");
	assert_string_equal(signed_text(buf, NAN, 1), "–");
}

TEST(percent_text_shifts_the_decimal_not_the_double)
{
	char buf[NUM_TEXT_MAX];

	assert_string_equal(percent_text(buf, 0.123, 1), "12.3 %");
	assert_string_equal(percent_text(buf, 0.145, 0), "15 %");
	assert_string_equal(percent_text(buf, 0.285, 0), "29 %");
	assert_string_equal(percent_text(buf, 1, 0), "100 %");
	assert_string_equal(percent_text(buf, 12.5, 0), "1,250 %");
	assert_string_equal(percent_text(buf, 0, 1), "0.0 %");
	assert_string_equal(percent_text(buf, NAN, 1), "–");
	assert_string_equal(signed_percent_text(buf, 0.05, 1), "+5.0 %");
	assert_string_equal(signed_percent_text(buf, -0.05, 1),
			    "\u22125.0 %");
}

TEST(money_text_puts_the_currency_first)
{
	char buf[NUM_TEXT_MAX];

	assert_string_equal(money_text(buf, 1234.4, 0, "EUR"), "EUR 1,234");
	assert_string_equal(money_text(buf, 12.3, 2, "EUR"), "EUR 12.30");
	assert_string_equal(money_text(buf, -5, 2, "USD"),
			    "USD \u22125.00");
	assert_string_equal(money_text(buf, 5, 0, ""), "5");
	assert_string_equal(money_text(buf, NAN, 0, "EUR"), "–");
}

TEST(num_text_of_any_size_stays_in_its_buffer)
{
	static const double values[] = {
		-DBL_MAX, DBL_MAX, -999999999999999999.0, -123456789012345680.0,
		-DBL_MIN, 5e-324, -INFINITY, INFINITY, 1e17, -1e18, 1e19
	};

	for (size_t i = 0; i < COUNT(values); i++) {
		char buf[NUM_TEXT_MAX];

		assert_true(strlen(num_exact(buf, values[i])) > 0);
		assert_true(strlen(money_text(buf, values[i], 9,
					      "CURRENCY9")) > 0);
		assert_true(strlen(buf) < NUM_TEXT_MAX - 1);
		assert_true(strlen(signed_percent_text(buf, values[i], 9)) >
			    0);
	}
}

static void check_exact(double value, const char *want)
{
	char buf[NUM_TEXT_MAX];

	assert_string_equal(num_exact(buf, value), want);
}

TEST(num_exact_is_the_shortest_that_reads_back)
{
	check_exact(0, "0");
	check_exact(-0.0, "0");
	check_exact(0.1, "0.1");
	check_exact(0.1 + 0.2, "0.30000000000000004");
	check_exact(-12.5, "-12.5");
	check_exact(100000, "100000");
	check_exact(19650.01, "19650.01");
	check_exact(0.00001, "0.00001");
	check_exact(0.000001, "1e-06");
	check_exact(1e22, "1e+22");
	check_exact(-1.5e-10, "-1.5e-10");
	check_exact(9007199254740993.0, "9007199254740992");
	check_exact(5e-324, "5e-324");
	check_exact(DBL_MAX, "1.7976931348623157e+308");
	check_exact(NAN, "");
}

TEST(num_exact_reads_back_as_the_same_double)
{
	uint64_t x = 88172645463325252u;

	for (int i = 0; i < 200000; i++) {
		char buf[NUM_TEXT_MAX];
		double value;

		x ^= x << 13;
		x ^= x >> 7;
		x ^= x << 17;
		memcpy(&value, &x, sizeof value);
		if (i % 2)
			value = (double)(int64_t)(x >> 30) / 1000;
		if (!isfinite(value))
			continue;
		if (strtod(num_exact(buf, value), NULL) != value)
			fail_msg("%a became %s", value, buf);
	}
}

static void check_scaled(int64_t value, int64_t scale, const char *want)
{
	char buf[NUM_TEXT_MAX];
	int64_t back;

	assert_string_equal(num_scaled(buf, value, scale), want);
	if (value == NUM_NULL)
		return;
	assert_int_equal(num_parse(&back, buf, strlen(buf), scale), 0);
	assert_int_equal(back, value);
}

TEST(num_scaled_is_an_exact_decimal)
{
	check_scaled(19650010, MEASURE_SCALE, "19650.01");
	check_scaled(0, MONEY_SCALE, "0");
	check_scaled(1, MONEY_SCALE, "0.000001");
	check_scaled(-1, MONEY_SCALE, "-0.000001");
	check_scaled(5000000, MONEY_SCALE, "5");
	check_scaled(-12345000, MONEY_SCALE, "-12.345");
	check_scaled(INT64_MAX, MONEY_SCALE, "9223372036854.775807");
	check_scaled(-INT64_MAX, 1, "-9223372036854775807");
	check_scaled(1, INT64_C(1000000000000000000),
		     "0.000000000000000001");
	check_scaled(NUM_NULL, MONEY_SCALE, "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(num_parse_is_exact),
		cmocka_unit_test(num_parse_rounds_half_away_from_zero),
		cmocka_unit_test(num_parse_refuses_what_is_no_plain_decimal),
		cmocka_unit_test(num_parse_refuses_what_does_not_fit),
		cmocka_unit_test(num_parse_stops_at_the_length_it_was_given),
		cmocka_unit_test(num_muldiv_rounds_half_away_from_zero),
		cmocka_unit_test(num_muldiv_beyond_64_bit_is_a_bug),
		cmocka_unit_test(
			num_add_tells_missing_from_zero_and_sees_overflow),
		cmocka_unit_test(round_decimal_rounds_what_people_read),
		cmocka_unit_test(round_decimal_leaves_what_is_no_number),
		cmocka_unit_test(round_decimal_is_stable),
		cmocka_unit_test(num_text_groups_and_uses_a_real_minus),
		cmocka_unit_test(
			signed_text_always_has_a_sign_unless_zero),
		cmocka_unit_test(
			percent_text_shifts_the_decimal_not_the_double),
		cmocka_unit_test(money_text_puts_the_currency_first),
		cmocka_unit_test(num_text_of_any_size_stays_in_its_buffer),
		cmocka_unit_test(num_exact_is_the_shortest_that_reads_back),
		cmocka_unit_test(num_exact_reads_back_as_the_same_double),
		cmocka_unit_test(num_scaled_is_an_exact_decimal),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
