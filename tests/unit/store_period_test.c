#include "tests/unit/store_help.h"

static void give_clicks(struct in *in, int64_t line, int32_t from, int32_t to,
			const char *campaign, const char *segment,
			int64_t clicks)
{
	struct fact_cell cells[FACT_COLUMNS_MAX];

	blank_cells(cells);
	cells[CAM_DATE] = num_cell(DAY + to);
	if (from != to)
		cells[CAM_PERIOD_START] = num_cell(DAY + from);
	cells[CAM_CAMPAIGN] = text_cell(campaign);
	cells[CAM_SEGMENT] = text_cell(segment);
	cells[CAM_CLICKS] = num_cell(clicks * 1000);
	in_row(in, cells, DAY + to, line);
}

/* A row that is never the same as one of another line. */
static void give(struct in *in, int64_t line, int32_t from, int32_t to,
		 const char *campaign, const char *segment)
{
	give_clicks(in, line, from, to, campaign, segment, line);
}

/* The losers as "line:first letter of why" in order of day and row. */
static void check_losers(struct store *s, const char *want)
{
	struct strbuf out = STRBUF_INIT;
	struct period_loser *loser;
	struct arena a = { 0 };
	struct facts f;
	struct err err = { 0 };
	size_t n;

	assert_int_equal(facts_read(&f, s, &kind_campaigns, DAY_MIN, DAY_MAX,
				    &err), 0);
	n = facts_period_losers(&f, &a, &loser);
	for (size_t i = 0; i < n; i++)
		strbuf_printf(&out, "%s%lld:%c", i ? " " : "", (long long)
			      fact_i64(&f.days[loser[i].day], FC_LINE,
				       loser[i].row), loser[i].why[0]);
	assert_string_equal(out.s, want);
	strbuf_release(&out);
	arena_release(&a);
	facts_release(&f);
	store_close(s);
}

TEST(a_day_row_wins_over_a_period_that_holds_it)
{
	struct store *s = memory_store();
	struct in in;

	in_begin(&in, s, &UPSERT(&kind_campaigns));
	give(&in, 2, 0, 6, "spring", NULL);
	give(&in, 3, 3, 3, "spring", NULL);
	give(&in, 4, 7, 13, "spring", NULL);
	give(&in, 5, 0, 6, "autumn", NULL);
	in_end(&in);
	check_losers(s, "2:r");
}

TEST(the_later_of_two_overlapping_periods_wins)
{
	struct store *s = memory_store();
	struct in in;

	in_begin(&in, s, &UPSERT(&kind_campaigns));
	give(&in, 2, 0, 6, "spring", NULL);
	give(&in, 3, 20, 26, "spring", NULL);
	in_end(&in);
	in_begin(&in, s, &UPSERT(&kind_campaigns));
	give(&in, 4, 0, 13, "spring", NULL);
	in_end(&in);
	check_losers(s, "2:a");
}

TEST(in_one_import_the_shorter_periods_win_over_the_one_they_are_in)
{
	struct store *s = memory_store();
	struct in in;

	in_begin(&in, s, &UPSERT(&kind_campaigns));
	give(&in, 2, 0, 30, "spring", NULL);
	give(&in, 3, 0, 6, "spring", "new");
	give(&in, 4, 0, 6, "spring", "old");
	give(&in, 5, 7, 13, "spring", NULL);
	give(&in, 6, 0, 30, "autumn", NULL);
	in_end(&in);
	check_losers(s, "2:t");
}

TEST(in_one_import_periods_that_meet_count_no_day_twice)
{
	struct store *s = memory_store();
	struct in in;

	in_begin(&in, s, &UPSERT(&kind_campaigns));
	give(&in, 2, 0, 9, "shorter wins", NULL);
	give(&in, 3, 8, 12, "shorter wins", NULL);
	give(&in, 4, 0, 6, "later wins", NULL);
	give(&in, 5, 3, 9, "later wins", NULL);
	give(&in, 6, 0, 6, "both count", NULL);
	give(&in, 7, 7, 9, "both count", NULL);
	in_end(&in);
	check_losers(s, "4:t 2:t");
}

TEST(a_longer_period_of_a_later_import_wins)
{
	struct store *s = memory_store();
	struct in in;

	for (int i = 0; i < 2; i++) {
		in_begin(&in, s, &UPSERT(&kind_campaigns));
		give(&in, 2 + i, 0, i ? 30 : 6, "spring", NULL);
		in_end(&in);
	}
	check_losers(s, "2:a");
}

