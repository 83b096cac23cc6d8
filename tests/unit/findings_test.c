/*
 * What the figures allow to be said. The sentences are compared whole: they
 * are what people read, and each number in them stands in the story.
 */
#include "tests/unit/findings_help.h"

/* ---- headline ----------------------------------------------------------- */

TEST(an_empty_store_still_has_a_headline)
{
	struct told t;

	begin(&t, 0);
	build(&t, PERIOD_WEEK, AS_OF);
	check_said(&t, "headline", "", "No reviewed outputs yet",
		   "Numbers appear with the first review: import the export "
		   "that lists reviews and correction minutes.");
	assert_null(said(&t, "no-hours"));
	end(&t);
}

TEST(a_week_without_reviews_is_called_a_gap)
{
	struct told t;

	begin(&t, 0);
	tell(&t, "log", "blog", BEFORE, 3, 12);
	build(&t, PERIOD_WEEK, AS_OF);
	check_said(&t, "headline", "", "No reviewed outputs this week",
		   "The last ones were in week 2: 12 outputs. A week without "
		   "reviews is a gap, not a zero.");
	end(&t);
}

TEST(a_first_week_says_rework_and_that_there_is_no_history)
{
	struct told t;

	begin(&t, 0);
	tell(&t, "log", "blog", NOW, 18, 100);
	build(&t, PERIOD_WEEK, AS_OF);
	check_said(&t, "headline", "",
		   "Rework is \x02" "18.0 %\x03, not clear yet if above 15 %",
		   "18 of 100 outputs with a known outcome were reworked "
		   "(11.7\u201326.7 %).");
	check_said(&t, "short-history", "",
		   "Whether rework is rising or falling",
		   "There is one complete week with a rework rate. Limits of "
		   "normal variation need at least eight.");
	assert_int_equal(said(&t, "headline")->certainty, NOT_CLEAR);
	assert_int_equal(said(&t, "headline")->tone, 0);
	end(&t);
}

TEST(measured_hours_come_before_rework)
{
	struct told t;

	begin(&t, 2);
	tell_manual();
	story_weighted(&t.s, "log", ROWS(
		REVIEW("a", NOW, OUTCOME_USABLE, MINUTES(0, 3, 20), .n = 12),
		REVIEW("b", NOW, OUTCOME_MAJOR, MINUTES(30, 3, 20),
		       .n = 3)));
	build(&t, PERIOD_WEEK, AS_OF);
	check_said(&t, "headline", "",
		   "We saved \x02" "7.8 hours\x03 net this week; rework is "
		   "\x02" "20.0 %\x03, not clear yet if above 15 %",
		   "10.0 h gross, less 1.5 h corrections and 0.8 h reviews. "
		   "Three of 15 outputs with a known "
		   "outcome were reworked (7.0\u201345.2 %).");
	assert_int_equal(said(&t, "headline")->tone, 1);
	end(&t);
}

TEST(unknown_outcomes_are_a_decision_not_a_rate)
{
	struct told t;

	begin(&t, 0);
	story_weighted(&t.s, "log", ROWS(
		REVIEW("a", NOW, OUTCOME_MAJOR, .n = 50),
		REVIEW("b", NOW, OUTCOME_UNKNOWN, .n = 50)));
	build(&t, PERIOD_WEEK, AS_OF);
	check_said(&t, "outcomes-unknown", "50.0 %",
		   "Who records the missing outcomes?",
		   "50 of 100 outputs this week have \x02no known outcome\x03 "
		   "(50.0 %), more than the 20 % that a rate can bear. Decide "
		   "who fills in the outcome when a review ends.");
	assert_null(said(&t, "rework-over:blog"));
	assert_null(said(&t, "rework-not-clear"));
	end(&t);
}

/* ---- over the limit ---------------------------------------------------------- */

TEST(rework_over_its_limit_asks_for_a_decision)
{
	struct told t;
	const struct finding *f;

	begin(&t, 2);
	tell(&t, "log", "blog", NOW, 41, 200);
	build(&t, PERIOD_WEEK, AS_OF);
	check_said(&t, "rework-over:blog", "41 of 200",
		   "Blog: rework is above 15 %",
		   "In Blog \x02" "20.5 %\x03 of 200 outputs were reworked "
		   "this week (15.5\u201326.6 %), all of it above the limit of 15 %. "
		   "Decide which cause to remove first: input, handoff, "
		   "checkpoint or output standard.");
	f = said(&t, "rework-over:blog");
	assert_int_equal(f->certainty, SURE);
	assert_int_equal(f->tone, -1);
	assert_int_equal(f->use, FINDING_DECIDE);
	assert_non_null(f->figure);
	end(&t);
}

/* ---- changes ----------------------------------------------------------------- */

