/*
 * The time balance and its money from a store: METRICS.md §8, §0 "Which
 * minutes" and §16 "ROI".
 */
#include "tests/unit/hours_story.h"

#include "metrics/roi.h"

#define MONDAY "2026-01-05"
#define LATER "2026-12-31"

static double value(const struct story *s, const char *metric,
		    const char *workflow)
{
	return story_figure(s, metric, workflow, MONDAY)->value;
}

/* B 60, A 20, C 5, V 3; then a second review of 2 + 1 minutes. */
TEST(net_hours_are_gross_less_corrections_reviews_and_loops)
{
	struct story s;
	struct config_workflow w;

	hours_begin(&s, &w, 2);
	story_reviews(&s, "log", ROWS(
		REVIEW("a", MONDAY, OUTCOME_MAJOR, MINUTES(5, 3, 20)),
		REVIEW("a", "2026-01-06", OUTCOME_USABLE, MINUTES(2, 1, 0))));
	story_compute(&s, PERIOD_WEEK, MONDAY, MONDAY, LATER);
	check_close(value(&s, "manual_hours", "blog"), 1, 1e-12);
	check_close(value(&s, "gross_hours", "blog"), 40 / 60.0, 1e-12);
	check_close(value(&s, "correction_hours", "blog"), 5 / 60.0, 1e-12);
	check_close(value(&s, "review_hours", "blog"), 3 / 60.0, 1e-12);
	check_close(value(&s, "loop_hours", "blog"), 3 / 60.0, 1e-12);
	check_close(value(&s, "net_hours", "blog"), 29 / 60.0, 1e-12);
	check_close(value(&s, "net_hours", NULL), 29 / 60.0, 1e-12);
	check_close(value(&s, "fix_to_save", NULL), 5 / 40.0, 1e-12);
	check_close(value(&s, "benefit", NULL), 29, 1e-9);
	story_end(&s);
}

/* "A repeat/redo has B = 0 and is not in ROI's n": all of it is loop. */
TEST(making_an_output_again_saves_nothing_and_costs_all_its_minutes)
{
	struct story s;
	struct config_workflow w;
	const struct figure *f;

	hours_begin(&s, &w, 2);
	story_reviews(&s, "log", ROWS(
		REVIEW("a", MONDAY, OUTCOME_USABLE, MINUTES(0, 3, 20)),
		REVIEW("a", "2026-03-02", OUTCOME_USABLE,
		       MINUTES(4, 3, 20))));
	story_compute(&s, PERIOD_WEEK, "2026-03-02", "2026-03-02", LATER);
	f = story_figure(&s, "loop_hours", NULL, "2026-03-02");
	check_close(f->value, 27 / 60.0, 1e-12);
	f = story_figure(&s, "gross_hours", NULL, "2026-03-02");
	check_close(f->value, NAN, 0);
	assert_int_equal(f->n, 0);
	story_end(&s);
}

/* "Missing A is not 0: no gross for that output, but its C, V, L still cost,
 * and their number is printed; no B: the same" */
TEST(an_output_without_work_or_baseline_minutes_only_costs)
{
	struct story s;
	struct config_workflow w;
	const struct figure *f;

	hours_begin(&s, &w, 2);
	story_reviews(&s, "log", ROWS(
		REVIEW("a", MONDAY, OUTCOME_LIGHT, MINUTES(2, 3, 20)),
		REVIEW("b", MONDAY, OUTCOME_LIGHT, MINUTES(2, 3, 0)),
		REVIEW("c", MONDAY, OUTCOME_LIGHT, MINUTES(2, 0, 9),
		       .step = "other")));
	story_compute(&s, PERIOD_WEEK, MONDAY, MONDAY, LATER);
	f = story_figure(&s, "net_hours", NULL, MONDAY);
	check_close(f->value, (40 - 6 - 6) / 60.0, 1e-12);
	assert_int_equal(f->n, 3);
	assert_int_equal(f->x, 1);
	assert_string_equal(f->note,
		"1 output without baseline minutes; 1 output without work "
		"minutes; 1 output without review minutes, counted as 0");
	check_says(story_figure(&s, "review_hours", NULL, MONDAY)->note,
		   "33");
	story_end(&s);
}

