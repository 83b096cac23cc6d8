/*
 * The golden numbers of METRICS.md §15 that need no facts, to the digits the
 * page gives, and the laws the functions must keep for any input.
 */
#include "tests/unit/test.h"

#include "metrics/stats.h"

#define Z95 1.959963984540054

static void check_interval(struct interval got, double low, double high,
			   double eps)
{
	check_close(got.low, low, eps);
	check_close(got.high, high, eps);
}

TEST(z_is_the_normal_quantile)
{
	check_close(z_for(0.95), 1.959963984540054, 1e-14);
	check_close(z_for(0.80), 1.2815515655446004, 1e-14);
	check_close(z_for(0.90), 1.6448536269514722, 1e-14);
	check_close(z_for(0.999999999), 6.1094102, 1e-7);
	check_close(z_for(0.01), 0.012533469508069276, 1e-14);
}

/* Values of the usual printed table of Student's t. */
TEST(t_is_the_quantile_of_student)
{
	check_close(t_for(0.95, 1), 12.7062047361747, 1e-9);
	check_close(t_for(0.95, 2), 4.30265272974946, 1e-9);
	check_close(t_for(0.80, 3), 1.63774435369621, 1e-9);
	check_close(t_for(0.95, 4), 2.77644510519779, 1e-9);
	check_close(t_for(0.80, 12), 1.35621733402320, 1e-9);
	check_close(t_for(0.95, 30), 2.04227245630124, 1e-9);
	check_close(t_for(0.99, 10), 3.16927267261695, 1e-9);
	check_close(t_for(0.95, 1e6), Z95, 1e-5);
}

TEST(wilson_gives_the_golden_intervals)
{
	check_interval(wilson(0, 10, Z95), 0.000000, 0.277533, 5e-7);
	check_interval(wilson(1, 10, Z95), 0.017876, 0.404150, 5e-7);
	check_interval(wilson(3, 20, Z95), 0.052369, 0.360419, 5e-7);
	check_interval(wilson(15, 100, Z95), 0.093060, 0.232836, 5e-7);
	check_interval(wilson(18, 100, Z95), 0.117002, 0.266674, 5e-7);
	check_interval(wilson(27, 180, Z95), 0.105182, 0.209445, 5e-7);
	check_interval(wilson(41, 200, Z95), 0.154862, 0.266257, 5e-7);
	check_interval(wilson(10, 10, Z95), 0.722467, 1, 5e-7);
	check_interval(wilson(0, 1, Z95), 0, 0.793451, 5e-7);
}

TEST(wilson_of_none_and_of_all_ends_exactly_at_the_edge)
{
	for (double n = 1; n < 3000; n += 7) {
		assert_true(wilson(0, n, Z95).low == 0);
		assert_true(wilson(n, n, Z95).high == 1);
	}
}

TEST(wilson_mirrors_when_good_and_bad_are_swapped)
{
	for (int x = 0; x <= 40; x++) {
		struct interval a = wilson(x, 40, Z95);
		struct interval b = wilson(40 - x, 40, Z95);

		check_interval(a, 1 - b.high, 1 - b.low, 1e-12);
		assert_true(a.low <= x / 40.0 && x / 40.0 <= a.high);
	}
}

TEST(newcombe_gives_the_golden_differences)
{
	check_interval(newcombe(56, 70, 48, 80, Z95), 0.0524, 0.3339, 5e-5);
	check_interval(newcombe(36, 180, 18, 180, Z95), 0.0262, 0.1737, 5e-5);
}

TEST(newcombe_turns_round_with_its_samples)
{
	struct interval a = newcombe(9, 50, 4, 60, Z95);
	struct interval b = newcombe(4, 60, 9, 50, Z95);

	check_interval(a, -b.high, -b.low, 1e-12);
}

/* Fisher's lady: one cup of four against three of four; 16 + 1 of the 70
 * tables are as far or farther, the 16 counted half. */
TEST(fishers_exact_test_counts_its_own_table_half)
{
	check_close(fisher_mid_p(1, 4, 3, 4), 9.0 / 70, 1e-12);
	check_close(fisher_mid_p(3, 4, 1, 4), 9.0 / 70, 1e-12);
	/* no difference: half of all that can be */
	check_close(fisher_mid_p(2, 4, 2, 4), 0.5, 1e-12);
	check_close(fisher_mid_p(0, 10, 0, 20), 0.5, 1e-12);
	/* all ten on one side: one of the 184,756 ways to draw ten of 20 */
	check_close(fisher_mid_p(0, 10, 10, 10), 0.5 / 184756, 1e-15);
	/* whole numbers of any length, by Python's fractions */
	check_close(fisher_mid_p(63, 390, 48, 240), 0.1110135947106, 1e-10);
	check_close(fisher_mid_p(216, 1300, 160, 800), 0.0253638721135,
		    1e-10);
}

