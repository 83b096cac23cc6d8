/* Blocks about the way of an item: checkpoints, defects, handoffs, inputs and
 * the map. */
#include "tests/unit/blocks_help.h"

/* A defect that readers found, of a workflow nobody documented. */
TEST(checkpoints_speaks)
{
	const struct scope all = { { NULL } };
	const struct scope ghost = { { [SCOPE_WORKFLOW] = "ghost" } };
	const struct scope edge = { { [SCOPE_WORKFLOW] = "ghost",
				      [SCOPE_STEP] = "unknown > published" } };
	const struct scope *whole[] = { &all, &ghost };
	struct strbuf out = STRBUF_INIT;
	struct sample s;
	struct doc d;

	check_block("checkpoints");
	check_block_says("checkpoints", SAMPLE_EMPTY,
			 "No defect was recorded");
	sample_make(&s, SAMPLE_FULL, PERIOD_WEEK);
	for (size_t i = 0; i < COUNT(whole); i++) {
		struct figure *f = figures_add(&s.figures,
			metric_find("escape_rate"), whole[i], s.in.now);

		f->value = 0.25;
		f->x = 1;
		f->n = 4;
		figures_add(&s.figures, metric_find("defects"), whole[i],
			    s.in.now)->value = 4;
		figures_add(&s.figures, metric_find("unknown_origin"),
			    whole[i], s.in.now)->value = 1;
		figures_add(&s.figures, metric_find("misordered_defects"),
			    whole[i], s.in.now)->value = 7;
		figures_add(&s.figures, metric_find("outputs"), whole[i],
			    s.in.now)->value = 40;
	}
	figures_add(&s.figures, metric_find("defects"), &edge,
		    s.in.now)->value = 13;
	figures_sort(&s.figures);
	free(sample_text_of("checkpoints", &s, &d));
	for (size_t i = 0; i < d.part[0].n; i++)
		say_element(&out, &d.part[0].element[i]);
	check_says(out.s, "1 of 4 defects found after publication: 25.0 %");
	check_says(out.s, "unknown origin");
	check_says(out.s, "13");
	check_says(out.s, "7 defects found at a step before");
	strbuf_release(&out);
	doc_release(&d);
}

/* A figure of a step of "blog" in the sample's period. */
static struct figure *tell_step(struct sample *s, const char *metric,
				double value)
{
	const struct scope step = { { [SCOPE_WORKFLOW] = "blog",
				      [SCOPE_STEP] = "adapt" } };
	struct figure *f = figures_add(&s->figures, metric_find(metric),
				       &step, s->in.now);

	f->value = value;
	return f;
}

static struct figure *tell_all(struct sample *s, const char *metric,
			       double value)
{
	const struct scope all = { { NULL } };
	struct figure *f = figures_add(&s->figures, metric_find(metric), &all,
				       s->in.now);

	f->value = value;
	return f;
}

static void tell_share(struct figure *f, int64_t x, int64_t n)
{
	f->x = x;
	f->n = n;
	f->low = f->value / 2;
	f->high = f->value * 2;
}

TEST(gaps_speaks)
{
	struct sample s;

	check_block("gaps");
	check_block_says("gaps", SAMPLE_EMPTY, "Gaps cannot be said");
	sample_make(&s, SAMPLE_FULL, PERIOD_WEEK);
	tell_all(&s, "checkpoint_gaps", 1);
	tell_all(&s, "gap_defects", 2);
	tell_step(&s, "checkpoint_gaps", 1)->note =
		"reviewed 26 of 36, planned 75 %";
	tell_step(&s, "gap_defects", 2);
	tell_step(&s, "gap_hours", 0.4);
	tell_share(tell_step(&s, "late_reviews", 0.1), 3, 30);
	tell_step(&s, "late_review_minutes", 8.4);
	tell_share(tell_all(&s, "late_reviews", 0.1), 3, 30);
	check_sample_says("gaps", &s, (const char *const[]){
		"1 checkpoint gap this week: 2 defects passed",
		"reviewed 26 of 36, planned 75 %", "8.4", NULL });
}

TEST(altered_speaks)
{
	struct case_row row = {
		.kind = CASE_ALTERED, .workflow = "blog", .step = "adapt",
		.item = "BL-77", .tool = "", .why = "adapt",
		.correction_min = NAN, .n = 2
	};
	struct sample s;

	check_block("altered");
	check_block_says("altered", SAMPLE_EMPTY, "not known");
	sample_make(&s, SAMPLE_FULL, PERIOD_WEEK);
	tell_all(&s, "altered_messages", 2);
	tell_share(tell_all(&s, "message_altered", 0.02), 2, 100);
	row.day = s.in.now.first;
	s.in.cases = &row;
	s.in.n_cases = 1;
	s.in.case_total[CASE_ALTERED] = 5;
	check_sample_says("altered", &s, (const char *const[]){
		"The core message was altered 2 times this week", "high",
		"BL-77", "In 2.0 % of 100 reviews", "3 cases more", NULL });
}

