/*
 * Which approved actions are recommended, and what they are said to bring.
 * Every number is worked out by hand: E = W * reduction * works - setup / 13.
 */
#include "tests/unit/test.h"

#include "base/date.h"
#include "base/num.h"
#include "findings/recommend.h"

#define SETUP(h) ((int64_t)(h) * MS_PER_HOUR)

static struct figures figures;
static struct findings findings;
static struct playbook book;
static struct playbook_action actions[40];
static struct past_decision past[16];
static size_t n_past;
static struct recommendations r;
static struct config config;
static struct config_workflow workflows[] = {
	{ .id = "blog", .name = "Blog" }, { .id = "ads", .name = "Ads" }
};
static struct finding finding[4];
static struct config_owner owner = { "Lead", "", "strategist" };
static struct period week, quarter;

static int setup(void **state)
{
	(void)state;
	config_defaults(&config);
	config.currency = "EUR";
	config.default_rate = 40 * (int64_t)MONEY_SCALE;
	config.workflows = workflows;
	config.n_workflows = COUNT(workflows);
	week = period_of(PERIOD_WEEK, day_from_civil(2026, 11, 16), 1);
	quarter = period_of(PERIOD_QUARTER, week.first, 1);
	memset(actions, 0, sizeof actions);
	memset(past, 0, sizeof past);
	memset(finding, 0, sizeof finding);
	book = (struct playbook){ .there = true, .actions = actions };
	findings = (struct findings){ .item = finding };
	n_past = 0;
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	recommend_release(&r);
	figures_release(&figures);
	config_release(&config);
	return 0;
}

/* ---- a little world -------------------------------------------------- */

static struct figure *tell_in(struct period period, const char *metric,
			      const struct scope *scope, double value)
{
	struct figure *f = figures_add(&figures, metric_find(metric), scope,
				       period);

	f->value = value;
	return f;
}

static struct figure *tell(const char *metric, const char *workflow,
			   double value)
{
	struct scope scope = { { [SCOPE_WORKFLOW] = workflow } };

	return tell_in(week, metric, &scope, value);
}

/* x of n, surely or not. */
static void tell_rework(const char *workflow, double low, double high)
{
	struct figure *f = tell("rework", workflow, (low + high) / 2);

	f->low = low;
	f->high = high;
	f->x = 18;
	f->n = 55;
}

static struct playbook_action *approve(const char *id, const char *metric,
				       double value, int64_t setup_ms)
{
	struct playbook_action *a = &actions[book.n_actions++];

	*a = (struct playbook_action){
		.id = id, .text = "Do what the team agreed",
		.cause = PLAYBOOK_OUTPUT, .owner = "editor",
		.trigger = { .metric = metric, .op = WHEN_ABOVE,
			     .text = "limit", .value = value },
		.scopes = PLAYBOOK_WORKFLOW, .setup = setup_ms,
		.reduction = 0.25, .cool_down_weeks = 4,
		.saves = SAVES_FIXING, .either_or = "",
		.must_not = { .brand = "" }
	};
	return a;
}

static void decide(const char *action, enum decision_state state, int days_ago,
		   double hours)
{
	past[n_past++] = (struct past_decision){
		.action = action,
		.scope = { { [SCOPE_WORKFLOW] = "blog" } }, .state = state,
		.day = week.last - days_ago, .hours = hours,
		.reduction = (double)NAN
	};
}

static void judge(const char *action, enum effect effect, double reduction)
{
	past[n_past++] = (struct past_decision){
		.action = action, .scope = { { [SCOPE_WORKFLOW] = "ads" } },
		.state = DECISION_CLOSED, .day = week.last - 100,
		.hours = (double)NAN, .effect = effect,
		.reduction = reduction
	};
}

static void find(const char *id, const char *metric, const char *workflow,
		 enum cause cause)
{
	finding[findings.n++] = (struct finding){
		.id = id, .use = FINDING_DECIDE, .certainty = SURE,
		.cause = cause, .tone = -1, .title = "Too much",
		.sentence = "Too much is wrong.", .big = "",
		.figure = figures_get(&figures, metric, workflow, week)
	};
}

static void recommend_for(struct period now)
{
	struct findings_input found = {
		.config = &config, .figures = &figures, .now = now,
		.before = period_prev(now, 1), .as_of = now.last
	};
	struct recommend_input in = {
		.found = &found, .findings = &findings, .playbook = &book,
		.past = past, .n_past = n_past
	};

	recommend_release(&r);
	recommend_build(&r, &in);
}

static void recommend(void)
{
	recommend_for(week);
}

