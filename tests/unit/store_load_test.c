/* Rows that are added, replaced, summed and set aside by their keys. */
#include "tests/unit/store_help.h"

/* ---- upsert ---------------------------------------------------------- */

TEST(new_rows_are_added_and_read_back)
{
	struct store *s = memory_store();
	struct in in;
	char *text;

	in_begin(&in, s, &UPSERT(&kind_corrections));
	in_review(&in, 2, DAY + 1, "A2", OUTCOME_MAJOR, 7);
	in_review(&in, 3, DAY, "A1", OUTCOME_USABLE, 0);
	in_end(&in);
	check_result(&in, 2, 0, 0, 0, 0);
	assert_int_equal(in.r.days_changed, 2);
	assert_int_equal(in.r.first, DAY);
	assert_int_equal(in.r.last, DAY + 1);
	text = dump(s, &kind_corrections, 1);
	assert_string_equal(text,
		"0 source=src import=1 line=3 n=1 item_id=A1 "
		"reviewed_at=3456086401 workflow=w step=draft outcome=usable "
		"correction_minutes=0\n"
		"1 source=src import=1 line=2 n=1 item_id=A2 "
		"reviewed_at=3456259201 workflow=w step=draft outcome=major "
		"correction_minutes=420000\n");
	free(text);
	store_close(s);
}

TEST(the_same_rows_again_change_nothing)
{
	struct store *s = memory_store();
	struct in in;
	char *before = NULL, *after;

	for (int i = 0; i < 3; i++) {
		in_begin(&in, s, &UPSERT(&kind_corrections));
		in_review(&in, 2 + i, DAY, "A1", OUTCOME_USABLE, 1);
		in_review(&in, 3 + i, DAY + 1, "A2", OUTCOME_MAJOR, 2);
		in_end(&in);
		if (i == 0)
			before = dump(s, &kind_corrections, 1);
	}
	check_result(&in, 0, 0, 2, 0, 0);
	assert_int_equal(in.r.days_changed, 0);
	after = dump(s, &kind_corrections, 1);
	/* import and line too: a row keeps where it came from */
	assert_string_equal(before, after);
	free(before);
	free(after);
	store_close(s);
}

TEST(a_known_key_with_other_content_is_replaced)
{
	struct store *s = memory_store();
	struct in in;

	in_begin(&in, s, &UPSERT(&kind_corrections));
	in_review(&in, 2, DAY, "A1", OUTCOME_USABLE, 1);
	in_review(&in, 3, DAY, "A2", OUTCOME_USABLE, 2);
	in_end(&in);
	in_begin(&in, s, &UPSERT(&kind_corrections));
	in_review(&in, 2, DAY, "A1", OUTCOME_USABLE, 9);
	in_review(&in, 3, DAY, "A3", OUTCOME_USABLE, 3);
	in_end(&in);
	check_result(&in, 1, 1, 0, 0, 0);
	check_minutes(s, "0:2 0:9 0:3");
	store_close(s);
}

TEST(no_replace_refuses_other_content)
{
	struct store *s = memory_store();
	struct facts_load_spec spec = UPSERT(&kind_corrections);
	struct in in;

	spec.no_replace = true;
	in_begin(&in, s, &spec);
	in_review(&in, 2, DAY, "A1", OUTCOME_USABLE, 1);
	in_end(&in);
	in_begin(&in, s, &spec);
	in_review(&in, 5, DAY, "A1", OUTCOME_USABLE, 1);
	in_end(&in);
	in_begin(&in, s, &spec);
	in_review(&in, 17, DAY, "A1", OUTCOME_USABLE, 2);
	assert_int_equal(facts_load_end(in.load, &in.r, &in.err), -1);
	assert_int_equal(in.err.code, ERR_DATA);
	check_says(in.err.msg, "line 17");
	check_says(in.err.msg, "--no-replace");
	store_import_abort(in.import);
	check_minutes(s, "0:1");
	store_close(s);
}

