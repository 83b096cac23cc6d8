/*
 * Defects by origin and discovery: METRICS.md §7 with the golden matrix of
 * §15, readings of §16 and of metrics/escape.h.
 */
#include "tests/unit/story.h"

#include <math.h>

struct told_defect {
	const char *origin, *step;
	const char *day;	/* NULL: 2026-10-07 */
	int64_t n;		/* 0: 1 */
	double minutes;
	const char *defect, *item, *workflow;	/* NULL: "tone", ..., "blog" */
	bool none;		/* the row names no defect */
};

static int32_t defect_row(struct fact_cell *c, const void *rows, size_t i)
{
	const struct told_defect *t = (const struct told_defect *)rows + i;
	static char item[8][8];
	const char *day = t->day ? t->day : "2026-10-07";

	snprintf(item[i % 8], sizeof item[0], "i%zu", i % 1000);
	c[FC_N].num = t->n ? t->n : 1;
	c[COR_ITEM_ID] = cell_of(t->item ? t->item : item[i % 8]);
	c[COR_REVIEWED_AT].num = story_time(day);
	c[COR_WORKFLOW] = cell_of(t->workflow ? t->workflow : "blog");
	c[COR_STEP] = cell_of(t->step);
	c[COR_CORRECTION] = cell_scaled(t->minutes, MS_PER_MINUTE);
	if (!t->none)
		c[COR_DEFECT] = cell_of(t->defect ? t->defect : "tone");
	c[COR_ORIGIN_STEP] = cell_of(t->origin);
	return story_day(day);
}

#define TELL(s, ...) \
	story_load((s), &kind_corrections, "log", LOAD_SNAPSHOT, defect_row, \
		   ((const struct told_defect[]){ __VA_ARGS__ }), \
		   COUNT(((const struct told_defect[]){ __VA_ARGS__ })))

/* Three steps, each with a checkpoint. */
static struct config_step steps[] = {
	{ .id = "brief", .name = "Brief", .tool = "", .owner_role = "",
	  .checkpoint = true, .coverage = 1, .format_in = "",
	  .format_out = "" },
	{ .id = "draft", .name = "Draft", .tool = "", .owner_role = "",
	  .checkpoint = true, .coverage = 1, .format_in = "",
	  .format_out = "" },
	{ .id = "adapt", .name = "Adapt", .tool = "", .owner_role = "",
	  .checkpoint = true, .coverage = 1, .format_in = "",
	  .format_out = "" },
};

static struct config_workflow blog = {
	.id = "blog", .name = "Blog", .go_live = DAY_NONE, .steps = steps,
	.n_steps = COUNT(steps)
};

static void begin(struct story *s)
{
	story_begin(s);
	s->config.workflows = &blog;
	s->config.n_workflows = 1;
}

/* The week from 5 to 11 October 2026, long over. */
static void compute(struct story *s)
{
	story_compute(s, PERIOD_WEEK, "2026-10-05", "2026-10-11",
		      "2026-12-31");
}

static const struct figure *of(const struct story *s, const char *metric,
			       const char *workflow)
{
	return story_figure(s, metric, workflow, "2026-10-07");
}

static const struct figure *at(const struct story *s, const char *metric,
			       const char *step)
{
	const struct scope scope = { { [SCOPE_WORKFLOW] = "blog",
				       [SCOPE_STEP] = step } };

	return story_scope(s, metric, &scope, "2026-10-07");
}

