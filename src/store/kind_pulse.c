/*
 * store/kind_pulse.c - how the team feels, from 1 to 5.
 *
 * Answers carry no name: two equal ones are two.
 */
#include "store/kind.h"

static const struct fact_column columns[PUL_COLUMNS] = {
	FACT_COMMON_COLUMNS,
	[PUL_DATE] = {
		"date", FACT_DAY, COLUMN_REQUIRED | COLUMN_DAY, NULL,
		"day of the answer"
	},
	[PUL_SCORE] = {
		"score", FACT_MEASURE, COLUMN_REQUIRED, NULL,
		"answer from 1 (bad) to 5 (good)"
	},
};

const struct fact_kind kind_pulse = {
	"pulse", "one answer of the team's mood, 1 to 5",
	FACT_EACH, true, PUL_COLUMNS, columns
};
