#include "ingest/transposed.h"

#include "ingest/match.h"

#define HEADERS_MIN 3	/* fewer may stand in a first column by chance */

const struct profile *transposed_find(const struct head *h, struct arena *a,
				      const struct profile *const *profiles,
				      size_t n)
{
	struct cell *cell = arena_array(a, HEADER_SEARCH, sizeof *cell);
	struct record column = { .cell = cell, .line = 1, .last_line = 1 };
	struct head side = { .rec = &column, .n = 1, .complete = true };

	for (size_t i = 0; i < h->n && column.n < HEADER_SEARCH; i++)
		if (h->rec[i].n > 1 && !h->rec[i].blank)
			cell[column.n++] = h->rec[i].cell[0];
	for (size_t p = 0; column.n >= HEADERS_MIN && p < n; p++)
		if (match_is_header(a, &side, 0, &profiles[p], 1, NULL))
			return profiles[p];
	return NULL;
}
