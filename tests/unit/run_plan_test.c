/* Which reports are due, what they wait for, what is looked at again. */
#include "tests/unit/test.h"

#include "cli/run_plan.h"
#include "config/expect.h"

static struct arena arena;
static struct config config;

static int set_up(void **state)
{
	(void)state;
	config_defaults(&config);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	config_release(&config);
	arena_release(&arena);
	return 0;
}

static int32_t day(const char *text)
{
	int32_t d = DAY_NONE;

	assert_int_equal(day_parse(&d, text), 0);
	return d;
}

static struct run_entry published(const char *report, const char *period,
				  const char *as_of, int64_t last_import)
{
	return (struct run_entry){ .report = report, .period = period,
				   .as_of = as_of, .file = "", .sha256 = "",
				   .last_import = last_import };
}

/* "weekly 2026-W47, monthly 2026-10 waits until 2026-11-24 for toggl" */
static void check_plan(const struct plan_input *in, const char *want)
{
	struct strbuf got = STRBUF_INIT;
	char until[DATE_MAX];
	struct plan plan;

	plan_reports(&plan, in, &arena);
	for (size_t i = 0; i < plan.n; i++) {
		const struct plan_report *r = &plan.item[i];

		strbuf_printf(&got, "%s%s %s", i ? ", " : "", r->report,
			      r->id);
		if (r->waits)
			strbuf_printf(&got, " waits until %s for",
				      day_format(until, r->until));
		for (size_t k = 0; k < r->n_awaited; k++)
			strbuf_printf(&got, " %s", r->awaited[k]);
	}
	assert_string_equal(got.s, want);
	strbuf_release(&got);
}

static struct plan_input on(const char *today, const char *data_first)
{
	return (struct plan_input){
		.today = day(today), .config = &config,
		.data_first = data_first ? day(data_first) : DAY_NONE
	};
}

TEST(without_data_nothing_is_due)
{
	struct plan_input in = on("2026-11-23", NULL);

	check_plan(&in, "");
}

TEST(the_first_time_the_last_complete_periods_are_due)
{
	struct plan_input in = on("2026-11-23", "2026-02-16");

	check_plan(&in, "quarterly 2026-Q3, monthly 2026-10, weekly 2026-W47");
}

TEST(a_week_is_due_from_the_day_after_its_last_one)
{
	struct plan_input in = on("2026-11-22", "2026-11-16");

	check_plan(&in, "");
	in.today++;
	check_plan(&in, "weekly 2026-W47");
}

TEST(a_period_before_the_first_facts_is_not_due)
{
	struct plan_input in = on("2026-11-23", "2026-11-17");

	check_plan(&in, "weekly 2026-W47");
}

TEST(what_is_published_is_not_due_again)
{
	const struct run_entry run[] = {
		published("weekly", "2026-W47", "2026-11-22", 1)
	};
	struct plan_input in = on("2026-11-29", "2026-11-16");

	in.run = run;
	in.n_runs = COUNT(run);
	check_plan(&in, "");
}

TEST(missed_periods_are_caught_up_in_order)
{
	const struct run_entry run[] = {
		published("weekly", "2026-W43", "2026-10-25", 1),
		published("monthly", "2026-09", "2026-09-30", 1),
		published("quarterly", "2026-Q2", "2026-06-30", 1)
	};
	struct plan_input in = on("2026-11-16", "2026-02-16");

	in.run = run;
	in.n_runs = COUNT(run);
	check_plan(&in, "quarterly 2026-Q3, monthly 2026-10, weekly 2026-W44, "
		   "weekly 2026-W45, weekly 2026-W46");
}

TEST(a_month_that_began_with_the_first_report_is_caught_up)
{
	const struct run_entry run[] = {
		published("weekly", "2026-W46", "2026-11-15", 1)
	};
	struct plan_input in = on("2027-01-01", "2026-11-09");

	in.run = run;
	in.n_runs = COUNT(run);
	config.n_expect = 0;
	check_plan(&in, "weekly 2026-W47, weekly 2026-W48, monthly 2026-11, "
		   "weekly 2026-W49, weekly 2026-W50, weekly 2026-W51, "
		   "weekly 2026-W52, monthly 2026-12, quarterly 2026-Q4");
}

