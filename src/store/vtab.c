/*
 * store/vtab.c - see vtab.h. A cursor holds one day at a time.
 */
#include <stdlib.h>
#include <string.h>

#include "base/num.h"
#include "base/strbuf.h"
#include "store/fact_text.h"
#include "store/intern.h"
#include "store/read.h"
#include "store/vtab.h"

#define DAY_COLUMN 0		/* the kind's columns follow */

struct table {
	sqlite3_vtab base;	/* first, as SQLite wants it */
	struct store *s;
	const struct fact_kind *kind;
};

struct cursor {
	sqlite3_vtab_cursor base;
	sqlite3_stmt *days;	/* NULL: at the end */
	const char *const *dim;
	size_t n_dim;
	struct arena names;	/* owns dim */
	struct fact_day day;
	struct arena bytes;	/* owns the day's bytes */
	size_t row;
	int64_t rowid;
};

/* What xBestIndex found out for xFilter, in idxNum. */
enum bound { BOUND_FIRST = 1, BOUND_LAST = 2, BOUND_BOTH = 4 };

struct module_data {
	struct store *s;
	const struct fact_kind *kind;
};

static int failed(sqlite3_vtab *table, const struct err *err)
{
	sqlite3_free(table->zErrMsg);
	table->zErrMsg = sqlite3_mprintf("%s", err->msg);
	return err->code == ERR_DATA ? SQLITE_CORRUPT_VTAB : SQLITE_ERROR;
}

static const char *sql_type(enum fact_type type)
{
	switch (type) {
	case FACT_DURATION:
	case FACT_MONEY:
	case FACT_MEASURE:
	case FACT_FINE:
		return "REAL";
	case FACT_COUNT:
		return "INTEGER";
	default:
		return "TEXT";
	}
}

static int table_connect(sqlite3 *db, void *aux, int argc,
			 const char *const *argv, sqlite3_vtab **out,
			 char **message)
{
	const struct module_data *data = aux;
	struct strbuf sql = STRBUF_INIT;
	struct table *t;
	int rc;

	(void)argc;
	(void)argv;
	(void)message;
	strbuf_puts(&sql, "CREATE TABLE x(\"day\" TEXT");
	for (size_t c = 0; c < data->kind->n_columns; c++)
		strbuf_printf(&sql, ", \"%s\" %s", data->kind->columns[c].name,
			      sql_type(data->kind->columns[c].type));
	strbuf_puts(&sql, ")");
	rc = sqlite3_declare_vtab(db, sql.s);
	strbuf_release(&sql);
	if (rc != SQLITE_OK)
		return rc;
	/* never reachable from a view or trigger somebody planted */
	sqlite3_vtab_config(db, SQLITE_VTAB_DIRECTONLY);
	t = xcalloc(1, sizeof *t);
	t->s = data->s;
	t->kind = data->kind;
	*out = &t->base;
	return SQLITE_OK;
}

static int table_disconnect(sqlite3_vtab *table)
{
	free(table);
	return SQLITE_OK;
}

static int bound_of(unsigned char op)
{
	switch (op) {
	case SQLITE_INDEX_CONSTRAINT_EQ:
		return BOUND_BOTH;
	case SQLITE_INDEX_CONSTRAINT_GT:
	case SQLITE_INDEX_CONSTRAINT_GE:
		return BOUND_FIRST;
	case SQLITE_INDEX_CONSTRAINT_LT:
	case SQLITE_INDEX_CONSTRAINT_LE:
		return BOUND_LAST;
	default:
		return 0;
	}
}

/* One bound of each sort is enough; SQLite tests every row again, so a bound
 * need only be wide enough. Arguments come in the order of the bits. */