TEST(many_outputs_left_out_are_counted_with_separators)
{
	struct story s;
	struct config_workflow w;

	hours_begin(&s, &w, 2);
	story_reviews(&s, "log", ROWS(
		REVIEW("a", MONDAY, OUTCOME_LIGHT, MINUTES(2, 3, 20)),
		REVIEW("b", MONDAY, OUTCOME_LIGHT, MINUTES(2, 3, 9),
		       .step = "other", .n = 1308)));
	story_compute(&s, PERIOD_WEEK, MONDAY, MONDAY, LATER);
	assert_string_equal(story_figure(&s, "net_hours", NULL, MONDAY)->note,
			    "1,308 outputs without baseline minutes");
	story_end(&s);
}

TEST(without_any_gross_there_is_no_net_and_no_roi)
{
	struct story s;
	struct config_workflow w;

	hours_begin(&s, &w, 2);
	story_reviews(&s, "log", ROWS(
		REVIEW("a", MONDAY, OUTCOME_LIGHT, MINUTES(2, 3, 0))));
	story_costs(&s, (struct told_cost[]){
		{ "2026-01-01", "tool", 31, COST_TOOL, 0 } }, 1);
	story_compute(&s, PERIOD_WEEK, MONDAY, MONDAY, LATER);
	check_close(value(&s, "net_hours", NULL), NAN, 0);
	check_close(value(&s, "benefit", NULL), NAN, 0);
	check_close(value(&s, "roi", NULL), NAN, 0);
	check_close(value(&s, "fix_to_save", NULL), NAN, 0);
	check_close(value(&s, "tool_cost", NULL), 7, 1e-9);
	check_says(story_figure(&s, "net_hours", NULL, MONDAY)->note,
		   "1 output without work minutes");
	story_end(&s);
}

/* "Fix-to-save with Σ(B−A) ≤ 0 → –, no gross saving" */
TEST(fix_to_save_needs_a_gross_saving)
{
	struct story s;
	struct config_workflow w;
	const struct figure *f;

	hours_begin(&s, &w, 2);
	story_reviews(&s, "log", ROWS(
		REVIEW("a", MONDAY, OUTCOME_LIGHT, MINUTES(2, 3, 90))));
	story_compute(&s, PERIOD_WEEK, MONDAY, MONDAY, LATER);
	f = story_figure(&s, "fix_to_save", NULL, MONDAY);
	check_close(f->value, NAN, 0);
	assert_string_equal(f->note, "no gross saving");
	check_close(value(&s, "net_hours", NULL), -35 / 60.0, 1e-12);
	story_end(&s);
}

/* "Benefit = Σ over steps of net hours × the step's rate (missing role →
 * default_rate)": 40 minutes at 60, 20 minutes at 40. */
TEST(each_step_counts_at_the_rate_of_its_owner)
{
	struct story s;
	struct config_workflow w;

	hours_begin(&s, &w, 2);
	story_reviews(&s, "log", ROWS(
		REVIEW("a", MONDAY, OUTCOME_USABLE, MINUTES(0, 0, 20)),
		REVIEW("a", MONDAY, OUTCOME_USABLE, MINUTES(0, 0, 10),
		       .step = "adapt")));
	story_compute(&s, PERIOD_WEEK, MONDAY, MONDAY, LATER);
	check_close(value(&s, "benefit", NULL), 40 + 20 * 40 / 60.0, 1e-9);
	story_end(&s);
}

/* "minutes_from: time: A = work, C = correction, V = review; L = 0;
 * break-even ρ is –" */
TEST(minutes_can_come_from_the_time_sheet)
{
	struct story s;
	struct config_workflow w;

	hours_begin(&s, &w, 2);
	story_reviews(&s, "log", ROWS(
		REVIEW("a", MONDAY, OUTCOME_MAJOR),
		REVIEW("b", MONDAY, OUTCOME_USABLE)));
	story_times(&s, (struct told_time[]){
		{ MONDAY, 50, ACTIVITY_WORK, "blog", "editor" },
		{ MONDAY, 10, ACTIVITY_CORRECTION, "blog", NULL },
		{ MONDAY, 6, ACTIVITY_REVIEW, "blog", "editor" },
		{ MONDAY, 99, ACTIVITY_OTHER, "blog", "editor" },
		{ MONDAY, 99, ACTIVITY_WORK, NULL, "editor" },
	}, 5);
	story_compute(&s, PERIOD_WEEK, MONDAY, MONDAY, LATER);
	check_close(value(&s, "gross_hours", "blog"), 70 / 60.0, 1e-12);
	check_close(value(&s, "net_hours", NULL), 54 / 60.0, 1e-12);
	check_close(value(&s, "loop_hours", NULL), 0, 0);
	check_close(value(&s, "benefit", NULL),
		    120 - 50 - 10 * 40 / 60.0 - 6, 1e-9);
	check_close(value(&s, "break_even_rework", NULL), NAN, 0);
	story_end(&s);
}

