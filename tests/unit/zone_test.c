#include "tests/unit/test.h"

#include <pthread.h>
#include <time.h>

#include "base/date.h"
#include "base/zone.h"

#define HOUR 3600

static void use(const char *name)
{
	struct err err = { 0 };

	if (zone_use(name, &err))
		fail_msg("%s", err.msg);
}

/* "2026-03-29 01:59:59" as a day and a second of it. */
static struct civil_time civil(const char *text)
{
	struct civil_time t;
	char day[11];

	snprintf(day, sizeof day, "%s", text);
	assert_int_equal(day_parse(&t.day, day), 0);
	t.second = (int32_t)(strtol(text + 11, NULL, 10) * HOUR +
			     strtol(text + 14, NULL, 10) * 60 +
			     strtol(text + 17, NULL, 10));
	return t;
}

/* The same text read as UTC. */
static int64_t utc(const char *text)
{
	struct civil_time t = civil(text);

	return (int64_t)t.day * 86400 + t.second;
}

static void check_civil(const char *utc_text, const char *local)
{
	struct civil_time got = zone_civil(utc(utc_text));
	struct civil_time want = civil(local);

	if (got.day != want.day || got.second != want.second)
		fail_msg("%s UTC is day %d second %d, wanted %s", utc_text,
			 (int)got.day, (int)got.second, local);
}

static void check_utc(const char *local, const char *utc_text,
		      enum zone_fit want)
{
	struct civil_time t = civil(local);
	enum zone_fit fit;
	int64_t got = zone_utc(t.day, t.second, &fit);

	if (got != utc(utc_text) || fit != want)
		fail_msg("%s is %lld (fit %d), wanted %s (fit %d)", local,
			 (long long)got, (int)fit, utc_text, (int)want);
}

TEST(zone_is_utc_before_any_is_used)
{
	setenv("TZ", "America/New_York", 1);
	tzset();
	assert_string_equal(zone_name(), "UTC");
	check_civil("2026-07-01 00:30:00", "2026-07-01 00:30:00");
	check_utc("2026-07-01 00:30:00", "2026-07-01 00:30:00", ZONE_EXACT);
}

TEST(zone_of_berlin_in_summer_and_winter)
{
	use("Europe/Berlin");
	assert_string_equal(zone_name(), "Europe/Berlin");
	check_civil("2026-01-31 23:00:00", "2026-02-01 00:00:00");
	check_civil("2026-07-31 22:00:00", "2026-08-01 00:00:00");
	check_utc("2026-02-01 00:00:00", "2026-01-31 23:00:00", ZONE_EXACT);
	check_utc("2026-08-01 00:00:00", "2026-07-31 22:00:00", ZONE_EXACT);
}

TEST(zone_skips_an_hour_in_the_week_summer_time_starts)
{
	use("Europe/Berlin");
	check_civil("2026-03-29 00:59:59", "2026-03-29 01:59:59");
	check_civil("2026-03-29 01:00:00", "2026-03-29 03:00:00");
	check_utc("2026-03-29 01:59:59", "2026-03-29 00:59:59", ZONE_EXACT);
	check_utc("2026-03-29 02:00:00", "2026-03-29 01:00:00", ZONE_SKIPPED);
	check_utc("2026-03-29 02:30:00", "2026-03-29 01:30:00", ZONE_SKIPPED);
	check_utc("2026-03-29 02:59:59", "2026-03-29 01:59:59", ZONE_SKIPPED);
	check_utc("2026-03-29 03:00:00", "2026-03-29 01:00:00", ZONE_EXACT);
}

TEST(zone_doubles_an_hour_in_the_week_summer_time_ends)
{
	use("Europe/Berlin");
	check_civil("2026-10-25 00:59:59", "2026-10-25 02:59:59");
	check_civil("2026-10-25 01:00:00", "2026-10-25 02:00:00");
	check_utc("2026-10-25 01:59:59", "2026-10-24 23:59:59", ZONE_EXACT);
	check_utc("2026-10-25 02:00:00", "2026-10-25 00:00:00", ZONE_TWICE);
	check_utc("2026-10-25 02:59:59", "2026-10-25 00:59:59", ZONE_TWICE);
	check_utc("2026-10-25 03:00:00", "2026-10-25 02:00:00", ZONE_EXACT);
}

