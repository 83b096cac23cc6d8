/*
 * ingest/figures.h - a row of several figures is a fact for each of them.
 * (private to ingest/)
 *
 * Systems that count write a column a metric: Date, Clicks, Impressions, CTR.
 * A profile of series says in `metrics` which columns are metrics, and in
 * `cut_by` which ones say what the figures are of. "*" stands for all other
 * columns; which of those hold figures, only their cells can show: more
 * numbers than texts make a metric, named after its header, else the column
 * cuts. A blank cell is no fact; a cell of a metric that is no number sets
 * its row aside.
 */
#ifndef TUNEUP_INGEST_FIGURES_H
#define TUNEUP_INGEST_FIGURES_H

#include "ingest/plan.h"
#include "ingest/rows.h"

/* For profiles without metrics all of these do nothing. */
void figures_begin(struct plan *p, struct arena *a,
		   const struct import_options *options);
void figures_look(struct plan *p, const struct record *r);
/* A file without any figure is refused. */
int figures_decide(struct plan *p, struct diags *diags, struct err *err);

/* The figures of a record into r->figure, what cuts them into its dimension;
 * what is not CELL_OK is of *bad. */
enum cell_result figures_read(struct rows *r, const struct record *rec,
			      const struct plan_column **bad);
/* The i-th of them into r->cell. */
void figures_put(struct rows *r, size_t i);
/* A row of canonical series: 12.5 without a % is 1,250 %, so it is written,
 * but is it so meant? Warns once. */
void figures_doubt(struct rows *r, const struct record *rec);

#endif
