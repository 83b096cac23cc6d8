/*
 * ingest/totals.h - total rows held against the sum of the rows.
 * (private to ingest/)
 *
 * A total is never counted. It may stand first or last, and there may be many
 * that overlap: of the account, of a network, of what a filter left. So a
 * total that is not the sum of the rows is no mistake by itself; but it is
 * said, and where not one of them is the sum it is a warning, because then
 * nothing shows that the file has all of its rows.
 *
 * Compared are amounts, measures and counts as they are written, before any
 * currency is changed. Rows are rounded to the last decimal place d that the
 * column shows: of n rows the sum may be off by d/2 for each, and hardly ever
 * by more than three standard errors, 3 d sqrt(n / 12) (the variance of a
 * rounding is d^2/12); the smaller of both is allowed, and d/2 for the total
 * itself. Whole measures and counts must be equal.
 */
#ifndef TUNEUP_INGEST_TOTALS_H
#define TUNEUP_INGEST_TOTALS_H

#include "base/diag.h"
#include "ingest/plan.h"
#include "store/facts.h"

#define TOTALS_KEPT 64		/* later total rows are not compared */

struct total_row {
	int64_t line;
	char label[48];		/* "Total: Account", "" = it has none */
	int64_t value[FACT_COLUMNS_MAX];	/* FACT_NULL: not said */
};

struct totals {
	const struct plan *plan;
	int64_t row[FACT_COLUMNS_MAX];	/* of the row at hand, as written */
	int64_t sum[FACT_COLUMNS_MAX];
	int64_t n[FACT_COLUMNS_MAX];	/* rows in it */
	int64_t step[FACT_COLUMNS_MAX];	/* the last decimal place, stored */
	bool overflow;
	char currency[4];	/* of the amounts */
	bool mixed;		/* more than one: amounts are not compared */
	struct total_row *total;
	size_t n_total, room;
};

void totals_begin(struct totals *t, const struct plan *plan);
/* The row's cells are read; they count when totals_count() follows. */
void totals_row(struct totals *t, const struct fact_cell *cell,
		const char *currency);
void totals_count(struct totals *t);
/* A total row: label may be NULL, cells as written. */
void totals_add(struct totals *t, int64_t line, const char *label, size_t len,
		const struct fact_cell *cell);
/* What differs, as diagnostics whose code begins with "total". */
void totals_end(struct totals *t, struct diags *diags);
void totals_release(struct totals *t);	/* a zeroed one is fine */

#endif
