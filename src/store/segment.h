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
 * is the least that holds the largest u. Width 0: every row is NULL (base 0)
 * or every row equals base (base is not FACT_NULL: then u is 1). A column
 * whose span does not fit 2^64 - 2 is stored as width 8 with base 0 and u =
 * value + 2^63 (see segment.c).
 * Text: r+1 u32 offsets into the bytes that follow them; width is unused.
 * Besides the kind's columns every segment has column 0xFFFF, the 64-bit hash
 * of the row's natural key: merging finds by hash and decides by the key.
 *
 * segment_open() checks every offset, width and count before anything is
 * read, so damaged or hostile bytes give an error, never a wild read.
 */
#ifndef TUNEUP_STORE_SEGMENT_H
#define TUNEUP_STORE_SEGMENT_H

#include "base/err.h"
#include "base/strbuf.h"
#include "store/facts.h"
#include "store/kind.h"

#define SEGMENT_KEY_HASH 0xFFFFu

/* Rows being put together for one day: plain int64_t columns. */
struct segment_rows {
	const struct fact_kind *kind;
	size_t n, cap;
	int64_t *num[FACT_COLUMNS_MAX];	/* NULL for text columns */
	const char **text[FACT_COLUMNS_MAX]; /* NULL for other columns */
	uint32_t *text_len[FACT_COLUMNS_MAX];
	uint64_t *key_hash;
};

/* Append the encoded segment of rows in the given order to out. */
void segment_encode(struct strbuf *out, const struct segment_rows *rows,
		    const uint32_t *order);

/* Check the bytes and point `day` into them; they must outlive it. */
int segment_open(struct fact_day *day, const struct fact_kind *kind,
		 const void *bytes, size_t len, struct err *err);

#endif
