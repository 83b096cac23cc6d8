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
 * Compared are amounts, measures, counts and durations as they are written,
 * before any currency is changed; of a series the figures that are counts,
 * amounts or minutes. A total of people counts each of them once, and which
 * counts are of people no header says: of figures a difference is no warning.
 * Rows are rounded to the last decimal place d that the
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
	int64_t *value;		/* a column of the plan; FACT_NULL: not said */
};

struct totals {
	const struct plan *plan;
	struct arena arena;
	/* one for each column of the plan */
	int64_t *row;		/* of the row at hand, as written */
	int64_t *sum;
	int64_t *n;		/* rows in it */
	int64_t *step;		/* the last decimal place, stored */
	bool overflow;
	char currency[4];	/* of the amounts */
	bool mixed;		/* more than one: amounts are not compared */
	struct total_row *total;
	size_t n_total, room;
};

void totals_begin(struct totals *t, const struct plan *plan);
/* A new row: nothing of it is known yet. */
void totals_row(struct totals *t);
/* What a column of the row says, if the column can be added up. */
void totals_value(struct totals *t, const struct plan_column *c,
		  int64_t value);
void totals_currency(struct totals *t, const char *currency);
/* The row is a row like others ... */
void totals_count(struct totals *t);
/* ... or a total: label may be NULL. */
void totals_add(struct totals *t, int64_t line, const char *label,
		size_t len);
/* What differs, as diagnostics whose code begins with "total". */
void totals_end(struct totals *t, struct diags *diags);
void totals_release(struct totals *t);	/* a zeroed one is fine */

#endif
