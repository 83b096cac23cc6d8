/*
 * store/condense.h - old days as weighted facts: METRICS §0, "Weights".
 *
 * Events of a day that differ in nothing but which event they were become one
 * row that stands for n of them (store/form.h). The row is the first of them
 * with n > 1 and without its item's id. What could change a figure stays as
 * it is, row by row:
 *
 *	- an output with several reviews, and so everything that was made
 *	  again: its loops and its class are those of its reviews in order
 *	- a review or handoff of an item that has others in the days that
 *	  stay: its way is not over yet
 *	- an event that no other one equals, and a day that would not become
 *	  smaller
 *	- rows of a source that knows them by an id without their day: they
 *	  may still move to another day
 *	- verdicts
 *
 * So a weighted row is one resolved output, or one event, n times; and every
 * figure that needs no identity is the same as before. Those that do need it
 * are handed in and stored as a report run named "condense", whose period is
 * the first day that stays whole: store_published() reads them back.
 *
 * Each kind is a row of the ledger with the profile "(condensed)": the days
 * have new versions, the old ones stay, `undo` takes it back. Everything is
 * one transaction.
 *
 * A source's condensed days are closed to imports, since the keys of their
 * rows are gone: a row of a file that says what a row there says is counted
 * as already there (as often as that row stands for), every other is set
 * aside, and nothing leaves. A source that has no weighted row on a day is
 * not concerned.
 */
#ifndef TUNEUP_STORE_CONDENSE_H
#define TUNEUP_STORE_CONDENSE_H

#include "store/kind.h"
#include "store/store.h"

struct condense_spec {
	int32_t before;	   /* first day that stays whole */
	const char *as_of; /* today, ISO */
	const struct figure_row *frozen;
	size_t n_frozen;
	bool dry_run; /* everything, then ROLLBACK */
};

/* What became of a kind. Rows and bytes are of the days that changed. */
struct condensed {
	const struct fact_kind *kind;
	int64_t import; /* its number in the ledger, 0: none */
	int64_t days;
	int32_t first, last; /* of them; DAY_NONE: none */
	int64_t rows_before, rows_after, bytes_before, bytes_after;
	int64_t grouped, groups; /* rows that were put together, into ... */
};
#define CONDENSED_KINDS 3

int store_condense(struct condensed out[CONDENSED_KINDS], struct store *s,
		   const struct condense_spec *spec, struct err *err);

#define CONDENSE_REPORT "condense"

/* The first day that no condensing reached, as far as it is not undone;
 * DAY_NONE: there was none. */
int store_condensed_before(int32_t *day, struct store *s, struct err *err);

/* Was this ledger row written by condensing or by another time zone, and not
 * by a file? */
bool ledger_is_ours(const struct ledger_entry *entry);

#endif
