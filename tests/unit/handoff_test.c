/*
 * Handoffs: METRICS.md §6 and §16. Intervals are Wilson's, by hand or from
 * §15.
 */
#include "tests/unit/story.h"

struct told_handoff {
	const char *from, *to, *sent, *received;
	const char *workflow, *item;	/* NULL: "blog"; "" = blank */
	enum handoff_mode mode;
	enum handoff_status status;
	double reformat;
	int64_t n;
};

static int32_t handoff_cells(struct fact_cell *c, const void *rows, size_t i)
{
	const struct told_handoff *t = (const struct told_handoff *)rows + i;

	c[FC_N].num = t->n ? t->n : 1;
	c[HAN_FROM_STEP] = cell_of(t->from);
	c[HAN_TO_STEP] = cell_of(t->to);
	c[HAN_SENT_AT].num = story_time(t->sent);
	if (t->received)
		c[HAN_RECEIVED_AT].num = story_time(t->received);
	c[HAN_WORKFLOW] = cell_of(t->workflow ? t->workflow : "blog");
	c[HAN_ITEM_ID] = cell_of(t->item);
	c[HAN_MODE].num = t->mode;
	c[HAN_STATUS].num = t->status;
	c[HAN_REFORMAT] = cell_scaled(t->reformat, MS_PER_MINUTE);
	return story_day(t->sent);
}

/* A snapshot, so that each row counts. */
#define TELL(s, ...) \
	story_load((s), &kind_handoffs, "flows", LOAD_SNAPSHOT, \
		   handoff_cells, (const struct told_handoff[]){ __VA_ARGS__ }, \
		   COUNT(((const struct told_handoff[]){ __VA_ARGS__ })))

#define MANUAL .mode = HANDOFF_MANUAL
#define AUTO .mode = HANDOFF_AUTO

/* The week from 2 to 8 November 2026. */
static void compute_week(struct story *s)
{
	story_compute(s, PERIOD_WEEK, "2026-11-02", "2026-11-08",
		      "2026-11-30");
}

static const struct figure *total(const struct story *s, const char *metric)
{
	return story_figure(s, metric, NULL, "2026-11-04");
}

static const struct figure *edge(const struct story *s, const char *metric,
				 const char *workflow, const char *name)
{
	struct scope scope = { { [SCOPE_WORKFLOW] = workflow,
				 [SCOPE_STEP] = name } };

	return story_scope(s, metric, &scope, "2026-11-04");
}

TEST(manual_share_is_of_the_handoffs_with_a_mode)
{
	const struct figure *f;
	struct story s;

	story_begin(&s);
	TELL(&s, { .from = "draft", "review", "2026-11-02 09:00", MANUAL, .n = 15 },
	     { .from = "review", "publish", "2026-11-03 09:00", AUTO, .n = 85 },
	     { .from = "review", "publish", "2026-11-03 10:00", .n = 7 });
	compute_week(&s);
	f = total(&s, "manual_share");
	check_close(f->value, 0.15, 1e-12);
	check_close(f->low, 0.093060, 5e-7);
	check_close(f->high, 0.232836, 5e-7);
	assert_int_equal(f->x, 15);
	assert_int_equal(f->n, 100);
	assert_string_equal(f->note, "7 of 107 handoffs have no mode");
	check_close(edge(&s, "manual_share", "blog", "draft > review")->value,
		    1, 1e-12);
	check_close(total(&s, "handoffs")->value, 107, 1e-12);
	story_end(&s);
}

