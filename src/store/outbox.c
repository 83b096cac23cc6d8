/* store/outbox.c - see outbox.h. */
#include "store/outbox.h"

#include "base/date.h"
#include "store/chain.h"
#include "store/db.h"

/* ---- writing ------------------------------------------------------------ */

static int add_head(struct store *s, struct outbox_dispatch *d,
		    struct err *err)
{
	char day[DATE_MAX];
	sqlite3_stmt *st;
	int ret;

	if (db_int(s, "SELECT coalesce(max(id), 0) + 1 FROM dispatch", 1,
		   &d->id, err))
		return -1;
	st = db_prepare(s, "INSERT INTO dispatch VALUES(?1, ?2, ?3, "
			"zeroblob(32))", err);
	if (!st)
		return -1;
	sqlite3_bind_int64(st, 1, d->id);
	db_bind_text(st, 2, d->system);
	db_bind_day(st, 3, d->day, day);
	ret = db_run(s, st, err);
	sqlite3_finalize(st);
	return ret;
}

static int add_files(struct store *s, const struct outbox_dispatch *d,
		     struct err *err)
{
	sqlite3_stmt *st = db_prepare(s, "INSERT INTO dispatch_file VALUES(?1, "
				      "?2, ?3, ?4, ?5)", err);
	int ret = st ? 0 : -1;

	for (size_t i = 0; !ret && i < d->n_files; i++) {
		const struct outbox_file *f = &d->file[i];
		uint8_t digest[SHA256_SIZE];
		char hex[SHA256_HEX];

		sha256_bytes(digest, f->data, f->len);
		sqlite3_bind_int64(st, 1, d->id);
		sqlite3_bind_int64(st, 2, (int64_t)i + 1);
		db_bind_text(st, 3, f->name);
		db_bind_text(st, 4, sha256_hex(hex, digest));
		sqlite3_bind_blob64(st, 5, f->data, f->len, SQLITE_STATIC);
		ret = db_run(s, st, err);
	}
	sqlite3_finalize(st);
	return ret;
}

static int add_items(struct store *s, const struct outbox_dispatch *d,
		     struct err *err)
{
	sqlite3_stmt *st = db_prepare(s, "INSERT INTO dispatch_item VALUES(?1, "
				      "?2, ?3, ?4, ?5, ?6, ?7, ?8)", err);
	int ret = st ? 0 : -1;

	for (size_t i = 0; !ret && i < d->n_items; i++) {
		const struct outbox_item *item = &d->item[i];
		char due[DATE_MAX];

		sqlite3_bind_int64(st, 1, d->id);
		db_bind_text(st, 2, item->id);
		db_bind_text(st, 3, item->change);
		sqlite3_bind_int64(st, 4, item->version);
		db_bind_text(st, 5, item->title);
		db_bind_text(st, 6, item->owner);
		db_bind_day(st, 7, item->due, due);
		db_bind_text(st, 8, item->sha256);
		ret = db_run(s, st, err);
	}
	sqlite3_finalize(st);
	return ret;
}

int store_outbox_add(struct store *s, struct outbox_dispatch *d,
		     struct err *err)
{
	int ret;

	if (db_begin(s, err))
		return -1;
	ret = add_head(s, d, err);
	if (!ret)
		ret = add_files(s, d, err);
	if (!ret)
		ret = add_items(s, d, err);
	if (!ret)
		ret = chain_add_dispatch(s, d->id, err);
	return db_end(s, ret, true, err);
}

int store_outbox_written(struct store *s, int64_t id, struct err *err)
{
	if (db_begin(s, err))
		return -1;
	return db_end(s, db_run_for(s, "UPDATE dispatch_file SET data = NULL "
				       "WHERE dispatch = ?1", id, err), true,
		      err);
}

/* ---- reading ------------------------------------------------------------ */

