/*
 * exchange/readback.h - weekly workbooks that were filled in, read back.
 *
 * report/fillable.h says what a sheet asks and how it is found again in a
 * file that a spreadsheet saved. What a cell may say:
 *
 *  - A blank cell says nothing: nothing that is known is taken back by it.
 *  - Words are those of their list, in any case and with blanks around them;
 *    a day is a serial number of the file's own calendar (1900 or 1904) or
 *    2026-11-27; minutes and ratings are whole numbers, also as text.
 *  - Anything else, and an id that this store did not give out, is refused
 *    with file, sheet and cell, all of a file at once; such a file is not
 *    taken from at all. Others named beside it are.
 *
 * Cells of several files that agree, or of which one is blank, are one. Where
 * they disagree, among each other or with what another file said before, the
 * cell is disputed: it is told and left, until one of them is to be taken.
 *
 * Where the definitions leave room:
 *  - An answer was given on the day that it is read back, but not after its
 *    own due date. A due date lies after the day of the first report of that
 *    period.
 *  - The answer is to the actions that the row shows, though a later report
 *    may offer others under its letters.
 *  - What was answered before and otherwise since, by whatever file or by
 *    command, is told and not taken again: a workbook that was filled in or
 *    made before the last answer still says it. --take takes it.
 *  - A published workbook that was made on a later day than another file was
 *    read back showed what that one said: what it says now is a change, and
 *    no dispute.
 *  - A cell that says what is known of its proposal is right, also when it is
 *    on no list: `tuneup decide` takes any owner and any reason.
 *  - Owner, date, reason or note without a decision is told, not taken; a
 *    rating without a verdict, too, and what is planned without minutes.
 *  - What another file said of a verdict, of the session or of where the
 *    hours went is disputed in the same way; the ledger knows which file.
 *  - A verdict of the sheet is a fact of source READBACK_SOURCE, one of the
 *    second reviewer of READBACK_SECOND; they are two raters with these
 *    names, so that a verdict given anew replaces that rater's and counts
 *    once. The day is that of reading back. What a sheet only shows, because
 *    it was judged before, is not taken again.
 *  - A session is one of kind tuning on the day of its report. Where the
 *    hours went is a fact of kind series, metric hours_where, cut by the
 *    answer, on the last day of the period.
 *  - Notes of the sample and of the session stay in the workbook.
 *
 * All of it is one transaction.
 */
#ifndef TUNEUP_EXCHANGE_READBACK_H
#define TUNEUP_EXCHANGE_READBACK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/strbuf.h"
#include "config/config.h"
#include "store/store.h"

#define READBACK_SOURCE "readback"
#define READBACK_SECOND "readback-second"

/* A member on a list, by its sample_id. */
struct readback_member { const char *id; bool drawn; };

struct readback_spec {
	const char *const *file; /* paths, as messages name them */
	size_t n;
	const char *take;	/* one of them, NULL */
	int32_t as_of;		/* today */
	bool dry_run;		/* nothing is kept */
	const struct readback_member *member; /* sorted by id */
	size_t n_members;
};

/* What became of one file. */
struct readback_file {
	bool refused;		/* its mistakes were told, nothing taken */
	bool disputed;		/* a cell of it disagrees and was left */
	size_t taken;		/* answers that were new or changed */
};

struct readback_result {
	struct readback_file *file; /* one for each of the spec's */
	size_t decisions, verdicts, sessions, hours; /* new or changed */
	size_t same;		/* said what is known already */
	size_t disputed;	/* cells */
	size_t refused;		/* files */
	struct strbuf text;	/* lines for people: what was taken, what is
				 * disputed and what was left */
	struct strbuf mistakes;	/* lines, of refused files */
};

/* Mistakes in files are no error; they are in the result. */
int readback(struct readback_result *out, struct store *s,
	     const struct config *config, const struct readback_spec *spec,
	     struct err *err);
void readback_release(struct readback_result *r);

#endif
