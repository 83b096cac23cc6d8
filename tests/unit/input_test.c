/*
 * Input quality, its link to rework and brief coverage: METRICS.md §5, R11,
 * the readings of §16 "Inputs" and of metrics/input.h.
 */
#include "tests/unit/story.h"

#include <math.h>

struct told_audit {
	const char *record, *field;
	enum input_state state;
	const char *day, *input;	/* NULL: 2026-11-02, "brief" */
	int64_t critical_missing;	/* -1 = 0, 0 = blank */
};

static int32_t audit_row(struct fact_cell *c, const void *rows, size_t i)
{
	const struct told_audit *t = (const struct told_audit *)rows + i;
	const char *day = t->day ? t->day : "2026-11-02";

	c[FC_N].num = 1;
	c[INP_DATE].num = story_day(day);
	c[INP_INPUT] = cell_of(t->input ? t->input : "brief");
	c[INP_RECORD_ID] = cell_of(t->record);
	c[INP_FIELD] = cell_of(t->field);
	c[INP_STATE].num = t->state;
	if (t->critical_missing)
		c[INP_CRITICAL_MISSING].num =
			t->critical_missing < 0 ? 0 : t->critical_missing;
	return story_day(day);
}

static void audits_by(struct story *s, const char *source,
		      const struct told_audit *rows, size_t n)
{
	story_load(s, &kind_inputs, source, LOAD_UPSERT, audit_row, rows, n);
}

/* AUDIT("B1", "goal", INPUT_OK, .day = "2026-11-03") */
#define AUDIT(record_, field_, state_, ...) \
	{ .record = (record_), .field = (field_), .state = (state_), \
	  __VA_ARGS__ }
#define AUDITS(...) (const struct told_audit[]){ __VA_ARGS__ }, \
	COUNT(((const struct told_audit[]){ __VA_ARGS__ }))
#define TELL(s, ...) audits_by((s), "audit", AUDITS(__VA_ARGS__))

static struct config_input_field fields[] = {
	{ .header = "goal | aim", .critical = true, .not_before = "" },
	{ .header = "tone", .not_before = "" }
};
static struct config_input brief_input = {
	.id = "brief", .file = "", .record_id = "", .updated = "",
	.fields = fields, .n_fields = COUNT(fields)
};

/* A story in which the goal of a brief is critical. */
static void begin(struct story *s)
{
	story_begin(s);
	s->config.inputs = &brief_input;
	s->config.n_inputs = 1;
}

/* The week from 2 to 8 November 2026, and the one after it. */
static void compute(struct story *s)
{
	story_compute(s, PERIOD_WEEK, "2026-11-02", "2026-11-15",
		      "2026-11-30");
}

static const struct figure *total(const struct story *s, const char *metric)
{
	return story_figure(s, metric, NULL, "2026-11-04");
}

static const struct figure *of_workflow(const struct story *s,
					const char *metric)
{
	return story_figure(s, metric, "blog", "2026-11-04");
}

static const struct figure *field(const struct story *s, const char *metric,
				  const char *input, const char *name)
{
	const struct scope scope = { { [SCOPE_INPUT] = input,
				       [SCOPE_FIELD] = name } };

	return story_scope(s, metric, &scope, "2026-11-04");
}

static const struct figure *input(const struct story *s, const char *metric,
				  const char *name)
{
	const struct scope scope = { { [SCOPE_INPUT] = name } };

	return story_scope(s, metric, &scope, "2026-11-04");
}

/* ---- the score --------------------------------------------------------- */

/* Ten cells: nine are there, of these one each is invalid, stale, duplicate
 * and inconsistent. */
