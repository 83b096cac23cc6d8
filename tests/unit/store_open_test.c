#include "tests/unit/store_help.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <sys/stat.h>

#include "base/file.h"

struct folder {
	char dir[TEST_DIR_MAX];
	char db[TEST_DIR_MAX + 16];
	char other[TEST_DIR_MAX + 16];
};

static void folder_make(struct folder *p)
{
	test_dir(p->dir);
	snprintf(p->db, sizeof p->db, "%s/t.db", p->dir);
	snprintf(p->other, sizeof p->other, "%s/other", p->dir);
}

static void folder_drop(struct folder *p)
{
	unlink(p->db);
	unlink(p->other);
	assert_int_equal(rmdir(p->dir), 0);
}

static void make_store(const char *path)
{
	store_close(file_store(path, STORE_CREATE));
}

static void check_refused(const char *path, enum store_open how,
			  const char *zone, enum err_code code,
			  const char *says)
{
	struct store *s;
	struct err err = { 0 };

	assert_int_equal(store_open(&s, path, how, zone, &err), -1);
	assert_null(s);
	assert_int_equal(err.code, code);
	check_says(err.msg, says);
}

static struct strbuf bytes_of(const char *path)
{
	struct strbuf sb = STRBUF_INIT;
	struct err err = { 0 };

	assert_int_equal(file_read(&sb, path, 1 << 26, &err), 0);
	return sb;
}

/* Run SQL on the file the way a person with the sqlite3 shell would. */
static void by_hand(const char *path, const char *sql)
{
	sqlite3 *db;
	char *message = NULL;

	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	if (sqlite3_exec(db, sql, NULL, NULL, &message) != SQLITE_OK)
		fail_msg("%s: %s", sql, message);
	sqlite3_close(db);
}

