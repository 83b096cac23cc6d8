/*
 * ingest/audit.h - records of an input, judged field by field.
 * (private to ingest/)
 *
 * The config names inputs of the first step (config.h: struct config_input)
 * and the CSV each one is exported to. A file of that name needs no profile:
 * each of its records becomes a fact a field of kind inputs, with the state
 * that METRICS §5 counts, and one for the record with the number of its
 * critical fields that are missing. The day of the audit is the day of the
 * import: ages are counted to it, and another day's import audits again.
 *
 * A field has one state, the first that holds:
 *
 *	missing		the cell is empty, or a spelling of that
 *	invalid		it is no word of `words`, or not of its `type`
 *	inconsistent	its date lies before that of `not_before`
 *	duplicate	an earlier record of the file says the same (`unique`)
 *	stale		older than `max_age`: by its own date if it is one,
 *			otherwise by the record's `updated`; a record that does
 *			not say when it was updated is stale
 *	ok
 */
#ifndef TUNEUP_INGEST_AUDIT_H
#define TUNEUP_INGEST_AUDIT_H

#include "config/config.h"
#include "ingest/plan.h"
#include "ingest/rows.h"

/* The audit that `profile` names or, without one, whose file `name` is; NULL
 * = none. */
const struct config_input *audit_find(const struct config *c,
				      const char *profile, const char *name);
/* A profile with the audit's id for a file of it. */
struct profile *audit_profile(const struct config_input *input, int32_t as_of,
			      struct arena *a);
/* The columns of the fields and of `updated`, to be decided with the others.
 * A header that is not there refuses the file. */
int audit_begin(struct plan *p, struct arena *a,
		const struct import_options *options, struct err *err);
/* The states of a record into r->state, and r->critical_missing. */
enum cell_result audit_read(struct rows *r, const struct record *rec);

#endif
