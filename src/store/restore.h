/*
 * store/restore.h - a backup becomes the store again.
 *
 *	copy FILE beside the store -> bring it up to date -> every check of
 *	store_verify() -> keep what is there now -> rename -> read it back
 *
 * FILE is read once and never written. The store that is replaced is backed
 * up like before any change; one that is damaged cannot be, so its file and
 * journal are kept as they are: backups/replaced-<as-of>-<n>.db. The caller
 * holds the lock and has no store open.
 */
#ifndef TUNEUP_STORE_RESTORE_H
#define TUNEUP_STORE_RESTORE_H

#include "store/backup.h"

/* What a store holds, to compare two. */
struct store_summary {
	bool there;		/* it could be opened */
	const char *why;	/* ... why not; "" = there is none */
	int64_t facts, imports, reports, decisions;
	int32_t first, last;	/* days of facts, DAY_NONE */
	const char *as_of;	/* of the last import or report, "" */
	const char *zone;
	const char *key_mark;	/* config_key_mark() of its pseudonyms, "" */
};

struct restored {
	struct store_summary backup, store;
	int64_t older;		/* version of the backup, 0: it is ours */
	bool same;		/* both say the same: nothing to do */
	const char *kept;	/* where the replaced store is, "" = none */
};

/* zone: the config's; a backup of another zone is ERR_CONFIG. Strings are in
 * the arena. */
int store_restore(struct restored *out, const char *path, const char *from,
		  const char *zone, const struct backup_spec *spec,
		  bool dry_run, struct arena *a, struct err *err);

#endif
