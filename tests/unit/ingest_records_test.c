#include "tests/unit/ingest_help.h"

#include <dirent.h>
#include <jansson.h>

/* All records as "line:cell|cell;line:cell" or the error's words. */
static void records_text(struct strbuf *out, struct err *err,
			 const char *bytes, size_t len, char delimiter)
{
	struct source src = source_of(bytes, len);
	struct diags diags = { 0 };
	struct lines lines;
	struct records records = { 0 };
	const struct record *rec;
	int ret = lines_begin(&lines, &src, NULL, &diags, err);

	if (!ret) {
		records_begin(&records, &lines, delimiter);
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
			     const char *want, int line)
{
	struct strbuf got = STRBUF_INIT;
	struct err err = { 0 };

	records_text(&got, &err, bytes, len, delimiter);
	if (err.code ? !strstr(got.s, want) : strcmp(got.s, want) != 0) {
		print_error("got \"%s\", wanted \"%s\"\n", got.s, want);
		_fail(__FILE__, line);
	}
	strbuf_release(&got);
}
#define check_records(bytes, want) \
	check_records_at(BYTES(bytes), ',', (want), __LINE__)

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
	check_records_at(BYTES("a;\"b;c\";d,e\n"), ';', "1:a|b;c|d,e",
			 __LINE__);
	check_records_at(BYTES("a\t\"b\tc\"\td e\n"), '\t', "1:a|b\tc|d e",
			 __LINE__);
	check_records_at(BYTES("a\t\tb\n\"x\"\t\ty\n"), '\t',
			 "1:a||b;2:x||y", __LINE__);
	check_records_at(BYTES("a|b\n"), '|', "1:a|b", __LINE__);
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
	records_text(&got, &err, bytes.s, bytes.len, ',');
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

/* ---- public suites, where they are beside the repository --------------- */

#define SUITES "../shared/suites/"

static char *read_all(const char *dir, const char *name, size_t *len)
{
	struct strbuf sb = STRBUF_INIT;
	char path[512];
	struct err err;

	snprintf(path, sizeof path, "%s/%s", dir, name);
	assert_int_equal(file_read(&sb, path, 1 << 20, &err), 0);
	*len = sb.len;
	return sb.len ? strbuf_detach(&sb) : xstrdup("");
}

/* Equal but for CR: copies of the suites may have lost theirs. */
static bool same_text(const struct cell *cell, const char *want)
{
	for (uint32_t i = 0; i < cell->len; i++) {
		if (cell->s[i] == '\r')
			continue;
		want += *want == '\r';
		if (*want++ != cell->s[i])
			return false;
	}
	return !*want;
}

static void check_cell(const struct record *rec, size_t i, json_t *want,
		       const char *name)
{
	const char *text = json_string_value(want);

	if (!text || !same_text(&rec->cell[i], text))
		fail_msg("%s:%lld: cell %zu is '%.*s', wanted '%s'", name,
			 (long long)rec->line, i, (int)rec->cell[i].len,
			 rec->cell[i].s, text);
}

/* Truth is a list of lists, or of objects by the header. */
static void check_against(const char *bytes, size_t len, json_t *truth,
			  const char *encoding, const char *name)
{
	struct source src = source_of(bytes, len);
	struct diags diags = { 0 };
	struct lines lines;
	struct records records;
	const struct record *rec;
	char *header[64] = { NULL };
	size_t row = 0, n_header = 0;
	struct err err;

	assert_int_equal(lines_begin(&lines, &src, encoding, &diags, &err), 0);
	records_begin(&records, &lines, ',');
	while (records_next(&records, &rec, &err) > 0) {
		json_t *want = json_array_get(truth, row);
		bool objects = json_is_object(json_array_get(truth, 0)) ||
			!json_array_size(truth);

		if (objects && !n_header) {
			for (; n_header < rec->n; n_header++)
				header[n_header] =
					xstrndup(rec->cell[n_header].s,
						 rec->cell[n_header].len);
			continue;
		}
		assert_non_null(want);
		for (size_t i = 0; i < rec->n; i++)
			check_cell(rec, i, objects ?
				   json_object_get(want, header[i]) :
				   json_array_get(want, i), name);
		row++;
	}
	assert_int_equal(row, json_array_size(truth));
	for (size_t i = 0; i < n_header; i++)
		free(header[i]);
	records_end(&records);
	lines_end(&lines);
	source_close(&src);
	diags_release(&diags);
}

static int check_suite(const char *csvs, const char *jsons)
{
	DIR *dir = opendir(csvs);
	struct dirent *e;
	int n = 0;

	while (dir && (e = readdir(dir))) {
		char json[300];
		size_t len, json_len;
		char *bytes, *text;
		json_t *truth;

		if (e->d_name[0] == '.' || !strncmp(e->d_name, "bad-", 4))
			continue;
		bytes = read_all(csvs, e->d_name, &len);
		snprintf(json, sizeof json, "%.*s.json",
			 (int)(strlen(e->d_name) - 4), e->d_name);
		text = read_all(jsons, json, &json_len);
		truth = json_loadb(text, json_len, 0, NULL);
		assert_non_null(truth);
		check_against(bytes, len, truth,
			      utf8_valid_prefix(bytes, len) < len ?
			      "latin1" : NULL, e->d_name);
		json_decref(truth);
		free(bytes);
		free(text);
		n++;
	}
	if (dir)
		closedir(dir);
	return n;
}

TEST(csv_spectrum_is_read_cell_by_cell)
{
	if (!check_suite(SUITES "csv-spectrum/csvs",
			 SUITES "csv-spectrum/json"))
		skip();
}

TEST(csv_test_data_is_read_cell_by_cell)
{
	if (!check_suite(SUITES "csv-test-data/csv",
			 SUITES "csv-test-data/json"))
		skip();
}

TEST(csv_test_data_with_broken_quotes_is_refused)
{
	static const char *const bad[] = {
		"bad-missing-quote.csv",
		"bad-quotes-with-unescaped-quote.csv",
		"bad-unescaped-quote.csv",
	};

	if (access(SUITES "csv-test-data/csv", R_OK))
		skip();
	for (size_t i = 0; i < COUNT(bad); i++) {
		struct strbuf got = STRBUF_INIT;
		struct err err = { 0 };
		size_t len;
		char *bytes = read_all(SUITES "csv-test-data/csv", bad[i],
				       &len);

		records_text(&got, &err, bytes, len, ',');
		assert_int_equal(err.code, ERR_DATA);
		check_says(err.msg, "t.csv:2:");
		strbuf_release(&got);
		free(bytes);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(records_are_cut_at_commas_and_line_ends),
		cmocka_unit_test(line_numbers_are_those_of_an_editor),
		cmocka_unit_test(quotes_are_read_as_rfc_4180_says),
		cmocka_unit_test(
			broken_quotes_refuse_the_file_with_their_place),
		cmocka_unit_test(other_delimiters_are_read_as_well),
		cmocka_unit_test(large_cells_and_rows_have_a_limit),
		cmocka_unit_test(csv_spectrum_is_read_cell_by_cell),
		cmocka_unit_test(csv_test_data_is_read_cell_by_cell),
		cmocka_unit_test(csv_test_data_with_broken_quotes_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