TEST(zero_bad_still_leaves_room_for_bad)
{
	check_close(zero_bad_upper(5, 0.95), 0.4507, 5e-5);
	check_close(zero_bad_upper(10, 0.95), 0.2589, 5e-5);
	check_close(zero_bad_upper(20, 0.95), 0.1391, 5e-5);
	check_close(zero_bad_upper(29, 0.95), 0.0981, 5e-5);
	check_close(zero_bad_upper(30, 0.95), 0.0950, 5e-5);
	check_close(zero_bad_upper(59, 0.95), 0.0495, 5e-5);
	check_close(zero_bad_upper(100, 0.95), 0.0295, 5e-5);
}

/* Against R's qbeta(0.95, x + 1, n - x). */
TEST(some_bad_in_n_have_an_exact_upper_bound)
{
	check_close(share_upper(2, 10, 0.95), 0.506901, 5e-7);
	check_close(share_upper(0.5, 10, 0.95), 0.330563, 5e-7);
	check_close(share_upper(0, 20, 0.95), zero_bad_upper(20, 0.95), 0);
	check_close(share_upper(10, 10, 0.95), 1, 0);
	check_close(share_upper(99, 100, 0.95), 0.999487, 5e-7);
}

/* As Donner and Zou write it: (p1 p0 -/+ root) / u0 (2 p0 - u0). */
/* Numbers from fractions and scipy's beta distribution. */
TEST(shares_that_differ_more_than_by_chance_have_a_size)
{
	const double x[] = { 12, 30, 22, 5, 40 }, n[] = { 100, 100, 100, 50,
							  200 };
	struct shares s = beta_binomial_fit(x, n, 5);

	check_close(s.mean, 0.19818181818181818, 1e-15);
	check_close(s.size, 41.66669913716787, 1e-10);
	check_close(shrunken_share(&s, 3, 10), 0.2178885506649344, 1e-14);
	check_interval(beta_interval(3 + s.size * s.mean,
				     7 + s.size * (1 - s.mean), 0.95),
		       0.11753291292492567, 0.33888953003871886, 1e-12);
}

TEST(shares_that_differ_by_chance_alone_are_all_the_mean)
{
	const double x[] = { 20, 21, 19 }, n[] = { 100, 100, 100 };
	const double one[] = { 1, 0, 1 }, each[] = { 1, 1, 1 };
	struct shares s = beta_binomial_fit(x, n, 3);

	assert_true(isinf(s.size));
	check_close(shrunken_share(&s, 90, 100), 0.2, 1e-15);
	assert_true(isinf(beta_binomial_fit(x, n, 1).size));
	/* of single events nothing can be said */
	assert_true(isinf(beta_binomial_fit(one, each, 3).size));
	assert_true(isnan(beta_binomial_fit(x, n, 0).mean));
}

TEST(shares_of_all_or_nothing_have_no_size)
{
	const double x[] = { 100, 0 }, n[] = { 100, 100 };
	struct shares s = beta_binomial_fit(x, n, 2);

	check_close(s.mean, 0.5, 0);
	check_close(s.size, 0, 0);
	check_close(shrunken_share(&s, 3, 10), 0.3, 0);
	check_interval(beta_interval(0, 5, 0.95), 0, 0, 0);
	check_interval(beta_interval(5, 0, 0.95), 1, 1, 0);
}

TEST(a_shrunken_share_lies_between_its_own_and_the_mean)
{
	uint64_t seed = 3;

	for (int i = 0; i < 2000; i++) {
		double x[8], n[8], own;
		struct shares s;

		for (int k = 0; k < 8; k++) {
			seed = seed * 6364136223846793005u + 1;
			n[k] = 1 + (double)(seed >> 40) / 40000;
			x[k] = n[k] * (double)(seed >> 33 & 1023) / 1023;
		}
		s = beta_binomial_fit(x, n, 8);
		own = x[0] / n[0];
		assert_true(s.size >= 0);
		assert_true((shrunken_share(&s, x[0], n[0]) - s.mean) *
			    (own - s.mean) >= -1e-15);
		assert_true(fabs(shrunken_share(&s, x[0], n[0]) - s.mean) <=
			    fabs(own - s.mean) + 1e-12);
	}
}

TEST(a_beta_of_large_counts_is_exact)
{
	check_interval(beta_interval(2, 3, 0.95), 0.06758599, 0.80587955,
		       5e-9);
	check_interval(beta_interval(250000.5, 749000, 0.95), 0.2494017,
		       0.2511005, 5e-8);
}

