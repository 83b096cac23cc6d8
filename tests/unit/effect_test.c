/*
 * Did the action work? The verdicts of METRICS §12 in their order, with
 * numbers worked out by hand: 160 of 800 outputs were bad before, a quarter
 * less was promised, -5 points.
 */
#include "tests/unit/test.h"

#include "base/date.h"
#include "findings/effect.h"
#include "metrics/stats.h"
#include "store/kind.h"

/* As many weeks as are ever looked at; before there are eight. */
static const double weekly[EFFECT_LAST] = {
	0.2, 0.2, 0.2, 0.2, 0.2, 0.2, 0.2, 0.2, 0.2, 0.2, 0.2, 0.2, 0.2
};

static struct effect_data rate_after(double x, double n, size_t weeks)
{
	return (struct effect_data){
		.rate = true, .x0 = 160, .n0 = 800, .x1 = x, .n1 = n,
		.before = weekly, .after = weekly, .k0 = 8, .k1 = weeks,
		.direction = -1, .top = 1, .reduction = 0.25,
		.untouched = (double)NAN, .waited = (int)weeks
	};
}

static struct effect_result judged(struct effect_data d)
{
	struct effect_result r;

	effect_judge(&r, &d);
	return r;
}

#define check_verdict(data, want) \
	assert_int_equal(judged(data).verdict, (want))

TEST(half_of_it_gone_is_worked)
{
	struct effect_result r = judged(rate_after(30, 300, 4));

	assert_int_equal(r.verdict, EFFECT_WORKED);
	check_close(r.difference, -0.1, 1e-12);
	check_close(r.low, -0.1411357, 1e-7);
	check_close(r.high, -0.0528476, 1e-7);
	check_close(r.promised, -0.05, 1e-12);
	/* twice what was promised: half of the bad ones are gone */
	check_close(r.reduction, 0.5, 1e-12);
	assert_false(r.final);
}

TEST(more_of_it_than_before_made_it_worse)
{
	struct effect_result r = judged(rate_after(90, 300, 4));

	assert_int_equal(r.verdict, EFFECT_WORSE);
	check_close(r.reduction, -0.5, 1e-12);
}

/* +5 points, -0.4 to +10.8: holds 0, and the promised -5 is out of reach. */
TEST(what_holds_0_and_not_the_promise_is_less_than_promised)
{
	check_verdict(rate_after(75, 300, 4), EFFECT_LESS);
}

/* 0 points, -5.1 to +5.6: both are possible. */
TEST(what_holds_both_cannot_be_told_yet_and_says_what_is_missing)
{
	struct effect_result r = judged(rate_after(60, 300, 4));

	assert_int_equal(r.verdict, EFFECT_CANNOT_TELL);
	assert_string_equal(effect_name(r.verdict, r.final),
			    "cannot tell yet");
	/* 20 % and 15 % need 906 a side; 75 come in a week */
	assert_int_equal(r.more, 606);
	assert_int_equal(r.more_weeks, 9);
}

/* 160 of 800, then 216 of 1300: Newcombe's own interval ends at -0.0001;
 * by the exact test chance alone does as much in 2.54 % of cases. */
TEST(what_chance_alone_may_do_is_not_worked)
{
	struct effect_result r = judged(rate_after(216, 1300, 13));

	assert_true(newcombe(216, 1300, 160, 800, z_for(0.95)).high < 0);
	check_close(r.high, 0, 0);
	check_close(r.low, newcombe(216, 1300, 160, 800, z_for(0.95)).low, 0);
	assert_int_equal(r.verdict, EFFECT_CANNOT_TELL);
	/* one less, and it is excluded */
	r = judged(rate_after(215, 1300, 13));
	assert_int_equal(r.verdict, EFFECT_WORKED);
	check_close(r.high, newcombe(215, 1300, 160, 800, z_for(0.95)).high, 0);
}

TEST(after_thirteen_weeks_it_is_closed_as_it_is)
{
	struct effect_data d = rate_after(60, 300, 4);

	d.waited = 13;
	assert_true(judged(d).final);
	assert_string_equal(effect_name(judged(d).verdict, true),
			    "cannot tell at this volume");
	d = rate_after(30, 300, 13);
	assert_true(judged(d).final);
	assert_string_equal(effect_name(judged(d).verdict, true), "worked");
}

