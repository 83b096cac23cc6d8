/*
 * store/segment.h - the bytes of one day of one kind. (private to store/)
 *
 * A segment is one BLOB: the facts of one fact kind and one civil day, held
 * column by column, so that a report reads only arrays and a day is replaced
 * as one thing. It can be read from here alone:
 *
 *	offset  size  meaning (all integers little-endian)
 *	0       4     "TUS1": magic and format version
 *	4       2     fact kind number (index in fact_kind_table)
 *	6       2     c: number of columns
 *	8       4     r: number of rows
 *	12      4     0 (reserved)
 *	16      24*c  column directory, one entry a column:
 *	              +0  u16 column number    +2 u8 width: 0 1 2 4 8 bytes
 *	              +3  u8  form: 0 numbers, 1 text
 *	              +4  u32 offset of its data from the segment's start
 *	              +8  i64 base
 *	              +16 u32 bytes of its data  +20 u32 0
 *	...           column data, each column starting at a multiple of 8
 *
 * Numbers: stored u = 0 means NULL, otherwise value = base + (u - 1); width
 * is the least that holds the largest u. Since no value is FACT_NULL, the
 * least value as base always fits. Width 0 has no data: every row equals
 * base, and base FACT_NULL says that every row is NULL.
 * Text: r+1 u32 offsets into the bytes that follow them; width is 0. A text
 * column without data is blank in every row.
 * Besides the kind's columns every segment has column 0xFFFF, the 64-bit hash
 * of the row's natural key: merging finds by hash and decides by the key.
 * A column the directory does not list (the kind got it later) is missing in
 * every row: NULL, or blank for dimensions, words and text.
 *
 * segment_open() checks every offset, width and count before anything is
 * read, so damaged or hostile bytes give an error, never a wild read. What a
 * dimension id or a word number points to is checked by segment_check_ids().
 */
#ifndef TUNEUP_STORE_SEGMENT_H
#define TUNEUP_STORE_SEGMENT_H

#include "base/err.h"
#include "base/strbuf.h"
#include "store/facts.h"
#include "store/kind.h"

#define SEGMENT_KEY_HASH 0xFFFFu

/* SQLite holds at most 10^9 bytes in a blob. */
#define SEGMENT_BYTES_MAX ((size_t)900 * 1000 * 1000)

/* Rows being put together for one day: plain int64_t columns. */
struct segment_rows {
	const struct fact_kind *kind;
	size_t n, cap;
	int64_t *num[FACT_COLUMNS_MAX];	/* NULL for text columns */
	const char **text[FACT_COLUMNS_MAX]; /* NULL for other columns */
	uint32_t *text_len[FACT_COLUMNS_MAX];
	uint64_t *key_hash;
};

void segment_rows_init(struct segment_rows *rows, const struct fact_kind *kind);
/* Room for n rows in all; what is there stays. */
void segment_rows_reserve(struct segment_rows *rows, size_t n);
/* Append row r of a day as it is; texts are borrowed from the day. Returns
 * its index. */
size_t segment_rows_copy(struct segment_rows *rows, const struct fact_day *day,
			 size_t r);
void segment_rows_release(struct segment_rows *rows);

/* Append the encoded segment of the n rows order[0], order[1] ... to out.
 * ERR_DATA when a day is too large for one blob. */
int segment_encode(struct strbuf *out, const struct segment_rows *rows,
		   const uint32_t *order, size_t n, struct err *err);

/* Check the bytes and point `day` into them; they must outlive it and start
 * at a multiple of 8. day->day is left to the caller. */
int segment_open(struct fact_day *day, const struct fact_kind *kind,
		 const void *bytes, size_t len, struct err *err);

/* Every dimension id is below n_dim, every word in its list. */
int segment_check_ids(const struct fact_day *day, size_t n_dim,
		      struct err *err);

/* Copy the columns to the arena, where they outlive the bytes they pointed
 * into. Key hashes, a sixth of a segment, stay behind: none can be read. */
void segment_keep(struct fact_day *day, struct arena *a);

static inline uint64_t segment_key_hash(const struct fact_day *day, size_t r)
{
	/* the hash that equals FACT_NULL is stored as NULL and comes back */
	return (uint64_t)fact_packed_i64(&day->key_hash, r);
}

#endif
