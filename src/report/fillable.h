/*
 * report/fillable.h - the contract of the cells that people fill in.
 *
 * A weekly workbook is made by blocks decisions, sample_sheet and hours_where
 * and read back a week later from a file that Excel, LibreOffice or Google
 * Sheets saved. Both sides keep to what stands here:
 *
 *  - Sheets may be renamed, moved and left out by the team's template. A
 *    table is found by the defined name of its header row, which is the row
 *    and the columns of its titles and leads to its sheet, too.
 *  - In that row a column is found by its title, letter by letter (FILL_COL_*
 *    below). People may insert columns, so that no column has a number.
 *  - Rows follow until the first one whose id is blank. They may be sorted and
 *    filtered. Ids are locked; Excel sorts a range with locked cells only once
 *    the sheet is unprotected, and then moves whole rows.
 *    An id is found in the first column, titled FILL_COL_ID.
 *  - A blank cell says nothing. What else a cell may hold is checked by the
 *    workbook while it is typed; a file that was made otherwise may hold
 *    anything.
 *
 * Ids. A decision: proposal_id() of findings/recommend.h, "2026-W47-3f9a1c".
 * The week after asks anew, so that its id is another. A drawn member: its sample_id as `tuneup sample` has it,
 * period/segment/member. An answer about the session: period id and "-hours",
 * "-planned" or "-actual".
 *
 * A member that was judged before the sheet was made has that verdict in
 * locked cells: it is shown, not asked. Read back it equals what is known.
 *
 * Names of columns (decisions_decision ...) serve the sheet's own counters;
 * a reader of the file needs none of them.
 */
#ifndef TUNEUP_REPORT_FILLABLE_H
#define TUNEUP_REPORT_FILLABLE_H

#include <stddef.h>

#include "base/arena.h"

/* Defined names of header rows. */
#define FILL_DECISIONS "decisions_header"
#define FILL_SAMPLE "sample_header"
#define FILL_HOURS "hours_header"

/* Options of a row: their cells begin with the action's text, so that a
 * decision belongs to what its row shows. A sheet has as many of these
 * columns as any of its rows needs. */
#define FILL_OPTIONS 3
extern const char *const fill_options[FILL_OPTIONS];	/* "Option A" ... */

/* Titles of columns: of all three, then of each. */
#define FILL_COL_ID "Id"
#define FILL_COL_NOTE "Note"		/* text */

#define FILL_COL_DECISION "Decision"	/* fill_decisions[] */
#define FILL_COL_OWNER "Owner"		/* a label of tuneup.yaml's owners;
					 * text where it has none */
#define FILL_COL_DUE "Due"		/* a day after the report's as-of */
#define FILL_COL_REASON "Reason"	/* fill_reasons[] */

#define FILL_COL_VERDICT "Verdict"	/* fill_verdicts[] */
#define FILL_COL_RATING "Rating"	/* fill_ratings[] */
#define FILL_COL_SECOND "Second reviewer" /* fill_verdicts[] */
#define FILL_COL_SECOND_RATING "Second rating" /* fill_ratings[]; a workbook
					 * without this column is read, too */

#define FILL_COL_ANSWER "Answer"	/* of -hours: fill_hours[]; of -planned
					 * and -actual: minutes */
#define FILL_MINUTES_MAX 600

/* Ends of the ids of answers. */
#define FILL_ID_HOURS "hours"
#define FILL_ID_PLANNED "planned"
#define FILL_ID_ACTUAL "actual"

/* A, B, C (as many as the row has options), then Reject, Defer, Need data. */
#define FILL_DECISION_WORDS 6
extern const char *const fill_decisions[FILL_DECISION_WORDS];
#define FILL_REASON_WORDS 8
extern const char *const fill_reasons[FILL_REASON_WORDS];
/* In the order of the words of verdicts in an import, which have _ for the
 * blank. */
#define FILL_VERDICT_WORDS 4
extern const char *const fill_verdicts[FILL_VERDICT_WORDS];
/* From 1, none of it holds, to 5, all of it does. */
#define FILL_RATING_WORDS 5
extern const char *const fill_ratings[FILL_RATING_WORDS];
/* METRICS §8: where did the hours go? */
#define FILL_HOURS_WORDS 6
extern const char *const fill_hours[FILL_HOURS_WORDS];

/* "2026-W47-hours" */
const char *answer_id(struct arena *a, const char *period_id,
		      const char *end);

#endif
