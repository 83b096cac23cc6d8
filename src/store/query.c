#include "store/query.h"

#include <math.h>
#include <string.h>
#include <time.h>

#include "base/stop.h"
#include "base/utf8.h"
#include "store/db.h"
#include "store/kind.h"
#include "store/vtab.h"

#define STRING_MAX (64 << 20)	/* bytes; a day's segment must fit, too */

static const char *const tables[] = { "import", "figures", "report_run" };

static const char *const functions[] = {
	"abs", "avg", "ceil", "ceiling", "coalesce", "count", "cume_dist",
	"dense_rank", "first_value", "floor", "glob", "group_concat", "ifnull",
	"iif", "instr", "lag", "last_value", "lead", "length", "like", "lower",
	"ltrim", "max", "min", "nth_value", "ntile", "nullif", "percent_rank",
	"rank", "replace", "round", "row_number", "rtrim", "sign", "substr",
	"substring", "sum", "total", "trim", "typeof", "upper"
};

/* What the authorizer knows, and why it said no. */
struct guard {
	bool compiling;		/* the person's statement, not our own */
	struct arena *a;
	const char *why;	/* NULL: nothing was refused */
	struct timespec end;
};

static int no(struct guard *g, const char *why)
{
	if (!g->why)
		g->why = why;
	return SQLITE_DENY;
}

static bool is_listed(const char *name, const char *const *list, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (!sqlite3_stricmp(name, list[i]))
			return true;
	return false;
}

static bool is_person(const struct fact_kind *kind, const char *column)
{
	for (size_t i = 0; i < kind->n_columns; i++)
		if (!sqlite3_stricmp(kind->columns[i].name, column))
			return (kind->columns[i].flags & COLUMN_PERSON) != 0;
	return false;
}

static int may_read(struct guard *g, const char *table, const char *column)
{
	const struct fact_kind *kind = NULL;

	/* only how many rows there are; also the name of a WITH */
	if (!column || !*column)
		return SQLITE_OK;
	for (size_t i = 0; fact_kind_table[i] && !kind; i++)
		if (!sqlite3_stricmp(fact_kind_table[i]->id, table))
			kind = fact_kind_table[i];
	if (kind && is_person(kind, column))
		return no(g, arena_printf(g->a, "%s.%s says who a person is; "
					  "reports show nobody", kind->id,
					  column));
	if (kind || is_listed(table, tables, sizeof tables / sizeof *tables))
		return SQLITE_OK;
	return no(g, arena_printf(g->a, "the table %s is not for reports; "
				  "those are the kinds of `tuneup list "
				  "kinds`, and import, figures, report_run",
				  table));
}

static int authorize(void *ctx, int action, const char *a, const char *b,
		     const char *database, const char *trigger)
{
	struct guard *g = ctx;

	(void)database;
	(void)trigger;
	switch (action) {
	case SQLITE_SELECT:
	case SQLITE_RECURSIVE:
		return SQLITE_OK;
	case SQLITE_READ:
		return g->compiling ? may_read(g, a, b) : SQLITE_OK;
	case SQLITE_FUNCTION:
		if (!g->compiling ||
		    is_listed(b, functions, sizeof functions /
					    sizeof *functions))
			return SQLITE_OK;
		return no(g, arena_printf(g->a, "the function %s is not for "
					  "reports: it must give the same for "
					  "the same facts", b));
	default:
		return no(g, "only a SELECT may be asked: nothing is written, "
			  "attached or set");
	}
}

static int is_late(void *ctx)
{
	const struct guard *g = ctx;
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return stop_signal() || now.tv_sec > g->end.tv_sec ||
	       (now.tv_sec == g->end.tv_sec && now.tv_nsec > g->end.tv_nsec);
}

static void set_end(struct guard *g, int milliseconds)
{
	clock_gettime(CLOCK_MONOTONIC, &g->end);
	g->end.tv_sec += milliseconds / 1000;
	g->end.tv_nsec += (long)(milliseconds % 1000) * 1000000;
	if (g->end.tv_nsec >= 1000000000) {
		g->end.tv_nsec -= 1000000000;
		g->end.tv_sec++;
	}
}

/* ---- messages ----------------------------------------------------------- */

static int refuse(struct store *s, const struct guard *g, int rc, int *at,
		  struct err *err)
{
	if ((rc & 0xff) == SQLITE_CORRUPT || (rc & 0xff) == SQLITE_IOERR)
		return db_fail(s, rc, err);
	if (stop_check(err))
		return -1;
	*at = sqlite3_error_offset(s->db);
	if (g->why)
		return err_set(err, ERR_CONFIG, "%s", g->why);
	if ((rc & 0xff) == SQLITE_INTERRUPT)
		return err_set(err, ERR_CONFIG, "the query takes more than %d "
			       "seconds; ask for fewer days, or join on equal "
			       "columns", QUERY_SECONDS);
	return err_set(err, ERR_CONFIG, "%s", sqlite3_errmsg(s->db));
}

static bool is_blank(const char *sql)
{
	return sql[strspn(sql, " \t\r\n;")] == '\0';
}

/* ---- the answer --------------------------------------------------------- */

static int bind(sqlite3_stmt *st, const struct query_request *q, int *at,
		struct err *err)
{
	for (int i = 1; i <= sqlite3_bind_parameter_count(st); i++) {
		const char *name = sqlite3_bind_parameter_name(st, i);
		const char *value = NULL;

		for (size_t k = 0; name && k < q->n_param; k++)
			if (!strcmp(q->param[k].name, name))
				value = q->param[k].value;
		if (!value) {
			const char *in = name ? strstr(q->sql, name) : NULL;

			*at = in ? (int)(in - q->sql) : -1;
			return err_set(err, ERR_CONFIG, "nothing is known as "
				       "%.60s; there are :from, :to, "
				       ":before_from, :before_to and :as_of",
				       name ? name : "?");
		}
		db_bind_text(st, i, value);
	}
	return 0;
}

