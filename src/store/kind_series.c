/*
 * store/kind_series.c - figures that another system has computed.
 *
 * A value may be a rate, money or a score, so it is kept in millionths and is
 * never added up. The system a value comes from is `system`, because `source`
 * is the import's source in every kind; a CSV may call it `source`.
 */
#include "store/kind.h"

static const char *const units[] = {
	"count", "rate", "money", "minutes", "score", NULL
};

static const struct fact_column columns[SER_COLUMNS] = {
	FACT_COMMON_COLUMNS,
	[SER_DATE] = {
		"date", FACT_DAY, COLUMN_REQUIRED | COLUMN_KEY | COLUMN_DAY,
		NULL, "day of the value; of a period its last day"
	},
	[SER_PERIOD_START] = {
		"period_start", FACT_DAY, COLUMN_KEY, NULL,
		"first day of the period the value covers; blank for a day"
	},
	[SER_METRIC] = {
		"metric", FACT_DIM, COLUMN_REQUIRED | COLUMN_KEY, NULL,
		"name of the metric, such as site_visits"
	},
	[SER_VALUE] = {
		"value", FACT_FINE, COLUMN_REQUIRED, NULL,
		"its value: a rate as 0.031 or 3.1 %, money in the "
		"workspace's currency, minutes as a number"
	},
	[SER_UNIT] = {
		"unit", FACT_WORD, 0, units,
		"what the value is: count, rate, money, minutes or score"
	},
	[SER_SYSTEM] = {
		"system", FACT_DIM, COLUMN_KEY, NULL,
		"system the value comes from; a CSV may call it source"
	},
	[SER_DIMENSION] = {
		"dimension", FACT_DIM, COLUMN_KEY, NULL,
		"what it is cut by, such as country=DE; blank for all"
	},
	[SER_BASE] = {
		"base", FACT_MEASURE, 0, NULL,
		"what a rate is a share of: its number of events"
	},
};

const struct fact_kind kind_series = {
	"series", "one value of one metric on one day or in one period",
	FACT_ONE, false, SER_COLUMNS, columns
};
