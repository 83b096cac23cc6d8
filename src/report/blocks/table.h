/*
 * report/blocks/table.h - every block by name.
 *
 * Order as shown by `tuneup list blocks`. To add one: its file under blocks/
 * with its `const struct block block_<id>`, its line here, its case in one of
 * tests/unit/blocks*_test.c.
 */
#ifndef TUNEUP_REPORT_BLOCKS_TABLE_H
#define TUNEUP_REPORT_BLOCKS_TABLE_H

#include "report/block.h"

#define BLOCKS(X) \
	X(agenda) \
	X(spot_check) \
	X(six_numbers) \
	X(cannot_say) \
	X(headline) \
	X(findings) \
	X(asks) \
	X(decisions) \
	X(sample_sheet) \
	X(hours_where) \
	X(scorecard) \
	X(roi_what_if) \
	X(cash_capacity) \
	X(money_headline) \
	X(hours_bridge) \
	X(hours_went) \
	X(roi_table) \
	X(roi_range) \
	X(tornado) \
	X(year_to_date) \
	X(paid_back) \
	X(costs) \
	X(cost_rows) \
	X(money_sources) \
	X(restated_before) \
	X(hours_by_role) \
	X(quality_headline) \
	X(rework_chart) \
	X(rework_slope) \
	X(rework_panels) \
	X(rework_table) \
	X(consistency_table) \
	X(consistency_chart) \
	X(prompt_versions) \
	X(workflow_map) \
	X(handoffs) \
	X(latency) \
	X(feedback_loop) \
	X(checkpoints) \
	X(error_matrix) \
	X(error_costs) \
	X(input_rework) \
	X(input_quality) \
	X(briefs) \
	X(audit) \
	X(new_friction) \
	X(gaps) \
	X(defects) \
	X(costliest) \
	X(altered) \
	X(leaks) \
	X(steps) \
	X(rollouts) \
	X(rhythm) \
	X(skills) \
	X(cadence) \
	X(review_calendar) \
	X(signs) \
	X(ledger) \
	X(quick_wins) \
	X(campaigns) \
	X(signals) \
	X(samples) \
	X(targeting) \
	X(recommendations) \
	X(bets) \
	X(actions) \
	X(stopped) \
	X(method) \
	X(words_used) \
	X(benchmarks) \
	X(files) \
	X(checks) \
	X(set_aside) \
	X(restatements) \
	X(data) \
	X(query) \
	X(text)

#define BLOCK_DECLARE(id) extern const struct block block_##id;
BLOCKS(BLOCK_DECLARE)
#undef BLOCK_DECLARE

#endif
