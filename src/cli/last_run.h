/*
 * cli/last_run.h - last_run.json: how the last `tuneup run` ended, for
 * monitors and for the next run.
 *
 *	{"version": 1, "tuneup": "0.1.0",
 *	 "started": "2026-11-23T05:30:00Z",	UTC
 *	 "as_of": "2026-11-23",
 *	 "exit": 65, "status": "DATAERR",	0 "OK"
 *	 "message": "...",			null after exit 0
 *	 "failures": [{"step", "exit", "message", "todo"}],
 *	 "waiting": ["..."],			sentences, with exit 75
 *	 "read_back": [], "imported": [], "refused": [],    files of inbox/
 *	 "published": [], "delivered": [],	files of reports/
 *	 "removed": ["..."],			what was too old
 *	 "page": "reports/FAILED_2026-W48.txt",	null: there is none
 *	 "examined_import": 57,			whose days were compared with
 *						what is published
 *	 "failing_since": "2026-11-21",		of the first of the failures
 *						in a row; null: none
 *	 "last_success": {"started", "as_of"}}	null: never yet
 *
 * The file is replaced whole. A run that was refused the lock leaves it to
 * the run that holds it.
 */
#ifndef TUNEUP_CLI_LAST_RUN_H
#define TUNEUP_CLI_LAST_RUN_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"

struct text_list { const char **item; size_t n, cap; };

struct run_problem {
	const char *step;
	enum err_code code;
	const char *message, *todo;
};

struct last_run {
	int64_t started;	/* UTC seconds */
	int32_t as_of;
	enum err_code code;
	const char *message;	/* NULL: nothing to say */
	struct run_problem *problem;
	size_t n_problems, cap;
	struct text_list waiting, read_back, imported, refused, published,
		delivered, removed;
	const char *page;
	int64_t examined;	/* import, 0 = none */
	int32_t failing_since;	/* DAY_NONE: it did not fail */
	bool succeeded;		/* ever; then: */
	int64_t success;	/* UTC seconds */
	int32_t success_as_of;
};

/* Text as it may stand in JSON and on a page: escaped, copied. */
void text_add(struct text_list *list, struct arena *a, const char *text);

/* Only `started`, `as_of`, `code`, `message`, `examined`, `failing_since` and
 * the last success are read. A missing file: all zero, days DAY_NONE. Damaged: ERR_DATA. */
int last_run_read(struct last_run *out, const char *dir, struct arena *a,
		  struct err *err);
int last_run_write(const struct last_run *run, const char *dir,
		   struct err *err);
/* "2026-11-23T05:30:00Z" */
const char *utc_text(struct arena *a, int64_t utc);

#endif
