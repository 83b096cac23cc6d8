/*
 * store/read.h - one stored segment into memory. (private to store/)
 */
#ifndef TUNEUP_STORE_READ_H
#define TUNEUP_STORE_READ_H

#include "store/db.h"
#include "store/segment.h"

/*
 * The segment of a statement's current row, whose columns `column`, +1 and
 * +2 are its facts, sha256 and data. The bytes are copied to the arena and
 * checked: digest, row count, every offset, every id below n_dim. Damage is
 * ERR_DATA and names the day.
 */
int segment_take(struct fact_day *out, struct store *s,
		 const struct fact_kind *kind, int32_t day, sqlite3_stmt *row,
		 int column, size_t n_dim, struct arena *a, struct err *err);

/* Current segments with facts of a kind, by day: day, facts, sha256, data. */
sqlite3_stmt *segments_of(struct store *s, const struct fact_kind *kind,
			  int32_t first, int32_t last, struct err *err);

#endif
