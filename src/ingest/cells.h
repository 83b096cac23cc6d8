/*
 * ingest/cells.h - one cell of the file becomes one cell of a fact.
 * (private to ingest/)
 */
#ifndef TUNEUP_INGEST_CELLS_H
#define TUNEUP_INGEST_CELLS_H

#include "ingest/plan.h"
#include "ingest/words.h"
#include "store/facts.h"

enum cell_result {
	CELL_OK,
	CELL_BLANK,	/* nothing there, or a spelling of "missing" */
	CELL_BAD,	/* see fault */
	CELL_OPEN	/* needs evidence the first rows did not show */
};

struct cell_reader {
	const struct plan *plan;
	struct words words;
	struct arena scratch;		/* cleaned texts of the current row */
	struct diags *diags;
	int64_t line;			/* of the row, for warnings */
	char currency[CURRENCY_MAX];	/* seen at an amount of this row */
	bool all_seen;		/* evidence is of all rows: nothing is open */
	bool person_dropped;		/* no key: noted once */
	bool text_cleaned;		/* control characters: noted once */
	const char *fault;		/* stable code of what is wrong */
	const char *expected;		/* ... and what was expected */
};

/* Is it a spelling of "missing"? Numbers know more of them than texts. */
bool cell_is_missing(const struct profile *p, const char *s, size_t len,
		     bool number);
/*
 * Number of the column's word that a cell says, 0 = none: the cell as a whole,
 * then each word of a list ("Review, blog"), then what the profile says of
 * any other word ("*").
 */
int cell_word(const struct profile *p, const struct fact_column *fc,
	      struct arena *a, const char *s, size_t len);
enum cell_result cell_read(struct cell_reader *r, const struct plan_column *c,
			   const char *s, size_t len, struct fact_cell *out);
/* The cell of a record; one that is not there is blank. */
enum cell_result cell_read_of(struct cell_reader *r,
			      const struct plan_column *c,
			      const struct record *rec, struct fact_cell *out);
/* A date of an extra column. */
enum cell_result cell_read_day(struct cell_reader *r,
			       const struct plan_column *c, const char *s,
			       size_t len, int64_t *day);
void cell_reader_release(struct cell_reader *r);

#endif
