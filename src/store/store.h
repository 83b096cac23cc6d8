/*
 * store/store.h - the one SQLite file, and everything that is not a fact.
 *
 * The store is opened under the workspace's lock, checked (owner and mode,
 * application id, version, quick_check, digest chain), and used by one
 * process. All writing happens in imports, publications and undo: each is
 * one IMMEDIATE transaction with synchronous=EXTRA, so that after exit 0 a
 * power cut loses nothing. sqlite3.h is included in this room only.
 *
 * Tables are STRICT and documented with comments in schema.c, so that the
 * sqlite3 shell, DB Browser and BI tools read them directly:
 *
 *	meta, import, undo, rewrite, import_diag, dimension, segment, segment_data,
 *	report_run, figures, published_week (the weeks a published report
 *	showed: baseline pins), proposal, proposal_option, decision,
 *	implemented, effect (decisions.h), dispatch, dispatch_file,
 *	dispatch_item (outbox.h)
 *
 * Digest chain: each import row stores SHA-256(previous digest, its own
 * fields, the dimensions it added, kind/day/version/SHA-256 of each segment
 * it wrote), so that a removed or changed row is seen before any report.
 */
#ifndef TUNEUP_STORE_STORE_H
#define TUNEUP_STORE_STORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/err.h"
#include "base/hash.h"

#define STORE_APPLICATION_ID 0x74756E65	/* "tune" */
#define STORE_VERSION 3

struct store;			/* opaque */
struct proposal_entry;		/* decisions.h */
struct effect_entry;

enum store_open {
	STORE_READ,		/* must exist; nothing is written */
	STORE_WRITE,		/* must exist */
	STORE_CREATE		/* made when missing */
};

/*
 * Open PATH. zone is the config's time zone: a new store records it, another
 * zone than the recorded one is ERR_CONFIG, saying which one to set. NULL: an
 * existing store's own zone, whatever it is.
 * An older version is ERR_DATA and names `tuneup migrate` (upkeep.h).
 * Unsafe permissions or a symlink: ERR_CANTCREAT. Damage, a foreign file or
 * a newer version: ERR_DATA and the file is left untouched.
 */
int store_open(struct store **out, const char *path, enum store_open how,
	       const char *zone, struct err *err);
/* What store_open() says of a path without a store, before a lock is taken
 * for one. */
int store_missing(const char *path, struct err *err);
/* The time zone its days are in. */
int store_zone(char *buf, size_t size, struct store *s, struct err *err);
/* Of the file at path, without opening it as a database: 0 when it is missing
 * or empty. Refusals are those of store_open(). */
int store_file_version(int *version, const char *path, struct err *err);
/* A private store in memory with the same schema, for tests. */
int store_open_memory(struct store **out, const char *zone, struct err *err);
void store_close(struct store *s);		/* NULL is fine */

/* Full check: integrity_check, foreign keys, the whole digest chain, every
 * segment's bytes and row count. Findings go to diags (level DIAG_WARN);
 * returns -1/ERR_DATA when there is any, with the first as message. */
int store_verify(struct store *s, struct diags *found, struct err *err);

/* SHA-256 over the digest chain's head: names the facts a report was made
 * from. Two stores with the same imports have the same digest. */
int store_digest(struct store *s, uint8_t out[SHA256_SIZE], struct err *err);

/* ---- ledger ---------------------------------------------------------- */

/* One row of the ledger. Strings borrowed by begin, owned by the arena on
 * reading. read = used + already there + totals + set aside, always. */
struct ledger_entry {
	int64_t id;		/* import number, 1.. */
	const char *file;	/* base name as given, for people */
	const char *sha256;	/* hex, of the bytes */
	const char *profile;	/* profile id */
	const char *profile_sha256; /* effective profile: file, options */
	const char *kind;	/* fact kind id */
	const char *source;
	const char *encoding;	/* "UTF-8", "UTF-16LE" ... */
	const char *delimiter;	/* "," ";" "TAB" "|" */
	int64_t header_line;	/* physical line of the header */
	int64_t read;		/* rows below the header */
	int64_t used;		/* rows in keys added or replaced */
	int64_t same;		/* already there */
	int64_t totals;		/* total rows, not counted */
	int64_t aside;		/* set aside */
	int64_t added, replaced; /* keys: used may be more, added up */
	int64_t removed;	/* stored rows that left */
	int32_t first, last;	/* days of its rows, DAY_NONE: none */
	const char *rejects;	/* name of the rejects CSV, "" = none */
	const char *as_of;	/* "2026-11-22": the day it was imported */
	bool undone;
};

struct store_import;		/* opaque: one open import */

/* Begin the transaction; *import is freed by finish or abort. */
int store_import_begin(struct store_import **import, struct store *s,
		       struct err *err);
/* The import makes pseudonyms with the key of this mark (config_key_mark());
 * *changed: an earlier one used another key. */
int store_import_key(bool *changed, struct store_import *import,
		     const char *mark, struct err *err);
/* That mark, "" when no import made pseudonyms. */
#define STORE_KEY_MARK_MAX 32
int store_key_mark(char buf[STORE_KEY_MARK_MAX], struct store *s,
		   struct err *err);
