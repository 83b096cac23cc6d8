/*
 * ingest/words.h - what was made of a word before. (private to ingest/)
 *
 * A million rows hold some ten outcomes and a hundred reviewers. Folding a
 * word and making a pseudonym cost much more than finding them again here.
 */
#ifndef TUNEUP_INGEST_WORDS_H
#define TUNEUP_INGEST_WORDS_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

struct word {
	const char *s;		/* as in the file; NULL: free slot */
	uint32_t len;
	int column;
	int64_t number;		/* what it is: a word's number, -1 unknown */
	const char *text;	/* ... or a pseudonym */
	uint32_t text_len;
};

struct words {
	struct word *slot;
	size_t cap, n;
	struct arena arena;
};

/* As words_at(), but no word is ever forgotten: for the values of a column of
 * which none may come twice. */
struct word *words_keep(struct words *w, int column, const char *s,
			size_t len);
/* The word's slot; a new one has text NULL and number INT64_MIN, to be filled
 * by the caller. Valid until the next call. */
struct word *words_at(struct words *w, int column, const char *s, size_t len);
void words_release(struct words *w);

#endif
