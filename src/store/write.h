/*
 * store/write.h - a new version of a day's segment. (private to store/)
 */
#ifndef TUNEUP_STORE_WRITE_H
#define TUNEUP_STORE_WRITE_H

#include "base/strbuf.h"
#include "store/db.h"
#include "store/segment.h"

/* Statements and a buffer, for many days of one transaction. */
struct day_writer {
	struct store *s;
	struct strbuf bytes;
	sqlite3_stmt *unset, *put, *put_data;
};

/* On error it is released. */
int day_writer_init(struct day_writer *w, struct store *s, struct err *err);
void day_writer_release(struct day_writer *w);

/* Rows order[0], order[1] ... as the bytes of a segment, in w->bytes. */
int day_encode(struct day_writer *w, const struct segment_rows *rows,
	       const uint32_t *order, size_t n, struct err *err);
/* These bytes, n rows, become the day's current version, brought by an
 * import; the version before stays. */
int day_write(struct day_writer *w, const struct fact_kind *kind, size_t n,
	      int32_t day, int64_t import, struct err *err);

#endif
