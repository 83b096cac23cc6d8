/*
 * What checkpoints let through: gaps, late reviews, threshold leaks, altered
 * messages. METRICS.md §7, requirements R08, R12, R13 and R33, readings of
 * metrics/checkpoint.h.
 */
#include "tests/unit/story.h"

#include <math.h>

#define DAY "2026-10-07"

/* One and two without a checkpoint, three with: half of it is planned. */
static struct config_step steps[] = {
	{ .id = "one", .name = "One", .coverage = 1,
	  .accept = { .correction_max = FACT_NULL } },
	{ .id = "two", .name = "Two", .coverage = 1,
	  .accept = { 3.5, 10 * MS_PER_MINUTE, true } },
	{ .id = "three", .name = "Three", .checkpoint = true,
	  .coverage = 0.5, .accept = { .correction_max = FACT_NULL } },
	{ .id = "adapt", .name = "Adapt", .checkpoint = true, .coverage = 1,
	  .accept = { .correction_max = FACT_NULL } },
};
static struct config_workflow blog = {
	.id = "blog", .name = "Blog", .go_live = DAY_NONE, .steps = steps,
	.n_steps = COUNT(steps)
};

static void begin(struct story *s)
{
	story_begin(s);
	for (size_t i = 0; i < COUNT(steps); i++)
		steps[i].tool = steps[i].owner_role = "";
	s->config.workflows = &blog;
	s->config.n_workflows = 1;
}

/* The week from 5 to 11 October 2026. */
static void compute(struct story *s)
{
	story_compute(s, PERIOD_WEEK, "2026-10-05", "2026-10-11",
		      "2026-12-31");
}

static const struct figure *of(const struct story *s, const char *metric)
{
	return story_figure(s, metric, NULL, DAY);
}

static const struct figure *at(const struct story *s, const char *metric,
			       const char *step)
{
	const struct scope scope = { { [SCOPE_WORKFLOW] = "blog",
				       [SCOPE_STEP] = step } };

	return story_scope(s, metric, &scope, DAY);
}

static bool has_figure(const struct story *s, const char *metric,
		       const char *step)
{
	const struct scope scope = { { [SCOPE_WORKFLOW] = "blog",
				       [SCOPE_STEP] = step } };

	return figures_find(&s->figures, metric_find(metric), &scope,
			    period_of(PERIOD_WEEK, story_day(DAY), 1));
}

#define DEFECT(from, to, ...) \
	REVIEW(from "-" to, DAY, OUTCOME_LIGHT, .step = (to), \
	       .defect = "tone", .origin = (from), __VA_ARGS__)

/* ---- gaps -------------------------------------------------------------- */

TEST(a_defect_that_met_no_checkpoint_makes_its_origin_a_gap)
{
	struct story s;

	begin(&s);
	story_reviews(&s, "log", ROWS(
		DEFECT("one", "two", .correction = 6),
		DEFECT("one", "three", .correction = 12),
		DEFECT("two", "adapt", .correction = 30),
		DEFECT("three", "adapt", .correction = 30),
		DEFECT("one", "one", .correction = 30)));
	compute(&s);
	check_close(of(&s, "checkpoint_gaps")->value, 1, 0);
	check_close(at(&s, "gap_defects", "one")->value, 2, 0);
	check_close(at(&s, "gap_hours", "one")->value, 0.3, 1e-12);
	assert_string_equal(at(&s, "checkpoint_gaps", "one")->note,
			    "2 defects arose here and met no checkpoint");
	assert_false(has_figure(&s, "checkpoint_gaps", "two"));
	assert_false(has_figure(&s, "checkpoint_gaps", "three"));
	story_end(&s);
}

/* 4 of 10 reviewed where half was planned; 5 of 10 are as planned. */
TEST(a_checkpoint_reviewed_less_than_planned_is_a_gap)
{
	struct story s;

	begin(&s);
	story_weighted(&s, "log", ROWS(
		REVIEW("a", DAY, OUTCOME_USABLE, .step = "three", .n = 4),
		DEFECT("three", "adapt", .n = 2),
		DEFECT("one", "adapt", .n = 3, .correction = 10)));
	story_counts(&s, COUNTS({ DAY, 10, .step = "three" }));
	compute(&s);
	assert_string_equal(at(&s, "checkpoint_gaps", "three")->note,
			    "reviewed 4 of 10, planned 50 %");
	check_close(at(&s, "gap_defects", "three")->value, 5, 0);
	check_close(of(&s, "gap_hours")->value, 0.5, 1e-12);
	assert_int_equal(of(&s, "gap_hours")->n, 3);
	assert_string_equal(of(&s, "gap_hours")->note,
			    "2 of 5 defects without minutes left out");
	steps[2].coverage = 0.4;
	compute(&s);
	steps[2].coverage = 0.5;
	check_close(of(&s, "checkpoint_gaps")->value, 0, 0);
	check_close(of(&s, "gap_defects")->value, 0, 0);
	story_end(&s);
}

