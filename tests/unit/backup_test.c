#include "tests/unit/store_help.h"

#include <fcntl.h>
#include <sys/stat.h>

#include "base/file.h"
#include "store/backup.h"

struct backup_place {
	char dir[TEST_DIR_MAX];
	char db[TEST_DIR_MAX + 16];
	char backups[TEST_DIR_MAX + 16];
	struct arena a;
	struct store *s;
};

static void place_make(struct backup_place *p)
{
	*p = (struct backup_place){ 0 };
	test_dir(p->dir);
	snprintf(p->db, sizeof p->db, "%s/tuneup.db", p->dir);
	snprintf(p->backups, sizeof p->backups, "%s/backups", p->dir);
	p->s = file_store(p->db, STORE_CREATE);
}

static void place_drop(struct backup_place *p)
{
	struct err err;

	store_close(p->s);
	assert_int_equal(dir_wipe(p->dir, &err), 0);
	assert_int_equal(rmdir(p->dir), 0);
	arena_release(&p->a);
}

static void add_review(struct store *s, const char *item)
{
	struct in in;

	in_begin(&in, s, &UPSERT(&kind_corrections));
	in_review(&in, 2, DAY, item, OUTCOME_USABLE, 3);
	in_end(&in);
}

static struct backup_made make(struct backup_place *p, const char *as_of, int keep)
{
	struct backup_spec spec = { p->backups, as_of, keep };
	struct backup_made made;
	struct err err = { 0 };

	if (store_backup(&made, p->s, &spec, &p->a, &err))
		fail_msg("%s", err.msg);
	return made;
}

/* Base names, oldest first. */
static void check_list(struct backup_place *p, const char *want)
{
	struct strbuf out = STRBUF_INIT;
	struct backup_file *list;
	struct err err = { 0 };
	size_t n;

	assert_int_equal(backup_list(&list, &n, p->backups, &p->a, &err), 0);
	for (size_t i = 0; i < n; i++)
		strbuf_printf(&out, "%s%s", i ? " " : "",
			      path_base(list[i].path));
	assert_string_equal(out.s, want);
	strbuf_release(&out);
}

static void put_file(const struct backup_place *p, const char *name)
{
	char path[256];
	struct err err = { 0 };

	snprintf(path, sizeof path, "%s/%s", p->backups, name);
	assert_int_equal(file_write(path, "x", 1, &err), 0);
}

