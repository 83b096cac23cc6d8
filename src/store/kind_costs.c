/*
 * store/kind_costs.c - what the tools and the refinement cost.
 */
#include "store/kind.h"

static const char *const cost_kinds[] = {
	"tool", "refinement", "other", NULL
};

static const struct fact_column columns[COS_COLUMNS] = {
	FACT_COMMON_COLUMNS,
	[COS_DATE] = {
		"date", FACT_DAY, COLUMN_REQUIRED | COLUMN_KEY | COLUMN_DAY,
		NULL, "day of the cost; of a month its last day"
	},
	[COS_ITEM] = {
		"item", FACT_DIM, COLUMN_REQUIRED | COLUMN_KEY, NULL,
		"what was paid for, such as the name of a tool"
	},
	[COS_AMOUNT] = {
		"amount", FACT_MONEY, COLUMN_REQUIRED | COLUMN_SUM, NULL,
		"amount in the workspace's currency"
	},
	[COS_KIND] = {
		"kind", FACT_WORD, COLUMN_KEY, cost_kinds,
		"what the cost is for: tool, refinement or other"
	},
	[COS_HOURS] = {
		"hours", FACT_MEASURE, COLUMN_SUM, NULL,
		"hours of own work the cost stands for"
	},
};

const struct fact_kind kind_costs = {
	"costs", "one cost", FACT_SUMMED, false, COS_COLUMNS, columns
};
