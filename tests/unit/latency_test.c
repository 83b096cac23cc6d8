/* Latency of the four components: METRICS.md §8a and §16. */
#include "tests/unit/story.h"

#include <math.h>

struct told_record {
	const char *sent, *received;
	enum component component;
	int64_t n;
};

static int32_t record_cells(struct fact_cell *c, const void *rows, size_t i)
{
	const struct told_record *t = (const struct told_record *)rows + i;

	c[FC_N].num = t->n ? t->n : 1;
	c[HAN_FROM_STEP] = cell_of("a");
	c[HAN_TO_STEP] = cell_of("b");
	c[HAN_SENT_AT].num = story_time(t->sent);
	if (t->received)
		c[HAN_RECEIVED_AT].num = story_time(t->received);
	c[HAN_COMPONENT].num = t->component;
	return story_day(t->sent);
}

#define TELL(s, ...) \
	story_load((s), &kind_handoffs, "flows", LOAD_SNAPSHOT, \
		   record_cells, (const struct told_record[]){ __VA_ARGS__ }, \
		   COUNT(((const struct told_record[]){ __VA_ARGS__ })))

static void compute_week(struct story *s, const char *as_of)
{
	story_compute(s, PERIOD_WEEK, "2026-11-02", "2026-11-08", as_of);
}

static const struct figure *of(const struct story *s, const char *metric,
			       const char *component)
{
	struct scope scope = { { [SCOPE_COMPONENT] = component } };

	return story_scope(s, metric, &scope, "2026-11-04");
}

TEST(exactly_the_limit_of_its_component_is_in_time)
{
	struct story s;

	story_begin(&s);
	TELL(&s, { .sent = "2026-11-02 09:00", "2026-11-03 09:00",
		   COMPONENT_SEGMENTATION },
	     { .sent = "2026-11-02 09:00", "2026-11-03 09:01",
	       COMPONENT_SEGMENTATION },
	     { .sent = "2026-11-02 09:00", "2026-11-02 09:05", COMPONENT_EXECUTION },
	     { .sent = "2026-11-02 09:00", "2026-11-02 09:06", COMPONENT_EXECUTION },
	     { .sent = "2026-11-02 09:00", "2026-11-02 09:15", COMPONENT_MIDDLEWARE },
	     { .sent = "2026-11-02 09:00", "2026-11-02 09:16", COMPONENT_MIDDLEWARE },
	     { .sent = "2026-11-02 09:00", "2026-11-02 10:00", COMPONENT_DASHBOARD },
	     { .sent = "2026-11-02 09:00", "2026-11-02 10:01", COMPONENT_DASHBOARD },
	     { .sent = "2026-11-02 09:00", "2026-11-02 19:00", COMPONENT_BLANK });
	compute_week(&s, "2026-11-30");
	for (int i = 0; i < 4; i++) {
		const char *component = kind_handoffs.columns[HAN_COMPONENT]
					.words[i];
		const struct figure *f = of(&s, "latency_compliance",
					    component);

		assert_int_equal(f->x, 1);
		assert_int_equal(f->n, 2);
		assert_string_equal(f->note, "arrivals only");
	}
	assert_int_equal(of(&s, "latency_compliance", NULL)->x, 4);
	assert_int_equal(of(&s, "latency_compliance", NULL)->n, 8);
	story_end(&s);
}

TEST(compliance_has_the_interval_of_wilson)
{
	const struct figure *f;
	struct story s;

	story_begin(&s);
	TELL(&s, { .sent = "2026-11-02 09:00", "2026-11-02 09:01",
		   COMPONENT_EXECUTION, .n = 15 },
	     { .sent = "2026-11-02 09:00", "2026-11-02 09:30", COMPONENT_EXECUTION,
	       .n = 85 });
	compute_week(&s, "2026-11-30");
	f = of(&s, "latency_compliance", "execution");
	check_close(f->value, 0.15, 1e-12);
	check_close(f->low, 0.093060, 5e-7);
	check_close(f->high, 0.232836, 5e-7);
	story_end(&s);
}

