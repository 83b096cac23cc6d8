/*
 * store/read.c - facts out: the day segments of a window as typed columns.
 */
#include <string.h>

#include "store/facts.h"
#include "store/intern.h"
#include "store/read.h"

static int damaged(struct store *s, const struct fact_kind *kind, int32_t day,
		   const char *why, struct err *err)
{
	char date[DATE_MAX];

	return err_set(err, ERR_DATA, "the %s facts of %s in %s are damaged "
		       "(%s); no report is made from them: restore a backup "
		       "(tuneup restore), or undo the imports of that day and "
		       "import again",
		       kind->id, day_format(date, day), s->path, why);
}

int segment_take(struct fact_day *out, struct store *s,
		 const struct fact_kind *kind, int32_t day, sqlite3_stmt *row,
		 int column, size_t n_dim, struct arena *a, struct err *err)
{
	const void *bytes = sqlite3_column_blob(row, column + 2);
	size_t len = (size_t)sqlite3_column_bytes(row, column + 2);
	uint8_t want[SHA256_SIZE], have[SHA256_SIZE];
	struct err why;
	void *copy;

	if (!bytes)
		return damaged(s, kind, day, "its bytes are missing", err);
	if (db_digest(want, s, row, column + 1, err))
		return -1;
	sha256_bytes(have, bytes, len);
	if (memcmp(want, have, SHA256_SIZE) != 0)
		return damaged(s, kind, day, "its SHA-256 does not fit", err);
	copy = arena_alloc(a, len);
	memcpy(copy, bytes, len);
	if (segment_open(out, kind, copy, len, &why) ||
	    segment_check_ids(out, n_dim, &why))
		return damaged(s, kind, day, why.msg, err);
	if ((int64_t)out->n != sqlite3_column_int64(row, column))
		return damaged(s, kind, day, "its row count does not fit",
			       err);
	out->day = day;
	return 0;
}

sqlite3_stmt *segments_of(struct store *s, const struct fact_kind *kind,
			  int32_t first, int32_t last, struct err *err)
{
	sqlite3_stmt *st = db_prepare(s,
		"SELECT day, facts, sha256, data FROM segment "
		"LEFT JOIN segment_data ON segment_data.segment = segment.id "
		"WHERE kind = ?1 AND day BETWEEN ?2 AND ?3 AND current = 1 "
		"AND facts > 0 ORDER BY day", err);

	if (st) {
		db_bind_text(st, 1, kind->id);
		sqlite3_bind_int(st, 2, first);
		sqlite3_bind_int(st, 3, last);
	}
	return st;
}

static int count_days(size_t *n, struct store *s,
		      const struct fact_kind *kind, int32_t first,
		      int32_t last, struct err *err)
{
	sqlite3_stmt *st = db_prepare(s, "SELECT count(*) FROM segment WHERE "
		"kind = ?1 AND day BETWEEN ?2 AND ?3 AND current = 1 AND "
		"facts > 0", err);
	int got = -1;

	if (st) {
		db_bind_text(st, 1, kind->id);
		sqlite3_bind_int(st, 2, first);
		sqlite3_bind_int(st, 3, last);
		got = db_step(s, st, err);
		*n = (size_t)sqlite3_column_int64(st, 0);
	}
	sqlite3_finalize(st);
	return got < 0 ? -1 : 0;
}

static int read_days(struct facts *f, struct store *s, struct err *err)
{
	sqlite3_stmt *st;
	struct arena whole = { 0 };
	size_t room = 0;
	int got = 0;

	if (count_days(&room, s, f->kind, f->first, f->last, err))
		return -1;
	f->days = arena_array(&f->arena, room, sizeof *f->days);
	st = segments_of(s, f->kind, f->first, f->last, err);
	if (!st)
		return -1;
	while (f->n_days < room && (got = db_step(s, st, err)) > 0) {
		struct fact_day *day = &f->days[f->n_days];

		got = segment_take(day, s, f->kind, sqlite3_column_int(st, 0),
				   st, 1, f->n_dim, &whole, err);
		if (got)
			break;
		day->before = f->n;
		segment_keep(day, &f->arena);
		arena_release(&whole);
		f->n += day->n;
		f->n_days++;
	}
	arena_release(&whole);
	sqlite3_finalize(st);
	return got < 0 ? -1 : 0;
}

int facts_read(struct facts *f, struct store *store,
	       const struct fact_kind *kind, int32_t first, int32_t last,
	       struct err *err)
{
	*f = (struct facts){ .kind = kind, .first = first, .last = last };
	if (dimensions_read(&f->dim, &f->n_dim, store, &f->arena, err) ||
	    read_days(f, store, err)) {
		facts_release(f);
		return -1;
	}
	return 0;
}

void facts_release(struct facts *f)
{
	arena_release(&f->arena);
	*f = (struct facts){ .kind = f->kind };
}

int64_t facts_dim_id(const struct facts *f, const char *text)
{
	for (size_t id = 1; id < f->n_dim; id++) {
		if (strcmp(f->dim[id], text) == 0)
			return (int64_t)id;
	}
	return 0;
}

int facts_span(int32_t *first, int32_t *last, struct store *store,
	       const struct fact_kind *kind, struct err *err)
{
	sqlite3_stmt *st = db_prepare(store, "SELECT min(day), max(day) FROM "
		"segment WHERE kind = ?1 AND current = 1 AND facts > 0", err);
	int got = -1;

	*first = *last = DAY_NONE;
	if (st) {
		db_bind_text(st, 1, kind->id);
		got = db_step(store, st, err);
	}
	if (got > 0 && sqlite3_column_type(st, 0) != SQLITE_NULL) {
		*first = sqlite3_column_int(st, 0);
		*last = sqlite3_column_int(st, 1);
	}
	sqlite3_finalize(st);
	return got < 0 ? -1 : 0;
}

int facts_any(bool *any, struct store *store, const struct fact_kind *kind,
	      int32_t first, int32_t last, struct err *err)
{
	sqlite3_stmt *st = db_prepare(store, "SELECT 1 FROM segment WHERE "
		"kind = ?1 AND day BETWEEN ?2 AND ?3 AND current = 1 AND "
		"facts > 0 LIMIT 1", err);
	int got = -1;

	if (st) {
		db_bind_text(st, 1, kind->id);
		sqlite3_bind_int(st, 2, first);
		sqlite3_bind_int(st, 3, last);
		got = db_step(store, st, err);
	}
	sqlite3_finalize(st);
	*any = got > 0;
	return got < 0 ? -1 : 0;
}
