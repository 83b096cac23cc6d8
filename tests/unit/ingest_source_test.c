#include "tests/unit/ingest_help.h"

#include "ingest/source.h"

#define BIG ((size_t)SOURCE_HELD + 12345)

struct file_of_bytes {
	char dir[TEST_DIR_MAX], path[TEST_DIR_MAX + 8];
};

static void file_make(struct file_of_bytes *f, size_t len)
{
	char *bytes = xmalloc(len);

	memset(bytes, 'x', len);
	snprintf(f->path, sizeof f->path, "%s/t.csv", test_dir(f->dir));
	write_file(f->path, bytes, len);
	free(bytes);
}

static void file_forget(struct file_of_bytes *f)
{
	unlink(f->path);
	rmdir(f->dir);
}

/* Read a pass to its end: its length, or -1. */
static int64_t read_pass(struct source *s, struct err *err)
{
	static char buf[1 << 16];
	int64_t len = 0;
	size_t got = 1;

	if (source_rewind(s, err))
		return -1;
	while (got) {
		if (source_read(s, buf, sizeof buf, &got, err))
			return -1;
		len += (int64_t)got;
	}
	return len;
}

static void check_digest(size_t len)
{
	struct file_of_bytes f;
	struct source s;
	struct err err;
	char hex[SHA256_HEX], want[SHA256_HEX];
	uint8_t digest[SHA256_SIZE];
	char *bytes = xmalloc(len + 1);

	memset(bytes, 'x', len);
	sha256_bytes(digest, bytes, len);
	sha256_hex(want, digest);
	file_make(&f, len);
	assert_int_equal(source_open(&s, f.path, &err), 0);
	assert_int_equal(source_digest(&s, hex, &err), 0);
	assert_string_equal(hex, want);
	assert_int_equal(read_pass(&s, &err), len);
	assert_int_equal(read_pass(&s, &err), len);
	source_close(&s);
	file_forget(&f);
	free(bytes);
}

TEST(the_digest_is_that_of_the_bytes_held_or_streamed)
{
	check_digest(0);
	check_digest(1000);
	check_digest(BIG);
}

TEST(a_large_file_that_changes_between_passes_is_refused)
{
	struct file_of_bytes f;
	struct source s;
	struct err err;
	char hex[SHA256_HEX];
	int fd;

	file_make(&f, BIG);
	assert_int_equal(source_open(&s, f.path, &err), 0);
	assert_int_equal(source_digest(&s, hex, &err), 0);
	fd = open(f.path, O_WRONLY | O_APPEND);
	assert_int_equal(write(fd, "y", 1), 1);
	close(fd);
	assert_int_equal(read_pass(&s, &err), -1);
	assert_int_equal(err.code, ERR_DATA);
	check_says(err.msg, "changed while it was read");
	source_close(&s);
	file_forget(&f);
}

TEST(a_small_file_that_changes_is_read_as_it_was)
{
	struct file_of_bytes f;
	struct source s;
	struct err err;

	file_make(&f, 1000);
	assert_int_equal(source_open(&s, f.path, &err), 0);
	write_file(f.path, "y", 1);
	assert_int_equal(read_pass(&s, &err), 1000);
	source_close(&s);
	file_forget(&f);
}

TEST(stdin_is_read_once_and_can_be_read_again)
{
	int pipes[2], saved = dup(STDIN_FILENO);
	struct source s;
	struct err err;

	assert_int_equal(pipe(pipes), 0);
	assert_int_equal(write(pipes[1], "a,b\n", 4), 4);
	close(pipes[1]);
	dup2(pipes[0], STDIN_FILENO);
	assert_int_equal(source_open(&s, "-", &err), 0);
	assert_string_equal(s.name, "stdin");
	assert_int_equal(read_pass(&s, &err), 4);
	assert_int_equal(read_pass(&s, &err), 4);
	source_close(&s);
	dup2(saved, STDIN_FILENO);
	close(saved);
	close(pipes[0]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			the_digest_is_that_of_the_bytes_held_or_streamed),
		cmocka_unit_test(
			a_large_file_that_changes_between_passes_is_refused),
		cmocka_unit_test(a_small_file_that_changes_is_read_as_it_was),
		cmocka_unit_test(stdin_is_read_once_and_can_be_read_again),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
