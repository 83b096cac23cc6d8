/*
 * The output consistency score: METRICS.md §3, §15 and §16.
 */
#include <math.h>

#include "tests/unit/story.h"

#include "metrics/moments.h"
#include "metrics/quality.h"
#include "metrics/stats.h"

#define MONDAY "2026-01-05"
#define LATER "2026-03-01"

static void check_mix(double usable, double light, double major,
		      double rejected, double want)
{
	const double q[] = { 1, 0.80, 0.35, 0 };
	const double n[] = { usable, light, major, rejected };

	check_close(consistency_score(q, n, 4), want, 0.005);
}

/* METRICS §15: outcome only, no pseudo-outputs */
TEST(golden_mixes_have_their_scores)
{
	check_mix(80, 15, 5, 0, 8.75);
	check_mix(70, 20, 8, 2, 7.99);
	check_mix(60, 25, 12, 3, 7.42);
	check_mix(50, 30, 15, 5, 6.84);
	check_mix(50, 0, 0, 50, 3.25);
	check_mix(0, 0, 0, 100, 1.00);
}

static const struct figure *score_of(struct story *s,
				     const struct told_review *rows, size_t n)
{
	story_weighted(s, "log", rows, n);
	story_compute(s, PERIOD_WEEK, MONDAY, MONDAY, LATER);
	return story_figure(s, "consistency", NULL, MONDAY);
}

/* The pool is the outputs themselves: mean and spread stay as they are, so
 * the score is that of κ = 0. */
static void check_score(int64_t usable, int64_t light, int64_t major,
			int64_t rejected, double want)
{
	struct story s;

	story_begin(&s);
	check_close(score_of(&s, ROWS(
		REVIEW("u", MONDAY, OUTCOME_USABLE, .n = usable),
		REVIEW("l", MONDAY, OUTCOME_LIGHT, .n = light),
		REVIEW("m", MONDAY, OUTCOME_MAJOR, .n = major),
		REVIEW("x", MONDAY, OUTCOME_REJECTED, .n = rejected)))->value,
		want, 0.005);
	story_end(&s);
}

TEST(a_scope_that_is_its_whole_pool_has_the_golden_score)
{
	check_score(70, 20, 8, 2, 7.99);
	check_score(60, 25, 12, 3, 7.42);
	check_score(50, 30, 15, 5, 6.84);
}

static void check_shown(int64_t n, bool shown, const char *says)
{
	struct story s;
	const struct figure *f;

	story_begin(&s);
	f = score_of(&s, ROWS(
		REVIEW("u", MONDAY, OUTCOME_USABLE, .n = n - 1),
		REVIEW("x", MONDAY, OUTCOME_REJECTED)));
	assert_int_equal(f->n, n);
	assert_int_equal(isfinite(f->value), shown);
	assert_int_equal(isfinite(f->low), shown);
	if (*says)
		check_says(f->note, says);
	else
		assert_string_equal(f->note, "");
	story_end(&s);
}

TEST(a_score_is_shown_from_10_and_provisional_below_20)
{
	check_shown(9, false, "no score below 10 outputs");
	check_shown(10, true, "provisional");
	check_shown(19, true, "provisional");
	check_shown(20, true, "");
}

TEST(equal_outputs_have_no_interval)
{
	struct story s;
	const struct figure *f;

	story_begin(&s);
	f = score_of(&s, ROWS(REVIEW("l", MONDAY, OUTCOME_LIGHT, .n = 30)));
	check_close(f->value, 8.2, 0);
	check_close(f->low, NAN, 0);
	assert_string_equal(f->note, "no variation seen");
	story_end(&s);
}

/* g = 9[(q - m) - ((q - m)² - s²)/(4s)] of half 1 and half 0: s = 1/2, the
 * second part is 0, so SE = 9·(1/2)/√44. */
TEST(the_interval_is_that_of_the_influence_values)
{
	struct story s;
	const struct figure *f;
	double half = 1.96 * 4.5 / sqrt(44);

	story_begin(&s);
	f = score_of(&s, ROWS(
		REVIEW("u", MONDAY, OUTCOME_USABLE, .n = 20),
		REVIEW("x", MONDAY, OUTCOME_REJECTED, .n = 20)));
	check_close(f->value, 3.25, 0);
	check_close(f->low, 3.25 - half, 1e-6);
	check_close(f->high, 3.25 + half, 1e-6);
	story_end(&s);
}

