/*
 * Control charts: the golden numbers of METRICS.md §15 and the rules of §1
 * and §2 about gaps, runs and what has no limits.
 */
#include "tests/unit/test.h"

#include "metrics/stats.h"

static const int64_t laney_n[] = { 50, 48, 52, 55, 47, 60, 44, 51, 49, 53,
				   50, 46 };
static const int64_t laney_x[] = { 6, 9, 4, 11, 5, 12, 3, 8, 10, 4, 7, 6 };

TEST(laney_chart_gives_the_golden_numbers)
{
	struct p_chart c = p_chart_fit(laney_x, laney_n, 12, 5);

	assert_true(c.usable);
	check_close(c.centre, 0.140496, 5e-7);
	check_close(c.sigma_z, 1.586997, 5e-7);
	check_close(laney_sigma_z(laney_x, laney_n, 12), 1.586997, 5e-7);
	check_close(p_chart_limits(&c, 50).high, 0.374470, 5e-7);
	check_close(p_chart_limits(&c, 48).high, 0.379295, 5e-7);
	check_close(p_chart_limits(&c, 52).high, 0.369927, 5e-7);
	check_close(p_chart_limits(&c, 50).low, 0, 0);
}

TEST(laney_limits_are_never_narrower_than_the_plain_ones)
{
	const int64_t x[] = { 10, 10, 10, 10 }, n[] = { 50, 50, 50, 50 };
	struct p_chart c = p_chart_fit(x, n, 4, 5);

	check_close(laney_sigma_z(x, n, 4), 0, 0);
	check_close(c.sigma_z, 1, 0);
	check_close(p_chart_limits(&c, 50).high,
		    0.2 + 3 * sqrt(0.2 * 0.8 / 50), 1e-12);
}

TEST(laney_chart_of_all_good_or_all_bad_has_no_limits)
{
	const int64_t none[] = { 0, 0, 0 }, n[] = { 20, 30, 40 };
	struct p_chart good = p_chart_fit(none, n, 3, 5);
	struct p_chart bad = p_chart_fit(n, n, 3, 5);

	assert_false(good.usable);
	assert_false(bad.usable);
	check_close(good.centre, 0, 0);
	check_close(p_chart_limits(&good, 20).high, NAN, 0);
}

/* "Points with n < 5 count in p̄, not in zᵢ, σ_z" (§16) */
TEST(tiny_weeks_count_in_the_centre_only)
{
	const int64_t x[] = { 6, 2, 9, 4, 11 }, n[] = { 50, 2, 48, 52, 55 };
	const int64_t x4[] = { 6, 9, 4, 11 }, n4[] = { 50, 48, 52, 55 };
	struct p_chart with = p_chart_fit(x, n, 5, 5);
	struct p_chart all = p_chart_fit(x, n, 5, 1);

	check_close(with.centre, 32 / 207.0, 1e-12);
	assert_true(all.sigma_z > with.sigma_z);
	check_close(with.sigma_z, p_chart_fit(x4, n4, 4, 5).sigma_z, 0.05);
}

/* A gap is no point and the moving range spans it. */
TEST(a_gap_changes_neither_chart)
{
	const int64_t x[] = { 6, 0, 9, 4 }, n[] = { 50, 0, 48, 52 };
	const int64_t x3[] = { 6, 9, 4 }, n3[] = { 50, 48, 52 };
	const double v[] = { 12, NAN, 15, 11 }, v3[] = { 12, 15, 11 };

	check_close(laney_sigma_z(x, n, 4), laney_sigma_z(x3, n3, 3), 0);
	check_close(xmr_fit(v, 4, true).moving_range,
		    xmr_fit(v3, 3, true).moving_range, 0);
}

TEST(xmr_chart_gives_the_golden_numbers)
{
	const double v[] = { 12, 15, 11, 14, 13, 18, 12, 16, 14, 13, 15, 12 };
	struct xmr_chart c = xmr_fit(v, 12, true);

	check_close(c.mean, 13.75, 1e-9);
	check_close(c.moving_range, 3.090909, 5e-7);
	check_close(c.limits.low, 5.528182, 5e-7);
	check_close(c.limits.high, 21.971818, 5e-7);
}

/* Moving ranges 1 1 1 89 90 1 1 1 1: their mean is 20.667, times 3.267 is
 * 67.5, so the two ranges of the outlier go and the others' mean is 1. */
TEST(xmr_screens_the_ranges_of_an_outlier_once)
{
	const double v[] = { 10, 11, 10, 11, 100, 10, 11, 10, 11, 10 };

	check_close(xmr_fit(v, 10, true).moving_range, 1, 1e-12);
	check_close(xmr_fit(v, 10, false).moving_range, 186 / 9.0, 1e-12);
	check_close(xmr_fit(v, 10, true).mean, 19.4, 1e-12);
}

TEST(xmr_of_one_value_has_no_limits)
{
	const double v[] = { 10 };

	check_close(xmr_fit(v, 1, true).mean, NAN, 0);
}

static void check_anhoej(size_t n, size_t run, size_t crossings)
{
	size_t max_run, min_crossings;

	anhoej_limits(n, &max_run, &min_crossings);
	if (max_run != run || min_crossings != crossings)
		fail_msg("n = %zu gives (%zu, %zu), wanted (%zu, %zu)", n,
			 max_run, min_crossings, run, crossings);
}

TEST(anhoej_table_is_as_published)
{
	check_anhoej(10, 6, 2);
	check_anhoej(12, 7, 3);
	check_anhoej(13, 7, 3);
	check_anhoej(16, 7, 4);
	check_anhoej(20, 7, 6);
	check_anhoej(24, 8, 8);
	check_anhoej(26, 8, 8);
	check_anhoej(30, 8, 10);
	check_anhoej(40, 8, 14);
	check_anhoej(52, 9, 20);
}

TEST(runs_leave_out_gaps_and_points_on_the_median)
{
	const double v[] = { 1, 1, 5, NAN, 1, 9, 9, 5, 9, 1 };
	size_t useful, longest, crossings;

	runs_about(v, 10, 5, &useful, &longest, &crossings);
	assert_int_equal(useful, 7);
	assert_int_equal(longest, 3);
	assert_int_equal(crossings, 2);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(laney_chart_gives_the_golden_numbers),
		cmocka_unit_test(
			laney_limits_are_never_narrower_than_the_plain_ones),
		cmocka_unit_test(
			laney_chart_of_all_good_or_all_bad_has_no_limits),
		cmocka_unit_test(tiny_weeks_count_in_the_centre_only),
		cmocka_unit_test(a_gap_changes_neither_chart),
		cmocka_unit_test(xmr_chart_gives_the_golden_numbers),
		cmocka_unit_test(xmr_screens_the_ranges_of_an_outlier_once),
		cmocka_unit_test(xmr_of_one_value_has_no_limits),
		cmocka_unit_test(anhoej_table_is_as_published),
		cmocka_unit_test(runs_leave_out_gaps_and_points_on_the_median),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