static int cell_of(struct query_cell *c, sqlite3_stmt *st, int i,
		   struct arena *a, struct err *err)
{
	const char *text;
	size_t len;

	*c = (struct query_cell){ NULL, (double)NAN };
	switch (sqlite3_column_type(st, i)) {
	case SQLITE_NULL:
		return 0;
	case SQLITE_INTEGER:
	case SQLITE_FLOAT:
		c->num = sqlite3_column_double(st, i);
		if (!isfinite(c->num))
			c->num = (double)NAN;
		return 0;
	case SQLITE_BLOB:
		return err_set(err, ERR_CONFIG, "column %d is bytes, not "
			       "text or a number", i + 1);
	default:
		break;
	}
	text = (const char *)sqlite3_column_text(st, i);
	len = (size_t)sqlite3_column_bytes(st, i);
	if (!text)
		return err_set(err, ERR_CONFIG, "column %d is too long for a "
			       "cell", i + 1);
	if (len > QUERY_TEXT_MAX)
		return err_set(err, ERR_CONFIG, "column %d has a text of %zu "
			       "bytes; a cell has room for %d", i + 1, len,
			       QUERY_TEXT_MAX);
	len = utf8_valid_prefix(text, len);
	c->text = arena_strndup(a, text, len);
	return 0;
}

static int take_rows(struct query_result *out, struct store *s,
		     sqlite3_stmt *st, const struct query_request *q,
		     struct guard *g, int *at, struct err *err)
{
	size_t n = out->n_columns;
	int rc;

	out->cell = arena_array(g->a, q->max_rows * n, sizeof *out->cell);
	while ((rc = sqlite3_step(st)) == SQLITE_ROW) {
		if (out->n_rows == q->max_rows)
			return err_set(err, ERR_CONFIG, "the answer has more "
				       "than %zu rows; give a LIMIT, or a "
				       "larger `rows`", q->max_rows);
		for (size_t i = 0; i < n; i++)
			if (cell_of(&out->cell[out->n_rows * n + i], st,
				    (int)i, g->a, err))
				return -1;
		out->n_rows++;
	}
	return rc == SQLITE_DONE ? 0 : refuse(s, g, rc, at, err);
}

static int take_answer(struct query_result *out, struct store *s,
		       sqlite3_stmt *st, const struct query_request *q,
		       struct guard *g, int *at, struct err *err)
{
	out->n_columns = (size_t)sqlite3_column_count(st);
	if (out->n_columns > QUERY_COLUMNS_MAX)
		return err_set(err, ERR_CONFIG, "the answer has %zu columns; "
			       "a table has room for %d", out->n_columns,
			       QUERY_COLUMNS_MAX);
	out->column = arena_array(g->a, out->n_columns, sizeof *out->column);
	for (size_t i = 0; i < out->n_columns; i++)
		out->column[i] = arena_strdup(g->a, sqlite3_column_name(st,
								(int)i));
	if (bind(st, q, at, err))
		return -1;
	return take_rows(out, s, st, q, g, at, err);
}

static int ask(struct query_result *out, struct store *s,
	       const struct query_request *q, struct guard *g, int *at,
	       struct err *err)
{
	sqlite3_stmt *st = NULL;
	const char *rest;
	int rc, ret;

	g->compiling = true;
	rc = sqlite3_prepare_v2(s->db, q->sql, -1, &st, &rest);
	g->compiling = false;
	if (rc != SQLITE_OK) {
		ret = refuse(s, g, rc, at, err);
	} else if (!st) {
		ret = err_set(err, ERR_CONFIG, "there is no statement: give "
			      "one SELECT");
	} else if (!is_blank(rest)) {
		*at = (int)(rest - q->sql);
		ret = err_set(err, ERR_CONFIG, "give one statement; another "
			      "follows");
	} else if (!sqlite3_stmt_readonly(st) || !sqlite3_column_count(st)) {
		ret = err_set(err, ERR_CONFIG, "only a SELECT may be asked");
	} else {
		ret = take_answer(out, s, st, q, g, at, err);
	}
	sqlite3_finalize(st);
	return ret;
}

int store_query(struct query_result *out, struct store *s,
		const struct query_request *q, struct arena *a, int *at,
		struct err *err)
{
	struct guard g = { .a = a };
	int attached, length, pattern, ret;

	*out = (struct query_result){ 0 };
	*at = -1;
	if (vtab_register(s, err))
		return -1;
	set_end(&g, q->milliseconds ? q->milliseconds :
				      QUERY_SECONDS * 1000);
	attached = sqlite3_limit(s->db, SQLITE_LIMIT_ATTACHED, 0);
	length = sqlite3_limit(s->db, SQLITE_LIMIT_LENGTH, STRING_MAX);
	pattern = sqlite3_limit(s->db, SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 200);
	sqlite3_set_authorizer(s->db, authorize, &g);
	sqlite3_progress_handler(s->db, STEPS_BETWEEN, is_late, &g);
	ret = ask(out, s, q, &g, at, err);
	db_watch(s);
	sqlite3_set_authorizer(s->db, NULL, NULL);
	sqlite3_limit(s->db, SQLITE_LIMIT_LIKE_PATTERN_LENGTH, pattern);
	sqlite3_limit(s->db, SQLITE_LIMIT_LENGTH, length);
	sqlite3_limit(s->db, SQLITE_LIMIT_ATTACHED, attached);
	return ret;
}