TEST(unknown_outcomes_are_left_out_and_counted)
{
	struct story s;
	const struct figure *f;

	story_begin(&s);
	f = score_of(&s, ROWS(
		REVIEW("u", MONDAY, OUTCOME_USABLE, .n = 20),
		REVIEW("q", MONDAY, OUTCOME_UNKNOWN, .n = 7)));
	assert_int_equal(f->n, 20);
	check_close(f->value, 10, 0);
	check_says(f->note, "7 unknown left out");
	story_end(&s);
}

static struct config_manual by_hand = { .duration = 20 * 60000,
					.from = INT32_MIN };
static struct config_workflow blog = {
	.id = "blog", .name = "Blog", .go_live = DAY_NONE,
	.manual = &by_hand, .n_manual = 1
};

/* light: (0.5·0.8 + 0.3·(1 - 5/20)) / 0.8; without minutes 0.8 */
TEST(effort_counts_where_it_is_known)
{
	struct story s;

	story_begin(&s);
	s.config.workflows = &blog;
	s.config.n_workflows = 1;
	check_close(score_of(&s, ROWS(REVIEW("l", MONDAY, OUTCOME_LIGHT,
					     .n = 30, .correction = 5)))
			    ->value, 1 + 9 * 0.625 / 0.8, 1e-6);
	story_end(&s);
	story_begin(&s);
	s.config.workflows = &blog;
	s.config.n_workflows = 1;
	check_close(score_of(&s, ROWS(REVIEW("l", MONDAY, OUTCOME_LIGHT,
					     .n = 30)))->value, 8.2, 0);
	story_end(&s);
}

static void check_rated(int64_t rated, int64_t all, bool counts)
{
	struct story s;
	double rest = (double)(all - rated);
	/* usable with 1 of 5 points: 0.5/0.7, the others 1 */
	const double q[] = { 0.5 / 0.7, 1 };
	const double n[] = { (double)rated, rest };

	story_begin(&s);
	check_close(score_of(&s, ROWS(
		REVIEW("r", MONDAY, OUTCOME_USABLE, .n = rated, .rating = 1,
		       .reviewer = "Ana"),
		REVIEW("u", MONDAY, OUTCOME_USABLE, .n = all - rated)))->value,
		counts ? consistency_score(q, n, 2) : 10, 1e-6);
	story_end(&s);
}

/* ">= 5 ratings and >= 30 % coverage" */
TEST(few_ratings_are_dropped_for_the_whole_cell)
{
	check_rated(4, 12, false);
	check_rated(5, 16, true);
	check_rated(5, 17, false);
	check_rated(30, 100, true);
	check_rated(29, 100, false);
}

/* Means 3 and 5, common mean 4: adjusted, all ratings are 4. */
TEST(raters_of_ten_outputs_lose_their_own_offset)
{
	struct story s;
	const struct figure *f;

	story_begin(&s);
	f = score_of(&s, ROWS(
		REVIEW("a", MONDAY, OUTCOME_USABLE, .n = 10, .rating = 3,
		       .reviewer = "Ana"),
		REVIEW("b", MONDAY, OUTCOME_USABLE, .n = 10, .rating = 5,
		       .reviewer = "Ben")));
	check_close(f->value, 1 + 9 * (0.5 + 0.2 * 0.75) / 0.7, 1e-6);
	assert_string_equal(f->note, "no variation seen");
	story_end(&s);
	story_begin(&s);
	f = score_of(&s, ROWS(
		REVIEW("a", MONDAY, OUTCOME_USABLE, .n = 20, .rating = 3,
		       .reviewer = "Ana")));
	check_close(f->value, 1 + 9 * (0.5 + 0.2 * 0.5) / 0.7, 1e-6);
	assert_string_equal(f->note, "no variation seen; one rater");
	story_end(&s);
}

/* Ten weeks before it was all rejected: that pulls 10 good outputs down. */
TEST(the_pool_is_the_13_weeks_to_the_end_of_the_period)
{
	struct story s;
	double inside, outside;

	story_begin(&s);
	inside = score_of(&s, ROWS(
		REVIEW("u", MONDAY, OUTCOME_USABLE, .n = 10),
		REVIEW("x", "2025-10-13", OUTCOME_REJECTED, .n = 10)))->value;
	story_end(&s);
	story_begin(&s);
	outside = score_of(&s, ROWS(
		REVIEW("u", MONDAY, OUTCOME_USABLE, .n = 10),
		REVIEW("x", "2025-10-12", OUTCOME_REJECTED, .n = 10)))->value;
	check_close(outside, 10, 0);
	assert_true(inside < 9);
	story_end(&s);
}

