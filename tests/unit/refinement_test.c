/*
 * What refinement brought, and the week in which it had paid for itself:
 * METRICS.md §8, R42.
 */
#include "tests/unit/hours_story.h"

#define FIRST "2026-01-05"	/* the first Monday: baseline to 29 March */
#define NOW "2026-04-06"
#define LATER "2026-12-31"

/* Posts took 12 minutes and mails 3 in the baseline weeks. */
static void tell_baseline(struct story *s)
{
	story_reviews(s, "before", ROWS(
		REVIEW("p1", FIRST, OUTCOME_MAJOR, MINUTES(20, 0, 0),
		       .item_type = "post"),
		REVIEW("p2", "2026-03-29", OUTCOME_LIGHT, MINUTES(4, 0, 0),
		       .item_type = "post"),
		REVIEW("m1", FIRST, OUTCOME_LIGHT, MINUTES(6, 0, 0),
		       .item_type = "mail"),
		REVIEW("m2", FIRST, OUTCOME_USABLE, .item_type = "mail")));
}

static const struct figure *figure(const struct story *s, const char *metric)
{
	return story_figure(s, metric, NULL, NOW);
}

/* 2 posts x (12 - 5) + 1 mail x (3 - 1) = 16 minutes at 60 an hour. */
TEST(refinement_benefit_is_what_each_kind_of_output_no_longer_takes)
{
	struct story s;
	struct config_workflow w;

	hours_begin(&s, &w, 1);
	tell_baseline(&s);
	story_reviews(&s, "now", ROWS(
		REVIEW("p3", NOW, OUTCOME_LIGHT, MINUTES(10, 0, 0),
		       .item_type = "post"),
		REVIEW("p4", NOW, OUTCOME_USABLE, .item_type = "post"),
		REVIEW("m3", NOW, OUTCOME_LIGHT, MINUTES(1, 0, 0),
		       .item_type = "mail"),
		REVIEW("m4", NOW, OUTCOME_LIGHT, .item_type = "mail")));
	story_times(&s, (struct told_time[]){
		{ NOW, 6, ACTIVITY_TUNING, NULL, "editor" } }, 1);
	story_costs(&s, (struct told_cost[]){
		{ NOW, "tool", 3000, COST_TOOL, 0 } }, 1);
	story_compute(&s, PERIOD_WEEK, NOW, NOW, LATER);
	check_close(figure(&s, "refinement_benefit")->value, 16, 1e-9);
	assert_string_equal(figure(&s, "refinement_benefit")->note, "");
	/* 0.1 h at 60; the tools are no refinement */
	check_close(figure(&s, "refinement_roi")->value, (16 - 6) / 6.0,
		    1e-9);
	story_end(&s);
}

TEST(another_mix_of_the_same_outputs_is_no_refinement)
{
	struct story s;
	struct config_workflow w;

	hours_begin(&s, &w, 1);
	tell_baseline(&s);
	story_weighted(&s, "now", ROWS(
		REVIEW("p", NOW, OUTCOME_LIGHT, MINUTES(12, 0, 0),
		       .item_type = "post", .n = 2),
		REVIEW("m", NOW, OUTCOME_LIGHT, MINUTES(3, 0, 0),
		       .item_type = "mail", .n = 500)));
	story_compute(&s, PERIOD_WEEK, NOW, NOW, LATER);
	assert_true(figure(&s, "refinement_benefit")->value == 0);
	assert_string_equal(figure(&s, "refinement_roi")->note,
			    "no refinement cost recorded, its ROI is not "
			    "defined");
	story_end(&s);
}

TEST(kinds_without_a_before_are_left_out_and_counted)
{
	struct story s;
	struct config_workflow w;

	hours_begin(&s, &w, 1);
	tell_baseline(&s);
	story_reviews(&s, "now", ROWS(
		REVIEW("p3", NOW, OUTCOME_LIGHT, MINUTES(6, 0, 0),
		       .item_type = "post"),
		REVIEW("v1", NOW, OUTCOME_MAJOR, MINUTES(50, 0, 0),
		       .item_type = "video"),
		REVIEW("x1", NOW, OUTCOME_MAJOR, MINUTES(50, 0, 0),
		       .workflow = "new", .item_type = "post")));
	story_compute(&s, PERIOD_WEEK, NOW, NOW, LATER);
	check_close(figure(&s, "refinement_benefit")->value, 6, 1e-9);
	assert_string_equal(figure(&s, "refinement_benefit")->note,
			    "1 kind of output left out: not there in the "
			    "baseline weeks; 1 kind of output left out: "
			    "still in the baseline weeks");
	story_end(&s);
}

