/*
 * store/undo.c - take an import back: its days return to the version before.
 *
 * Nothing is deleted. The import is marked, the undo becomes a link of the
 * chain, and the current version of each of its days is again the last one
 * whose import counts.
 */
#include <inttypes.h>

#include "base/date.h"
#include "store/chain.h"
#include "store/rewrite.h"

/* The first row that a question about an import has, to be finalized; *found
 * is false where it has none. NULL: err. */
static sqlite3_stmt *ask(bool *found, struct store *s, const char *sql,
			 int64_t import, struct err *err)
{
	sqlite3_stmt *st = db_prepare(s, sql, err);
	int got = -1;

	if (st) {
		sqlite3_bind_int64(st, 1, import);
		got = db_step(s, st, err);
	}
	*found = got > 0;
	if (got >= 0)
		return st;
	sqlite3_finalize(st);
	return NULL;
}

static int check_import(struct store *s, int64_t import, struct err *err)
{
	bool found, undone;
	sqlite3_stmt *st = ask(&found, s, "SELECT undone FROM import WHERE "
			       "id = ?1", import, err);

	if (!st)
		return -1;
	undone = found && sqlite3_column_int(st, 0);
	sqlite3_finalize(st);
	if (!found)
		return err_set(err, ERR_USAGE, "there is no import %" PRId64
			       ": `tuneup list imports` shows them", import);
	if (undone)
		return err_set(err, ERR_USAGE, "import %" PRId64 " was undone "
			       "already", import);
	return 0;
}

/* ---- what would not be true any more -------------------------------- */

static void say_zone(struct err *err, int64_t import, sqlite3_stmt *st)
{
	err_set(err, ERR_DATA, "import %" PRId64 " cannot be undone: its days "
		"were filed under another time zone (%s); nothing was "
		"changed: restore the backup from before that, or import a "
		"corrected file", import, db_text(st, 0));
}

static void say_later(struct err *err, int64_t import, sqlite3_stmt *st)
{
	char date[DATE_MAX];
	int64_t later = sqlite3_column_int64(st, 0);

	err_set(err, ERR_DATA, "import %" PRId64 " cannot be undone: import "
		"%" PRId64 " (%s) came later and wrote the %s of %s too; "
		"nothing was changed: undo import %" PRId64 " first", import,
		later, db_text(st, 3), db_text(st, 1),
		day_format(date, sqlite3_column_int(st, 2)), later);
}

static void say_relied_on(struct err *err, int64_t import, sqlite3_stmt *st)
{
	int64_t later = sqlite3_column_int64(st, 0);

	err_set(err, ERR_DATA, "import %" PRId64 " cannot be undone: import "
		"%" PRId64 " (%s) came later and counts on rows that were "
		"already there; nothing was changed: undo import %" PRId64
		" first, and import its file again afterwards", import, later,
		db_text(st, 1), later);
}

/* A row says what stands in the way. */
static const struct obstacle {
	const char *sql;
	void (*say)(struct err *err, int64_t import, sqlite3_stmt *st);
} obstacle[] = {
	/* its versions left when the facts were filed under another zone's
	 * days */
	{ "SELECT z.file FROM import mine JOIN import z ON z.kind = mine.kind "
	  "AND z.profile = '" ZONED "' AND z.id >= mine.id WHERE mine.id = ?1 "
	  "ORDER BY z.id DESC", say_zone },
	/* a later import built on what this one wrote */
	{ "SELECT later.import, mine.kind, mine.day, import.file FROM segment "
	  "mine JOIN segment later ON later.kind = mine.kind AND later.day = "
	  "mine.day AND later.import > mine.import JOIN import ON import.id = "
	  "later.import AND import.undone = 0 WHERE mine.import = ?1 ORDER BY "
	  "later.import DESC LIMIT 1", say_later },
	/* a later import of the same source found rows "already there" that
	 * leave with this one: they would be missing although its file has
	 * them */
	{ "SELECT later.id, later.file FROM import mine JOIN import later ON "
	  "later.id > mine.id AND later.undone = 0 AND later.rows_same > 0 "
	  "AND later.kind = mine.kind AND later.source = mine.source AND "
	  "later.first_day <= mine.last_day AND later.last_day >= "
	  "mine.first_day WHERE mine.id = ?1 AND mine.rows_used > 0 ORDER BY "
	  "later.id DESC LIMIT 1", say_relied_on },
};

static int check_obstacles(struct store *s, int64_t import, struct err *err)
{
	for (size_t i = 0; i < sizeof obstacle / sizeof *obstacle; i++) {
		bool found;
		sqlite3_stmt *st = ask(&found, s, obstacle[i].sql, import,
				       err);

		if (found)
			obstacle[i].say(err, import, st);
		sqlite3_finalize(st);
		if (!st || found)
			return -1;
	}
	return 0;
}

/* ---- the way back --------------------------------------------------- */

/* The version to go back to was pruned? Then there is no way back. */
static int check_bytes(struct store *s, struct err *err)
{
	int64_t missing;

	if (db_int(s, "SELECT count(*) FROM segment WHERE current = 1 AND "
		   "NOT EXISTS(SELECT 1 FROM segment_data WHERE "
		   "segment_data.segment = segment.id)", 0, &missing, err))
		return -1;
	if (!missing)
		return 0;
	return err_set(err, ERR_DATA, "the versions before this import are "
		       "not kept any more (%" PRId64 " days); nothing was "
		       "changed: import a corrected file instead", missing);
}

static int go_back(struct store *s, int64_t import, int64_t *days,
		   struct err *err)
{
	int64_t id;

	if (db_run_for(s, "UPDATE import SET undone = 1 WHERE id = ?1", import,
		    err) ||
	    db_run_for(s, "UPDATE segment SET current = 0 WHERE import = ?1",
		    import, err))
		return -1;
	*days = sqlite3_changes64(s->db);
	if (db_run_for(s, "UPDATE segment SET current = 1 WHERE id IN (SELECT "
		    "(SELECT t.id FROM segment t JOIN import i ON i.id = "
		    "t.import WHERE t.kind = mine.kind AND t.day = mine.day "
		    "AND i.undone = 0 ORDER BY t.version DESC LIMIT 1) FROM "
		    "segment mine WHERE mine.import = ?1)", import, err) ||
	    check_bytes(s, err) ||
	    db_run_for(s, "INSERT INTO undo(import, after_import, digest) "
		    "VALUES(?1, (SELECT max(id) FROM import), zeroblob(32))",
		    import, err))
		return -1;
	id = sqlite3_last_insert_rowid(s->db);
	return chain_add_undo(s, id, err);
}

static int undo(struct store *s, int64_t import, int64_t *days,
		bool dry_run, struct err *err)
{
	int ret;

	*days = 0;
	if (db_begin(s, err))
		return -1;
	ret = check_import(s, import, err) ||
	      check_obstacles(s, import, err) ||
	      go_back(s, import, days, err) ? -1 : 0;
	return db_end(s, ret, !dry_run, err);
}

int store_undo(struct store *s, int64_t import, int64_t *days,
	       struct err *err)
{
	return undo(s, import, days, false, err);
}

int store_undo_try(struct store *s, int64_t import, int64_t *days,
		   struct err *err)
{
	return undo(s, import, days, true, err);
}
