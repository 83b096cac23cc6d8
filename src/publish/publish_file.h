/*
 * publish/publish_file.h - names, digests and places (private to the room).
 */
#ifndef TUNEUP_PUBLISH_PUBLISH_FILE_H
#define TUNEUP_PUBLISH_PUBLISH_FILE_H

#include <sys/types.h>

#include "base/err.h"
#include "base/hash.h"
#include "publish/publish.h"

#define MANIFEST_NAME "manifest.json"
#define WORK_NAME ".work"

/* SHA-256 of a regular file, links not followed. */
int file_digest(char hex[SHA256_HEX], const char *path, struct err *err);

const struct manifest_entry *manifest_find(const struct manifest *m,
					   const char *file);
void manifest_drop(struct manifest *m, const char *file);
/* group (gid_t)-1 = leave. */
int manifest_write_mode(const struct manifest *m, const char *reports_dir,
			mode_t mode, gid_t group, struct err *err);

/* Make the directory, open it to the readers that `mode` names, refuse links
 * in it that we would write through. */
int reports_prepare(const char *dir, unsigned mode, gid_t group,
		    struct err *err);
/* A private, empty work directory in reports_dir. */
int work_prepare(const char *work, struct err *err);
void work_remove(const char *work);
/* What a run left that was killed: the lock says that it is nobody's. */
void leftovers_remove(const char *reports_dir);
/* fsync, mode and group of the finished file; then it replaces `target` and
 * the directory is brought to the disk. */
int file_settle(const char *path, unsigned mode, gid_t group,
		struct err *err);
int file_move(const char *from, const char *target, const char *dir,
	      struct err *err);

#endif
