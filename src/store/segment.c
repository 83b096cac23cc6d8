/*
 * store/segment.c - a day's rows to bytes and back; segment.h has the format.
 */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "store/segment.h"

_Static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__,
	       "columns are read in place, as little-endian arrays");

#define HEAD_BYTES 16
#define ENTRY_BYTES 24

static const char magic[4] = { 'T', 'U', 'S', '1' };

void segment_rows_init(struct segment_rows *rows, const struct fact_kind *kind)
{
	*rows = (struct segment_rows){ .kind = kind };
}

void segment_rows_reserve(struct segment_rows *rows, size_t n)
{
	const struct fact_kind *kind = rows->kind;
	size_t cap = rows->cap + rows->cap / 2;

	if (n <= rows->cap)
		return;
	if (cap < n)
		cap = n < 64 ? 64 : n;
	for (size_t c = 0; c < kind->n_columns; c++) {
		if (kind->columns[c].type == FACT_TEXT) {
			rows->text[c] = xreallocarray(rows->text[c], cap,
						      sizeof *rows->text[c]);
			rows->text_len[c] =
				xreallocarray(rows->text_len[c], cap,
					      sizeof *rows->text_len[c]);
		} else {
			rows->num[c] = xreallocarray(rows->num[c], cap,
						     sizeof *rows->num[c]);
		}
	}
	rows->key_hash = xreallocarray(rows->key_hash, cap,
				       sizeof *rows->key_hash);
	rows->cap = cap;
}

size_t segment_rows_copy(struct segment_rows *rows, const struct fact_day *day,
			 size_t r)
{
	const struct fact_kind *kind = rows->kind;
	size_t to = rows->n;

	segment_rows_reserve(rows, to + 1);
	for (size_t c = 0; c < kind->n_columns; c++) {
		if (kind->columns[c].type == FACT_TEXT) {
			size_t len;

			rows->text[c][to] = fact_text(day, (int)c, r, &len);
			rows->text_len[c][to] = (uint32_t)len;
		} else {
			rows->num[c][to] = fact_i64(day, (int)c, r);
		}
	}
	rows->key_hash[to] = segment_key_hash(day, r);
	return rows->n++;
}

void segment_rows_release(struct segment_rows *rows)
{
	for (size_t c = 0; c < FACT_COLUMNS_MAX; c++) {
		free(rows->num[c]);
		free(rows->text[c]);
		free(rows->text_len[c]);
	}
	free(rows->key_hash);
	*rows = (struct segment_rows){ .kind = rows->kind };
}

/* ---- out ------------------------------------------------------------- */

/* Where a column goes and how wide it is, decided before a byte is written. */
struct plan {
	uint16_t number;
	uint8_t width, form;
	int64_t base;
	size_t offset, bytes;
};

static uint8_t width_of(uint64_t u)
{
	if (u <= UINT8_MAX)
		return 1;
	if (u <= UINT16_MAX)
		return 2;
	return u <= UINT32_MAX ? 4 : 8;
}

static void plan_numbers(struct plan *p, const int64_t *value,
			 const uint32_t *order, size_t n)
{
	int64_t least = INT64_MAX, most = INT64_MIN;
	size_t nulls = 0;

	for (size_t i = 0; i < n; i++) {
		int64_t v = value[order[i]];

		if (v == FACT_NULL) {
			nulls++;
			continue;
		}
		if (v < least)
			least = v;
		if (v > most)
			most = v;
	}
	if (nulls == n) {
		p->base = FACT_NULL;
		return;
	}
	p->base = least;
	if (least == most && !nulls)
		return;
	p->width = width_of((uint64_t)most - (uint64_t)least + 1);
	p->bytes = n * p->width;
}

static void plan_text(struct plan *p, const uint32_t *len,
		      const uint32_t *order, size_t n)
{
	size_t bytes = 0;

	p->form = 1;
	for (size_t i = 0; i < n; i++)
		bytes += len[order[i]];
	if (bytes)
		p->bytes = (n + 1) * sizeof(uint32_t) + bytes;
}