TEST(the_ratio_of_two_shares_has_the_limits_of_mover)
{
	struct interval a = { 0.6, 0.9 }, b = { 0.4, 0.6 };
	struct interval r = ratio_interval(0.8, a, 0.5, b);

	check_interval(r, 1.139620, 2.057535, 5e-7);
}

TEST(a_ratio_to_what_is_known_scales_the_interval)
{
	struct interval a = { 0.6, 0.9 }, b = { 0.5, 0.5 };

	check_interval(ratio_interval(0.8, a, 0.5, b), 1.2, 1.8, 1e-12);
}

TEST(a_ratio_to_what_may_be_0_has_no_upper_limit)
{
	struct interval a = { 0.1, 0.5 }, b = { 0, 0.6 };
	struct interval r = ratio_interval(0.3, a, 0.2, b);

	assert_true(r.low > 0 && r.low < 1.5);
	assert_true(isnan(r.high));
	r = ratio_interval(0, (struct interval){ 0, 0.3 }, 0.2, b);
	check_close(r.low, 0, 0);
}

/* "the score test's own size: 15 of 150 needs 46 more" (§1) */
TEST(fifteen_of_150_need_46_more_outputs)
{
	assert_int_equal(outputs_needed(15, 150, 0.15, Z95), 46);
}

TEST(outputs_needed_is_capped_and_has_no_answer_at_the_limit)
{
	assert_int_equal(outputs_needed(15, 100, 0.15, Z95),
			 STATS_MORE_CAP + 1);
	assert_int_equal(outputs_needed(150, 1000, 0.15, Z95),
			 STATS_MORE_CAP + 1);
	assert_int_equal(outputs_needed(151, 1000, 0.15, Z95),
			 STATS_MORE_CAP + 1);
	assert_int_equal(outputs_needed(90, 100, 0.15, Z95), 0);
}

TEST(outputs_per_side_for_80_percent_power)
{
	assert_int_equal(power_per_side(0.30, 0.15), 121);
	assert_int_equal(power_per_side(0.20, 0.10), 199);
	assert_int_equal(power_per_side(0.15, 0.10), 686);
	assert_int_equal(power_per_side(0.20, 0.15), 906);
	assert_int_equal(power_per_side(0.15, 0.12), 2036);
}

TEST(cohen_kappa_of_the_textbook_table)
{
	check_close(cohen_kappa(45, 15, 25, 15), 0.130435, 5e-7);
}

/* seen 0.6, chance 0.5 * 0.4 + 0.3 * 0.35 + 0.2 * 0.25 = 0.355 */
TEST(cohen_kappa_of_three_words)
{
	static const double count[] = { 30, 15, 5, 5, 15, 10, 5, 5, 10 };
	static const double alike[] = { 4, 0, 0, 0, 0, 0, 0, 0, 0 };

	check_close(cohen_kappa_table(count, 3), (0.55 - 0.355) / 0.645,
		    1e-12);
	assert_true(isnan(cohen_kappa_table(alike, 3)));
}

#define NA NAN

TEST(krippendorff_alpha_of_the_textbook_table)
{
	static const double a[] = { 1, 2, 3, 3, 2, 1, 4, 1, 2, NA, NA, NA };
	static const double b[] = { 1, 2, 3, 3, 2, 2, 4, 1, 2, 5, NA, 3 };
	static const double c[] = { NA, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, NA };
	static const double d[] = { 1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, NA };
	static const double *const table[] = { a, b, c, d };

	check_close(krippendorff_alpha(table, 4, 12, ALPHA_NOMINAL),
		    0.743421, 5e-7);
	check_close(krippendorff_alpha(table, 4, 12, ALPHA_ORDINAL),
		    0.815388, 5e-7);
	check_close(krippendorff_alpha(table, 4, 12, ALPHA_INTERVAL),
		    0.849107, 5e-7);
}

TEST(krippendorff_alpha_of_one_single_value_says_nothing)
{
	static const double a[] = { 3, 3, 3 };
	static const double *const table[] = { a, a };

	check_close(krippendorff_alpha(table, 2, 3, ALPHA_NOMINAL), NAN, 0);
}

/* Shares of usable, light, major and rejected in per cent. */
static void check_score(double usable, double light, double major,
			double rejected, double want)
{
	static const double quality[] = { 1, 0.8, 0.35, 0 };
	const double share[] = { usable, light, major, rejected };

	check_close(consistency_score(quality, share, 4), want, 0.005);
}

TEST(consistency_score_of_the_golden_mixes)
{
	check_score(80, 15, 5, 0, 8.75);
	check_score(70, 20, 8, 2, 7.99);
	check_score(60, 25, 12, 3, 7.42);
	check_score(50, 30, 15, 5, 6.84);
	check_score(50, 0, 0, 50, 3.25);
	check_score(0, 0, 0, 100, 1.00);
	check_score(0, 100, 0, 0, 8.2);
}

