/*
 * Did the action work? The verdicts of METRICS §12 in their order, with
 * numbers worked out by hand: 160 of 800 outputs were bad before, a quarter
 * less was promised, -5 points.
 */
#include "tests/unit/test.h"

#include "findings/effect.h"
#include "store/kind.h"

static const double eight[] = { 0.2, 0.2, 0.2, 0.2, 0.2, 0.2, 0.2, 0.2 };

static struct effect_data rate_after(double x, double n, size_t weeks)
{
	return (struct effect_data){
		.rate = true, .x0 = 160, .n0 = 800, .x1 = x, .n1 = n,
		.before = eight, .after = eight, .k0 = 8, .k1 = weeks,
		.direction = -1, .top = 1, .reduction = 0.25,
		.untouched = (double)NAN, .waited = (int)weeks
	};
}

static struct effect_result judged(struct effect_data d)
{
	struct effect_result r;

	effect_judge(&r, &d);
	return r;
}

#define check_verdict(data, want) \
	assert_int_equal(judged(data).verdict, (want))

TEST(half_of_it_gone_is_worked)
{
	struct effect_result r = judged(rate_after(30, 300, 4));

	assert_int_equal(r.verdict, EFFECT_WORKED);
	check_close(r.difference, -0.1, 1e-12);
	check_close(r.low, -0.1411357, 1e-7);
	check_close(r.high, -0.0528476, 1e-7);
	check_close(r.promised, -0.05, 1e-12);
	/* twice what was promised: half of the bad ones are gone */
	check_close(r.reduction, 0.5, 1e-12);
	assert_false(r.final);
}

TEST(more_of_it_than_before_made_it_worse)
{
	struct effect_result r = judged(rate_after(90, 300, 4));

	assert_int_equal(r.verdict, EFFECT_WORSE);
	check_close(r.reduction, -0.5, 1e-12);
}

/* +5 points, -0.4 to +10.8: holds 0, and the promised -5 is out of reach. */
TEST(what_holds_0_and_not_the_promise_is_less_than_promised)
{
	check_verdict(rate_after(75, 300, 4), EFFECT_LESS);
}

/* 0 points, -5.1 to +5.6: both are possible. */
TEST(what_holds_both_cannot_be_told_yet_and_says_what_is_missing)
{
	struct effect_result r = judged(rate_after(60, 300, 4));

	assert_int_equal(r.verdict, EFFECT_CANNOT_TELL);
	assert_string_equal(effect_name(r.verdict, r.final),
			    "cannot tell yet");
	/* 20 % and 15 % need 906 a side; 75 come in a week */
	assert_int_equal(r.more, 606);
	assert_int_equal(r.more_weeks, 9);
}

TEST(after_thirteen_weeks_it_is_closed_as_it_is)
{
	struct effect_data d = rate_after(60, 300, 4);

	d.waited = 13;
	assert_true(judged(d).final);
	assert_string_equal(effect_name(judged(d).verdict, true),
			    "cannot tell at this volume");
	d = rate_after(30, 300, 13);
	assert_true(judged(d).final);
	assert_string_equal(effect_name(judged(d).verdict, true), "worked");
}

TEST(fewer_than_four_weeks_on_a_side_say_nothing)
{
	struct effect_result r = judged(rate_after(0, 300, 3));
	struct effect_data d = rate_after(0, 300, 4);

	assert_int_equal(r.verdict, EFFECT_CANNOT_TELL);
	assert_int_equal(r.more_weeks, 1);
	check_close(r.difference, NAN, 0);
	d.k0 = 3;
	check_verdict(d, EFFECT_CANNOT_TELL);
}

/* -10 points here; elsewhere more than -5 is more than half of it. */
TEST(what_improved_everywhere_is_not_due_to_it)
{
	struct effect_data d = rate_after(30, 300, 4);

	d.untouched = -0.051;
	check_verdict(d, EFFECT_EVERYONE);
	d.untouched = -0.049;
	check_verdict(d, EFFECT_WORKED);
	d.untouched = 0.2;
	check_verdict(d, EFFECT_WORKED);
}

/* Of 80 % that should rise a quarter of the missing 20 % is promised. */
TEST(a_rate_that_should_rise_promises_a_share_of_the_rest)
{
	struct effect_data d = rate_after(270, 300, 4);
	struct effect_result r;

	d.x0 = 640;
	d.direction = 1;
	r = judged(d);
	check_close(r.promised, 0.05, 1e-12);
	check_close(r.reduction, 0.5, 1e-9);
	assert_int_equal(r.verdict, EFFECT_WORKED);
}

/* 12, then 9.5 minutes: -2.5, Welch -4.43 to -0.57; medians 12 and 9.5. */
TEST(minutes_are_compared_week_by_week)
{
	static const double a[] = { 10, 12, 11, 13, 12, 14, 11, 13 };
	static const double b[] = { 9, 10, 8, 11 };
	struct effect_data d = {
		.before = a, .after = b, .k0 = 8, .k1 = 4, .direction = -1,
		.top = (double)NAN, .reduction = 0.25,
		.untouched = (double)NAN, .waited = 4
	};
	struct effect_result r = judged(d);

	assert_int_equal(r.verdict, EFFECT_WORKED);
	check_close(r.before, 12, 1e-12);
	check_close(r.after, 9.5, 1e-12);
	check_close(r.median0, 12, 1e-12);
	check_close(r.median1, 9.5, 1e-12);
	check_close(r.low, -4.43009, 5e-5);
	check_close(r.promised, -3, 1e-12);
	check_close(r.reduction, 0.25 * 2.5 / 3, 1e-12);
	assert_int_equal(r.n0, FACT_NULL);
}

/* METRICS §12: whatever the numbers, the first that holds is said. */
TEST(verdicts_come_in_their_order)
{
	uint64_t seed = 12;

	for (int i = 0; i < 20000; i++) {
		struct effect_data d;
		struct effect_result r;
		double n;
		bool sure;

		seed = seed * 6364136223846793005u + 1442695040888963407u;
		n = (double)(20 + (seed >> 33) % 400);
		d = rate_after((double)((seed >> 42) % (uint64_t)n), n, 4);
		r = judged(d);
		sure = r.low > 0 || r.high < 0;
		assert_int_equal(sure, r.verdict == EFFECT_WORKED ||
				       r.verdict == EFFECT_WORSE);
		if (r.verdict == EFFECT_WORKED)
			assert_true(r.high < 0);
		if (r.verdict == EFFECT_WORSE)
			assert_true(r.low > 0);
		if (r.verdict == EFFECT_LESS)
			assert_true(r.promised < r.low);
		if (r.verdict == EFFECT_CANNOT_TELL)
			assert_true(r.low <= r.promised && r.high >= 0);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(half_of_it_gone_is_worked),
		cmocka_unit_test(more_of_it_than_before_made_it_worse),
		cmocka_unit_test(
			what_holds_0_and_not_the_promise_is_less_than_promised),
		cmocka_unit_test(
			what_holds_both_cannot_be_told_yet_and_says_what_is_missing),
		cmocka_unit_test(after_thirteen_weeks_it_is_closed_as_it_is),
		cmocka_unit_test(fewer_than_four_weeks_on_a_side_say_nothing),
		cmocka_unit_test(what_improved_everywhere_is_not_due_to_it),
		cmocka_unit_test(
			a_rate_that_should_rise_promises_a_share_of_the_rest),
		cmocka_unit_test(minutes_are_compared_week_by_week),
		cmocka_unit_test(verdicts_come_in_their_order),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
