/*
 * store/backup.h - copies of the store that may be trusted, and back.
 *
 *	private folder beside the target -> VACUUM INTO -> opened again like
 *	any store -> every check of store_verify() -> the same counts and chain
 *	heads as the store -> fsync -> rename -> fsync of the folder
 *
 * A file that failed any of it never gets a backup's name, and a damaged
 * store makes no backup: the good ones stay. The caller holds the lock.
 *
 * Names are tuneup-<as-of>-<n>.db. n goes up by one in each folder whatever
 * the date says, so that the highest number is always the newest copy.
 */
#ifndef TUNEUP_STORE_BACKUP_H
#define TUNEUP_STORE_BACKUP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "store/store.h"

struct backup_spec {
	const char *dir;	/* made when missing */
	const char *as_of;	/* "2026-11-22" */
	int keep;		/* see backup_prune(); 0: remove nothing */
};

struct backup_made {
	char *path;		/* in the arena */
	int64_t bytes;
	bool already;		/* the newest one there says the same */
	size_t removed;		/* older ones that left */
};

/*
 * Copy an open store. When the newest backup of the folder is whole and
 * holds the same, that one is it. On error nothing has a backup's name that
 * had none before. ERR_DATA: the store itself is damaged.
 */
int store_backup(struct backup_made *out, struct store *s,
		 const struct backup_spec *spec, struct arena *a,
		 struct err *err);

/* ---- what is in a folder (store/backup_list.c) -------------------------- */

struct backup_file {
	char *path;
	int32_t day;		/* as-of it was made for */
	int64_t number;
	int64_t bytes;
};

/* Oldest first, in the arena. A missing folder has none. Only regular files
 * with a backup's name are seen. */
int backup_list(struct backup_file **out, size_t *n, const char *dir,
		struct arena *a, struct err *err);

/*
 * Remove old ones. What stays: the newest `keep`, and the newest of each of
 * the newest `keep` days, so that one long session of decisions does not
 * push out last month. A file that cannot be removed stays for next time.
 * Returns how many left.
 */
size_t backup_prune(const char *dir, int keep);

#endif
