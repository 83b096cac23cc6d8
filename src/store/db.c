/*
 * store/db.c - the few ways to talk to SQLite; see db.h.
 */
#include <string.h>

#include "base/date.h"
#include "base/num.h"
#include "base/stop.h"
#include "store/db.h"

int db_fail(struct store *s, int rc, struct err *err)
{
	const char *why = sqlite3_errmsg(s->db);

	switch (rc & 0xff) {
	case SQLITE_FULL:
		return err_set(err, ERR_IO, "the disk is full while writing "
			       "%s; nothing was changed: free some space and "
			       "run again", s->path);
	case SQLITE_IOERR:
		return err_set(err, ERR_IO, "cannot read or write %s (%s); "
			       "nothing was changed: check the disk and run "
			       "again", s->path, why);
	case SQLITE_CORRUPT:
	case SQLITE_NOTADB:
		return err_set(err, ERR_DATA, "the store %s cannot be read "
			       "(%s); nothing was repaired: run again if the "
			       "disk had an error, else restore a backup "
			       "(tuneup restore)",
			       s->path, why);
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
		return err_set(err, ERR_TEMPFAIL, "another program is using "
			       "%s; nothing was changed: close it and run "
			       "again", s->path);
	case SQLITE_INTERRUPT:
		if (stop_check(err))
			return -1;
		return err_set(err, ERR_TEMPFAIL, "interrupted; %s was not "
			       "changed: run again", s->path);
	case SQLITE_NOMEM:
		return err_set(err, ERR_OS, "no memory left for %s; nothing "
			       "was changed", s->path);
	case SQLITE_READONLY:
	case SQLITE_CANTOPEN:
	case SQLITE_PERM:
		return err_set(err, ERR_CANTCREAT, "cannot write %s (%s); "
			       "nothing was changed: check who owns the file "
			       "and its folder", s->path, why);
	case SQLITE_TOOBIG:
		return err_set(err, ERR_DATA, "a value is too large for %s; "
			       "nothing was changed", s->path);
	default:
		return err_set(err, ERR_SOFTWARE, "the store %s refused a "
			       "statement (%s); nothing was changed: please "
			       "report this", s->path, why);
	}
}

int db_exec(struct store *s, const char *sql, struct err *err)
{
	int rc = sqlite3_exec(s->db, sql, NULL, NULL, NULL);

	return rc == SQLITE_OK ? 0 : db_fail(s, rc, err);
}

sqlite3_stmt *db_prepare(struct store *s, const char *sql, struct err *err)
{
	sqlite3_stmt *st = NULL;
	int rc;

	if (stop_check(err))
		return NULL;
	rc = sqlite3_prepare_v2(s->db, sql, -1, &st, NULL);
	if (rc != SQLITE_OK)
		db_fail(s, rc, err);
	return st;
}

int db_step(struct store *s, sqlite3_stmt *st, struct err *err)
{
	int rc;

	if (stop_check(err))
		return -1;
	rc = sqlite3_step(st);
	if (rc == SQLITE_ROW)
		return 1;
	return rc == SQLITE_DONE ? 0 : db_fail(s, rc, err);
}

int db_run(struct store *s, sqlite3_stmt *st, struct err *err)
{
	int got = db_step(s, st, err);

	sqlite3_reset(st);
	return got < 0 ? -1 : 0;
}

int db_int(struct store *s, const char *sql, int64_t fallback, int64_t *out,
	   struct err *err)
{
	sqlite3_stmt *st = db_prepare(s, sql, err);
	int got = st ? db_step(s, st, err) : -1;

	*out = fallback;
	if (got > 0 && sqlite3_column_type(st, 0) != SQLITE_NULL)
		*out = sqlite3_column_int64(st, 0);
	sqlite3_finalize(st);
	return got < 0 ? -1 : 0;
}

void db_bind_text(sqlite3_stmt *st, int i, const char *text)
{
	if (text)
		sqlite3_bind_text(st, i, text, -1, SQLITE_STATIC);
	else
		sqlite3_bind_null(st, i);
}

