/*
 * From figures and workflows.yaml to steps and edges: what is documented, what
 * an edge says and how dark it is (METRICS section 6, report/map.h).
 */
#include "tests/unit/test.h"

#include "metrics/metric.h"
#include "report/map_graph.h"

static const struct period quarter = { PERIOD_QUARTER, 20635, 20726 };

struct told {
	struct config config;
	struct config_workflow workflow;
	struct config_step step[8];
	struct figures figures;
	struct arena arena;
	struct map map;
};

static void begin(struct told *t)
{
	static const char *const id[] = { "brief", "draft", "a > b", "legal" };

	memset(t, 0, sizeof *t);
	for (size_t i = 0; i < COUNT(id); i++)
		t->step[i] = (struct config_step){
			.id = id[i], .name = "", .tool = "", .coverage = 0.5,
			.owner_role = "", .checkpoint = i == 1
		};
	t->workflow = (struct config_workflow){
		.id = "blog", .name = "Blog", .steps = t->step,
		.n_steps = COUNT(id), .go_live = DAY_NONE
	};
	t->config.workflows = &t->workflow;
	t->config.n_workflows = 1;
}

static struct figure *tell(struct told *t, const char *metric,
			   const char *workflow, const char *step, double v)
{
	struct scope scope = { { [SCOPE_WORKFLOW] = workflow,
				 [SCOPE_STEP] = step } };
	struct figure *f = figures_add(&t->figures, metric_find(metric),
				       &scope, quarter);

	f->value = v;
	return f;
}

static void make(struct told *t)
{
	figures_sort(&t->figures);
	map_graph(&t->map, &t->config, &t->figures, quarter, NULL, &t->arena);
}

static void end(struct told *t)
{
	figures_release(&t->figures);
	arena_release(&t->arena);
}

static const struct map_edge *edge(const struct told *t, const char *from,
				   const char *to)
{
	for (size_t i = 0; i < t->map.n; i++) {
		const struct map_flow *f = &t->map.flow[i];

		for (size_t k = 0; k < f->n_edges; k++)
			if (!strcmp(f->step[f->edge[k].from].id, from) &&
			    !strcmp(f->step[f->edge[k].to].id, to))
				return &f->edge[k];
	}
	fail_msg("there is no edge from %s to %s", from, to);
	return NULL;
}

static void check_edge(const struct map_edge *e, int64_t volume,
		       const char *note, int band, bool documented)
{
	assert_int_equal(e->volume, volume);
	assert_string_equal(e->note, note);
	assert_int_equal(e->band, band);
	assert_int_equal(e->documented, documented);
}

TEST(documented_edges_are_there_without_any_handoff)
{
	struct told t;

	begin(&t);
	make(&t);
	assert_int_equal(t.map.n, 1);
	assert_int_equal(t.map.flow[0].n_edges, 3);
	check_edge(edge(&t, "brief", "draft"), 0, "", MAP_BAND_UNKNOWN, true);
	assert_string_equal(t.map.flow[0].summary, "no handoff recorded");
	end(&t);
}

TEST(a_name_with_the_sign_in_it_is_taken_apart_at_documented_steps)
{
	struct told t;

	begin(&t);
	tell(&t, "handoffs", "blog", "draft > a > b", 3);
	tell(&t, "handoffs", "blog", "a > b > legal", 4);
	tell(&t, "handoffs", "blog", "x > y > z", 5);
	make(&t);
	check_edge(edge(&t, "draft", "a > b"), 3, "not recorded",
		   MAP_BAND_UNKNOWN, true);
	check_edge(edge(&t, "a > b", "legal"), 4, "not recorded",
		   MAP_BAND_UNKNOWN, true);
	check_edge(edge(&t, "x", "y > z"), 5, "not recorded",
		   MAP_BAND_UNKNOWN, false);
	assert_int_equal(t.map.flow[0].volume, 12);
	end(&t);
}

TEST(minutes_lost_of_those_worked_come_before_any_share)
{
	struct told t;

	begin(&t);
	tell(&t, "handoffs", "blog", "brief > draft", 1234);
	tell(&t, "reformat_minutes", "blog", "brief > draft", 90);
	tell(&t, "friction", "blog", "brief > draft", 0.032);
	tell(&t, "manual_share", "blog", "brief > draft", 0.9);
	make(&t);
	check_edge(edge(&t, "brief", "draft"), 1234, "3.2 of 100", 1, true);
	assert_string_equal(edge(&t, "brief", "draft")->count, "1,234");
	end(&t);
}

