/*
 * store/kind.h - the fact kinds: what one row of each export means.
 *
 * A kind is a table entry: its columns, their types, its natural key and how
 * rows with the same key combine. Everything that handles facts (ingest,
 * segments, virtual tables, `tuneup facts`, template CSVs) is driven by this
 * table. To add a kind: one file kind_<id>.c with its `const struct
 * fact_kind`, one enum of its columns here, one line in fact_kind_table[] in
 * kind.c, one unit test, and one template in report-templates/workspace/.
 * INPUTS.md has the meaning of each column.
 *
 * Nothing here allocates; every pointer is to static storage.
 */
#ifndef TUNEUP_STORE_KIND_H
#define TUNEUP_STORE_KIND_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/num.h"

/* How a column is typed and stored. Every value is an int64_t; FACT_NULL is
 * "missing". Dimensions and words are never NULL: blank is id 0. */
enum fact_type {
	FACT_DIM,	/* interned text: the id in table `dimension`; 0 = "" */
	FACT_TEXT,	/* id text of this row (item_id): kept as it is */
	FACT_WORD,	/* one word of the column's list, 1-based; 0 = unknown */
	FACT_TIME,	/* fact_time(): UTC seconds and "date only" */
	FACT_DAY,	/* civil day */
	FACT_DURATION,	/* milliseconds */
	FACT_MONEY,	/* millionths of the workspace's currency */
	FACT_MEASURE,	/* thousandths */
	FACT_COUNT,	/* a plain integer */
	FACT_FINE	/* millionths of whatever the row says it is */
};
#define FACT_NULL NUM_NULL

/* A time: UTC seconds, and whether only the date was known (then it is the
 * start of the civil day). Sorts by time; a date-only time sorts first. */
static inline int64_t fact_time(int64_t utc, bool date_only)
{
	return utc * 2 + (date_only ? 0 : 1);
}
static inline int64_t fact_time_utc(int64_t t) { return (t - (t & 1)) / 2; }
static inline bool fact_time_is_date(int64_t t) { return (t & 1) == 0; }

enum fact_column_flag {
	COLUMN_REQUIRED = 1,	/* a row without it is set aside */
	COLUMN_KEY = 2,		/* part of the kind's natural key */
	COLUMN_PERSON = 4,	/* names a person: pseudonym, never in a key */
	COLUMN_SUM = 8,		/* additive: same key adds up */
	COLUMN_DAY = 16,	/* gives the fact its civil day */
	COLUMN_INTERNAL = 32,	/* not read from a CSV (source, import, line) */
	COLUMN_NO_EMAIL = 64	/* an id: a row with an address is set aside */
};

struct fact_column {
	const char *name;	/* canonical: CSV header, SQL column, docs */
	enum fact_type type;
	unsigned flags;		/* enum fact_column_flag */
	const char *const *words; /* FACT_WORD: NULL-terminated list */
	const char *help;	/* one sentence with the unit */
};

/* What happens to rows of one file that are the same. */
enum fact_sameness {
	/* Events: rows equal in every column get an ordinal (two equal time
	 * entries are two); the same key with other content: the last wins. */
	FACT_EACH,
	/* Sums: rows with the same key are added up before the comparison
	 * with the store. */
	FACT_SUMMED,
	/* Statements: a key has one row. An equal row says it again; the same
	 * key with other content: the last wins. */
	FACT_ONE
};

/* Every kind starts with these columns; kind columns follow. */
enum { FC_SOURCE, FC_IMPORT, FC_LINE, FC_N, FC_FIRST };