/* "never both; default corrections if any row has work_minutes" */
TEST(work_minutes_in_the_corrections_leave_the_time_sheet_out)
{
	struct story s;
	struct config_workflow w;

	hours_begin(&s, &w, 2);
	story_reviews(&s, "log", ROWS(
		REVIEW("a", MONDAY, OUTCOME_USABLE, MINUTES(0, 0, 20))));
	story_times(&s, (struct told_time[]){
		{ MONDAY, 50, ACTIVITY_WORK, "blog", "editor" } }, 1);
	story_compute(&s, PERIOD_WEEK, MONDAY, MONDAY, LATER);
	check_close(value(&s, "net_hours", NULL), 40 / 60.0, 1e-12);
	w.minutes_from = MINUTES_TIME;
	story_compute(&s, PERIOD_WEEK, MONDAY, MONDAY, LATER);
	check_close(value(&s, "net_hours", NULL), 10 / 60.0, 1e-12);
	story_end(&s);
}

/* ---- costs -------------------------------------------------------------- */

/* "Every cost spreads over its calendar month": 7 of 31 days, then 28 days
 * of February in one week's quarter. */
TEST(a_cost_spreads_over_its_month_wherever_it_was_booked)
{
	struct story s;
	struct config_workflow w;

	hours_begin(&s, &w, 2);
	story_costs(&s, (struct told_cost[]){
		{ "2026-01-31", "tool", 310, COST_TOOL, 0 },
		{ "2026-01-03", "seat", 31, COST_OTHER, 0 },
		{ "2026-02-01", "tool", 280, COST_TOOL, 0 },
	}, 3);
	story_compute(&s, PERIOD_WEEK, MONDAY, "2026-02-01", LATER);
	check_close(value(&s, "tool_cost", NULL), 77, 1e-9);
	check_close(story_figure(&s, "tool_cost", NULL, "2026-02-01")->value,
		    6 * 11 + 10, 1e-9);
	story_compute(&s, PERIOD_QUARTER, MONDAY, MONDAY, LATER);
	check_close(value(&s, "tool_cost", NULL), 621, 1e-9);
	story_end(&s);
}

/* Days after as-of have not been paid for. */
TEST(an_unfinished_month_holds_the_cost_so_far)
{
	struct story s;
	struct config_workflow w;

	hours_begin(&s, &w, 2);
	story_costs(&s, (struct told_cost[]){
		{ "2026-01-31", "tool", 310, COST_TOOL, 0 } }, 1);
	story_compute(&s, PERIOD_MONTH, MONDAY, MONDAY, "2026-01-10");
	check_close(value(&s, "tool_cost", NULL), 100, 1e-9);
	story_end(&s);
}

/* "refinement amounts join the cost unless `hours` is given" */
TEST(refinement_is_paid_in_hours_or_in_money_not_in_both)
{
	struct story s;
	struct config_workflow w;

	hours_begin(&s, &w, 2);
	story_costs(&s, (struct told_cost[]){
		{ "2026-01-01", "agency", 310, COST_REFINEMENT, 0 },
		{ "2026-01-02", "own work", 999, COST_REFINEMENT, 31 },
	}, 2);
	story_compute(&s, PERIOD_WEEK, MONDAY, MONDAY, LATER);
	check_close(value(&s, "refinement_hours", NULL), 7, 1e-9);
	check_close(value(&s, "cost", NULL), 70 + 7 * 40, 1e-9);
	check_close(value(&s, "tool_cost", NULL), NAN, 0);
	story_times(&s, (struct told_time[]){
		{ MONDAY, 60, ACTIVITY_TUNING, NULL, "editor" },
		{ MONDAY, 30, ACTIVITY_PRACTICE, "blog", NULL },
		{ MONDAY, 30, ACTIVITY_AUDIT, NULL, "editor" },
		{ MONDAY, 60, ACTIVITY_REFINEMENT, NULL, "editor" },
	}, 4);
	story_compute(&s, PERIOD_WEEK, MONDAY, MONDAY, LATER);
	check_close(value(&s, "refinement_hours", NULL), 3, 1e-9);
	check_close(value(&s, "cost", NULL), 70 + 2.5 * 60 + 0.5 * 40, 1e-9);
	story_end(&s);
}

