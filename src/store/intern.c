/*
 * store/intern.c - names to numbers; see intern.h.
 */
#include <stdlib.h>
#include <string.h>

#include "store/intern.h"

#define NAMES_MAX ((size_t)UINT32_MAX / 4)

static void place(struct intern *in, uint32_t id, uint64_t hash)
{
	size_t i = (size_t)hash & in->mask;

	while (in->slot[i])
		i = (i + 1) & in->mask;
	in->slot[i] = id;
	in->tag[i] = (uint32_t)(hash >> 32);
}

static void grow(struct intern *in)
{
	size_t size = in->mask ? (in->mask + 1) * 2 : 1024;

	free(in->slot);
	free(in->tag);
	in->slot = xcalloc(size, sizeof *in->slot);
	in->tag = xcalloc(size, sizeof *in->tag);
	in->mask = size - 1;
	for (size_t id = 1; id < in->n; id++)
		place(in, (uint32_t)id,
		      hash64(in->text[id].s, in->text[id].len, 0));
}

static uint32_t add(struct intern *in, const char *s, uint32_t len,
		    uint64_t hash)
{
	if (in->n >= NAMES_MAX)
		BUG("more than %zu different names", NAMES_MAX);
	if (!in->slot || in->n * 2 > in->mask)
		grow(in);
	vec_reserve(&in->text, in->n, &in->cap);
	in->text[in->n] = (struct intern_text){
		arena_strndup(&in->arena, s, len), len
	};
	place(in, (uint32_t)in->n, hash);
	return (uint32_t)in->n++;
}

uint32_t intern_id(struct intern *in, const char *s, uint32_t len)
{
	uint64_t hash;
	uint32_t tag;

	if (!len)
		return 0;
	hash = hash64(s, len, 0);
	tag = (uint32_t)(hash >> 32);
	for (size_t i = (size_t)hash & in->mask; in->slot[i];
	     i = (i + 1) & in->mask) {
		const struct intern_text *t = &in->text[in->slot[i]];

		if (in->tag[i] == tag && t->len == len &&
		    memcmp(t->s, s, len) == 0)
			return in->slot[i];
	}
	return add(in, s, len, hash);
}

static int gap(struct store *s, struct err *err)
{
	return err_set(err, ERR_DATA, "the store %s is damaged: the table "
		       "dimension has a gap; restore a backup "
		       "(tuneup restore)", s->path);
}

static sqlite3_stmt *dimensions(struct store *s, struct err *err)
{
	return db_prepare(s, "SELECT id, value FROM dimension ORDER BY id",
			  err);
}

int intern_load(struct intern *in, struct store *s, struct err *err)
{
	sqlite3_stmt *st = dimensions(s, err);
	int got = -1;

	vec_reserve(&in->text, in->n, &in->cap);
	in->text[in->n++] = (struct intern_text){ "", 0 };
	grow(in);
	while (st && (got = db_step(s, st, err)) > 0) {
		const char *text = db_text(st, 1);
		uint32_t len = (uint32_t)sqlite3_column_bytes(st, 1);

		if (sqlite3_column_int64(st, 0) != (int64_t)in->n) {
			got = gap(s, err);
			break;
		}
		add(in, text, len, hash64(text, len, 0));
	}
	sqlite3_finalize(st);
	in->n_stored = in->n;
	return got;
}

int intern_store(struct intern *in, struct store *s, int64_t import,
		 struct err *err)
{
	sqlite3_stmt *st = NULL;
	int ret = 0;

	if (in->n_stored == in->n)
		return 0;
	st = db_prepare(s, "INSERT INTO dimension(id, value, import) "
			"VALUES(?1, ?2, ?3)", err);
	if (!st)
		return -1;
	for (size_t id = in->n_stored; !ret && id < in->n; id++) {
		sqlite3_bind_int64(st, 1, (int64_t)id);
		sqlite3_bind_text(st, 2, in->text[id].s,
				  (int)in->text[id].len, SQLITE_STATIC);
		sqlite3_bind_int64(st, 3, import);
		ret = db_run(s, st, err);
	}
	sqlite3_finalize(st);
	in->n_stored = in->n;
	return ret;
}

void intern_release(struct intern *in)
{
	free(in->text);
	free(in->slot);
	free(in->tag);
	arena_release(&in->arena);
	*in = (struct intern){ 0 };
}

int dimensions_read(const char *const **dim, size_t *n, struct store *s,
		    struct arena *a, struct err *err)
{
	sqlite3_stmt *st = NULL;
	const char **list;
	int64_t most;
	size_t at = 1;
	int got;

	if (db_int(s, "SELECT max(id) FROM dimension", 0, &most, err))
		return -1;
	if (most < 0 || (uint64_t)most > NAMES_MAX)
		return gap(s, err);
	list = arena_array(a, (size_t)most + 1, sizeof *list);
	list[0] = "";
	st = dimensions(s, err);
	got = st ? 0 : -1;
	while (!got && (got = db_step(s, st, err)) > 0) {
		got = sqlite3_column_int64(st, 0) == (int64_t)at &&
			at <= (size_t)most ? 0 : gap(s, err);
		if (!got)
			list[at++] = arena_strdup(a, db_text(st, 1));
	}
	sqlite3_finalize(st);
	if (!got && at != (size_t)most + 1)
		got = gap(s, err);
	*dim = list;
	*n = at;
	return got;
}