enum corrections_column {
	COR_ITEM_ID = FC_FIRST, COR_REVIEWED_AT, COR_WORKFLOW, COR_STEP,
	COR_OUTCOME, COR_TOOL, COR_ITEM_TYPE, COR_CORRECTION, COR_REVIEW,
	COR_WORK, COR_STARTED_AT, COR_DEFECT, COR_ORIGIN_STEP, COR_RATING,
	COR_REVIEWER, COR_PROMPT_VERSION, COR_CHANNEL, COR_CAMPAIGN,
	COR_BRIEF_ID, COR_COLUMNS
};
enum campaigns_column {
	CAM_DATE = FC_FIRST, CAM_PERIOD_START, CAM_CAMPAIGN, CAM_CHANNEL,
	CAM_SEGMENT, CAM_SENDS, CAM_DELIVERED, CAM_IMPRESSIONS, CAM_OPENS,
	CAM_CLICKS, CAM_CONVERSIONS, CAM_UNSUBSCRIBES, CAM_REVENUE, CAM_COST,
	CAM_ROW_ID, CAM_COLUMNS
};
enum time_column {
	TIM_DATE = FC_FIRST, TIM_MINUTES, TIM_WORKFLOW, TIM_STEP,
	TIM_ACTIVITY, TIM_ROLE, TIM_PERSON, TIM_CAMPAIGN, TIM_SKILL,
	TIM_STARTED_AT, TIM_COLUMNS
};
enum costs_column {
	COS_DATE = FC_FIRST, COS_ITEM, COS_AMOUNT, COS_KIND, COS_HOURS,
	COS_COLUMNS
};
enum outputs_column {
	OUT_DATE = FC_FIRST, OUT_WORKFLOW, OUT_STEP, OUT_OUTPUTS, OUT_TOOL,
	OUT_ITEM_TYPE, OUT_COLUMNS
};
enum handoffs_column {
	HAN_FROM_STEP = FC_FIRST, HAN_TO_STEP, HAN_SENT_AT, HAN_RECEIVED_AT,
	HAN_WORKFLOW, HAN_ITEM_ID, HAN_MODE, HAN_STATUS, HAN_FROM_FORMAT,
	HAN_TO_FORMAT, HAN_REFORMAT, HAN_COMPONENT, HAN_COLUMNS
};
enum series_column {
	SER_DATE = FC_FIRST, SER_PERIOD_START, SER_METRIC, SER_VALUE, SER_UNIT,
	SER_SYSTEM, SER_DIMENSION, SER_BASE, SER_COLUMNS
};
enum members_column {
	MEM_DATE = FC_FIRST, MEM_PERIOD_START, MEM_SEGMENT, MEM_MEMBER_ID,
	MEM_SCORE, MEM_COLUMNS
};
enum verdicts_column {
	VER_SAMPLE_ID = FC_FIRST, VER_VERDICT, VER_RATING, VER_RATER, VER_AT,
	VER_COLUMNS
};
/* METRICS §8, where did the hours go?, as a session answered it: of a week,
 * cut by the answer. */
#define SERIES_HOURS_WHERE "hours_where"

/*
 * A CSV of inputs has a column for each audited field, named after it, whose
 * cells are states. One record of it becomes one fact a field that has a
 * state, and one fact without a field if it has critical_missing or nothing
 * else to say. A file with the columns field and state is taken as it is.
 */
enum inputs_column {
	INP_DATE = FC_FIRST, INP_INPUT, INP_RECORD_ID, INP_FIELD, INP_STATE,
	INP_CRITICAL_MISSING, INP_COLUMNS
};
enum sessions_column {
	SES_DATE = FC_FIRST, SES_KIND, SES_PLANNED, SES_ACTUAL, SES_COLUMNS
};
enum events_column {
	EVE_DATE = FC_FIRST, EVE_EVENT, EVE_KIND, EVE_WORKFLOW, EVE_COLUMNS
};
enum pulse_column { PUL_DATE = FC_FIRST, PUL_SCORE, PUL_COLUMNS };

