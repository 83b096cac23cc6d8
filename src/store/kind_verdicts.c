/*
 * store/kind_verdicts.c - what people said of sampled members or items.
 *
 * Two people may judge one sample at one time, and people are in no key: by
 * default a file is the truth about its days.
 */
#include "store/kind.h"

static const char *const verdicts[] = {
	"relevant", "borderline", "not_relevant", "cannot_judge", NULL
};

static const struct fact_column columns[VER_COLUMNS] = {
	FACT_COMMON_COLUMNS,
	[VER_SAMPLE_ID] = {
		"sample_id", FACT_TEXT,
		COLUMN_REQUIRED | COLUMN_KEY | COLUMN_NO_EMAIL, NULL,
		"id of the drawn sample: period/segment/member_id"
	},
	[VER_VERDICT] = {
		"verdict", FACT_WORD, COLUMN_REQUIRED, verdicts,
		"relevant, borderline, not_relevant or cannot_judge"
	},
	[VER_RATING] = {
		"rating", FACT_MEASURE, 0, NULL,
		"rating given, in points of its own scale"
	},
	[VER_RATER] = {
		"rater", FACT_DIM, COLUMN_PERSON, NULL,
		"pseudonym of the person who judged"
	},
	[VER_AT] = {
		"at", FACT_TIME, COLUMN_REQUIRED | COLUMN_KEY | COLUMN_DAY,
		NULL, "when it was judged, a time in UTC or only a date; of a "
		"file without it the last day of --period"
	},
};

const struct fact_kind kind_verdicts = {
	"verdicts", "one human verdict on one sampled member or item",
	FACT_EACH, true, VER_COLUMNS, columns
};
