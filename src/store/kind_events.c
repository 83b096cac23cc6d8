/*
 * store/kind_events.c - the calendar: what explains a week, or ends one.
 */
#include "store/kind.h"

static const char *const event_kinds[] = {
	"holiday", "launch", "tool_change", "go_live", "baseline_reset",
	"other", NULL
};

static const struct fact_column columns[EVE_COLUMNS] = {
	FACT_COMMON_COLUMNS,
	[EVE_DATE] = {
		"date", FACT_DAY, COLUMN_REQUIRED | COLUMN_KEY | COLUMN_DAY,
		NULL, "day of the event; it may lie ahead"
	},
	[EVE_EVENT] = {
		"event", FACT_DIM, COLUMN_REQUIRED | COLUMN_KEY, NULL,
		"what happened, in the team's words"
	},
	[EVE_KIND] = {
		"kind", FACT_WORD, 0, event_kinds,
		"holiday, launch, tool_change, go_live, baseline_reset or "
		"other"
	},
	[EVE_WORKFLOW] = {
		"workflow", FACT_DIM, COLUMN_KEY, NULL,
		"workflow it concerns; blank: all"
	},
};

const struct fact_kind kind_events = {
	"events", "one event of the team's calendar",
	FACT_ONE, false, EVE_COLUMNS, columns
};
