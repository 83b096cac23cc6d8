#include "tests/unit/test.h"

#include "base/date.h"

TEST(day_counts_from_the_epoch)
{
	assert_int_equal(day_from_civil(1970, 1, 1), 0);
	assert_int_equal(day_from_civil(1969, 12, 31), -1);
	assert_int_equal(day_from_civil(2000, 3, 1), 11017);
	assert_int_equal(day_from_civil(1, 1, 1), DAY_MIN);
	assert_int_equal(day_from_civil(9999, 12, 31), DAY_MAX);
}

TEST(day_and_civil_agree_on_every_day_there_is)
{
	struct civil want = { 1, 1, 1 };

	for (int32_t day = DAY_MIN; day <= DAY_MAX; day++) {
		struct civil c = day_civil(day);

		if (c.year != want.year || c.month != want.month ||
		    c.day != want.day)
			fail_msg("day %d", (int)day);
		if (day_from_civil(c.year, c.month, c.day) != day)
			fail_msg("back from day %d", (int)day);
		/* the next day, told by what is valid alone */
		want.day++;
		if (day_from_civil(want.year, want.month, want.day) ==
		    DAY_NONE) {
			want.day = 1;
			want.month++;
		}
		if (want.month == 13)
			want = (struct civil){ want.year + 1, 1, 1 };
	}
}

TEST(day_that_is_none_is_refused)
{
	assert_int_equal(day_from_civil(2023, 2, 29), DAY_NONE);
	assert_int_equal(day_from_civil(1900, 2, 29), DAY_NONE);
	assert_int_equal(day_from_civil(2026, 2, 31), DAY_NONE);
	assert_int_equal(day_from_civil(2026, 13, 1), DAY_NONE);
	assert_int_equal(day_from_civil(2026, 0, 1), DAY_NONE);
	assert_int_equal(day_from_civil(2026, 1, 0), DAY_NONE);
	assert_int_equal(day_from_civil(0, 1, 1), DAY_NONE);
	assert_int_equal(day_from_civil(10000, 1, 1), DAY_NONE);
}

TEST(leap_days_are_days)
{
	assert_int_equal(day_from_civil(2024, 3, 1) -
			 day_from_civil(2024, 2, 28), 2);
	assert_int_equal(day_from_civil(2000, 3, 1) -
			 day_from_civil(2000, 2, 28), 2);
	assert_int_equal(day_from_civil(2100, 3, 1) -
			 day_from_civil(2100, 2, 28), 1);
}

TEST(weekday_of_known_days)
{
	assert_int_equal(day_weekday(0), 4);
	assert_int_equal(day_weekday(day_from_civil(2026, 11, 22)), 7);
	assert_int_equal(day_weekday(day_from_civil(2026, 11, 23)), 1);
	assert_int_equal(day_weekday(DAY_MIN), 1);
}

static void check_no_day(const char *s)
{
	int32_t day = 42;

	if (day_parse(&day, s) != -1)
		fail_msg("'%s' was read as a day", s);
	assert_int_equal(day, 42);
}

TEST(day_parse_takes_iso_days_and_nothing_else)
{
	int32_t day = 0;

	assert_int_equal(day_parse(&day, "2026-11-22"), 0);
	assert_int_equal(day, day_from_civil(2026, 11, 22));
	check_no_day("");
	check_no_day("2026-11-2");
	check_no_day("2026-11-022");
	check_no_day("2026-11-22 ");
	check_no_day(" 2026-11-22");
	check_no_day("2026/11/22");
	check_no_day("22-11-2026");
	check_no_day("2026-02-29");
	check_no_day("0000-01-01");
	check_no_day("20261122");
	check_no_day("2026-11-22T00:00");
}

static void check_words(int32_t day, enum day_style style, const char *want)
{
	char buf[DATE_MAX];

	assert_string_equal(day_words(buf, day, style), want);
}

TEST(day_is_written_for_people_and_for_machines)
{
	int32_t day = day_from_civil(2026, 11, 22);
	char buf[DATE_MAX];

	assert_string_equal(day_format(buf, day), "2026-11-22");
	assert_string_equal(day_format(buf, DAY_MIN), "0001-01-01");
	assert_string_equal(day_format(buf, DAY_NONE), "");
	check_words(day, DAY_FULL, "22 Nov 2026");
	check_words(day, DAY_SHORT, "22 Nov");
	check_words(day, DAY_WEEKDAY, "Sun 22 Nov");
	assert_string_equal(month_name(11), "November");
	assert_string_equal(month_short(3), "Mar");
}

static void check_week(const char *day_text, int year, int week)
{
	int32_t day;
	int y = 0, w = 0;

	assert_int_equal(day_parse(&day, day_text), 0);
	iso_week(day, &y, &w);
	if (y != year || w != week)
		fail_msg("%s is in %d-W%02d, wanted %d-W%02d", day_text, y, w,
			 year, week);
	assert_int_equal(iso_week_monday(year, week),
			 day - day_weekday(day) + 1);
}

