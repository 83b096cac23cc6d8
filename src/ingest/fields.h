/*
 * ingest/fields.h - a record of an audit has a column for each audited field.
 * (private to ingest/)
 *
 * Which columns those are, only their cells can show: of the columns of an
 * inputs file that have no name of ours, those whose cells mostly say a state
 * (ok, missing, invalid ...) are fields, named after their headers. A cell of
 * a field that says anything else sets its row aside. A file with a column
 * `field` has a row a field, and no such columns.
 */
#ifndef TUNEUP_INGEST_FIELDS_H
#define TUNEUP_INGEST_FIELDS_H

#include "ingest/plan.h"
#include "ingest/rows.h"

/* For kinds other than inputs all of these do nothing. */
void fields_begin(struct plan *p, struct arena *a);
void fields_look(struct plan *p, const struct record *r);
/* An audit that audits nothing refuses the file. */
int fields_decide(struct plan *p, struct diags *diags, struct err *err);

/* The states of a record into r->state; what is not CELL_OK is of *bad. */
enum cell_result fields_read(struct rows *r, const struct record *rec,
			     const struct plan_column **bad);

#endif
