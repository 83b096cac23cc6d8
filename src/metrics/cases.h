/*
 * metrics/cases.h - single cases that are worth naming one by one.
 *
 * A rate hides what each of its cases was. The core message altered (R13) and
 * an output that passed below its criteria (R33) are few and are looked at one
 * by one, so the families hand them out while they count them.
 */
#ifndef TUNEUP_METRICS_CASES_H
#define TUNEUP_METRICS_CASES_H

#include <stdint.h>

#include "base/arena.h"
#include "base/date.h"

enum case_kind { CASE_ALTERED, CASE_LEAK, CASE_KINDS };

/* Texts in the list's arena. */
struct case_row {
	enum case_kind kind;
	const char *workflow, *step, *item, *tool;
	const char *why;	/* "rating 3 below 4"; where it arose */
	int32_t day;
	double correction_min;	/* NAN = not recorded */
	int64_t n;		/* it stands for so many */
	int64_t import, line;	/* where it came from */
};

/* Those of one period, by kind, day, workflow, step, item and line: at most
 * `max` of a kind, the first; total counts all. */
struct case_list {
	struct period period;	/* wanted ... */
	size_t max;
	struct arena *arena;
	struct case_row *row;	/* ... and found, on the heap until it is
				 * sorted: cases_sort() */
	size_t n, cap;
	int64_t total[CASE_KINDS];
};

/* NULL: nothing is kept. Texts are copied. Days that are not wanted are
 * passed over. */
void cases_add(struct case_list *list, const struct case_row *row);
/* Once, after the last: sorts, cuts and moves the rows into the arena. */
void cases_sort(struct case_list *list);

#endif
