/* Files that cannot be understood: exit code and the words that help. */
#include "tests/unit/ingest_help.h"

#define HEAD "item_id,reviewed_at,workflow,step,outcome\n"
#define ADS "Campaign,Currency code,Impr.,Cost,Clicks,CTR,Day\n"

struct refusal {
	const char *what;
	const char *bytes;
	size_t len;
	struct import_options options;
	enum err_code code;
	const char *says[3];
};

static const struct refusal refusals[] = {
	{ "empty file", BYTES(""), { 0 }, ERR_DATA, { "is empty" } },
	{ "only a mark", BYTES("\xEF\xBB\xBF"), { 0 }, ERR_DATA,
	  { "none of the first lines" } },
	{ "unterminated quote", BYTES(HEAD "A-1,2026-05-04,\"blog,d,usable\n"),
	  { 0 }, ERR_DATA, { "t.csv:2: column 3", "never closed" } },
	{ "text behind a quote", BYTES(HEAD "A-1,2026-05-04,\"b\"x,d,usable\n"),
	  { 0 }, ERR_DATA, { "t.csv:2: column 3", "closing quote" } },
	{ "quote in a cell", BYTES(HEAD "A-1,2026-05-04,b\"log,d,usable\n"),
	  { 0 }, ERR_DATA, { "t.csv:2: column 3" } },
	{ "UTF-16 without a mark",
	  BYTES("i\0t\0e\0m\0_\0i\0d\0,\0a\0\n\0"), { 0 }, ERR_DATA,
	  { "--encoding UTF-16LE" } },
	{ "invalid UTF-8", BYTES(HEAD "A-1,2026-05-04,b\xE9\xE8\xEA\xEB,d,usable\n"),
	  { 0 }, ERR_DATA, { "t.csv:2:", "byte 58 (0xE9)", "--encoding" } },
	{ "overlong UTF-8", BYTES(HEAD "A-1,2026-05-04,\xC0\xAF,d,usable\n"),
	  { 0 }, ERR_DATA, { "0xC0" } },
	{ "NUL in a cell", BYTES(HEAD "A-1,2026-05-04,b\0,d,usable\n"), { 0 },
	  ERR_DATA, { "t.csv:2:", "NUL" } },
	{ "only NULs", BYTES("\0\0\0\0\0\0\0\0"), { 0 }, ERR_DATA, { "NUL" } },
	{ "HTML page", BYTES("<!DOCTYPE html><html>"), { 0 }, ERR_DATA,
	  { "HTML", "download the export again" } },
	{ "XLSX renamed", BYTES("PK\003\004\024\0\0\0"), { 0 }, ERR_DATA,
	  { "XLSX" } },
	{ "gzip renamed", BYTES("\037\213\010\0"), { 0 }, ERR_DATA,
	  { "gzip" } },
	{ "JSON", BYTES("[{\"a\":1}\n"), { 0 }, ERR_DATA,
	  { "t.csv:2: this is no JSON" } },
	{ "no profile", BYTES("foo,bar\n1,2\n"), { 0 }, ERR_DATA,
	  { "none of the first lines", "--profile" } },
	{ "nearly a profile",
	  BYTES("Unique Id,Send Date,Unique Opens,Title\n1,2,3,4\n"), { 0 },
	  ERR_DATA, { "'mailchimp' (3 of the 5 headers", "Send Weekday" } },
	{ "a required column missing",
	  BYTES("item_id,reviewed_at,step,outcome\nA,2026-05-04,d,usable\n"),
	  { 0 }, ERR_DATA, { "canonical-corrections", "lacks", "workflow" } },
	{ "no outcome and no minutes",
	  BYTES("item_id,reviewed_at,workflow,step\nA,2026-05-04,b,d\n"), { 0 },
	  ERR_DATA, { "'outcome'", "'correction_minutes'" } },
	{ "undecidable dates", BYTES(HEAD "A,03/04/2026,b,d,usable\n"), { 0 },
	  ERR_DATA, { "t.csv:2: column 'reviewed_at'", "--date-order" } },
	{ "both orders proved",
	  BYTES(HEAD "A,28/04/2026,b,d,usable\nB,04/28/2026,b,d,usable\n"),
	  { 0 }, ERR_DATA, { "t.csv:2:", "line 3", "--date-order" } },
	{ "undecidable numbers",
	  BYTES(ADS "A,EUR,\"1,204\",3,4,,2026-05-04\n"), { 0 }, ERR_DATA,
	  { "t.csv:2: column 'Impr.'", "'1,204'", "--decimal" } },
	{ "both marks proved",
	  BYTES(ADS "A,EUR,1,3.5,4,,2026-05-04\n"
		"A,EUR,1,\"3,5\",4,,2026-05-05\n"),
	  { 0 }, ERR_DATA, { "column 'Cost'", "decimal comma", "line 2" } },
	{ "another currency", BYTES(ADS "A,CAD,1,3.5,4,,2026-05-04\n"), { 0 },
	  ERR_DATA, { "t.csv:2:", "CAD", "currencies: [{code: CAD" } },
	{ "mixed currencies",
	  BYTES(ADS "A,EUR,1,3.5,4,,2026-05-04\nA,USD,1,3.5,4,,2026-05-05\n"),
	  { 0 }, ERR_DATA, { "t.csv:3:", "USD", "never added" } },
	{ "no day and no range",
	  BYTES("Campaign,Currency code,Impr.,Cost,CTR\nA,EUR,1,3.5,1%\n"),
	  { 0 }, ERR_DATA, { "--period FROM..TO" } },
	{ "--period beside days", BYTES(ADS "A,EUR,1,3.5,4,,2026-05-04\n"),
	  { .period = "2026-05-01..2026-05-08" }, ERR_USAGE,
	  { "leave --period away" } },
	{ "--period that is none",
	  BYTES("Campaign,Currency code,Impr.,Cost,CTR\nA,EUR,1,3.5,1%\n"),
	  { .period = "May" }, ERR_USAGE, { "--period May" } },
	{ "--profile that is none", BYTES(HEAD), { .profile = "mailchip" },
	  ERR_USAGE, { "'mailchip'", "did you mean 'mailchimp'" } },
	{ "--profile that does not fit", BYTES(HEAD), { .profile = "toggl" },
	  ERR_DATA, { "'toggl'" } },
	{ "--encoding that is none", BYTES(HEAD), { .encoding = "klingon" },
	  ERR_USAGE, { "klingon" } },
	{ "--source with a control character", BYTES(HEAD),
	  { .source = "a\nb" }, ERR_USAGE, { "--source" } },
	{ "--strict and a bad row", BYTES(HEAD "A,2026-02-31,b,d,usable\n"),
	  { .strict = true }, ERR_DATA, { "t.csv:2:", "--strict" } },
};