TEST(iso_week_at_the_change_of_the_year)
{
	check_week("2020-12-31", 2020, 53);
	check_week("2021-01-03", 2020, 53);
	check_week("2021-01-04", 2021, 1);
	check_week("2024-12-29", 2024, 52);
	check_week("2024-12-30", 2025, 1);
	check_week("2026-12-31", 2026, 53);
	check_week("2027-01-03", 2026, 53);
	check_week("2027-01-04", 2027, 1);
	check_week("2016-01-03", 2015, 53);
	check_week("2023-01-01", 2022, 52);
	check_week("2026-11-22", 2026, 47);
	check_week("1970-01-01", 1970, 1);
}

TEST(iso_weeks_follow_each_other_without_a_gap)
{
	int year = 0, week = 0;
	int32_t monday = iso_week_monday(1, 1);

	for (; monday < DAY_MAX - 7; monday += 7) {
		int y, w;

		iso_week(monday, &y, &w);
		if (!(y == year && w == week + 1) &&
		    !(y == year + 1 && w == 1 && (week >= 52 || !year)))
			fail_msg("%d-W%02d after %d-W%02d", y, w, year, week);
		assert_int_equal(iso_week_monday(y, w), monday);
		year = y;
		week = w;
	}
}

TEST(iso_week_53_exists_in_long_years_only)
{
	assert_int_equal(iso_week_monday(2026, 53),
			 day_from_civil(2026, 12, 28));
	assert_int_equal(iso_week_monday(2025, 53), DAY_NONE);
	assert_int_equal(iso_week_monday(2026, 54), DAY_NONE);
	assert_int_equal(iso_week_monday(2026, 0), DAY_NONE);
}

/* Reading, and writing back as an id and in words. */
static void check_period(const char *text, int quarter_start,
			 const char *first, const char *last,
			 const char *words)
{
	char got_first[DATE_MAX], got_last[DATE_MAX];
	struct arena a = { 0 };
	struct period p;

	if (period_parse(&p, text, quarter_start))
		fail_msg("'%s' was refused", text);
	assert_string_equal(day_format(got_first, p.first), first);
	assert_string_equal(day_format(got_last, p.last), last);
	assert_string_equal(period_id(&a, p, quarter_start), text);
	assert_string_equal(period_words(&a, p, quarter_start), words);
	arena_release(&a);
}

TEST(period_week_is_monday_to_sunday)
{
	check_period("2026-W47", 1, "2026-11-16", "2026-11-22",
		     "Week 47, 16–22 Nov 2026");
	check_period("2026-W49", 1, "2026-11-30", "2026-12-06",
		     "Week 49, 30 Nov – 6 Dec 2026");
	check_period("2026-W53", 1, "2026-12-28", "2027-01-03",
		     "Week 53, 28 Dec 2026 – 3 Jan 2027");
}

TEST(period_month_knows_february)
{
	check_period("2026-11", 1, "2026-11-01", "2026-11-30",
		     "November 2026");
	check_period("2024-02", 1, "2024-02-01", "2024-02-29",
		     "February 2024");
	check_period("2100-02", 1, "2100-02-01", "2100-02-28",
		     "February 2100");
}

TEST(period_quarter_of_the_calendar)
{
	check_period("2026-Q4", 1, "2026-10-01", "2026-12-31",
		     "Q4 2026, 1 Oct – 31 Dec");
	check_period("2024-Q1", 1, "2024-01-01", "2024-03-31",
		     "Q1 2024, 1 Jan – 31 Mar");
}

TEST(period_quarter_of_a_fiscal_year)
{
	check_period("2026-Q1", 4, "2026-04-01", "2026-06-30",
		     "Q1 2026, 1 Apr – 30 Jun");
	check_period("2026-Q4", 4, "2027-01-01", "2027-03-31",
		     "Q4 2026, 1 Jan – 31 Mar 2027");
	check_period("2026-Q1", 11, "2026-11-01", "2027-01-31",
		     "Q1 2026, 1 Nov 2026 – 31 Jan 2027");
	check_period("2026-Q4", 2, "2026-11-01", "2027-01-31",
		     "Q4 2026, 1 Nov 2026 – 31 Jan 2027");
}

/* Of a year that starts in February, January is the last month. */
TEST(fiscal_year_runs_from_its_first_quarter)
{
	struct period q, year;

	assert_int_equal(period_parse(&q, "2026-Q3", 1), 0);
	year = fiscal_year_to(q, 1);
	assert_int_equal(year.first, day_from_civil(2026, 1, 1));
	assert_int_equal(year.last, day_from_civil(2026, 9, 30));
	assert_int_equal(period_parse(&q, "2026-Q4", 2), 0);
	year = fiscal_year_to(q, 2);
	assert_int_equal(year.first, day_from_civil(2026, 2, 1));
	assert_int_equal(year.last, day_from_civil(2027, 1, 31));
	assert_int_equal(year.kind, PERIOD_RANGE);
}