TEST(sources_do_not_touch_each_other)
{
	struct store *s = memory_store();
	struct facts_load_spec other = UPSERT(&kind_corrections);
	struct in in;

	in_begin(&in, s, &UPSERT(&kind_corrections));
	in_review(&in, 2, DAY, "A1", OUTCOME_USABLE, 1);
	in_end(&in);
	other.source = "other";
	in_begin(&in, s, &other);
	in_review(&in, 2, DAY, "A1", OUTCOME_USABLE, 5);
	in_end(&in);
	check_result(&in, 1, 0, 0, 0, 0);
	check_minutes(s, "0:1 0:5");
	other.mode = LOAD_SNAPSHOT;
	other.whole_days = true;
	in_begin(&in, s, &other);
	in_review(&in, 2, DAY, "B1", OUTCOME_USABLE, 6);
	in_end(&in);
	check_result(&in, 1, 0, 0, 1, 0);
	check_minutes(s, "0:1 0:6");
	store_close(s);
}

TEST(equal_events_of_one_file_both_count_and_are_known_again)
{
	struct store *s = memory_store();
	struct in in;

	for (int i = 0; i < 2; i++) {
		in_begin(&in, s, &UPSERT(&kind_time));
		in_time(&in, 2, DAY, "R-1", 30);
		in_time(&in, 3, DAY, "R-1", 30);
		in_time(&in, 4, DAY, "R-2", 30);
		in_end(&in);
		check_result(&in, i ? 0 : 3, 0, i ? 3 : 0, 0, 0);
	}
	check_entries(s, "0:30 0:30 0:30");
	/* one more of them than before: one is new */
	in_begin(&in, s, &UPSERT(&kind_time));
	for (int i = 0; i < 3; i++)
		in_time(&in, 2 + i, DAY, "R-1", 30);
	in_end(&in);
	check_result(&in, 1, 0, 2, 0, 0);
	check_entries(s, "0:30 0:30 0:30 0:30");
	store_close(s);
}

TEST(the_last_of_two_rows_with_one_key_wins_and_says_so)
{
	struct store *s = memory_store();
	struct diags diags = { 0 };
	struct err err = { 0 };
	struct in in;

	in_begin(&in, s, &UPSERT(&kind_corrections));
	in_review(&in, 12, DAY, "A1", OUTCOME_USABLE, 1);
	in_review(&in, 40, DAY, "A1", OUTCOME_MAJOR, 8);
	in_end(&in);
	check_result(&in, 1, 0, 1, 0, 0);
	check_minutes(s, "0:8");
	assert_int_equal(store_import_diags(&diags, s, in.id, &err), 0);
	assert_int_equal(diags.n, 1);
	assert_int_equal(diags.item[0].level, DIAG_WARN);
	assert_int_equal(diags.item[0].line, 12);
	check_says(diags.item[0].text, "line 40");
	diags_release(&diags);
	/* the same file again: nothing new */
	in_begin(&in, s, &UPSERT(&kind_corrections));
	in_review(&in, 12, DAY, "A1", OUTCOME_USABLE, 1);
	in_review(&in, 40, DAY, "A1", OUTCOME_MAJOR, 8);
	in_end(&in);
	check_result(&in, 0, 0, 2, 0, 0);
	assert_int_equal(in.r.days_changed, 0);
	store_close(s);
}

TEST(sums_of_one_key_are_added_before_they_are_compared)
{
	struct store *s = memory_store();
	struct in in;

	for (int i = 0; i < 2; i++) {
		in_begin(&in, s, &UPSERT(&kind_campaigns));
		in_campaign(&in, 2, DAY, "spring", NULL, 3);
		in_campaign(&in, 3, DAY, "autumn", NULL, 10);
		in_campaign(&in, 4, DAY, "spring", NULL, 4);
		in_campaign(&in, 5, DAY, "spring", NULL, FACT_NULL);
		in_end(&in);
		/* all four rows were used, or all four were there */
		check_result(&in, i ? 0 : 2, 0, i ? 4 : 0, 0, 0);
		assert_int_equal(in.r.used, i ? 0 : 4);
		assert_int_equal(in.r.kept, i ? 2 : 0);
	}
	check_clicks(s, "0:7 0:10");
	store_close(s);
}

