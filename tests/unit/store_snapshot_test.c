/* A file that has all of its days: what it does not have is gone. */
#include "tests/unit/store_help.h"

TEST(a_snapshot_removes_what_the_file_does_not_have)
{
	struct store *s = memory_store();
	struct in in;

	in_begin(&in, s, &SNAPSHOT(&kind_time));
	for (int d = 0; d < 5; d++)
		in_time(&in, 2 + d, DAY + d, "R-1", 10 + d);
	in_end(&in);
	check_result(&in, 5, 0, 0, 0, 0);
	in_begin(&in, s, &SNAPSHOT(&kind_time));
	in_time(&in, 2, DAY + 1, "R-1", 11);
	in_time(&in, 3, DAY + 3, "R-1", 99);
	in_end(&in);
	/* day 2 is inside: it leaves; day 3 is a boundary: both stay */
	check_result(&in, 1, 0, 1, 1, 0);
	check_entries(s, "0:10 1:11 3:13 3:99 4:14");
	store_close(s);
}

TEST(whole_days_remove_on_the_boundary_too)
{
	struct store *s = memory_store();
	struct facts_load_spec spec = SNAPSHOT(&kind_time);
	struct in in;

	in_begin(&in, s, &spec);
	for (int d = 0; d < 5; d++)
		in_time(&in, 2 + d, DAY + d, "R-1", 10 + d);
	in_end(&in);
	spec.whole_days = true;
	in_begin(&in, s, &spec);
	in_time(&in, 2, DAY + 1, "R-1", 11);
	in_time(&in, 3, DAY + 3, "R-1", 99);
	in_end(&in);
	check_result(&in, 1, 0, 1, 2, 0);
	check_entries(s, "0:10 1:11 3:99 4:14");
	store_close(s);
}

TEST(a_snapshot_may_cover_more_days_than_it_has_rows)
{
	struct store *s = memory_store();
	struct facts_load_spec spec = SNAPSHOT(&kind_time);
	struct in in;
	int32_t first, last;

	in_begin(&in, s, &spec);
	for (int d = 0; d < 5; d++)
		in_time(&in, 2 + d, DAY + d, "R-1", 10 + d);
	in_end(&in);
	spec.covers_first = DAY;
	spec.covers_last = DAY + 4;
	spec.whole_days = true;
	in_begin(&in, s, &spec);
	in_time(&in, 2, DAY + 2, "R-1", 12);
	in_end(&in);
	check_result(&in, 0, 0, 1, 4, 0);
	check_entries(s, "2:12");
	in_begin(&in, s, &spec);
	in_end(&in);
	check_result(&in, 0, 0, 0, 1, 0);
	check_entries(s, "");
	assert_int_equal(facts_span(&first, &last, s, &kind_time, &in.err), 0);
	assert_int_equal(first, DAY_NONE);
	store_close(s);
}

TEST(rows_outside_the_days_a_snapshot_covers_remove_nothing)
{
	struct store *s = memory_store();
	struct facts_load_spec spec = SNAPSHOT(&kind_time);
	struct in in;

	in_begin(&in, s, &spec);
	in_time(&in, 2, DAY, "R-1", 10);
	in_time(&in, 3, DAY + 9, "R-1", 19);
	in_end(&in);
	spec.covers_first = DAY;
	spec.covers_last = DAY + 1;
	spec.whole_days = true;
	in_begin(&in, s, &spec);
	in_time(&in, 2, DAY + 9, "R-2", 20);
	in_end(&in);
	check_result(&in, 1, 0, 0, 1, 0);
	check_entries(s, "9:19 9:20");
	store_close(s);
}

TEST(sums_of_a_snapshot_are_replaced_on_a_boundary_day)
{
	struct store *s = memory_store();
	struct in in;

	in_begin(&in, s, &SNAPSHOT(&kind_campaigns));
	in_campaign(&in, 2, DAY, "spring", NULL, 3);
	in_campaign(&in, 3, DAY, "autumn", NULL, 4);
	in_end(&in);
	in_begin(&in, s, &SNAPSHOT(&kind_campaigns));
	in_campaign(&in, 2, DAY, "spring", NULL, 5);
	in_end(&in);
	check_result(&in, 0, 1, 0, 0, 0);
	check_clicks(s, "0:4 0:5");
	store_close(s);
}

TEST(weighted_events_of_one_key_live_side_by_side_in_a_snapshot)
{
	struct store *s = memory_store();
	struct fact_cell cells[FACT_COLUMNS_MAX];
	struct in in;
	char *text;

	for (int i = 0; i < 2; i++) {
		in_begin(&in, s, &SNAPSHOT(&kind_corrections));
		for (int o = OUTCOME_USABLE; o <= OUTCOME_LIGHT; o++) {
			blank_cells(cells);
			cells[FC_N] = num_cell(100 * o);
			cells[COR_REVIEWED_AT] =
				num_cell(fact_time(DAY * 86400, true));
			cells[COR_OUTCOME] = num_cell(o);
			in_row(&in, cells, DAY, 1 + o);
		}
		in_end(&in);
		check_result(&in, i ? 0 : 2, 0, i ? 2 : 0, 0, 0);
	}
	text = dump(s, &kind_corrections, 0);
	assert_string_equal(text,
		"0 source=src n=100 reviewed_at=3456000000 outcome=usable\n"
		"0 source=src n=200 reviewed_at=3456000000 outcome=light\n");
	free(text);
	store_close(s);
}

TEST(a_count_below_one_is_set_aside_and_sums_have_no_weight)
{
	struct store *s = memory_store();
	struct fact_cell cells[FACT_COLUMNS_MAX];
	struct in in;

	in_begin(&in, s, &SNAPSHOT(&kind_corrections));
	blank_cells(cells);
	cells[FC_N] = num_cell(0);
	in_row(&in, cells, DAY, 2);
	in_end(&in);
	check_result(&in, 0, 0, 0, 0, 1);
	in_begin(&in, s, &SNAPSHOT(&kind_campaigns));
	cells[FC_N] = num_cell(12);
	cells[CAM_DATE] = num_cell(DAY);
	in_row(&in, cells, DAY, 2);
	in_end(&in);
	check_column(s, &kind_campaigns, FC_N, 1, "0:1");
	store_close(s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_snapshot_removes_what_the_file_does_not_have),
		cmocka_unit_test(whole_days_remove_on_the_boundary_too),
		cmocka_unit_test(a_snapshot_may_cover_more_days_than_it_has_rows),
		cmocka_unit_test(rows_outside_the_days_a_snapshot_covers_remove_nothing),
		cmocka_unit_test(sums_of_a_snapshot_are_replaced_on_a_boundary_day),
		cmocka_unit_test(weighted_events_of_one_key_live_side_by_side_in_a_snapshot),
		cmocka_unit_test(a_count_below_one_is_set_aside_and_sums_have_no_weight),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
