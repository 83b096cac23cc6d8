/*
 * Sums and rates of campaigns: METRICS.md §16 "Campaigns", INPUTS.md "Time,
 * day, period". Intervals are those of §15 where it has them.
 */
#include "tests/unit/story.h"

#include <math.h>

struct told_campaign {
	const char *day, *start, *campaign, *channel, *segment;
	double sends, delivered, impressions, opens, clicks, conversions,
		unsubscribes, revenue, cost;
};

static int32_t campaign_cells(struct fact_cell *c, const void *rows, size_t i)
{
	const struct told_campaign *t = (const struct told_campaign *)rows + i;
	const double measure[] = {
		t->sends, t->delivered, t->impressions, t->opens, t->clicks,
		t->conversions, t->unsubscribes
	};

	c[FC_N].num = 1;
	c[CAM_DATE].num = story_day(t->day);
	if (t->start)
		c[CAM_PERIOD_START].num = story_day(t->start);
	c[CAM_CAMPAIGN] = cell_of(t->campaign ? t->campaign : "Spring");
	c[CAM_CHANNEL] = cell_of(t->channel);
	c[CAM_SEGMENT] = cell_of(t->segment);
	for (size_t k = 0; k < COUNT(measure); k++)
		c[CAM_SENDS + k] = cell_scaled(measure[k], MEASURE_SCALE);
	c[CAM_REVENUE] = cell_scaled(t->revenue, MONEY_SCALE);
	c[CAM_COST] = cell_scaled(t->cost, MONEY_SCALE);
	return story_day(t->day);
}

static void tell(struct story *s, const struct told_campaign *rows, size_t n)
{
	story_load(s, &kind_campaigns, "ads", LOAD_UPSERT, campaign_cells,
		   rows, n);
}

#define TELL(s, ...) \
	tell((s), (const struct told_campaign[]){ __VA_ARGS__ }, \
	     COUNT(((const struct told_campaign[]){ __VA_ARGS__ })))

/* The week from 2 to 8 November 2026 of one story. */
static void compute_week(struct story *s)
{
	story_compute(s, PERIOD_WEEK, "2026-11-02", "2026-11-08",
		      "2026-12-31");
}

static const struct figure *total(const struct story *s, const char *metric)
{
	return story_figure(s, metric, NULL, "2026-11-04");
}

static void check_rate(const struct story *s, const char *metric, double value,
		       double low, double high, int64_t x, int64_t n)
{
	const struct figure *f = total(s, metric);

	check_close(f->value, value, 1e-9);
	check_close(f->low, low, 5e-7);
	check_close(f->high, high, 5e-7);
	assert_int_equal(f->x, x);
	assert_int_equal(f->n, n);
}

TEST(rates_are_sums_over_sums_with_the_interval_of_wilson)
{
	struct story s;

	story_begin(&s);
	TELL(&s, { "2026-11-02", .sends = 61, .delivered = 60, .opens = 10,
		   .clicks = 10, .conversions = 1, .unsubscribes = 0 },
	     { "2026-11-03", .sends = 40, .delivered = 40, .opens = 5,
	       .clicks = 10, .conversions = 2, .unsubscribes = ZERO });
	compute_week(&s);
	check_rate(&s, "open_rate", 0.15, 0.093060, 0.232836, 15, 100);
	check_rate(&s, "conversion_rate", 0.15, 0.052369, 0.360419, 3, 20);
	check_close(total(&s, "click_rate")->value, 0.20, 1e-12);
	check_close(total(&s, "sends")->value, 101, 1e-12);
	check_close(total(&s, "delivered")->value, 100, 1e-12);
	check_close(total(&s, "opens")->value, 15, 1e-12);
	check_close(total(&s, "clicks")->value, 20, 1e-12);
	check_close(total(&s, "conversions")->value, 3, 1e-12);
	story_end(&s);
}

