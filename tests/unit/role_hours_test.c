/* Recorded hours by role, from a store; what is merged: suppress_test.c. */
#include "tests/unit/story.h"

#include "base/strbuf.h"
#include "metrics/role_hours.h"

#define MONDAY "2026-01-05"
#define SUNDAY "2026-01-11"
#define LATER "2026-12-31"

struct told_entry {
	struct told_time time;
	const char *person;
};

#define BY(person_, ...) { { __VA_ARGS__ }, person_ }

static int32_t entry_row(struct fact_cell *c, const void *rows, size_t i)
{
	const struct told_entry *e = (const struct told_entry *)rows + i;

	c[TIM_PERSON] = cell_of(e->person);
	return time_row(c, &e->time, 0);
}

static void story_entries(struct story *s, const struct told_entry *rows,
			  size_t n)
{
	story_load(s, &kind_time, "time", LOAD_SNAPSHOT, entry_row, rows, n);
}

/* Five editors of an hour each, and what a test adds. */
#define EDITORS \
	BY("R-1", MONDAY, 60, ACTIVITY_WORK, "blog", "editor"), \
	BY("R-2", MONDAY, 60, ACTIVITY_REVIEW, "blog", "editor"), \
	BY("R-3", MONDAY, 60, ACTIVITY_AUDIT, NULL, "editor"), \
	BY("R-4", MONDAY, 60, ACTIVITY_OTHER, "blog", "editor"), \
	BY("R-5", SUNDAY, 60, ACTIVITY_TUNING, "blog", "editor")

/* "editor 5:5, others ...; all 5:5; The sentence." */
static void check_roles_at(const struct told_entry *rows, size_t n,
			   const char *as_of, const char *want,
			   const char *file, int line)
{
	struct story s;
	struct role_hours roles;
	struct strbuf got = STRBUF_INIT;
	struct arena a = { 0 };
	struct err err;
	struct period week = { PERIOD_WEEK, story_day(MONDAY),
			       story_day(SUNDAY) };

	story_begin(&s);
	story_entries(&s, rows, n);
	story_check(role_hours_read(&roles, s.store, &s.config, week,
				    story_day(as_of), &a, &err), &err);
	for (size_t i = 0; i < roles.table.n; i++)
		strbuf_printf(&got, "%s %zu:%g, ", roles.table.line[i].label,
			      roles.table.line[i].people,
			      role_hours_of(&roles.table.line[i]));
	strbuf_printf(&got, "all %zu:%g; %s", roles.table.total.people,
		      role_hours_of(&roles.table.total), roles.note);
	_assert_string_equal(got.s, want, file, line);
	strbuf_release(&got);
	arena_release(&a);
	story_end(&s);
}

#define check_roles(as_of, want, ...) \
	check_roles_at((const struct told_entry[]){ __VA_ARGS__ }, \
		COUNT(((const struct told_entry[]){ __VA_ARGS__ })), as_of, \
		want, __FILE__, __LINE__)

TEST(hours_of_all_activities_count_for_their_role)
{
	check_roles(LATER, "editor 5:5, all 5:5; Every line has at least 5 "
		    "people.", EDITORS);
}

TEST(entries_outside_the_period_or_after_today_do_not_count)
{
	check_roles(LATER, "editor 5:5, all 5:5; Every line has at least 5 "
		    "people.", EDITORS,
		    BY("R-9", "2026-01-04", 60, ACTIVITY_WORK, "blog", "x"),
		    BY("R-9", "2026-01-12", 60, ACTIVITY_WORK, "blog", "x"));
	check_roles("2026-01-10", "all 4:4; No role is shown alone: all "
		    "entries together name fewer than 5 people.", EDITORS);
}

TEST(roles_stand_in_the_order_of_their_names_and_none_is_last)
{
	check_roles(LATER, "author 5:5, editor 5:5, (none) 5:5, all 5:15; "
		    "Every line has at least 5 people.", EDITORS,
		    BY("R-1", MONDAY, 60, ACTIVITY_WORK, NULL, NULL),
		    BY("R-2", MONDAY, 60, ACTIVITY_WORK, NULL, NULL),
		    BY("R-3", MONDAY, 60, ACTIVITY_WORK, NULL, NULL),
		    BY("R-4", MONDAY, 60, ACTIVITY_WORK, NULL, NULL),
		    BY("R-5", MONDAY, 60, ACTIVITY_WORK, NULL, NULL),
		    BY("R-1", MONDAY, 60, ACTIVITY_WORK, NULL, "author"),
		    BY("R-2", MONDAY, 60, ACTIVITY_WORK, NULL, "author"),
		    BY("R-3", MONDAY, 60, ACTIVITY_WORK, NULL, "author"),
		    BY("R-4", MONDAY, 60, ACTIVITY_WORK, NULL, "author"),
		    BY("R-5", MONDAY, 60, ACTIVITY_WORK, NULL, "author"));
}