TEST(the_score_is_the_weighted_mean_of_five_parts)
{
	struct story s;

	begin(&s);
	TELL(&s, AUDIT("B1", "goal", INPUT_OK), AUDIT("B1", "tone", INPUT_INVALID),
	     AUDIT("B2", "goal", INPUT_OK), AUDIT("B2", "tone", INPUT_STALE),
	     AUDIT("B3", "goal", INPUT_OK), AUDIT("B3", "tone", INPUT_DUPLICATE),
	     AUDIT("B4", "goal", INPUT_OK),
	     AUDIT("B4", "tone", INPUT_INCONSISTENT),
	     AUDIT("B5", "goal", INPUT_OK), AUDIT("B5", "tone", INPUT_MISSING));
	compute(&s);
	check_close(total(&s, "input_completeness")->value, 0.9, 1e-12);
	check_close(total(&s, "input_validity")->value, 8 / 9.0, 1e-12);
	check_close(total(&s, "input_uniqueness")->value, 8 / 9.0, 1e-12);
	check_close(total(&s, "input_freshness")->value, 8 / 9.0, 1e-12);
	check_close(total(&s, "input_consistency")->value, 8 / 9.0, 1e-12);
	check_close(total(&s, "input_quality")->value,
		    35 * 0.9 + 65 * 8 / 9.0, 1e-9);
	check_close(total(&s, "input_records")->value, 5, 1e-12);
	assert_string_equal(total(&s, "input_quality")->note,
			    "5 of 5 records audited in the period");
	check_close(field(&s, "input_field_ok", "brief", "goal")->value, 1,
		    1e-12);
	check_close(field(&s, "input_field_ok", "brief", "tone")->value, 0,
		    1e-12);
	assert_int_equal(field(&s, "input_validity", "brief", "tone")->n, 4);
	story_end(&s);
}

/* 3 of 4 goals are there: 75 %. */
TEST(a_critical_field_below_the_gate_caps_the_score_and_is_named)
{
	struct story s;

	begin(&s);
	TELL(&s, AUDIT("B1", "goal", INPUT_OK), AUDIT("B2", "goal", INPUT_OK),
	     AUDIT("B3", "goal", INPUT_OK), AUDIT("B4", "goal", INPUT_MISSING));
	compute(&s);
	check_close(total(&s, "input_quality")->value, 60, 1e-12);
	assert_string_equal(total(&s, "input_quality")->note,
		"goal of brief is 75.0 % complete, below 80 %: at "
		"most 60, 91.3 without that; 4 of 4 records audited in the "
		"period");
	story_end(&s);
}

TEST(exactly_the_gate_is_complete_enough)
{
	struct story s;

	begin(&s);
	TELL(&s, AUDIT("B1", "goal", INPUT_OK), AUDIT("B2", "goal", INPUT_OK),
	     AUDIT("B3", "goal", INPUT_OK), AUDIT("B4", "goal", INPUT_OK),
	     AUDIT("B5", "goal", INPUT_MISSING));
	compute(&s);
	check_close(total(&s, "input_quality")->value, 35 * 0.8 + 65, 1e-9);
	story_end(&s);
}

TEST(a_field_that_is_not_critical_closes_no_gate)
{
	struct story s;

	begin(&s);
	TELL(&s, AUDIT("B1", "goal", INPUT_OK), AUDIT("B1", "tone", INPUT_MISSING));
	compute(&s);
	check_close(total(&s, "input_quality")->value, 35 * 0.5 + 65, 1e-9);
	story_end(&s);
}

TEST(where_all_is_missing_only_completeness_counts)
{
	struct story s;

	begin(&s);
	TELL(&s, AUDIT("B1", "tone", INPUT_MISSING));
	compute(&s);
	check_close(total(&s, "input_quality")->value, 0, 1e-12);
	assert_true(isnan(total(&s, "input_validity")->value));
	assert_string_equal(total(&s, "input_validity")->note,
			    "every cell is missing");
	story_end(&s);
}

TEST(a_blank_cell_says_nothing)
{
	struct story s;

	begin(&s);
	TELL(&s, AUDIT("B1", "goal", INPUT_OK), AUDIT("B1", "tone", INPUT_BLANK),
	     AUDIT("B2", NULL, INPUT_BLANK));
	compute(&s);
	assert_int_equal(total(&s, "input_completeness")->n, 1);
	check_close(total(&s, "input_quality")->value, 100, 1e-9);
	check_close(total(&s, "input_records")->value, 2, 1e-12);
	story_end(&s);
}

