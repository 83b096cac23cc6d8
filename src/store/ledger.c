/*
 * store/ledger.c - one row per export that was read, and one transaction.
 */
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "store/chain.h"
#include "store/form.h"
#include "store/load.h"

int store_import_begin(struct store_import **import, struct store *s,
		       struct err *err)
{
	struct store_import *new;
	int64_t last;

	*import = NULL;
	if (db_begin(s, err))
		return -1;
	if (db_int(s, "SELECT max(id) FROM import", 0, &last, err)) {
		db_rollback(s);
		return -1;
	}
	new = xcalloc(1, sizeof *new);
	new->s = s;
	new->id = last + 1;
	new->row_key = xstrdup("");
	*import = new;
	return 0;
}

int store_import_key(bool *changed, struct store_import *import,
		     const char *mark, struct err *err)
{
	char have[STORE_KEY_MARK_MAX];

	*changed = false;
	if (meta_get(have, sizeof have, import->s, "people_key", err))
		return -1;
	if (!strcmp(have, mark))
		return 0;
	*changed = have[0] != '\0';
	return meta_set(import->s, "people_key", mark, err);
}

int store_key_mark(char buf[STORE_KEY_MARK_MAX], struct store *s,
		   struct err *err)
{
	return meta_get(buf, STORE_KEY_MARK_MAX, s, "people_key", err);
}

int64_t store_import_id(const struct store_import *import)
{
	return import->id;
}

struct store *store_import_store(struct store_import *import)
{
	return import->s;
}

static void import_free(struct store_import *import)
{
	free(import->row_key);
	free(import);
}

void store_import_abort(struct store_import *import)
{
	if (!import)
		return;
	db_rollback(import->s);
	import_free(import);
}

static int check_accounting(const struct ledger_entry *e, struct err *err)
{
	if (e->read == e->used + e->same + e->totals + e->aside &&
	    e->used >= e->added + e->replaced)
		return 0;
	return err_set(err, ERR_SOFTWARE, "%s: the accounting does not add up "
		       "(%lld rows read; %lld used, which made %lld added and "
		       "%lld replaced; %lld already there, %lld totals, %lld "
		       "set aside); nothing was changed: please report this",
		       e->file, (long long)e->read, (long long)e->used,
		       (long long)e->added, (long long)e->replaced,
		       (long long)e->same, (long long)e->totals,
		       (long long)e->aside);
}

/* 24 values, in the order of the table. */
static int insert_entry(struct store *s, const struct ledger_entry *e,
			const char *row_key, struct err *err)
{
	const char *text[] = {
		e->file, e->sha256, e->profile, e->profile_sha256, e->kind,
		e->source, row_key, e->encoding, e->delimiter
	};
	const int64_t num[] = {
		e->header_line, e->read, e->used, e->same, e->totals, e->aside,
		e->added, e->replaced, e->removed
	};
	char first[DATE_MAX], last[DATE_MAX];
	sqlite3_stmt *st = db_prepare(s, "INSERT INTO import(id, file, "
		"sha256, profile, profile_sha256, kind, source, row_key, "
		"encoding, delimiter, header_line, rows_read, rows_used, "
		"rows_same, rows_totals, rows_aside, added, replaced, "
		"removed, first_day, last_day, rejects, as_of, undone, "
		"digest) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, "
		"?, ?, ?, ?, ?, ?, ?, ?, 0, zeroblob(32))", err);
	int i = 1, ret;

	if (!st)
		return -1;
	sqlite3_bind_int64(st, i++, e->id);
	for (size_t t = 0; t < sizeof text / sizeof *text; t++)
		db_bind_text(st, i++, text[t] ? text[t] : "");
	for (size_t t = 0; t < sizeof num / sizeof *num; t++)
		sqlite3_bind_int64(st, i++, num[t]);
	db_bind_day(st, i++, e->first, first);
	db_bind_day(st, i++, e->last, last);
	db_bind_text(st, i++, e->rejects ? e->rejects : "");
	db_bind_text(st, i++, e->as_of ? e->as_of : "");
	ret = db_run(s, st, err);
	sqlite3_finalize(st);
	return ret;
}

