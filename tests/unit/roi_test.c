/*
 * The ROI of METRICS.md §15, by the pure function: 6.5 hours a week at 45,
 * 40 hours invested, tools 30 a week, 13 weeks.
 */
#include "tests/unit/test.h"

#include "metrics/roi.h"

static const struct roi_input golden = {
	.hours_week = 6.5, .rate = 45, .invest_hours = 40, .tools_week = 30,
	.weeks = 13, .recapture = 1, .discount = 0.10
};

static struct roi_result roi_of(struct roi_input in)
{
	struct roi_result out;

	roi_compute(&out, &in);
	return out;
}

TEST(roi_of_the_golden_example)
{
	struct roi_result r = roi_of(golden);

	check_close(r.benefit_week, 292.50, 1e-9);
	check_close(r.net_week, 262.50, 1e-9);
	check_close(r.payback, 6.857, 5e-4);
	check_close(r.roi * 100, 73.6301, 5e-5);
	check_close(r.npv, 1569.0758, 5e-5);
	assert_true(r.defined);
}

TEST(roi_of_the_golden_example_at_half_recapture)
{
	struct roi_input in = golden;
	struct roi_result r;

	in.recapture = 0.5;
	r = roi_of(in);
	check_close(r.roi * 100, -13.18, 5e-3);
	check_close(r.payback, 15.48, 5e-3);
}

TEST(roi_is_zero_at_its_break_even_rate_and_hours)
{
	struct roi_result r = roi_of(golden);
	struct roi_input rate = golden, hours = golden;

	check_close(r.break_even_rate, 390 / 44.5, 1e-9);
	check_close(r.break_even_hours, 2190 / 585.0, 1e-9);
	rate.rate = r.break_even_rate;
	check_close(roi_of(rate).roi, 0, 1e-12);
	hours.hours_week = r.break_even_hours;
	check_close(roi_of(hours).roi, 0, 1e-12);
}

TEST(roi_without_cost_is_not_defined)
{
	struct roi_input in = golden;
	struct roi_result r;

	in.invest_hours = in.tools_week = 0;
	r = roi_of(in);
	assert_false(r.defined);
	check_close(r.roi, NAN, 0);
	check_close(r.payback, 0, 0);
}

TEST(roi_of_hours_lost_is_never_paid_back)
{
	struct roi_input in = golden;
	struct roi_result r;

	in.hours_week = -2;
	r = roi_of(in);
	assert_true(r.roi < -1);
	assert_true(isinf(r.payback));
	check_close(r.break_even_rate, NAN, 0);
}

TEST(roi_without_discount_is_the_plain_sum)
{
	struct roi_input in = golden;

	in.discount = 0;
	check_close(roi_of(in).npv, 262.5 * 13 - 1800, 1e-9);
}

/* TEI: 20 % less benefit at 110 % of the cost; of a loss more loss. */
TEST(the_low_case_is_never_better_than_the_base)
{
	check_close(roi_low(1000, 500).benefit, 800, 1e-9);
	check_close(roi_low(1000, 500).cost, 550, 1e-9);
	check_close(roi_low(-1000, 500).benefit, -1200, 1e-9);
}

TEST(paid_back_is_the_week_from_which_the_sum_stays_above_zero)
{
	const struct roi_week week[] = {
		{ -5, 40 }, { 25, 0 }, { 25, 0 }, { 10, 20 }, { 10, 0 },
	};
	double to_go;

	check_close(roi_paid_back(week, 2, &to_go), NAN, 0);
	check_close(to_go, 20, 1e-9);
	check_close(roi_paid_back(week, 3, &to_go), 3, 0);
	check_close(to_go, 0, 0);
	/* the fourth week falls below zero again, the fifth is at it */
	check_close(roi_paid_back(week, 4, &to_go), NAN, 0);
	check_close(to_go, 5, 1e-9);
	check_close(roi_paid_back(week, 5, &to_go), 5, 0);
	check_close(roi_paid_back(week, 0, &to_go), NAN, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(roi_of_the_golden_example),
		cmocka_unit_test(roi_of_the_golden_example_at_half_recapture),
		cmocka_unit_test(
			roi_is_zero_at_its_break_even_rate_and_hours),
		cmocka_unit_test(roi_without_cost_is_not_defined),
		cmocka_unit_test(roi_of_hours_lost_is_never_paid_back),
		cmocka_unit_test(roi_without_discount_is_the_plain_sum),
		cmocka_unit_test(the_low_case_is_never_better_than_the_base),
		cmocka_unit_test(
	paid_back_is_the_week_from_which_the_sum_stays_above_zero),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
