/*
 * What the figures allow to be said. The sentences are compared whole: they
 * are what people read, and each number in them stands in the story.
 */
#include "tests/unit/story.h"

#include "findings/finding.h"

#define BEFORE "2026-01-05"
#define NOW "2026-01-12"
#define AS_OF "2026-01-18"

static struct config_workflow workflows[] = {
	{ .id = "ads", .name = "Ads", .go_live = DAY_NONE },
	{ .id = "blog", .name = "Blog", .go_live = DAY_NONE }
};
static struct config_manual manual[] = {
	{ .duration = 60 * MS_PER_MINUTE, .from = DAY_MIN }
};

struct told {
	struct story s;
	struct findings f;
};

static void begin(struct told *t, size_t n_workflows)
{
	*t = (struct told){ 0 };
	story_begin(&t->s);
	t->s.config.workflows = workflows;
	t->s.config.n_workflows = n_workflows;
}

static void build(struct told *t, enum period_kind kind, const char *as_of)
{
	struct findings_input in = {
		.config = &t->s.config, .figures = &t->s.figures,
		.now = period_of(kind, story_day(NOW), 1),
		.as_of = story_day(as_of)
	};

	in.before = period_prev(in.now, 1);
	story_compute(&t->s, kind, "2025-10-01", NOW, as_of);
	findings_release(&t->f);
	findings_build(&t->f, &in);
}

static void end(struct told *t)
{
	findings_release(&t->f);
	story_end(&t->s);
}

/* The finding of that id; NULL when it was not said. */
static const struct finding *said(const struct told *t, const char *id)
{
	for (size_t i = 0; i < t->f.n; i++) {
		if (strcmp(t->f.item[i].id, id) == 0)
			return &t->f.item[i];
	}
	return NULL;
}

static void check_said(const struct told *t, const char *id, const char *big,
		       const char *title, const char *sentence)
{
	const struct finding *f = said(t, id);

	if (!f)
		fail_msg("nothing was said about %s", id);
	assert_string_equal(f->big, big);
	assert_string_equal(f->title, title);
	assert_string_equal(f->sentence, sentence);
}

/* x reworked among n outputs on a day. */
static void tell(struct told *t, const char *source, const char *workflow,
		 const char *day, int64_t x, int64_t n)
{
	story_weighted(&t->s, source, ROWS(
		REVIEW("r", day, OUTCOME_MAJOR, .workflow = workflow, .n = x),
		REVIEW("u", day, OUTCOME_USABLE, .workflow = workflow,
		       .n = n - x)));
}

/* ---- headline ----------------------------------------------------------- */

TEST(an_empty_store_still_has_a_headline)
{
	struct told t;

	begin(&t, 0);
	build(&t, PERIOD_WEEK, AS_OF);
	check_said(&t, "headline", "", "No reviewed outputs yet",
		   "Numbers appear with the first review: import the export "
		   "that lists reviews and correction minutes.");
	assert_null(said(&t, "no-hours"));
	end(&t);
}

TEST(a_week_without_reviews_is_called_a_gap)
{
	struct told t;

	begin(&t, 0);
	tell(&t, "log", "blog", BEFORE, 3, 12);
	build(&t, PERIOD_WEEK, AS_OF);
	check_said(&t, "headline", "", "No reviewed outputs this week",
		   "The last ones were in week 2: 12 outputs. A week without "
		   "reviews is a gap, not a zero.");
	end(&t);
}

TEST(a_first_week_says_rework_and_that_there_is_no_history)
{
	struct told t;

	begin(&t, 0);
	tell(&t, "log", "blog", NOW, 18, 100);
	build(&t, PERIOD_WEEK, AS_OF);
	check_said(&t, "headline", "",
		   "Rework is \x02" "18.0 %\x03, not clear yet if above 15 %",
		   "18 of 100 outputs with a known outcome were reworked "
		   "(11.7\u201326.7 %).");
	check_said(&t, "short-history", "",
		   "Whether rework is rising or falling",
		   "There is one complete week with a rework rate. Limits of "
		   "normal variation need at least eight.");
	assert_int_equal(said(&t, "headline")->certainty, NOT_CLEAR);
	assert_int_equal(said(&t, "headline")->tone, 0);
	end(&t);
}

