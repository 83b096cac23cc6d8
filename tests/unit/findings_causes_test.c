/* What asks for a decision, by its cause: input, hours, checkpoints. */
#include "tests/unit/findings_help.h"

/* ---- input -------------------------------------------------------------- */

static struct config_input_field goal[] = {
	{ .header = "goal", .critical = true, .not_before = "" }
};

static struct config_input brief[] = {
	{ .id = "brief", .file = "", .record_id = "", .updated = "",
	  .fields = goal, .n_fields = 1 }
};

/* Brief B1 lacks its goal, B2 has it. */
static int32_t audit_row(struct fact_cell *c, const void *rows, size_t i)
{
	const char *const *day = rows;

	c[FC_N].num = 1;
	c[INP_DATE].num = story_day(*day);
	c[INP_INPUT] = cell_of("brief");
	c[INP_RECORD_ID] = cell_of(i ? "B2" : "B1");
	c[INP_FIELD] = cell_of("goal");
	c[INP_STATE].num = i ? INPUT_OK : INPUT_MISSING;
	return story_day(*day);
}

/* bad and good reworked, of 70 and 80 outputs from B1 and B2. */
static void tell_briefs(struct told *t, int64_t bad, int64_t good)
{
	static const char *const day = BEFORE;

	t->s.config.inputs = brief;
	t->s.config.n_inputs = 1;
	story_load(&t->s, &kind_inputs, "audit", LOAD_UPSERT, audit_row,
		   &day, 2);
	story_weighted(&t->s, "log", ROWS(
		REVIEW("a", NOW, OUTCOME_MAJOR, .brief = "B1", .n = bad,
		       .correction = 6),
		REVIEW("b", NOW, OUTCOME_USABLE, .brief = "B1",
		       .n = 70 - bad),
		REVIEW("c", NOW, OUTCOME_MAJOR, .brief = "B2", .n = good,
		       .correction = 6),
		REVIEW("d", NOW, OUTCOME_USABLE, .brief = "B2",
		       .n = 80 - good)));
}

/* Newcombe's published example, METRICS §15: 0.2 (0.0524-0.3339). */
TEST(incomplete_input_that_is_surely_reworked_more_asks_for_a_decision)
{
	const struct finding *f;
	struct told t;

	begin(&t, 2);
	tell_briefs(&t, 56, 48);
	build(&t, PERIOD_WEEK, AS_OF);
	check_said(&t, "input-rework", "+20.0 pts",
		   "Incomplete input is reworked more",
		   "Over all work \x02" "80.0 % (56 of 70)\x03 of the outputs "
		   "from incomplete briefs were reworked this week, from "
		   "complete ones 60.0 % (48 of 80): +20.0 points, range "
		   "+5.2 to +33.4 points. Decide who completes a brief before "
		   "the work begins.");
	f = said(&t, "input-rework");
	assert_int_equal(f->use, FINDING_DECIDE);
	assert_int_equal(f->cause, CAUSE_INPUT);
	assert_int_equal(f->certainty, SURE);
	/* 14 outputs more than at the rate of complete input, 6 min each */
	check_close(f->hours, 1.4, 1e-9);
	assert_null(said(&t, "input-rework:blog"));
	end(&t);
}

TEST(incomplete_input_that_may_make_no_difference_asks_for_nothing)
{
	struct told t;

	begin(&t, 2);
	tell_briefs(&t, 45, 48);
	build(&t, PERIOD_WEEK, AS_OF);
	assert_null(said(&t, "input-rework"));
	end(&t);
}

TEST(incomplete_input_of_an_unfinished_week_asks_for_nothing)
{
	struct told t;

	begin(&t, 2);
	tell_briefs(&t, 56, 48);
	build(&t, PERIOD_WEEK, NOW);
	assert_null(said(&t, "input-rework"));
	end(&t);
}

/* An interval that holds the limit asks for no decision. */
static void check_over(int64_t x, int64_t n, const char *title)
{
	struct told t;

	begin(&t, 2);
	tell(&t, "log", "blog", NOW, x, n);
	build(&t, PERIOD_WEEK, AS_OF);
	if (title)
		assert_string_equal(said(&t, "rework-over:blog")->title,
				    title);
	else
		assert_null(said(&t, "rework-over:blog"));
	end(&t);
}

