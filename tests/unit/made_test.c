/*
 * What was made beside what was reviewed: METRICS.md §0 "Denominator", §16.
 */
#include "tests/unit/story.h"

#include "metrics/stats.h"

#define MONDAY "2026-01-05"
#define NEXT "2026-01-12"
#define LATER "2026-03-01"

static struct config_step steps[] = {
	{ .id = "draft", .name = "Draft", .unlisted = UNLISTED_USABLE },
	{ .id = "send", .name = "Send", .unlisted = UNLISTED_UNKNOWN }
};
static struct config_workflow workflows[] = {
	{ .id = "ads", .name = "Ads", .go_live = DAY_NONE, .steps = steps,
	  .n_steps = 2, .lists_corrected = true },
	{ .id = "blog", .name = "Blog", .go_live = DAY_NONE, .steps = steps,
	  .n_steps = 2 }
};

static void begin(struct story *s)
{
	story_begin(s);
	s->config.workflows = workflows;
	s->config.n_workflows = 2;
}

static void check_parts(const struct figure *f, int64_t x, int64_t n)
{
	assert_int_equal(f->x, x);
	assert_int_equal(f->n, n);
}

/* 90 reviewed of 120 made: 10 reworked, 5 unknown. */
static void ninety_of(struct story *s, const char *workflow,
		      const char *step, int64_t made)
{
	begin(s);
	story_weighted(s, "log", ROWS(
		REVIEW("a", MONDAY, OUTCOME_LIGHT, .n = 75,
		       .workflow = workflow, .step = step),
		REVIEW("b", MONDAY, OUTCOME_MAJOR, .n = 10,
		       .workflow = workflow, .step = step),
		REVIEW("c", MONDAY, OUTCOME_UNKNOWN, .n = 5,
		       .workflow = workflow, .step = step)));
	story_counts(s, COUNTS({ MONDAY, made, workflow, step, NULL, NULL }));
	story_compute(s, PERIOD_WEEK, MONDAY, MONDAY, LATER);
}

/* "`unlisted: usable` adds (N - reviewed) to usable and n" */
TEST(unlisted_outputs_may_count_as_usable)
{
	struct story s;

	ninety_of(&s, "blog", "draft", 120);
	check_parts(story_figure(&s, "usable", NULL, MONDAY), 30, 115);
	check_parts(story_figure(&s, "light", NULL, MONDAY), 75, 115);
	check_parts(story_figure(&s, "rework", NULL, MONDAY), 10, 115);
	check_parts(story_figure(&s, "unknown", NULL, MONDAY), 5, 120);
	check_close(story_figure(&s, "outputs", NULL, MONDAY)->value, 90, 0);
	check_says(story_figure(&s, "rework", NULL, MONDAY)->note,
		   "outputs made 120, reviewed 90, 30 unlisted counted as "
		   "usable");
	story_end(&s);
}

/* "`unknown` to the unknown share only" */
TEST(unlisted_outputs_are_unknown_unless_said)
{
	struct story s;

	ninety_of(&s, "blog", "send", 120);
	check_parts(story_figure(&s, "usable", NULL, MONDAY), 0, 85);
	check_parts(story_figure(&s, "rework", NULL, MONDAY), 10, 85);
	check_parts(story_figure(&s, "unknown", NULL, MONDAY), 35, 120);
	assert_int_equal(story_figure(&s, "rework", NULL, MONDAY)->verdict,
			 VERDICT_INCOMPLETE);
	check_says(story_figure(&s, "unknown", NULL, MONDAY)->note,
		   "30 unlisted counted as unknown");
	story_end(&s);
}

/* "n = max(Σ outputs, reviewed)" */
TEST(the_whole_is_never_less_than_what_was_reviewed)
{
	struct story s;

	ninety_of(&s, "blog", "draft", 80);
	check_parts(story_figure(&s, "rework", NULL, MONDAY), 10, 85);
	check_parts(story_figure(&s, "coverage", NULL, MONDAY), 90, 90);
	check_says(story_figure(&s, "rework", NULL, MONDAY)->note,
		   "outputs made 80, reviewed 90, 10 reviewed beyond those");
	story_end(&s);
}

/* "Coverage = reviewed / produced", with Wilson's interval */
TEST(coverage_is_reviewed_out_of_made)
{
	struct story s;
	const struct figure *f;

	ninety_of(&s, "blog", "draft", 600);
	f = story_figure(&s, "coverage", "blog", MONDAY);
	check_parts(f, 90, 600);
	check_close(f->value, 0.15, 1e-15);
	check_close(f->low, wilson(90, 600, z_for(0.95)).low, 1e-15);
	check_close(f->high, wilson(90, 600, z_for(0.95)).high, 1e-15);
	f = story_figure(&s, "coverage", "ads", MONDAY);
	check_close(f->value, NAN, 0);
	assert_string_equal(f->note, "no outputs made were counted");
	story_end(&s);
}

