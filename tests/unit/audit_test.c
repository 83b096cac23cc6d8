/*
 * The 4-point audit on figures made by hand: REQUIREMENTS R02, R05-R09.
 */
#include "tests/unit/test.h"

#include <math.h>
#include <string.h>

#include "findings/audit.h"

struct made {
	struct figures figures;
	struct config config;
	struct findings_input in;
	struct arena arena;
	struct audit audit;
};

/* A quarter of 13 weeks and the one before it. */
static void begin(struct made *m)
{
	*m = (struct made){ 0 };
	config_defaults(&m->config);
	m->in = (struct findings_input){
		.config = &m->config, .figures = &m->figures,
		.now = { PERIOD_QUARTER, 20600, 20600 + 13 * 7 - 1 },
		.before = { PERIOD_QUARTER, 20600 - 13 * 7, 20599 },
		.as_of = 20900
	};
}

static struct figure *tell(struct made *m, const char *metric,
			   struct period period, double value)
{
	const struct scope all = { { NULL } };
	struct figure *f = figures_add(&m->figures, metric_find(metric), &all,
				       period);

	f->value = value;
	return f;
}

static void rate(struct made *m, const char *metric, int64_t x, int64_t n,
		 double low, double high)
{
	struct figure *f = tell(m, metric, m->in.now, (double)x / (double)n);

	f->x = x;
	f->n = n;
	f->low = low;
	f->high = high;
}

static void look(struct made *m)
{
	figures_sort(&m->figures);
	audit_of(&m->audit, &m->in, &m->arena);
}

static void end(struct made *m)
{
	figures_release(&m->figures);
	config_release(&m->config);
	arena_release(&m->arena);
}

static const struct audit_point *point(const struct made *m, enum cause cause)
{
	for (size_t i = 0; i < AUDIT_POINTS; i++)
		if (m->audit.point[i].cause == cause)
			return &m->audit.point[i];
	return NULL;
}

TEST(the_four_points_take_two_hours_and_a_quarter)
{
	struct made m;

	begin(&m);
	look(&m);
	assert_int_equal(m.audit.planned, 135);
	assert_string_equal(m.audit.point[0].title, "Input analysis");
	assert_string_equal(m.audit.point[3].title, "Output validation");
	end(&m);
}

TEST(without_figures_a_point_says_what_it_needs_and_has_no_hours)
{
	struct made m;

	begin(&m);
	look(&m);
	assert_true(isnan(m.audit.now));
	for (size_t i = 0; i < AUDIT_POINTS; i++) {
		assert_true(isnan(m.audit.point[i].now));
		assert_false(m.audit.point[i].clear);
		assert_true(*m.audit.point[i].sentence != '\0');
	}
	end(&m);
}

/* 130 h of fixing in 13 weeks are 10 h a week; of them 26 h, 2 h a week, were
 * found late. */
TEST(fixing_is_late_or_output_and_handoffs_stand_beside_it)
{
	struct made m;

	begin(&m);
	tell(&m, "correction_hours", m.in.now, 104);
	tell(&m, "loop_hours", m.in.now, 26);
	tell(&m, "lateness_hours", m.in.now, 26);
	tell(&m, "reformat_minutes", m.in.now, 39 * 60);
	tell(&m, "correction_hours", m.in.before, 130);
	look(&m);
	check_close(point(&m, CAUSE_CHECKPOINT)->now, 2, 1e-12);
	check_close(point(&m, CAUSE_OUTPUT)->now, 8, 1e-12);
	check_close(point(&m, CAUSE_HANDOFF)->now, 3, 1e-12);
	check_close(m.audit.now, 13, 1e-12);
	check_close(point(&m, CAUSE_OUTPUT)->before, 10, 1e-12);
	assert_true(isnan(point(&m, CAUSE_HANDOFF)->before));
	check_close(m.audit.before, 10, 1e-12);
	end(&m);
}

TEST(late_defects_cost_no_more_than_all_fixing)
{
	struct made m;

	begin(&m);
	tell(&m, "correction_hours", m.in.now, 13);
	tell(&m, "lateness_hours", m.in.now, 26);
	look(&m);
	check_close(point(&m, CAUSE_CHECKPOINT)->now, 1, 1e-12);
	check_close(point(&m, CAUSE_OUTPUT)->now, 0, 1e-12);
	end(&m);
}

TEST(output_is_yes_only_where_the_verdict_is)
{
	struct made m;

	begin(&m);
	rate(&m, "rework", 18, 100, 0.117002, 0.266674);
	m.figures.item[0].verdict = VERDICT_NOT_CLEAR;
	look(&m);
	assert_false(point(&m, CAUSE_OUTPUT)->clear);
	assert_string_equal(point(&m, CAUSE_OUTPUT)->sentence,
		"More than 15 % reworked? \x02Not clear yet\x03, 18.0 % of "
		"100 outputs (11.7–26.7 %).");
	end(&m);

	begin(&m);
	rate(&m, "rework", 41, 200, 0.154862, 0.266257);
	m.figures.item[0].verdict = VERDICT_YES;
	look(&m);
	assert_true(point(&m, CAUSE_OUTPUT)->clear);
	assert_string_equal(point(&m, CAUSE_OUTPUT)->sentence,
		"More than 15 % reworked? \x02Yes\x03, 20.5 % of 200 outputs "
		"(15.5–26.6 %).");
	end(&m);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_four_points_take_two_hours_and_a_quarter),
		cmocka_unit_test(
			without_figures_a_point_says_what_it_needs_and_has_no_hours),
		cmocka_unit_test(
			fixing_is_late_or_output_and_handoffs_stand_beside_it),
		cmocka_unit_test(late_defects_cost_no_more_than_all_fixing),
		cmocka_unit_test(output_is_yes_only_where_the_verdict_is),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
