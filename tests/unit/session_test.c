/* Sessions, tuning, audits, set and forget, pulse: METRICS.md §14 and
 * metrics/session.h. */
#include "tests/unit/story.h"

#include "metrics/stats.h"

struct told_session {
	const char *day;
	enum session_kind kind;
	double planned, actual;
};

static int32_t session_cells(struct fact_cell *c, const void *rows, size_t i)
{
	const struct told_session *t = (const struct told_session *)rows + i;

	c[FC_N].num = 1;
	c[SES_DATE].num = story_day(t->day);
	c[SES_KIND].num = t->kind;
	c[SES_PLANNED] = cell_scaled(t->planned, MS_PER_MINUTE);
	c[SES_ACTUAL] = cell_scaled(t->actual, MS_PER_MINUTE);
	return story_day(t->day);
}

struct told_answer {
	const char *day;
	double score;
	int64_t n;
};

static int32_t answer_cells(struct fact_cell *c, const void *rows, size_t i)
{
	const struct told_answer *t = (const struct told_answer *)rows + i;

	c[FC_N].num = t->n;
	c[PUL_DATE].num = story_day(t->day);
	c[PUL_SCORE] = cell_scaled(t->score, MEASURE_SCALE);
	return story_day(t->day);
}

#define LOAD(s, kind, cells, type, ...)                                        \
	story_load((s), (kind), "log", LOAD_SNAPSHOT, (cells),                 \
		   (const struct type[]){__VA_ARGS__},                         \
		   COUNT(((const struct type[]){__VA_ARGS__})))
#define SESSIONS(s, ...)                                                       \
	LOAD(s, &kind_sessions, session_cells, told_session, __VA_ARGS__)
#define ANSWERS(s, ...)                                                        \
	LOAD(s, &kind_pulse, answer_cells, told_answer, __VA_ARGS__)
#define TIMES(s, ...)                                                          \
	story_times((s), (const struct told_time[]){__VA_ARGS__},              \
		    COUNT(((const struct told_time[]){__VA_ARGS__})))

static void compute_week(struct story *s, const char *as_of)
{
	story_compute(s, PERIOD_WEEK, "2026-11-02", "2026-11-08", as_of);
}

static double value(const struct story *s, const char *metric)
{
	return story_figure(s, metric, NULL, "2026-11-04")->value;
}

static const struct figure *gap(const struct story *s, const char *workflow)
{
	return story_figure(s, "days_since_tuning", workflow, "2026-11-04");
}

/* ---- sessions --------------------------------------------------------- */

TEST(held_is_what_has_actual_minutes)
{
	struct story s;

	story_begin(&s);
	SESSIONS(&s, {"2026-11-02", SESSION_TUNING, 30, 36},
		 {"2026-11-03", SESSION_TUNING, 0, 24},
		 {"2026-11-04", SESSION_TUNING, 30, 0},
		 {"2026-11-05", SESSION_TUNING, 30, 0},
		 {"2026-11-05", SESSION_AUDIT, 135, 150},
		 {"2026-11-05", SESSION_SPOT_CHECK, 20, 20});
	compute_week(&s, "2026-11-05");
	check_close(value(&s, "tuning_sessions"), 2, 0);
	/* that of today may still be held */
	check_close(value(&s, "tuning_missed"), 1, 0);
	check_close(value(&s, "session_minutes"), 30, 1e-12);
	check_close(value(&s, "session_planned"), 30, 1e-12);
	check_close(value(&s, "tuning_hours"), 1, 1e-12);
	check_close(value(&s, "audits"), 1, 0);
	check_close(value(&s, "audit_minutes"), 150, 1e-12);
	check_close(value(&s, "audit_planned"), 135, 1e-12);
	story_end(&s);
}

TEST(before_the_log_is_a_gap_and_after_it_zero)
{
	struct story s;

	story_begin(&s);
	SESSIONS(&s, {"2026-10-12", SESSION_TUNING, 30, 36});
	story_compute(&s, PERIOD_WEEK, "2026-10-05", "2026-11-08",
		      "2026-11-30");
	assert_true(
		isnan(story_figure(&s, "tuning_sessions", NULL, "2026-10-06")
			      ->value));
	check_close(value(&s, "tuning_sessions"), 0, 0);
	check_close(value(&s, "tuning_hours"), 0, 0);
	assert_true(isnan(value(&s, "session_minutes")));
	story_end(&s);
}

