/*
 * store/schema.c - the tables, as people find them with any SQLite tool.
 *
 * SQLite keeps the text of each CREATE statement with its comments, so the
 * sqlite3 shell's `.schema` is the manual of the store. Each migration is a
 * step from one user_version to the next; all steps needed run in one
 * IMMEDIATE transaction, so a file has the old version or the new one.
 * To change the schema: append a step, raise STORE_VERSION, never edit a
 * step that was released.
 */
#include <string.h>

#include "base/strbuf.h"
#include "store/chain.h"

static const char *const step_1[] = {
"CREATE TABLE meta(\n"
"  -- zone: time zone all civil days are in; chain, runs, decisions: hex\n"
"  -- digest of the last ledger event, report run and decision row (see\n"
"  -- store/chain.h)\n"
"  key TEXT PRIMARY KEY,\n"
"  value TEXT NOT NULL\n"
") STRICT, WITHOUT ROWID",

"CREATE TABLE import(\n"
"  -- The ledger: one row per export file that was read.\n"
"  -- rows_read = rows_used + rows_same + rows_totals + rows_aside, always.\n"
"  id INTEGER PRIMARY KEY,         -- import number, 1, 2, 3 ...\n"
"  file TEXT NOT NULL,             -- base name, for people\n"
"  sha256 TEXT NOT NULL,           -- of the file's bytes\n"
"  profile TEXT NOT NULL,          -- profile that read it\n"
"  profile_sha256 TEXT NOT NULL,   -- of the effective profile\n"
"  kind TEXT NOT NULL,             -- fact kind: corrections, campaigns ...\n"
"  source TEXT NOT NULL,           -- part of every row's key\n"
"  row_key TEXT NOT NULL,          -- columns rows are known again by\n"
"  encoding TEXT NOT NULL,         -- UTF-8, UTF-16LE ...\n"
"  delimiter TEXT NOT NULL,        -- , ; TAB |\n"
"  header_line INTEGER NOT NULL,   -- physical line of the header\n"
"  rows_read INTEGER NOT NULL,     -- rows below the header\n"
"  rows_used INTEGER NOT NULL,     -- in keys added or replaced\n"
"  rows_same INTEGER NOT NULL,     -- already there\n"
"  rows_totals INTEGER NOT NULL,   -- total rows, not counted\n"
"  rows_aside INTEGER NOT NULL,    -- set aside, see import_diag\n"
"  added INTEGER NOT NULL,         -- new keys; rows of one key may add up\n"
"  replaced INTEGER NOT NULL,      -- known keys, other content\n"
"  removed INTEGER NOT NULL,       -- rows that left with a snapshot\n"
"  first_day TEXT,                 -- days of its rows; NULL: it had none\n"
"  last_day TEXT,\n"
"  rejects TEXT NOT NULL,          -- name of the rejects CSV, '' = none\n"
"  as_of TEXT NOT NULL,            -- day it was imported\n"
"  undone INTEGER NOT NULL CHECK(undone IN (0, 1)),\n"
"  digest BLOB NOT NULL CHECK(length(digest) = 32), -- link of the chain\n"
"  CHECK(rows_read = rows_used + rows_same + rows_totals + rows_aside)\n"
") STRICT",

"CREATE TABLE undo(\n"
"  -- An import that was taken back, and after which import that was.\n"
"  id INTEGER PRIMARY KEY,\n"
"  import INTEGER NOT NULL UNIQUE REFERENCES import(id),\n"
"  after_import INTEGER NOT NULL REFERENCES import(id),\n"
"  digest BLOB NOT NULL CHECK(length(digest) = 32)\n"
") STRICT",

"CREATE TABLE import_diag(\n"
"  -- What was noticed while reading a file; a set-aside row is one of these.\n"
"  import INTEGER NOT NULL REFERENCES import(id)\n"
"    DEFERRABLE INITIALLY DEFERRED,\n"
"  seq INTEGER NOT NULL,           -- order found, 1 ...\n"
"  level TEXT NOT NULL,            -- note, warn, aside\n"
"  code TEXT NOT NULL,             -- stable id: bad-date ...\n"
"  line INTEGER NOT NULL,          -- physical line, 0 = the whole file\n"
"  header TEXT NOT NULL,           -- column's header, '' = the whole row\n"
"  text TEXT NOT NULL,             -- found, expected, what to do\n"
"  PRIMARY KEY(import, seq)\n"
") STRICT, WITHOUT ROWID",

"CREATE TABLE dimension(\n"
"  -- Names that facts refer to by number: workflows, tools, campaigns ...\n"
"  -- Numbers are 1, 2, 3 ... without a gap; 0 is blank.\n"
"  id INTEGER PRIMARY KEY,\n"
"  value TEXT NOT NULL UNIQUE,\n"
"  import INTEGER NOT NULL REFERENCES import(id) -- that brought it\n"
"    DEFERRABLE INITIALLY DEFERRED\n"
") STRICT",
"CREATE INDEX dimension_import ON dimension(import)",

"CREATE TABLE segment(\n"
"  -- The facts of one kind and one civil day, as one import left them.\n"
"  -- Older versions stay until they are pruned: undo goes back to them.\n"
"  -- The facts themselves are read with `tuneup sql` or `tuneup facts`.\n"
"  id INTEGER PRIMARY KEY,\n"
"  kind TEXT NOT NULL,             -- fact kind\n"
"  day INTEGER NOT NULL,           -- days since 1970-01-01:\n"
"                                  -- date(day * 86400, 'unixepoch')\n"
"  version INTEGER NOT NULL,       -- 1, 2, 3 ... of this kind and day\n"
"  import INTEGER NOT NULL REFERENCES import(id)\n"
"    DEFERRABLE INITIALLY DEFERRED,\n"
"  facts INTEGER NOT NULL,         -- rows in it; 0: all of them left\n"
"  current INTEGER NOT NULL CHECK(current IN (0, 1)),\n"
"  sha256 BLOB NOT NULL CHECK(length(sha256) = 32), -- of its bytes\n"
"  UNIQUE(kind, day, version)\n"
") STRICT",
"CREATE UNIQUE INDEX segment_current ON segment(kind, day)\n"
"  WHERE current = 1",
"CREATE INDEX segment_import ON segment(import, kind, day)",

"CREATE TABLE segment_data(\n"
"  -- The bytes of a segment, column by column: store/segment.h.\n"
"  segment INTEGER PRIMARY KEY REFERENCES segment(id),\n"
"  data BLOB NOT NULL\n"
") STRICT",

"CREATE TABLE report_run(\n"
"  -- One published report.\n"
"  id INTEGER PRIMARY KEY,\n"
"  report TEXT NOT NULL,           -- weekly, quarterly\n"
"  period TEXT NOT NULL,           -- 2026-W47\n"
"  file TEXT NOT NULL,             -- base name in reports/\n"
"  sha256 TEXT NOT NULL,           -- of the file\n"
"  inputs TEXT NOT NULL,           -- digest of facts, config and as-of\n"
"  as_of TEXT NOT NULL,\n"
"  last_import INTEGER NOT NULL,   -- last ledger row the report saw\n"
"  figures INTEGER NOT NULL,       -- how many it printed\n"
"  figures_sha256 BLOB NOT NULL CHECK(length(figures_sha256) = 32),\n"
"  digest BLOB NOT NULL CHECK(length(digest) = 32) -- link of the chain\n"
") STRICT",

"CREATE TABLE figures(\n"
"  -- Every number a published report printed. A scope column that is NULL\n"
"  -- means all, '' means rows where it is blank.\n"
"  run INTEGER NOT NULL REFERENCES report_run(id),\n"
"  seq INTEGER NOT NULL,           -- 1 ...\n"
"  metric TEXT NOT NULL,\n"
"  unit TEXT NOT NULL,\n"
"  workflow TEXT,\n"
"  step TEXT,\n"
"  tool TEXT,\n"
"  item_type TEXT,\n"
"  channel TEXT,\n"
"  campaign TEXT,\n"
"  segment TEXT,\n"
"  prompt_version TEXT,\n"
"  component TEXT,\n"
"  input TEXT,\n"
"  field TEXT,\n"
"  skill TEXT,\n"
"  period_start TEXT NOT NULL,     -- first and last day, both included\n"
"  period_end TEXT NOT NULL,\n"
"  value REAL,                     -- NULL: no value\n"
"  low REAL,                       -- 95 % interval, NULL: none\n"
"  high REAL,\n"
"  n INTEGER,                      -- whole, NULL: not a rate\n"
"  x INTEGER,                      -- part\n"
"  verdict TEXT NOT NULL,\n"
"  PRIMARY KEY(run, seq)\n"
") STRICT, WITHOUT ROWID",

"CREATE TABLE published_week(\n"
"  -- ISO weeks a published report showed figures of, by workflow ('' = all\n"
"  -- workflows): the weeks a baseline is pinned to.\n"
"  workflow TEXT NOT NULL,\n"
"  monday TEXT NOT NULL,\n"
"  run INTEGER NOT NULL REFERENCES report_run(id), -- the first that did\n"
"  PRIMARY KEY(workflow, monday)\n"
") STRICT, WITHOUT ROWID",

"CREATE TABLE proposal(\n"
"  -- What a report asked to decide. Published again with other words or\n"
"  -- options it is a new row; the last one counts.\n"
"  id INTEGER PRIMARY KEY,         -- one sequence for this table, decision,\n"
"                                  -- implemented and effect\n"
"  proposal TEXT NOT NULL,         -- 2026-W47-3f9a1c\n"
"  run INTEGER REFERENCES report_run(id), -- NULL: computed for a decision\n"
"  report TEXT NOT NULL,\n"
"  period TEXT NOT NULL,\n"
"  first_day TEXT NOT NULL,        -- of the period\n"
"  last_day TEXT NOT NULL,\n"
"  problem TEXT NOT NULL,          -- output:blog\n"
"  title TEXT NOT NULL,\n"
"  evidence TEXT NOT NULL,\n"
"  digest BLOB NOT NULL CHECK(length(digest) = 32) -- link of the chain\n"
") STRICT",
"CREATE INDEX proposal_proposal ON proposal(proposal, id)",

"CREATE TABLE proposal_option(\n"
"  -- The approved actions of a proposal, and what to measure them by.\n"
"  offered INTEGER NOT NULL REFERENCES proposal(id),\n"
"  letter TEXT NOT NULL CHECK(letter IN ('A', 'B', 'C')),\n"
"  action TEXT NOT NULL,           -- id in the playbook\n"
"  text TEXT NOT NULL,\n"
"  role TEXT NOT NULL,             -- who should do it\n"
"  hours REAL,                     -- expected net gain a week\n"
"  setup REAL,                     -- hours, once\n"
"  wasted REAL,                    -- hours a week that were lost then\n"
"  reduction REAL,                 -- of them, expected, 0..1\n"
"  metric TEXT NOT NULL,           -- that met its trigger, here:\n"
"  workflow TEXT,\n"
"  step TEXT,\n"
"  tool TEXT,\n"
"  item_type TEXT,\n"
"  channel TEXT,\n"
"  campaign TEXT,\n"
"  segment TEXT,\n"
"  prompt_version TEXT,\n"
"  component TEXT,\n"
"  input TEXT,\n"
"  field TEXT,\n"
"  skill TEXT,\n"
"  value REAL,                     -- it was this then\n"
"  each REAL,                      -- hours lost per unit of its part\n"
"  before_first TEXT,              -- weeks it is compared with; NULL: none\n"
"  before_last TEXT,\n"
"  PRIMARY KEY(offered, letter)\n"
") STRICT, WITHOUT ROWID",

"CREATE TABLE decision(\n"
"  -- Answers. One that changes is a new row; the last one counts.\n"
"  id INTEGER PRIMARY KEY,\n"
"  proposal TEXT NOT NULL,\n"
"  offered INTEGER NOT NULL REFERENCES proposal(id),\n"
"  choice TEXT NOT NULL CHECK(choice IN ('A', 'B', 'C', 'reject', 'defer',\n"
"    'need-data')),\n"
"  action TEXT NOT NULL,           -- '' unless one was accepted\n"
"  owner TEXT NOT NULL,            -- '' = nobody was named\n"
"  due TEXT,\n"
"  reason TEXT NOT NULL,\n"
"  note TEXT NOT NULL,\n"
"  source TEXT NOT NULL,           -- command, or the workbook's name\n"
"  day TEXT NOT NULL,              -- it was decided\n"
"  digest BLOB NOT NULL CHECK(length(digest) = 32)\n"
") STRICT",
"CREATE INDEX decision_proposal ON decision(proposal, id)",

"CREATE TABLE implemented(\n"
"  -- Since when an accepted action is in place; the last row counts.\n"
"  id INTEGER PRIMARY KEY,\n"
"  proposal TEXT NOT NULL,\n"
"  action TEXT NOT NULL,\n"
"  since TEXT NOT NULL,\n"
"  source TEXT NOT NULL,\n"
"  day TEXT NOT NULL,              -- it was said\n"
"  digest BLOB NOT NULL CHECK(length(digest) = 32)\n"
") STRICT",
"CREATE INDEX implemented_proposal ON implemented(proposal, id)",

"CREATE TABLE effect(\n"
"  -- What the figures said of an accepted action, whenever that changed.\n"
"  id INTEGER PRIMARY KEY,\n"
"  proposal TEXT NOT NULL,\n"
"  action TEXT NOT NULL,\n"
"  run INTEGER REFERENCES report_run(id), -- that said so\n"
"  verdict TEXT NOT NULL,\n"
"  final INTEGER NOT NULL CHECK(final IN (0, 1)), -- no later week changes it\n"
"  as_of TEXT NOT NULL,\n"
"  before REAL,\n"
"  after REAL,\n"
"  difference REAL,\n"
"  low REAL,                       -- 95 % interval of the difference\n"
"  high REAL,\n"
"  promised REAL,                  -- difference\n"
"  weeks INTEGER NOT NULL,         -- that counted after it\n"
"  reduction REAL,                 -- share of the before\n"
"  hours REAL,                     -- a week\n"
"  digest BLOB NOT NULL CHECK(length(digest) = 32)\n"
") STRICT",
"CREATE INDEX effect_proposal ON effect(proposal, id)",
	NULL
};

