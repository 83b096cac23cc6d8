/*
 * store/intern.h - names to numbers while rows come in. (private to store/)
 *
 * Holds the whole table `dimension` and what an import adds to it. Ids are
 * 1, 2, 3 ... in the order the names were first seen; 0 is blank.
 */
#ifndef TUNEUP_STORE_INTERN_H
#define TUNEUP_STORE_INTERN_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "store/db.h"

struct intern_text {
	const char *s;
	uint32_t len;
};

struct intern {
	struct arena arena;
	struct intern_text *text;	/* text[id]; text[0] is blank */
	size_t n, cap;			/* ids given out, with 0 */
	size_t n_stored;		/* ... of which are in the table */
	uint32_t *slot;			/* open addressing: id, 0 = free */
	uint32_t *tag;			/* part of the hash, beside slot */
	size_t mask;
};

int intern_load(struct intern *in, struct store *s, struct err *err);
uint32_t intern_id(struct intern *in, const char *s, uint32_t len);
/* Write the new names as brought by this import. */
int intern_store(struct intern *in, struct store *s, int64_t import,
		 struct err *err);
void intern_release(struct intern *in);

/* The table alone, dim[id] = text, in the arena. */
int dimensions_read(const char *const **dim, size_t *n, struct store *s,
		    struct arena *a, struct err *err);

#endif
