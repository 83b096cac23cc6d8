#include "tests/unit/test.h"

#include "base/hash.h"
#include "metrics/accumulate.h"
#include "metrics/alone.h"

/* Keys that come `times` times, in one batch. */
static void count_keys(struct alone *a, uint64_t first, size_t n, int times)
{
	for (int t = 0; t < times; t++) {
		alone_batch(a, n);
		for (size_t i = 0; i < n; i++)
			alone_look(a, i, hash64_mix(0, first + i));
		for (size_t i = 0; i < n; i++)
			alone_count(a, i);
	}
}

static size_t count_alone(struct alone *a, uint64_t first, size_t n)
{
	size_t alone = 0;

	alone_batch(a, n);
	for (size_t i = 0; i < n; i++) {
		alone_look(a, i, hash64_mix(0, first + i));
		alone += alone_is(a, i);
	}
	return alone;
}

TEST(what_comes_twice_or_oftener_is_never_alone)
{
	struct alone a;

	alone_init(&a, 50000);
	count_keys(&a, 0, 5000, 2);
	count_keys(&a, 5000, 5000, 3);
	count_keys(&a, 10000, 5000, 4);
	count_keys(&a, 15000, 1000, 5);
	assert_int_equal(count_alone(&a, 0, 16000), 0);
	alone_release(&a);
}

TEST(most_of_what_comes_once_is_alone)
{
	struct alone a;

	alone_init(&a, 20000);
	count_keys(&a, 0, 20000, 1);
	assert_true(count_alone(&a, 0, 20000) > 18000);
	alone_release(&a);
}

TEST(without_keys_there_is_nothing_to_ask)
{
	struct alone a;

	alone_init(&a, 0);
	assert_int_equal(count_alone(&a, 0, 0), 0);
	alone_release(&a);
}

static void check_found(enum period_kind kind, const char *from,
			const char *to, const char *day, int want)
{
	struct arena arena = { 0 };
	struct periods p;
	struct err err;
	int32_t first, last, at;

	assert_int_equal(day_parse(&first, from), 0);
	assert_int_equal(day_parse(&last, to), 0);
	assert_int_equal(day_parse(&at, day), 0);
	assert_int_equal(periods_make(&p, kind, first, last, 1, &arena,
				      &err), 0);
	assert_int_equal(periods_find(&p, at), want);
	arena_release(&arena);
}

TEST(a_day_finds_its_week_and_no_other)
{
	/* three weeks from Monday 2026-11-02 to Sunday 2026-11-22 */
	check_found(PERIOD_WEEK, "2026-11-04", "2026-11-18", "2026-11-01", -1);
	check_found(PERIOD_WEEK, "2026-11-04", "2026-11-18", "2026-11-02", 0);
	check_found(PERIOD_WEEK, "2026-11-04", "2026-11-18", "2026-11-08", 0);
	check_found(PERIOD_WEEK, "2026-11-04", "2026-11-18", "2026-11-09", 1);
	check_found(PERIOD_WEEK, "2026-11-04", "2026-11-18", "2026-11-22", 2);
	check_found(PERIOD_WEEK, "2026-11-04", "2026-11-18", "2026-11-23", -1);
}

TEST(a_day_finds_its_month_and_no_other)
{
	check_found(PERIOD_MONTH, "2026-01-31", "2026-03-01", "2025-12-31",
		    -1);
	check_found(PERIOD_MONTH, "2026-01-31", "2026-03-01", "2026-02-28", 1);
	check_found(PERIOD_MONTH, "2026-01-31", "2026-03-01", "2026-03-31", 2);
	check_found(PERIOD_MONTH, "2026-01-31", "2026-03-01", "2026-04-01",
		    -1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_comes_twice_or_oftener_is_never_alone),
		cmocka_unit_test(most_of_what_comes_once_is_alone),
		cmocka_unit_test(without_keys_there_is_nothing_to_ask),
		cmocka_unit_test(a_day_finds_its_week_and_no_other),
		cmocka_unit_test(a_day_finds_its_month_and_no_other),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
