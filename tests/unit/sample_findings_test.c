/* What the sample and the tracking allow to be said. */
#include "tests/unit/test.h"

#include <math.h>

#include "findings/finding.h"

struct told {
	struct config config;
	struct figures figures;
	struct findings findings;
	struct period now;
};

static void begin(struct told *t)
{
	*t = (struct told){ 0 };
	config_defaults(&t->config);
	t->now = period_of(PERIOD_QUARTER, day_from_civil(2026, 8, 1), 1);
}

static struct figure *tell(struct told *t, const char *metric,
			   const char *campaign, double value)
{
	const struct scope scope = { { [SCOPE_CAMPAIGN] = campaign } };
	struct figure *f = figures_add(&t->figures, metric_find(metric),
				       &scope, t->now);

	f->value = value;
	return f;
}

static void build(struct told *t)
{
	const struct findings_input in = {
		.config = &t->config, .figures = &t->figures, .now = t->now,
		.before = period_prev(t->now, 1),
		.as_of = day_from_civil(2026, 12, 1)
	};

	figures_sort(&t->figures);
	findings_build(&t->findings, &in);
}

static const struct finding *said(const struct told *t, const char *id)
{
	for (size_t i = 0; i < t->findings.n; i++)
		if (!strcmp(t->findings.item[i].id, id))
			return &t->findings.item[i];
	return NULL;
}

static void end(struct told *t)
{
	findings_release(&t->findings);
	figures_release(&t->figures);
	config_release(&t->config);
}

static void tell_change(struct told *t, double low, double value, double high)
{
	struct figure *f = tell(t, "targeting_accuracy", NULL, 0.73);

	f->low = 0.644;
	f->high = 0.802;
	f = tell(t, "targeting_change", NULL, value);
	f->low = low;
	f->high = high;
}

/* The sentence about a change, NULL where nothing may be said. */
static void check_change(double low, double value, double high, int tone,
			 const char *sentence)
{
	const struct finding *f;
	struct told t;

	begin(&t);
	tell_change(&t, low, value, high);
	build(&t);
	f = said(&t, "targeting-change");
	if (!sentence) {
		assert_null(f);
	} else {
		assert_non_null(f);
		assert_string_equal(f->sentence, sentence);
		assert_int_equal(f->tone, tone);
		assert_int_equal(f->certainty, SURE);
	}
	end(&t);
}

TEST(a_sure_change_of_targeting_is_said_beside_the_articles)
{
	check_change(0.0075, 0.208, 0.4585, 1,
		     "73.0 % of the members sampled this quarter are relevant "
		     "(64.4\u201380.2 %): \x02+20.8 %\x03 since the baseline, "
		     "range +0.8 % to +45.9 %. Whether it is the article's 20 "
		     "to 40 % is not clear yet.");
	check_change(0.22, 0.308, 0.4585, 1,
		     "73.0 % of the members sampled this quarter are relevant "
		     "(64.4\u201380.2 %): \x02+30.8 %\x03 since the baseline, "
		     "range +22.0 % to +45.9 %. The article's 20 to 40 % are "
		     "reached.");
	check_change(-0.31, -0.2, -0.05, -1,
		     "73.0 % of the members sampled this quarter are relevant "
		     "(64.4\u201380.2 %): \x02\u221220.0 %\x03 since the "
		     "baseline, range \u221231.0 % to \u22125.0 %. It is less "
		     "than the article's 20 to 40 %.");
}

TEST(a_change_that_may_be_none_is_not_said)
{
	check_change(-0.01, 0.2, 0.5, 0, NULL);
	check_change(0, 0.2, 0.5, 0, NULL);
}

TEST(without_an_upper_limit_the_range_is_open)
{
	check_change(0.05, 0.6, NAN, 1,
		     "73.0 % of the members sampled this quarter are relevant "
		     "(64.4\u201380.2 %): \x02+60.0 %\x03 since the baseline, "
		     "range +5.0 % and more. Whether it is the article's 20 to "
		     "40 % is not clear yet.");
}

TEST(campaigns_without_outcomes_ask_for_a_decision)
{
	const struct finding *f;
	struct told t;

	begin(&t);
	tell(&t, "tracking_completeness", NULL, 0.8);
	tell(&t, "tracking_completeness", "Autumn", 0.52);
	tell(&t, "tracking_completeness", "Spring", 0.9);
	tell(&t, "tracking_completeness", "Winter", 0);
	build(&t);
	f = said(&t, "fix-tracking");
	assert_non_null(f);
	assert_int_equal(f->use, FINDING_DECIDE);
	assert_string_equal(f->sentence, "Fewer than 90 % of the messages of "
			    "\x02" "Autumn and Winter\x03 this quarter have "
			    "opens, clicks or conversions. Until they do, "
			    "there is no tuning advice for them. Decide who "
			    "repairs the tracking.");
	end(&t);
}

TEST(tracked_campaigns_ask_for_nothing)
{
	struct told t;

	begin(&t);
	tell(&t, "tracking_completeness", NULL, 0.9);
	tell(&t, "tracking_completeness", "Spring", 0.9);
	tell(&t, "tracking_completeness", "Ads", NAN);
	build(&t);
	assert_null(said(&t, "fix-tracking"));
	end(&t);
}

TEST(a_sample_that_is_not_judged_yet_is_what_we_cannot_say)
{
	const struct finding *f;
	struct figure *done;
	struct told t;

	begin(&t);
	done = tell(&t, "sample_compliance", NULL, 1);
	done->x = done->n = 34;
	build(&t);
	assert_null(said(&t, "sample-open"));
	figures_release(&t.figures);
	findings_release(&t.findings);
	done = tell(&t, "sample_compliance", NULL, 12 / 34.0);
	done->x = 12;
	done->n = 34;
	build(&t);
	f = said(&t, "sample-open");
	assert_non_null(f);
	assert_int_equal(f->use, FINDING_CANNOT_SAY);
	assert_string_equal(f->sentence, "Twelve of 34 drawn members are judged. "
			    "`tuneup sample` prints who is drawn.");
	end(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			a_sure_change_of_targeting_is_said_beside_the_articles),
		cmocka_unit_test(a_change_that_may_be_none_is_not_said),
		cmocka_unit_test(without_an_upper_limit_the_range_is_open),
		cmocka_unit_test(
			campaigns_without_outcomes_ask_for_a_decision),
		cmocka_unit_test(tracked_campaigns_ask_for_nothing),
		cmocka_unit_test(
			a_sample_that_is_not_judged_yet_is_what_we_cannot_say),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