TEST(measured_hours_come_before_rework)
{
	struct told t;

	begin(&t, 2);
	workflows[1].manual = manual;
	workflows[1].n_manual = 1;
	story_weighted(&t.s, "log", ROWS(
		REVIEW("a", NOW, OUTCOME_USABLE, MINUTES(0, 3, 20), .n = 12),
		REVIEW("b", NOW, OUTCOME_MAJOR, MINUTES(30, 3, 20),
		       .n = 3)));
	build(&t, PERIOD_WEEK, AS_OF);
	check_said(&t, "headline", "",
		   "We saved \x02" "7.8 hours\x03 net this week; rework is "
		   "\x02" "20.0 %\x03, not clear yet if above 15 %",
		   "10.0 h gross, less 1.5 h corrections and 0.8 h reviews. "
		   "Three of 15 outputs with a known "
		   "outcome were reworked (7.0\u201345.2 %).");
	assert_int_equal(said(&t, "headline")->tone, 1);
	workflows[1].n_manual = 0;
	end(&t);
}

TEST(unknown_outcomes_are_a_decision_not_a_rate)
{
	struct told t;

	begin(&t, 0);
	story_weighted(&t.s, "log", ROWS(
		REVIEW("a", NOW, OUTCOME_MAJOR, .n = 50),
		REVIEW("b", NOW, OUTCOME_UNKNOWN, .n = 50)));
	build(&t, PERIOD_WEEK, AS_OF);
	check_said(&t, "outcomes-unknown", "50.0 %",
		   "Who records the missing outcomes?",
		   "50 of 100 outputs this week have \x02no known outcome\x03 "
		   "(50.0 %), more than the 20 % that a rate can bear. Decide "
		   "who fills in the outcome when a review ends.");
	assert_null(said(&t, "rework-over:blog"));
	assert_null(said(&t, "rework-not-clear"));
	end(&t);
}

/* ---- over the limit ---------------------------------------------------------- */

TEST(rework_over_its_limit_asks_for_a_decision)
{
	struct told t;
	const struct finding *f;

	begin(&t, 2);
	tell(&t, "log", "blog", NOW, 41, 200);
	build(&t, PERIOD_WEEK, AS_OF);
	check_said(&t, "rework-over:blog", "41 of 200",
		   "Blog: rework is above 15 %",
		   "In Blog \x02" "20.5 %\x03 of 200 outputs were reworked "
		   "this week (15.5\u201326.6 %), all of it above the limit of 15 %. "
		   "Decide which cause to remove first: input, handoff, "
		   "checkpoint or output standard.");
	f = said(&t, "rework-over:blog");
	assert_int_equal(f->certainty, SURE);
	assert_int_equal(f->tone, -1);
	assert_int_equal(f->use, FINDING_DECIDE);
	assert_non_null(f->figure);
	end(&t);
}

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

/* ---- changes ----------------------------------------------------------------- */

/* The golden Newcombe pair: 36/180 against 18/180. */
TEST(a_change_brings_its_difference_and_range)
{
	struct told t;

	begin(&t, 1);
	tell(&t, "one", "blog", BEFORE, 18, 180);
	tell(&t, "two", "blog", NOW, 36, 180);
	build(&t, PERIOD_WEEK, AS_OF);
	check_said(&t, "rework-change:blog", "+10.0 pts", "blog: rework rose",
		   "Rework in blog rose from 10.0 % (18 of 180) to "
		   "\x02" "20.0 %\x03 (36 of 180) this week: +10.0 points, "
		   "range +2.6 to +17.4 points.");
	assert_int_equal(said(&t, "rework-change:blog")->tone, -1);
	assert_int_equal(said(&t, "usable-change:blog")->tone, -1);
	end(&t);
}

TEST(a_change_within_normal_variation_is_not_said)
{
	struct told t;

	begin(&t, 2);
	tell(&t, "one", "blog", BEFORE, 18, 180);
	tell(&t, "two", "blog", NOW, 19, 180);
	build(&t, PERIOD_WEEK, AS_OF);
	for (size_t i = 0; i < t.f.n; i++)
		assert_int_not_equal(t.f.item[i].use, FINDING_CHANGE);
	end(&t);
}

