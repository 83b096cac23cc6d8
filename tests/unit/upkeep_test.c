#include "tests/unit/store_help.h"

#include "base/zone.h"
#include "store/condense.h"
#include "store/upkeep.h"

#define REVIEWS_BEGIN(in, s) in_begin((in), (s), &UPSERT(&kind_corrections))

static void review_of(struct in *in, int64_t line, int32_t day, int64_t utc,
		      bool date_only, const char *item, int64_t minutes)
{
	struct fact_cell cells[FACT_COLUMNS_MAX];

	blank_cells(cells);
	cells[COR_ITEM_ID] = text_cell(item);
	cells[COR_REVIEWED_AT] = num_cell(fact_time(utc, date_only));
	cells[COR_WORKFLOW] = text_cell("w");
	cells[COR_STEP] = text_cell("draft");
	cells[COR_OUTCOME] = num_cell(OUTCOME_LIGHT);
	cells[COR_CORRECTION] = num_cell(minutes * 60000);
	in_row(in, cells, day, line);
}

/* At `hour` UTC of a day; -1: known by its date. */
static void review_at(struct in *in, int64_t line, int32_t day, int hour,
		      const char *item, int64_t minutes)
{
	int64_t utc = (int64_t)day * 86400 + (hour < 0 ? 0 : hour) * 3600;

	review_of(in, line, day, utc, hour < 0, item, minutes);
}

static struct purged purge(struct store *s, int32_t before, bool dry_run)
{
	struct purged out;
	struct err err = { 0 };

	if (store_purge(&out, s, before, "2026-11-22", dry_run, &err))
		fail_msg("%s", err.msg);
	check_whole(s);
	return out;
}

static struct zone_moved move_to(struct store *s, const char *zone,
				 bool dry_run)
{
	struct zone_moved out[ZONE_KINDS];
	struct err err = { 0 };

	if (store_move_zone(out, s, zone, "2026-11-22", dry_run, &err))
		fail_msg("%s", err.msg);
	check_whole(s);
	assert_ptr_equal(out[0].kind, &kind_corrections);
	return out[0];
}

/* Days, hours are those of a store in UTC until a test moves it. */
static struct store *store_in_utc(void)
{
	struct err err = { 0 };

	if (zone_use("UTC", &err))
		fail_msg("%s", err.msg);
	return memory_store();
}

static void check_same_digest(struct store *s, const uint8_t *before)
{
	uint8_t now[SHA256_SIZE];
	struct err err = { 0 };

	assert_int_equal(store_digest(s, now, &err), 0);
	assert_memory_equal(now, before, SHA256_SIZE);
}

/* ---- purge -------------------------------------------------------------- */

TEST(facts_before_the_day_leave_in_every_version)
{
	struct store *s = store_in_utc();
	struct purged out;
	struct in in;

	for (int64_t minutes = 1; minutes <= 2; minutes++) {
		REVIEWS_BEGIN(&in, s);
		review_at(&in, 2, DAY, 9, "A1", minutes);
		review_at(&in, 3, DAY + 5, 9, "A2", minutes);
		in_end(&in);
	}
	out = purge(s, DAY + 5, false);
	assert_int_equal(out.facts, 1);
	assert_int_equal(out.days, 1);
	assert_int_equal(out.versions, 2);
	assert_int_equal(out.first, DAY);
	assert_int_equal(out.last, DAY);
	check_minutes(s, "5:2");
	store_close(s);
}

TEST(nothing_before_the_day_is_nothing_to_purge)
{
	struct store *s = store_in_utc();
	uint8_t before[SHA256_SIZE];
	struct purged out;
	struct in in;
	struct err err = { 0 };

	REVIEWS_BEGIN(&in, s);
	review_at(&in, 2, DAY, 9, "A1", 1);
	in_end(&in);
	assert_int_equal(store_digest(s, before, &err), 0);
	out = purge(s, DAY, false);
	assert_int_equal(out.versions, 0);
	assert_int_equal(out.first, DAY_NONE);
	check_same_digest(s, before);
	store_close(s);
}

TEST(a_purge_tried_changes_nothing)
{
	struct store *s = store_in_utc();
	uint8_t before[SHA256_SIZE];
	struct in in;
	struct err err = { 0 };

	REVIEWS_BEGIN(&in, s);
	review_at(&in, 2, DAY, 9, "A1", 1);
	in_end(&in);
	assert_int_equal(store_digest(s, before, &err), 0);
	assert_int_equal(purge(s, DAY + 1, true).facts, 1);
	check_same_digest(s, before);
	check_minutes(s, "0:1");
	store_close(s);
}

