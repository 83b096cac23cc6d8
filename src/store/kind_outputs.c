/*
 * store/kind_outputs.c - how many outputs were made.
 *
 * The denominator where the review log lists only what was corrected. Rows of
 * one day, step, tool and item type add up.
 */
#include "store/kind.h"

static const struct fact_column columns[OUT_COLUMNS] = {
	FACT_COMMON_COLUMNS,
	[OUT_DATE] = {
		"date", FACT_DAY, COLUMN_REQUIRED | COLUMN_KEY | COLUMN_DAY,
		NULL, "day the outputs were made"
	},
	[OUT_WORKFLOW] = {
		"workflow", FACT_DIM, COLUMN_REQUIRED | COLUMN_KEY, NULL,
		"workflow of workflows.yaml that made the outputs"
	},
	[OUT_STEP] = {
		"step", FACT_DIM, COLUMN_REQUIRED | COLUMN_KEY, NULL,
		"step that made them"
	},
	[OUT_OUTPUTS] = {
		"outputs", FACT_COUNT, COLUMN_REQUIRED | COLUMN_SUM, NULL,
		"number of outputs made, reviewed or not"
	},
	[OUT_TOOL] = {
		"tool", FACT_DIM, COLUMN_KEY, NULL,
		"AI tool that made the outputs"
	},
	[OUT_ITEM_TYPE] = {
		"item_type", FACT_DIM, COLUMN_KEY, NULL,
		"what was made: post, email, landing page"
	},
};

const struct fact_kind kind_outputs = {
	"outputs", "how many outputs a step made on one day",
	FACT_SUMMED, false, OUT_COLUMNS, columns
};
