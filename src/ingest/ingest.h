/*
 * ingest/ingest.h - one export file becomes facts, with an account of it.
 *
 *	bytes -> decode -> dialect -> records -> table -> profile -> cells
 *	      -> facts_load -> ledger
 *
 * A file may hold several tables: each is matched to a profile on its own, is
 * an import of its own and has its own account; one that no profile knows is
 * listed with its lines. A header that stands again between the rows is none.
 *
 * A file is one transaction: it is there whole or not at all. Every row
 * below the header is accounted for:
 *
 *	read = used + already there + totals + set aside
 *
 * A set-aside row is a diagnostic with its line, column and reason and goes
 * to a rejects CSV in <workspace>/rejects/; it never stops the good rows
 * unless `strict`; a file of which no row is good is refused. A file that cannot be understood is refused with ERR_DATA
 * (65) and a sentence that names file, line, column, what was found, what was
 * expected and what to do; never the content of a people's column.
 */
#ifndef TUNEUP_INGEST_INGEST_H
#define TUNEUP_INGEST_INGEST_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/diag.h"
#include "base/err.h"
#include "base/strbuf.h"
#include "config/config.h"
#include "store/facts.h"
#include "store/store.h"

struct import_options {
	const char *profile;	/* --profile NAME, NULL = detect */
	const char *source;	/* --source NAME, NULL = profile id */
	const char *encoding;	/* --encoding, NULL = BOM or UTF-8 */
	const char *period;	/* --period FROM..TO, NULL */
	const char *date_order;	/* --date-order dmy|mdy|ymd, NULL */
	const char *decimal;	/* --decimal comma|point, NULL */
	const char *escape;	/* --escape backslash, NULL */
	bool whole_days;	/* --whole-days */
	bool no_replace;	/* --no-replace */
	bool strict;		/* --strict: any set-aside row refuses */
	bool dry_run;		/* --dry-run: nothing is written */
	int32_t as_of;		/* today; 0: nothing lies after it */
	/* progress of a file above 4 MB, 0..1, about a hundred times; of any
	 * file 1 when it is over, for better or worse; NULL = silent */
	void (*progress)(void *ctx, double done);
	void *progress_ctx;
	/* before the first row of a file goes into the store, never of a dry
	 * run; -1 stops the import with err. NULL = nothing is to be done */
	int (*before)(void *ctx, const struct fact_kind *kind,
		      struct err *err);
	void *before_ctx;
};

/* What was decided about one column, for --dry-run. */
struct import_column {
	const char *header;	/* text in the file */
	const char *column;	/* canonical column, NULL = not used */
	const char *how;	/* "synonym of …", "dates day first: 13/… " */
};

/* A table of a file of several that was not read. */
struct import_left {
	int64_t line, last_line;
	int64_t rows;		/* below its header */
	const char *why;
};

struct import_report {
	struct arena arena;	/* owns the strings */
	struct ledger_entry entry;
	bool already;		/* same bytes, same profile: nothing done */
	int64_t already_id;	/* ... as this import */
	struct diags diags;
	struct import_column *columns;
	size_t n_columns;
	/* the first rows as they would be stored, canonical columns */
	const char **sample_header;
	const char ***sample;	/* [row][column] */
	size_t n_sample, n_sample_columns;
	/* of an audit: rows that made `facts`, which are what is counted;
	 * 0 = a row is a fact */
	int64_t records;
	struct facts_load_result load;
	/* of a file of several tables: each that was read has a report and a
	 * ledger entry of its own; the first one holds those left out */
	struct import_report *next;
	struct import_left *left;
	size_t n_left;
};

/*
 * Import `path` ("-" = stdin) into the store. The report is filled as far as
 * the import came, also on error; release it always.
 */
int import_file(struct import_report *report, struct store *store,
		const struct config *config, const char *path,
		const struct import_options *options, struct err *err);
void import_report_release(struct import_report *report);

/* Names a profile may use: a fact kind (column NULL), or a column of it.
 * The callback that profiles_read() wants. */
bool import_names_known(const char *kind, const char *column);

/* The kind of "canonical-corrections", the profile of files under our own
 * headers; NULL: the id is another profile's. */
const struct fact_kind *import_canonical_kind(const char *profile);

/* The accounting as people read it (used by import and --dry-run). */
void import_report_text(struct strbuf *out, const struct import_report *r,
			bool details);

/* Of libcsv as it was compiled in, it tells no other: "3.0.3". */
const char *csv_library_version(void);

#endif