TEST(a_rate_sums_over_the_rows_that_have_both)
{
	struct story s;

	story_begin(&s);
	TELL(&s, { "2026-11-02", .delivered = 10, .unsubscribes = 1 },
	     { "2026-11-03", .delivered = 500 },
	     { "2026-11-04", .unsubscribes = 7 });
	compute_week(&s);
	check_rate(&s, "unsubscribe_rate", 0.1, 0.017876, 0.404150, 1, 10);
	assert_string_equal(total(&s, "unsubscribe_rate")->note,
			    "2 rows with only one of unsubscribes and "
			    "delivered left out");
	check_close(total(&s, "unsubscribes")->value, 8, 1e-12);
	assert_string_equal(total(&s, "unsubscribes")->note,
			    "1 of 3 rows have no unsubscribes");
	story_end(&s);
}

TEST(clicks_without_delivered_make_the_ctr)
{
	struct story s;

	story_begin(&s);
	TELL(&s, { "2026-11-02", .impressions = 180, .clicks = 27 },
	     { "2026-11-03", .impressions = 9000, .delivered = 200,
	       .clicks = 41 });
	compute_week(&s);
	check_rate(&s, "ctr", 0.15, 0.105182, 0.209445, 27, 180);
	check_rate(&s, "click_rate", 0.205, 0.154862, 0.266257, 41, 200);
	assert_string_equal(total(&s, "click_rate")->note, "");
	check_close(total(&s, "impressions")->value, 9180, 1e-12);
	story_end(&s);
}

TEST(what_is_missing_is_not_zero)
{
	struct story s;

	story_begin(&s);
	TELL(&s, { "2026-11-02", .sends = 10, .opens = ZERO });
	compute_week(&s);
	check_close(total(&s, "opens")->value, 0, 0);
	assert_true(isnan(total(&s, "clicks")->value));
	assert_string_equal(total(&s, "clicks")->note, "no row has clicks");
	assert_true(isnan(total(&s, "open_rate")->value));
	assert_string_equal(total(&s, "open_rate")->note,
			    "no row has both opens and delivered");
	assert_string_equal(total(&s, "ctr")->note, "no row without "
			    "delivered has both clicks and impressions");
	story_end(&s);
}

TEST(a_week_without_rows_is_a_gap)
{
	struct story s;

	story_begin(&s);
	TELL(&s, { "2026-11-16", .sends = 10 });
	compute_week(&s);
	assert_true(isnan(total(&s, "sends")->value));
	assert_string_equal(total(&s, "sends")->note, "no campaign rows");
	assert_string_equal(total(&s, "open_rate")->note, "no campaign rows");
	assert_int_equal(total(&s, "open_rate")->n, 0);
	story_end(&s);
}

TEST(nothing_delivered_has_no_rate)
{
	struct story s;

	story_begin(&s);
	TELL(&s, { "2026-11-02", .delivered = ZERO, .opens = 3 });
	compute_week(&s);
	assert_true(isnan(total(&s, "open_rate")->value));
	assert_string_equal(total(&s, "open_rate")->note,
			    "delivered add up to 0");
	story_end(&s);
}

TEST(more_opens_than_delivered_are_per_100_and_have_no_interval)
{
	struct story s;

	story_begin(&s);
	TELL(&s, { "2026-11-02", .delivered = 100, .opens = 112,
		   .clicks = 100 });
	compute_week(&s);
	check_close(total(&s, "open_rate")->value, 1.12, 1e-12);
	assert_true(isnan(total(&s, "open_rate")->low));
	assert_true(isnan(total(&s, "open_rate")->high));
	assert_string_equal(total(&s, "open_rate")->note,
			    "112.0 per 100: more opens than delivered");
	/* all of them is a share */
	check_close(total(&s, "click_rate")->high, 1, 1e-12);
	story_end(&s);
}