/* The figures agree with the pure function on the same numbers. */
TEST(roi_from_the_store_is_that_of_roi_compute)
{
	struct story s;
	struct config_workflow w;
	struct roi_result r;
	struct roi_input in = {
		.hours_week = 5, .rate = 60, .invest_hours = 2,
		.tools_week = 7, .weeks = 1, .recapture = 1
	};

	hours_begin(&s, &w, 2);
	story_weighted(&s, "log", ROWS(
		REVIEW("a", MONDAY, OUTCOME_USABLE, MINUTES(0, 0, 20),
		       .n = 9),
		REVIEW("b", MONDAY, OUTCOME_MAJOR, MINUTES(50, 10, 20),
		       .n = 3),
		REVIEW("c", MONDAY, OUTCOME_USABLE, MINUTES(0, 0, 60),
		       .n = 5)));
	story_times(&s, (struct told_time[]){
		{ MONDAY, 120, ACTIVITY_TUNING, NULL, "editor" } }, 1);
	story_costs(&s, (struct told_cost[]){
		{ "2026-01-01", "tool", 31, COST_TOOL, 0 } }, 1);
	story_compute(&s, PERIOD_WEEK, MONDAY, MONDAY, LATER);
	roi_compute(&r, &in);
	check_close(value(&s, "net_hours", NULL), 5, 1e-12);
	check_close(value(&s, "roi", NULL), r.roi, 1e-9);
	check_close(value(&s, "payback", NULL), r.payback, 1e-9);
	check_close(value(&s, "break_even_rate", NULL), r.break_even_rate,
		    1e-9);
	check_close(value(&s, "break_even_hours", NULL), r.break_even_hours,
		    1e-9);
	check_close(value(&s, "hourly_rate", NULL), 60, 1e-9);
	check_close(value(&s, "net_benefit", NULL), 300 - 127, 1e-9);
	in.discount = 0.10;
	roi_compute(&r, &in);
	check_close(value(&s, "npv", NULL), r.npv, 1e-9);
	in.recapture = s.config.limits.recapture;
	roi_compute(&r, &in);
	check_close(value(&s, "roi_half", NULL), r.roi, 1e-9);
	check_close(value(&s, "net_benefit_half", NULL), 150 - 127, 1e-9);
	/* G = 8 h, n = 17, c_R = 1 h, c_N = 0, cost 127: 8 − 17ρ = 127/60 */
	check_close(value(&s, "break_even_rework", NULL),
		    (8 - 127 / 60.0) / 17, 1e-9);
	story_end(&s);
}

/* Draft gains 20 minutes at 60, adapt loses 21 at 40: -1 minute, 6 EUR. */
TEST(a_rate_that_no_step_has_gives_way_to_the_default_rate)
{
	struct story s;
	struct config_workflow w;
	const struct figure *f;

	hours_begin(&s, &w, 2);
	story_reviews(&s, "log", ROWS(
		REVIEW("a", MONDAY, OUTCOME_USABLE, MINUTES(0, 0, 40)),
		REVIEW("b", MONDAY, OUTCOME_LIGHT, MINUTES(21, 0, 30),
		       .step = "adapt")));
	story_costs(&s, (struct told_cost[]){
		{ "2026-01-01", "tool", 31, COST_TOOL, 0 } }, 1);
	story_compute(&s, PERIOD_WEEK, MONDAY, MONDAY, LATER);
	check_close(value(&s, "benefit", NULL), 6, 1e-9);
	f = story_figure(&s, "hourly_rate", NULL, MONDAY);
	check_close(f->value, 40, 1e-9);
	assert_string_equal(f->note, "the default rate: benefit divided by "
			    "net hours is no rate that any of the steps has");
	f = story_figure(&s, "break_even_hours", NULL, MONDAY);
	check_close(f->value, 7 / 40.0, 1e-9);
	assert_string_equal(f->note, "at the default rate");
	story_end(&s);
}

