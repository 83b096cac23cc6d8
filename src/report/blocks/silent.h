/*
 * report/blocks/silent.h - metrics without a number, told by why.
 */
#ifndef TUNEUP_REPORT_BLOCKS_SILENT_H
#define TUNEUP_REPORT_BLOCKS_SILENT_H

#include "report/model.h"

struct silent { const char *why, *name; };

/* The names of those of n, the first one's among them, that are silent for
 * the first one's reason, with `between` between; told[] becomes true for
 * them, and who is told already is left out. In the document's arena. */
const char *silent_names(struct doc *d, const struct silent *s, size_t n,
			 bool *told, const char *between);

#endif
