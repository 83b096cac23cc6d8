#include "tests/unit/test.h"

#include "base/date.h"
#include "ingest/dates.h"
#include "ingest/zones.h"

/* "2026-11-22", "2026-11-22 14:05:09", "... +7200", "open", "bad" */
static void show(char out[64], enum date_result ret,
		 const struct date_value *v)
{
	char day[DATE_MAX];
	int n;

	if (ret != DATE_OK) {
		strcpy(out, ret == DATE_OPEN ? "open" : "bad");
		return;
	}
	n = snprintf(out, 64, "%s", day_format(day, v->day));
	if (v->second >= 0)
		n += snprintf(out + n, 64 - (size_t)n, " %02d:%02d:%02d",
			      v->second / 3600, v->second / 60 % 60,
			      v->second % 60);
	if (v->has_offset)
		snprintf(out + n, 64 - (size_t)n, " %+d", v->offset);
}

static void check_date_at(const char *text, enum date_order order,
			  const char *want, int line)
{
	struct date_value v = { 0 };
	char got[64];

	show(got, date_read(&v, text, strlen(text), order), &v);
	if (strcmp(got, want)) {
		print_error("%s: got %s, wanted %s\n", text, got, want);
		_fail(__FILE__, line);
	}
}
#define check_date(text, want) \
	check_date_at((text), DATE_UNDECIDED, (want), __LINE__)
#define check_order(text, order, want) \
	check_date_at((text), (order), (want), __LINE__)

TEST(dates_with_the_year_first_are_read)
{
	check_date("2026-11-22", "2026-11-22");
	check_date(" 2026-11-22 ", "2026-11-22");
	check_date("2026/11/02", "2026-11-02");
	check_date("2026.1.2", "2026-01-02");
	check_date("20261122", "2026-11-22");
	check_date("2026年5月1日", "2026-05-01");
	check_date("2024-02-29", "2024-02-29");
}

TEST(times_and_offsets_are_read)
{
	check_date("2026-11-22T14:05:09Z", "2026-11-22 14:05:09 +0");
	check_date("2026-11-22 14:05:09", "2026-11-22 14:05:09");
	check_date("2026-11-22T14:05", "2026-11-22 14:05:00");
	check_date("2026-11-22T14:05:09.250+02:00",
		   "2026-11-22 14:05:09 +7200");
	check_date("2017-04-04 00:00 +0000", "2017-04-04 00:00:00 +0");
	check_date("2026-11-22 14:05:09 -0530", "2026-11-22 14:05:09 -19800");
	check_date("2026-11-22 12:05 am", "2026-11-22 00:05:00");
	check_date("2026-11-22 12:05 PM", "2026-11-22 12:05:00");
	check_date("2026-11-22 23:59:60", "2026-11-22 23:59:59");
}

TEST(months_by_name_are_read)
{
	check_date("Oct 26, 2018 02:56 pm", "2018-10-26 14:56:00");
	check_date("1 May 2026", "2026-05-01");
	check_date("July 8, 2025", "2025-07-08");
	check_date("26-Oct-2018", "2018-10-26");
	check_date("06/Jan/2026 9:29 AM", "2026-01-06 09:29:00");
	check_date("Thursday, December 14th 2023", "2023-12-14");
	check_date("Nov 22, 2025, 8:41\xE2\x80\xAF" "AM",
		   "2025-11-22 08:41:00");
	check_date("Sept. 3, 2026", "2026-09-03");
}

TEST(a_short_year_behind_a_month_by_name_is_of_this_century)
{
	check_date("06/Jan/26 9:29 AM", "2026-01-06 09:29:00");
	check_date("26-Oct-18", "2018-10-26");
	check_date("6-Oct/18", "bad");
	check_date("26-Oct-018", "bad");
	check_date("Oct-26-18", "bad");
}

