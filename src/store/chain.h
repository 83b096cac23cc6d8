/*
 * store/chain.h - digests that make a change by hand visible. (private to
 * store/)
 *
 * Four chains, because a report must not change the digest of the facts it
 * was made from:
 *
 *	facts	every import and every undo, in the order they happened
 *	runs	every published report
 *	decisions	proposals, answers, implementation dates, effects
 *	dispatch	what went to other systems
 *
 * A link is SHA-256(link before it, what happened, all rows it brought), so
 * changing or removing an older row breaks its link and every later one; the
 * last link stands in table meta, so cutting off the end is seen too. The
 * first link begins with the store's time zone. Segments enter with their
 * SHA-256: checking the chain reads no blob.
 *
 * What changes the past on purpose (rewrite.h) is a row of table `rewrite`.
 * These rows come first in the chain of facts, and everything is linked anew
 * behind them.
 */
#ifndef TUNEUP_STORE_CHAIN_H
#define TUNEUP_STORE_CHAIN_H

#include "store/db.h"

/* Inside the transaction that wrote the rows: compute and store the link. */
int chain_add_import(struct store *s, int64_t id, struct err *err);
int chain_add_undo(struct store *s, int64_t id, struct err *err);
int chain_add_run(struct store *s, int64_t id, struct err *err);
/* Which of the four tables of decisions.h a row is in. */
enum decision_table { ROW_PROPOSAL, ROW_DECISION, ROW_IMPLEMENTED, ROW_EFFECT,
		      DECISION_TABLES };
int chain_add_decision(struct store *s, enum decision_table table, int64_t id,
		       struct err *err);

int chain_add_dispatch(struct store *s, int64_t id, struct err *err);

/* Link all chains anew, inside a transaction that rewrites the past. What was
 * there must have been checked before. */
int chain_relink(struct store *s, struct err *err);

/* All chains, the undone flags and which version of each day is current;
 * the first thing that does not fit is ERR_DATA. */
int chain_check(struct store *s, struct err *err);

/* Digest of the rows a statement gives, with their types and number. */
int chain_rows(uint8_t out[SHA256_SIZE], struct store *s, const char *sql,
	       struct err *err);
/* Digest of a run's figures as they are in the table now. */
int chain_figures(uint8_t out[SHA256_SIZE], struct store *s, int64_t run,
		  struct err *err);

#endif
