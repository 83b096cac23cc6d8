/* Header search, the lines above it, and which profile a file is. */
#include "tests/unit/ingest_help.h"

#include "ingest/match.h"

static const char *from_campaign[] = { "Campaign", "Kampagne" };
static const char *from_cost[] = { "Amount spent ({currency})", "Cost" };
static const char *from_segment[] = { "Segment ({any})" };
static const char *from_day[] = { "Day" };

static struct profile_column columns[] = {
	{ .column = "date", .from = from_day, .n_from = 1, .format = "" },
	{ .column = "campaign", .from = from_campaign, .n_from = 2,
	  .required = true, .format = "" },
	{ .column = "cost", .from = from_cost, .n_from = 2, .format = "" },
	{ .column = "channel", .value = "social", .format = "" },
	{ .column = "segment", .from = from_segment, .n_from = 1,
	  .format = "", .otherwise = "everybody" },
};

static const char *headers_a[] = { "Campaign|Kampagne", "Day", "Reach" };
static const char *headers_b[] = { "Campaign", "Day", "Clicks" };
static const char *absent_b[] = { "Row Type" };

static const struct profile profile_a = {
	.id = "a", .kind = "campaigns", .headers = headers_a, .n_headers = 3,
	.at_least = 2, .preamble_dates = true, .columns = columns,
	.n_columns = COUNT(columns),
};
static const struct profile profile_b = {
	.id = "b", .kind = "campaigns", .headers = headers_b, .n_headers = 3,
	.at_least = 2, .absent = absent_b, .n_absent = 1, .columns = columns,
	.n_columns = COUNT(columns),
};
static const struct profile profile_own = {
	.id = CANONICAL_PREFIX "campaigns", .kind = "campaigns",
	.headers = headers_b, .n_headers = 2, .at_least = 2,
	.columns = columns, .n_columns = COUNT(columns),
};
static const struct profile *const both[] = { &profile_a, &profile_b };
static const struct profile *const with_own[] = {
	&profile_a, &profile_own, &profile_b
};

struct matched {
	int ret;
	struct match m;
	struct head head;
	struct diags diags;
	struct arena arena;
	struct err err;
};

static struct matched match_of(const char *text, const char *forced,
			       const struct profile *const *profiles, size_t n)
{
	struct matched got = { 0 };
	struct source src = source_of(text, strlen(text));
	struct diags unused = { 0 };
	struct lines lines;
	struct records records;

	assert_int_equal(lines_begin(&lines, &src, NULL, &unused, &got.err), 0);
	records_begin(&records, &lines, ',');
	assert_int_equal(head_read(&got.head, &got.arena, &records,
				   SIZE_MAX, &got.err),
			 0);
	got.ret = match_find(&got.m, &got.arena, &got.head, profiles, n, forced,
			     "t.csv", &got.diags, &got.err);
	records_end(&records);
	lines_end(&lines);
	source_close(&src);
	diags_release(&unused);
	return got;
}

static struct matched match_text(const char *text, const char *forced)
{
	return match_of(text, forced, both, COUNT(both));
}

static void release(struct matched *got)
{
	diags_release(&got->diags);
	arena_release(&got->arena);
}

/* Profile and header line, "a:3", or words of the refusal. */
static void check_match(const char *text, const char *forced, const char *want)
{
	struct matched got = match_text(text, forced);
	char is[64];

	if (got.ret) {
		check_says(got.err.msg, want);
	} else {
		snprintf(is, sizeof is, "%s:%lld", got.m.profile->id,
			 (long long)got.m.table.line);
		assert_string_equal(is, want);
	}
	release(&got);
}

TEST(the_header_is_found_below_other_lines)
{
	check_match("Campaign,Day,Reach\nx,2026-05-04,1\n", NULL, "a:1");
	check_match("Report\n# a,b\n\n\n\nAccount: x\n\n\n"
		    "Campaign,Day,Reach\nx,2026-05-04,1\n", NULL, "a:9");
	check_match("\"two\nlines\"\nCampaign,Day,Reach\n", NULL, "a:3");
}

TEST(case_blanks_and_order_of_headers_do_not_matter)
{
	check_match("reach, DAY ,\xC2\xA0" "KAMPAGNE\xE2\x80\xAF\n", NULL,
		    "a:1");
	check_match("\xEF\xBB\xBF\"Campaign\",Day,Reach\n", NULL, "a:1");
}

TEST(the_profile_with_more_headers_wins_and_a_tie_is_refused)
{
	check_match("Campaign,Day,Clicks\n", NULL, "b:1");
	check_match("Campaign,Day\n", NULL, "fits 'a' and 'b' equally well");
	check_match("Campaign,Day\n", "b", "b:1");
}

TEST(our_own_names_win_over_as_many_synonyms)
{
	struct matched got = match_of("Campaign,Day\n", NULL, with_own,
				      COUNT(with_own));

	assert_int_equal(got.ret, 0);
	assert_ptr_equal(got.m.profile, &profile_own);
	release(&got);
	got = match_of("Campaign,Day,Clicks\n", NULL, with_own,
		       COUNT(with_own));
	assert_ptr_equal(got.m.profile, &profile_b);
	release(&got);
}

