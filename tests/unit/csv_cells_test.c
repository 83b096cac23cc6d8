/*
 * Cells as the CSV reader hands them out: nothing trimmed, nothing lost.
 *
 *	csv_cells FILE		prints them as JSON, one record a line, for
 *				tests/suites; a refusal goes to stderr, 1
 */
#include "tests/unit/ingest_help.h"

#include "ingest/dialect.h"

#define DIALECT_BYTES ((size_t)64 << 10)

/* Read a source as an import reads it; text gets "a|b|" a record, a line
 * break inside a cell is ~. */
static int read_cells(struct strbuf *text, struct source *src, bool wrapped,
		      struct err *err, void (*put)(const struct record *,
						   struct strbuf *))
{
	struct diags diags = { 0 };
	struct dialect dialect;
	struct lines lines;
	struct records records = { 0 };
	const struct record *rec;
	int ret = lines_begin(&lines, src, NULL, &diags, err);

	if (!ret) {
		dialect_guess(&dialect, lines.text.s, lines.text.len <
			      DIALECT_BYTES ? lines.text.len : DIALECT_BYTES);
		records_begin(&records, &lines, dialect.delimiter);
		records.wrapped = wrapped;
		while ((ret = records_next(&records, &rec, err)) > 0)
			put(rec, text);
	}
	records_end(&records);
	lines_end(&lines);
	diags_release(&diags);
	return ret;
}

static void put_short(const struct record *rec, struct strbuf *out)
{
	for (size_t i = 0; i < rec->n; i++) {
		for (uint32_t k = 0; k < rec->cell[i].len; k++)
			strbuf_putc(out, rec->cell[i].s[k] == '\n' ? '~' :
				    rec->cell[i].s[k]);
		strbuf_putc(out, '|');
	}
	strbuf_printf(out, "%lld-%lld\n", (long long)rec->line,
		      (long long)rec->last_line);
}

static void put_json(const struct record *rec, struct strbuf *out)
{
	for (size_t i = 0; i < rec->n; i++) {
		strbuf_puts(out, i ? ",\"" : "[\"");
		for (uint32_t k = 0; k < rec->cell[i].len; k++) {
			unsigned char c = (unsigned char)rec->cell[i].s[k];

			if (c == '"' || c == '\\' || c < ' ')
				strbuf_printf(out, "\\u%04x", c);
			else
				strbuf_putc(out, (char)c);
		}
		strbuf_putc(out, '"');
	}
	strbuf_puts(out, "]\n");
}

static void check_cells(const char *bytes, size_t len, bool wrapped,
			const char *want)
{
	struct source src = source_of(bytes, len);
	struct strbuf got = STRBUF_INIT;
	struct err err = { 0 };
	int ret = read_cells(&got, &src, wrapped, &err, put_short);

	if (ret)
		strbuf_puts(&got, err.msg);
	if (!strstr(got.s, want) || (!ret && strcmp(got.s, want)))
		fail_msg("wanted:\n%s\ngot:\n%s", want, got.s);
	strbuf_release(&got);
	source_close(&src);
}

TEST(blanks_stay_and_quotes_go)
{
	check_cells(BYTES("a, b ,\"c\"\n1,\"\",\" x\"\n"), false,
		    "a| b |c|1-1\n1|| x|2-2\n");
}

TEST(a_blank_before_a_quote_is_no_text)
{
	check_cells(BYTES("a,b\n1, \"x, y\"\n"), false,
		    "a|b|1-1\n1|x, y|2-2\n");
}

TEST(line_ends_may_be_mixed_and_the_last_may_lack)
{
	check_cells(BYTES("a,b\r\n1,2\n3,4\r5,6"), false,
		    "a|b|1-1\n1|2|2-2\n3|4|3-3\n5|6|4-4\n");
}

TEST(a_line_break_in_quotes_counts_as_a_physical_line)
{
	check_cells(BYTES("a,b\n\"x\ny\",2\n3,4\n"), false,
		    "a|b|1-1\nx~y|2|2-3\n3|4|4-4\n");
}