TEST(a_period_in_the_baseline_weeks_has_no_refinement_benefit)
{
	struct story s;
	struct config_workflow w;

	hours_begin(&s, &w, 1);
	tell_baseline(&s);
	story_reviews(&s, "now", ROWS(
		REVIEW("p3", NOW, OUTCOME_LIGHT, MINUTES(6, 0, 0),
		       .item_type = "post")));
	/* The month of March touches them; so does the quarter before. */
	story_compute(&s, PERIOD_MONTH, "2026-03-01", NOW, LATER);
	check_close(story_figure(&s, "refinement_benefit", NULL,
				 "2026-03-29")->value, NAN, 0);
	assert_string_equal(story_figure(&s, "refinement_benefit", NULL,
					 "2026-03-29")->note,
			    "the period lies in the baseline weeks");
	check_close(figure(&s, "refinement_benefit")->value, 6, 1e-9);
	story_end(&s);
}

TEST(a_log_of_corrected_outputs_says_nothing_about_refinement)
{
	struct story s;
	struct config_workflow w;

	hours_begin(&s, &w, 1);
	w.lists_corrected = true;
	tell_baseline(&s);
	story_reviews(&s, "now", ROWS(
		REVIEW("p3", NOW, OUTCOME_LIGHT, MINUTES(6, 0, 0),
		       .item_type = "post")));
	story_compute(&s, PERIOD_WEEK, NOW, NOW, LATER);
	check_close(figure(&s, "refinement_benefit")->value, NAN, 0);
	assert_string_equal(figure(&s, "refinement_benefit")->note,
			    "outputs are listed only when corrected, or their "
			    "minutes come from the time sheet");
	story_end(&s);
}

/* ---- payback as it happened -------------------------------------------- */

/* 80 EUR in the first week, 30 EUR of benefit in the three after it. */
static void tell_payback(struct story *s)
{
	story_times(s, (struct told_time[]){
		{ "2026-01-07", 80, ACTIVITY_REFINEMENT, NULL, "editor" }
	}, 1);
	story_reviews(s, "log", ROWS(
		REVIEW("a", "2026-01-12", OUTCOME_USABLE, MINUTES(0, 0, 30)),
		REVIEW("b", "2026-01-19", OUTCOME_USABLE, MINUTES(0, 0, 30)),
		REVIEW("c", "2026-01-26", OUTCOME_USABLE,
		       MINUTES(0, 0, 30))));
}

TEST(payback_as_it_happened_counts_the_weeks_since_the_first_refinement)
{
	struct story s;
	struct config_workflow w;
	const struct figure *f;

	hours_begin(&s, &w, 1);
	tell_payback(&s);
	story_compute(&s, PERIOD_WEEK, FIRST, "2026-02-01", LATER);
	f = story_figure(&s, "payback_actual", NULL, "2026-01-19");
	check_close(f->value, NAN, 0);
	assert_string_equal(f->note, "not yet: EUR 20 to go");
	check_close(story_figure(&s, "payback_actual", NULL,
				 "2026-01-26")->value, 4, 0);
	/* The week after is not over, and nothing after it is known. */
	story_compute(&s, PERIOD_MONTH, FIRST, FIRST, "2026-01-31");
	f = story_figure(&s, "payback_actual", NULL, FIRST);
	assert_string_equal(f->note, "not yet: EUR 20 to go");
	story_end(&s);
}

TEST(what_was_invested_again_has_to_be_paid_back_again)
{
	struct story s;
	struct config_workflow w;

	hours_begin(&s, &w, 1);
	tell_payback(&s);
	story_times(&s, (struct told_time[]){
		{ "2026-01-07", 80, ACTIVITY_REFINEMENT, NULL, "editor" },
		{ "2026-02-04", 30, ACTIVITY_TUNING, NULL, "editor" },
	}, 2);
	story_compute(&s, PERIOD_WEEK, FIRST, "2026-02-08", LATER);
	check_close(story_figure(&s, "payback_actual", NULL,
				 "2026-01-26")->value, 4, 0);
	assert_string_equal(story_figure(&s, "payback_actual", NULL,
					 "2026-02-04")->note,
			    "not yet: EUR 20 to go");
	story_end(&s);
}

TEST(without_refinement_nothing_is_paid_back)
{
	struct story s;
	struct config_workflow w;

	hours_begin(&s, &w, 1);
	story_reviews(&s, "log", ROWS(
		REVIEW("a", FIRST, OUTCOME_USABLE, MINUTES(0, 0, 30))));
	story_compute(&s, PERIOD_WEEK, FIRST, FIRST, LATER);
	assert_string_equal(story_figure(&s, "payback_actual", NULL,
					 FIRST)->note,
			    "no refinement hours or amounts were recorded");
	story_end(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
	refinement_benefit_is_what_each_kind_of_output_no_longer_takes),
		cmocka_unit_test(
	another_mix_of_the_same_outputs_is_no_refinement),
		cmocka_unit_test(
	kinds_without_a_before_are_left_out_and_counted),
		cmocka_unit_test(
	a_period_in_the_baseline_weeks_has_no_refinement_benefit),
		cmocka_unit_test(
	a_log_of_corrected_outputs_says_nothing_about_refinement),
		cmocka_unit_test(
	payback_as_it_happened_counts_the_weeks_since_the_first_refinement),
		cmocka_unit_test(
	what_was_invested_again_has_to_be_paid_back_again),
		cmocka_unit_test(without_refinement_nothing_is_paid_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
