/*
 * METRICS §10: what is a spike, a shift, worth watching, and what is not said
 * twice. Numbers are worked out by hand beside the cases.
 */
#include "tests/unit/test.h"

#include <math.h>

#include "metrics/anomaly.h"

static const struct anomaly_rule rule = {0.30, 0.05, 3.0, 30, 12, 8, 2.0, 0.20};

#define WEEKS_MAX 64
struct weeks {
	struct anomaly_point p[WEEKS_MAX];
	size_t n;
};

/* Twelve weeks 100 110 90 105 95 100 108 92 104 96 100 100: median 100,
 * absolute deviations 0 0 0 0 4 4 5 5 8 8 10 10, MAD 4.5. */
static const double twelve[12] = {100, 110, 90,	 105, 95,  100,
				  108, 92,  104, 96,  100, 100};

static struct anomaly_point *add(struct weeks *w, double value, double n)
{
	w->p[w->n] = (struct anomaly_point){value, n, false, false};
	return &w->p[w->n++];
}

/* The twelve weeks times `scale`, as counts. */
static struct weeks steady(double scale)
{
	struct weeks w = {.n = 0};

	for (size_t i = 0; i < 12; i++)
		add(&w, scale * twelve[i], scale * twelve[i]);
	return w;
}

static struct anomaly last(const struct weeks *w, enum anomaly_unit unit)
{
	return anomaly_of(&rule, unit, w->p, w->n - 1);
}

/* The twelve weeks and one more. */
static struct anomaly count_of(double x)
{
	struct weeks w = steady(1);

	add(&w, x, x);
	return last(&w, ANOMALY_COUNT);
}

TEST(median_mad_and_floor_are_those_of_the_twelve_weeks)
{
	struct anomaly a = count_of(60);

	assert_int_equal(a.state, ANOMALY_TESTED);
	assert_int_equal(a.history, 12);
	check_close(a.median, 100, 0);
	check_close(a.mad, 4.5, 0);
	/* 1.4826 * 4.5 = 6.67 is below the floor of a count, 10 */
	check_close(a.spread, 10, 1e-12);
	check_close(a.z, -4, 1e-12);
	check_close(a.change_before, -0.4, 1e-12);
	check_close(a.change_median, -0.4, 1e-12);
	check_close(anomaly_swing(&a, ANOMALY_COUNT), 0.066717, 1e-12);
}

TEST(a_spike_needs_size_and_significance)
{
	assert_true(count_of(60).spike);
	assert_int_equal(count_of(60).side, -1);
	/* exactly 30 % and exactly z 3 are both in */
	assert_true(count_of(70).spike);
	/* -29 %: neither; |z| of 2.9 is watched */
	assert_false(count_of(71).spike);
	assert_true(count_of(71).watch);
	/* +43 % mirrors -30 %: 142.8 is not it, 142.9 is */
	assert_false(count_of(142.8).spike);
	assert_true(count_of(142.8).watch);
	assert_true(count_of(142.9).spike);
	assert_false(count_of(110).watch);
}

TEST(the_week_before_counts_as_well_as_the_median)
{
	struct weeks w = steady(1);
	struct anomaly a;

	w.p[11].value = w.p[11].n = 200;
	add(&w, 131, 131);
	a = last(&w, ANOMALY_COUNT);
	/* +31 % over the median is no size, -34.5 % on the week before is */
	check_close(a.change_before, -0.345, 1e-12);
	assert_true(a.sized && a.spike);
	assert_int_equal(a.side, 1);
}

TEST(a_week_before_of_zero_a_gap_or_a_holiday_is_not_compared_with)
{
	struct weeks w = steady(1);

	add(&w, 60, 60);
	w.p[11].value = 0;
	assert_true(isnan(last(&w, ANOMALY_COUNT).before));
	assert_true(last(&w, ANOMALY_COUNT).spike);
	w.p[11].value = (double)NAN;
	assert_true(isnan(last(&w, ANOMALY_COUNT).before));
	w.p[11].value = 20;
	w.p[11].left_out = true;
	assert_true(isnan(last(&w, ANOMALY_COUNT).before));
	assert_int_equal(last(&w, ANOMALY_COUNT).history, 11);
}

