/*
 * Cash against capacity, what it cost and brought so far, and the rows that
 * the cost is made of: METRICS.md §8.
 */
#include "tests/unit/hours_story.h"

#define FIRST "2026-01-05"	/* a Monday */
#define LATER "2026-12-31"

/* One output a week saves half an hour: 30 at 60 an hour. */
static void begin(struct story *s, struct config_workflow *w)
{
	hours_begin(s, w, 1);
	story_reviews(s, "log", ROWS(
		REVIEW("a", "2026-01-12", OUTCOME_USABLE, MINUTES(0, 0, 30)),
		REVIEW("b", "2026-01-19", OUTCOME_USABLE, MINUTES(0, 0, 30)),
		REVIEW("c", "2026-01-26", OUTCOME_USABLE, MINUTES(0, 0, 20)),
		REVIEW("d", "2026-02-02", OUTCOME_USABLE,
		       MINUTES(0, 0, 20))));
}

static double value(const struct story *s, const char *metric,
		    const char *day)
{
	return story_figure(s, metric, NULL, day)->value;
}

/* ---- cash and capacity ---------------------------------------------------- */

TEST(cost_is_what_was_paid_out_and_the_value_of_own_hours)
{
	struct story s;
	struct config_workflow w;

	begin(&s, &w);
	story_costs(&s, (struct told_cost[]){
		{ "2026-01-31", "tool", 310, COST_TOOL, 0 },
		{ "2026-01-31", "contractor", 62, COST_OTHER, 0 },
		{ "2026-01-31", "workshop", 31, COST_REFINEMENT, 0 },
		/* paid in hours: its amount is what they were worth then */
		{ "2026-01-31", "own", 999, COST_REFINEMENT, 3.1 } }, 4);
	story_compute(&s, PERIOD_MONTH, FIRST, FIRST, LATER);
	check_close(value(&s, "paid_out", FIRST), 310 + 62 + 31, 1e-9);
	check_close(value(&s, "own_time", FIRST), 3.1 * 40, 1e-9);
	check_close(value(&s, "cost", FIRST), 403 + 124, 1e-9);
	story_end(&s);
}

TEST(nothing_paid_and_no_hours_are_not_nothing_spent)
{
	struct story s;
	struct config_workflow w;

	begin(&s, &w);
	story_compute(&s, PERIOD_MONTH, FIRST, FIRST, LATER);
	check_close(value(&s, "paid_out", FIRST), NAN, 0);
	check_close(value(&s, "own_time", FIRST), NAN, 0);
	assert_string_equal(story_figure(&s, "own_time", NULL, FIRST)->note,
			    "no own hours were recorded");
	story_end(&s);
}

struct told_answer { const char *day, *words; };

static int32_t answer_row(struct fact_cell *c, const void *rows, size_t i)
{
	const struct told_answer *t = (const struct told_answer *)rows + i;

	c[FC_N].num = 1;
	c[SER_DATE].num = story_day(t->day);
	c[SER_METRIC] = cell_of("hours_where");
	c[SER_VALUE].num = 1000000;
	c[SER_SYSTEM] = cell_of("weekly session");
	c[SER_DIMENSION] = cell_of(t->words);
	return story_day(t->day);
}

static void tell_answers(struct story *s, const struct told_answer *rows,
			 size_t n)
{
	story_load(s, &kind_series, "readback", LOAD_UPSERT, answer_row, rows,
		   n);
}

TEST(freed_hours_became_money_in_weeks_in_which_overtime_was_avoided)
{
	struct story s;
	struct config_workflow w;
	const struct figure *f;

	begin(&s, &w);
	tell_answers(&s, (struct told_answer[]){
		{ "2026-01-18", "overtime avoided" },
		{ "2026-01-25", "more output" },
		{ "2026-02-01", "not known" },
		{ "2026-02-08", "overtime avoided" } }, 4);
	story_compute(&s, PERIOD_MONTH, FIRST, "2026-02-28", LATER);
	f = story_figure(&s, "cash_back", NULL, FIRST);
	check_close(f->value, 30, 1e-9);
	assert_int_equal(f->n, 2);	/* not known is no answer */
	assert_int_equal(f->x, 1);
	/* a week counts by its last day */
	check_close(value(&s, "cash_back", "2026-02-10"), 40, 1e-9);
	story_end(&s);
}

TEST(without_an_answer_it_is_not_measured_and_not_nothing)
{
	struct story s;
	struct config_workflow w;
	const struct figure *f;

	begin(&s, &w);
	tell_answers(&s, (struct told_answer[]){
		{ "2026-01-25", "quality work" } }, 1);
	story_compute(&s, PERIOD_WEEK, FIRST, "2026-01-25", LATER);
	f = story_figure(&s, "cash_back", NULL, FIRST);
	check_close(f->value, NAN, 0);
	assert_string_equal(f->note, "not measured: no session said where "
			    "the freed hours went");
	check_close(value(&s, "cash_back", "2026-01-19"), 0, 0);
	story_end(&s);
}

