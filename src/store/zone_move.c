/*
 * store/zone_move.c - the same facts under the days of another time zone.
 *
 * Two zones are never more than 26 hours apart, so a row moves by two days at
 * most. Days are read in order, their rows wait in buckets of the days they
 * now belong to, and a bucket is written when no later day can add to it.
 *
 * A time is UTC and stays. What is known by its date alone is held as the
 * start of that day: it keeps its date and gets the new zone's start. That
 * may be a part of the row's key, so keys are hashed anew.
 */
#include <stdlib.h>
#include <string.h>

#include "base/zone.h"
#include "store/form.h"
#include "store/intern.h"
#include "store/load.h"
#include "store/read.h"
#include "store/rewrite.h"
#include "store/upkeep.h"
#include "store/write.h"

#define REACH 2			/* days a row may move */
#define BUCKETS (4 * REACH + 1)	/* a text lives until its row is written */

/*
 * Which ledger row a day is written under. A condensed day stays one, and so
 * closed to imports (form.h): its weighted rows have not moved.
 */
enum ledger { LEDGER_CONDENSED, LEDGER_ZONE, LEDGERS };

struct bucket {
	int32_t day;		/* DAY_NONE: free */
	bool condensed;
	int64_t moved;		/* rows that came from another day */
	struct segment_rows rows;
};

/* One source's key, to hash rows the way its imports did. */
struct source_key {
	struct facts_load load;	/* kind, key, source_id */
	bool known;		/* one key for all imports of the source */
};

struct zone_run {
	struct store *s;
	struct zone_moved *out;
	const char *from, *to;
	int64_t import[LEDGERS]; /* numbers of the new ledger rows */
	int64_t rows[LEDGERS], moved[LEDGERS];
	size_t n_dim;
	struct source_key *key;	/* by dimension id */
	int own;		/* column that gives the day, -1: it is none */
	struct bucket bucket[BUCKETS];
	struct arena arena[BUCKETS]; /* bytes of the days read */
	struct day_writer writer;
};

/* ---- which key --------------------------------------------------------- */

static uint64_t columns_named(const struct fact_kind *kind, const char *text)
{
	uint64_t mask = 0;

	while (*text) {
		size_t len = strcspn(text, ",");

		for (size_t c = 0; c < kind->n_columns; c++) {
			const char *name = kind->columns[c].name;

			if (strlen(name) == len && !strncmp(name, text, len))
				mask |= (uint64_t)1 << c;
		}
		text += len + (text[len] == ',');
	}
	return mask;
}

/* "workflow,item_id", "days:campaign", "days", "row": see load.c. */
static uint64_t key_of(const struct fact_kind *kind, const char *text)
{
	const char *colon = strchr(text, ':');
	uint64_t all = (((uint64_t)1 << kind->n_columns) - 1) &
		       ~(((uint64_t)1 << FC_N) - 1);

	if (colon)
		return columns_named(kind, colon + 1);
	if (strcmp(text, "days") && strcmp(text, "row"))
		return columns_named(kind, text);
	return all;
}

static int read_keys(struct zone_run *z, const char *const *dim,
		     struct err *err)
{
	const struct fact_kind *kind = z->out->kind;
	sqlite3_stmt *st = db_prepare(z->s, "SELECT source, min(row_key), "
		"min(row_key) = max(row_key) FROM import WHERE kind = ?1 "
		"GROUP BY source", err);
	int got = -1;

	z->key = xcalloc(z->n_dim + 1, sizeof *z->key);
	if (st) {
		db_bind_text(st, 1, kind->id);
		got = 0;
	}
	while (!got && (got = db_step(z->s, st, err)) > 0) {
		got = 0;
		for (size_t id = 1; id < z->n_dim; id++) {
			if (strcmp(dim[id], db_text(st, 0)))
				continue;
			z->key[id].known = sqlite3_column_int(st, 2);
			z->key[id].load.kind = kind;
			z->key[id].load.source_id = (uint32_t)id;
			z->key[id].load.key = key_of(kind, db_text(st, 1));
		}
	}
	sqlite3_finalize(st);
	return got;
}

