/* JSON records as a table: which shapes are read, which lines they stand on,
 * and what is refused. */
#include "tests/unit/ingest_help.h"

#include "ingest/json.h"

struct tabled {
	int ret;
	struct source src;
	struct json_lines lines;
	struct arena arena;
	struct err err;
};

static struct tabled table_of(const char *bytes, size_t len)
{
	struct tabled got = { .src = source_of(bytes, len) };

	got.src.name = "t.json";
	got.ret = json_to_table(&got.src, &got.lines, &got.arena, &got.err);
	return got;
}

static void release(struct tabled *got)
{
	source_close(&got->src);
	arena_release(&got->arena);
}

static void check_table(const char *json, const char *want)
{
	struct tabled got = table_of(json, strlen(json));

	if (got.ret)
		fail_msg("%s", got.err.msg);
	assert_string_equal(got.src.held.s, want);
	assert_int_equal(got.src.size, strlen(want));
	release(&got);
}

static void check_refused(const char *json, const char *words)
{
	struct tabled got = table_of(json, strlen(json));

	assert_int_equal(got.ret, -1);
	assert_int_equal(got.err.code, ERR_DATA);
	check_says(got.err.msg, words);
	release(&got);
}

TEST(an_array_lines_and_an_answer_give_the_same_table)
{
	static const char want[] = "\"a\",\"b\"\n1,\"x\"\n2,\n";

	check_table("[{\"a\":1,\"b\":\"x\"},{\"a\":2}]", want);
	check_table("{\"a\":1,\"b\":\"x\"}\n\n{\"a\":2}\n", want);
	check_table("{\"a\":1,\"b\":\"x\"} {\"a\":2}", want);
	check_table("\xEF\xBB\xBF {\"meta\":{\"n\":[1]},\"data\": [\n"
		    "{\"a\":1,\"b\":\"x\"} ,\n{\"a\":2}\n], \"next\":null}",
		    want);
}

TEST(one_object_with_a_list_of_its_own_is_a_record)
{
	check_table("{\"id\":7,\"steps\":[{\"n\":1}]}", "\"id\"\n7\n");
}

TEST(values_become_cells_as_an_export_writes_them)
{
	check_table("[{\"t\":\"a \\\"b\\\",\\nc\",\"n\":null,\"y\":true,"
		    "\"no\":false,\"r\":0.25,\"e\":1e3,\"s\":1.5e-7,"
		    "\"i\":9007199254740993,\"o\":{\"k\":\"v\",\"d\":{}},"
		    "\"l\":[1]}]",
		    "\"t\",\"n\",\"y\",\"no\",\"r\",\"e\",\"s\",\"i\","
		    "\"o.k\"\n\"a \"\"b\"\",\nc\",,yes,no,0.25,1000,"
		    "0.00000015,9007199254740993,\"v\"\n");
}

TEST(a_record_has_the_line_it_begins_on)
{
	static const char json[] = "[\n{\"a\":\n1},\n\n  {\"a\":2},{\"a\":3}]";
	struct tabled got = table_of(BYTES(json));

	assert_int_equal(got.ret, 0);
	assert_int_equal(got.lines.n, 4);
	assert_int_equal(got.lines.line[0], 2);
	assert_int_equal(got.lines.line[1], 2);
	assert_int_equal(got.lines.line[2], 5);
	assert_int_equal(got.lines.line[3], 5);
	release(&got);
}

TEST(what_is_no_list_of_records_is_refused_with_its_line)
{
	check_refused("[]", "holds no record");
	check_refused("{}", "holds no record");
	check_refused("[{\"a\":1},\n{\"a\":2}", "t.json:2: this is no JSON");
	check_refused("[{\"a\":1}\n{\"a\":2}]", "t.json:2: this is no JSON");
	check_refused("[{\"a\":1},\n{\"a\":", "t.json:2: this is no JSON");
	check_refused("[1,2]", "t.json:1: here stands no JSON record");
	check_refused("{\"a\":1}\n{\"a\":}", "t.json:2: here stands no JSON");
	check_refused("{\"a\":1,\"a\":2}", "each key once");
	check_refused("{\"a\":\"\\u0000\"}", "here stands no JSON record");
	check_refused("{\"a\":1}\n}", "t.json:2: this is no JSON");
}

TEST(a_value_is_never_part_of_a_refusal)
{
	struct tabled got = table_of(BYTES("[{\"name\":\"Ana Roth\",}]"));

	assert_int_equal(got.ret, -1);
	assert_null(strstr(got.err.msg, "Ana"));
	release(&got);
}

TEST(deep_and_large_records_are_refused)
{
	size_t n = JSON_RECORD_MAX + 64;
	char *text = xmalloc(n);
	struct tabled got;

	memset(text, '[', n);
	memcpy(text, "{\"a\":", 5);
	got = table_of(text, n);
	assert_int_equal(got.ret, -1);
	release(&got);
	memset(text + 5, 'x', n - 5);
	text[5] = text[n - 2] = '"';
	text[n - 1] = '}';
	got = table_of(text, n);
	assert_int_equal(got.ret, -1);
	check_says(got.err.msg, "a record holds more than 1 MB");
	release(&got);
	free(text);
}

TEST(json_is_told_from_a_table_by_its_first_bytes)
{
	assert_true(json_sniff(BYTES("\xEF\xBB\xBF\n{\"a\":1}")));
	assert_true(json_sniff(BYTES("[ {\"a\":1}]")));
	assert_true(json_sniff(BYTES("[]")));
	assert_false(json_sniff(BYTES("[exact],Campaign\n")));
	assert_false(json_sniff(BYTES("[")));
	assert_false(json_sniff(BYTES("a,b\n")));
	assert_false(json_sniff("", 0));
}

TEST(a_row_set_aside_names_the_line_of_the_json)
{
	static const char json[] =
		"[{\"date\":\"2026-05-04\",\"score\":4},\n\n"
		"{\"date\":\"never\",\"score\":4}]";
	struct store *s = memory_store();
	struct config c = config_of_test();
	struct imported got = import_bytes(s, &c, BYTES(json), NULL);

	check_account(&got, 2, 1, 0, 0, 1);
	assert_string_equal(got.report.entry.delimiter, "JSON");
	assert_int_equal(diag_find(&got.report, "bad-date")->line, 3);
	import_report_release(&got.report);
	store_close(s);
	arena_release(&c.arena);
}

TEST(an_encoding_for_json_is_refused)
{
	struct import_options o = { .encoding = "windows-1252" };
	struct store *s = memory_store();
	struct config c = config_of_test();
	struct imported got = import_bytes(s, &c, BYTES("[{\"a\":1}]"), &o);

	assert_int_equal(got.ret, -1);
	assert_int_equal(got.err.code, ERR_USAGE);
	check_says(got.err.msg, "leave --encoding away");
	import_report_release(&got.report);
	store_close(s);
	arena_release(&c.arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			an_array_lines_and_an_answer_give_the_same_table),
		cmocka_unit_test(
			one_object_with_a_list_of_its_own_is_a_record),
		cmocka_unit_test(
			values_become_cells_as_an_export_writes_them),
		cmocka_unit_test(a_record_has_the_line_it_begins_on),
		cmocka_unit_test(
			what_is_no_list_of_records_is_refused_with_its_line),
		cmocka_unit_test(a_value_is_never_part_of_a_refusal),
		cmocka_unit_test(deep_and_large_records_are_refused),
		cmocka_unit_test(json_is_told_from_a_table_by_its_first_bytes),
		cmocka_unit_test(a_row_set_aside_names_the_line_of_the_json),
		cmocka_unit_test(an_encoding_for_json_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
