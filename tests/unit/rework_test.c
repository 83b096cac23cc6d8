/*
 * Rates of outputs: METRICS.md §1, §2, §4 and their readings in §16.
 */
#include "tests/unit/story.h"

#define MONDAY "2026-01-05"
#define NEXT "2026-01-12"
#define LATER "2026-03-01"

static struct told_review many(enum outcome outcome, int64_t n)
{
	return (struct told_review)REVIEW(outcome == OUTCOME_USABLE ? "u" :
					  outcome == OUTCOME_MAJOR ? "m" : "x",
					  MONDAY, outcome, .n = n);
}

/* A week of x reworked among n outputs, seen long after. */
static void week_of(struct story *s, int64_t x, int64_t n)
{
	struct told_review rows[] = {
		many(OUTCOME_MAJOR, x), many(OUTCOME_USABLE, n - x)
	};

	story_begin(s);
	if (x == 0)
		story_weighted(s, "log", rows + 1, 1);
	else
		story_weighted(s, "log", rows, 2);
	story_compute(s, PERIOD_WEEK, MONDAY, MONDAY, LATER);
}

static void check_verdict(int64_t x, int64_t n, enum verdict want,
			  int64_t needed)
{
	struct story s;
	const struct figure *f;

	week_of(&s, x, n);
	f = story_figure(&s, "rework", NULL, MONDAY);
	assert_int_equal(f->x, x);
	assert_int_equal(f->n, n);
	check_close(f->value, (double)x / (double)n, 1e-15);
	assert_string_equal(verdict_name(f->verdict), verdict_name(want));
	assert_int_equal(f->needed, needed);
	story_end(&s);
}

/* "Yes if lower > 15 %; No if upper < 15 %; else Not clear yet" */
TEST(rework_is_judged_by_its_interval)
{
	check_verdict(41, 200, VERDICT_YES, 0);
	check_verdict(3, 100, VERDICT_NO, 0);
	check_verdict(15, 150, VERDICT_NOT_CLEAR, 46);
	check_verdict(15, 100, VERDICT_NOT_CLEAR, 1001);
}

TEST(rework_has_the_wilson_interval)
{
	struct story s;
	const struct figure *f;

	week_of(&s, 18, 100);
	f = story_figure(&s, "rework", NULL, MONDAY);
	check_close(f->low, 0.117002, 5e-7);
	check_close(f->high, 0.266674, 5e-7);
	story_end(&s);
}

/* "no rework seen in n items, true rate is below u %" */
TEST(no_rework_seen_still_has_an_upper_bound)
{
	struct story s;

	week_of(&s, 0, 30);
	check_says(story_figure(&s, "rework", NULL, MONDAY)->note,
		   "no rework seen in 30 outputs, the true rate is below "
		   "9.5");
	story_end(&s);
}

TEST(usable_light_and_rework_add_to_the_known_outputs)
{
	struct story s;
	const struct figure *f[3];

	story_begin(&s);
	story_weighted(&s, "log", ROWS(
		REVIEW("a", MONDAY, OUTCOME_USABLE, .n = 6),
		REVIEW("b", MONDAY, OUTCOME_LIGHT, .n = 5),
		REVIEW("c", MONDAY, OUTCOME_MAJOR, .n = 2),
		REVIEW("d", MONDAY, OUTCOME_REWRITTEN, .n = 1),
		REVIEW("e", MONDAY, OUTCOME_REJECTED, .n = 1),
		REVIEW("f", MONDAY, OUTCOME_UNKNOWN, .n = 3)));
	story_compute(&s, PERIOD_WEEK, MONDAY, MONDAY, LATER);
	f[0] = story_figure(&s, "usable", NULL, MONDAY);
	f[1] = story_figure(&s, "light", NULL, MONDAY);
	f[2] = story_figure(&s, "rework", NULL, MONDAY);
	assert_int_equal(f[0]->x + f[1]->x + f[2]->x, 15);
	assert_int_equal(f[2]->n, 15);
	assert_int_equal(f[2]->x, 4);
	check_close(f[0]->value + f[1]->value + f[2]->value, 1, 1e-15);
	check_close(story_figure(&s, "unknown", NULL, MONDAY)->value,
		    3 / 18.0, 1e-15);
	check_close(story_figure(&s, "outputs", NULL, MONDAY)->value, 18, 0);
	check_says(f[2]->note, "3 unknown (17");
	story_end(&s);
}

