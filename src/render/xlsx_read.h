/*
 * render/xlsx_read.h - read a workbook: every cell of every sheet.
 *
 * Used to verify what was written and, later, to read decisions back from a
 * file that a person, Excel or LibreOffice saved. The file is hostile until
 * proven otherwise: sizes, counts and nesting are capped, entities are not
 * expanded, part names never become paths, every XML part must be well
 * formed. minizip and expat are included in xlsx_read.c only.
 */
#ifndef TUNEUP_RENDER_XLSX_READ_H
#define TUNEUP_RENDER_XLSX_READ_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"

enum xlsx_type { XLSX_BLANK, XLSX_NUMBER, XLSX_TEXT, XLSX_BOOL, XLSX_ERROR };

/* A cell with neither value nor formula is only a format and is not kept. A
 * cell that shares another's formula has "" as its own. */
struct xlsx_cell {
	uint32_t row, col;	/* 0-based */
	enum xlsx_type type;	/* of the value */
	double num;
	const char *text;	/* text, or error code */
	const char *formula;	/* without '=', NULL = none */
};

/* A data validation, in the file's own words; "" = not said. */
struct xlsx_rule { const char *type, *op, *formula1, *formula2, *range; };

struct xlsx_at { uint32_t row, col; };

struct xlsx_sheet {
	const char *name;
	struct xlsx_cell *cell;	/* in row, column order */
	size_t n;
	struct xlsx_rule *rule;
	size_t n_rules;
	struct xlsx_at *open;	/* cells that are not locked; as written */
	size_t n_open;
	const char *filter;	/* "B8:N11", "" = none */
	bool protected;
	bool may_sort, may_filter, may_insert_columns; /* when protected */
};

struct xlsx_name { const char *name, *refers_to; };

struct xlsx_book {
	struct xlsx_sheet *sheet;
	size_t n_sheets;
	struct xlsx_name *name;	/* defined names */
	size_t n_names;
	bool from_1904;		/* its days count from 1904-01-01 */
	struct arena arena;
};

int xlsx_read(struct xlsx_book *book, const char *path, struct err *err);
void xlsx_release(struct xlsx_book *book);
/* NULL when there is no such sheet or cell. */
const struct xlsx_sheet *xlsx_sheet_find(const struct xlsx_book *b,
					 const char *name);
const struct xlsx_cell *xlsx_cell_at(const struct xlsx_sheet *s, uint32_t row,
				     uint32_t col);

/* Part of a row that a defined name leads to. */
struct xlsx_span {
	const struct xlsx_sheet *sheet;
	uint32_t row, first, last;
};
/* Names are told apart as spreadsheets do, without regard to case. 0: found;
 * 1: there is no such name; -1: it leads to no row of a sheet, or two of that
 * name lead to different ones. */
int xlsx_name_span(struct xlsx_span *out, const struct xlsx_book *b,
		   const char *name, struct err *err);
/* "Decisions!H12", for messages. */
const char *xlsx_cell_name(struct arena *a, const struct xlsx_sheet *s,
			   uint32_t row, uint32_t col);

#endif
