/*
 * store/merge.c - one day's new rows against the stored segment of that day.
 *
 * New rows are grouped by key first (group.c). Then each stored row of the
 * same source finds its group, or not:
 *
 *	equal content		the stored row stays as it is
 *	other content		a new row takes its place
 *	no group, upsert	it stays
 *	no group, snapshot	it leaves, except on a boundary day
 *
 * Rows by day and rows for a period lie on the same days and know nothing of
 * each other: a file without day rows owns no day row, and a period row
 * leaves only if the file has rows of that very period.
 *
 * A day whose rows of this source were condensed is closed instead
 * (closed.c). What is left of the groups is new. Only if something changed is a new
 * version of the day written; rows keep the import and line they came from.
 */
#include <stdlib.h>

#include "store/merge.h"
#include "store/form.h"
#include "store/read.h"

struct merge *merge_new(struct facts_load *load, struct err *err)
{
	struct merge *m = xcalloc(1, sizeof *m);

	m->load = load;
	segment_rows_init(&m->rows, load->kind);
	m->writer = (struct day_writer){ .bytes = STRBUF_INIT };
	m->get = db_prepare(load->s, "SELECT facts, sha256, data, "
		SEGMENT_WAS_CONDENSED " FROM segment LEFT JOIN segment_data "
		"ON segment_data.segment = segment.id WHERE kind = ?1 AND "
		"day = ?2 AND current = 1", err);
	if (!m->get || day_writer_init(&m->writer, load->s, err)) {
		merge_free(m);
		return NULL;
	}
	return m;
}

void merge_free(struct merge *m)
{
	if (!m)
		return;
	segment_rows_release(&m->rows);
	arena_release(&m->arena);
	day_writer_release(&m->writer);
	free(m->new);
	free(m->old);
	free(m->order);
	free(m->start);
	free(m->slot);
	sqlite3_finalize(m->get);
	free(m);
}

static bool old_equal(const struct merge *m, uint64_t columns, uint32_t new,
		      uint32_t old)
{
	const struct segment_rows *rows = &m->rows;

	for (uint64_t left = columns; left; left &= left - 1) {
		int c = __builtin_ctzll(left);
		const char *text;
		size_t len;

		if (rows->num[c]) {
			if (rows->num[c][new] != fact_i64(&m->day, c, old))
				return false;
			continue;
		}
		text = fact_text(&m->day, c, old, &len);
		if (!same_text(rows->text[c][new], rows->text_len[c][new],
			       text, len))
			return false;
	}
	return true;
}

/* ---- stored rows ------------------------------------------------------ */

static int read_old(struct merge *m, int32_t day, struct err *err)
{
	struct facts_load *load = m->load;
	int got;

	m->day = (struct fact_day){ .kind = load->kind, .day = day };
	db_bind_text(m->get, 1, load->kind->id);
	sqlite3_bind_int(m->get, 2, day);
	got = db_step(load->s, m->get, err);
	m->condensed = got > 0 && sqlite3_column_int(m->get, 3);
	if (got > 0)
		got = segment_take(&m->day, load->s, load->kind, day, m->get,
				   0, load->names.n_stored, &m->arena, err);
	sqlite3_reset(m->get);
	if (got)
		return -1;
	m->old = xreallocarray(m->old, m->day.n, sizeof *m->old);
	for (size_t i = 0; i < m->day.n; i++)
		m->old[i] = (struct old_row){ .next = NONE };
	return 0;
}

static uint32_t find_group(const struct merge *m, uint32_t old)
{
	uint64_t hash = stored_hash(m->load, &m->day, old);

	for (size_t at = (size_t)hash & m->mask; m->slot[at];
	     at = (at + 1) & m->mask) {
		uint32_t head = m->slot[at] - 1;

		if (m->rows.key_hash[head] == hash &&
		    old_equal(m, m->load->key, head, old))
			return head;
	}
	return NONE;
}

/* ---- what a snapshot may remove ---------------------------------------- */

