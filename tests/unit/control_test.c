/*
 * The control chart over weekly figures: baseline, segments, limits, signals
 * and what is said once (METRICS.md §0, §1, §2, §16).
 */
#include "tests/unit/story.h"

#include "metrics/control.h"
#include "metrics/stats.h"

/* Weekly rework figures from the Monday on; n 0 = a gap without a figure. */
static void chart_weeks(struct figures *f, const char *monday,
			const int64_t *x, const int64_t *n, size_t len)
{
	struct period week = period_of(PERIOD_WEEK, story_day(monday), 1);
	const struct scope all = { { 0 } };

	for (size_t i = 0; i < len; i++, week = period_next(week, 1)) {
		struct figure *g;

		if (n[i] == 0)
			continue;
		g = figures_add(f, metric_find("rework"), &all, week);
		g->x = x[i];
		g->n = n[i];
		g->value = (double)x[i] / (double)n[i];
	}
	figures_sort(f);
}

struct charted {
	struct figures f;
	struct config config;
	struct arena a;
	struct control_chart c;
};

static void chart_of(struct charted *t, const int64_t *x, const int64_t *n,
		     size_t len, const char *as_of)
{
	const struct scope all = { { 0 } };

	*t = (struct charted){ 0 };
	config_defaults(&t->config);
	chart_weeks(&t->f, "2026-01-05", x, n, len);
	control_chart_of(&t->c, &t->f, metric_find("rework"), &all,
			 &t->config, story_day(as_of), &t->a);
}

static void chart_end(struct charted *t)
{
	figures_release(&t->f);
	config_release(&t->config);
	arena_release(&t->a);
}

static const int64_t laney_n[] = { 50, 48, 52, 55, 47, 60, 44, 51, 49, 53,
				   50, 46, 50, 50 };
static const int64_t laney_x[] = { 6, 9, 4, 11, 5, 12, 3, 8, 10, 4, 7, 6, 7,
				   7 };

TEST(the_baseline_is_the_first_twelve_weeks_and_then_frozen)
{
	struct charted t;

	chart_of(&t, laney_x, laney_n, 14, "2026-04-12");
	assert_int_equal(t.c.n, 14);
	assert_int_equal(t.c.segment[0].points, 12);
	assert_false(t.c.segment[0].trial);
	check_close(t.c.segment[0].centre, 0.140496, 5e-7);
	check_close(t.c.high[0], 0.374470, 5e-7);
	check_close(t.c.high[13], 0.374470, 5e-7);
	assert_string_equal(t.c.trend, "stable");
	chart_end(&t);
}

/* "< 8 points: run chart only; 8–11: trial limits" */
TEST(eight_weeks_give_trial_limits_and_seven_none)
{
	struct charted t;

	chart_of(&t, laney_x, laney_n, 8, "2026-03-01");
	assert_true(t.c.segment[0].trial);
	assert_true(t.c.high[0] > t.c.centre[0]);
	assert_string_equal(t.c.trend, "not enough data");
	chart_end(&t);
	chart_of(&t, laney_x, laney_n, 7, "2026-02-22");
	assert_false(t.c.segment[0].trial);
	check_close(t.c.segment[0].centre, NAN, 0);
	check_close(t.c.high[0], NAN, 0);
	chart_end(&t);
}

TEST(a_gap_is_no_point_and_uses_up_a_baseline_week)
{
	int64_t n[14];
	struct charted t;

	memcpy(n, laney_n, sizeof n);
	n[3] = 0;
	chart_of(&t, laney_x, n, 14, "2026-04-12");
	assert_int_equal(t.c.n, 14);
	assert_int_equal(t.c.segment[0].points, 11);
	check_close(t.c.value[3], NAN, 0);
	check_close(t.c.high[3], NAN, 0);
	assert_true(t.c.segment[0].trial);
	chart_end(&t);
}

TEST(the_week_of_as_of_counts_only_once_it_is_over)
{
	struct charted t;

	chart_of(&t, laney_x, laney_n, 14, "2026-04-11");
	assert_int_equal(t.c.n, 13);
	chart_end(&t);
	chart_of(&t, laney_x, laney_n, 14, "2026-04-26");
	assert_int_equal(t.c.n, 16);
	check_close(t.c.value[15], NAN, 0);
	chart_end(&t);
}

