/* What an import takes as it stands, and asks about: today is 2026-05-27. */
#include "tests/unit/ingest_help.h"

#define HEAD "item_id,reviewed_at,workflow,step,outcome\n"

static struct config_step steps[] = { { .id = "draft" }, { .id = "publish" } };
static struct config_workflow flows[] = {
	{ .id = "blog", .steps = steps, .n_steps = 2 },
	{ .id = "paid-social", .steps = steps, .n_steps = 2 },
};

/* How often the account says `code`; the first time it says `says`. */
static void check_asked(const char *csv, const char *code, size_t times,
			const char *says)
{
	struct config config = config_of_test();
	struct store *store = memory_store();
	struct imported got;
	const struct diag *first;
	size_t n = 0;

	config.workflows = flows;
	config.n_workflows = 2;
	got = import_bytes(store, &config, csv, strlen(csv), NULL);
	first = diag_find(&got.report, code);
	assert_int_equal(got.ret, 0);
	for (size_t i = 0; i < got.report.diags.n; i++)
		n += !strcmp(got.report.diags.item[i].code, code);
	assert_int_equal(n, times);
	if (says)
		check_says(first->text, says);
	import_report_release(&got.report);
	config.n_workflows = 0;
	config_release(&config);
	store_close(store);
}

TEST(a_workflow_in_another_case_is_asked_about_once)
{
	check_asked(HEAD "A,2026-05-04,Blog,draft,usable\n"
		    "B,2026-05-04,Blog,draft,usable\n"
		    "C,2026-05-04,blog,draft,usable\n",
		    "near-name", 1, "has no 'Blog'; is 'blog' meant?");
}

TEST(a_step_one_letter_off_is_asked_about)
{
	check_asked(HEAD "A,2026-05-04,blog,drafft,usable\n", "near-name", 1,
		    "has no 'drafft'; is 'draft' meant?");
}

TEST(another_number_is_another_name)
{
	check_asked(HEAD "A,2026-05-04,blog,draft2,usable\n", "near-name", 0,
		    NULL);
}

TEST(names_that_are_far_from_all_may_be_new_ones)
{
	check_asked(HEAD "A,2026-05-04,webinar,invite,usable\n"
		    "B,2026-05-04,blog,outline,usable\n", "near-name", 0,
		    NULL);
}

TEST(the_step_after_the_last_one_is_documented_by_itself)
{
	check_asked(HEAD "A,2026-05-04,blog,published,usable\n", "near-name",
		    0, NULL);
}

TEST(reviews_after_today_are_warned_of_once)
{
	check_asked(HEAD "A,2026-05-27,blog,draft,usable\n"
		    "B,2026-05-28,blog,draft,usable\n"
		    "C,2027-05-04,blog,draft,usable\n", "later", 1,
		    "2 rows lie after today, 2026-05-27; the first is line 3, "
		    "of 2026-05-28");
}

TEST(a_calendar_may_have_events_to_come)
{
	check_asked("date,event\n2026-12-25,Christmas\n", "later", 0, NULL);
	check_asked("date,kind,planned_minutes\n2026-12-21,tuning,30\n",
		    "later", 0, NULL);
}

TEST(a_period_that_is_still_going_on_has_begun)
{
	check_asked("period_start,period_end,campaign,sends\n"
		    "2026-05-01,2026-05-31,Spring,100\n", "later", 0, NULL);
	check_asked("period_start,period_end,campaign,sends\n"
		    "2026-06-01,2026-06-30,Summer,100\n", "later", 1, NULL);
}

TEST(equal_reviews_are_asked_about_and_equal_time_entries_are_not)
{
	check_asked(HEAD "A,2026-05-04,blog,draft,usable\n"
		    "B,2026-05-04,blog,draft,usable\n"
		    "A,2026-05-04,blog,draft,usable\n", "twice", 1,
		    "1 row says the same as another row of the file, and each "
		    "counts; the first is line 4");
	check_asked("date,minutes,workflow,step,activity\n"
		    "2026-05-04,30,blog,draft,work\n"
		    "2026-05-04,30,blog,draft,work\n", "twice", 0, NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_workflow_in_another_case_is_asked_about_once),
		cmocka_unit_test(a_step_one_letter_off_is_asked_about),
		cmocka_unit_test(another_number_is_another_name),
		cmocka_unit_test(names_that_are_far_from_all_may_be_new_ones),
		cmocka_unit_test(
			the_step_after_the_last_one_is_documented_by_itself),
		cmocka_unit_test(reviews_after_today_are_warned_of_once),
		cmocka_unit_test(a_calendar_may_have_events_to_come),
		cmocka_unit_test(a_period_that_is_still_going_on_has_begun),
		cmocka_unit_test(
			equal_reviews_are_asked_about_and_equal_time_entries_are_not),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
