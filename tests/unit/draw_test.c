/* Which members are drawn: METRICS.md §9. */
#include "tests/unit/test.h"

#include "base/hash.h"
#include "metrics/draw.h"

#define MEMBERS 40

static const struct draw_key key = { "0123456789abcdef", 16 };

static struct draw_member member_of(const char *id)
{
	return (struct draw_member){ id, (uint32_t)strlen(id), 0, 0 };
}

/* "M-00" to "M-39", from the one given on. */
static void list_from(struct draw_member member[MEMBERS],
		      char id[MEMBERS][8], size_t first)
{
	for (size_t i = 0; i < MEMBERS; i++) {
		size_t k = (first + i) % MEMBERS;

		snprintf(id[k], 8, "M-%02zu", k);
		member[i] = member_of(id[k]);
	}
}

static void check_same(const struct draw_member *a,
		       const struct draw_member *b, size_t n)
{
	for (size_t i = 0; i < n; i++)
		assert_memory_equal(a[i].id, b[i].id, 4);
}

/* How many of the first ten the two orders share. */
static int shared_of(const struct draw_member *a, const struct draw_member *b)
{
	int n = 0;

	for (int i = 0; i < 10; i++)
		for (int k = 0; k < 10; k++)
			n += !memcmp(a[i].id, b[k].id, 4);
	return n;
}

TEST(the_order_is_that_of_the_keyed_hash_of_seed_period_segment_and_id)
{
	static const char text[] = DRAW_SEED "\0" "2026-W47\0" "Trial users\0"
				   "C1";
	struct draw_member m[] = { member_of("C1") };
	uint8_t digest[SHA256_SIZE];
	uint64_t rank = 0;

	hmac_sha256(digest, key.bytes, key.len, text, sizeof text - 1);
	for (int i = 0; i < 8; i++)
		rank = rank << 8 | digest[i];
	draw_order(m, 1, key, "2026-W47", "Trial users");
	assert_true(m[0].rank == rank);
}

TEST(the_order_of_the_export_changes_nothing)
{
	struct draw_member a[MEMBERS], b[MEMBERS];
	char x[MEMBERS][8], y[MEMBERS][8];

	list_from(a, x, 0);
	list_from(b, y, 17);
	draw_order(a, MEMBERS, key, "2026-W47", "S");
	draw_order(b, MEMBERS, key, "2026-W47", "S");
	check_same(a, b, MEMBERS);
}

TEST(another_period_segment_or_key_is_another_draw)
{
	static const struct draw_key other = { "0123456789abcdeF", 16 };
	struct draw_member a[MEMBERS], b[MEMBERS];
	char x[MEMBERS][8], y[MEMBERS][8];

	list_from(a, x, 0);
	draw_order(a, MEMBERS, key, "2026-W47", "S");
	list_from(b, y, 0);
	draw_order(b, MEMBERS, key, "2026-W48", "S");
	assert_true(shared_of(a, b) < 9);
	draw_order(b, MEMBERS, key, "2026-W47", "T");
	assert_true(shared_of(a, b) < 9);
	draw_order(b, MEMBERS, other, "2026-W47", "S");
	assert_true(shared_of(a, b) < 9);
}

/* The texts are apart: no segment can be made to look like another. */
TEST(period_and_segment_cannot_be_moved_into_each_other)
{
	struct draw_member a[] = { member_of("c") };
	struct draw_member b[] = { member_of("bc") };

	draw_order(a, 1, key, "p", "ab");
	draw_order(b, 1, key, "p", "a");
	assert_true(a[0].rank != b[0].rank);
}

TEST(who_joins_the_list_moves_the_others_by_at_most_one)
{
	struct draw_member a[MEMBERS], b[MEMBERS];
	char x[MEMBERS][8], y[MEMBERS][8];
	size_t at = 0;

	list_from(a, x, 0);
	list_from(b, y, 0);
	draw_order(a, MEMBERS - 1, key, "p", "s");
	draw_order(b, MEMBERS, key, "p", "s");
	for (size_t i = 0; i < MEMBERS; i++)
		if (memcmp(b[i].id, "M-39", 4) != 0)
			assert_memory_equal(b[i].id, a[at++].id, 4);
	assert_int_equal(at, MEMBERS - 1);
}

/* Each of 40 members is among the first ten of 400 draws about 100 times. */
TEST(every_member_is_drawn_as_often_as_another)
{
	int drawn[MEMBERS] = { 0 };

	for (int p = 0; p < 400; p++) {
		struct draw_member m[MEMBERS];
		char id[MEMBERS][8], period[16];

		list_from(m, id, 0);
		snprintf(period, sizeof period, "%d", p);
		draw_order(m, MEMBERS, key, period, "s");
		for (int i = 0; i < 10; i++)
			drawn[(m[i].id[2] - '0') * 10 + m[i].id[3] - '0']++;
	}
	for (int i = 0; i < MEMBERS; i++)
		assert_in_range(drawn[i], 65, 135);	/* 4 deviations */
}

TEST(five_per_cent_but_at_least_ten_or_all)
{
	static const struct { int64_t members, plain, required; } of[] = {
		{ 1, 1, 1 }, { 9, 1, 9 }, { 10, 1, 10 }, { 11, 1, 10 },
		{ 20, 1, 10 }, { 21, 2, 10 }, { 200, 10, 10 },
		{ 201, 11, 11 }, { 240, 12, 12 }, { 241, 13, 13 },
		{ 100000, 5000, 5000 }
	};

	for (size_t i = 0; i < COUNT(of); i++) {
		assert_int_equal(draw_plain(of[i].members, 0.05),
				 of[i].plain);
		assert_int_equal(draw_required(of[i].members, 0.05, 10),
				 of[i].required);
	}
}

TEST(share_and_minimum_may_be_others)
{
	assert_int_equal(draw_required(100, 0.2, 8), 20);
	assert_int_equal(draw_required(30, 0.2, 8), 8);
	assert_int_equal(draw_required(30, 1, 8), 30);
}

TEST(without_people_key_the_key_is_the_documented_text)
{
	struct config config = { .people_key = false };
	struct draw_key k = draw_key_of(&config);

	assert_int_equal(k.len, strlen(DRAW_FALLBACK_KEY));
	assert_memory_equal(k.bytes, DRAW_FALLBACK_KEY, k.len);
	config.people_key = true;
	assert_int_equal(draw_key_of(&config).len, 32);
	assert_ptr_equal(draw_key_of(&config).bytes, config.key);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			the_order_is_that_of_the_keyed_hash_of_seed_period_segment_and_id),
		cmocka_unit_test(the_order_of_the_export_changes_nothing),
		cmocka_unit_test(another_period_segment_or_key_is_another_draw),
		cmocka_unit_test(
			period_and_segment_cannot_be_moved_into_each_other),
		cmocka_unit_test(
			who_joins_the_list_moves_the_others_by_at_most_one),
		cmocka_unit_test(every_member_is_drawn_as_often_as_another),
		cmocka_unit_test(five_per_cent_but_at_least_ten_or_all),
		cmocka_unit_test(share_and_minimum_may_be_others),
		cmocka_unit_test(
			without_people_key_the_key_is_the_documented_text),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