/* Words of corrections.outcome, METRICS.md head; 0 is unknown. */
enum outcome {
	OUTCOME_UNKNOWN, OUTCOME_USABLE, OUTCOME_LIGHT, OUTCOME_MAJOR,
	OUTCOME_REWRITTEN, OUTCOME_REJECTED
};
/* Words of time.activity. */
enum activity {
	ACTIVITY_BLANK, ACTIVITY_WORK, ACTIVITY_CORRECTION, ACTIVITY_REVIEW,
	ACTIVITY_HANDOFF, ACTIVITY_TUNING, ACTIVITY_AUDIT,
	ACTIVITY_REFINEMENT, ACTIVITY_PRACTICE, ACTIVITY_OTHER
};
/* Words of costs.kind. */
enum cost_kind { COST_BLANK, COST_TOOL, COST_REFINEMENT, COST_OTHER };
/* Words of handoffs.mode, status and component; 0 is blank. */
enum handoff_mode { HANDOFF_UNKNOWN, HANDOFF_AUTO, HANDOFF_MANUAL };
enum handoff_status {
	HANDOFF_BLANK, HANDOFF_OK, HANDOFF_MISMATCH, HANDOFF_FAILED,
	HANDOFF_RETRY
};
enum component {
	COMPONENT_BLANK, COMPONENT_SEGMENTATION, COMPONENT_EXECUTION,
	COMPONENT_MIDDLEWARE, COMPONENT_DASHBOARD
};
/* Words of series.unit. */
enum series_unit {
	SERIES_BLANK, SERIES_COUNT, SERIES_RATE, SERIES_MONEY, SERIES_MINUTES,
	SERIES_SCORE
};
/* Words of verdicts.verdict. */
enum judged {
	JUDGED_BLANK, JUDGED_RELEVANT, JUDGED_BORDERLINE,
	JUDGED_NOT_RELEVANT, JUDGED_CANNOT_JUDGE
};
/* Words of inputs.state. */
enum input_state {
	INPUT_BLANK, INPUT_OK, INPUT_MISSING, INPUT_INVALID, INPUT_STALE,
	INPUT_DUPLICATE, INPUT_INCONSISTENT
};
/* Words of sessions.kind and events.kind. */
enum session_kind {
	SESSION_BLANK, SESSION_TUNING, SESSION_AUDIT, SESSION_SPOT_CHECK,
	SESSION_HEALTH_REVIEW
};
enum event_kind {
	EVENT_BLANK, EVENT_HOLIDAY, EVENT_LAUNCH, EVENT_TOOL_CHANGE,
	EVENT_GO_LIVE, EVENT_BASELINE_RESET, EVENT_OTHER
};

#define FACT_COLUMNS_MAX 40

struct fact_kind {
	const char *id;		/* "corrections"; also the SQL table */
	const char *help;	/* "one review of one AI output at one ..." */
	enum fact_sameness sameness;
	bool weighted;		/* rows carry a count n */
	size_t n_columns;	/* COR_COLUMNS */
	const struct fact_column *columns;	/* n_columns of them, common
						 * ones first */
};

/* The table, NULL-terminated; order = order shown. Index = stored number:
 * append only. */
extern const struct fact_kind *const fact_kind_table[];
extern const struct fact_kind kind_corrections, kind_campaigns, kind_time,
	kind_costs, kind_outputs, kind_handoffs, kind_series, kind_members,
	kind_verdicts, kind_inputs, kind_sessions, kind_events, kind_pulse;

const struct fact_kind *fact_kind_find(const char *id);	/* NULL: none */
int fact_kind_number(const struct fact_kind *kind);	/* table index */
/* Index of a column by name, -1: none. */
int fact_column_find(const struct fact_kind *kind, const char *name);
/* 1-based number of a word of a FACT_WORD column; 0: not in the list. */
int fact_word_find(const struct fact_column *column, const char *word,
		   size_t len);
/* The COMMON columns, for kind files: use as the first FC_FIRST entries. */
#define FACT_COMMON_COLUMNS \
	{ "source", FACT_DIM, COLUMN_INTERNAL, NULL, \
	  "profile id or --source name the row came from" }, \
	{ "import", FACT_COUNT, COLUMN_INTERNAL, NULL, \
	  "number of the import that brought this version" }, \
	{ "line", FACT_COUNT, COLUMN_INTERNAL, NULL, \
	  "physical line in that import's file" }, \
	{ "n", FACT_COUNT, 0, NULL, \
	  "how many events the row stands for; 1 for a row of an export" }

#endif