TEST(rows_of_one_sum_share_its_fate)
{
	struct store *s = memory_store();
	struct in in;

	in_begin(&in, s, &UPSERT(&kind_campaigns));
	in_campaign(&in, 2, DAY, "spring", NULL, 3);
	in_campaign(&in, 3, DAY, "spring", NULL, 4);
	in_campaign(&in, 4, DAY, "autumn", NULL, 5);
	in_end(&in);
	in_begin(&in, s, &UPSERT(&kind_campaigns));
	in_campaign(&in, 2, DAY, "spring", NULL, 3);
	in_campaign(&in, 3, DAY, "spring", NULL, 6);
	in_campaign(&in, 4, DAY, "autumn", NULL, 2);
	in_campaign(&in, 5, DAY, "autumn", NULL, 2);
	in_campaign(&in, 6, DAY, "autumn", NULL, 1);
	in_campaign(&in, 7, DAY, "winter", NULL, 1);
	in_campaign(&in, 8, DAY, "winter", NULL, 1);
	in_end(&in);
	check_result(&in, 1, 1, 3, 0, 0);
	assert_int_equal(in.r.used, 4);
	assert_int_equal(in.r.kept, 1);
	check_clicks(s, "0:5 0:9 0:2");
	store_close(s);
}

TEST(used_rows_of_events_are_the_added_and_replaced_ones)
{
	struct store *s = memory_store();
	struct in in;

	in_begin(&in, s, &UPSERT(&kind_time));
	in_time(&in, 2, DAY, "R-1", 30);
	in_time(&in, 3, DAY, "R-1", 30);
	in_end(&in);
	assert_int_equal(in.r.used, 2);
	in_begin(&in, s, &UPSERT(&kind_corrections));
	in_review(&in, 2, DAY, "A1", OUTCOME_USABLE, 1);
	in_review(&in, 3, DAY, "A1", OUTCOME_MAJOR, 8);
	in_end(&in);
	/* the overwritten one was not used */
	check_result(&in, 1, 0, 1, 0, 0);
	assert_int_equal(in.r.used, 1);
	store_close(s);
}

TEST(a_sum_that_is_too_large_sets_its_row_aside)
{
	struct store *s = memory_store();
	struct in in;

	in_begin(&in, s, &UPSERT(&kind_campaigns));
	in_campaign(&in, 2, DAY, "spring", NULL, 9000000000000000);
	in_campaign(&in, 3, DAY, "spring", NULL, 9000000000000000);
	in_end(&in);
	check_result(&in, 1, 0, 0, 0, 1);
	store_close(s);
}

TEST(a_row_without_any_key_is_set_aside)
{
	struct store *s = memory_store();
	struct facts_load_spec spec = UPSERT(&kind_campaigns);
	struct in in;

	spec.key_columns = (uint64_t)1 << CAM_ROW_ID;
	in_begin(&in, s, &spec);
	in_campaign(&in, 2, DAY, "spring", "id1", 3);
	in_campaign(&in, 3, DAY, "spring", "", 4);
	in_end(&in);
	check_result(&in, 1, 0, 0, 0, 1);
	store_close(s);
}

TEST(people_and_our_own_columns_cannot_be_keys)
{
	struct store *s = memory_store();
	struct facts_load_spec spec = UPSERT(&kind_time);
	struct store_import *import;
	struct facts_load *load;
	struct diags diags = { 0 };
	struct err err = { 0 };

	assert_int_equal(store_import_begin(&import, s, &err), 0);
	spec.key_columns = (uint64_t)1 << TIM_PERSON;
	assert_int_equal(facts_load_begin(&load, import, &spec, &diags, &err),
			 -1);
	assert_int_equal(err.code, ERR_CONFIG);
	check_says(err.msg, "person");
	spec.key_columns = (uint64_t)1 << FC_LINE;
	assert_int_equal(facts_load_begin(&load, import, &spec, &diags, &err),
			 -1);
	check_says(err.msg, "line");
	store_import_abort(import);
	store_close(s);
}

