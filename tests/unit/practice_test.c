/* Hours of practice by skill, without small groups: METRICS.md §13, R34. */
#include "tests/unit/story.h"

struct told_practice {
	const char *day;
	double minutes;
	const char *skill, *person;
};

static int32_t practice_cells(struct fact_cell *c, const void *rows,
			      size_t i)
{
	const struct told_practice *t = (const struct told_practice *)rows + i;

	c[FC_N].num = 1;
	c[TIM_DATE].num = story_day(t->day);
	c[TIM_MINUTES] = cell_scaled(t->minutes, MS_PER_MINUTE);
	c[TIM_ACTIVITY].num = ACTIVITY_PRACTICE;
	c[TIM_SKILL] = cell_of(t->skill);
	c[TIM_PERSON] = cell_of(t->person);
	return story_day(t->day);
}

#define PRACTICE(s, ...) \
	story_load((s), &kind_time, "time", LOAD_SNAPSHOT, practice_cells, \
		   (const struct told_practice[]){ __VA_ARGS__ }, \
		   COUNT(((const struct told_practice[]){ __VA_ARGS__ })))
#define FIVE(day, skill) \
	{ day, 60, skill, "a" }, { day, 60, skill, "b" }, \
	{ day, 60, skill, "c" }, { day, 60, skill, "d" }, \
	{ day, 120, skill, "e" }

static void compute_weeks(struct story *s)
{
	story_compute(s, PERIOD_WEEK, "2026-11-02", "2026-11-15",
		      "2026-11-30");
}

static const struct figure *of(const struct story *s, const char *metric,
			       const char *skill, const char *day)
{
	struct scope scope = { { [SCOPE_SKILL] = skill } };

	return story_scope(s, metric, &scope, day);
}

TEST(practice_adds_up_from_the_first_entry_on)
{
	struct story s;

	story_begin(&s);
	PRACTICE(&s, FIVE("2026-10-05", "prompts"),
		 { "2026-11-10", 30, "prompts", "a" });
	compute_weeks(&s);
	check_close(of(&s, "practice_hours", "prompts", "2026-11-04")->value,
		    6, 1e-12);
	check_close(of(&s, "practice_hours", "prompts", "2026-11-11")->value,
		    6.5, 1e-12);
	check_close(of(&s, "practice_mean", "prompts", "2026-11-11")->value,
		    1.3, 1e-12);
	assert_int_equal(of(&s, "practice_mean", "prompts",
			    "2026-11-11")->n, 5);
	check_close(of(&s, "practice_mean", NULL, "2026-11-11")->value, 1.3,
		    1e-12);
	story_end(&s);
}

TEST(a_skill_of_four_people_has_no_numbers_nor_is_it_left_by_subtraction)
{
	struct story s;

	story_begin(&s);
	PRACTICE(&s, FIVE("2026-11-02", "prompts"),
		 { "2026-11-03", 30, "mapping", "a" },
		 { "2026-11-03", 30, "mapping", "b" },
		 { "2026-11-03", 30, "mapping", "c" },
		 { "2026-11-03", 30, "mapping", "d" });
	compute_weeks(&s);
	assert_true(isnan(of(&s, "practice_hours", "mapping",
			     "2026-11-04")->value));
	/* total less prompts would be mapping */
	assert_true(isnan(of(&s, "practice_hours", "prompts",
			     "2026-11-04")->value));
	check_close(of(&s, "practice_hours", NULL, "2026-11-04")->value, 8,
		    1e-12);
	s.config.limits.people_min = 4;
	compute_weeks(&s);
	check_close(of(&s, "practice_hours", "mapping", "2026-11-04")->value,
		    2, 1e-12);
	story_end(&s);
}

TEST(entries_that_name_nobody_count_but_have_no_mean)
{
	struct story s;

	story_begin(&s);
	PRACTICE(&s, FIVE("2026-11-02", "prompts"),
		 { "2026-11-02", 60, "prompts", NULL });
	compute_weeks(&s);
	check_close(of(&s, "practice_hours", "prompts", "2026-11-04")->value,
		    7, 1e-12);
	assert_true(isnan(of(&s, "practice_mean", "prompts",
			     "2026-11-04")->value));
	assert_string_equal(of(&s, "practice_mean", "prompts",
			       "2026-11-04")->note,
			    "some entries name nobody");
	story_end(&s);
}

TEST(without_practice_there_is_no_number)
{
	struct story s;

	story_begin(&s);
	compute_weeks(&s);
	assert_true(isnan(of(&s, "practice_hours", NULL,
			     "2026-11-04")->value));
	assert_string_equal(of(&s, "practice_hours", NULL,
			       "2026-11-04")->note,
			    "no practice was recorded");
	story_end(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(practice_adds_up_from_the_first_entry_on),
		cmocka_unit_test(
			a_skill_of_four_people_has_no_numbers_nor_is_it_left_by_subtraction),
		cmocka_unit_test(
			entries_that_name_nobody_count_but_have_no_mean),
		cmocka_unit_test(without_practice_there_is_no_number),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
