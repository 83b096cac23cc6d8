/*
 * Prompt versions, each against the one before it: METRICS.md §4 and §15.
 */
#include "tests/unit/story.h"

#include "metrics/stats.h"

#define MONDAY "2026-01-05"
#define BEFORE "2025-12-01"
#define LATER "2026-03-01"

static const struct figure *version_of(struct story *s, const char *version)
{
	const struct scope scope = { {
		[SCOPE_WORKFLOW] = "blog", [SCOPE_STEP] = "draft",
		[SCOPE_PROMPT_VERSION] = version
	} };

	return figures_find(&s->figures, metric_find("usable_change"), &scope,
			    period_of(PERIOD_WEEK, story_day(MONDAY), 1));
}

static void tell(struct story *s, const struct told_review *rows, size_t n)
{
	story_begin(s);
	story_weighted(s, "log", rows, n);
	story_compute(s, PERIOD_WEEK, MONDAY, MONDAY, LATER);
}

#define MADE(item_, at_, version_, outcome_, n_) \
	REVIEW(item_, at_, outcome_, .prompt_version = (version_), .n = (n_))

/* METRICS §15: 56/70 - 48/80 = 0.2000 (0.0524 to 0.3339) */
TEST(the_golden_difference_is_surely_better)
{
	struct story s;
	const struct figure *f;

	tell(&s, ROWS(MADE("a", BEFORE, "v1", OUTCOME_USABLE, 48),
		      MADE("b", BEFORE, "v1", OUTCOME_LIGHT, 32),
		      MADE("c", MONDAY, "v2", OUTCOME_USABLE, 56),
		      MADE("d", MONDAY, "v2", OUTCOME_REJECTED, 14)));
	f = version_of(&s, "v2");
	check_close(f->value, 0.2, 1e-12);
	check_close(f->low, 0.0524, 5e-5);
	check_close(f->high, 0.3339, 5e-5);
	assert_int_equal(f->n, 70);
	assert_int_equal(f->x, 56);
	assert_int_equal(f->verdict, VERDICT_YES);
	assert_string_equal(f->note, "v1: 48 of 80 usable in 13 weeks");
	assert_null(version_of(&s, "v1"));	/* not in the period */
	story_end(&s);
}

TEST(what_the_period_has_of_the_earlier_version_comes_before_the_13_weeks)
{
	struct story s;

	tell(&s, ROWS(MADE("a", BEFORE, "v1", OUTCOME_REJECTED, 80),
		      MADE("b", MONDAY, "v1", OUTCOME_USABLE, 10),
		      MADE("c", MONDAY, "v2", OUTCOME_USABLE, 10)));
	check_close(version_of(&s, "v2")->value, 0, 0);
	assert_string_equal(version_of(&s, "v2")->note,
			    "v1: 10 of 10 usable");
	assert_string_equal(version_of(&s, "v1")->note,
			    "the first version of its step");
	check_close(version_of(&s, "v1")->value, NAN, 0);
	story_end(&s);
}

/* 2025-10-13 is day 91 before Sunday, 2026-01-11; the day before is not. */
TEST(older_outputs_than_13_weeks_are_not_compared_with)
{
	struct story s;

	tell(&s, ROWS(MADE("a", "2025-10-13", "v1", OUTCOME_USABLE, 9),
		      MADE("c", MONDAY, "v2", OUTCOME_USABLE, 10)));
	check_close(version_of(&s, "v2")->value, 0, 0);
	story_end(&s);
	tell(&s, ROWS(MADE("a", "2025-10-12", "v1", OUTCOME_USABLE, 9),
		      MADE("c", MONDAY, "v2", OUTCOME_USABLE, 10)));
	check_close(version_of(&s, "v2")->value, NAN, 0);
	assert_string_equal(version_of(&s, "v2")->note,
			    "no known outcome of v1 in 13 weeks");
	story_end(&s);
}

/* v10 was used before v9: the order is that of first use, not of names. */
TEST(versions_follow_each_other_by_first_use)
{
	struct story s;

	tell(&s, ROWS(MADE("a", "2025-11-03", "v10", OUTCOME_USABLE, 4),
		      MADE("b", BEFORE, "v9", OUTCOME_LIGHT, 4),
		      MADE("c", MONDAY, "v10", OUTCOME_USABLE, 4),
		      MADE("d", MONDAY, "v2", OUTCOME_USABLE, 4)));
	assert_string_equal(version_of(&s, "v2")->note,
			    "v9: 0 of 4 usable in 13 weeks");
	assert_string_equal(version_of(&s, "v10")->note,
			    "the first version of its step");
	story_end(&s);
}

/* With so many more the interval leaves 0, with one less it does not. */
TEST(not_clear_says_how_many_more_outputs_it_needs)
{
	struct story s;
	const struct figure *f;
	double z = z_for(0.95), n;

	tell(&s, ROWS(MADE("a", BEFORE, "v1", OUTCOME_USABLE, 50),
		      MADE("b", BEFORE, "v1", OUTCOME_LIGHT, 50),
		      MADE("c", MONDAY, "v2", OUTCOME_USABLE, 14),
		      MADE("d", MONDAY, "v2", OUTCOME_LIGHT, 6)));
	f = version_of(&s, "v2");
	assert_int_equal(f->verdict, VERDICT_NOT_CLEAR);
	n = 20 + (double)f->needed;
	assert_true(newcombe(0.7 * n, n, 50, 100, z).low > 0);
	n--;
	assert_true(newcombe(0.7 * n, n, 50, 100, z).low <= 0);
	story_end(&s);
}

TEST(equal_shares_need_more_than_can_be_said)
{
	struct story s;

	tell(&s, ROWS(MADE("a", MONDAY, "v1", OUTCOME_USABLE, 5),
		      MADE("b", MONDAY, "v2", OUTCOME_USABLE, 5)));
	assert_int_equal(version_of(&s, "v2")->needed, STATS_MORE_CAP + 1);
	story_end(&s);
}

TEST(too_many_unknown_outcomes_leave_the_verdict_incomplete)
{
	struct story s;

	tell(&s, ROWS(MADE("a", BEFORE, "v1", OUTCOME_REJECTED, 80),
		      MADE("b", MONDAY, "v2", OUTCOME_USABLE, 78),
		      MADE("c", MONDAY, "v2", OUTCOME_UNKNOWN, 20)));
	assert_int_equal(version_of(&s, "v2")->verdict, VERDICT_INCOMPLETE);
	assert_int_equal(version_of(&s, "v2")->n, 78);
	story_end(&s);
}

TEST(outputs_without_a_version_are_no_version)
{
	struct story s;

	tell(&s, ROWS(REVIEW("a", MONDAY, OUTCOME_USABLE, .n = 20)));
	for (size_t i = 0; i < s.figures.n; i++)
		assert_string_not_equal(s.figures.item[i].metric->id,
					"usable_change");
	story_end(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_golden_difference_is_surely_better),
		cmocka_unit_test(
	what_the_period_has_of_the_earlier_version_comes_before_the_13_weeks),
		cmocka_unit_test(
			older_outputs_than_13_weeks_are_not_compared_with),
		cmocka_unit_test(versions_follow_each_other_by_first_use),
		cmocka_unit_test(
			not_clear_says_how_many_more_outputs_it_needs),
		cmocka_unit_test(equal_shares_need_more_than_can_be_said),
		cmocka_unit_test(
		too_many_unknown_outcomes_leave_the_verdict_incomplete),
		cmocka_unit_test(outputs_without_a_version_are_no_version),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
