/*
 * store/rewrite.h - the past was changed on purpose. (private to store/)
 */
#ifndef TUNEUP_STORE_REWRITE_H
#define TUNEUP_STORE_REWRITE_H

#include "store/db.h"

/* Inside the transaction that changed it, as its last step: note it in table
 * `rewrite`, link all chains anew and check them. */
int rewrite_add(struct store *s, const char *what, const char *detail,
		const char *as_of, struct err *err);

/* Profile of the ledger rows that another time zone writes. */
#define ZONED "(zone)"

#endif
