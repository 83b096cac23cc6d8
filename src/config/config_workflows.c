/* workflows.yaml: the documented processes, step by step. */
#include "config/config_tables.h"

#include "config/config_values.h"

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
