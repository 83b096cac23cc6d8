#include "ingest/wrapped.h"

#include <stdio.h>

#define LOOKED_AT 200
#define ABOVE_MAX 4	/* records above the header may be otherwise */

static const char delimiters[] = { ',', ';', '\t', '|' };

/* Cells that the first row in one cell has; 0 = there is none. */
static size_t cells_inside(const struct head *h, char delimiter)
{
	for (size_t i = h->n; i--;) {
		const struct record *r = &h->rec[i];
		size_t n = r->blank || r->n > 1 ? 0 :
			dialect_cells(r->cell->s, r->cell->len, delimiter);

		if (n > 1)
			return n;
	}
	return 0;
}

bool wrapped_find(struct dialect *d, const struct head *h)
{
	for (size_t k = 0; k < sizeof delimiters; k++) {
		char delimiter = delimiters[k];
		size_t want = cells_inside(h, delimiter);
		size_t wrapped = 0, plain = 0, others = 0;

		for (size_t i = 0; want && i < h->n && i < LOOKED_AT; i++) {
			const struct record *r = &h->rec[i];

			if (r->blank)
				continue;
			if (r->n == 1 && dialect_cells(r->cell->s, r->cell->len,
						       delimiter) == want)
				wrapped++;
			else if (r->n == want)
				plain++;
			else
				others++;
		}
		if (wrapped < 2 || plain > 1 || others > ABOVE_MAX ||
		    others > wrapped / 2)
			continue;
		d->delimiter = delimiter;
		d->wrapped = true;
		snprintf(d->evidence, sizeof d->evidence,
			 "%zu of the first rows stand in one pair of quotes "
			 "each, with %zu cells inside", wrapped, want);
		return true;
	}
	return false;
}
