#include "tests/unit/test.h"
#include "tests/unit/xlsx_sample.h"

#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/mount.h>
#include <sys/stat.h>

#include "base/file.h"
#include "base/hash.h"
#include "publish/publish.h"
#include "render/render.h"

/*
 * A workspace in a fresh directory: a store, reports/, a small document whose
 * inputs digest a test may change.
 */
struct shop {
	char dir[TEST_DIR_MAX], store_path[TEST_DIR_MAX + 16],
		reports[TEST_DIR_MAX + 16];
	struct store *store;
	struct doc doc;
	struct publish_job job;
	struct publish_result out;
	struct err err;
};

static struct shop shop;

/* A renderer whose file is the document's inputs digest. */
static int plain_render(const struct doc *doc, const char *path,
			const char *work, struct err *err)
{
	(void)work;
	return file_write(path, doc->inputs, strlen(doc->inputs), err);
}

static int plain_verify(const struct doc *doc, const char *path,
			struct err *err)
{
	struct strbuf sb = STRBUF_INIT;
	int ret = file_read(&sb, path, 1 << 20, err);

	if (!ret && strcmp(sb.s, doc->inputs))
		ret = err_set(err, ERR_SOFTWARE, "%s was not written as it "
			      "should be", path);
	strbuf_release(&sb);
	return ret;
}

static const struct renderer plain = { "plain", ".txt", "", plain_render,
				       plain_verify };

static int set_up(void **state)
{
	struct shop *s = &shop;

	(void)state;
	memset(s, 0, sizeof *s);
	test_dir(s->dir);
	chmod(s->dir, 0700);
	snprintf(s->store_path, sizeof s->store_path, "%.60s/t.db", s->dir);
	snprintf(s->reports, sizeof s->reports, "%.60s/reports", s->dir);
	umask(077);
	if (store_open(&s->store, s->store_path, STORE_CREATE, "UTC",
		       &s->err)) {
		print_error("%s\n", s->err.msg);
		return -1;
	}
	sample_frame(&s->doc);
	s->job = (struct publish_job){
		.reports_dir = s->reports, .name = "weekly_2026-W47",
		.doc = &s->doc, .renderer = &plain, .mode = 0600,
		.group = "", .store_path = s->store_path, .zone = "UTC",
		.as_of = "2026-11-22", .render_seconds = 20,
	};
	return 0;
}

static int tear_down(void **state)
{
	struct err err;
	char sub[TEST_DIR_MAX + 16];

	(void)state;
	store_close(shop.store);
	doc_release(&shop.doc);
	snprintf(sub, sizeof sub, "%s/reports", shop.dir);
	dir_wipe(sub, &err);
	return dir_wipe(shop.dir, &err) || rmdir(shop.dir);
}

static void inputs(char c)
{
	memset(shop.doc.inputs, c, 64);
}

static const char *in_reports(const char *name)
{
	static char path[TEST_DIR_MAX + 128];

	snprintf(path, sizeof path, "%s/%s", shop.reports, name);
	return path;
}

/* Publish; the file must have this name. */
static void check_published(const char *name)
{
	struct err err = { 0 };

	if (publish_report(&shop.out, &shop.store, &shop.job, &shop.err))
		fail_msg("%s", shop.err.msg);
	assert_non_null(shop.store);
	assert_string_equal(path_base(shop.out.path), name);
	assert_true(path_exists(shop.out.path));
	assert_int_equal(manifest_check(shop.reports, &err), 0);
}

/* Publish; it must fail with this code and sentence, leave no file that was
 * not there, and give the store back. */
static void check_fails(enum err_code code, const char *says)
{
	memset(&shop.err, 0, sizeof shop.err);
	assert_int_equal(publish_report(&shop.out, &shop.store, &shop.job,
					&shop.err), -1);
	if (shop.err.code != code)
		fail_msg("code %d: %s", (int)shop.err.code, shop.err.msg);
	check_says(shop.err.msg, says);
	assert_non_null(shop.store);
}

static size_t count_files(const char *dir)
{
	DIR *d = opendir(dir);
	struct dirent *e;
	size_t n = 0;

	while (d && (e = readdir(d)) != NULL)
		n += e->d_name[0] != '.' || strlen(e->d_name) > 2;
	if (d)
		closedir(d);
	return n;
}

static size_t count_runs(void)
{
	struct arena a = { 0 };
	struct run_entry *run;
	struct err err = { 0 };
	size_t n;

	assert_int_equal(store_runs(&run, &n, shop.store, &a, &err), 0);
	arena_release(&a);
	return n;
}

static void put_file(const char *name, const char *text)
{
	struct err err = { 0 };

	assert_int_equal(file_write(in_reports(name), text, strlen(text),
				    &err), 0);
}