/* ---- one row ----------------------------------------------------------- */

/* The day a date-only time stands for, under the zone in use. */
static int32_t date_of(int64_t time)
{
	return zone_civil(fact_time_utc(time)).day;
}

static void hash_anew(struct zone_run *z, struct segment_rows *rows, size_t r)
{
	const struct source_key *key = &z->key[rows->num[FC_SOURCE][r]];
	struct row_values v;

	if (!key->known)
		return;
	for (size_t c = 0; c < rows->kind->n_columns; c++) {
		v.num[c] = rows->num[c] ? rows->num[c][r] : 0;
		v.text[c] = rows->text[c] ? rows->text[c][r] : NULL;
		v.len[c] = rows->text[c] ? rows->text_len[c][r] : 0;
	}
	rows->key_hash[r] = key_hash(&key->load, &v);
}

static struct bucket *bucket_of(struct zone_run *z, int32_t day)
{
	struct bucket *b = &z->bucket[(day % BUCKETS + BUCKETS) % BUCKETS];

	if (b->day == DAY_NONE) {
		b->day = day;
		b->condensed = false;
	}
	if (b->day != day)
		BUG("a row moved by more than %d days", REACH);
	return b;
}

/* `date[c]`: the dates that date-only columns of the row stood for. */
static void place_row(struct zone_run *z, const struct fact_day *day, size_t r,
		      const int32_t *date)
{
	int64_t own = z->own < 0 ? FACT_NULL : fact_i64(day, z->own, r);
	bool group = fact_i64(day, FC_N, r) > 1;
	int32_t to = day->day;
	struct segment_rows *rows;
	size_t at;

	if (own != FACT_NULL && !fact_time_is_date(own) && !group)
		to = zone_civil(fact_time_utc(own)).day;
	rows = &bucket_of(z, to)->rows;
	at = segment_rows_copy(rows, day, r);
	for (size_t c = 0; c < day->kind->n_columns; c++) {
		if (date[c] != DAY_NONE)
			rows->num[c][at] = fact_time(
				zone_utc(date[c], 0, &(enum zone_fit){ 0 }),
				true);
	}
	z->out->rows++;
	z->out->moved += to != day->day;
	bucket_of(z, to)->moved += to != day->day;
	z->out->anchored += own != FACT_NULL && fact_time_is_date(own);
	z->out->stayed += group && own != FACT_NULL && !fact_time_is_date(own);
	if (!group)
		hash_anew(z, rows, at);
}

/* ---- days -------------------------------------------------------------- */

static int by_place(const void *a, const void *b, void *ctx)
{
	const struct segment_rows *rows = ctx;
	static const int by[] = { FC_SOURCE, FC_IMPORT, FC_LINE };
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	for (size_t i = 0; i < sizeof by / sizeof *by; i++) {
		int64_t p = rows->num[by[i]][x], q = rows->num[by[i]][y];

		if (p != q)
			return p < q ? -1 : 1;
	}
	return (x > y) - (x < y);
}

static int write_bucket(struct zone_run *z, struct bucket *b, struct err *err)
{
	enum ledger l = b->condensed ? LEDGER_CONDENSED : LEDGER_ZONE;
	uint32_t *order;
	int ret = 0;

	if (b->rows.n) {
		order = xreallocarray(NULL, b->rows.n, sizeof *order);
		for (uint32_t i = 0; i < b->rows.n; i++)
			order[i] = i;
		qsort_r(order, b->rows.n, sizeof *order, by_place, &b->rows);
		ret = day_encode(&z->writer, &b->rows, order, b->rows.n, err);
		if (!ret)
			ret = day_write(&z->writer, z->out->kind, b->rows.n,
					b->day, z->import[l], err);
		free(order);
	}
	z->rows[l] += (int64_t)b->rows.n;
	z->moved[l] += b->moved;
	b->rows.n = 0;
	b->moved = 0;
	b->day = DAY_NONE;
	return ret;
}

