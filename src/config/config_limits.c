/* `thresholds` of tuneup.yaml: limits, targets and windows of the metrics. */
#include "config/config_tables.h"

#include "config/config_values.h"

#define LIMIT(name, kind, member, def, least, most, text) \
	{ .key = name, .type = kind, \
	  .offset = AT(config_thresholds, member), .fallback = def, \
	  .min = least, .max = most, .help = text }

#define HOURS_LIMIT(name, member, def, text) \
	{ .key = name, .type = FIELD_CUSTOM, \
	  .offset = AT(config_thresholds, member), \
	  .n_offset = sizeof(struct config_hours), .fallback = def, \
	  .read = hours_range_read, .help = text }

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
const struct schema threshold_schema = {
	"thresholds", sizeof(struct config_thresholds), threshold_fields
};
