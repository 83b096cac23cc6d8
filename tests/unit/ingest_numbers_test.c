#include "tests/unit/test.h"

#include "base/num.h"
#include "ingest/numbers.h"

#define BAD INT64_MIN

static void check_number_at(const char *text, enum decimal_mark mark,
			    int64_t scale, int64_t want, int line)
{
	int64_t got = 0;

	if (number_read(&got, text, strlen(text), mark, scale))
		got = BAD;
	if (got != want) {
		print_error("%s: got %lld, wanted %lld\n", text,
			    (long long)got, (long long)want);
		_fail(__FILE__, line);
	}
}
#define check_point(text, want) \
	check_number_at((text), MARK_POINT, 1000, (want), __LINE__)
#define check_comma(text, want) \
	check_number_at((text), MARK_COMMA, 1000, (want), __LINE__)

TEST(numbers_with_a_decimal_point_are_read)
{
	check_point("0", 0);
	check_point("45131.04", 45131040);
	check_point("10,708", 10708000);
	check_point("1,606,880", 1606880000);
	check_point("19,650.01", 19650010);
	check_point("1,23,456.50", 123456500);
	check_point("1 234.5", 1234500);
	check_point("1\xC2\xA0" "234", 1234000);
	check_point("1\xE2\x80\xAF" "234", 1234000);
	check_point("1'234.5", 1234500);
	check_point("-12.5", -12500);
	check_point("\xE2\x88\x92" "12.5", -12500);
	check_point("+5", 5000);
	check_point("007", 7000);
	check_point("0.003835980000000000000000000000", 4);
}

TEST(numbers_with_a_decimal_comma_are_read)
{
	check_comma("2,5", 2500);
	check_comma("20,0", 20000);
	check_comma("2.000,0", 2000000);
	check_comma("1.234.567,89", 1234567890);
	check_comma("1 234,5", 1234500);
	check_comma("2.5", BAD);
}

TEST(percentages_are_fractions)
{
	check_point("12.5 %", 125);
	check_point("100%", 1000);
	check_comma("12,5 %", 125);
	check_point("12.50%", 125);
	check_point("0.50%", 5);
	check_point("3,300%", 33000);
	check_point("12.5\xC2\xA0%", 125);
	check_point("-2 %", -20);
	check_point("< 10%", BAD);
	check_point("> 90%", BAD);
	check_point("%", BAD);
}

TEST(what_is_no_number_is_bad)
{
	check_point("", BAD);
	check_point("abc", BAD);
	check_point("1,5", BAD);
	check_point("12,34", BAD);
	check_point("1e400", BAD);
	check_point("6.49E+17", BAD);
	check_point("NaN", BAD);
	check_point("inf", BAD);
	check_point("0x10", BAD);
	check_point("\xD9\xA1\xD9\xA2", BAD);
	check_point("99999999999999999999", BAD);
	check_point("1.2.3", BAD);
	check_point("5.", BAD);
	check_point("--5", BAD);
	check_number_at("1,234", MARK_UNDECIDED, 1000, BAD, __LINE__);
	check_number_at("1234", MARK_UNDECIDED, 1000, 1234000, __LINE__);
}

TEST(a_bound_is_told_from_a_number)
{
	static const char *const bounds[] = {
		"< 10%", "> 90%", "<10", "≥ 5", "<= 3.5", "≤ 5 %"
	};
	static const char *const others[] = { "10%", "<", "< x", "", "-5" };

	for (size_t i = 0; i < COUNT(bounds); i++)
		if (!number_is_bound(bounds[i], strlen(bounds[i])))
			fail_msg("%s is a bound", bounds[i]);
	for (size_t i = 0; i < COUNT(others); i++)
		if (number_is_bound(others[i], strlen(others[i])))
			fail_msg("%s is no bound", others[i]);
}

TEST(fractions_of_any_length_become_millionths_or_are_refused)
{
	check_number_at("0.003835980000000000000000000000", MARK_POINT,
			MONEY_SCALE, 3836, __LINE__);
	check_number_at("0.000000499999999999999999999999", MARK_POINT,
			MONEY_SCALE, 0, __LINE__);
	check_number_at("0.000000500000000000000000000", MARK_POINT,
			MONEY_SCALE, 1, __LINE__);
	check_number_at("999999999.999999", MARK_POINT, MONEY_SCALE,
			INT64_C(999999999999999), __LINE__);
	check_number_at("1000000000", MARK_POINT, MONEY_SCALE,
			NUMBER_MAX, __LINE__);
	check_number_at("1000000000.000001", MARK_POINT, MONEY_SCALE, BAD,
			__LINE__);
	check_number_at("9223372036854775807", MARK_POINT, 1, BAD, __LINE__);
	check_number_at("9223372036854775808", MARK_POINT, 1, BAD, __LINE__);
	check_number_at("-9223372036854775809", MARK_POINT, 1, BAD, __LINE__);
	check_number_at("9,223,372,036,854,775,807%", MARK_POINT, MONEY_SCALE,
			BAD, __LINE__);
}