TEST(a_backup_is_a_private_store_with_the_same_facts)
{
	struct backup_place p;
	struct backup_made made;
	struct store *copy;
	struct stat st;
	char *want, *have;

	place_make(&p);
	add_review(p.s, "A1");
	made = make(&p, "2026-11-22", 3);
	assert_string_equal(path_base(made.path), "tuneup-2026-11-22-1.db");
	assert_false(made.already);
	assert_int_equal(stat(made.path, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	assert_int_equal(st.st_size, made.bytes);
	copy = file_store(made.path, STORE_READ);
	want = dump(p.s, &kind_corrections, 1);
	have = dump(copy, &kind_corrections, 1);
	assert_string_equal(have, want);
	free(want);
	free(have);
	store_close(copy);
	place_drop(&p);
}

TEST(the_same_again_needs_no_second_one)
{
	struct backup_place p;
	struct backup_made made;

	place_make(&p);
	add_review(p.s, "A1");
	make(&p, "2026-11-22", 3);
	made = make(&p, "2026-11-25", 3);
	assert_true(made.already);
	add_review(p.s, "A2");
	made = make(&p, "2026-11-25", 3);
	assert_false(made.already);
	check_list(&p, "tuneup-2026-11-22-1.db tuneup-2026-11-25-2.db");
	place_drop(&p);
}

TEST(a_damaged_newest_one_is_not_relied_on)
{
	struct backup_place p;
	struct backup_made made;

	place_make(&p);
	made = make(&p, "2026-11-22", 3);
	assert_int_equal(truncate(made.path, 8192), 0);
	made = make(&p, "2026-11-22", 3);
	assert_false(made.already);
	assert_string_equal(path_base(made.path), "tuneup-2026-11-22-2.db");
	place_drop(&p);
}

TEST(the_newest_stay_and_the_last_of_each_day)
{
	static const char *const day[] = {
		"2026-11-20", "2026-11-20", "2026-11-21", "2026-11-21",
		"2026-11-22", "2026-11-22", "2026-11-22", "2026-11-22"
	};
	struct backup_place p;

	place_make(&p);
	for (size_t i = 0; i < COUNT(day); i++) {
		add_review(p.s, (char[]){ (char)('A' + i), 0 });
		make(&p, day[i], 2);
	}
	check_list(&p, "tuneup-2026-11-21-4.db tuneup-2026-11-22-7.db "
		       "tuneup-2026-11-22-8.db");
	place_drop(&p);
}

TEST(a_date_that_goes_back_is_still_the_newest)
{
	struct backup_place p;

	place_make(&p);
	make(&p, "2026-11-22", 1);
	add_review(p.s, "A1");
	make(&p, "2025-01-01", 1);
	check_list(&p, "tuneup-2025-01-01-2.db");
	place_drop(&p);
}

TEST(other_files_are_neither_seen_nor_removed)
{
	static const char *const name[] = {
		"tuneup-2026-11-22-1.db.old", "tuneup-2026-13-22-1.db",
		"tuneup-2026-11-22-.db", "tuneup-2026-11-22-01.db",
		"tuneup-2026-11-22-1234567890.db", "tuneup.db", "notes.txt"
	};
	struct backup_place p;
	struct err err;

	place_make(&p);
	assert_int_equal(dir_make(p.backups, &err), 0);
	for (size_t i = 0; i < COUNT(name); i++)
		put_file(&p, name[i]);
	check_list(&p, "");
	make(&p, "2026-11-22", 1);
	check_list(&p, "tuneup-2026-11-22-1.db");
	for (size_t i = 0; i < COUNT(name); i++) {
		char path[256];

		snprintf(path, sizeof path, "%s/%s", p.backups, name[i]);
		assert_true(path_exists(path));
	}
	place_drop(&p);
}

TEST(a_damaged_store_makes_no_backup)
{
	struct backup_place p;
	struct strbuf bytes = STRBUF_INIT;
	struct backup_spec spec = { p.backups, "2026-11-22", 3 };
	struct backup_made made;
	struct err err = { 0 };
	char *at;
	int fd;

	place_make(&p);
	add_review(p.s, "A1");
	assert_int_equal(file_read(&bytes, p.db, 1 << 26, &err), 0);
	at = memmem(bytes.s, bytes.len, "TUS1", 4);
	assert_non_null(at);
	store_close(p.s);
	fd = open(p.db, O_WRONLY | O_CLOEXEC);
	assert_int_equal(pwrite(fd, "?", 1, at - bytes.s + 20), 1);
	close(fd);
	p.s = file_store(p.db, STORE_WRITE);
	assert_int_equal(store_backup(&made, p.s, &spec, &p.a, &err), -1);
	assert_int_equal(err.code, ERR_DATA);
	check_says(err.msg, "no backup was made");
	check_list(&p, "");
	strbuf_release(&bytes);
	place_drop(&p);
}

TEST(what_a_killed_one_left_is_swept)
{
	struct backup_place p;
	char left[256];
	struct err err;

	place_make(&p);
	assert_int_equal(dir_make(p.backups, &err), 0);
	snprintf(left, sizeof left, "%s/.tuneup-abcdef", p.backups);
	assert_int_equal(dir_make(left, &err), 0);
	put_file(&p, ".tuneup-abcdef/tuneup-2026-11-22-1.db");
	make(&p, "2026-11-22", 3);
	assert_false(path_exists(left));
	place_drop(&p);
}

TEST(a_link_is_no_folder_for_backups)
{
	struct backup_place p;
	struct backup_spec spec = { p.backups, "2026-11-22", 3 };
	struct backup_made made;
	struct err err = { 0 };

	place_make(&p);
	assert_int_equal(symlink("/tmp", p.backups), 0);
	assert_int_equal(store_backup(&made, p.s, &spec, &p.a, &err), -1);
	assert_int_equal(err.code, ERR_CANTCREAT);
	place_drop(&p);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			a_backup_is_a_private_store_with_the_same_facts),
		cmocka_unit_test(the_same_again_needs_no_second_one),
		cmocka_unit_test(a_damaged_newest_one_is_not_relied_on),
		cmocka_unit_test(the_newest_stay_and_the_last_of_each_day),
		cmocka_unit_test(a_date_that_goes_back_is_still_the_newest),
		cmocka_unit_test(other_files_are_neither_seen_nor_removed),
		cmocka_unit_test(a_damaged_store_makes_no_backup),
		cmocka_unit_test(what_a_killed_one_left_is_swept),
		cmocka_unit_test(a_link_is_no_folder_for_backups),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
