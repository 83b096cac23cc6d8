/*
 * store/upkeep.h - what changes the past of a store, on purpose.
 *
 *	migrate	  an older version of the tables becomes this one's
 *	zone	  facts are filed under the civil days of another time zone
 *	purge	  facts and history before a day leave
 *	prune	  old versions of days leave, so that history stays small
 *
 * Each is one transaction under the caller's lock. Zone and purge leave a row
 * in table `rewrite` and link all chains anew, so what is there must have
 * passed store_verify() before: relinking would bless damage.
 */
#ifndef TUNEUP_STORE_UPKEEP_H
#define TUNEUP_STORE_UPKEEP_H

#include "store/backup.h"
#include "store/store.h"

/* ---- migrate (store/migrate.c) ------------------------------------------ */

struct migrated {
	int64_t from, to;		/* versions; equal: nothing to do */
	struct backup_made backup;	/* of the store as it was */
};

/*
 * Bring the file at path to STORE_VERSION: backup first, then all steps and a
 * check of what they made in one IMMEDIATE transaction. A newer store is
 * refused (ERR_DATA) untouched, a missing one is version 0 to 0.
 */
int store_migrate(struct migrated *out, const char *path,
		  const struct backup_spec *spec, bool dry_run,
		  struct arena *a, struct err *err);

/* ---- another time zone (store/zone_move.c) ------------------------------ */

#define ZONE_KINDS 4

struct zone_moved {
	const struct fact_kind *kind;
	int64_t rows;		/* of the kind */
	int64_t moved;		/* to another day */
	int64_t anchored;	/* known by date only: same day, other start */
	int64_t stayed;		/* weighted rows of condensed days: no time of
				 * their own */
};

/*
 * File every fact that has a time under its civil day in zone `to`. Times are
 * UTC and stay; what is known by its date alone keeps its date. Old versions
 * of the days of these kinds leave: imports before can no longer be undone.
 * The process's zone is `to` afterwards.
 */
int store_move_zone(struct zone_moved out[ZONE_KINDS], struct store *s,
		    const char *to, const char *as_of, bool dry_run,
		    struct err *err);

/* ---- purge (store/purge.c) ---------------------------------------------- */

struct purged {
	int64_t facts;		/* rows as they are now */
	int64_t days;		/* of all kinds, with rows */
	int32_t first, last;	/* of them, DAY_NONE: none */
	int64_t versions;	/* of days, current and older */
	int64_t diags;		/* of imports made or beginning before */
	int64_t figures;	/* published, of periods that ended before */
	int64_t weeks;		/* published ones baselines are pinned to */
	int64_t names;		/* dimensions nothing refers to any more */
};

/*
 * Facts of days before `before` leave in every version, and with them the
 * diagnostics of their imports, published figures of periods that ended
 * before, and names that only they used. The ledger's rows, the list of
 * reports and all decisions stay. Later imports set rows before that day
 * aside. Bytes are overwritten; store_compact() gives the space back.
 */
int store_purge(struct purged *out, struct store *s, int32_t before,
		const char *as_of, bool dry_run, struct err *err);
/* The day of the last purge, DAY_NONE: there was none. */
int store_purged_before(int32_t *day, struct store *s, struct err *err);
/* VACUUM: the file has no free pages afterwards, or is as it was. The copy that
 * it takes lies beside the store, in a folder of its own. Under the lock. */
int store_compact(struct store *s, struct err *err);

/* ---- prune (store/prune.c) ---------------------------------------------- */

struct pruned {
	int64_t facts;		/* bytes of current days */
	int64_t history;	/* bytes of older versions, before */
	int64_t versions;	/* that left */
	int64_t bytes;		/* of them */
};

/*
 * Keep the history below twice the facts: while it is larger, the bytes of
 * the oldest versions leave, those of undone imports first. Their rows stay in
 * the chain; an undo that would need them is refused.
 */
int store_prune(struct pruned *out, struct store *s, bool dry_run,
		struct err *err);

#endif
