/*
 * ingest/damage.h - what a spreadsheet makes of cells when it saves them.
 * (private to ingest/)
 *
 * A spreadsheet that opens a CSV takes "3.4" for the third of April, "7-11"
 * for 7-Nov and an id of 18 digits for 6.49E+17, and saves that. What was
 * there cannot be had back, so such a cell is never read: its row is set
 * aside, with line and column. Zeros that are lost in front of an id cannot
 * be seen.
 */
#ifndef TUNEUP_INGEST_DAMAGE_H
#define TUNEUP_INGEST_DAMAGE_H

#include <stdbool.h>
#include <stddef.h>

/* "6.49E+17": an id or a number rounded for ever. */
bool is_rounded(const char *s, size_t len);
/* "7-Nov", "Nov-26", "3.апр": was a number, or a part of a name. */
bool is_short_date(const char *s, size_t len);
/* "#REF!", "#NAME?", "#N/A", "#####": no value at all. */
bool is_formula_error(const char *s, size_t len);

#endif