TEST(golden_matrix_of_the_definitions)
{
	struct story s;

	begin(&s);
	TELL(&s, { .origin = "brief", .step = "brief", .n = 8 },
	     { .origin = "brief", .step = "draft", .n = 3 },
	     { .origin = "brief", .step = "adapt", .n = 2 },
	     { .origin = "brief", .step = "published" },
	     { .origin = "draft", .step = "draft", .n = 10 },
	     { .origin = "draft", .step = "adapt", .n = 4 },
	     { .origin = "draft", .step = "published", .n = 2 },
	     { .origin = "adapt", .step = "adapt", .n = 6 },
	     { .origin = "adapt", .step = "published", .n = 3 });
	compute(&s);
	check_close(at(&s, "checkpoint_effectiveness", "brief")->value,
		    0.571429, 5e-7);
	check_close(at(&s, "checkpoint_effectiveness", "draft")->value,
		    0.590909, 5e-7);
	check_close(at(&s, "checkpoint_effectiveness", "adapt")->value,
		    0.666667, 5e-7);
	assert_int_equal(of(&s, "escape_rate", NULL)->x, 6);
	assert_int_equal(of(&s, "escape_rate", NULL)->n, 39);
	check_close(of(&s, "defect_distance", NULL)->value, 0.538462, 5e-7);
	/* 8 + 13 + 12 caught, 6 + 9 + 6 found later */
	check_close(of(&s, "checkpoint_effectiveness", NULL)->value,
		    33 / 54.0, 1e-12);
	assert_true(isnan(of(&s, "checkpoint_effectiveness", NULL)->low));
	assert_true(at(&s, "checkpoint_effectiveness", "draft")->low < 0.59);
	check_close(at(&s, "defects", "draft > adapt")->value, 4, 0);
	check_close(of(&s, "defects", "blog")->value, 39, 0);
	story_end(&s);
}

TEST(a_step_without_a_checkpoint_catches_nothing)
{
	struct story s;

	begin(&s);
	steps[1].checkpoint = false;
	TELL(&s, { .origin = "brief", .step = "brief" },
	     { .origin = "brief", .step = "draft" },
	     { .origin = "draft", .step = "draft" },
	     { .origin = "brief", .step = "adapt" });
	compute(&s);
	check_close(at(&s, "checkpoint_effectiveness", "brief")->value,
		    1 / 3.0, 1e-12);
	check_close(of(&s, "checkpoint_effectiveness", NULL)->value,
		    2 / 4.0, 1e-12);
	steps[1].checkpoint = true;
	story_end(&s);
}

TEST(an_unknown_origin_is_found_and_escapes_but_has_no_distance)
{
	struct story s;

	begin(&s);
	TELL(&s, { .step = "draft" },
	     { .origin = "drfat", .step = "published" },
	     { .origin = "published", .step = "published" },
	     { .origin = "brief", .step = "draft" },
	     { .origin = "brief", .step = "extra" });
	compute(&s);
	assert_int_equal(of(&s, "escape_rate", NULL)->x, 2);
	assert_int_equal(of(&s, "escape_rate", NULL)->n, 5);
	assert_int_equal(of(&s, "unknown_origin", NULL)->x, 3);
	assert_int_equal(of(&s, "unknown_origin", NULL)->n, 5);
	assert_int_equal(of(&s, "defect_distance", NULL)->n, 1);
	check_close(of(&s, "defect_distance", NULL)->value, 1, 0);
	check_close(at(&s, "defects", "unknown > published")->value, 2, 0);
	check_close(at(&s, "defects", "brief > extra")->value, 1, 0);
	story_end(&s);
}

TEST(a_defect_found_before_it_arose_counts_only_as_misordered)
{
	struct story s;

	begin(&s);
	TELL(&s, { .origin = "adapt", .step = "brief", .n = 2 },
	     { .origin = "brief", .step = "published" });
	compute(&s);
	check_close(of(&s, "misordered_defects", "blog")->value, 2, 0);
	assert_int_equal(of(&s, "escape_rate", NULL)->n, 1);
	check_close(of(&s, "defects", NULL)->value, 1, 0);
	story_end(&s);
}