TEST(defects_speaks)
{
	struct defect_type type[12] = {
		{ "factual_error", 10, 0, 40, "blog", 7 },
		{ "tone", 8, 2, 90, "blog", 8 }
	};
	struct defect_list list = {
		.type = type, .n = 2, .total = 18, .minutes = 130,
		.untyped = 3, .untyped_minutes = 12
	};
	struct sample s;

	check_block("defects");
	check_block_says("defects", SAMPLE_EMPTY, "No defect was named this "
			 "week");
	sample_make(&s, SAMPLE_FULL, PERIOD_WEEK);
	s.in.defects = &list;
	check_sample_says("defects", &s, (const char *const[]){
		"69 % of the correction minutes of defects went into tone",
		"2 of 2 types make 100 % of defects", "55.6 %", "factual error",
		"2 defects without correction minutes",
		"3 reviews corrected without naming a defect: 12 minutes",
		NULL });
}

/* Ten bars at most; what is left is one bar more. */
TEST(many_types_of_defect_end_in_a_bar_of_others)
{
	struct defect_type type[12];
	struct defect_list list = { .type = type, .n = 12 };
	struct sample s;

	for (size_t i = 0; i < 12; i++) {
		type[i] = (struct defect_type){ "tone", 12 - (int64_t)i, 0,
						1, "blog", 1 };
		list.total += type[i].n;
		list.minutes += 1;
	}
	sample_make(&s, SAMPLE_FULL, PERIOD_WEEK);
	s.in.defects = &list;
	check_sample_says("defects", &s, (const char *const[]){
		"3 others", NULL });
}

TEST(costliest_speaks)
{
	struct output_row row[3] = {
		{ .workflow = "blog", .step = "draft", .item = "B-1",
		  .tool = "", .outcome = "light", .correction_min = 5,
		  .review_min = NAN, .n = 1 },
		{ .workflow = "blog", .step = "adapt", .item = "B-1",
		  .tool = "Jasper", .outcome = "major", .correction_min = 20,
		  .review_min = NAN, .n = 1 },
		{ .workflow = "blog", .step = "draft", .item = "many",
		  .tool = "", .outcome = "major", .correction_min = 90,
		  .review_min = 1, .n = 4 },
	};
	struct sample s;

	check_block("costliest");
	check_block_says("costliest", SAMPLE_EMPTY, "No item took correction "
			 "minutes");
	sample_make(&s, SAMPLE_FULL, PERIOD_WEEK);
	s.in.outputs = row;
	s.in.n_outputs = s.in.outputs_total = 3;
	check_sample_says("costliest", &s, (const char *const[]){
		"All items that were corrected", "B-1", "draft, adapt",
		"25.0", "major", "Jasper", NULL });
}

TEST(leaks_speaks)
{
	struct case_row row = {
		.kind = CASE_LEAK, .workflow = "blog", .step = "adapt",
		.item = "BL-78", .tool = "Jasper",
		.why = "rating 2.00 below 4.00", .correction_min = 3, .n = 1
	};
	struct sample s;

	check_block("leaks");
	check_block_says("leaks", SAMPLE_EMPTY, "Leaks cannot be said");
	sample_make(&s, SAMPLE_FULL, PERIOD_WEEK);
	tell_share(tell_all(&s, "threshold_leaks", 0.05), 1, 20);
	tell_share(tell_step(&s, "threshold_leaks", 0.05), 1, 20);
	row.day = s.in.now.first;
	s.in.cases = &row;
	s.in.n_cases = 1;
	s.in.case_total[CASE_LEAK] = 1;
	check_sample_says("leaks", &s, (const char *const[]){
		"1 output passed below the criteria: 5.0 %", "BL-78",
		"rating 2.00 below 4.00", NULL });
}