static int by_number(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

/* The periods that the file has on this day. */
static void note_periods(struct merge *m)
{
	const int64_t *start;

	m->n_starts = 0;
	if (m->load->period < 0 || !m->rows.n || !m->day.n)
		return;
	start = m->rows.num[m->load->period];
	m->start = xreallocarray(m->start, m->rows.n, sizeof *m->start);
	for (size_t i = 0; i < m->rows.n; i++) {
		if (period_is(start[i], m->day.day))
			m->start[m->n_starts++] = start[i];
	}
	if (m->n_starts)
		qsort(m->start, m->n_starts, sizeof *m->start, by_number);
}

static bool day_within(const struct facts_load *load, int32_t day,
		       int32_t first, int32_t last)
{
	if (load->spec.whole_days)
		return day >= first && day <= last;
	return day > first && day < last;
}

/* May a stored row leave because the file does not have it? */
static bool row_is_owned(const struct merge *m, uint32_t old)
{
	const struct facts_load *load = m->load;
	int32_t day = m->day.day, first = load->covers_first,
		last = load->covers_last;
	int64_t start = load->period < 0 ? FACT_NULL :
		fact_i64(&m->day, load->period, old);

	if (load->spec.mode != LOAD_SNAPSHOT || first == DAY_NONE)
		return false;
	if (period_is(start, day))
		return day_within(load, day, first, last) && m->n_starts &&
			bsearch(&start, m->start, m->n_starts,
				sizeof *m->start, by_number);
	if (load->period >= 0) {
		if (load->day_first == DAY_NONE)
			return false;
		/* the days of its periods are not days it lists */
		if (load->spec.covers_first == DAY_NONE)
			first = load->day_first;
		if (load->spec.covers_last == DAY_NONE)
			last = load->day_last;
	}
	return day_within(load, day, first, last);
}

static void remove_old(struct merge *m, uint32_t old)
{
	m->old[old].gone = true;
	m->load->result.removed++;
}

/* How many rows of the file are in new row r. */
static int64_t rows_in(const struct merge *m, uint32_t r)
{
	int64_t n = 1;

	for (uint32_t s = m->new[r].summed; s != NONE; s = m->new[s].next)
		n++;
	return n;
}

static void match_old(struct merge *m, uint32_t old)
{
	struct facts_load *load = m->load;
	uint32_t head = find_group(m, old);

	if (head == NONE) {
		if (row_is_owned(m, old))
			remove_old(m, old);
		else if (load->places.n_leave &&
			 places_leaves(&load->places, m->day.day,
				       stored_hash(load, &m->day, old)))
			m->old[old].gone = true;
		return;
	}
	if (!old_equal(m, content(m), head, old)) {
		m->old[old].next = m->new[head].others;
		m->new[head].others = old;
		return;
	}
	if (m->new[head].left != NONE) {
		uint32_t equal = m->new[head].left;

		load->result.kept++;
		load->result.same += rows_in(m, equal);
		m->new[equal].gone = true;
		m->new[head].left = m->new[equal].next;
	} else if (row_is_owned(m, old)) {
		remove_old(m, old);
	}
}

static void match_all_old(struct merge *m)
{
	note_periods(m);
	for (uint32_t i = 0; i < m->day.n; i++) {
		if (fact_i64(&m->day, FC_SOURCE, i) == m->load->source_id)
			match_old(m, i);
	}
}

/* ---- what becomes of each group --------------------------------------- */

static void set_aside(struct merge *m, uint32_t r, const struct place *place)
{
	struct facts_load *load = m->load;
	char old[DATE_MAX], first[DATE_MAX], last[DATE_MAX];

	m->new[r].gone = true;
	load->result.aside++;
	for (uint32_t s = m->new[r].summed; s != NONE; s = m->new[s].next)
		set_aside(m, s, place);
	diag_add(load->diags, DIAG_ASIDE, "moved-from-outside",
		 m->rows.num[FC_LINE][r], "", "the store has this key (%s) on "
		 "%s, which this file (%s to %s) does not cover; the row was "
		 "set aside: export a file that covers both days",
		 load->import->row_key, day_format(old, place->other),
		 day_format(first, load->covers_first),
		 day_format(last, load->covers_last));
}

static int refuse_replace(const struct merge *m, uint32_t r, struct err *err)
{
	return err_set(err, ERR_DATA, "line %lld: the store has a row with "
		       "the same key (%s) and other values, and --no-replace "
		       "was given; nothing was changed: import without it to "
		       "let the new values count",
		       (long long)m->rows.num[FC_LINE][r],
		       m->load->import->row_key);
}

static int settle_group(struct merge *m, uint32_t head, struct err *err)
{
	struct facts_load *load = m->load;
	const struct place *place = load->floating ?
		places_find(&load->places, m->rows.key_hash[head]) : NULL;
	unsigned flags = place ? place->flags : 0;
	uint32_t other = m->new[head].others;

	for (uint32_t r = m->new[head].left; r != NONE; r = m->new[r].next) {
		if (flags & PLACE_ASIDE) {
			set_aside(m, r, place);
			continue;
		}
		load->result.used += rows_in(m, r);
		if (other == NONE && !(flags & PLACE_MOVED)) {
			load->result.added++;
			continue;
		}
		if (load->spec.no_replace)
			return refuse_replace(m, r, err);
		load->result.replaced++;
		if (other != NONE) {
			m->old[other].gone = true;
			other = m->old[other].next;
		}
	}
	/* a key has one content: the file's */
	for (; other != NONE; other = m->old[other].next)
		remove_old(m, other);
	return 0;
}

static int settle_all(struct merge *m, struct err *err)
{
	for (uint32_t r = 0; r < m->rows.n; r++) {
		if (m->new[r].head && settle_group(m, r, err))
			return -1;
	}
	return 0;
}

/* ---- the new version of the day --------------------------------------- */

static bool day_changed(const struct merge *m)
{
	for (size_t i = 0; i < m->rows.n; i++) {
		if (!m->new[i].gone)
			return true;
	}
	for (size_t i = 0; i < m->day.n; i++) {
		if (m->old[i].gone)
			return true;
	}
	return false;
}

static size_t keep_old(struct merge *m, uint32_t *order, uint32_t i)
{
	if (m->old[i].gone)
		return 0;
	*order = (uint32_t)segment_rows_copy(&m->rows, &m->day, i);
	return 1;
}

/*
 * Rows stand by source, import and line. Stored rows do so already, and this
 * import is the newest: its rows go behind those of their source.
 */
static size_t final_order(struct merge *m, uint32_t *order)
{
	size_t n_new = m->rows.n, n = 0;
	uint32_t i = 0;

	segment_rows_reserve(&m->rows, n_new + m->day.n);
	for (; i < m->day.n && fact_i64(&m->day, FC_SOURCE, i) <=
	     m->load->source_id; i++)
		n += keep_old(m, order + n, i);
	for (size_t r = 0; r < n_new; r++) {
		if (!m->new[m->order[r]].gone)
			order[n++] = m->order[r];
	}
	for (; i < m->day.n; i++)
		n += keep_old(m, order + n, i);
	return n;
}

static int write_changed(struct merge *m, struct err *err)
{
	uint32_t *order;
	size_t n;
	int ret;

	if (!day_changed(m))
		return 0;
	order = xreallocarray(NULL, m->rows.n + m->day.n + 1, sizeof *order);
	n = final_order(m, order);
	ret = day_encode(&m->writer, &m->rows, order, n, err);
	if (!ret)
		ret = day_write(&m->writer, m->load->kind, n, m->day.day,
				m->load->import->id, err);
	free(order);
	m->load->result.days_changed++;
	return ret;
}

static int merge_open(struct merge *m, struct err *err)
{
	match_all_old(m);
	if (settle_all(m, err))
		return -1;
	return write_changed(m, err);
}

int merge_day(struct merge *m, int32_t day, struct err *err)
{
	struct day_rows *d;
	int ret = -1;

	if (rowbuf_fetch(&m->load->rows, &d, day, err))
		return -1;
	if (!read_old(m, day, err)) {
		merge_read_new(m, d);
		ret = merge_closed(m) ? 0 : merge_open(m, err);
	}
	if (d)
		rowbuf_drop(d);
	arena_release(&m->arena);
	return ret;
}
