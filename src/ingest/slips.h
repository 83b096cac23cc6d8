/*
 * ingest/slips.h - names that are nearly those of workflows.yaml. (private to
 * ingest/)
 *
 * "Content" and "content" are two workflows to the store, each with half of
 * the outputs, and nothing says that one was meant. A row counts as it says;
 * the file's account asks once for each such name. The same but for case and
 * blanks, or one letter off: a number in it may well be another one.
 *
 *	struct slips slips;
 *	slips_begin(&slips, config, kind);
 *	slips_row(&slips, cell, line);		every fact of the file
 *	slips_end(&slips, diags);
 *	slips_free(&slips);
 */
#ifndef TUNEUP_INGEST_SLIPS_H
#define TUNEUP_INGEST_SLIPS_H

#include "base/arena.h"
#include "base/diag.h"
#include "config/config.h"
#include "store/kind.h"
#include "store/facts.h"

#define SLIPS_MAX 32		/* names that are not documented, once each */
#define SLIP_COLUMNS 3

struct slip {
	const char *name;
	const char *column;	/* of the kind */
	const struct config_workflow *workflow; /* of a step; NULL: it is one */
	int64_t line;		/* the first that has it */
};

struct slips {
	const struct config *config;
	const struct fact_kind *kind;
	int workflow;			/* column, -1 none */
	int step[SLIP_COLUMNS];		/* columns, -1 none */
	struct slip item[SLIPS_MAX];
	size_t n;
	struct arena arena;
};

void slips_begin(struct slips *s, const struct config *config,
		 const struct fact_kind *kind);
void slips_row(struct slips *s, const struct fact_cell *cell, int64_t line);
/* Ask about those that are near a documented one. */
void slips_end(struct slips *s, struct diags *diags);
void slips_free(struct slips *s);

#endif