static void check_break_even_note(double correction, double cost,
				  const char *note)
{
	struct story s;
	struct config_workflow w;
	const struct figure *f;

	hours_begin(&s, &w, 2);
	story_reviews(&s, "log", ROWS(
		REVIEW("a", MONDAY, OUTCOME_USABLE, MINUTES(0, 0, 20)),
		REVIEW("b", MONDAY, OUTCOME_MAJOR, .correction = correction,
		       .work = 20)));
	story_costs(&s, (struct told_cost[]){
		{ "2026-01-01", "tool", cost * 31 / 7, COST_TOOL, 0 } }, 1);
	story_compute(&s, PERIOD_WEEK, MONDAY, MONDAY, LATER);
	f = story_figure(&s, "break_even_rework", NULL, MONDAY);
	check_close(f->value, NAN, 0);
	assert_string_equal(f->note, note);
	story_end(&s);
}

TEST(without_a_root_it_pays_at_any_rework_or_never)
{
	check_break_even_note(10, 1, "pays at any rework");
	check_break_even_note(10, 500, "never pays");
}

/* net(ρ) that rises through the cost is no "as long as rework stays below". */
TEST(rework_that_costs_less_than_none_is_no_break_even)
{
	struct story s;
	struct config_workflow w;
	const struct figure *f;

	hours_begin(&s, &w, 2);
	story_reviews(&s, "log", ROWS(
		REVIEW("a", MONDAY, OUTCOME_USABLE, MINUTES(0, 39, 20)),
		REVIEW("b", MONDAY, OUTCOME_MAJOR, MINUTES(1, 0, 20))));
	story_costs(&s, (struct told_cost[]){
		{ "2026-01-01", "tool", 10 * 31 / 7.0, COST_TOOL, 0 } }, 1);
	story_compute(&s, PERIOD_WEEK, MONDAY, MONDAY, LATER);
	f = story_figure(&s, "break_even_rework", NULL, MONDAY);
	check_close(f->value, NAN, 0);
	assert_string_equal(f->note, "reworked outputs took less time than "
			    "the others, so that no rework rate is a limit");
	story_end(&s);
}

TEST(payback_that_is_not_reached_is_said_so)
{
	struct story s;
	struct config_workflow w;
	const struct figure *f;

	hours_begin(&s, &w, 2);
	story_reviews(&s, "log", ROWS(
		REVIEW("a", MONDAY, OUTCOME_USABLE, MINUTES(0, 0, 20))));
	story_times(&s, (struct told_time[]){
		{ MONDAY, 120, ACTIVITY_TUNING, NULL, "editor" } }, 1);
	story_costs(&s, (struct told_cost[]){
		{ "2026-01-01", "tool", 3100, COST_TOOL, 0 } }, 1);
	story_compute(&s, PERIOD_WEEK, MONDAY, MONDAY, LATER);
	f = story_figure(&s, "payback", NULL, MONDAY);
	check_close(f->value, NAN, 0);
	assert_string_equal(f->note, "not reached at this rate");
	story_end(&s);
}

TEST(hours_without_cost_have_no_roi)
{
	struct story s;
	struct config_workflow w;

	hours_begin(&s, &w, 2);
	story_reviews(&s, "log", ROWS(
		REVIEW("a", MONDAY, OUTCOME_USABLE, MINUTES(0, 0, 20))));
	story_compute(&s, PERIOD_WEEK, MONDAY, MONDAY, LATER);
	assert_string_equal(story_figure(&s, "roi", NULL, MONDAY)->note,
			    "no cost recorded, ROI not defined");
	check_close(value(&s, "benefit", NULL), 40, 1e-9);
	story_end(&s);
}

/* ---- the interval ----------------------------------------------------------- */