TEST(small_roles_become_others_that_nobody_can_subtract)
{
	check_roles(LATER, "editor 5:5, others 5:4.5, all 9:9.5; 2 roles are "
		    "merged into others: fewer than 5 people are never shown "
		    "alone, nor left to be found by subtraction.", EDITORS,
		    BY("R-5", MONDAY, 60, ACTIVITY_WORK, NULL, "lead"),
		    BY("R-6", MONDAY, 60, ACTIVITY_WORK, NULL, "lead"),
		    BY("R-7", MONDAY, 60, ACTIVITY_WORK, NULL, "lead"),
		    BY("R-8", MONDAY, 60, ACTIVITY_WORK, NULL, "intern"),
		    BY("R-9", MONDAY, 30, ACTIVITY_WORK, NULL, "intern"));
	check_roles(LATER, "all 6:6; No role is shown alone: with the total "
		    "it would show fewer than 5 people.", EDITORS,
		    BY("R-8", MONDAY, 60, ACTIVITY_WORK, NULL, "intern"));
}

TEST(a_person_without_minutes_does_not_make_a_role_larger)
{
	check_roles(LATER, "all 4:4; No role is shown alone: all entries "
		    "together name fewer than 5 people.",
		    BY("R-1", MONDAY, 60, ACTIVITY_WORK, NULL, "editor"),
		    BY("R-2", MONDAY, 60, ACTIVITY_WORK, NULL, "editor"),
		    BY("R-3", MONDAY, 60, ACTIVITY_WORK, NULL, "editor"),
		    BY("R-4", MONDAY, 60, ACTIVITY_WORK, NULL, "editor"),
		    BY("R-5", MONDAY, ZERO, ACTIVITY_WORK, NULL, "editor"),
		    BY("R-6", MONDAY, ZERO, ACTIVITY_WORK, NULL, "lead"));
}

TEST(entries_that_name_nobody_show_no_role)
{
	check_roles(LATER, "all 0:2; No role is shown alone: the entries name "
		    "no person, so none is known to have at least 5 people.",
		    BY(NULL, MONDAY, 60, ACTIVITY_WORK, NULL, "editor"),
		    BY(NULL, MONDAY, 60, ACTIVITY_WORK, NULL, "lead"));
}

TEST(entries_without_any_role_say_so)
{
	check_roles(LATER, "all 1:1; No time entry names a role.",
		    BY("R-1", MONDAY, 60, ACTIVITY_WORK, NULL, NULL));
	check_roles(LATER, "all 0:0; There is no time entry.",
		    BY("R-1", "2026-02-02", 60, ACTIVITY_WORK, NULL, "x"));
}

TEST(recorded_hours_are_a_figure_of_the_period)
{
	struct story s;
	const struct told_entry rows[] = { EDITORS };

	story_begin(&s);
	story_entries(&s, rows, COUNT(rows));
	story_compute(&s, PERIOD_WEEK, MONDAY, "2026-01-18", LATER);
	check_close(story_figure(&s, "time_hours", NULL, MONDAY)->value, 5,
		    1e-12);
	assert_string_equal(story_figure(&s, "time_hours", NULL,
					 "2026-01-12")->note,
			    "no time entries");
	story_end(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(hours_of_all_activities_count_for_their_role),
		cmocka_unit_test(
		   entries_outside_the_period_or_after_today_do_not_count),
		cmocka_unit_test(
		   roles_stand_in_the_order_of_their_names_and_none_is_last),
		cmocka_unit_test(
			small_roles_become_others_that_nobody_can_subtract),
		cmocka_unit_test(
			a_person_without_minutes_does_not_make_a_role_larger),
		cmocka_unit_test(entries_that_name_nobody_show_no_role),
		cmocka_unit_test(entries_without_any_role_say_so),
		cmocka_unit_test(recorded_hours_are_a_figure_of_the_period),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
