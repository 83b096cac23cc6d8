/* What is said of shifts and signals, once. */
#include "tests/unit/findings_help.h"

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

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			a_spike_is_said_with_both_comparisons_and_with_chance),
		cmocka_unit_test(a_new_level_says_since_when),
		cmocka_unit_test(a_level_that_was_said_is_not_said_again),
		cmocka_unit_test(a_shift_is_said_with_its_evidence),
		cmocka_unit_test(a_number_is_spoken_of_once),
		cmocka_unit_test(
			a_shift_that_a_published_week_showed_is_not_said_again),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
