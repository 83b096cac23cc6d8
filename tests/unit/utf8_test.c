#include "tests/unit/test.h"

#include "base/utf8.h"

static void check_valid(const char *bytes, size_t len, size_t want)
{
	size_t got = utf8_valid_prefix(bytes, len);

	if (got != want)
		fail_msg("valid to byte %zu, wanted %zu", got, want);
}

#define VALID(s) check_valid((s), sizeof (s) - 1, sizeof (s) - 1)
#define INVALID(s, at) check_valid((s), sizeof (s) - 1, (at))

TEST(utf8_valid_text_is_valid_to_its_end)
{
	VALID("");
	VALID("plain text, longer than eight bytes");
	VALID("Paid social — Q3 “α” 😀");
	VALID("a\0b");
	VALID("\xEF\xBF\xBD");			/* U+FFFD */
	VALID("\xF4\x8F\xBF\xBF");		/* U+10FFFF */
	VALID("\xED\x9F\xBF\xEE\x80\x80");	/* around the surrogates */
}

TEST(utf8_invalid_text_is_valid_to_the_first_bad_byte)
{
	INVALID("\x80", 0);
	INVALID("ok\xFF", 2);
	INVALID("0123456789\xC3", 10);		/* cut off */
	INVALID("01234567\xE2\x80", 8);
	INVALID("\xC0\xAF", 0);			/* overlong */
	INVALID("\xC1\xBF", 0);
	INVALID("\xE0\x80\xAF", 0);
	INVALID("\xF0\x80\x80\xAF", 0);
	INVALID("a\xED\xA0\x80", 1);		/* surrogates */
	INVALID("a\xED\xBF\xBF", 1);
	INVALID("\xEF\xBF\xBE", 0);		/* U+FFFE, U+FFFF */
	INVALID("\xEF\xBF\xBF", 0);
	INVALID("\xF4\x90\x80\x80", 0);		/* above U+10FFFF */
	INVALID("\xF5\x80\x80\x80", 0);
	INVALID("Gr\xFC\xDF" "e", 2);		/* Latin-1 */
}

TEST(utf8_put_and_next_agree_on_every_character)
{
	struct strbuf sb = STRBUF_INIT;

	for (uint32_t cp = 1; cp <= 0x10FFFF; cp++) {
		const char *p;

		if (cp == 0xD800)
			cp = 0xE000;
		strbuf_clear(&sb);
		utf8_put(&sb, cp);
		p = sb.s;
		if (utf8_next(&p, sb.s + sb.len) != cp || p != sb.s + sb.len)
			fail_msg("U+%04X", (unsigned int)cp);
		if (cp != 0xFFFE && cp != 0xFFFF &&
		    utf8_valid_prefix(sb.s, sb.len) != sb.len)
			fail_msg("U+%04X is not valid", (unsigned int)cp);
	}
	strbuf_release(&sb);
}

TEST(utf8_next_never_leaves_the_text)
{
	const char cut[] = "\xE2\x80";
	const char *p = cut, *end = cut + 2;

	utf8_next(&p, end);
	assert_ptr_equal(p, end);
	assert_int_equal(utf8_next(&p, end), 0);
}

TEST(utf8_width_counts_columns)
{
	assert_int_equal(utf8_width(""), 0);
	assert_int_equal(utf8_width("rework"), 6);
	assert_int_equal(utf8_width("Grüße"), 5);
	assert_int_equal(utf8_width("u\u0308"), 1);	/* combining */
	assert_int_equal(utf8_width("日本"), 4);		/* wide */
	assert_int_equal(utf8_width("a\u200Bb"), 2);	/* zero width */
	assert_int_equal(utf8_count("Grüße"), 5);
	assert_int_equal(utf8_count("😀"), 1);
}

TEST(utf8_fit_keeps_whole_characters_and_their_marks)
{
	assert_int_equal(utf8_fit("rework", 3), 3);
	assert_int_equal(utf8_fit("rework", 99), 6);
	assert_int_equal(utf8_fit("rework", 0), 0);
	assert_int_equal(utf8_fit("üb", 1), 2);
	assert_int_equal(utf8_fit("日本", 3), 3);
	assert_int_equal(utf8_fit("u\u0308b", 1), 3);
}

static void check_fold(const char *s, const char *want)
{
	struct arena a = { 0 };
	char *folded = utf8_fold(&a, s);

	assert_string_equal(folded, want);
	assert_string_equal(utf8_fold(&a, folded), want);
	arena_release(&a);
}

