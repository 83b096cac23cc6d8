#include "tests/unit/temp_dir.h"

#include <sys/stat.h>

#include "base/hash.h"
#include "publish/publish.h"


static char *sha_of(char hex[SHA256_HEX], const char *text)
{
	uint8_t digest[SHA256_SIZE];

	sha256_bytes(digest, text, strlen(text));
	return sha256_hex(hex, digest);
}

static void put(struct manifest *m, const char *file, const char *text)
{
	char sha[SHA256_HEX];
	struct manifest_entry e = {
		.file = file, .sha256 = sha_of(sha, text), .report = "weekly",
		.period = "2026-W47", .inputs = "abc", .as_of = "2026-11-22",
	};

	manifest_put(m, &e);
}

TEST(no_file_is_an_empty_manifest)
{
	struct manifest m;
	struct err err = { 0 };

	assert_int_equal(manifest_read(&m, dir, &err), 0);
	assert_int_equal(m.n, 0);
	manifest_release(&m);
	assert_int_equal(manifest_check(dir, &err), 0);
}

TEST(what_is_written_is_read_back_sorted_and_in_the_same_bytes)
{
	struct strbuf one = STRBUF_INIT, two = STRBUF_INIT;
	struct manifest m = { 0 }, n = { 0 }, back;
	struct err err = { 0 };
	struct stat st;

	put(&m, "b \"quoted\" é.xlsx", "b");
	put(&m, "a.xlsx", "a");
	put(&m, "c.pdf", "c");
	put(&m, "a.xlsx", "new");
	assert_int_equal(m.n, 3);
	assert_int_equal(manifest_write(&m, dir, &err), 0);
	assert_int_equal(file_read(&one, in_dir("manifest.json"), 1 << 20,
				   &err), 0);
	put(&n, "c.pdf", "c");
	put(&n, "a.xlsx", "new");
	put(&n, "b \"quoted\" é.xlsx", "b");
	assert_int_equal(manifest_write(&n, dir, &err), 0);
	assert_int_equal(file_read(&two, in_dir("manifest.json"), 1 << 20,
				   &err), 0);
	assert_string_equal(one.s, two.s);
	assert_int_equal(stat(in_dir("manifest.json"), &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	assert_int_equal(manifest_read(&back, dir, &err), 0);
	assert_int_equal(back.n, 3);
	assert_string_equal(back.item[0].file, "a.xlsx");
	assert_string_equal(back.item[1].file, "b \"quoted\" é.xlsx");
	assert_string_equal(back.item[2].report, "weekly");
	assert_string_equal(back.item[2].period, "2026-W47");
	assert_string_equal(back.item[2].inputs, "abc");
	assert_string_equal(back.item[2].as_of, "2026-11-22");
	manifest_release(&m);
	manifest_release(&n);
	manifest_release(&back);
	strbuf_release(&one);
	strbuf_release(&two);
	unlink(in_dir("manifest.json"));
}

static void check_damaged(const char *text, const char *says)
{
	struct manifest m;
	struct err err = { 0 };

	put_file("manifest.json", text);
	assert_int_equal(manifest_read(&m, dir, &err), -1);
	assert_int_equal(err.code, ERR_DATA);
	check_says(err.msg, "manifest.json");
	check_says(err.msg, says);
	unlink(in_dir("manifest.json"));
}

#define ENTRY(file, sha) "{\"file\":\"" file "\",\"sha256\":\"" sha "\"," \
	"\"report\":\"weekly\",\"period\":\"p\",\"inputs\":\"i\"," \
	"\"as_of\":\"d\"}"
#define SHA "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

TEST(a_damaged_manifest_is_refused)
{
	check_damaged("", ":1:");
	check_damaged("{\"version\": 1, \"files\": [", ":1:");
	check_damaged("[]", "no version");
	check_damaged("{\"version\": 1}", "list of files");
	check_damaged("{\"version\": 2, \"files\": []}", "newer tuneup");
	check_damaged("{\"version\": 1, \"files\": [{}]}", "\"file\"");
	check_damaged("{\"version\": 1, \"version\": 1, \"files\": []}",
		      "duplicate");
	check_damaged("{\"version\":1,\"files\":[" ENTRY("../x", SHA) "]}",
		      "a file's name");
	check_damaged("{\"version\":1,\"files\":[" ENTRY("/etc/passwd", SHA)
		      "]}", "a file's name");
	check_damaged("{\"version\":1,\"files\":[" ENTRY(".work", SHA) "]}",
		      "a file's name");
	check_damaged("{\"version\":1,\"files\":[" ENTRY("a", "12") "]}",
		      "digest");
	check_damaged("{\"version\":1,\"files\":[" ENTRY("a", SHA) ","
		      ENTRY("a", SHA) "]}", "twice");
}

TEST(a_manifest_that_is_a_link_is_not_read)
{
	struct manifest m;
	struct err err = { 0 };

	put_file("real", "{\"version\": 1, \"files\": []}");
	assert_int_equal(symlink("real", in_dir("manifest.json")), 0);
	assert_int_equal(manifest_read(&m, dir, &err), -1);
	check_says(err.msg, "symbolic link");
	unlink(in_dir("manifest.json"));
	unlink(in_dir("real"));
}

TEST(the_check_looks_at_every_file)
{
	struct manifest m = { 0 };
	struct err err = { 0 };

	put_file("a.xlsx", "a");
	put_file("b.pdf", "b");
	put(&m, "a.xlsx", "a");
	put(&m, "b.pdf", "b");
	assert_int_equal(manifest_write(&m, dir, &err), 0);
	assert_int_equal(manifest_check(dir, &err), 0);
	put_file("b.pdf", "B");
	assert_int_equal(manifest_check(dir, &err), -1);
	assert_int_equal(err.code, ERR_DATA);
	check_says(err.msg, "b.pdf");
	check_says(err.msg, "changed");
	unlink(in_dir("b.pdf"));
	assert_int_equal(manifest_check(dir, &err), -1);
	check_says(err.msg, "not there");
	manifest_release(&m);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(no_file_is_an_empty_manifest),
		cmocka_unit_test(what_is_written_is_read_back_sorted_and_in_the_same_bytes),
		cmocka_unit_test(a_damaged_manifest_is_refused),
		cmocka_unit_test(a_manifest_that_is_a_link_is_not_read),
		cmocka_unit_test(the_check_looks_at_every_file),
	};

	return cmocka_run_group_tests(tests, temp_dir_make, temp_dir_wipe);
}
