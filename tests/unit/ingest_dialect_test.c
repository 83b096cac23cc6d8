#include "tests/unit/test.h"

#include "ingest/dialect.h"

static void check_delimiter(const char *text, char want, const char *evidence)
{
	struct dialect d;

	dialect_guess(&d, text, strlen(text));
	if (d.delimiter != want)
		fail_msg("'%c' for \"%s\": %s", d.delimiter, text, d.evidence);
	check_says(d.evidence, evidence);
}

TEST(the_delimiter_is_what_cuts_most_lines_alike)
{
	check_delimiter("a,b,c\n1,2,3\n", ',', "2 of the first 2 lines have 3");
	check_delimiter("a;b\n1,5;2,5\n3,5;1,5\n", ';', "next best ,");
	check_delimiter("a\tb\n\"1,2\"\t\"3,4\"\n", '\t', "have 2 cells");
	check_delimiter("a|b\n1|2\n", '|', "have 2 cells");
}

TEST(lines_above_the_header_do_not_mislead)
{
	check_delimiter("Report\nJuly 8, 2025 - July 31, 2025\n"
			"a\tb\tc\nx;y\t2\t3\nx;y\t2\t3\nx\t2\t3\n", '\t',
			"4 of the first 6 lines have 3 cells");
	check_delimiter("# one, two\n\n\na;b;c\n1;2;3\n4;5;6\n", ';',
			"3 of the first 4 lines");
}

TEST(delimiters_in_quotes_do_not_count)
{
	check_delimiter("a;b\n\"x,y,\nz,1\";\"2,3,4,5\"\n\"1,1\";2\n", ';',
			"3 of the first 3 lines");
}

TEST(a_sep_line_decides)
{
	struct dialect d;

	check_delimiter("sep=;\na,b;c\n", ';', "sep=;");
	check_delimiter("sep=\t\r\na,b\tc\n", '\t', "sep=TAB");
	dialect_guess(&d, "sep=,x\n", 7);
	assert_false(d.sep_line);
}

TEST(one_column_has_no_delimiter)
{
	check_delimiter("a\n1\n", ',', "one column");
	check_delimiter("", ',', "one column");
}

static void check_foreign(const char *bytes, size_t len, const char *what)
{
	const char *got = sniff_foreign(bytes, len);

	if (!what)
		assert_null(got);
	else
		check_says(got ? got : "a CSV", what);
}
#define FOREIGN(s, what) check_foreign((s), sizeof (s) - 1, (what))

TEST(what_is_no_csv_is_told_apart)
{
	FOREIGN("PK\003\004....", "XLSX");
	FOREIGN("\037\213\010", "gzip");
	FOREIGN("%PDF-1.7", "PDF");
	FOREIGN("\n <!DOCTYPE html>", "HTML");
	FOREIGN("\xEF\xBB\xBF<html>", "HTML");
	FOREIGN("{\"a\":1}", "JSON");
	FOREIGN("[{\"a\":1}]", "JSON");
	FOREIGN("[exact],1\n", NULL);
	FOREIGN("a,b\n", NULL);
	FOREIGN("", NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_delimiter_is_what_cuts_most_lines_alike),
		cmocka_unit_test(lines_above_the_header_do_not_mislead),
		cmocka_unit_test(delimiters_in_quotes_do_not_count),
		cmocka_unit_test(a_sep_line_decides),
		cmocka_unit_test(one_column_has_no_delimiter),
		cmocka_unit_test(what_is_no_csv_is_told_apart),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