TEST(a_record_counts_by_its_latest_audit_up_to_the_end)
{
	struct story s;

	begin(&s);
	TELL(&s, AUDIT("B1", "goal", INPUT_MISSING, .day = "2026-10-05"),
	     AUDIT("B1", "goal", INPUT_STALE, .day = "2026-11-03"),
	     AUDIT("B1", "goal", INPUT_OK, .day = "2026-11-10"),
	     AUDIT("B2", "goal", INPUT_OK, .day = "2026-10-05"));
	compute(&s);
	check_close(total(&s, "input_completeness")->value, 1, 1e-12);
	check_close(total(&s, "input_freshness")->value, 0.5, 1e-12);
	assert_string_equal(total(&s, "input_quality")->note,
			    "1 of 2 records audited in the period");
	check_close(story_figure(&s, "input_freshness", NULL,
				 "2026-11-10")->value, 1, 1e-12);
	story_end(&s);
}

TEST(of_two_sources_on_one_day_the_last_name_counts)
{
	struct story s;

	begin(&s);
	audits_by(&s, "b", AUDITS(AUDIT("B1", "goal", INPUT_OK)));
	audits_by(&s, "a", AUDITS(AUDIT("B1", "goal", INPUT_MISSING)));
	compute(&s);
	check_close(total(&s, "input_completeness")->value, 1, 1e-12);
	assert_int_equal(total(&s, "input_completeness")->n, 1);
	story_end(&s);
}

TEST(inputs_add_up_to_the_total)
{
	struct story s;

	begin(&s);
	TELL(&s, AUDIT("B1", "goal", INPUT_OK),
	     AUDIT("C1", "segment", INPUT_MISSING, .input = "crm"),
	     AUDIT("C2", "segment", INPUT_OK, .input = "crm"));
	compute(&s);
	check_close(input(&s, "input_completeness", "crm")->value, 0.5,
		    1e-12);
	check_close(input(&s, "input_records", "brief")->value, 1, 1e-12);
	assert_int_equal(total(&s, "input_completeness")->n, 3);
	assert_string_equal(input(&s, "input_quality", "crm")->note,
			    "no gate: no critical field in the config; 2 of "
			    "2 records audited in the period");
	story_end(&s);
}

TEST(a_workflow_has_the_records_its_outputs_name_each_once)
{
	struct story s;

	begin(&s);
	TELL(&s, AUDIT("B1", "goal", INPUT_OK, .day = "2026-10-05"),
	     AUDIT("B1", "tone", INPUT_STALE, .day = "2026-10-05"),
	     AUDIT("B2", "goal", INPUT_MISSING));
	story_reviews(&s, "log", ROWS(
		REVIEW("a", "2026-11-04", OUTCOME_LIGHT, .brief = "B1"),
		REVIEW("b", "2026-11-05", OUTCOME_LIGHT, .brief = "B1")));
	compute(&s);
	check_close(of_workflow(&s, "input_records")->value, 1, 1e-12);
	check_close(of_workflow(&s, "input_freshness")->value, 0.5, 1e-12);
	assert_int_equal(of_workflow(&s, "input_completeness")->n, 2);
	assert_int_equal(total(&s, "input_completeness")->n, 3);
	story_end(&s);
}

/* ---- the link to rework ------------------------------------------------ */

/* 56 of 70 with an incomplete brief and 48 of 80 with a complete one: the
 * published example of Newcombe, METRICS §15. */
static void tell_link(struct story *s)
{
	TELL(s, AUDIT("B1", "goal", INPUT_MISSING), AUDIT("B2", "goal", INPUT_OK));
	story_weighted(s, "log", ROWS(
		REVIEW("a", "2026-11-03", OUTCOME_MAJOR, .brief = "B1",
		       .n = 56),
		REVIEW("b", "2026-11-03", OUTCOME_USABLE, .brief = "B1",
		       .n = 14),
		REVIEW("c", "2026-11-03", OUTCOME_REJECTED, .brief = "B2",
		       .n = 48),
		REVIEW("d", "2026-11-03", OUTCOME_LIGHT, .brief = "B2",
		       .n = 32),
		REVIEW("e", "2026-11-03", OUTCOME_MAJOR, .n = 9),
		REVIEW("f", "2026-11-03", OUTCOME_MAJOR, .brief = "B9",
		       .n = 2)));
}

