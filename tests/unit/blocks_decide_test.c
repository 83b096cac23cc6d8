/* Blocks about what to decide, what was decided, and what came of it. */
#include "tests/unit/blocks_help.h"

#include "base/utf8.h"
#include "report/blocks/short_names.h"
#include "report/blocks/words.h"

TEST(agenda_speaks)
{
	check_block("agenda");
	check_block_says("agenda", SAMPLE_EMPTY, "29\u201330");
	check_block_says("agenda", SAMPLE_FULL, "22.5 %");
	check_block_says("agenda", SAMPLE_FULL, "hours this week");
}

TEST(cannot_say_speaks)
{
	check_block("cannot_say");
	check_block_says("cannot_say", SAMPLE_EMPTY, "Not measured");
	check_block_says("cannot_say", SAMPLE_FULL, "nothing here ranks people");
	check_block_says("cannot_say", SAMPLE_FULL, "46 more outputs");
}

TEST(headline_speaks)
{
	check_block("headline");
	check_block_says("headline", SAMPLE_EMPTY, "Week 47, 16");
	check_block_says("headline", SAMPLE_FULL, "We gave back 6.2 hours");
}

TEST(findings_speaks)
{
	check_block("findings");
	check_block_says("findings", SAMPLE_EMPTY,
			 "There is nothing to compare: no output was "
			 "reviewed this week.");
	check_block_says("findings", SAMPLE_FULL, "+4 pts");
}

TEST(asks_speaks)
{
	check_block("asks");
	check_block_says("asks", SAMPLE_EMPTY, "Nothing needs a decision");
	check_block_says("asks", SAMPLE_FULL, "Corrections of drafts");
}

TEST(feedback_loop_speaks)
{
	const struct scope part = { { [SCOPE_COMPONENT] = "middleware" } };
	struct figure *f;
	struct sample s;

	check_block("feedback_loop");
	check_block_says("feedback_loop", SAMPLE_EMPTY,
			 "No handoff names a component");
	sample_make(&s, SAMPLE_FULL, PERIOD_WEEK);
	figures_add(&s.figures, metric_find("data_age"), &part,
		    s.in.now)->value = 59.1;
	f = figures_add(&s.figures, metric_find("input_present"), &part,
			s.in.now);
	f->value = 1;
	f->x = f->n = 1;
	f = figures_add(&s.figures, metric_find("output_produced"), &part,
			s.in.now);
	f->value = 0;
	f->x = 0;
	f->n = 1;
	check_sample_says("feedback_loop", &s, (const char *const[]){
		"The feedback loop stood still at middleware this week",
		"59.1", "yes", "no", NULL });
}

TEST(actions_speaks)
{
	check_block("actions");
	check_block_says("actions", SAMPLE_EMPTY,
			 "No action was accepted yet");
	check_block_says("actions", SAMPLE_FULL,
			 "The one action with a verdict worked");
	check_block_says("actions", SAMPLE_FULL,
			 "1 action is late, none else is open.");
	check_block_says("actions", SAMPLE_FULL, "\u221210.0\n\u221214.0");
	check_block_says("actions", SAMPLE_FULL,
			 "cannot tell yet: 606 more outputs, 9 more weeks");
	check_block_says("actions", SAMPLE_FULL, "nobody was named");
	check_block_says("actions", SAMPLE_FULL, "points\n13\n2026-W47\n");
	check_block_says("agenda", SAMPLE_EMPTY,
			 "No decisions are recorded yet");
	check_block_says("agenda", SAMPLE_FULL,
			 "Rewrite the prompt (Blog; nobody owns it, due 18 Nov)");
}

TEST(recommendations_speaks)
{
	check_block("recommendations");
	check_block_says("recommendations", SAMPLE_EMPTY,
			 "Nothing needs an action this week");
	check_block_says("recommendations", SAMPLE_FULL,
			 "Approved actions could give back");
	check_block_says("recommendations", SAMPLE_FULL,
			 "A, either/or\nGive the prompt three approved "
			 "outputs\n");
	check_block_says("recommendations", SAMPLE_FULL,
			 "Write acceptance criteria into the prompt");
	check_block_says("recommendations", SAMPLE_FULL,
			 "No approved action for this. Add one to the "
			 "playbook?");
	check_block_says("recommendations", SAMPLE_FULL, "not tried yet");
	check_block_says("recommendations", SAMPLE_FULL, "change claims");
}

