/*
 * findings/diff.h - two periods, metric by metric, and a word for each.
 *
 * The comparison is that of the quarterly's ledger (metrics/between.h). Hours
 * and money of a period that began before the data did are not judged: they
 * are sums of less than it. Rates of it are.
 */
#ifndef TUNEUP_FINDINGS_DIFF_H
#define TUNEUP_FINDINGS_DIFF_H

#include "metrics/between.h"

enum diff_word {
	DIFF_BETTER, DIFF_WORSE,
	DIFF_CHANGED,		/* of a metric without a good side */
	DIFF_NOISE, DIFF_NOT_JUDGED
};
const char *diff_word_name(enum diff_word word);	/* "within noise" */

struct diff_row {
	const struct metric *metric;
	const char *workflow;		/* NULL = all work, "" = (none) */
	const struct figure *before, *after;	/* NULL: there is none */
	struct between between;
	enum diff_word word;
	const char *why;		/* it is not judged; "" */
};

struct diff {
	const struct config *config;
	const struct figures *figures;	/* of both periods, sorted */
	struct period before, after;
	bool whole;			/* both lie within the data */
	struct diff_row *row;		/* all work, then by workflow */
	size_t n;
	struct arena *arena;		/* of rows and texts */
};

/* The rows of all work and of each workflow; `only`: of that workflow. None:
 * no figure is of it. */
void diff_build(struct diff *d, const char *only);

/* Of the rows of one workflow, NULL = all work. */
struct diff_count {
	size_t changed, judged;
	double by_chance;	/* expected to look changed without being so */
};
struct diff_count diff_count(const struct diff *d, const char *workflow);
bool diff_has_changed(const struct diff_row *r);
/* A number in this period. */
bool diff_has_before(const struct diff_row *r);
bool diff_has_after(const struct diff_row *r);
/* The workflows that have rows, in order; NULL-terminated. */
const char **diff_workflows(const struct diff *d);
bool diff_is_of(const struct diff_row *r, const char *workflow);

#endif