static void put_numbers(uint8_t *out, const struct plan *p,
			const int64_t *value, const uint32_t *order, size_t n)
{
	uint64_t shift = 1 - (uint64_t)p->base;

#define PUT(type) do { \
	type *to = (type *)(void *)out; \
	for (size_t i = 0; i < n; i++) { \
		int64_t v = value[order[i]]; \
		to[i] = (type)(v == FACT_NULL ? 0 : (uint64_t)v + shift); \
	} \
} while (0)
	switch (p->width) {
	case 1: PUT(uint8_t); break;
	case 2: PUT(uint16_t); break;
	case 4: PUT(uint32_t); break;
	case 8: PUT(uint64_t); break;
	}
#undef PUT
}

static void put_text(uint8_t *out, const char *const *text,
		     const uint32_t *len, const uint32_t *order, size_t n)
{
	uint32_t *offset = (uint32_t *)(void *)out;
	uint8_t *bytes = out + (n + 1) * sizeof *offset;
	uint32_t at = 0;

	for (size_t i = 0; i < n; i++) {
		uint32_t l = len[order[i]];

		offset[i] = at;
		if (l)
			memcpy(bytes + at, text[order[i]], l);
		at += l;
	}
	offset[n] = at;
}

static void put(uint8_t *to, const void *value, size_t size)
{
	memcpy(to, value, size);
}

static void put_entry(uint8_t *to, const struct plan *p)
{
	uint32_t offset = (uint32_t)p->offset, bytes = (uint32_t)p->bytes;

	put(to, &p->number, 2);
	to[2] = p->width;
	to[3] = p->form;
	put(to + 4, &offset, 4);
	put(to + 8, &p->base, 8);
	put(to + 16, &bytes, 4);
}

static const int64_t *hash_column(const struct segment_rows *rows)
{
	return (const int64_t *)(const void *)rows->key_hash;
}

int segment_encode(struct strbuf *out, const struct segment_rows *rows,
		   const uint32_t *order, size_t n, struct err *err)
{
	const struct fact_kind *kind = rows->kind;
	struct plan plan[FACT_COLUMNS_MAX + 1] = { 0 };
	size_t hash = kind->n_columns, total;
	uint16_t number, count = (uint16_t)(hash + 1);
	uint32_t n_rows = (uint32_t)n;
	uint8_t *start;

	total = HEAD_BYTES + ENTRY_BYTES * (size_t)count;
	for (size_t c = 0; c <= hash; c++) {
		struct plan *p = &plan[c];

		p->number = c == hash ? SEGMENT_KEY_HASH : (uint16_t)c;
		if (c == hash)
			plan_numbers(p, hash_column(rows), order, n);
		else if (rows->text[c])
			plan_text(p, rows->text_len[c], order, n);
		else if (kind->columns[c].type == FACT_TEXT)
			p->form = 1;	/* no row, so no array yet */
		else
			plan_numbers(p, rows->num[c], order, n);
		p->offset = total;
		total += (p->bytes + 7) & ~(size_t)7;
	}
	if (total > SEGMENT_BYTES_MAX)
		return err_set(err, ERR_DATA, "one day of %s would take %zu "
			       "bytes, more than the store can hold as one "
			       "day (%zu): condense or split the export",
			       kind->id, total, SEGMENT_BYTES_MAX);

	strbuf_pad(out, '\0', (8 - out->len % 8) % 8 + total);
	start = (uint8_t *)out->s + out->len - total;
	number = (uint16_t)fact_kind_number(kind);
	put(start, magic, 4);
	put(start + 4, &number, 2);
	put(start + 6, &count, 2);
	put(start + 8, &n_rows, 4);
	for (size_t c = 0; c <= hash; c++) {
		const struct plan *p = &plan[c];

		put_entry(start + HEAD_BYTES + ENTRY_BYTES * c, p);
		if (!p->bytes)
			continue;
		if (p->form)
			put_text(start + p->offset, rows->text[c],
				 rows->text_len[c], order, n);
		else
			put_numbers(start + p->offset, p, c == hash ?
				    hash_column(rows) : rows->num[c],
				    order, n);
	}
	return 0;
}