TEST(an_edited_key_rule_still_knows_the_old_rows)
{
	struct store *s = memory_store();
	struct facts_load_spec by_id = UPSERT(&kind_campaigns);
	struct in in;

	in_begin(&in, s, &UPSERT(&kind_campaigns));
	in_campaign(&in, 2, DAY, "spring", "id1", 3);
	in_end(&in);
	by_id.key_columns = (uint64_t)1 << CAM_ROW_ID;
	in_begin(&in, s, &by_id);
	in_campaign(&in, 2, DAY, "spring, renamed", "id1", 4);
	in_end(&in);
	check_result(&in, 0, 1, 0, 0, 0);
	check_clicks(s, "0:4");
	/* and back again */
	in_begin(&in, s, &UPSERT(&kind_campaigns));
	in_campaign(&in, 2, DAY, "spring, renamed", "id1", 5);
	in_end(&in);
	check_result(&in, 0, 1, 0, 0, 0);
	check_clicks(s, "0:5");
	store_close(s);
}

/* ---- keys that change their day --------------------------------------- */

static struct facts_load_spec by_row_id(void)
{
	struct facts_load_spec spec = UPSERT(&kind_campaigns);

	spec.key_columns = (uint64_t)1 << CAM_ROW_ID;
	return spec;
}

TEST(a_key_leaves_its_old_day_if_the_file_covers_it)
{
	struct store *s = memory_store();
	struct facts_load_spec spec = by_row_id();
	struct in in;

	in_begin(&in, s, &spec);
	in_campaign(&in, 2, DAY, "a", "id1", 1);
	in_campaign(&in, 3, DAY, "b", "id2", 2);
	in_campaign(&in, 4, DAY + 3, "c", "id3", 3);
	in_end(&in);
	in_begin(&in, s, &spec);
	in_campaign(&in, 2, DAY + 2, "a", "id1", 1);
	in_campaign(&in, 3, DAY, "b", "id2", 2);
	in_end(&in);
	check_result(&in, 0, 1, 1, 0, 0);
	assert_int_equal(in.r.days_changed, 2);
	check_clicks(s, "0:2 2:1 3:3");
	store_close(s);
}

TEST(a_key_on_a_day_outside_the_file_is_set_aside)
{
	struct store *s = memory_store();
	struct facts_load_spec spec = by_row_id();
	struct diags diags = { 0 };
	struct err err = { 0 };
	struct in in;

	in_begin(&in, s, &spec);
	in_campaign(&in, 2, DAY, "a", "id1", 1);
	in_end(&in);
	in_begin(&in, s, &spec);
	in_campaign(&in, 2, DAY + 5, "a", "id1", 1);
	in_campaign(&in, 3, DAY + 6, "b", "id2", 2);
	in_end(&in);
	check_result(&in, 1, 0, 0, 0, 1);
	check_clicks(s, "0:1 6:2");
	assert_int_equal(store_import_diags(&diags, s, in.id, &err), 0);
	assert_int_equal(diags.n, 1);
	assert_int_equal(diags.item[0].level, DIAG_ASIDE);
	check_says(diags.item[0].text, "2024-10-04");
	diags_release(&diags);
	/* the same rows from a file that says it covers both days */
	spec.covers_first = DAY;
	spec.covers_last = DAY + 6;
	in_begin(&in, s, &spec);
	in_campaign(&in, 2, DAY + 5, "a", "id1", 1);
	in_end(&in);
	check_result(&in, 0, 1, 0, 0, 0);
	check_clicks(s, "5:1 6:2");
	store_close(s);
}

