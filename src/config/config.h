/*
 * config/config.h - what a team told us: checked, typed, with defaults.
 *
 * Read from a workspace directory:
 *
 *	tuneup.yaml      team, money, time zone, thresholds
 *	workflows.yaml   the documented process
 *	profiles/        own source profiles (config/profile.h)
 *	templates/       own report templates (config/template.h)
 *
 * Every key, its type, unit, default, limits and help stands in one schema
 * table (config/schema.h), from which reading, error messages and `tuneup
 * list config` come. All errors are reported at once, each as
 *
 *	tuneup.yaml:7:3: unknown key `curency`; did you mean `currency`?
 *	  7 | curency: EUR
 *	    | ^
 *
 * The struct owns all its strings (arena); config_release() frees it.
 */
#ifndef TUNEUP_CONFIG_CONFIG_H
#define TUNEUP_CONFIG_CONFIG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/hash.h"
#include "base/strbuf.h"

struct config_role {
	const char *id;		/* "editor" */
	int64_t rate;		/* fully loaded, millionths per hour */
};

struct config_owner {
	const char *label;	/* shown in drop-downs */
	const char *email;
	const char *role;
};

struct config_expect {
	const char *source;	/* profile id or --source name */
	const char *by;		/* "Monday": config/expect.h */
};

struct config_currency {
	const char *code;	/* "USD" */
	int64_t rate;		/* millionths of our currency for one unit */
};

/* "6-8 h": from low to high hours; low <= high. */
struct config_hours { double low, high; };

/* A score someone else says a tool has: Table 1 of the article. */
struct config_reference {
	const char *tool;
	double score;		/* 1..10 */
	int integration;	/* how easy, of integration_words[] */
};
extern const char *const integration_words[];	/* "", "low" ... */

/* A skill of Table 3. */
struct config_skill {
	const char *skill;	/* as the time sheet names it; synonyms apart
				 * by "|", the first one is shown */
	struct config_hours hours; /* of one person, to basic proficiency */
	const char *metric;	/* id of the number it should move */
};

/* What a cell of an audited field must be to be valid. */
enum input_type {
	INPUT_TEXT, INPUT_NUMBER, INPUT_DATE, INPUT_EMAIL, INPUT_URL,
	INPUT_BOOLEAN	/* ingest/booleans.h */
};

/* One audited field of an input: ingest/audit.h says which state it gets. */
struct config_input_field {
	const char *header;	/* synonyms apart by "|"; the first one names
				 * the field */
	bool critical;		/* METRICS §5: without it a record is
				 * incomplete */
	int type;		/* enum input_type */
	const char **words;	/* the only valid cells; n 0 = any */
	size_t n_words;
	int64_t max_age;	/* ms, 0 = it does not age */
	bool unique;		/* no two records may say the same */
	const char *not_before;	/* an audited date it must not lie before, ""
				 * = none */
};

/* An input of the first step that is audited where it is: a CSV. */
struct config_input {
	const char *id;		/* `input` of its facts: "brief" */
	const char *file;	/* name of its export; may hold *. "" = it is
				 * audited elsewhere: its export has states,
				 * and `fields` only say which are critical */
	const char *record_id;	/* header, "" without a file */
	const char *updated;	/* header of the day a record was last looked
				 * at, "" = none */
	struct config_input_field *fields;
	size_t n_fields;
};

/* B: what the step takes without AI, versioned. METRICS §0. */
struct config_manual {
	const char *step;	/* NULL = any */
	const char *item_type;	/* NULL = any */
	int64_t duration;	/* ms per item */
	int32_t from;		/* first day it holds, DAY_MIN = always */
};

enum unlisted { UNLISTED_UNKNOWN, UNLISTED_USABLE };

/* METRICS R33: what passes a step. 0 = no such criterion. */
struct config_accept {
	double rating_min;
	int64_t correction_max;	/* ms, FACT_NULL = none */
	bool defects_none;
};

struct config_step {
	const char *id;
	const char *name;	/* for people; default: id */
	const char *tool;	/* "" = none */
	int64_t planned;	/* ms per item, 0 = not planned */
	const char *owner_role;	/* "" = none */
	bool checkpoint;	/* a human review is required here */
	double coverage;	/* planned share reviewed, 0..1; default 1 */
	const char *format_in, *format_out;
	enum unlisted unlisted;
	struct config_accept accept;
};

enum minutes_from { MINUTES_AUTO, MINUTES_CORRECTIONS, MINUTES_TIME };