static struct outbox_dispatch *dispatch_of(struct outbox_dispatch **list,
					   size_t *n, size_t *cap,
					   sqlite3_stmt *st, struct arena *a)
{
	int64_t id = sqlite3_column_int64(st, 0);

	if (*n && (*list)[*n - 1].id == id)
		return &(*list)[*n - 1];
	if (*n == *cap) {
		struct outbox_dispatch *more;

		*cap = *cap ? 2 * *cap : 4;
		more = arena_array(a, *cap, sizeof *more);
		for (size_t i = 0; i < *n; i++)
			more[i] = (*list)[i];
		*list = more;
	}
	(*list)[*n] = (struct outbox_dispatch){
		.id = id, .system = arena_strdup(a, db_text(st, 1)),
		.day = db_day(st, 2),
		.file = arena_array(a, (size_t)sqlite3_column_int64(st, 3),
				    sizeof(struct outbox_file))
	};
	return &(*list)[(*n)++];
}

int store_outbox_pending(struct outbox_dispatch **out, size_t *n,
			 struct store *s, struct arena *a, struct err *err)
{
	sqlite3_stmt *st = db_prepare(s, "SELECT d.id, d.system, d.day, (SELECT "
		"count(*) FROM dispatch_file g WHERE g.dispatch = d.id), "
		"f.name, f.data FROM dispatch d JOIN dispatch_file f ON "
		"f.dispatch = d.id WHERE f.data IS NOT NULL ORDER BY d.id, "
		"f.seq", err);
	size_t cap = 0;
	int got = -1;

	*out = NULL;
	*n = 0;
	while (st && (got = db_step(s, st, err)) > 0) {
		struct outbox_dispatch *d = dispatch_of(out, n, &cap, st, a);
		size_t len = (size_t)sqlite3_column_bytes(st, 5);
		const char *data = sqlite3_column_blob(st, 5);

		d->file[d->n_files++] = (struct outbox_file){
			.name = arena_strdup(a, db_text(st, 4)),
			.data = arena_strndup(a, data ? data : "", len),
			.len = len
		};
	}
	sqlite3_finalize(st);
	return got < 0 ? -1 : 0;
}

int store_outbox_last(struct outbox_item **out, size_t *n, struct store *s,
		      const char *system, struct arena *a, struct err *err)
{
	sqlite3_stmt *st = db_prepare(s, "SELECT i.item, i.change, "
		"max(i.version), i.title, i.owner, i.due, i.sha256, count(*) "
		"OVER () FROM dispatch_item i JOIN dispatch d ON d.id = "
		"i.dispatch WHERE d.system = ?1 GROUP BY i.item "
		"ORDER BY i.item", err);
	int got = -1;

	*out = NULL;
	*n = 0;
	if (st)
		db_bind_text(st, 1, system);
	while (st && (got = db_step(s, st, err)) > 0) {
		if (!*out)
			*out = arena_array(a, (size_t)sqlite3_column_int64(
						st, 7), sizeof **out);
		(*out)[(*n)++] = (struct outbox_item){
			.id = arena_strdup(a, db_text(st, 0)),
			.change = arena_strdup(a, db_text(st, 1)),
			.version = sqlite3_column_int64(st, 2),
			.title = arena_strdup(a, db_text(st, 3)),
			.owner = arena_strdup(a, db_text(st, 4)),
			.due = db_day(st, 5),
			.sha256 = arena_strdup(a, db_text(st, 6))
		};
	}
	sqlite3_finalize(st);
	return got < 0 ? -1 : 0;
}

int store_outbox_named(bool *found, struct store *s, const char *file,
		       struct err *err)
{
	sqlite3_stmt *st = db_prepare(s, "SELECT 1 FROM dispatch_file WHERE "
				      "name = ?1", err);
	int got = -1;

	if (st) {
		db_bind_text(st, 1, file);
		got = db_step(s, st, err);
	}
	*found = got > 0;
	sqlite3_finalize(st);
	return got < 0 ? -1 : 0;
}
