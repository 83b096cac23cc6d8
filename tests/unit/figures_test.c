/*
 * Figures as a whole: their order, how they are found, the laws that hold
 * for any data (METRICS.md §0, §16).
 */
#include "tests/unit/story.h"

/* ---- order, index, words ------------------------------------------------ */

static const struct period week2 = { PERIOD_WEEK, 20458, 20464 };
static const struct period week3 = { PERIOD_WEEK, 20465, 20471 };

static void add(struct figures *f, const char *metric, const char *workflow,
		const char *step, struct period period, double value)
{
	struct scope scope = { { [SCOPE_WORKFLOW] = workflow,
				 [SCOPE_STEP] = step } };

	figures_add(f, metric_find(metric), &scope, period)->value = value;
}

TEST(figures_come_by_metric_then_scope_then_period)
{
	struct figures f = { 0 };

	add(&f, "rework", "b", "x", week2, 8);
	add(&f, "rework", "b", NULL, week2, 4);
	add(&f, "rework", NULL, "a", week2, 6);
	add(&f, "rework", NULL, NULL, week3, 3);
	add(&f, "rework", NULL, NULL, week2, 2);
	add(&f, "rework", "c", NULL, week2, 5);
	add(&f, "rework", "b", "w", week2, 7);
	add(&f, "net_hours", NULL, NULL, week2, 1);
	figures_sort(&f);
	for (size_t i = 0; i < f.n; i++)
		check_close(f.item[i].value, (double)i + 1, 0);
	figures_release(&f);
}

TEST(a_figure_is_found_by_what_it_is_about)
{
	struct figures f = { 0 };

	assert_null(figures_get(&f, "rework", NULL, week2));
	add(&f, "rework", NULL, NULL, week2, 1);
	add(&f, "rework", "", NULL, week2, 2);
	add(&f, "rework", "b", NULL, week3, 3);
	figures_sort(&f);
	check_close(figures_get(&f, "rework", NULL, week2)->value, 1, 0);
	check_close(figures_get(&f, "rework", "", week2)->value, 2, 0);
	check_close(figures_get(&f, "rework", "b", week3)->value, 3, 0);
	assert_null(figures_get(&f, "rework", "b", week2));
	assert_null(figures_get(&f, "usable", NULL, week2));
	assert_null(figures_get(&f, "no such metric", NULL, week2));
	figures_release(&f);
}

TEST(a_fresh_figure_says_nothing)
{
	struct figures f = { 0 };
	const struct scope all = { { 0 } };
	const struct figure *g = figures_add(&f, metric_find("rework"), &all,
					     week2);

	check_close(g->value, NAN, 0);
	check_close(g->low, NAN, 0);
	assert_true(g->n == FACT_NULL && g->x == FACT_NULL);
	assert_string_equal(g->note, "");
	assert_string_equal(verdict_name(g->verdict), "");
	figures_release(&f);
}

static void check_words(struct scope scope, const char *want)
{
	struct arena a = { 0 };

	assert_string_equal(scope_words(&a, &scope), want);
	arena_release(&a);
}

TEST(scopes_are_said_in_words)
{
	check_words((struct scope){ { 0 } }, "all work");
	check_words((struct scope){ { [SCOPE_WORKFLOW] = "blog" } }, "blog");
	check_words((struct scope){ { [SCOPE_WORKFLOW] = "blog",
				      [SCOPE_STEP] = "draft" } },
		    "blog / draft");
	check_words((struct scope){ { [SCOPE_WORKFLOW] = "blog",
				      [SCOPE_TOOL] = "Jasper" } },
		    "blog, tool Jasper");
	check_words((struct scope){ { [SCOPE_TOOL] = "" } }, "tool (none)");
	check_words((struct scope){ { [SCOPE_STEP] = "draft" } },
		    "step draft");
}

TEST(every_metric_is_complete_and_unique)
{
	for (size_t i = 0; metric_table[i]; i++) {
		const struct metric *m = metric_table[i];

		assert_ptr_equal(metric_find(m->id), m);
		assert_true(*m->title && *m->section && *m->requirement);
		assert_true(*m->formula && *m->columns && *m->edges);
		assert_true(*metric_unit_name(m->unit));
		/* a chain of steps has no total over workflows */
		assert_true(m->source != NULL &&
			    m->scopes & (AT_TOTAL | AT_PROMPT | AT_WORKFLOW |
					 AT_WORKFLOW_STEP | AT_INPUT_FIELD));
	}
}

/* ---- laws ------------------------------------------------------------------- */

static uint32_t next_random(uint32_t *state)
{
	*state = *state * 1664525u + 1013904223u;
	return *state >> 8;
}

static const char *pick(uint32_t *state, const char *const *of, uint32_t n)
{
	return of[next_random(state) % n];
}

#define RANDOM_ROWS 600