static const char *const step_2[] = {
"CREATE TABLE dispatch(\n"
"  -- What went to another system, once: files and the items in them.\n"
"  id INTEGER PRIMARY KEY,\n"
"  system TEXT NOT NULL,           -- asana, ics ...\n"
"  day TEXT NOT NULL,\n"
"  digest BLOB NOT NULL CHECK(length(digest) = 32) -- link of the chain\n"
") STRICT",

"CREATE TABLE dispatch_file(\n"
"  dispatch INTEGER NOT NULL REFERENCES dispatch(id),\n"
"  seq INTEGER NOT NULL,           -- 1 ...\n"
"  name TEXT NOT NULL UNIQUE,      -- base name in outbox/\n"
"  sha256 TEXT NOT NULL,           -- of its bytes\n"
"  data BLOB,                      -- NULL: they are in the file\n"
"  PRIMARY KEY(dispatch, seq)\n"
") STRICT, WITHOUT ROWID",

"CREATE TABLE dispatch_item(\n"
"  -- A decision, a date or a report, as a system was told of it.\n"
"  dispatch INTEGER NOT NULL REFERENCES dispatch(id),\n"
"  item TEXT NOT NULL,             -- 2026-W47-3f9a1c\n"
"  change TEXT NOT NULL CHECK(change IN ('new', 'changed', 'withdrawn')),\n"
"  version INTEGER NOT NULL,       -- 1, 2, 3 ... of this item there\n"
"  title TEXT NOT NULL,\n"
"  owner TEXT NOT NULL,            -- '' = nobody was named\n"
"  due TEXT,\n"
"  sha256 TEXT NOT NULL,           -- of all that was told\n"
"  PRIMARY KEY(dispatch, item)\n"
") STRICT, WITHOUT ROWID",
	NULL
};

