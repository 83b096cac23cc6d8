/*
 * store/zone_move.h - the same facts under the days of another time zone, kind
 * by kind (private to zone_*.c).
 *
 *	zone_move.c	a kind: its days, its ledger rows, the old versions
 *	zone_days.c	a day: rows wait in buckets of the days they now have
 *	zone_keys.c	a row: hashed the way its imports did
 *
 * Two zones are never more than 26 hours apart, so a row moves by two days at
 * most. Days are read in order, their rows wait in buckets, and a bucket is
 * written when no later day can add to it.
 *
 * A time is UTC and stays. What is known by its date alone is held as the
 * start of that day: it keeps its date and gets the new zone's start. That
 * may be a part of the row's key, so keys are hashed anew.
 */
#ifndef TUNEUP_STORE_ZONE_MOVE_H
#define TUNEUP_STORE_ZONE_MOVE_H

#include "store/load.h"
#include "store/rewrite.h"
#include "store/upkeep.h"
#include "store/write.h"

#define REACH 2			/* days a row may move */
#define BUCKETS (4 * REACH + 1)	/* a text lives until its row is written */

/*
 * Which ledger row a day is written under. A condensed day stays one, and so
 * closed to imports (form.h): its weighted rows have not moved.
 */
enum ledger { LEDGER_CONDENSED, LEDGER_ZONE, LEDGERS };

struct zone_bucket {
	int32_t day;		/* DAY_NONE: free */
	bool condensed;
	int64_t moved;		/* rows that came from another day */
	struct segment_rows rows;
};

/* One source's key, to hash rows the way its imports did. */
struct zone_key {
	struct facts_load load;	/* kind, key, source_id */
	bool known;		/* one key for all imports of the source */
};

struct zone_run {
	struct store *s;
	struct zone_moved *out;
	const char *from, *to;
	int64_t import[LEDGERS]; /* numbers of the new ledger rows */
	int64_t rows[LEDGERS], moved[LEDGERS];
	size_t n_dim;
	struct zone_key *key;	/* by dimension id */
	int own;		/* column that gives the day, -1: it is none */
	struct zone_bucket bucket[BUCKETS];
	struct arena arena[BUCKETS]; /* bytes of the days read */
	struct day_writer writer;
};

/* A current day of the kind with facts. */
struct zone_day {
	int64_t segment;
	int32_t day;
	bool condensed;
};

/* The keys of the kind's sources; dim are the store's dimensions. */
int zone_keys_read(struct zone_run *z, const char *const *dim,
		   struct err *err);
/* Hash a row's key anew; not where imports of its source had several. */
void zone_hash(struct zone_run *z, struct segment_rows *rows, size_t r);

/* Read a day and put its rows where they now belong; what no later day can
 * add to is written first. Days come in order. */
int zone_day_move(struct zone_run *z, const struct zone_day *d,
		  struct err *err);
/* Write the buckets of days before this one, in order. */
int zone_write_before(struct zone_run *z, int32_t day, struct err *err);

#endif
