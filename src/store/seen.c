#include "store/seen.h"

#include <stdlib.h>

#include "base/arena.h"

static size_t slot_of(const struct seen *t, uint64_t hash)
{
	size_t at = (size_t)hash & (t->slots - 1);

	while (t->hash[at] && t->hash[at] != hash)
		at = (at + 1) & (t->slots - 1);
	return at;
}

static void grow(struct seen *t)
{
	struct seen old = *t;

	t->slots = old.slots ? 2 * old.slots : 1024;
	t->hash = xcalloc(t->slots, sizeof *t->hash);
	t->times = xcalloc(t->slots, sizeof *t->times);
	for (size_t i = 0; i < old.slots; i++) {
		size_t at;

		if (!old.hash[i])
			continue;
		at = slot_of(t, old.hash[i]);
		t->hash[at] = old.hash[i];
		t->times[at] = old.times[i];
	}
	free(old.hash);
	free(old.times);
}

void seen_note(struct seen *t, uint64_t hash)
{
	size_t at;

	if (2 * t->n >= t->slots)
		grow(t);
	at = slot_of(t, hash);
	t->n += !t->hash[at];
	t->hash[at] = hash;
	t->times[at] = (uint8_t)(t->times[at] < 2 ? t->times[at] + 1 : 2);
}

int seen_count(const struct seen *t, uint64_t hash)
{
	return t->slots ? t->times[slot_of(t, hash)] : 0;
}

void seen_release(struct seen *t)
{
	free(t->hash);
	free(t->times);
	*t = (struct seen){ 0 };
}