TEST(a_new_store_is_private_and_opens_again)
{
	struct folder p;
	struct stat st;

	folder_make(&p);
	check_refused(p.db, STORE_READ, "UTC", ERR_NOINPUT, "tuneup import FILE");
	check_refused(p.db, STORE_WRITE, "UTC", ERR_NOINPUT, "no store");
	make_store(p.db);
	assert_int_equal(stat(p.db, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	store_close(file_store(p.db, STORE_READ));
	store_close(file_store(p.db, STORE_WRITE));
	store_close(file_store(p.db, STORE_CREATE));
	folder_drop(&p);
}

TEST(two_new_stores_are_equal_byte_by_byte)
{
	struct folder p;
	struct strbuf a, b;

	folder_make(&p);
	make_store(p.db);
	make_store(p.other);
	a = bytes_of(p.db);
	b = bytes_of(p.other);
	assert_int_equal(a.len, b.len);
	assert_memory_equal(a.s, b.s, a.len);
	strbuf_release(&a);
	strbuf_release(&b);
	folder_drop(&p);
}

TEST(another_zone_is_a_configuration_error)
{
	struct folder p;

	folder_make(&p);
	make_store(p.db);
	check_refused(p.db, STORE_WRITE, "Europe/Berlin", ERR_CONFIG,
		      "set `time_zone: ");
	store_close(file_store(p.db, STORE_READ));
	folder_drop(&p);
}

static void check_untouched(const char *path, const char *says)
{
	struct strbuf before = bytes_of(path), after;

	check_refused(path, STORE_WRITE, "UTC", ERR_DATA, says);
	check_refused(path, STORE_CREATE, "UTC", ERR_DATA, says);
	after = bytes_of(path);
	assert_int_equal(before.len, after.len);
	assert_memory_equal(before.s, after.s, before.len);
	strbuf_release(&before);
	strbuf_release(&after);
}

TEST(a_newer_store_is_refused_and_untouched)
{
	struct folder p;

	folder_make(&p);
	make_store(p.db);
	by_hand(p.db, "PRAGMA user_version=99");
	check_untouched(p.db, "newer tuneup");
	folder_drop(&p);
}

TEST(foreign_files_are_refused_and_untouched)
{
	struct folder p;
	struct err err = { 0 };

	folder_make(&p);
	by_hand(p.db, "CREATE TABLE theirs(x)");
	check_untouched(p.db, "another program");
	unlink(p.db);
	assert_int_equal(file_write(p.db, "workflow,step\nw,draft\n", 22,
				    &err), 0);
	check_untouched(p.db, "no SQLite file");
	folder_drop(&p);
}

TEST(an_empty_file_is_an_unfinished_store)
{
	struct folder p;
	int fd;

	folder_make(&p);
	fd = open(p.db, O_CREAT | O_WRONLY, 0600);
	assert_true(fd >= 0);
	close(fd);
	check_refused(p.db, STORE_READ, "UTC", ERR_DATA, "tuneup import FILE");
	make_store(p.db);
	store_close(file_store(p.db, STORE_READ));
	folder_drop(&p);
}

/* A file of zeros, and beside it a journal of a change that began with this
 * many pages. */
static void cut_off(const struct folder *p, char pages)
{
	static const char zeros[3 * 8192];
	char journal[512] = "\xd9\xd5\x05\xf9\x20\xa1\x63\xd7";
	char path[TEST_DIR_MAX + 32];
	struct err err = { 0 };

	journal[19] = pages;
	journal[22] = 2;	/* sectors of 512, pages of 8192 bytes */
	journal[26] = 0x20;
	snprintf(path, sizeof path, "%s-journal", p->db);
	assert_int_equal(file_write(p->db, zeros, sizeof zeros, &err), 0);
	assert_int_equal(file_write(path, journal, sizeof journal, &err), 0);
}

/* The power failed before its first page was on the disk; tests/faults. */
TEST(a_new_store_that_a_power_loss_cut_off_is_made_again)
{
	struct folder p;
	char journal[TEST_DIR_MAX + 32];

	folder_make(&p);
	cut_off(&p, 0);
	check_refused(p.db, STORE_READ, "UTC", ERR_DATA, "never finished");
	cut_off(&p, 0);
	make_store(p.db);
	store_close(file_store(p.db, STORE_READ));
	unlink(p.db);
	cut_off(&p, 3);
	check_untouched(p.db, "no SQLite file");
	snprintf(journal, sizeof journal, "%s-journal", p.db);
	unlink(journal);
	check_untouched(p.db, "no SQLite file");
	folder_drop(&p);
}

TEST(links_and_open_permissions_are_refused)
{
	struct folder p;

	folder_make(&p);
	make_store(p.other);
	assert_int_equal(symlink(p.other, p.db), 0);
	check_refused(p.db, STORE_WRITE, "UTC", ERR_CANTCREAT, "symbolic");
	check_refused(p.db, STORE_CREATE, "UTC", ERR_CANTCREAT, "symbolic");
	unlink(p.db);
	assert_int_equal(chmod(p.other, 0620), 0);
	check_refused(p.other, STORE_READ, "UTC", ERR_CANTCREAT, "chmod");
	assert_int_equal(chmod(p.other, 0602), 0);
	check_refused(p.other, STORE_READ, "UTC", ERR_CANTCREAT, "chmod");
	check_refused(p.dir, STORE_READ, "UTC", ERR_CANTCREAT,
		      "not a regular file");
	folder_drop(&p);
}

TEST(a_planted_journal_link_is_refused)
{
	struct folder p;
	char journal[TEST_DIR_MAX + 32];

	folder_make(&p);
	make_store(p.db);
	snprintf(journal, sizeof journal, "%s-journal", p.db);
	assert_int_equal(symlink("/etc/passwd", journal), 0);
	check_refused(p.db, STORE_WRITE, "UTC", ERR_CANTCREAT, "symbolic");
	unlink(journal);
	folder_drop(&p);
}

TEST(a_folder_behind_a_link_is_fine)
{
	struct folder p;
	char link[TEST_DIR_MAX + 16], path[TEST_DIR_MAX + 32];

	folder_make(&p);
	make_store(p.db);
	snprintf(link, sizeof link, "%s-link", p.dir);
	snprintf(path, sizeof path, "%s/t.db", link);
	assert_int_equal(symlink(p.dir, link), 0);
	store_close(file_store(path, STORE_WRITE));
	unlink(link);
	folder_drop(&p);
}

TEST(a_changed_schema_is_refused)
{
	static const char *const planted[] = {
		"CREATE TRIGGER t AFTER INSERT ON meta BEGIN SELECT 1; END",
		"CREATE VIEW v AS SELECT * FROM figures",
		"CREATE TABLE mine(x)",
		"DROP INDEX segment_import",
		"ALTER TABLE figures ADD COLUMN mine TEXT",
	};
	struct folder p;

	folder_make(&p);
	for (size_t i = 0; i < COUNT(planted); i++) {
		make_store(p.db);
		by_hand(p.db, planted[i]);
		check_refused(p.db, STORE_READ, "UTC", ERR_DATA, "by hand");
		unlink(p.db);
	}
	folder_drop(&p);
}

TEST(the_schema_explains_itself)
{
	struct folder p;
	sqlite3 *db;
	sqlite3_stmt *st;

	folder_make(&p);
	make_store(p.db);
	assert_int_equal(sqlite3_open(p.db, &db), SQLITE_OK);
	assert_int_equal(sqlite3_prepare_v2(db, "SELECT name, sql FROM "
		"sqlite_schema WHERE type = 'table'", -1, &st, NULL),
		SQLITE_OK);
	while (sqlite3_step(st) == SQLITE_ROW) {
		const char *sql = (const char *)sqlite3_column_text(st, 1);

		check_says(sql, "--");
		check_says(sql, "STRICT");
	}
	sqlite3_finalize(st);
	sqlite3_close(db);
	folder_drop(&p);
}

/* A store with three imports, an undo and a run, in the file. */
static void make_full(const char *path)
{
	struct store *s = file_store(path, STORE_CREATE);
	struct figure_row row = {
		.metric = "rework_rate", .unit = "rate", .verdict = "No",
		.first = DAY + 3, .last = DAY + 9, .value = 0.1, .low = 0.05,
		.high = 0.2, .n = 100, .x = 10
	};
	const struct published_week week = { "", DAY + 3, 0 };
	struct run_entry run = {
		.report = "weekly", .period = "2024-W41", .file = "w.xlsx",
		.sha256 = "ab", .inputs = "cd", .as_of = "2024-10-14",
		.last_import = 3, .weeks = &week, .n_weeks = 1
	};
	struct err err = { 0 };
	struct in in;
	int64_t days;

	for (int i = 0; i < 3; i++) {
		in_begin(&in, s, &UPSERT(&kind_corrections));
		for (int r = 0; r < 40; r++) {
			char item[32];

			snprintf(item, sizeof item, "I%d-%d", i, r);
			in_review(&in, 2 + r, DAY + r % 3, item,
				  OUTCOME_LIGHT, r);
		}
		diag_add(&in.diags, DIAG_NOTE, "encoding", 0, "", "UTF-8");
		in_end(&in);
	}
	if (store_undo(s, 3, &days, &err) ||
	    store_record_run(s, &run, &row, 1, &err))
		fail_msg("%s", err.msg);
	store_close(s);
}

/* Open and, if that works, verify: 0 nothing found, 1 refused at opening,
 * 2 found by verify. */
static int judge(const char *path)
{
	struct diags diags = { 0 };
	struct store *s;
	struct err err = { 0 };
	int ret;

	if (store_open(&s, path, STORE_READ, "UTC", &err)) {
		assert_int_not_equal(err.code, 0);
		return 1;
	}
	ret = store_verify(s, &diags, &err) ? 2 : 0;
	assert_int_equal(ret != 0, diags.n != 0);
	if (ret)
		assert_int_equal(err.code, ERR_DATA);
	diags_release(&diags);
	store_close(s);
	return ret;
}

/* A copy of the whole store, changed by hand. */
static void check_judged(const struct folder *p, const char *sql, int want)
{
	struct strbuf whole = bytes_of(p->other);
	struct err err = { 0 };
	int got;

	assert_int_equal(file_write(p->db, whole.s, whole.len, &err), 0);
	strbuf_release(&whole);
	assert_int_equal(judge(p->db), 0);
	by_hand(p->db, sql);
	got = judge(p->db);
	if (got != want)
		fail_msg("%s: judged %d, wanted %d", sql, got, want);
}

TEST(rows_changed_by_hand_are_seen_at_opening)
{
	static const char *const sql[] = {
		"UPDATE import SET rows_used = 39, rows_same = 1 WHERE id = 2",
		"UPDATE import SET file = 'x' WHERE id = 1",
		"UPDATE import SET first_day = NULL WHERE id = 1",
		"UPDATE import SET undone = 1 WHERE id = 2",
		"UPDATE import SET undone = 0 WHERE id = 3",
		"UPDATE import SET digest = zeroblob(32) WHERE id = 2",
		"DELETE FROM import WHERE id = 3",
		"DELETE FROM import WHERE id = 1",
		"DELETE FROM undo",
		"UPDATE undo SET after_import = 2",
		"UPDATE dimension SET value = 'x' WHERE id = 2",
		"DELETE FROM dimension WHERE id = 2",
		"INSERT INTO dimension VALUES(99, 'x', 1)",
		"INSERT INTO dimension VALUES(99, 'x', 77)",
		"UPDATE segment SET sha256 = zeroblob(32) WHERE id = 1",
		"UPDATE segment SET facts = facts + 1 WHERE id = 1",
		"UPDATE segment SET current = 0",
		"DELETE FROM segment WHERE id = 2",
		"DELETE FROM import_diag WHERE import = 1",
		"UPDATE import_diag SET text = 'x'",
		"UPDATE meta SET value = '' WHERE key = 'chain'",
		"DELETE FROM meta WHERE key = 'runs'",
		"UPDATE report_run SET sha256 = 'x'",
		"UPDATE report_run SET figures_sha256 = zeroblob(32)",
		"DELETE FROM report_run",
		"DELETE FROM published_week",
		"INSERT INTO published_week VALUES('w', '2024-10-07', 1)",
	};
	struct folder p;

	folder_make(&p);
	make_full(p.other);
	for (size_t i = 0; i < COUNT(sql); i++)
		check_judged(&p, sql[i], 1);
	folder_drop(&p);
}

TEST(changed_blobs_and_figures_are_seen_by_verify)
{
	static const char *const sql[] = {
		("UPDATE segment_data SET data = zeroblob(length(data)) "
		 "WHERE segment = 1"),
		("UPDATE segment_data SET data = CAST(substr(data, 1, 200) "
		 "|| x'41' || substr(data, 202) AS BLOB) WHERE segment = 4"),
		("DELETE FROM segment_data WHERE segment = (SELECT max(id) "
		 "FROM segment WHERE current = 1)"),
		"UPDATE figures SET value = 0.2",
		"UPDATE figures SET workflow = '' ",
		"DELETE FROM figures",
	};
	struct folder p;

	folder_make(&p);
	make_full(p.other);
	for (size_t i = 0; i < COUNT(sql); i++)
		check_judged(&p, sql[i], 2);
	folder_drop(&p);
}

TEST(a_damaged_day_is_never_read)
{
	struct store *s;
	struct folder p;
	struct facts f;
	struct err err = { 0 };

	folder_make(&p);
	make_full(p.db);
	by_hand(p.db, "UPDATE segment_data SET data = zeroblob(length(data)) "
		"WHERE segment IN (SELECT id FROM segment WHERE day = 20001)");
	s = file_store(p.db, STORE_READ);
	assert_int_equal(facts_read(&f, s, &kind_corrections, DAY, DAY, &err),
			 0);
	facts_release(&f);
	assert_int_equal(facts_read(&f, s, &kind_corrections, DAY, DAY + 2,
				    &err), -1);
	assert_int_equal(err.code, ERR_DATA);
	check_says(err.msg, "2024-10-05");
	store_close(s);
	folder_drop(&p);
}

/* Everything a report could read, as one digest; judge() said it is fine. */
static void content_digest(char hex[SHA256_HEX], const char *path)
{
	struct store *s = file_store(path, STORE_READ);
	struct sha256 *h = sha256_new();
	struct ledger_entry *entry;
	struct figure_row *row;
	struct arena a = { 0 };
	struct err err = { 0 };
	uint8_t digest[SHA256_SIZE];
	size_t n, n_rows;
	char *text = dump(s, &kind_corrections, 1);

	sha256_add_text(h, text);
	assert_int_equal(store_ledger(&entry, &n, s, &a, &err), 0);
	for (size_t i = 0; i < n; i++) {
		sha256_add_text(h, entry[i].file);
		sha256_add_i64(h, entry[i].read);
		sha256_add_i64(h, entry[i].undone);
	}
	assert_int_equal(store_published(&row, &n_rows, s, "weekly",
					 "2024-W41", &a, &err), 0);
	sha256_add_i64(h, (int64_t)n_rows);
	for (size_t i = 0; i < n_rows; i++) {
		sha256_add_text(h, row[i].metric);
		sha256_add(h, &row[i].value, sizeof row[i].value);
	}
	sha256_done(h, digest);
	sha256_hex(hex, digest);
	arena_release(&a);
	free(text);
	store_close(s);
}

TEST(random_damage_is_found_or_changes_nothing)
{
	struct folder p;
	struct strbuf whole;
	char want[SHA256_HEX], have[SHA256_HEX];
	uint64_t seed = 5;
	size_t found = 0;

	folder_make(&p);
	make_full(p.db);
	content_digest(want, p.db);
	whole = bytes_of(p.db);
	for (int round = 0; round < 300; round++) {
		int fd = open(p.db, O_WRONLY | O_TRUNC);
		size_t at;
		char was;

		seed = hash64(&seed, sizeof seed, 1);
		at = seed % whole.len;
		was = whole.s[at];
		whole.s[at] = (char)(was ^ (char)(1 + (seed >> 40) % 255));
		assert_int_equal(write(fd, whole.s, whole.len), whole.len);
		close(fd);
		whole.s[at] = was;
		if (judge(p.db)) {
			found++;
			continue;
		}
		content_digest(have, p.db);
		assert_string_equal(want, have);
	}
	assert_true(found > 0);
	strbuf_release(&whole);
	folder_drop(&p);
}

TEST(a_reader_cannot_write)
{
	struct store *s;
	struct store_import *import;
	struct folder p;
	struct ledger_entry entry = { .kind = "costs", .source = "x" };
	struct err err = { 0 };
	int ret;

	folder_make(&p);
	make_store(p.db);
	s = file_store(p.db, STORE_READ);
	ret = store_import_begin(&import, s, &err);
	if (!ret)
		ret = store_import_finish(import, &entry, NULL, &err);
	assert_int_equal(ret, -1);
	store_close(s);
	folder_drop(&p);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_new_store_is_private_and_opens_again),
		cmocka_unit_test(two_new_stores_are_equal_byte_by_byte),
		cmocka_unit_test(another_zone_is_a_configuration_error),
		cmocka_unit_test(a_newer_store_is_refused_and_untouched),
		cmocka_unit_test(foreign_files_are_refused_and_untouched),
		cmocka_unit_test(an_empty_file_is_an_unfinished_store),
		cmocka_unit_test(
			a_new_store_that_a_power_loss_cut_off_is_made_again),
		cmocka_unit_test(links_and_open_permissions_are_refused),
		cmocka_unit_test(a_planted_journal_link_is_refused),
		cmocka_unit_test(a_folder_behind_a_link_is_fine),
		cmocka_unit_test(a_changed_schema_is_refused),
		cmocka_unit_test(the_schema_explains_itself),
		cmocka_unit_test(rows_changed_by_hand_are_seen_at_opening),
		cmocka_unit_test(changed_blobs_and_figures_are_seen_by_verify),
		cmocka_unit_test(a_damaged_day_is_never_read),
		cmocka_unit_test(random_damage_is_found_or_changes_nothing),
		cmocka_unit_test(a_reader_cannot_write),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
