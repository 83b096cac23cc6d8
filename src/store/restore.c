/*
 * store/restore.c - see restore.h for the order of the steps and why.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/date.h"
#include "base/file.h"
#include "base/strbuf.h"
#include "store/copy.h"
#include "store/restore.h"
#include "store/upkeep.h"

struct restoring {
	struct restored *out;
	const char *path, *from, *zone;
	const struct backup_spec *spec;
	struct arena *a;
	struct file_new file;	/* the private copy */
	struct strbuf state;	/* what the copy says */
};

/* ---- the private copy --------------------------------------------------- */

static int copy_bytes(struct restoring *r, int fd, struct err *err)
{
	char chunk[65536];

	for (;;) {
		ssize_t n = read(fd, chunk, sizeof chunk);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return err_errno(err, ERR_IO, errno, "reading %s "
					 "failed", r->from);
		if (n == 0)
			return 0;
		if (file_new_write(&r->file, chunk, (size_t)n, err))
			return -1;
	}
}

static int copy_file(struct restoring *r, struct err *err)
{
	int fd, ret;

	if (file_open_read(&fd, r->from, NULL, err))
		return -1;
	ret = copy_bytes(r, fd, err);
	close(fd);
	return ret;
}

/* It is ours alone, so it may be migrated before anything is decided. */
static int bring_up_to_date(struct restoring *r, struct err *err)
{
	struct store *s;
	char zone[128];
	int version, ret;

	if (store_file_version(&version, r->file.tmp, err))
		return -1;
	if (!version)
		return err_set(err, ERR_DATA, "%s is empty, and no backup",
			       r->from);
	if (version >= STORE_VERSION)
		return 0;
	r->out->older = version;
	if (store_open_older(&s, r->file.tmp, err))
		return -1;
	ret = meta_get(zone, sizeof zone, s, "zone", err);
	if (!ret)
		ret = schema_migrate(s, zone, err);
	store_close(s);
	return ret;
}

static int text_of(const char **out, struct arena *a, struct store *s,
		   const char *sql, struct err *err)
{
	sqlite3_stmt *st = db_prepare(s, sql, err);
	int got = st ? db_step(s, st, err) : -1;

	*out = got > 0 ? arena_strdup(a, db_text(st, 0)) : "";
	sqlite3_finalize(st);
	return got < 0 ? -1 : 0;
}

static int summarize(struct store_summary *out, struct store *s,
		     struct arena *a, struct err *err)
{
	int64_t first, last;

	out->why = "";
	if (db_int(s, "SELECT sum(facts) FROM segment WHERE current = 1", 0,
		   &out->facts, err) ||
	    db_int(s, "SELECT count(*) FROM import", 0, &out->imports, err) ||
	    db_int(s, "SELECT count(*) FROM report_run", 0, &out->reports,
		   err) ||
	    db_int(s, "SELECT count(*) FROM decision", 0, &out->decisions,
		   err) ||
	    db_int(s, "SELECT min(day) FROM segment WHERE current = 1 AND "
		   "facts > 0", DAY_NONE, &first, err) ||
	    db_int(s, "SELECT max(day) FROM segment WHERE current = 1 AND "
		   "facts > 0", DAY_NONE, &last, err) ||
	    text_of(&out->as_of, a, s, "SELECT max(as_of) FROM (SELECT as_of "
		    "FROM import UNION ALL SELECT as_of FROM report_run)",
		    err) ||
	    text_of(&out->zone, a, s, "SELECT value FROM meta WHERE key = "
		    "'zone'", err) ||
	    text_of(&out->key_mark, a, s, "SELECT value FROM meta WHERE key = "
		    "'people_key'", err))
		return -1;
	out->first = (int32_t)first;
	out->last = (int32_t)last;
	out->there = true;
	return 0;
}

static int check_copy(struct restoring *r, struct store *s, struct err *err)
{
	struct diags found = { 0 };
	int ret = summarize(&r->out->backup, s, r->a, err);

	if (!ret && strcmp(r->out->backup.zone, r->zone))
		ret = err_set(err, ERR_CONFIG, "its days are days in %s, but "
			      "the configuration says %s: set `time_zone: %s`",
			      r->out->backup.zone, r->zone,
			      r->out->backup.zone);
	if (!ret)
		ret = store_verify(s, &found, err);
	if (!ret)
		ret = state_text(&r->state, s, err);
	diags_release(&found);
	return ret;
}

static int take_copy(struct restoring *r, struct err *err)
{
	struct store *s;
	int ret;

	if (copy_file(r, err) || bring_up_to_date(r, err) ||
	    store_open(&s, r->file.tmp, STORE_READ, NULL, err))
		return -1;
	ret = check_copy(r, s, err);
	store_close(s);
	return ret;
}

