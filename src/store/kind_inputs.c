/*
 * store/kind_inputs.c - audited fields of the inputs of the first step.
 *
 * store/kind.h says how a record with a column a field becomes facts.
 */
#include "store/kind.h"

static const char *const states[] = {
	"ok", "missing", "invalid", "stale", "duplicate", "inconsistent", NULL
};

static const struct fact_column columns[INP_COLUMNS] = {
	FACT_COMMON_COLUMNS,
	[INP_DATE] = {
		"date", FACT_DAY, COLUMN_REQUIRED | COLUMN_KEY | COLUMN_DAY,
		NULL, "day of the audit"
	},
	[INP_INPUT] = {
		"input", FACT_DIM, COLUMN_REQUIRED | COLUMN_KEY, NULL,
		"what was audited, such as brief or crm"
	},
	[INP_RECORD_ID] = {
		"record_id", FACT_TEXT, COLUMN_REQUIRED | COLUMN_KEY, NULL,
		"id of the record; corrections.brief_id names it"
	},
	[INP_FIELD] = {
		"field", FACT_DIM, COLUMN_KEY, NULL,
		"audited field; blank: the fact is about the record"
	},
	[INP_STATE] = {
		"state", FACT_WORD, 0, states,
		"state of the field: ok, missing, invalid, stale, duplicate "
		"or inconsistent"
	},
	[INP_CRITICAL_MISSING] = {
		"critical_missing", FACT_COUNT, 0, NULL,
		"number of critical fields the record lacks, for audits "
		"without a column a field"
	},
};

const struct fact_kind kind_inputs = {
	"inputs", "one record of an input, audited field by field",
	FACT_ONE, false, INP_COLUMNS, columns
};