TEST(the_words_follow_the_interval)
{
	check_over(41, 200, "Blog: rework is above 15 %");
	check_over(39, 200, NULL);
	check_over(20, 200, NULL);
}

TEST(what_is_not_clear_says_how_many_outputs_it_takes)
{
	struct told t;

	begin(&t, 2);
	tell(&t, "one", "blog", NOW, 15, 150);
	tell(&t, "two", "ads", NOW, 6, 40);
	build(&t, PERIOD_WEEK, AS_OF);
	check_said(&t, "rework-not-clear", "",
		   "Whether rework is above 15 %",
		   "The limit of 15 % lies inside the range. All work: 11.1 % "
		   "(7.3\u201316.3 %), 125 more outputs; Ads: 15.0 % "
		   "(7.1\u201329.1 %), more than 1,000 more outputs; "
		   "Blog: 10.0 % (6.2\u201315.8 %), 46 more outputs.");
	assert_string_equal(said(&t, "headline")->sentence,
			    "21 of 190 outputs with a known outcome were "
			    "reworked (7.3\u201316.3 %). None of two "
			    "workflows is clearly above the limit, two are "
			    "not clear yet.");
	end(&t);
}

TEST(workflows_left_out_of_a_list_are_counted_as_such)
{
	static const char *const id[] = { "a", "b", "c", "d", "e" };
	struct told t;
	const char *end_of;

	begin(&t, 0);
	for (size_t i = 0; i < COUNT(id); i++)
		tell(&t, id[i], id[i], NOW, 15, 150);
	build(&t, PERIOD_WEEK, AS_OF);
	end_of = strrchr(said(&t, "rework-not-clear")->sentence, ';');
	assert_string_equal(end_of, "; and two more workflows.");
	end(&t);
	begin(&t, 0);
	for (size_t i = 0; i + 1 < COUNT(id); i++)
		tell(&t, id[i], id[i], NOW, 15, 150);
	build(&t, PERIOD_WEEK, AS_OF);
	end_of = strrchr(said(&t, "rework-not-clear")->sentence, ';');
	assert_string_equal(end_of, "; and one more workflow.");
	end(&t);
}

TEST(large_counts_are_grouped)
{
	struct told t;

	begin(&t, 1);
	tell(&t, "one", "blog", BEFORE, 180, 1800);
	tell(&t, "two", "blog", NOW, 360, 1800);
	build(&t, PERIOD_WEEK, AS_OF);
	check_says(said(&t, "rework-change:blog")->sentence,
		   "(360 of 1,800) this week");
	end(&t);
}

/* ---- hours --------------------------------------------------------------------- */

TEST(a_workflow_that_loses_time_asks_for_a_decision)
{
	struct told t;

	begin(&t, 2);
	tell_manual();
	story_weighted(&t.s, "log", ROWS(
		REVIEW("a", NOW, OUTCOME_MAJOR, MINUTES(70, 10, 20),
		       .n = 3)));
	build(&t, PERIOD_WEEK, AS_OF);
	check_said(&t, "net-loss:blog", "\u22122.0 h",
		   "Blog: costs more time than it saves",
		   "The balance in Blog is \x02\u2212" "2.0 h\x03 net this "
		   "week: 2.0 h gross do not "
		   "pay for corrections, reviews and loops. Decide: fix the "
		   "step that is reworked most, or go back to doing it by "
		   "hand.");
	assert_null(said(&t, "fix-to-save:blog"));
	check_says(said(&t, "headline")->title, "We lost \x02" "2.0 hours");
	end(&t);
}

TEST(fixing_that_eats_up_the_saving_is_a_warning)
{
	struct told t;

	begin(&t, 2);
	tell_manual();
	story_weighted(&t.s, "log", ROWS(
		REVIEW("a", NOW, OUTCOME_MAJOR, MINUTES(24, 0, 20),
		       .n = 3)));
	build(&t, PERIOD_WEEK, AS_OF);
	check_said(&t, "fix-to-save:blog", "0.60",
		   "Blog: fixing eats up the saving",
		   "In Blog, 1.2 h of corrections stand against 2.0 h gross "
		   "saving this week: \x02" "0.6 hours\x03 fixed for every hour saved. "
		   "Decide what to correct at its source.");
	end(&t);
}