TEST(fractions_count_exactly_and_are_shown_rounded)
{
	struct story s;

	story_begin(&s);
	TELL(&s, { "2026-11-02", .clicks = 10, .conversions = 1.5 },
	     { "2026-11-03", .clicks = 10, .conversions = 1 },
	     { "2026-11-04", .clicks = 80, .conversions = 12.4995 });
	compute_week(&s);
	/* 1.5 + 1 + 12.5 of 100: thousandths round half up */
	check_rate(&s, "conversion_rate", 0.15, 0.093060, 0.232836, 15, 100);
	assert_string_equal(total(&s, "conversion_rate")->note, "");
	story_end(&s);

	story_begin(&s);
	TELL(&s, { "2026-11-02", .clicks = 20, .conversions = 2.5 });
	compute_week(&s);
	check_close(total(&s, "conversion_rate")->value, 0.125, 1e-12);
	assert_int_equal(total(&s, "conversion_rate")->x, 3);
	assert_string_equal(total(&s, "conversion_rate")->note,
			    "exactly 2.5 of 20");
	story_end(&s);
}

/* R21: 900 of 1,000 sends have an outcome, 0 is one. */
TEST(a_send_is_tracked_where_an_outcome_was_recorded)
{
	const struct figure *f;
	struct story s;

	story_begin(&s);
	TELL(&s, { "2026-11-02", .sends = 600, .opens = 10 },
	     { "2026-11-03", .sends = 300, .clicks = ZERO },
	     { "2026-11-04", .sends = 100, .unsubscribes = 3 },
	     { "2026-11-04", .impressions = 5000, .campaign = "Ads" });
	compute_week(&s);
	f = total(&s, "tracking_completeness");
	check_close(f->value, 0.9, 1e-12);
	assert_int_equal(f->x, 900);
	assert_int_equal(f->n, 1000);
	assert_string_equal(f->note, "");
	s.config.samples.tracking_limit = 0.95;
	compute_week(&s);
	assert_string_equal(total(&s, "tracking_completeness")->note,
			    "below 95 %: fix tracking, no tuning advice");
	f = story_scope(&s, "tracking_completeness", &(struct scope){
		{ [SCOPE_CAMPAIGN] = "Ads" } }, "2026-11-04");
	assert_string_equal(f->note, "no row has sends");
	story_end(&s);
}

TEST(what_was_sent_and_what_came_back_may_be_in_two_exports)
{
	static const struct told_campaign came[] = {
		{ "2026-11-02", .channel = "email", .conversions = 2 },
		{ "2026-11-03", .channel = "web", .clicks = 9 },
		{ "2026-11-05", .channel = "email", .clicks = 9 }
	};
	struct story s;

	story_begin(&s);
	TELL(&s, { "2026-11-02", .channel = "email", .sends = 70 },
	     { "2026-11-03", .channel = "email", .sends = 20 },
	     { "2026-11-04", .channel = "email", .sends = 10 });
	story_load(&s, &kind_campaigns, "web", LOAD_UPSERT, campaign_cells,
		   came, COUNT(came));
	compute_week(&s);
	check_close(total(&s, "tracking_completeness")->value, 0.7, 1e-12);
	story_end(&s);
}

TEST(a_conversion_has_a_price)
{
	struct story s;

	story_begin(&s);
	TELL(&s, { "2026-11-02", .conversions = 2.5, .cost = 10,
		   .revenue = 99.5 },
	     { "2026-11-03", .cost = 1000, .revenue = -9.25 });
	compute_week(&s);
	check_close(total(&s, "cost_per_conversion")->value, 4, 1e-12);
	check_close(total(&s, "media_cost")->value, 1010, 1e-12);
	check_close(total(&s, "revenue")->value, 90.25, 1e-12);
	assert_int_equal(total(&s, "cost_per_conversion")->n, FACT_NULL);
	story_end(&s);
}

/* ---- periods --------------------------------------------------------- */

TEST(a_period_counts_only_where_it_lies_wholly_inside)
{
	struct story s;

	story_begin(&s);
	TELL(&s, { "2026-11-08", "2026-11-02", .sends = 1 },
	     { "2026-11-06", "2026-11-01", "Across", .sends = 10 },
	     { "2026-11-30", "2026-11-01", "Month", .sends = 100 });
	compute_week(&s);
	check_close(total(&s, "sends")->value, 1, 1e-12);
	story_compute(&s, PERIOD_MONTH, "2026-11-01", "2026-11-30",
		      "2026-12-31");
	check_close(total(&s, "sends")->value, 111, 1e-12);
	story_end(&s);
}

