/*
 * store/open.c - from a path to a store that may be trusted, or a refusal.
 *
 * A file that is not ours is looked at with plain reads only: SQLite would
 * replay a journal it finds beside it.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/strbuf.h"
#include "store/chain.h"

#define BUSY_MS 5000

/* Offsets in the header of every SQLite file; numbers are big-endian. */
#define HEAD_BYTES 100
#define HEAD_VERSION 60
#define HEAD_APPLICATION 68

/* The same of its journal. */
#define JOURNAL_HEAD_BYTES 28
#define JOURNAL_PAGES_BEFORE 16

static int unsafe(struct err *err, const char *path, const char *why)
{
	return err_set(err, ERR_CANTCREAT, "%s is refused as a store: %s",
		       path, why);
}

/* 1: it is there and safe, 0: missing, -1: refused. */
static int check_file(const char *path, struct err *err)
{
	struct stat st;

	if (lstat(path, &st)) {
		if (errno == ENOENT)
			return 0;
		return err_errno(err, ERR_CANTCREAT, errno,
				 "cannot look at %s", path);
	}
	if (S_ISLNK(st.st_mode))
		return unsafe(err, path, "it is a symbolic link; give the "
			      "path of the file itself");
	if (!S_ISREG(st.st_mode))
		return unsafe(err, path, "it is not a regular file");
	if (st.st_uid != geteuid())
		return unsafe(err, path, "it belongs to another user; run as "
			      "its owner");
	if (st.st_mode & (S_IWGRP | S_IWOTH))
		return unsafe(err, path, "others may write it; run "
			      "`chmod go-w` on it");
	return 1;
}

static int check_journal(const char *path, struct err *err)
{
	struct strbuf journal = STRBUF_INIT;
	int got;

	strbuf_printf(&journal, "%s-journal", path);
	got = check_file(journal.s, err);
	strbuf_release(&journal);
	return got < 0 ? -1 : 0;
}

static uint32_t be32(const unsigned char *p)
{
	return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 |
	       (uint32_t)p[2] << 8 | p[3];
}

/*
 * The power failed while the store was being made: its first page never
 * reached the disk, the journal beside it says that the file was empty before.
 * SQLite takes it back to that.
 */