TEST(decisions_speaks)
{
	check_block("decisions");
	check_block_says("decisions", SAMPLE_EMPTY,
			 "Nothing is to be decided");
	check_block_says("decisions", SAMPLE_FULL, "problems to decide");
	check_block_says("decisions", SAMPLE_FULL, "Give the prompt three "
			 "approved outputs (");
	check_block_says("decisions", SAMPLE_FULL, "No approved action for "
			 "this. Add one to the playbook?");
	check_block_says("decisions", SAMPLE_FULL, "2026-W47-");
	check_block_says("decisions", SAMPLE_FULL, "should be 0");
}

TEST(bets_speaks)
{
	check_block("bets");
	check_block_says("bets", SAMPLE_EMPTY, "Nothing needs an action.");
	check_block_says("bets", SAMPLE_FULL,
			 "All work: give the prompt three approved outputs");
	check_block_says("bets", SAMPLE_FULL, "It was the wrong bet if");
	check_block_says("bets", SAMPLE_FULL, " over all work");
}

TEST(a_quarter_shortens_long_names_in_their_middle)
{
	for (int q = 0; q < 2; q++) {
		struct doc d = { 0 };
		struct sample s;
		const char *name, *said, *cut;

		sample_make(&s, SAMPLE_MANY, q ? PERIOD_QUARTER : PERIOD_WEEK);
		name = workflow_name(&d, &s.in, s.workflow[7].id);
		assert_true(utf8_width(name) > 40);
		said = short_names(&d, &s.in, name);
		cut = strstr(said, "\u2026");
		assert_int_equal(cut != NULL, q);
		assert_int_equal(utf8_width(said) <= 41, q);
		if (cut) /* the beginning is that of the name */
			assert_memory_equal(said, name,
					    (size_t)(cut - said));
		sample_release(&s);
		doc_release(&d);
	}
}

TEST(agenda_and_asks_name_the_approved_actions)
{
	check_block_says("agenda", SAMPLE_FULL,
			 "A: Give the prompt three approved outputs (");
	check_block_says("agenda", SAMPLE_FULL,
			 "; or B: Write acceptance criteria into the prompt "
			 "(");
	check_block_says("asks", SAMPLE_FULL,
			 "Approved: give the prompt three approved outputs (");
}

/* A sheet has columns for them. */
TEST(pages_say_the_weeks_that_a_verdict_rests_on)
{
	check_quarter_says("actions", NULL, "\nworked (after 13 weeks, to ");
	check_quarter_says("actions", NULL, "9 more weeks (after 4 weeks, to ");
}

/* What was decided on this week's report is shown in a sheet made anew. */
static void tell_answers(struct sample *s)
{
	static struct decision_entry d[2];
	static struct option_entry option;
	const struct recommendations *r = &s->recommendations;
	struct decided *item = s->decided.item;

	option = (struct option_entry){ .text = "Do it", .wasted = 1,
					.reduction = 0.5 };
	for (size_t i = 0; i < 2; i++)
		d[i] = (struct decision_entry){
			.proposal = r->item[i].proposal, .owner = "Mia",
			.due = s->in.as_of + 3, .reason = "My own words",
			.note = "", .action = "", .choice = "reject",
			.source = "command", .done = DAY_NONE
		};
	d[0].choice = "A";
	d[0].action = r->item[0].action[1].action->id;
	d[1].choice = "A";
	d[1].action = "long gone";
	for (size_t i = 0; i < 2; i++)
		item[i] = (struct decided){
			.decision = &d[i], .state = ACTION_OPEN,
			.option = &option, .review = DAY_NONE,
			.effect = { .low = (double)NAN }
		};
	s->decided.n = 2;
	s->in.session = (struct session_answers){ "quality work", 45, 40 };
}