static void check_currency(const char *text, const char *code,
			   const char *rest)
{
	size_t len = strlen(text);
	char got[CURRENCY_MAX];

	assert_false(number_currency(got, &text, &len));
	assert_string_equal(got, code);
	assert_int_equal(len, strlen(rest));
	assert_memory_equal(text, rest, len);
}

TEST(currencies_are_taken_off_amounts)
{
	check_currency("US$0.00", "USD", "0.00");
	check_currency("€1,622.60", "EUR", "1,622.60");
	check_currency("12,50 €", "EUR", "12,50");
	check_currency("EUR 5", "EUR", "5");
	check_currency("5 USD", "USD", "5");
	check_currency("$507 ", "$", "507");
	check_currency("12.5", "", "12.5");
	check_currency("-12.5", "", "-12.5");
	check_currency("12.50 usd", "USD", "12.50");
	check_currency("eur 5", "EUR", "5");
	check_currency("CHF 1'234.50", "CHF", "1'234.50");
	check_currency("¥1,234", "¥", "1,234");
	check_currency("1,234円", "JPY", "1,234");
	check_currency("$-5.00", "$", "-5.00");
	check_currency("12,50\xC2\xA0€", "EUR", "12,50");
	check_currency("", "", "");
	check_currency("-", "", "-");
}

static void check_minus(const char *text, const char *code, const char *rest)
{
	size_t len = strlen(text);
	char got[CURRENCY_MAX];

	assert_true(number_currency(got, &text, &len));
	assert_string_equal(got, code);
	assert_int_equal(len, strlen(rest));
	assert_memory_equal(text, rest, len);
}

TEST(a_minus_before_the_currency_is_not_lost)
{
	check_minus("-$5.00", "$", "5.00");
	check_minus("\xE2\x88\x92€5", "EUR", "5");
	check_minus("($5.00)", "$", "5.00");
	check_minus("(5.00)", "", "5.00");
	check_minus("-EUR 5", "EUR", "5");
}

static void check_code(const char *text, const char *want)
{
	char got[CURRENCY_MAX] = "bad";

	if (currency_read(got, text, strlen(text)))
		strcpy(got, "bad");
	if (strcmp(got, want))
		fail_msg("%s: got %s, wanted %s", text, got, want);
}

TEST(a_cell_says_its_currency_in_many_ways)
{
	check_code("EUR", "EUR");
	check_code("usd ", "USD");
	check_code("Euro - EUR", "EUR");
	check_code("Euro (EUR)", "EUR");
	check_code("EUR - Euro", "EUR");
	check_code("€", "EUR");
	check_code("US$", "USD");
	check_code("$", "$");
	check_code("US Dollar", "bad");
	check_code("EUR USD", "bad");
	check_code("12€", "bad");
	check_code("E1R", "bad");
	check_code("", "bad");
}

TEST(a_sign_of_several_currencies_fits_only_those)
{
	assert_true(currency_fits("EUR", "EUR"));
	assert_true(currency_fits("$", "USD"));
	assert_true(currency_fits("$", "CAD"));
	assert_true(currency_fits("¥", "JPY"));
	assert_true(currency_fits("kr", "SEK"));
	assert_false(currency_fits("$", "EUR"));
	assert_false(currency_fits("$", "AED"));
	assert_false(currency_fits("¥", "USD"));
	assert_false(currency_fits("USD", "CAD"));
}

static void check_duration(const char *text, int64_t unit, int64_t want)
{
	int64_t got = 0;

	if (duration_read(&got, text, strlen(text), MARK_POINT, unit))
		got = BAD;
	if (got != want)
		fail_msg("%s: got %lld, wanted %lld", text, (long long)got,
			 (long long)want);
}

