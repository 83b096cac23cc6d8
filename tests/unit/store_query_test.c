/* A template's SELECT: what it may ask, and what is refused. */
#include "tests/unit/story.h"

#include <math.h>

#include "store/query.h"

#define ANYWHERE (-2)

static struct story story;
static struct arena arena;

static int setup(void **state)
{
	(void)state;
	story_begin(&story);
	story_reviews(&story, "log", ROWS(
		REVIEW("a", "2026-01-05", OUTCOME_LIGHT, .correction = 4,
		       .tool = "Jasper", .reviewer = "R-1"),
		REVIEW("b", "2026-01-06", OUTCOME_MAJOR, .correction = 20,
		       .tool = "Copy.ai", .reviewer = "R-2"),
		REVIEW("c", "2026-01-13", OUTCOME_USABLE, .correction = ZERO,
		       .tool = "Jasper")));
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	story_end(&story);
	arena_release(&arena);
	return 0;
}

static int ask(struct query_result *out, const char *sql, int *at,
	       struct err *err)
{
	static const struct query_param param[] = {
		{ ":from", "2026-01-05" }, { ":to", "2026-01-11" }
	};
	const struct query_request q = {
		.sql = sql, .param = param, .n_param = COUNT(param),
		.max_rows = 5, .milliseconds = 100
	};

	return store_query(out, story.store, &q, &arena, at, err);
}

/* "tool,n\nJasper,2\n", a missing value is "-". */
static void check_answer(const char *sql, const char *want)
{
	struct strbuf got = STRBUF_INIT;
	struct query_result r;
	struct err err = { 0 };
	int at;

	if (ask(&r, sql, &at, &err))
		fail_msg("%s: %s", sql, err.msg);
	for (size_t i = 0; i < r.n_columns; i++)
		strbuf_printf(&got, "%s%s", i ? "," : "", r.column[i]);
	for (size_t i = 0; i < r.n_rows * r.n_columns; i++) {
		const struct query_cell *c = &r.cell[i];

		strbuf_puts(&got, i % r.n_columns ? "," : "\n");
		if (c->text)
			strbuf_puts(&got, c->text);
		else if (isnan(c->num))
			strbuf_puts(&got, "-");
		else
			strbuf_printf(&got, "%g", c->num);
	}
	assert_string_equal(got.s, want);
	strbuf_release(&got);
}

static void check_refused(const char *sql, int want_at, const char *want)
{
	struct query_result r;
	struct err err = { 0 };
	int at;

	if (!ask(&r, sql, &at, &err))
		fail_msg("%s: it was answered", sql);
	if (!strstr(err.msg, want))
		fail_msg("%s: %s", sql, err.msg);
	assert_int_equal(err.code, ERR_CONFIG);
	if (want_at != ANYWHERE)
		assert_int_equal(at, want_at);
}

TEST(numbers_texts_and_missing_values_are_told_apart)
{
	check_answer("SELECT tool, count(*) AS n, max(nullif(rating, '')) AS r "
		     "FROM corrections GROUP BY tool ORDER BY n DESC",
		     "tool,n,r\nJasper,2,-\nCopy.ai,1,-");
}

TEST(the_days_of_the_report_are_parameters)
{
	check_answer("SELECT sum(correction_minutes) AS minutes FROM "
		     "corrections WHERE day BETWEEN :from AND :to",
		     "minutes\n24");
	check_refused("SELECT :since", 7, "nothing is known as :since");
	check_refused("SELECT ?", -1, "nothing is known as ?");
}

TEST(with_and_windows_are_fine)
{
	check_answer("WITH t AS (SELECT tool, n FROM corrections) SELECT "
		     "count(*) AS n FROM t", "n\n3");
	check_answer("SELECT item_id, sum(n) OVER (ORDER BY day) AS so_far "
		     "FROM corrections ORDER BY item_id",
		     "item_id,so_far\na,1\nb,2\nc,3");
	check_answer("WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 "
		     "FROM c WHERE x < 3) SELECT x FROM c", "x\n1\n2\n3");
}