TEST(runs_of_digits_that_are_times_are_read)
{
	check_date("1767225600", "2026-01-01 00:00:00 +0");
	check_date("1767225600123", "2026-01-01 00:00:00 +0");
	check_date("2026112214", "2026-11-22 14:00:00");
	check_date("1999999999", "2033-05-18 03:33:19 +0");
	check_date("2026112224", "bad");
	check_date("2026132214", "bad");
	check_date("176722560", "bad");
	check_date("999999999999", "bad");
	check_date("0767225600", "bad");
	check_date("17672256001234", "bad");
}

TEST(zones_by_name_are_offsets)
{
	check_date("2026-11-22 14:05 EST", "2026-11-22 14:05:00 -18000");
	check_date("Nov 22, 2026 02:05 pm PDT",
		   "2026-11-22 14:05:00 -25200");
	check_date("2026-11-22 14:05 (in UTC)", "2026-11-22 14:05:00 +0");
	check_date("2026-11-22 14:05 (CET)", "2026-11-22 14:05:00 +3600");
	check_date("2026-11-22 14:05 GMT+2", "2026-11-22 14:05:00 +7200");
	check_date("2026-11-22 14:05 UTC-08:30",
		   "2026-11-22 14:05:00 -30600");
	check_date("2026-11-22 14:05 IST", "bad");
	check_date("2026-11-22 14:05 (EST", "bad");
	check_date("2026-11-22 14:05 +2", "bad");
	check_date("2026-11-22 14:05 UTC+16", "bad");
}

static void check_header_zone(const char *header, int32_t want)
{
	int32_t got = 1;

	if (!zone_of_header(&got, header))
		got = 1;
	if (got != want)
		fail_msg("%s: got %d, wanted %d", header, (int)got, (int)want);
}

TEST(a_header_may_name_the_zone_of_its_times)
{
	check_header_zone("time (in UTC)", 0);
	check_header_zone("Date (GMT)", 0);
	check_header_zone("Sent [UTC-08:00]", -28800);
	check_header_zone("Amount (USD) at (EST)", -18000);
	check_header_zone("Date", 1);
	check_header_zone("Date (local)", 1);
	check_header_zone("Date (", 1);
	check_header_zone("Date ()", 1);
}

TEST(what_is_no_date_is_bad)
{
	check_date("", "bad");
	check_date("2026-02-29", "bad");
	check_date("2026-13-01", "bad");
	check_date("2026-11-22x", "bad");
	check_date("2026-11-22 25:00", "bad");
	check_date("2026-11-22 13:00 pm", "bad");
	check_date("2026-11-22T14", "bad");
	check_date("22.11.26", "bad");
	check_date("3.апр", "bad");
	check_date("Foo 3, 2026", "bad");
	check_date("12345678901234567890", "bad");
	check_date("Ongoing", "bad");
}

TEST(day_or_month_first_is_open_until_told)
{
	check_date("03/04/2026", "open");
	check_order("03/04/2026", DATE_DMY, "2026-04-03");
	check_order("03/04/2026", DATE_MDY, "2026-03-04");
	check_order("31/02/2026", DATE_DMY, "bad");
	check_order("28/05/2026", DATE_MDY, "bad");
	check_order("10/1/2024 12:30 AM", DATE_MDY, "2024-10-01 00:30:00");
	check_date("05/05/2026", "2026-05-05");
}

TEST(a_format_is_followed_to_the_letter)
{
	static const struct {
		const char *text, *format, *want;
	} cases[] = {
		{ "Oct 26, 2018 02:56 pm", "MMM D, YYYY hh:mm am",
		  "2018-10-26 14:56:00" },
		{ "Oct 26, 2018", "MMM D, YYYY hh:mm am", "bad" },
		{ "2/5/24 1:51", "M/D/YY H:mm", "2024-02-05 01:51:00" },
		{ "26.10.2018", "DD.MM.YYYY", "2018-10-26" },
		{ "6.10.2018", "DD.MM.YYYY", "bad" },
		{ "26.10.2018 x", "DD.MM.YYYY", "bad" },
	};

	for (size_t i = 0; i < COUNT(cases); i++) {
		struct date_value v = { 0 };
		char got[64];

		show(got, date_read_format(&v, cases[i].text,
					   strlen(cases[i].text),
					   cases[i].format), &v);
		assert_string_equal(got, cases[i].want);
	}
}

