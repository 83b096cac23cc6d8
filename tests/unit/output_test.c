/*
 * From reviews to outputs: METRICS.md §0 and §16 "Output, class,
 * denominator". What each output became is written as a line:
 *
 *	item day class outcome again[+reopened] reviews n
 *
 * and the lines are compared in their own order, not in that of the visits.
 */
#include "tests/unit/story.h"

#include "base/strbuf.h"
#include "metrics/output.h"

struct told_outputs {
	const struct facts *facts;
	struct strbuf text;
};

static int tell_output(void *ctx, const struct output *o)
{
	static const char *const class_word[] = {
		"unknown", "usable", "light", "rework"
	};
	static const char *const outcome_word[] = {
		"?", "usable", "light", "major", "rewritten", "rejected"
	};
	static const char *const again_word[] = {
		"first", "repeat", "redo", "again"
	};
	struct told_outputs *t = ctx;
	char day[DATE_MAX];

	strbuf_printf(&t->text, "%s%.*s %s %s %s %s%s %d %d",
		      t->text.len ? "\n" : "", (int)o->item_len, o->item,
		      day_format(day, o->day), class_word[o->class],
		      outcome_word[o->outcome], again_word[o->again],
		      o->reopened ? "+reopened" : "", o->reviews, (int)o->n);
	return 0;
}

static void visit_outputs(struct story *s, output_fn visit, void *ctx,
			  const struct facts **facts)
{
	static struct facts f;
	struct err err;

	f = (struct facts){ 0 };
	story_check(facts_read(&f, s->store, &kind_corrections,
			       story_day("2020-01-01"),
			       story_day("2030-01-01"), &err), &err);
	if (facts)
		*facts = &f;
	story_check(outputs_each(&f, &s->config, visit, ctx, &err), &err);
	facts_release(&f);
}

