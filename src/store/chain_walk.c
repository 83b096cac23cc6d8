/*
 * store/chain_walk.c - all links of all chains, one after the other: to check
 * them, or to store them anew after the past was rewritten on purpose.
 */
#include <string.h>

#include "store/chain_event.h"

static int damaged(struct store *s, struct err *err, const char *what)
{
	return err_set(err, ERR_DATA, "the store %s is damaged or was changed "
		       "by hand: %s; no report is made from it: restore a "
		       "backup (tuneup restore)", s->path, what);
}

/* Compare one event with its stored link, or store it, and go on from there. */
static int walk_link(struct store *s, struct chain_reader *r, int64_t id,
		     sqlite3_stmt *list, int column, char head[SHA256_HEX],
		     bool anew, struct err *err)
{
	uint8_t want[SHA256_SIZE], have[SHA256_SIZE];
	char what[128];

	if (db_digest(want, s, list, column, err) ||
	    chain_reader_link(have, r, s, head, id, err))
		return -1;
	if (anew && chain_put_link(s, r->event, id, have, err))
		return -1;
	if (!anew && memcmp(want, have, SHA256_SIZE) != 0) {
		sqlite3_snprintf(sizeof what, what, "the digest of %s %lld "
				 "does not fit", r->event->what,
				 (long long)id);
		return damaged(s, err, what);
	}
	sha256_hex(head, have);
	return 0;
}

static int walk_head(struct store *s, const char *which,
		     const char head[SHA256_HEX], bool anew, struct err *err)
{
	char want[SHA256_HEX];

	if (anew)
		return meta_set(s, which, head, err);
	if (chain_head(want, s, which, err))
		return -1;
	if (strcmp(want, head) != 0)
		return damaged(s, err, "the last rows of its ledger are "
			       "missing or not the last ones");
	return 0;
}

/* A count that must be what was seen, or nothing. */
static int check_count(struct store *s, const char *sql, int64_t want,
		       const char *what, struct err *err)
{
	int64_t n;

	if (db_int(s, sql, 0, &n, err))
		return -1;
	return n == want ? 0 : damaged(s, err, what);
}

/* The readers of the chain of facts, in the order of its list's first
 * column. */
enum { READ_REWRITE, READ_IMPORT, READ_UNDO, FACT_READERS };

static int walk_facts(struct store *s, struct chain_reader *readers,
		      bool anew, struct err *err)
{
	sqlite3_stmt *list = db_prepare(s, "SELECT 0, id, -1 AS at, id AS u, "
		"digest FROM rewrite UNION ALL SELECT 1, id, id, 0, digest "
		"FROM import UNION ALL SELECT 2, id, after_import, id, digest "
		"FROM undo ORDER BY at, 1, u", err);
	char head[SHA256_HEX];
	int got = list ? chain_seed(head, s, "chain", err) : -1;

	while (!got && (got = db_step(s, list, err)) > 0)
		got = walk_link(s, &readers[sqlite3_column_int(list, 0)],
				sqlite3_column_int64(list, 1), list, 4, head,
				anew, err);
	sqlite3_finalize(list);
	return got ? -1 : walk_head(s, "chain", head, anew, err);
}

static int walk_runs(struct store *s, struct chain_reader *runs, bool anew,
		     struct err *err)
{
	sqlite3_stmt *list = db_prepare(s, "SELECT id, digest FROM report_run "
					"ORDER BY id", err);
	char head[SHA256_HEX];
	int got = list ? chain_seed(head, s, "runs", err) : -1;

	while (!got && (got = db_step(s, list, err)) > 0)
		got = walk_link(s, runs, sqlite3_column_int64(list, 0), list,
				1, head, anew, err);
	sqlite3_finalize(list);
	return got ? -1 : walk_head(s, "runs", head, anew, err);
}

static int walk_decisions(struct store *s, struct chain_reader *readers,
			  bool anew, struct err *err)
{
	sqlite3_stmt *list = db_prepare(s, "SELECT 0, id, digest FROM proposal "
		"UNION ALL SELECT 1, id, digest FROM decision UNION ALL "
		"SELECT 2, id, digest FROM implemented UNION ALL SELECT 3, "
		"id, digest FROM effect ORDER BY 2, 1", err);
	char head[SHA256_HEX];
	int got = list ? chain_seed(head, s, "decisions", err) : -1;

	while (!got && (got = db_step(s, list, err)) > 0)
		got = walk_link(s, &readers[sqlite3_column_int(list, 0)],
				sqlite3_column_int64(list, 1), list, 2, head,
				anew, err);
	sqlite3_finalize(list);
	return got ? -1 : walk_head(s, "decisions", head, anew, err);
}

