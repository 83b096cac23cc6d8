/* What fuzzing found worth keeping, once more: see tests/fuzz/README.md. */
#include "tests/unit/test.h"

#include <dirent.h>

#include "base/file.h"
#include "tests/fuzz/file.c"
#include "tests/fuzz/values.c"
#include "tests/fuzz/workbook.c"

static int replay(const char *dir, void (*target)(const uint8_t *, size_t))
{
	DIR *d = opendir(dir);
	struct dirent *entry;
	int n = 0;

	if (!d)
		fail_msg("no folder %s", dir);
	while ((entry = readdir(d))) {
		struct strbuf sb = STRBUF_INIT;
		char path[512];
		struct err err;

		if (*entry->d_name == '.')
			continue;
		snprintf(path, sizeof path, "%s/%s", dir, entry->d_name);
		if (file_read(&sb, path, 1 << 20, &err))
			fail_msg("%s", err.msg);
		target((const uint8_t *)sb.s, sb.len);
		strbuf_release(&sb);
		n++;
	}
	closedir(d);
	return n;
}

TEST(the_front_end_holds_on_every_kept_file)
{
	assert_true(replay("tests/fuzz/corpus/file", fuzz_file) > 50);
}

TEST(values_hold_on_every_kept_cell)
{
	assert_true(replay("tests/fuzz/corpus/values", fuzz_values) > 50);
}

TEST(the_reader_of_workbooks_holds_on_every_kept_file)
{
	assert_true(replay("tests/fuzz/corpus/workbook", fuzz_workbook) > 10);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_front_end_holds_on_every_kept_file),
		cmocka_unit_test(values_hold_on_every_kept_cell),
		cmocka_unit_test(
			the_reader_of_workbooks_holds_on_every_kept_file),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