TEST(fewer_than_four_weeks_on_a_side_say_nothing)
{
	struct effect_result r = judged(rate_after(0, 300, 3));
	struct effect_data d = rate_after(0, 300, 4);

	assert_int_equal(r.verdict, EFFECT_CANNOT_TELL);
	assert_int_equal(r.more_weeks, 1);
	check_close(r.difference, NAN, 0);
	d.k0 = 3;
	check_verdict(d, EFFECT_CANNOT_TELL);
}

/* -10 points here; elsewhere more than -5 is more than half of it. */
TEST(what_improved_everywhere_is_not_due_to_it)
{
	struct effect_data d = rate_after(30, 300, 4);

	d.untouched = -0.051;
	check_verdict(d, EFFECT_EVERYONE);
	d.untouched = -0.049;
	check_verdict(d, EFFECT_WORKED);
	d.untouched = 0.2;
	check_verdict(d, EFFECT_WORKED);
}

/* Of 80 % that should rise a quarter of the missing 20 % is promised. */
TEST(a_rate_that_should_rise_promises_a_share_of_the_rest)
{
	struct effect_data d = rate_after(270, 300, 4);
	struct effect_result r;

	d.x0 = 640;
	d.direction = 1;
	r = judged(d);
	check_close(r.promised, 0.05, 1e-12);
	check_close(r.reduction, 0.5, 1e-9);
	assert_int_equal(r.verdict, EFFECT_WORKED);
}

/* 12, then 9.5 minutes: -2.5, Welch -4.43 to -0.57; medians 12 and 9.5. */
TEST(minutes_are_compared_week_by_week)
{
	static const double a[] = { 10, 12, 11, 13, 12, 14, 11, 13 };
	static const double b[] = { 9, 10, 8, 11 };
	struct effect_data d = {
		.before = a, .after = b, .k0 = 8, .k1 = 4, .direction = -1,
		.top = (double)NAN, .reduction = 0.25,
		.untouched = (double)NAN, .waited = 4
	};
	struct effect_result r = judged(d);

	assert_int_equal(r.verdict, EFFECT_WORKED);
	check_close(r.before, 12, 1e-12);
	check_close(r.after, 9.5, 1e-12);
	check_close(r.median0, 12, 1e-12);
	check_close(r.median1, 9.5, 1e-12);
	check_close(r.low, -4.43009, 5e-5);
	check_close(r.promised, -3, 1e-12);
	check_close(r.reduction, 0.25 * 2.5 / 3, 1e-12);
	assert_int_equal(r.n0, FACT_NULL);
}

/* METRICS §12: whatever the numbers, the first that holds is said. */
TEST(verdicts_come_in_their_order)
{
	uint64_t seed = 12;

	for (int i = 0; i < 20000; i++) {
		struct effect_data d;
		struct effect_result r;
		double n;
		bool sure;

		seed = seed * 6364136223846793005u + 1442695040888963407u;
		n = (double)(20 + (seed >> 33) % 400);
		d = rate_after((double)((seed >> 42) % (uint64_t)n), n, 4);
		r = judged(d);
		sure = r.low > 0 || r.high < 0;
		assert_int_equal(sure, r.verdict == EFFECT_WORKED ||
				       r.verdict == EFFECT_WORSE);
		if (r.verdict == EFFECT_WORKED)
			assert_true(r.high < 0);
		if (r.verdict == EFFECT_WORSE)
			assert_true(r.low > 0);
		if (r.verdict == EFFECT_LESS)
			assert_true(r.promised < r.low);
		if (r.verdict == EFFECT_CANNOT_TELL)
			assert_true(r.low <= r.promised && r.high >= 0);
	}
}

/* ---- decisions: which weeks, which state -------------------------------- */

#define MONDAY(week) (iso_week_monday(2026, (week)))

static struct figures figures;
static struct proposal_entry offer;
static struct decision_entry answer;
static struct decision_book book;
static struct arena arena;

static int setup(void **state)
{
	(void)state;
	memset(&figures, 0, sizeof figures);
	figures.data_from = MONDAY(10);
	offer = (struct proposal_entry){
		.id = 1, .proposal = "2026-W30-1e378d", .report = "weekly",
		.period = "2026-W30", .first = MONDAY(30),
		.last = MONDAY(30) + 6, .problem = "output:blog",
		.title = "", .evidence = "", .n_options = 1
	};
	offer.option[0] = (struct option_entry){
		.action = "prompt", .text = "Write it again",
		.role = "editor", .wasted = 10, .reduction = 0.25,
		.metric = "rework", .scope = { "blog" }, .each = 0.5,
		.before_first = MONDAY(22), .before_last = MONDAY(29) + 6
	};
	answer = (struct decision_entry){
		.id = 2, .proposal = offer.proposal, .choice = "A",
		.owner = "", .due = MONDAY(31) + 4, .day = MONDAY(31),
		.offered = 1, .action = "prompt", .done = MONDAY(31)
	};
	book = (struct decision_book){
		.proposal = &offer, .n_proposals = 1, .decision = &answer,
		.n_decisions = 1
	};
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	figures_release(&figures);
	arena_release(&arena);
	memset(&arena, 0, sizeof arena);
	return 0;
}

