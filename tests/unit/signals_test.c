/*
 * Which series are tested, which weeks of them, and in what order signals
 * stand: METRICS §10, §16. The rule itself is anomaly_test.c's.
 */
#include "tests/unit/story.h"

#include "metrics/signals.h"

struct told_value {
	const char *day, *metric;
	double value;
	enum series_unit unit;
	const char *start, *dimension, *system;
	double base;
};

static int32_t value_cells(struct fact_cell *c, const void *rows, size_t i)
{
	const struct told_value *t = (const struct told_value *)rows + i;

	c[FC_N].num = 1;
	c[SER_DATE].num = story_day(t->day);
	if (t->start)
		c[SER_PERIOD_START].num = story_day(t->start);
	c[SER_METRIC] = cell_of(t->metric);
	c[SER_VALUE].num = (int64_t)llround(t->value * 1e6);
	c[SER_UNIT].num = t->unit;
	c[SER_SYSTEM] = cell_of(t->system ? t->system : "web");
	c[SER_DIMENSION] = cell_of(t->dimension);
	if (t->base > 0)
		c[SER_BASE].num = (int64_t)llround(t->base * MEASURE_SCALE);
	return story_day(t->day);
}

struct told_event {
	const char *day, *event, *workflow;
	enum event_kind kind;
};

static int32_t event_cells(struct fact_cell *c, const void *rows, size_t i)
{
	const struct told_event *t = (const struct told_event *)rows + i;

	c[FC_N].num = 1;
	c[EVE_DATE].num = story_day(t->day);
	c[EVE_EVENT] = cell_of(t->event);
	c[EVE_KIND].num = t->kind;
	c[EVE_WORKFLOW] = cell_of(t->workflow);
	return story_day(t->day);
}

static void tell_event(struct story *s, const char *day, enum event_kind kind,
		       const char *workflow)
{
	struct told_event e = {day, "something", workflow, kind};

	story_load(s, &kind_events, day, LOAD_UPSERT, event_cells, &e, 1);
}

/* Thirteen Mondays from 2026-01-05 on, the last of them 2026-03-30. */
#define WEEKS 13
static const char *monday(size_t i, char text[DATE_MAX])
{
	return day_format(text, story_day("2026-01-05") + 7 * (int32_t)i);
}

/* 100 a week, and `last` in the last one. */
static void tell_weeks(struct story *s, const char *metric,
		       enum series_unit unit, double usual, double last,
		       double base)
{
	struct told_value v[WEEKS];
	char day[WEEKS][DATE_MAX];

	for (size_t i = 0; i < WEEKS; i++)
		v[i] = (struct told_value){.day = monday(i, day[i]),
					   .metric = metric,
					   .value =
						   i + 1 < WEEKS ? usual : last,
					   .unit = unit,
					   .base = base};
	story_load(s, &kind_series, metric, LOAD_UPSERT, value_cells, v, WEEKS);
}

static struct arena arena;

static struct signals signals_to(struct story *s, const char *first,
				 const char *last)
{
	struct signals found;
	struct err err;

	story_compute(s, PERIOD_WEEK, "2026-01-01", "2026-06-30", "2026-06-30");
	story_check(signals_compute(&found, s->store, &s->config, &s->figures,
				    story_day(first), story_day(last),
				    story_day("2026-06-30"), &arena, &err),
		    &err);
	return found;
}

/* Of the week of 2026-03-30. */
static struct signals signals_of(struct story *s)
{
	return signals_to(s, "2026-03-30", "2026-04-05");
}

static void end(struct story *s)
{
	story_end(s);
	arena_release(&arena);
}

TEST(a_series_that_falls_is_a_spike_and_counted_among_those_tested)
{
	struct signals found;
	struct story s;

	story_begin(&s);
	tell_weeks(&s, "visits", SERIES_COUNT, 100, 60, 0);
	tell_weeks(&s, "calls", SERIES_COUNT, 100, 100, 0);
	found = signals_of(&s);
	assert_int_equal(found.n_series, 2);
	assert_int_equal(found.tested, 2);
	check_close(found.expected, 0.04, 1e-12);
	assert_int_equal(found.n, 1);
	assert_string_equal(found.item[0].series->name, "visits");
	assert_string_equal(found.item[0].series->system, "web");
	assert_int_equal(found.item[0].week->word, WORD_SPIKE);
	check_close(found.item[0].week->a.z, -4, 1e-12);
	end(&s);
}

TEST(series_with_a_dimension_or_without_a_unit_are_not_tested)
{
	struct told_value v[] = {
		{"2026-03-30", "visits", 5, SERIES_COUNT,
		 .dimension = "country=DE"},
		{"2026-03-30", "other", 5, .unit = SERIES_BLANK},
	};
	struct signals found;
	struct story s;

	story_begin(&s);
	story_load(&s, &kind_series, "cut", LOAD_UPSERT, value_cells, v, 2);
	found = signals_of(&s);
	assert_int_equal(found.n_series, 0);
	end(&s);
}