/* "never consistency, minutes or ROI" */
TEST(unlisted_outputs_have_no_minutes_and_no_score)
{
	struct story s;

	begin(&s);
	story_weighted(&s, "log", ROWS(
		REVIEW("a", MONDAY, OUTCOME_LIGHT, .n = 20, .correction = 6)));
	story_counts(&s, COUNTS({ .day = MONDAY, .outputs = 120 }));
	story_compute(&s, PERIOD_WEEK, MONDAY, MONDAY, LATER);
	check_parts(story_figure(&s, "correction_minutes", NULL, MONDAY), 20,
		    20);
	check_close(story_figure(&s, "correction_minutes", NULL,
				 MONDAY)->value, 6, 1e-12);
	assert_int_equal(story_figure(&s, "consistency", NULL, MONDAY)->n,
			 20);
	assert_int_equal(story_figure(&s, "net_hours", NULL, MONDAY)->n, 20);
	story_end(&s);
}

/* "taken per workflow x step x period of the figure, then summed (weeks need
 * not add up to months)" */
TEST(weeks_of_made_outputs_need_not_add_up_to_the_month)
{
	struct story s;

	begin(&s);
	story_weighted(&s, "log", ROWS(
		REVIEW("a", MONDAY, OUTCOME_LIGHT, .n = 10),
		REVIEW("b", NEXT, OUTCOME_LIGHT, .n = 2)));
	story_counts(&s, COUNTS({ .day = MONDAY, .outputs = 4 },
				{ .day = NEXT, .outputs = 9 },
				{ .day = NEXT, .outputs = 7, .step = "send" }));
	story_compute(&s, PERIOD_WEEK, MONDAY, NEXT, LATER);
	check_parts(story_figure(&s, "coverage", NULL, MONDAY), 10, 10);
	check_parts(story_figure(&s, "coverage", NULL, NEXT), 2, 16);
	story_compute(&s, PERIOD_MONTH, MONDAY, NEXT, LATER);
	check_parts(story_figure(&s, "coverage", NULL, MONDAY), 12, 20);
	story_end(&s);
}

TEST(a_step_nobody_reviewed_shows_with_what_it_made)
{
	struct story s;
	const struct scope step = { { [SCOPE_WORKFLOW] = "blog",
				      [SCOPE_STEP] = "send" } };
	const struct figure *f;

	begin(&s);
	story_counts(&s, COUNTS({ .day = MONDAY, .outputs = 8,
				  .step = "send" }));
	story_compute(&s, PERIOD_WEEK, MONDAY, MONDAY, LATER);
	f = story_scope(&s, "rework", &step, MONDAY);
	check_close(f->value, NAN, 0);
	assert_string_equal(f->note, "8 outputs made, none reviewed");
	check_parts(story_scope(&s, "unknown", &step, MONDAY), 8, 8);
	check_parts(story_scope(&s, "coverage", &step, MONDAY), 0, 8);
	story_end(&s);
}

/* "for what was published, other rows count", and nothing after today */
TEST(published_outputs_and_those_after_today_do_not_count)
{
	struct story s;

	begin(&s);
	story_counts(&s, COUNTS({ .day = MONDAY, .outputs = 8 },
				{ .day = MONDAY, .outputs = 50,
				  .step = "published" },
				{ .day = "2026-01-07", .outputs = 70 }));
	story_compute(&s, PERIOD_WEEK, MONDAY, MONDAY, "2026-01-06");
	check_parts(story_figure(&s, "coverage", NULL, MONDAY), 0, 8);
	story_end(&s);
}

static const struct scope jasper = { { [SCOPE_TOOL] = "Jasper" } };
static const struct scope posts = { { [SCOPE_ITEM_TYPE] = "post" } };

/* 3 posts reviewed, with one tool; `other` is the tool of a second count. */
static void tools(struct story *s, const char *other)
{
	begin(s);
	story_weighted(s, "log", ROWS(
		REVIEW("a", MONDAY, OUTCOME_LIGHT, .n = 3, .tool = "Jasper",
		       .item_type = "post", .channel = "web")));
	story_counts(s, COUNTS(
		{ MONDAY, 5, "blog", "draft", "Jasper", "post" },
		{ MONDAY, 9, "blog", "draft", other, "post" }));
	story_compute(s, PERIOD_WEEK, MONDAY, MONDAY, LATER);
}

TEST(a_tool_has_its_own_counts_where_all_rows_name_it)
{
	struct story s;
	const struct scope other = { { [SCOPE_TOOL] = "Copy.ai" } };

	tools(&s, "Copy.ai");
	check_parts(story_scope(&s, "usable", &jasper, MONDAY), 2, 5);
	check_parts(story_scope(&s, "coverage", &jasper, MONDAY), 3, 5);
	check_parts(story_scope(&s, "usable", &other, MONDAY), 9, 9);
	check_parts(story_scope(&s, "usable", &posts, MONDAY), 11, 14);
	story_end(&s);
}

/* "If a count row of the step in the period lacks the tool or item type, that
 * scope uses reviewed only and says so" */
