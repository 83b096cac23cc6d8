/*
 * store/facts.h - facts in, facts out; nobody outside sees a blob.
 *
 * OUT: facts_read() loads the day segments of a window into memory and hands
 * out typed columns. A metric loops over days and rows:
 *
 *	struct facts f;
 *	if (facts_read(&f, store, &kind_corrections, first, last, err)) ...
 *	for (size_t d = 0; d < f.n_days; d++) {
 *		const struct fact_day *day = &f.days[d];
 *		for (size_t r = 0; r < day->n; r++)
 *			sum += fact_i64(day, COR_REVIEW, r);
 *	}
 *	facts_release(&f);
 *
 * Days come in order, rows in the order (source, import, line). Every
 * segment's SHA-256 is checked on reading: damage is ERR_DATA and names the
 * day.
 *
 * IN: one load per import. Cells are given as text or number by column; the
 * load interns, hashes, sums, compares with the store and rewrites only the
 * days that really change. See struct facts_load_spec for the two modes.
 */
#ifndef TUNEUP_STORE_FACTS_H
#define TUNEUP_STORE_FACTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/diag.h"
#include "base/err.h"
#include "store/kind.h"
#include "store/store.h"

/* One column of one day, in the packed form of store/segment.h. */
struct fact_packed {
	const uint8_t *data;	/* NULL: constant */
	int64_t base;
	uint8_t width;		/* 0, 1, 2, 4 or 8 */
	uint8_t form;		/* 0 numbers, 1 text */
};

struct fact_day {
	const struct fact_kind *kind;
	int32_t day;
	size_t n;			/* rows */
	size_t before;			/* rows of the window's days before */
	struct fact_packed col[FACT_COLUMNS_MAX];
	struct fact_packed key_hash;
};

struct facts {
	const struct fact_kind *kind;
	int32_t first, last;		/* window asked for */
	size_t n_days;			/* days that have rows */
	struct fact_day *days;
	size_t n;			/* rows in all */
	const char *const *dim;		/* dim[id] = text; dim[0] = "" */
	size_t n_dim;
	struct arena arena;		/* owns all of it */
};

int facts_read(struct facts *f, struct store *store,
	       const struct fact_kind *kind, int32_t first, int32_t last,
	       struct err *err);
void facts_release(struct facts *f);

/* Value of one packed number, FACT_NULL when missing. */
static inline int64_t fact_packed_i64(const struct fact_packed *c, size_t row)
{
	uint64_t u;

	switch (c->width) {
	case 0: return c->base;
	case 1: u = c->data[row]; break;
	case 2: u = ((const uint16_t *)(const void *)c->data)[row]; break;
	case 4: u = ((const uint32_t *)(const void *)c->data)[row]; break;
	default: u = ((const uint64_t *)(const void *)c->data)[row]; break;
	}
	return u ? (int64_t)((uint64_t)c->base + (u - 1)) : FACT_NULL;
}

/* Value of a number column, FACT_NULL when missing. */
static inline int64_t fact_i64(const struct fact_day *d, int column, size_t row)
{
	return fact_packed_i64(&d->col[column], row);
}

/* Text of a text column: borrowed bytes, not NUL-terminated. */
const char *fact_text(const struct fact_day *d, int column, size_t row,
		      size_t *len);
/* Text of a dimension column of this window, never NULL. */
static inline const char *fact_dim(const struct facts *f,
				   const struct fact_day *d, int column,
				   size_t row)
{
	return f->dim[fact_i64(d, column, row)];
}
/* Dimension id of a text in this window, 0 when blank or not there. */
int64_t facts_dim_id(const struct facts *f, const char *text);

/* First and last day that have facts of a kind; DAY_NONE when there are
 * none. */
int facts_span(int32_t *first, int32_t *last, struct store *store,
	       const struct fact_kind *kind, struct err *err);
/* Has any of these days facts of a kind? None is read. */
int facts_any(bool *any, struct store *store, const struct fact_kind *kind,
	      int32_t first, int32_t last, struct err *err);

/* ---- in -------------------------------------------------------------- */

enum load_mode {
	LOAD_UPSERT,	/* rows are known again by key columns */
	/* The file owns its source's days. Day rows and period rows are apart:
	 * a stored row may leave only with a file that has rows of its shape,
	 * day rows at all or the same period. */
	LOAD_SNAPSHOT
};

struct facts_load_spec {
	const struct fact_kind *kind;
	const char *source;	/* profile id or --source: part of every key */
	enum load_mode mode;
	/* LOAD_UPSERT: bit c set = column c is part of the key. 0 = the
	 * kind's natural key (COLUMN_KEY). Never a COLUMN_PERSON. */
	uint64_t key_columns;
	/* LOAD_SNAPSHOT: boundary days are whole: the preamble's range or
	 * --whole-days says so. */
	bool whole_days;
	/* LOAD_SNAPSHOT: days the file says it covers (preamble, --period),
	 * DAY_NONE = first and last day of its rows. */
	int32_t covers_first, covers_last;
	bool no_replace;	/* a known key with other content: ERR_DATA */
};

/* One cell of a row; rows have kind->n_columns of them, and the common
 * columns except FC_N are filled by the load. */
struct fact_cell {
	const char *s;		/* FACT_DIM, FACT_TEXT; NULL = blank */
	uint32_t len;
	int64_t num;		/* other types; FACT_NULL = missing */
};

/*
 * Rows of the file: given = used + same + aside. Rows that were summed into
 * one key share its fate; a row that a later one of the file overwrote (with
 * a warning) is one of `same`. Keys: of events each equal row counts, so that
 * used = added + replaced; of sums used may be more.
 */
struct facts_load_result {
	int64_t used;		/* rows in keys that were added or replaced */
	int64_t same;		/* rows in keys that are as they were */
	int64_t aside;		/* set aside by the load, each with a diag */
	int64_t added;		/* new keys */
	int64_t replaced;	/* known keys, other content */
	int64_t kept;		/* known keys, equal content */
	int64_t removed;	/* stored rows that left with a snapshot */
	int64_t days_changed;
	/* of an upsert: rows that say what another row of the file with their
	 * key says. Each counts, but may be listed twice. */
	int64_t twice;
	int64_t twice_line;	/* the first of them */
	int32_t first, last;	/* days of the rows, DAY_NONE: none */
};

struct facts_load;		/* opaque; lives inside one store import */

int facts_load_begin(struct facts_load **out, struct store_import *import,
		     const struct facts_load_spec *spec, struct diags *diags,
		     struct err *err);
/* Cells are borrowed for the call only. `day` is the fact's civil day. */
int facts_load_row(struct facts_load *load, const struct fact_cell *cells,
		   int32_t day, int64_t line, struct err *err);
/* Merge and write; frees the load. */
int facts_load_end(struct facts_load *load, struct facts_load_result *result,
		   struct err *err);
void facts_load_abort(struct facts_load *load);	/* NULL is fine */

/*
 * Period rows (campaigns and the like, where column `period_start` is set;
 * the fact's day is its last day). A day row wins over an overlapping period
 * row of the same source, campaign and channel; of two overlapping periods the
 * later import wins, within one import the shorter, of two as long the one that
 * ends later. A period is as late as its latest row, and its rows (one a
 * segment) count together. So no day is ever counted twice. Marks the losers.
 */
struct period_loser {
	size_t day, row;	/* index into facts.days and its row */
	const char *why;	/* static sentence */
};
size_t facts_period_losers(const struct facts *f, struct arena *a,
			   struct period_loser **out);

#endif