/* Weeks of counts add up; 3 a day for seven days and a week of 30. */
TEST(rows_by_day_beat_the_row_of_their_week)
{
	struct told_value v[10];
	char day[10][DATE_MAX];
	struct signals found;
	struct story s;

	story_begin(&s);
	for (int i = 0; i < 7; i++)
		v[i] = (struct told_value){
			.day = day_format(day[i], story_day("2026-03-30") + i),
			.metric = "visits",
			.value = 10,
			.unit = SERIES_COUNT};
	v[7] = (struct told_value){ "2026-04-05", "visits", 500, SERIES_COUNT,
				   .start = "2026-03-30" };
	/* one that reaches into another week counts nowhere */
	v[8] = (struct told_value){ "2026-03-31", "visits", 500, SERIES_COUNT,
				   .start = "2026-03-28" };
	v[9] = (struct told_value){ "2026-03-23", "visits", 1,
				   .unit = SERIES_COUNT };
	story_load(&s, &kind_series, "days", LOAD_UPSERT, value_cells, v, 10);
	found = signals_of(&s);
	assert_int_equal(found.n_series, 1);
	check_close(found.series[0].week[0].a.now, 70, 1e-12);
	end(&s);
}

TEST(a_rate_is_made_from_its_bases_and_minutes_are_a_mean)
{
	struct told_value v[] = {
		{"2026-03-30", "rate", 0.10, SERIES_RATE, .base = 100},
		{"2026-03-31", "rate", 0.40, SERIES_RATE, .base = 300},
		{"2026-04-01", "rate", 0.90, .unit = SERIES_RATE},
		{"2026-03-30", "time", 10, .unit = SERIES_MINUTES},
		{"2026-03-31", "time", 20, .unit = SERIES_MINUTES},
		{"2026-03-29", "early", 20, .unit = SERIES_MINUTES},
	};
	struct signals found;
	struct story s;

	story_begin(&s);
	story_load(&s, &kind_series, "x", LOAD_UPSERT, value_cells, v,
		   COUNT(v));
	found = signals_of(&s);
	/* the first day of the kind is a Sunday: its week is not complete */
	assert_int_equal(found.n_series, 2);
	/* (10 + 120)/400 */
	check_close(found.series[0].week[0].a.now, 0.325, 1e-12);
	check_close(found.series[0].point[0].n, 400, 1e-12);
	check_close(found.series[1].week[0].a.now, 15, 1e-12);
	end(&s);
}

TEST(a_holiday_raises_nothing_and_is_no_history)
{
	struct signals found;
	struct story s;

	story_begin(&s);
	tell_weeks(&s, "visits", SERIES_COUNT, 100, 1, 0);
	tell_event(&s, "2026-04-03", EVENT_HOLIDAY, NULL);
	tell_event(&s, "2026-01-06", EVENT_HOLIDAY, NULL);
	tell_event(&s, "2026-01-13", EVENT_LAUNCH, NULL);
	found = signals_of(&s);
	assert_int_equal(found.n, 0);
	assert_int_equal(found.tested, 0);
	assert_int_equal(found.series[0].week[0].a.state, ANOMALY_LEFT_OUT);
	assert_int_equal(found.series[0].week[0].a.history, 11);
	end(&s);
}

TEST(a_baseline_reset_begins_with_a_whole_week)
{
	struct signals found;
	struct story s;

	story_begin(&s);
	tell_weeks(&s, "visits", SERIES_COUNT, 100, 60, 0);
	/* a Tuesday: the week of 2026-02-02 is the first one */
	tell_event(&s, "2026-01-27", EVENT_BASELINE_RESET, NULL);
	found = signals_of(&s);
	assert_int_equal(found.series[0].week[0].a.history, 8);
	assert_int_equal(found.item[0].week->word, WORD_SPIKE);
	tell_event(&s, "2026-02-03", EVENT_BASELINE_RESET, NULL);
	found = signals_of(&s);
	assert_int_equal(found.series[0].week[0].a.history, 7);
	assert_int_equal(found.item[0].week->word, WORD_LEARNING);
	end(&s);
}

TEST(a_reset_of_a_workflow_is_not_for_a_series_without_one)
{
	struct signals found;
	struct story s;

	story_begin(&s);
	tell_weeks(&s, "visits", SERIES_COUNT, 100, 60, 0);
	tell_event(&s, "2026-03-02", EVENT_BASELINE_RESET, "blog");
	tell_event(&s, "2026-04-03", EVENT_HOLIDAY, "blog");
	found = signals_of(&s);
	assert_int_equal(found.item[0].week->word, WORD_SPIKE);
	end(&s);
}