/* Reviews of a few hundred items over twelve weeks, with blanks. */
static void random_reviews(struct told_review *rows, char (*text)[24])
{
	static const char *const workflows[] = { "blog", "ads", "mail" };
	static const char *const step_ids[] = { "draft", "adapt" };
	static const char *const tools[] = { "Jasper", "Claude", NULL };
	static const char *const channels[] = { "email", NULL };
	uint32_t state = 7;

	for (size_t i = 0; i < RANDOM_ROWS; i++) {
		char *item = text[2 * i], *day = text[2 * i + 1], date[32];
		int32_t first = story_day("2026-01-05");

		snprintf(item, 24, "item-%u", next_random(&state) % 200);
		snprintf(day, 24, "%s %02u:%02u",
			 day_format(date, first + (int32_t)(
				    next_random(&state) % 84)),
			 next_random(&state) % 24, next_random(&state) % 60);
		rows[i] = (struct told_review){
			.item = item, .at = day,
			.outcome = (enum outcome)(next_random(&state) % 6),
			.correction = next_random(&state) % 3 ?
				next_random(&state) % 20 : 0,
			.review = next_random(&state) % 9,
			.work = next_random(&state) % 30,
			.workflow = pick(&state, workflows, 3),
			.step = pick(&state, step_ids, 2),
			.tool = pick(&state, tools, 3),
			.channel = pick(&state, channels, 2)
		};
	}
}

static void random_story(struct story *s)
{
	static struct told_review rows[RANDOM_ROWS];
	static char text[2 * RANDOM_ROWS][24];

	random_reviews(rows, text);
	story_begin(s);
	story_reviews(s, "log", rows, RANDOM_ROWS);
}

/* Σ over one dimension's scopes of a period, against the total. */
static void check_partition(const struct figures *f, const char *metric,
			    const struct figure *all, unsigned mask)
{
	double value = 0;
	int64_t n = 0, x = 0;

	for (size_t i = 0; i < f->n; i++) {
		const struct figure *g = &f->item[i];
		unsigned has = 0;

		for (unsigned d = 0; d < SCOPE_DIMS; d++)
			has |= g->scope.dim[d] ? 1u << d : 0;
		if (g->metric != metric_find(metric) || has != mask ||
		    g->period.first != all->period.first || isnan(g->value))
			continue;
		value += g->value;
		n += g->n == FACT_NULL ? 0 : g->n;
		x += g->x == FACT_NULL ? 0 : g->x;
	}
	if (strcmp(metric, "outputs") == 0) {
		check_close(value, all->value, 0);
		return;
	}
	assert_int_equal(n, all->n);
	assert_int_equal(x, all->x);
}

/* "So every cut is a partition and totals come from parts." */
TEST(totals_are_the_sum_of_their_parts_in_every_cut)
{
	static const char *const metrics[] = {
		"rework", "usable", "light", "unknown", "outputs",
		"correction_minutes"
	};
	struct story s;
	size_t checked = 0;

	random_story(&s);
	story_compute(&s, PERIOD_MONTH, "2026-01-05", "2026-03-31",
		      "2026-12-31");
	for (size_t i = 0; i < s.figures.n; i++) {
		const struct figure *g = &s.figures.item[i];

		for (size_t m = 0; m < COUNT(metrics); m++) {
			if (figures_get(&s.figures, metrics[m], NULL,
					g->period) != g || isnan(g->value))
				continue;
			for (unsigned d = 0; d < SCOPE_DIMS; d++) {
				if (d == SCOPE_SEGMENT || d >= SCOPE_COMPONENT)
					continue;
				check_partition(&s.figures, metrics[m], g,
						1u << d);
				checked++;
			}
			check_partition(&s.figures, metrics[m], g,
					1u << SCOPE_WORKFLOW |
						1u << SCOPE_STEP);
			check_partition(&s.figures, metrics[m], g,
					1u << SCOPE_WORKFLOW |
						1u << SCOPE_TOOL);
		}
	}
	assert_int_equal(checked, 3 * 6 * 7);
	story_end(&s);
}

TEST(weeks_add_up_to_a_range_of_the_same_days)
{
	struct story s;
	double weeks = 0;

	random_story(&s);
	story_compute(&s, PERIOD_WEEK, "2026-01-05", "2026-03-29",
		      "2026-12-31");
	for (size_t i = 0; i < s.figures.n; i++) {
		const struct figure *g = &s.figures.item[i];

		if (figures_get(&s.figures, "outputs", NULL, g->period) == g)
			weeks += g->value;
	}
	story_compute(&s, PERIOD_RANGE, "2026-01-05", "2026-03-29",
		      "2026-12-31");
	check_close(story_figure(&s, "outputs", NULL, "2026-01-05")->value,
		    weeks, 0);
	story_end(&s);
}