/* Every quarter of an hour of the week, there and back. */
static void check_week(const char *monday_utc)
{
	int64_t start = utc(monday_utc);

	for (int64_t t = start; t < start + 7 * 86400; t += 900) {
		struct civil_time c = zone_civil(t);
		enum zone_fit fit;
		int64_t back = zone_utc(c.day, c.second, &fit);

		assert_int_not_equal(fit, ZONE_SKIPPED);
		if (back != t && !(fit == ZONE_TWICE && back == t - HOUR))
			fail_msg("%lld came back as %lld", (long long)t,
				 (long long)back);
	}
}

TEST(zone_weeks_of_both_changes_come_back_as_they_went)
{
	use("Europe/Berlin");
	check_week("2026-03-23 00:00:00");
	check_week("2026-10-19 00:00:00");
	use("America/New_York");
	check_week("2026-03-02 00:00:00");
	check_week("2026-10-26 00:00:00");
}

TEST(zone_with_half_hours_and_a_lost_day)
{
	use("Australia/Lord_Howe");
	check_civil("2026-04-04 14:59:59", "2026-04-05 01:59:59");
	check_civil("2026-04-04 15:00:00", "2026-04-05 01:30:00");
	check_utc("2026-04-05 01:45:00", "2026-04-04 14:45:00", ZONE_TWICE);
	use("Pacific/Apia");
	check_civil("2011-12-30 09:59:59", "2011-12-29 23:59:59");
	check_civil("2011-12-30 10:00:00", "2011-12-31 00:00:00");
	check_utc("2011-12-30 12:00:00", "2011-12-30 22:00:00", ZONE_SKIPPED);
	use("Asia/Kathmandu");
	check_civil("2026-01-01 00:00:00", "2026-01-01 05:45:00");
}

TEST(zone_change_takes_effect_at_once)
{
	use("Europe/Berlin");
	check_civil("2026-07-01 12:00:00", "2026-07-01 14:00:00");
	use("Asia/Tokyo");
	check_civil("2026-07-01 12:00:00", "2026-07-01 21:00:00");
	use("UTC");
	check_civil("2026-07-01 12:00:00", "2026-07-01 12:00:00");
}

/* The cached offsets against what libc says, at many moments. */
static void check_against_libc(const char *name)
{
	uint64_t x = 88172645463325252u;

	use(name);
	for (int i = 0; i < 20000; i++) {
		struct civil_time got;
		struct tm tm;
		time_t t;

		x ^= x << 13;
		x ^= x >> 7;
		x ^= x << 17;
		t = (time_t)(x % 6000000000u) - 2200000000;
		got = zone_civil(t);
		assert_non_null(localtime_r(&t, &tm));
		if (got.day != day_from_civil(tm.tm_year + 1900, tm.tm_mon + 1,
					      tm.tm_mday) ||
		    got.second != tm.tm_hour * HOUR + tm.tm_min * 60 +
		    tm.tm_sec)
			fail_msg("%s at %lld", name, (long long)t);
	}
}

TEST(zone_cache_agrees_with_libc)
{
	check_against_libc("Europe/Berlin");
	check_against_libc("America/St_Johns");
	check_against_libc("Africa/Casablanca");
	check_against_libc("Antarctica/Troll");
	check_against_libc("Europe/Dublin");
	check_against_libc("America/Sao_Paulo");
}

static void check_unknown(const char *name)
{
	struct err err = { 0 };

	use("Europe/Berlin");
	if (zone_use(name, &err) != -1)
		fail_msg("'%s' was taken", name);
	assert_int_equal(err.code, ERR_CONFIG);
	check_says(err.msg, "time zone");
	assert_string_equal(zone_name(), "Europe/Berlin");
	check_civil("2026-07-01 12:00:00", "2026-07-01 14:00:00");
}