TEST(the_limits_are_those_of_the_config)
{
	struct story s;

	story_begin(&s);
	s.config.limits.latency_execution = 10 * MS_PER_MINUTE;
	TELL(&s, { .sent = "2026-11-02 09:00", "2026-11-02 09:10",
		   COMPONENT_EXECUTION },
	     { .sent = "2026-11-02 09:00", "2026-11-02 09:11", COMPONENT_EXECUTION });
	compute_week(&s, "2026-11-30");
	assert_int_equal(of(&s, "latency_compliance", "execution")->x, 1);
	story_end(&s);
}

TEST(what_has_not_arrived_is_a_breach_once_its_limit_is_over)
{
	const struct figure *f;
	struct story s;

	story_begin(&s);
	TELL(&s, { .sent = "2026-11-04 23:54", NULL, COMPONENT_EXECUTION },
	     { .sent = "2026-11-04 23:55", NULL, COMPONENT_EXECUTION },
	     { .sent = "2026-11-04 23:50", "2026-11-05 00:00", COMPONENT_EXECUTION },
	     { .sent = "2026-11-04 23:50", "2026-11-04 23:51", COMPONENT_EXECUTION });
	compute_week(&s, "2026-11-04");
	f = of(&s, "latency_compliance", "execution");
	assert_int_equal(f->x, 1);
	assert_int_equal(f->n, 3);
	assert_string_equal(f->note, "2 never arrived; 1 not due yet, left "
			    "out");
	assert_true(f->partial);
	check_close(of(&s, "latency_missing", "execution")->value, 2, 0);
	compute_week(&s, "2026-11-05");
	assert_int_equal(of(&s, "latency_compliance", "execution")->n, 4);
	check_close(of(&s, "latency_missing", "execution")->value, 2, 0);
	story_end(&s);
}

TEST(what_arrived_before_it_was_sent_is_counted_apart)
{
	const struct figure *f;
	struct story s;

	story_begin(&s);
	TELL(&s, { .sent = "2026-11-02 09:00", "2026-11-02 08:59",
		   COMPONENT_DASHBOARD, .n = 3 },
	     { .sent = "2026-11-02 09:00", "2026-11-02 09:00", COMPONENT_DASHBOARD },
	     { .sent = "2026-11-02", "2026-11-02 09:00", COMPONENT_DASHBOARD },
	     { .sent = "2026-11-02 09:00", "2026-11-02", COMPONENT_DASHBOARD });
	compute_week(&s, "2026-11-30");
	f = of(&s, "latency_compliance", "dashboard");
	assert_int_equal(f->n, 1);
	check_close(f->value, 1, 0);
	assert_string_equal(f->note, "arrivals only; 2 with a date only, left "
			    "out; 3 received before sent, left out");
	check_close(of(&s, "clock_skew", "dashboard")->value, 3, 0);
	story_end(&s);
}

TEST(speed_is_of_what_arrived_and_the_worst_says_when)
{
	struct story s;

	story_begin(&s);
	TELL(&s, { .sent = "2026-11-02 09:00", "2026-11-02 09:02",
		   COMPONENT_MIDDLEWARE, .n = 19 },
	     { .sent = "2026-11-03 17:05", "2026-11-03 18:45", COMPONENT_MIDDLEWARE },
	     { .sent = "2026-11-02 09:00", NULL, COMPONENT_MIDDLEWARE });
	compute_week(&s, "2026-11-30");
	check_close(of(&s, "latency_p50", "middleware")->value, 2, 1e-12);
	/* type 7 of 19 times 2 and 100: at 0.95 · 19 = 18.05 */
	check_close(of(&s, "latency_p95", "middleware")->value,
		    2 + 0.05 * 98, 1e-9);
	assert_int_equal(of(&s, "latency_p95", "middleware")->n, 20);
	check_close(of(&s, "latency_worst", "middleware")->value, 100, 1e-12);
	assert_string_equal(of(&s, "latency_worst", "middleware")->note,
			    "sent 2026-11-03 17:05");
	story_end(&s);
}

