/*
 * Baselines: which weeks they are, what pins them and what ends them.
 */
#include "tests/unit/story.h"

#include "metrics/baseline.h"

struct told_event {
	const char *day, *event;
	enum event_kind kind;
	const char *workflow;
};

static int32_t event_row(struct fact_cell *c, const void *rows, size_t i)
{
	const struct told_event *e = (const struct told_event *)rows + i;

	c[FC_N].num = 1;
	c[EVE_DATE].num = story_day(e->day);
	c[EVE_EVENT] = cell_of(e->event);
	c[EVE_KIND].num = e->kind;
	c[EVE_WORKFLOW] = cell_of(e->workflow);
	return story_day(e->day);
}

#define EVENTS(s, ...) \
	story_load(s, &kind_events, "events", LOAD_SNAPSHOT, event_row, \
		   (const struct told_event[]){ __VA_ARGS__ }, \
		   COUNT(((const struct told_event[]){ __VA_ARGS__ })))

static void publish(struct story *s, const char *report, const char *period,
		    const char *workflow, const char *const *mondays, size_t n)
{
	struct published_week week[8];
	struct run_entry run = {
		.report = report, .period = period, .file = "w.xlsx",
		.sha256 = "ab", .inputs = "cd", .as_of = "2026-06-01",
		.weeks = week, .n_weeks = n
	};
	struct err err;

	for (size_t i = 0; i < n; i++)
		week[i] = (struct published_week){
			workflow, story_day(mondays[i]), 0
		};
	story_check(store_record_run(s->store, &run, NULL, 0, &err), &err);
}

#define SHOWN(...) (const char *const[]){ __VA_ARGS__ }, \
	COUNT(((const char *const[]){ __VA_ARGS__ }))

struct read {
	struct baselines b;
	struct baseline_segment *s;
	size_t n;
	struct arena a;
};

static void read_of(struct read *r, struct story *s, const char *as_of,
		    const char *workflow, const char *first_week)
{
	struct err err;

	*r = (struct read){ 0 };
	story_check(baselines_read(&r->b, s->store, &s->config,
				   story_day(as_of), &r->a, &err), &err);
	r->n = baseline_segments(&r->s, &r->b, workflow,
				 first_week ? story_day(first_week) : DAY_NONE,
				 &r->a);
}

static void check_segment(const struct read *r, size_t i, const char *first,
			  const char *last, const char *text)
{
	assert_true(i < r->n);
	assert_int_equal(r->s[i].first, story_day(first));
	assert_int_equal(r->s[i].last, story_day(last));
	assert_string_equal(r->s[i].text, text);
}

TEST(an_unpinned_baseline_is_the_first_twelve_weeks)
{
	struct story s;
	struct read r;

	story_begin(&s);
	read_of(&r, &s, "2026-06-01", NULL, "2026-01-05");
	assert_int_equal(r.n, 1);
	check_segment(&r, 0, "2026-01-05", "2026-03-29", "");
	arena_release(&r.a);
	s.config.limits.baseline_weeks = 8;
	read_of(&r, &s, "2026-06-01", "blog", "2026-01-05");
	check_segment(&r, 0, "2026-01-05", "2026-03-01", "");
	arena_release(&r.a);
	read_of(&r, &s, "2026-06-01", NULL, NULL);
	assert_int_equal(r.n, 0);
	arena_release(&r.a);
	story_end(&s);
}

TEST(the_first_report_that_showed_a_workflow_pins_its_baseline)
{
	struct story s;
	struct read r;

	story_begin(&s);
	publish(&s, "weekly", "2026-W06", "",
		SHOWN("2026-01-12", "2026-01-19"));
	publish(&s, "weekly", "2026-W07", "",
		SHOWN("2025-12-29", "2026-01-05", "2026-01-12"));
	publish(&s, "weekly", "2026-W07", "blog", SHOWN("2025-12-29"));
	/* rows of older weeks came with the second report */
	read_of(&r, &s, "2026-06-01", NULL, "2025-12-29");
	check_segment(&r, 0, "2026-01-12", "2026-04-05", "");
	arena_release(&r.a);
	read_of(&r, &s, "2026-06-01", "blog", "2025-12-22");
	check_segment(&r, 0, "2025-12-29", "2026-03-22", "");
	arena_release(&r.a);
	read_of(&r, &s, "2026-06-01", "mail", "2025-12-29");
	check_segment(&r, 0, "2025-12-29", "2026-03-22", "");
	arena_release(&r.a);
	story_end(&s);
}

