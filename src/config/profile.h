/*
 * config/profile.h - what each export we accept looks like, as data.
 *
 * A profile is a YAML file: built in (report-templates/profiles/) or the
 * workspace's own (profiles/), which wins by id. Adding a system needs no C.
 * INPUTS.md "Profiles" is the contract; report-templates/profiles/README.md
 * the user's manual with every key.
 *
 *	id: mailchimp
 *	title: Mailchimp campaign report
 *	kind: campaigns
 *	key: [row_id]              # or  key: days   or  key: natural
 *	recognise:                 # k of these headers, folded, any language
 *	  at_least: 5
 *	  headers: [Unique Id, Successful Deliveries, Unique Opens, ...]
 *	  above: ["# Report CSV"]  # lines above the header count likewise
 *	preamble: {dates: true}    # a line that is only a date range is one
 *	totals: [{column: Title, begins: "Total"}]
 *	columns:
 *	  date: {from: [Send Date], format: "MMM D, YYYY hh:mm am"}
 *	  campaign: {from: [Title]}
 *	  opens: {from: [Unique Opens]}
 *	  channel: {value: email}
 *	  metric: {above: title}   # what a line above the header says
 *	metrics:                   # of series: each such column is a fact
 *	  - {metric: ctr, from: [CTR], unit: rate, base: [Impressions]}
 *	  - {from: ["*"]}          # every other column of numbers
 *	cut_by: [Country, "*"]     # ... cut by these columns
 *	words:
 *	  outcome: {usable: [Approved, OK], rejected: [Rejected]}
 *	missing: ["--", " --", NA]
 */
#ifndef TUNEUP_CONFIG_PROFILE_H
#define TUNEUP_CONFIG_PROFILE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/hash.h"
#include "base/strbuf.h"
#include "config/config.h"

struct profile_column {
	const char *column;	/* canonical name in the fact kind */
	const char **from;	/* header synonyms, best first; may hold one
				 * {currency} for "Amount spent ({currency})"
				 * or one {any} for "Outcome (drop down)" */
	size_t n_from;
	const char *value;	/* constant, NULL = from the file */
	const char *above;	/* without such a header: a fact of the lines
				 * above the header ("Account|Konto", "title");
				 * NULL = none */
	const char *format;	/* dates: "" = decide with evidence; several
				 * apart by "|" are tried in order: `unix`,
				 * `unix ms`, `auto` = as without a format */
	const char *join;	/* second header joined with a blank (date +
				 * time), NULL = none */
	bool required;		/* the profile needs this column */
	double scale;		/* hours -> minutes: 60; 1 = as it is */
	const char **unless;	/* not read where one of these headers is */
	size_t n_unless;
	bool fill;		/* a row's empty cell: the next of `from` */
	int cut;		/* only the first line of a text, at most so
				 * many characters; 0 = all of it */
	const char *otherwise;	/* `default:` for a blank cell and for a file
				 * without the header, NULL = none */
	const char *unit;	/* of plain numbers that are durations: ms, s,
				 * min, h; "" = minutes times scale */
	const char *range;	/* of "8 May → 11 May": first, last; "" = such
				 * a cell is no date */
	bool as_written;	/* the day stands as the export writes it,
				 * whatever zone is behind it: daily sums */
	const char *plus;	/* a time: header of a duration, in `unit`,
				 * that is added to it; NULL = none */
};

/* A column of figures of a series: each of its cells is a fact. */
struct profile_metric {
	const char *metric;	/* NULL: after the header, "Total users" is
				 * total_users */
	const char **from;	/* best first; "*" = every column of numbers
				 * that nothing else reads */
	size_t n_from;
	const char *unit;	/* of the kind's words, "" = unknown, a
				 * percentage is a rate */
	const char **base;	/* headers of what a rate is a share of */
	size_t n_base;
	bool required;
};

struct profile_words {
	const char *column;	/* canonical column: "outcome" */
	const char *word;	/* our word: "usable" */
	const char **from;	/* their words, folded before comparing */
	size_t n_from;
};

struct profile_total {
	const char *header;	/* look in this header's cell; NULL = any of
				 * the first `within` cells */
	int within;		/* default 4 */
	const char *begins;	/* folded prefix: "total"; {n} in it stands for
				 * a number: "Total of {n} results" */
	bool blank_names;	/* Meta: all text columns are empty */
	const char **blank;	/* all of these cells are empty: a day without
				 * costs, a task not yet reviewed */
	size_t n_blank;
};

struct profile {
	const char *id;
	const char *title;
	const char *kind;	/* fact kind id */
	bool key_days;		/* `key: days`: snapshot */
	const char **key;	/* canonical columns; n_key 0 = natural */
	size_t n_key;
	const char **headers;	/* recognise.headers, synonyms apart by "|" */
	size_t n_headers;
	const char **above;	/* recognise.above: lines above the header
				 * begin so; each counts like a header */
	size_t n_above;
	int at_least;		/* recognise.at_least */
	const char **absent;	/* recognise.absent: none of these */
	size_t n_absent;
	bool preamble_dates;	/* preamble.dates */
	bool period_rows;	/* rows without a day column cover the
				 * preamble's range, or need --period */
	struct profile_total *totals;
	size_t n_totals;
	struct profile_column *columns;
	size_t n_columns;
	struct profile_metric *metrics;	/* series only */
	size_t n_metrics;
	const char **cut_by;	/* with metrics: headers that make up the
				 * dimension, synonyms apart by "|", named
				 * after the first; "*" = every other column
				 * of texts */
	size_t n_cut_by;
	struct profile_words *words;
	size_t n_words;
	const char **missing;	/* further spellings of "missing" */
	size_t n_missing;
	const char *encoding;	/* default when there is no BOM, "" = UTF-8 */
	const char *number;	/* "point", "comma", "" = decide */
	const char *dates;	/* "dmy", "mdy", "ymd", "" = decide */
	const char *zone;	/* zone of its times, "" = workspace */
	const struct config_input *audit;	/* made from the config's
				 * `inputs`, NULL = no such profile */
	bool own;		/* from the workspace */
	uint8_t digest[SHA256_SIZE];	/* of its YAML bytes */
};

struct profiles {
	struct profile **item;	/* by id */
	size_t n;
	struct arena arena;
};

/* Built-in profiles and the workspace's (dir NULL = built-in only). Checks
 * kinds' and columns' names through the callback, because config knows no
 * fact kinds: it returns false for an unknown kind (asked with column NULL)
 * or column. A profile's id is its file's name without .yaml. */
typedef bool (*profile_name_check)(const char *kind, const char *column);
int profiles_read(struct profiles *p, const char *dir,
		  profile_name_check known, struct err *err);
/* Every key of a profile with its help. */
void profile_help(struct strbuf *out);
const struct profile *profile_find(const struct profiles *p, const char *id);
void profiles_release(struct profiles *p);

#endif