/* meta has a new key, too: people_key, the mark of the key that the last
 * import made pseudonyms with. */
static const char *const step_3[] = {
"CREATE TABLE rewrite(\n"
"  -- What changed the past as a whole, so that all chains were linked anew\n"
"  -- behind it: facts before a day left, or days are days of another zone.\n"
"  id INTEGER PRIMARY KEY,         -- 1, 2, 3 ...\n"
"  what TEXT NOT NULL CHECK(what IN ('purge', 'zone')),\n"
"  detail TEXT NOT NULL,           -- first day that stayed, or the new zone\n"
"  before TEXT NOT NULL,           -- chain head until then, hex\n"
"  after_import INTEGER NOT NULL,  -- last import it changed\n"
"  as_of TEXT NOT NULL,\n"
"  digest BLOB NOT NULL CHECK(length(digest) = 32) -- link of the chain\n"
") STRICT",
	NULL
};

/* steps[v] leads from user_version v to v + 1. */
static const char *const *const steps[STORE_VERSION] = {
	step_1, step_2, step_3
};

static int run_step(struct store *s, const char *const *step, struct err *err)
{
	for (size_t i = 0; step[i]; i++) {
		if (db_exec(s, step[i], err))
			return -1;
	}
	return 0;
}

static int set_numbers(struct store *s, struct err *err)
{
	struct strbuf sql = STRBUF_INIT;
	int ret;

	/* pragmas take no bound values; both numbers are our constants */
	strbuf_printf(&sql, "PRAGMA application_id=%d; PRAGMA user_version=%d",
		      STORE_APPLICATION_ID, STORE_VERSION);
	ret = db_exec(s, sql.s, err);
	strbuf_release(&sql);
	return ret;
}