/* The golden Newcombe pair: 36/180 against 18/180. */
TEST(a_change_brings_its_difference_and_range)
{
	struct told t;

	begin(&t, 1);
	tell(&t, "one", "blog", BEFORE, 18, 180);
	tell(&t, "two", "blog", NOW, 36, 180);
	build(&t, PERIOD_WEEK, AS_OF);
	check_said(&t, "rework-change:blog", "+10.0 pts", "blog: rework rose",
		   "Rework in blog rose from 10.0 % (18 of 180) to "
		   "\x02" "20.0 %\x03 (36 of 180) this week: +10.0 points, "
		   "range +2.6 to +17.4 points.");
	assert_int_equal(said(&t, "rework-change:blog")->tone, -1);
	assert_int_equal(said(&t, "usable-change:blog")->tone, -1);
	end(&t);
}

TEST(a_change_within_normal_variation_is_not_said)
{
	struct told t;

	begin(&t, 2);
	tell(&t, "one", "blog", BEFORE, 18, 180);
	tell(&t, "two", "blog", NOW, 19, 180);
	build(&t, PERIOD_WEEK, AS_OF);
	for (size_t i = 0; i < t.f.n; i++)
		assert_int_not_equal(t.f.item[i].use, FINDING_CHANGE);
	end(&t);
}

/* 20.2 % to 14.0 %: −14.6 to +2.3 points, 86 % of it below no change. */
TEST(what_is_only_likely_is_said_of_a_quarter_without_colour)
{
	struct told t;
	const struct finding *f;

	begin(&t, 2);
	tell(&t, "one", "blog", "2025-12-15", 33, 163);
	tell(&t, "two", "blog", NOW, 20, 143);
	build(&t, PERIOD_QUARTER, "2026-12-31");
	f = said(&t, "rework-change:blog");
	assert_string_equal(f->title, "Blog: rework probably fell");
	assert_int_equal(f->certainty, LIKELY);
	assert_int_equal(f->tone, 0);
	build(&t, PERIOD_MONTH, "2026-12-31");
	assert_non_null(said(&t, "rework-change:blog"));
	end(&t);
	begin(&t, 2);
	tell(&t, "one", "blog", BEFORE, 33, 163);
	tell(&t, "two", "blog", NOW, 20, 143);
	build(&t, PERIOD_WEEK, AS_OF);
	assert_null(said(&t, "rework-change:blog"));
	end(&t);
}

TEST(an_unfinished_week_is_not_compared)
{
	struct told t;

	begin(&t, 2);
	tell(&t, "one", "blog", BEFORE, 18, 180);
	tell(&t, "two", "blog", NOW, 90, 180);
	build(&t, PERIOD_WEEK, "2026-01-14");
	assert_null(said(&t, "rework-change:blog"));
	assert_null(said(&t, "rework-over:blog"));
	assert_string_equal(said(&t, "headline")->title,
			    "Rework is \x02" "50.0 %\x03 so far");
	end(&t);
}

/* ---- order ------------------------------------------------------------------------ */

TEST(findings_come_headline_first_and_bad_before_good)
{
	struct told t;

	begin(&t, 2);
	tell(&t, "one", "blog", BEFORE, 18, 180);
	tell(&t, "two", "ads", BEFORE, 90, 180);
	tell(&t, "three", "blog", NOW, 60, 180);
	tell(&t, "four", "ads", NOW, 20, 180);
	build(&t, PERIOD_WEEK, AS_OF);
	assert_int_equal(t.f.item[0].use, FINDING_HEADLINE);
	for (size_t i = 1; i < t.f.n; i++) {
		const struct finding *a = &t.f.item[i - 1];
		const struct finding *b = &t.f.item[i];

		assert_true(a->use <= b->use);
		if (a->use == b->use && a->tone == 0)
			assert_int_equal(b->tone, 0);
		if (a->use == b->use && a->tone > 0)
			assert_true(b->tone >= 0);
		if (b->use != FINDING_CANNOT_SAY)
			assert_true(b->certainty != NOT_CLEAR);
	}
	end(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_empty_store_still_has_a_headline),
		cmocka_unit_test(a_week_without_reviews_is_called_a_gap),
		cmocka_unit_test(
			a_first_week_says_rework_and_that_there_is_no_history),
		cmocka_unit_test(measured_hours_come_before_rework),
		cmocka_unit_test(unknown_outcomes_are_a_decision_not_a_rate),
		cmocka_unit_test(rework_over_its_limit_asks_for_a_decision),
		cmocka_unit_test(a_change_brings_its_difference_and_range),
		cmocka_unit_test(a_change_within_normal_variation_is_not_said),
		cmocka_unit_test(
			what_is_only_likely_is_said_of_a_quarter_without_colour),
		cmocka_unit_test(an_unfinished_week_is_not_compared),
		cmocka_unit_test(
			findings_come_headline_first_and_bad_before_good),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
