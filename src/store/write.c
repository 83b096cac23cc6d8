/*
 * store/write.c - a new version of a day's segment.
 */
#include "store/write.h"

int day_writer_init(struct day_writer *w, struct store *s, struct err *err)
{
	*w = (struct day_writer){.s = s, .bytes = STRBUF_INIT};
	w->unset = db_prepare(s,
			      "UPDATE segment SET current = 0 WHERE "
			      "kind = ?1 AND day = ?2 AND current = 1",
			      err);
	w->put = w->unset ? db_prepare(s,
				       "INSERT INTO segment(kind, "
				       "day, version, import, facts, current, "
				       "sha256) VALUES(?1, ?2, "
				       "(SELECT coalesce(max(version), 0) + 1 "
				       "FROM segment WHERE "
				       "kind = ?1 AND day = ?2), ?3, ?4, 1, "
				       "?5)",
				       err)
			  : NULL;
	w->put_data = w->put ? db_prepare(s,
					  "INSERT INTO segment_data("
					  "segment, data) VALUES(?1, ?2)",
					  err)
			     : NULL;
	if (w->put_data)
		return 0;
	day_writer_release(w);
	return -1;
}

void day_writer_release(struct day_writer *w)
{
	strbuf_release(&w->bytes);
	sqlite3_finalize(w->unset);
	sqlite3_finalize(w->put);
	sqlite3_finalize(w->put_data);
	*w = (struct day_writer){.bytes = STRBUF_INIT};
}

int day_encode(struct day_writer *w, const struct segment_rows *rows,
	       const uint32_t *order, size_t n, struct err *err)
{
	strbuf_clear(&w->bytes);
	return segment_encode(&w->bytes, rows, order, n, err);
}

int day_write(struct day_writer *w, const struct fact_kind *kind, size_t n,
	      int32_t day, int64_t import, struct err *err)
{
	struct store *s = w->s;
	uint8_t digest[SHA256_SIZE];

	sha256_bytes(digest, w->bytes.s, w->bytes.len);
	db_bind_text(w->unset, 1, kind->id);
	sqlite3_bind_int(w->unset, 2, day);
	db_bind_text(w->put, 1, kind->id);
	sqlite3_bind_int(w->put, 2, day);
	sqlite3_bind_int64(w->put, 3, import);
	sqlite3_bind_int64(w->put, 4, (int64_t)n);
	db_bind_digest(w->put, 5, digest);
	if (db_run(s, w->unset, err) || db_run(s, w->put, err))
		return -1;
	sqlite3_bind_int64(w->put_data, 1, sqlite3_last_insert_rowid(s->db));
	sqlite3_bind_blob64(w->put_data, 2, w->bytes.s, w->bytes.len,
			    SQLITE_STATIC);
	return db_run(s, w->put_data, err);
}
