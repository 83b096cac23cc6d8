/*
 * store/decide.h - decisions inside a transaction. (private to store/)
 */
#ifndef TUNEUP_STORE_DECIDE_H
#define TUNEUP_STORE_DECIDE_H

#include "store/chain.h"
#include "store/db.h"
#include "store/decisions.h"

/* One sequence for four tables, so that one chain has an order. */
int decisions_next_id(int64_t *id, struct store *s, struct err *err);
/* Run and finalize the INSERT of a row, and add its link. */
int decisions_add_row(struct store *s, sqlite3_stmt *st,
		      enum decision_table table, int64_t id, struct err *err);

/* What a run proposed and what it said of earlier actions. */
int decisions_add_run(struct store *s, const struct run_entry *run,
		      struct err *err);
/* A proposal of no run; as it stands already: nothing. */
int decisions_add_proposal(struct store *s, const struct proposal_entry *p,
			   struct err *err);

#endif
