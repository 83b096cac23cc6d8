/*
 * store/backup.c - see backup.h for the order of the steps and why.
 *
 * VACUUM INTO copies what the tables say, not the pages: what was deleted is
 * not in a backup. A killed one leaves a file that opens as an empty store,
 * so a file is a backup only once it was read back and renamed.
 */
#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/file.h"
#include "base/strbuf.h"
#include "store/backup.h"
#include "store/chain.h"
#include "store/copy.h"

/* ---- what a store says, in a few words -------------------------------- */

static int count_rows(struct strbuf *out, struct store *s, const char *table,
		      struct err *err)
{
	char *sql = sqlite3_mprintf("SELECT count(*) FROM \"%w\"", table);
	int64_t n = 0;
	int ret;

	if (!sql)
		err_no_memory();
	ret = db_int(s, sql, 0, &n, err);
	sqlite3_free(sql);
	strbuf_printf(out, "%s: %" PRId64 "\n", table, n);
	return ret;
}

/* Every value of a table, for a store whose chains we cannot check. */
static int digest_table(struct strbuf *out, struct store *s,
			const char *table, struct err *err)
{
	char *sql = sqlite3_mprintf("SELECT * FROM \"%w\" ORDER BY 1, 2",
				    table);
	uint8_t digest[SHA256_SIZE];
	char hex[SHA256_HEX];
	int ret;

	if (!sql)
		err_no_memory();
	ret = chain_rows(digest, s, sql, err);
	sqlite3_free(sql);
	if (!ret)
		strbuf_printf(out, "%s: %s\n", table, sha256_hex(hex, digest));
	return ret;
}

int state_text(struct strbuf *out, struct store *s, struct err *err)
{
	sqlite3_stmt *st = db_prepare(s, "SELECT key, value FROM meta "
				      "ORDER BY key", err);
	int got = st ? 1 : -1;

	while (got > 0 && (got = db_step(s, st, err)) > 0)
		strbuf_printf(out, "%s %s\n", db_text(st, 0), db_text(st, 1));
	sqlite3_finalize(st);
	if (got)
		return -1;
	st = db_prepare(s, "SELECT name FROM sqlite_schema WHERE type = "
			"'table' ORDER BY name", err);
	got = st ? 1 : -1;
	while (got > 0 && (got = db_step(s, st, err)) > 0) {
		const char *table = db_text(st, 0);

		if (count_rows(out, s, table, err) ||
		    (s->older && digest_table(out, s, table, err)))
			got = -1;
	}
	sqlite3_finalize(st);
	return got;
}

void err_say_path(struct err *err, const char *copy, const char *known)
{
	struct strbuf out = STRBUF_INIT;
	const char *at = err->msg, *hit;
	enum err_code code = err->code;

	while ((hit = strstr(at, copy)) != NULL) {
		strbuf_add(&out, at, (size_t)(hit - at));
		strbuf_puts(&out, known);
		at = hit + strlen(copy);
	}
	strbuf_puts(&out, at);
	if (at != err->msg)
		err_set(err, code, "%s", out.s);
	strbuf_release(&out);
}

/* ---- reading a copy back ---------------------------------------------- */

/* Is the file at `path` a whole store that says `want`? *same tells; -1 when
 * it is not whole, with the first thing that is wrong. */
static int read_back(bool *same, const char *path, bool older,
		     const char *want, struct err *err)
{
	struct store *copy;
	struct strbuf have = STRBUF_INIT;
	struct diags found = { 0 };
	int ret;

	*same = false;
	if (older ? store_open_older(&copy, path, err) :
	    store_open(&copy, path, STORE_READ, NULL, err))
		return -1;
	ret = state_text(&have, copy, err);
	*same = !ret && strcmp(have.s, want) == 0;
	if (*same)
		ret = older ? verify_file(copy, &found, err) :
			store_verify(copy, &found, err);
	diags_release(&found);
	strbuf_release(&have);
	store_close(copy);
	return ret;
}

/* ---- making one ------------------------------------------------------- */

struct making {
	struct store *s;
	const struct backup_spec *spec;
	struct strbuf state;
};

static int copy_failed(struct store *s, int rc, const char *target,
		       struct err *err)
{
	const char *why = sqlite3_errmsg(s->db);