/* 20.2 % to 14.0 %: −14.6 to +2.3 points, 86 % of it below no change. */
TEST(what_is_only_likely_is_said_of_a_quarter_without_colour)
{
	struct told t;
	const struct finding *f;

	begin(&t, 2);
	tell(&t, "one", "blog", "2025-12-15", 33, 163);
	tell(&t, "two", "blog", NOW, 20, 143);
	build(&t, PERIOD_QUARTER, "2026-12-31");
	f = said(&t, "rework-change:blog");
	assert_string_equal(f->title, "Blog: rework probably fell");
	assert_int_equal(f->certainty, LIKELY);
	assert_int_equal(f->tone, 0);
	build(&t, PERIOD_MONTH, "2026-12-31");
	assert_non_null(said(&t, "rework-change:blog"));
	end(&t);
	begin(&t, 2);
	tell(&t, "one", "blog", BEFORE, 33, 163);
	tell(&t, "two", "blog", NOW, 20, 143);
	build(&t, PERIOD_WEEK, AS_OF);
	assert_null(said(&t, "rework-change:blog"));
	end(&t);
}

TEST(an_unfinished_week_is_not_compared)
{
	struct told t;

	begin(&t, 2);
	tell(&t, "one", "blog", BEFORE, 18, 180);
	tell(&t, "two", "blog", NOW, 90, 180);
	build(&t, PERIOD_WEEK, "2026-01-14");
	assert_null(said(&t, "rework-change:blog"));
	assert_null(said(&t, "rework-over:blog"));
	assert_string_equal(said(&t, "headline")->title,
			    "Rework is \x02" "50.0 %\x03 so far");
	end(&t);
}

/* ---- hours --------------------------------------------------------------------- */

TEST(a_workflow_that_loses_time_asks_for_a_decision)
{
	struct told t;

	begin(&t, 2);
	workflows[1].manual = manual;
	workflows[1].n_manual = 1;
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
	workflows[1].n_manual = 0;
	end(&t);
}

