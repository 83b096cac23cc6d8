/*
 * report/blocks/defect_matrix.h - defects by where they arose and where they
 * were found, of a workflow or of all.
 *
 * Rows are origins, columns the steps that found them; both in the order of
 * workflows.yaml, `published` last. Counts are those of the figures
 * "origin > found" of metrics/escape.h. Of all work, steps of one id are one;
 * where that makes more than MATRIX_MOST of them, those with the fewest
 * defects become "other steps", so that the sums stay.
 */
#ifndef TUNEUP_REPORT_BLOCKS_DEFECT_MATRIX_H
#define TUNEUP_REPORT_BLOCKS_DEFECT_MATRIX_H

#include "report/block.h"

#define MATRIX_MOST 8

struct defect_matrix {
	const char **place;	/* ids; MATRIX_OTHER for the rest */
	size_t n;		/* the last one is published */
	int64_t *count;		/* [origin * n + found]; an origin more than
				 * places: unknown */
	int64_t total;		/* of all cells */
	int64_t known;		/* with a known origin, before publication */
	int64_t same;		/* of these found where they arose */
};

/* Of this period; workflow NULL = all work. */
void defect_matrix_of(struct doc *d, struct defect_matrix *m,
		      const struct report_input *in, const char *workflow);
/* Columns, and a row per origin where there is any defect; cells that cannot
 * be are blank. */
void defect_matrix_table(struct doc *d, struct table *t,
			 const struct defect_matrix *m);

#endif