void db_bind_digest(sqlite3_stmt *st, int i, const uint8_t d[SHA256_SIZE])
{
	sqlite3_bind_blob(st, i, d, SHA256_SIZE, SQLITE_STATIC);
}

void db_bind_num(sqlite3_stmt *st, int i, int64_t v)
{
	if (v == NUM_NULL)
		sqlite3_bind_null(st, i);
	else
		sqlite3_bind_int64(st, i, v);
}

void db_bind_day(sqlite3_stmt *st, int i, int32_t day, char buf[DATE_MAX])
{
	db_bind_text(st, i, day == DAY_NONE ? NULL : day_format(buf, day));
}

const char *db_text(sqlite3_stmt *st, int i)
{
	const unsigned char *text = sqlite3_column_text(st, i);

	return text ? (const char *)text : "";
}

int64_t db_num(sqlite3_stmt *st, int i)
{
	if (sqlite3_column_type(st, i) == SQLITE_NULL)
		return NUM_NULL;
	return sqlite3_column_int64(st, i);
}

int32_t db_day(sqlite3_stmt *st, int i)
{
	int32_t day;

	return day_parse(&day, db_text(st, i)) ? DAY_NONE : day;
}

int db_digest(uint8_t out[SHA256_SIZE], struct store *s, sqlite3_stmt *st,
	      int i, struct err *err)
{
	const void *bytes = sqlite3_column_blob(st, i);

	if (!bytes || sqlite3_column_bytes(st, i) != SHA256_SIZE)
		return err_set(err, ERR_DATA, "the store %s is damaged: a "
			       "digest is not 32 bytes long; restore a backup "
			       "(tuneup restore)",
			       s->path);
	memcpy(out, bytes, SHA256_SIZE);
	return 0;
}

int db_begin(struct store *s, struct err *err)
{
	if (s->writing)
		BUG("two transactions on one store");
	if (db_exec(s, "BEGIN IMMEDIATE", err))
		return -1;
	s->writing = true;
	return 0;
}

int db_commit(struct store *s, struct err *err)
{
	int rc;

	if (!s->writing)
		BUG("a commit without a transaction");
	rc = sqlite3_exec(s->db, "COMMIT", NULL, NULL, NULL);
	if (rc != SQLITE_OK) {
		db_fail(s, rc, err);
		/* the last step may have failed after the change was made */
		if ((rc & 0xff) == SQLITE_IOERR)
			err_set(err, ERR_IO, "the disk failed while %s was "
				"being written (%s); the change is there as a "
				"whole or not at all: check the disk and run "
				"again, it says which", s->path,
				sqlite3_errmsg(s->db));
		db_rollback(s);
		return -1;
	}
	s->writing = false;
	return 0;
}

void db_rollback(struct store *s)
{
	/* SQLite may have rolled back by itself, then this one says so */
	if (s->writing && !sqlite3_get_autocommit(s->db))
		sqlite3_exec(s->db, "ROLLBACK", NULL, NULL, NULL);
	s->writing = false;
}

const char *store_library_version(void)
{
	return sqlite3_libversion();
}

static int is_stopped(void *ctx)
{
	(void)ctx;
	return stop_signal();
}

void db_watch(struct store *s)
{
	sqlite3_progress_handler(s->db, STEPS_BETWEEN, is_stopped, NULL);
}

int db_end(struct store *s, int ret, bool keep, struct err *err)
{
	if (!ret && keep)
		return db_commit(s, err);
	db_rollback(s);
	return ret ? -1 : 0;
}

int db_run_for(struct store *s, const char *sql, int64_t id, struct err *err)
{
	sqlite3_stmt *st = db_prepare(s, sql, err);
	int ret = -1;

	if (st) {
		sqlite3_bind_int64(st, 1, id);
		ret = db_run(s, st, err);
	}
	sqlite3_finalize(st);
	return ret;
}
