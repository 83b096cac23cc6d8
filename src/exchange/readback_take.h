/*
 * exchange/readback_take.h - what cells say, into an open import.
 * (private to exchange/)
 */
#ifndef TUNEUP_EXCHANGE_READBACK_TAKE_H
#define TUNEUP_EXCHANGE_READBACK_TAKE_H

#include "exchange/readback_cells.h"

struct taking {
	struct readback_result *out;
	struct store *store;
	struct store_import *import;
	const struct readback_spec *spec;
	const struct readback_known *known;
};

/* Cells in the order of (id, field), one of each. Others' are skipped. */
int take_decisions(struct taking *t, const struct said *s, size_t n,
		   struct err *err);
/* readback_facts.c */
int take_facts(struct taking *t, const struct said *s, size_t n,
	       struct err *err);

/* Is it in the file that counts where files disagree? */
bool to_be_taken(const struct readback_spec *spec, const struct said *s);
/* Another file said otherwise before. */
void dispute_before(struct taking *t, const struct said *s,
		    const char *source, const char *before);

/* Cells of the id of s[0], of n. */
size_t said_row(const struct said *s, size_t n);
/* The cell of a field among them, NULL when it says nothing. */
const struct said *said_of(const struct said *s, size_t n,
			   enum said_field field);

#endif
