/*
 * The tornado of METRICS.md §8: 100 hours at 50, of them 240 by hand and 40
 * of correction; 10 hours invested, 300 of tools.
 */
#include "tests/unit/test.h"

#include "metrics/tornado.h"

static const struct tornado example = {
	.benefit = 5000, .manual = 240, .correction = 40,
	.correction_share = 0.25, .rate = 50, .recapture = 1,
	.invested = 500, .other = 300
};

static void check_row(const struct tornado_row *row, enum tornado_input input,
		      double low, double high, double net_low,
		      double net_high)
{
	assert_int_equal(row->input, input);
	check_close(row->low, low, 1e-12);
	check_close(row->high, high, 1e-12);
	check_close(row->net_low, net_low, 1e-9);
	check_close(row->net_high, net_high, 1e-9);
}

TEST(each_input_moves_alone_and_the_largest_swing_is_first)
{
	struct tornado_row row[TORNADO_INPUTS];

	check_close(tornado_base(&example), 4200, 1e-9);
	assert_int_equal(tornado_rows(row, &example), 5);
	check_row(&row[0], TORNADO_MANUAL, 0.8, 1.2, 1800, 6600);
	check_row(&row[1], TORNADO_RECAPTURE, 0.5, 1, 1700, 4200);
	check_row(&row[2], TORNADO_VOLUME, 0.8, 1.2, 3200, 5200);
	/* more correction leaves less */
	check_row(&row[3], TORNADO_CORRECTION, 0.75, 1.25, 4700, 3700);
	/* the invested hours cost the same rate */
	check_row(&row[4], TORNADO_RATE, 0.9, 1.1, 3750, 4650);
}

TEST(an_input_that_nobody_knows_has_no_row)
{
	struct tornado_row row[TORNADO_INPUTS];
	struct tornado by_hand = example;

	by_hand.manual = by_hand.correction = NAN;
	assert_int_equal(tornado_rows(row, &by_hand), 3);
	assert_int_equal(row[0].input, TORNADO_RECAPTURE);
	check_close(row[0].net_high, 4200, 1e-9);
}

TEST(correction_without_an_interval_is_assumed)
{
	struct tornado_row row[TORNADO_INPUTS];
	struct tornado t = example;

	t.correction_share = NAN;
	tornado_rows(row, &t);
	assert_int_equal(row[4].input, TORNADO_CORRECTION);
	assert_true(row[4].assumed);
	check_close(row[4].net_low, 4600, 1e-9);
	/* nobody corrects less than nothing */
	t.correction_share = 3;
	tornado_rows(row, &t);
	check_row(&row[1], TORNADO_CORRECTION, 0, 2, 6200, 2200);
	assert_false(row[1].assumed);
}

TEST(rows_are_named_by_what_was_changed)
{
	struct arena a = { 0 };
	struct tornado_row row[TORNADO_INPUTS];

	tornado_rows(row, &example);
	assert_string_equal(tornado_words(&a, &row[0]),
			    "Minutes by hand \u00b1 20 %");
	assert_string_equal(tornado_words(&a, &row[1]),
			    "Share of freed hours, 50 % to 100 %");
	arena_release(&a);
}

static void add(struct figures *f, const char *metric, double v, double high)
{
	struct scope all = { { NULL } };
	struct period week = { PERIOD_WEEK, 0, 6 };
	struct figure *g = figures_add(f, metric_find(metric), &all, week);

	g->value = v;
	g->high = high;
}

TEST(its_inputs_are_the_figures_of_the_period)
{
	struct figures f = { 0 };
	struct tornado t;

	add(&f, "cost", 800, NAN);
	figures_sort(&f);
	assert_false(tornado_of(&t, &f, (struct period){ PERIOD_WEEK, 0, 6 }));
	add(&f, "benefit", 5000, NAN);
	add(&f, "hourly_rate", 50, NAN);
	add(&f, "manual_hours", 240, NAN);
	add(&f, "correction_hours", 40, 50);
	add(&f, "tool_cost", 300, NAN);
	add(&f, "refinement_hours", 10, NAN);
	figures_sort(&f);
	assert_true(tornado_of(&t, &f, (struct period){ PERIOD_WEEK, 0, 6 }));
	check_close(t.invested, example.invested, 1e-9);
	check_close(t.other, example.other, 1e-9);
	check_close(t.correction_share, example.correction_share, 1e-9);
	check_close(tornado_base(&t), tornado_base(&example), 1e-9);
	figures_release(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
	each_input_moves_alone_and_the_largest_swing_is_first),
		cmocka_unit_test(an_input_that_nobody_knows_has_no_row),
		cmocka_unit_test(correction_without_an_interval_is_assumed),
		cmocka_unit_test(rows_are_named_by_what_was_changed),
		cmocka_unit_test(its_inputs_are_the_figures_of_the_period),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
