/*
 * What changed between two periods: the comparison of the ledger and of
 * `tuneup diff`, and the word for it.
 */
#include "tests/unit/test.h"

#include "findings/diff.h"
#include "store/kind.h"

struct told {
	struct figures figures;
	struct config config;
	struct arena arena;
	struct diff diff;
};

static void begin(struct told *t)
{
	*t = (struct told){ 0 };
	config_defaults(&t->config);
	t->diff = (struct diff){
		.config = &t->config, .figures = &t->figures, .whole = true,
		.arena = &t->arena
	};
	assert_int_equal(period_parse(&t->diff.before, "2026-W46", 1), 0);
	assert_int_equal(period_parse(&t->diff.after, "2026-W47", 1), 0);
}

static void end(struct told *t)
{
	figures_release(&t->figures);
	config_release(&t->config);
	arena_release(&t->arena);
}

static struct figure *add(struct told *t, const char *metric,
			  const char *workflow, struct period p, double v)
{
	const struct scope scope = { { workflow } };
	struct figure *f = figures_add(&t->figures, metric_find(metric),
				       &scope, p);

	f->value = v;
	return f;
}

static void add_rate(struct told *t, const char *metric, struct period p,
		     int64_t x, int64_t n)
{
	struct figure *f = add(t, metric, NULL, p, (double)x / (double)n);
	struct interval i = wilson((double)x, (double)n, z_for(0.95));

	f->x = x;
	f->n = n;
	f->low = i.low;
	f->high = i.high;
}

static void add_range(struct told *t, const char *metric, struct period p,
		      double v, double half)
{
	struct figure *f = add(t, metric, NULL, p, v);

	f->low = v - half;
	f->high = v + half;
}

static const struct diff_row *row_of(struct told *t, const char *metric)
{
	if (!t->figures.index)
		figures_sort(&t->figures);
	diff_build(&t->diff, NULL);
	for (size_t i = 0; i < t->diff.n; i++)
		if (t->diff.row[i].metric == metric_find(metric))
			return &t->diff.row[i];
	fail();
	return NULL;
}

static void check_word(struct told *t, const char *metric, const char *word,
		       const char *why)
{
	const struct diff_row *r = row_of(t, metric);

	assert_string_equal(diff_word_name(r->word), word);
	assert_string_equal(r->why, why);
}

TEST(rates_are_compared_by_newcombe)
{
	struct told t;

	begin(&t);
	add_rate(&t, "rework", t.diff.before, 18, 180);
	add_rate(&t, "rework", t.diff.after, 36, 180);
	check_word(&t, "rework", "worse", "");
	/* METRICS §15: 0.1000 (0.0262 to 0.1737) */
	check_close(t.diff.row[0].between.change, 0.1, 1e-12);
	check_close(t.diff.row[0].between.range.low, 0.0262, 5e-5);
	check_close(t.diff.row[0].between.range.high, 0.1737, 5e-5);
	end(&t);
}

TEST(other_ranges_by_the_root_of_squared_halves)
{
	struct told t;

	begin(&t);
	add_range(&t, "net_hours", t.diff.before, 100, 3);
	add_range(&t, "net_hours", t.diff.after, 110, 4);
	check_word(&t, "net_hours", "better", "");
	check_close(t.diff.row[0].between.range.low, 5, 1e-12);
	check_close(t.diff.row[0].between.range.high, 15, 1e-12);
	end(&t);
}

TEST(the_other_way_round_is_the_same_with_another_sign)
{
	struct told t;
	struct between there, back;
	const struct figure *a, *b;

	begin(&t);
	add_rate(&t, "rework", t.diff.before, 3, 41);
	add_rate(&t, "rework", t.diff.after, 17, 52);
	figures_sort(&t.figures);
	a = figures_get(&t.figures, "rework", NULL, t.diff.before);
	b = figures_get(&t.figures, "rework", NULL, t.diff.after);
	there = between_of(&t.config, a, b);
	back = between_of(&t.config, b, a);
	assert_true(there.change == -back.change);
	assert_true(there.range.low == -back.range.high);
	assert_true(there.range.high == -back.range.low);
	end(&t);
}

TEST(an_interval_that_holds_zero_is_noise)
{
	struct told t;

	begin(&t);
	add_rate(&t, "rework", t.diff.before, 0, 20);
	add_rate(&t, "rework", t.diff.after, 0, 20);
	check_word(&t, "rework", "within noise", "");
	assert_true(t.diff.row[0].between.change == 0);
	end(&t);
}

TEST(a_metric_without_a_good_side_changed)
{
	struct told t;

	begin(&t);
	add_rate(&t, "light", t.diff.before, 10, 200);
	add_rate(&t, "light", t.diff.after, 60, 200);
	check_word(&t, "light", "changed", "");
	end(&t);
}