TEST(incomplete_less_complete_input_has_newcombes_interval)
{
	const struct figure *f;
	struct story s;

	begin(&s);
	tell_link(&s);
	compute(&s);
	f = total(&s, "rework_by_input");
	check_close(f->value, 0.2, 1e-12);
	check_close(f->low, 0.0524, 5e-5);
	check_close(f->high, 0.3339, 5e-5);
	assert_int_equal(f->verdict, VERDICT_YES);
	assert_string_equal(f->note,
			    "11 without a brief that was found");
	check_close(total(&s, "rework_incomplete")->value, 0.8, 1e-12);
	check_close(total(&s, "rework_complete")->value, 0.6, 1e-12);
	assert_int_equal(total(&s, "rework_complete")->n, 80);
	check_close(of_workflow(&s, "rework_by_input")->value, 0.2, 1e-12);
	story_end(&s);
}

TEST(a_difference_that_may_be_none_is_not_clear)
{
	const struct figure *f;
	struct story s;

	begin(&s);
	TELL(&s, AUDIT("B1", "goal", INPUT_MISSING), AUDIT("B2", "goal", INPUT_OK));
	story_weighted(&s, "log", ROWS(
		REVIEW("a", "2026-11-03", OUTCOME_MAJOR, .brief = "B1",
		       .n = 2),
		REVIEW("b", "2026-11-03", OUTCOME_USABLE, .brief = "B1",
		       .n = 4),
		REVIEW("c", "2026-11-03", OUTCOME_REJECTED, .brief = "B2",
		       .n = 10),
		REVIEW("d", "2026-11-03", OUTCOME_LIGHT, .brief = "B2",
		       .n = 90)));
	compute(&s);
	f = total(&s, "rework_by_input");
	assert_int_equal(f->verdict, VERDICT_NOT_CLEAR);
	assert_true(f->needed > 0 && f->needed <= 1000);
	story_end(&s);
}

TEST(without_critical_fields_in_the_config_nothing_is_incomplete)
{
	struct story s;

	begin(&s);
	s.config.n_inputs = 0;
	tell_link(&s);
	compute(&s);
	assert_true(isnan(total(&s, "rework_by_input")->value));
	assert_string_equal(total(&s, "rework_by_input")->note,
		"no brief says whether a critical field is missing; `inputs` "
		"of tuneup.yaml names these fields");
	story_end(&s);
}

TEST(the_count_of_missing_fields_is_for_audits_without_fields)
{
	struct story s;

	begin(&s);
	TELL(&s, AUDIT("B1", NULL, INPUT_BLANK, .critical_missing = 2),
	     AUDIT("B2", NULL, INPUT_BLANK, .critical_missing = -1),
	     AUDIT("B3", "goal", INPUT_OK, .critical_missing = 1),
	     AUDIT("B4", NULL, INPUT_BLANK));
	story_reviews(&s, "log", ROWS(
		REVIEW("a", "2026-11-04", OUTCOME_MAJOR, .brief = "B1"),
		REVIEW("b", "2026-11-04", OUTCOME_LIGHT, .brief = "B2"),
		REVIEW("c", "2026-11-04", OUTCOME_LIGHT, .brief = "B3"),
		REVIEW("d", "2026-11-04", OUTCOME_LIGHT, .brief = "B4")));
	compute(&s);
	assert_int_equal(total(&s, "rework_incomplete")->n, 1);
	assert_int_equal(total(&s, "rework_complete")->n, 2);
	assert_string_equal(total(&s, "rework_by_input")->note,
			    "1 with one that tells no critical field");
	story_end(&s);
}

TEST(an_output_has_the_brief_of_its_first_review)
{
	struct story s;

	begin(&s);
	TELL(&s, AUDIT("B1", "goal", INPUT_MISSING), AUDIT("B2", "goal", INPUT_OK));
	story_reviews(&s, "log", ROWS(
		REVIEW("a", "2026-11-03", OUTCOME_LIGHT, .brief = "B1"),
		REVIEW("a", "2026-11-04", OUTCOME_MAJOR, .brief = "B2")));
	compute(&s);
	assert_int_equal(total(&s, "rework_incomplete")->x, 1);
	assert_int_equal(total(&s, "rework_complete")->n, 0);
	story_end(&s);
}