static bool is_cut_off(const char *path, const unsigned char head[HEAD_BYTES])
{
	static const unsigned char zeros[HEAD_BYTES];
	unsigned char start[JOURNAL_HEAD_BYTES] = { 0 };
	struct strbuf journal = STRBUF_INIT;
	ssize_t got = -1;
	int fd;

	if (memcmp(head, zeros, HEAD_BYTES) != 0)
		return false;
	strbuf_printf(&journal, "%s-journal", path);
	fd = open(journal.s, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	if (fd >= 0) {
		got = pread(fd, start, sizeof start, 0);
		close(fd);
	}
	strbuf_release(&journal);
	return got == sizeof start &&
	       !memcmp(start, "\xd9\xd5\x05\xf9\x20\xa1\x63\xd7", 8) &&
	       be32(start + JOURNAL_PAGES_BEFORE) == 0;
}

/* Our file, or an empty one? *empty is set when there is nothing in it. */
static int check_header(const char *path, bool *empty, struct err *err)
{
	unsigned char head[HEAD_BYTES];
	int fd = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
	ssize_t got;

	if (fd < 0)
		return err_errno(err, ERR_CANTCREAT, errno, "cannot open %s",
				 path);
	got = pread(fd, head, sizeof head, 0);
	if (got < 0) {
		err_errno(err, ERR_IO, errno, "cannot read %s", path);
		close(fd);
		return -1;
	}
	close(fd);
	*empty = got == 0 || (got == HEAD_BYTES && is_cut_off(path, head));
	if (*empty)
		return 0;
	if (got < HEAD_BYTES || memcmp(head, "SQLite format 3", 16) != 0)
		return err_set(err, ERR_DATA, "%s is not a store of tuneup: "
			       "it is no SQLite file, or a damaged one; it "
			       "was not touched", path);
	if (be32(head + HEAD_APPLICATION) != STORE_APPLICATION_ID)
		return err_set(err, ERR_DATA, "%s is an SQLite file of "
			       "another program; it was not touched", path);
	if (be32(head + HEAD_VERSION) > STORE_VERSION)
		return err_set(err, ERR_DATA, "%s was written by a newer "
			       "tuneup (store version %u, this one knows %d); "
			       "it was not touched: install that version",
			       path, be32(head + HEAD_VERSION),
			       STORE_VERSION);
	return 0;
}

/* SQLite's own NOFOLLOW refuses links in every part of the path, so the
 * folder is resolved first and the file itself is not. */
static int open_database(struct store *s, const char *path, struct err *err)
{
	const char *base = path_base(path);
	size_t dir_len = (size_t)(base - path);
	char *dir = dir_len ? xstrndup(path, dir_len) : xstrdup(".");
	char *real = realpath(dir, NULL);
	struct strbuf full = STRBUF_INIT;
	int rc;

	free(dir);
	if (!real)
		return err_errno(err, ERR_CANTCREAT, errno,
				 "cannot find the folder of %s", path);
	strbuf_printf(&full, "%s/%s", real, base);
	rc = sqlite3_open_v2(full.s, &s->db, SQLITE_OPEN_READWRITE |
			     SQLITE_OPEN_NOFOLLOW | SQLITE_OPEN_FULLMUTEX |
			     SQLITE_OPEN_EXRESCODE, NULL);
	free(real);
	strbuf_release(&full);
	return rc == SQLITE_OK ? 0 : db_fail(s, rc, err);
}

int db_configure(struct store *s, bool query_only, struct err *err)
{
	static const int off[] = {
		SQLITE_DBCONFIG_TRUSTED_SCHEMA, SQLITE_DBCONFIG_DQS_DML,
		SQLITE_DBCONFIG_DQS_DDL, SQLITE_DBCONFIG_ENABLE_TRIGGER,
		SQLITE_DBCONFIG_ENABLE_VIEW,
		SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION
	};

	for (size_t i = 0; i < sizeof off / sizeof *off; i++)
		sqlite3_db_config(s->db, off[i], 0, NULL);
	sqlite3_db_config(s->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	sqlite3_busy_timeout(s->db, BUSY_MS);
	db_watch(s);
	/* temporary tables in memory: sorted rows never reach /tmp; no mmap:
	 * a read error is an error, not a signal */
	return db_exec(s, query_only ?
		       "PRAGMA query_only=ON; PRAGMA foreign_keys=ON; "
		       "PRAGMA cell_size_check=ON; PRAGMA temp_store=MEMORY; "
		       "PRAGMA mmap_size=0" :
		       "PRAGMA page_size=8192; PRAGMA foreign_keys=ON; "
		       "PRAGMA cell_size_check=ON; PRAGMA temp_store=MEMORY; "
		       "PRAGMA mmap_size=0; PRAGMA journal_mode=DELETE; "
		       "PRAGMA synchronous=EXTRA", err);
}

/* The header was read before a journal may have been replayed. */
static int check_numbers(struct store *s, bool may_be_empty, struct err *err)
{
	int64_t application, version, tables;

	if (db_int(s, "PRAGMA application_id", 0, &application, err) ||
	    db_int(s, "PRAGMA user_version", 0, &version, err) ||
	    db_int(s, "SELECT count(*) FROM sqlite_schema", 0, &tables, err))
		return -1;
	if (application == STORE_APPLICATION_ID && version == STORE_VERSION) {
		s->older = false;
		return 0;
	}
	if (application == STORE_APPLICATION_ID && version > 0)
		return s->older ? 0 :
			err_set(err, ERR_DATA, "%s is of an older version "
				"(%lld, this tuneup writes %d): `tuneup "
				"migrate` makes a backup and brings it up to "
				"date", s->path, (long long)version,
				STORE_VERSION);
	if (application || version || tables)
		return err_set(err, ERR_DATA, "%s is not a store of tuneup; "
			       "it was not touched", s->path);
	if (may_be_empty)
		return 0;
	return err_set(err, ERR_DATA, "the store %s is empty: it was never "
		       "finished; `tuneup import FILE` makes it again", s->path);
}

static int quick_check(struct store *s, struct err *err)
{
	sqlite3_stmt *st = db_prepare(s, "PRAGMA quick_check(1)", err);
	int got = st ? db_step(s, st, err) : -1, ret = got < 0 ? -1 : 0;

	if (got > 0 && strcmp(db_text(st, 0), "ok") != 0)
		ret = err_set(err, ERR_DATA, "the store %s is damaged (%s); "
			      "nothing was repaired: run again if the disk "
			      "had an error, else restore a backup (tuneup "
			      "restore)", s->path,
			      db_text(st, 0));
	sqlite3_finalize(st);
	return ret;
}

static int check_zone(struct store *s, const char *zone, struct err *err)
{
	char have[128];

	if (meta_get(have, sizeof have, s, "zone", err))
		return -1;
	if (strcmp(have, zone) == 0)
		return 0;
	return err_set(err, ERR_CONFIG, "the days of %s are days in %s, but "
		       "the configuration says %s: set `time_zone: %s` "
		       "again, or file the facts under the days of the new "
		       "zone with `tuneup migrate --zone %s`", s->path, have,
		       zone, have, zone);
}

static int make_file(const char *path, struct err *err)
{
	int fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC,
		      0600);

	if (fd < 0)
		return err_errno(err, ERR_CANTCREAT, errno,
				 "cannot create the store %s", path);
	close(fd);
	return 0;
}

int store_missing(const char *path, struct err *err)
{
	return err_set(err, ERR_NOINPUT, "there is no store at %s yet: "
		       "`tuneup import FILE` makes it", path);
}

/* A file of ours that SQLite finds whole; nothing of what it says is known
 * to be right. */
static int open_file(struct store *s, enum store_open how, struct err *err)
{
	bool write = how != STORE_READ, empty = false;
	int found = check_file(s->path, err);

	if (found < 0 || check_journal(s->path, err))
		return -1;
	if (!found && how != STORE_CREATE)
		return store_missing(s->path, err);
	if (!found && make_file(s->path, err))
		return -1;
	if (check_header(s->path, &empty, err) ||
	    open_database(s, s->path, err) ||
	    db_configure(s, !write, err) ||
	    check_numbers(s, write, err))
		return -1;
	return quick_check(s, err);
}

static int open_checked(struct store *s, enum store_open how,
			const char *zone, struct err *err)
{
	if (open_file(s, how, err))
		return -1;
	if (how != STORE_READ && schema_migrate(s, zone, err))
		return -1;
	if (schema_check(s, err) || (zone && check_zone(s, zone, err)))
		return -1;
	return chain_check(s, err);
}

int store_open(struct store **out, const char *path, enum store_open how,
	       const char *zone, struct err *err)
{
	struct store *s = xcalloc(1, sizeof *s);

	*out = NULL;
	s->path = xstrdup(path);
	if (open_checked(s, how, zone, err)) {
		store_close(s);
		return -1;
	}
	*out = s;
	return 0;
}

int store_open_older(struct store **out, const char *path, struct err *err)
{
	struct store *s = xcalloc(1, sizeof *s);

	*out = NULL;
	s->path = xstrdup(path);
	s->older = true;
	if (open_file(s, STORE_WRITE, err)) {
		store_close(s);
		return -1;
	}
	*out = s;
	return 0;
}

int store_file_version(int *version, const char *path, struct err *err)
{
	unsigned char head[HEAD_BYTES];
	bool empty;
	int found = check_file(path, err), fd;

	*version = 0;
	if (found <= 0)
		return found;
	if (check_header(path, &empty, err))
		return -1;
	fd = empty ? -1 : open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
	if (fd < 0)
		return 0;
	if (pread(fd, head, sizeof head, 0) == sizeof head)
		*version = (int)be32(head + HEAD_VERSION);
	close(fd);
	return 0;
}

int store_zone(char *buf, size_t size, struct store *s, struct err *err)
{
	return meta_get(buf, size, s, "zone", err);
}

int store_open_memory(struct store **out, const char *zone, struct err *err)
{
	struct store *s = xcalloc(1, sizeof *s);
	int rc;

	*out = NULL;
	s->path = xstrdup("(memory)");
	s->memory = true;
	rc = sqlite3_open(":memory:", &s->db);
	if (rc != SQLITE_OK)
		db_fail(s, rc, err);
	if (rc != SQLITE_OK || db_configure(s, false, err) ||
	    schema_migrate(s, zone, err)) {
		store_close(s);
		return -1;
	}
	*out = s;
	return 0;
}

void store_close(struct store *s)
{
	if (!s)
		return;
	db_rollback(s);
	sqlite3_close(s->db);
	free(s->path);
	free(s);
}