TEST(a_defect_that_passed_two_gaps_is_one_of_the_workflow)
{
	struct story s;

	begin(&s);
	story_weighted(&s, "log", ROWS(
		REVIEW("a", DAY, OUTCOME_USABLE, .step = "three", .n = 4),
		REVIEW("b", DAY, OUTCOME_USABLE, .step = "adapt", .n = 4),
		DEFECT("two", "published", .correction = 60)));
	story_counts(&s, COUNTS({ DAY, 10, .step = "three" },
				{ DAY, 10, .step = "adapt" }));
	compute(&s);
	check_close(of(&s, "checkpoint_gaps")->value, 2, 0);
	check_close(of(&s, "gap_defects")->value, 1, 0);
	check_close(of(&s, "gap_hours")->value, 1, 1e-12);
	check_close(at(&s, "gap_defects", "three")->value, 1, 0);
	check_close(at(&s, "gap_defects", "adapt")->value, 1, 0);
	story_end(&s);
}

TEST(without_counts_and_origins_gaps_are_not_measured)
{
	struct story s;

	begin(&s);
	story_reviews(&s, "log", ROWS(
		REVIEW("a", DAY, OUTCOME_USABLE, .step = "three")));
	compute(&s);
	assert_true(isnan(of(&s, "checkpoint_gaps")->value));
	assert_non_null(strstr(of(&s, "checkpoint_gaps")->note,
			       "not measured yet"));
	story_end(&s);
}

/* ---- late reviews -------------------------------------------------------- */

#define ONE(item, at_, ...) \
	REVIEW(item, DAY at_, OUTCOME_LIGHT, .step = "one", __VA_ARGS__)
#define TWO(item, at_, ...) \
	REVIEW(item, DAY at_, OUTCOME_LIGHT, .step = "two", __VA_ARGS__)

TEST(a_review_is_late_once_the_next_step_has_started)
{
	const struct figure *f;
	struct story s;

	begin(&s);
	story_reviews(&s, "log", ROWS(
		ONE("same time", " 10:00"),
		TWO("same time", " 15:00", .started = DAY " 10:00"),
		ONE("a minute late", " 10:01"),
		TWO("a minute late", " 15:00", .started = DAY " 10:00"),
		ONE("by its first review", " 10:01"),
		TWO("by its first review", " 10:00"),
		ONE("never went on", " 10:00"),
		REVIEW("skipped one", DAY " 10:00", OUTCOME_LIGHT,
		       .step = "one"),
		REVIEW("skipped one", DAY " 09:00", OUTCOME_LIGHT,
		       .step = "three")));
	compute(&s);
	f = at(&s, "late_reviews", "one");
	assert_int_equal(f->x, 2);
	assert_int_equal(f->n, 3);
	assert_true(f->low > 0.2 && f->high < 0.95);
	assert_int_equal(of(&s, "late_reviews")->n, 3);
	story_end(&s);
}

TEST(of_a_date_nobody_knows_the_hour)
{
	struct story s;

	begin(&s);
	story_reviews(&s, "log", ROWS(
		ONE("same day", ""),
		TWO("same day", " 15:00", .started = DAY " 00:01"),
		ONE("day after", ""),
		TWO("day after", " 15:00", .started = "2026-10-06 23:59"),
		ONE("start on that day", " 23:00"),
		TWO("start on that day", " 23:30", .started = DAY),
		ONE("start the day before", " 00:01"),
		TWO("start the day before", " 23:30",
		    .started = "2026-10-06")));
	compute(&s);
	assert_int_equal(at(&s, "late_reviews", "one")->x, 2);
	assert_int_equal(at(&s, "late_reviews", "one")->n, 4);
	story_end(&s);
}

/* 28 days after the first it is still the same output; later it is a redo,
 * which comes after the next step by its nature. */
TEST(only_the_first_output_at_a_step_is_judged)
{
	struct story s;

	begin(&s);
	story_reviews(&s, "log", ROWS(
		REVIEW("in time", "2026-09-09 09:00", OUTCOME_LIGHT,
		       .step = "one"),
		REVIEW("in time", "2026-09-10 09:00", OUTCOME_LIGHT,
		       .step = "two"),
		ONE("in time", " 09:00"),
		REVIEW("made again", "2026-09-08 09:00", OUTCOME_LIGHT,
		       .step = "one"),
		REVIEW("made again", "2026-09-10 09:00", OUTCOME_LIGHT,
		       .step = "two"),
		ONE("made again", " 09:00")));
	compute(&s);
	assert_int_equal(at(&s, "late_reviews", "one")->x, 1);
	assert_int_equal(at(&s, "late_reviews", "one")->n, 1);
	story_end(&s);
}