TEST(missing_minutes_are_said_with_where_they_come_from)
{
	struct told t;

	begin(&t, 2);
	tell(&t, "log", "blog", NOW, 3, 100);
	build(&t, PERIOD_WEEK, AS_OF);
	check_said(&t, "no-hours", "", "Hours saved and ROI",
		   "100 outputs without baseline minutes. Manual minutes "
		   "stand in workflows.yaml (manual_minutes), minutes with AI "
		   "in the export's column work_minutes or in time entries.");
	end(&t);
}

/* ---- checkpoints ---------------------------------------------------------- */

static struct config_step steps[] = {
	{ .id = "draft", .name = "Draft", .tool = "", .owner_role = "",
	  .checkpoint = true, .coverage = 0.5,
	  .accept = { .correction_max = FACT_NULL } },
	{ .id = "adapt", .name = "Adaptation", .tool = "", .owner_role = "",
	  .accept = { .correction_max = FACT_NULL } }
};

/* 4 of 10 drafts were reviewed; a defect of one was found in adaptation. */
TEST(a_checkpoint_gap_asks_for_a_decision)
{
	const struct finding *f;
	struct told t;

	begin(&t, 2);
	workflows[1].steps = steps;
	workflows[1].n_steps = 2;
	story_weighted(&t.s, "log", ROWS(
		REVIEW("a", NOW, OUTCOME_USABLE, .n = 4),
		REVIEW("b", NOW, OUTCOME_LIGHT, .step = "adapt",
		       .defect = "tone", .origin = "draft",
		       .correction = 30)));
	story_counts(&t.s, COUNTS({ NOW, 10, .step = "draft" }));
	build(&t, PERIOD_WEEK, AS_OF);
	check_said(&t, "checkpoint-gap:blog", "1 gap",
		   "Blog: errors pass unreviewed",
		   "In Blog the step Draft is a checkpoint gap this week "
		   "(reviewed 4 of 10, planned 50 %): \x02" "1 defect\x03 "
		   "passed it and took 0.5 hours to correct. Decide: review "
		   "as planned, move the checkpoint, or plan less.");
	f = said(&t, "checkpoint-gap:blog");
	assert_int_equal(f->cause, CAUSE_CHECKPOINT);
	check_close(f->hours, 0.5, 1e-12);
	workflows[1].steps = NULL;
	workflows[1].n_steps = 0;
	end(&t);
}

TEST(an_altered_message_is_said_first_however_rare)
{
	struct told t;

	begin(&t, 2);
	tell(&t, "bad", "ads", NOW, 90, 100);
	story_weighted(&t.s, "log", ROWS(
		REVIEW("a", NOW, OUTCOME_USABLE, .step = "adapt", .n = 99),
		REVIEW("b", NOW, OUTCOME_LIGHT, .step = "adapt",
		       .defect = "message_altered")));
	build(&t, PERIOD_WEEK, AS_OF);
	check_said(&t, "message-altered", "1 case",
		   "The core message was altered",
		   "This week the core message was altered \x02once\x03, in "
		   "1.0 % of 100 reviews at adaptation (0.2–5.4 %). Each case "
		   "is listed. Decide what the prompt of the adaptation must "
		   "keep word for word.");
	assert_true(said(&t, "message-altered") < said(&t, "rework-over:ads"));
	end(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			incomplete_input_that_is_surely_reworked_more_asks_for_a_decision),
		cmocka_unit_test(
			incomplete_input_that_may_make_no_difference_asks_for_nothing),
		cmocka_unit_test(
			incomplete_input_of_an_unfinished_week_asks_for_nothing),
		cmocka_unit_test(the_words_follow_the_interval),
		cmocka_unit_test(
			what_is_not_clear_says_how_many_outputs_it_takes),
		cmocka_unit_test(
			workflows_left_out_of_a_list_are_counted_as_such),
		cmocka_unit_test(large_counts_are_grouped),
		cmocka_unit_test(
			a_workflow_that_loses_time_asks_for_a_decision),
		cmocka_unit_test(fixing_that_eats_up_the_saving_is_a_warning),
		cmocka_unit_test(
			missing_minutes_are_said_with_where_they_come_from),
		cmocka_unit_test(a_checkpoint_gap_asks_for_a_decision),
		cmocka_unit_test(
			an_altered_message_is_said_first_however_rare),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
