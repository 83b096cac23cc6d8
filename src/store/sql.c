/*
 * store/sql.c - one read-only SELECT for people.
 *
 * Three fences, each enough by itself: the authorizer lets only reading
 * through, the statement must be a read-only one, and the connection has
 * neither extensions nor attached files.
 */
#include <string.h>

#include "base/arena.h"
#include "store/vtab.h"

#define SQL_BYTES_MAX 100000

static int authorize(void *ctx, int action, const char *a, const char *b,
		     const char *database, const char *trigger)
{
	(void)ctx;
	(void)a;
	(void)database;
	(void)trigger;
	switch (action) {
	case SQLITE_SELECT:
	case SQLITE_READ:
	case SQLITE_RECURSIVE:
		return SQLITE_OK;
	case SQLITE_FUNCTION:
		return b && sqlite3_stricmp(b, "load_extension") == 0 ?
			SQLITE_DENY : SQLITE_OK;
	default:
		return SQLITE_DENY;
	}
}

static int refuse(struct store *s, int rc, struct err *err)
{
	if ((rc & 0xff) == SQLITE_AUTH)
		return err_set(err, ERR_USAGE, "only a SELECT may be run "
			       "(%s): nothing is written by `tuneup sql`",
			       sqlite3_errmsg(s->db));
	if ((rc & 0xff) == SQLITE_ERROR || (rc & 0xff) == SQLITE_TOOBIG)
		return err_set(err, ERR_USAGE, "SQL: %s; the tables are "
			       "the kinds of `tuneup list kinds`, with their "
			       "columns, and import, figures, report_run and "
			       "actions",
			       sqlite3_errmsg(s->db));
	if ((rc & 0xff) == SQLITE_CORRUPT)
		return err_set(err, ERR_DATA, "%s", sqlite3_errmsg(s->db));
	return db_fail(s, rc, err);
}

static bool blank(const char *sql)
{
	return sql[strspn(sql, " \t\r\n;")] == '\0';
}

/* A value as text; bytes that are none as hexadecimal digits. */
static const char *value_text(sqlite3_stmt *st, int i, struct arena *a)
{
	size_t n = (size_t)sqlite3_column_bytes(st, i);
	const uint8_t *bytes;
	char *hex;

	if (sqlite3_column_type(st, i) != SQLITE_BLOB)
		return (const char *)sqlite3_column_text(st, i);
	bytes = sqlite3_column_blob(st, i);
	hex = arena_alloc(a, 2 * n + 1);
	for (size_t b = 0; b < n; b++)
		sqlite3_snprintf(3, hex + 2 * b, "%02x", bytes[b]);
	hex[2 * n] = '\0';
	return hex;
}

static int give_rows(struct store *s, sqlite3_stmt *st, sql_row_fn on_row,
		     void *ctx, struct err *err)
{
	int n = sqlite3_column_count(st), rc = SQLITE_DONE;
	struct arena a = { 0 };
	const char **names = arena_array(&a, (size_t)n, sizeof *names);
	const char **values = arena_array(&a, (size_t)n, sizeof *values);
	bool stop;

	for (int i = 0; i < n; i++)
		names[i] = arena_strdup(&a, sqlite3_column_name(st, i));
	stop = on_row(ctx, n, names, NULL) != 0;
	while (!stop && (rc = sqlite3_step(st)) == SQLITE_ROW) {
		struct arena row = { 0 };

		for (int i = 0; i < n; i++)
			values[i] = value_text(st, i, &row);
		stop = on_row(ctx, n, names, values) != 0;
		arena_release(&row);
	}
	arena_release(&a);
	return stop || rc == SQLITE_DONE ? 0 : refuse(s, rc, err);
}

static int run(struct store *s, const char *sql, sql_row_fn on_row, void *ctx,
	       struct err *err)
{
	sqlite3_stmt *st = NULL;
	const char *rest;
	int rc = sqlite3_prepare_v2(s->db, sql, -1, &st, &rest), ret;

	if (rc != SQLITE_OK)
		ret = refuse(s, rc, err);
	else if (!st)
		ret = err_set(err, ERR_USAGE, "there is no statement: give "
			      "one SELECT");
	else if (!blank(rest))
		ret = err_set(err, ERR_USAGE, "give one statement; this goes "
			      "on behind the first: %.60s", rest);
	else if (!sqlite3_stmt_readonly(st))
		ret = err_set(err, ERR_USAGE, "only a SELECT may be run: "
			      "nothing is written by `tuneup sql`");
	else
		ret = give_rows(s, st, on_row, ctx, err);
	sqlite3_finalize(st);
	return ret;
}

/*
 * Table `actions`: the last answer to each proposal, one row. A view of the
 * connection, not of the file: what a file brings as views is never run.
 */
static int add_actions(struct store *s, struct err *err)
{
	static const char view[] =
		"CREATE TEMP VIEW IF NOT EXISTS actions AS SELECT d.proposal, "
		"p.period, p.problem, p.title, d.choice, d.action, o.text, "
		"d.owner, d.due, d.reason, d.note, d.source, d.day, i.since, "
		"coalesce(e.verdict, '') AS verdict, coalesce(e.final, 0) AS "
		"final, o.hours AS expected_hours, e.hours, e.before, "
		"e.after, e.difference, e.low, e.high, e.promised, e.weeks "
		"FROM decision d JOIN proposal p ON p.id = d.offered "
		"LEFT JOIN proposal_option o ON o.offered = d.offered AND "
		"o.action = d.action LEFT JOIN implemented i ON i.id = "
		"(SELECT max(id) FROM implemented WHERE proposal = d.proposal "
		"AND action = d.action) LEFT JOIN effect e ON e.id = (SELECT "
		"max(id) FROM effect WHERE proposal = d.proposal AND action = "
		"d.action) WHERE d.id = (SELECT max(id) FROM decision WHERE "
		"proposal = d.proposal) ORDER BY d.id";
	int64_t only;

	if (db_int(s, "PRAGMA query_only", 0, &only, err) ||
	    db_exec(s, "PRAGMA query_only=OFF", err) ||
	    db_exec(s, view, err))
		return -1;
	return only ? db_exec(s, "PRAGMA query_only=ON", err) : 0;
}

int store_sql(struct store *s, const char *sql, sql_row_fn on_row, void *ctx,
	      struct err *err)
{
	int attached, length, ret;

	if (vtab_register(s, err) || add_actions(s, err))
		return -1;
	attached = sqlite3_limit(s->db, SQLITE_LIMIT_ATTACHED, 0);
	length = sqlite3_limit(s->db, SQLITE_LIMIT_SQL_LENGTH, SQL_BYTES_MAX);
	sqlite3_set_authorizer(s->db, authorize, NULL);
	ret = run(s, sql, on_row, ctx, err);
	sqlite3_set_authorizer(s->db, NULL, NULL);
	sqlite3_limit(s->db, SQLITE_LIMIT_ATTACHED, attached);
	sqlite3_limit(s->db, SQLITE_LIMIT_SQL_LENGTH, length);
	return ret;
}
