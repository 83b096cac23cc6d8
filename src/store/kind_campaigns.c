/*
 * store/kind_campaigns.c - what campaigns did, a day or a period a row.
 *
 * Counts are measures (thousandths): ad systems report conversions such as
 * 19,650.01. A period row is filed under its last day; period_start says
 * where it begins.
 */
#include "store/kind.h"

static const struct fact_column columns[CAM_COLUMNS] = {
	FACT_COMMON_COLUMNS,
	[CAM_DATE] = {
		"date", FACT_DAY, COLUMN_REQUIRED | COLUMN_KEY | COLUMN_DAY,
		NULL, "day of the figures; of a period its last day"
	},
	[CAM_PERIOD_START] = {
		"period_start", FACT_DAY, COLUMN_KEY, NULL,
		"first day of the period the row covers; blank for a day row"
	},
	[CAM_CAMPAIGN] = {
		"campaign", FACT_DIM, COLUMN_REQUIRED | COLUMN_KEY, NULL,
		"name of the campaign"
	},
	[CAM_CHANNEL] = {
		"channel", FACT_DIM, COLUMN_KEY, NULL,
		"channel, such as email, paid_search or linkedin"
	},
	[CAM_SEGMENT] = {
		"segment", FACT_DIM, COLUMN_KEY, NULL,
		"segment, audience or ad group the row is about"
	},
	[CAM_SENDS] = {
		"sends", FACT_MEASURE, COLUMN_SUM, NULL, "messages sent"
	},
	[CAM_DELIVERED] = {
		"delivered", FACT_MEASURE, COLUMN_SUM, NULL,
		"messages delivered"
	},
	[CAM_IMPRESSIONS] = {
		"impressions", FACT_MEASURE, COLUMN_SUM, NULL,
		"times an ad or post was shown"
	},
	[CAM_OPENS] = {
		"opens", FACT_MEASURE, COLUMN_SUM, NULL,
		"messages opened, each counted once"
	},
	[CAM_CLICKS] = {
		"clicks", FACT_MEASURE, COLUMN_SUM, NULL, "clicks"
	},
	[CAM_CONVERSIONS] = {
		"conversions", FACT_MEASURE, COLUMN_SUM, NULL,
		"conversions; a fraction where the system attributes parts"
	},
	[CAM_UNSUBSCRIBES] = {
		"unsubscribes", FACT_MEASURE, COLUMN_SUM, NULL,
		"people who unsubscribed"
	},
	[CAM_REVENUE] = {
		"revenue", FACT_MONEY, COLUMN_SUM, NULL,
		"revenue in the workspace's currency"
	},
	[CAM_COST] = {
		"cost", FACT_MONEY, COLUMN_SUM, NULL,
		"media cost in the workspace's currency"
	},
	[CAM_ROW_ID] = {
		"row_id", FACT_TEXT, COLUMN_KEY, NULL,
		"the export's own unique id, for upserts keyed by it"
	},
};

const struct fact_kind kind_campaigns = {
	"campaigns",
	"one campaign, channel and segment on one day or in one period",
	FACT_SUMMED, false, CAM_COLUMNS, columns
};
