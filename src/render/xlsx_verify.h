/*
 * render/xlsx_verify.h - is the file what the document says?
 */
#ifndef TUNEUP_RENDER_XLSX_VERIFY_H
#define TUNEUP_RENDER_XLSX_VERIFY_H

#include "base/err.h"
#include "report/model.h"

/*
 * Read the workbook back: every part well formed and with its checksum, no
 * part, link or relation that leads outside, the same sheets in the same
 * order, every cell equal in type, value, text and formula, no cell too many,
 * every defined name. ERR_SOFTWARE names the first difference.
 */
int xlsx_verify(const struct doc *doc, const char *path, struct err *err);

/* What people may do on a sheet is what was meant: validations, unlocked
 * cells, filter, protection (xlsx_verify_rules.c). */
struct xlsx_sheet_plan;
struct xlsx_sheet;
int verify_rules(const struct xlsx_sheet_plan *want,
		 const struct xlsx_sheet *got, const char *path,
		 struct err *err);

#endif
