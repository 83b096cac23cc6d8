#include "tests/unit/store_help.h"

static void give(struct in *in, int64_t line, int32_t from, int32_t to,
		 const char *campaign, const char *segment)
{
	struct fact_cell cells[FACT_COLUMNS_MAX];

	blank_cells(cells);
	cells[CAM_DATE] = num_cell(DAY + to);
	if (from != to)
		cells[CAM_PERIOD_START] = num_cell(DAY + from);
	cells[CAM_CAMPAIGN] = text_cell(campaign);
	cells[CAM_SEGMENT] = text_cell(segment);
	cells[CAM_CLICKS] = num_cell(line * 1000);
	in_row(in, cells, DAY + to, line);
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
		cmocka_unit_test(segments_of_one_period_do_not_beat_each_other),
		cmocka_unit_test(other_sources_do_not_count_against_a_period),
		cmocka_unit_test(kinds_without_periods_have_no_losers),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
