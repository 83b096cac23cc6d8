/*
 * metrics/alone.h - which keys of many surely come once. (private to
 * metrics/)
 *
 * Two bits for each of some 16 slots a key count: none, one, more. A key
 * whose slot counts one is alone; of the others a few merely share a slot by
 * chance, so that whoever asks must still tell them apart, but of these few
 * only. Keys are looked at in batches (the rows of a day), so that memory is
 * asked for their slots ahead of time:
 *
 *	alone_init(&a, keys);
 *	for each batch: alone_look() all of its keys, then alone_count() them;
 *	for each batch: alone_look() again, then ask alone_is();
 *
 * Memory: 4 to 8 bytes a key.
 */
#ifndef TUNEUP_METRICS_ALONE_H
#define TUNEUP_METRICS_ALONE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct alone {
	uint64_t *word;		/* 32 slots each */
	uint64_t mask;
	uint64_t *slot;		/* of each key of the batch */
	size_t room;
};

void alone_init(struct alone *a, size_t keys);
void alone_release(struct alone *a);
/* Begin a batch of n keys. */
void alone_batch(struct alone *a, size_t n);
/* Key i of the batch, as hash64() has it. */
void alone_look(struct alone *a, size_t i, uint64_t hash);
void alone_count(struct alone *a, size_t i);
/* After all keys were counted. */
bool alone_is(const struct alone *a, size_t i);

#endif