static void tell_rejected(struct sample *s)
{
	tell_answers(s);
	s->decided.item[1].state = ACTION_REJECTED;
	s->decided.item[1].option = NULL;
}

TEST(a_sheet_made_anew_shows_what_was_decided)
{
	/* by its action, whatever its letter was */
	check_told_says("decisions", tell_answers, "\nB\nMia\n26 Nov 2026\n"
			"My own words\n");
	check_told_says("decisions", tell_rejected, "\nReject\nMia\n");
	check_told_says("decisions", tell_answers, "Decided before, and not "
			"offered any more: Do it, Mia, due 26 Nov.");
	check_told_says("decisions", tell_rejected, "Decided: A, B, C or "
			"Reject\n2\nof 2\n");
	check_told_says("decisions", tell_answers, "Promised by A, B or C\n"
			"2.05\n");
	check_told_says("agenda", tell_answers, " Decided: B, Mia, due "
			"26 Nov.");
	check_told_says("hours_where", tell_answers, "quality work\n");
	check_told_says("hours_where", tell_answers, "Minutes planned\n45\n");
	check_told_says("hours_where", tell_answers, "it took\n40\n");
	check_told_says("agenda", tell_answers, "The answer: quality work.");
}

/* A restatement took the problem away, not the answer to it. */
static void tell_gone(struct sample *s)
{
	static struct proposal_entry asked;

	tell_answers(s);
	asked = (struct proposal_entry){
		.proposal = "2026-W47-000000", .report = s->template.report,
		.first = s->in.now.first, .title = "Gone",
		.problem = "output:gone", .evidence = "It was 40 % then.",
		.n_options = 1, .option = { { .action = "long gone",
			.text = "Do it", .hours = 1.25, .setup = 2 } }
	};
	s->decided.item[1].proposal = &asked;
	((struct decision_entry *)(uintptr_t)s->decided.item[1].decision)
		->proposal = asked.proposal;
}

TEST(an_answer_stays_when_its_problem_is_gone)
{
	check_told_says("decisions", tell_gone, "3 problems to decide");
	check_told_says("decisions", tell_gone, "It was 40 % then. The data "
			"no longer shows it.\n");
	check_told_says("decisions", tell_gone, "Do it (1.3 h a week, 2 h "
			"set-up)\n");
	check_told_says("decisions", tell_gone, "\n1.25\n2.0\nA\nMia\n");
	check_told_says("decisions", tell_gone, "Promised by A, B or C\n"
			"3.30\n");
}

/* Last week's answers, and a verdict that the week before did not have. */
static void tell_last_week(struct sample *s)
{
	static struct proposal_entry asked;
	static struct decision_entry d[2];
	struct decided *item = s->decided.item;

	asked = (struct proposal_entry){
		.first = s->in.before.first, .title = "Rework of blog"
	};
	d[0] = d[1] = *item[0].decision;
	d[0].done = s->in.now.first;
	d[1].reason = "Too costly";
	item[2].state = ACTION_MEASURED;
	item[2].decision = &d[0];
	item[2].proposal = item[3].proposal = &asked;
	item[2].review = s->in.now.first + 35;
	item[3].state = ACTION_REJECTED;
	item[3].decision = &d[1];
}

static void tell_old_verdict(struct sample *s)
{
	s->in.decided_before = s->in.decided;
}

static bool agenda_has(void (*told)(struct sample *s), const char *words)
{
	struct sample s;
	char *text;
	bool has;

	sample_make(&s, SAMPLE_FULL, PERIOD_WEEK);
	told(&s);
	text = sample_text_of("agenda", &s, NULL);
	has = strstr(text, words) != NULL;
	free(text);
	return has;
}