/* The first day with reviews is a Wednesday: its week is not complete. */
TEST(a_week_that_began_before_the_data_is_left_out)
{
	const struct scope all = { { 0 } };
	struct charted t;

	chart_of(&t, laney_x, laney_n, 14, "2026-04-12");
	t.f.data_from = story_day("2026-01-07");
	control_chart_of(&t.c, &t.f, metric_find("rework"), &all, &t.config,
			 story_day("2026-04-12"), &t.a);
	assert_int_equal(t.c.n, 13);
	assert_int_equal(t.c.x[0], 9);
	chart_end(&t);
}

TEST(a_point_above_its_limit_is_degrading)
{
	int64_t x[14];
	struct charted t;

	memcpy(x, laney_x, sizeof x);
	x[12] = 25;
	chart_of(&t, x, laney_n, 14, "2026-04-12");
	assert_true(t.c.outside_recent);
	assert_int_equal(t.c.outside_side, 1);
	assert_string_equal(t.c.trend, "degrading");
	chart_end(&t);
	chart_of(&t, x, laney_n, 14, "2026-04-26");
	assert_false(t.c.outside_recent);
	chart_end(&t);
}

TEST(a_long_run_below_the_median_is_improving)
{
	int64_t x[20], n[20];
	struct charted t;

	for (int i = 0; i < 20; i++) {
		n[i] = 100;
		x[i] = i < 10 ? 20 + i % 3 : 14 + i % 3;
	}
	chart_of(&t, x, n, 20, "2026-05-24");
	assert_true(t.c.shift);
	assert_false(t.c.outside_recent);
	assert_string_equal(t.c.trend, "improving");
	chart_end(&t);
}

TEST(a_tiny_week_is_never_a_signal)
{
	int64_t x[14], n[14];
	struct charted t;

	memcpy(x, laney_x, sizeof x);
	memcpy(n, laney_n, sizeof n);
	x[13] = n[13] = 4;
	chart_of(&t, x, n, 14, "2026-04-12");
	check_close(t.c.value[13], 1, 0);
	check_close(t.c.high[13], NAN, 0);
	assert_false(t.c.outside_recent);
	chart_end(&t);
}

/* ---- lists ------------------------------------------------------------------------ */

TEST(the_costliest_outputs_come_in_order_of_their_day)
{
	struct story s;
	struct arena a = { 0 };
	struct output_list list = { .max = 2, .arena = &a };
	struct figures figures = { 0 };
	struct metrics_request request = {
		.kind = PERIOD_WEEK, .from = story_day("2026-01-05"),
		.to = story_day("2026-01-11"),
		.as_of = story_day("2026-12-31"), .list = &list
	};
	struct err err;

	story_begin(&s);
	story_reviews(&s, "log", ROWS(
		REVIEW("cheap", "2026-01-05", OUTCOME_LIGHT, .correction = 1),
		REVIEW("dear", "2026-01-07", OUTCOME_MAJOR, .correction = 30,
		       .tool = "Jasper"),
		REVIEW("loops", "2026-01-05", OUTCOME_MAJOR, .review = 2),
		REVIEW("loops", "2026-01-06", OUTCOME_USABLE, .review = 20),
		REVIEW("out", "2026-01-12", OUTCOME_MAJOR, .correction = 99)));
	list.period = period_of(PERIOD_WEEK, request.from, 1);
	story_check(metrics_compute(&figures, s.store, &s.config, &request,
				    &err), &err);
	assert_int_equal(list.total, 3);
	assert_int_equal(list.n, 2);

	const struct output_row *rows = list.rows;

	assert_string_equal(rows[0].item, "loops");
	check_close(rows[0].review_min, 22, 1e-12);
	check_close(rows[0].correction_min, NAN, 0);
	assert_string_equal(rows[1].item, "dear");
	assert_string_equal(rows[1].class_word, "rework");
	assert_string_equal(rows[1].outcome, "major");
	assert_string_equal(rows[1].tool, "Jasper");
	figures_release(&figures);
	arena_release(&a);
	story_end(&s);
}