/* Rework of the blog is surely above the limit and costs 6.5 h. */
static void tell_blog(void)
{
	tell_rework("blog", 0.21, 0.46);
	tell("correction_hours", "blog", 6);
	tell("loop_hours", "blog", 0.5);
	figures_sort(&figures);
	find("rework-over:blog", "rework", "blog", CAUSE_OUTPUT);
}

static const struct recommended *only(void)
{
	assert_int_equal(r.n, 1);
	assert_int_equal(r.item[0].n_shown, 1);
	return &r.item[0].action[0];
}

static void check_says_only(enum advice advice, const char *sentence)
{
	recommend();
	assert_int_equal(r.n, 1);
	assert_int_equal(r.item[0].n, 0);
	assert_int_equal(r.item[0].advice, advice);
	assert_string_equal(r.item[0].says, sentence);
}

/* ---- what it brings -------------------------------------------------- */

TEST(a_gain_is_hours_times_reduction_times_chance_less_setup)
{
	const struct recommended *a;

	tell_blog();
	approve("prompt", "rework", (double)NAN, SETUP(3));
	recommend();
	a = only();
	check_close(a->wasted, 6.5, 1e-12);
	check_close(a->reduction, 0.25, 1e-12);
	check_close(a->works, 0.5, 1e-12);
	/* 6.5 * 0.25 * 0.5 - 3 / 13 = 0.8125 - 0.230769 */
	check_close(a->hours, 0.581730769, 1e-9);
	check_close(a->money, 23.26923077, 1e-8);
	assert_string_equal(a->confidence, "not tried yet");
	assert_string_equal(a->evidence,
		"Rework rate of Blog: 33.5 % (18 of 55, 21.0\u201346.0 %), "
		"above the limit of 15 %; corrections and loops took 6.5 h a "
		"week.");
	assert_string_equal(a->disproof,
		"Corrections and loops still take more than 4.9 h a week "
		"over four complete weeks with it.");
	check_close(r.hours, 0.581730769, 1e-9);
}

TEST(verdicts_teach_reduction_and_chance)
{
	const struct recommended *a;

	tell_blog();
	approve("prompt", "rework", (double)NAN, SETUP(3));
	judge("prompt", EFFECT_WORKED, 0.4);
	judge("prompt", EFFECT_WORKED, 0.5);
	judge("prompt", EFFECT_LESS, 0);
	judge("prompt", EFFECT_CANNOT_TELL, (double)NAN);
	judge("prompt", EFFECT_NOT_DONE, (double)NAN);
	judge("other", EFFECT_WORSE, -1);
	recommend();
	a = only();
	/* (3 * 0.25 + 0.9) / 6; (2 + 1) / (3 + 2) */
	check_close(a->reduction, 0.275, 1e-12);
	check_close(a->works, 0.6, 1e-12);
	check_close(a->hours, 6.5 * 0.275 * 0.6 - 3 / 13.0, 1e-12);
	assert_string_equal(a->confidence, "worked in 2 of 3 tries");
}

TEST(an_action_that_made_it_worse_promises_less)
{
	tell_blog();
	approve("prompt", "rework", (double)NAN, SETUP(1));
	judge("prompt", EFFECT_WORSE, -3);
	check_says_only(ADVICE_NONE_PAYS,
			"No approved action pays for itself here.");
}

TEST(a_quarter_is_reckoned_a_week)
{
	struct scope blog = { { [SCOPE_WORKFLOW] = "blog" } };

	quarter = period_of(PERIOD_QUARTER, day_from_civil(2026, 7, 1), 1);
	/* 92 days are 92 / 7 weeks: 26 h are 1.978 h a week */
	tell_in(quarter, "rework", &blog, 0.4);
	tell_in(quarter, "correction_hours", &blog, 26);
	figures_sort(&figures);
	approve("prompt", "rework", 0.15, SETUP(1));
	recommend_for(quarter);
	check_close(only()->wasted, 26 * 7 / 92.0, 1e-12);
}

/* SHA-256 of "output:blog" begins with 1e378d. */
TEST(a_proposal_is_known_by_period_and_problem)
{
	tell_blog();
	approve("prompt", "rework", (double)NAN, SETUP(3));
	recommend();
	assert_string_equal(r.item[0].id, "output:blog");
	assert_string_equal(r.item[0].proposal, "2026-W47-1e378d");
	assert_string_equal(option_letter(0), "A");
	assert_string_equal(option_letter(2), "C");
	assert_string_equal(option_letter(3), "");
}

