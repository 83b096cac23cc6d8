/* Types of defect: what counts, by how often and by minutes. */
#include "tests/unit/story.h"

#include "metrics/defect_types.h"

#define MONDAY "2026-01-05"
#define LATER "2026-03-01"

static struct arena arena;

/* "tone 3 (1 blank) 24.0 min, blog 2; ..." of the week of MONDAY. */
static void check_types(struct story *s, const char *want, int64_t total,
			double minutes)
{
	struct strbuf got = STRBUF_INIT;
	struct err err = { 0 };
	int32_t first = story_day(MONDAY);
	struct defect_list list = {
		.period = period_of(PERIOD_WEEK, first, 1), .arena = &arena
	};
	struct metrics_request request = {
		.kind = PERIOD_WEEK, .from = first, .to = first,
		.as_of = story_day(LATER), .defects = &list
	};

	story_check(metrics_compute(&s->figures, s->store, &s->config,
				    &request, &err), &err);
	for (size_t i = 0; i < list.n; i++)
		strbuf_printf(&got, "%s %lld (%lld blank) %.1f min, %s %lld; ",
			      list.type[i].defect, (long long)list.type[i].n,
			      (long long)list.type[i].blank,
			      list.type[i].minutes, list.type[i].workflow,
			      (long long)list.type[i].in_workflow);
	assert_string_equal(got.s ? got.s : "", want);
	assert_int_equal(list.total, total);
	check_close(list.minutes, minutes, 1e-9);
	strbuf_release(&got);
	story_end(s);
	arena_release(&arena);
}

TEST(each_review_counts_once_for_its_type_with_its_own_minutes)
{
	struct story s;

	story_begin(&s);
	story_reviews(&s, "log", ROWS(
		REVIEW("a", MONDAY, OUTCOME_MAJOR, .correction = 20,
		       .defect = "tone"),
		REVIEW("a", "2026-01-06", OUTCOME_LIGHT, .correction = 4,
		       .defect = "tone", .workflow = "ads"),
		REVIEW("b", "2026-01-06", OUTCOME_LIGHT, .defect = "tone",
		       .workflow = "ads"),
		REVIEW("c", "2026-01-11", OUTCOME_LIGHT, .correction = 9,
		       .defect = "link"),
		REVIEW("d", "2026-01-12", OUTCOME_LIGHT, .correction = 9,
		       .defect = "link")));
	check_types(&s, "tone 3 (1 blank) 24.0 min, ads 2; "
		    "link 1 (0 blank) 9.0 min, blog 1; ", 4, 33);
}

TEST(a_defect_found_after_publication_counts_too)
{
	struct story s;

	story_begin(&s);
	story_reviews(&s, "log", ROWS(
		REVIEW("a", MONDAY, OUTCOME_LIGHT, .correction = 5,
		       .defect = "link", .step = "published")));
	check_types(&s, "link 1 (0 blank) 5.0 min, blog 1; ", 1, 5);
}

TEST(a_row_of_several_stands_for_that_many)
{
	struct story s;

	story_begin(&s);
	story_weighted(&s, "log", ROWS(
		REVIEW("a", MONDAY, OUTCOME_LIGHT, .correction = 5, .n = 10,
		       .defect = "link"),
		REVIEW("b", MONDAY, OUTCOME_MAJOR, .correction = 60,
		       .defect = "tone", .n = 1)));
	check_types(&s, "link 10 (0 blank) 50.0 min, blog 10; "
		    "tone 1 (0 blank) 60.0 min, blog 1; ", 11, 110);
}

TEST(as_many_stand_by_minutes_then_by_text)
{
	struct story s;

	story_begin(&s);
	story_reviews(&s, "log", ROWS(
		REVIEW("a", MONDAY, OUTCOME_LIGHT, .correction = 5,
		       .defect = "link"),
		REVIEW("b", MONDAY, OUTCOME_LIGHT, .correction = 6,
		       .defect = "tone"),
		REVIEW("c", MONDAY, OUTCOME_LIGHT, .correction = 5,
		       .defect = "format")));
	check_types(&s, "tone 1 (0 blank) 6.0 min, blog 1; "
		    "format 1 (0 blank) 5.0 min, blog 1; "
		    "link 1 (0 blank) 5.0 min, blog 1; ", 3, 16);
}

TEST(a_week_without_defects_has_no_type)
{
	struct story s;

	story_begin(&s);
	story_reviews(&s, "log", ROWS(
		REVIEW("a", MONDAY, OUTCOME_LIGHT, .correction = 5)));
	check_types(&s, "", 0, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
		each_review_counts_once_for_its_type_with_its_own_minutes),
		cmocka_unit_test(a_defect_found_after_publication_counts_too),
		cmocka_unit_test(a_row_of_several_stands_for_that_many),
		cmocka_unit_test(as_many_stand_by_minutes_then_by_text),
		cmocka_unit_test(a_week_without_defects_has_no_type),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