static int best_index(sqlite3_vtab *table, sqlite3_index_info *info)
{
	int found[5] = { -1, -1, -1, -1, -1 }, arg = 0;

	(void)table;
	for (int i = 0; i < info->nConstraint; i++) {
		int bound = bound_of(info->aConstraint[i].op);

		if (info->aConstraint[i].usable && bound &&
		    info->aConstraint[i].iColumn == DAY_COLUMN)
			found[bound] = i;
	}
	for (int bound = BOUND_FIRST; bound <= BOUND_BOTH; bound *= 2) {
		if (found[bound] < 0)
			continue;
		info->idxNum |= bound;
		info->aConstraintUsage[found[bound]].argvIndex = ++arg;
	}
	info->estimatedCost = 1e7;
	info->estimatedRows = 1000000;
	if (info->idxNum & BOUND_BOTH) {
		info->estimatedCost = 1e3;
		info->estimatedRows = 1000;
	} else if (info->idxNum) {
		info->estimatedCost = 1e6;
		info->estimatedRows = 100000;
	}
	if (info->nOrderBy == 1 && info->aOrderBy[0].iColumn == DAY_COLUMN &&
	    !info->aOrderBy[0].desc)
		info->orderByConsumed = 1;
	return SQLITE_OK;
}

static int cursor_open(sqlite3_vtab *table, sqlite3_vtab_cursor **out)
{
	struct cursor *c = xcalloc(1, sizeof *c);

	(void)table;
	*out = &c->base;
	return SQLITE_OK;
}

static void cursor_reset(struct cursor *c)
{
	sqlite3_finalize(c->days);
	arena_release(&c->bytes);
	arena_release(&c->names);
	c->days = NULL;
	c->row = 0;
	c->rowid = 0;
}

static int cursor_close(sqlite3_vtab_cursor *base)
{
	struct cursor *c = (struct cursor *)base;

	cursor_reset(c);
	free(c);
	return SQLITE_OK;
}

/* Load the next day; at the end c->days becomes NULL. */
static int next_day(struct cursor *c)
{
	struct table *t = (struct table *)c->base.pVtab;
	struct err err;
	int got;

	arena_release(&c->bytes);
	c->row = 0;
	got = db_step(t->s, c->days, &err);
	if (got > 0 && !segment_take(&c->day, t->s, t->kind,
				     sqlite3_column_int(c->days, 0), c->days,
				     1, c->n_dim, &c->bytes, &err))
		return SQLITE_OK;
	sqlite3_finalize(c->days);
	c->days = NULL;
	return got ? failed(c->base.pVtab, &err) : SQLITE_OK;
}

/* A date bounds the days; any other text is left to SQLite. */
static void narrow(int32_t *first, int32_t *last, int bound, sqlite3_value *v)
{
	int32_t day;

	if (sqlite3_value_type(v) != SQLITE_TEXT ||
	    day_parse(&day, (const char *)sqlite3_value_text(v)))
		return;
	if (bound != BOUND_LAST && day > *first)
		*first = day;
	if (bound != BOUND_FIRST && day < *last)
		*last = day;
}

static int cursor_filter(sqlite3_vtab_cursor *base, int bounds,
			 const char *plan, int argc, sqlite3_value **argv)
{
	struct cursor *c = (struct cursor *)base;
	struct table *t = (struct table *)base->pVtab;
	int32_t first = DAY_MIN, last = DAY_MAX;
	struct err err;
	int arg = 0;

	(void)plan;
	cursor_reset(c);
	for (int b = BOUND_FIRST; b <= BOUND_BOTH && arg < argc; b *= 2) {
		if (bounds & b)
			narrow(&first, &last, b, argv[arg++]);
	}
	if (dimensions_read(&c->dim, &c->n_dim, t->s, &c->names, &err))
		return failed(base->pVtab, &err);
	c->days = segments_of(t->s, t->kind, first, last, &err);
	if (!c->days)
		return failed(base->pVtab, &err);
	return next_day(c);
}

static int cursor_next(sqlite3_vtab_cursor *base)
{
	struct cursor *c = (struct cursor *)base;

	c->rowid++;
	return ++c->row < c->day.n ? SQLITE_OK : next_day(c);
}

static int cursor_eof(sqlite3_vtab_cursor *base)
{
	return !((struct cursor *)base)->days;
}

