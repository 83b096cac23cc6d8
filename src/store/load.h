/*
 * store/load.h - rows on their way in. (private to store/)
 *
 *	load.c     facts_load_begin/row/end: intern, hash, buffer
 *	rowbuf.c   a row as bytes, one buffer a day, the spill file
 *	moves.c    keys that may change their day
 *	group.c    one day's rows by key
 *	merge.c    ... against the stored segment of that day
 *
 * Rows are kept in their day's buffer, packed (some 50 bytes each). When all
 * buffers together pass a cap they are written to an unlinked file and read
 * back when their day is merged. Each day is merged once, at the end, when
 * the whole file is known.
 */
#ifndef TUNEUP_STORE_LOAD_H
#define TUNEUP_STORE_LOAD_H

#include "store/db.h"
#include "store/facts.h"
#include "store/intern.h"
#include "store/segment.h"

struct store_import {
	struct store *s;
	int64_t id;
	char *row_key;		/* what its rows were known again by */
};

/* ---- rowbuf.c -------------------------------------------------------- */

/* One row's values by column; text columns in text and len, others in num.
 * FC_SOURCE and FC_IMPORT are the load's and not kept with the row. */
struct row_values {
	int64_t num[FACT_COLUMNS_MAX];
	const char *text[FACT_COLUMNS_MAX];
	uint32_t len[FACT_COLUMNS_MAX];
	uint64_t hash;		/* of the key */
};

/* A part of a day's rows that went to the spill file. */
struct spilled {
	int64_t at;
	size_t len;
};

/* The rows of one day, in the order they were given. */
struct day_rows {
	int32_t day;
	size_t n;		/* rows, spilled ones too */
	uint8_t *bytes;
	size_t len, cap;
	struct spilled *part;
	size_t n_parts, cap_parts;
};

struct rowbuf {
	const struct fact_kind *kind;
	struct day_rows *days;	/* ascending by day */
	size_t n, cap;
	size_t last;		/* index of the day used last */
	size_t buffered;	/* bytes of memory in all buffers */
	size_t limit;		/* spill beyond */
	const char *folder_of;	/* spill beside this file; NULL: in memory */
	int fd;			/* -1: nothing spilled yet */
	int64_t spill_at;	/* end of the spill file */
};

void rowbuf_init(struct rowbuf *b, const struct fact_kind *kind,
		 const char *folder_of);
void rowbuf_release(struct rowbuf *b);
int rowbuf_add(struct rowbuf *b, int32_t day, const struct row_values *v,
	       struct err *err);
/* Add a row's bytes, as row_next() found them, to another day. */
void rowbuf_add_bytes(struct rowbuf *b, int32_t day, const uint8_t *bytes,
		      size_t len);
/* The day's rows in one piece of memory, spilled parts first; the parts are
 * forgotten. NULL: the day has no rows. */
int rowbuf_fetch(struct rowbuf *b, struct day_rows **out, int32_t day,
		 struct err *err);
void rowbuf_drop(struct day_rows *d);	/* free the memory, keep the entry */

/* Read one row; returns where the next one begins. Texts are borrowed. */
const uint8_t *row_next(struct row_values *v, const struct fact_kind *kind,
			const uint8_t *bytes);

/* ---- moves.c --------------------------------------------------------- */

enum place_flag {
	PLACE_MOVED = 1,	/* leaves an old day, which the file covers */
	PLACE_ASIDE = 2,	/* is stored on a day the file does not cover */
	PLACE_STAYS = 4		/* is stored on its new day already */
};

/* Where a key was last seen in the file. By hash only: that two keys of one
 * import share all 64 bits is not expected once in a million imports. */
struct place {
	uint64_t hash;
	int32_t day;		/* DAY_NONE: free slot */
	int32_t other;		/* PLACE_ASIDE: the day it is stored on */
	uint32_t flags;
};

struct leave {
	int32_t day;
	uint64_t hash;
};

struct places {
	struct place *slot;
	size_t n, mask;
	bool twice;		/* a key is on two days of the file */
	struct leave *leave;	/* sorted by day and hash */
	size_t n_leave, cap_leave;
};

void places_note(struct places *p, uint64_t hash, int32_t day);
struct place *places_find(const struct places *p, uint64_t hash);
bool places_leaves(const struct places *p, int32_t day, uint64_t hash);
void places_release(struct places *p);

struct facts_load;

/* Rows of a key that the file has on several days go to the last of them. */
int moves_gather(struct facts_load *load, struct err *err);
/* Look for the file's keys on the days stored. */
int moves_find(struct facts_load *load, struct err *err);

/* ---- load.c ---------------------------------------------------------- */

struct facts_load {
	struct store_import *import;
	struct store *s;
	const struct fact_kind *kind;
	struct facts_load_spec spec;
	char *source;
	uint32_t source_id;
	uint64_t key;		/* columns that make the key */
	bool whole_row;		/* no key: a row is known as a whole */
	bool floating;		/* the key does not hold the day */
	bool hashes_fit;	/* stored hashes were made with this key */
	int32_t covers_first, covers_last; /* known when all rows are in */
	int32_t floor;		/* first day that is not purged, DAY_NONE */
	int period;		/* column period_start, -1: the kind has none */
	int32_t day_first, day_last; /* of day rows, DAY_NONE: none given */
	struct diags *diags;
	struct intern names;
	struct rowbuf rows;
	struct places places;
	struct facts_load_result result;
};

uint64_t key_hash(const struct facts_load *load, const struct row_values *v);
/* Hash of a stored row under this load's key. */
uint64_t stored_hash(const struct facts_load *load,
		     const struct fact_day *day, size_t r);

/* A row for a period: `start` lies before the fact's day. */
static inline bool period_is(int64_t start, int32_t day)
{
	return start != FACT_NULL && start < day;
}

/* For tests: spill beyond this many bytes. */
void facts_load_limit(struct facts_load *load, size_t bytes);

/* ---- merge.c --------------------------------------------------------- */

struct merge;

struct merge *merge_new(struct facts_load *load, struct err *err);
int merge_day(struct merge *m, int32_t day, struct err *err);
void merge_free(struct merge *m);

#endif