/* ---- waiting ------------------------------------------------------------- */

static struct ledger_entry import(const char *profile, const char *first,
				  const char *last, const char *as_of)
{
	return (struct ledger_entry){
		.profile = profile, .source = profile, .as_of = as_of,
		.first = day(first), .last = day(last)
	};
}

static void check_wait(const char *today, const struct ledger_entry *entry,
		       size_t n, const char *want)
{
	static struct config_expect expect[] = {
		{ "canonical-corrections", "Monday" }, { "toggl", "2 days" }
	};
	struct plan_input in = on(today, "2026-11-16");

	config.expect = expect;
	config.n_expect = COUNT(expect);
	in.ledger = (struct ledger){ entry, n };
	check_plan(&in, want);
	config.expect = NULL;
	config.n_expect = 0;
}

TEST(a_report_waits_for_what_is_expected)
{
	check_wait("2026-11-23", NULL, 0, "weekly 2026-W47 waits until "
		   "2026-11-24 for canonical-corrections toggl");
}

TEST(past_its_day_a_source_is_not_waited_for)
{
	check_wait("2026-11-24", NULL, 0, "weekly 2026-W47 waits until "
		   "2026-11-24 for toggl");
	check_wait("2026-11-25", NULL, 0, "weekly 2026-W47");
}

TEST(a_source_that_reaches_the_last_day_is_in)
{
	const struct ledger_entry e[] = {
		import("canonical-corrections", "2026-11-16", "2026-11-22",
		       "2026-11-21"),
		import("toggl", "2026-11-16", "2026-11-20", "2026-11-23")
	};

	check_wait("2026-11-23", e, COUNT(e), "weekly 2026-W47");
}

TEST(an_export_from_the_middle_of_the_week_is_not_all_of_it)
{
	const struct ledger_entry e[] = {
		import("canonical-corrections", "2026-11-16", "2026-11-18",
		       "2026-11-18"),
		import("toggl", "2026-11-16", "2026-11-20", "2026-11-23")
	};

	check_wait("2026-11-23", e, COUNT(e), "weekly 2026-W47 waits until "
		   "2026-11-23 for canonical-corrections");
}

TEST(an_import_that_was_undone_is_not_there)
{
	struct ledger_entry e[] = {
		import("canonical-corrections", "2026-11-16", "2026-11-22",
		       "2026-11-23"),
		import("toggl", "2026-11-16", "2026-11-22", "2026-11-23")
	};

	e[0].undone = true;
	check_wait("2026-11-23", e, COUNT(e), "weekly 2026-W47 waits until "
		   "2026-11-23 for canonical-corrections");
}

TEST(days_to_wait_are_read)
{
	struct expect_by by;

	assert_int_equal(expect_by_parse(&by, "Tuesday"), 0);
	assert_int_equal(expect_until(by, day("2026-11-22")),
			 day("2026-11-24"));
	assert_int_equal(expect_until(by, day("2026-11-24")),
			 day("2026-12-01"));
	assert_int_equal(expect_by_parse(&by, "sun"), 0);
	assert_int_equal(by.weekday, 7);
	assert_int_equal(expect_by_parse(&by, "1 day"), 0);
	assert_int_equal(expect_until(by, 100), 101);
	assert_int_equal(expect_by_parse(&by, "0 days"), 0);
	assert_int_equal(expect_by_parse(&by, "61 days"), -1);
	assert_int_equal(expect_by_parse(&by, "2"), -1);
	assert_int_equal(expect_by_parse(&by, "Mondays"), -1);
	assert_int_equal(expect_by_parse(&by, ""), -1);
}

/* ---- again --------------------------------------------------------------- */