/* Write what is complete before a day is read, in order. */
static int write_before(struct zone_run *z, int32_t day, struct err *err)
{
	for (;;) {
		struct bucket *oldest = NULL;

		for (size_t i = 0; i < BUCKETS; i++) {
			struct bucket *b = &z->bucket[i];

			if (b->day != DAY_NONE && b->day < day &&
			    (!oldest || b->day < oldest->day))
				oldest = b;
		}
		if (!oldest)
			return 0;
		if (write_bucket(z, oldest, err))
			return -1;
	}
}

/* The dates of date-only columns, under the old zone: n_columns a row. */
static int32_t *dates_of(const struct fact_day *day)
{
	size_t n = day->kind->n_columns;
	int32_t *date = xreallocarray(NULL, day->n * n + 1, sizeof *date);

	for (size_t r = 0; r < day->n; r++) {
		for (size_t c = 0; c < n; c++) {
			int64_t v = day->kind->columns[c].type == FACT_TIME ?
				fact_i64(day, (int)c, r) : FACT_NULL;

			date[r * n + c] = v != FACT_NULL &&
				fact_time_is_date(v) ? date_of(v) : DAY_NONE;
		}
	}
	return date;
}

static int move_day(struct zone_run *z, const struct fact_day *day,
		    struct err *err)
{
	int32_t *date;
	int ret;

	if (zone_use(z->from, err))
		return -1;
	date = dates_of(day);
	ret = zone_use(z->to, err);
	for (int32_t d = day->day - REACH; !ret && d <= day->day + REACH; d++)
		segment_rows_reserve(&bucket_of(z, d)->rows,
				     bucket_of(z, d)->rows.n + day->n);
	for (size_t r = 0; !ret && r < day->n; r++)
		place_row(z, day, r, date + r * day->kind->n_columns);
	free(date);
	return ret;
}

/* A current day of the kind with facts. */
struct day_of {
	int64_t segment;
	int32_t day;
	bool condensed;
};

static int read_day(struct zone_run *z, const struct day_of *d,
		    struct err *err)
{
	int32_t at = d->day;
	struct arena *a = &z->arena[(at % BUCKETS + BUCKETS) % BUCKETS];
	struct fact_day day;
	sqlite3_stmt *st;
	int ret;

	if (write_before(z, at - REACH, err))
		return -1;
	arena_release(a);
	bucket_of(z, at)->condensed = d->condensed;
	st = db_prepare(z->s, "SELECT facts, sha256, data FROM segment LEFT "
			"JOIN segment_data ON segment_data.segment = "
			"segment.id WHERE id = ?1", err);
	ret = -1;
	if (st) {
		sqlite3_bind_int64(st, 1, d->segment);
		ret = db_step(z->s, st, err) > 0 ? 0 : -1;
	}
	if (!ret)
		ret = segment_take(&day, z->s, z->out->kind, at, st, 0,
				   z->n_dim, a, err);
	sqlite3_finalize(st);
	return ret ? -1 : move_day(z, &day, err);
}

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

static int list_days(struct day_of **out, size_t *n, struct zone_run *z,
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
		(*out)[(*n)++] = (struct day_of){
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
	struct day_of *list;
	size_t n;
	int ret = list_days(&list, &n, z, err);

	bool condensed = false;

	for (size_t i = 0; i < n; i++)
		condensed |= list[i].condensed;
	z->import[LEDGER_CONDENSED] = import->id;
	z->import[LEDGER_ZONE] = import->id + condensed;
	for (size_t i = 0; !ret && i < n; i++)
		ret = read_day(z, &list[i], err);
	if (!ret)
		ret = write_before(z, DAY_MAX, err);
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
	    !read_keys(&z, dim, err) && !day_writer_init(&z.writer, z.s, err))
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
