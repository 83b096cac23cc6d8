/*
 * report/report.h - template and figures become a document.
 */
#ifndef TUNEUP_REPORT_REPORT_H
#define TUNEUP_REPORT_REPORT_H

#include "base/err.h"
#include "config/template.h"
#include "report/block.h"
#include "report/model.h"

/* Which period a report made on `as_of` is about: the last complete week or
 * quarter (its last day <= as_of). */
struct period report_period(enum period_kind kind, int32_t as_of,
			    int quarter_starts);

/* Build and check the document. `inputs_hex` is the digest the caller made
 * of facts, config, template and as-of. */
int report_build(struct doc *out, const struct report_input *in,
		 const struct theme_file *theme, const char *inputs_hex,
		 struct err *err);

#endif