static int cursor_rowid(sqlite3_vtab_cursor *base, sqlite3_int64 *rowid)
{
	*rowid = ((struct cursor *)base)->rowid;
	return SQLITE_OK;
}

static void give_day(sqlite3_context *ctx, int32_t day)
{
	char date[DATE_MAX];

	sqlite3_result_text(ctx, day_format(date, day), -1, SQLITE_TRANSIENT);
}

static void give_number(sqlite3_context *ctx, const struct fact_column *column,
			int64_t v)
{
	char buf[FACT_TEXT_MAX];

	switch (column->type) {
	case FACT_TIME:
	case FACT_DAY:
		sqlite3_result_text(ctx, fact_value_text(buf, column, v), -1,
				    SQLITE_TRANSIENT);
		break;
	case FACT_DURATION:
		sqlite3_result_double(ctx, (double)v / MS_PER_MINUTE);
		break;
	case FACT_MONEY:
	case FACT_FINE:
		sqlite3_result_double(ctx, (double)v / MONEY_SCALE);
		break;
	case FACT_MEASURE:
		sqlite3_result_double(ctx, (double)v / MEASURE_SCALE);
		break;
	default:
		sqlite3_result_int64(ctx, v);
		break;
	}
}

static int cursor_column(sqlite3_vtab_cursor *base, sqlite3_context *ctx,
			 int i)
{
	struct cursor *c = (struct cursor *)base;
	const struct fact_column *column;
	const char *text;
	size_t len;
	int64_t v;

	if (i == DAY_COLUMN) {
		give_day(ctx, c->day.day);
		return SQLITE_OK;
	}
	column = &c->day.kind->columns[--i];
	if (column->type == FACT_TEXT) {
		text = fact_text(&c->day, i, c->row, &len);
		sqlite3_result_text64(ctx, text, len, SQLITE_TRANSIENT,
				      SQLITE_UTF8);
		return SQLITE_OK;
	}
	v = fact_i64(&c->day, i, c->row);
	if (column->type == FACT_DIM)
		sqlite3_result_text(ctx, c->dim[v], -1, SQLITE_TRANSIENT);
	else if (column->type == FACT_WORD)
		sqlite3_result_text(ctx, v ? column->words[v - 1] : "", -1,
				    SQLITE_STATIC);
	else if (v == FACT_NULL)
		sqlite3_result_null(ctx);
	else
		give_number(ctx, column, v);
	return SQLITE_OK;
}

/* Without xCreate: the table is there by itself and in no schema. */
static const sqlite3_module module = {
	.iVersion = 1,
	.xConnect = table_connect,
	.xBestIndex = best_index,
	.xDisconnect = table_disconnect,
	.xOpen = cursor_open,
	.xClose = cursor_close,
	.xFilter = cursor_filter,
	.xNext = cursor_next,
	.xEof = cursor_eof,
	.xColumn = cursor_column,
	.xRowid = cursor_rowid
};

/* SQLite declares a table at its first use, as a write to the schema it does
 * not do; the authorizer of a SELECT would deny that. */
static int use_once(struct store *s, const struct fact_kind *kind,
		    struct err *err)
{
	char *sql = sqlite3_mprintf("SELECT day FROM \"%w\"", kind->id);
	sqlite3_stmt *st;

	if (!sql)
		err_no_memory();
	st = db_prepare(s, sql, err);
	sqlite3_finalize(st);
	sqlite3_free(sql);
	return st ? 0 : -1;
}

int vtab_register(struct store *s, struct err *err)
{
	for (size_t i = 0; !s->tables && fact_kind_table[i]; i++) {
		struct module_data *data = xmalloc(sizeof *data);
		int rc;

		*data = (struct module_data){ s, fact_kind_table[i] };
		rc = sqlite3_create_module_v2(s->db, data->kind->id, &module,
					      data, free);
		if (rc != SQLITE_OK)
			return db_fail(s, rc, err);
		if (use_once(s, fact_kind_table[i], err))
			return -1;
	}
	s->tables = true;
	return 0;
}