TEST(without_minutes_the_largest_share_of_trouble_speaks)
{
	struct told t;

	begin(&t);
	tell(&t, "handoffs", "blog", "brief > draft", 50);
	tell(&t, "manual_share", "blog", "brief > draft", 0.08);
	tell(&t, "mismatch_rate", "blog", "brief > draft", 0.3);
	tell(&t, "handoff_failures", "blog", "brief > draft", 2);
	tell(&t, "handoffs", "blog", "draft > brief", 40);
	tell(&t, "handoff_retries", "blog", "draft > brief", 2);
	tell(&t, "handoffs", "blog", "legal > draft", 9);
	tell(&t, "manual_share", "blog", "legal > draft", 0);
	make(&t);
	check_edge(edge(&t, "brief", "draft"), 50, "30 % mismatch", 2, true);
	check_edge(edge(&t, "draft", "brief"), 40, "5.0 % retried", 0, false);
	/* all by itself and nothing else known: light, and nothing to say */
	check_edge(edge(&t, "legal", "draft"), 9, "", 0, false);
	end(&t);
}

TEST(minutes_without_work_to_hold_them_against_are_said_as_they_are)
{
	struct told t;

	begin(&t);
	tell(&t, "handoffs", "blog", "brief > draft", 50);
	tell(&t, "reformat_minutes", "blog", "brief > draft", 75.4);
	make(&t);
	check_edge(edge(&t, "brief", "draft"), 50, "75 min lost",
		   MAP_BAND_UNKNOWN, true);
	end(&t);
}

TEST(a_limit_of_a_band_belongs_to_the_darker_one)
{
	static const struct { double friction; int band; } all[] = {
		{ 0, 0 }, { 0.0199, 0 }, { 0.02, 1 }, { 0.05, 2 },
		{ 0.0999, 2 }, { 0.1, 3 }, { 0.2, 4 }, { 1, 4 },
	};

	for (size_t i = 0; i < COUNT(all); i++) {
		struct told t;

		begin(&t);
		tell(&t, "handoffs", "blog", "brief > draft", 10);
		tell(&t, "friction", "blog", "brief > draft",
		     all[i].friction);
		make(&t);
		assert_int_equal(edge(&t, "brief", "draft")->band,
				 all[i].band);
		end(&t);
	}
}

TEST(published_follows_the_last_step_only)
{
	struct told t;

	begin(&t);
	tell(&t, "handoffs", "blog", "legal > published", 7);
	tell(&t, "handoffs", "blog", "draft > published", 2);
	make(&t);
	assert_true(edge(&t, "legal", "published")->documented);
	assert_false(edge(&t, "draft", "published")->documented);
	end(&t);
}

TEST(a_checkpoint_is_held_against_its_plan)
{
	struct told t;

	begin(&t);
	tell(&t, "coverage", "blog", "draft", 0.4567);
	make(&t);
	assert_int_equal(t.map.flow[0].step[1].review, MAP_REVIEW_THIN);
	assert_string_equal(t.map.flow[0].step[1].review_words,
			    "45.7 % reviewed, plan 50 %");
	assert_int_equal(t.map.flow[0].step[0].review, MAP_REVIEW_NONE);
	end(&t);
	begin(&t);
	tell(&t, "coverage", "blog", "draft", 0.5);
	tell(&t, "rework", "blog", "draft", 0.25)->verdict = VERDICT_YES;
	make(&t);
	assert_int_equal(t.map.flow[0].step[1].review, MAP_REVIEW_KEPT);
	assert_string_equal(t.map.flow[0].step[1].rework_words,
			    "25 % reworked");
	assert_true(t.map.flow[0].step[1].over);
	end(&t);
	begin(&t);
	make(&t);
	assert_string_equal(t.map.flow[0].step[1].review_words,
			    "review not counted");
	end(&t);
}

TEST(workflows_of_handoffs_come_after_documented_ones_and_nameless_last)
{
	struct told t;

	begin(&t);
	tell(&t, "handoffs", "", "crm > site", 1);
	tell(&t, "handoffs", "alpha", "p > q", 1);
	tell(&t, "handoffs", "zeta", "p > q", 1);
	make(&t);
	assert_int_equal(t.map.n, 4);
	assert_string_equal(t.map.flow[0].id, "blog");
	assert_string_equal(t.map.flow[1].id, "alpha");
	assert_string_equal(t.map.flow[2].id, "zeta");
	assert_string_equal(t.map.flow[3].name, "Between systems");
	end(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(documented_edges_are_there_without_any_handoff),
		cmocka_unit_test(a_name_with_the_sign_in_it_is_taken_apart_at_documented_steps),
		cmocka_unit_test(minutes_lost_of_those_worked_come_before_any_share),
		cmocka_unit_test(without_minutes_the_largest_share_of_trouble_speaks),
		cmocka_unit_test(minutes_without_work_to_hold_them_against_are_said_as_they_are),
		cmocka_unit_test(a_limit_of_a_band_belongs_to_the_darker_one),
		cmocka_unit_test(published_follows_the_last_step_only),
		cmocka_unit_test(a_checkpoint_is_held_against_its_plan),
		cmocka_unit_test(workflows_of_handoffs_come_after_documented_ones_and_nameless_last),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
