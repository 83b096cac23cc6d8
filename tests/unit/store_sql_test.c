#include "tests/unit/store_help.h"

/* Rows as text: header line, then "a|b|NULL" lines. */
static int collect(void *ctx, int n, const char *const *names,
		   const char *const *values)
{
	struct strbuf *out = ctx;

	for (int i = 0; i < n; i++) {
		const char *text = values ? values[i] : names[i];

		strbuf_printf(out, "%s%s", i ? "|" : "", text ? text : "NULL");
	}
	strbuf_putc(out, '\n');
	return 0;
}

static void check_sql(struct store *s, const char *sql, const char *want)
{
	struct strbuf out = STRBUF_INIT;
	struct err err = { 0 };

	if (store_sql(s, sql, collect, &out, &err))
		fail_msg("%s: %s", sql, err.msg);
	assert_string_equal(out.s, want);
	strbuf_release(&out);
}

static void check_denied(struct store *s, const char *sql)
{
	struct strbuf out = STRBUF_INIT;
	struct err err = { 0 };

	if (!store_sql(s, sql, collect, &out, &err))
		fail_msg("%s was run", sql);
	assert_int_equal(err.code, ERR_USAGE);
	strbuf_release(&out);
}

TEST(bytes_that_are_no_text_are_hexadecimal)
{
	struct store *s = memory_store();

	check_sql(s, "SELECT x'00C1ff' AS bytes, x'' AS none, NULL AS missing",
		  "bytes|none|missing\n00c1ff||NULL\n");
	store_close(s);
}

static struct store *some_store(void)
{
	struct store *s = memory_store();
	struct fact_cell cells[FACT_COLUMNS_MAX];
	struct in in;

	in_begin(&in, s, &UPSERT(&kind_corrections));
	for (int i = 0; i < 200; i++) {
		char item[16];

		snprintf(item, sizeof item, "A%03d", i);
		in_review(&in, 2 + i, DAY + i % 10, item,
			  (enum outcome)(i % 6), i % 7);
	}
	in_end(&in);
	in_begin(&in, s, &UPSERT(&kind_costs));
	blank_cells(cells);
	cells[COS_DATE] = num_cell(DAY);
	cells[COS_ITEM] = text_cell("Jasper");
	cells[COS_AMOUNT] = num_cell(129500000);
	cells[COS_KIND] = num_cell(COST_TOOL);
	in_row(&in, cells, DAY, 2);
	in_end(&in);
	return s;
}

TEST(a_group_by_equals_a_loop)
{
	struct store *s = some_store();
	struct strbuf want = STRBUF_INIT;
	struct facts f;
	struct err err = { 0 };

	assert_int_equal(facts_read(&f, s, &kind_corrections, DAY_MIN, DAY_MAX,
				    &err), 0);
	strbuf_puts(&want, "day|rows|minutes\n");
	for (size_t d = 0; d < f.n_days; d++) {
		char date[DATE_MAX];
		int64_t sum = 0;

		for (size_t r = 0; r < f.days[d].n; r++)
			sum += fact_i64(&f.days[d], COR_CORRECTION, r);
		strbuf_printf(&want, "%s|%zu|%lld.0\n",
			      day_format(date, f.days[d].day), f.days[d].n,
			      (long long)sum / 60000);
	}
	facts_release(&f);
	check_sql(s, "SELECT day, count(*) AS rows, sum(correction_minutes) "
		  "AS minutes FROM corrections GROUP BY day ORDER BY day",
		  want.s);
	strbuf_release(&want);
	store_close(s);
}

TEST(columns_have_the_units_of_people)
{
	struct store *s = some_store();

	check_sql(s, "SELECT * FROM costs",
		  "day|source|import|line|n|date|item|amount|kind|hours\n"
		  "2024-10-04|src|2|2|1|2024-10-04|Jasper|129.5|tool|NULL\n");
	check_sql(s, "SELECT item_id, reviewed_at, workflow, outcome, tool, "
		  "correction_minutes, started_at FROM corrections WHERE "
		  "item_id IN ('A000', 'A001') ORDER BY 1",
		  "item_id|reviewed_at|workflow|outcome|tool|"
		  "correction_minutes|started_at\n"
		  "A000|2024-10-04T12:00:00+00:00|w|||0.0|NULL\n"
		  "A001|2024-10-05T12:00:00+00:00|w|usable||1.0|NULL\n");
	store_close(s);
}

