#include "tests/unit/store_help.h"

#include "base/hash.h"

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

/* ---- snapshot --------------------------------------------------------- */

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

/* ---- properties ------------------------------------------------------- */

static uint64_t next_random(uint64_t *seed)
{
	*seed = hash64(seed, sizeof *seed, 11);
	return *seed;
}

/* Many reviews of few items, some of them twice, in no order of days. */
static void give_many(struct in *in, uint64_t seed, int n, const char *prefix)
{
	for (int i = 0; i < n; i++) {
		uint64_t r = next_random(&seed);
		char item[32];

		snprintf(item, sizeof item, "%s%d", prefix,
			 (int)(r % (uint64_t)(n / 2)));
		in_review(in, 2 + i, DAY + (int32_t)(r >> 20) % 40, item,
			  (enum outcome)(r >> 40) % 6, (int64_t)(r >> 50) % 60);
	}
}

TEST(importing_twice_writes_no_segment)
{
	for (uint64_t seed = 1; seed < 6; seed++) {
		struct store *s = memory_store();
		struct in in;
		char *once, *twice;

		in_begin(&in, s, &UPSERT(&kind_corrections));
		give_many(&in, seed, 500, "A");
		in_end(&in);
		assert_true(in.r.same > 0);
		once = dump(s, &kind_corrections, 1);
		in_begin(&in, s, &UPSERT(&kind_corrections));
		give_many(&in, seed, 500, "A");
		in_end(&in);
		check_result(&in, 0, 0, 500, 0, 0);
		assert_int_equal(in.r.days_changed, 0);
		twice = dump(s, &kind_corrections, 1);
		assert_string_equal(once, twice);
		free(once);
		free(twice);
		store_close(s);
	}
}