TEST(period_range_is_closed_at_both_ends)
{
	struct period p;

	check_period("2026-11-01..2026-11-30", 1, "2026-11-01", "2026-11-30",
		     "1–30 Nov 2026");
	check_period("2026-11-22..2026-11-22", 1, "2026-11-22", "2026-11-22",
		     "22 Nov 2026");
	assert_int_equal(period_parse(&p, "2026-11-01..2026-11-30", 1), 0);
	assert_int_equal(period_days(p), 30);
	assert_true(period_holds(p, p.first) && period_holds(p, p.last));
	assert_false(period_holds(p, p.first - 1));
	assert_false(period_holds(p, p.last + 1));
}

TEST(period_letters_may_be_small)
{
	struct period p;

	assert_int_equal(period_parse(&p, "2026-w07", 1), 0);
	assert_int_equal(p.kind, PERIOD_WEEK);
	assert_int_equal(period_parse(&p, "2026-q2", 1), 0);
	assert_int_equal(p.kind, PERIOD_QUARTER);
}

static void check_no_period(const char *s)
{
	struct period p;

	if (!period_parse(&p, s, 1))
		fail_msg("'%s' was read as a period", s);
}

TEST(period_that_is_none_is_refused)
{
	check_no_period("");
	check_no_period("2026");
	check_no_period("2026-");
	check_no_period("2026-W7");
	check_no_period("2025-W53");
	check_no_period("2026-W00");
	check_no_period("2026-W471");
	check_no_period("2026-Q0");
	check_no_period("2026-Q5");
	check_no_period("2026-Q12");
	check_no_period("2026-13");
	check_no_period("2026-11-22");
	check_no_period("2026-11-30..2026-11-01");
	check_no_period("2026-11-01..2026-11-31");
	check_no_period("2026-11-01.2026-11-30");
	check_no_period("2026-11-01..2026-11-30x");
	check_no_period("0000-01");
}

/* Each period's next starts the day after it, and has it as its previous. */
static void check_neighbours(enum period_kind kind, int quarter_start)
{
	int32_t day = day_from_civil(2023, 12, 5);
	struct period p = period_of(kind, day, quarter_start);

	for (int i = 0; i < 300; i++) {
		struct period next = period_next(p, quarter_start);
		struct period back = period_prev(next, quarter_start);

		assert_int_equal(next.kind, kind);
		assert_int_equal(next.first, p.last + 1);
		assert_int_equal(back.first, p.first);
		assert_int_equal(back.last, p.last);
		for (day = p.first; day <= p.last; day++)
			assert_int_equal(period_of(kind, day, quarter_start)
					 .first, kind == PERIOD_RANGE ? day :
					 p.first);
		p = next;
	}
}

TEST(period_neighbours_touch_and_do_not_overlap)
{
	check_neighbours(PERIOD_WEEK, 1);
	check_neighbours(PERIOD_MONTH, 1);
	check_neighbours(PERIOD_RANGE, 1);
	for (int start = 1; start <= 12; start++)
		check_neighbours(PERIOD_QUARTER, start);
}

TEST(period_kinds_have_names)
{
	assert_string_equal(period_kind_name(PERIOD_WEEK), "week");
	assert_string_equal(period_kind_name(PERIOD_MONTH), "month");
	assert_string_equal(period_kind_name(PERIOD_QUARTER), "quarter");
	assert_string_equal(period_kind_name(PERIOD_RANGE), "range");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(day_counts_from_the_epoch),
		cmocka_unit_test(day_and_civil_agree_on_every_day_there_is),
		cmocka_unit_test(day_that_is_none_is_refused),
		cmocka_unit_test(leap_days_are_days),
		cmocka_unit_test(weekday_of_known_days),
		cmocka_unit_test(day_parse_takes_iso_days_and_nothing_else),
		cmocka_unit_test(day_is_written_for_people_and_for_machines),
		cmocka_unit_test(iso_week_at_the_change_of_the_year),
		cmocka_unit_test(iso_weeks_follow_each_other_without_a_gap),
		cmocka_unit_test(iso_week_53_exists_in_long_years_only),
		cmocka_unit_test(period_week_is_monday_to_sunday),
		cmocka_unit_test(period_month_knows_february),
		cmocka_unit_test(period_quarter_of_the_calendar),
		cmocka_unit_test(period_quarter_of_a_fiscal_year),
		cmocka_unit_test(fiscal_year_runs_from_its_first_quarter),
		cmocka_unit_test(period_range_is_closed_at_both_ends),
		cmocka_unit_test(period_letters_may_be_small),
		cmocka_unit_test(period_that_is_none_is_refused),
		cmocka_unit_test(period_neighbours_touch_and_do_not_overlap),
		cmocka_unit_test(period_kinds_have_names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