TEST(without_a_look_after_publication_there_is_no_escape_rate)
{
	struct story s;

	begin(&s);
	TELL(&s, { .origin = "brief", .step = "draft" },
	     { .origin = "draft", .step = "adapt" });
	compute(&s);
	assert_true(isnan(of(&s, "escape_rate", NULL)->value));
	assert_non_null(strstr(of(&s, "escape_rate", NULL)->note,
			       "needs defects found after publication"));
	assert_true(isnan(of(&s, "escapes_per_100", NULL)->value));
	check_close(of(&s, "defect_distance", NULL)->value, 1, 0);
	story_end(&s);
}

TEST(escapes_per_100_take_items_or_counts_of_the_last_step)
{
	struct story s;

	begin(&s);
	TELL(&s, { .step = "adapt", .item = "a", .none = true,
	       .day = "2026-10-06" },
	     { .step = "adapt", .item = "b", .none = true },
	     { .step = "draft", .item = "c", .none = true },
	     { .step = "adapt", .item = "many", .n = 3, .none = true },
	     { .origin = "draft", .step = "published", .item = "a" });
	compute(&s);
	check_close(of(&s, "escapes_per_100", "blog")->value, 20, 1e-12);
	assert_int_equal(of(&s, "escapes_per_100", "blog")->n, 5);
	story_counts(&s, COUNTS({ "2026-10-08", 8, .step = "adapt" },
				{ "2026-10-08", 90, .step = "published" }));
	compute(&s);
	check_close(of(&s, "escapes_per_100", NULL)->value, 12.5, 1e-12);
	blog.lists_corrected = true;
	compute(&s);
	check_close(of(&s, "escapes_per_100", NULL)->value, 12.5, 1e-12);
	blog.lists_corrected = false;
	story_end(&s);
}

TEST(an_item_made_again_is_published_once_in_a_period)
{
	struct story s;

	begin(&s);
	TELL(&s, { .step = "adapt", .item = "a", .none = true,
	       .day = "2026-10-01" },
	     { .step = "adapt", .item = "a", .none = true,
	       .day = "2026-11-15" },
	     { .origin = "draft", .step = "published", .item = "a",
	       .day = "2026-11-20" });
	story_compute(&s, PERIOD_QUARTER, "2026-10-01", "2026-12-31",
		      "2027-06-30");
	assert_int_equal(of(&s, "escapes_per_100", NULL)->n, 1);
	story_compute(&s, PERIOD_MONTH, "2026-10-01", "2026-12-31",
		      "2027-06-30");
	assert_int_equal(story_figure(&s, "escapes_per_100", NULL,
				      "2026-11-15")->n, 1);
	story_end(&s);
}

TEST(downstream_errors_are_those_found_after_their_origin)
{
	struct story s;

	begin(&s);
	TELL(&s, { .step = "adapt", .item = "a", .none = true },
	     { .step = "adapt", .item = "b", .none = true, .n = 3 },
	     { .origin = "brief", .step = "draft", .item = "a" },
	     { .origin = "draft", .step = "draft", .item = "a" },
	     { .step = "draft", .item = "a", .n = 9 });
	compute(&s);
	check_close(of(&s, "downstream_errors", "blog")->value, 25, 1e-12);
	assert_int_equal(of(&s, "downstream_errors", NULL)->n, 4);
	assert_int_equal(of(&s, "downstream_errors", NULL)->x, 1);
	assert_false(of(&s, "downstream_errors", NULL)->immature);
	/* nobody looked after publication: that is another question */
	assert_true(isnan(of(&s, "escapes_per_100", NULL)->value));
	story_end(&s);
}

TEST(without_any_origin_there_are_no_downstream_errors)
{
	struct story s;

	begin(&s);
	TELL(&s, { .step = "adapt", .item = "a", .none = true },
	     { .step = "draft", .item = "a" });
	compute(&s);
	assert_true(isnan(of(&s, "downstream_errors", NULL)->value));
	assert_non_null(strstr(of(&s, "downstream_errors", NULL)->note,
			       "needs defects with their origin step"));
	story_end(&s);
}