TEST(an_hour_is_worth_what_the_saved_hours_are)
{
	tell("hourly_rate", NULL, 52);
	tell_blog();
	approve("prompt", "rework", (double)NAN, SETUP(3));
	recommend();
	check_close(only()->money, 0.581730769 * 52, 1e-6);
}

TEST(a_step_cannot_lose_more_than_its_workflow)
{
	struct scope step = { { [SCOPE_WORKFLOW] = "blog",
				[SCOPE_STEP] = "draft" } };
	struct figure *f = tell_in(week, "correction_minutes", &step, 10);

	f->n = 100;		/* 16.7 h where the workflow lost 6.5 */
	tell_in(week, "rework", &step, 0.5);
	tell_blog();
	approve("prompt", "rework", 0.15, SETUP(3))->scopes = PLAYBOOK_STEP;
	recommend();
	check_close(only()->wasted, 6.5, 1e-12);
}

/* ---- which ----------------------------------------------------------- */

TEST(an_interval_that_holds_the_limit_meets_no_trigger)
{
	tell_rework("blog", 0.10, 0.30);
	tell("correction_hours", "blog", 6);
	figures_sort(&figures);
	find("fix-to-save:blog", "rework", "blog", CAUSE_OUTPUT);
	approve("prompt", "rework", (double)NAN, SETUP(1));
	check_says_only(ADVICE_NO_MATCH, "No approved action for this. Add "
					 "one to the playbook?");
}

TEST(an_action_of_another_cause_is_no_answer)
{
	tell_blog();
	approve("prompt", "rework", (double)NAN, SETUP(1))->cause =
		PLAYBOOK_HANDOFF;
	recommend();
	/* the finding has none; the trigger makes a problem of its own */
	assert_int_equal(r.n, 2);
	assert_int_equal(r.item[0].advice, ADVICE_NO_MATCH);
	assert_string_equal(r.item[1].id, "handoff:blog");
	assert_null(r.item[1].finding);
	assert_string_equal(r.item[1].title, "Blog: Rework rate");
}

TEST(without_a_playbook_nothing_is_approved)
{
	tell_blog();
	book.there = false;
	check_says_only(ADVICE_NO_MATCH, "No approved action for this. Add "
					 "one to the playbook?");
	assert_false(r.playbook);
}

TEST(what_costs_more_than_it_brings_is_not_shown)
{
	tell_blog();
	/* 0.8125 h against 11 / 13 = 0.846 h */
	approve("prompt", "rework", (double)NAN, SETUP(11));
	check_says_only(ADVICE_NONE_PAYS,
			"No approved action pays for itself here.");
}

TEST(hours_that_nobody_measured_are_promised_by_nobody)
{
	tell_rework("blog", 0.21, 0.46);
	figures_sort(&figures);
	find("rework-over:blog", "rework", "blog", CAUSE_OUTPUT);
	approve("prompt", "rework", (double)NAN, 0);
	check_says_only(ADVICE_NONE_PAYS,
			"No approved action pays for itself here.");
}

TEST(an_action_under_way_is_not_proposed_again)
{
	tell_blog();
	approve("prompt", "rework", (double)NAN, SETUP(3));
	decide("prompt", DECISION_OPEN, 200, 6.5);
	check_says_only(ADVICE_WAITING,
			"Every approved action for this is under way or was "
			"rejected lately.");
}

TEST(a_rejected_action_cools_down_for_four_weeks)
{
	tell_blog();
	approve("prompt", "rework", (double)NAN, SETUP(3));
	decide("prompt", DECISION_REJECTED, 27, 6.5);
	recommend();
	assert_int_equal(r.item[0].advice, ADVICE_WAITING);
	past[0].day = week.last - 28;
	recommend();
	assert_int_equal(r.item[0].advice, ADVICE_ACTIONS);
}

TEST(a_problem_that_grew_by_a_quarter_is_asked_again)
{
	tell_blog();
	approve("prompt", "rework", (double)NAN, SETUP(3));
	decide("prompt", DECISION_REJECTED, 7, 5.2);	/* * 1.25 = 6.5 */
	recommend();
	assert_int_equal(r.item[0].advice, ADVICE_ACTIONS);
	past[0].hours = 5.3;
	recommend();
	assert_int_equal(r.item[0].advice, ADVICE_WAITING);
}

TEST(a_reject_elsewhere_does_not_count)
{
	tell_blog();
	approve("prompt", "rework", (double)NAN, SETUP(3));
	decide("prompt", DECISION_REJECTED, 7, 6.5);
	past[0].scope.dim[SCOPE_WORKFLOW] = "ads";
	recommend();
	assert_int_equal(r.item[0].advice, ADVICE_ACTIONS);
}