TEST(a_week_in_which_all_arrived_is_not_arrivals_only)
{
	struct story s;

	story_begin(&s);
	TELL(&s, { .sent = "2026-10-20 09:00", NULL, COMPONENT_DASHBOARD },
	     { .sent = "2026-11-02 09:00", "2026-11-02 09:10", COMPONENT_DASHBOARD },
	     { .sent = "2026-11-02 09:00", "2026-11-02 09:10",
	       COMPONENT_MIDDLEWARE });
	compute_week(&s, "2026-11-30");
	assert_string_equal(of(&s, "latency_compliance", "dashboard")->note,
			    "");
	assert_string_equal(of(&s, "latency_compliance", "middleware")->note,
			    "arrivals only");
	story_end(&s);
}

/* ---- the feedback loop: Table 2 ------------------------------------------ */

TEST(data_is_as_old_as_its_newest_arrival)
{
	struct story s;

	story_begin(&s);
	TELL(&s, { .sent = "2026-10-26 09:00", "2026-11-08 12:00",
		   COMPONENT_DASHBOARD },
	     { .sent = "2026-11-02 09:00", "2026-11-02 10:00",
	       COMPONENT_DASHBOARD },
	     { .sent = "2026-11-04 09:00", "2026-11-09 00:00",
	       COMPONENT_DASHBOARD },
	     { .sent = "2026-11-04 09:00", "2026-11-08 23:00",
	       COMPONENT_EXECUTION },
	     { .sent = "2026-11-04 09:00", NULL, COMPONENT_MIDDLEWARE });
	compute_week(&s, "2026-11-30");
	check_close(of(&s, "data_age", "dashboard")->value, 12, 1e-12);
	check_close(of(&s, "data_age", "execution")->value, 1, 1e-12);
	check_close(of(&s, "data_age", NULL)->value, 1, 1e-12);
	assert_true(isnan(of(&s, "data_age", "middleware")->value));
	assert_string_equal(of(&s, "data_age", "middleware")->note,
			    "nothing of a component has arrived yet");
	/* the report's time is the end of today, not of a week to come */
	compute_week(&s, "2026-11-04");
	check_close(of(&s, "data_age", "dashboard")->value, 62, 1e-12);
	story_end(&s);
}

/* A month: of the weeks that end in it, from the component's first on. */
TEST(a_cycle_is_a_week_with_its_input_and_its_output)
{
	const struct figure *in, *out;
	struct story s;

	story_begin(&s);
	TELL(&s, { .sent = "2026-11-04 09:00", "2026-11-04 09:10",
		   COMPONENT_MIDDLEWARE },
	     { .sent = "2026-11-12 09:00", NULL, COMPONENT_MIDDLEWARE },
	     { .sent = "2026-11-24 09:00", "2026-12-24 09:10",
	       COMPONENT_MIDDLEWARE });
	story_compute(&s, PERIOD_MONTH, "2026-11-01", "2026-11-30",
		      "2026-11-30");
	in = of(&s, "input_present", "middleware");
	out = of(&s, "output_produced", "middleware");
	assert_int_equal(in->x, 3);
	assert_int_equal(in->n, 4);
	assert_int_equal(out->x, 1);
	assert_int_equal(out->n, 4);
	assert_true(isnan(in->low));
	compute_week(&s, "2026-11-30");
	check_close(of(&s, "output_produced", NULL)->value, 1, 0);
	/* a week that is not over is no cycle yet */
	compute_week(&s, "2026-11-06");
	assert_true(isnan(of(&s, "input_present", NULL)->value));
	assert_string_equal(of(&s, "input_present", NULL)->note,
			    "no cycle of a component is over");
	story_end(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			exactly_the_limit_of_its_component_is_in_time),
		cmocka_unit_test(compliance_has_the_interval_of_wilson),
		cmocka_unit_test(the_limits_are_those_of_the_config),
		cmocka_unit_test(
			what_has_not_arrived_is_a_breach_once_its_limit_is_over),
		cmocka_unit_test(
			what_arrived_before_it_was_sent_is_counted_apart),
		cmocka_unit_test(
			speed_is_of_what_arrived_and_the_worst_says_when),
		cmocka_unit_test(
			a_week_in_which_all_arrived_is_not_arrivals_only),
		cmocka_unit_test(data_is_as_old_as_its_newest_arrival),
		cmocka_unit_test(
			a_cycle_is_a_week_with_its_input_and_its_output),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