	switch (rc & 0xff) {
	case SQLITE_CORRUPT:
	case SQLITE_NOTADB:
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
	case SQLITE_INTERRUPT:
	case SQLITE_NOMEM:
		return db_fail(s, rc, err);
	case SQLITE_FULL:
		return err_set(err, ERR_IO, "the disk is full while writing "
			       "the backup %s; no backup was made, the store "
			       "and the backups there are as they were: free "
			       "some space and run again", target);
	default:
		return err_set(err, ERR_IO, "cannot write the backup %s (%s); "
			       "no backup was made, the store and the backups "
			       "there are as they were: check the disk and "
			       "run again", target, why);
	}
}

/* SQLite follows no link in a path, so the folder's own is resolved. The
 * file is there already, empty and private: it is written in place. */
static int copy_into(struct store *s, const char *file, const char *target,
		     struct err *err)
{
	char *real = realpath(file, NULL);
	sqlite3_stmt *st = NULL;
	int rc;

	if (!real)
		return err_errno(err, ERR_IO, errno, "cannot find %s", file);
	rc = sqlite3_prepare_v2(s->db, "VACUUM INTO ?1", -1, &st, NULL);
	if (rc == SQLITE_OK) {
		db_bind_text(st, 1, real);
		rc = sqlite3_step(st);
	}
	sqlite3_finalize(st);
	free(real);
	return rc == SQLITE_DONE ? 0 : copy_failed(s, rc, target, err);
}

static int fill(struct making *m, struct file_new *f, struct err *err)
{
	bool same;

	if (copy_into(m->s, f->tmp, f->path, err))
		return -1;
	if (read_back(&same, f->tmp, m->s->older, m->state.s, err)) {
		err_say_path(err, f->tmp, f->path);
		return err_prefix(err, "no backup was made, since the copy is "
				  "not whole (the store may be damaged: "
				  "tuneup verify says more)");
	}
	if (same)
		return 0;
	return err_set(err, ERR_SOFTWARE, "no backup was made: the copy of %s "
		       "says something else than the store; the backups there "
		       "are as they were: please report this", m->s->path);
}

/* The newest one is whole and says the same? A damaged one is not asked. */
static bool newest_fits(struct making *m, const struct backup_file *newest)
{
	struct err unused;
	bool same;

	return !read_back(&same, newest->path, m->s->older, m->state.s,
			  &unused) && same;
}

static int64_t size_of(const char *path)
{
	struct stat st;

	return stat(path, &st) ? 0 : st.st_size;
}

static int make_one(struct backup_made *out, struct making *m, int64_t number,
		    struct arena *a, struct err *err)
{
	const char *name = arena_printf(a, "tuneup-%s-%" PRId64 ".db",
					m->spec->as_of, number);
	struct file_new f;

	out->path = path_join(a, m->spec->dir, name);
	if (file_new_open(&f, out->path, err))
		return -1;
	if (fill(m, &f, err)) {
		file_new_abort(&f);
		return -1;
	}
	if (file_new_commit(&f, 0600, err))
		return -1;
	out->bytes = size_of(out->path);
	out->removed = backup_prune(m->spec->dir, m->spec->keep);
	return 0;
}

static int make_or_find(struct backup_made *out, struct making *m,
			struct arena *a, struct err *err)
{
	struct backup_file *list;
	size_t n;

	if (state_text(&m->state, m->s, err) ||
	    dir_make(m->spec->dir, err))
		return -1;
	file_new_sweep(m->spec->dir);
	if (backup_list(&list, &n, m->spec->dir, a, err))
		return -1;
	if (n && newest_fits(m, &list[n - 1])) {
		out->path = list[n - 1].path;
		out->bytes = list[n - 1].bytes;
		out->already = true;
		return 0;
	}
	return make_one(out, m, n ? list[n - 1].number + 1 : 1, a, err);
}

int store_backup(struct backup_made *out, struct store *s,
		 const struct backup_spec *spec, struct arena *a,
		 struct err *err)
{
	struct making m = { .s = s, .spec = spec, .state = STRBUF_INIT };
	int ret;

	*out = (struct backup_made){ 0 };
	ret = make_or_find(out, &m, a, err);
	strbuf_release(&m.state);
	return ret;
}
