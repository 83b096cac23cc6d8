/*
 * report/block.h - blocks: what a template line stands for.
 *
 * A block turns figures and findings into elements of a part. Each is one
 * file under report/blocks/ with its table entry beside its code, and one
 * line in block_table[]. A block never vanishes: with nothing to show it
 * says so in a sentence.
 */
#ifndef TUNEUP_REPORT_BLOCK_H
#define TUNEUP_REPORT_BLOCK_H

#include "base/date.h"
#include "config/config.h"
#include "config/template.h"
#include "findings/effect.h"
#include "findings/finding.h"
#include "findings/recommend.h"
#include "metrics/figure.h"
#include "metrics/metrics.h"
#include "metrics/role_hours.h"
#include "report/model.h"

/* A restatement: a published number of all work or of a workflow that is now
 * another. */
struct restatement {
	const char *period;	/* "2026-W46" */
	const char *metric;	/* title */
	const char *scope;	/* words */
	double was, now;
	const struct metric *of;
};

/* The period before, as it was published and as it is now. */
struct restated_before {
	const char *as_of;	/* day it was published, "" = never */
	const struct restatement *row; /* what changed, all work first */
	size_t n;
	size_t finer;		/* other scopes, not listed */
	int64_t late;		/* facts of its days that came since */
};

/* One input file, as the data-quality part shows it. */
struct source_file {
	int64_t import;
	const char *file, *sha256, *profile, *kind, *encoding, *delimiter;
	int64_t read, used, same, totals, aside, removed;
	int32_t first, last;
	bool undone;
	const char *as_of;
};

/* A set-aside row or a warning kept with an import. */
struct aside_row {
	const char *file;
	int64_t line;
	const char *column, *code, *text;
	bool warning;
};

#define BRIEFS_LISTED 200

/* A day of the team's calendar that makes a week uneasy. */
struct calendar_event {
	int32_t day;
	const char *text;	/* in the team's words */
	const char *workflow;	/* id, "" = all */
	bool go_live;		/* else a tool change */
};

/* Where the freed hours of a week went, as its session said. */
struct hours_said {
	int32_t last;		/* last day of its week */
	const char *answer;	/* mostly one of fill_hours[] */
};

/* Up to as_of; what findings/cadence.h needs beside the figures. */
struct review_log {
	struct calendar_event *event;	/* by day */
	size_t n;
	const int32_t *spot_check, *review; /* days they were held, by day */
	size_t n_spot_checks, n_reviews;
	const struct hours_said *hours;	/* one a week, by day */
	size_t n_hours;
};

/* What the sheet of this week was filled with at the session's end. */
struct session_answers {
	const char *hours;		/* NULL: nothing was said */
	int planned, actual;		/* minutes, 0 likewise */
};

/* What the SELECT of a `query` block gave: cells by row. */
struct query_value {
	const char *text;	/* NULL: a number */
	double num;		/* NAN: no value */
};
struct query_answer {
	const struct template_block *asked;
	const char **column;	/* names of the SQL */
	size_t n_columns;
	const struct query_value *value;
	size_t n_rows;
};

/* A drawn member and what was said of it so far. Texts are the arena's of who
 * loads them. */
struct sample_row {
	const char *id;			/* sample_id */
	const char *segment, *member;
	int verdict[2];			/* of the first two raters: number in
					 * fill_verdicts[] + 1, 0 = none */
	int rating[2];			/* likewise 1 to 5, 0 = none */
};

/* The draw that is to be judged now. */
struct sample_draw {
	const char *period;		/* "2026-W47"; "" = there is no list */
	const struct sample_row *row;
	size_t n;
};

/* Everything a block may look at. Loaded before the store is closed. */
struct report_input {
	const struct config *config;
	const struct template *template;
	struct period now, before;	/* week or quarter */
	int32_t as_of;
	int32_t data_to;		/* last day with facts, DAY_NONE */
	const struct figures *figures;	/* weekly; quarterly has both */
	const struct findings *findings;
	const struct signals *signals;	/* of the period's weeks; NULL */
	const struct recommendations *recommendations; /* NULL = none made */
	const struct source_file *files;
	size_t n_files;
	const char *const *missing;	/* expected sources without a row of
					 * the period, as people know them */
	size_t n_missing;
	const struct aside_row *aside;
	size_t n_aside;
	int64_t aside_total;
	const struct decided_list *decided; /* NULL = none read */
	const struct decided_list *decided_before; /* a week ago; NULL */
	const struct restatement *restated;
	size_t n_restated;
	size_t restated_finer;		/* other scopes, not listed */
	struct restated_before restated_before; /* months and quarters */
	/* From the fiscal year's first day to the end of the period: a range
	 * with figures of its own, or the period itself where that begins the
	 * year. Quarters only; else its last day is before its first. */
	struct period year;
	const struct cost_list *costs;	/* of the period; NULL */
	const struct money_line *line;	/* to its end; NULL */
	const struct output_row *outputs;
	size_t n_outputs, outputs_total;
	/* Items without a brief, the first BRIEFS_LISTED rows at most. */
	const struct brief_row *briefs;
	size_t n_briefs;
	int64_t briefs_total;		/* items */
	const struct case_row *cases;	/* metrics/cases.h */
	size_t n_cases;
	int64_t case_total[CASE_KINDS];
	const struct defect_list *defects; /* of the period; NULL */
	struct role_hours roles;	/* recorded hours of the period */
	struct new_friction new_friction; /* since the period before */
	struct review_log review_log;
	struct session_answers session;
	const struct query_answer *answers; /* of its `query` blocks */
	size_t n_answers;
	struct sample_draw draw;
	const char *overlaps;		/* sentence on period rows, "" */
};

struct block {
	const char *id;		/* "six_numbers" */
	const char *help;	/* one sentence: what it shows */
	int span;		/* default twelfths */
	void (*build)(struct doc *d, struct part *p,
		      const struct template_block *t,
		      const struct report_input *in);
};

extern const struct block *const block_table[];	/* ends at NULL */
const struct block *block_find(const char *id);
bool block_known(const char *id);	/* template_block_check */
const char *const *block_names(size_t *n);

#endif
