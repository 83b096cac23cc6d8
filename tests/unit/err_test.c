#include "tests/unit/test.h"

#include <errno.h>
#include <signal.h>

#include "base/err.h"

TEST(err_set_fills_code_and_sentence_and_returns_minus_one)
{
	struct err err = { 0 };

	assert_int_equal(err_set(&err, ERR_DATA, "line %d: %s", 7, "odd"), -1);
	assert_int_equal(err.code, ERR_DATA);
	assert_string_equal(err.msg, "line 7: odd");
}

TEST(err_set_may_use_its_own_old_message)
{
	struct err err = { 0 };

	err_set(&err, ERR_DATA, "inner");
	err_set(&err, ERR_CONFIG, "outer (%s)", err.msg);
	assert_string_equal(err.msg, "outer (inner)");
}

static void check_errno(int errnum, enum err_code code)
{
	struct err err = { 0 };

	assert_int_equal(err_errno(&err, ERR_CANTCREAT, errnum, "x"), -1);
	assert_int_equal(err.code, code);
}

TEST(err_errno_maps_full_disks_and_missing_files)
{
	check_errno(ENOSPC, ERR_IO);
	check_errno(EDQUOT, ERR_IO);
	check_errno(EIO, ERR_IO);
	check_errno(EFBIG, ERR_IO);
	check_errno(ENOENT, ERR_NOINPUT);
	check_errno(EACCES, ERR_CANTCREAT);
}

TEST(err_errno_ends_with_the_reason)
{
	struct err err = { 0 };

	err_errno(&err, ERR_IO, EACCES, "cannot write %s", "a.xlsx");
	assert_string_equal(err.msg,
			    "cannot write a.xlsx: Permission denied");
}

TEST(err_prefix_keeps_the_code)
{
	struct err err = { 0 };

	err_set(&err, ERR_DATA, "no header");
	assert_int_equal(err_prefix(&err, "%s", "tasks.csv"), -1);
	assert_int_equal(err.code, ERR_DATA);
	assert_string_equal(err.msg, "tasks.csv: no header");
}

TEST(err_message_too_long_is_cut_at_a_whole_character)
{
	struct err err = { 0 };
	char text[3 * sizeof err.msg / 2 * 3 + 1];

	for (size_t i = 0; i < sizeof text / 3; i++)
		memcpy(text + 3 * i, "\u2013", 3);
	text[sizeof text - 1] = '\0';
	for (int pad = 0; pad < 3; pad++) {
		size_t len;

		err_set(&err, ERR_DATA, "%*s%s", pad, "", text);
		len = strlen(err.msg);
		assert_true(len < sizeof err.msg && len > sizeof err.msg - 5);
		assert_int_equal((len - (size_t)pad) % 3, 0);
	}
}

static void raise_bug(void *arg)
{
	(void)arg;
	BUG("a %s that cannot be", "state");
}

TEST(err_bug_aborts)
{
	int status = status_of(raise_bug, NULL);

	assert_true(WIFSIGNALED(status));
	assert_int_equal(WTERMSIG(status), SIGABRT);
}

TEST(err_codes_have_stable_names)
{
	assert_string_equal(err_code_name(ERR_DATA), "DATAERR");
	assert_string_equal(err_code_name(ERR_IO), "IOERR");
	assert_string_equal(err_code_name((enum err_code)999), "UNKNOWN");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
		    err_set_fills_code_and_sentence_and_returns_minus_one),
		cmocka_unit_test(err_set_may_use_its_own_old_message),
		cmocka_unit_test(err_errno_maps_full_disks_and_missing_files),
		cmocka_unit_test(err_errno_ends_with_the_reason),
		cmocka_unit_test(err_prefix_keeps_the_code),
		cmocka_unit_test(
			err_message_too_long_is_cut_at_a_whole_character),
		cmocka_unit_test(err_bug_aborts),
		cmocka_unit_test(err_codes_have_stable_names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
