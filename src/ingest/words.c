#include "ingest/words.h"

#include <stdlib.h>
#include <string.h>

#include "base/hash.h"

#define FIRST_CAP 256
#define WORDS_MAX ((size_t)1 << 16)

/* The slot of the word, or the free one where it belongs. */
static struct word *find(const struct words *w, int column, const char *s,
			 size_t len)
{
	size_t i = hash64(s, len, (uint64_t)column) & (w->cap - 1);

	while (w->slot[i].s &&
	       (w->slot[i].column != column || w->slot[i].len != len ||
		memcmp(w->slot[i].s, s, len)))
		i = (i + 1) & (w->cap - 1);
	return &w->slot[i];
}

static void grow(struct words *w)
{
	struct words old = *w;

	w->cap = old.cap ? old.cap * 2 : FIRST_CAP;
	w->slot = xcalloc(w->cap, sizeof *w->slot);
	for (size_t i = 0; i < old.cap; i++)
		if (old.slot[i].s)
			*find(w, old.slot[i].column, old.slot[i].s,
			      old.slot[i].len) = old.slot[i];
	free(old.slot);
}

struct word *words_at(struct words *w, int column, const char *s, size_t len)
{
	if (w->n >= WORDS_MAX)	/* no column of words: start over */
		words_release(w);
	return words_keep(w, column, s, len);
}

struct word *words_keep(struct words *w, int column, const char *s,
			size_t len)
{
	struct word *slot;

	if (w->n * 2 >= w->cap)
		grow(w);
	slot = find(w, column, s, len);
	if (!slot->s) {
		*slot = (struct word){ arena_strndup(&w->arena, s, len),
				       (uint32_t)len, column, INT64_MIN, NULL,
				       0 };
		w->n++;
	}
	return slot;
}

void words_release(struct words *w)
{
	free(w->slot);
	arena_release(&w->arena);
	*w = (struct words){ 0 };
}