/* ---- in -------------------------------------------------------------- */

static int damaged(struct err *err, const char *what)
{
	return err_set(err, ERR_DATA, "the segment's bytes are damaged: %s",
		       what);
}

static int check_text(const struct fact_packed *c, size_t bytes, size_t n,
		      struct err *err)
{
	const uint32_t *offset = (const uint32_t *)(const void *)c->data;
	size_t head = (n + 1) * sizeof *offset;

	if (bytes < head)
		return damaged(err, "a text column is too short");
	if (offset[0] != 0 || offset[n] != bytes - head)
		return damaged(err, "a text column does not add up");
	for (size_t i = 0; i < n; i++) {
		if (offset[i] > offset[i + 1])
			return damaged(err, "a text column goes backwards");
	}
	return 0;
}

/* One directory entry into *c, which then points at checked bytes. */
static int open_column(struct fact_packed *c, const uint8_t *entry,
		       const uint8_t *bytes, size_t len, size_t n,
		       struct err *err)
{
	uint32_t offset, size;

	memcpy(&offset, entry + 4, 4);
	memcpy(&size, entry + 16, 4);
	memcpy(&c->base, entry + 8, 8);
	c->width = entry[2];
	c->form = entry[3];
	c->data = NULL;
	if (offset % 8 || offset > len || size > len - offset)
		return damaged(err, "a column lies outside of it");
	if (c->form > 1)
		return damaged(err, "a column has an unknown form");
	if (c->form == 1 && c->width)
		return damaged(err, "a text column has a width");
	if (c->form == 0 && c->width != 0 && c->width != 1 &&
	    c->width != 2 && c->width != 4 && c->width != 8)
		return damaged(err, "a column has an unknown width");
	if (c->form == 0 && size != n * c->width)
		return damaged(err, "a column does not have one value a row");
	if (size)
		c->data = bytes + offset;
	if (c->form == 1 && size)
		return check_text(c, size, n, err);
	return 0;
}

/* What a column reads as that the segment does not have. */
static void missing_columns(struct fact_day *day)
{
	const struct fact_kind *kind = day->kind;

	for (size_t c = 0; c < kind->n_columns; c++) {
		enum fact_type type = kind->columns[c].type;

		day->col[c].form = type == FACT_TEXT;
		day->col[c].base = type == FACT_DIM || type == FACT_WORD ?
			0 : FACT_NULL;
	}
	day->key_hash.base = 0;
}

int segment_open(struct fact_day *day, const struct fact_kind *kind,
		 const void *bytes, size_t len, struct err *err)
{
	bool seen[FACT_COLUMNS_MAX + 1] = { false };
	const uint8_t *start = bytes;
	uint16_t number, count;
	uint32_t n;

	*day = (struct fact_day){ .kind = kind, .day = DAY_NONE };
	missing_columns(day);
	if (len < HEAD_BYTES || memcmp(start, magic, 4) != 0)
		return damaged(err, "it does not begin with TUS1");
	memcpy(&number, start + 4, 2);
	memcpy(&count, start + 6, 2);
	memcpy(&n, start + 8, 4);
	if (number != fact_kind_number(kind))
		return damaged(err, "it is of another fact kind");
	if (len > SEGMENT_BYTES_MAX ||
	    (len - HEAD_BYTES) / ENTRY_BYTES < count)
		return damaged(err, "its column directory is cut off");
	for (size_t i = 0; i < count; i++) {
		const uint8_t *entry = start + HEAD_BYTES + ENTRY_BYTES * i;
		bool hash;
		struct fact_packed *c;
		uint8_t form;

		memcpy(&number, entry, 2);
		hash = number == SEGMENT_KEY_HASH;
		if (!hash && number >= kind->n_columns)
			return damaged(err, "it has a column of a newer kind");
		if (seen[hash ? kind->n_columns : number])
			return damaged(err, "it has a column twice");
		seen[hash ? kind->n_columns : number] = true;
		c = hash ? &day->key_hash : &day->col[number];
		form = c->form;
		if (open_column(c, entry, start, len, n, err))
			return -1;
		if (c->form != form)
			return damaged(err, "a column is text instead of "
				       "numbers or the reverse");
	}
	if (!seen[kind->n_columns] || !seen[FC_SOURCE])
		return damaged(err, "it lacks a column every segment has");
	day->n = n;
	return 0;
}