static struct date_evidence evidence_of(const char *const *cell, size_t n)
{
	struct date_evidence e = { 0 };

	for (size_t i = 0; i < n; i++)
		date_evidence_add(&e, cell[i], strlen(cell[i]), (int64_t)i + 2);
	return e;
}

TEST(evidence_names_the_line_that_proves_the_order)
{
	const char *const days[] = { "03/04/2026", "28/05/2026", "x" };
	const char *const months[] = { "03/04/2026", "05/28/2026" };
	const char *const open[] = { "05/05/2026", "03/04/2026" };
	const char *const iso[] = { "2026-05-05", "May 3, 2026" };
	struct date_evidence e = evidence_of(days, COUNT(days));

	assert_int_equal(e.dmy_line, 3);
	assert_string_equal(e.dmy, "28/05/2026");
	assert_int_equal(e.mdy_line, 0);
	assert_int_equal(evidence_of(months, COUNT(months)).mdy_line, 3);
	e = evidence_of(open, COUNT(open));
	assert_int_equal(e.open_line, 3);
	assert_int_equal(e.dmy_line + e.mdy_line, 0);
	assert_int_equal(evidence_of(iso, COUNT(iso)).numeric, 0);
}

static void check_range(const char *line, const char *want)
{
	int32_t first = 0, last = 0;
	char a[DATE_MAX], b[DATE_MAX], got[64] = "none";
	int ret = date_range_read(&first, &last, line, strlen(line));

	if (ret == 1)
		snprintf(got, sizeof got, "%s..%s", day_format(a, first),
			 day_format(b, last));
	else if (ret == 2)
		strcpy(got, "unbounded");
	assert_string_equal(got, want);
}

TEST(a_line_that_is_a_range_of_days_is_read)
{
	check_range("1 May 2026 - 8 May 2026", "2026-05-01..2026-05-08");
	check_range("July 8, 2025 - July 31, 2025", "2025-07-08..2025-07-31");
	check_range("July 8, 2025 – July 31, 2025", "2025-07-08..2025-07-31");
	check_range("2026年1月1日 - 2026年3月31日", "2026-01-01..2026-03-31");
	check_range("Ad report (Oct 25, 2016-Oct 31, 2016)",
		    "2016-10-25..2016-10-31");
	check_range("2026-05-01 - 2026-05-08", "2026-05-01..2026-05-08");
	check_range("20230515-20230521", "2023-05-15..2023-05-21");
	check_range("October 8, 2021 → October 29, 2021",
		    "2021-10-08..2021-10-29");
	check_range("2026-10-01 to 2026-10-05", "2026-10-01..2026-10-05");
	check_range("Feb 14 - Feb 20", "none");
	check_range("All time", "unbounded");
	check_range("Campaign report", "none");
	check_range("", "none");
	check_range("8 May 2026 - 1 May 2026", "none");
}

static void check_within(const char *text, int32_t from, int32_t to,
			 const char *want)
{
	int32_t first = 0, last = 0;
	char a[DATE_MAX], b[DATE_MAX], got[64] = "none";

	if (date_range_within(&first, &last, text, strlen(text), from, to))
		snprintf(got, sizeof got, "%s..%s", day_format(a, first),
			 day_format(b, last));
	assert_string_equal(got, want);
}

TEST(a_range_without_a_year_has_the_one_that_fits)
{
	int32_t jan25 = day_from_civil(2025, 1, 1);
	int32_t feb26 = day_from_civil(2026, 2, 28);
	int32_t jul25 = day_from_civil(2025, 7, 1);

	check_within("Jul 14 - Jul 20", jan25, feb26,
		     "2025-07-14..2025-07-20");
	check_within("14 Feb – 20 Feb", jul25, feb26,
		     "2026-02-14..2026-02-20");
	check_within("Dec 28 - Jan 3", jul25, feb26,
		     "2025-12-28..2026-01-03");
	/* both years fit, or none does */
	check_within("Feb 14 - Feb 20", jan25, feb26, "none");
	check_within("Jun 14 - Jun 20", jul25, feb26, "none");
	check_within("Feb 30 - Mar 3", jan25, feb26, "none");
}