TEST(mismatch_rate_leaves_failed_and_retried_out)
{
	const struct figure *f;
	struct story s;

	story_begin(&s);
	TELL(&s, { .from = "a", "b", "2026-11-02 09:00", .status = HANDOFF_OK,
		   .n = 17 },
	     { .from = "a", "b", "2026-11-02 10:00", .status = HANDOFF_MISMATCH,
	       .n = 3 },
	     { .from = "a", "b", "2026-11-02 11:00", .status = HANDOFF_FAILED,
	       .n = 4 },
	     { .from = "a", "b", "2026-11-02 12:00", .status = HANDOFF_RETRY,
	       .n = 2 },
	     { .from = "a", "b", "2026-11-02 13:00" });
	compute_week(&s);
	f = total(&s, "mismatch_rate");
	check_close(f->value, 0.15, 1e-12);
	check_close(f->low, 0.052369, 5e-7);
	check_close(f->high, 0.360419, 5e-7);
	assert_string_equal(f->note, "4 failed, 2 retried, 1 without a "
			    "status: in neither");
	check_close(total(&s, "handoff_failures")->value, 4, 1e-12);
	check_close(total(&s, "handoff_retries")->value, 2, 1e-12);
	assert_string_equal(total(&s, "handoff_failures")->note,
			    "1 of 27 handoffs have no status");
	story_end(&s);
}

/* 12 minutes of 100: 6 + 2·3 lost beside 88 of work on `review`. */
static void tell_friction(struct story *s)
{
	story_reviews(s, "log", ROWS(
		REVIEW("i", "2026-11-04", OUTCOME_LIGHT, .step = "review",
		       MINUTES(20, 8, 60)),
		REVIEW("j", "2026-11-04", OUTCOME_LIGHT, .step = "draft",
		       MINUTES(1, 1, 1))));
}

TEST(friction_is_the_share_of_minutes_lost_at_the_handoff)
{
	const struct figure *f;
	struct story s;

	story_begin(&s);
	tell_friction(&s);
	TELL(&s, { .from = "draft", "review", "2026-11-02 09:00", .reformat = 6 },
	     { .from = "draft", "review", "2026-11-03 09:00", .reformat = 3, .n = 2 },
	     { .from = "draft", "review", "2026-11-04 09:00" });
	compute_week(&s);
	f = edge(&s, "friction", "blog", "draft > review");
	check_close(f->value, 0.12, 1e-12);
	assert_string_equal(f->note, "12.0 min lost beside 88.0 min of work");
	assert_true(f->n == FACT_NULL && isnan(f->low));
	check_close(total(&s, "friction")->value, 0.12, 1e-12);
	check_close(total(&s, "reformat_minutes")->value, 12, 1e-12);
	assert_string_equal(total(&s, "reformat_minutes")->note,
			    "1 of 4 handoffs have no reformat minutes");
	story_end(&s);
}

TEST(a_workflow_has_the_minutes_of_a_step_once)
{
	struct story s;

	story_begin(&s);
	tell_friction(&s);
	TELL(&s, { .from = "draft", "review", "2026-11-02 09:00", .reformat = 12 },
	     { .from = "layout", "review", "2026-11-02 09:00", .reformat = 10 },
	     { .from = "draft", "nowhere", "2026-11-02 09:00", .reformat = 500 },
	     { .from = "review", "draft", "2026-11-02 09:00" });
	compute_week(&s);
	check_close(edge(&s, "friction", "blog", "draft > review")->value,
		    0.12, 1e-12);
	check_close(edge(&s, "friction", "blog", "layout > review")->value,
		    10.0 / 98, 1e-12);
	check_close(story_figure(&s, "friction", "blog", "2026-11-04")->value,
		    22.0 / 110, 1e-12);
	check_says(total(&s, "friction")->note, "1 edge left out: no working "
		   "minutes");
	check_close(edge(&s, "friction", "blog", "draft > nowhere")->value,
		    NAN, 0);
	check_close(edge(&s, "friction", "blog", "review > draft")->value,
		    NAN, 0);
	story_end(&s);
}

TEST(a_handoff_without_a_workflow_has_minutes_but_no_friction)
{
	struct story s;

	story_begin(&s);
	tell_friction(&s);
	TELL(&s, { .from = "draft", "review", "2026-11-02 09:00", .reformat = 12,
		   .workflow = "" });
	compute_week(&s);
	check_close(edge(&s, "friction", "", "draft > review")->value, NAN, 0);
	assert_string_equal(edge(&s, "friction", "", "draft > review")->note,
			    "these handoffs name no workflow");
	check_close(total(&s, "friction")->value, NAN, 0);
	check_close(edge(&s, "reformat_minutes", "", "draft > review")->value,
		    12, 1e-12);
	story_end(&s);
}

