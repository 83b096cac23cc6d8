/*
 * store/chain.c - see chain.h. One table says which rows a link covers; the
 * same code writes links and checks them, so they cannot drift apart.
 */
#include <string.h>

#include "store/chain.h"

#define PARTS_MAX 4

/* What a link covers: statements with ?1 = the event's id. */
struct chain_event {
	const char *what;	/* for the message */
	const char *part[PARTS_MAX];
	const char *update;	/* store the link, ?1 = id, ?2 = digest */
	const char *head;	/* key in meta of the last link */
};

static const struct chain_event import_event = {
	"import",
	{ "SELECT id, file, sha256, profile, profile_sha256, kind, source, "
	  "row_key, encoding, delimiter, header_line, rows_read, rows_used, "
	  "rows_same, rows_totals, rows_aside, added, replaced, removed, "
	  "first_day, last_day, rejects, as_of FROM import WHERE id = ?1",
	  "SELECT seq, level, code, line, header, text FROM import_diag "
	  "WHERE import = ?1 ORDER BY seq",
	  "SELECT id, value FROM dimension WHERE import = ?1 ORDER BY id",
	  "SELECT kind, day, version, facts, sha256 FROM segment "
	  "WHERE import = ?1 ORDER BY kind, day, version" },
	"UPDATE import SET digest = ?2 WHERE id = ?1", "chain"
};

static const struct chain_event undo_event = {
	"undo",
	{ "SELECT id, import, after_import FROM undo WHERE id = ?1" },
	"UPDATE undo SET digest = ?2 WHERE id = ?1", "chain"
};

static const struct chain_event rewrite_event = {
	"rewrite",
	{ "SELECT id, what, detail, before, after_import, as_of FROM rewrite "
	  "WHERE id = ?1" },
	"UPDATE rewrite SET digest = ?2 WHERE id = ?1", "chain"
};

static const struct chain_event run_event = {
	"report run",
	{ "SELECT id, report, period, file, sha256, inputs, as_of, "
	  "last_import, figures, figures_sha256 FROM report_run "
	  "WHERE id = ?1",
	  "SELECT workflow, monday FROM published_week WHERE run = ?1 "
	  "ORDER BY workflow, monday" },
	"UPDATE report_run SET digest = ?2 WHERE id = ?1", "runs"
};

/* In the order of enum decision_table. */
static const struct chain_event decision_event[DECISION_TABLES] = {
	{ "proposal",
	  { "SELECT id, proposal, run, report, period, first_day, last_day, "
	    "problem, title, evidence FROM proposal WHERE id = ?1",
	    "SELECT letter, action, text, role, hours, setup, wasted, "
	    "reduction, metric, workflow, step, tool, item_type, channel, "
	    "campaign, segment, prompt_version, component, input, field, "
	    "skill, value, each, before_first, before_last FROM "
	    "proposal_option WHERE offered = ?1 ORDER BY letter" },
	  "UPDATE proposal SET digest = ?2 WHERE id = ?1", "decisions" },
	{ "decision",
	  { "SELECT id, proposal, offered, choice, action, owner, due, "
	    "reason, note, source, day FROM decision WHERE id = ?1" },
	  "UPDATE decision SET digest = ?2 WHERE id = ?1", "decisions" },
	{ "implementation date",
	  { "SELECT id, proposal, action, since, source, day FROM "
	    "implemented WHERE id = ?1" },
	  "UPDATE implemented SET digest = ?2 WHERE id = ?1", "decisions" },
	{ "effect",
	  { "SELECT id, proposal, action, run, verdict, final, as_of, before, "
	    "after, difference, low, high, promised, weeks, reduction, hours "
	    "FROM effect WHERE id = ?1" },
	  "UPDATE effect SET digest = ?2 WHERE id = ?1", "decisions" }
};

static const struct chain_event dispatch_event = {
	"dispatch",
	{ "SELECT id, system, day FROM dispatch WHERE id = ?1",
	  "SELECT seq, name, sha256 FROM dispatch_file WHERE dispatch = ?1 "
	  "ORDER BY seq",
	  "SELECT item, change, version, title, owner, due, sha256 FROM "
	  "dispatch_item WHERE dispatch = ?1 ORDER BY item" },
	"UPDATE dispatch SET digest = ?2 WHERE id = ?1", "dispatch"
};