TEST(what_was_purged_is_set_aside_when_it_comes_again)
{
	struct store *s = store_in_utc();
	struct in in;

	REVIEWS_BEGIN(&in, s);
	review_at(&in, 2, DAY, 9, "A1", 1);
	in_end(&in);
	purge(s, DAY + 3, false);
	REVIEWS_BEGIN(&in, s);
	review_at(&in, 2, DAY, 9, "A1", 1);
	review_at(&in, 3, DAY + 2, 9, "A2", 1);
	review_at(&in, 4, DAY + 3, 9, "A3", 1);
	in_end(&in);
	check_result(&in, 1, 0, 0, 0, 2);
	check_minutes(s, "3:1");
	store_close(s);
}

TEST(the_latest_day_of_two_purges_counts)
{
	struct store *s = store_in_utc();
	struct in in;
	int32_t day;
	struct err err = { 0 };

	assert_int_equal(store_purged_before(&day, s, &err), 0);
	assert_int_equal(day, DAY_NONE);
	REVIEWS_BEGIN(&in, s);
	review_at(&in, 2, DAY, 9, "A1", 1);
	review_at(&in, 3, DAY + 8, 9, "A2", 1);
	in_end(&in);
	purge(s, DAY + 9, false);
	purge(s, DAY + 1, false);
	assert_int_equal(store_purged_before(&day, s, &err), 0);
	assert_int_equal(day, DAY + 9);
	store_close(s);
}

/* ---- another time zone --------------------------------------------------- */

TEST(rows_go_to_the_day_they_have_in_the_new_zone)
{
	struct store *s = store_in_utc();
	struct zone_moved out;
	struct in in;

	REVIEWS_BEGIN(&in, s);
	review_at(&in, 2, DAY, 2, "A1", 1);	/* the evening before */
	review_at(&in, 3, DAY, 12, "A2", 2);
	review_at(&in, 4, DAY, -1, "A3", 3);	/* a date stays a date */
	review_at(&in, 5, DAY + 1, 3, "A4", 4);
	in_end(&in);
	out = move_to(s, "America/New_York", false);
	assert_int_equal(out.rows, 4);
	assert_int_equal(out.moved, 2);
	assert_int_equal(out.anchored, 1);
	check_minutes(s, "-1:1 0:2 0:3 0:4");
	store_close(s);
}

TEST(a_whole_day_may_lie_between_two_zones)
{
	struct store *s = store_in_utc();
	struct in in;

	REVIEWS_BEGIN(&in, s);
	review_at(&in, 2, DAY, 11, "A1", 1);
	in_end(&in);
	move_to(s, "Pacific/Kiritimati", false);	/* +14 */
	check_minutes(s, "1:1");
	move_to(s, "Pacific/Pago_Pago", false);		/* -11 */
	check_minutes(s, "0:1");
	store_close(s);
}

TEST(clocks_that_change_are_those_of_the_new_zone)
{
	struct store *s = store_in_utc();
	int32_t spring = day_from_civil(2025, 3, 30);
	struct in in;

	REVIEWS_BEGIN(&in, s);
	review_at(&in, 2, spring - 1, 23, "A1", 1);	/* +1: midnight */
	review_at(&in, 3, spring, 22, "A2", 2);		/* +2: midnight */
	review_at(&in, 4, spring, 21, "A3", 3);
	in_end(&in);
	move_to(s, "Europe/Berlin", false);
	check_column(s, &kind_corrections, COR_CORRECTION, 60000,
		     "177:1 177:3 178:2");
	store_close(s);
}

/* As an import files them then: one on its new day, the date at its start. */
TEST(rows_are_known_again_after_the_move)
{
	struct store *s = store_in_utc();
	struct in in;

	REVIEWS_BEGIN(&in, s);
	review_at(&in, 2, DAY, 2, "A1", 1);
	review_at(&in, 3, DAY, -1, "A2", 2);
	in_end(&in);
	move_to(s, "America/New_York", false);
	REVIEWS_BEGIN(&in, s);
	review_of(&in, 2, DAY - 1, (int64_t)DAY * 86400 + 2 * 3600, false,
		  "A1", 1);
	review_of(&in, 3, DAY, (int64_t)DAY * 86400 + 4 * 3600, true, "A2",
		  9);
	in_end(&in);
	check_result(&in, 0, 1, 1, 0, 0);
	check_minutes(s, "-1:1 0:9");
	store_close(s);
}

TEST(a_move_tried_changes_nothing)
{
	struct store *s = store_in_utc();
	uint8_t before[SHA256_SIZE];
	struct in in;
	char zone[64];
	struct err err = { 0 };

	REVIEWS_BEGIN(&in, s);
	review_at(&in, 2, DAY, 2, "A1", 1);
	in_end(&in);
	assert_int_equal(store_digest(s, before, &err), 0);
	assert_int_equal(move_to(s, "America/New_York", true).moved, 1);
	check_same_digest(s, before);
	check_minutes(s, "0:1");
	assert_int_equal(store_zone(zone, sizeof zone, s, &err), 0);
	assert_string_equal(zone, "UTC");
	store_close(s);
}

