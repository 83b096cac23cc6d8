#include "tests/unit/test.h"

#include "base/csv_text.h"

static void check_cell(const char *text, const char *want)
{
	struct strbuf sb = STRBUF_INIT;

	csv_put_text(&sb, text);
	assert_string_equal(sb.s ? sb.s : "", want);
	strbuf_release(&sb);
}

TEST(a_text_that_a_spreadsheet_would_run_gets_an_apostrophe)
{
	check_cell("=1+1", "\"'=1+1\"");
	check_cell("+49 30 1", "\"'+49 30 1\"");
	check_cell("-brand", "\"'-brand\"");
	check_cell("@team", "\"'@team\"");
	check_cell("\tx", "\"'\tx\"");
	check_cell("\rx", "\"'\rx\"");
	check_cell("\n=x", "\"'\n=x\"");
	check_cell("  =x", "\"'  =x\"");
	check_cell("\xC2\xA0=x", "\"'\xC2\xA0=x\"");
	check_cell("\xE3\x80\x80=x", "\"'\xE3\x80\x80=x\"");
	check_cell("＝x", "\"'＝x\"");
	check_cell("＠x", "\"'＠x\"");
	check_cell("=cmd|' /C calc'!A0", "\"'=cmd|' /C calc'!A0\"");
	check_cell("=HYPERLINK(\"http://x\",\"y\")",
		   "\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\"");
}

TEST(other_texts_stay_and_are_quoted_where_they_must)
{
	check_cell("", "");
	check_cell("a", "a");
	check_cell("a=b", "a=b");
	check_cell(" a", " a");
	check_cell("a,b", "\"a,b\"");
	check_cell("a\"b", "\"a\"\"b\"");
	check_cell("a\nb", "\"a\nb\"");
}

TEST(a_number_below_zero_stays_a_number)
{
	struct strbuf sb = STRBUF_INIT;

	csv_put_plain(&sb, "-5.25");
	assert_string_equal(sb.s, "-5.25");
	strbuf_release(&sb);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			a_text_that_a_spreadsheet_would_run_gets_an_apostrophe),
		cmocka_unit_test(
			other_texts_stay_and_are_quoted_where_they_must),
		cmocka_unit_test(a_number_below_zero_stays_a_number),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