static void check_formats(const char *text, const char *formats,
			  const char *want)
{
	struct date_value v;
	char day[DATE_MAX], got[64] = "bad";

	if (date_read_formats(&v, text, strlen(text), formats,
			      DATE_DMY) == DATE_OK)
		snprintf(got, sizeof got, "%s %d%s", day_format(day, v.day),
			 v.second, v.has_offset ? "Z" : "");
	assert_string_equal(got, want);
}

TEST(unix_seconds_and_milliseconds_are_utc)
{
	check_formats("0", "unix", "1970-01-01 0Z");
	check_formats("1767225600", "unix", "2026-01-01 0Z");
	check_formats("1767311999", "unix", "2026-01-01 86399Z");
	check_formats("1767225600999", "unix ms", "2026-01-01 0Z");
	check_formats("-1", "unix", "bad");
	check_formats("", "unix", "bad");
	check_formats("2026-01-01", "unix", "bad");
	check_formats("99999999999999999999", "unix", "bad");
	check_formats("9223372036854775807", "unix", "bad");
}

TEST(the_first_format_that_reads_a_cell_is_taken)
{
	static const char jira[] = "D/MMM/YY h:mm am|D/MMM/YY|auto";

	check_formats("06/Jan/26 9:29 AM", jira, "2026-01-06 34140");
	check_formats("06/Jan/26", jira, "2026-01-06 -1");
	check_formats("03/04/2026", jira, "2026-04-03 -1");
	check_formats("1767225600000", "unix ms|auto", "2026-01-01 0Z");
	check_formats("Thursday, December 14th 2023", "unix ms|auto",
		      "2023-12-14 -1");
	check_formats("soon", jira, "bad");
}

static void check_part(const char *text, const char *which, const char *want)
{
	size_t len = strlen(text);

	date_of_range(&text, &len, which);
	assert_int_equal(len, strlen(want));
	assert_memory_equal(text, want, len);
}

TEST(of_two_dates_in_a_cell_the_named_one_counts)
{
	static const char range[] = "October 8, 2021 → October 29, 2021";

	check_part(range, "first", "October 8, 2021");
	check_part(range, "last", "October 29, 2021");
	check_part(range, "", range);
	check_part(range, NULL, range);
	check_part("2026-10-01 - 2026-10-05", "last", "2026-10-05");
	check_part("2026-10-01", "last", "2026-10-01");
	check_part("October 8, 2021 →", "last", "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(dates_with_the_year_first_are_read),
		cmocka_unit_test(times_and_offsets_are_read),
		cmocka_unit_test(months_by_name_are_read),
		cmocka_unit_test(
			a_short_year_behind_a_month_by_name_is_of_this_century),
		cmocka_unit_test(runs_of_digits_that_are_times_are_read),
		cmocka_unit_test(zones_by_name_are_offsets),
		cmocka_unit_test(a_header_may_name_the_zone_of_its_times),
		cmocka_unit_test(a_range_without_a_year_has_the_one_that_fits),
		cmocka_unit_test(what_is_no_date_is_bad),
		cmocka_unit_test(day_or_month_first_is_open_until_told),
		cmocka_unit_test(a_format_is_followed_to_the_letter),
		cmocka_unit_test(evidence_names_the_line_that_proves_the_order),
		cmocka_unit_test(a_line_that_is_a_range_of_days_is_read),
		cmocka_unit_test(unix_seconds_and_milliseconds_are_utc),
		cmocka_unit_test(the_first_format_that_reads_a_cell_is_taken),
		cmocka_unit_test(of_two_dates_in_a_cell_the_named_one_counts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
