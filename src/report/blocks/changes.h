/*
 * report/blocks/changes.h - a change, its interval and its word as cells.
 *
 * Private to the blocks that compare two times and to report/diff.c. A change
 * of a share, or of a difference of shares, is in points; "better" and "worse"
 * stand only where the interval excludes no change.
 */
#ifndef TUNEUP_REPORT_BLOCKS_CHANGES_H
#define TUNEUP_REPORT_BLOCKS_CHANGES_H

#include "report/block.h"

struct cell change_cell(const struct metric *m, double change,
			const char *none);
/* Blank without an interval. */
struct cell change_range_cell(struct doc *d, const struct metric *m,
			      double low, double high);
/* "better", "worse", "more", "less", "not clear yet". */
struct cell change_word_cell(const struct metric *m, double low, double high);
/* "-9.2 points", "+1.3 min" for a sentence. */
const char *change_said(struct doc *d, const struct metric *m, double change);

#endif