TEST(a_log_of_corrected_outputs_has_no_link)
{
	struct config_workflow blog = { .id = "blog", .name = "Blog",
					.lists_corrected = true };
	struct story s;

	begin(&s);
	s.config.workflows = &blog;
	s.config.n_workflows = 1;
	tell_link(&s);
	compute(&s);
	assert_string_equal(total(&s, "rework_by_input")->note,
			    "the review log lists only corrected outputs");
	story_end(&s);
}

/* ---- brief coverage ---------------------------------------------------- */

TEST(coverage_is_of_items_that_name_one_audited_brief)
{
	const struct figure *f;
	struct story s;

	begin(&s);
	TELL(&s, AUDIT("B1", "goal", INPUT_OK), AUDIT("B2", "goal", INPUT_OK),
	     AUDIT("B3", "goal", INPUT_OK, .day = "2026-11-09"),
	     AUDIT("B4", "goal", INPUT_OK),
	     AUDIT("B4", "x", INPUT_OK, .input = "y"));
	story_reviews(&s, "log", ROWS(
		REVIEW("a", "2026-11-04", OUTCOME_LIGHT, .brief = "B1"),
		REVIEW("a", "2026-11-04", OUTCOME_LIGHT, .step = "send"),
		REVIEW("b", "2026-11-04", OUTCOME_LIGHT, .brief = "B1"),
		REVIEW("b", "2026-11-04", OUTCOME_LIGHT, .brief = "B2",
		       .step = "send"),
		REVIEW("c", "2026-11-04", OUTCOME_LIGHT),
		REVIEW("d", "2026-11-04", OUTCOME_LIGHT, .brief = "B3"),
		REVIEW("e", "2026-11-04", OUTCOME_LIGHT, .brief = "B4")));
	compute(&s);
	f = total(&s, "brief_coverage");
	assert_int_equal(f->x, 1);
	assert_int_equal(f->n, 5);
	check_close(f->value, 0.2, 1e-12);
	assert_string_equal(f->note, "1 without a brief id; 1 with one that "
			    "no audit knows; 1 with different ids; 1 with one "
			    "that two inputs share");
	story_end(&s);
}

/* 1 of 10, METRICS §15. */
TEST(a_row_that_stands_for_many_is_as_many_items)
{
	const struct figure *f;
	struct story s;

	begin(&s);
	TELL(&s, AUDIT("B1", "goal", INPUT_OK));
	story_weighted(&s, "log", ROWS(
		REVIEW("a", "2026-11-04", OUTCOME_LIGHT, .brief = "B1"),
		REVIEW("a", "2026-11-04", OUTCOME_LIGHT, .n = 9)));
	compute(&s);
	f = total(&s, "brief_coverage");
	check_close(f->low, 0.017876, 5e-7);
	check_close(f->high, 0.404150, 5e-7);
	story_end(&s);
}

TEST(a_workflow_whose_briefs_nobody_audits_is_left_out)
{
	struct story s;

	begin(&s);
	TELL(&s, AUDIT("B1", "goal", INPUT_OK));
	story_reviews(&s, "log", ROWS(
		REVIEW("a", "2026-11-04", OUTCOME_LIGHT, .brief = "B1",
		       .workflow = "mail"),
		REVIEW("b", "2026-11-04", OUTCOME_LIGHT, .brief = "X1"),
		REVIEW("c", "2026-11-04", OUTCOME_LIGHT)));
	compute(&s);
	assert_true(isnan(of_workflow(&s, "brief_coverage")->value));
	assert_string_equal(of_workflow(&s, "brief_coverage")->note,
			    "no brief of it was ever audited");
	assert_int_equal(total(&s, "brief_coverage")->n, 1);
	assert_string_equal(total(&s, "brief_coverage")->note,
			    "2 of workflows whose briefs are not audited, "
			    "left out");
	story_end(&s);
}