static int line_cmp(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* The lines of a text in the order of their letters. */
static const char *sorted_lines(struct arena *a, const char *text)
{
	char *rest = arena_strdup(a, text), *line[16];
	const char *all = "";
	size_t n = 0;

	while ((line[n] = strsep(&rest, "\n"))) {
		n++;
		assert_true(n < 16);
	}
	qsort(line, n, sizeof *line, line_cmp);
	for (size_t i = 0; i < n; i++)
		all = arena_printf(a, "%s%s\n", all, line[i]);
	return all;
}

static void check_story(struct story *s, const char *want)
{
	struct told_outputs t = { .text = STRBUF_INIT };
	struct arena a = { 0 };

	visit_outputs(s, tell_output, &t, &t.facts);
	assert_string_equal(sorted_lines(&a, t.text.s),
			    sorted_lines(&a, want));
	arena_release(&a);
	strbuf_release(&t.text);
	story_end(s);
}

static void check_outputs(const struct told_review *rows, size_t n,
			  const char *want)
{
	struct story s;

	story_begin(&s);
	story_reviews(&s, "log", rows, n);
	check_story(&s, want);
}

TEST(one_review_is_one_output)
{
	check_outputs(ROWS(REVIEW("a", "2026-01-05", OUTCOME_USABLE)),
		      "a 2026-01-05 usable usable first 1 1");
}

TEST(reviews_within_28_days_are_one_output_with_the_worst_outcome)
{
	check_outputs(ROWS(REVIEW("a", "2026-01-05", OUTCOME_REJECTED),
			   REVIEW("a", "2026-02-02", OUTCOME_USABLE)),
		      "a 2026-02-02 rework rejected first 2 1");
}

TEST(a_review_on_day_29_opens_a_new_output_and_the_first_is_rework)
{
	check_outputs(ROWS(REVIEW("a", "2026-01-05", OUTCOME_USABLE),
			   REVIEW("a", "2026-02-03", OUTCOME_USABLE)),
		      "a 2026-01-05 rework usable first+reopened 1 1\n"
		      "a 2026-02-03 usable usable again 1 1");
}

TEST(the_28_days_run_from_the_first_review_not_from_the_last)
{
	check_outputs(ROWS(REVIEW("a", "2026-01-05", OUTCOME_USABLE),
			   REVIEW("a", "2026-01-25", OUTCOME_LIGHT),
			   REVIEW("a", "2026-02-03", OUTCOME_USABLE),
			   REVIEW("a", "2026-03-03", OUTCOME_MAJOR)),
		      "a 2026-01-25 rework light first+reopened 2 1\n"
		      "a 2026-03-03 rework major again 2 1");
}

static void check_again(const char *before, const char *after,
			const char *word)
{
	char want[128];

	snprintf(want, sizeof want,
		 "a 2026-01-05 rework usable first+reopened 1 1\n"
		 "a 2026-03-05 usable usable %s 1 1", word);
	check_outputs(ROWS(REVIEW("a", "2026-01-05", OUTCOME_USABLE,
			     .reviewer = before),
			   REVIEW("a", "2026-03-05", OUTCOME_USABLE,
			     .reviewer = after)), want);
}

TEST(the_same_person_again_is_a_repeat_another_a_redo_and_blank_neither)
{
	check_again("R-1", "R-1", "repeat");
	check_again("R-1", "R-2", "redo");
	check_again("R-1", NULL, "again");
	check_again(NULL, "R-1", "again");
	check_again(NULL, NULL, "again");
}

/* "Repeat/redo compares the last reviewer of the previous output" */
TEST(it_is_the_last_reviewer_who_counts)
{
	check_outputs(ROWS(REVIEW("a", "2026-01-05", OUTCOME_LIGHT,
			     .reviewer = "R-1"),
			   REVIEW("a", "2026-01-06", OUTCOME_USABLE,
			     .reviewer = "R-2"),
			   REVIEW("a", "2026-03-05", OUTCOME_USABLE,
			     .reviewer = "R-2")),
		      "a 2026-01-06 rework light first+reopened 2 1\n"
		      "a 2026-03-05 usable usable repeat 1 1");
}

TEST(the_worst_is_over_known_outcomes_and_unknown_only_if_all_are)
{
	check_outputs(ROWS(REVIEW("a", "2026-01-05", OUTCOME_UNKNOWN),
			   REVIEW("a", "2026-01-06", OUTCOME_USABLE),
			   REVIEW("b", "2026-01-05", OUTCOME_UNKNOWN),
			   REVIEW("b", "2026-01-06", OUTCOME_UNKNOWN)),
		      "a 2026-01-06 usable usable first 2 1\n"
		      "b 2026-01-06 unknown ? first 2 1");
}

/* "0 min = usable, else light; all three are known; no planned minutes → the
 * limit is 5" */
TEST(an_unknown_outcome_is_told_by_its_minutes)
{
	check_outputs(ROWS(REVIEW("a", "2026-01-05", OUTCOME_UNKNOWN, .correction = ZERO),
			   REVIEW("b", "2026-01-05", OUTCOME_UNKNOWN, .correction = 4.99),
			   REVIEW("c", "2026-01-05", OUTCOME_UNKNOWN, .correction = 5),
			   REVIEW("d", "2026-01-05", OUTCOME_UNKNOWN, .correction = 3),
			   REVIEW("d", "2026-01-06", OUTCOME_UNKNOWN, .correction = 2)),
		      "a 2026-01-05 usable ? first 1 1\n"
		      "b 2026-01-05 light ? first 1 1\n"
		      "c 2026-01-05 rework ? first 1 1\n"
		      "d 2026-01-06 rework ? first 2 1");
}

static struct config_step one_step[] = {
	{ .id = "draft", .name = "draft", .tool = "", .planned = 60 * 60000,
	  .owner_role = "" }
};
static struct config_workflow one_workflow[] = {
	{ .id = "blog", .name = "blog", .go_live = DAY_NONE,
	  .steps = one_step, .n_steps = 1 }
};

/* "≥ max(5, 20 % of the planned minutes of the step)": 12 of 60. */
TEST(planned_minutes_raise_the_limit)
{
	struct story s;

	story_begin(&s);
	s.config.workflows = one_workflow;
	s.config.n_workflows = 1;
	story_reviews(&s, "log", ROWS(
		REVIEW("a", "2026-01-05", OUTCOME_UNKNOWN, .correction = 11.99),
		REVIEW("b", "2026-01-05", OUTCOME_UNKNOWN, .correction = 12),
		REVIEW("c", "2026-01-05", OUTCOME_UNKNOWN, .correction = 5, .step = "other")));
	check_story(&s, "a 2026-01-05 light ? first 1 1\n"
			"b 2026-01-05 rework ? first 1 1\n"
			"c 2026-01-05 rework ? first 1 1");
}

TEST(defects_found_after_publication_are_no_outputs)
{
	check_outputs(ROWS(REVIEW("a", "2026-01-05", OUTCOME_USABLE),
			   REVIEW("a", "2026-01-06", OUTCOME_REJECTED,
			     .step = "published")),
		      "a 2026-01-05 usable usable first 1 1");
}

TEST(workflow_step_and_item_make_the_output)
{
	check_outputs(ROWS(REVIEW("b2", "2026-01-05", OUTCOME_USABLE),
			   REVIEW("b10", "2026-01-05", OUTCOME_LIGHT),
			   REVIEW("b2", "2026-01-05", OUTCOME_LIGHT,
			     .step = "adapt"),
			   REVIEW("b2", "2026-01-05", OUTCOME_MAJOR,
			     .workflow = "ads"),
			   REVIEW("b", "2026-01-04", OUTCOME_LIGHT)),
		      "b2 2026-01-05 rework major first 1 1\n"
		      "b2 2026-01-05 light light first 1 1\n"
		      "b 2026-01-04 light light first 1 1\n"
		      "b10 2026-01-05 light light first 1 1\n"
		      "b2 2026-01-05 usable usable first 1 1");
}

TEST(long_ids_that_differ_only_at_the_end_are_different_items)
{
	check_outputs(ROWS(REVIEW("campaign-spring-0001-x", "2026-01-05",
			     OUTCOME_USABLE),
			   REVIEW("campaign-autumn-0001-x", "2026-01-05",
			     OUTCOME_LIGHT),
			   REVIEW("campaign-spring-0001-y", "2026-01-05",
			     OUTCOME_MAJOR)),
		      "campaign-autumn-0001-x 2026-01-05 light light first "
		      "1 1\n"
		      "campaign-spring-0001-x 2026-01-05 usable usable "
		      "first 1 1\n"
		      "campaign-spring-0001-y 2026-01-05 rework major first "
		      "1 1");
}

TEST(a_row_that_stands_for_many_merges_with_nothing)
{
	struct story s;

	story_begin(&s);
	story_weighted(&s, "log", ROWS(
		REVIEW("a", "2026-01-05", OUTCOME_LIGHT),
		REVIEW("a", "2026-01-06", OUTCOME_MAJOR, .n = 7),
		REVIEW("a", "2026-01-07", OUTCOME_USABLE)));
	check_story(&s, "a 2026-01-06 rework major first 1 7\n"
			"a 2026-01-07 light light first 2 1");
}

/* ---- times and ties ---------------------------------------------------- */

struct told_tool {
	const struct facts *facts;
	char tool[32];
};

static int first_tool(void *ctx, const struct output *o)
{
	struct told_tool *t = ctx;

	snprintf(t->tool, sizeof t->tool, "%s", t->facts->dim[o->tool]);
	return 0;
}

static void check_first(struct story *s, const char *tool)
{
	struct told_tool t = { .tool = "" };

	visit_outputs(s, first_tool, &t, &t.facts);
	assert_string_equal(t.tool, tool);
	story_end(s);
}

/* "A date-only review sorts at 00:00 of its day" */
TEST(a_review_with_only_a_date_comes_before_one_at_nine)
{
	struct story s;

	story_begin(&s);
	story_reviews(&s, "log", ROWS(
		REVIEW("a", "2026-01-05 09:00", OUTCOME_LIGHT, .tool = "late"),
		REVIEW("a", "2026-01-05", OUTCOME_LIGHT, .tool = "date")));
	check_first(&s, "date");
}

/* "... ties by source, then file line" */
TEST(ties_go_by_source_even_between_a_date_and_midnight)
{
	struct story s;

	story_begin(&s);
	story_reviews(&s, "b", ROWS(
		REVIEW("a", "2026-01-05", OUTCOME_LIGHT, .tool = "from b")));
	story_reviews(&s, "a", ROWS(
		REVIEW("a", "2026-01-05 00:00", OUTCOME_LIGHT, .tool = "from a")));
	check_first(&s, "from a");
}

TEST(ties_within_a_source_go_by_line)
{
	struct story s;

	story_begin(&s);
	story_weighted(&s, "log", ROWS(
		REVIEW("a", "2026-01-05", OUTCOME_LIGHT, .tool = "line 2"),
		REVIEW("a", "2026-01-05", OUTCOME_LIGHT, .tool = "line 3")));
	check_first(&s, "line 2");
}

/* ---- minutes ----------------------------------------------------------------- */

struct told_minutes { struct output o[4]; size_t n; };

static int keep_output(void *ctx, const struct output *o)
{
	struct told_minutes *t = ctx;

	assert_true(t->n < 4);
	t->o[t->n++] = *o;
	return 0;
}

static int64_t min(int64_t ms)
{
	return ms == FACT_NULL ? -1 : ms / MS_PER_MINUTE;
}

/* "A, C, V = the first review of the first output; every other review is L;
 * a repeat/redo has B = 0" */
TEST(only_the_first_pass_is_a_c_and_v_all_else_is_loop)
{
	struct told_minutes t = { .n = 0 };
	struct story s;

	story_begin(&s);
	story_reviews(&s, "log", ROWS(
		REVIEW("a", "2026-01-05", OUTCOME_MAJOR, MINUTES(10, 3, 20)),
		REVIEW("a", "2026-01-06", OUTCOME_USABLE, MINUTES(2, 1, 5)),
		REVIEW("a", "2026-03-05", OUTCOME_LIGHT, MINUTES(4, 2, 6))));
	visit_outputs(&s, keep_output, &t, NULL);
	assert_int_equal(t.n, 2);
	assert_int_equal(min(t.o[0].work), 20);
	assert_int_equal(min(t.o[0].first_correction), 10);
	assert_int_equal(min(t.o[0].first_review), 3);
	assert_int_equal(min(t.o[0].correction), 12);
	assert_int_equal(min(t.o[0].loops), 8);
	assert_int_equal(min(t.o[0].baseline), -1);
	assert_int_equal(min(t.o[1].work), -1);
	assert_int_equal(min(t.o[1].first_correction), -1);
	assert_int_equal(min(t.o[1].loops), 12);
	assert_int_equal(min(t.o[1].baseline), 0);
	story_end(&s);
}

TEST(missing_minutes_stay_missing_and_no_second_pass_is_zero)
{
	struct told_minutes t = { .n = 0 };
	struct story s;

	story_begin(&s);
	story_reviews(&s, "log", ROWS(
		REVIEW("a", "2026-01-05", OUTCOME_MAJOR),
		REVIEW("b", "2026-01-05", OUTCOME_MAJOR),
		REVIEW("b", "2026-01-06", OUTCOME_MAJOR)));
	visit_outputs(&s, keep_output, &t, NULL);
	assert_int_equal(min(t.o[0].correction), -1);
	assert_int_equal(min(t.o[0].loops), 0);
	assert_true(t.o[0].review_missing);
	assert_int_equal(min(t.o[1].loops), -1);
	story_end(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(one_review_is_one_output),
		cmocka_unit_test(
	reviews_within_28_days_are_one_output_with_the_worst_outcome),
		cmocka_unit_test(
	a_review_on_day_29_opens_a_new_output_and_the_first_is_rework),
		cmocka_unit_test(
	the_28_days_run_from_the_first_review_not_from_the_last),
		cmocka_unit_test(
	the_same_person_again_is_a_repeat_another_a_redo_and_blank_neither),
		cmocka_unit_test(it_is_the_last_reviewer_who_counts),
		cmocka_unit_test(
	the_worst_is_over_known_outcomes_and_unknown_only_if_all_are),
		cmocka_unit_test(an_unknown_outcome_is_told_by_its_minutes),
		cmocka_unit_test(planned_minutes_raise_the_limit),
		cmocka_unit_test(defects_found_after_publication_are_no_outputs),
		cmocka_unit_test(
	workflow_step_and_item_make_the_output),
		cmocka_unit_test(
	long_ids_that_differ_only_at_the_end_are_different_items),
		cmocka_unit_test(a_row_that_stands_for_many_merges_with_nothing),
		cmocka_unit_test(
	a_review_with_only_a_date_comes_before_one_at_nine),
		cmocka_unit_test(
	ties_go_by_source_even_between_a_date_and_midnight),
		cmocka_unit_test(ties_within_a_source_go_by_line),
		cmocka_unit_test(
	only_the_first_pass_is_a_c_and_v_all_else_is_loop),
		cmocka_unit_test(
	missing_minutes_stay_missing_and_no_second_pass_is_zero),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