/* ---- segments ----------------------------------------------------------- */

static const struct scope all = { { 0 } };

static void chart_again(struct charted *t, const char *as_of)
{
	control_chart_of(&t->c, &t->f, metric_find("rework"), &all,
			 &t->config, story_day(as_of), &t->a);
}

/* Adding weeks never changes the limits of earlier ones, once the baseline
 * is complete. */
TEST(later_weeks_never_change_the_limits_of_earlier_ones)
{
	int64_t x[40], n[40];
	struct charted t, later;

	for (int i = 0; i < 40; i++) {
		n[i] = 40 + i * 7 % 23;
		x[i] = 3 + i * 5 % 11 + i / 4;
	}
	chart_of(&later, x, n, 40, "2026-10-11");
	for (size_t len = 12; len < 40; len += 9) {
		char as_of[DATE_MAX];

		day_format(as_of, story_day("2026-01-04") + 7 * (int32_t)len);
		chart_of(&t, x, n, len, as_of);
		assert_int_equal(t.c.n, len);
		for (size_t i = 0; i < len; i++) {
			check_close(t.c.low[i], later.c.low[i], 0);
			check_close(t.c.high[i], later.c.high[i], 0);
			check_close(t.c.centre[i], later.c.centre[i], 0);
		}
		chart_end(&t);
	}
	chart_end(&later);
}

TEST(weeks_before_a_pinned_baseline_are_points_without_limits)
{
	struct charted t;
	struct baseline_pin pin = { "", story_day("2026-01-19") };

	chart_of(&t, laney_x, laney_n, 14, "2026-04-12");
	t.f.baselines.pin = &pin;
	t.f.baselines.n_pins = 1;
	chart_again(&t, "2026-04-12");
	assert_int_equal(t.c.n, 14);
	assert_int_equal(t.c.segment[0].first, 2);
	assert_int_equal(t.c.segment[0].baseline_end, 14);
	check_close(t.c.value[1], 9 / 48.0, 1e-12);
	check_close(t.c.high[1], NAN, 0);
	check_close(t.c.centre[1], NAN, 0);
	/* Σx/Σn of weeks 3 to 14 */
	check_close(t.c.centre[2], 84 / 607.0, 1e-12);
	chart_end(&t);
}

/* 14 weeks at 10 of 50 and, from a decision on, 14 weeks at 20. */
static void reset_chart(struct charted *t, size_t len, const char *as_of)
{
	static struct baseline_reset reset = { "", 0, "new prompts" };
	int64_t x[28], n[28];

	for (int i = 0; i < 28; i++) {
		n[i] = 50;
		x[i] = (i < 14 ? 10 : 20) + i % 2;
	}
	chart_of(t, x, n, len, as_of);
	reset.day = story_day("2026-04-10");
	t->f.baselines.reset = &reset;
	t->f.baselines.n_resets = 1;
	chart_again(t, as_of);
}

TEST(a_rebase_makes_two_segments_with_their_own_limits)
{
	struct charted t;

	reset_chart(&t, 28, "2026-07-19");
	assert_int_equal(t.c.n_segments, 2);
	assert_int_equal(t.c.segment[0].end, 14);
	assert_int_equal(t.c.segment[1].first, 14);
	assert_string_equal(t.c.segment[1].text, "new prompts");
	check_close(t.c.centre[13], 10.5 / 50, 1e-12);
	check_close(t.c.centre[14], 20.5 / 50, 1e-12);
	assert_true(t.c.high[13] < t.c.value[14]);
	assert_true(t.c.high[14] > t.c.value[14]);
	assert_false(t.c.shift);
	assert_string_equal(t.c.trend, "stable");
	chart_end(&t);
}

TEST(a_young_segment_has_no_limits_and_no_word_of_the_one_before)
{
	struct charted t;

	reset_chart(&t, 21, "2026-05-31");
	assert_int_equal(t.c.n_segments, 2);
	check_close(t.c.centre[20], NAN, 0);
	check_close(t.c.high[20], NAN, 0);
	assert_true(t.c.high[13] > 0);
	assert_false(t.c.outside_recent);
	assert_string_equal(t.c.trend, "not enough data");
	chart_end(&t);
	reset_chart(&t, 22, "2026-06-07");
	assert_true(t.c.segment[1].trial);
	assert_true(t.c.high[21] > 0);
	chart_end(&t);
}