/* ---- the straight way -------------------------------------------- */

TEST(a_report_is_published_with_manifest_and_run)
{
	struct manifest m;
	struct stat st;

	check_published("weekly_2026-W47.txt");
	assert_false(shop.out.unchanged);
	assert_int_equal(count_files(shop.reports), 2);
	assert_int_equal(count_runs(), 1);
	assert_int_equal(stat(shop.out.path, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	assert_int_equal(stat(shop.reports, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0700);
	assert_int_equal(manifest_read(&m, shop.reports, &shop.err), 0);
	assert_int_equal(m.n, 1);
	assert_string_equal(m.item[0].sha256, shop.out.sha256);
	assert_string_equal(m.item[0].inputs, shop.doc.inputs);
	manifest_release(&m);
}

TEST(a_workbook_is_published_by_the_real_renderer)
{
	sample_doc(&shop.doc);
	shop.job.renderer = &renderer_xlsx;
	check_published("weekly_2026-W47.xlsx");
	assert_int_equal(count_files(shop.reports), 2);
}

TEST(readers_named_by_the_mode_can_read)
{
	struct stat st;

	shop.job.mode = 0640;
	check_published("weekly_2026-W47.txt");
	assert_int_equal(stat(shop.out.path, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0640);
	assert_int_equal(stat(shop.reports, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0750);
	assert_int_equal(stat(in_reports("manifest.json"), &st), 0);
	assert_int_equal(st.st_mode & 0777, 0640);
}

TEST(a_group_that_is_not_there_is_refused)
{
	shop.job.group = "no-such-group-here";
	check_fails(ERR_CONFIG, "reports_group");
	assert_false(path_exists(shop.reports));
}

/* ---- again ------------------------------------------------------- */

TEST(the_same_inputs_are_not_rendered_again)
{
	check_published("weekly_2026-W47.txt");
	check_published("weekly_2026-W47.txt");
	assert_true(shop.out.unchanged);
	assert_int_equal(count_runs(), 1);
}

TEST(other_inputs_replace_the_file)
{
	char first[SHA256_HEX];

	check_published("weekly_2026-W47.txt");
	memcpy(first, shop.out.sha256, sizeof first);
	inputs('b');
	check_published("weekly_2026-W47.txt");
	assert_false(shop.out.unchanged);
	assert_string_not_equal(first, shop.out.sha256);
	assert_int_equal(count_files(shop.reports), 2);
	assert_int_equal(count_runs(), 2);
}

TEST(a_file_that_a_person_changed_is_kept)
{
	struct strbuf sb = STRBUF_INIT;

	check_published("weekly_2026-W47.txt");
	put_file("weekly_2026-W47.txt", "decided: B");
	inputs('b');
	check_published("weekly_2026-W47_r2.txt");
	assert_int_equal(file_read(&sb, in_reports("weekly_2026-W47.txt"),
				   100, &shop.err), 0);
	assert_string_equal(sb.s, "decided: B");
	strbuf_release(&sb);
	/* the second one is ours and is replaced */
	inputs('c');
	check_published("weekly_2026-W47_r2.txt");
	check_published("weekly_2026-W47_r2.txt");
	assert_true(shop.out.unchanged);
	put_file("weekly_2026-W47_r2.txt", "decided: C");
	inputs('d');
	check_published("weekly_2026-W47_r3.txt");
}

TEST(a_file_that_never_was_ours_is_kept)
{
	assert_int_equal(mkdir(shop.reports, 0700), 0);
	put_file("weekly_2026-W47.txt", "somebody's");
	check_published("weekly_2026-W47_r2.txt");
}

TEST(a_lost_file_is_published_again)
{
	check_published("weekly_2026-W47.txt");
	unlink(shop.out.path);
	check_published("weekly_2026-W47.txt");
	assert_false(shop.out.unchanged);
}

/* ---- a run that died --------------------------------------------- */

TEST(a_run_that_died_before_the_store_was_told_is_adopted)
{
	char copy[TEST_DIR_MAX + 32];

	/* the store as it was before the publication */
	snprintf(copy, sizeof copy, "%s/old.db", shop.dir);
	store_close(shop.store);
	assert_int_equal(rename(shop.store_path, copy), 0);
	assert_int_equal(store_open(&shop.store, shop.store_path, STORE_CREATE,
				    "UTC", &shop.err), 0);
	check_published("weekly_2026-W47.txt");
	store_close(shop.store);
	assert_int_equal(rename(copy, shop.store_path), 0);
	assert_int_equal(store_open(&shop.store, shop.store_path, STORE_WRITE,
				    "UTC", &shop.err), 0);
	assert_int_equal(count_runs(), 0);
	check_published("weekly_2026-W47.txt");
	assert_true(shop.out.adopted);
	assert_int_equal(count_runs(), 1);
	check_published("weekly_2026-W47.txt");
	assert_true(shop.out.unchanged);
	assert_false(shop.out.adopted);
}

TEST(a_run_that_died_before_its_manifest_is_completed)
{
	assert_int_equal(mkdir(shop.reports, 0700), 0);
	put_file("weekly_2026-W47.txt", shop.doc.inputs);
	check_published("weekly_2026-W47.txt");
	assert_int_equal(count_files(shop.reports), 2);
	assert_int_equal(count_runs(), 1);
}

TEST(what_a_killed_run_left_is_gone_after_the_next)
{
	assert_int_equal(mkdir(shop.reports, 0700), 0);
	assert_int_equal(mkdir(in_reports(".work"), 0700), 0);
	assert_int_equal(mkdir(in_reports(".work/tmp"), 0700), 0);
	put_file(".work/report", "half");
	put_file(".work/tmp/tmp.x", "half");
	assert_int_equal(mkdir(in_reports(".tuneup-AbCdEf"), 0700), 0);
	put_file(".tuneup-AbCdEf/manifest.json", "half");
	check_published("weekly_2026-W47.txt");
	assert_int_equal(count_files(shop.reports), 2);
	assert_int_equal(mkdir(in_reports(".work"), 0700), 0);
	check_published("weekly_2026-W47.txt");
	assert_int_equal(count_files(shop.reports), 2);
}

/* ---- renderers that fail ----------------------------------------- */

static int crash(const struct doc *doc, const char *path, const char *work,
		 struct err *err)
{
	plain_render(doc, path, work, err);
	raise(SIGSEGV);
	return 0;
}

static int hang(const struct doc *doc, const char *path, const char *work,
		struct err *err)
{
	plain_render(doc, path, work, err);
	for (;;)
		pause();
	return 0;
}

static int complain(const struct doc *doc, const char *path, const char *work,
		    struct err *err)
{
	fprintf(stderr, "[ERROR][x.c:1]: Memory\x1b allocation failed.\n");
	return plain_render(doc, path, work, err);
}

static int chatter(const struct doc *doc, const char *path, const char *work,
		   struct err *err)
{
	for (int i = 0; i < 100000; i++)
		fprintf(stderr, "still here %d\n", i);
	return plain_render(doc, path, work, err);
}

static int half(const struct doc *doc, const char *path, const char *work,
		struct err *err)
{
	(void)work;
	return file_write(path, doc->inputs, 10, err);
}

static int nothing(const struct doc *doc, const char *path, const char *work,
		   struct err *err)
{
	(void)doc;
	(void)path;
	(void)work;
	(void)err;
	return 0;
}

static int refuse(const struct doc *doc, const char *path, const char *work,
		  struct err *err)
{
	(void)doc;
	(void)work;
	return err_set(err, ERR_IO, "%s: the disk is full", path_base(path));
}

static int vanish(const struct doc *doc, const char *path, const char *work,
		  struct err *err)
{
	(void)doc;
	(void)path;
	(void)work;
	(void)err;
	_exit(9);
}

static int starve(const struct doc *doc, const char *path, const char *work,
		  struct err *err)
{
	(void)doc;
	(void)path;
	(void)work;
	(void)err;
	err_no_memory();
}

/* With an older report in place, which must stay as it is. */
static void check_renderer_fails(int (*render)(const struct doc *,
					       const char *, const char *,
					       struct err *),
				 enum err_code code, const char *says)
{
	struct renderer bad = plain;
	char old[SHA256_HEX];

	if (!path_exists(shop.reports))
		check_published("weekly_2026-W47.txt");
	memcpy(old, shop.out.sha256, sizeof old);
	bad.render = render;
	inputs('x');
	shop.job.renderer = &bad;
	check_fails(code, says);
	assert_int_equal(count_files(shop.reports), 2);
	assert_int_equal(count_runs(), 1);
	assert_int_equal(manifest_check(shop.reports, &shop.err), 0);
	shop.job.renderer = &plain;
	inputs('a');
	check_published("weekly_2026-W47.txt");
	assert_true(shop.out.unchanged);
	assert_string_equal(old, shop.out.sha256);
}

TEST(a_renderer_that_fails_publishes_nothing)
{
	check_renderer_fails(crash, ERR_SOFTWARE, "died of signal 11; nothing "
			     "was published");
	check_renderer_fails(complain, ERR_SOFTWARE,
			     "Memory\\x1B allocation failed");
	check_renderer_fails(chatter, ERR_SOFTWARE, "still here 0");
	check_renderer_fails(half, ERR_SOFTWARE, "nothing was published: ");
	check_renderer_fails(nothing, ERR_SOFTWARE, "nothing was published");
	check_renderer_fails(refuse, ERR_IO, "report: the disk is full");
	check_renderer_fails(vanish, ERR_SOFTWARE, "ended with 9");
	check_renderer_fails(starve, ERR_OS, "no memory");
}

TEST(a_renderer_that_hangs_is_stopped)
{
	shop.job.render_seconds = 1;
	check_renderer_fails(hang, ERR_SOFTWARE, "stopped after 1 seconds");
}

/* ---- links ------------------------------------------------------- */

TEST(nothing_is_written_through_a_link)
{
	static const char *const name[] = { "weekly_2026-W47.txt",
					    "manifest.json", ".work" };
	char victim[TEST_DIR_MAX + 16];
	struct strbuf sb = STRBUF_INIT;
	struct err err = { 0 };

	snprintf(victim, sizeof victim, "%s/victim", shop.dir);
	assert_int_equal(file_write(victim, "mine", 4, &err), 0);
	assert_int_equal(mkdir(shop.reports, 0700), 0);
	for (size_t i = 0; i < COUNT(name); i++) {
		assert_int_equal(symlink(victim, in_reports(name[i])), 0);
		check_fails(ERR_CANTCREAT, "symbolic link");
		unlink(in_reports(name[i]));
	}
	assert_int_equal(file_read(&sb, victim, 100, &err), 0);
	assert_string_equal(sb.s, "mine");
	strbuf_release(&sb);
	assert_int_equal(rmdir(shop.reports), 0);
	assert_int_equal(symlink("/tmp", shop.reports), 0);
	check_fails(ERR_CANTCREAT, "symbolic link");
	unlink(shop.reports);
}

TEST(a_directory_in_the_way_is_refused)
{
	assert_int_equal(mkdir(shop.reports, 0700), 0);
	assert_int_equal(mkdir(in_reports("weekly_2026-W47.txt"), 0700), 0);
	check_fails(ERR_CANTCREAT, "not a regular file");
}

/* ---- a full disk ------------------------------------------------- */

/* A tmpfs of that size as reports/; skips where mounting is not allowed. */
static void small_disk(const char *size)
{
	char option[32];

	snprintf(option, sizeof option, "size=%s,mode=0700", size);
	assert_int_equal(mkdir(shop.reports, 0700), 0);
	if (mount("tmpfs", shop.reports, "tmpfs", 0, option))
		skip();
}

TEST(a_full_disk_publishes_nothing)
{
	/* the sample needs more than any of these, in the file or beside it */
	static const char *const size[] = { "4k", "16k", "32k", "48k", "64k" };

	sample_doc(&shop.doc);
	shop.job.renderer = &renderer_xlsx;
	for (size_t i = 0; i < COUNT(size); i++) {
		small_disk(size[i]);
		memset(&shop.err, 0, sizeof shop.err);
		if (publish_report(&shop.out, &shop.store, &shop.job,
				   &shop.err)) {
			if (shop.err.code != ERR_IO)
				fail_msg("%s: %d %s", size[i],
					 (int)shop.err.code, shop.err.msg);
			assert_int_equal(count_runs(), 0);
			assert_non_null(shop.store);
		}
		assert_int_equal(manifest_check(shop.reports, &shop.err), 0);
		assert_int_equal(umount(shop.reports), 0);
		assert_int_equal(rmdir(shop.reports), 0);
	}
}

int main(void)
{
#define SHOP_TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
	const struct CMUnitTest tests[] = {
		SHOP_TEST(a_report_is_published_with_manifest_and_run),
		SHOP_TEST(a_workbook_is_published_by_the_real_renderer),
		SHOP_TEST(readers_named_by_the_mode_can_read),
		SHOP_TEST(a_group_that_is_not_there_is_refused),
		SHOP_TEST(the_same_inputs_are_not_rendered_again),
		SHOP_TEST(other_inputs_replace_the_file),
		SHOP_TEST(a_file_that_a_person_changed_is_kept),
		SHOP_TEST(a_file_that_never_was_ours_is_kept),
		SHOP_TEST(a_lost_file_is_published_again),
		SHOP_TEST(a_run_that_died_before_the_store_was_told_is_adopted),
		SHOP_TEST(a_run_that_died_before_its_manifest_is_completed),
		SHOP_TEST(what_a_killed_run_left_is_gone_after_the_next),
		SHOP_TEST(a_renderer_that_fails_publishes_nothing),
		SHOP_TEST(a_renderer_that_hangs_is_stopped),
		SHOP_TEST(nothing_is_written_through_a_link),
		SHOP_TEST(a_directory_in_the_way_is_refused),
		SHOP_TEST(a_full_disk_publishes_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
