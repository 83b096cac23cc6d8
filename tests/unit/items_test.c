/* Lead time of items and items per person-hour: R39, metrics/items.c. */
#include "tests/unit/story.h"

static struct config_step steps[] = {
	{ .id = "draft", .name = "Draft" }, { .id = "send", .name = "Send" },
};
static struct config_workflow documented[] = {
	{ .id = "blog", .name = "blog", .go_live = DAY_NONE, .steps = steps,
	  .n_steps = 2 },
};

static const struct figure *of(struct story *s, const char *metric)
{
	s->config.workflows = documented;
	s->config.n_workflows = COUNT(documented);
	story_compute(s, PERIOD_WEEK, "2026-11-02", "2026-11-08",
		      "2026-11-30");
	return story_figure(s, metric, "blog", "2026-11-04");
}

TEST(lead_time_runs_from_the_first_to_the_last_review_of_an_item)
{
	struct story s;

	story_begin(&s);
	story_reviews(&s, "log", ROWS(
		REVIEW("a", "2026-11-01 08:00", OUTCOME_LIGHT),
		REVIEW("a", "2026-11-03 20:00", OUTCOME_LIGHT,
		       .step = "send")));
	check_close(of(&s, "lead_median")->value, 60, 1e-12);
	assert_int_equal(of(&s, "lead_median")->n, 1);
	story_end(&s);
}

TEST(an_item_is_done_at_its_last_documented_step)
{
	struct story s;

	story_begin(&s);
	story_reviews(&s, "log", ROWS(
		REVIEW("a", "2026-11-02 08:00", OUTCOME_LIGHT),
		REVIEW("a", "2026-11-03 20:00", OUTCOME_LIGHT)));
	assert_true(isnan(of(&s, "lead_median")->value));
	assert_string_equal(of(&s, "lead_median")->note, "no item was done");
	assert_int_equal(of(&s, "productivity")->n, 0);
	story_end(&s);
}

TEST(a_date_without_an_hour_has_no_lead_time)
{
	struct story s;

	story_begin(&s);
	story_reviews(&s, "log", ROWS(
		REVIEW("a", "2026-11-02", OUTCOME_LIGHT),
		REVIEW("a", "2026-11-03 20:00", OUTCOME_LIGHT,
		       .step = "send"),
		/* one review and nothing else */
		REVIEW("b", "2026-11-03 20:00", OUTCOME_LIGHT,
		       .step = "send"),
		REVIEW("c", "2026-11-03 10:00", OUTCOME_LIGHT),
		REVIEW("c", "2026-11-03 20:00", OUTCOME_LIGHT,
		       .step = "send")));
	assert_int_equal(of(&s, "lead_p90")->n, 1);
	check_close(of(&s, "lead_p90")->value, 10, 1e-12);
	assert_string_equal(of(&s, "lead_median")->note,
			    "2 without two times left out");
	assert_int_equal(of(&s, "productivity")->n, 3);
	story_end(&s);
}

TEST(productivity_is_items_over_all_human_hours)
{
	struct story s;

	story_begin(&s);
	story_reviews(&s, "log", ROWS(
		REVIEW("a", "2026-11-02 08:00", OUTCOME_LIGHT,
		       MINUTES(10, 5, 45)),
		REVIEW("a", "2026-11-03 08:00", OUTCOME_LIGHT,
		       MINUTES(0, 0, 30), .step = "send"),
		REVIEW("b", "2026-11-03 08:00", OUTCOME_LIGHT,
		       MINUTES(0, 0, 30), .step = "send")));
	check_close(of(&s, "productivity")->value, 1, 1e-12);
	story_end(&s);
}

TEST(without_all_work_minutes_productivity_is_not_said)
{
	struct story s;

	story_begin(&s);
	story_reviews(&s, "log", ROWS(
		REVIEW("a", "2026-11-03 08:00", OUTCOME_LIGHT,
		       MINUTES(0, 0, 30), .step = "send"),
		REVIEW("b", "2026-11-03 08:00", OUTCOME_LIGHT,
		       MINUTES(5, 5, 0), .step = "send")));
	assert_true(isnan(of(&s, "productivity")->value));
	assert_string_equal(of(&s, "productivity")->note,
			    "not every first pass has work minutes");
	story_end(&s);
}

TEST(a_row_of_several_is_several_items_of_one_review)
{
	struct told_review rows[] = {
		REVIEW("a", "2026-11-03 20:00", OUTCOME_LIGHT,
		       MINUTES(0, 0, 30), .step = "send", .n = 3),
		REVIEW("a", "2026-11-04 20:00", OUTCOME_LIGHT,
		       MINUTES(0, 0, 30), .step = "send", .n = 2),
	};
	struct story s;

	story_begin(&s);
	story_weighted(&s, "log", rows, COUNT(rows));
	assert_int_equal(of(&s, "productivity")->n, 5);
	check_close(of(&s, "productivity")->value, 2, 1e-12);
	/* one review is no way: there is nothing to measure */
	assert_int_equal(of(&s, "lead_median")->n, 0);
	assert_string_equal(of(&s, "lead_median")->note,
			    "no done item has two times with an hour");
	story_end(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			lead_time_runs_from_the_first_to_the_last_review_of_an_item),
		cmocka_unit_test(an_item_is_done_at_its_last_documented_step),
		cmocka_unit_test(a_date_without_an_hour_has_no_lead_time),
		cmocka_unit_test(productivity_is_items_over_all_human_hours),
		cmocka_unit_test(
			without_all_work_minutes_productivity_is_not_said),
		cmocka_unit_test(
			a_row_of_several_is_several_items_of_one_review),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