TEST(one_count_without_a_tool_leaves_tools_their_reviews)
{
	struct story s;
	const struct figure *f;

	tools(&s, NULL);
	f = story_scope(&s, "usable", &jasper, MONDAY);
	check_parts(f, 0, 3);
	check_says(f->note, "reviewed outputs only");
	check_says(f->note, "by tool");
	assert_string_equal(story_scope(&s, "coverage", &jasper,
					MONDAY)->note,
			    "no coverage: not all outputs made are counted "
			    "by tool");
	check_parts(story_scope(&s, "usable", &posts, MONDAY), 11, 14);
	check_parts(story_figure(&s, "usable", NULL, MONDAY), 11, 14);
	story_end(&s);
}

TEST(channels_know_only_what_was_reviewed)
{
	struct story s;
	const struct scope web = { { [SCOPE_CHANNEL] = "web" } };
	const struct figure *f;

	tools(&s, "Copy.ai");
	f = story_scope(&s, "usable", &web, MONDAY);
	check_parts(f, 0, 3);
	check_says(f->note, "by channel");
	story_end(&s);
}

/* The case the kind exists for. */
TEST(counts_give_a_log_of_corrected_outputs_its_rates)
{
	struct story s;
	const struct figure *f;

	ninety_of(&s, "ads", "draft", 120);
	check_parts(story_figure(&s, "rework", "ads", MONDAY), 10, 115);
	f = story_figure(&s, "coverage", "ads", MONDAY);
	check_close(f->value, NAN, 0);
	check_says(f->note, "lists only corrected outputs");
	f = story_figure(&s, "correction_minutes", "ads", MONDAY);
	check_close(f->value, NAN, 0);
	check_says(f->note, "lists only corrected outputs");
	story_end(&s);
}

/* Otherwise every known outcome would be a corrected one: near 100 %. */
TEST(counts_alone_do_not_say_what_a_log_left_out)
{
	struct story s;
	const struct figure *f;

	ninety_of(&s, "ads", "send", 120);
	f = story_figure(&s, "rework", "ads", MONDAY);
	check_parts(f, 0, 0);
	check_says(f->note, "give the step unlisted: usable");
	check_parts(story_figure(&s, "unknown", "ads", MONDAY), 0, 0);
	story_end(&s);
}

/* A log of corrected outputs, 1 of 1: it would be 100 %. */
TEST(a_tool_that_made_nothing_has_no_rate)
{
	struct story s;

	begin(&s);
	story_reviews(&s, "log", ROWS(
		REVIEW("a", MONDAY, OUTCOME_MAJOR, .workflow = "ads",
		       .tool = "Jasper")));
	story_counts(&s, COUNTS({ MONDAY, 9, "ads", "draft", "Copy.ai",
				  NULL }));
	story_compute(&s, PERIOD_WEEK, MONDAY, MONDAY, LATER);
	check_parts(story_scope(&s, "rework", &jasper, MONDAY), 0, 0);
	check_parts(story_figure(&s, "rework", "ads", MONDAY), 1, 9);
	story_end(&s);
}

TEST(counts_too_large_to_add_stop_at_a_limit)
{
	struct story s;

	begin(&s);
	story_counts(&s, COUNTS(
		{ MONDAY, INT64_MAX, "blog", "draft", "a", NULL },
		{ MONDAY, INT64_MAX, "blog", "send", "b", NULL },
		{ MONDAY, INT64_MAX, "blog", "send", "a", NULL }));
	story_compute(&s, PERIOD_WEEK, MONDAY, MONDAY, LATER);
	check_parts(story_figure(&s, "coverage", NULL, MONDAY), 0,
		    INT64_C(2000000000000000));
	story_end(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(unlisted_outputs_may_count_as_usable),
		cmocka_unit_test(unlisted_outputs_are_unknown_unless_said),
		cmocka_unit_test(
			the_whole_is_never_less_than_what_was_reviewed),
		cmocka_unit_test(coverage_is_reviewed_out_of_made),
		cmocka_unit_test(
			unlisted_outputs_have_no_minutes_and_no_score),
		cmocka_unit_test(
			weeks_of_made_outputs_need_not_add_up_to_the_month),
		cmocka_unit_test(
			a_step_nobody_reviewed_shows_with_what_it_made),
		cmocka_unit_test(
			published_outputs_and_those_after_today_do_not_count),
		cmocka_unit_test(
			a_tool_has_its_own_counts_where_all_rows_name_it),
		cmocka_unit_test(
			one_count_without_a_tool_leaves_tools_their_reviews),
		cmocka_unit_test(channels_know_only_what_was_reviewed),
		cmocka_unit_test(
			counts_give_a_log_of_corrected_outputs_its_rates),
		cmocka_unit_test(
			counts_alone_do_not_say_what_a_log_left_out),
		cmocka_unit_test(a_tool_that_made_nothing_has_no_rate),
		cmocka_unit_test(counts_too_large_to_add_stop_at_a_limit),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