TEST(quantiles_are_type_seven)
{
	double even[] = { 4, 1, 3, 2 }, odd[] = { 9, 1, 5 };
	double ten[] = { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 };

	check_close(median_of(even, 4), 2.5, 0);
	check_close(median_of(odd, 3), 5, 0);
	check_close(quantile_of(ten, 10, 0.9), 9.1, 1e-12);
	check_close(quantile_of(ten, 10, 1), 10, 0);
	check_close(quantile_of(ten, 0, 0.5), NAN, 0);
}

/* Weights are copies: METRICS "Weights". */
TEST(a_weighted_quantile_is_that_of_the_list_written_out)
{
	for (int q = 0; q <= 20; q++) {
		double v[] = { 7, 1, 4, 30 };
		int64_t n[] = { 2, 3, 1, 2 };
		double all[] = { 1, 1, 1, 4, 7, 7, 30, 30 };

		check_close(weighted_quantile(v, n, 4, q / 20.0),
			    quantile_of(all, 8, q / 20.0), 1e-12);
	}
}

TEST(mean_and_its_interval_need_two_values)
{
	const double v[] = { 4, 6, 8, 10 };

	check_close(mean_of(v, 4), 7, 0);
	check_close(sd_of(v, 4), 2.581988897471611, 1e-12);
	check_interval(mean_interval(v, 4, 0.80), 7 - 1.63774435 * 1.29099445,
		       7 + 1.63774435 * 1.29099445, 1e-6);
	check_interval(mean_interval(v, 1, 0.80), NAN, NAN, 0);
	check_close(mean_of(v, 0), NAN, 0);
}

/* t at 97.5 % and 6.1788 degrees of freedom is 2.429850. */
TEST(welch_needs_no_equal_spreads)
{
	const double a[] = { 10, 12, 11, 13, 12, 14, 11, 13 };
	const double b[] = { 9, 10, 8, 11 }, same[] = { 5, 5 };

	check_interval(welch(a, 8, b, 4, 0.95), -4.4300900, -0.5699099, 5e-5);
	check_interval(welch(b, 4, a, 8, 0.95), 0.5699099, 4.4300900, 5e-5);
	check_interval(welch(same, 2, same, 2, 0.95), 0, 0, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			shares_that_differ_more_than_by_chance_have_a_size),
		cmocka_unit_test(
			shares_that_differ_by_chance_alone_are_all_the_mean),
		cmocka_unit_test(shares_of_all_or_nothing_have_no_size),
		cmocka_unit_test(
			a_shrunken_share_lies_between_its_own_and_the_mean),
		cmocka_unit_test(a_beta_of_large_counts_is_exact),
		cmocka_unit_test(z_is_the_normal_quantile),
		cmocka_unit_test(t_is_the_quantile_of_student),
		cmocka_unit_test(wilson_gives_the_golden_intervals),
		cmocka_unit_test(
			wilson_of_none_and_of_all_ends_exactly_at_the_edge),
		cmocka_unit_test(
			wilson_mirrors_when_good_and_bad_are_swapped),
		cmocka_unit_test(newcombe_gives_the_golden_differences),
		cmocka_unit_test(newcombe_turns_round_with_its_samples),
		cmocka_unit_test(fishers_exact_test_counts_its_own_table_half),
		cmocka_unit_test(zero_bad_still_leaves_room_for_bad),
		cmocka_unit_test(some_bad_in_n_have_an_exact_upper_bound),
		cmocka_unit_test(
			the_ratio_of_two_shares_has_the_limits_of_mover),
		cmocka_unit_test(
			a_ratio_to_what_is_known_scales_the_interval),
		cmocka_unit_test(a_ratio_to_what_may_be_0_has_no_upper_limit),
		cmocka_unit_test(fifteen_of_150_need_46_more_outputs),
		cmocka_unit_test(
			outputs_needed_is_capped_and_has_no_answer_at_the_limit),
		cmocka_unit_test(outputs_per_side_for_80_percent_power),
		cmocka_unit_test(cohen_kappa_of_the_textbook_table),
		cmocka_unit_test(cohen_kappa_of_three_words),
		cmocka_unit_test(krippendorff_alpha_of_the_textbook_table),
		cmocka_unit_test(
			krippendorff_alpha_of_one_single_value_says_nothing),
		cmocka_unit_test(consistency_score_of_the_golden_mixes),
		cmocka_unit_test(quantiles_are_type_seven),
		cmocka_unit_test(
			a_weighted_quantile_is_that_of_the_list_written_out),
		cmocka_unit_test(mean_and_its_interval_need_two_values),
		cmocka_unit_test(welch_needs_no_equal_spreads),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