static void check_again(const char *changed, int64_t import, int64_t examined,
			const char *want)
{
	const struct run_entry run[] = {
		published("weekly", "2026-W40", "2026-10-04", 3),
		published("weekly", "2026-W46", "2026-11-15", 5),
		published("weekly", "2026-W46", "2026-11-15", 6),
		published("health", "2026-W46", "2026-11-15", 6),
		published("monthly", "2026-10", "2026-10-31", 5),
	};
	const struct changed_day days[] = { { import, day(changed) } };
	struct plan_input in = on("2026-11-23", "2026-02-16");
	struct strbuf got = STRBUF_INIT;
	struct plan_again *again;
	size_t n;

	in.run = run;
	in.n_runs = COUNT(run);
	n = plan_again(&again, &in, days, COUNT(days), examined, &arena);
	for (size_t i = 0; i < n; i++)
		strbuf_printf(&got, "%s%s %s", i ? ", " : "",
			      again[i].run->report, again[i].run->period);
	assert_string_equal(got.s, want);
	strbuf_release(&got);
}

TEST(a_report_is_looked_at_again_when_its_days_changed)
{
	check_again("2026-11-12", 7, 0, "weekly 2026-W46");
}

TEST(what_the_last_issue_saw_is_not_late)
{
	check_again("2026-11-12", 6, 0, "");
}

TEST(what_was_examined_is_not_looked_at_twice)
{
	check_again("2026-11-12", 7, 7, "");
}

TEST(rows_of_the_weeks_before_may_change_a_report_too)
{
	/* 28 days: a later review belongs to an earlier output */
	check_again("2026-10-12", 7, 0, "monthly 2026-10, weekly 2026-W46");
	check_again("2026-10-11", 7, 0, "monthly 2026-10");
}

TEST(days_behind_a_report_do_not_matter_to_it)
{
	check_again("2026-11-16", 7, 0, "");
}

/* ---- health reviews -------------------------------------------------------- */

static bool review_on(const struct run_entry *run, size_t n,
		      const char *data_first)
{
	struct plan_input in = on("2026-11-23", data_first);

	in.run = run;
	in.n_runs = n;
	return plan_review(&in, period_of(PERIOD_WEEK, day("2026-11-22"), 1));
}

TEST(a_review_needs_two_weeks_since_the_last_one)
{
	const struct run_entry health = published("health", "2026-W46",
						  "2026-11-15", 1);
	const struct run_entry older = published("health", "2026-W45",
						 "2026-11-08", 1);
	const struct run_entry quarter = published("quarterly", "2026-Q3",
						   "2026-09-30", 1);

	assert_false(review_on(&health, 1, "2026-02-16"));
	assert_true(review_on(&older, 1, "2026-02-16"));
	assert_true(review_on(&quarter, 1, "2026-02-16"));
	assert_true(review_on(NULL, 0, "2026-11-09"));
	assert_false(review_on(NULL, 0, "2026-11-10"));
	assert_false(review_on(NULL, 0, NULL));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(without_data_nothing_is_due),
		cmocka_unit_test(
			the_first_time_the_last_complete_periods_are_due),
		cmocka_unit_test(
			a_week_is_due_from_the_day_after_its_last_one),
		cmocka_unit_test(a_period_before_the_first_facts_is_not_due),
		cmocka_unit_test(what_is_published_is_not_due_again),
		cmocka_unit_test(missed_periods_are_caught_up_in_order),
		cmocka_unit_test(
			a_month_that_began_with_the_first_report_is_caught_up),
		cmocka_unit_test(a_report_waits_for_what_is_expected),
		cmocka_unit_test(past_its_day_a_source_is_not_waited_for),
		cmocka_unit_test(a_source_that_reaches_the_last_day_is_in),
		cmocka_unit_test(
			an_export_from_the_middle_of_the_week_is_not_all_of_it),
		cmocka_unit_test(an_import_that_was_undone_is_not_there),
		cmocka_unit_test(days_to_wait_are_read),
		cmocka_unit_test(
			a_report_is_looked_at_again_when_its_days_changed),
		cmocka_unit_test(what_the_last_issue_saw_is_not_late),
		cmocka_unit_test(what_was_examined_is_not_looked_at_twice),
		cmocka_unit_test(
			rows_of_the_weeks_before_may_change_a_report_too),
		cmocka_unit_test(days_behind_a_report_do_not_matter_to_it),
		cmocka_unit_test(a_review_needs_two_weeks_since_the_last_one),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