TEST(the_floor_belongs_to_the_unit)
{
	struct weeks w = {.n = 0};

	for (int i = 0; i < 12; i++)
		add(&w, 100, (double)NAN);
	add(&w, 60, (double)NAN);
	check_close(last(&w, ANOMALY_COUNT).spread, 10, 1e-12);
	check_close(last(&w, ANOMALY_MONEY).spread, 1, 1e-12);
	check_close(last(&w, ANOMALY_MINUTES).spread, 5, 1e-12);
	check_close(last(&w, ANOMALY_SCORE).spread, 5, 1e-12);
}

/* n of this week makes the floor of a rate: √(0.2·0.8/100) = 0.04. */
TEST(a_rate_is_sized_in_points)
{
	struct weeks w = {.n = 0};
	struct anomaly a;

	for (int i = 0; i < 12; i++)
		add(&w, 0.20, 400);
	add(&w, 0.32, 100);
	a = last(&w, ANOMALY_RATE);
	check_close(a.spread, 0.04, 1e-12);
	check_close(a.z, 3, 1e-12);
	check_close(a.change_median, 0.12, 1e-12);
	assert_true(a.spike);
	w.p[12].value = 0.249;
	w.p[12].n = 4000;
	assert_false(last(&w, ANOMALY_RATE).spike);
	assert_true(last(&w, ANOMALY_RATE).watch);
	w.p[12].value = 0.25;
	assert_true(last(&w, ANOMALY_RATE).spike);
}

TEST(below_the_gate_nothing_is_tested)
{
	struct weeks w = steady(0.29), rate = {.n = 0};

	add(&w, 1, 1);
	assert_int_equal(last(&w, ANOMALY_COUNT).state, ANOMALY_FEW);
	assert_false(last(&w, ANOMALY_COUNT).spike);
	w = steady(0.30);
	add(&w, 1, 1);
	assert_true(last(&w, ANOMALY_COUNT).spike);

	for (int i = 0; i < 12; i++)
		add(&rate, 0.10, 100);
	add(&rate, 0.90, 49); /* 4.9 expected positives */
	assert_int_equal(last(&rate, ANOMALY_RATE).state, ANOMALY_FEW);
	rate.p[12].n = 50;
	assert_true(last(&rate, ANOMALY_RATE).spike);
}

TEST(minutes_are_gated_by_the_events_behind_them)
{
	struct weeks w = {.n = 0};

	for (int i = 0; i < 12; i++)
		add(&w, 10, 29);
	add(&w, 100, 500);
	assert_int_equal(last(&w, ANOMALY_MINUTES).state, ANOMALY_FEW);
	for (int i = 0; i < 12; i++)
		w.p[i].n = 30;
	assert_true(last(&w, ANOMALY_MINUTES).spike);
	w.p[0].n = (double)NAN; /* nobody counts them: no gate */
	assert_true(last(&w, ANOMALY_MINUTES).spike);
}

TEST(a_balance_that_turns_into_a_loss_has_size)
{
	struct weeks w = {.n = 0};

	for (int i = 0; i < 12; i++)
		add(&w, 10, 100);
	add(&w, -1, 100);
	assert_true(last(&w, ANOMALY_MINUTES).spike);
	check_close(last(&w, ANOMALY_MINUTES).change_median, -1.1, 1e-12);
}