TEST(fixing_that_eats_up_the_saving_is_a_warning)
{
	struct told t;

	begin(&t, 2);
	workflows[1].manual = manual;
	workflows[1].n_manual = 1;
	story_weighted(&t.s, "log", ROWS(
		REVIEW("a", NOW, OUTCOME_MAJOR, MINUTES(24, 0, 20),
		       .n = 3)));
	build(&t, PERIOD_WEEK, AS_OF);
	check_said(&t, "fix-to-save:blog", "0.60",
		   "Blog: fixing eats up the saving",
		   "In Blog, 1.2 h of corrections stand against 2.0 h gross "
		   "saving this week: \x02" "0.6 hours\x03 fixed for every hour saved. "
		   "Decide what to correct at its source.");
	workflows[1].n_manual = 0;
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

/* ---- order ------------------------------------------------------------------------ */

TEST(findings_come_headline_first_and_bad_before_good)
{
	struct told t;

	begin(&t, 2);
	tell(&t, "one", "blog", BEFORE, 18, 180);
	tell(&t, "two", "ads", BEFORE, 90, 180);
	tell(&t, "three", "blog", NOW, 60, 180);
	tell(&t, "four", "ads", NOW, 20, 180);
	build(&t, PERIOD_WEEK, AS_OF);
	assert_int_equal(t.f.item[0].use, FINDING_HEADLINE);
	for (size_t i = 1; i < t.f.n; i++) {
		const struct finding *a = &t.f.item[i - 1];
		const struct finding *b = &t.f.item[i];

		assert_true(a->use <= b->use);
		if (a->use == b->use && a->tone == 0)
			assert_int_equal(b->tone, 0);
		if (a->use == b->use && a->tone > 0)
			assert_true(b->tone >= 0);
		if (b->use != FINDING_CANNOT_SAY)
			assert_true(b->certainty != NOT_CLEAR);
	}
	end(&t);
}

/* ---- shifts ------------------------------------------------------------- */

/* Ten weeks at 20 %, five at another rate, the last of them NOW's. */
static void tell_weeks(struct told *t, int then, int last)
{
	char day[DATE_MAX], source[16];

	begin(t, 2);
	for (int i = 0; i < 15; i++) {
		day_format(day, story_day("2025-10-06") + 7 * i);
		snprintf(source, sizeof source, "log%d", i);
		tell(t, source, "blog", day,
		     i < 10 ? 20 + i % 3 : i < 14 ? then + i % 3 : last, 100);
	}
}

static void tell_shift(struct told *t)
{
	tell_weeks(t, 14, 16);
}

static void publish_weekly(struct told *t, const char *period)
{
	struct run_entry run = {
		.report = "weekly", .period = period, .file = "w.xlsx",
		.sha256 = "ab", .inputs = "cd", .as_of = AS_OF
	};
	struct err err;

	story_check(store_record_run(t->s.store, &run, NULL, 0, &err), &err);
}

TEST(a_shift_is_said_with_its_evidence)
{
	struct told t;

	tell_shift(&t);
	build(&t, PERIOD_WEEK, AS_OF);
	check_said(&t, "rework-shift:blog", "\u22123.5 pts",
		   "Blog: a shift in rework",
		   "Rework in Blog was \x02" "17.4 %\x03 in the newer half of "
		   "the last 15 weeks, 20.9 % in the older: a shift, first "
		   "seen in week 2 (neighbours cross the median once, by "
		   "chance at least 2).");
	assert_int_equal(said(&t, "rework-shift:blog")->tone, 1);
	/* one workflow is all work */
	assert_null(said(&t, "rework-shift"));
	end(&t);
}

TEST(a_number_is_spoken_of_once)
{
	struct told t;

	tell_weeks(&t, 40, 90);
	build(&t, PERIOD_WEEK, AS_OF);
	for (size_t i = 0; i < t.f.n; i++)
		for (size_t k = 0; k < i; k++)
			assert_false(t.f.item[i].use == FINDING_CHANGE &&
				     t.f.item[k].use == FINDING_CHANGE &&
				     t.f.item[i].figure &&
				     t.f.item[i].figure == t.f.item[k].figure);
	end(&t);
}

/* The rule gave its signal in week 2 for the first time. */
TEST(a_shift_that_a_published_week_showed_is_not_said_again)
{
	struct told t;

	tell_shift(&t);
	publish_weekly(&t, "2026-W01");
	publish_weekly(&t, "2026-W03");
	build(&t, PERIOD_WEEK, AS_OF);
	assert_non_null(said(&t, "rework-shift:blog"));
	publish_weekly(&t, "2026-W02");
	build(&t, PERIOD_WEEK, AS_OF);
	assert_null(said(&t, "rework-shift:blog"));
	end(&t);
}

/* ---- signals --------------------------------------------------------------- */

/* Ten weeks of 1,000 visits, and what came after them. */
struct told_signal {
	struct anomaly_point p[16];
	struct anomaly_week w[16];
	struct signal_series of;
	struct signal item;
	struct signals all;
};

static void tell_signal(struct told_signal *t, const double *then, size_t n)
{
	static const struct anomaly_rule rule = {
		0.30, 0.05, 3.0, 30, 12, 8, 2.0, 0.20
	};
	size_t weeks = 10 + n;

	*t = (struct told_signal){ 0 };
	for (size_t i = 0; i < weeks; i++) {
		double v = i < 10 ? 1000 + 10 * (double)(i % 3) : then[i - 10];

		t->p[i] = (struct anomaly_point){ v, v, false, false };
	}
	anomaly_replay(t->w, &rule, ANOMALY_COUNT, t->p, weeks);
	t->of = (struct signal_series){
		.name = "visits", .title = "visits", .system = "analytics",
		.n = weeks, .week = &t->w[weeks - 1], .point = t->p,
		.from = weeks - 1,
		.monday = story_day(NOW) - 7 * ((int32_t)weeks - 1)
	};
	t->item = (struct signal){
		.series = &t->of, .week = &t->w[weeks - 1], .money = NAN,
		.period = period_of(PERIOD_WEEK, story_day(NOW), 1),
		.since = period_of(PERIOD_WEEK, t->of.monday + 7 *
				   (int32_t)t->w[weeks - 1].since, 1)
	};
	t->all = (struct signals){ .tested = 60, .expected = 1.2,
				   .item = &t->item, .n = 1 };
}

static void build_with(struct told *t, const struct told_signal *s)
{
	struct findings_input in = {
		.config = &t->s.config, .figures = &t->s.figures,
		.signals = &s->all, .as_of = story_day(AS_OF),
		.now = period_of(PERIOD_WEEK, story_day(NOW), 1)
	};

	in.before = period_prev(in.now, 1);
	findings_build(&t->f, &in);
}

TEST(a_spike_is_said_with_both_comparisons_and_with_chance)
{
	struct told_signal s;
	const struct finding *f;
	struct told t;

	begin(&t, 0);
	tell_signal(&s, (const double[]){ 660 }, 1);
	build_with(&t, &s);
	f = said(&t, "visits-spike:analytics");
	assert_non_null(f);
	assert_int_equal(f->certainty, LIKELY);
	assert_int_equal(f->tone, 0);
	assert_string_equal(f->block, "signals");
	assert_string_equal(f->title, "visits: an unusual week");
	assert_string_equal(f->sentence, "visits (analytics) was "
		"\x02" "660" "\x03 this week: \u221234.0 % on the week before "
		"(1,000), \u221234.7 % on the median of the 10 weeks before "
		"(1,010); its weeks normally swing by \u00b1 1.5 %. Likely "
		"more than chance: of 60 series tested about 1.2 would stand "
		"out by chance alone.");
	end(&t);
}

TEST(a_new_level_says_since_when)
{
	struct told_signal s;
	const struct finding *f;
	struct told t;

	begin(&t, 0);
	tell_signal(&s, (const double[]){ 1000, 600, 600 }, 3);
	s.item.sure = true;
	build_with(&t, &s);
	f = said(&t, "visits-level:analytics");
	assert_non_null(f);
	assert_int_equal(f->certainty, SURE);
	assert_string_equal(f->sentence, "visits (analytics) has a new level "
		"since week 2: \x02" "733" "\x03 as the mean of three weeks, "
		"\u221227.4 % on the median of the weeks before them (1,010); "
		"its weeks normally swing by \u00b1 0.7 %. More than chance "
		"does.");
	end(&t);
}

TEST(a_level_that_was_said_is_not_said_again)
{
	struct told_signal s;
	struct told t;

	begin(&t, 0);
	tell_signal(&s, (const double[]){ 1000, 600, 600, 600 }, 4);
	assert_int_equal(s.item.week->word, WORD_LEVEL);
	build_with(&t, &s);
	assert_null(said(&t, "visits-level:analytics"));
	assert_null(said(&t, "visits-spike:analytics"));
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
			a_spike_is_said_with_both_comparisons_and_with_chance),
		cmocka_unit_test(a_new_level_says_since_when),
		cmocka_unit_test(a_level_that_was_said_is_not_said_again),
		cmocka_unit_test(an_empty_store_still_has_a_headline),
		cmocka_unit_test(a_week_without_reviews_is_called_a_gap),
		cmocka_unit_test(
			a_first_week_says_rework_and_that_there_is_no_history),
		cmocka_unit_test(measured_hours_come_before_rework),
		cmocka_unit_test(unknown_outcomes_are_a_decision_not_a_rate),
		cmocka_unit_test(rework_over_its_limit_asks_for_a_decision),
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
		cmocka_unit_test(a_change_brings_its_difference_and_range),
		cmocka_unit_test(a_change_within_normal_variation_is_not_said),
		cmocka_unit_test(
			what_is_only_likely_is_said_of_a_quarter_without_colour),
		cmocka_unit_test(an_unfinished_week_is_not_compared),
		cmocka_unit_test(
			a_workflow_that_loses_time_asks_for_a_decision),
		cmocka_unit_test(fixing_that_eats_up_the_saving_is_a_warning),
		cmocka_unit_test(
			missing_minutes_are_said_with_where_they_come_from),
		cmocka_unit_test(
			findings_come_headline_first_and_bad_before_good),
		cmocka_unit_test(a_shift_is_said_with_its_evidence),
		cmocka_unit_test(a_number_is_spoken_of_once),
		cmocka_unit_test(
			a_shift_that_a_published_week_showed_is_not_said_again),
		cmocka_unit_test(a_checkpoint_gap_asks_for_a_decision),
		cmocka_unit_test(
			an_altered_message_is_said_first_however_rare),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