static void check_unknown(int64_t unknown, enum verdict want)
{
	struct story s;

	story_begin(&s);
	story_weighted(&s, "log", ROWS(
		REVIEW("a", MONDAY, OUTCOME_USABLE, .n = 100 - unknown),
		REVIEW("b", MONDAY, OUTCOME_UNKNOWN, .n = unknown)));
	story_compute(&s, PERIOD_WEEK, MONDAY, MONDAY, LATER);
	assert_int_equal(story_figure(&s, "rework", NULL, MONDAY)->verdict,
			 want);
	story_end(&s);
}

/* "above 20 % unknown the rate is marked incomplete" */
TEST(more_than_a_fifth_unknown_is_incomplete)
{
	check_unknown(20, VERDICT_NO);
	check_unknown(21, VERDICT_INCOMPLETE);
}

TEST(only_unknown_outcomes_give_no_rate)
{
	struct story s;
	const struct figure *f;

	story_begin(&s);
	story_reviews(&s, "log", ROWS(
		REVIEW("a", MONDAY, OUTCOME_UNKNOWN, .review = 3),
		REVIEW("b", MONDAY, OUTCOME_UNKNOWN, .review = 3)));
	story_compute(&s, PERIOD_WEEK, MONDAY, MONDAY, LATER);
	f = story_figure(&s, "rework", NULL, MONDAY);
	check_close(f->value, NAN, 0);
	assert_int_equal(f->n, 0);
	assert_string_equal(f->note, "all 2 outcomes are unknown");
	story_end(&s);
}

static struct config_workflow two_workflows[] = {
	{ .id = "ads", .name = "Ads", .go_live = DAY_NONE,
	  .lists_corrected = true },
	{ .id = "blog", .name = "Blog", .go_live = DAY_NONE }
};

/* "the rates are refused with that reason, never printed as 100 %" */
TEST(a_log_of_corrected_outputs_only_gives_no_rate)
{
	struct story s;
	const struct figure *f;

	story_begin(&s);
	s.config.workflows = two_workflows;
	s.config.n_workflows = 2;
	story_reviews(&s, "log", ROWS(
		REVIEW("a", MONDAY, OUTCOME_MAJOR, .workflow = "ads",
		       .correction = 8),
		REVIEW("b", MONDAY, OUTCOME_USABLE)));
	story_compute(&s, PERIOD_WEEK, MONDAY, MONDAY, LATER);
	f = story_figure(&s, "rework", "ads", MONDAY);
	check_close(f->value, NAN, 0);
	check_says(f->note, "lists only corrected outputs");
	check_close(story_figure(&s, "correction_minutes", "ads",
				 MONDAY)->value, NAN, 0);
	f = story_figure(&s, "rework", NULL, MONDAY);
	assert_int_equal(f->n, 1);
	check_says(f->note, "1 output left out");
	check_close(story_figure(&s, "outputs", "ads", MONDAY)->value, 1, 0);
	story_end(&s);
}

/* "`usable` without minutes counts 0, others without are left out of both" */
TEST(mean_correction_minutes_leave_out_what_is_missing)
{
	struct story s;
	const struct figure *f;

	story_begin(&s);
	story_reviews(&s, "log", ROWS(
		REVIEW("a", MONDAY, OUTCOME_USABLE),
		REVIEW("b", MONDAY, OUTCOME_LIGHT, .correction = 4),
		REVIEW("c", MONDAY, OUTCOME_MAJOR, .correction = 14),
		REVIEW("d", MONDAY, OUTCOME_MAJOR)));
	story_compute(&s, PERIOD_WEEK, MONDAY, MONDAY, LATER);
	f = story_figure(&s, "correction_minutes", NULL, MONDAY);
	check_close(f->value, 6, 1e-12);
	assert_int_equal(f->n, 3);
	assert_int_equal(f->x, 2);
	assert_string_equal(f->note, "1 output without minutes left out");
	f = story_figure(&s, "correction_median", NULL, MONDAY);
	check_close(f->value, 9, 1e-12);
	assert_int_equal(f->n, 2);
	story_end(&s);
}

/* (7.2 + 7.4) / 2 in doubles is 7.300000000000001. */
TEST(a_median_of_two_is_exact)
{
	struct story s;

	story_begin(&s);
	story_reviews(&s, "log", ROWS(
		REVIEW("a", MONDAY, OUTCOME_LIGHT, .correction = 7.2),
		REVIEW("b", MONDAY, OUTCOME_LIGHT, .correction = 7.4)));
	story_compute(&s, PERIOD_WEEK, MONDAY, MONDAY, LATER);
	check_close(story_figure(&s, "correction_median", NULL,
				 MONDAY)->value, 7.3, 0);
	story_end(&s);
}