TEST(a_hole_takes_any_text_and_a_default_stands_in_for_a_header)
{
	struct matched got = match_text("Campaign,Day,Reach,Segment (),"
					"Segment (drop down)\n", NULL);

	assert_int_equal(got.m.column[CAM_SEGMENT].cell, 4);
	release(&got);
	got = match_text("Campaign,Day,Reach,Segment\n", NULL);
	assert_int_equal(got.m.column[CAM_SEGMENT].cell, -1);
	assert_string_equal(got.m.column[CAM_SEGMENT].pc->otherwise,
			    "everybody");
	release(&got);
}

TEST(an_absent_header_rules_a_profile_out)
{
	check_match("Campaign,Day,Clicks,Row Type\n", NULL, "a:1");
}

TEST(a_weak_match_names_the_nearest_and_what_it_lacks)
{
	check_match("Campaign,x\n", NULL,
		    "'a' (1 of the 2 headers it needs; lacks 'Day')");
	check_match("Day,Reach\n", NULL, "'a' (lacks the column 'Campaign')");
	check_match("x,y\n", NULL, "none of the first lines");
	check_match("Day,x\n", "a", "t.csv:1: the header does not fit");
	check_match("x\n", "c", "there is no profile 'c'");
}

TEST(columns_are_bound_by_their_best_synonym)
{
	struct matched got = match_text("Cost,Amount spent (usd),Campaign,"
					"Campaign,Day,Reach,,\n", NULL);

	assert_int_equal(got.ret, 0);
	assert_int_equal(got.m.column[CAM_COST].cell, 1);
	assert_string_equal(got.m.header_currency, "USD");
	assert_int_equal(got.m.column[CAM_CAMPAIGN].cell, 2);
	assert_int_equal(got.m.column[CAM_CHANNEL].cell, -1);
	assert_null(got.m.column[CAM_CLICKS].pc);
	assert_int_equal(got.m.table.n, 6);
	assert_int_equal(got.diags.n, 1);
	assert_string_equal(got.diags.item[0].code, "repeated-header");
	release(&got);
}

static void check_range(const char *above, bool range, bool unbounded)
{
	char text[256];
	struct matched got;

	snprintf(text, sizeof text, "%sCampaign,Day,Reach\n", above);
	got = match_text(text, NULL);
	assert_int_equal(got.m.table.above.has_range, range);
	assert_int_equal(got.m.table.above.unbounded, unbounded);
	release(&got);
}

TEST(a_date_range_above_the_header_is_read)
{
	check_range("Report\n1 May 2026 - 8 May 2026\n", true, false);
	check_range("Report\n\"July 8, 2025 - July 31, 2025\"\n", true, false);
	check_range("Report\nJuly 8, 2025 - July 31, 2025,,\n", true, false);
	check_range("Report\nAll time\n", false, true);
	check_range("", false, false);
}

TEST(short_and_long_rows_are_told_from_padded_ones)
{
	static const enum row_shape want[] = {
		ROW_FITS, ROW_FITS, ROW_SHORT, ROW_LONG
	};
	struct matched got = match_text("Campaign,Day,Reach\na,b,c\n"
					"a,b,c,, \na,b\na,b,c,d\n", NULL);

	for (size_t i = 0; i < COUNT(want); i++)
		assert_int_equal(table_row_shape(&got.m.table,
						 &got.head.rec[i + 1]),
				 want[i]);
	release(&got);
}

TEST(each_fact_kind_has_a_canonical_profile)
{
	struct arena a = { 0 };
	struct profile **own;
	size_t n;

	canonical_profiles(&own, &n, &a);
	for (size_t i = 0; fact_kind_table[i]; i++) {
		assert_true(i < n);
		assert_string_equal(own[i]->kind, fact_kind_table[i]->id);
		assert_true(own[i]->at_least > 0);
		for (size_t c = 0; c < own[i]->n_columns; c++)
			assert_string_not_equal(own[i]->columns[c].column,
						"source");
	}
	arena_release(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_header_is_found_below_other_lines),
		cmocka_unit_test(
			case_blanks_and_order_of_headers_do_not_matter),
		cmocka_unit_test(
		the_profile_with_more_headers_wins_and_a_tie_is_refused),
		cmocka_unit_test(our_own_names_win_over_as_many_synonyms),
		cmocka_unit_test(
			a_hole_takes_any_text_and_a_default_stands_in_for_a_header),
		cmocka_unit_test(an_absent_header_rules_a_profile_out),
		cmocka_unit_test(
			a_weak_match_names_the_nearest_and_what_it_lacks),
		cmocka_unit_test(columns_are_bound_by_their_best_synonym),
		cmocka_unit_test(a_date_range_above_the_header_is_read),
		cmocka_unit_test(
			short_and_long_rows_are_told_from_padded_ones),
		cmocka_unit_test(each_fact_kind_has_a_canonical_profile),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