TEST(limits_hold_or_the_action_is_none)
{
	struct scope ads = { { [SCOPE_CHANNEL] = "linkedin" } };
	static const char *const never[] = { "linkedin" };
	struct playbook_action *a;

	tell_in(week, "rework", &ads, 0.5);
	tell_in(week, "correction_minutes", &ads, 30)->n = 10;
	tell("correction_hours", NULL, 6);
	figures_sort(&figures);
	a = approve("prompt", "rework", 0.15, SETUP(1));
	a->scopes = PLAYBOOK_CHANNEL;
	recommend();
	check_close(only()->wasted, 5, 1e-12);
	assert_string_equal(r.item[0].id, "output:linkedin");
	a->must_not.channels = (const char **)never;
	a->must_not.n_channels = 1;
	recommend();
	assert_int_equal(r.n, 0);
	a->must_not.n_channels = 0;
	config.owners = &owner;
	config.n_owners = 1;			/* another role */
	recommend();
	assert_int_equal(r.n, 0);
	config.n_owners = 0;
	a->must_not.budget = 39 * (int64_t)MONEY_SCALE;	/* 1 h is 40 */
	recommend();
	assert_int_equal(r.n, 0);
}

TEST(three_are_shown_the_best_first_and_not_added_up)
{
	tell_blog();
	approve("d", "rework", (double)NAN, SETUP(4));
	approve("b", "rework", (double)NAN, SETUP(2));
	approve("a", "rework", (double)NAN, SETUP(1));
	approve("c", "rework", (double)NAN, SETUP(3));
	recommend();
	assert_int_equal(r.n, 1);
	assert_int_equal(r.item[0].n, 4);
	assert_int_equal(r.item[0].n_shown, 3);
	for (size_t i = 0; i < 3; i++) {
		assert_int_equal(r.item[0].action[i].action->id[0],
				 "abc"[i]);
		assert_true(r.item[0].action[i].either_or);
	}
	check_close(r.hours, 0.8125 - 1 / 13.0, 1e-12);
}

TEST(other_minutes_are_added_and_not_either_or)
{
	tell("friction", "blog", 0.2);
	tell("reformat_minutes", "blog", 240);
	tell_blog();
	approve("prompt", "rework", (double)NAN, SETUP(1));
	struct playbook_action *a = approve("link", "friction", 0.1, SETUP(1));

	a->saves = SAVES_HANDOFFS;
	a->cause = PLAYBOOK_HANDOFF;
	recommend();
	assert_int_equal(r.n, 2);
	assert_false(r.item[0].action[0].either_or);
	assert_false(r.item[1].action[0].either_or);
	/* 4 h * 0.25 * 0.5 = 0.5 */
	check_close(r.hours, 0.8125 + 0.5 - 2 / 13.0, 1e-12);
	/* unless the playbook says so */
	actions[0].either_or = actions[1].either_or = "one";
	recommend();
	assert_true(r.item[0].action[0].either_or);
	assert_true(r.item[1].action[0].either_or);
}

TEST(causes_that_share_minutes_are_either_or)
{
	tell("lateness_hours", "blog", 4);
	tell_blog();
	approve("prompt", "rework", (double)NAN, SETUP(1));
	struct playbook_action *a = approve("early", "lateness_hours", 2,
					    SETUP(1));

	a->saves = SAVES_LATENESS;
	a->cause = PLAYBOOK_CHECKPOINT;
	recommend();
	assert_int_equal(r.n, 2);
	assert_true(r.item[0].action[0].either_or);
	assert_true(r.item[1].action[0].either_or);
	check_close(r.hours, 0.8125 - 1 / 13.0, 1e-12);
}

TEST(a_finding_knows_its_problem)
{
	tell_blog();
	approve("prompt", "rework", (double)NAN, SETUP(3));
	recommend();
	assert_ptr_equal(problem_of(&r, &finding[0]), &r.item[0]);
	finding[0].use = FINDING_CANNOT_SAY;
	assert_null(problem_of(&r, &finding[0]));
}

/* ---- laws ------------------------------------------------------------ */

static uint64_t random_state = 20261122;

static unsigned draw(unsigned below)
{
	random_state = random_state * 6364136223846793005ULL +
		       1442695040888963407ULL;
	return (unsigned)(random_state >> 33) % below;
}