TEST(a_period_that_ends_after_today_is_not_looked_at)
{
	struct story s;

	story_begin(&s);
	TELL(&s, { "2026-11-30", "2026-11-01", .sends = 100 });
	story_compute(&s, PERIOD_MONTH, "2026-11-01", "2026-11-30",
		      "2026-11-29");
	assert_true(isnan(total(&s, "sends")->value));
	story_end(&s);
}

TEST(a_day_outside_the_window_still_wins_over_its_period)
{
	struct story s;

	story_begin(&s);
	TELL(&s, { "2026-11-30", "2026-11-01", .sends = 1000 },
	     { "2026-11-03", .segment = "Fans", .sends = 3 });
	story_compute(&s, PERIOD_RANGE, "2026-11-04", "2026-11-30",
		      "2026-12-31");
	assert_true(isnan(total(&s, "sends")->value));
	story_compute(&s, PERIOD_MONTH, "2026-11-01", "2026-11-30",
		      "2026-12-31");
	check_close(total(&s, "sends")->value, 3, 1e-12);
	story_end(&s);
}

TEST(the_later_import_of_overlapping_periods_counts)
{
	struct story s;

	story_begin(&s);
	TELL(&s, { "2026-11-04", "2026-11-02", .sends = 1000 });
	TELL(&s, { "2026-11-06", "2026-11-03", .sends = 4 });
	compute_week(&s);
	check_close(total(&s, "sends")->value, 4, 1e-12);
	story_end(&s);
}

/* ---- scopes ---------------------------------------------------------- */

static double sends_of(const struct story *s, struct scope scope)
{
	struct period week = { PERIOD_WEEK, story_day("2026-11-02"),
			       story_day("2026-11-08") };
	const struct figure *f = figures_find(&s->figures,
					      metric_find("sends"), &scope,
					      week);

	return f ? f->value : (double)NAN;
}

static void tell_scopes(struct story *s)
{
	TELL(s, { "2026-11-02", .channel = "email", .segment = "Fans",
		  .sends = 1 },
	     { "2026-11-02", .channel = "email", .sends = 2 },
	     { "2026-11-02", .segment = "Fans", .sends = 4 },
	     { "2026-11-02", .campaign = "Autumn", .channel = "email",
	       .segment = "Fans", .sends = 8 });
}

TEST(every_cut_is_a_partition_with_blank_as_a_part)
{
	struct story s;

	story_begin(&s);
	tell_scopes(&s);
	compute_week(&s);
	check_close(sends_of(&s, (struct scope){ { 0 } }), 15, 0);
	check_close(sends_of(&s, (struct scope){
			{ [SCOPE_CHANNEL] = "email" } }), 11, 0);
	check_close(sends_of(&s, (struct scope){
			{ [SCOPE_CHANNEL] = "" } }), 4, 0);
	check_close(sends_of(&s, (struct scope){
			{ [SCOPE_SEGMENT] = "" } }), 2, 0);
	check_close(sends_of(&s, (struct scope){
			{ [SCOPE_CAMPAIGN] = "Spring" } }), 7, 0);
	check_close(sends_of(&s, (struct scope){
			{ [SCOPE_CAMPAIGN] = "Spring",
			  [SCOPE_CHANNEL] = "email" } }), 3, 0);
	check_close(sends_of(&s, (struct scope){
			{ [SCOPE_SEGMENT] = "Fans",
			  [SCOPE_CHANNEL] = "email" } }), 9, 0);
	story_end(&s);
}

static void compute_by(struct story *s, enum scope_dim a, enum scope_dim b)
{
	struct metrics_request request = {
		.kind = PERIOD_WEEK, .from = story_day("2026-11-02"),
		.to = story_day("2026-11-08"),
		.as_of = story_day("2026-12-31"), .by = { a, b }, .n_by = 2
	};
	struct err err;

	figures_release(&s->figures);
	story_check(metrics_compute(&s->figures, s->store, &s->config,
				    &request, &err), &err);
	figures_sort(&s->figures);
}