/* ---- metrics --------------------------------------------------------------
 */

/* 40 reviews a week of the blog, each of `minutes`; in the last `then`. */
static void tell_reviews(struct story *s, double minutes, double then)
{
	struct told_review r[WEEKS];
	char day[WEEKS][DATE_MAX], item[WEEKS][8];

	for (size_t i = 0; i < WEEKS; i++) {
		snprintf(item[i], sizeof item[i], "i%zu", i);
		r[i] = (struct told_review)REVIEW(
			item[i], monday(i, day[i]), OUTCOME_LIGHT,
			.correction = i + 1 < WEEKS ? minutes : then, .n = 40);
	}
	story_weighted(s, "log", r, WEEKS);
}

static const struct signal_series *
series_of(const struct signals *found, const char *name, const char *workflow)
{
	for (size_t i = 0; i < found->n_series; i++) {
		const struct signal_series *s = &found->series[i];
		const char *w = s->scope.dim[SCOPE_WORKFLOW];

		if (!strcmp(s->name, name) &&
		    (workflow ? w && !strcmp(w, workflow) : !w))
			return s;
	}
	fail_msg("no series %s", name);
	return NULL;
}

TEST(metrics_are_tested_at_the_total_and_by_workflow_only)
{
	struct signals found;
	struct story s;

	story_begin(&s);
	tell_reviews(&s, 6, 9);
	found = signals_of(&s);
	for (size_t i = 0; i < found.n_series; i++)
		for (int d = 1; d < SCOPE_DIMS; d++)
			assert_null(found.series[i].scope.dim[d]);
	assert_int_equal(
		series_of(&found, "correction_minutes", NULL)->week[0].word,
		WORD_SPIKE);
	assert_int_equal(series_of(&found, "correction_minutes", "blog")->unit,
			 ANOMALY_MINUTES);
	end(&s);
}

/* 3 minutes more for 40 outputs are two hours. */
TEST(signals_stand_by_what_is_at_stake_before_their_z)
{
	struct signals found;
	struct story s;

	story_begin(&s);
	tell_weeks(&s, "visits", SERIES_COUNT, 1000, 1, 0);
	tell_reviews(&s, 6, 9);
	found = signals_of(&s);
	check_close(found.item[0].hours, 2, 1e-9);
	assert_true(isnan(found.item[0].money));
	for (size_t i = 1; i < found.n; i++)
		assert_true(found.item[i].hours <= found.item[i - 1].hours);
	assert_string_equal(found.item[found.n - 1].series->name, "visits");
	check_close(found.item[found.n - 1].hours, 0, 0);
	end(&s);
}

/* The default rate is 45 an hour. */
TEST(money_is_weighed_at_the_default_rate)
{
	struct signals found;
	struct story s;

	story_begin(&s);
	tell_weeks(&s, "pipeline", SERIES_MONEY, 1000, 550, 0);
	found = signals_of(&s);
	check_close(found.item[0].money, 450, 1e-9);
	check_close(found.item[0].hours,
		    450 * 1e6 / (double)s.config.default_rate, 1e-9);
	end(&s);
}

TEST(a_quarter_has_every_week_of_it)
{
	struct signals found;
	struct story s;

	story_begin(&s);
	tell_weeks(&s, "visits", SERIES_COUNT, 100, 60, 0);
	found = signals_to(&s, "2026-01-01", "2026-04-10");
	assert_int_equal(found.series[0].n - found.series[0].from, 13 + 0);
	/* four weeks have the history of eight before them */
	assert_int_equal(found.tested, 5);
	end(&s);
}

TEST(an_empty_store_has_no_series)
{
	struct signals found;
	struct story s;

	story_begin(&s);
	found = signals_of(&s);
	assert_int_equal(found.n_series, 0);
	assert_int_equal(found.n, 0);
	end(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			a_series_that_falls_is_a_spike_and_counted_among_those_tested),
		cmocka_unit_test(
			series_with_a_dimension_or_without_a_unit_are_not_tested),
		cmocka_unit_test(rows_by_day_beat_the_row_of_their_week),
		cmocka_unit_test(
			a_rate_is_made_from_its_bases_and_minutes_are_a_mean),
		cmocka_unit_test(a_holiday_raises_nothing_and_is_no_history),
		cmocka_unit_test(a_baseline_reset_begins_with_a_whole_week),
		cmocka_unit_test(
			a_reset_of_a_workflow_is_not_for_a_series_without_one),
		cmocka_unit_test(
			metrics_are_tested_at_the_total_and_by_workflow_only),
		cmocka_unit_test(
			signals_stand_by_what_is_at_stake_before_their_z),
		cmocka_unit_test(money_is_weighed_at_the_default_rate),
		cmocka_unit_test(a_quarter_has_every_week_of_it),
		cmocka_unit_test(an_empty_store_has_no_series),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