/* ---- so far ------------------------------------------------------------- */

static void compute_line(struct story *s, struct money_line *line)
{
	struct metrics_request request = {
		.kind = PERIOD_MONTH, .from = story_day(FIRST),
		.to = story_day("2026-02-28"), .as_of = story_day(LATER),
		.money_line = line
	};
	struct err err;

	figures_release(&s->figures);
	story_check(metrics_compute(&s->figures, s->store, &s->config,
				    &request, &err), &err);
	figures_sort(&s->figures);
}

/* 80 in the first week; 30, 30, 40, 40 of benefit after it. */
TEST(the_line_crosses_where_it_was_paid_back)
{
	struct arena a = { 0 };
	struct money_line line = {
		.period = period_of(PERIOD_MONTH, story_day("2026-02-28"), 1),
		.arena = &a, .why = ""
	};
	struct story s;
	struct config_workflow w;
	const struct figure *f;

	begin(&s, &w);
	story_times(&s, (struct told_time[]){
		{ "2026-01-07", 80, ACTIVITY_REFINEMENT, NULL, "editor" }
	}, 1);
	compute_line(&s, &line);
	assert_int_equal(line.n, 7);	/* to Sunday 22 February */
	check_close(line.cost[0], 80, 1e-9);
	check_close(line.benefit[0], 0, 0);
	check_close(line.benefit[2], 60, 1e-9);
	check_close(line.benefit[6], 140, 1e-9);
	assert_int_equal(line.paid, 4);
	check_close(line.to_go, 0, 0);
	f = story_figure(&s, "benefit_to_date", NULL, "2026-02-28");
	check_close(f->value, line.benefit[6], 1e-9);
	/* 30 30 40 40: mean 35, s 5.7735, t(80 %, 3) 1.637744; 4 weeks */
	check_close(f->high - f->value, 1.637744 * 5.773503 * 2, 1e-4);
	check_close(value(&s, "cost_to_date", "2026-02-28"), 80, 1e-9);
	check_close(value(&s, "benefit_to_date", FIRST), 60, 1e-9);
	story_end(&s);
	arena_release(&a);
}

TEST(without_refinement_the_line_begins_with_the_first_cost)
{
	struct arena a = { 0 };
	struct money_line line = {
		.period = period_of(PERIOD_MONTH, story_day("2026-02-28"), 1),
		.arena = &a, .why = ""
	};
	struct story s;
	struct config_workflow w;

	begin(&s, &w);
	story_costs(&s, (struct told_cost[]){
		{ "2026-02-01", "tool", 280, COST_TOOL, 0 } }, 1);
	compute_line(&s, &line);
	assert_int_equal(line.week[0].last, story_day("2026-02-01"));
	check_close(line.cost[0], 10, 1e-9);
	assert_int_equal(line.paid, 0);
	check_close(line.to_go, 220 - 80, 1e-9);
	story_end(&s);
	arena_release(&a);
}

TEST(no_cost_has_no_line_and_says_so)
{
	struct arena a = { 0 };
	struct money_line line = {
		.period = period_of(PERIOD_MONTH, story_day("2026-02-28"), 1),
		.arena = &a, .why = ""
	};
	struct story s;
	struct config_workflow w;

	begin(&s, &w);
	compute_line(&s, &line);
	assert_int_equal(line.n, 0);
	assert_string_equal(line.why, "no cost recorded");
	check_close(value(&s, "benefit_to_date", FIRST), NAN, 0);
	story_end(&s);
	arena_release(&a);
}

/* ---- row by row ------------------------------------------------------------ */

static struct cost_list list_of(struct story *s, struct arena *a,
				const char *as_of)
{
	struct cost_list list = {
		.period = period_of(PERIOD_WEEK, story_day(FIRST), 1),
		.arena = a
	};
	struct metrics_request request = {
		.kind = PERIOD_WEEK, .from = story_day(FIRST),
		.to = story_day(FIRST), .as_of = story_day(as_of),
		.cost_list = &list
	};
	struct err err;

	figures_release(&s->figures);
	story_check(metrics_compute(&s->figures, s->store, &s->config,
				    &request, &err), &err);
	figures_sort(&s->figures);
	return list;
}

