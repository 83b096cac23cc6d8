/* What tuneup.yaml has lists of: roles, owners, expected exports, currencies,
 * references, skills and inputs. */
#include "config/config_tables.h"

#include "config/config_values.h"

static const struct field role_fields[] = {
	{ .key = "id", .type = FIELD_STRING, .offset = AT(config_role, id),
	  .required = true, .min = 1, .max = 40,
	  .help = "name of the role, as steps and time entries use it" },
	{ .key = "rate", .type = FIELD_RATE, .offset = AT(config_role, rate),
	  .required = true, .max = RATE_MAX,
	  .help = "fully loaded cost of one hour: pay, taxes, desk" },
	{ 0 }
};
const struct schema role_schema = {
	"a role", sizeof(struct config_role), role_fields
};

static const struct field owner_fields[] = {
	{ .key = "label", .type = FIELD_STRING,
	  .offset = AT(config_owner, label), .required = true, .min = 1,
	  .max = 60, .help = "what drop-downs show" },
	TEXT(config_owner, "email", email, "", 254,
	     "for tasks in other systems; never printed in reports"),
	TEXT(config_owner, "role", role, "", 40,
	     "one of the roles; the PDF shows only this"),
	{ 0 }
};
const struct schema owner_schema = {
	"an owner", sizeof(struct config_owner), owner_fields
};

static const struct field expect_fields[] = {
	{ .key = "source", .type = FIELD_STRING,
	  .offset = AT(config_expect, source), .required = true, .min = 1,
	  .max = 60, .help = "profile id or --source name of the export" },
	{ .key = "by", .type = FIELD_STRING, .offset = AT(config_expect, by),
	  .required = true, .min = 1, .max = 60,
	  .help = "until when reports wait for it: Monday, or 2 days after "
		  "the period" },
	{ 0 }
};
const struct schema expect_schema = {
	"an expected export", sizeof(struct config_expect), expect_fields
};

static const struct field currency_fields[] = {
	{ .key = "code", .type = FIELD_STRING,
	  .offset = AT(config_currency, code), .required = true,
	  .help = "ISO code of the other currency: USD" },
	{ .key = "rate", .type = FIELD_MONEY,
	  .offset = AT(config_currency, rate), .required = true,
	  .min = 0.000001, .max = 1000000,
	  .help = "what one unit of it is worth in our currency" },
	{ 0 }
};
const struct schema currency_schema = {
	"a currency", sizeof(struct config_currency), currency_fields
};

static const struct field reference_fields[] = {
	{ .key = "tool", .type = FIELD_STRING,
	  .offset = AT(config_reference, tool), .required = true, .min = 1,
	  .max = 80, .help = "name of the tool, as the review log has it" },
	{ .key = "score", .type = FIELD_NUMBER,
	  .offset = AT(config_reference, score), .required = true, .min = 1,
	  .max = 10, .help = "its reference score, 1 to 10" },
	{ .key = "integration", .type = FIELD_WORD,
	  .offset = AT(config_reference, integration),
	  .fallback = "not said", .words = integration_words,
	  .help = "how easily it is connected: low, medium or high" },
	{ 0 }
};
const struct schema reference_schema = {
	"a consistency reference", sizeof(struct config_reference),
	reference_fields
};

static const struct field skill_fields[] = {
	{ .key = "skill", .type = FIELD_STRING,
	  .offset = AT(config_skill, skill), .required = true, .min = 1,
	  .max = 200,
	  .help = "as the time sheet names it; synonyms apart by |" },
	{ .key = "hours", .type = FIELD_CUSTOM,
	  .offset = AT(config_skill, hours),
	  .n_offset = sizeof(struct config_hours), .required = true,
	  .read = hours_range_read,
	  .help = "practice of one person to basic proficiency: 10-15 h" },
	TEXT(config_skill, "metric", metric, "", 60,
	     "id of the metric it should move: usable"),
	{ 0 }
};
const struct schema skill_schema = {
	"a skill", sizeof(struct config_skill), skill_fields
};

static const char *const input_types[] = {
	"text", "number", "date", "email", "url", "boolean", NULL
};

#define FIELD_AT(member) AT(config_input_field, member)

static const struct field input_field_fields[] = {
	{ .key = "header", .type = FIELD_STRING, .offset = FIELD_AT(header),
	  .required = true, .min = 1, .max = 200,
	  .help = "the field's header in the CSV; synonyms apart by |" },
	{ .key = "critical", .type = FIELD_BOOL, .offset = FIELD_AT(critical),
	  .fallback = "no",
	  .help = "a record without it is incomplete" },
	{ .key = "type", .type = FIELD_WORD, .offset = FIELD_AT(type),
	  .fallback = "text", .words = input_types,
	  .help = "what else is invalid" },
	{ .key = "words", .type = FIELD_STRINGS, .offset = FIELD_AT(words),
	  .n_offset = FIELD_AT(n_words),
	  .help = "the only words it may hold; others are invalid" },
	{ .key = "max_age", .type = FIELD_DURATION,
	  .offset = FIELD_AT(max_age), .fallback = "0 min",
	  .max = 36600 * DAY_MS,
	  .help = "older is stale: 90 days, by its own date or by updated" },
	{ .key = "unique", .type = FIELD_BOOL, .offset = FIELD_AT(unique),
	  .fallback = "no", .help = "a second record with it is a duplicate" },
	TEXT(config_input_field, "not_before", not_before, "", 200,
	     "header of a date field; an earlier date is inconsistent"),
	{ 0 }
};
static const struct schema input_field_schema = {
	"a field of an input", sizeof(struct config_input_field),
	input_field_fields
};

static const struct field input_fields[] = {
	{ .key = "id", .type = FIELD_STRING, .offset = AT(config_input, id),
	  .required = true, .min = 1, .max = 60,
	  .help = "what is audited: brief, crm" },
	TEXT(config_input, "file", file, "", 200,
	     "name of its CSV, * stands for any text: briefs*.csv; without "
	     "it its export already says how each field is"),
	TEXT(config_input, "record_id", record_id, "", 200,
	     "header of the record's id; needed with file"),
	TEXT(config_input, "updated", updated, "", 200,
	     "header of the day a record was last looked at"),
	{ .key = "fields", .type = FIELD_LIST,
	  .offset = AT(config_input, fields),
	  .n_offset = AT(config_input, n_fields), .required = true,
	  .sub = &input_field_schema, .help = "what is audited in a record" },
	{ 0 }
};
const struct schema input_schema = {
	"an input", sizeof(struct config_input), input_fields
};