static int64_t imports_in(struct store *s)
{
	struct arena a = { 0 };
	struct ledger_entry *entry;
	struct err err;
	size_t n;

	assert_int_equal(store_ledger(&entry, &n, s, &a, &err), 0);
	arena_release(&a);
	return (int64_t)n;
}

TEST(every_refusal_says_what_to_do_and_leaves_the_store_alone)
{
	struct store *s = memory_store();
	struct config c = config_of_test();
	int failed = 0;

	for (size_t i = 0; i < COUNT(refusals); i++) {
		const struct refusal *r = &refusals[i];
		struct imported got = import_bytes(s, &c, r->bytes, r->len,
						   &r->options);
		bool ok = got.ret == -1 && got.err.code == r->code;

		for (size_t k = 0; k < 3 && r->says[k]; k++)
			ok = ok && strstr(got.err.msg, r->says[k]);
		if (!ok) {
			print_error("%s: %d: exit %d: %s\n", r->what, got.ret,
				    (int)got.err.code, got.err.msg);
			failed++;
		}
		import_report_release(&got.report);
	}
	assert_int_equal(failed, 0);
	assert_int_equal(imports_in(s), 0);
	store_close(s);
	config_release(&c);
}

static void check_path_refused(const char *path, const char *says)
{
	struct store *s = memory_store();
	struct config c = config_of_test();
	struct imported got = import_path(s, &c, path, NULL);

	assert_int_equal(got.ret, -1);
	assert_int_equal(got.err.code, ERR_NOINPUT);
	check_says(got.err.msg, says);
	import_report_release(&got.report);
	store_close(s);
	config_release(&c);
}

TEST(only_regular_files_are_read)
{
	char dir[TEST_DIR_MAX], path[TEST_DIR_MAX + 8];

	check_path_refused(test_dir(dir), "directory");
	snprintf(path, sizeof path, "%s/t.csv", dir);
	check_path_refused(path, path);
	assert_int_equal(mkfifo(path, 0600), 0);
	check_path_refused(path, "pipe");
	unlink(path);
	assert_int_equal(symlink("/dev/null", path), 0);
	check_path_refused(path, "symbolic link");
	unlink(path);
	check_path_refused("/dev/zero", "device");
	rmdir(dir);
}

TEST(a_header_alone_is_no_error_and_no_fact)
{
	struct store *s = memory_store();
	struct config c = config_of_test();
	struct imported got = import_bytes(s, &c, BYTES(HEAD), NULL);

	check_account(&got, 0, 0, 0, 0, 0);
	assert_non_null(diag_find(&got.report, "no-rows"));
	import_report_release(&got.report);
	store_close(s);
	config_release(&c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
	every_refusal_says_what_to_do_and_leaves_the_store_alone),
		cmocka_unit_test(only_regular_files_are_read),
		cmocka_unit_test(a_header_alone_is_no_error_and_no_fact),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