/* 0.6·0.8 + 0.4·(1 - 5/20), whatever the rating */
TEST(the_unrated_score_weighs_outcome_and_effort_alone)
{
	struct story s;

	story_begin(&s);
	s.config.workflows = &blog;
	s.config.n_workflows = 1;
	score_of(&s, ROWS(REVIEW("l", MONDAY, OUTCOME_LIGHT, .n = 30,
				 .correction = 5, .rating = 1,
				 .reviewer = "Ana")));
	check_close(story_figure(&s, "consistency_unrated", NULL, MONDAY)
			    ->value, 1 + 9 * (0.48 + 0.3), 1e-6);
	check_close(story_figure(&s, "consistency_unrated", "blog", MONDAY)
			    ->value, 1 + 9 * (0.48 + 0.3), 1e-6);
	story_end(&s);
}

/* Pools of 13 weeks hold weeks that are not asked for, and the same outputs
 * weigh the same in the pool of a week and of the days it is the end of. */
TEST(a_score_does_not_depend_on_which_other_weeks_are_asked_for)
{
	static const char *const from[] = { MONDAY, "2025-12-29",
					    "2025-09-01" };
	double value[3], low[3];

	for (size_t i = 0; i < 3; i++) {
		struct story s;
		const struct figure *f;

		story_begin(&s);
		story_weighted(&s, "log", ROWS(
			REVIEW("a", MONDAY, OUTCOME_LIGHT, .n = 12,
			       .rating = 2, .reviewer = "Ana"),
			REVIEW("b", MONDAY, OUTCOME_MAJOR, .n = 9,
			       .rating = 4, .reviewer = "Ben"),
			REVIEW("c", "2025-12-01", OUTCOME_USABLE, .n = 20,
			       .rating = 5, .reviewer = "Ben"),
			REVIEW("d", "2025-09-15", OUTCOME_REJECTED, .n = 40,
			       .rating = 1, .reviewer = "Ana")));
		story_compute(&s, PERIOD_WEEK, from[i], MONDAY, LATER);
		f = story_figure(&s, "consistency", NULL, MONDAY);
		value[i] = f->value;
		low[i] = f->low;
		story_end(&s);
	}
	check_close(value[1], value[0], 0);
	check_close(value[2], value[0], 0);
	check_close(low[2], low[0], 0);
}

TEST(a_longer_correction_never_raises_the_quality)
{
	const struct quality_weights w[] = { { 0.5, 0.3, 0.2 },
					     { 0, 1, 0 }, quality_unrated };

	for (int outcome = OUTCOME_USABLE; outcome <= OUTCOME_REJECTED;
	     outcome++) {
		double before[] = { 1, 1, 1 };

		for (int64_t ms = 0; ms < 50 * 60000; ms += 7919) {
			const struct output o = {
				.outcome = (enum outcome)outcome,
				.class = CLASS_REWORK, .correction = ms,
				.manual = 20 * 60000
			};

			for (size_t i = 0; i < COUNT(w); i++) {
				double q = quality_score(&w[i], quality_of(&o),
							 (double)NAN);

				assert_true(q <= before[i]);
				before[i] = q;
			}
		}
	}
}

TEST(a_usable_output_never_lowers_the_mean_outcome_quality)
{
	uint32_t draw = 1;

	for (int mix = 0; mix < 200; mix++) {
		struct spread s = { 0 };

		for (int i = 0; i < 40; i++) {
			double before = s.mean;

			draw = draw * 1664525 + 1013904223;
			spread_add(&s, quality_outcome[draw >> 30],
				   1 + draw % 7);
			if (draw >> 30 == QUALITY_USABLE && i > 0)
				assert_true(s.mean >= before);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(golden_mixes_have_their_scores),
		cmocka_unit_test(
			a_scope_that_is_its_whole_pool_has_the_golden_score),
		cmocka_unit_test(
			a_score_is_shown_from_10_and_provisional_below_20),
		cmocka_unit_test(equal_outputs_have_no_interval),
		cmocka_unit_test(the_interval_is_that_of_the_influence_values),
		cmocka_unit_test(unknown_outcomes_are_left_out_and_counted),
		cmocka_unit_test(effort_counts_where_it_is_known),
		cmocka_unit_test(few_ratings_are_dropped_for_the_whole_cell),
		cmocka_unit_test(raters_of_ten_outputs_lose_their_own_offset),
		cmocka_unit_test(
			the_pool_is_the_13_weeks_to_the_end_of_the_period),
		cmocka_unit_test(
			the_unrated_score_weighs_outcome_and_effort_alone),
		cmocka_unit_test(
		a_score_does_not_depend_on_which_other_weeks_are_asked_for),
		cmocka_unit_test(a_longer_correction_never_raises_the_quality),
		cmocka_unit_test(
			a_usable_output_never_lowers_the_mean_outcome_quality),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