TEST(one_more_usable_output_never_raises_rework)
{
	struct story s;
	double before;

	random_story(&s);
	story_compute(&s, PERIOD_RANGE, "2026-01-05", "2026-03-29",
		      "2026-12-31");
	before = story_figure(&s, "rework", NULL, "2026-01-05")->value;
	for (int i = 0; i < 5; i++) {
		char item[24], source[24];
		double now;

		snprintf(item, sizeof item, "new-%d", i);
		snprintf(source, sizeof source, "extra-%d", i);
		story_reviews(&s, source, ROWS(REVIEW(item, "2026-02-01",
						      OUTCOME_USABLE)));
		story_compute(&s, PERIOD_RANGE, "2026-01-05", "2026-03-29",
			      "2026-12-31");
		now = story_figure(&s, "rework", NULL, "2026-01-05")->value;
		assert_true(now < before);
		before = now;
	}
	story_end(&s);
}

static void check_same_figures(const struct figures *a,
			       const struct figures *b)
{
	assert_int_equal(a->n, b->n);
	for (size_t i = 0; i < a->n; i++) {
		const struct figure *x = &a->item[i], *y = &b->item[i];

		assert_ptr_equal(x->metric, y->metric);
		check_close(x->value, y->value, 1e-9);
		check_close(x->low, y->low, 1e-9);
		check_close(x->high, y->high, 1e-9);
		assert_true(x->n == y->n && x->x == y->x);
		assert_int_equal(x->verdict, y->verdict);
	}
}

/* "the same facts with n > 1": a row of weight 3 is three rows. */
TEST(a_weight_of_three_equals_three_copies)
{
	static const enum outcome outcomes[] = {
		OUTCOME_USABLE, OUTCOME_LIGHT, OUTCOME_MAJOR, OUTCOME_UNKNOWN
	};
	struct told_review heavy[4], light[12];
	char name[12][16];
	struct story a, b;

	for (int i = 0; i < 12; i++) {
		snprintf(name[i], sizeof name[i], "i%d", i);
		light[i] = (struct told_review)REVIEW(
			name[i], "2026-01-05", outcomes[i / 3],
			MINUTES(i / 3 * 4, 3, 20));
		heavy[i / 3] = light[i];
		heavy[i / 3].n = 3;
	}
	story_begin(&a);
	story_weighted(&a, "log", heavy, 4);
	story_compute(&a, PERIOD_WEEK, "2026-01-05", "2026-01-05",
		      "2026-12-31");
	story_begin(&b);
	story_weighted(&b, "log", light, 12);
	story_compute(&b, PERIOD_WEEK, "2026-01-05", "2026-01-05",
		      "2026-12-31");
	check_same_figures(&a.figures, &b.figures);
	story_end(&a);
	story_end(&b);
}

/* A window must not change what is inside it. */
TEST(a_week_is_the_same_in_a_short_and_in_a_long_request)
{
	struct story s;
	struct figures whole = { 0 };

	random_story(&s);
	story_compute(&s, PERIOD_WEEK, "2026-01-05", "2026-03-29",
		      "2026-12-31");
	whole = s.figures;
	s.figures = (struct figures){ 0 };
	story_compute(&s, PERIOD_WEEK, "2026-02-16", "2026-02-22",
		      "2026-12-31");
	for (size_t i = 0; i < s.figures.n; i++) {
		const struct figure *x = &s.figures.item[i];
		const struct figure *y = figures_find(&whole, x->metric,
						      &x->scope, x->period);

		assert_non_null(y);
		check_close(x->value, y->value, 0);
	}
	figures_release(&whole);
	story_end(&s);
}

TEST(too_many_periods_are_refused_with_advice)
{
	struct story s;
	struct metrics_request request = {
		.kind = PERIOD_WEEK, .from = DAY_MIN, .to = DAY_MAX,
		.as_of = DAY_MAX
	};
	struct err err;

	story_begin(&s);
	assert_int_equal(metrics_compute(&s.figures, s.store, &s.config,
					 &request, &err), -1);
	assert_int_equal(err.code, ERR_USAGE);
	check_says(err.msg, "fewer days");
	story_end(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			figures_come_by_metric_then_scope_then_period),
		cmocka_unit_test(a_figure_is_found_by_what_it_is_about),
		cmocka_unit_test(a_fresh_figure_says_nothing),
		cmocka_unit_test(scopes_are_said_in_words),
		cmocka_unit_test(every_metric_is_complete_and_unique),
		cmocka_unit_test(
			totals_are_the_sum_of_their_parts_in_every_cut),
		cmocka_unit_test(weeks_add_up_to_a_range_of_the_same_days),
		cmocka_unit_test(one_more_usable_output_never_raises_rework),
		cmocka_unit_test(a_weight_of_three_equals_three_copies),
		cmocka_unit_test(
			a_week_is_the_same_in_a_short_and_in_a_long_request),
		cmocka_unit_test(too_many_periods_are_refused_with_advice),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
