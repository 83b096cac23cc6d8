/*
 * store/merge.h - what merge.c, group.c and closed.c share. (private to
 * store/)
 */
#ifndef TUNEUP_STORE_MERGE_H
#define TUNEUP_STORE_MERGE_H

#include <string.h>

#include "store/load.h"
#include "store/write.h"

#define NONE UINT32_MAX	/* no row */

/* A new row. The head of a group stands for all of it. Events: equal rows are
 * a list from the head on. Sums: the head is alone, `summed` is the list. */
struct new_row {
	uint32_t next;		/* next row of its list, NONE */
	uint32_t tail;		/* head: last row of the group */
	uint32_t summed;	/* head: first row that was added to it */
	uint32_t left;		/* head: first row no stored one equals */
	uint32_t others;	/* head: stored rows with other content */
	bool head;
	bool gone;		/* summed, overwritten, set aside or matched */
};

/* A stored row. */
struct old_row {
	uint32_t next;		/* next in its group's `others`, NONE */
	bool gone;
};

struct merge {
	struct facts_load *load;
	struct segment_rows rows;	/* new rows, then old ones that stay */
	struct new_row *new;
	struct old_row *old;
	uint32_t *order;
	int64_t *start;			/* periods of this day's new rows: */
	size_t n_starts;		/* first days, ascending */
	uint32_t *slot;			/* by hash: head of a group + 1 */
	size_t mask;			/* slots of this day - 1 */
	size_t slots;			/* slots there is memory for */
	struct fact_day day;		/* as stored; n = 0: nothing */
	struct arena arena;		/* of the stored day */
	bool condensed;			/* a version of it was condensed */
	struct day_writer writer;
	sqlite3_stmt *get;
};

/* All columns that make the content: not import and line, and the source is
 * the same anyway. */
static inline uint64_t content(const struct merge *m)
{
	return (((uint64_t)1 << m->load->kind->n_columns) - 1) &
	       ~(((uint64_t)1 << FC_N) - 1);
}

static inline bool same_text(const char *a, size_t a_len, const char *b,
			     size_t b_len)
{
	return a_len == b_len && (!a_len || memcmp(a, b, a_len) == 0);
}

/* group.c: the day's buffered rows (NULL: none) into m->rows and groups. */
void merge_read_new(struct merge *m, const struct day_rows *d);

/* closed.c: the day's rows of this source were condensed? Then each row of the
 * file is there already or set aside, nothing changes, and true. */
bool merge_closed(struct merge *m);

#endif
