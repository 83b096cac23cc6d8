/*
 * store/vtab.h - the facts as tables for SQL. (private to store/)
 *
 * One read-only table per fact kind, named by its id. Its columns are `day`
 * (ISO text) and then the kind's columns by canonical name:
 *
 *	dimensions, words, ids	text, '' when blank
 *	times			'2026-11-22T09:15:00Z', or a date alone
 *	days			'2026-11-22'
 *	durations		minutes, as a decimal
 *	money			units of the workspace's currency, decimal
 *	measures, counts	as they are
 *
 * Conditions on `day` decide which segments are read.
 */
#ifndef TUNEUP_STORE_VTAB_H
#define TUNEUP_STORE_VTAB_H

#include "store/db.h"

/* Make the tables known to the store's connection; again is fine. */
int vtab_register(struct store *s, struct err *err);

#endif