TEST(a_baseline_without_rework_has_a_bound_instead_of_limits)
{
	const int64_t x[12] = { 0 }, n[12] = { 5, 5, 5, 5, 5, 5, 5, 5, 5, 5,
					       5, 4 };
	struct charted t;
	const struct control_segment *s;

	chart_of(&t, x, n, 12, "2026-03-29");
	s = control_segment_now(&t.c);
	assert_int_equal(s->one_sided, -1);
	assert_int_equal(s->items, 59);
	check_close(s->bound, 0.0495, 5e-5);
	check_close(t.c.high[3], NAN, 0);
	chart_end(&t);
	chart_of(&t, n, n, 12, "2026-03-29");
	s = control_segment_now(&t.c);
	assert_int_equal(s->one_sided, 1);
	check_close(s->bound, 1 - 0.0495, 5e-5);
	chart_end(&t);
}

/* ---- what is said once -------------------------------------------------- */

/* Ten weeks at 20 %, ten at 14 %: from week 14 on, with ten weeks off the
 * median, there are too few crossings. */
static void shift_chart(struct charted *t, size_t len, const char *as_of)
{
	int64_t x[60], n[60];

	for (int i = 0; i < 60; i++) {
		n[i] = 100;
		x[i] = i < 10 ? 20 + i % 3 : 14 + i % 3;
	}
	chart_of(t, x, n, len, as_of);
}

static bool is_new(struct charted *t, const char *const *published, size_t n,
		   const char *as_of)
{
	int32_t weekly[8];

	for (size_t i = 0; i < n; i++)
		weekly[i] = story_day(published[i]);
	t->f.baselines.weekly = weekly;
	t->f.baselines.n_weekly = n;
	chart_again(t, as_of);
	t->f.baselines.weekly = NULL;
	t->f.baselines.n_weekly = 0;
	return t->c.shift && t->c.shift_new;
}

#define MONDAYS(...) (const char *const[]){ __VA_ARGS__ }, \
	COUNT(((const char *const[]){ __VA_ARGS__ }))

TEST(a_shift_is_new_until_a_week_of_its_stretch_was_published)
{
	struct charted t;
	char since[DATE_MAX];

	shift_chart(&t, 20, "2026-05-24");
	assert_true(t.c.shift);
	assert_int_equal(t.c.shift_side, -1);
	day_format(since, t.c.shift_since);
	assert_string_equal(since, "2026-04-06");
	assert_true(is_new(&t, NULL, 0, "2026-05-24"));
	/* published before it began */
	assert_true(is_new(&t, MONDAYS("2026-03-02", "2026-03-09"),
			   "2026-05-24"));
	/* the same week again: still its own news */
	assert_true(is_new(&t, MONDAYS("2026-05-18"), "2026-05-24"));
	/* a week of the stretch showed it */
	assert_false(is_new(&t, MONDAYS(since), "2026-05-24"));
	/* the word stays */
	assert_string_equal(t.c.trend, "improving");
	chart_end(&t);
}

TEST(a_shift_is_said_again_after_normal_weeks)
{
	int64_t x[80], n[80];
	struct charted t;
	size_t calm = 0;

	/* a step down, forty weeks of noise on that level, a step up */
	for (int i = 0; i < 80; i++) {
		n[i] = 100;
		x[i] = i < 10 ? 30 : i < 60 ? 14 : 30;
		x[i] += i * 7 % 5 * (i % 2 ? 1 : -1);
	}
	chart_of(&t, x, n, 25, "2026-06-28");
	assert_true(t.c.shift);
	chart_end(&t);
	for (size_t len = 26; len < 60; len++) {
		char as_of[DATE_MAX];

		day_format(as_of, story_day("2026-01-04") + 7 * (int32_t)len);
		chart_of(&t, x, n, len, as_of);
		calm += !t.c.shift;
		chart_end(&t);
	}
	assert_true(calm > 5);
	chart_of(&t, x, n, 72, "2027-05-23");
	assert_true(t.c.shift);
	assert_int_equal(t.c.shift_side, 1);
	/* the report of the first stretch does not silence the second */
	assert_true(is_new(&t, MONDAYS("2026-06-22"), "2027-05-23"));
	chart_end(&t);
}