TEST(the_list_names_items_without_a_brief_those_without_an_id_first)
{
	struct arena a = { 0 };
	struct brief_list list = {
		.period = { PERIOD_WEEK, 0, 0 }, .max = 2, .arena = &a
	};
	struct metrics_request request = {
		.kind = PERIOD_WEEK, .as_of = story_day("2026-11-30"),
		.from = story_day("2026-11-02"),
		.to = story_day("2026-11-15"), .briefs = &list
	};
	struct story s;
	struct err err;

	begin(&s);
	TELL(&s, AUDIT("B1", "goal", INPUT_OK));
	story_reviews(&s, "log", ROWS(
		REVIEW("a", "2026-11-04", OUTCOME_LIGHT, .brief = "B1"),
		REVIEW("b", "2026-11-04", OUTCOME_LIGHT, .brief = "B8"),
		REVIEW("z", "2026-11-04", OUTCOME_LIGHT),
		REVIEW("c", "2026-11-05", OUTCOME_LIGHT, .brief = "B9"),
		REVIEW("d", "2026-11-12", OUTCOME_LIGHT)));
	list.period = period_of(PERIOD_WEEK, request.from, 1);
	story_check(metrics_compute(&s.figures, s.store, &s.config, &request,
				    &err), &err);
	assert_int_equal(list.total, 3);
	assert_int_equal(list.n, 2);
	assert_string_equal(list.rows[0].item, "z");
	assert_string_equal(list.rows[0].why, "no brief id");
	assert_string_equal(list.rows[1].item, "b");
	assert_string_equal(list.rows[1].brief, "B8");
	assert_string_equal(list.rows[1].why, "no audit knows it");
	arena_release(&a);
	story_end(&s);
}

TEST(what_is_not_measured_says_what_it_needs)
{
	struct story s;

	begin(&s);
	story_reviews(&s, "log", ROWS(
		REVIEW("a", "2026-11-04", OUTCOME_LIGHT)));
	compute(&s);
	assert_string_equal(total(&s, "input_quality")->note,
			    "not measured yet: needs an audit of inputs");
	assert_string_equal(total(&s, "brief_coverage")->note,
			    "not measured yet: needs an audit of inputs");
	TELL(&s, AUDIT("B1", "goal", INPUT_OK));
	compute(&s);
	assert_string_equal(total(&s, "brief_coverage")->note,
			    "not measured yet: no review names its brief "
			    "(brief_id)");
	assert_string_equal(total(&s, "rework_by_input")->note,
			    "not measured yet: no review names its brief "
			    "(brief_id)");
	story_end(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_score_is_the_weighted_mean_of_five_parts),
		cmocka_unit_test(
			a_critical_field_below_the_gate_caps_the_score_and_is_named),
		cmocka_unit_test(exactly_the_gate_is_complete_enough),
		cmocka_unit_test(a_field_that_is_not_critical_closes_no_gate),
		cmocka_unit_test(where_all_is_missing_only_completeness_counts),
		cmocka_unit_test(a_blank_cell_says_nothing),
		cmocka_unit_test(
			a_record_counts_by_its_latest_audit_up_to_the_end),
		cmocka_unit_test(of_two_sources_on_one_day_the_last_name_counts),
		cmocka_unit_test(inputs_add_up_to_the_total),
		cmocka_unit_test(
			a_workflow_has_the_records_its_outputs_name_each_once),
		cmocka_unit_test(
			incomplete_less_complete_input_has_newcombes_interval),
		cmocka_unit_test(a_difference_that_may_be_none_is_not_clear),
		cmocka_unit_test(
			without_critical_fields_in_the_config_nothing_is_incomplete),
		cmocka_unit_test(
			the_count_of_missing_fields_is_for_audits_without_fields),
		cmocka_unit_test(an_output_has_the_brief_of_its_first_review),
		cmocka_unit_test(a_log_of_corrected_outputs_has_no_link),
		cmocka_unit_test(coverage_is_of_items_that_name_one_audited_brief),
		cmocka_unit_test(a_row_that_stands_for_many_is_as_many_items),
		cmocka_unit_test(a_workflow_whose_briefs_nobody_audits_is_left_out),
		cmocka_unit_test(
			the_list_names_items_without_a_brief_those_without_an_id_first),
		cmocka_unit_test(what_is_not_measured_says_what_it_needs),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