/* Net hours of four complete weeks: 1, 2, 3 and 2 outputs of 40 minutes. */
static void four_weeks(struct story *s, struct config_workflow *w, int weeks)
{
	const struct told_review rows[] = {
		REVIEW("a", "2026-01-05", OUTCOME_USABLE, .work = 20),
		REVIEW("b", "2026-01-12", OUTCOME_USABLE, .work = 20, .n = 2),
		REVIEW("c", "2026-01-19", OUTCOME_USABLE, .work = 20, .n = 3),
		REVIEW("d", "2026-01-26", OUTCOME_USABLE, .work = 20, .n = 2)
	};

	hours_begin(s, w, 2);
	story_weighted(s, "log", rows, (size_t)weeks);
}

/* "Interval of net hours from weekly values (t, 80 %), needs ≥ 4 weeks" */
TEST(net_hours_of_four_weeks_have_an_interval)
{
	struct story s;
	struct config_workflow w;
	const struct figure *f;
	double half = 1.63774435369621 * (0.816496580927726 * 2 / 3) / 2 *
		      28 / 7;

	four_weeks(&s, &w, 4);
	story_compute(&s, PERIOD_RANGE, "2026-01-05", "2026-02-01", LATER);
	f = story_figure(&s, "net_hours", NULL, MONDAY);
	check_close(f->value, 8 * 40 / 60.0, 1e-9);
	check_close(f->low, f->value - half, 1e-9);
	check_close(f->high, f->value + half, 1e-9);
	check_close(story_figure(&s, "net_hours", "blog", MONDAY)->low,
		    f->low, 1e-9);
	story_end(&s);
}

TEST(three_weeks_and_single_weeks_have_none)
{
	struct story s;
	struct config_workflow w;

	four_weeks(&s, &w, 3);
	story_compute(&s, PERIOD_RANGE, "2026-01-05", "2026-02-01", LATER);
	check_close(story_figure(&s, "net_hours", NULL, MONDAY)->low, NAN, 0);
	story_compute(&s, PERIOD_WEEK, "2026-01-05", "2026-02-01", LATER);
	check_close(story_figure(&s, "net_hours", NULL, MONDAY)->low, NAN, 0);
	story_end(&s);
}

TEST(a_workflow_that_only_the_time_sheet_knows_is_no_accident)
{
	struct story s;

	story_begin(&s);
	story_times(&s, (const struct told_time[]){
		{ MONDAY, 60, ACTIVITY_WORK, "blog", "editor" },
		{ MONDAY, 30, ACTIVITY_REVIEW, "events", "editor" },
	}, 2);
	story_compute(&s, PERIOD_WEEK, MONDAY, MONDAY, LATER);
	check_close(value(&s, "review_hours", "events"), 0.5, 1e-12);
	story_end(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
	net_hours_are_gross_less_corrections_reviews_and_loops),
		cmocka_unit_test(
	making_an_output_again_saves_nothing_and_costs_all_its_minutes),
		cmocka_unit_test(
	an_output_without_work_or_baseline_minutes_only_costs),
		cmocka_unit_test(many_outputs_left_out_are_counted_with_separators),
		cmocka_unit_test(without_any_gross_there_is_no_net_and_no_roi),
		cmocka_unit_test(fix_to_save_needs_a_gross_saving),
		cmocka_unit_test(each_step_counts_at_the_rate_of_its_owner),
		cmocka_unit_test(minutes_can_come_from_the_time_sheet),
		cmocka_unit_test(
	work_minutes_in_the_corrections_leave_the_time_sheet_out),
		cmocka_unit_test(
	a_cost_spreads_over_its_month_wherever_it_was_booked),
		cmocka_unit_test(an_unfinished_month_holds_the_cost_so_far),
		cmocka_unit_test(
	refinement_is_paid_in_hours_or_in_money_not_in_both),
		cmocka_unit_test(roi_from_the_store_is_that_of_roi_compute),
		cmocka_unit_test(
	a_rate_that_no_step_has_gives_way_to_the_default_rate),
		cmocka_unit_test(
	without_a_root_it_pays_at_any_rework_or_never),
		cmocka_unit_test(
	rework_that_costs_less_than_none_is_no_break_even),
		cmocka_unit_test(payback_that_is_not_reached_is_said_so),
		cmocka_unit_test(hours_without_cost_have_no_roi),
		cmocka_unit_test(net_hours_of_four_weeks_have_an_interval),
		cmocka_unit_test(three_weeks_and_single_weeks_have_none),
		cmocka_unit_test(
			a_workflow_that_only_the_time_sheet_knows_is_no_accident),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
