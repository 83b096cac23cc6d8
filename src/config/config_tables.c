#include "config/config_tables.h"

#include "base/num.h"
#include "config/config_values.h"
#include "config/playbook.h"

#define RATE_MAX 100000.0
#define DAY_MS (24.0 * MS_PER_HOUR)

#define AT(type, member) offsetof(struct type, member)
#define TEXT(st, name, member, def, most, text) \
	{ .key = name, .type = FIELD_STRING, .offset = AT(st, member), \
	  .fallback = def, .max = most, .help = text }

/* ---- tuneup.yaml ------------------------------------------------------ */

static const struct field role_fields[] = {
	{ .key = "id", .type = FIELD_STRING, .offset = AT(config_role, id),
	  .required = true, .min = 1, .max = 40,
	  .help = "name of the role, as steps and time entries use it" },
	{ .key = "rate", .type = FIELD_RATE, .offset = AT(config_role, rate),
	  .required = true, .max = RATE_MAX,
	  .help = "fully loaded cost of one hour: pay, taxes, desk" },
	{ 0 }
};
static const struct schema role_schema = {
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
static const struct schema owner_schema = {
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
static const struct schema expect_schema = {
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
static const struct schema currency_schema = {
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
static const struct schema reference_schema = {
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
static const struct schema skill_schema = {
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
static const struct schema input_schema = {
	"an input", sizeof(struct config_input), input_fields
};

#define LIMIT(name, kind, member, def, least, most, text) \
	{ .key = name, .type = kind, \
	  .offset = AT(config_thresholds, member), .fallback = def, \
	  .min = least, .max = most, .help = text }

#define HOURS_LIMIT(name, member, def, text)                                   \
	{                                                                      \
		.key = name, .type = FIELD_CUSTOM,                             \
		.offset = AT(config_thresholds, member),                       \
		.n_offset = sizeof(struct config_hours), .fallback = def,      \
		.read = hours_range_read, .help = text                         \
	}

static const struct field threshold_fields[] = {
	LIMIT("rework_limit", FIELD_SHARE, rework_limit, "15 %", 0.001, 0.999,
	      "rework above this share is too much"),
	LIMIT("unknown_limit", FIELD_SHARE, unknown_limit, "20 %", 0, 1,
	      "a rate with more unknown outcomes is marked incomplete"),
	LIMIT("fix_to_save_warn", FIELD_NUMBER, fix_to_save_warn, "0.5", 0, 10,
	      "correction hours per hour saved: warn from here"),
	LIMIT("fix_to_save_stop", FIELD_NUMBER, fix_to_save_stop, "1.0", 0, 10,
	      "correction hours per hour saved: fixing eats the saving"),
	LIMIT("recapture", FIELD_SHARE, recapture, "50 %", 0, 1,
	      "share of freed hours that becomes money; shown beside 100 %"),
	LIMIT("discount_rate", FIELD_SHARE, discount_rate, "10 %", 0, 1,
	      "yearly rate at which money to come is worth less today"),
	LIMIT("confidence_rates", FIELD_SHARE, confidence_rates, "95 %", 0.5,
	      0.999, "confidence of the intervals of rates"),
	LIMIT("confidence_money", FIELD_SHARE, confidence_money, "80 %", 0.5,
	      0.999, "confidence of the ranges of hours and money"),
	LIMIT("usable_target", FIELD_SHARE, usable_target, "0 %", 0, 1,
	      "wanted share usable without edit; 0 % is no target"),
	{ .key = "net_hours_target", .type = FIELD_CUSTOM,
	  .offset = AT(config_thresholds, net_hours_target),
	  .n_offset = sizeof(double), .fallback = "none",
	  .read = hours_target_read,
	  .help = "wanted net hours saved a week, or none" },
	LIMIT("rework_floor", FIELD_DURATION, rework_floor, "5 min", 0, DAY_MS,
	      "corrections shorter than this never count as rework"),
	LIMIT("rework_planned_share", FIELD_SHARE, rework_planned_share,
	      "20 %", 0, 1,
	      "without an outcome: rework from this share of the planned "
	      "minutes"),
	LIMIT("baseline_weeks", FIELD_INT, baseline_weeks, "12", 4, 104,
	      "complete weeks the control limits are made from"),
	LIMIT("baseline_min", FIELD_INT, baseline_min, "8", 2, 104,
	      "fewest weeks with data before limits are drawn"),
	LIMIT("trend_weeks", FIELD_INT, trend_weeks, "26", 10, 104,
	      "weeks in which a shift is looked for"),
	LIMIT("output_days", FIELD_INT, output_days, "28", 1, 366,
	      "a review later than this opens a new output"),
	LIMIT("condense_weeks", FIELD_INT, condense_weeks, "60", 1, 5200,
	      "tuneup condense: older days become weighted rows; no less "
	      "than the longest window of a figure"),
	LIMIT("people_min", FIELD_INT, people_min, "5", 1, 100,
	      "smaller groups of people are merged into others"),
	LIMIT("consistency_outcome", FIELD_NUMBER, consistency_outcome, "0.5",
	      0, 1, "consistency score: weight of the outcome (0.5)"),
	LIMIT("consistency_effort", FIELD_NUMBER, consistency_effort, "0.3",
	      0, 1, "consistency score: weight of correction minutes against "
	      "manual minutes (0.3)"),
	LIMIT("consistency_rating", FIELD_NUMBER, consistency_rating, "0.2",
	      0, 1, "consistency score: weight of the rating (0.2)"),
	{ .key = "rating_scale", .type = FIELD_CUSTOM,
	  .offset = AT(config_thresholds, rating_scale),
	  .n_offset = sizeof(struct config_scale), .fallback = "1-5",
	  .read = scale_read,
	  .help = "lowest and highest rating a reviewer can give: 1-5" },
	LIMIT("input_completeness", FIELD_NUMBER, input_completeness, "0.35",
	      0, 1, "input quality: weight of fields that are filled in "
	      "(0.35)"),
	LIMIT("input_validity", FIELD_NUMBER, input_validity, "0.25", 0, 1,
	      "input quality: weight of fields that are valid (0.25)"),
	LIMIT("input_uniqueness", FIELD_NUMBER, input_uniqueness, "0.15", 0,
	      1, "input quality: weight of fields that are no duplicates "
	      "(0.15)"),
	LIMIT("input_freshness", FIELD_NUMBER, input_freshness, "0.15", 0, 1,
	      "input quality: weight of fields that are not stale (0.15)"),
	LIMIT("input_consistency", FIELD_NUMBER, input_consistency, "0.10",
	      0, 1, "input quality: weight of fields that contradict no "
	      "other (0.10)"),
	LIMIT("input_gate", FIELD_SHARE, input_gate, "80 %", 0, 1,
	      "a critical field less complete than this caps the score"),
	LIMIT("input_cap", FIELD_NUMBER, input_cap, "60", 0, 100,
	      "the input quality score is then at most this"),
	LIMIT("latency_segmentation", FIELD_DURATION, latency_segmentation,
	      "24 h", 1, 366 * DAY_MS,
	      "segments are to be there after this; exactly as long is in "
	      "time"),
	LIMIT("latency_execution", FIELD_DURATION, latency_execution,
	      "5 min", 1, 366 * DAY_MS,
	      "what near real time means for execution; 5 min is an "
	      "assumption, nobody's standard"),
	LIMIT("latency_middleware", FIELD_DURATION, latency_middleware,
	      "15 min", 1, 366 * DAY_MS,
	      "middleware is to hand over after this"),
	LIMIT("latency_dashboard", FIELD_DURATION, latency_dashboard,
	      "1 h", 1, 366 * DAY_MS,
	      "dashboards are to be up to date after this"),
	LIMIT("spike_size", FIELD_SHARE, spike_size, "30 %", 0.01, 0.95,
	      "a fall by this much in a week, or the rise that mirrors it, is "
	      "large"),
	LIMIT("spike_points", FIELD_SHARE, spike_points, "5 %", 0.001, 0.95,
	      "... of a rate, in points"),
	LIMIT("spike_z", FIELD_NUMBER, spike_z, "3.0", 1, 20,
	      "... and this many spreads from the median of the weeks before "
	      "is a spike"),
	LIMIT("spike_events", FIELD_INT, spike_events, "30", 1, 1000000,
	      "fewer events a week than this are not tested"),
	LIMIT("history_weeks", FIELD_INT, history_weeks, "12", 4, 104,
	      "weeks before that a week is compared with"),
	LIMIT("history_min", FIELD_INT, history_min, "8", 3, 104,
	      "fewest of them with data; until then a series is learning"),
	LIMIT("shift_z", FIELD_NUMBER, shift_z, "2.0", 0.5, 20,
	      "two of three weeks this many spreads away can be a new level"),
	LIMIT("shift_size", FIELD_SHARE, shift_size, "20 %", 0.01, 0.95,
	      "... when their mean is this far from the median"),
	HOURS_LIMIT("rollout_target", rollout_target, "2-3 h",
		    "human hours a rollout is to take; above is too long"),
	HOURS_LIMIT("rollout_before", rollout_before, "6-8 h",
		    "human hours a rollout took before, to compare with"),
	LIMIT("rollout_quiet_days", FIELD_INT, rollout_quiet, "14", 1, 366,
	      "days without an output after which a rollout is closed"),
	LIMIT("tuning_gap_days", FIELD_INT, tuning_gap, "14", 1, 366,
	      "more days without tuning than this: set and forget"),
	LIMIT("session_minutes", FIELD_DURATION, session_minutes, "30 min", 1,
	      DAY_MS, "what a tuning session is to take"),
	LIMIT("tuning_hours_target", FIELD_NUMBER, tuning_hours_target, "2", 0,
	      1000, "hours of tuning a month that are wanted"),
	LIMIT("tuning_hours_before", FIELD_NUMBER, tuning_hours_before, "8", 0,
	      1000, "hours of tuning a month it took before"),
	LIMIT("audit_minutes", FIELD_DURATION, audit_minutes, "135 min", 1,
	      7 * DAY_MS, "what the four points of an audit are to take"),
	HOURS_LIMIT("audit_hours", audit_hours, "2-4 h",
		    "what an audit takes elsewhere, to compare with"),
	HOURS_LIMIT("audit_yield", audit_yield, "5-15 h",
		    "corrective hours a week an audit finds elsewhere"),
	LIMIT("daily_review", FIELD_DURATION, daily_review, "10 min", 1, DAY_MS,
	      "what the daily review is to take"),
	LIMIT("daily_review_before", FIELD_DURATION, daily_review_before,
	      "60 min", 1, DAY_MS, "what the daily review took before"),
	LIMIT("pulse_low", FIELD_NUMBER, pulse_low, "3", 1, 5,
	      "a team's mood surely below this is frustration"),
	LIMIT("mismatch_limit", FIELD_SHARE, mismatch_limit, "5 %", 0, 1,
	      "handoffs whose format does not fit: more is a sign"),
	LIMIT("escape_limit", FIELD_SHARE, escape_limit, "5 %", 0, 1,
	      "defects found after publication: more is a sign; 5 % is an "
	      "assumption, nobody's standard"),
	{ 0 }
};
static const struct schema threshold_schema = {
	"thresholds", sizeof(struct config_thresholds), threshold_fields
};

#define SAMPLE(name, kind, member, def, least, most, text) \
	{ .key = name, .type = kind, \
	  .offset = AT(config_samples, member), .fallback = def, \
	  .min = least, .max = most, .help = text }

static const struct field sample_fields[] = {
	{ .key = "allow_email", .type = FIELD_BOOL,
	  .offset = AT(config_samples, allow_email), .fallback = "no",
	  .help = "ids of sampled members may be e-mail addresses; without it "
		  "such rows are set aside" },
	SAMPLE("share", FIELD_SHARE, share, "5 %", 0.0001, 1,
	       "share of a segment's members that is judged"),
	SAMPLE("minimum", FIELD_INT, minimum, "10", 1, 10000,
	       "fewest members of a segment that are judged, if it has so "
	       "many"),
	SAMPLE("gain_low", FIELD_SHARE, gain_low, "20 %", 0, 1,
	       "targeting gain to compare with: the article's 20 to 40 %"),
	SAMPLE("gain_high", FIELD_SHARE, gain_high, "40 %", 0, 1,
	       "the upper end of that gain"),
	SAMPLE("tracking_limit", FIELD_SHARE, tracking_limit, "90 %", 0, 1,
	       "a campaign with outcomes for a smaller share of its sends is "
	       "not tracked well enough for advice"),
	{ 0 }
};
static const struct schema sample_schema = {
	"samples", sizeof(struct config_samples), sample_fields
};

static const struct field backup_fields[] = {
	{ .key = "keep", .type = FIELD_INT,
	  .offset = AT(config_backups, keep), .fallback = "10", .min = 1,
	  .max = 10000,
	  .help = "the newest that stay, and as many days of which the last "
		  "one stays" },
	{ 0 }
};
static const struct schema backup_schema = {
	"backups", sizeof(struct config_backups), backup_fields
};

/* Of dispatch_table[] in exchange/, and how to go about formulas. */
static const char *const dispatch_systems[] = {
	"asana", "jira", "clickup", "slack", "ics", "eml", NULL
};
static const char *const formulas[] = { "reject", "prefix", "raw", NULL };

static const char *const papers[] = { "A4", "Letter", NULL };
static const char *const date_formats[] = {
	"d mmm yyyy", "yyyy-mm-dd", "dd.mm.yyyy", "dd/mm/yyyy", "mm/dd/yyyy",
	NULL
};
static const char *const number_formats[] = { "grouped", "plain", NULL };

#define LIST(st, name, member, table, text) \
	{ .key = name, .type = FIELD_LIST, .offset = AT(st, member), \
	  .n_offset = AT(st, n_##member), .sub = &table, .help = text }

static const struct field config_fields[] = {
	{ .key = "team", .type = FIELD_STRING, .offset = AT(config, team),
	  .fallback = "Marketing", .min = 1, .max = 80,
	  .help = "name of the team, on the first page of reports" },
	{ .key = "currency", .type = FIELD_STRING,
	  .offset = AT(config, currency), .fallback = "EUR", .required = true,
	  .help = "ISO code of all amounts: EUR" },
	{ .key = "time_zone", .type = FIELD_STRING, .offset = AT(config, zone),
	  .fallback = "UTC", .required = true, .min = 1, .max = 63,
	  .help = "IANA name; decides to which day an event belongs" },
	{ .key = "quarter_starts", .type = FIELD_MONTH,
	  .offset = AT(config, quarter_starts), .fallback = "January",
	  .help = "month in which the fiscal year begins" },
	{ .key = "paper", .type = FIELD_STRING, .offset = AT(config, paper),
	  .fallback = "A4", .words = papers,
	  .help = "paper of printed reports" },
	{ .key = "date_format", .type = FIELD_STRING,
	  .offset = AT(config, date_format), .fallback = "d mmm yyyy",
	  .words = date_formats, .help = "dates in cells of workbooks" },
	{ .key = "number_format", .type = FIELD_STRING,
	  .offset = AT(config, number_format), .fallback = "grouped",
	  .words = number_formats,
	  .help = "numbers in cells of workbooks, 12,345 or 12345; Excel "
		  "shows both with the marks of its own language" },
	{ .key = "default_rate", .type = FIELD_RATE,
	  .offset = AT(config, default_rate), .fallback = "45",
	  .required = true, .max = RATE_MAX,
	  .help = "fully loaded cost of an hour where no role is known" },
	LIST(config, "roles", roles, role_schema,
	     "rates that differ from default_rate"),
	LIST(config, "owners", owners, owner_schema,
	     "who can be given a decision"),
	LIST(config, "expect", expect, expect_schema,
	     "exports that should arrive; tuneup run waits for them, and a "
	     "missing one is reported"),
	{ .key = "grouped_sources", .type = FIELD_STRINGS,
	  .offset = AT(config, grouped_sources),
	  .n_offset = AT(config, n_grouped_sources),
	  .help = "sources whose rows were counted without minutes: no "
		  "medians and scores of them" },
	LIST(config, "currencies", currencies, currency_schema,
	     "other currencies that exports may hold; others are refused"),
	LIST(config, "consistency_reference", references, reference_schema,
	     "scores to compare tools with; without it those of the "
	     "article's Table 1"),
	LIST(config, "skills", skills, skill_schema,
	     "skills that are practised; without it those of the article's "
	     "Table 3"),
	LIST(config, "inputs", inputs, input_schema,
	     "inputs of the first step that are audited from a CSV"),
	{ .key = "thresholds", .type = FIELD_MAP, .offset = AT(config, limits),
	  .sub = &threshold_schema,
	  .help = "limits, targets and windows of the metrics" },
	{ .key = "interpret", .type = FIELD_STRINGS,
	  .offset = AT(config, interpret), .n_offset = AT(config, n_interpret),
	  .help = "program and arguments that word the recommendations from "
		  "`tuneup prompt`; run without a shell, its answer checked" },
	{ .key = "interpret_limit", .type = FIELD_DURATION,
	  .offset = AT(config, interpret_limit), .fallback = "1 min",
	  .min = 1000, .max = 600000,
	  .help = "how long it may take" },
	{ .key = "dispatch", .type = FIELD_STRINGS,
	  .offset = AT(config, dispatch), .n_offset = AT(config, n_dispatch),
	  .words = dispatch_systems, .upkeep = true,
	  .help = "systems that `tuneup dispatch` writes accepted decisions "
		  "for" },
	{ .key = "dispatch_formula", .type = FIELD_STRING,
	  .offset = AT(config, dispatch_formula), .fallback = "reject",
	  .words = formulas, .upkeep = true,
	  .help = "texts that begin like a formula in a file for a system" },
	{ .key = "samples", .type = FIELD_MAP, .offset = AT(config, samples),
	  .sub = &sample_schema, .help = "the sample that people judge" },
	{ .key = "backups", .type = FIELD_MAP, .offset = AT(config, backups),
	  .sub = &backup_schema, .upkeep = true,
	  .help = "copies of the store in backups/" },
	{ .key = "deliver", .type = FIELD_MAP, .offset = AT(config, deliver),
	  .sub = &deliver_schema, .upkeep = true,
	  .help = "program that tuneup run gives what it published, as an "
		  "e-mail" },
	{ .key = "notify", .type = FIELD_MAP, .offset = AT(config, notify),
	  .sub = &notify_schema, .upkeep = true,
	  .help = "program that tuneup run tells what failed, as an e-mail" },
	{ .key = "retention", .type = FIELD_MAP,
	  .offset = AT(config, retention), .sub = &retention_schema,
	  .upkeep = true,
	  .help = "what tuneup run removes when it is old" },
	{ .key = "reports_mode", .type = FIELD_MODE,
	  .offset = AT(config, reports_mode), .fallback = "0600",
	  .help = "who may read published files, as chmod writes it" },
	TEXT(config, "reports_group", reports_group, "", 32,
	     "group of published files; empty leaves the group"),
	{ 0 }
};
const struct schema config_schema = {
	"tuneup.yaml", sizeof(struct config), config_fields
};

/* ---- workflows.yaml --------------------------------------------------- */

static const struct field accept_fields[] = {
	{ .key = "rating", .type = FIELD_CUSTOM,
	  .offset = AT(config_accept, rating_min),
	  .n_offset = sizeof(double), .fallback = "none", .read = rating_read,
	  .help = "lowest rating that passes: \">= 4\", or none" },
	{ .key = "correction_minutes", .type = FIELD_CUSTOM,
	  .offset = AT(config_accept, correction_max),
	  .n_offset = sizeof(int64_t), .fallback = "none",
	  .read = correction_read,
	  .help = "most correction minutes that pass: \"<= 5\", or none" },
	{ .key = "defects", .type = FIELD_CUSTOM,
	  .offset = AT(config_accept, defects_none), .n_offset = sizeof(bool),
	  .fallback = "any", .read = defects_read,
	  .help = "none: an output with a defect does not pass; or any" },
	{ 0 }
};
static const struct schema accept_schema = {
	"accept", sizeof(struct config_accept), accept_fields
};

static const char *const unlisted_words[] = { "unknown", "usable", NULL };

static const struct field step_fields[] = {
	{ .key = "id", .type = FIELD_STRING, .offset = AT(config_step, id),
	  .required = true, .min = 1, .max = 60,
	  .help = "the step's name as exports write it" },
	TEXT(config_step, "name", name, NULL, 60,
	     "the step's name for people; default: its id"),
	TEXT(config_step, "tool", tool, "", 60, "AI tool that does the step"),
	{ .key = "planned", .type = FIELD_DURATION,
	  .offset = AT(config_step, planned), .fallback = "0 min",
	  .max = 30 * DAY_MS,
	  .help = "planned time for one item, human time with AI" },
	TEXT(config_step, "owner_role", owner_role, "", 40,
	     "one of the roles; its rate prices the step's hours"),
	{ .key = "checkpoint", .type = FIELD_BOOL,
	  .offset = AT(config_step, checkpoint), .fallback = "no",
	  .help = "a person must review here" },
	{ .key = "coverage", .type = FIELD_SHARE,
	  .offset = AT(config_step, coverage), .fallback = "100 %",
	  .help = "planned share of outputs that is reviewed" },
	TEXT(config_step, "format_in", format_in, "", 60,
	     "format the step takes: brief"),
	TEXT(config_step, "format_out", format_out, "", 60,
	     "format the step hands on: draft"),
	{ .key = "unlisted", .type = FIELD_WORD,
	  .offset = AT(config_step, unlisted), .fallback = "unknown",
	  .words = unlisted_words,
	  .help = "what an output without a review counts as" },
	{ .key = "accept", .type = FIELD_MAP,
	  .offset = AT(config_step, accept), .sub = &accept_schema,
	  .help = "acceptance criteria of the step's output" },
	{ 0 }
};
static const struct schema step_schema = {
	"a workflow step", sizeof(struct config_step), step_fields
};

static const struct field manual_fields[] = {
	TEXT(config_manual, "step", step, NULL, 60,
	     "only for this step; without it for all"),
	TEXT(config_manual, "item_type", item_type, NULL, 80,
	     "only for this item type; without it for all"),
	{ .key = "minutes", .type = FIELD_DURATION,
	  .offset = AT(config_manual, duration), .required = true,
	  .max = 30 * DAY_MS,
	  .help = "what one item takes by hand, without AI" },
	{ .key = "from", .type = FIELD_DATE, .offset = AT(config_manual, from),
	  .fallback = "0001-01-01",
	  .help = "first day it holds; a later entry replaces it from its "
		  "day on" },
	{ 0 }
};
static const struct schema manual_schema = {
	"an entry of manual_minutes", sizeof(struct config_manual),
	manual_fields
};

static const char *const minutes_words[] = {
	"auto", "corrections", "time", NULL
};

static const struct field workflow_fields[] = {
	{ .key = "id", .type = FIELD_STRING, .offset = AT(config_workflow, id),
	  .required = true, .min = 1, .max = 60,
	  .help = "the workflow's name as exports write it" },
	TEXT(config_workflow, "name", name, NULL, 60,
	     "the workflow's name for people; default: its id"),
	{ .key = "go_live", .type = FIELD_DATE,
	  .offset = AT(config_workflow, go_live),
	  .help = "day it went live" },
	{ .key = "steps", .type = FIELD_LIST,
	  .offset = AT(config_workflow, steps),
	  .n_offset = AT(config_workflow, n_steps), .required = true,
	  .sub = &step_schema, .help = "its steps, in order" },
	{ .key = "manual_minutes", .type = FIELD_LIST,
	  .offset = AT(config_workflow, manual),
	  .n_offset = AT(config_workflow, n_manual), .sub = &manual_schema,
	  .help = "what items take without AI: the most specific entry "
		  "counts" },
	{ .key = "minutes_from", .type = FIELD_WORD,
	  .offset = AT(config_workflow, minutes_from), .fallback = "auto",
	  .words = minutes_words,
	  .help = "which export has the human minutes" },
	{ .key = "lists", .type = FIELD_CUSTOM,
	  .offset = AT(config_workflow, lists_corrected),
	  .n_offset = sizeof(bool), .fallback = "all", .read = lists_read,
	  .help = "corrected: the review log leaves out what needed nothing; "
		  "or all" },
	{ 0 }
};
static const struct schema workflow_schema = {
	"a workflow", sizeof(struct config_workflow), workflow_fields
};

static const struct field workflows_fields[] = {
	{ .key = "workflows", .type = FIELD_LIST,
	  .offset = AT(config, workflows), .n_offset = AT(config, n_workflows),
	  .required = true, .sub = &workflow_schema,
	  .help = "the documented processes, in the order of reports" },
	{ 0 }
};
const struct schema workflows_schema = {
	"workflows.yaml", sizeof(struct config), workflows_fields
};

void config_help(struct strbuf *out)
{
	strbuf_puts(out, "tuneup.yaml\n");
	schema_help(out, &config_schema, 1);
	strbuf_puts(out, "\nworkflows.yaml\n");
	schema_help(out, &workflows_schema, 1);
	playbook_help(out);
}