TEST(tuning_hours_are_those_of_the_time_sheet_where_it_has_some)
{
	struct story s;

	story_begin(&s);
	SESSIONS(&s, {"2026-11-02", SESSION_TUNING, 30, 30},
		 {"2026-11-09", SESSION_TUNING, 30, 30});
	TIMES(&s, {"2026-11-02", 30, ACTIVITY_TUNING, "blog", NULL},
	      {"2026-11-02", 60, ACTIVITY_TUNING, "blog", NULL},
	      {"2026-11-02", 99, ACTIVITY_AUDIT, "blog", NULL});
	story_compute(&s, PERIOD_WEEK, "2026-11-02", "2026-11-15",
		      "2026-11-30");
	check_close(value(&s, "tuning_hours"), 1.5, 1e-12);
	check_close(story_figure(&s, "tuning_hours", NULL, "2026-11-10")->value,
		    0.5, 1e-12);
	story_end(&s);
}

TEST(the_daily_review_is_what_names_no_workflow)
{
	struct story s;

	story_begin(&s);
	TIMES(&s, {"2026-11-02", 8, ACTIVITY_REVIEW, NULL, NULL},
	      {"2026-11-02", 6, ACTIVITY_REVIEW, NULL, NULL},
	      {"2026-11-03", 10, ACTIVITY_REVIEW, NULL, NULL},
	      {"2026-11-03", 50, ACTIVITY_REVIEW, "blog", NULL});
	compute_week(&s, "2026-11-30");
	check_close(value(&s, "daily_review"), 12, 1e-12);
	story_end(&s);
}

TEST(corrective_hours_are_of_a_week)
{
	struct story s;

	story_begin(&s);
	story_reviews(&s, "log",
		      ROWS(REVIEW("a", "2026-10-05", OUTCOME_LIGHT,
				  MINUTES(90, 5, 45)),
			   REVIEW("b", "2026-11-05", OUTCOME_LIGHT,
				  MINUTES(30, 5, 45))));
	story_compute(&s, PERIOD_RANGE, "2026-10-05", "2026-11-08",
		      "2026-11-30");
	/* 2 hours in 5 weeks */
	check_close(s.figures.n ? story_figure(&s, "corrective_hours", NULL,
					       "2026-10-05")
					  ->value
				: 0,
		    0.4, 1e-12);
	story_end(&s);
}

/* ---- set and forget --------------------------------------------------- */

static struct config_workflow documented[] = {
	{.id = "blog", .name = "blog", .go_live = DAY_NONE},
	{.id = "ads", .name = "ads", .go_live = DAY_NONE},
};

static void document(struct story *s)
{
	documented[1].go_live = story_day("2026-10-01");
	s->config.workflows = documented;
	s->config.n_workflows = COUNT(documented);
}

TEST(more_than_fourteen_days_without_tuning_is_set_and_forget)
{
	struct story s;

	story_begin(&s);
	document(&s);
	TIMES(&s, {"2026-10-25", 30, ACTIVITY_TUNING, "blog", NULL},
	      {"2026-10-24", 30, ACTIVITY_TUNING, "ads", NULL});
	compute_week(&s, "2026-11-30");
	check_close(gap(&s, "blog")->value, 14, 0);
	assert_int_equal(gap(&s, "blog")->verdict, VERDICT_NO);
	check_close(gap(&s, "ads")->value, 15, 0);
	assert_int_equal(gap(&s, "ads")->verdict, VERDICT_YES);
	check_close(gap(&s, NULL)->value, 14, 0);
	story_end(&s);
}