static int damaged(struct store *s, struct err *err, const char *what)
{
	return err_set(err, ERR_DATA, "the store %s is damaged or was changed "
		       "by hand: %s; no report is made from it: restore a "
		       "backup", s->path, what);
}

/* One row, each value with its type and length in front of it. */
static void add_row(struct sha256 *h, sqlite3_stmt *st)
{
	for (int i = 0; i < sqlite3_data_count(st); i++) {
		int type = sqlite3_column_type(st, i);
		double real;

		sha256_add_i64(h, type);
		switch (type) {
		case SQLITE_INTEGER:
			sha256_add_i64(h, sqlite3_column_int64(st, i));
			break;
		case SQLITE_FLOAT:
			real = sqlite3_column_double(st, i);
			sha256_add(h, &real, sizeof real);
			break;
		case SQLITE_TEXT:
		case SQLITE_BLOB: {
			const void *bytes = sqlite3_column_blob(st, i);
			int len = sqlite3_column_bytes(st, i);

			sha256_add_i64(h, len);
			sha256_add(h, bytes, (size_t)len);
			break;
		}
		}
	}
}

/* All rows of a statement, then how many there were. */
static int add_rows(struct sha256 *h, struct store *s, sqlite3_stmt *st,
		    int64_t *rows, struct err *err)
{
	int64_t n = 0;
	int got;

	while ((got = db_step(s, st, err)) > 0) {
		add_row(h, st);
		n++;
	}
	sha256_add_i64(h, n);
	*rows += n;
	return got;
}

/* An event's statements, prepared once for many ids. */
struct chain_reader {
	const struct chain_event *event;
	sqlite3_stmt *part[PARTS_MAX];
	int64_t rows[PARTS_MAX];	/* seen so far */
};

static int reader_open(struct chain_reader *r, struct store *s,
		       const struct chain_event *event, struct err *err)
{
	*r = (struct chain_reader){ .event = event };
	for (size_t i = 0; i < PARTS_MAX && event->part[i]; i++) {
		r->part[i] = db_prepare(s, event->part[i], err);
		if (!r->part[i])
			return -1;
	}
	return 0;
}

static void reader_close(struct chain_reader *r)
{
	for (size_t i = 0; i < PARTS_MAX; i++)
		sqlite3_finalize(r->part[i]);
}

static int reader_link(uint8_t out[SHA256_SIZE], struct chain_reader *r,
		       struct store *s, const char *before, int64_t id,
		       struct err *err)
{
	struct sha256 *h = sha256_new();
	int ret = 0;

	sha256_add_text(h, before);
	sha256_add_text(h, r->event->what);
	for (size_t i = 0; !ret && i < PARTS_MAX && r->part[i]; i++) {
		sqlite3_bind_int64(r->part[i], 1, id);
		ret = add_rows(h, s, r->part[i], &r->rows[i], err);
		sqlite3_reset(r->part[i]);
	}
	sha256_done(h, out);
	return ret;
}

/* What the first link of a chain stands on. */
static int chain_seed(char head[SHA256_HEX], struct store *s,
		      const char *which, struct err *err)
{
	struct sha256 *h;
	uint8_t digest[SHA256_SIZE];
	char zone[128];

	if (meta_get(zone, sizeof zone, s, "zone", err))
		return -1;
	h = sha256_new();
	sha256_add_text(h, "tuneup store 1");
	sha256_add_text(h, which);
	sha256_add_text(h, zone);
	sha256_done(h, digest);
	sha256_hex(head, digest);
	return 0;
}

static int chain_head(char head[SHA256_HEX], struct store *s,
		      const char *which, struct err *err)
{
	if (meta_get(head, SHA256_HEX, s, which, err))
		return -1;
	return head[0] ? 0 : chain_seed(head, s, which, err);
}

static int put_link(struct store *s, const struct chain_event *event,
		    int64_t id, const uint8_t digest[SHA256_SIZE],
		    struct err *err)
{
	sqlite3_stmt *st = db_prepare(s, event->update, err);
	int ret = -1;

	if (st) {
		sqlite3_bind_int64(st, 1, id);
		db_bind_digest(st, 2, digest);
		ret = db_run(s, st, err);
	}
	sqlite3_finalize(st);
	return ret;
}