TEST(a_cut_is_made_when_it_is_asked_for_and_nothing_else)
{
	struct story s;

	story_begin(&s);
	tell_scopes(&s);
	compute_by(&s, SCOPE_SEGMENT, SCOPE_CAMPAIGN);
	check_close(sends_of(&s, (struct scope){
			{ [SCOPE_SEGMENT] = "Fans",
			  [SCOPE_CAMPAIGN] = "Spring" } }), 5, 0);
	check_close(sends_of(&s, (struct scope){
			{ [SCOPE_SEGMENT] = "",
			  [SCOPE_CAMPAIGN] = "Spring" } }), 2, 0);
	for (size_t i = 0; i < s.figures.n; i++) {
		const struct scope *scope = &s.figures.item[i].scope;

		for (size_t d = 0; d < SCOPE_DIMS; d++)
			assert_int_equal(scope->dim[d] != NULL,
					 d == SCOPE_SEGMENT ||
						 d == SCOPE_CAMPAIGN);
	}
	story_end(&s);
}

TEST(reviews_are_cut_by_any_two_of_their_columns)
{
	struct scope scope = { { [SCOPE_TOOL] = "Jasper",
				 [SCOPE_ITEM_TYPE] = "post" } };
	const struct figure *f;
	struct story s;

	story_begin(&s);
	story_reviews(&s, "log", ROWS(
		REVIEW("a", "2026-11-02", OUTCOME_MAJOR, .tool = "Jasper",
		       .item_type = "post"),
		REVIEW("b", "2026-11-02", OUTCOME_USABLE, .tool = "Jasper",
		       .item_type = "post"),
		REVIEW("c", "2026-11-02", OUTCOME_USABLE, .tool = "Jasper",
		       .item_type = "page")));
	compute_by(&s, SCOPE_ITEM_TYPE, SCOPE_TOOL);
	f = figures_find(&s.figures, metric_find("rework"), &scope,
			 (struct period){ PERIOD_WEEK,
					  story_day("2026-11-02"),
					  story_day("2026-11-08") });
	assert_non_null(f);
	assert_int_equal(f->n, 2);
	assert_int_equal(f->x, 1);
	/* no row of reviews has a segment */
	compute_by(&s, SCOPE_SEGMENT, SCOPE_TOOL);
	assert_int_equal(s.figures.n, 0);
	story_end(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			rates_are_sums_over_sums_with_the_interval_of_wilson),
		cmocka_unit_test(a_rate_sums_over_the_rows_that_have_both),
		cmocka_unit_test(clicks_without_delivered_make_the_ctr),
		cmocka_unit_test(what_is_missing_is_not_zero),
		cmocka_unit_test(a_week_without_rows_is_a_gap),
		cmocka_unit_test(nothing_delivered_has_no_rate),
		cmocka_unit_test(
		more_opens_than_delivered_are_per_100_and_have_no_interval),
		cmocka_unit_test(
			fractions_count_exactly_and_are_shown_rounded),
		cmocka_unit_test(
			a_send_is_tracked_where_an_outcome_was_recorded),
		cmocka_unit_test(
			what_was_sent_and_what_came_back_may_be_in_two_exports),
		cmocka_unit_test(a_conversion_has_a_price),
		cmocka_unit_test(
			a_period_counts_only_where_it_lies_wholly_inside),
		cmocka_unit_test(
			a_period_that_ends_after_today_is_not_looked_at),
		cmocka_unit_test(
			a_day_outside_the_window_still_wins_over_its_period),
		cmocka_unit_test(
			the_later_import_of_overlapping_periods_counts),
		cmocka_unit_test(
			every_cut_is_a_partition_with_blank_as_a_part),
		cmocka_unit_test(
			a_cut_is_made_when_it_is_asked_for_and_nothing_else),
		cmocka_unit_test(
			reviews_are_cut_by_any_two_of_their_columns),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