static int migrate_from(struct store *s, int64_t version, const char *zone,
			struct err *err)
{
	for (int64_t v = version; v < STORE_VERSION; v++) {
		if (run_step(s, steps[v], err))
			return -1;
	}
	if (version == 0 && meta_set(s, "zone", zone, err))
		return -1;
	return set_numbers(s, err);
}

int schema_migrate(struct store *s, const char *zone, struct err *err)
{
	int64_t version;

	if (db_int(s, "PRAGMA user_version", 0, &version, err))
		return -1;
	if (version >= STORE_VERSION)
		return 0;
	if (db_begin(s, err))
		return -1;
	/* what the steps made of an older file is looked at before it counts */
	if (migrate_from(s, version, zone, err) ||
	    (version && (schema_check(s, err) || chain_check(s, err)))) {
		db_rollback(s);
		return -1;
	}
	return db_commit(s, err);
}

/* Everything in sqlite_schema that is not SQLite's own, as one text. */
static int schema_text(struct strbuf *out, struct store *s, struct err *err)
{
	sqlite3_stmt *st = db_prepare(s, "SELECT type, name, sql FROM "
				      "sqlite_schema WHERE name NOT LIKE "
				      "'sqlite\\_%' ESCAPE '\\' "
				      "ORDER BY type, name", err);
	int got;

	if (!st)
		return -1;
	while ((got = db_step(s, st, err)) > 0)
		strbuf_printf(out, "%s %s %s\n", db_text(st, 0),
			      db_text(st, 1), db_text(st, 2));
	sqlite3_finalize(st);
	return got;
}

