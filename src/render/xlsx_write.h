/*
 * render/xlsx_write.h - what the files that call libxlsxwriter share.
 *
 * The first error is kept in writer.err and every later call is harmless, so
 * that the story reads straight on; xlsx.c looks at it at the end.
 */
#ifndef TUNEUP_RENDER_XLSX_WRITE_H
#define TUNEUP_RENDER_XLSX_WRITE_H

#include <stdbool.h>
#include <stdint.h>
#include <xlsxwriter.h>

#include "base/arena.h"
#include "base/err.h"
#include "render/xlsx_layout.h"

struct format_entry {
	uint64_t key;
	lxw_format *format;
};

struct writer {
	lxw_workbook *book;
	const struct doc *doc;
	const char *font;
	struct arena arena;	/* texts that the library borrows */
	struct format_entry *format;
	size_t n_formats, cap_formats;
	size_t links;
	struct err *err;
	bool failed;
};

/* Keep the first error of the library; true if there was none so far. */
bool writer_ok(struct writer *w, lxw_error e, const char *what);

/* "_x0041_" as a workbook spells it. */
const char *writer_escaped(struct writer *w, const char *s);

/* xlsx_rules.c: validations, filter, protection, hidden. */
void rules_write(struct writer *w, lxw_worksheet *ws,
		 const struct xlsx_sheet_plan *s);

/* xlsx_format.c: one format for each style. */
lxw_format *format_of(struct writer *w, const struct xlsx_style *style);
/* Number format of a style: "#,##0.0". */
const char *number_format(struct writer *w, enum cell_type type, int digits);

/* xlsx_chart.c */
void chart_write(struct writer *w, lxw_worksheet *sheet, const char *name,
		 const struct xlsx_chart *chart);

#endif
