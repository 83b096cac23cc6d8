/*
 * store/db.h - the open database and the few ways to talk to it. (private
 * to store/)
 *
 * Values are always bound, never printed into SQL. A statement is prepared,
 * stepped and finalized in one function; sqlite3_finalize(NULL) is fine, so
 * a function has one way out. db_step() says what happened, and every
 * SQLite result becomes one sentence with its exit code in db_fail().
 */
#ifndef TUNEUP_STORE_DB_H
#define TUNEUP_STORE_DB_H

#include <sqlite3.h>

#include "base/hash.h"
#include "store/store.h"

struct store {
	sqlite3 *db;
	char *path;		/* for messages and for the spill's folder */
	bool memory;		/* store_open_memory(): there is no folder */
	bool writing;		/* a transaction of ours is open */
	bool older;		/* of an older version: store_open_older() */
	bool tables;		/* the virtual tables are known (vtab.h) */
};

/* Fill err from a result code and the connection's message; returns -1. */
int db_fail(struct store *s, int rc, struct err *err);

/* Statements without values, one or several. */
int db_exec(struct store *s, const char *sql, struct err *err);
/* NULL with err set when the statement cannot be prepared. */
sqlite3_stmt *db_prepare(struct store *s, const char *sql, struct err *err);
/* 1: a row is there, 0: done, -1: err. */
int db_step(struct store *s, sqlite3_stmt *st, struct err *err);
/* Run a statement that gives no rows and make it ready for the next values;
 * bindings stay. */
int db_run(struct store *s, sqlite3_stmt *st, struct err *err);

/* Prepare, run and finalize a statement whose only value is an id, ?1. */
int db_run_for(struct store *s, const char *sql, int64_t id,
	       struct err *err);

/* The first column of a statement's only row; fallback without a row. */
int db_int(struct store *s, const char *sql, int64_t fallback, int64_t *out,
	   struct err *err);

/* Borrowed until the statement is reset. NULL binds NULL. */
void db_bind_text(sqlite3_stmt *st, int i, const char *text);
void db_bind_digest(sqlite3_stmt *st, int i, const uint8_t d[SHA256_SIZE]);
/* FACT_NULL binds NULL. */
void db_bind_num(sqlite3_stmt *st, int i, int64_t v);
/* ISO date, NULL for DAY_NONE; buf must live until the step. */
void db_bind_day(sqlite3_stmt *st, int i, int32_t day, char buf[24]);

/* Never NULL: "" for SQL NULL. */
const char *db_text(sqlite3_stmt *st, int i);
int64_t db_num(sqlite3_stmt *st, int i);	/* FACT_NULL for SQL NULL */
int32_t db_day(sqlite3_stmt *st, int i);	/* DAY_NONE for SQL NULL */
/* -1/ERR_DATA when the column is not 32 bytes. */
int db_digest(uint8_t out[SHA256_SIZE], struct store *s, sqlite3_stmt *st,
	      int i, struct err *err);

/* One IMMEDIATE transaction. db_rollback() is fine without one. */
int db_begin(struct store *s, struct err *err);
int db_commit(struct store *s, struct err *err);
void db_rollback(struct store *s);
/* COMMIT where nothing failed (ret 0) and it is to be kept; else nothing of
 * it stays. 0 or -1: did all of that go well? */
int db_end(struct store *s, int ret, bool keep, struct err *err);

/* ---- schema.c -------------------------------------------------------- */

/* Bring an empty or older file to STORE_VERSION, one transaction. */
int schema_migrate(struct store *s, const char *zone, struct err *err);
/* The tables, indexes, views and triggers are those we made, no other. */
int schema_check(struct store *s, struct err *err);
int meta_get(char *buf, size_t size, struct store *s, const char *key,
	     struct err *err);
int meta_set(struct store *s, const char *key, const char *value,
	     struct err *err);

/* ---- open.c ---------------------------------------------------------- */

/* A store of any version we know, to be copied and migrated: its tables and
 * chains are not looked at, since this tuneup's statements may not fit. */
int store_open_older(struct store **out, const char *path, struct err *err);

/* verify.c: what SQLite itself can check of any version. */
int verify_file(struct store *s, struct diags *found, struct err *err);

/* Let a statement that runs for long end when we are stopped (base/stop.h):
 * part of db_configure(), and again behind another progress handler. COMMIT and
 * ROLLBACK are too short for it. */
#define STEPS_BETWEEN 1000	/* of SQLite's machine */
void db_watch(struct store *s);

/* Pragmas and limits of a connection, before anything is read. */
int db_configure(struct store *s, bool query_only, struct err *err);

#endif
