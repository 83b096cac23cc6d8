/*
 * report/blocks/short_names.h - long names on a page that has to stay one.
 *
 * Private to the blocks of the summary. Every name stands whole in the tables
 * of the same report.
 */
#ifndef TUNEUP_REPORT_BLOCKS_SHORT_NAMES_H
#define TUNEUP_REPORT_BLOCKS_SHORT_NAMES_H

#include "report/block.h"

/*
 * A quarter's text, cleaned, with workflows' names of more than 40 columns
 * shortened in their middle, at words where there are: "11 Quarterly … news".
 * Names that would then look the same stay whole; so does the text of other
 * periods.
 */
const char *short_names(struct doc *d, const struct report_input *in,
			const char *text);

#endif