TEST(the_agenda_begins_with_last_weeks_decisions)
{
	check_told_says("agenda", tell_last_week, "In place\nRewrite the "
			"prompt (Blog; Mia, in place since 16 Nov, judged from "
			"21 Dec)\n");
	check_told_says("agenda", tell_last_week,
			"Rejected\nRework of blog (Too costly)\n");
	check_told_says("agenda", tell_last_week, "Late\nRewrite the prompt "
			"(Blog; nobody owns it, due ");
	check_told_says("agenda", tell_last_week, "New verdict\nWorked, and "
			"stays: Rewrite the prompt (Blog). Rework rate "
			"\u221210.0 points (\u221214.0 to \u22125.0), "
			"\u22125.0 points promised; 2.4 h a week got, 2.0 h "
			"promised; after 13 weeks, to 2026-W47.\n");
	assert_true(agenda_has(tell_last_week, "New verdict"));
	assert_false(agenda_has(tell_old_verdict, "New verdict"));
}

static void tell_stopped(struct sample *s)
{
	s->decided.item[3].state = ACTION_REJECTED;
	s->decided.item[3].option = NULL;
}

TEST(stopped_speaks)
{
	check_block("stopped");
	check_block_says("stopped", SAMPLE_EMPTY,
			 "Nothing was stopped or put off");
	check_told_says("stopped", tell_stopped, "rejected\n");
}

TEST(review_calendar_speaks)
{
	check_block("review_calendar");
	check_block_says("review_calendar", SAMPLE_EMPTY, "November 2026");
}

TEST(spot_check_speaks)
{
	check_block("spot_check");
	check_block_says("spot_check", SAMPLE_EMPTY, "No key metric was "
			 "measured this week");
	check_block_says("spot_check", SAMPLE_FULL, "of 15 key metrics is");
}

static void tell_ledger(struct sample *s)
{
	struct figure *f = tell_of(s, "mismatch_rate", NULL, s->in.now, 0.05);

	f->x = 5;
	f->n = 100;
	f->low = 0.02;
	f->high = 0.11;
	f = tell_of(s, "mismatch_rate", NULL, s->in.before, 0.2);
	f->x = 20;
	f->n = 100;
	f->low = 0.13;
	f->high = 0.29;
	figures_sort(&s->figures);
}

TEST(quick_wins_speaks)
{
	check_block("quick_wins");
	check_block_says("quick_wins", SAMPLE_EMPTY,
			 "No improvement is verified yet");
	check_block_says("quick_wins", SAMPLE_EMPTY, "No manual work has");
	check_block_says("quick_wins", SAMPLE_FULL,
			 "rework rate in Blog has improved");
	check_block_says("quick_wins", SAMPLE_FULL,
			 "Blog: nothing to compare yet");
}

TEST(ledger_speaks)
{
	check_block("ledger");
	check_block_says("ledger", SAMPLE_EMPTY, "No metric was measured");
	check_told_says("ledger", tell_ledger, "\u221215.0\n");
	check_told_says("ledger", tell_ledger, "better");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(agenda_speaks),
		cmocka_unit_test(cannot_say_speaks),
		cmocka_unit_test(headline_speaks),
		cmocka_unit_test(findings_speaks),
		cmocka_unit_test(asks_speaks),
		cmocka_unit_test(review_calendar_speaks),
		cmocka_unit_test(stopped_speaks),
		cmocka_unit_test(spot_check_speaks),
		cmocka_unit_test(ledger_speaks),
		cmocka_unit_test(quick_wins_speaks),
		cmocka_unit_test(actions_speaks),
		cmocka_unit_test(pages_say_the_weeks_that_a_verdict_rests_on),
		cmocka_unit_test(recommendations_speaks),
		cmocka_unit_test(decisions_speaks),
		cmocka_unit_test(a_sheet_made_anew_shows_what_was_decided),
		cmocka_unit_test(an_answer_stays_when_its_problem_is_gone),
		cmocka_unit_test(the_agenda_begins_with_last_weeks_decisions),
		cmocka_unit_test(bets_speaks),
		cmocka_unit_test(
			a_quarter_shortens_long_names_in_their_middle),
		cmocka_unit_test(agenda_and_asks_name_the_approved_actions),
		cmocka_unit_test(feedback_loop_speaks),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
