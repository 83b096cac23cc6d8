/* Every kind that holds times, under the days of another zone. */
#include <stdlib.h>
#include <string.h>

#include "store/form.h"
#include "store/intern.h"
#include "store/zone_move.h"

/* ---- one kind ----------------------------------------------------------- */

static int run_kind(struct store *s, const char *sql,
		    const struct fact_kind *kind, int64_t import,
		    struct err *err)
{
	sqlite3_stmt *st = db_prepare(s, sql, err);
	int ret = -1;

	if (st) {
		db_bind_text(st, 1, kind->id);
		sqlite3_bind_int64(st, 2, import);
		ret = db_run(s, st, err);
	}
	sqlite3_finalize(st);
	return ret;
}

/* Every version that an import before this one wrote. */
static int drop_old(struct zone_run *z, struct err *err)
{
	const struct fact_kind *kind = z->out->kind;

	if (run_kind(z->s, "DELETE FROM segment_data WHERE segment IN (SELECT "
		     "id FROM segment WHERE kind = ?1 AND import < ?2)", kind,
		     z->import[LEDGER_CONDENSED], err))
		return -1;
	return run_kind(z->s, "DELETE FROM segment WHERE kind = ?1 AND import "
			"< ?2", kind, z->import[LEDGER_CONDENSED], err);
}

static int add_ledger(struct store_import *import, struct zone_run *z,
		      enum ledger l, const char *as_of, int32_t first,
		      int32_t last, struct err *err)
{
	const char *profile = l == LEDGER_ZONE ? ZONED : CONDENSED;
	char file[256];
	struct ledger_entry e = {
		.file = file, .sha256 = "", .profile = profile,
		.profile_sha256 = "", .kind = z->out->kind->id,
		.source = profile, .encoding = "", .delimiter = "",
		.read = z->rows[l], .used = z->moved[l],
		.same = z->rows[l] - z->moved[l], .first = first,
		.last = last, .rejects = "", .as_of = as_of
	};

	sqlite3_snprintf(sizeof file, file, "%s from %s to %s", e.kind,
			 z->from, z->to);
	return store_import_add(import, &e, NULL, err);
}

static int list_days(struct zone_day **out, size_t *n, struct zone_run *z,
		     struct err *err)
{
	sqlite3_stmt *st = db_prepare(z->s, "SELECT id, day, "
		SEGMENT_WAS_CONDENSED " FROM segment WHERE kind = ?1 AND "
		"current = 1 AND facts > 0 ORDER BY day", err);
	size_t cap = 0;
	int got = -1;

	*out = NULL;
	*n = 0;
	if (st) {
		db_bind_text(st, 1, z->out->kind->id);
		got = 0;
	}
	while (!got && (got = db_step(z->s, st, err)) > 0) {
		vec_reserve(out, *n, &cap);
		(*out)[(*n)++] = (struct zone_day){
			sqlite3_column_int64(st, 0), sqlite3_column_int(st, 1),
			sqlite3_column_int(st, 2) != 0
		};
		got = 0;
	}
	sqlite3_finalize(st);
	return got;
}

static int move_days(struct zone_run *z, struct store_import *import,
		     const char *as_of, struct err *err)
{
	struct zone_day *list;
	size_t n;
	int ret = list_days(&list, &n, z, err);

	bool condensed = false;

	for (size_t i = 0; i < n; i++)
		condensed |= list[i].condensed;
	z->import[LEDGER_CONDENSED] = import->id;
	z->import[LEDGER_ZONE] = import->id + condensed;
	for (size_t i = 0; !ret && i < n; i++)
		ret = zone_day_move(z, &list[i], err);
	if (!ret)
		ret = zone_write_before(z, DAY_MAX, err);
	if (!ret)
		ret = drop_old(z, err);
	for (int l = condensed ? 0 : LEDGER_ZONE; !ret && n && l < LEDGERS; l++)
		ret = add_ledger(import, z, (enum ledger)l, as_of,
				 list[0].day, list[n - 1].day, err);
	free(list);
	return ret;
}

static int day_column(const struct fact_kind *kind)
{
	for (size_t c = 0; c < kind->n_columns; c++) {
		if (kind->columns[c].type == FACT_TIME &&
		    kind->columns[c].flags & COLUMN_DAY)
			return (int)c;
	}
	return -1;
}

static int move_kind(struct zone_moved *out, struct store_import *import,
		     const char *from, const char *to, const char *as_of,
		     struct err *err)
{
	struct zone_run z = {
		.s = import->s, .out = out, .from = from, .to = to,
		.own = day_column(out->kind),
		.writer = { .bytes = STRBUF_INIT }
	};
	const char *const *dim;
	struct arena a = { 0 };
	int ret = -1;

	for (size_t i = 0; i < BUCKETS; i++) {
		z.bucket[i].day = DAY_NONE;
		segment_rows_init(&z.bucket[i].rows, out->kind);
	}
	if (!dimensions_read(&dim, &z.n_dim, z.s, &a, err) &&
	    !zone_keys_read(&z, dim, err) &&
	    !day_writer_init(&z.writer, z.s, err))
		ret = move_days(&z, import, as_of, err);
	day_writer_release(&z.writer);
	for (size_t i = 0; i < BUCKETS; i++) {
		segment_rows_release(&z.bucket[i].rows);
		arena_release(&z.arena[i]);
	}
	free(z.key);
	arena_release(&a);
	return ret;
}

/* ---- all of it ----------------------------------------------------------- */

static bool has_times(const struct fact_kind *kind)
{
	for (size_t c = 0; c < kind->n_columns; c++) {
		if (kind->columns[c].type == FACT_TIME)
			return true;
	}
	return false;
}

static int move_all(struct zone_moved out[ZONE_KINDS],
		    struct store_import *import, const char *to,
		    const char *as_of, struct err *err)
{
	struct store *s = import->s;
	char from[128];
	size_t n = 0;

	if (meta_get(from, sizeof from, s, "zone", err))
		return -1;
	for (size_t i = 0; fact_kind_table[i]; i++) {
		if (!has_times(fact_kind_table[i]))
			continue;
		if (n == ZONE_KINDS)
			BUG("more kinds with times than ZONE_KINDS");
		out[n].kind = fact_kind_table[i];
		if (move_kind(&out[n++], import, from, to, as_of, err))
			return -1;
	}
	if (meta_set(s, "zone", to, err))
		return -1;
	return rewrite_add(s, "zone", to, as_of, err);
}

int store_move_zone(struct zone_moved out[ZONE_KINDS], struct store *s,
		    const char *to, const char *as_of, bool dry_run,
		    struct err *err)
{
	struct store_import *import;

	memset(out, 0, ZONE_KINDS * sizeof *out);
	if (store_import_begin(&import, s, err))
		return -1;
	if (move_all(out, import, to, as_of, err)) {
		store_import_abort(import);
		return -1;
	}
	if (!dry_run)
		return store_import_commit(import, err);
	store_import_abort(import);
	return 0;
}