/* ---- what is there now ---------------------------------------------------- */

/* Opens it in any version we know, which also ends a journal that a killed
 * run left. NULL with `why` set when it cannot be. -1 only when the disk or
 * the place is at fault, so that nothing should be replaced. */
static int open_present(struct store **out, struct restoring *r,
			struct err *err)
{
	struct store_summary *now = &r->out->store;

	*out = NULL;
	now->why = "";
	if (!path_exists(r->path))
		return 0;
	if (!store_open_older(out, r->path, err))
		return 0;
	if (err->code != ERR_DATA)
		return -1;
	now->why = arena_strdup(r->a, err->msg);
	return 0;
}

static int look_at_present(struct restoring *r, struct err *err)
{
	struct strbuf state = STRBUF_INIT;
	struct diags found = { 0 };
	struct err why;
	struct store *s;
	int ret = open_present(&s, r, err);

	if (!ret && s) {
		/* of an older or damaged one perhaps not all can be said */
		if (summarize(&r->out->store, s, r->a, &why))
			r->out->store.why = arena_strdup(r->a, why.msg);
		else
			r->out->same = !state_text(&state, s, &why) &&
				!strcmp(state.s, r->state.s) &&
				!store_verify(s, &found, &why);
	}
	diags_release(&found);
	strbuf_release(&state);
	store_close(s);
	return ret;
}

/* A file that no backup can be made of is kept as it is. The journal goes
 * with it: beside the new store it would be played into that. */
static int keep_raw(struct restoring *r, struct err *err)
{
	const char *name = NULL, *journal, *kept;

	if (dir_make(r->spec->dir, err))
		return -1;
	for (int n = 1; !name || path_exists(name); n++)
		name = path_join(r->a, r->spec->dir,
				 arena_printf(r->a, "replaced-%s-%d.db",
					      r->spec->as_of, n));
	journal = arena_printf(r->a, "%s-journal", r->path);
	kept = arena_printf(r->a, "%s-journal", name);
	if (link(r->path, name))
		return err_errno(err, ERR_CANTCREAT, errno, "cannot keep the "
				 "replaced store as %s; nothing was changed",
				 name);
	if (path_exists(journal) && rename(journal, kept))
		return err_errno(err, ERR_CANTCREAT, errno, "cannot keep %s "
				 "as %s; nothing was changed", journal, kept);
	r->out->kept = name;
	return dir_sync(r->spec->dir, err);
}

static int keep_present(struct restoring *r, struct err *err)
{
	struct backup_made made;
	struct store *s;
	struct err why;
	int ret;

	if (!path_exists(r->path))
		return 0;
	if (open_present(&s, r, err))
		return -1;
	ret = s ? store_backup(&made, s, r->spec, r->a, &why) : -1;
	store_close(s);
	if (!ret) {
		r->out->kept = made.path;
		return 0;
	}
	if (s && why.code != ERR_DATA) {
		*err = why;
		return -1;
	}
	return keep_raw(r, err);
}

/* ---- all of it ------------------------------------------------------------ */

static int read_back(struct restoring *r, struct err *err)
{
	struct strbuf state = STRBUF_INIT;
	struct store *s;
	int ret = store_open(&s, r->path, STORE_READ, r->zone, err);

	if (!ret)
		ret = state_text(&state, s, err);
	if (!ret && strcmp(state.s, r->state.s))
		ret = err_set(err, ERR_SOFTWARE, "%s was put in place and says "
			      "something else than %s: please report this",
			      r->path, r->from);
	strbuf_release(&state);
	store_close(s);
	return ret;
}

static int restore(struct restoring *r, bool dry_run, struct err *err)
{
	if (take_copy(r, err)) {
		err_say_path(err, r->file.tmp, r->from);
		err_prefix(err, "%s is not restored, nothing was changed",
			   r->from);
		return -1;
	}
	if (look_at_present(r, err))
		return -1;
	if (dry_run || r->out->same)
		return 0;
	if (keep_present(r, err) || file_new_commit(&r->file, 0600, err))
		return -1;
	return read_back(r, err);
}

int store_restore(struct restored *out, const char *path, const char *from,
		  const char *zone, const struct backup_spec *spec,
		  bool dry_run, struct arena *a, struct err *err)
{
	struct restoring r = { .out = out, .path = path, .from = from,
			       .zone = zone, .spec = spec, .a = a,
			       .state = STRBUF_INIT };
	int ret;

	*out = (struct restored){ .kept = "" };
	if (file_new_open(&r.file, path, err))
		return -1;
	ret = restore(&r, dry_run, err);
	file_new_abort(&r.file);
	strbuf_release(&r.state);
	return ret;
}