/* Two workflows: an edge of each, one defect that got out. */
static void tell_errors(struct sample *s)
{
	static const struct { const char *workflow, *edge; double n; } row[] = {
		{ "blog", "draft > draft", 6 },
		{ "ghost", "draft > published", 2 },
		{ "ghost", "unknown > draft", 3 }
	};
	const struct scope all = { { NULL } };
	struct figure *f = figures_add(&s->figures,
				       metric_find("escape_rate"), &all,
				       s->in.now);

	f->value = 0.25;
	f->n = 8;
	f->x = 2;
	figures_add(&s->figures, metric_find("lateness_hours"), &all,
		    s->in.now)->value = 1.5;
	for (size_t i = 0; i < COUNT(row); i++) {
		const struct scope edge = { {
			[SCOPE_WORKFLOW] = row[i].workflow,
			[SCOPE_STEP] = row[i].edge } };
		const struct scope whole = { {
			[SCOPE_WORKFLOW] = row[i].workflow } };

		figures_add(&s->figures, metric_find("defects"), &edge,
			    s->in.now)->value = row[i].n;
		figures_add(&s->figures, metric_find("lateness_hours"),
			    &whole, s->in.now)->value = 1 + (double)i / 2;
		figures_add(&s->figures, metric_find("outputs"), &whole,
			    s->in.now)->value = 40;
	}
	figures_sort(&s->figures);
}

TEST(error_matrix_speaks)
{
	check_block("error_matrix");
	check_block_says("error_matrix", SAMPLE_EMPTY,
			 "No defect was recorded");
	check_told_says("error_matrix", tell_errors,
			"25.0 % of the defects got out; being late cost "
			"1.5 h");
	check_told_says("error_matrix", tell_errors,
			"75 % of the defects were found where they arose");
	check_told_says("error_matrix", tell_errors, "unknown origin");
}

/* Twelve steps of its own in each of two workflows, the last ones heaviest. */
static void tell_many_steps(struct sample *s)
{
	for (int i = 0; i < 12; i++) {
		const char *edge = arena_printf(&s->arena, "s%02d > s%02d", i,
						i);
		const struct scope scope = { { [SCOPE_WORKFLOW] = "ghost",
					       [SCOPE_STEP] = edge } };
		const struct scope whole = { { [SCOPE_WORKFLOW] = "ghost" } };

		figures_add(&s->figures, metric_find("defects"), &scope,
			    s->in.now)->value = 1 + i;
		if (i == 0)
			figures_add(&s->figures, metric_find("outputs"),
				    &whole, s->in.now)->value = 40;
	}
	figures_sort(&s->figures);
}

TEST(a_matrix_of_many_steps_folds_the_lightest)
{
	struct sample s;
	struct doc d;
	const struct table *t = NULL;
	double sum = 0;

	sample_make(&s, SAMPLE_FULL, PERIOD_WEEK);
	tell_many_steps(&s);
	free(sample_text_of("error_matrix", &s, &d));
	for (size_t i = 0; i < d.part[0].n; i++)
		if (d.part[0].element[i].type == ELEMENT_TABLE)
			t = &d.part[0].element[i].as.table;
	assert_non_null(t);
	assert_int_equal(t->n_columns, 9);	/* 6 steps, others, published */
	assert_string_equal(t->columns[7].title, "At other steps");
	assert_string_equal(t->columns[8].title, "At published");
	for (size_t r = 0; r < t->n_rows; r++)
		for (size_t c = 1; c < t->n_columns; c++)
			if (t->rows[r][c].type == CELL_NUMBER)
				sum += t->rows[r][c].num;
	assert_true(sum >= 78);		/* 1 + 2 + ... + 12, all of them */
	doc_release(&d);
}

TEST(error_costs_speaks)
{
	check_block("error_costs");
	check_block_says("error_costs", SAMPLE_EMPTY,
			 "No defect was recorded");
	check_told_says("error_costs", tell_errors,
			"Being late cost most in");
}

/* Two edges; the second one costs more. */
static void tell_handoffs(struct sample *s)
{
	const struct scope all = { { NULL } };
	const struct scope cheap = { { [SCOPE_WORKFLOW] = "",
				       [SCOPE_STEP] = "brief > draft" } };
	const struct scope dear = { { [SCOPE_WORKFLOW] = "blog",
				      [SCOPE_STEP] = "draft > review" } };
	const struct { const struct scope *scope; double lost; } row[] = {
		{ &cheap, 12 }, { &dear, 95 }, { &all, 107 }
	};

	for (size_t i = 0; i < COUNT(row); i++) {
		figures_add(&s->figures, metric_find("handoffs"),
			    row[i].scope, s->in.now)->value = 40;
		figures_add(&s->figures, metric_find("reformat_minutes"),
			    row[i].scope, s->in.now)->value = row[i].lost;
	}
	figures_add(&s->figures, metric_find("manual_steps"), &all,
		    s->in.now)->value = 3;
	figures_add(&s->figures, metric_find("manual_steps_before"), &all,
		    s->in.now)->value = 5;
	figures_sort(&s->figures);
}

