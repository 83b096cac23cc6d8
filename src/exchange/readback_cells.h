/*
 * exchange/readback_cells.h - what the cells of one workbook say.
 * (private to exchange/)
 */
#ifndef TUNEUP_EXCHANGE_READBACK_CELLS_H
#define TUNEUP_EXCHANGE_READBACK_CELLS_H

#include "exchange/readback.h"
#include "render/xlsx_read.h"
#include "store/decisions.h"

enum said_field {
	SAID_DECISION, SAID_OWNER, SAID_DUE, SAID_REASON, SAID_NOTE,
	SAID_VERDICT, SAID_RATING, SAID_SECOND, SAID_SECOND_RATING,
	SAID_HOURS, SAID_PLANNED, SAID_ACTUAL
};
extern const char *const said_titles[];	/* of the columns, by field */

/* A cell that says something. Texts in the arena. */
struct said {
	const char *id;		/* of its row; of an answer the period's */
	enum said_field field;
	const char *text;	/* as the store keeps it, or for people */
	int64_t num;		/* day, word from 1, rating, minutes */
	const char *action;	/* of a decision for an option */
	size_t file;		/* number in the spec */
	const char *cell;	/* "Decisions!H12" */
	uint32_t row;		/* 0-based */
};

struct said_list { struct said *item; size_t n, cap; };

/* What all files are read against. */
struct readback_known {
	const struct config *config;
	const struct readback_spec *spec;
	struct decision_book book;
	struct run_entry *run;
	size_t n_runs;
	struct arena *arena;
};

/* The day of the first weekly report of a period, DAY_NONE: there is none. */
int32_t first_report(const struct readback_known *k, const char *period);
/* Was the published workbook of this name made after that day? Then it showed
 * what was known by then, and who changed it meant to. */
bool made_after(const struct readback_known *k, const char *path, int32_t day);
const struct readback_member *member_find(const struct readback_spec *spec,
					  const char *id);

/*
 * Add what a file says. A file that cannot be taken adds nothing, and its
 * mistakes are lines at the end of `mistakes`: *refused.
 */
void cells_said(struct said_list *out, bool *refused, struct strbuf *mistakes,
		const struct readback_known *k, size_t file);

/* ---- readback_values.c ------------------------------------------------- */

/* One cell to be understood, and the row that it is in. */
struct asked {
	const struct readback_known *known;
	const struct xlsx_book *book;
	const struct xlsx_cell *cell;
	const char *text;	/* trimmed; of a number, as it prints */
	const struct proposal_entry *offer; /* of a decision's row */
	int32_t after;		/* a due date lies after this day */
	struct strbuf *expected; /* filled when it is refused */
};

/* Fill text and num of `out`; -1: refused, `expected` says what may stand
 * there. */
int value_said(struct said *out, const struct asked *q);
/* "" when a cell is blank. Texts in the arena. */
const char *cell_said(struct arena *a, const struct xlsx_cell *c);

#endif