/* In time took 2, 4 and 0 (usable, blank): a mean of 2. */
TEST(extra_minutes_are_those_above_the_mean_in_time)
{
	const struct figure *f;
	struct story s;

	begin(&s);
	story_reviews(&s, "log", ROWS(
		ONE("a", " 09:00", .correction = 2), TWO("a", " 12:00"),
		ONE("b", " 09:00", .correction = 4), TWO("b", " 12:00"),
		REVIEW("c", DAY " 09:00", OUTCOME_USABLE, .step = "one"),
		TWO("c", " 12:00"),
		ONE("late", " 13:00", .correction = 9), TWO("late", " 12:00"),
		ONE("late and blank", " 13:00"),
		TWO("late and blank", " 12:00")));
	compute(&s);
	f = at(&s, "late_review_minutes", "one");
	check_close(f->value, 7, 1e-12);
	assert_int_equal(f->n, 1);
	assert_string_equal(f->note, "1 without minutes left out");
	story_end(&s);
}

TEST(two_in_time_are_too_few_to_compare_with)
{
	const struct figure *f;
	struct story s;

	begin(&s);
	story_reviews(&s, "log", ROWS(
		ONE("a", " 09:00", .correction = 2), TWO("a", " 12:00"),
		ONE("b", " 09:00", .correction = 4), TWO("b", " 12:00"),
		ONE("late", " 13:00", .correction = 9),
		TWO("late", " 12:00")));
	compute(&s);
	f = of(&s, "late_review_minutes");
	assert_true(isnan(f->value));
	assert_string_equal(f->note, "1 of 1 left out: fewer than 3 in time "
			    "at the step");
	story_end(&s);
}

TEST(rows_that_stand_for_several_are_not_followed)
{
	struct story s;

	begin(&s);
	story_weighted(&s, "log", ROWS(
		ONE("a", " 13:00", .n = 2), TWO("a", " 12:00", .n = 2)));
	compute(&s);
	assert_int_equal(of(&s, "late_reviews")->n, 0);
	assert_true(isnan(of(&s, "late_reviews")->value));
	assert_true(isnan(of(&s, "late_review_minutes")->value));
	story_end(&s);
}

/* ---- threshold leaks -------------------------------------------------------- */

/* Criteria of two: rating from 3.5, at most 10 minutes, no defect. */
TEST(what_passed_below_a_criterion_is_a_leak)
{
	const struct figure *f;
	struct story s;

	begin(&s);
	story_reviews(&s, "log", ROWS(
		TWO("as good as asked", " 09:00", .rating = 3.5,
		    .correction = 10),
		TWO("mean of two", " 09:00", .rating = 3),
		TWO("mean of two", " 10:00", .rating = 4),
		TWO("nothing measured", " 09:00"),
		TWO("rating", " 09:00", .rating = 3.499),
		TWO("minutes", " 09:00", .correction = 10.01),
		TWO("minutes of two reviews", " 09:00", .correction = 6),
		TWO("minutes of two reviews", " 10:00", .correction = 6),
		TWO("defect", " 09:00", .defect = "tone"),
		REVIEW("did not pass", DAY, OUTCOME_MAJOR, .step = "two",
		       .rating = 1),
		ONE("no criteria", " 09:00", .rating = 1)));
	compute(&s);
	f = at(&s, "threshold_leaks", "two");
	assert_int_equal(f->x, 4);
	assert_int_equal(f->n, 7);
	assert_true(f->low > 0 && f->high < 1);
	assert_int_equal(of(&s, "threshold_leaks")->n, 7);
	story_end(&s);
}

TEST(leaks_have_their_weight)
{
	struct story s;

	begin(&s);
	story_weighted(&s, "log", ROWS(
		TWO("a", "", .rating = 2, .n = 15),
		TWO("b", "", .rating = 4, .n = 85)));
	compute(&s);
	check_close(of(&s, "threshold_leaks")->low, 0.093060, 5e-7);
	check_close(of(&s, "threshold_leaks")->high, 0.232836, 5e-7);
	story_end(&s);
}