TEST(fewer_than_eight_weeks_are_learning)
{
	struct weeks w = steady(1);

	for (int i = 0; i < 5; i++)
		w.p[i].left_out = true;
	add(&w, 30, 30);
	assert_int_equal(last(&w, ANOMALY_COUNT).history, 7);
	assert_int_equal(last(&w, ANOMALY_COUNT).state, ANOMALY_LEARNING);
	w.p[12].value = w.p[12].n = 29;
	assert_int_equal(last(&w, ANOMALY_COUNT).state, ANOMALY_FEW);
	w.p[0].left_out = false;
	assert_true(last(&w, ANOMALY_COUNT).spike);
}

TEST(a_holiday_and_a_gap_are_never_a_signal)
{
	struct weeks w = steady(1);

	add(&w, 1, 1)->left_out = true;
	assert_int_equal(last(&w, ANOMALY_COUNT).state, ANOMALY_LEFT_OUT);
	assert_false(last(&w, ANOMALY_COUNT).spike);
	add(&w, (double)NAN, 0);
	assert_int_equal(last(&w, ANOMALY_COUNT).state, ANOMALY_GAP);
}

TEST(a_restart_hides_the_weeks_before_it)
{
	struct weeks w = steady(1);

	w.p[5].restart = true;
	add(&w, 1, 1);
	assert_int_equal(last(&w, ANOMALY_COUNT).history, 7);
	w.p[12].restart = true;
	assert_int_equal(last(&w, ANOMALY_COUNT).history, 0);
	assert_true(isnan(last(&w, ANOMALY_COUNT).before));
}

/* 75 and 78 about a median of 100 are z -2.5 and -2.2; with 85 between them
 * the mean is 79.3, 20.7 % away. */
TEST(a_shift_is_two_of_three_weeks_and_a_mean)
{
	struct weeks w = steady(1);
	struct anomaly a;

	add(&w, 75, 75);
	add(&w, 85, 85);
	add(&w, 78, 78);
	a = last(&w, ANOMALY_COUNT);
	check_close(a.base_median, 100, 0);
	check_close(a.z3[0], -2.2, 1e-12);
	check_close(a.z3[2], -2.5, 1e-12);
	check_close(a.mean3, 79.3333333333, 1e-9);
	assert_true(a.shift);
	assert_int_equal(a.shift_side, -1);
	/* a mean of 80.33 is 19.7 % away */
	w.p[13].value = 88;
	assert_false(last(&w, ANOMALY_COUNT).shift);
	/* one of three */
	w.p[13].value = 85;
	w.p[12].value = 81;
	assert_false(last(&w, ANOMALY_COUNT).shift);
}

TEST(the_mean_of_a_rate_is_made_from_parts)
{
	struct weeks w = {.n = 0};

	for (int i = 0; i < 12; i++)
		add(&w, 0.20, 400);
	add(&w, 0.30, 300);
	add(&w, 0.10, 100);
	add(&w, 0.30, 400);
	/* 220 of 800 */
	check_close(last(&w, ANOMALY_RATE).mean3, 0.275, 1e-12);
	assert_true(last(&w, ANOMALY_RATE).shift);
}

/* ---- memory ---------------------------------------------------------------
 */

static void replay(struct anomaly_week out[WEEKS_MAX], const struct weeks *w)
{
	anomaly_replay(out, &rule, ANOMALY_COUNT, w->p, w->n);
}

TEST(a_lasting_fall_is_a_spike_then_a_new_level_then_known)
{
	struct weeks w = steady(1);
	struct anomaly_week out[WEEKS_MAX];

	for (int i = 0; i < 12; i++)
		add(&w, 60 + i % 3, 60 + i % 3);
	replay(out, &w);
	assert_int_equal(out[7].word, WORD_LEARNING);
	assert_int_equal(out[11].word, WORD_NORMAL);
	assert_int_equal(out[12].word, WORD_SPIKE);
	assert_int_equal(out[13].word, WORD_SHIFT);
	assert_int_equal(out[13].since, 12);
	for (size_t i = 14; i < w.n; i++) {
		assert_int_not_equal(out[i].word, WORD_SPIKE);
		assert_int_not_equal(out[i].word, WORD_SHIFT);
	}
	assert_int_equal(out[14].word, WORD_LEVEL);
	assert_int_equal(out[14].since, 12);
}

