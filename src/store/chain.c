/*
 * store/chain.c - see chain.h. One table says which rows a link covers; the
 * same code writes links and checks them (chain_walk.c), so they cannot drift
 * apart.
 */
#include <string.h>

#include "store/chain_event.h"

const struct chain_event import_event = {
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

const struct chain_event undo_event = {
	"undo",
	{ "SELECT id, import, after_import FROM undo WHERE id = ?1" },
	"UPDATE undo SET digest = ?2 WHERE id = ?1", "chain"
};

const struct chain_event rewrite_event = {
	"rewrite",
	{ "SELECT id, what, detail, before, after_import, as_of FROM rewrite "
	  "WHERE id = ?1" },
	"UPDATE rewrite SET digest = ?2 WHERE id = ?1", "chain"
};

const struct chain_event run_event = {
	"report run",
	{ "SELECT id, report, period, file, sha256, inputs, as_of, "
	  "last_import, figures, figures_sha256 FROM report_run "
	  "WHERE id = ?1",
	  "SELECT workflow, monday FROM published_week WHERE run = ?1 "
	  "ORDER BY workflow, monday" },
	"UPDATE report_run SET digest = ?2 WHERE id = ?1", "runs"
};

/* In the order of enum decision_table. */
const struct chain_event decision_event[DECISION_TABLES] = {
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

const struct chain_event dispatch_event = {
	"dispatch",
	{ "SELECT id, system, day FROM dispatch WHERE id = ?1",
	  "SELECT seq, name, sha256 FROM dispatch_file WHERE dispatch = ?1 "
	  "ORDER BY seq",
	  "SELECT item, change, version, title, owner, due, sha256 FROM "
	  "dispatch_item WHERE dispatch = ?1 ORDER BY item" },
	"UPDATE dispatch SET digest = ?2 WHERE id = ?1", "dispatch"
};

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

int chain_reader_open(struct chain_reader *r, struct store *s,
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

void chain_reader_close(struct chain_reader *r)
{
	for (size_t i = 0; i < PARTS_MAX; i++)
		sqlite3_finalize(r->part[i]);
}

int chain_reader_link(uint8_t out[SHA256_SIZE], struct chain_reader *r,
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
int chain_seed(char head[SHA256_HEX], struct store *s, const char *which,
	       struct err *err)
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

int chain_head(char head[SHA256_HEX], struct store *s, const char *which,
	       struct err *err)
{
	if (meta_get(head, SHA256_HEX, s, which, err))
		return -1;
	return head[0] ? 0 : chain_seed(head, s, which, err);
}

int chain_put_link(struct store *s, const struct chain_event *event,
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

	if (!chain_reader_open(&r, s, event, err) &&
	    !chain_head(head, s, event->head, err) &&
	    !chain_reader_link(digest, &r, s, head, id, err) &&
	    !chain_put_link(s, event, id, digest, err))
		ret = meta_set(s, event->head, sha256_hex(head, digest), err);
	chain_reader_close(&r);
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
