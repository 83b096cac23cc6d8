/*
 * ingest/import.h - what the steps of one import share. (private to ingest/)
 */
#ifndef TUNEUP_INGEST_IMPORT_H
#define TUNEUP_INGEST_IMPORT_H

#include "config/profile.h"
#include "ingest/dialect.h"
#include "ingest/ingest.h"
#include "ingest/json.h"
#include "ingest/match.h"
#include "ingest/plan.h"
#include "ingest/rows.h"
#include "ingest/source.h"
#include "ingest/tables.h"

#define LEFT_CODE "table-left"	/* of the warning that a table was not read */

struct import {
	struct import_report *report;
	struct store *store;
	const struct config *config;
	const struct import_options *options;
	struct arena work;		/* gone with the import */
	struct source src;
	const char *file;		/* name for messages, escaped */
	bool json;			/* src holds the table made of it */
	struct json_lines json_lines;
	char sha256[SHA256_HEX];
	struct profiles read;		/* profiles in files */
	const struct profile **profile;	/* ... and the canonical ones */
	size_t n_profiles;
	const struct config_input *audit;	/* NULL: no file of one */
	const char *encoding;		/* asked for, NULL = look */
	struct dialect dialect;
	struct tables tables;
	const struct table_extent *extent;	/* of many, NULL: the file */
	struct store_import *tx;	/* once there is a table to load */
	/* of the table at hand */
	struct head head;
	struct match match;
	struct plan plan;
	char effective[SHA256_HEX];
	struct diags decided;		/* what the evidence decided */
	struct diags row_diags;		/* of the pass that loads */
	int64_t rows, totals;
	int64_t repeats;		/* of the header, between rows */
};

/* One pass over the file's records. */
struct pass {
	struct lines lines;
	struct records records;
	size_t seen;			/* records so far */
	int64_t repeats;		/* of the header */
	struct record rec;		/* of JSON: with its own line */
};
int pass_begin(struct pass *p, struct import *im, struct diags *diags,
	       struct err *err);
/* The next row below the header: 1, 0 at the end, -1. */
int pass_row(struct pass *p, struct import *im, const struct record **rec,
	     struct err *err);
void pass_end(struct pass *p);

/* understand.c: what is this file? Its dialect, its first rows and where its
 * tables are. */
int import_look(struct import *im, struct err *err);
/* The table at hand: its profile, then how its columns are read. */
int import_match(struct import *im, struct err *err);
int import_understand(struct import *im, struct err *err);
/* Look at every row of the file, and decide again. */
int import_look_at_all(struct import *im, struct err *err);
/* SHA-256 of everything besides the bytes that decides what is stored. */
void import_effective(struct import *im);

/* many.c: every table of a file of several. */
int import_many(struct import *im, struct err *err);
/* import.c: the table at hand, into the transaction. */
int import_table(struct import *im, struct err *err);

/* load.c: does the table own its source's days? */
bool import_is_snapshot(const struct import *im);
/* The rows into the store; fills report->load and the accounting. */
int import_load(struct import *im, struct store_import *tx, struct err *err);

/* account.c: one fact as --dry-run shows it. */
void import_sample_add(struct import *im, const struct fact_cell *cell);
void import_columns_fill(struct import *im);

#endif