struct config_workflow {
	const char *id;
	const char *name;
	int32_t go_live;	/* day, DAY_NONE */
	struct config_step *steps;
	size_t n_steps;
	struct config_manual *manual;
	size_t n_manual;
	enum minutes_from minutes_from;
	bool lists_corrected;	/* `lists: corrected`: the review log has no
				 * rows for outputs that needed nothing */
};

/* Lowest and highest rating; low < high. */
struct config_scale { double low, high; };

/* METRICS §14: every constant is a key with its default. Shares as 0..1. */
struct config_thresholds {
	double rework_limit;		/* 0.15 */
	double unknown_limit;		/* 0.20 */
	double fix_to_save_warn;	/* 0.5 */
	double fix_to_save_stop;	/* 1.0 */
	double recapture;		/* 0.5, shown beside 1.0 */
	double discount_rate;		/* 0.10 a year, of money to come */
	double confidence_rates;	/* 0.95 */
	double confidence_money;	/* 0.80 */
	double usable_target;		/* 0.0 = none */
	double net_hours_target;	/* per week, NAN = none */
	int64_t rework_floor;		/* 5 min in ms: METRICS §1 */
	double rework_planned_share;	/* 0.20 of the planned minutes */
	int baseline_weeks;		/* 12 */
	int baseline_min;		/* 8 */
	int trend_weeks;		/* 26 */
	int output_days;		/* 28: a later review is a new output */
	int condense_weeks;		/* 60: older days may be condensed */
	int people_min;			/* 5 */
	double consistency_outcome;	/* 0.5: weights of METRICS §3, ... */
	double consistency_effort;	/* 0.3 */
	double consistency_rating;	/* 0.2; their sum is above 0 */
	struct config_scale rating_scale; /* 1-5 */
	/* METRICS §5: weights of the input quality score, their sum above 0;
	 * a critical field that is less complete caps it. */
	double input_completeness;	/* 0.35 */
	double input_validity;		/* 0.25 */
	double input_uniqueness;	/* 0.15 */
	double input_freshness;		/* 0.15 */
	double input_consistency;	/* 0.10 */
	double input_gate;		/* 0.80 */
	double input_cap;		/* 60 of 100 */
	/* METRICS §8a, ms; what takes as long exactly is in time. */
	int64_t latency_segmentation;	/* 24 h */
	int64_t latency_execution;	/* 5 min: our assumption */
	int64_t latency_middleware;	/* 15 min */
	int64_t latency_dashboard;	/* 1 h */
	/* METRICS §10: the anomaly rule, see metrics/anomaly.h. */
	double spike_size;		/* 0.30 */
	double spike_points;		/* 0.05, of a rate */
	double spike_z;			/* 3.0 */
	int spike_events;		/* 30 a week */
	int history_weeks;		/* 12 */
	int history_min;		/* 8 */
	double shift_z;			/* 2.0 */
	double shift_size;		/* 0.20 */
	/* Rollouts: METRICS §0, R15. */
	struct config_hours rollout_target;	/* 2-3 h */
	struct config_hours rollout_before;	/* 6-8 h, without the chain */
	int rollout_quiet;	/* 14 days without an output: closed */
	/* Rhythm: METRICS §14, R03, R05, R09, R20, R22, R30. */
	int tuning_gap;	/* 14 days: set and forget */
	int64_t session_minutes;	/* 30 min, ms */
	double tuning_hours_target;	/* 2 h a month */
	double tuning_hours_before;	/* 8 h a month */
	int64_t audit_minutes;	/* 135 min planned, ms */
	struct config_hours audit_hours;	/* 2-4 h */
	struct config_hours audit_yield;	/* 5-15 h a week */
	int64_t daily_review;	/* 10 min, ms; it was ... */
	int64_t daily_review_before;	/* 60 min */
	double pulse_low;	/* 3: a lower mean is frustration */
	double mismatch_limit;	/* 0.05 of the handoffs, R37 */
	double escape_limit;	/* 0.05 of the defects: our assumption */
};

/* The 5 % sample. */
struct config_samples {
	bool allow_email;	/* ids may be e-mail addresses */
	double share;		/* 0.05 of a segment's members, ... */
	int minimum;		/* ... but at least 10 */
	double gain_low;	/* 0.20: the article's targeting gain, from */
	double gain_high;	/* 0.40: ... to */
	double tracking_limit;	/* 0.90: fewer sends with outcomes: R21 */
};

/* How many copies of the store stay: store/backup.h. */
struct config_backups { int keep; };	/* 10 */

/* A program that is given an e-mail: exchange/eml.h. */
struct config_mail {
	const char **command;	/* and its arguments; n 0 = none */
	size_t n_command;
	const char *from;	/* address */
	const char **to;	/* addresses */
	size_t n_to;
	int64_t limit;		/* ms: it is stopped then */
};

