/* Days that are not as an earlier report saw them. */
#include "tests/unit/store_help.h"

#include "store/changed.h"

static int64_t import_review(struct store *s, const char *item, int day)
{
	struct in in;

	in_begin(&in, s, &UPSERT(&kind_corrections));
	in_review(&in, 2, DAY + day, item, OUTCOME_USABLE, 3);
	in_end(&in);
	return in.id;
}

/* "2:20001 3:20002" */
static void check_changed(struct store *s, int64_t after, const char *want)
{
	struct strbuf got = STRBUF_INIT;
	struct arena a = { 0 };
	struct changed_day *day;
	struct err err = { 0 };
	size_t n;

	if (store_changed_days(&day, &n, s, after, &a, &err))
		fail_msg("%s", err.msg);
	for (size_t i = 0; i < n; i++)
		strbuf_printf(&got, "%s%lld:+%d", i ? " " : "",
			      (long long)day[i].import, day[i].day - DAY);
	assert_string_equal(got.s, want);
	strbuf_release(&got);
	arena_release(&a);
}

TEST(days_of_later_imports_are_listed)
{
	struct store *s = memory_store();

	import_review(s, "A", 1);
	import_review(s, "B", 2);
	import_review(s, "C", 2);
	check_changed(s, 0, "1:+1 2:+2 3:+2");
	check_changed(s, 1, "2:+2 3:+2");
	check_changed(s, 3, "");
	store_close(s);
}

TEST(a_day_that_an_import_left_as_it_was_is_not_listed)
{
	struct store *s = memory_store();

	import_review(s, "A", 1);
	import_review(s, "A", 1);
	check_changed(s, 1, "");
	store_close(s);
}

TEST(days_of_an_import_that_was_taken_back_changed_afterwards)
{
	struct store *s = memory_store();
	struct err err = { 0 };
	int64_t days;

	import_review(s, "A", 1);
	import_review(s, "B", 2);
	if (store_undo(s, 2, &days, &err))
		fail_msg("%s", err.msg);
	/* also for a report that saw import 2 and nothing after it */
	check_changed(s, 2, "3:+2");
	store_close(s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(days_of_later_imports_are_listed),
		cmocka_unit_test(
			a_day_that_an_import_left_as_it_was_is_not_listed),
		cmocka_unit_test(
			days_of_an_import_that_was_taken_back_changed_afterwards),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