TEST(nothing_is_written_attached_or_set)
{
	static const char *const sql[] = {
		"DELETE FROM import", "DROP TABLE import",
		"INSERT INTO import (file) VALUES ('x')",
		"UPDATE figures SET value = 0", "CREATE TABLE t (x)",
		"CREATE TEMP TABLE t AS SELECT 1", "VACUUM",
		"VACUUM INTO '/tmp/x.db'", "ATTACH '/tmp/x.db' AS x",
		"DETACH main", "PRAGMA journal_mode = OFF",
		"PRAGMA table_info(import)", "BEGIN", "REINDEX", "ANALYZE",
		"SELECT * FROM pragma_table_info('import')",
		"WITH x AS (SELECT 1) DELETE FROM import",
		"EXPLAIN DELETE FROM import"
	};

	for (size_t i = 0; i < COUNT(sql); i++)
		check_refused(sql[i], ANYWHERE, "");
	check_answer("SELECT count(*) AS n FROM import", "n\n1");
}

TEST(only_the_tables_for_people_are_there)
{
	check_refused("SELECT sql FROM sqlite_schema", -1,
		      "is not for reports");
	check_refused("SELECT data FROM segment_data", -1,
		      "the table segment_data is not for reports");
	check_refused("SELECT id FROM dimension", -1, "dimension");
}

TEST(a_persons_column_is_never_read)
{
	check_refused("SELECT reviewer, count(*) FROM corrections GROUP BY 1",
		      -1, "corrections.reviewer says who a person is");
	check_refused("SELECT count(*) FROM corrections WHERE REVIEWER = "
		      "'R-1'", -1, "reports show nobody");
	check_refused("SELECT * FROM corrections", -1, "who a person is");
	check_refused("SELECT sum(minutes) FROM time GROUP BY person", -1,
		      "time.person");
	check_refused("SELECT rater FROM verdicts", -1, "verdicts.rater");
}

TEST(the_same_facts_give_the_same_answer)
{
	static const char *const sql[] = {
		"SELECT random()", "SELECT date('now')",
		"SELECT CURRENT_TIMESTAMP", "SELECT strftime('%s')",
		"SELECT randomblob(10)", "SELECT load_extension('x')",
		"SELECT sqlite_version()", "SELECT zeroblob(1000000000)",
		"SELECT printf('%.*c', 1000000000, 'x')"
	};

	for (size_t i = 0; i < COUNT(sql); i++)
		check_refused(sql[i], ANYWHERE, "is not for reports");
}

TEST(an_endless_query_is_ended)
{
	check_refused("WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + "
		      "1 FROM c) SELECT count(*) FROM c", -1,
		      "takes more than 5 seconds");
	check_refused("WITH RECURSIVE c(x) AS (SELECT 'xxxxxxxx' UNION ALL "
		      "SELECT x || x FROM c) SELECT length(x) FROM c", -1,
		      "more than 5 rows");
	check_refused("WITH RECURSIVE c(x) AS (SELECT 'xxxxxxxx' UNION ALL "
		      "SELECT x || x FROM c) SELECT max(length(x)) FROM c", -1,
		      "");
}

TEST(a_huge_answer_is_refused_not_cut)
{
	check_refused("WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + "
		      "1 FROM c WHERE x < 6) SELECT x FROM c", -1,
		      "more than 5 rows");
	check_refused("WITH RECURSIVE c(x, s) AS (SELECT 1, 'xxxxxxxx' UNION "
		      "ALL SELECT x + 1, s || s FROM c WHERE x < 10) SELECT s "
		      "FROM c WHERE x = 10", -1, "a text of 4096 bytes");
	check_refused("SELECT 1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,"
		      "19,20,21", -1, "21 columns");
	check_refused("SELECT x'00ff'", -1, "is bytes");
}

TEST(a_mistake_is_shown_where_it_is)
{
	check_refused("SELECT tol FROM corrections", 7, "no such column: tol");
	check_refused("SELECT tool FROM corections", -1, "no such table");
	check_refused("SELECT tool FRM corrections", 16, "syntax error");
	check_refused("", -1, "there is no statement");
	check_refused("SELECT 1; SELECT 2", 9, "another follows");
	check_answer("SELECT 1 AS x; ", "x\n1");
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(numbers_texts_and_missing_values_are_told_apart),
		CASE(the_days_of_the_report_are_parameters),
		CASE(with_and_windows_are_fine),
		CASE(nothing_is_written_attached_or_set),
		CASE(only_the_tables_for_people_are_there),
		CASE(a_persons_column_is_never_read),
		CASE(the_same_facts_give_the_same_answer),
		CASE(an_endless_query_is_ended),
		CASE(a_huge_answer_is_refused_not_cut),
		CASE(a_mistake_is_shown_where_it_is),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