TEST(conditions_on_the_day_are_exact)
{
	struct store *s = some_store();

	check_sql(s, "SELECT count(*) FROM corrections", "count(*)\n200\n");
	check_sql(s, "SELECT count(*) FROM corrections WHERE "
		  "day = '2024-10-05'", "count(*)\n20\n");
	check_sql(s, "SELECT count(*) FROM corrections WHERE "
		  "day > '2024-10-05' AND day <= '2024-10-07'",
		  "count(*)\n40\n");
	check_sql(s, "SELECT count(*) FROM corrections WHERE day BETWEEN "
		  "'2024-10-05' AND '2024-10-06'", "count(*)\n40\n");
	check_sql(s, "SELECT count(*) FROM corrections WHERE day < "
		  "'2024-10-04'", "count(*)\n0\n");
	/* not a date: compared as text, by SQLite */
	check_sql(s, "SELECT count(*) FROM corrections WHERE day >= '2024-10'",
		  "count(*)\n200\n");
	check_sql(s, "SELECT count(*) FROM corrections WHERE day = NULL",
		  "count(*)\n0\n");
	check_sql(s, "SELECT count(*) FROM corrections WHERE day IN "
		  "('2024-10-05', '2024-10-09')", "count(*)\n40\n");
	check_sql(s, "SELECT day FROM corrections GROUP BY day ORDER BY day "
		  "DESC LIMIT 1", "day\n2024-10-13\n");
	store_close(s);
}

TEST(facts_join_with_the_plain_tables)
{
	struct store *s = some_store();

	check_sql(s, "SELECT i.file, count(*) FROM corrections c JOIN import i "
		  "ON i.id = c.import GROUP BY i.id",
		  "file|count(*)\nexport.csv|200\n");
	check_sql(s, "SELECT count(*) FROM corrections c JOIN costs k ON "
		  "k.day = c.day", "count(*)\n20\n");
	check_sql(s, "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 "
		  "FROM n WHERE i < 3) SELECT sum(i) FROM n", "sum(i)\n6\n");
	store_close(s);
}

TEST(everything_but_reading_is_denied)
{
	static const char *const sql[] = {
		"DELETE FROM import",
		"UPDATE meta SET value = 'x'",
		"INSERT INTO meta VALUES('a', 'b')",
		"DROP TABLE import",
		"CREATE TABLE t(x)",
		"CREATE TEMP TABLE t(x)",
		"CREATE VIEW v AS SELECT 1",
		"CREATE VIRTUAL TABLE t USING corrections",
		"ATTACH '/tmp/x.db' AS x",
		"DETACH main",
		"PRAGMA user_version",
		"PRAGMA user_version = 9",
		"PRAGMA writable_schema = ON",
		"SELECT * FROM pragma_table_list",
		"SELECT load_extension('x')",
		"BEGIN",
		"COMMIT",
		"SAVEPOINT a",
		"VACUUM INTO '/tmp/x.db'",
		"REINDEX",
		"ANALYZE",
		"ALTER TABLE meta RENAME TO x",
		"DELETE FROM corrections",
		"UPDATE corrections SET n = 2",
		"SELECT 1; DELETE FROM import",
		"SELECT 1; SELECT 2",
		"",
		" ; ",
		"EXPLAIN DELETE FROM import",
		"SELECT nothing FROM nowhere",
		"SELEC",
	};
	struct store *s = some_store();

	for (size_t i = 0; i < COUNT(sql); i++)
		check_denied(s, sql[i]);
	check_sql(s, "SELECT count(*) FROM import;", "count(*)\n2\n");
	store_close(s);
}

TEST(the_store_can_be_written_after_a_select)
{
	struct store *s = some_store();
	struct in in;

	check_sql(s, "SELECT 1", "1\n1\n");
	in_begin(&in, s, &UPSERT(&kind_costs));
	in_end(&in);
	assert_int_equal(in.id, 3);
	store_close(s);
}

static int stop_at_once(void *ctx, int n, const char *const *names,
			const char *const *values)
{
	(void)n;
	(void)names;
	if (values)
		++*(int *)ctx;
	return values != NULL;
}

TEST(a_receiver_can_stop_the_rows)
{
	struct store *s = some_store();
	struct err err = { 0 };
	int rows = 0;

	assert_int_equal(store_sql(s, "SELECT * FROM corrections",
				   stop_at_once, &rows, &err), 0);
	assert_int_equal(rows, 1);
	store_close(s);
}

TEST(a_select_without_rows_gives_its_names)
{
	struct store *s = memory_store();

	check_sql(s, "SELECT day, item FROM costs", "day|item\n");
	store_close(s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(bytes_that_are_no_text_are_hexadecimal),
		cmocka_unit_test(a_group_by_equals_a_loop),
		cmocka_unit_test(columns_have_the_units_of_people),
		cmocka_unit_test(conditions_on_the_day_are_exact),
		cmocka_unit_test(facts_join_with_the_plain_tables),
		cmocka_unit_test(everything_but_reading_is_denied),
		cmocka_unit_test(the_store_can_be_written_after_a_select),
		cmocka_unit_test(a_receiver_can_stop_the_rows),
		cmocka_unit_test(a_select_without_rows_gives_its_names),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
