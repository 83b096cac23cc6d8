#include "tests/unit/ingest_help.h"

#include "ingest/decode.h"

/* Decode in pieces of `step` bytes; the text, or the error's words. */
static void check_decode_in(const char *bytes, size_t len,
			    const char *encoding, size_t step,
			    const char *want, const char *want_err)
{
	struct strbuf out = STRBUF_INIT;
	struct diags diags = { 0 };
	struct decoder d;
	struct err err = { 0 };
	size_t bom, at;
	int ret = decode_begin(&d, "t.csv", bytes, len, encoding, &bom, &err);

	for (at = ret ? len : bom; at < len && !ret; at += step) {
		size_t n = len - at < step ? len - at : step;

		ret = decode_feed(&d, &out, bytes + at, n, at + n == len,
				  &diags, &err);
	}
	if (want_err) {
		assert_int_equal(ret, -1);
		check_says(err.msg, want_err);
	} else {
		assert_int_equal(ret, 0);
		assert_string_equal(out.s, want);
	}
	decode_end(&d);
	diags_release(&diags);
	strbuf_release(&out);
}

static void check_text(const char *bytes, size_t len, const char *encoding,
		       const char *want)
{
	for (size_t step = 1; step <= 8; step++)
		check_decode_in(bytes, len, encoding, step, want, NULL);
}

static void check_refused(const char *bytes, size_t len, const char *encoding,
			  const char *words)
{
	check_decode_in(bytes, len, encoding, len, NULL, words);
}

TEST(utf8_is_taken_as_it_is_with_and_without_a_mark)
{
	check_text(BYTES("a,b\n"), NULL, "a,b\n");
	check_text(BYTES("\xEF\xBB\xBF" "Ä,😀\n"), NULL, "Ä,😀\n");
	check_text(BYTES("\xEF\xBB\xBF" "a"), "UTF-8", "a");
}

TEST(utf16_is_known_by_its_mark)
{
	check_text(BYTES("\xFF\xFE" "a\0,\0\xC4\0\n\0"), NULL, "a,Ä\n");
	check_text(BYTES("\xFE\xFF" "\0a\0,\0\xC4\0\n"), NULL, "a,Ä\n");
	check_text(BYTES("\xFE\xFF" "\0a"), "utf-16", "a");
	check_text(BYTES("a\0\n\0"), "UTF-16LE", "a\n");
}

TEST(utf16_pairs_become_one_character)
{
	check_text(BYTES("\xFF\xFE" "\x3D\xD8\x00\xDE"), NULL, "😀");
	check_refused(BYTES("\xFF\xFE" "\x3D\xD8" "a\0"), NULL,
		      "half a surrogate pair");
	check_refused(BYTES("\xFF\xFE" "\x00\xDE"), NULL,
		      "half a surrogate pair");
}

TEST(stray_byte_behind_utf16_is_left_out_with_a_note)
{
	struct strbuf out = STRBUF_INIT;
	struct diags diags = { 0 };
	struct decoder d;
	struct err err;
	size_t bom;

	decode_begin(&d, "t.csv", BYTES("\xFF\xFE" "a\0\x04"), NULL, &bom,
		     &err);
	assert_int_equal(decode_feed(&d, &out, BYTES("a\0\x04"), true, &diags,
				     &err), 0);
	assert_string_equal(out.s, "a");
	assert_int_equal(diags.n, 1);
	check_says(diags.item[0].text, "0x04");
	decode_end(&d);
	diags_release(&diags);
	strbuf_release(&out);
}

TEST(windows_1252_is_read_when_asked_for)
{
	check_text(BYTES("\xC4\x80\x99\n"), "windows-1252", "Ä€™\n");
	check_text(BYTES("\xC4"), "CP1252", "Ä");
	check_refused(BYTES("a\x81"), "windows-1252", "byte 1 (0x81)");
	check_text(BYTES("\x83\x4C"), "Shift_JIS", "キ");
}

TEST(bad_bytes_are_refused_with_their_place)
{
	check_refused(BYTES("a\nb\xE9,c\n"), NULL, "t.csv:2: byte 3 (0xE9)");
	check_refused(BYTES("a\nb\xE9,c\n"), NULL, "--encoding Windows-1252");
	check_refused(BYTES("a\xC0\xAF"), NULL, "byte 1 (0xC0)");
	check_refused(BYTES("a\xED\xA0\x80"), NULL, "byte 1 (0xED)");
	check_refused(BYTES("a\xEF\xBF\xBE"), NULL, "byte 1 (0xEF)");
	check_refused(BYTES("ab\xE2\x82"), NULL, "cut off");
}

TEST(nul_is_no_text_and_may_be_utf16_without_a_mark)
{
	check_refused(BYTES("a,b\n1\0,2\n"), NULL, "t.csv:2: byte 5 is NUL");
	check_refused(BYTES("a\0,\0b\0\n\0"), NULL, "--encoding UTF-16LE");
	check_refused(BYTES("\0a\0,\0b\0\n"), NULL, "--encoding UTF-16BE");
	check_refused(BYTES("\xFF\xFE" "a\0\0\0"), NULL, "NUL");
}

TEST(encoding_against_the_mark_is_refused)
{
	check_refused(BYTES("\xFF\xFE" "a\0"), "UTF-8", "UTF-16LE");
	check_refused(BYTES("a"), "klingon", "no encoding 'klingon'");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			utf8_is_taken_as_it_is_with_and_without_a_mark),
		cmocka_unit_test(utf16_is_known_by_its_mark),
		cmocka_unit_test(utf16_pairs_become_one_character),
		cmocka_unit_test(
			stray_byte_behind_utf16_is_left_out_with_a_note),
		cmocka_unit_test(windows_1252_is_read_when_asked_for),
		cmocka_unit_test(bad_bytes_are_refused_with_their_place),
		cmocka_unit_test(
			nul_is_no_text_and_may_be_utf16_without_a_mark),
		cmocka_unit_test(encoding_against_the_mark_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
