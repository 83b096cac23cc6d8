/*
 * store/seen.h - how often an event was seen: never, once, more than once
 * (private to store/).
 *
 *	struct seen seen = { 0 };
 *	seen_note(&seen, hash);
 *	if (seen_count(&seen, hash) == 1)
 *		... it stands alone
 *	seen_release(&seen);
 *
 * Events are known by their hash, which is never 0. Two that share all 64 bits
 * count as one: what asks here must be right, too, when more were seen.
 */
#ifndef TUNEUP_STORE_SEEN_H
#define TUNEUP_STORE_SEEN_H

#include <stddef.h>
#include <stdint.h>

struct seen {
	uint64_t *hash; /* 0: free */
	uint8_t *times;	/* at most 2 */
	size_t n, slots; /* a power of two, or 0 */
};

void seen_note(struct seen *t, uint64_t hash);
/* 0, 1, or 2 for more. */
int seen_count(const struct seen *t, uint64_t hash);
void seen_release(struct seen *t);

#endif