TEST(without_criteria_nothing_can_leak)
{
	struct config_accept none = { .correction_max = FACT_NULL };
	struct config_accept two = steps[1].accept;
	struct story s;

	begin(&s);
	steps[1].accept = none;
	story_reviews(&s, "log", ROWS(TWO("a", " 09:00", .rating = 1)));
	compute(&s);
	steps[1].accept = two;
	assert_true(isnan(of(&s, "threshold_leaks")->value));
	assert_non_null(strstr(of(&s, "threshold_leaks")->note,
			       "needs acceptance criteria"));
	story_end(&s);
}

/* ---- altered messages ----------------------------------------------------------- */

#define ALTERED(item, step_, ...) \
	REVIEW(item, DAY, OUTCOME_MAJOR, .step = (step_), \
	       .defect = "message_altered", __VA_ARGS__)

TEST(altered_messages_are_a_share_of_the_reviews_at_adaptation)
{
	const struct figure *f;
	struct story s;

	begin(&s);
	story_weighted(&s, "log", ROWS(
		REVIEW("fine", DAY, OUTCOME_USABLE, .step = "adapt", .n = 85),
		ALTERED("a", "adapt", .n = 14),
		ALTERED("b", "adaptation"),
		ALTERED("c", "two", .n = 3), ALTERED("d", "published")));
	compute(&s);
	f = of(&s, "message_altered");
	assert_int_equal(f->x, 15);
	assert_int_equal(f->n, 100);
	check_close(f->low, 0.093060, 5e-7);
	check_close(f->high, 0.232836, 5e-7);
	assert_int_equal(at(&s, "message_altered", "adapt")->n, 99);
	assert_false(has_figure(&s, "message_altered", "two"));
	check_close(of(&s, "altered_messages")->value, 19, 0);
	story_end(&s);
}

/* What is kept of them, one by one. */
TEST(cases_are_named_one_by_one_in_the_order_of_days)
{
	struct arena a = { 0 };
	struct case_list list = {
		.period = period_of(PERIOD_WEEK, story_day(DAY), 1),
		.max = 2, .arena = &a
	};
	struct metrics_request request = {
		.kind = PERIOD_WEEK, .from = story_day("2026-09-01"),
		.to = story_day("2026-10-11"),
		.as_of = story_day("2026-12-31"), .cases = &list
	};
	struct story s;
	struct err err;

	begin(&s);
	story_weighted(&s, "log", ROWS(
		ALTERED("b", "adapt", .origin = "two", .correction = 5),
		ALTERED("a", "published", .n = 3), ALTERED("c", "two"),
		REVIEW("week before", "2026-10-04", OUTCOME_MAJOR,
		       .step = "adapt", .defect = "message_altered"),
		TWO("below", "", .rating = 2, .correction = 11)));
	story_check(metrics_compute(&s.figures, s.store, &s.config, &request,
				    &err), &err);
	assert_int_equal(list.n, 3);
	assert_int_equal(list.total[CASE_ALTERED], 5);
	assert_string_equal(list.row[0].item, "b");
	assert_string_equal(list.row[0].why, "two");
	check_close(list.row[0].correction_min, 5, 1e-12);
	assert_string_equal(list.row[1].step, "published");
	assert_string_equal(list.row[1].why, "unknown");
	assert_int_equal(list.row[1].n, 3);
	assert_int_equal(list.row[2].kind, CASE_LEAK);
	assert_string_equal(list.row[2].why, "rating 2.00 below 3.50, 11.0 "
			    "correction minutes above 10.0");
	story_end(&s);
	arena_release(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
		a_defect_that_met_no_checkpoint_makes_its_origin_a_gap),
		cmocka_unit_test(
		a_checkpoint_reviewed_less_than_planned_is_a_gap),
		cmocka_unit_test(
		a_defect_that_passed_two_gaps_is_one_of_the_workflow),
		cmocka_unit_test(
		without_counts_and_origins_gaps_are_not_measured),
		cmocka_unit_test(
		a_review_is_late_once_the_next_step_has_started),
		cmocka_unit_test(of_a_date_nobody_knows_the_hour),
		cmocka_unit_test(only_the_first_output_at_a_step_is_judged),
		cmocka_unit_test(
		extra_minutes_are_those_above_the_mean_in_time),
		cmocka_unit_test(two_in_time_are_too_few_to_compare_with),
		cmocka_unit_test(
		rows_that_stand_for_several_are_not_followed),
		cmocka_unit_test(what_passed_below_a_criterion_is_a_leak),
		cmocka_unit_test(leaks_have_their_weight),
		cmocka_unit_test(without_criteria_nothing_can_leak),
		cmocka_unit_test(
		altered_messages_are_a_share_of_the_reviews_at_adaptation),
		cmocka_unit_test(
		cases_are_named_one_by_one_in_the_order_of_days),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
