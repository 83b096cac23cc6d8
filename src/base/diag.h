/*
 * base/diag.h - diagnostics: what was noticed, as data.
 *
 * A diagnostic never stops anything. It is printed, written to the rejects
 * file where it set a row aside, counted on the data-quality page, and kept
 * in the ledger. Texts never hold cell content of people's columns.
 */
#ifndef TUNEUP_BASE_DIAG_H
#define TUNEUP_BASE_DIAG_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

enum diag_level {
	DIAG_NOTE,	/* a decision we took, with its evidence */
	DIAG_WARN,	/* used, but look at it */
	DIAG_ASIDE	/* this row was set aside */
};

struct diag {
	enum diag_level level;
	const char *code;	/* stable id: "bad-date", "unknown-outcome" */
	int64_t line;		/* physical line, 0 = the whole file */
	const char *column;	/* header text, "" = the whole row */
	const char *text;	/* what was found, expected, and what to do */
};

/* A list that owns its texts. Zero-initialise; beyond `cap` kept entries
 * (0 = 10,000) only the count goes on. */
struct diags {
	struct arena arena;
	struct diag *item;
	size_t n;		/* kept */
	size_t room;
	size_t cap;
	int64_t seen[3];	/* how many of each level, kept or not */
};

void diag_add(struct diags *d, enum diag_level level, const char *code,
	      int64_t line, const char *column, const char *fmt, ...)
	PRINTF_LIKE(6, 7);
void diags_release(struct diags *d);
const char *diag_level_name(enum diag_level level);

#endif