TEST(zone_that_is_unknown_is_refused_and_changes_nothing)
{
	check_unknown("");
	check_unknown("Europe/Berlln");
	check_unknown("europe/berlin");
	check_unknown("Europe");
	check_unknown("/etc/localtime");
	check_unknown("../zoneinfo/UTC");
	check_unknown("Europe/Berlin ");
	check_unknown("right/Europe/Berlin");
	check_unknown("localtime");
	check_unknown("tzdata.zi");
	check_unknown("CET-1CEST,M3.5.0,M10.5.0/3");
	check_unknown(":Europe/Berlin");
	check_unknown("UTC+1");
}

TEST(zone_data_does_not_depend_on_the_environment)
{
	setenv("TZDIR", "/nonexistent", 1);
	use("Europe/Berlin");
	check_civil("2026-07-01 12:00:00", "2026-07-01 14:00:00");
}

TEST(zone_outside_the_calendar_is_no_day)
{
	use("Europe/Berlin");
	assert_int_equal(zone_civil(INT64_MAX).day, DAY_NONE);
	assert_int_equal(zone_civil(INT64_MIN).day, DAY_NONE);
	assert_int_equal(zone_civil((int64_t)DAY_MAX * 86400 + 86399).day,
			 DAY_NONE);
	assert_int_equal(zone_civil((int64_t)DAY_MAX * 86400).day, DAY_MAX);
	assert_int_equal(zone_civil((int64_t)DAY_MIN * 86400).day, DAY_MIN);
}

TEST(zone_utc_works_at_both_ends_of_the_calendar)
{
	enum zone_fit fit;

	use("Asia/Tokyo");
	assert_int_equal(zone_utc(DAY_MAX, 0, &fit),
			 (int64_t)DAY_MAX * 86400 - 9 * HOUR);
	assert_int_equal(fit, ZONE_EXACT);
	zone_utc(DAY_MIN, 0, &fit);
	assert_int_equal(fit, ZONE_EXACT);
}

static void *ask_from_thread(void *result)
{
	int *wrong = result;

	for (int64_t t = 0; t < 2000000000; t += 500000) {
		struct civil_time c = zone_civil(t);
		enum zone_fit fit;
		int64_t back = zone_utc(c.day, c.second, &fit);

		*wrong += back != t && fit != ZONE_TWICE;
	}
	return NULL;
}

TEST(zone_answers_several_threads)
{
	pthread_t thread[4];
	int wrong[4] = { 0 };

	use("Europe/Berlin");
	for (int i = 0; i < 4; i++)
		assert_int_equal(pthread_create(&thread[i], NULL,
						ask_from_thread, &wrong[i]),
				 0);
	for (int i = 0; i < 4; i++) {
		assert_int_equal(pthread_join(thread[i], NULL), 0);
		assert_int_equal(wrong[i], 0);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(zone_is_utc_before_any_is_used),
		cmocka_unit_test(zone_of_berlin_in_summer_and_winter),
		cmocka_unit_test(
			zone_skips_an_hour_in_the_week_summer_time_starts),
		cmocka_unit_test(
			zone_doubles_an_hour_in_the_week_summer_time_ends),
		cmocka_unit_test(
			zone_weeks_of_both_changes_come_back_as_they_went),
		cmocka_unit_test(zone_with_half_hours_and_a_lost_day),
		cmocka_unit_test(zone_change_takes_effect_at_once),
		cmocka_unit_test(zone_cache_agrees_with_libc),
		cmocka_unit_test(
			zone_that_is_unknown_is_refused_and_changes_nothing),
		cmocka_unit_test(
			zone_data_does_not_depend_on_the_environment),
		cmocka_unit_test(zone_outside_the_calendar_is_no_day),
		cmocka_unit_test(
			zone_utc_works_at_both_ends_of_the_calendar),
		cmocka_unit_test(zone_answers_several_threads),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