TEST(a_tab_file_of_any_name_is_parted_by_tabs)
{
	check_cells(BYTES("a\tb,c\n1\t2\n"), false, "a|b,c|1-1\n1|2|2-2\n");
}

TEST(utf16_of_both_orders_has_its_sep_line_and_may_end_oddly)
{
	check_cells(BYTES("\xFF\xFEs\0e\0p\0=\0;\0\n\0a\0;\0b\0\n\0\x04"),
		    false, "sep=||1-1\na|b|2-2\n");
	check_cells(BYTES("\xFE\xFF\0s\0e\0p\0=\0;\0\n\0a\0;\0b\0\n"),
		    false, "sep=||1-1\na|b|2-2\n");
}

TEST(rows_in_one_pair_of_quotes_are_read_inside)
{
	check_cells(BYTES("\"a,b\"\n\"1,\"\"x, y\"\"\"\n2,3\n"), true,
		    "a|b|1-1\n1|x, y|2-2\n2|3|3-3\n");
	check_cells(BYTES("\"a,b\"\n\"1,\"\"x\"\n"), true,
		    "t.csv:2: column 2");
}

TEST(a_nul_and_a_quote_that_stays_open_name_their_place)
{
	check_cells(BYTES("a,b\n1,\0\n"), false, "t.csv:2: byte 6 is NUL");
	check_cells(BYTES("a,b\n1,\"x\n"), false,
		    "t.csv:2: column 2 opens a quote");
	check_cells(BYTES("a,b\n1,x\"y\"\n"), false, "t.csv:2: column 2");
}

TEST(a_cell_of_100_kb_and_a_row_of_500_columns_are_read)
{
	struct strbuf file = STRBUF_INIT, want = STRBUF_INIT;

	for (int i = 0; i < 500; i++)
		strbuf_printf(&file, "%sc%d", i ? "," : "", i);
	strbuf_puts(&file, "\n\"");
	for (int i = 0; i < 100 << 10; i++)
		strbuf_putc(&file, 'x');
	strbuf_putc(&file, '"');
	for (int i = 1; i < 500; i++)
		strbuf_puts(&file, ",1");
	strbuf_putc(&file, '\n');
	for (int i = 0; i < 500; i++)
		strbuf_printf(&want, "c%d|", i);
	strbuf_puts(&want, "1-1\n");
	for (int i = 0; i < 100 << 10; i++)
		strbuf_putc(&want, 'x');
	for (int i = 1; i < 500; i++)
		strbuf_puts(&want, "|1");
	strbuf_puts(&want, "|2-2\n");
	check_cells(file.s, file.len, false, want.s);
	strbuf_release(&file);
	strbuf_release(&want);
}

static int print_file(const char *path)
{
	struct strbuf out = STRBUF_INIT;
	struct source src;
	struct err err = { 0 };
	int ret = source_open(&src, path, &err) ||
		read_cells(&out, &src, false, &err, put_json);

	fputs(ret ? "" : out.s, stdout);
	if (ret)
		fprintf(stderr, "%s\n", err.msg);
	strbuf_release(&out);
	source_close(&src);
	return ret;
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(blanks_stay_and_quotes_go),
		cmocka_unit_test(a_blank_before_a_quote_is_no_text),
		cmocka_unit_test(line_ends_may_be_mixed_and_the_last_may_lack),
		cmocka_unit_test(
			a_line_break_in_quotes_counts_as_a_physical_line),
		cmocka_unit_test(a_tab_file_of_any_name_is_parted_by_tabs),
		cmocka_unit_test(
			utf16_of_both_orders_has_its_sep_line_and_may_end_oddly),
		cmocka_unit_test(rows_in_one_pair_of_quotes_are_read_inside),
		cmocka_unit_test(
			a_nul_and_a_quote_that_stays_open_name_their_place),
		cmocka_unit_test(
			a_cell_of_100_kb_and_a_row_of_500_columns_are_read),
	};

	if (argc == 2)
		return print_file(argv[1]);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