TEST(waiting_is_of_what_arrived_in_order_and_expanded_by_n)
{
	const struct figure *f;
	struct story s;

	story_begin(&s);
	TELL(&s, { .from = "a", "b", "2026-11-02 09:00", "2026-11-02 10:00" },
	     { .from = "a", "b", "2026-11-02 09:00", "2026-11-02 11:00", .n = 2 },
	     { .from = "a", "b", "2026-11-02 09:00", "2026-11-02 19:00" },
	     { .from = "a", "b", "2026-11-02 09:00", "2026-11-02 08:59" },
	     { .from = "a", "b", "2026-11-02 09:00" },
	     { .from = "a", "b", "2026-11-02 09:00", "2026-11-03" },
	     { .from = "a", "b", "2026-11-02", "2026-11-03 10:00" },
	     { .from = "a", "b", "2026-11-02 09:00", "2026-12-01 00:00" });
	compute_week(&s);
	f = total(&s, "waiting_median");
	check_close(f->value, 2, 1e-12);
	assert_int_equal(f->n, 4);
	assert_string_equal(f->note, "left out: 2 not arrived, 1 received "
			    "before sent, 2 with a date only");
	/* type 7 of 1, 2, 2, 10 */
	check_close(total(&s, "waiting_p90")->value, 2 + 0.7 * 8, 1e-12);
	story_end(&s);
}

TEST(ping_pong_is_straight_back_on_the_day_of_the_way_back)
{
	struct story s;

	story_begin(&s);
	TELL(&s, { .from = "a", "b", "2026-11-01 09:00", .item = "x" },
	     { .from = "b", "a", "2026-11-02 09:00", .item = "x" },
	     { .from = "a", "b", "2026-11-03 09:00", .item = "x" },
	     { .from = "b", "c", "2026-11-04 09:00", .item = "x" },
	     { .from = "a", "b", "2026-11-02 09:00", .item = "y" },
	     { .from = "b", "a", "2026-11-02 10:00", .item = "y",
	       .status = HANDOFF_FAILED },
	     { .from = "b", "c", "2026-11-02 11:00", .item = "y" },
	     { .from = "a", "b", "2026-11-02 09:00", .item = "z", .n = 2 },
	     { .from = "b", "a", "2026-11-02 10:00", .item = "z" },
	     { .from = "a", "b", "2026-11-02 09:00" },
	     { .from = "b", "a", "2026-11-02 10:00" },
	     { .from = "a", "b", "2026-11-02 11:00", .item = "x",
	       .workflow = "mail" });
	compute_week(&s);
	check_close(total(&s, "ping_pong")->value, 2, 1e-12);
	check_close(edge(&s, "ping_pong", "blog", "b > a")->value, 1, 1e-12);
	check_close(edge(&s, "ping_pong", "blog", "a > b")->value, 1, 1e-12);
	check_close(edge(&s, "ping_pong", "mail", "a > b")->value, 0, 0);
	story_end(&s);
}

TEST(manual_steps_are_compared_with_the_edges_used_now)
{
	const struct figure *f;
	struct story s;

	story_begin(&s);
	s.config.limits.baseline_weeks = 4;
	TELL(&s, { .from = "a", "b", "2026-10-05 09:00", MANUAL },
	     { .from = "b", "c", "2026-10-12 09:00", MANUAL },
	     { .from = "c", "d", "2026-11-01 09:00", MANUAL },
	     { .from = "d", "e", "2026-10-12 09:00", AUTO },
	     { .from = "a", "b", "2026-11-02 09:00", AUTO },
	     { .from = "b", "c", "2026-11-02 09:00", MANUAL },
	     { .from = "b", "c", "2026-11-03 09:00", AUTO },
	     { .from = "d", "e", "2026-11-03 09:00", MANUAL },
	     { .from = "e", "f", "2026-11-03 09:00", AUTO });
	compute_week(&s);
	check_close(total(&s, "manual_steps")->value, 2, 1e-12);
	f = total(&s, "manual_steps_before");
	check_close(f->value, 2, 1e-12);
	assert_string_equal(f->note, "1 more manual then, not used now");
	check_close(story_figure(&s, "manual_steps_before", "blog",
				 "2026-11-04")->value, 2, 1e-12);
	story_end(&s);
}

