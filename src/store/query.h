/*
 * store/query.h - one SELECT of a report's template, behind more fences.
 *
 * A template is a file that comes from somewhere, and its answer is printed
 * and sent around, so it may less than `tuneup sql` at a person's own prompt:
 *
 *	tables		the fact kinds, and import, figures, report_run
 *	columns		not those that say who a person is, pseudonym or not
 *	functions	a list of plain ones: nothing random, no clock, so that
 *			the same facts give the same report
 *	work		QUERY_SECONDS, columns, rows and bytes as below
 *
 * Where it asks for more it is refused: a list that was cut would claim to be
 * all of it.
 *
 * :from and :to are the first and last day of the report, :before_from and
 * :before_to of the one before, :as_of is today; all as '2026-11-22'.
 */
#ifndef TUNEUP_STORE_QUERY_H
#define TUNEUP_STORE_QUERY_H

#include "store/store.h"

#define QUERY_SECONDS 5
#define QUERY_COLUMNS_MAX 20
#define QUERY_TEXT_MAX 2000	/* bytes of a cell */

struct query_param {
	const char *name;	/* ":from" */
	const char *value;
};

struct query_request {
	const char *sql;
	const struct query_param *param;
	size_t n_param;
	size_t max_rows;
	int milliseconds;	/* 0 = QUERY_SECONDS */
};

/* NULL and NAN: no value. */
struct query_cell {
	const char *text;	/* NULL: it is a number */
	double num;
};

struct query_result {
	const char **column;
	size_t n_columns;
	struct query_cell *cell;	/* by row */
	size_t n_rows;
};

/* Everything lies in the arena. On error *at is the byte of the SQL that the
 * message is about, or -1. */
int store_query(struct query_result *out, struct store *s,
		const struct query_request *q, struct arena *a, int *at,
		struct err *err);

#endif
