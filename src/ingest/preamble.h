/*
 * ingest/preamble.h - what the lines above a header say.
 * (private to ingest/)
 *
 *	Ad Performance Report (in UTC)			a title
 *	"Report Start: October 1, 2024, 12:00 AM"	\ the days
 *	"Report End: October 29, 2024, 11:59 PM"	/
 *	# Account: example				a fact: account
 *	1 May 2026 - 8 May 2026				the days
 *
 * A leading # and the delimiters a spreadsheet pads lines with do not count.
 * A fact is `name: value`, or two cells. The title is the line next above the
 * header that is neither a fact nor a range of days.
 *
 * The tables behind the first in one file inherit its facts, its lines and
 * its days, but not its title; what stands above a table itself wins.
 */
#ifndef TUNEUP_INGEST_PREAMBLE_H
#define TUNEUP_INGEST_PREAMBLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "ingest/records.h"

#define PREAMBLE_FACTS 32	/* more lines above a header than any has */

struct preamble_fact {
	const char *name;	/* folded: "account" */
	const char *value;
};

struct preamble {
	struct preamble_fact fact[PREAMBLE_FACTS];
	size_t n;
	const char *line[PREAMBLE_FACTS];	/* folded, of every line */
	size_t n_lines;
	const char *title;	/* NULL: none */
	bool has_range;		/* a line says which days */
	bool unbounded;		/* ... or that there are no bounds */
	int64_t range_line;
	int32_t first, last;
	bool inherited;		/* the range is another table's */
	bool has_start;		/* of "Start date" without its end yet */
	int32_t start;
};

/* What tables behind the first take over; NULL = nothing. */
void preamble_begin(struct preamble *p, const struct preamble *file);
/* Look at the next line. Texts are kept in the arena. */
void preamble_add(struct preamble *p, struct arena *a,
		  const struct record *rec);
/*
 * What a profile calls `preamble: "Account|Konto"`: the value of the last fact
 * of one of these names; "title" is the title. NULL: not there.
 */
const char *preamble_find(const struct preamble *p, struct arena *a,
			  const char *names);
/* Does a line begin with one of "Report CSV Export|Exportar informe"? */
bool preamble_says(const struct preamble *p, struct arena *a,
		   const char *begins);

#endif