TEST(manual_steps_have_no_baseline_before_its_weeks_are_over)
{
	struct story s;

	story_begin(&s);
	s.config.limits.baseline_weeks = 5;
	TELL(&s, { .from = "a", "b", "2026-10-05 09:00", MANUAL },
	     { .from = "a", "b", "2026-11-02 09:00", MANUAL });
	compute_week(&s);
	check_close(total(&s, "manual_steps")->value, 1, 1e-12);
	check_close(total(&s, "manual_steps_before")->value, NAN, 0);
	check_says(total(&s, "manual_steps_before")->note, "not over");
	story_end(&s);
}

TEST(without_handoffs_the_figures_say_what_they_need)
{
	struct story s;

	story_begin(&s);
	tell_friction(&s);
	compute_week(&s);
	check_close(total(&s, "manual_share")->value, NAN, 0);
	assert_string_equal(total(&s, "manual_share")->note,
			    "not measured yet: needs an export of handoffs");
	story_end(&s);
}

TEST(a_week_that_is_not_over_is_partial)
{
	struct story s;

	story_begin(&s);
	TELL(&s, { .from = "a", "b", "2026-11-02 09:00", MANUAL },
	     { .from = "a", "b", "2026-11-05 09:00", AUTO });
	story_compute(&s, PERIOD_WEEK, "2026-11-02", "2026-11-08",
		      "2026-11-04");
	assert_true(total(&s, "manual_share")->partial);
	assert_int_equal(total(&s, "manual_share")->n, 1);
	story_end(&s);
}

/* R14: the last step of the workflow, or the reserved one. */
TEST(what_goes_to_the_last_step_is_published)
{
	static struct config_step steps[] = {
		{ .id = "draft", .name = "Draft" },
		{ .id = "schedule", .name = "Scheduling" }
	};
	static struct config_workflow blog = {
		.id = "blog", .name = "Blog", .steps = steps, .n_steps = 2
	};
	const struct figure *f;
	struct story s;

	story_begin(&s);
	s.config.workflows = &blog;
	s.config.n_workflows = 1;
	TELL(&s, { .from = "draft", "schedule", "2026-11-02 09:00", AUTO,
		   .n = 85 },
	     { .from = "draft", "schedule", "2026-11-02 10:00", MANUAL,
	       .n = 14 },
	     { .from = "draft", "schedule", "2026-11-02 11:00", .n = 3 },
	     { .from = "brief", "draft", "2026-11-02 09:00", MANUAL, .n = 9 },
	     { .from = "tool", "published", "2026-11-02 09:00",
	       .workflow = "ghost", MANUAL });
	compute_week(&s);
	f = total(&s, "publish_integration");
	assert_int_equal(f->x, 85);
	assert_int_equal(f->n, 100);
	check_close(f->low, 1 - 0.232836, 5e-7);
	assert_string_equal(f->note, "3 of 103 without a mode left out");
	assert_int_equal(story_figure(&s, "publish_integration", "blog",
				      "2026-11-04")->n, 99);
	story_end(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(manual_share_is_of_the_handoffs_with_a_mode),
		cmocka_unit_test(mismatch_rate_leaves_failed_and_retried_out),
		cmocka_unit_test(
			friction_is_the_share_of_minutes_lost_at_the_handoff),
		cmocka_unit_test(a_workflow_has_the_minutes_of_a_step_once),
		cmocka_unit_test(
			a_handoff_without_a_workflow_has_minutes_but_no_friction),
		cmocka_unit_test(
			waiting_is_of_what_arrived_in_order_and_expanded_by_n),
		cmocka_unit_test(
			ping_pong_is_straight_back_on_the_day_of_the_way_back),
		cmocka_unit_test(
			manual_steps_are_compared_with_the_edges_used_now),
		cmocka_unit_test(
			manual_steps_have_no_baseline_before_its_weeks_are_over),
		cmocka_unit_test(
			without_handoffs_the_figures_say_what_they_need),
		cmocka_unit_test(a_week_that_is_not_over_is_partial),
		cmocka_unit_test(what_goes_to_the_last_step_is_published),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