/* ---- XmR ------------------------------------------------------------------ */

static const double golden[] = { 12, 15, 11, 14, 13, 18, 12, 16, 14, 13, 15,
				 12 };

static void values_of(struct charted *t, const char *metric, const double *v,
		      size_t n)
{
	struct period week = period_of(PERIOD_WEEK, story_day("2026-01-05"),
				       1);
	char as_of[DATE_MAX];

	*t = (struct charted){ 0 };
	config_defaults(&t->config);
	for (size_t i = 0; i < n; i++, week = period_next(week, 1))
		if (!isnan(v[i]))
			figures_add(&t->f, metric_find(metric), &all,
				    week)->value = v[i];
	figures_sort(&t->f);
	day_format(as_of, week.first - 1);
	control_chart_of(&t->c, &t->f, metric_find(metric), &all, &t->config,
			 story_day(as_of), &t->a);
}

TEST(minutes_have_the_xmr_limits_of_the_golden_series)
{
	struct charted t;

	values_of(&t, "correction_minutes", golden, 12);
	check_close(t.c.centre[0], 13.75, 0);
	check_close(t.c.low[0], 5.528182, 5e-7);
	check_close(t.c.high[11], 21.971818, 5e-7);
	assert_string_equal(t.c.trend, "stable");
	chart_end(&t);
}

TEST(xmr_limits_are_cut_to_what_the_metric_can_be)
{
	double v[12];
	struct charted t;

	for (int i = 0; i < 12; i++)
		v[i] = golden[i] - 10;
	values_of(&t, "correction_minutes", v, 12);
	check_close(t.c.low[0], 0, 0);
	check_close(t.c.high[0], 11.971818, 5e-7);
	chart_end(&t);
	for (int i = 0; i < 12; i++)
		v[i] = golden[i] / 2;
	values_of(&t, "consistency", v, 12);
	check_close(t.c.low[0], 2.764091, 5e-7);
	check_close(t.c.high[0], 10, 0);
	chart_end(&t);
	/* a balance may turn into a loss */
	for (int i = 0; i < 12; i++)
		v[i] = golden[i] - 12;
	values_of(&t, "net_hours", v, 12);
	check_close(t.c.low[0], -6.471818, 5e-7);
	chart_end(&t);
}

TEST(weeks_without_a_value_are_gaps_of_an_xmr_chart)
{
	double v[13];
	struct charted t;

	for (int i = 0; i < 13; i++)
		v[i] = i < 5 ? golden[i] : i == 5 ? (double)NAN : golden[i - 1];
	values_of(&t, "correction_minutes", v, 13);
	assert_int_equal(t.c.segment[0].points, 11);
	assert_true(t.c.segment[0].trial);
	check_close(t.c.value[5], NAN, 0);
	/* mean of the first eleven values */
	check_close(t.c.centre[0], 153 / 11.0, 1e-12);
	chart_end(&t);
}

TEST(counts_and_money_have_no_chart)
{
	struct charted t;

	values_of(&t, "outputs", golden, 12);
	assert_int_equal(t.c.n, 0);
	assert_false(has_control_chart(metric_find("cost")));
	chart_end(&t);
}

/* ---- through the store -------------------------------------------------- */

/* `n` outputs of a Monday, x of them rewritten. */
static void week_of_reviews(struct story *s, const char *source,
			    const char *monday, int n, int x)
{
	struct told_review row[40];
	char id[40][32];

	for (int i = 0; i < n; i++) {
		snprintf(id[i], sizeof id[i], "%s-%d", monday, i);
		row[i] = (struct told_review){
			.item = id[i], .at = monday,
			.outcome = i < x ? OUTCOME_REWRITTEN : OUTCOME_USABLE
		};
	}
	story_reviews(s, source, row, (size_t)n);
}

