/* The morning's look: which lines there are, and in which order. R30. */
#include "tests/unit/test.h"

#include <math.h>

#include "findings/daily.h"

static struct config config;
static struct figures figures;
static struct arena arena;
static struct case_row row[4];
static struct case_list cases;
static struct decided_list decided;
static const struct period days = { PERIOD_RANGE, 20408, 20414 };

static int setup(void **state)
{
	(void)state;
	config_defaults(&config);
	figures = (struct figures){ 0 };
	decided = (struct decided_list){ 0 };
	cases = (struct case_list){ .period = days, .row = row };
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	figures_release(&figures);
	config_release(&config);
	arena_release(&arena);
	return 0;
}

static struct figure *tell(const char *metric, const char *workflow,
			   double value, double low, double high)
{
	struct scope scope = { { [SCOPE_WORKFLOW] = workflow } };
	struct figure *f = figures_add(&figures, metric_find(metric), &scope,
				       days);

	f->value = value;
	f->low = low;
	f->high = high;
	f->n = 50;
	return f;
}

static void late(const char *component, int64_t in_time, int64_t n)
{
	struct scope scope = { { [SCOPE_COMPONENT] = component } };
	struct figure *f = figures_add(&figures,
				       metric_find("latency_compliance"),
				       &scope, days);

	f->value = (double)in_time / (double)n;
	f->x = in_time;
	f->n = n;
}

static void check_lines(size_t most, size_t left, const char *want)
{
	const struct daily_input in = {
		.config = &config, .figures = &figures, .cases = &cases,
		.decided = &decided, .days = days
	};
	struct strbuf got = STRBUF_INIT;
	struct daily d;

	figures_sort(&figures);
	daily_build(&d, &in, most, &arena);
	for (size_t i = 0; i < d.n; i++)
		strbuf_printf(&got, "%s: %s\n", d.line[i].word,
			      d.line[i].text);
	assert_string_equal(got.s ? got.s : "", want);
	assert_int_equal(d.left, left);
	strbuf_release(&got);
}

TEST(a_quiet_morning_has_no_line)
{
	tell("rework", "blog", 0.10, 0.05, 0.14);
	late("middleware", 20, 20);
	check_lines(8, 0, "");
}

TEST(above_its_limit_means_the_whole_interval)
{
	tell("rework", "blog", 0.20, 0.14, 0.28);
	tell("rework", "ads", 0.30, 0.21, 0.41);
	check_lines(8, 0, "limit: ads: rework rate 30.0 % of 50 "
		    "(21.0\u201341.0 %), limit 15 %\n");
}

TEST(what_is_unfinished_immature_or_incomplete_is_over_no_limit)
{
	tell("rework", "a", 0.30, 0.21, 0.41)->partial = true;
	tell("rework", "b", 0.30, 0.21, 0.41)->immature = true;
	tell("rework", "c", 0.30, 0.21, 0.41)->verdict = VERDICT_INCOMPLETE;
	check_lines(8, 0, "");
}

TEST(a_target_is_missed_from_below)
{
	config.limits.usable_target = 0.60;
	tell("usable", NULL, 0.40, 0.30, 0.50);
	tell("usable", "blog", 0.80, 0.70, 0.90);
	check_lines(8, 0, "limit: All work: usable without edit 40.0 % of 50 "
		    "(30.0\u201350.0 %), target 60 %\n");
}

TEST(only_figures_of_the_seven_days_count)
{
	tell("rework", "blog", 0.30, 0.21, 0.41)->period.kind = PERIOD_WEEK;
	check_lines(8, 0, "");
}

TEST(altered_messages_are_one_line_with_the_latest_first)
{
	for (size_t i = 0; i < 4; i++)
		row[i] = (struct case_row){
			.kind = CASE_ALTERED, .workflow = "blog",
			.item = (const char *const[]){ "A", "B", "C",
						       "D" }[i],
			.day = 20408 + (int32_t)i, .n = 1
		};
	cases.n = 4;
	cases.total[CASE_ALTERED] = 4;
	check_lines(8, 0, "message: core message altered in 4 outputs: "
		    "D (19 Nov), C (18 Nov), B (17 Nov) ...\n");
}

TEST(components_that_were_late_stand_worst_first)
{
	late("dashboard", 9, 10);
	late("execution", 10, 10);
	late("middleware", 70, 100);
	check_lines(8, 0, "late: Middleware: 30 of 100 late or never there\n"
		    "late: Dashboard: 1 of 10 late or never there\n");
}

TEST(an_accepted_action_that_is_due_is_overdue)
{
	struct option_entry option = { .text = "Adapt templates" };
	struct decision_entry answer[3] = {
		{ .proposal = "p1", .owner = "editor", .due = 20400 },
		{ .proposal = "p2", .owner = "", .due = 20390 },
		{ .proposal = "p3", .owner = "", .due = 20420 }
	};
	struct decided item[3] = {
		{ &answer[0], .option = &option, .state = ACTION_LATE },
		{ &answer[1], .option = &option, .state = ACTION_LATE },
		{ &answer[2], .option = &option, .state = ACTION_OPEN }
	};

	decided = (struct decided_list){ item, 3 };
	check_lines(8, 0, "overdue: due 29 Oct: Adapt templates (p2)\n"
		    "overdue: due 8 Nov, editor: Adapt templates (p1)\n");
}

TEST(ten_workflows_above_the_limit_hide_nothing_else)
{
	static const char *const name[] = { "a", "b", "c", "d", "e" };

	for (size_t i = 0; i < COUNT(name); i++)
		tell("rework", name[i], 0.30 + (double)i / 100, 0.21, 0.41);
	late("dashboard", 9, 10);
	check_lines(3, 3, "limit: e: rework rate 34.0 % of 50 "
		    "(21.0\u201341.0 %), limit 15 %\n"
		    "limit: d: rework rate 33.0 % of 50 "
		    "(21.0\u201341.0 %), limit 15 %\n"
		    "late: Dashboard: 1 of 10 late or never there\n");
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(a_quiet_morning_has_no_line),
		CASE(above_its_limit_means_the_whole_interval),
		CASE(what_is_unfinished_immature_or_incomplete_is_over_no_limit),
		CASE(a_target_is_missed_from_below),
		CASE(only_figures_of_the_seven_days_count),
		CASE(altered_messages_are_one_line_with_the_latest_first),
		CASE(components_that_were_late_stand_worst_first),
		CASE(an_accepted_action_that_is_due_is_overdue),
		CASE(ten_workflows_above_the_limit_hide_nothing_else),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
