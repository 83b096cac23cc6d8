/*
 * base/file.h - files that are either whole or not there.
 *
 * Everything we write goes to a new file in a private directory on the same
 * file system, is checked, fsynced, renamed over its target, and the
 * directory is fsynced. Everything we read that people may have touched is
 * opened with O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC and must be a regular
 * file. main() sets umask(077); files are 0600 and directories 0700.
 */
#ifndef TUNEUP_BASE_FILE_H
#define TUNEUP_BASE_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/strbuf.h"

/* dir + "/" + name in the arena; name absolute -> name. */
char *path_join(struct arena *a, const char *dir, const char *name);
const char *path_base(const char *path);	/* last component, borrowed */

/* Open for reading. A symlink, directory, FIFO or device is refused with
 * ERR_NOINPUT and a sentence that says which. */
int file_open_read(int *fd, const char *path, int64_t *size, struct err *err);

/* Whole file into sb (appended), at most max bytes. */
int file_read(struct strbuf *sb, const char *path, size_t max,
	      struct err *err);

/* A file being written: file_new, writes, then file_commit or file_abort. */
struct file_new {
	int fd;
	char *dir;		/* target's directory */
	char *tmp;		/* full path of the temporary file */
	char *path;		/* full path of the target */
};
int file_new_open(struct file_new *f, const char *path, struct err *err);
int file_new_write(struct file_new *f, const void *bytes, size_t len,
		   struct err *err);
/* fsync, rename over the target, fsync the directory. Done or failed, the
 * struct is finished and file_new_abort() on it does nothing. */
int file_new_commit(struct file_new *f, mode_t mode, struct err *err);
void file_new_abort(struct file_new *f);
/* Remove what file_new_open() left in `dir` when a process was killed. Only
 * under a lock, which says that they are nobody's. What cannot be removed
 * stays for the next time; links are not followed. */
void file_new_sweep(const char *dir);

/* All of the above for bytes at hand. */
int file_write(const char *path, const void *bytes, size_t len,
	       struct err *err);

/* Write all bytes to fd, retrying short writes and EINTR. */
int fd_write(int fd, const void *bytes, size_t len, const char *name,
	     struct err *err);

/* Give a file another name where none is yet: 1 done, 0 `to` is taken, -1.
 * A link is renamed, not followed. The directories are brought to the disk. */
int file_rename_new(const char *from, const char *to, struct err *err);

int dir_make(const char *path, struct err *err);	/* existing is fine */
int dir_sync(const char *path, struct err *err);
/* Remove what is in the directory (one level of files and directories of
 * ours), not the directory. Missing is fine. Never follows links. */
int dir_wipe(const char *path, struct err *err);
bool path_exists(const char *path);		/* lstat, links count */

/*
 * The lock: PATH held with flock() for the life of the struct; pid and start
 * time are written inside for the message. Another holder is ERR_TEMPFAIL
 * and names its pid. The file is never unlinked. A symlink is refused.
 * wait_seconds 0 = do not wait. Who is stopped meanwhile waits no longer.
 */
struct lock { int fd; };
int lock_take(struct lock *lock, const char *path, int wait_seconds,
	      struct err *err);
void lock_drop(struct lock *lock);

#endif