TEST(a_single_spike_is_over_the_week_after)
{
	struct weeks w = steady(1);
	struct anomaly_week out[WEEKS_MAX];

	add(&w, 160, 160);
	add(&w, 100, 100);
	add(&w, 160, 160);
	replay(out, &w);
	assert_int_equal(out[12].word, WORD_SPIKE);
	/* -37.5 % on the week before without significance: watched */
	assert_int_equal(out[13].word, WORD_WATCH);
	/* two of the last three weeks, mean +40 % */
	assert_int_equal(out[14].word, WORD_SHIFT);
	assert_int_equal(out[14].since, 12);
}

TEST(the_other_side_is_news)
{
	struct weeks w = steady(1);
	struct anomaly_week out[WEEKS_MAX];

	add(&w, 60, 60);
	add(&w, 160, 160);
	replay(out, &w);
	assert_int_equal(out[12].word, WORD_SPIKE);
	assert_int_equal(out[12].side, -1);
	assert_int_equal(out[13].word, WORD_SPIKE);
	assert_int_equal(out[13].side, 1);
}

TEST(a_confirmed_level_is_where_the_baseline_begins)
{
	struct weeks w = steady(1);
	struct anomaly_week out[WEEKS_MAX];

	for (int i = 0; i < 10; i++)
		add(&w, 60, 60);
	w.p[12].restart = true;
	replay(out, &w);
	for (size_t i = 12; i < 20; i++)
		assert_int_equal(out[i].word, WORD_LEARNING);
	assert_int_equal(out[20].word, WORD_NORMAL);
}

/* t of 0.37 · 11 = 4.07 weeks: 1 - 0.05/60 is 8.9, 0.95 is 2.76. */
TEST(among_many_series_a_signal_must_be_larger_to_be_sure)
{
	struct anomaly_week w = {.a = count_of(60), .word = WORD_SPIKE};

	assert_true(anomaly_is_sure(&w, 1));
	assert_false(anomaly_is_sure(&w, 60));
	w.a = count_of(5);
	assert_true(anomaly_is_sure(&w, 60));
	w.word = WORD_WATCH;
	assert_false(anomaly_is_sure(&w, 1));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			median_mad_and_floor_are_those_of_the_twelve_weeks),
		cmocka_unit_test(a_spike_needs_size_and_significance),
		cmocka_unit_test(the_week_before_counts_as_well_as_the_median),
		cmocka_unit_test(
			a_week_before_of_zero_a_gap_or_a_holiday_is_not_compared_with),
		cmocka_unit_test(the_floor_belongs_to_the_unit),
		cmocka_unit_test(a_rate_is_sized_in_points),
		cmocka_unit_test(below_the_gate_nothing_is_tested),
		cmocka_unit_test(minutes_are_gated_by_the_events_behind_them),
		cmocka_unit_test(a_balance_that_turns_into_a_loss_has_size),
		cmocka_unit_test(fewer_than_eight_weeks_are_learning),
		cmocka_unit_test(a_holiday_and_a_gap_are_never_a_signal),
		cmocka_unit_test(a_restart_hides_the_weeks_before_it),
		cmocka_unit_test(a_shift_is_two_of_three_weeks_and_a_mean),
		cmocka_unit_test(the_mean_of_a_rate_is_made_from_parts),
		cmocka_unit_test(
			a_lasting_fall_is_a_spike_then_a_new_level_then_known),
		cmocka_unit_test(a_single_spike_is_over_the_week_after),
		cmocka_unit_test(the_other_side_is_news),
		cmocka_unit_test(
			a_confirmed_level_is_where_the_baseline_begins),
		cmocka_unit_test(
			among_many_series_a_signal_must_be_larger_to_be_sure),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
