/*
 * ingest/plan.h - how each column of this file is read. (private to ingest/)
 *
 * A match says where the columns are; a plan adds what only the cells can
 * show (day or month first, comma or point) and what the options and the
 * config say. From then on a row is converted without asking anybody.
 */
#ifndef TUNEUP_INGEST_PLAN_H
#define TUNEUP_INGEST_PLAN_H

#include "base/arena.h"
#include "base/diag.h"
#include "base/err.h"
#include "config/config.h"
#include "ingest/dates.h"
#include "ingest/ingest.h"
#include "ingest/match.h"
#include "ingest/numbers.h"

/* What kind of evidence a column needs. */
enum evidence { EVIDENCE_NONE, EVIDENCE_DATE, EVIDENCE_NUMBER };

struct plan_column {
	int column;			/* of the kind, or -1: an extra */
	enum extra_column extra;
	const struct fact_column *fc;	/* NULL for extras */
	const struct profile_column *pc;
	const char *header;		/* for diagnostics */
	int cell, join, plus;		/* -1: none */
	bool person;
	bool audited;			/* read by audit.h alone */
	enum evidence needs;
	const char *format;		/* of dates, "" = by order */
	enum date_order order;
	bool has_offset;		/* the header names a zone */
	int32_t offset;			/* ... so many seconds east of UTC */
	enum decimal_mark mark;
	int64_t unit;			/* one unit of the cell, stored */
	const char *how;		/* what was decided, for people */
	const int *fill;		/* cells for a row that has none */
	size_t n_fill;
	struct plan_figure *figure;	/* NULL: no metric of its own */
	struct date_evidence dates;
	struct number_evidence numbers;
};

/* A column of states, named after an audited field: fields.h. */
struct plan_field {
	struct plan_column as;	/* read as the column `state` */
	int64_t states, others;	/* cells that say a state, or do not */
};

/* How a column of rates writes them. */
enum share {
	SHARE_NONE,	/* it holds none, as far as was seen */
	SHARE_FRACTION,	/* 0.125 */
	SHARE_SIGNED,	/* 12.5 % */
	SHARE_PERCENT	/* 12.5, because the header or a number shows it */
};

/* A column of which each cell is a fact of a series: figures.h. */
struct plan_figure {
	const char *metric;
	int64_t unit;			/* of the kind's words, 0 = unknown */
	int base;			/* cell, -1 = none */
	bool named;			/* the profile names it */
	int64_t numbers, texts, percents;	/* cells so far */
	int64_t over_line;	/* first number above 1 without a %, or 0 */
	char over[24];		/* ... that cell */
	enum share share;
};

struct plan_cut {
	int cell;
	const char *name;		/* "country" of "country=DE" */
};

/* A field that the config says how to judge: audit.h. */
struct plan_audited {
	const struct config_input_field *rule;
	const char *name;
	int column;		/* in the plan */
	int not_before;		/* another audited field, -1 = none */
};

struct plan {
	const struct match *match;
	const struct config *config;
	const char *file;
	struct plan_column *column;
	size_t n;
	struct plan_field *field;
	size_t n_fields;
	size_t n_figures;		/* columns that are figures: figures.h */
	bool figures_rest, cuts_rest;	/* columns nobody named may be, too */
	struct plan_cut *cut;
	size_t n_cuts;
	struct arena *arena;		/* of what figures add */
	struct plan_audited *audited;
	size_t n_audited;
	int updated;			/* column, -1 = none */
	bool rows_seen;			/* there is a row to audit */
	bool row_ids;			/* campaigns: a row has its row_id */
	struct number_evidence all;	/* of every number and percentage */
	struct date_evidence all_dates;	/* ... and date */
	bool all_seen;			/* evidence is of every row */
	/* the file has no days of its own: all rows cover this period, or
	 * count their days from its first one */
	bool period;
	int32_t first, last;
	enum { ZONE_WORKSPACE, ZONE_IS_UTC, ZONE_OTHER } zone;
};

/* Without evidence yet. */
int plan_begin(struct plan *p, struct arena *a, const struct match *m,
	       const struct config *config,
	       const struct import_options *options, const char *file,
	       struct err *err);
/* Look at one row below the header. */
void plan_look(struct plan *p, const struct record *r);
/* Canonical campaigns with a column row_id that was blank so far: if it is to
 * the end, rows are not known by it. */
bool plan_lacks_row_ids(const struct plan *p);
/* What a column reads of a record: its cell, or the next one where that is
 * empty and the profile says `fill`. The record must have its cell. */
void plan_cell(const struct plan *p, const struct plan_column *c,
	       const struct record *r, const char **s, size_t *len);
/* Does a column of the plan read this cell? */
bool plan_uses(const struct plan *p, int cell);
/* The decimal mark the options or the profile tell. */
enum decimal_mark plan_mark(const struct profile *p,
			    const struct import_options *options);
/* A column that audit.h reads, not as one of the kind. */
void plan_add_audited(struct plan *p, int cell,
		      const struct profile_column *pc, enum evidence needs,
		      const struct import_options *options);
/* Does the evidence so far leave a column open? */
bool plan_is_open(const struct plan *p);
/* Decide every column, each with a note; open ones refuse the file. */
int plan_decide(struct plan *p, struct arena *a, struct diags *diags,
		struct err *err);

#endif