TEST(segments_of_one_period_do_not_beat_each_other)
{
	struct store *s = memory_store();
	struct in in;

	in_begin(&in, s, &UPSERT(&kind_campaigns));
	give(&in, 2, 0, 6, "spring", "new");
	give(&in, 3, 0, 6, "spring", "old");
	in_end(&in);
	check_losers(s, "");
}

TEST(a_period_of_which_one_segment_changed_keeps_the_others)
{
	struct store *s = memory_store();
	struct in in;

	for (int i = 0; i < 2; i++) {
		in_begin(&in, s, &SNAPSHOT(&kind_campaigns));
		give_clicks(&in, 2, 0, 6, "spring", "new", 5);
		give_clicks(&in, 3, 0, 6, "spring", "old", 7 + i);
		in_end(&in);
	}
	check_result(&in, 0, 1, 1, 0, 0);
	check_clicks(s, "6:5 6:8");
	check_losers(s, "");
}

TEST(a_period_is_as_late_as_its_latest_row)
{
	struct store *s = memory_store();
	struct in in;

	in_begin(&in, s, &UPSERT(&kind_campaigns));
	give_clicks(&in, 2, 0, 6, "spring", "new", 5);
	give_clicks(&in, 3, 0, 6, "spring", "old", 7);
	in_end(&in);
	in_begin(&in, s, &UPSERT(&kind_campaigns));
	give_clicks(&in, 4, 3, 9, "spring", "new", 9);
	in_end(&in);
	in_begin(&in, s, &UPSERT(&kind_campaigns));
	give_clicks(&in, 5, 0, 6, "spring", "new", 5);
	give_clicks(&in, 6, 0, 6, "spring", "old", 8);
	in_end(&in);
	check_losers(s, "4:a");
}

/* ---- snapshots: which rows may leave ---------------------------------- */

/* A report without days: all of it covers 0 to 7, and is whole. */
static struct facts_load_spec period_report(void)
{
	struct facts_load_spec spec = SNAPSHOT(&kind_campaigns);

	spec.covers_first = spec.covers_last = DAY + 7;
	spec.whole_days = true;
	return spec;
}

/* A report by day, of `first` to 7, and whole. */
static struct facts_load_spec daily_report(int32_t first)
{
	struct facts_load_spec spec = period_report();

	spec.covers_first = DAY + first;
	return spec;
}

TEST(a_period_report_leaves_the_day_rows_of_its_last_day)
{
	struct store *s = memory_store();
	struct facts_load_spec days = daily_report(6), period = period_report();
	struct in in;

	in_begin(&in, s, &days);
	give(&in, 3, 6, 6, "spring", NULL);
	give(&in, 4, 7, 7, "spring", NULL);
	in_end(&in);
	in_begin(&in, s, &period);
	give(&in, 30, 0, 7, "spring", NULL);
	in_end(&in);
	check_result(&in, 1, 0, 0, 0, 0);
	check_clicks(s, "6:3 7:4 7:30");
	check_losers(s, "30:r");
}

TEST(a_daily_report_leaves_the_period_that_ends_on_one_of_its_days)
{
	struct store *s = memory_store();
	struct facts_load_spec days = daily_report(0), period = period_report();
	struct in in;

	in_begin(&in, s, &period);
	give(&in, 30, 0, 7, "spring", NULL);
	give(&in, 31, 0, 7, "autumn", NULL);
	in_end(&in);
	in_begin(&in, s, &days);
	give(&in, 3, 6, 6, "spring", NULL);
	give(&in, 4, 7, 7, "spring", NULL);
	in_end(&in);
	check_result(&in, 2, 0, 0, 0, 0);
	check_clicks(s, "6:3 7:30 7:31 7:4");
	/* the day rows stand for spring, the period still for autumn */
	check_losers(s, "30:r");
}

TEST(a_period_report_removes_rows_of_its_own_period_only)
{
	struct store *s = memory_store();
	struct facts_load_spec period = period_report();
	struct in in;

	in_begin(&in, s, &period);
	give(&in, 2, 0, 7, "spring", NULL);
	give(&in, 3, 0, 7, "autumn", NULL);
	in_end(&in);
	in_begin(&in, s, &period);
	give(&in, 4, 4, 7, "summer", NULL);
	in_end(&in);
	check_result(&in, 1, 0, 0, 0, 0);
	in_begin(&in, s, &period);
	give(&in, 5, 0, 7, "spring", NULL);
	in_end(&in);
	check_result(&in, 0, 1, 0, 1, 0);
	check_clicks(s, "7:4 7:5");
	store_close(s);
}

