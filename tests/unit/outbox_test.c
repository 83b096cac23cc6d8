/*
 * What went to other systems, in the store: planned with its bytes, told once,
 * never changed unseen.
 */
#include "tests/unit/store_help.h"

#include "store/db.h"
#include "store/outbox.h"

#define TODAY (day_from_civil(2026, 11, 23))

static struct outbox_item item(const char *id, int64_t version, int32_t due)
{
	return (struct outbox_item){
		.id = id, .change = version == 1 ? "new" : "changed",
		.version = version, .title = "Do it", .owner = "Mia",
		.due = due, .sha256 = due == DAY_NONE ? "00" : "11"
	};
}

/* One file for a system, with these items. */
static int64_t add(struct store *s, const char *system, const char *file,
		   struct outbox_item *items, size_t n)
{
	struct outbox_file f = { .name = file, .data = "a,b\r\n", .len = 5 };
	struct outbox_dispatch d = {
		.system = system, .day = TODAY, .file = &f, .n_files = 1,
		.item = items, .n_items = n
	};
	struct err err = { 0 };

	if (store_outbox_add(s, &d, &err))
		fail_msg("%s", err.msg);
	return d.id;
}

static size_t pending(struct store *s)
{
	struct outbox_dispatch *d;
	struct arena a = { 0 };
	struct err err = { 0 };
	size_t n;

	assert_int_equal(store_outbox_pending(&d, &n, s, &a, &err), 0);
	for (size_t i = 0; i < n; i++) {
		assert_int_equal(d[i].n_files, 1);
		assert_string_equal(d[i].file[0].data, "a,b\r\n");
	}
	arena_release(&a);
	return n;
}

TEST(the_bytes_stay_until_the_file_is_written)
{
	struct store *s = memory_store();
	struct outbox_item one = item("A", 1, TODAY + 4);
	struct err err = { 0 };
	bool found;
	int64_t id = add(s, "asana", "asana_2026-11-23.csv", &one, 1);

	assert_int_equal(pending(s), 1);
	check_whole(s);
	assert_int_equal(store_outbox_written(s, id, &err), 0);
	assert_int_equal(pending(s), 0);
	check_whole(s);
	assert_int_equal(store_outbox_named(&found, s, "asana_2026-11-23.csv",
					    &err), 0);
	assert_true(found);
	assert_int_equal(store_outbox_named(&found, s, "other.csv", &err), 0);
	assert_false(found);
	store_close(s);
}

TEST(what_a_system_was_told_last_is_known_by_system)
{
	struct store *s = memory_store();
	struct outbox_item first[] = { item("A", 1, TODAY), item("B", 1,
								 DAY_NONE) };
	struct outbox_item later = item("A", 2, TODAY + 9);
	struct outbox_item *last;
	struct arena a = { 0 };
	struct err err = { 0 };
	size_t n;

	add(s, "asana", "a1.csv", first, 2);
	add(s, "ics", "i1.ics", first, 1);
	add(s, "asana", "a2.csv", &later, 1);
	assert_int_equal(store_outbox_last(&last, &n, s, "asana", &a, &err),
			 0);
	assert_int_equal(n, 2);
	assert_string_equal(last[0].id, "A");
	assert_int_equal(last[0].version, 2);
	assert_int_equal(last[0].due, TODAY + 9);
	assert_string_equal(last[1].id, "B");
	assert_int_equal(last[1].due, DAY_NONE);
	assert_int_equal(store_outbox_last(&last, &n, s, "ics", &a, &err), 0);
	assert_int_equal(n, 1);
	assert_int_equal(last[0].version, 1);
	assert_int_equal(store_outbox_last(&last, &n, s, "jira", &a, &err), 0);
	assert_int_equal(n, 0);
	arena_release(&a);
	check_whole(s);
	store_close(s);
}

/* One file name, one dispatch: the second is refused as a whole. */
TEST(a_name_is_dispatched_once)
{
	struct store *s = memory_store();
	struct outbox_item one = item("A", 1, TODAY);
	struct outbox_file f = { .name = "a.csv", .data = "", .len = 0 };
	struct outbox_dispatch d = {
		.system = "jira", .day = TODAY, .file = &f, .n_files = 1,
		.item = &one, .n_items = 1
	};
	struct outbox_item *last;
	struct arena a = { 0 };
	struct err err = { 0 };
	size_t n;

	add(s, "asana", "a.csv", &one, 1);
	assert_int_equal(store_outbox_add(s, &d, &err), -1);
	assert_int_equal(store_outbox_last(&last, &n, s, "jira", &a, &err), 0);
	assert_int_equal(n, 0);
	arena_release(&a);
	check_whole(s);
	store_close(s);
}

static void check_seen(const char *sql)
{
	struct store *s = memory_store();
	struct outbox_item one = item("A", 1, TODAY);
	struct diags found = { 0 };
	struct err err = { 0 };

	add(s, "asana", "a.csv", &one, 1);
	assert_int_equal(db_exec(s, "PRAGMA foreign_keys=OFF", &err), 0);
	assert_int_equal(db_exec(s, sql, &err), 0);
	assert_int_equal(store_verify(s, &found, &err), -1);
	assert_int_equal(err.code, ERR_DATA);
	diags_release(&found);
	store_close(s);
}

TEST(a_change_by_hand_is_seen)
{
	check_seen("UPDATE dispatch_item SET due = '2026-12-24'");
	check_seen("UPDATE dispatch_item SET change = 'changed'");
	check_seen("DELETE FROM dispatch_item");
	check_seen("UPDATE dispatch_file SET sha256 = '00'");
	check_seen("DELETE FROM dispatch_file");
	check_seen("INSERT INTO dispatch_item VALUES(9, 'B', 'new', 1, '', "
		   "'', NULL, '')");
	check_seen("INSERT INTO dispatch_file VALUES(9, 1, 'b', '', NULL)");
	check_seen("UPDATE dispatch SET system = 'jira'");
	check_seen("DELETE FROM dispatch; DELETE FROM dispatch_item; "
		   "DELETE FROM dispatch_file");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_bytes_stay_until_the_file_is_written),
		cmocka_unit_test(
			what_a_system_was_told_last_is_known_by_system),
		cmocka_unit_test(a_name_is_dispatched_once),
		cmocka_unit_test(a_change_by_hand_is_seen),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