TEST(imports_before_a_move_cannot_be_undone)
{
	struct store *s = store_in_utc();
	struct in in;
	int64_t days;
	struct err err = { 0 };

	REVIEWS_BEGIN(&in, s);
	review_at(&in, 2, DAY, 2, "A1", 1);
	in_end(&in);
	move_to(s, "America/New_York", false);
	assert_int_equal(store_undo(s, 1, &days, &err), -1);
	check_says(err.msg, "another time zone");
	assert_int_equal(store_undo(s, 2, &days, &err), -1);
	check_says(err.msg, "another time zone");
	store_close(s);
}

/* Three reviews of a day that were condensed to one row, then moved. */
TEST(a_condensed_day_stays_whole_and_closed)
{
	struct store *s = store_in_utc();
	struct condensed condensed[CONDENSED_KINDS];
	struct zone_moved out;
	struct in in;
	struct err err = { 0 };

	REVIEWS_BEGIN(&in, s);
	for (int64_t i = 0; i < 9; i++)
		review_at(&in, 2 + i, DAY, 2,
			  (char[]){ (char)('A' + i), 0 }, 7);
	in_end(&in);
	assert_int_equal(store_condense(condensed, s,
		&(struct condense_spec){ .before = DAY + 1,
					 .as_of = "2026-11-22" }, &err), 0);
	out = move_to(s, "America/New_York", false);
	assert_int_equal(out.rows, 1);
	assert_int_equal(out.moved, 0);
	assert_int_equal(out.stayed, 1);
	check_column(s, &kind_corrections, FC_N, 1, "0:9");
	REVIEWS_BEGIN(&in, s);
	review_at(&in, 2, DAY, 2, "A", 7);
	review_at(&in, 3, DAY, 2, "B", 8);
	in_end(&in);
	check_result(&in, 0, 0, 1, 0, 1);
	store_close(s);
}

/* ---- history ---------------------------------------------------------------- */

TEST(history_stays_below_twice_the_facts)
{
	struct store *s = store_in_utc();
	struct pruned out;
	struct in in;
	int64_t days;
	struct err err = { 0 };

	for (int64_t minutes = 1; minutes <= 6; minutes++) {
		REVIEWS_BEGIN(&in, s);
		review_at(&in, 2, DAY, 9, "A1", minutes);
		in_end(&in);
	}
	assert_int_equal(store_prune(&out, s, true, &err), 0);
	assert_int_equal(out.versions, 4);
	assert_int_equal(store_prune(&out, s, false, &err), 0);
	assert_int_equal(out.versions, 4);
	assert_true(out.history - out.bytes < 2 * out.facts);
	check_whole(s);
	assert_int_equal(store_undo(s, 6, &days, &err), 0);
	check_minutes(s, "0:5");
	assert_int_equal(store_undo(s, 5, &days, &err), -1);
	check_says(err.msg, "not kept any more");
	store_close(s);
}

TEST(what_an_undone_import_wrote_leaves_first)
{
	struct store *s = store_in_utc();
	struct pruned out;
	struct in in;
	int64_t days;
	struct err err = { 0 };

	for (int64_t minutes = 1; minutes <= 3; minutes++) {
		REVIEWS_BEGIN(&in, s);
		review_at(&in, 2, DAY, 9, "A1", minutes);
		in_end(&in);
	}
	assert_int_equal(store_undo(s, 3, &days, &err), 0);
	assert_int_equal(store_prune(&out, s, false, &err), 0);
	assert_int_equal(out.versions, 1);
	/* so the way back is still there */
	assert_int_equal(store_undo(s, 2, &days, &err), 0);
	check_minutes(s, "0:1");
	check_whole(s);
	store_close(s);
}

TEST(a_store_without_history_loses_nothing)
{
	struct store *s = store_in_utc();
	struct pruned out;
	struct err err = { 0 };

	assert_int_equal(store_prune(&out, s, false, &err), 0);
	assert_int_equal(out.versions, 0);
	store_close(s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(facts_before_the_day_leave_in_every_version),
		cmocka_unit_test(nothing_before_the_day_is_nothing_to_purge),
		cmocka_unit_test(a_purge_tried_changes_nothing),
		cmocka_unit_test(
			what_was_purged_is_set_aside_when_it_comes_again),
		cmocka_unit_test(the_latest_day_of_two_purges_counts),
		cmocka_unit_test(
			rows_go_to_the_day_they_have_in_the_new_zone),
		cmocka_unit_test(a_whole_day_may_lie_between_two_zones),
		cmocka_unit_test(clocks_that_change_are_those_of_the_new_zone),
		cmocka_unit_test(rows_are_known_again_after_the_move),
		cmocka_unit_test(a_move_tried_changes_nothing),
		cmocka_unit_test(imports_before_a_move_cannot_be_undone),
		cmocka_unit_test(a_condensed_day_stays_whole_and_closed),
		cmocka_unit_test(history_stays_below_twice_the_facts),
		cmocka_unit_test(what_an_undone_import_wrote_leaves_first),
		cmocka_unit_test(a_store_without_history_loses_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