TEST(the_rows_of_the_cost_add_up_to_it)
{
	struct arena a = { 0 };
	struct story s;
	struct config_workflow w;
	struct cost_list l;
	double sum = 0;

	begin(&s, &w);
	story_costs(&s, (struct told_cost[]){
		{ "2026-01-31", "tool", 100, COST_TOOL, 0 },
		{ "2026-02-01", "next month", 100, COST_TOOL, 0 },
		{ "2026-01-31", "own", 50, COST_REFINEMENT, 2 } }, 3);
	story_times(&s, (struct told_time[]){
		{ FIRST, 30, ACTIVITY_TUNING, NULL, "editor" },
		{ FIRST, 15, ACTIVITY_TUNING, NULL, "someone" },
		{ FIRST, 60, ACTIVITY_WORK, NULL, "editor" },
		{ "2026-01-12", 60, ACTIVITY_AUDIT, NULL, "editor" } }, 4);
	l = list_of(&s, &a, LATER);
	assert_int_equal(l.n, 3);
	assert_string_equal(l.row[0].item, "tuning");
	check_close(l.row[0].share, 30 + 10, 1e-9);
	assert_int_equal(l.row[0].n, 2);
	assert_string_equal(l.row[1].item, "tool");
	check_close(l.row[1].booked, 100, 0);
	assert_int_equal(l.row[1].days, 7);
	assert_int_equal(l.row[1].month, 31);
	/* its hours stand in the time sheet */
	assert_true(l.row[2].elsewhere);
	check_close(l.row[2].share, 0, 0);
	for (size_t i = 0; i < l.n; i++)
		sum += l.row[i].share;
	check_close(sum, value(&s, "cost", FIRST), 1e-9);
	check_close(l.paid_out, value(&s, "paid_out", FIRST), 1e-9);
	check_close(l.own, value(&s, "own_time", FIRST), 1e-9);
	story_end(&s);
	arena_release(&a);
}

TEST(a_row_counts_with_its_days_up_to_today)
{
	struct arena a = { 0 };
	struct story s;
	struct config_workflow w;
	struct cost_list l;

	begin(&s, &w);
	story_costs(&s, (struct told_cost[]){
		{ "2026-01-31", "tool", 310, COST_TOOL, 0 } }, 1);
	l = list_of(&s, &a, "2026-01-07");
	assert_int_equal(l.row[0].days, 3);
	check_close(l.row[0].share, 30, 1e-9);
	story_end(&s);
	arena_release(&a);
}

TEST(cents_add_up_to_the_rounded_total)
{
	const double third[] = { 100.0 / 3, 100.0 / 3, 100.0 / 3 };
	const double whole[] = { 12.345, 5, 0.01, 0 };
	int64_t cent[4];

	cents_of(cent, third, 3, 100);
	assert_int_equal(cent[0], 3333);
	assert_int_equal(cent[1], 3334);
	assert_int_equal(cent[2], 3333);
	cents_of(cent, whole, 4, 17.355);
	assert_int_equal(cent[0], 1235);
	assert_int_equal(cent[1], 500);
	assert_int_equal(cent[2], 1);
	assert_int_equal(cent[3], 0);
}

/* Any shares: whatever they are, no cent is lost and none is off by two. */
TEST(cents_add_up_for_any_shares)
{
	uint32_t dice = 20260105;
	double share[40];
	int64_t cent[40];

	for (int round = 0; round < 500; round++) {
		size_t n = 1 + dice % 40;
		double total = 0;
		int64_t sum = 0;

		for (size_t i = 0; i < n; i++) {
			dice = dice * 1664525u + 1013904223u;
			share[i] = (double)(dice >> 8) / 7000 - 400;
			total += share[i];
		}
		cents_of(cent, share, n, total);
		for (size_t i = 0; i < n; i++) {
			sum += cent[i];
			assert_true(fabs((double)cent[i] - share[i] * 100) <
				    1.0001);
		}
		check_close((double)sum / 100, round_decimal(total, 2), 1e-6);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
	cost_is_what_was_paid_out_and_the_value_of_own_hours),
		cmocka_unit_test(
	nothing_paid_and_no_hours_are_not_nothing_spent),
		cmocka_unit_test(
	freed_hours_became_money_in_weeks_in_which_overtime_was_avoided),
		cmocka_unit_test(
	without_an_answer_it_is_not_measured_and_not_nothing),
		cmocka_unit_test(the_line_crosses_where_it_was_paid_back),
		cmocka_unit_test(
	without_refinement_the_line_begins_with_the_first_cost),
		cmocka_unit_test(no_cost_has_no_line_and_says_so),
		cmocka_unit_test(the_rows_of_the_cost_add_up_to_it),
		cmocka_unit_test(a_row_counts_with_its_days_up_to_today),
		cmocka_unit_test(cents_add_up_to_the_rounded_total),
		cmocka_unit_test(cents_add_up_for_any_shares),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