TEST(handoffs_speaks)
{
	check_block("handoffs");
	check_block_says("handoffs", SAMPLE_EMPTY, "No handoff was recorded");
	check_told_says("handoffs", tell_handoffs, "draft > review: 95.0 min");
	check_told_says("handoffs", tell_handoffs, "Manual steps: 3 now, 5 in "
			"the baseline weeks.");
}

static void tell_new_friction(struct sample *s)
{
	static struct new_friction_point point[] = {
		{ true, "blog", "draft > review", 20770, 4, 31, "new tool",
		  20750 },
		{ false, "blog", "tone", 20771, 2, 9, NULL, DAY_NONE }
	};

	tell_handoffs(s);
	s->in.new_friction = (struct new_friction){
		.point = point, .n = COUNT(point), .had_edges = true,
		.had_defects = true
	};
}

static void tell_nothing_before(struct sample *s)
{
	s->in.new_friction.had_defects = true;
}

TEST(audit_speaks)
{
	check_block("audit");
	check_block_says("audit", SAMPLE_EMPTY, "nothing to measure yet");
	check_told_says("audit", tell_handoffs, "1.8 h went into");
}

TEST(new_friction_speaks)
{
	check_block("new_friction");
	check_told_says("new_friction", tell_new_friction, "new tool (");
	check_told_says("new_friction", tell_nothing_before, "has no "
			"handoffs to compare with");
}

static void tell_latency(struct sample *s)
{
	const struct scope scope = { { [SCOPE_COMPONENT] = "execution" } };
	struct figure *f = figures_add(&s->figures,
				       metric_find("latency_compliance"),
				       &scope, s->in.now);

	f->value = 0.9;
	f->n = 10;
	f->x = 9;
	f->note = "arrivals only";
	f = figures_add(&s->figures, metric_find("latency_worst"), &scope,
			s->in.now);
	f->value = 72;
	f->note = "sent 2026-11-17 09:05";
	figures_sort(&s->figures);
}

TEST(latency_speaks)
{
	check_block("latency");
	check_block_says("latency", SAMPLE_EMPTY, "No latency was measured");
	check_told_says("latency", tell_latency, "Execution is late most "
			"often: 90.0 % within 5 min");
	check_told_says("latency", tell_latency, "5 min (our assumption)");
	check_told_says("latency", tell_latency, "sent 2026-11-17 09:05");
	check_told_says("latency", tell_latency, "arrivals only");
}

/* The brief's goal is missing too often, and such briefs make rework. */
static void tell_inputs(struct sample *s)
{
	static const struct brief_row row[] = {
		{ "blog", "POST-1", "BR-9", "no audit knows it", 20774, 1 },
		{ "blog", "POST-2", "", "no brief id", 20774, 3 }
	};
	struct figure *f;

	tell(s, "input_quality", NULL, NULL, NULL, 60)->note =
		"goal of brief is 75.0 % complete, below 80 %: at most 60, "
		"91.3 without that";
	tell(s, "input_quality", NULL, "brief", NULL, 60);
	tell(s, "input_field_ok", NULL, "brief", "goal", 0.75);
	tell(s, "input_field_ok", NULL, "brief", "tone", 0.9);
	tell(s, "input_field_ok", NULL, "brief", "owner", 1);
	f = tell(s, "rework_by_input", NULL, NULL, NULL, 0.2);
	f->low = 0.0524;
	f->high = 0.3339;
	f->verdict = VERDICT_YES;
	tell(s, "rework_incomplete", NULL, NULL, NULL, 0.8);
	tell(s, "rework_complete", NULL, NULL, NULL, 0.6);
	f = tell(s, "brief_coverage", NULL, NULL, NULL, 0.8);
	f->low = 0.7;
	f->high = 0.9;
	f->note = "3 without a brief id";
	s->in.briefs = row;
	s->in.n_briefs = COUNT(row);
	s->in.briefs_total = 4;
	figures_sort(&s->figures);
}

static void tell_unclear_inputs(struct sample *s)
{
	struct figure *f = tell(s, "rework_by_input", NULL, NULL, NULL, 0.1);

	f->verdict = VERDICT_NOT_CLEAR;
	f->needed = 75;
	tell(s, "rework_incomplete", NULL, NULL, NULL, 0.2);
	tell(s, "rework_complete", NULL, NULL, NULL, 0.1);
	figures_sort(&s->figures);
}

TEST(input_quality_speaks)
{
	check_block("input_quality");
	check_block_says("input_quality", SAMPLE_EMPTY,
			 "Input quality is not measured yet");
	check_told_says("input_quality", tell_inputs, "Input quality is "
			"capped at 60.0 of 100: goal of brief is 75.0 % "
			"complete, below 80 %");
	check_told_says("input_quality", tell_inputs, "goal of brief is 75.0 "
			"% complete, below 80 %");
	check_told_says("input_quality", tell_inputs, "The worst fields");
}

