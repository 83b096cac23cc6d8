/*
 * store/kind_handoffs.c - outputs moving from one step or tool to the next.
 *
 * Automation runs land here too. A handoff belongs to the day it was sent;
 * received_at may come with a later export, so it is not in the key.
 */
#include "store/kind.h"

static const char *const modes[] = { "auto", "manual", NULL };

static const char *const statuses[] = {
	"ok", "mismatch", "failed", "retry", NULL
};

static const char *const components[] = {
	"segmentation", "execution", "middleware", "dashboard", NULL
};

static const struct fact_column columns[HAN_COLUMNS] = {
	FACT_COMMON_COLUMNS,
	[HAN_FROM_STEP] = {
		"from_step", FACT_DIM, COLUMN_REQUIRED | COLUMN_KEY, NULL,
		"step or tool that handed over"
	},
	[HAN_TO_STEP] = {
		"to_step", FACT_DIM, COLUMN_REQUIRED | COLUMN_KEY, NULL,
		"step or tool that took over"
	},
	[HAN_SENT_AT] = {
		"sent_at", FACT_TIME,
		COLUMN_REQUIRED | COLUMN_KEY | COLUMN_DAY, NULL,
		"when it was sent, a time in UTC or only a date; gives the "
		"row its day"
	},
	[HAN_RECEIVED_AT] = {
		"received_at", FACT_TIME, 0, NULL,
		"when it arrived; blank: it has not"
	},
	[HAN_WORKFLOW] = {
		"workflow", FACT_DIM, COLUMN_KEY, NULL,
		"workflow of workflows.yaml it belongs to"
	},
	[HAN_ITEM_ID] = {
		"item_id", FACT_TEXT, COLUMN_KEY, NULL,
		"id of what was handed over, kept as it is"
	},
	[HAN_MODE] = {
		"mode", FACT_WORD, 0, modes,
		"how it was handed over: auto or manual"
	},
	[HAN_STATUS] = {
		"status", FACT_WORD, 0, statuses,
		"how it went: ok, mismatch (of formats), failed or retry"
	},
	[HAN_FROM_FORMAT] = {
		"from_format", FACT_DIM, 0, NULL, "format it was sent in"
	},
	[HAN_TO_FORMAT] = {
		"to_format", FACT_DIM, 0, NULL, "format that was needed"
	},
	[HAN_REFORMAT] = {
		"reformat_minutes", FACT_DURATION, 0, NULL,
		"minutes a person spent re-entering or reformatting it"
	},
	[HAN_COMPONENT] = {
		"component", FACT_WORD, 0, components,
		"part of the stack whose latency limit holds: segmentation, "
		"execution, middleware or dashboard"
	},
};

const struct fact_kind kind_handoffs = {
	"handoffs", "one output moving from one step or tool to the next",
	FACT_EACH, true, HAN_COLUMNS, columns
};