TEST(a_week_without_reviews_is_a_gap_and_not_zero)
{
	struct story s;
	const struct figure *f;

	story_begin(&s);
	story_reviews(&s, "log", ROWS(
		REVIEW("a", MONDAY, OUTCOME_USABLE),
		REVIEW("b", "2026-01-19", OUTCOME_USABLE)));
	story_compute(&s, PERIOD_WEEK, MONDAY, "2026-01-25", LATER);
	f = story_figure(&s, "outputs", NULL, NEXT);
	check_close(f->value, NAN, 0);
	assert_string_equal(f->note, "no reviewed outputs");
	check_close(story_figure(&s, "rework", NULL, NEXT)->value, NAN, 0);
	story_end(&s);
}

/* "an unfinished period prints, marked to DATE, without verdict" */
TEST(an_unfinished_week_has_a_number_but_no_verdict)
{
	struct story s;
	const struct figure *f;

	story_begin(&s);
	story_weighted(&s, "log", ROWS(
		REVIEW("a", MONDAY, OUTCOME_MAJOR, .n = 90),
		REVIEW("b", "2026-01-10", OUTCOME_MAJOR, .n = 5)));
	story_compute(&s, PERIOD_WEEK, MONDAY, "2026-02-01", "2026-01-07");
	f = story_figure(&s, "rework", NULL, MONDAY);
	assert_true(f->partial);
	assert_int_equal(f->verdict, VERDICT_NONE);
	assert_int_equal(f->n, 90);
	assert_int_equal(s.figures.item[s.figures.n - 1].period.first,
			 story_day(MONDAY));
	story_end(&s);
}

/* A review after the period still makes its output rework. */
TEST(a_later_pass_restates_the_week_of_the_first)
{
	struct story s;

	story_begin(&s);
	story_reviews(&s, "log", ROWS(
		REVIEW("a", MONDAY, OUTCOME_USABLE),
		REVIEW("a", "2026-02-10", OUTCOME_USABLE)));
	story_compute(&s, PERIOD_WEEK, MONDAY, MONDAY, "2026-02-09");
	check_close(story_figure(&s, "rework", NULL, MONDAY)->value, 0, 0);
	story_compute(&s, PERIOD_WEEK, MONDAY, MONDAY, "2026-02-10");
	check_close(story_figure(&s, "rework", NULL, MONDAY)->value, 1, 0);
	story_end(&s);
}

TEST(an_empty_store_has_figures_that_say_so)
{
	struct story s;
	const struct figure *f;

	story_begin(&s);
	s.config.workflows = two_workflows;
	s.config.n_workflows = 2;
	story_compute(&s, PERIOD_WEEK, MONDAY, MONDAY, LATER);
	for (size_t i = 0; i < s.figures.n; i++) {
		f = &s.figures.item[i];
		check_close(f->value, NAN, 0);
		if (!*f->note)
			fail_msg("%s of an empty store has no note",
				 f->metric->id);
	}
	assert_non_null(story_figure(&s, "rework", "blog", MONDAY));
	assert_non_null(story_figure(&s, "net_hours", "blog", MONDAY));
	story_end(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rework_is_judged_by_its_interval),
		cmocka_unit_test(rework_has_the_wilson_interval),
		cmocka_unit_test(no_rework_seen_still_has_an_upper_bound),
		cmocka_unit_test(
			usable_light_and_rework_add_to_the_known_outputs),
		cmocka_unit_test(more_than_a_fifth_unknown_is_incomplete),
		cmocka_unit_test(only_unknown_outcomes_give_no_rate),
		cmocka_unit_test(
			a_log_of_corrected_outputs_only_gives_no_rate),
		cmocka_unit_test(
			mean_correction_minutes_leave_out_what_is_missing),
		cmocka_unit_test(a_median_of_two_is_exact),
		cmocka_unit_test(
			a_week_without_reviews_is_a_gap_and_not_zero),
		cmocka_unit_test(
			an_unfinished_week_has_a_number_but_no_verdict),
		cmocka_unit_test(a_later_pass_restates_the_week_of_the_first),
		cmocka_unit_test(an_empty_store_has_figures_that_say_so),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
