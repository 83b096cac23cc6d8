/*
 * metrics/metric.c - the table of metrics; order = order shown.
 */
#include <stdio.h>
#include <string.h>

#include "base/err.h"
#include "metrics/family.h"
#include "metrics/metric.h"

const struct metric *const metric_table[] = {
	&metric_net_hours,
	&metric_fix_to_save,
	&metric_rework,
	&metric_usable,
	&metric_usable_change,
	&metric_light,
	&metric_unknown,
	&metric_outputs,
	&metric_coverage,
	&metric_correction_minutes,
	&metric_correction_median,
	&metric_consistency,
	&metric_consistency_unrated,
	&metric_escape_rate,
	&metric_escapes_per_100,
	&metric_downstream_errors,
	&metric_checkpoint_effectiveness,
	&metric_defect_distance,
	&metric_lateness_hours,
	&metric_defects,
	&metric_unknown_origin,
	&metric_misordered_defects,
	&metric_checkpoint_gaps,
	&metric_gap_defects,
	&metric_gap_hours,
	&metric_late_reviews,
	&metric_late_review_minutes,
	&metric_threshold_leaks,
	&metric_message_altered,
	&metric_altered_messages,
	&metric_manual_hours,
	&metric_gross_hours,
	&metric_correction_hours,
	&metric_review_hours,
	&metric_loop_hours,
	&metric_time_hours,
	&metric_manual_share,
	&metric_publish_integration,
	&metric_friction,
	&metric_reformat_minutes,
	&metric_mismatch_rate,
	&metric_waiting_median,
	&metric_waiting_p90,
	&metric_ping_pong,
	&metric_manual_steps,
	&metric_manual_steps_before,
	&metric_handoffs,
	&metric_handoff_failures,
	&metric_handoff_retries,
	&metric_latency_compliance,
	&metric_latency_p50,
	&metric_latency_p95,
	&metric_latency_worst,
	&metric_latency_missing,
	&metric_clock_skew,
	&metric_input_quality,
	&metric_input_completeness,
	&metric_input_validity,
	&metric_input_uniqueness,
	&metric_input_freshness,
	&metric_input_consistency,
	&metric_input_field_ok,
	&metric_input_records,
	&metric_rework_by_input,
	&metric_rework_incomplete,
	&metric_rework_complete,
	&metric_brief_coverage,
	&metric_data_age,
	&metric_input_present,
	&metric_output_produced,
	&metric_rollouts,
	&metric_rollout_median,
	&metric_rollout_p90,
	&metric_rollout_in_time,
	&metric_lead_median,
	&metric_lead_p90,
	&metric_productivity,
	&metric_step_minutes,
	&metric_step_median,
	&metric_chain_minutes,
	&metric_tuning_sessions,
	&metric_tuning_missed,
	&metric_session_minutes,
	&metric_session_planned,
	&metric_tuning_hours,
	&metric_days_since_tuning,
	&metric_audits,
	&metric_audit_minutes,
	&metric_audit_planned,
	&metric_corrective_hours,
	&metric_daily_review,
	&metric_pulse,
	&metric_practice_hours,
	&metric_practice_mean,
	&metric_refinement_hours,
	&metric_tool_cost,
	&metric_cost,
	&metric_benefit,
	&metric_net_benefit,
	&metric_net_benefit_half,
	&metric_roi,
	&metric_roi_half,
	&metric_payback,
	&metric_payback_actual,
	&metric_npv,
	&metric_hourly_rate,
	&metric_break_even_rate,
	&metric_break_even_hours,
	&metric_break_even_rework,
	&metric_refinement_benefit,
	&metric_refinement_roi,
	&metric_paid_out, &metric_own_time, &metric_cash_back,
	&metric_benefit_to_date, &metric_cost_to_date,
	&metric_sends,
	&metric_delivered,
	&metric_impressions,
	&metric_opens,
	&metric_clicks,
	&metric_conversions,
	&metric_unsubscribes,
	&metric_media_cost,
	&metric_revenue,
	&metric_open_rate,
	&metric_click_rate,
	&metric_ctr,
	&metric_conversion_rate,
	&metric_unsubscribe_rate,
	&metric_cost_per_conversion,
	&metric_tracking_completeness,
	&metric_sample_members,
	&metric_sample_required,
	&metric_sample_plain,
	&metric_sample_compliance,
	&metric_sample_bad,
	&metric_sample_bad_bound,
	&metric_sample_cannot_judge,
	&metric_sample_not_drawn,
	&metric_sample_unmatched,
	&metric_targeting_accuracy,
	&metric_targeting_change,
	&metric_reviewer_agreement,
	&metric_cohen_kappa,
	&metric_verdict_alpha,
	&metric_rating_alpha,
	NULL
};

const struct metric *metric_find(const char *id)
{
	for (size_t i = 0; metric_table[i]; i++) {
		if (strcmp(metric_table[i]->id, id) == 0)
			return metric_table[i];
	}
	return NULL;
}

const char *metric_unit_name(enum metric_unit unit)
{
	switch (unit) {
	case UNIT_RATE:
		return "rate";
	case UNIT_COUNT:
		return "count";
	case UNIT_HOURS:
		return "hours";
	case UNIT_MINUTES:
		return "minutes";
	case UNIT_MONEY:
		return "money";
	case UNIT_RATIO:
	case UNIT_PERCENT:	/* printed as per cent, given as 0.736 */
		return "ratio";
	case UNIT_WEEKS:
		return "weeks";
	case UNIT_SCORE:
		return "score";
	case UNIT_POINTS:
		return "points";
	case UNIT_OF_100:
		return "of_100";
	case UNIT_MONEY_PER_HOUR:
		break;
	}
	return "money_per_hour";
}

const char *metric_scopes_text(char buf[METRIC_SCOPES_MAX],
			       const struct metric *metric)
{
	static const struct { unsigned scope; const char *text; } words[] = {
		{ AT_TOTAL, "all work" }, { AT_EACH_DIM, "each dimension" },
		{ AT_WORKFLOW, "workflow" }, { AT_STEP, "step" },
		{ AT_TOOL, "tool" },
		{ AT_CAMPAIGN_DIMS, "channel, campaign, segment" },
		{ AT_SEGMENT, "segment" }, { AT_COMPONENT, "component" },
		{ AT_SKILL, "skill" }, { AT_INPUT, "input" },
		{ AT_WORKFLOW_STEP, "workflow × step" },
		{ AT_WORKFLOW_TOOL, "workflow × tool" },
		{ AT_PROMPT, "workflow × step × prompt version" },
		{ AT_CAMPAIGN_CHANNEL, "campaign × channel" },
		{ AT_SEGMENT_CHANNEL, "segment × channel" },
		{ AT_INPUT_FIELD, "input × field" }
	};
	size_t len = 0;

	buf[0] = '\0';
	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		if (!(metric->scopes & words[i].scope))
			continue;
		len += (size_t)snprintf(buf + len, METRIC_SCOPES_MAX - len,
					"%s%s", len ? ", " : "",
					words[i].text);
		if (len >= METRIC_SCOPES_MAX)
			BUG("scopes of %s are too long", metric->id);
	}
	return buf;
}