static int walk_dispatches(struct store *s, struct chain_reader *dispatches,
			   bool anew, struct err *err)
{
	sqlite3_stmt *list = db_prepare(s, "SELECT id, digest FROM dispatch "
					"ORDER BY id", err);
	char head[SHA256_HEX];
	int got = list ? chain_seed(head, s, "dispatch", err) : -1;

	while (!got && (got = db_step(s, list, err)) > 0)
		got = walk_link(s, dispatches, sqlite3_column_int64(list, 0),
				list, 1, head, anew, err);
	sqlite3_finalize(list);
	return got ? -1 : walk_head(s, "dispatch", head, anew, err);
}

/* All events, each with its reader. */
struct chain_readers {
	struct chain_reader fact[FACT_READERS];
	struct chain_reader runs, dispatches;
	struct chain_reader decision[DECISION_TABLES];
};

static int readers_open(struct chain_readers *r, struct store *s,
			struct err *err)
{
	static const struct chain_event *const fact[FACT_READERS] = {
		[READ_REWRITE] = &rewrite_event,
		[READ_IMPORT] = &import_event,
		[READ_UNDO] = &undo_event
	};
	int ret = 0;

	*r = (struct chain_readers){ 0 };
	for (int i = 0; !ret && i < FACT_READERS; i++)
		ret = chain_reader_open(&r->fact[i], s, fact[i], err);
	for (int t = 0; !ret && t < DECISION_TABLES; t++)
		ret = chain_reader_open(&r->decision[t], s,
					&decision_event[t], err);
	if (!ret)
		ret = chain_reader_open(&r->runs, s, &run_event, err);
	return ret ? ret : chain_reader_open(&r->dispatches, s,
					     &dispatch_event, err);
}

static void readers_close(struct chain_readers *r)
{
	for (int i = 0; i < FACT_READERS; i++)
		chain_reader_close(&r->fact[i]);
	for (int t = 0; t < DECISION_TABLES; t++)
		chain_reader_close(&r->decision[t]);
	chain_reader_close(&r->runs);
	chain_reader_close(&r->dispatches);
}

/* Decisions are walked like facts: they cannot be read again anywhere. */
static int walk_all(struct store *s, struct chain_readers *r, bool anew,
		    struct err *err)
{
	if (readers_open(r, s, err) || walk_facts(s, r->fact, anew, err) ||
	    walk_runs(s, &r->runs, anew, err) ||
	    walk_decisions(s, r->decision, anew, err))
		return -1;
	return walk_dispatches(s, &r->dispatches, anew, err);
}

int chain_relink(struct store *s, struct err *err)
{
	struct chain_readers r;
	int ret = walk_all(s, &r, true, err);

	readers_close(&r);
	return ret;
}

/* ---- what no link covers ---------------------------------------------- */

/* Rows no link covers, and flags that must follow from what is covered. */
static int check_rest(struct store *s, const struct chain_reader *imports,
		      struct err *err)
{
	static const char current[] =
		"SELECT count(*) FROM segment s WHERE s.current <> (s.version "
		"IS (SELECT max(t.version) FROM segment t JOIN import i ON "
		"i.id = t.import WHERE t.kind = s.kind AND t.day = s.day AND "
		"i.undone = 0))";

	if (check_count(s, "SELECT count(*) FROM import_diag",
			imports->rows[1], "a diagnostic belongs to no import",
			err) ||
	    check_count(s, "SELECT count(*) FROM dimension",
			imports->rows[2], "a dimension belongs to no import",
			err) ||
	    check_count(s, "SELECT max(id) FROM dimension", imports->rows[2],
			"a dimension is missing", err) ||
	    check_count(s, "SELECT count(*) FROM segment", imports->rows[3],
			"a segment belongs to no import", err))
		return -1;
	if (check_count(s, "SELECT count(*) FROM import WHERE undone <> "
			"(id IN (SELECT import FROM undo))", 0,
			"an import is marked undone and was not, or the "
			"reverse", err))
		return -1;
	return check_count(s, current, 0, "a day's current version is not "
			   "the last one that counts", err);
}

static int check_children(struct store *s, const struct chain_readers *r,
			  struct err *err)
{
	if (check_rest(s, &r->fact[READ_IMPORT], err) ||
	    check_count(s, "SELECT count(*) FROM published_week",
			r->runs.rows[1], "a published week belongs to no run",
			err) ||
	    check_count(s, "SELECT count(*) FROM dispatch_file",
			r->dispatches.rows[1], "a file belongs to no dispatch",
			err) ||
	    check_count(s, "SELECT count(*) FROM dispatch_item",
			r->dispatches.rows[2], "an item belongs to no dispatch",
			err))
		return -1;
	return check_count(s, "SELECT count(*) FROM proposal_option",
			   r->decision[ROW_PROPOSAL].rows[1],
			   "an option belongs to no proposal", err);
}

int chain_check(struct store *s, struct err *err)
{
	struct chain_readers r;
	int ret = walk_all(s, &r, false, err);

	if (!ret)
		ret = check_children(s, &r, err);
	readers_close(&r);
	return ret;
}