TEST(utf8_fold_makes_headers_comparable)
{
	check_fold("", "");
	check_fold("   ", "");
	check_fold(" Start   Date ", "start date");
	check_fold("Kosten\u00A0(EUR)", "kosten (eur)");
	check_fold("1\u202F234", "1 234");
	check_fold("\uFEFFTask ID", "task id");
	check_fold("a\u200Bb", "ab");
	check_fold("STRASSE", "strasse");
	check_fold("Straße", "strasse");
	check_fold("A\u0308nderung", "änderung");
	check_fold("Ｆｕｌｌ　Ｗｉｄｔｈ", "full width");
	check_fold("line\r\nbreak\there", "line break here");
	check_fold("ΑΣΑΣ", "ασασ");
}

static void check_trim(const char *s, const char *want)
{
	size_t len = strlen(s);

	utf8_trim(&s, &len);
	assert_int_equal(len, strlen(want));
	assert_memory_equal(s, want, len);
}

TEST(utf8_trim_takes_every_kind_of_blank)
{
	check_trim("", "");
	check_trim(" \t\r\n", "");
	check_trim("  a b ", "a b");
	check_trim("\u00A0\u2009x\u3000", "x");
	check_trim("ü\u00A0", "ü");
	check_trim("\u00A0", "");
	check_trim("à", "à");		/* ends in the byte 0xA0 */
}

static void check_escape(const char *s, size_t len, const char *want)
{
	struct strbuf sb = STRBUF_INIT;

	utf8_escape(&sb, s, len);
	assert_string_equal(sb.s, want);
	strbuf_release(&sb);
}

TEST(utf8_escape_leaves_no_control_character)
{
	check_escape("Grüße", 7, "Grüße");
	check_escape("a\nb\x1B[2J", 7, "a\\x0Ab\\x1B[2J");
	check_escape("a\0b", 3, "a\\x00b");
	check_escape("\x7F", 1, "\\x7F");
	check_escape("\xC2\x9B", 2, "\\xC2\\x9B");	/* C1 */
	check_escape("\u202Ex", 4, "\\xE2\\x80\\xAEx");	/* turns the line */
	check_escape("\xFFok", 3, "\\xFFok");
	check_escape("\xE2\x80", 2, "\\xE2\\x80");
}

static void check_slug(const char *s, const char *want)
{
	struct arena a = { 0 };

	assert_string_equal(utf8_slug(&a, s), want);
	arena_release(&a);
}

TEST(utf8_slug_is_safe_in_a_path)
{
	check_slug("Paid social — Q3", "paid-social-q3");
	check_slug("Grüße & Küsse", "grusse-kusse");
	check_slug("../../etc/passwd", "etc-passwd");
	check_slug("--a--", "a");
	check_slug("", "x");
	check_slug("日本", "x");
	check_slug("/", "x");
	check_slug("0123456789012345678901234567890123456789abc",
		   "0123456789012345678901234567890123456789");
	check_slug("012345678901234567890123456789012345678 abc",
		   "012345678901234567890123456789012345678");
}

TEST(text_distance_counts_edits)
{
	assert_int_equal(text_distance("", ""), 0);
	assert_int_equal(text_distance("", "abc"), 3);
	assert_int_equal(text_distance("abc", ""), 3);
	assert_int_equal(text_distance("kitten", "sitting"), 3);
	assert_int_equal(text_distance("outcmoe", "outcome"), 1);
	assert_int_equal(text_distance("ca", "abc"), 3);
	assert_int_equal(text_distance("same", "same"), 0);
}

TEST(text_nearest_says_did_you_mean)
{
	const char *const names[] = { "weekly", "quarterly", "monthly" };

	assert_string_equal(text_nearest("weakly", names, 3), "weekly");
	assert_string_equal(text_nearest("quaterly", names, 3), "quarterly");
	assert_string_equal(text_nearest("monthyl", names, 3), "monthly");
	assert_null(text_nearest("yearly-plan", names, 3));
	/* the same word in another case, however long its way by letters */
	assert_string_equal(text_nearest("MONTHLY", names, 3), "monthly");
	assert_null(text_nearest("", names, 3));
	assert_null(text_nearest("weekly", names, 0));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(utf8_valid_text_is_valid_to_its_end),
		cmocka_unit_test(
			utf8_invalid_text_is_valid_to_the_first_bad_byte),
		cmocka_unit_test(utf8_put_and_next_agree_on_every_character),
		cmocka_unit_test(utf8_next_never_leaves_the_text),
		cmocka_unit_test(utf8_width_counts_columns),
		cmocka_unit_test(
			utf8_fit_keeps_whole_characters_and_their_marks),
		cmocka_unit_test(utf8_fold_makes_headers_comparable),
		cmocka_unit_test(utf8_trim_takes_every_kind_of_blank),
		cmocka_unit_test(utf8_escape_leaves_no_control_character),
		cmocka_unit_test(utf8_slug_is_safe_in_a_path),
		cmocka_unit_test(text_distance_counts_edits),
		cmocka_unit_test(text_nearest_says_did_you_mean),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