/* The largest stored u of a column, and whether a NULL is among them. */
static uint64_t largest(const struct fact_packed *c, size_t n, bool *null)
{
	uint64_t most = 0;
	bool zero = false;

#define SCAN(type) do { \
	const type *from = (const type *)(const void *)c->data; \
	for (size_t i = 0; i < n; i++) { \
		zero |= from[i] == 0; \
		most = from[i] > most ? from[i] : most; \
	} \
} while (0)
	switch (c->width) {
	case 1: SCAN(uint8_t); break;
	case 2: SCAN(uint16_t); break;
	case 4: SCAN(uint32_t); break;
	case 8: SCAN(uint64_t); break;
	}
#undef SCAN
	*null = zero;
	return most;
}

static int check_range(const struct fact_packed *c, size_t n, uint64_t limit,
		       const char *name, struct err *err)
{
	uint64_t base = (uint64_t)c->base, most;
	bool null = false;

	if (!n)
		return 0;
	if (c->width) {
		most = largest(c, n, &null);
		if (!null && base < limit && most - 1 < limit - base)
			return 0;
	} else if (base < limit) {
		return 0;
	}
	return err_set(err, ERR_DATA, "the segment's bytes are damaged: "
		       "column %s holds a number that stands for nothing",
		       name);
}

int segment_check_ids(const struct fact_day *day, size_t n_dim,
		      struct err *err)
{
	const struct fact_kind *kind = day->kind;

	for (size_t c = 0; c < kind->n_columns; c++) {
		const struct fact_column *column = &kind->columns[c];
		uint64_t limit = n_dim;

		if (column->type == FACT_WORD) {
			limit = 1;
			while (column->words[limit - 1])
				limit++;
		} else if (column->type != FACT_DIM) {
			continue;
		}
		if (check_range(&day->col[c], day->n, limit, column->name,
				err))
			return -1;
	}
	return 0;
}

static size_t column_bytes(const struct fact_packed *c, size_t n)
{
	const uint32_t *offset = (const uint32_t *)(const void *)c->data;

	if (c->form == 0)
		return n * c->width;
	return (n + 1) * sizeof *offset + offset[n];
}

void segment_keep(struct fact_day *day, struct arena *a)
{
	for (size_t i = 0; i < day->kind->n_columns; i++) {
		struct fact_packed *c = &day->col[i];
		size_t size;
		void *copy;

		if (!c->data)
			continue;
		size = column_bytes(c, day->n);
		copy = arena_alloc(a, size);
		memcpy(copy, c->data, size);
		c->data = copy;
	}
	day->key_hash = (struct fact_packed){ .data = NULL };
}

const char *fact_text(const struct fact_day *d, int column, size_t row,
		      size_t *len)
{
	const struct fact_packed *c = &d->col[column];
	const uint32_t *offset = (const uint32_t *)(const void *)c->data;

	if (!c->data) {
		*len = 0;
		return "";
	}
	*len = offset[row + 1] - offset[row];
	return (const char *)(offset + d->n + 1) + offset[row];
}
