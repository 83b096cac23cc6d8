/*
 * store/kind_sessions.c - a log of tuning sessions, audits and reviews.
 *
 * It is no cost: hours are priced from time entries. Like a time entry a
 * session has no natural key.
 */
#include "store/kind.h"

static const char *const session_kinds[] = {
	"tuning", "audit", "spot_check", "health_review", NULL
};

static const struct fact_column columns[SES_COLUMNS] = {
	FACT_COMMON_COLUMNS,
	[SES_DATE] = {
		"date", FACT_DAY, COLUMN_REQUIRED | COLUMN_DAY, NULL,
		"day of the session"
	},
	[SES_KIND] = {
		"kind", FACT_WORD, COLUMN_REQUIRED, session_kinds,
		"what it was: tuning, audit, spot_check or health_review"
	},
	[SES_PLANNED] = {
		"planned_minutes", FACT_DURATION, 0, NULL,
		"minutes it was planned to take"
	},
	[SES_ACTUAL] = {
		"actual_minutes", FACT_DURATION, 0, NULL,
		"minutes it took; blank: it has not been held"
	},
};

const struct fact_kind kind_sessions = {
	"sessions", "one tuning session, audit, spot check or health review",
	FACT_EACH, false, SES_COLUMNS, columns
};
