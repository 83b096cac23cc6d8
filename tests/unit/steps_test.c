/* Minutes of a step beside its plan: R10 and metrics/steps.c. */
#include "tests/unit/story.h"

static const struct figure *of(const struct story *s, const char *metric,
			       const char *workflow, const char *step)
{
	struct scope scope = { { [SCOPE_WORKFLOW] = workflow,
				 [SCOPE_STEP] = step } };

	return story_scope(s, metric, &scope, "2026-11-04");
}

static struct config_step chain[] = {
	{ .id = "brief", .name = "Brief" }, { .id = "draft", .name = "Draft" },
};
static struct config_workflow documented[] = {
	{ .id = "blog", .name = "blog", .go_live = DAY_NONE, .steps = chain,
	  .n_steps = 2 },
};

static void compute_week(struct story *s)
{
	s->config.workflows = documented;
	s->config.n_workflows = COUNT(documented);
	story_compute(s, PERIOD_WEEK, "2026-11-02", "2026-11-08",
		      "2026-11-30");
}

TEST(minutes_of_a_step_are_the_work_of_first_passes)
{
	struct story s;

	story_begin(&s);
	story_reviews(&s, "log", ROWS(
		REVIEW("a", "2026-11-02", OUTCOME_LIGHT, MINUTES(30, 9, 10)),
		REVIEW("b", "2026-11-03", OUTCOME_LIGHT, MINUTES(30, 9, 12)),
		REVIEW("c", "2026-11-03", OUTCOME_LIGHT, MINUTES(30, 9, 50)),
		REVIEW("d", "2026-11-03", OUTCOME_LIGHT, MINUTES(30, 9, 0)),
		/* comes back: no first pass */
		REVIEW("e", "2026-09-01", OUTCOME_MAJOR, MINUTES(1, 1, 70)),
		REVIEW("e", "2026-11-03", OUTCOME_LIGHT, MINUTES(1, 1, 70))));
	compute_week(&s);
	check_close(of(&s, "step_minutes", "blog", "draft")->value, 24,
		    1e-12);
	assert_int_equal(of(&s, "step_minutes", "blog", "draft")->n, 3);
	assert_string_equal(of(&s, "step_minutes", "blog", "draft")->note, "1 "
			    "without work minutes left out");
	check_close(of(&s, "step_median", "blog", "draft")->value, 12, 1e-12);
	check_close(of(&s, "step_minutes", NULL, NULL)->value, 24, 1e-12);
	story_end(&s);
}

TEST(weights_count_in_mean_and_median)
{
	struct story s;

	story_begin(&s);
	story_weighted(&s, "log", ROWS(
		REVIEW("a", "2026-11-02", OUTCOME_LIGHT, MINUTES(0, 0, 10),
		       .n = 3),
		REVIEW("b", "2026-11-02", OUTCOME_LIGHT, MINUTES(0, 0, 30),
		       .n = 1)));
	compute_week(&s);
	check_close(of(&s, "step_minutes", "blog", "draft")->value, 15,
		    1e-12);
	check_close(of(&s, "step_median", "blog", "draft")->value, 10, 1e-12);
	story_end(&s);
}

TEST(the_chain_is_the_sum_of_the_documented_steps)
{
	struct story s;

	story_begin(&s);
	story_reviews(&s, "log", ROWS(
		REVIEW("a", "2026-11-02", OUTCOME_LIGHT, MINUTES(0, 0, 20)),
		REVIEW("b", "2026-11-02", OUTCOME_LIGHT, MINUTES(0, 0, 30),
		       .step = "brief"),
		REVIEW("c", "2026-11-02", OUTCOME_LIGHT, MINUTES(0, 0, 90),
		       .step = "other")));
	compute_week(&s);
	check_close(of(&s, "chain_minutes", "blog", NULL)->value, 50, 1e-12);
	story_end(&s);
}

TEST(a_chain_with_a_step_without_minutes_has_no_sum)
{
	struct story s;

	story_begin(&s);
	story_reviews(&s, "log", ROWS(
		REVIEW("a", "2026-11-02", OUTCOME_LIGHT, MINUTES(0, 0, 20))));
	compute_week(&s);
	assert_true(isnan(of(&s, "chain_minutes", "blog", NULL)->value));
	assert_string_equal(of(&s, "chain_minutes", "blog", NULL)->note,
			    "no minutes of the step brief");
	story_end(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			minutes_of_a_step_are_the_work_of_first_passes),
		cmocka_unit_test(weights_count_in_mean_and_median),
		cmocka_unit_test(
			the_chain_is_the_sum_of_the_documented_steps),
		cmocka_unit_test(
			a_chain_with_a_step_without_minutes_has_no_sum),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