TEST(a_daily_report_still_owns_its_days_that_have_no_rows)
{
	struct store *s = memory_store();
	struct facts_load_spec days = daily_report(0);
	struct in in;

	in_begin(&in, s, &days);
	give(&in, 2, 2, 2, "spring", NULL);
	give(&in, 3, 3, 3, "spring", NULL);
	in_end(&in);
	in_begin(&in, s, &days);
	give_clicks(&in, 2, 3, 3, "spring", NULL, 3);
	in_end(&in);
	check_result(&in, 0, 0, 1, 1, 0);
	check_clicks(s, "3:3");
	store_close(s);
}

TEST(periods_of_a_file_do_not_stretch_the_days_it_owns)
{
	struct store *s = memory_store();
	struct in in;

	in_begin(&in, s, &SNAPSHOT(&kind_campaigns));
	for (int d = 0; d < 7; d++)
		give(&in, 2 + d, d, d, "spring", NULL);
	in_end(&in);
	in_begin(&in, s, &SNAPSHOT(&kind_campaigns));
	give(&in, 20, 0, 0, "spring", NULL);
	give(&in, 21, 2, 2, "spring", NULL);
	give(&in, 22, 0, 30, "autumn", NULL);
	in_end(&in);
	/* day 1 is inside 0 to 2; 3 to 6 lie in the period only */
	check_result(&in, 1, 2, 0, 1, 0);
	check_clicks(s, "0:20 2:21 3:5 4:6 5:7 6:8 30:22");
	store_close(s);
}

TEST(other_sources_do_not_count_against_a_period)
{
	struct store *s = memory_store();
	struct facts_load_spec other = UPSERT(&kind_campaigns);
	struct in in;

	in_begin(&in, s, &UPSERT(&kind_campaigns));
	give(&in, 2, 0, 6, "spring", NULL);
	in_end(&in);
	other.source = "other";
	in_begin(&in, s, &other);
	give(&in, 3, 3, 3, "spring", NULL);
	give(&in, 4, 0, 5, "spring", NULL);
	in_end(&in);
	check_losers(s, "4:r");
}

TEST(kinds_without_periods_have_no_losers)
{
	struct store *s = memory_store();
	struct period_loser *loser;
	struct arena a = { 0 };
	struct facts f;
	struct in in;

	in_begin(&in, s, &UPSERT(&kind_corrections));
	in_review(&in, 2, DAY, "A1", OUTCOME_LIGHT, 1);
	in_end(&in);
	assert_int_equal(facts_read(&f, s, &kind_corrections, DAY, DAY,
				    &in.err), 0);
	assert_int_equal(facts_period_losers(&f, &a, &loser), 0);
	facts_release(&f);
	store_close(s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_day_row_wins_over_a_period_that_holds_it),
		cmocka_unit_test(the_later_of_two_overlapping_periods_wins),
		cmocka_unit_test(
			in_one_import_the_shorter_periods_win_over_the_one_they_are_in),
		cmocka_unit_test(
			in_one_import_periods_that_meet_count_no_day_twice),
		cmocka_unit_test(a_longer_period_of_a_later_import_wins),
		cmocka_unit_test(segments_of_one_period_do_not_beat_each_other),
		cmocka_unit_test(
			a_period_of_which_one_segment_changed_keeps_the_others),
		cmocka_unit_test(a_period_is_as_late_as_its_latest_row),
		cmocka_unit_test(
			a_period_report_leaves_the_day_rows_of_its_last_day),
		cmocka_unit_test(
		a_daily_report_leaves_the_period_that_ends_on_one_of_its_days),
		cmocka_unit_test(
			a_period_report_removes_rows_of_its_own_period_only),
		cmocka_unit_test(
			a_daily_report_still_owns_its_days_that_have_no_rows),
		cmocka_unit_test(
			periods_of_a_file_do_not_stretch_the_days_it_owns),
		cmocka_unit_test(other_sources_do_not_count_against_a_period),
		cmocka_unit_test(kinds_without_periods_have_no_losers),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
