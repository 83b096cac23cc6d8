/*
 * The baseline weeks against the period: R36, R43. Figures by hand: 20
 * outputs a week, 12 weeks of baseline, then a quarter.
 */
#include "tests/unit/test.h"

#include "findings/before_after.h"
#include "metrics/stats.h"
#include "store/kind.h"

struct told {
	struct figures figures;
	struct config config;
	struct before_after_input in;
};

static void begin(struct told *t, const char *quarter)
{
	*t = (struct told){ 0 };
	config_defaults(&t->config);
	t->figures.data_from = day_from_civil(2026, 1, 5);
	t->figures.baselines.weeks = t->config.limits.baseline_weeks;
	t->in = (struct before_after_input){
		.figures = &t->figures, .config = &t->config,
		.as_of = t->figures.data_from + 400
	};
	assert_int_equal(period_parse(&t->in.now, quarter, 1), 0);
}

static void end(struct told *t)
{
	figures_release(&t->figures);
	config_release(&t->config);
}

static struct figure *add(struct told *t, const char *metric,
			  struct period p, double v)
{
	const struct scope all = { { NULL } };
	struct figure *f = figures_add(&t->figures, metric_find(metric),
				       &all, p);

	f->value = v;
	return f;
}

static void add_rate(struct told *t, struct period p, int64_t x, int64_t n)
{
	struct figure *f = add(t, "rework", p, (double)x / (double)n);

	f->x = x;
	f->n = n;
}

/* Weeks of 20 outputs: `bad` of them and `hours` of correction in the first
 * 12 weeks, then others; the latter swing a little. */
static void tell(struct told *t, int64_t bad0, int64_t bad1, double hours0,
		 double hours1)
{
	struct period week = period_of(PERIOD_WEEK, t->figures.data_from, 1);
	int64_t x = 0, n = 0;

	for (int i = 0; week.last <= t->in.now.last; i++) {
		bool before = i < 12;
		double swing = i % 2 ? 0.1 : -0.1;

		add(t, "outputs", week, 20);
		add_rate(t, week, before ? bad0 : bad1, 20);
		add(t, "correction_hours", week,
		    (before ? hours0 : hours1) + swing);
		if (week.first >= t->in.now.first) {
			x += bad1;
			n += 20;
		}
		week = period_next(week, 1);
	}
	add_rate(t, t->in.now, x, n);
	add(t, "outputs", t->in.now, (double)n);
	figures_sort(&t->figures);
}

TEST(a_share_is_pooled_and_the_period_has_its_own_days)
{
	struct told t;
	struct before_after c;
	struct interval want = newcombe(24, 240, 60, 240,
					z_for(0.95));

	begin(&t, "2026-Q3");
	tell(&t, 5, 2, 2, 1);
	before_after_of(&c, &t.in, metric_find("rework"), NULL);
	check_close(c.before, 0.25, 1e-12);
	check_close(c.after, 0.1, 1e-12);
	check_close(c.change, -0.15, 1e-12);
	check_close(c.low, want.low, 1e-12);
	check_close(c.high, want.high, 1e-12);
	assert_int_equal(c.weeks0, 12);
	assert_int_equal(before_after_side(&c, metric_find("rework")), 1);
	end(&t);
}

TEST(all_else_compares_the_weeks)
{
	struct told t;
	struct before_after c;

	begin(&t, "2026-Q3");
	tell(&t, 5, 5, 2, 1);
	before_after_of(&c, &t.in, metric_find("correction_hours"), NULL);
	check_close(c.before, 2, 1e-12);
	assert_int_equal(c.weeks1, 13);
	check_close(c.change, -1, 0.02);
	assert_true(c.low < -1 && c.high > -1 && c.high < 0);
	end(&t);
}

TEST(what_did_not_change_is_not_clear)
{
	struct told t;
	struct before_after c;

	begin(&t, "2026-Q3");
	tell(&t, 5, 5, 2, 2);
	before_after_of(&c, &t.in, metric_find("rework"), NULL);
	assert_int_equal(before_after_side(&c, metric_find("rework")), 0);
	end(&t);
}

/* 12 weeks from 5 January end on 29 March: the first quarter holds them. */
TEST(a_period_in_the_baseline_weeks_has_no_before)
{
	struct told t;
	struct before_after c;

	begin(&t, "2026-Q1");
	tell(&t, 5, 5, 2, 2);
	before_after_of(&c, &t.in, metric_find("rework"), NULL);
	check_close(c.change, NAN, 0);
	assert_string_equal(c.why, "the period begins in the baseline weeks");
	end(&t);
}

TEST(without_any_week_there_is_nothing_to_compare)
{
	struct told t;
	struct before_after c;

	begin(&t, "2026-Q3");
	figures_sort(&t.figures);
	before_after_of(&c, &t.in, metric_find("rework"), NULL);
	assert_string_equal(c.why, "there is no complete week");
	end(&t);
}

/* 6 minutes an output less 3: 3 minutes of 240 outputs are 12 hours. */
TEST(removed_hours_are_those_of_todays_outputs)
{
	struct told t;
	struct removed r[REMOVED_KINDS];

	begin(&t, "2026-Q3");
	tell(&t, 5, 5, 2, 1);
	removed_of(r, &t.in);
	check_close(r[REMOVED_CORRECTION].minutes.before, 6, 1e-9);
	check_close(r[REMOVED_CORRECTION].hours, 12, 0.2);
	assert_true(r[REMOVED_CORRECTION].low > 0);
	assert_true(r[REMOVED_CORRECTION].low <
		    r[REMOVED_CORRECTION].hours);
	/* never recorded is not removed */
	check_close(r[REMOVED_REFORMAT].hours, NAN, 0);
	assert_string_equal(r[REMOVED_REFORMAT].minutes.why,
			    "not measured in the baseline weeks");
	end(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
	a_share_is_pooled_and_the_period_has_its_own_days),
		cmocka_unit_test(all_else_compares_the_weeks),
		cmocka_unit_test(what_did_not_change_is_not_clear),
		cmocka_unit_test(
	a_period_in_the_baseline_weeks_has_no_before),
		cmocka_unit_test(
	without_any_week_there_is_nothing_to_compare),
		cmocka_unit_test(removed_hours_are_those_of_todays_outputs),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
