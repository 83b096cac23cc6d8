/*
 * store/kind_corrections.c - the correction-time export: reviews of AI output.
 *
 * A row needs an outcome or correction minutes; which of the two is missing
 * is for the row's reader to check, so neither is COLUMN_REQUIRED here.
 */
#include "store/kind.h"

static const char *const outcomes[] = {
	"usable", "light", "major", "rewritten", "rejected", NULL
};

static const struct fact_column columns[COR_COLUMNS] = {
	FACT_COMMON_COLUMNS,
	[COR_ITEM_ID] = {
		"item_id", FACT_TEXT, COLUMN_REQUIRED | COLUMN_KEY, NULL,
		"id of the content item in its own system, kept as it is"
	},
	[COR_REVIEWED_AT] = {
		"reviewed_at", FACT_TIME,
		COLUMN_REQUIRED | COLUMN_KEY | COLUMN_DAY, NULL,
		"when the review ended, a time in UTC or only a date; gives "
		"the row its day"
	},
	[COR_WORKFLOW] = {
		"workflow", FACT_DIM, COLUMN_REQUIRED | COLUMN_KEY, NULL,
		"workflow of workflows.yaml that made the output"
	},
	[COR_STEP] = {
		"step", FACT_DIM, COLUMN_REQUIRED | COLUMN_KEY, NULL,
		"step whose output was reviewed; 'published' for a defect "
		"found after publication"
	},
	[COR_OUTCOME] = {
		"outcome", FACT_WORD, 0, outcomes,
		"verdict of the review: usable, light, major, rewritten or "
		"rejected; blank is unknown"
	},
	[COR_TOOL] = {
		"tool", FACT_DIM, 0, NULL, "AI tool that made the output"
	},
	[COR_ITEM_TYPE] = {
		"item_type", FACT_DIM, 0, NULL,
		"what was made: post, email, landing page"
	},
	[COR_CORRECTION] = {
		"correction_minutes", FACT_DURATION, 0, NULL,
		"minutes a person spent correcting the output"
	},
	[COR_REVIEW] = {
		"review_minutes", FACT_DURATION, 0, NULL,
		"minutes a person spent reading and judging the output"
	},
	[COR_WORK] = {
		"work_minutes", FACT_DURATION, 0, NULL,
		"minutes of human work with the AI before the review"
	},
	[COR_STARTED_AT] = {
		"started_at", FACT_TIME, 0, NULL,
		"when work on the output began, a time in UTC or only a date"
	},
	[COR_DEFECT] = {
		"defect", FACT_DIM, 0, NULL,
		"kind of defect found, such as message_altered"
	},
	[COR_ORIGIN_STEP] = {
		"origin_step", FACT_DIM, 0, NULL,
		"step in which the defect arose"
	},
	[COR_RATING] = {
		"rating", FACT_MEASURE, 0, NULL,
		"rating the reviewer gave, in points of its own scale"
	},
	[COR_REVIEWER] = {
		"reviewer", FACT_DIM, COLUMN_PERSON, NULL,
		"pseudonym of the person who reviewed"
	},
	[COR_PROMPT_VERSION] = {
		"prompt_version", FACT_DIM, 0, NULL,
		"version of the prompt the output was made with"
	},
	[COR_CHANNEL] = {
		"channel", FACT_DIM, 0, NULL,
		"channel the output was made for"
	},
	[COR_CAMPAIGN] = {
		"campaign", FACT_DIM, 0, NULL,
		"campaign the output belongs to"
	},
	[COR_BRIEF_ID] = {
		"brief_id", FACT_TEXT, 0, NULL,
		"id of the brief the output was made from"
	},
};

const struct fact_kind kind_corrections = {
	"corrections",
	"one review of one AI output at one checkpoint",
	FACT_EACH, true, COR_COLUMNS, columns
};