TEST(missing_is_not_zero)
{
	struct told t;

	begin(&t);
	add_rate(&t, "rework", t.diff.before, 0, 20);
	add(&t, "rework", NULL, t.diff.after, (double)NAN)->note =
		"no reviews";
	check_word(&t, "rework", "not judged", "no reviews");
	assert_true(isnan(t.diff.row[0].between.change));
	assert_true(diff_has_before(&t.diff.row[0]));
	assert_false(diff_has_after(&t.diff.row[0]));
	end(&t);
}

TEST(a_number_without_an_interval_is_not_judged)
{
	struct told t;

	begin(&t);
	add(&t, "outputs", NULL, t.diff.before, 20);
	add(&t, "outputs", NULL, t.diff.after, 90);
	check_word(&t, "outputs", "not judged", "it has no interval");
	assert_true(t.diff.row[0].between.change == 70);
	end(&t);
}

TEST(what_will_still_grow_is_not_judged)
{
	struct told t;

	begin(&t);
	add_rate(&t, "escape_rate", t.diff.before, 30, 100);
	add_rate(&t, "escape_rate", t.diff.after, 1, 100);
	t.figures.item[1].immature = true;
	check_word(&t, "escape_rate", "not judged", "more of it will turn up");
	assert_true(isnan(t.diff.row[0].between.range.low));
	end(&t);
}

TEST(a_sum_since_the_beginning_is_not_judged)
{
	struct told t;

	begin(&t);
	add_range(&t, "benefit_to_date", t.diff.before, 100, 1);
	add_range(&t, "benefit_to_date", t.diff.after, 200, 1);
	check_word(&t, "benefit_to_date", "not judged",
		   "a sum since the beginning");
	end(&t);
}

TEST(hours_of_less_than_a_period_are_not_judged)
{
	struct told t;

	begin(&t);
	t.diff.whole = false;
	add_range(&t, "net_hours", t.diff.before, 10, 1);
	add_range(&t, "net_hours", t.diff.after, 90, 1);
	add_rate(&t, "rework", t.diff.before, 18, 180);
	add_rate(&t, "rework", t.diff.after, 36, 180);
	check_word(&t, "net_hours", "not judged",
		   "the data begins inside a period");
	check_word(&t, "rework", "worse", "");
	end(&t);
}

TEST(so_many_are_expected_by_chance)
{
	struct told t;
	struct diff_count c;

	begin(&t);
	add_range(&t, "net_hours", t.diff.before, 10, 1);
	add_range(&t, "net_hours", t.diff.after, 90, 1);
	add_rate(&t, "rework", t.diff.before, 18, 180);
	add_rate(&t, "rework", t.diff.after, 18, 180);
	add(&t, "outputs", NULL, t.diff.after, 180);
	figures_sort(&t.figures);
	diff_build(&t.diff, NULL);
	c = diff_count(&t.diff, NULL);
	assert_int_equal(c.judged, 2);
	assert_int_equal(c.changed, 1);
	/* 80 % of money and hours, 95 % of rates */
	check_close(c.by_chance, 0.2 + 0.05, 1e-12);
	end(&t);
}

TEST(workflows_come_after_all_work_and_alone_when_asked)
{
	struct told t;
	const char **list;

	begin(&t);
	add(&t, "outputs", "web", t.diff.before, 1);
	add(&t, "outputs", "blog", t.diff.after, 2);
	add(&t, "outputs", "", t.diff.after, 3);
	add(&t, "outputs", NULL, t.diff.after, 5);
	figures_sort(&t.figures);
	diff_build(&t.diff, NULL);
	assert_int_equal(t.diff.n, 4);
	assert_null(t.diff.row[0].workflow);
	list = diff_workflows(&t.diff);
	assert_string_equal(list[0], "");
	assert_string_equal(list[1], "blog");
	assert_string_equal(list[2], "web");
	assert_null(list[3]);
	diff_build(&t.diff, "blog");
	assert_int_equal(t.diff.n, 1);
	diff_build(&t.diff, "nowhere");
	assert_int_equal(t.diff.n, 0);
	end(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rates_are_compared_by_newcombe),
		cmocka_unit_test(other_ranges_by_the_root_of_squared_halves),
		cmocka_unit_test(
			the_other_way_round_is_the_same_with_another_sign),
		cmocka_unit_test(an_interval_that_holds_zero_is_noise),
		cmocka_unit_test(a_metric_without_a_good_side_changed),
		cmocka_unit_test(missing_is_not_zero),
		cmocka_unit_test(a_number_without_an_interval_is_not_judged),
		cmocka_unit_test(what_will_still_grow_is_not_judged),
		cmocka_unit_test(a_sum_since_the_beginning_is_not_judged),
		cmocka_unit_test(hours_of_less_than_a_period_are_not_judged),
		cmocka_unit_test(so_many_are_expected_by_chance),
		cmocka_unit_test(
			workflows_come_after_all_work_and_alone_when_asked),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
