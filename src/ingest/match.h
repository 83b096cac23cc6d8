/*
 * ingest/match.h - which profile a file is, and where its columns go.
 * (private to ingest/)
 *
 * Every record near the top is tried as the header of every profile. A
 * profile fits when at least `at_least` of its recognised headers are there,
 * none of its absent ones is, and every required column has its header. The
 * fit with the most recognised headers wins; two equal ones are an error, and
 * so is none, naming the two nearest and what they lack.
 *
 * A CSV with canonical column names needs no profile file: one profile per
 * fact kind is made from the kind table, "canonical-corrections" and so on.
 */
#ifndef TUNEUP_INGEST_MATCH_H
#define TUNEUP_INGEST_MATCH_H

#include "base/arena.h"
#include "base/diag.h"
#include "base/err.h"
#include "config/profile.h"
#include "ingest/table.h"
#include "store/kind.h"

/* Columns that are no fact's column but say something about its row. */
enum extra_column {
	EXTRA_CURRENCY, EXTRA_PERIOD_END, EXTRA_MONTH,
	EXTRA_PERIOD,		/* 2026-W47: first and last day in one */
	EXTRA_NTH_DAY,		/* 0000: so many days after the first */
	EXTRA_NTH_WEEK,		/* ... weeks, which begin on Sundays */
	EXTRA_NTH_MONTH,	/* ... months of the calendar */
	EXTRAS
};
extern const char *const extra_names[EXTRAS];

/* Where one column comes from. */
struct binding {
	const struct profile_column *pc;	/* NULL: not in this file */
	int cell;		/* -1: a constant */
	int join;		/* second cell, -1 = none */
	int *fill;		/* cells that stand in for an empty one */
	size_t n_fill;
	int plus;		/* a duration that is added, -1 = none */
};

struct match {
	const struct profile *profile;
	const struct fact_kind *kind;
	struct table table;
	struct binding column[FACT_COLUMNS_MAX];
	struct binding extra[EXTRAS];
	char header_currency[4];	/* from "Amount spent (USD)", or "" */
};

/* The canonical profiles, one per kind; they live in the arena. */
void canonical_profiles(struct profile ***out, size_t *n, struct arena *a);
#define CANONICAL_PREFIX "canonical-"
bool profile_is_canonical(const struct profile *p);

/* The column whose header is one of "Impr.|Impressions", -1 = none. */
int match_header(const struct table *t, struct arena *a, const char *synonyms);

/* Is head record `index` the header of one of the profiles? */
bool match_is_header(struct arena *a, const struct head *h, size_t index,
		     const struct profile *const *profiles, size_t n,
		     const char *forced);

/*
 * forced is --profile, NULL = detect. file is for messages.
 */
int match_find(struct match *m, struct arena *a, const struct head *h,
	       const struct profile *const *profiles, size_t n,
	       const char *forced, const char *file, struct diags *diags,
	       struct err *err);

#endif