TEST(lateness_costs_what_is_above_the_median_found_at_once)
{
	struct story s;

	begin(&s);
	TELL(&s, { .origin = "brief", .step = "brief", .day = "2025-10-12",
	       .minutes = 90 },
	     { .origin = "brief", .step = "brief", .day = "2025-10-13",
	       .minutes = 4 },
	     { .origin = "draft", .step = "draft", .day = "2026-10-05",
	       .minutes = 6, .n = 2 },
	     { .origin = "brief", .step = "adapt", .minutes = 30, .n = 2 },
	     { .origin = "brief", .step = "published", .minutes = 3 },
	     { .origin = "draft", .step = "adapt" },
	     { .origin = "draft", .step = "adapt", .minutes = 50,
	       .defect = "format" },
	     { .origin = "draft", .step = "draft", .minutes = 5,
	       .defect = "format", .n = 2 });
	compute(&s);
	/* median of 4, 6, 6; 12 October 2025 is a day too old */
	check_close(of(&s, "lateness_hours", NULL)->value,
		    (24 + 24 - 3) / 60.0, 1e-12);
	assert_int_equal(of(&s, "lateness_hours", NULL)->n, 3);
	assert_string_equal(of(&s, "lateness_hours", NULL)->note,
			    "1 late defect left out: fewer than 3 of the "
			    "type were found where they arose; 1 late defect "
			    "without minutes left out");
	story_end(&s);
}

TEST(the_last_three_weeks_are_not_mature)
{
	struct story s;

	begin(&s);
	TELL(&s, { .origin = "brief", .step = "published" },
	     { .origin = "brief", .step = "brief" },
	     { .origin = "brief", .step = "published", .day = "2026-10-28" });
	story_compute(&s, PERIOD_WEEK, "2026-10-05", "2026-11-01",
		      "2026-11-01");
	assert_false(story_figure(&s, "escape_rate", NULL,
				  "2026-10-07")->immature);
	assert_true(story_figure(&s, "escape_rate", NULL,
				 "2026-10-28")->immature);
	assert_string_equal(story_figure(&s, "escape_rate", NULL,
					 "2026-10-28")->note,
			    "not mature yet");
	story_end(&s);
}

TEST(an_undocumented_workflow_has_only_an_escape_rate)
{
	struct story s;

	begin(&s);
	TELL(&s, { .origin = "draft", .step = "draft", .workflow = "ghost" },
	     { .origin = "draft", .step = "published", .workflow = "ghost" });
	compute(&s);
	check_close(of(&s, "escape_rate", "ghost")->value, 0.5, 1e-12);
	check_close(of(&s, "unknown_origin", "ghost")->value, 1, 0);
	assert_true(isnan(of(&s, "defect_distance", "ghost")->value));
	assert_true(isnan(of(&s, "escapes_per_100", "ghost")->value));
	story_end(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(golden_matrix_of_the_definitions),
		cmocka_unit_test(a_step_without_a_checkpoint_catches_nothing),
		cmocka_unit_test(
		an_unknown_origin_is_found_and_escapes_but_has_no_distance),
		cmocka_unit_test(
		a_defect_found_before_it_arose_counts_only_as_misordered),
		cmocka_unit_test(
		without_a_look_after_publication_there_is_no_escape_rate),
		cmocka_unit_test(
		escapes_per_100_take_items_or_counts_of_the_last_step),
		cmocka_unit_test(
			an_item_made_again_is_published_once_in_a_period),
		cmocka_unit_test(
		downstream_errors_are_those_found_after_their_origin),
		cmocka_unit_test(
		without_any_origin_there_are_no_downstream_errors),
		cmocka_unit_test(
		lateness_costs_what_is_above_the_median_found_at_once),
		cmocka_unit_test(the_last_three_weeks_are_not_mature),
		cmocka_unit_test(
			an_undocumented_workflow_has_only_an_escape_rate),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
