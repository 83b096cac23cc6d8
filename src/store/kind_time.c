/*
 * store/kind_time.c - time entries.
 *
 * A time entry has no natural key: two equal entries are two. The default
 * load is a snapshot; an entry is known again as a whole row.
 */
#include "store/kind.h"

static const char *const activities[] = {
	"work", "correction", "review", "handoff", "tuning", "audit",
	"refinement", "practice", "other", NULL
};

static const struct fact_column columns[TIM_COLUMNS] = {
	FACT_COMMON_COLUMNS,
	[TIM_DATE] = {
		"date", FACT_DAY, COLUMN_REQUIRED | COLUMN_DAY, NULL,
		"day of the work"
	},
	[TIM_MINUTES] = {
		"minutes", FACT_DURATION, COLUMN_REQUIRED, NULL,
		"minutes worked"
	},
	[TIM_WORKFLOW] = {
		"workflow", FACT_DIM, 0, NULL,
		"workflow of workflows.yaml the work belongs to"
	},
	[TIM_STEP] = {
		"step", FACT_DIM, 0, NULL, "step of that workflow"
	},
	[TIM_ACTIVITY] = {
		"activity", FACT_WORD, 0, activities,
		"what was done: work, correction, review, handoff, tuning, "
		"audit, refinement, practice or other"
	},
	[TIM_ROLE] = {
		"role", FACT_DIM, 0, NULL,
		"role whose hourly rate applies"
	},
	[TIM_PERSON] = {
		"person", FACT_DIM, COLUMN_PERSON, NULL,
		"pseudonym of the person who worked"
	},
	[TIM_CAMPAIGN] = {
		"campaign", FACT_DIM, 0, NULL,
		"campaign the work belongs to"
	},
	[TIM_SKILL] = {
		"skill", FACT_DIM, 0, NULL,
		"skill that was practised, for practice hours"
	},
	[TIM_STARTED_AT] = {
		"started_at", FACT_TIME, 0, NULL,
		"when the entry began, a time in UTC: keeps two entries of "
		"one day apart"
	},
};

const struct fact_kind kind_time = {
	"time", "one time entry", FACT_EACH, false, TIM_COLUMNS, columns
};
