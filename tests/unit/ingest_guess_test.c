/* Which 8-bit text is taken for Windows-1252, and which is not guessed at. */
#include "tests/unit/ingest_help.h"

#include "ingest/guess.h"

/* "-" is UTF-8, "no" is not Windows-1252, else offset:line. */
static void check_guess(const char *bytes, size_t len, const char *want)
{
	struct byte_guess g;
	char got[48] = "-";

	if (bytes_guess(&g, bytes, len))
		snprintf(got, sizeof got, g.windows_1252 ? "%lld:%lld" : "no",
			 (long long)g.offset, (long long)g.line);
	assert_string_equal(got, want);
}

TEST(utf8_and_marked_utf16_need_no_guess)
{
	check_guess(BYTES("a,b\n"), "-");
	check_guess(BYTES("\xC3\xBC\n"), "-");
	check_guess(BYTES("\xFF\xFE" "a\0"), "-");
}

TEST(western_letters_and_signs_are_windows_1252)
{
	check_guess(BYTES("a\nM\xFCller, 5 \x80, \x84" "Gr\xFC\xDF" "e\x93\n"),
		    "3:2");
	check_guess(BYTES("caf\xE9\n"), "3:1");
}

TEST(cyrillic_japanese_and_mixed_texts_are_not_guessed)
{
	check_guess(BYTES("\xC7\xE0\xEF\xE8\xF1\xEA\xE0,7\n"), "no");
	check_guess(BYTES("\x83\x4C\x83\x83\x83\x93\x83\x79\n"), "no");
	check_guess(BYTES("M\xFCller, M\xC3\xBCller\n"), "no");
	check_guess(BYTES("a\x81" "b\n"), "no");
	check_guess(BYTES("caf\xE9\0\n"), "no");
	check_guess(BYTES("caf\xC3"), "no");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(utf8_and_marked_utf16_need_no_guess),
		cmocka_unit_test(western_letters_and_signs_are_windows_1252),
		cmocka_unit_test(
			cyrillic_japanese_and_mixed_texts_are_not_guessed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