TEST(durations_are_read_in_all_their_forms)
{
	check_duration("00:30:00", MS_PER_MINUTE, 30 * MS_PER_MINUTE);
	check_duration("1:30:00", MS_PER_MINUTE, 90 * MS_PER_MINUTE);
	check_duration("26:15:00", MS_PER_MINUTE, 1575 * MS_PER_MINUTE);
	check_duration("1:30", MS_PER_MINUTE, 90 * MS_PER_MINUTE);
	check_duration("00:00:06.5", MS_PER_MINUTE, 6500);
	check_duration("12.5", MS_PER_MINUTE, 750000);
	check_duration("1.33", MS_PER_HOUR, 4788000);
	check_duration("1h 5m", MS_PER_MINUTE, 65 * MS_PER_MINUTE);
	check_duration("1 h 15 m", MS_PER_MINUTE, 75 * MS_PER_MINUTE);
	check_duration("90 min", MS_PER_HOUR, 90 * MS_PER_MINUTE);
	check_duration("1\xC2\xA0h\xC2\xA0" "15\xE2\x80\xAFmin", 1,
		       75 * MS_PER_MINUTE);
	check_duration("1 Std. 5 Min.", 1, 65 * MS_PER_MINUTE);
	check_duration("1500 ms", MS_PER_MINUTE, 1500);
	check_duration("5400000", 1, 90 * MS_PER_MINUTE);
	check_duration("5400", 1000, 90 * MS_PER_MINUTE);
	check_duration("100:00:00", 1, 100 * MS_PER_HOUR);
	check_duration("2d", MS_PER_HOUR, BAD);
	check_duration("1d 4h", MS_PER_HOUR, BAD);
	check_duration("1h -5m", MS_PER_HOUR, BAD);
	check_duration("1:75:00", MS_PER_MINUTE, BAD);
	check_duration("1:5", MS_PER_MINUTE, BAD);
	check_duration(":30", MS_PER_MINUTE, BAD);
	check_duration("1h x", MS_PER_MINUTE, BAD);
	check_duration("h", MS_PER_MINUTE, BAD);
}

static struct number_evidence evidence_of(const char *cell)
{
	struct number_evidence e = { 0 };

	number_evidence_add(&e, cell, strlen(cell), 7);
	return e;
}

TEST(evidence_says_which_mark_a_cell_proves)
{
	assert_int_equal(evidence_of("1,234.5").point_line, 7);
	assert_int_equal(evidence_of("1.234,5").comma_line, 7);
	assert_int_equal(evidence_of("12.5").point_line, 7);
	assert_int_equal(evidence_of("12,50 €").comma_line, 7);
	assert_int_equal(evidence_of("1,234,567").point_line, 7);
	assert_int_equal(evidence_of("1.234.567").comma_line, 7);
	assert_int_equal(evidence_of("0,123").comma_line, 7);
	assert_int_equal(evidence_of("1234,567").comma_line, 7);
	assert_int_equal(evidence_of("1.72%").point_line, 7);
	assert_int_equal(evidence_of("1,234").open_line, 7);
	assert_int_equal(evidence_of("3.000").open_line, 7);
	assert_true(evidence_of("3.000").open_is_point);
	assert_false(evidence_of("3,000").open_is_point);
	assert_int_equal(evidence_of("1234").n, 1);
	assert_int_equal(evidence_of("v1.2 beta").n, 0);
	assert_int_equal(evidence_of("0..0").comma_line, 0);
	assert_int_equal(evidence_of("1.2.3").comma_line, 0);
	assert_int_equal(evidence_of("192.168.0.1").comma_line, 0);
	assert_int_equal(evidence_of("12,34,567.5").point_line, 7);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(numbers_with_a_decimal_point_are_read),
		cmocka_unit_test(numbers_with_a_decimal_comma_are_read),
		cmocka_unit_test(percentages_are_fractions),
		cmocka_unit_test(what_is_no_number_is_bad),
		cmocka_unit_test(a_bound_is_told_from_a_number),
		cmocka_unit_test(
			fractions_of_any_length_become_millionths_or_are_refused),
		cmocka_unit_test(a_minus_before_the_currency_is_not_lost),
		cmocka_unit_test(a_cell_says_its_currency_in_many_ways),
		cmocka_unit_test(a_sign_of_several_currencies_fits_only_those),
		cmocka_unit_test(currencies_are_taken_off_amounts),
		cmocka_unit_test(durations_are_read_in_all_their_forms),
		cmocka_unit_test(evidence_says_which_mark_a_cell_proves),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
