#include "tests/unit/ingest_help.h"

/* All records as "line:cell|cell;line:cell" or the error's words. */
static void records_text(struct strbuf *out, struct err *err,
			 const char *bytes, size_t len, char delimiter,
			 bool backslash)
{
	struct source src = source_of(bytes, len);
	struct diags diags = { 0 };
	struct lines lines;
	struct records records = { 0 };
	const struct record *rec;
	int ret = lines_begin(&lines, &src, NULL, &diags, err);

	if (!ret) {
		records_begin(&records, &lines, delimiter);
		records.backslash = backslash;
		while ((ret = records_next(&records, &rec, err)) > 0) {
			strbuf_printf(out, "%s%lld:", out->len ? ";" : "",
				      (long long)rec->line);
			for (size_t i = 0; i < rec->n; i++) {
				strbuf_puts(out, i ? "|" : "");
				strbuf_add(out, rec->cell[i].s,
					   rec->cell[i].len);
			}
		}
	}
	if (ret < 0) {
		strbuf_clear(out);
		strbuf_puts(out, err->msg);
	}
	records_end(&records);
	lines_end(&lines);
	source_close(&src);
	diags_release(&diags);
}

static void check_records_at(const char *bytes, size_t len, char delimiter,
			     bool backslash, const char *want, int line)
{
	struct strbuf got = STRBUF_INIT;
	struct err err = { 0 };

	records_text(&got, &err, bytes, len, delimiter, backslash);
	if (err.code ? !strstr(got.s, want) : strcmp(got.s, want) != 0) {
		print_error("got \"%s\", wanted \"%s\"\n", got.s, want);
		_fail(__FILE__, line);
	}
	strbuf_release(&got);
}
#define check_records(bytes, want) \
	check_records_at(BYTES(bytes), ',', false, (want), __LINE__)

TEST(a_backslash_before_a_quote_is_read_on_request_only)
{
	check_records("a,\"x \\\"y\\\"\"\n", "say --escape backslash");
	check_records_at(BYTES("a,\"x \\\"y\\\"\",\"c\\\\\"\n"), ',', true,
			 "1:a|x \"y\"|c\\", __LINE__);
	check_records_at(BYTES("a,b\\c\\\n"), ',', true, "1:a|b\\c\\",
			 __LINE__);
	check_records("a,b\\c\n", "1:a|b\\c");
}

TEST(records_are_cut_at_commas_and_line_ends)
{
	check_records("a,b\n1,2\n", "1:a|b;2:1|2");
	check_records("a,b\n1,2", "1:a|b;2:1|2");
	check_records("a,,b,\n", "1:a||b|");
	check_records("", "");
	check_records("a, b ,\tc\n", "1:a| b |\tc");
}

TEST(line_numbers_are_those_of_an_editor)
{
	check_records("a\r\nb\nc\rd", "1:a;2:b;3:c;4:d");
	check_records("a,\"x\ny\r\nz\",b\nc\n", "1:a|x\ny\r\nz|b;4:c");
	check_records("a\n\n\nb\n", "1:a;2:;3:;4:b");
	check_records("\"a\"\r\"b\"\r\n\"c\"", "1:a;2:b;3:c");
	check_records("\r\r\n\na", "1:;2:;3:;4:a");
}

TEST(quotes_are_read_as_rfc_4180_says)
{
	check_records("\"a,b\",\"c\"\"d\",\"\"\n", "1:a,b|c\"d|");
	check_records("\"a\" , \"b\"\n", "1:a|b");
	check_records("\"\"\"\"\n", "1:\"");
}

TEST(broken_quotes_refuse_the_file_with_their_place)
{
	check_records("a,b\n1,\"two\nthree", "t.csv:2: column 2 opens a quote");
	check_records("a\n\"x\"y\n", "t.csv:2: column 1: a quote inside");
	check_records("a,b\n1,x\"y\n", "t.csv:2: column 2: a quote inside");
	check_records("a\n\"", "t.csv:2: column 1 opens a quote");
}

TEST(other_delimiters_are_read_as_well)
{
	check_records_at(BYTES("a;\"b;c\";d,e\n"), ';', false, "1:a|b;c|d,e",
			 __LINE__);
	check_records_at(BYTES("a\t\"b\tc\"\td e\n"), '\t', false, "1:a|b\tc|d e",
			 __LINE__);
	check_records_at(BYTES("a\t\tb\n\"x\"\t\ty\n"), '\t', false,
			 "1:a||b;2:x||y", __LINE__);
	check_records_at(BYTES("a|b\n"), '|', false, "1:a|b", __LINE__);
}

/* One row of n copies of text. */
static void check_large(const char *text, size_t n, const char *tail,
			const char *want)
{
	struct strbuf bytes = STRBUF_INIT, got = STRBUF_INIT;
	struct err err = { 0 };

	for (size_t i = 0; i < n; i++)
		strbuf_puts(&bytes, text);
	strbuf_puts(&bytes, tail);
	records_text(&got, &err, bytes.s, bytes.len, ',', false);
	if (want)
		check_says(got.s, want);
	else
		assert_int_equal(err.code, ERR_NONE);
	strbuf_release(&bytes);
	strbuf_release(&got);
}

TEST(large_cells_and_rows_have_a_limit)
{
	check_large("x", 300000, "\n", NULL);
	check_large("a,", 400, "\n", NULL);
	check_large("x", 2000000, "\n", "1024 KB in one cell");
	check_large("\"x\nx\"\"", 1, "\n", "opens a quote");
	check_large("a,", 5000, "\n", "more than 4096 columns");
	check_large("\"a\",", 5000, "\n", "more than 4096 columns");
	check_large("x", 9000000, "", "longer than 8 MB");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			a_backslash_before_a_quote_is_read_on_request_only),
		cmocka_unit_test(records_are_cut_at_commas_and_line_ends),
		cmocka_unit_test(line_numbers_are_those_of_an_editor),
		cmocka_unit_test(quotes_are_read_as_rfc_4180_says),
		cmocka_unit_test(
			broken_quotes_refuse_the_file_with_their_place),
		cmocka_unit_test(other_delimiters_are_read_as_well),
		cmocka_unit_test(large_cells_and_rows_have_a_limit),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
