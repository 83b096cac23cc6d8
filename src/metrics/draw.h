/*
 * metrics/draw.h - which members of a list are judged: METRICS §9.
 *
 * Pure functions of a key and texts. The order of a list is that of
 *
 *	HMAC-SHA-256(key, seed NUL period NUL segment NUL member)
 *
 * (its first 64 bits; equal ones by member), and the sample is its beginning.
 * Nothing but the list and the key decides: the order in which an export has
 * its members changes nothing, and there is no seed to choose, so that nobody
 * can draw again until the sample looks nice. A member that joins the list
 * takes its own place and moves the others by at most one.
 *
 * The key is the workspace's people.key, so that nobody outside can tell who
 * will be judged. Without one it is the text DRAW_FALLBACK_KEY: still
 * reproducible, but anybody can work it out. With another key the draws of
 * the past are others, too; keep a copy of people.key.
 */
#ifndef TUNEUP_METRICS_DRAW_H
#define TUNEUP_METRICS_DRAW_H

#include <stddef.h>
#include <stdint.h>

#include "config/config.h"

#define DRAW_SEED "tuneup sample 1"
#define DRAW_FALLBACK_KEY "tuneup: no people.key"

struct draw_key { const void *bytes; size_t len; };
/* Borrowed from the config. */
struct draw_key draw_key_of(const struct config *config);

struct draw_member {
	const char *id;		/* not NUL-terminated */
	uint32_t len;
	uint32_t tag;		/* the caller's own */
	uint64_t rank;		/* by draw_order() */
};

/* Order by rank: the sample of n is the first n. */
void draw_order(struct draw_member *member, size_t n, struct draw_key key,
		const char *period, const char *segment);

/* ceil(share * members): the plain share, without a minimum. */
int64_t draw_plain(int64_t members, double share);
/* n_h = min(members, max(minimum, plain)). */
int64_t draw_required(int64_t members, double share, int64_t minimum);

#endif