int64_t store_import_id(const struct store_import *import);
struct store *store_import_store(struct store_import *import);
/*
 * Check the accounting, write ledger row and diagnostics, chain the digest.
 * entry->id is set. The transaction stays open, and `import` is the next one:
 * a file of several tables is in as a whole or not at all. On error abort it.
 */
int store_import_add(struct store_import *import, struct ledger_entry *entry,
		     const struct diags *diags, struct err *err);
/* COMMIT what was added. Frees import, also on error (then rolled back). */
int store_import_commit(struct store_import *import, struct err *err);
/* Both for a single one. Frees import, also on error (then rolled back). */
int store_import_finish(struct store_import *import,
			struct ledger_entry *entry, const struct diags *diags,
			struct err *err);
void store_import_abort(struct store_import *import);	/* NULL is fine */

/* An import of the same bytes under the same effective profile that is not
 * undone: *id, or 0. It is not known when rows of it were set aside because
 * their days were condensed and that was undone since. */
int store_import_known(int64_t *id, struct store *s, const char *sha256,
		       const char *profile_sha256, struct err *err);

/* The last import of another file that is not undone and had rows of the same
 * kind, source and first to last day as `entry`: *id (0: none) and its *rows
 * without totals. Of several tables of that file the one in the same line.
 * `around`: it may cover more days, beyond one of the two. */
int store_import_alike(int64_t *id, int64_t *rows, struct store *s,
		       const struct ledger_entry *entry, bool around,
		       struct err *err);

/* The ledger, oldest first; strings in the arena. */
int store_ledger(struct ledger_entry **out, size_t *n, struct store *s,
		 struct arena *a, struct err *err);
/* Diagnostics kept with an import, in file order. */
int store_import_diags(struct diags *out, struct store *s, int64_t import,
		       struct err *err);

/*
 * Take an import back: every day it wrote returns to the version before it.
 * Refused (ERR_DATA) when a later import that is not undone wrote one of the
 * same days, or found rows of the same source and days already there; the
 * message names that import, to be undone first.
 */
int store_undo(struct store *s, int64_t import, int64_t *days,
	       struct err *err);
/* The same, taken back: what it would do or why it is refused. */
int store_undo_try(struct store *s, int64_t import, int64_t *days,
		   struct err *err);

/* ---- published figures and runs --------------------------------------- */

/* One published number, a row of table `figures`. Text fields "" = all. */
struct figure_row {
	const char *metric, *unit;
	const char *scope[12]; /* workflow, step, tool, item_type, channel,
				 * campaign, segment, prompt_version,
				 * component, input, field, skill; NULL = all, "" = (none) */
	int32_t first, last;	/* period */
	double value, low, high; /* NAN = NULL */
	int64_t n, x;		/* FACT_NULL = NULL */
	const char *verdict;
};

/* A week a published report showed, by workflow: baselines are pinned to the
 * first of them. */
struct published_week {
	const char *workflow;	/* "" = all workflows */
	int32_t monday;
	int64_t run;		/* the first run that showed it */
};

struct run_entry {
	int64_t id;
	const char *report;	/* "weekly", "quarterly" */
	const char *period;	/* "2026-W47" */
	const char *file;	/* base name in reports/ */
	const char *sha256;	/* hex of the file */
	const char *inputs;	/* hex digest of facts, config, as-of */
	const char *as_of;
	int64_t last_import;	/* ledger id the report saw */
	/* Weeks it showed, in its charts too; those that an earlier run showed
	 * stay with it. Not read back by store_runs(). */
	const struct published_week *weeks;
	size_t n_weeks;
	/* What it proposed, and what it said of earlier actions: decisions.h.
	 * What stands already is not written again. Likewise. */
	const struct proposal_entry *proposals;
	size_t n_proposals;
	const struct effect_entry *effects;
	size_t n_effects;
};

/* One transaction: the run, its figures and its weeks. */
int store_record_run(struct store *s, struct run_entry *run,
		     const struct figure_row *rows, size_t n,
		     struct err *err);
int store_runs(struct run_entry **out, size_t *n, struct store *s,
	       struct arena *a, struct err *err);
/* The day of the first weekly report of a period, DAY_NONE: there is none. */
int32_t first_weekly(const struct run_entry *run, size_t n,
		     const char *period);
/* Figures as last published for a report and period; for restatements and
 * for BI tools. Strings in the arena. */
int store_published(struct figure_row **out, size_t *n, struct store *s,
		    const char *report, const char *period, struct arena *a,
		    struct err *err);

/* By workflow and week. Strings in the arena. */
int store_published_weeks(struct published_week **out, size_t *n,
			  struct store *s, struct arena *a, struct err *err);

/* ---- SQL -------------------------------------------------------------- */

/*
 * Run one read-only SELECT with the facts as virtual tables (one per fact
 * kind) beside the plain tables. The authorizer denies everything that could
 * write, attach or load. on_row gets column names once (values NULL) and
 * then each row as text, NULL for SQL NULL, a BLOB as hexadecimal digits;
 * non-zero return stops.
 */
typedef int (*sql_row_fn)(void *ctx, int n, const char *const *names,
			  const char *const *values);
int store_sql(struct store *s, const char *sql, sql_row_fn on_row, void *ctx,
	      struct err *err);

/* "3.40.1": of the library in use, for --version. */
const char *store_library_version(void);

#endif
