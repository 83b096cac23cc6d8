/* Human hours of a campaign: METRICS.md §0, §16 and metrics/rollout.h. */
#include "tests/unit/story.h"

#include "metrics/stats.h"

static const struct figure *of(const struct story *s, const char *metric)
{
	return story_figure(s, metric, NULL, "2026-11-04");
}

static void compute_week(struct story *s, const char *as_of)
{
	story_compute(s, PERIOD_WEEK, "2026-11-02", "2026-11-08", as_of);
}

TEST(a_rollout_has_all_human_minutes_of_its_campaign)
{
	struct story s;

	story_begin(&s);
	story_reviews(&s, "log",
		      ROWS(REVIEW("a", "2026-10-12", OUTCOME_LIGHT,
				  MINUTES(10, 5, 45), .campaign = "Spring"),
			   REVIEW("b", "2026-11-03", OUTCOME_LIGHT,
				  MINUTES(30, 10, 80), .campaign = "Spring",
				  .step = "adapt"),
			   REVIEW("c", "2026-11-03", OUTCOME_LIGHT,
				  MINUTES(9, 9, 9))));
	compute_week(&s, "2026-11-30");
	check_close(of(&s, "rollout_median")->value, 3, 1e-12);
	check_close(of(&s, "rollouts")->value, 1, 0);
	assert_int_equal(of(&s, "rollout_median")->n, 1);
	story_end(&s);
}

TEST(it_is_closed_after_fourteen_quiet_days)
{
	struct story s;

	story_begin(&s);
	story_reviews(&s, "log",
		      ROWS(REVIEW("a", "2026-11-04", OUTCOME_LIGHT,
				  MINUTES(10, 5, 45), .campaign = "Spring")));
	compute_week(&s, "2026-11-17");
	check_close(of(&s, "rollouts")->value, 0, 0);
	assert_true(isnan(of(&s, "rollout_median")->value));
	assert_string_equal(of(&s, "rollout_median")->note, "no rollout was "
							    "closed; 1 not "
							    "closed yet");
	assert_true(of(&s, "rollouts")->immature);
	compute_week(&s, "2026-11-18");
	check_close(of(&s, "rollouts")->value, 1, 0);
	check_close(of(&s, "rollout_median")->value, 1, 1e-12);
	assert_true(of(&s, "rollouts")->immature);
	compute_week(&s, "2026-11-22");
	assert_false(of(&s, "rollouts")->immature);
	story_end(&s);
}

TEST(one_that_wakes_up_moves_to_its_new_last_day)
{
	struct story s;

	story_begin(&s);
	story_reviews(&s, "log",
		      ROWS(REVIEW("a", "2026-08-03", OUTCOME_LIGHT,
				  MINUTES(10, 5, 45), .campaign = "Spring"),
			   REVIEW("b", "2026-11-04", OUTCOME_LIGHT,
				  MINUTES(10, 5, 45), .campaign = "Spring")));
	compute_week(&s, "2026-11-30");
	check_close(of(&s, "rollout_median")->value, 2, 1e-12);
	story_end(&s);
}

TEST(missing_work_minutes_are_no_zero)
{
	struct story s;

	story_begin(&s);
	story_reviews(&s, "log",
		      ROWS(REVIEW("a", "2026-11-03", OUTCOME_LIGHT,
				  MINUTES(10, 5, 45), .campaign = "Spring"),
			   REVIEW("b", "2026-11-03", OUTCOME_LIGHT,
				  MINUTES(10, 5, 0), .campaign = "Spring"),
			   REVIEW("c", "2026-11-03", OUTCOME_LIGHT,
				  MINUTES(0, 0, 60), .campaign = "Autumn")));
	compute_week(&s, "2026-11-30");
	check_close(of(&s, "rollouts")->value, 2, 0);
	assert_int_equal(of(&s, "rollout_median")->n, 1);
	check_close(of(&s, "rollout_median")->value, 1, 1e-12);
	assert_string_equal(of(&s, "rollout_median")->note, "1 without all "
							    "work minutes left "
							    "out");
	story_end(&s);
}

TEST(a_later_pass_counts_with_all_its_minutes)
{
	struct story s;

	story_begin(&s);
	story_reviews(&s, "log",
		      ROWS(REVIEW("a", "2026-09-03", OUTCOME_MAJOR,
				  MINUTES(20, 10, 90), .campaign = "Spring"),
			   REVIEW("a", "2026-11-03", OUTCOME_USABLE,
				  MINUTES(5, 5, 50), .campaign = "Spring")));
	compute_week(&s, "2026-11-30");
	check_close(of(&s, "rollout_median")->value, 3, 1e-12);
	story_end(&s);
}

TEST(a_row_that_stands_for_several_has_their_minutes)
{
	struct story s;

	story_begin(&s);
	story_weighted(
		&s, "log",
		ROWS(REVIEW("a", "2026-11-03", OUTCOME_LIGHT, MINUTES(5, 5, 20),
			    .campaign = "Spring", .n = 4)));
	compute_week(&s, "2026-11-30");
	check_close(of(&s, "rollout_median")->value, 2, 1e-12);
	assert_int_equal(of(&s, "rollout_median")->n, 1);
	story_end(&s);
}

TEST(exactly_the_target_is_within_it)
{
	const struct figure *f;
	struct story s;

	story_begin(&s);
	story_reviews(&s, "log",
		      ROWS(REVIEW("a", "2026-11-03", OUTCOME_LIGHT,
				  MINUTES(0, 0, 180), .campaign = "three"),
			   REVIEW("b", "2026-11-03", OUTCOME_LIGHT,
				  MINUTES(0, 0, 181), .campaign = "more"),
			   REVIEW("c", "2026-11-03", OUTCOME_LIGHT,
				  MINUTES(0, 0, 420), .campaign = "most")));
	compute_week(&s, "2026-11-30");
	f = of(&s, "rollout_in_time");
	assert_int_equal(f->x, 1);
	assert_int_equal(f->n, 3);
	check_close(f->low, wilson(1, 3, z_for(0.95)).low, 1e-12);
	/* type 7 of 3, 3.0167 and 7 hours */
	check_close(of(&s, "rollout_p90")->value,
		    181.0 / 60 + 0.8 * (7 - 181.0 / 60), 1e-12);
	s.config.limits.rollout_target.high = 7;
	compute_week(&s, "2026-11-30");
	assert_int_equal(of(&s, "rollout_in_time")->x, 3);
	story_end(&s);
}

TEST(without_a_campaign_there_is_no_rollout)
{
	struct story s;

	story_begin(&s);
	story_reviews(&s, "log",
		      ROWS(REVIEW("a", "2026-11-03", OUTCOME_LIGHT,
				  MINUTES(5, 5, 20))));
	compute_week(&s, "2026-11-30");
	assert_true(isnan(of(&s, "rollouts")->value));
	assert_string_equal(of(&s, "rollouts")->note, "no reviewed output "
						      "names a campaign");
	story_end(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			a_rollout_has_all_human_minutes_of_its_campaign),
		cmocka_unit_test(it_is_closed_after_fourteen_quiet_days),
		cmocka_unit_test(one_that_wakes_up_moves_to_its_new_last_day),
		cmocka_unit_test(missing_work_minutes_are_no_zero),
		cmocka_unit_test(a_later_pass_counts_with_all_its_minutes),
		cmocka_unit_test(
			a_row_that_stands_for_several_has_their_minutes),
		cmocka_unit_test(exactly_the_target_is_within_it),
		cmocka_unit_test(without_a_campaign_there_is_no_rollout),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