TEST(where_no_entry_names_a_workflow_all_have_the_totals)
{
	struct story s;

	story_begin(&s);
	document(&s);
	SESSIONS(&s, {"2026-11-01", SESSION_TUNING, 30, 30},
		 {"2026-11-05", SESSION_TUNING, 30, 0},
		 {"2026-11-06", SESSION_AUDIT, 30, 30});
	compute_week(&s, "2026-11-30");
	check_close(gap(&s, NULL)->value, 7, 0);
	check_close(gap(&s, "ads")->value, 7, 0);
	assert_string_equal(gap(&s, "ads")->note, "that of all work: no entry "
						  "names a workflow");
	story_end(&s);
}

TEST(never_tuned_counts_from_the_go_live)
{
	struct story s;

	story_begin(&s);
	document(&s);
	TIMES(&s, {"2026-11-05", 30, ACTIVITY_TUNING, "blog", NULL});
	compute_week(&s, "2026-11-30");
	check_close(gap(&s, "ads")->value, 38, 0);
	assert_string_equal(gap(&s, "ads")->note, "never tuned, counted from "
						  "its beginning");
	compute_week(&s, "2026-11-06");
	check_close(gap(&s, "blog")->value, 1, 0);
	assert_int_equal(gap(&s, "blog")->verdict, VERDICT_NONE);
	story_end(&s);
}

TEST(without_any_tuning_there_is_no_number)
{
	struct story s;

	story_begin(&s);
	document(&s);
	story_reviews(&s, "log",
		      ROWS(REVIEW("a", "2026-10-05", OUTCOME_LIGHT,
				  MINUTES(90, 5, 45))));
	compute_week(&s, "2026-11-30");
	assert_true(isnan(gap(&s, NULL)->value));
	assert_true(isnan(gap(&s, "blog")->value));
	assert_string_equal(gap(&s, "blog")->note, "no tuning was recorded");
	story_end(&s);
}

/* ---- pulse ------------------------------------------------------------ */

TEST(a_row_of_the_pulse_is_as_many_answers_as_it_says)
{
	const struct figure *f;
	struct story s;
	double half;

	story_begin(&s);
	ANSWERS(&s, {"2026-11-02", 2, 3}, {"2026-11-04", 4, 1});
	compute_week(&s, "2026-11-30");
	f = story_figure(&s, "pulse", NULL, "2026-11-04");
	check_close(f->value, 2.5, 1e-12);
	assert_int_equal(f->n, 4);
	/* 2 2 2 4: standard deviation 1 */
	half = t_for(0.95, 3) * 0.5;
	check_close(f->low, fmax(1, 2.5 - half), 1e-12);
	check_close(f->high, 2.5 + half, 1e-12);
	story_end(&s);
}

TEST(equal_answers_have_no_interval_and_none_no_mean)
{
	const struct figure *f;
	struct story s;

	story_begin(&s);
	ANSWERS(&s, {"2026-11-02", 4, 9});
	story_compute(&s, PERIOD_WEEK, "2026-10-26", "2026-11-08",
		      "2026-11-30");
	f = story_figure(&s, "pulse", NULL, "2026-11-04");
	check_close(f->value, 4, 0);
	assert_true(isnan(f->low));
	f = story_figure(&s, "pulse", NULL, "2026-10-28");
	assert_true(isnan(f->value));
	assert_string_equal(f->note, "not measured: no answer was recorded");
	story_end(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(held_is_what_has_actual_minutes),
		cmocka_unit_test(before_the_log_is_a_gap_and_after_it_zero),
		cmocka_unit_test(
			tuning_hours_are_those_of_the_time_sheet_where_it_has_some),
		cmocka_unit_test(the_daily_review_is_what_names_no_workflow),
		cmocka_unit_test(corrective_hours_are_of_a_week),
		cmocka_unit_test(
			more_than_fourteen_days_without_tuning_is_set_and_forget),
		cmocka_unit_test(
			where_no_entry_names_a_workflow_all_have_the_totals),
		cmocka_unit_test(never_tuned_counts_from_the_go_live),
		cmocka_unit_test(without_any_tuning_there_is_no_number),
		cmocka_unit_test(
			a_row_of_the_pulse_is_as_many_answers_as_it_says),
		cmocka_unit_test(
			equal_answers_have_no_interval_and_none_no_mean),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