/* x of n bad outputs in a week; n = 0: a week without any. */
static void tell(const char *workflow, int week, int64_t x, int64_t n)
{
	struct scope scope = { { [SCOPE_WORKFLOW] = workflow } };
	struct figure *f = figures_add(&figures, metric_find("rework"), &scope,
		period_of(PERIOD_WEEK, MONDAY(week), 1));

	f->x = x;
	f->n = n;
	f->value = n ? (double)x / (double)n : (double)NAN;
}

static void tell_weeks(const char *workflow, int from, int to, int64_t x,
		       int64_t n)
{
	for (int w = from; w <= to; w++)
		tell(workflow, w, x, n);
}

static struct decided decided_in(int week)
{
	struct effects_input in = {
		.book = &book, .figures = &figures,
		.as_of = MONDAY(week) + 6, .last = MONDAY(week) + 6
	};
	struct decided_list list;

	effects_build(&list, &in, &arena);
	assert_int_equal(list.n, 1);
	return list.item[0];
}

/* Trigger week 30 and week 31, in which it was done, are full of bad ones:
 * they are left out. 20 of 100 before, 10 of 100 after. */
TEST(trigger_and_implementation_week_are_left_out)
{
	tell_weeks("blog", 20, 29, 20, 100);
	tell_weeks("blog", 30, 31, 90, 100);
	tell_weeks("blog", 32, 46, 10, 100);
	figures_sort(&figures);

	struct decided d = decided_in(36);

	assert_int_equal(d.state, ACTION_MEASURED);
	assert_int_equal(d.review, MONDAY(36));
	assert_int_equal(d.effect.verdict, EFFECT_WORKED);
	assert_int_equal(d.effect.weeks0, 8);
	assert_int_equal(d.effect.weeks1, 5);
	assert_int_equal(d.to, MONDAY(36) + 6);
	check_close(d.effect.before, 0.2, 1e-12);
	check_close(d.effect.after, 0.1, 1e-12);
	assert_int_equal(d.effect.n1, 500);
	/* ten points less of 100 a week, half an hour each */
	check_close(d.effect.hours, 5, 1e-9);
	/* weeks 32 to 44 and no later one */
	d = decided_in(46);
	assert_int_equal(d.state, ACTION_CLOSED);
	assert_true(d.effect.final);
	assert_int_equal(d.effect.weeks1, 13);
	assert_int_equal(d.to, MONDAY(44) + 6);
}

TEST(three_weeks_are_too_few_and_empty_weeks_are_none)
{
	tell_weeks("blog", 22, 29, 20, 100);
	tell_weeks("blog", 32, 34, 0, 100);
	tell("blog", 35, 0, 0);
	tell("blog", 36, 0, 100);
	figures_sort(&figures);
	assert_int_equal(decided_in(34).effect.verdict, EFFECT_CANNOT_TELL);
	assert_int_equal(decided_in(35).effect.weeks1, 3);
	assert_int_equal(decided_in(35).to, MONDAY(34) + 6);
	assert_int_equal(decided_in(31).to, DAY_NONE);
	assert_int_equal(decided_in(35).effect.more_weeks, 1);
	assert_int_equal(decided_in(36).effect.verdict, EFFECT_WORKED);
}

/* Ads and webinars together fell from 20 to 14 of 100: more than half. */
TEST(what_is_untouched_is_pooled)
{
	tell_weeks("blog", 22, 29, 20, 100);
	tell_weeks("blog", 32, 36, 10, 100);
	tell_weeks("ads", 22, 29, 20, 100);
	tell_weeks("ads", 32, 36, 13, 100);
	tell_weeks("webinar", 22, 29, 20, 100);
	tell_weeks("webinar", 32, 36, 15, 100);
	figures_sort(&figures);

	struct decided d = decided_in(36);

	check_close(d.effect.untouched, -0.06, 1e-12);
	assert_int_equal(d.effect.verdict, EFFECT_EVERYONE);
}