static int chain_add(struct store *s, const struct chain_event *event,
		     int64_t id, struct err *err)
{
	struct chain_reader r;
	uint8_t digest[SHA256_SIZE];
	char head[SHA256_HEX];
	int ret = -1;

	if (!reader_open(&r, s, event, err) &&
	    !chain_head(head, s, event->head, err) &&
	    !reader_link(digest, &r, s, head, id, err) &&
	    !put_link(s, event, id, digest, err))
		ret = meta_set(s, event->head, sha256_hex(head, digest), err);
	reader_close(&r);
	return ret;
}

int chain_add_import(struct store *s, int64_t id, struct err *err)
{
	return chain_add(s, &import_event, id, err);
}

int chain_add_undo(struct store *s, int64_t id, struct err *err)
{
	return chain_add(s, &undo_event, id, err);
}

int chain_add_run(struct store *s, int64_t id, struct err *err)
{
	return chain_add(s, &run_event, id, err);
}

int chain_add_decision(struct store *s, enum decision_table table, int64_t id,
		       struct err *err)
{
	return chain_add(s, &decision_event[table], id, err);
}

int chain_add_dispatch(struct store *s, int64_t id, struct err *err)
{
	return chain_add(s, &dispatch_event, id, err);
}

static int digest_rows(uint8_t out[SHA256_SIZE], struct store *s,
		       sqlite3_stmt *st, struct err *err)
{
	struct sha256 *h = sha256_new();
	int64_t rows = 0;
	int ret = add_rows(h, s, st, &rows, err);

	sha256_done(h, out);
	return ret;
}

int chain_rows(uint8_t out[SHA256_SIZE], struct store *s, const char *sql,
	       struct err *err)
{
	sqlite3_stmt *st = db_prepare(s, sql, err);
	int ret = st ? digest_rows(out, s, st, err) : -1;

	sqlite3_finalize(st);
	return ret;
}

int chain_figures(uint8_t out[SHA256_SIZE], struct store *s, int64_t run,
		  struct err *err)
{
	sqlite3_stmt *st = db_prepare(s, "SELECT seq, metric, unit, workflow, "
		"step, tool, item_type, channel, campaign, segment, "
		"prompt_version, component, input, field, skill, "
		"period_start, period_end, value, low, high, n, x, verdict FROM figures WHERE run = ?1 "
		"ORDER BY seq", err);
	int ret = -1;

	if (st) {
		sqlite3_bind_int64(st, 1, run);
		ret = digest_rows(out, s, st, err);
	}
	sqlite3_finalize(st);
	return ret;
}

/* ---- walking a chain: to check it, or to link it anew ------------------ */

/* Compare one event with its stored link, or store it, and go on from there. */
static int walk_link(struct store *s, struct chain_reader *r, int64_t id,
		     sqlite3_stmt *list, int column, char head[SHA256_HEX],
		     bool anew, struct err *err)
{
	uint8_t want[SHA256_SIZE], have[SHA256_SIZE];
	char what[128];

	if (db_digest(want, s, list, column, err) ||
	    reader_link(have, r, s, head, id, err))
		return -1;
	if (anew && put_link(s, r->event, id, have, err))
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
		ret = reader_open(&r->fact[i], s, fact[i], err);
	for (int t = 0; !ret && t < DECISION_TABLES; t++)
		ret = reader_open(&r->decision[t], s, &decision_event[t], err);
	if (!ret)
		ret = reader_open(&r->runs, s, &run_event, err);
	return ret ? ret : reader_open(&r->dispatches, s, &dispatch_event, err);
}

static void readers_close(struct chain_readers *r)
{
	for (int i = 0; i < FACT_READERS; i++)
		reader_close(&r->fact[i]);
	for (int t = 0; t < DECISION_TABLES; t++)
		reader_close(&r->decision[t]);
	reader_close(&r->runs);
	reader_close(&r->dispatches);
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

int store_digest(struct store *s, uint8_t out[SHA256_SIZE], struct err *err)
{
	char head[SHA256_HEX];
	struct sha256 *h;

	if (chain_head(head, s, "chain", err))
		return -1;
	h = sha256_new();
	sha256_add_text(h, head);
	sha256_done(h, out);
	return 0;
}