static int by_line(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* The lines of a text in alphabetical order. */
static char *sorted(char *text)
{
	char *line[4000], *save = NULL;
	struct strbuf out = STRBUF_INIT;
	size_t n = 0;

	for (char *l = strtok_r(text, "\n", &save); l;
	     l = strtok_r(NULL, "\n", &save))
		line[n++] = l;
	qsort(line, n, sizeof *line, by_line);
	for (size_t i = 0; i < n; i++)
		strbuf_printf(&out, "%s\n", line[i]);
	free(text);
	return strbuf_detach(&out);
}

TEST(the_order_of_imports_with_different_keys_does_not_matter)
{
	char *text[2];

	for (int order = 0; order < 2; order++) {
		struct store *s = memory_store();

		for (int i = 0; i < 2; i++) {
			bool first = i == order;
			struct in in;

			in_begin(&in, s, &UPSERT(&kind_corrections));
			give_many(&in, first ? 3 : 4, 300, first ? "A" : "B");
			in_end(&in);
		}
		text[order] = sorted(dump(s, &kind_corrections, 0));
		store_close(s);
	}
	assert_string_equal(text[0], text[1]);
	free(text[0]);
	free(text[1]);
}

static void check_spill(const char *path, const struct facts_load_spec *spec)
{
	char *text[3];

	for (int i = 0; i < 3; i++) {
		struct store *s = path && i ? file_store(path, STORE_CREATE) :
			memory_store();
		struct in in;

		in_begin(&in, s, spec);
		if (i)
			facts_load_limit(in.load, i == 1 ? 1 : 20000);
		give_many(&in, 9, 900, "A");
		in_end(&in);
		text[i] = dump(s, spec->kind, 1);
		store_close(s);
		if (path && i)
			unlink(path);
	}
	assert_string_equal(text[0], text[1]);
	assert_string_equal(text[0], text[2]);
	for (int i = 0; i < 3; i++)
		free(text[i]);
}

TEST(spilled_rows_make_the_same_facts)
{
	struct facts_load_spec by_item = UPSERT(&kind_corrections);
	char dir[TEST_DIR_MAX], path[TEST_DIR_MAX + 16];

	by_item.key_columns = (uint64_t)1 << COR_ITEM_ID;
	check_spill(NULL, &UPSERT(&kind_corrections));
	check_spill(NULL, &SNAPSHOT(&kind_corrections));
	check_spill(NULL, &by_item);
	snprintf(path, sizeof path, "%s/t.db", test_dir(dir));
	check_spill(path, &by_item);
	/* nothing is left beside the store */
	assert_int_equal(rmdir(dir), 0);
}

TEST(rows_of_all_values_survive_the_buffer)
{
	static const int64_t values[] = {
		0, 1, -1, 63, 64, -64, -65, INT64_MAX, INT64_MIN + 1,
		FACT_NULL, 1ll << 32, -(1ll << 40)
	};
	struct store *s = memory_store();
	struct fact_cell cells[FACT_COLUMNS_MAX];
	struct facts f;
	struct in in;

	in_begin(&in, s, &SNAPSHOT(&kind_costs));
	for (size_t i = 0; i < COUNT(values); i++) {
		char item[8];

		blank_cells(cells);
		snprintf(item, sizeof item, "%03zu", i);
		cells[COS_ITEM] = text_cell(item);
		cells[COS_AMOUNT] = num_cell(values[i]);
		in_row(&in, cells, DAY, (int64_t)i);
	}
	in_end(&in);
	assert_int_equal(facts_read(&f, s, &kind_costs, DAY, DAY, &in.err), 0);
	for (size_t i = 0; i < COUNT(values); i++)
		assert_int_equal(fact_i64(&f.days[0], COS_AMOUNT, i),
				 values[i]);
	facts_release(&f);
	store_close(s);
}

TEST(an_aborted_import_leaves_nothing)
{
	struct store *s = memory_store();
	struct in in;

	in_begin(&in, s, &UPSERT(&kind_corrections));
	in_review(&in, 2, DAY, "A1", OUTCOME_USABLE, 1);
	facts_load_abort(in.load);
	store_import_abort(in.import);
	check_minutes(s, "");
	in_begin(&in, s, &UPSERT(&kind_corrections));
	assert_int_equal(store_import_id(in.import), 1);
	in_review(&in, 2, DAY, "A1", OUTCOME_USABLE, 4);
	in_end(&in);
	check_minutes(s, "0:4");
	store_close(s);
}

TEST(a_window_reads_its_days_only)
{
	struct store *s = memory_store();
	struct facts f;
	struct in in;
	int32_t first, last;

	in_begin(&in, s, &UPSERT(&kind_corrections));
	for (int d = 0; d < 10; d++)
		in_review(&in, 2 + d, DAY + d, "A", OUTCOME_USABLE, d);
	in_end(&in);
	assert_int_equal(facts_read(&f, s, &kind_corrections, DAY + 3, DAY + 5,
				    &in.err), 0);
	assert_int_equal(f.n_days, 3);
	assert_int_equal(f.n, 3);
	assert_int_equal(f.days[0].day, DAY + 3);
	assert_int_equal(facts_dim_id(&f, "w"),
			 fact_i64(&f.days[0], COR_WORKFLOW, 0));
	assert_int_equal(facts_dim_id(&f, "not there"), 0);
	assert_int_equal(facts_dim_id(&f, ""), 0);
	facts_release(&f);
	assert_int_equal(facts_span(&first, &last, s, &kind_corrections,
				    &in.err), 0);
	assert_int_equal(first, DAY);
	assert_int_equal(last, DAY + 9);
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
		cmocka_unit_test(a_snapshot_removes_what_the_file_does_not_have),
		cmocka_unit_test(whole_days_remove_on_the_boundary_too),
		cmocka_unit_test(a_snapshot_may_cover_more_days_than_it_has_rows),
		cmocka_unit_test(rows_outside_the_days_a_snapshot_covers_remove_nothing),
		cmocka_unit_test(sums_of_a_snapshot_are_replaced_on_a_boundary_day),
		cmocka_unit_test(weighted_events_of_one_key_live_side_by_side_in_a_snapshot),
		cmocka_unit_test(a_count_below_one_is_set_aside_and_sums_have_no_weight),
		cmocka_unit_test(importing_twice_writes_no_segment),
		cmocka_unit_test(the_order_of_imports_with_different_keys_does_not_matter),
		cmocka_unit_test(spilled_rows_make_the_same_facts),
		cmocka_unit_test(rows_of_all_values_survive_the_buffer),
		cmocka_unit_test(an_aborted_import_leaves_nothing),
		cmocka_unit_test(a_window_reads_its_days_only),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
