/*
 * ingest/checks.h - what a kind's columns cannot say of a row one by one.
 * (private to ingest/)
 */
#ifndef TUNEUP_INGEST_CHECKS_H
#define TUNEUP_INGEST_CHECKS_H

#include <stdbool.h>

#include "config/config.h"
#include "store/facts.h"

struct objection {
	const char *code;	/* stable */
	int column;
	const char *text;	/* static; never shows the cell */
};

bool cell_is_blank(const struct fact_column *fc, const struct fact_cell *cell);
/* Is there one? The row is whole otherwise. */
bool row_objection(struct objection *out, const struct fact_kind *kind,
		   const struct config *config, const struct fact_cell *cell);

#endif
