/*
 * store/kind_members.c - who is in a segment: what the 5 % sample is drawn of.
 *
 * The id is the other system's own and stays readable, so that a reviewer
 * finds the member again. An e-mail address is no such id.
 */
#include "store/kind.h"

static const struct fact_column columns[MEM_COLUMNS] = {
	FACT_COMMON_COLUMNS,
	[MEM_DATE] = {
		"date", FACT_DAY, COLUMN_REQUIRED | COLUMN_KEY | COLUMN_DAY,
		NULL, "day of the list; of a period its last day, from the "
		"column period or --period"
	},
	[MEM_PERIOD_START] = {
		"period_start", FACT_DAY, COLUMN_KEY, NULL,
		"first day of the period the list is for; blank for a day"
	},
	[MEM_SEGMENT] = {
		"segment", FACT_DIM, COLUMN_REQUIRED | COLUMN_KEY, NULL,
		"segment or audience"
	},
	[MEM_MEMBER_ID] = {
		"member_id", FACT_TEXT,
		COLUMN_REQUIRED | COLUMN_KEY | COLUMN_NO_EMAIL, NULL,
		"the system's own id of the member, never an e-mail address"
	},
	[MEM_SCORE] = {
		"score", FACT_MEASURE, 0, NULL,
		"score the member was chosen by, in its own points"
	},
};

const struct fact_kind kind_members = {
	"members", "one member of one segment in one period",
	FACT_ONE, false, MEM_COLUMNS, columns
};
