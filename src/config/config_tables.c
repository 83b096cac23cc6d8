/* tuneup.yaml, key by key; its lists and limits have files of their own. */
#include "config/config_tables.h"

#include "config/playbook.h"

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

void config_help(struct strbuf *out)
{
	strbuf_puts(out, "tuneup.yaml\n");
	schema_help(out, &config_schema, 1);
	strbuf_puts(out, "\nworkflows.yaml\n");
	schema_help(out, &workflows_schema, 1);
	playbook_help(out);
}