static int insert_diags(struct store *s, int64_t import,
			const struct diags *diags, struct err *err)
{
	sqlite3_stmt *st = db_prepare(s, "INSERT INTO import_diag(import, "
		"seq, level, code, line, header, text) "
		"VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7)", err);
	int ret = st ? 0 : -1;

	for (size_t i = 0; !ret && i < diags->n; i++) {
		const struct diag *d = &diags->item[i];

		sqlite3_bind_int64(st, 1, import);
		sqlite3_bind_int64(st, 2, (int64_t)i + 1);
		db_bind_text(st, 3, diag_level_name(d->level));
		db_bind_text(st, 4, d->code);
		sqlite3_bind_int64(st, 5, d->line);
		db_bind_text(st, 6, d->column);
		db_bind_text(st, 7, d->text);
		ret = db_run(s, st, err);
	}
	sqlite3_finalize(st);
	return ret;
}

int store_import_add(struct store_import *import, struct ledger_entry *entry,
		     const struct diags *diags, struct err *err)
{
	struct store *s = import->s;

	entry->id = import->id;
	if (check_accounting(entry, err) ||
	    insert_entry(s, entry, import->row_key, err) ||
	    (diags && insert_diags(s, entry->id, diags, err)) ||
	    chain_add_import(s, entry->id, err))
		return -1;
	import->id++;
	free(import->row_key);
	import->row_key = xstrdup("");
	return 0;
}

int store_import_commit(struct store_import *import, struct err *err)
{
	int ret = db_commit(import->s, err);

	import_free(import);
	return ret;
}

int store_import_finish(struct store_import *import,
			struct ledger_entry *entry, const struct diags *diags,
			struct err *err)
{
	if (store_import_add(import, entry, diags, err)) {
		store_import_abort(import);
		return -1;
	}
	return store_import_commit(import, err);
}

int store_import_known(int64_t *id, struct store *s, const char *sha256,
		       const char *profile_sha256, struct err *err)
{
	/* rows that condensed days kept out get in once these are open again */
	sqlite3_stmt *st = db_prepare(s, "SELECT id FROM import f WHERE "
		"sha256 = ?1 AND profile_sha256 = ?2 AND undone = 0 AND NOT "
		"(EXISTS(SELECT 1 FROM import_diag WHERE import = f.id AND "
		"code = '" CONDENSED_DAY "') AND EXISTS(SELECT 1 FROM undo u "
		"JOIN import c ON c.id = u.import WHERE c.profile = '"
		CONDENSED "' AND u.after_import >= f.id)) "
		"ORDER BY id LIMIT 1", err);
	int got = -1;

	*id = 0;
	if (st) {
		db_bind_text(st, 1, sha256);
		db_bind_text(st, 2, profile_sha256);
		got = db_step(s, st, err);
	}
	if (got > 0)
		*id = sqlite3_column_int64(st, 0);
	sqlite3_finalize(st);
	return got < 0 ? -1 : 0;
}

/* Imports of other files, of those the newest; of a file of several tables
 * the one that stood in the same line. */
#define ALIKE(days) "WITH alike AS (SELECT * FROM import WHERE kind = ?1 " \
	"AND source = ?2 AND " days " AND undone = 0 AND sha256 <> ?5), " \
	"newest AS (SELECT * FROM alike WHERE sha256 = (SELECT sha256 FROM " \
	"alike ORDER BY id DESC LIMIT 1)) SELECT id, rows_read - " \
	"rows_totals FROM newest WHERE header_line = ?6 OR (SELECT count(*) " \
	"FROM newest) = 1 ORDER BY id DESC LIMIT 1"

int store_import_alike(int64_t *id, int64_t *rows, struct store *s,
		       const struct ledger_entry *entry, bool around,
		       struct err *err)
{
	static const char *const sql[] = {
		ALIKE("first_day = ?3 AND last_day = ?4"),
		ALIKE("first_day <= ?3 AND last_day >= ?4 AND (first_day = ?3 "
		      "OR last_day = ?4)")
	};
	sqlite3_stmt *st = db_prepare(s, sql[around], err);
	char first[DATE_MAX], last[DATE_MAX];
	int got = -1;

