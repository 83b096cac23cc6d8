/* Would people read another number than was published? */
#include "tests/unit/test.h"

#include "cli/figure_changes.h"
#include "store/facts.h"

static struct figure_row row(const char *metric, const char *workflow,
			     double value, int64_t n, int64_t x)
{
	return (struct figure_row){
		.metric = metric, .unit = "", .verdict = "",
		.scope = { workflow }, .value = value, .low = (double)NAN,
		.high = (double)NAN, .n = n, .x = x
	};
}

static void check_changes(struct figure_row was, struct figure_row now,
			  size_t want)
{
	assert_int_equal(figure_changes(&was, 1, &now, 1).n, want);
}

TEST(the_same_number_is_no_change)
{
	check_changes(row("rework", NULL, 0.141, 100, 14),
		      row("rework", NULL, 0.141, 100, 14), 0);
}

TEST(a_number_that_is_printed_the_same_is_no_change)
{
	/* one decimal of a percentage */
	check_changes(row("rework", NULL, 0.14101, FACT_NULL, FACT_NULL),
		      row("rework", NULL, 0.14102, FACT_NULL, FACT_NULL), 0);
}

TEST(a_number_that_is_printed_otherwise_is_one)
{
	check_changes(row("rework", NULL, 0.141, 100, 14),
		      row("rework", NULL, 0.152, 100, 14), 1);
}

TEST(another_part_of_a_rate_is_one)
{
	check_changes(row("rework", NULL, 0.14, 100, 14),
		      row("rework", NULL, 0.14, 200, 28), 1);
}

TEST(a_number_that_can_be_said_now_is_one)
{
	check_changes(row("rework", NULL, (double)NAN, 0, 0),
		      row("rework", NULL, 0.1, 0, 0), 1);
}

TEST(what_is_added_up_over_all_weeks_is_none)
{
	check_changes(row("cost_to_date", NULL, 100, FACT_NULL, FACT_NULL),
		      row("cost_to_date", NULL, 200, FACT_NULL, FACT_NULL), 0);
}

TEST(a_metric_of_a_newer_tuneup_is_none)
{
	struct figure_row was[] = { row("rework", NULL, 0.1, 10, 1) };
	struct figure_row now[] = { row("usable", NULL, 0.9, 10, 9),
				    row("rework", NULL, 0.1, 10, 1) };

	assert_int_equal(figure_changes(was, 1, now, 2).n, 0);
}

TEST(another_workflow_is_one)
{
	struct figure_row was[] = { row("rework", NULL, 0.1, 10, 1),
				    row("rework", "blog", 0.1, 10, 1) };
	struct figure_row now[] = { row("rework", "ads", 0.2, 10, 2),
				    row("rework", "blog", 0.1, 10, 1),
				    row("rework", NULL, 0.1, 10, 1) };

	assert_int_equal(figure_changes(was, 2, now, 3).n, 1);
}

TEST(the_first_of_the_reports_is_named)
{
	struct figure_row was[] = { row("usable", NULL, 0.9, 10, 9),
				    row("rework", NULL, 0.1, 10, 1) };
	struct figure_row now[] = { row("usable", NULL, 0.8, 10, 8),
				    row("rework", NULL, 0.2, 10, 2) };
	struct figure_changes c = figure_changes(was, 2, now, 2);
	struct arena a = { 0 };

	assert_string_equal(figure_changes_words(&c, &a),
			    "late rows changed 2 numbers, Rework rate first");
	arena_release(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_same_number_is_no_change),
		cmocka_unit_test(
			a_number_that_is_printed_the_same_is_no_change),
		cmocka_unit_test(a_number_that_is_printed_otherwise_is_one),
		cmocka_unit_test(another_part_of_a_rate_is_one),
		cmocka_unit_test(a_number_that_can_be_said_now_is_one),
		cmocka_unit_test(what_is_added_up_over_all_weeks_is_none),
		cmocka_unit_test(a_metric_of_a_newer_tuneup_is_none),
		cmocka_unit_test(another_workflow_is_one),
		cmocka_unit_test(the_first_of_the_reports_is_named),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
