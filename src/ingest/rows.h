/*
 * ingest/rows.h - one record of the file becomes one fact, or says why not.
 * (private to ingest/)
 *
 * A total row is recognised and never counted. A row that cannot be used is
 * set aside with exactly one diagnostic of level DIAG_ASIDE. A record of an
 * audit becomes a fact a field: see store/kind.h. An amount in a
 * currency without a rate refuses the file.
 */
#ifndef TUNEUP_INGEST_ROWS_H
#define TUNEUP_INGEST_ROWS_H

#include "ingest/cells.h"
#include "ingest/plan.h"
#include "ingest/records.h"
#include "ingest/totals.h"
#include "store/facts.h"

enum row_result {
	ROW_FACT,
	ROW_TOTAL,
	ROW_ASIDE,
	ROW_OPEN,	/* needs evidence the first rows did not show */
	ROW_REFUSED	/* err is set */
};

/* What an audited record says of one field. */
struct field_state {
	const char *field;
	int64_t state;
};

/* What a row says of one metric. */
struct figure {
	const struct plan_column *of;
	int64_t value, base;
};

struct rows {
	struct plan *plan;
	struct cell_reader reader;
	struct fact_cell cell[FACT_COLUMNS_MAX];	/* of the last row */
	struct fact_cell blank[FACT_COLUMNS_MAX];	/* constants filled */
	int32_t day;
	int day_column, period_start;	/* -1: the kind has none */
	struct strbuf joined;
	char currency[CURRENCY_MAX];	/* whose rate is known */
	int64_t rate;		/* millionths, 0 = it is the workspace's */
	bool currency_told;	/* some row said its currency */
	bool rate_doubted;	/* a rate above 1 was warned of */
	bool blank_noted;	/* a row with nothing to count was noted */
	struct field_state *state;	/* of the last row */
	size_t n_states;
	int64_t critical_missing;
	struct words seen;	/* values of audited fields that are unique */
	struct figure *figure;	/* of the last row */
	size_t n_figures;
	struct totals totals;
};

int rows_begin(struct rows *r, struct plan *plan, struct diags *diags,
	       struct err *err);
enum row_result row_read(struct rows *r, const struct record *rec,
			 struct err *err);
/* By the profile's `totals`. *cell becomes the cell that says so, rec->n
 * where none does. (total_rows.c) */
bool row_is_total(struct rows *r, const struct record *rec, size_t *cell);
/* How many facts the row just read makes; row_fact() puts the i-th of them
 * into r->cell, in order. */
size_t row_facts(const struct rows *r);
void row_fact(struct rows *r, size_t i);
void rows_end(struct rows *r);	/* a zeroed one is fine */

#endif