	*id = *rows = 0;
	if (st) {
		db_bind_text(st, 1, entry->kind);
		db_bind_text(st, 2, entry->source);
		db_bind_day(st, 3, entry->first, first);
		db_bind_day(st, 4, entry->last, last);
		db_bind_text(st, 5, entry->sha256);
		sqlite3_bind_int64(st, 6, entry->header_line);
		got = db_step(s, st, err);
	}
	if (got > 0) {
		*id = sqlite3_column_int64(st, 0);
		*rows = sqlite3_column_int64(st, 1);
	}
	sqlite3_finalize(st);
	return got < 0 ? -1 : 0;
}

static const char *keep(struct arena *a, sqlite3_stmt *st, int i)
{
	return arena_strdup(a, db_text(st, i));
}

static void read_entry(struct ledger_entry *e, sqlite3_stmt *st,
		       struct arena *a)
{
	*e = (struct ledger_entry){
		.id = sqlite3_column_int64(st, 0),
		.file = keep(a, st, 1),
		.sha256 = keep(a, st, 2),
		.profile = keep(a, st, 3),
		.profile_sha256 = keep(a, st, 4),
		.kind = keep(a, st, 5),
		.source = keep(a, st, 6),
		.encoding = keep(a, st, 7),
		.delimiter = keep(a, st, 8),
		.header_line = sqlite3_column_int64(st, 9),
		.read = sqlite3_column_int64(st, 10),
		.used = sqlite3_column_int64(st, 11),
		.same = sqlite3_column_int64(st, 12),
		.totals = sqlite3_column_int64(st, 13),
		.aside = sqlite3_column_int64(st, 14),
		.added = sqlite3_column_int64(st, 15),
		.replaced = sqlite3_column_int64(st, 16),
		.removed = sqlite3_column_int64(st, 17),
		.first = db_day(st, 18),
		.last = db_day(st, 19),
		.rejects = keep(a, st, 20),
		.as_of = keep(a, st, 21),
		.undone = sqlite3_column_int(st, 22) != 0
	};
}

int store_ledger(struct ledger_entry **out, size_t *n, struct store *s,
		 struct arena *a, struct err *err)
{
	sqlite3_stmt *st = NULL;
	int64_t count;
	int got;

	*out = NULL;
	*n = 0;
	if (db_int(s, "SELECT count(*) FROM import", 0, &count, err))
		return -1;
	*out = arena_array(a, (size_t)count, sizeof **out);
	st = db_prepare(s, "SELECT id, file, sha256, profile, profile_sha256, "
		"kind, source, encoding, delimiter, header_line, rows_read, "
		"rows_used, rows_same, rows_totals, rows_aside, added, "
		"replaced, removed, first_day, last_day, rejects, as_of, "
		"undone FROM import ORDER BY id", err);
	got = st ? 1 : -1;
	while (got > 0 && *n < (size_t)count &&
	       (got = db_step(s, st, err)) > 0)
		read_entry(&(*out)[(*n)++], st, a);
	sqlite3_finalize(st);
	return got < 0 ? -1 : 0;
}

static enum diag_level level_of(const char *name)
{
	for (enum diag_level l = DIAG_NOTE; l < DIAG_ASIDE; l++) {
		if (strcmp(name, diag_level_name(l)) == 0)
			return l;
	}
	return DIAG_ASIDE;
}

int store_import_diags(struct diags *out, struct store *s, int64_t import,
		       struct err *err)
{
	sqlite3_stmt *st = db_prepare(s, "SELECT level, code, line, header, "
		"text FROM import_diag WHERE import = ?1 ORDER BY line, seq",
		err);
	int got = -1;

	if (st) {
		sqlite3_bind_int64(st, 1, import);
		while ((got = db_step(s, st, err)) > 0)
			diag_add(out, level_of(db_text(st, 0)),
				 db_text(st, 1), sqlite3_column_int64(st, 2),
				 db_text(st, 3), "%s", db_text(st, 4));
	}
	sqlite3_finalize(st);
	return got;
}
