/*
 * render/xlsx_text.h - text as a workbook spells it.
 *
 * Strings in a workbook write a UTF-16 unit as _xHHHH_, so text that looks
 * like that by chance has its underscore written as _x005F_; libxlsxwriter
 * leaves that to its caller. Cells are addressed "B2", sheets 'ROI what-if'.
 */
#ifndef TUNEUP_RENDER_XLSX_TEXT_H
#define TUNEUP_RENDER_XLSX_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/strbuf.h"

#define XLSX_TEXT_MAX 32767	/* UTF-16 units in a cell */
#define XLSX_ROWS 1048576
#define XLSX_COLS 16384
#define EMPTY_HEADER "Column"
#define XLSX_SHEET_NAME_MAX 31	/* UTF-16 units */

/* Append s with every accidental _xHHHH_ escaped. */
void xlsx_escape(struct strbuf *sb, const char *s);
/* Append s with every _xHHHH_ decoded; lone surrogates stay as they are. */
void xlsx_unescape(struct strbuf *sb, const char *s, size_t len);

/*
 * What may stand in a cell: control characters other than tab and newline
 * dropped, bold marks kept if `rich`, cut with "…" where the escaped text
 * would pass XLSX_TEXT_MAX. NULL is "".
 */
const char *xlsx_clean(struct arena *a, const char *s, bool rich);
/* Text without its bold marks. */
const char *xlsx_plain(struct arena *a, const char *rich);

/* Sentences of ours: a no-break space where a number and its unit must stay
 * on one line (render/hold.h), since the spreadsheet breaks the lines. */
const char *xlsx_hold(struct arena *a, const char *rich);

/* "B2" of row 1, column 1; "$B$2" if absolute. */
#define XLSX_REF_MAX 24
char *xlsx_ref(char buf[XLSX_REF_MAX], uint32_t row, uint32_t col,
	       bool absolute);
/* -1 if s is no cell of a sheet. */
int xlsx_ref_parse(uint32_t *row, uint32_t *col, const char *s);

/* 'ROI what-if'!$B$2 */
const char *xlsx_sheet_ref(struct arena *a, const char *sheet, uint32_t row,
			   uint32_t col);
/* 'ROI what-if'!$B$2:$B$9 */
const char *xlsx_range(struct arena *a, const char *sheet, uint32_t row,
		       uint32_t col, uint32_t last_row, uint32_t last_col);

/* A tab's name from a title: none of []:*?/\, no quote at either end, at most
 * 31 units, not empty; different from the n names used, case ignored. */
const char *xlsx_sheet_name(struct arena *a, const char *title,
			    const char *const *used, size_t n);
/* A table's header: one line, single blanks, at most 255 units, EMPTY_HEADER
 * when there is nothing; different from the n before it, case ignored. */
const char *xlsx_header_name(struct arena *a, const char *title,
			     const char *const *used, size_t n);
/* May s be a defined name? Not a cell's address, R, C, or odd. */
bool xlsx_name_valid(const char *s);

/* UTF-16 units of valid UTF-8. */
size_t xlsx_units(const char *s);

#endif