/*
 * A planted trigger or view would run with our statements, so the schema is
 * compared with the one the steps make in an empty database.
 */
int schema_check(struct store *s, struct err *err)
{
	struct strbuf found = STRBUF_INIT, made = STRBUF_INIT;
	struct store fresh = { .path = s->path, .memory = true };
	int ret = -1, rc = sqlite3_open(":memory:", &fresh.db);

	if (rc != SQLITE_OK)
		db_fail(&fresh, rc, err);
	else if (schema_text(&found, s, err) ||
		 migrate_from(&fresh, 0, "UTC", err) ||
		 schema_text(&made, &fresh, err))
		ret = -1;
	else if (strcmp(found.s, made.s) != 0)
		err_set(err, ERR_DATA, "the tables of %s are not those tuneup "
			"made: something was added, changed or dropped by "
			"hand; restore a backup (tuneup restore), or undo the "
			"change", s->path);
	else
		ret = 0;
	sqlite3_close(fresh.db);
	strbuf_release(&found);
	strbuf_release(&made);
	return ret;
}

int meta_get(char *buf, size_t size, struct store *s, const char *key,
	     struct err *err)
{
	sqlite3_stmt *st = db_prepare(s, "SELECT value FROM meta WHERE "
				      "key = ?1", err);
	int got = -1;

	buf[0] = '\0';
	if (st) {
		db_bind_text(st, 1, key);
		got = db_step(s, st, err);
	}
	if (got > 0)
		sqlite3_snprintf((int)size, buf, "%s", db_text(st, 0));
	sqlite3_finalize(st);
	return got < 0 ? -1 : 0;
}

int meta_set(struct store *s, const char *key, const char *value,
	     struct err *err)
{
	sqlite3_stmt *st = db_prepare(s, "INSERT INTO meta(key, value) "
				      "VALUES(?1, ?2) ON CONFLICT(key) DO "
				      "UPDATE SET value = ?2", err);
	int ret = -1;

	if (st) {
		db_bind_text(st, 1, key);
		db_bind_text(st, 2, value);
		ret = db_run(s, st, err);
	}
	sqlite3_finalize(st);
	return ret;
}
