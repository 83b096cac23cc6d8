/* The rows of a day under another zone: some stay, some belong to the day
 * before or after. */
#include <stdlib.h>

#include "base/zone.h"
#include "store/read.h"
#include "store/zone_move.h"

/* ---- one row ----------------------------------------------------------- */

/* The day a date-only time stands for, under the zone in use. */
static int32_t date_of(int64_t time)
{
	return zone_civil(fact_time_utc(time)).day;
}

static struct zone_bucket *bucket_of(struct zone_run *z, int32_t day)
{
	struct zone_bucket *b = &z->bucket[(day % BUCKETS + BUCKETS) % BUCKETS];

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
		zone_hash(z, rows, at);
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

static int write_bucket(struct zone_run *z, struct zone_bucket *b,
			struct err *err)
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
int zone_write_before(struct zone_run *z, int32_t day, struct err *err)
{
	for (;;) {
		struct zone_bucket *oldest = NULL;

		for (size_t i = 0; i < BUCKETS; i++) {
			struct zone_bucket *b = &z->bucket[i];

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

int zone_day_move(struct zone_run *z, const struct zone_day *d, struct err *err)
{
	int32_t at = d->day;
	struct arena *a = &z->arena[(at % BUCKETS + BUCKETS) % BUCKETS];
	struct fact_day day;
	sqlite3_stmt *st;
	int ret;

	if (zone_write_before(z, at - REACH, err))
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
