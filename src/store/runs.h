/*
 * store/runs.h - a report run inside a transaction. (private to store/)
 */
#ifndef TUNEUP_STORE_RUNS_H
#define TUNEUP_STORE_RUNS_H

#include "store/db.h"

/* The run, its figures, its weeks and its link of the chain. */
int runs_add(struct store *s, struct run_entry *run,
	     const struct figure_row *rows, size_t n, struct err *err);

#endif