TEST(input_rework_speaks)
{
	check_block("input_rework");
	check_block_says("input_rework", SAMPLE_EMPTY,
			 "Rework cannot be compared by input yet");
	check_told_says("input_rework", tell_inputs, "Incomplete input is "
			"reworked more: 80.0 % against 60.0 %");
	check_told_says("input_rework", tell_inputs, "+5.2 to +33.4 points");
	check_told_says("input_rework", tell_unclear_inputs, "Whether input "
			"is a bottleneck is not clear yet");
	check_told_says("input_rework", tell_unclear_inputs, "not clear yet, "
			"75 more outputs from incomplete input");
}

TEST(briefs_speaks)
{
	check_block("briefs");
	check_block_says("briefs", SAMPLE_EMPTY,
			 "Whether items have a brief is not measured yet");
	check_told_says("briefs", tell_inputs,
			"80.0 % of the items have a brief");
	check_told_says("briefs", tell_inputs, "4 items");
	check_told_says("briefs", tell_inputs, "no audit knows it");
}

static void map_edge_tell(struct sample *s, const char *edge, double n,
			  double lost, double friction)
{
	const struct scope scope = { { [SCOPE_WORKFLOW] = "flow-00",
				       [SCOPE_STEP] = edge } };
	const struct { const char *metric; double value; } all[] = {
		{ "handoffs", n }, { "reformat_minutes", lost },
		{ "friction", friction }
	};

	for (size_t i = 0; i < COUNT(all); i++)
		figures_add(&s->figures, metric_find(all[i].metric), &scope,
			    s->in.now)->value = all[i].value;
}

/* Blog: brief, draft and legal; drafts come back from legal. */
static void map_sample(struct sample *s)
{
	static struct config_step step[3];
	static const char *const id[] = { "brief", "draft", "legal" };
	static const char *const name[] = { "Brief", "Draft", "Legal" };

	sample_make(s, SAMPLE_FULL, PERIOD_QUARTER);
	for (size_t i = 0; i < COUNT(step); i++)
		step[i] = (struct config_step){
			.id = id[i], .name = name[i], .tool = "Jasper",
			.owner_role = "", .coverage = 1, .checkpoint = i == 2
		};
	s->workflow[0].steps = step;
	s->workflow[0].n_steps = COUNT(step);
	map_edge_tell(s, "brief > draft", 40, 90, 0.04);
	map_edge_tell(s, "draft > legal", 30, 300, 0.25);
	map_edge_tell(s, "legal > draft", 8, NAN, NAN);
	figures_sort(&s->figures);
}

TEST(workflow_map_speaks)
{
	const struct map_figure *f;
	struct sample s;
	struct doc d;
	char *text;

	check_block("workflow_map");
	check_block_says("workflow_map", SAMPLE_EMPTY,
			 "There is no workflow to draw");
	map_sample(&s);
	text = sample_text_of("workflow_map", &s, &d);
	check_says(text, "Draft to Legal costs most: 5.0 h lost");
	check_says(text, "25 of 100");
	check_says(text, "back, undocumented");
	check_says(text, "review not counted");
	f = &d.part[0].element[1].as.map;
	assert_int_equal(f->map->n, 1);
	assert_int_equal(f->map->flow[0].volume, 78);
	assert_int_equal(f->map->flow[0].edge[1].band, 4);
	assert_int_equal(f->map->flow[0].edge[2].way, MAP_BACK);
	free(text);
	doc_release(&d);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(workflow_map_speaks),
		cmocka_unit_test(handoffs_speaks),
		cmocka_unit_test(audit_speaks),
		cmocka_unit_test(new_friction_speaks),
		cmocka_unit_test(latency_speaks),
		cmocka_unit_test(input_quality_speaks),
		cmocka_unit_test(input_rework_speaks),
		cmocka_unit_test(briefs_speaks),
		cmocka_unit_test(defects_speaks),
		cmocka_unit_test(many_types_of_defect_end_in_a_bar_of_others),
		cmocka_unit_test(costliest_speaks),
		cmocka_unit_test(checkpoints_speaks),
		cmocka_unit_test(error_costs_speaks),
		cmocka_unit_test(a_matrix_of_many_steps_folds_the_lightest),
		cmocka_unit_test(error_matrix_speaks),
		cmocka_unit_test(gaps_speaks),
		cmocka_unit_test(altered_speaks),
		cmocka_unit_test(leaks_speaks),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