/* Somebody did something for the ads in week 33: they prove nothing. */
TEST(what_was_touched_is_no_comparison)
{
	struct decision_entry two[2] = { answer, answer };
	struct proposal_entry both[2] = { offer, offer };
	struct decided_list list;

	tell_weeks("blog", 22, 29, 20, 100);
	tell_weeks("blog", 32, 36, 10, 100);
	tell_weeks("ads", 22, 29, 20, 100);
	tell_weeks("ads", 32, 36, 5, 100);
	figures_sort(&figures);
	assert_int_equal(decided_in(36).effect.verdict, EFFECT_EVERYONE);
	both[1].id = 3;
	both[1].proposal = two[1].proposal = "2026-W32-aaaaaa";
	both[1].option[0].scope[0] = "ads";
	two[1].offered = 3;
	two[1].id = 4;
	two[1].done = MONDAY(33);
	book = (struct decision_book){ .proposal = both, .n_proposals = 2,
				       .decision = two, .n_decisions = 2 };

	struct effects_input in = {
		.book = &book, .figures = &figures, .as_of = MONDAY(36) + 6,
		.last = MONDAY(36) + 6
	};

	effects_build(&list, &in, &arena);
	assert_int_equal(list.item[0].effect.verdict, EFFECT_WORKED);
	check_close(list.item[0].effect.untouched, NAN, 0);
}

TEST(open_then_late_then_not_done)
{
	tell_weeks("blog", 22, 40, 20, 100);
	figures_sort(&figures);
	answer.done = DAY_NONE;
	answer.due = MONDAY(33);
	assert_int_equal(decided_in(32).state, ACTION_OPEN);
	assert_int_equal(decided_in(33).state, ACTION_LATE);
	assert_int_equal(decided_in(37).state, ACTION_LATE);
	/* four weeks behind that of its date would be over */
	assert_int_equal(decided_in(38).state, ACTION_CLOSED);
	assert_int_equal(decided_in(38).effect.verdict, EFFECT_NOT_DONE);
}

TEST(a_reject_counts_for_each_option_and_an_answer_to_come_for_none)
{
	struct decided_list list;
	const struct past_decision *past;
	size_t n;

	figures_sort(&figures);
	answer.choice = "reject";
	answer.action = "";
	offer.option[1] = offer.option[0];
	offer.option[1].action = "examples";
	offer.n_options = 2;

	struct effects_input in = {
		.book = &book, .figures = &figures, .as_of = MONDAY(31),
		.last = MONDAY(30) + 6
	};

	effects_build(&list, &in, &arena);
	past = past_of(&list, &n, &arena);
	assert_int_equal(n, 2);
	assert_string_equal(past[1].action, "examples");
	assert_int_equal(past[0].state, DECISION_REJECTED);
	check_close(past[0].hours, 10, 0);
	assert_string_equal(past[0].scope.dim[SCOPE_WORKFLOW], "blog");
	in.as_of = MONDAY(31) - 1;
	effects_build(&list, &in, &arena);
	assert_int_equal(list.n, 0);
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(half_of_it_gone_is_worked),
		cmocka_unit_test(more_of_it_than_before_made_it_worse),
		cmocka_unit_test(
			what_holds_0_and_not_the_promise_is_less_than_promised),
		cmocka_unit_test(
			what_holds_both_cannot_be_told_yet_and_says_what_is_missing),
		cmocka_unit_test(what_chance_alone_may_do_is_not_worked),
		cmocka_unit_test(after_thirteen_weeks_it_is_closed_as_it_is),
		cmocka_unit_test(fewer_than_four_weeks_on_a_side_say_nothing),
		cmocka_unit_test(what_improved_everywhere_is_not_due_to_it),
		cmocka_unit_test(
			a_rate_that_should_rise_promises_a_share_of_the_rest),
		cmocka_unit_test(minutes_are_compared_week_by_week),
		cmocka_unit_test(verdicts_come_in_their_order),
		CASE(trigger_and_implementation_week_are_left_out),
		CASE(three_weeks_are_too_few_and_empty_weeks_are_none),
		CASE(what_is_untouched_is_pooled),
		CASE(what_was_touched_is_no_comparison),
		CASE(open_then_late_then_not_done),
		CASE(a_reject_counts_for_each_option_and_an_answer_to_come_for_none),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
