/*
 * metrics/alone.c - slots of two bits.
 */
#include <stdlib.h>

#include "base/arena.h"
#include "metrics/alone.h"

#define SLOTS_PER_KEY 16	/* one in 16 shares its slot by chance */
#define SLOTS_PER_WORD 32
#define SLOTS_MIN (UINT64_C(1) << 16)

void alone_init(struct alone *a, size_t keys)
{
	uint64_t slots = SLOTS_MIN;

	while (slots < keys * SLOTS_PER_KEY)
		slots *= 2;
	*a = (struct alone){ .mask = slots - 1 };
	a->word = xcalloc(slots / SLOTS_PER_WORD, sizeof *a->word);
}

void alone_release(struct alone *a)
{
	free(a->word);
	free(a->slot);
	*a = (struct alone){ 0 };
}

void alone_batch(struct alone *a, size_t n)
{
	if (n <= a->room)
		return;
	a->room = n + n / 2;
	a->slot = xreallocarray(a->slot, a->room, sizeof *a->slot);
}

void alone_look(struct alone *a, size_t i, uint64_t hash)
{
	a->slot[i] = (hash ^ hash >> 32) & a->mask;
	__builtin_prefetch(&a->word[a->slot[i] / SLOTS_PER_WORD], 1);
}

static unsigned slot_count(const struct alone *a, uint64_t slot)
{
	return a->word[slot / SLOTS_PER_WORD] >> slot % SLOTS_PER_WORD * 2 & 3;
}

void alone_count(struct alone *a, size_t i)
{
	uint64_t slot = a->slot[i];

	if (slot_count(a, slot) < 2)
		a->word[slot / SLOTS_PER_WORD] += UINT64_C(1)
			<< slot % SLOTS_PER_WORD * 2;
}

bool alone_is(const struct alone *a, size_t i)
{
	return slot_count(a, a->slot[i]) == 1;
}