TEST(all_rows_of_a_sum_that_is_set_aside_are_named)
{
	struct store *s = memory_store();
	struct facts_load_spec spec = by_row_id();
	struct diags diags = { 0 };
	struct err err = { 0 };
	struct in in;

	in_begin(&in, s, &spec);
	in_campaign(&in, 2, DAY, "a", "id1", 1);
	in_end(&in);
	in_begin(&in, s, &spec);
	for (int i = 0; i < 3; i++)
		in_campaign(&in, 2 + i, DAY + 5, "a", "id1", 1);
	in_end(&in);
	check_result(&in, 0, 0, 0, 0, 3);
	assert_int_equal(in.r.used, 0);
	assert_int_equal(store_import_diags(&diags, s, in.id, &err), 0);
	assert_int_equal(diags.n, 3);
	for (int i = 0; i < 3; i++)
		assert_int_equal(diags.item[i].line, 2 + i);
	diags_release(&diags);
	store_close(s);
}

TEST(a_key_on_two_days_of_one_file_ends_on_the_last)
{
	struct store *s = memory_store();
	struct facts_load_spec spec = by_row_id();
	struct in in;

	for (int i = 0; i < 2; i++) {
		in_begin(&in, s, &spec);
		in_campaign(&in, 2, DAY + 1, "a", "id1", 1);
		in_campaign(&in, 3, DAY + 1, "b", "id2", 5);
		in_campaign(&in, 4, DAY, "a", "id1", 2);
		in_end(&in);
		check_result(&in, i ? 0 : 2, 0, i ? 3 : 0, 0, 0);
		assert_int_equal(in.r.used, i ? 0 : 3);
	}
	check_clicks(s, "0:3 1:5");
	store_close(s);
}

TEST(an_event_on_two_days_of_one_file_is_the_last_one)
{
	struct store *s = memory_store();
	struct facts_load_spec spec = UPSERT(&kind_corrections);
	struct in in;

	spec.key_columns = (uint64_t)1 << COR_ITEM_ID;
	in_begin(&in, s, &spec);
	in_review(&in, 2, DAY + 4, "A1", OUTCOME_USABLE, 1);
	in_review(&in, 3, DAY, "A1", OUTCOME_USABLE, 2);
	in_review(&in, 4, DAY + 2, "A1", OUTCOME_USABLE, 3);
	in_end(&in);
	check_result(&in, 1, 0, 2, 0, 0);
	check_minutes(s, "2:3");
	store_close(s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(new_rows_are_added_and_read_back),
		cmocka_unit_test(the_same_rows_again_change_nothing),
		cmocka_unit_test(a_known_key_with_other_content_is_replaced),
		cmocka_unit_test(no_replace_refuses_other_content),
		cmocka_unit_test(sources_do_not_touch_each_other),
		cmocka_unit_test(equal_events_of_one_file_both_count_and_are_known_again),
		cmocka_unit_test(the_last_of_two_rows_with_one_key_wins_and_says_so),
		cmocka_unit_test(sums_of_one_key_are_added_before_they_are_compared),
		cmocka_unit_test(rows_of_one_sum_share_its_fate),
		cmocka_unit_test(
			used_rows_of_events_are_the_added_and_replaced_ones),
		cmocka_unit_test(a_sum_that_is_too_large_sets_its_row_aside),
		cmocka_unit_test(a_row_without_any_key_is_set_aside),
		cmocka_unit_test(people_and_our_own_columns_cannot_be_keys),
		cmocka_unit_test(an_edited_key_rule_still_knows_the_old_rows),
		cmocka_unit_test(a_key_leaves_its_old_day_if_the_file_covers_it),
		cmocka_unit_test(a_key_on_a_day_outside_the_file_is_set_aside),
		cmocka_unit_test(all_rows_of_a_sum_that_is_set_aside_are_named),
		cmocka_unit_test(a_key_on_two_days_of_one_file_ends_on_the_last),
		cmocka_unit_test(an_event_on_two_days_of_one_file_is_the_last_one),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