static void story_chart(struct story *s, struct control_chart *c,
			struct arena *a)
{
	story_compute(s, PERIOD_WEEK, "2025-12-01", "2026-05-31",
		      "2026-05-31");
	control_chart_of(c, &s->figures, metric_find("rework"), &all,
			 &s->config, story_day("2026-05-31"), a);
}

TEST(older_rows_do_not_move_a_pinned_baseline_and_a_restated_value_flows_in)
{
	const struct published_week shown = { "", story_day("2026-01-05"), 0 };
	struct run_entry run = {
		.report = "weekly", .period = "2026-W14", .file = "w.xlsx",
		.sha256 = "ab", .inputs = "cd", .as_of = "2026-04-05",
		.weeks = &shown, .n_weeks = 1
	};
	struct control_chart c;
	struct arena a = { 0 };
	struct story s;
	struct err err;
	char monday[DATE_MAX];

	story_begin(&s);
	for (int w = 0; w < 14; w++) {
		day_format(monday, story_day("2026-01-05") + 7 * w);
		week_of_reviews(&s, "log", monday, 20, 2 + w % 3);
	}
	story_chart(&s, &c, &a);
	assert_int_equal(c.week[c.segment[0].first].first,
			 story_day("2026-01-05"));
	check_close(c.segment[0].centre, 36 / 240.0, 1e-12);
	story_check(store_record_run(s.store, &run, NULL, 0, &err), &err);
	/* four weeks of worse work, older than all that was shown */
	for (int w = 1; w < 5; w++) {
		day_format(monday, story_day("2026-01-05") - 7 * w);
		week_of_reviews(&s, "old", monday, 20, 15);
	}
	story_chart(&s, &c, &a);
	assert_int_equal(c.week[0].first, story_day("2025-12-08"));
	assert_int_equal(c.week[c.segment[0].first].first,
			 story_day("2026-01-05"));
	check_close(c.segment[0].centre, 36 / 240.0, 1e-12);
	/* an outcome of a baseline week is corrected */
	week_of_reviews(&s, "log", "2026-01-05", 20, 8);
	story_chart(&s, &c, &a);
	assert_int_equal(c.week[c.segment[0].first].first,
			 story_day("2026-01-05"));
	check_close(c.segment[0].centre, 42 / 240.0, 1e-12);
	arena_release(&a);
	story_end(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			the_baseline_is_the_first_twelve_weeks_and_then_frozen),
		cmocka_unit_test(eight_weeks_give_trial_limits_and_seven_none),
		cmocka_unit_test(a_gap_is_no_point_and_uses_up_a_baseline_week),
		cmocka_unit_test(the_week_of_as_of_counts_only_once_it_is_over),
		cmocka_unit_test(a_week_that_began_before_the_data_is_left_out),
		cmocka_unit_test(a_point_above_its_limit_is_degrading),
		cmocka_unit_test(a_long_run_below_the_median_is_improving),
		cmocka_unit_test(a_tiny_week_is_never_a_signal),
		cmocka_unit_test(
			the_costliest_outputs_come_in_order_of_their_day),
		cmocka_unit_test(
			later_weeks_never_change_the_limits_of_earlier_ones),
		cmocka_unit_test(
			weeks_before_a_pinned_baseline_are_points_without_limits),
		cmocka_unit_test(
			a_rebase_makes_two_segments_with_their_own_limits),
		cmocka_unit_test(
			a_young_segment_has_no_limits_and_no_word_of_the_one_before),
		cmocka_unit_test(
			a_baseline_without_rework_has_a_bound_instead_of_limits),
		cmocka_unit_test(
			a_shift_is_new_until_a_week_of_its_stretch_was_published),
		cmocka_unit_test(a_shift_is_said_again_after_normal_weeks),
		cmocka_unit_test(
			minutes_have_the_xmr_limits_of_the_golden_series),
		cmocka_unit_test(xmr_limits_are_cut_to_what_the_metric_can_be),
		cmocka_unit_test(
			weeks_without_a_value_are_gaps_of_an_xmr_chart),
		cmocka_unit_test(counts_and_money_have_no_chart),
		cmocka_unit_test(
			older_rows_do_not_move_a_pinned_baseline_and_a_restated_value_flows_in),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
