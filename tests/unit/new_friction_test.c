/*
 * Friction points that the period before did not have: REQUIREMENTS R35.
 */
#include "tests/unit/story.h"

#include <string.h>

struct told_handoff {
	const char *from, *to, *sent;
	double reformat;
	enum handoff_status status;
	int64_t n;
};

static int32_t handoff_cells(struct fact_cell *c, const void *rows, size_t i)
{
	const struct told_handoff *t = (const struct told_handoff *)rows + i;

	c[FC_N].num = t->n ? t->n : 1;
	c[HAN_FROM_STEP] = cell_of(t->from);
	c[HAN_TO_STEP] = cell_of(t->to);
	c[HAN_SENT_AT].num = story_time(t->sent);
	c[HAN_WORKFLOW] = cell_of("blog");
	c[HAN_STATUS].num = t->status;
	c[HAN_REFORMAT] = cell_scaled(t->reformat, MS_PER_MINUTE);
	return story_day(t->sent);
}

struct told_defect {
	const char *item, *at, *defect;
	double correction;
};

static int32_t defect_cells(struct fact_cell *c, const void *rows, size_t i)
{
	const struct told_defect *t = (const struct told_defect *)rows + i;

	c[FC_N].num = 1;
	c[COR_ITEM_ID] = cell_of(t->item);
	c[COR_REVIEWED_AT].num = story_time(t->at);
	c[COR_WORKFLOW] = cell_of("blog");
	c[COR_STEP] = cell_of("draft");
	c[COR_OUTCOME].num = OUTCOME_MAJOR;
	c[COR_DEFECT] = cell_of(t->defect);
	c[COR_CORRECTION] = cell_scaled(t->correction, MS_PER_MINUTE);
	return story_day(t->at);
}

struct told_event { const char *day, *text, *workflow; };

static int32_t event_cells(struct fact_cell *c, const void *rows, size_t i)
{
	const struct told_event *t = (const struct told_event *)rows + i;

	c[FC_N].num = 1;
	c[EVE_DATE].num = story_day(t->day);
	c[EVE_EVENT] = cell_of(t->text);
	c[EVE_KIND].num = EVENT_TOOL_CHANGE;
	c[EVE_WORKFLOW] = cell_of(t->workflow);
	return story_day(t->day);
}

#define TELL(s, kind, cells, type, ...) \
	story_load((s), (kind), "export", LOAD_SNAPSHOT, (cells), \
		   (const type[]){ __VA_ARGS__ }, \
		   COUNT(((const type[]){ __VA_ARGS__ })))
#define HANDOFFS(s, ...) \
	TELL(s, &kind_handoffs, handoff_cells, struct told_handoff, __VA_ARGS__)
#define DEFECTS(s, ...) \
	TELL(s, &kind_corrections, defect_cells, struct told_defect, \
	     __VA_ARGS__)

/* What is new in Q3 2026, seen on 30 September. */
static void search(struct story *s, struct new_friction *found)
{
	struct metrics_request request = {
		.kind = PERIOD_QUARTER, .from = story_day("2026-07-01"),
		.to = story_day("2026-09-30"),
		.as_of = story_day("2026-09-30"), .new_friction = found
	};
	struct err err;

	*found = (struct new_friction){
		.period = period_of(PERIOD_QUARTER, request.from, 1),
		.before = period_of(PERIOD_QUARTER, request.from - 1, 1),
		.arena = &s->figures.arena
	};
	story_check(metrics_compute(&s->figures, s->store, &s->config,
				    &request, &err), &err);
}

TEST(an_edge_is_new_when_minutes_are_lost_at_it_that_were_not_before)
{
	struct new_friction found;
	struct story s;

	story_begin(&s);
	HANDOFFS(&s, { .from = "brief", "draft", "2026-05-04 09:00", 5 },
		 { .from = "draft", "adapt", "2026-05-05 09:00", 0 },
		 { .from = "brief", "draft", "2026-07-06 09:00", 7 },
		 { .from = "draft", "adapt", "2026-07-07 09:00", 3, .n = 2 },
		 { .from = "draft", "adapt", "2026-07-09 09:00", 4 });
	search(&s, &found);
	assert_int_equal(found.n, 1);
	assert_true(found.point[0].is_edge);
	assert_string_equal(found.point[0].what, "draft > adapt");
	assert_string_equal(found.point[0].workflow, "blog");
	assert_int_equal(found.point[0].n, 3);
	check_close(found.point[0].minutes, 10, 1e-12);
	assert_int_equal(found.point[0].first, story_day("2026-07-07"));
	assert_null(found.point[0].after);
	story_end(&s);
}

TEST(a_mismatch_without_minutes_is_friction_too)
{
	struct new_friction found;
	struct story s;

	story_begin(&s);
	HANDOFFS(&s, { .from = "draft", "adapt", "2026-05-05 09:00", ZERO, HANDOFF_OK },
		 { .from = "draft", "adapt", "2026-07-07 09:00", 0, HANDOFF_MISMATCH });
	search(&s, &found);
	assert_int_equal(found.n, 1);
	assert_int_equal(found.point[0].n, 1);
	check_close(found.point[0].minutes, 0, 0);
	story_end(&s);
}

TEST(where_nothing_was_recorded_before_nothing_is_new)
{
	struct new_friction found;
	struct story s;

	story_begin(&s);
	HANDOFFS(&s, { .from = "draft", "adapt", "2026-07-07 09:00", 5 });
	DEFECTS(&s, { "a", "2026-07-08", "tone", 4 });
	search(&s, &found);
	assert_int_equal(found.n, 0);
	assert_false(found.had_edges);
	assert_false(found.had_defects);
	story_end(&s);
}

TEST(a_defect_is_new_when_the_workflow_had_others_before)
{
	struct new_friction found;
	struct story s;

	story_begin(&s);
	DEFECTS(&s, { "a", "2026-05-05", "tone", 4 },
		{ "b", "2026-07-08", "tone", 4 },
		{ "c", "2026-07-09", "facts", 6 },
		{ "d", "2026-07-10", "links", 0 });
	search(&s, &found);
	assert_int_equal(found.n, 2);
	assert_false(found.point[0].is_edge);
	assert_string_equal(found.point[0].what, "facts");
	check_close(found.point[0].minutes, 6, 1e-12);
	assert_string_equal(found.point[1].what, "links");
	assert_true(found.had_defects);
	story_end(&s);
}

TEST(the_tool_change_before_it_is_named_and_no_other_workflows)
{
	struct new_friction found;
	struct story s;

	story_begin(&s);
	DEFECTS(&s, { "a", "2026-05-05", "tone", 4 },
		{ "c", "2026-07-09", "facts", 6 });
	TELL(&s, &kind_events, event_cells, struct told_event,
	     { "2026-03-01", "long before", "" },
	     { "2026-07-01", "a new model", "" },
	     { "2026-07-08", "another tool", "webinars" },
	     { "2026-07-20", "after it", "blog" });
	search(&s, &found);
	assert_int_equal(found.n, 1);
	assert_string_equal(found.point[0].after, "a new model");
	assert_int_equal(found.point[0].after_day, story_day("2026-07-01"));
	story_end(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			an_edge_is_new_when_minutes_are_lost_at_it_that_were_not_before),
		cmocka_unit_test(a_mismatch_without_minutes_is_friction_too),
		cmocka_unit_test(where_nothing_was_recorded_before_nothing_is_new),
		cmocka_unit_test(
			a_defect_is_new_when_the_workflow_had_others_before),
		cmocka_unit_test(
			the_tool_change_before_it_is_named_and_no_other_workflows),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