static void tell_something(void)
{
	static const char *const metrics[] = {
		"rework", "friction", "loop_hours", "lateness_hours",
		"correction_hours", "reformat_minutes", "review_hours",
		"correction_minutes"
	};
	static const char *const names[] = { NULL, "blog", "ads" };

	for (size_t m = 0; m < COUNT(metrics); m++)
		for (size_t w = 0; w < COUNT(names); w++) {
			double value = draw(1000) / 100.0;
			bool rate = metric_find(metrics[m])->unit == UNIT_RATE;

			if (draw(8))
				tell(metrics[m], names[w],
				     rate ? value / 10 : value)->n = 50;
		}
	figures_sort(&figures);
}

static void approve_something(size_t n)
{
	static const char *const metrics[] = {
		"rework", "friction", "loop_hours", "lateness_hours"
	};
	static const char *const ids[] = { "a", "b", "c", "d", "e", "f", "g",
					   "h", "i", "j", "k", "l" };

	for (size_t i = 0; i < n; i++) {
		struct playbook_action *a = approve(
			ids[i], metrics[draw(COUNT(metrics))],
			draw(100) / 100.0, SETUP(draw(6)));

		a->cause = (int)draw(4);
		a->saves = 1 + (int)draw(5);
		a->scopes = 1 + draw(3);
		a->reduction = (1 + draw(100)) / 100.0;
	}
}

static void decide_something(void)
{
	for (unsigned i = draw(6); i > 0; i--) {
		struct past_decision *d = &past[n_past];

		decide(i % 2 ? "a" : "b", (enum decision_state)draw(3),
		       (int)draw(60), draw(10));
		d->effect = (enum effect)draw(6);
		d->reduction = draw(3) ? (double)NAN :
			       ((int)draw(400) - 200) / 100.0;
	}
}

static void check_laws(void)
{
	double pools = 0;

	for (size_t i = 0; i < r.n; i++) {
		const struct problem *p = &r.item[i];

		assert_true(p->n_shown <= 3 && p->n_shown <= p->n);
		assert_true(*p->sentence);
		assert_int_equal(!p->n, *p->says != 0);
		for (size_t k = 0; k < p->n; k++) {
			const struct recommended *a = &p->action[k];

			assert_ptr_equal(playbook_action(&book, a->action->id),
					 a->action);
			assert_int_equal(a->action->cause + 1,
					 (int)p->cause);
			assert_true(a->hours > 0);
			assert_true(a->hours <= a->wasted);
			if (k)
				assert_true(a->hours <= p->action[k - 1]
								.hours);
			for (size_t q = 0; q < k; q++)
				assert_ptr_not_equal(a->action,
						     p->action[q].action);
			if (k < p->n_shown)
				pools += a->hours;
		}
	}
	assert_true(r.hours <= pools + 1e-9);
}

TEST(never_outside_the_playbook_nor_above_what_was_lost)
{
	for (int round = 0; round < 400; round++) {
		teardown(NULL);
		setup(NULL);
		tell_something();
		approve_something(draw(13));
		decide_something();
		if (figures_get(&figures, "rework", "blog", week))
			find("rework-over:blog", "rework", "blog",
			     CAUSE_OUTPUT);
		recommend();
		check_laws();
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define CASE(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
		CASE(a_gain_is_hours_times_reduction_times_chance_less_setup),
		CASE(verdicts_teach_reduction_and_chance),
		CASE(an_action_that_made_it_worse_promises_less),
		CASE(a_quarter_is_reckoned_a_week),
		CASE(a_proposal_is_known_by_period_and_problem),
		CASE(an_hour_is_worth_what_the_saved_hours_are),
		CASE(a_step_cannot_lose_more_than_its_workflow),
		CASE(an_interval_that_holds_the_limit_meets_no_trigger),
		CASE(an_action_of_another_cause_is_no_answer),
		CASE(without_a_playbook_nothing_is_approved),
		CASE(what_costs_more_than_it_brings_is_not_shown),
		CASE(hours_that_nobody_measured_are_promised_by_nobody),
		CASE(an_action_under_way_is_not_proposed_again),
		CASE(a_rejected_action_cools_down_for_four_weeks),
		CASE(a_problem_that_grew_by_a_quarter_is_asked_again),
		CASE(a_reject_elsewhere_does_not_count),
		CASE(limits_hold_or_the_action_is_none),
		CASE(three_are_shown_the_best_first_and_not_added_up),
		CASE(other_minutes_are_added_and_not_either_or),
		CASE(causes_that_share_minutes_are_either_or),
		CASE(a_finding_knows_its_problem),
		CASE(never_outside_the_playbook_nor_above_what_was_lost),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