/* Weeks without anything would be no baseline. */
TEST(a_measure_that_began_after_the_pin_has_its_own_first_weeks)
{
	struct story s;
	struct read r;

	story_begin(&s);
	publish(&s, "weekly", "2026-W06", "", SHOWN("2026-01-12"));
	read_of(&r, &s, "2026-06-01", NULL, "2026-03-02");
	check_segment(&r, 0, "2026-03-02", "2026-05-24", "");
	arena_release(&r.a);
	story_end(&s);
}

TEST(a_reset_begins_a_segment_with_the_next_whole_week)
{
	struct story s;
	struct read r;

	story_begin(&s);
	EVENTS(&s, { "2026-02-02", "new editor", EVENT_TOOL_CHANGE, NULL },
	       { "2026-04-08", "new prompts", EVENT_BASELINE_RESET, NULL },
	       { "2026-06-01", "new tool", EVENT_BASELINE_RESET, "blog" });
	read_of(&r, &s, "2026-06-01", "blog", "2026-01-05");
	assert_int_equal(r.n, 3);
	check_segment(&r, 0, "2026-01-05", "2026-03-29", "");
	/* a Wednesday; cut by the next */
	check_segment(&r, 1, "2026-04-13", "2026-05-31", "new prompts");
	/* a Monday begins its own week */
	check_segment(&r, 2, "2026-06-01", "2026-08-23", "new tool");
	arena_release(&r.a);
	/* a workflow's decision leaves the chart of all work alone */
	read_of(&r, &s, "2026-06-01", NULL, "2026-01-05");
	assert_int_equal(r.n, 2);
	arena_release(&r.a);
	/* and what lies ahead is not decided yet */
	read_of(&r, &s, "2026-05-31", "blog", "2026-01-05");
	assert_int_equal(r.n, 2);
	arena_release(&r.a);
	story_end(&s);
}

TEST(resets_before_the_first_week_or_in_one_week_make_no_empty_segment)
{
	struct story s;
	struct read r;

	story_begin(&s);
	EVENTS(&s, { "2025-12-30", "before", EVENT_BASELINE_RESET, NULL },
	       { "2026-04-07", "one", EVENT_BASELINE_RESET, NULL },
	       { "2026-04-09", "two", EVENT_BASELINE_RESET, NULL });
	read_of(&r, &s, "2026-06-01", NULL, "2026-01-05");
	assert_int_equal(r.n, 2);
	check_segment(&r, 1, "2026-04-13", "2026-07-05", "one");
	arena_release(&r.a);
	story_end(&s);
}

TEST(the_weeks_of_published_weekly_reports_come_in_order)
{
	struct story s;
	struct read r;

	story_begin(&s);
	publish(&s, "weekly", "2026-W10", "", NULL, 0);
	publish(&s, "quarterly", "2026-Q1", "", NULL, 0);
	publish(&s, "weekly", "2026-W02", "", NULL, 0);
	read_of(&r, &s, "2026-06-01", NULL, "2026-01-05");
	assert_int_equal(r.b.n_weekly, 2);
	assert_int_equal(r.b.weekly[0], story_day("2026-01-05"));
	assert_int_equal(r.b.weekly[1], story_day("2026-03-02"));
	arena_release(&r.a);
	story_end(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			an_unpinned_baseline_is_the_first_twelve_weeks),
		cmocka_unit_test(
			the_first_report_that_showed_a_workflow_pins_its_baseline),
		cmocka_unit_test(
			a_measure_that_began_after_the_pin_has_its_own_first_weeks),
		cmocka_unit_test(
			a_reset_begins_a_segment_with_the_next_whole_week),
		cmocka_unit_test(
			resets_before_the_first_week_or_in_one_week_make_no_empty_segment),
		cmocka_unit_test(
			the_weeks_of_published_weekly_reports_come_in_order),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