/* What `tuneup run` removes. */
struct config_retention {
	bool history;		/* old versions of days above twice the facts */
	int64_t done;		/* ms files stay in inbox/done; 0 = for ever */
};

struct config {
	const char *dir;		/* workspace directory */
	const char *team;
	const char *currency;		/* "EUR" */
	const char *zone;		/* "Europe/Berlin" */
	int quarter_starts;		/* month 1..12 */
	const char *paper;		/* "A4" or "Letter" */
	const char *date_format;	/* of workbooks: "d mmm yyyy" */
	const char *number_format;	/* "grouped" or "plain" */
	int64_t default_rate;		/* millionths per hour */
	struct config_role *roles;
	size_t n_roles;
	struct config_owner *owners;
	size_t n_owners;
	struct config_expect *expect;
	size_t n_expect;
	const char **grouped_sources;	/* counted elsewhere, without the values
					 * of every event: METRICS §0 */
	size_t n_grouped_sources;
	struct config_currency *currencies;
	size_t n_currencies;
	struct config_reference *references; /* Table 1 unless said */
	size_t n_references;
	struct config_skill *skills;	/* Table 3 unless said */
	size_t n_skills;
	struct config_input *inputs;
	size_t n_inputs;
	struct config_thresholds limits;
	struct config_samples samples;
	struct config_backups backups;
	const char **interpret;		/* program and arguments that word
					 * the recommendations; n 0 = none */
	size_t n_interpret;
	int64_t interpret_limit;	/* ms: it is stopped then */
	const char **dispatch;		/* systems that are told of decisions */
	size_t n_dispatch;
	const char *dispatch_formula;	/* "reject", "prefix", "raw" */
	struct config_workflow *workflows;	/* order of workflows.yaml */
	size_t n_workflows;
	struct config_mail deliver;	/* what was published */
	struct config_mail notify;	/* what failed */
	struct config_retention retention;
	unsigned reports_mode;		/* 0600 */
	const char *reports_group;	/* "" = leave */
	bool documented;		/* workflows.yaml is there: R04 */
	bool unread;			/* tuneup.yaml is no YAML: what it names
					 * is not known, nor what is wrong */
	bool people_key;		/* <workspace>/people.key is there */
	uint8_t key[32];		/* ... its bytes: pseudonyms */
	uint8_t digest[SHA256_SIZE];	/* of everything above that counts */
	struct arena arena;
};

/* Read the workspace; after an error c is empty again. Missing tuneup.yaml:
 * ERR_NOINPUT, saying `tuneup init`.
 * Errors in files: ERR_CONFIG, the message holds all of them. */
int config_read(struct config *c, const char *dir, struct err *err);
void config_release(struct config *c);
/* All defaults, no workspace: for `roi --hours` and tests. */
void config_defaults(struct config *c);
/* Every key of both files with type, default and help: `list config`. */
void config_help(struct strbuf *out);

/* NULL when the id is not documented. */
const struct config_workflow *config_workflow(const struct config *c,
					      const char *id);
const struct config_step *config_step(const struct config_workflow *w,
				      const char *step);
int config_step_index(const struct config_workflow *w, const char *step);
/* METRICS §0 B: step+type > step > type > workflow; inside a level the
 * latest `from` <= day. Milliseconds, FACT_NULL (NUM_NULL) when none. */
int64_t config_manual_minutes(const struct config_workflow *w,
			      const char *step, const char *item_type,
			      int32_t day);
/* Rate of a role, default_rate when unknown or "". */
int64_t config_rate(const struct config *c, const char *role);

/*
 * Replace a person by "R-xxxx…": HMAC-SHA-256 with the workspace's key, 64
 * bit, 16 hex digits. Without a key returns -1 and the caller drops it.
 */
#define PSEUDONYM_MAX 24
int config_pseudonym(const struct config *c, char buf[PSEUDONYM_MAX],
		     const char *person, size_t len);

/* 16 hex digits that tell two keys apart and say nothing about either; ""
 * without a key. The store keeps it beside the pseudonyms. */
#define KEY_MARK_MAX 17
void config_key_mark(const struct config *c, char buf[KEY_MARK_MAX]);

/* Write a fresh, commented workspace: existing files are never touched
 * (ERR_CANTCREAT when tuneup.yaml is there). Also makes people.key (0600)
 * from getrandom() and the directories inbox, reports, profiles, templates.
 * Each path written is passed to say(). */
int config_init(const char *dir, void (*say)(void *ctx, const char *path),
		void *ctx, struct err *err);

#endif
