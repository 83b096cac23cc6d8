/* Each block with nothing, with a first week, with everything, and with 40
 * workflows of 60 characters: it speaks, and the document holds together. */
#include "tests/unit/test.h"
#include "tests/unit/sample_input.h"

#include "base/num.h"
#include "base/utf8.h"
#include "render/render.h"

/* A document of one block, checked, as text: freed by the caller. The sample
 * is used up: nothing of the input is still needed. */
static char *sample_text_of(const char *id, struct sample *s,
			    struct doc *keep)
{
	struct template_block block = { .block = id, .text = "Our words." };
	struct template_part part = {
		.id = "part", .title = "Part", .blocks = &block, .n_blocks = 1
	};
	struct strbuf out = STRBUF_INIT;
	struct err err = { 0 };
	struct doc d;

	s->template.parts = &part;
	s->template.n_parts = 1;
	if (report_build(&d, &s->in, &s->theme, SAMPLE_INPUTS, &err))
		fail_msg("%s", err.msg);
	sample_release(s);
	render_text(&out, &d);
	if (keep)
		*keep = d;
	else
		doc_release(&d);
	return strbuf_detach(&out);
}

static char *block_text_of(const char *id, enum sample_kind kind,
			   enum period_kind period, struct doc *keep)
{
	struct sample s;

	sample_make(&s, kind, period);
	return sample_text_of(id, &s, keep);
}

static void check_block(const char *id)
{
	for (int kind = SAMPLE_EMPTY; kind <= SAMPLE_MANY; kind++)
		for (int q = 0; q < 2; q++) {
			char *text = block_text_of(id, (enum sample_kind)kind,
						   q ? PERIOD_QUARTER
						     : PERIOD_WEEK, NULL);

				assert_true(strlen(text) > 150);
			free(text);
		}
}

/* ---- all words of a document, whatever their lines ----------------------- */

static void say(struct strbuf *out, const char *text)
{
	rich_plain(out, text);
	strbuf_putc(out, '\n');
}

static void say_cell(struct strbuf *out, const struct cell *c)
{
	cell_words(out, c, "EUR");
	strbuf_putc(out, '\n');
	if (c->type == CELL_DASH && c->text)
		say(out, c->text);
}

static void say_table(struct strbuf *out, const struct table *t)
{
	say(out, t->title);
	say(out, t->subtitle);
	if (!t->n_rows)
		say(out, t->empty);
	for (size_t r = 0; r < t->n_rows; r++)
		for (size_t i = 0; i < t->n_columns; i++)
			say_cell(out, &t->rows[r][i]);
}

static void say_list(struct strbuf *out, const struct element *e)
{
	if (!e->as.list.n)
		say(out, e->as.list.empty);
	for (size_t i = 0; i < e->as.list.n; i++) {
		say(out, e->as.list.item[i].big);
		say(out, e->as.list.item[i].title);
		say(out, e->as.list.item[i].body);
	}
}

static void say_element(struct strbuf *out, const struct element *e)
{
	switch (e->type) {
	case ELEMENT_TEXT:
		say(out, e->as.text.text);
		break;
	case ELEMENT_TILES:
		for (size_t i = 0; i < e->as.tiles.n; i++) {
			say(out, e->as.tiles.item[i].value);
			say(out, e->as.tiles.item[i].target);
			say(out, e->as.tiles.item[i].verdict);
		}
		break;
	case ELEMENT_LIST:
		say_list(out, e);
		break;
	case ELEMENT_TABLE:
		say_table(out, &e->as.table);
		break;
	case ELEMENT_CHART:
		say(out, e->as.chart.title);
		say(out, e->as.chart.alt);
		say(out, e->as.chart.empty);
		break;
	case ELEMENT_FORM:
		for (size_t i = 0; i < e->as.form.n_result; i++)
			say_cell(out, &e->as.form.result[i].cell);
		break;
	case ELEMENT_MAP:
		say(out, e->as.map.title);
		say(out, e->as.map.empty);
		say_table(out, &e->as.map.table);
		break;
	}
}

static void check_block_says(const char *id, enum sample_kind kind,
			     const char *words)
{
	struct strbuf out = STRBUF_INIT;
	struct doc d;

	free(block_text_of(id, kind, PERIOD_WEEK, &d));
	for (size_t i = 0; i < d.part[0].n; i++)
		say_element(&out, &d.part[0].element[i]);
	check_says(out.s, words);
	strbuf_release(&out);
	doc_release(&d);
}

/* ---- one case a block ---------------------------------------------------- */

TEST(agenda_speaks)
{
	check_block("agenda");
	check_block_says("agenda", SAMPLE_EMPTY, "29\u201330");
	check_block_says("agenda", SAMPLE_FULL, "22.5 %");
	check_block_says("agenda", SAMPLE_FULL, "hours this week");
}

TEST(six_numbers_speaks)
{
	check_block("six_numbers");
	check_block_says("six_numbers", SAMPLE_FULL, "limit 15 %");
	check_block_says("six_numbers", SAMPLE_FULL, "55.0");
	check_block_says("six_numbers", SAMPLE_EMPTY,
			 "no data in this period");
}

/* What is not clear is not coloured, and a tile has no room to say more. */
TEST(tile_that_is_not_clear_has_no_colour)
{
	struct doc d;
	size_t seen = 0;

	free(block_text_of("six_numbers", SAMPLE_FULL, PERIOD_WEEK, &d));
	for (size_t i = 0; i < d.part[0].element[0].as.tiles.n; i++) {
		const struct tile *t =
			&d.part[0].element[0].as.tiles.item[i];

		if (!strncmp(t->verdict, "not clear", 9)) {
			assert_string_equal(t->verdict, "not clear yet");
			assert_int_equal(t->tone, TONE_PLAIN);
			seen++;
		}
	}
	assert_true(seen > 0);
	doc_release(&d);
}

TEST(cannot_say_speaks)
{
	check_block("cannot_say");
	check_block_says("cannot_say", SAMPLE_EMPTY, "Not measured");
	check_block_says("cannot_say", SAMPLE_FULL, "nothing here ranks people");
	check_block_says("cannot_say", SAMPLE_FULL, "46 more outputs");
}

TEST(headline_speaks)
{
	check_block("headline");
	check_block_says("headline", SAMPLE_EMPTY, "Week 47, 16");
	check_block_says("headline", SAMPLE_FULL, "We gave back 6.2 hours");
}

TEST(findings_speaks)
{
	check_block("findings");
	check_block_says("findings", SAMPLE_EMPTY,
			 "There is nothing to compare: no output was "
			 "reviewed this week.");
	check_block_says("findings", SAMPLE_FULL, "+4 pts");
}

TEST(asks_speaks)
{
	check_block("asks");
	check_block_says("asks", SAMPLE_EMPTY, "Nothing needs a decision");
	check_block_says("asks", SAMPLE_FULL, "Corrections of drafts");
}

TEST(scorecard_speaks)
{
	check_block("scorecard");
	check_block_says("scorecard", SAMPLE_FULL, "Newsletter");
	check_block_says("scorecard", SAMPLE_MANY, "Workflow 39");
}

TEST(roi_what_if_speaks)
{
	check_block("roi_what_if");
	check_block_says("roi_what_if", SAMPLE_EMPTY, "your own numbers");
}

TEST(money_headline_speaks)
{
	check_block("money_headline");
	check_block_says("money_headline", SAMPLE_EMPTY, "cannot be said");
	check_block_says("money_headline", SAMPLE_FULL, "We gave back 23.2 h");
}

TEST(hours_bridge_speaks)
{
	check_block("hours_bridge");
	check_block_says("hours_bridge", SAMPLE_EMPTY, "No hours can be said");
	check_block_says("hours_bridge", SAMPLE_FULL, "\u22127.8 h");
}

TEST(roi_table_speaks)
{
	check_block("roi_table");
	check_block_says("roi_table", SAMPLE_FULL,
			 "rework stays below 31.0 %");
	check_block_says("roi_table", SAMPLE_EMPTY, "No break-even");
}

static const struct chart *first_chart(const struct doc *d)
{
	for (size_t i = 0; i < d->part[0].n; i++)
		if (d->part[0].element[i].type == ELEMENT_CHART)
			return &d->part[0].element[i].as.chart;
	fail_msg("the document has no chart");
	return NULL;
}

TEST(cash_capacity_speaks)
{
	check_block("cash_capacity");
	check_block_says("cash_capacity", SAMPLE_EMPTY,
			 "no payment was recorded");
	check_block_says("cash_capacity", SAMPLE_EMPTY, "not measured");
	check_block_says("cash_capacity", SAMPLE_FULL, "EUR 60.00 was paid");
	check_block_says("cash_capacity", SAMPLE_FULL,
			 "that is time, not money");
	check_block_says("cash_capacity", SAMPLE_FULL,
			 "EUR 405, in 3 of 11 answered weeks overtime was "
			 "avoided");
}

TEST(year_to_date_speaks)
{
	struct doc d;
	const struct table *t;

	check_block("year_to_date");
	free(block_text_of("year_to_date", SAMPLE_FULL, PERIOD_QUARTER, &d));
	t = &d.part[0].element[0].as.table;
	assert_string_equal(t->columns[1].title, "Q2 2026");
	assert_string_equal(t->columns[2].title, "Q3 2026");
	assert_string_equal(t->columns[3].title, "Year to date");
	assert_string_equal(t->rows[2][0].text, "Paid out");
	assert_string_equal(t->rows[2][5].text, "M");
	assert_string_equal(t->rows[7][5].text, "M A B");
	doc_release(&d);
	check_block_says("year_to_date", SAMPLE_FULL,
			 "part of a quarterly report");
}

static const struct table *first_table(const struct doc *d)
{
	for (size_t i = 0; i < d->part[0].n; i++)
		if (d->part[0].element[i].type == ELEMENT_TABLE)
			return &d->part[0].element[i].as.table;
	fail_msg("the document has no table");
	return NULL;
}

/* Ten items, the rest in one line, and the figure as their total. */
TEST(costs_speaks)
{
	struct doc d;
	const struct table *t;
	double sum = 0;

	check_block("costs");
	check_block_says("costs", SAMPLE_EMPTY, "No cost was recorded");
	free(block_text_of("costs", SAMPLE_FULL, PERIOD_QUARTER, &d));
	t = first_table(&d);
	assert_int_equal(t->n_rows, 12);
	assert_string_equal(t->rows[0][0].text, "Own hours, tuning: 2.0 h");
	assert_string_equal(t->rows[10][0].text, "other (4 rows)");
	for (size_t r = 0; r < 11; r++)
		sum += t->rows[r][3].num;
	check_close(sum, 150, 1e-9);
	check_close(t->rows[11][3].num, 150, 0);
	doc_release(&d);
}

TEST(cost_rows_speaks)
{
	struct doc d;
	const struct table *t;
	double sum = 0;

	check_block("cost_rows");
	free(block_text_of("cost_rows", SAMPLE_FULL, PERIOD_QUARTER, &d));
	t = first_table(&d);
	assert_int_equal(t->n_rows, 15);
	for (size_t r = 0; r < 14; r++)
		sum += t->rows[r][6].num;
	check_close(sum, t->rows[14][6].num, 1e-9);
	assert_string_equal(t->rows[0][1].text, "4 entries");
	assert_string_equal(t->rows[1][5].text, "7 of 30");
	doc_release(&d);
}

TEST(paid_back_speaks)
{
	struct doc d;
	const struct chart *c;

	check_block("paid_back");
	check_block_says("paid_back", SAMPLE_EMPTY, "Nothing to draw");
	free(block_text_of("paid_back", SAMPLE_FULL, PERIOD_WEEK, &d));
	c = first_chart(&d);
	assert_int_equal(c->type, CHART_LINES);
	assert_int_equal(c->n_panel, 2);
	assert_string_equal(c->title, "It has paid back since week 45");
	assert_int_equal(c->mark[0].at, 7);
	doc_release(&d);
	check_block_says("paid_back", SAMPLE_FULL,
			 "is not clear yet whether it has paid back");
}

TEST(money_sources_speaks)
{
	check_block("money_sources");
	check_block_says("money_sources", SAMPLE_FULL, "Value of an hour");
	check_block_says("money_sources", SAMPLE_EMPTY, "published studies");
}

TEST(restated_before_speaks)
{
	char *text;

	check_block("restated_before");
	check_block_says("restated_before", SAMPLE_EMPTY,
			 "was not published before");
	text = block_text_of("restated_before", SAMPLE_FULL, PERIOD_QUARTER,
			     NULL);
	assert_non_null(strstr(text, "Q2 2026 is restated (6 late rows)"));
	assert_non_null(strstr(text, "Net hours saved of all work was 24.1 h,"
			       " is now 23.6 h (6 late"));
	free(text);
}

TEST(roi_range_speaks)
{
	check_block("roi_range");
	check_block_says("roi_range", SAMPLE_EMPTY, "No range can be said");
	check_block_says("roi_range", SAMPLE_FULL, "It pays even in the");
}

TEST(tornado_speaks)
{
	check_block("tornado");
	check_block_says("tornado", SAMPLE_EMPTY, "No return can be said");
	check_block_says("tornado", SAMPLE_FULL, "Minutes by hand matter");
}

TEST(hours_by_role_speaks)
{
	check_block("hours_by_role");
	check_block_says("hours_by_role", SAMPLE_FULL, "Others (3 roles)");
	check_block_says("hours_by_role", SAMPLE_FULL, "3 roles are merged");
	check_block_says("hours_by_role", SAMPLE_EMPTY,
			 "There is no time entry");
}

TEST(quality_headline_speaks)
{
	check_block("quality_headline");
	check_block_says("quality_headline", SAMPLE_FULL,
			 "Rework is 22.5 %; limit 15 %: not clear yet");
	check_block_says("quality_headline", SAMPLE_EMPTY, "cannot be said");
}

TEST(rework_chart_speaks)
{
	check_block("rework_chart");
	check_block_says("rework_chart", SAMPLE_EMPTY, "No complete week");
	check_block_says("rework_chart", SAMPLE_FIRST_WEEK, "Too few weeks");
}

/* 30 weeks to 22 November; two decisions for all work, one for another
 * workflow. */
TEST(rework_chart_breaks_where_a_new_baseline_begins)
{
	struct baseline_reset reset[] = {
		{ "", day_from_civil(2026, 7, 15), "a new tool" },
		{ "elsewhere", day_from_civil(2026, 8, 3), "not ours" },
		{ "", day_from_civil(2026, 9, 14), "prompts for all writers, "
			"editors and \u00dcbersetzer too" },
	};
	const struct chart *c;
	struct sample s;
	struct doc d;
	size_t breaks = 0;
	char *text;

	sample_make(&s, SAMPLE_FULL, PERIOD_WEEK);
	s.figures.baselines.reset = reset;
	s.figures.baselines.n_resets = COUNT(reset);
	text = sample_text_of("rework_chart", &s, &d);
	c = first_chart(&d);
	assert_int_equal(c->n, 26);
	for (size_t i = 0; i < c->n_mark; i++)
		if (strncmp(c->mark[i].text, "new", 3) == 0) {
			breaks++;
			assert_true(utf8_width(c->mark[i].text) <= 50);
		}
	assert_int_equal(breaks, 2);
	check_says(text, "new baseline: a new tool");
	check_says(text, "new baseline: prompts for all writers");
	/* weeks 30 to 37 have a baseline of their own: 8 weeks */
	check_says(text, "limits of the weeks from week 38 on");
	assert_true(c->centre[25] > 0);
	free(text);
	doc_release(&d);
}

TEST(rework_slope_speaks)
{
	check_block("rework_slope");
	check_block_says("rework_slope", SAMPLE_EMPTY, "No workflow has a rework");
	check_block_says("rework_slope", SAMPLE_FULL, "workflows, ");
}

TEST(rework_panels_speaks)
{
	check_block("rework_panels");
	check_block_says("rework_panels", SAMPLE_EMPTY, "No complete week");
	check_block_says("rework_panels", SAMPLE_FIRST_WEEK,
			 "One week has a rework rate: no line to draw yet.");
	check_block_says("rework_panels", SAMPLE_MANY, "12 workflows over");
}

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

static void check_sample_says(const char *id, struct sample *s,
			      const char *const *words)
{
	struct strbuf out = STRBUF_INIT;
	struct doc d;

	figures_sort(&s->figures);
	free(sample_text_of(id, s, &d));
	for (size_t i = 0; i < d.part[0].n; i++)
		say_element(&out, &d.part[0].element[i]);
	for (; *words; words++)
		check_says(out.s, *words);
	strbuf_release(&out);
	doc_release(&d);
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

TEST(feedback_loop_speaks)
{
	const struct scope part = { { [SCOPE_COMPONENT] = "middleware" } };
	struct figure *f;
	struct sample s;

	check_block("feedback_loop");
	check_block_says("feedback_loop", SAMPLE_EMPTY,
			 "No handoff names a component");
	sample_make(&s, SAMPLE_FULL, PERIOD_WEEK);
	figures_add(&s.figures, metric_find("data_age"), &part,
		    s.in.now)->value = 59.1;
	f = figures_add(&s.figures, metric_find("input_present"), &part,
			s.in.now);
	f->value = 1;
	f->x = f->n = 1;
	f = figures_add(&s.figures, metric_find("output_produced"), &part,
			s.in.now);
	f->value = 0;
	f->x = 0;
	f->n = 1;
	check_sample_says("feedback_loop", &s, (const char *const[]){
		"The feedback loop stood still at middleware this week",
		"59.1", "yes", "no", NULL });
}

/* One row of campaigns by segment and channel, and the total. */
static void tell_campaign(struct sample *s, double opens)
{
	const struct scope row = { { [SCOPE_CHANNEL] = "email",
				     [SCOPE_SEGMENT] = "Trial users" } };
	const struct scope all = { { NULL } };
	const struct scope *scope[] = { &row, &all };

	for (size_t i = 0; i < COUNT(scope); i++) {
		figures_add(&s->figures, metric_find("sends"), scope[i],
			    s->in.now)->value = 110;
		figures_add(&s->figures, metric_find("delivered"), scope[i],
			    s->in.now)->value = 100;
		figures_add(&s->figures, metric_find("opens"), scope[i],
			    s->in.now)->value = opens;
		figures_add(&s->figures, metric_find("open_rate"), scope[i],
			    s->in.now)->value = opens / 100;
	}
	figures_sort(&s->figures);
}

static void check_campaigns_say(double opens, const char *words)
{
	struct strbuf out = STRBUF_INIT;
	struct sample s;
	struct doc d;

	sample_make(&s, SAMPLE_FULL, PERIOD_WEEK);
	tell_campaign(&s, opens);
	free(sample_text_of("campaigns", &s, &d));
	for (size_t i = 0; i < d.part[0].n; i++)
		say_element(&out, &d.part[0].element[i]);
	check_says(out.s, words);
	strbuf_release(&out);
	doc_release(&d);
}

TEST(actions_speaks)
{
	check_block("actions");
	check_block_says("actions", SAMPLE_EMPTY,
			 "No action was accepted yet");
	check_block_says("actions", SAMPLE_FULL,
			 "The one action with a verdict worked");
	check_block_says("actions", SAMPLE_FULL,
			 "1 action is late, none else is open.");
	check_block_says("actions", SAMPLE_FULL, "\u221210.0\n\u221214.0");
	check_block_says("actions", SAMPLE_FULL,
			 "cannot tell yet: 606 more outputs, 9 more weeks");
	check_block_says("actions", SAMPLE_FULL, "nobody was named");
	check_block_says("actions", SAMPLE_FULL, "points\n13\n2026-W47\n");
	check_block_says("agenda", SAMPLE_EMPTY,
			 "No decisions are recorded yet");
	check_block_says("agenda", SAMPLE_FULL,
			 "Rewrite the prompt (Blog; nobody owns it, due 18 Nov)");
}

TEST(recommendations_speaks)
{
	check_block("recommendations");
	check_block_says("recommendations", SAMPLE_EMPTY,
			 "Nothing needs an action this week");
	check_block_says("recommendations", SAMPLE_FULL,
			 "Approved actions could give back");
	check_block_says("recommendations", SAMPLE_FULL,
			 "A, either/or\nGive the prompt three approved "
			 "outputs\n");
	check_block_says("recommendations", SAMPLE_FULL,
			 "Write acceptance criteria into the prompt");
	check_block_says("recommendations", SAMPLE_FULL,
			 "No approved action for this. Add one to the "
			 "playbook?");
	check_block_says("recommendations", SAMPLE_FULL, "not tried yet");
	check_block_says("recommendations", SAMPLE_FULL, "change claims");
}

TEST(decisions_speaks)
{
	check_block("decisions");
	check_block_says("decisions", SAMPLE_EMPTY,
			 "Nothing is to be decided");
	check_block_says("decisions", SAMPLE_FULL, "problems to decide");
	check_block_says("decisions", SAMPLE_FULL, "Give the prompt three "
			 "approved outputs (");
	check_block_says("decisions", SAMPLE_FULL, "No approved action for "
			 "this. Add one to the playbook?");
	check_block_says("decisions", SAMPLE_FULL, "2026-W47-");
	check_block_says("decisions", SAMPLE_FULL, "should be 0");
}

TEST(hours_where_speaks)
{
	check_block("hours_where");
	check_block_says("hours_where", SAMPLE_EMPTY, "Where did the hours "
			 "go?");
	check_block_says("hours_where", SAMPLE_EMPTY, "2026-W47-planned");
}

TEST(bets_speaks)
{
	check_block("bets");
	check_block_says("bets", SAMPLE_EMPTY, "Nothing needs an action.");
	check_block_says("bets", SAMPLE_FULL,
			 "All work: give the prompt three approved outputs");
	check_block_says("bets", SAMPLE_FULL, "It was the wrong bet if");
	check_block_says("bets", SAMPLE_FULL, " over all work");
}

TEST(agenda_and_asks_name_the_approved_actions)
{
	check_block_says("agenda", SAMPLE_FULL,
			 "A: Give the prompt three approved outputs (");
	check_block_says("agenda", SAMPLE_FULL,
			 "; or B: Write acceptance criteria into the prompt "
			 "(");
	check_block_says("asks", SAMPLE_FULL,
			 "Approved: give the prompt three approved outputs (");
}

TEST(campaigns_speaks)
{
	check_block("campaigns");
	check_block_says("campaigns", SAMPLE_EMPTY,
			 "No campaign was measured");
	check_campaigns_say(31, "31.0 %");
	check_campaigns_say(31, "Trial users");
	check_campaigns_say(31, "by segment and channel");
}

TEST(campaigns_says_what_was_counted_twice)
{
	check_campaigns_say(112, "112.0 per 100");
	check_campaigns_say(112, "1 row has more than 100 per 100");
}

static void check_told(const char *block, enum period_kind period,
		       void (*told)(struct sample *s), const char *words)
{
	struct strbuf out = STRBUF_INIT;
	struct sample s;
	struct doc d;

	sample_make(&s, SAMPLE_FULL, period);
	if (told)
		told(&s);
	free(sample_text_of(block, &s, &d));
	for (size_t i = 0; i < d.part[0].n; i++)
		say_element(&out, &d.part[0].element[i]);
	check_says(out.s, words);
	strbuf_release(&out);
	doc_release(&d);
}

static void check_told_says(const char *block,
			    void (*told)(struct sample *s), const char *words)
{
	check_told(block, PERIOD_WEEK, told, words);
}

static void check_quarter_says(const char *block,
			       void (*told)(struct sample *s),
			       const char *words)
{
	check_told(block, PERIOD_QUARTER, told, words);
}

/* A sheet has columns for them. */
TEST(pages_say_the_weeks_that_a_verdict_rests_on)
{
	check_quarter_says("actions", NULL, "\nworked (after 13 weeks, to ");
	check_quarter_says("actions", NULL, "9 more weeks (after 4 weeks, to ");
}

/* Of 13 weeks that end in the quarter; the first ends on its fifth day. */
static void tell_hours(struct sample *s)
{
	static struct hours_said said[3];

	said[0] = (struct hours_said){ s->in.now.first + 4, "quality work" };
	said[1] = (struct hours_said){ s->in.now.first + 11, "new clients" };
	said[2] = (struct hours_said){ s->in.now.first + 18, "quality work" };
	s->in.review_log.hours = said;
	s->in.review_log.n_hours = 3;
}

TEST(hours_went_speaks)
{
	check_block("hours_went");
	check_block_says("hours_went", SAMPLE_EMPTY,
			 "No session said where the freed hours went");
	check_quarter_says("hours_went", tell_hours, "quality work\n2\n");
	check_quarter_says("hours_went", tell_hours, "new clients\n1\n");
	check_quarter_says("hours_went", tell_hours, "not said\n10\n");
	check_quarter_says("hours_went", tell_hours, "All weeks\n13\n");
}

/* What was decided on this week's report is shown in a sheet made anew. */
static void tell_answers(struct sample *s)
{
	static struct decision_entry d[2];
	static struct option_entry option;
	const struct recommendations *r = &s->recommendations;
	struct decided *item = s->decided.item;

	option = (struct option_entry){ .text = "Do it", .wasted = 1,
					.reduction = 0.5 };
	for (size_t i = 0; i < 2; i++)
		d[i] = (struct decision_entry){
			.proposal = r->item[i].proposal, .owner = "Mia",
			.due = s->in.as_of + 3, .reason = "My own words",
			.note = "", .action = "", .choice = "reject",
			.source = "command", .done = DAY_NONE
		};
	d[0].choice = "A";
	d[0].action = r->item[0].action[1].action->id;
	d[1].choice = "A";
	d[1].action = "long gone";
	for (size_t i = 0; i < 2; i++)
		item[i] = (struct decided){
			.decision = &d[i], .state = ACTION_OPEN,
			.option = &option, .review = DAY_NONE,
			.effect = { .low = (double)NAN }
		};
	s->decided.n = 2;
	s->in.session = (struct session_answers){ "quality work", 45, 40 };
}

static void tell_rejected(struct sample *s)
{
	tell_answers(s);
	s->decided.item[1].state = ACTION_REJECTED;
	s->decided.item[1].option = NULL;
}

TEST(a_sheet_made_anew_shows_what_was_decided)
{
	/* by its action, whatever its letter was */
	check_told_says("decisions", tell_answers, "\nB\nMia\n26 Nov 2026\n"
			"My own words\n");
	check_told_says("decisions", tell_rejected, "\nReject\nMia\n");
	check_told_says("decisions", tell_answers, "Decided before, and not "
			"offered any more: Do it, Mia, due 26 Nov.");
	check_told_says("decisions", tell_rejected, "Decided: A, B, C or "
			"Reject\n2\nof 2\n");
	check_told_says("decisions", tell_answers, "Promised by A, B or C\n"
			"2.05\n");
	check_told_says("agenda", tell_answers, " Decided: B, Mia, due "
			"26 Nov.");
	check_told_says("hours_where", tell_answers, "quality work\n");
	check_told_says("hours_where", tell_answers, "Minutes planned\n45\n");
	check_told_says("hours_where", tell_answers, "it took\n40\n");
	check_told_says("agenda", tell_answers, "The answer: quality work.");
}

/* A restatement took the problem away, not the answer to it. */
static void tell_gone(struct sample *s)
{
	static struct proposal_entry asked;

	tell_answers(s);
	asked = (struct proposal_entry){
		.proposal = "2026-W47-000000", .report = s->template.report,
		.first = s->in.now.first, .title = "Gone",
		.problem = "output:gone", .evidence = "It was 40 % then.",
		.n_options = 1, .option = { { .action = "long gone",
			.text = "Do it", .hours = 1.25, .setup = 2 } }
	};
	s->decided.item[1].proposal = &asked;
	((struct decision_entry *)(uintptr_t)s->decided.item[1].decision)
		->proposal = asked.proposal;
}

TEST(an_answer_stays_when_its_problem_is_gone)
{
	check_told_says("decisions", tell_gone, "3 problems to decide");
	check_told_says("decisions", tell_gone, "It was 40 % then. The data "
			"no longer shows it.\n");
	check_told_says("decisions", tell_gone, "Do it (1.3 h a week, 2 h "
			"set-up)\n");
	check_told_says("decisions", tell_gone, "\n1.25\n2.0\nA\nMia\n");
	check_told_says("decisions", tell_gone, "Promised by A, B or C\n"
			"3.30\n");
}

/* Last week's answers, and a verdict that the week before did not have. */
static void tell_last_week(struct sample *s)
{
	static struct proposal_entry asked;
	static struct decision_entry d[2];
	struct decided *item = s->decided.item;

	asked = (struct proposal_entry){
		.first = s->in.before.first, .title = "Rework of blog"
	};
	d[0] = d[1] = *item[0].decision;
	d[0].done = s->in.now.first;
	d[1].reason = "Too costly";
	item[2].state = ACTION_MEASURED;
	item[2].decision = &d[0];
	item[2].proposal = item[3].proposal = &asked;
	item[2].review = s->in.now.first + 35;
	item[3].state = ACTION_REJECTED;
	item[3].decision = &d[1];
}

static void tell_old_verdict(struct sample *s)
{
	s->in.decided_before = s->in.decided;
}

static bool agenda_has(void (*told)(struct sample *s), const char *words)
{
	struct sample s;
	char *text;
	bool has;

	sample_make(&s, SAMPLE_FULL, PERIOD_WEEK);
	told(&s);
	text = sample_text_of("agenda", &s, NULL);
	has = strstr(text, words) != NULL;
	free(text);
	return has;
}

TEST(the_agenda_begins_with_last_weeks_decisions)
{
	check_told_says("agenda", tell_last_week, "In place\nRewrite the "
			"prompt (Blog; Mia, in place since 16 Nov, judged from "
			"21 Dec)\n");
	check_told_says("agenda", tell_last_week,
			"Rejected\nRework of blog (Too costly)\n");
	check_told_says("agenda", tell_last_week, "Late\nRewrite the prompt "
			"(Blog; nobody owns it, due ");
	check_told_says("agenda", tell_last_week, "New verdict\nWorked, and "
			"stays: Rewrite the prompt (Blog). Rework rate "
			"\u221210.0 points (\u221214.0 to \u22125.0), "
			"\u22125.0 points promised; 2.4 h a week got, 2.0 h "
			"promised; after 13 weeks, to 2026-W47.\n");
	assert_true(agenda_has(tell_last_week, "New verdict"));
	assert_false(agenda_has(tell_old_verdict, "New verdict"));
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

/* Thirteen weeks of a count, with `now` in week 47. */
static void tell_signal(struct sample *s, const char *name, double now,
			size_t weeks)
{
	static const struct anomaly_rule rule = {
		0.30, 0.05, 3.0, 30, 12, 8, 2.0, 0.20
	};
	struct signals *all = &s->signals;
	struct anomaly_point *p = arena_array(&s->arena, weeks, sizeof *p);
	struct anomaly_week *w = arena_array(&s->arena, weeks, sizeof *w);
	struct signal_series *of = arena_array(&s->arena, 1, sizeof *of);

	for (size_t i = 0; i < weeks; i++) {
		double v = i + 1 < weeks ? 100 + (double)(i % 3) : now;

		p[i] = (struct anomaly_point){ v, v, false, false };
	}
	anomaly_replay(w, &rule, ANOMALY_COUNT, p, weeks);
	*of = (struct signal_series){
		.name = name, .title = name, .system = "web", .n = weeks,
		.point = p, .from = weeks - 1, .week = &w[weeks - 1],
		.monday = s->in.now.last - 6 - 7 * (int32_t)(weeks - 1)
	};
	if (!all->item)
		all->item = arena_array(&s->arena, 8, sizeof *all->item);
	all->tested += of->week->a.state == ANOMALY_TESTED;
	all->expected = SIGNAL_CHANCE * (double)all->tested;
	if (of->week->word != WORD_NORMAL)
		all->item[all->n++] = (struct signal){
			.series = of, .week = of->week, .money = NAN,
			.period = period_of(PERIOD_WEEK, s->in.now.last, 1),
			.since = period_of(PERIOD_WEEK, s->in.now.last, 1),
		};
	s->in.signals = all;
}

static void tell_signals(struct sample *s)
{
	tell_signal(s, "visits", 60, 13);
	tell_signal(s, "calls", 125, 13);
	tell_signal(s, "posts", 100, 13);
	tell_signal(s, "likes", 100, 4);
}

static void tell_calm(struct sample *s)
{
	tell_signal(s, "posts", 100, 13);
}

TEST(signals_speaks)
{
	check_block("signals");
	check_block_says("signals", SAMPLE_EMPTY,
			 "No series can be tested yet");
	check_told_says("signals", tell_calm, "No series stands out this "
			"week");
	check_told_says("signals", tell_calm, "No spike and no new level");
	check_told_says("signals", tell_signals, "visits (web) stands out "
			"this week");
	check_told_says("signals", tell_signals, "3 series tested: expect "
			"about 0.1 by chance");
	check_told_says("signals", tell_signals, "spike");
	check_told_says("signals", tell_signals, "\u221241.2 %");
	check_told_says("signals", tell_signals, "likely");
	check_told_says("signals", tell_signals, "watch");
	check_told_says("signals", tell_signals, "likes");
}

static struct figure *tell(struct sample *s, const char *metric,
			   const char *workflow, const char *input,
			   const char *field, double v)
{
	const struct scope scope = { { [SCOPE_WORKFLOW] = workflow,
				       [SCOPE_INPUT] = input,
				       [SCOPE_FIELD] = field } };
	struct figure *f = figures_add(&s->figures, metric_find(metric),
				       &scope, s->in.now);

	f->value = v;
	f->n = 70;
	f->x = 56;
	return f;
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

/* Of all segments and of one; changed since the baseline or not. */
static void tell_sample(struct sample *s, struct period week, int64_t done,
			double low)
{
	const struct scope one = { { [SCOPE_SEGMENT] = "Trial users" } };
	const struct scope all = { { NULL } };
	static const struct {
		const char *id;
		double value;
	} told[] = {
		{ "sample_members", 182 }, { "sample_required", 10 },
		{ "sample_plain", 10 }, { "sample_bad", 2 },
		{ "sample_bad_bound", 0.51 }, { "targeting_accuracy", 0.8 },
		{ "reviewer_agreement", 0.9 }, { "verdict_alpha", 0.61 }
	};
	struct figure *f;

	for (size_t i = 0; i < 2 * COUNT(told); i++) {
		f = figures_add(&s->figures, metric_find(told[i / 2].id),
				i % 2 ? &one : &all, week);
		f->value = told[i / 2].value;
		f->n = 10;
	}
	for (int i = 0; i < 2; i++) {
		f = figures_add(&s->figures, metric_find("sample_compliance"),
				i ? &one : &all, week);
		f->x = done;
		f->n = 10;
		f->value = (double)done / 10;
		f = figures_add(&s->figures, metric_find("targeting_change"),
				i ? &one : &all, week);
		f->value = 0.31;
		f->low = low;
		f->high = 0.55;
	}
	figures_sort(&s->figures);
}

static void tell_open_sample(struct sample *s)
{
	tell_sample(s, s->in.now, 7, 0.05);
}

static void tell_better_sample(struct sample *s)
{
	tell_sample(s, s->in.now, 10, 0.05);
}

static void tell_old_sample(struct sample *s)
{
	tell_sample(s, s->in.before, 10, -0.05);
}

static void tell_reached_sample(struct sample *s)
{
	tell_sample(s, s->in.now, 10, 0.21);
}

TEST(samples_speaks)
{
	check_block("samples");
	check_block_says("samples", SAMPLE_EMPTY, "There is no list of "
			 "members to sample");
	check_told_says("samples", tell_open_sample, "7 of 10 drawn members "
			"are judged, week 47");
	check_told_says("samples", tell_better_sample, "Targeting is 31.0 % "
			"better than in the baseline, week 47");
	check_told_says("samples", tell_better_sample, "not clear yet");
	check_told_says("samples", tell_reached_sample, "reached");
	check_told_says("samples", tell_old_sample, "80.0 % of the members "
			"are relevant, week 46");
	check_told_says("samples", tell_old_sample, "the last with a list "
			"before week 47");
	check_told_says("samples", tell_old_sample, "Trial users");
	check_told_says("samples", tell_old_sample, "0.61");
	check_told_says("agenda", tell_open_sample, "7 of 10 drawn members "
			"are judged, week 47.");
}


TEST(targeting_speaks)
{
	check_block("targeting");
	check_block_says("targeting", SAMPLE_EMPTY, "There is no list of "
			 "members to sample");
	check_told_says("targeting", tell_better_sample, "No segment surely "
			"gained 20 % or more");
	check_told_says("targeting", tell_old_sample, "80.0 % of the members "
			"are relevant");
}

static void tell_stopped(struct sample *s)
{
	s->decided.item[3].state = ACTION_REJECTED;
	s->decided.item[3].option = NULL;
}

TEST(stopped_speaks)
{
	check_block("stopped");
	check_block_says("stopped", SAMPLE_EMPTY,
			 "Nothing was stopped or put off");
	check_told_says("stopped", tell_stopped, "rejected\n");
}

TEST(review_calendar_speaks)
{
	check_block("review_calendar");
	check_block_says("review_calendar", SAMPLE_EMPTY, "November 2026");
}

TEST(words_used_speaks)
{
	check_block_says("words_used", SAMPLE_EMPTY, "Threshold leak");
}

TEST(consistency_chart_speaks)
{
	check_block("consistency_chart");
	check_block_says("consistency_chart", SAMPLE_EMPTY,
			 "No tool has a score");
}
static void tell_draw(struct sample *s)
{
	static const struct sample_row row[] = {
		{ "2026-W47/Trial users/C1", "Trial users", "C1", { 1, 3 }, { 5, 2 } },
		{ "2026-W47/Trial users/C2", "Trial users", "C2", { 2, 0 }, { 0, 0 } },
		{ "2026-W47//C3", "", "C3", { 0, 0 }, { 0, 0 } },
	};

	s->in.draw = (struct sample_draw){ "2026-W47", row, 3 };
}

static void tell_judged_draw(struct sample *s)
{
	tell_draw(s);
	s->in.draw.n = 2;
}

TEST(sample_sheet_speaks)
{
	check_block("sample_sheet");
	check_block_says("sample_sheet", SAMPLE_EMPTY,
			 "There is no sample to judge");
	check_told_says("sample_sheet", tell_draw,
			"1 drawn member to judge, 2026-W47");
	check_told_says("sample_sheet", tell_draw,
			"relevant\n5\nnot relevant\n2\n");
	check_told_says("sample_sheet", tell_draw, "________");
	check_told_says("sample_sheet", tell_judged_draw,
			"The sample of 2026-W47 is judged");
}

/* Two campaigns, of one of which half of the sends came back. */
static void tell_tracking(struct sample *s)
{
	static const char *const name[] = { NULL, "Autumn", "Winter" };
	static const double value[] = { 0.8, 0.5, 0.97 };

	for (size_t i = 0; i < COUNT(name); i++) {
		const struct scope scope = { { [SCOPE_CAMPAIGN] = name[i] } };
		struct figure *f = figures_add(&s->figures,
			metric_find("tracking_completeness"), &scope,
			s->in.now);

		f->value = value[i];
	}
	figures_sort(&s->figures);
}

TEST(checks_names_campaigns_without_outcomes)
{
	check_told_says("checks", tell_tracking, "Sends without outcomes: "
			"Autumn (50.0 %).");
	check_told_says("checks", tell_tracking, "Fix tracking");
}

static struct figure *tell_of(struct sample *s, const char *metric,
			   const char *workflow, struct period period,
			   double value)
{
	const struct scope scope = {{[SCOPE_WORKFLOW] = workflow}};
	struct figure *f =
		figures_add(&s->figures, metric_find(metric), &scope, period);

	f->value = value;
	return f;
}

/* A week with 4 closed rollouts, one of them within 3 hours. */
static void tell_rollouts(struct sample *s)
{
	struct period p = period_prev(s->in.now, 1);
	struct figure *f;

	tell_of(s, "rollouts", NULL, p, 4);
	tell_of(s, "rollout_median", NULL, p, 4.5);
	f = tell_of(s, "rollout_in_time", NULL, p, 0.25);
	f->n = 4;
	f->x = 1;
	f->note = "2 not closed yet";
	figures_sort(&s->figures);
}

TEST(rollouts_speaks)
{
	check_block("rollouts");
	check_block_says("rollouts", SAMPLE_EMPTY, "No campaign was closed");
	check_told_says("rollouts", tell_rollouts,
			"1 of 4 rollouts took at "
			"most 3 h");
	check_told_says("rollouts", tell_rollouts,
			"from 6\u20138 h to "
			"2\u20133 h");
	check_told_says("rollouts", tell_rollouts, "2 not closed yet");
}

/* One workflow was forgotten; four weeks of half an hour. */
static void tell_rhythm(struct sample *s)
{
	struct period p = s->in.now;

	for (int i = 0; i < 4; i++, p = period_prev(p, 1))
		tell_of(s, "tuning_hours", NULL, p, 0.5);
	tell_of(s, "tuning_sessions", NULL, s->in.now, 1);
	tell_of(s, "session_minutes", NULL, s->in.now, 34);
	tell_of(s, "days_since_tuning", NULL, s->in.now, 2);
	tell_of(s, "days_since_tuning", s->workflow[0].id, s->in.now, 2);
	tell_of(s, "days_since_tuning", s->workflow[1].id, s->in.now, 23);
	figures_sort(&s->figures);
}

TEST(rhythm_speaks)
{
	check_block("rhythm");
	check_block_says("rhythm", SAMPLE_EMPTY, "No tuning was recorded");
	check_told_says("rhythm", tell_rhythm,
			"Newsletter: set and forget "
			"for 23 days");
	check_told_says("rhythm", tell_rhythm, "Tuning hours, 4 weeks\n2.0");
	check_told_says("rhythm", tell_rhythm, "8 h before");
	check_told_says("rhythm", tell_rhythm, "2\u20134 h");
}

static void tell_skills(struct sample *s)
{
	const struct scope scope = { { [SCOPE_SKILL] = "quality thresholds" } };
	const struct scope few = { { [SCOPE_SKILL] = "juggling" } };
	struct figure *f = figures_add(&s->figures,
				       metric_find("practice_hours"), &scope,
				       s->in.now);

	f->value = 24;
	f->n = 6;
	figures_add(&s->figures, metric_find("practice_mean"), &scope,
		    s->in.now)->value = 4;
	figures_add(&s->figures, metric_find("practice_hours"), &few,
		    s->in.now)->note = "too few people";
	tell_of(s, "practice_hours", NULL, s->in.now, 30);
	figures_sort(&s->figures);
}

TEST(skills_speaks)
{
	check_block("skills");
	check_block_says("skills", SAMPLE_EMPTY, "No practice was recorded");
	check_told_says("skills", tell_skills, "30.0 h of practice so far");
	check_told_says("skills", tell_skills, "within it");
	check_told_says("skills", tell_skills, "3\u20135 h");
	check_told_says("skills", tell_skills, "too few people");
}

static struct config_step sample_step[] = {
	{ .id = "draft", .name = "Draft", .planned = 15 * MS_PER_MINUTE },
};

static void tell_steps(struct sample *s)
{
	const struct scope scope = { { [SCOPE_WORKFLOW] = s->workflow[0].id,
				       [SCOPE_STEP] = "draft" } };
	struct figure *f = figures_add(&s->figures,
				       metric_find("step_minutes"), &scope,
				       s->in.now);

	f->value = 21.5;
	f->n = 40;
	figures_add(&s->figures, metric_find("step_median"), &scope,
		    s->in.now)->value = 18;
	tell_of(s, "chain_minutes", s->workflow[0].id, s->in.now, 21.5);
	s->workflow[0].steps = sample_step;
	s->workflow[0].n_steps = COUNT(sample_step);
	figures_sort(&s->figures);
}

TEST(steps_speaks)
{
	check_block("steps");
	check_block_says("steps", SAMPLE_EMPTY, "No process is documented");
	check_told_says("steps", tell_steps, "1 of 1 step took longer than "
			"planned");
	check_told_says("steps", tell_steps, "+6.5");
	check_told_says("steps", tell_steps, "all steps");
}

static void tell_cadence(struct sample *s)
{
	static struct calendar_event event;
	static int32_t review;

	review = s->in.now.last - 60;
	event = (struct calendar_event){
		.day = s->in.now.first, .text = "New platform", .workflow = ""
	};
	s->in.review_log = (struct review_log){
		.event = &event, .n = 1, .review = &review, .n_reviews = 1
	};
}

static void tell_nothing(struct sample *s)
{
	(void)s;
}

TEST(cadence_speaks)
{
	check_block("cadence");
	check_block_says("cadence", SAMPLE_EMPTY, "nothing to judge by");
	check_told_says("cadence", tell_nothing, "The health review stays "
			"quarterly");
	check_told_says("cadence", tell_cadence, "The health review goes to "
			"bi-weekly");
	check_told_says("cadence", tell_cadence, "tool change on 16 Nov: New "
			"platform");
	check_told_says("cadence", tell_cadence, "0 of 4 calm weeks so far");
}

static void tell_signs(struct sample *s)
{
	struct figure *f = tell_of(s, "mismatch_rate", NULL, s->in.now, 0.12);

	f->low = 0.08;
	f->high = 0.17;
	f = tell_of(s, "pulse", NULL, period_prev(s->in.now, 1), 3.9);
	f->n = 12;
	f->low = 3.4;
	f->high = 4.4;
	f = tell_of(s, "escape_rate", NULL, s->in.now, 0.04);
	f->low = 0.01;
	f->high = 0.09;
	figures_sort(&s->figures);
}

TEST(signs_speaks)
{
	check_block("signs");
	check_block_says("signs", SAMPLE_EMPTY, "None of the five signs was "
			 "measured");
	check_told_says("signs", tell_signs, "12.0 % (8.0\u201317.0 %)\n"
			"mismatches above 5 %");
	check_told_says("signs", tell_signs, "not clear yet\nEscape rate "
			"4.0 %");
	check_told_says("signs", tell_signs, "12 answers in week 46");
}

TEST(spot_check_speaks)
{
	check_block("spot_check");
	check_block_says("spot_check", SAMPLE_EMPTY, "No key metric was "
			 "measured this week");
	check_block_says("spot_check", SAMPLE_FULL, "of 15 key metrics is");
}

static const char *query_columns[] = { "tool", "share", "first" };
static const struct query_value query_values[] = {
	{ "Jasper", 0 }, { NULL, 0.125 }, { "2026-11-16", 0 },
	{ "", 0 }, { NULL, NAN }, { "2026-11-17", 0 }
};

TEST(query_speaks)
{
	struct template_column heading[] = {
		{ "Tool", COLUMN_AUTO, -1 }, { "Share", COLUMN_PERCENT, -1 },
		{ "First day", COLUMN_AUTO, -1 }
	};
	struct template_block asked = {
		.block = "query", .title = "What tools do", .chart = QUERY_BARS,
		.columns = heading, .n_columns = 3
	};
	struct query_answer answer = {
		&asked, query_columns, 3, query_values, 2
	};
	struct template_part part = { .id = "ours", .title = "Our own",
				      .blocks = &asked, .n_blocks = 1 };
	struct sample s;
	struct doc d;
	struct err err = { 0 };
	struct strbuf text = STRBUF_INIT;

	check_block("query");
	sample_make(&s, SAMPLE_FULL, PERIOD_WEEK);
	s.template.parts = &part;
	s.template.n_parts = 1;
	s.in.answers = &answer;
	s.in.n_answers = 1;
	if (report_build(&d, &s.in, &s.theme, SAMPLE_INPUTS, &err))
		fail_msg("%s", err.msg);
	render_text(&text, &d);
	check_says(text.s, "What tools do");
	check_says(text.s, "Jasper");
	check_says(text.s, "12.5 %");
	check_says(text.s, "16 Nov 2026");
	check_says(text.s, "(none)");
	assert_int_equal(d.part[0].element[2].as.table.rows[0][2].type,
			 CELL_DATE);
	assert_int_equal(d.part[0].element[2].as.table.rows[1][1].type,
			 CELL_DASH);
	strbuf_release(&text);
	doc_release(&d);
	sample_release(&s);
}

/* A template's title stands where the block's own stood. */
TEST(a_title_of_the_template_replaces_that_of_the_block)
{
	struct template_block asked = { .block = "scorecard",
					.title = "How we stand" };
	struct template_part part = { .id = "ours", .title = "Our own",
				      .blocks = &asked, .n_blocks = 1 };
	struct sample s;
	struct doc d;
	struct err err = { 0 };

	sample_make(&s, SAMPLE_FULL, PERIOD_WEEK);
	s.template.parts = &part;
	s.template.n_parts = 1;
	if (report_build(&d, &s.in, &s.theme, SAMPLE_INPUTS, &err))
		fail_msg("%s", err.msg);
	assert_string_equal(d.part[0].element[1].as.table.title,
			    "How we stand");
	doc_release(&d);
	sample_release(&s);
}

static void tell_ledger(struct sample *s)
{
	struct figure *f = tell_of(s, "mismatch_rate", NULL, s->in.now, 0.05);

	f->x = 5;
	f->n = 100;
	f->low = 0.02;
	f->high = 0.11;
	f = tell_of(s, "mismatch_rate", NULL, s->in.before, 0.2);
	f->x = 20;
	f->n = 100;
	f->low = 0.13;
	f->high = 0.29;
	figures_sort(&s->figures);
}

TEST(quick_wins_speaks)
{
	check_block("quick_wins");
	check_block_says("quick_wins", SAMPLE_EMPTY,
			 "No improvement is verified yet");
	check_block_says("quick_wins", SAMPLE_EMPTY, "No manual work has");
	check_block_says("quick_wins", SAMPLE_FULL,
			 "rework rate in Blog has improved");
	check_block_says("quick_wins", SAMPLE_FULL,
			 "Blog: nothing to compare yet");
}

TEST(benchmarks_speaks)
{
	check_block("benchmarks");
	check_block_says("benchmarks", SAMPLE_EMPTY,
			 "your own baseline replaces them");
	check_block_says("benchmarks", SAMPLE_EMPTY,
			 "Prices and features of tools were not checked");
	check_block_says("benchmarks", SAMPLE_FULL, "22.5 %");
}

TEST(ledger_speaks)
{
	check_block("ledger");
	check_block_says("ledger", SAMPLE_EMPTY, "No metric was measured");
	check_told_says("ledger", tell_ledger, "\u221215.0\n");
	check_told_says("ledger", tell_ledger, "better");
}

TEST(rework_table_speaks)
{
	check_block("rework_table");
	check_block_says("rework_table", SAMPLE_FULL, "Jasper");
	check_block_says("rework_table", SAMPLE_EMPTY,
			 "No output was reviewed");
}

TEST(consistency_table_speaks)
{
	check_block("consistency_table");
	check_block_says("consistency_table", SAMPLE_EMPTY,
			 "No output with a tool was reviewed");
	check_block_says("consistency_table", SAMPLE_FULL, "provisional");
	check_block_says("consistency_table", SAMPLE_FULL, "one rater");
	check_block_says("consistency_table", SAMPLE_FULL,
			 "no variation seen");
	check_block_says("consistency_table", SAMPLE_FULL,
			 "below the reference");
	check_block_says("consistency_table", SAMPLE_FULL,
			 "no score below 10 outputs");
}

/* notion AI 8.4, in-house 8.2, Jasper 6.1, Copy.ai without a score */
TEST(tools_are_sorted_by_score_beside_the_reference_of_table_1)
{
	static const char *const tools[] = { "notion AI", "in-house",
					     "Jasper", "Copy.ai", "All work" };
	static const double reference[] = { 9, 0, 7, 6, 0 };
	const struct table *t;
	struct doc d;

	free(block_text_of("consistency_table", SAMPLE_FULL, PERIOD_WEEK,
			   &d));
	t = &d.part[0].element[0].as.table;
	assert_int_equal(t->n_rows, 5);
	for (size_t r = 0; r < 5; r++) {
		assert_string_equal(t->rows[r][0].text, tools[r]);
		check_close(t->rows[r][5].num, reference[r], 0);
	}
	assert_int_equal(t->rows[3][1].type, CELL_DASH);
	doc_release(&d);
}

TEST(prompt_versions_speaks)
{
	check_block("prompt_versions");
	check_block_says("prompt_versions", SAMPLE_EMPTY,
			 "No output says which prompt version");
	check_block_says("prompt_versions", SAMPLE_FULL,
			 "not clear yet: 31 more outputs");
	check_block_says("prompt_versions", SAMPLE_FULL,
			 "better (v1: 20 of 40 usable)");
	check_block_says("prompt_versions", SAMPLE_FULL,
			 "the first version of its step");
}

TEST(method_speaks)
{
	check_block("method");
	for (size_t i = 0; metric_table[i]; i++)
		check_block_says("method", SAMPLE_EMPTY,
				 metric_table[i]->title);
	check_block_says("method", SAMPLE_EMPTY, "Benchmarks");
	check_block_says("method", SAMPLE_EMPTY, "pseudonyms");
	check_block_says("method", SAMPLE_EMPTY, "too few outputs for a score");
	check_block_says("method", SAMPLE_FULL,
			 "moves by \u22120.2 with weights 0.6/0.4/0");
}

TEST(files_speaks)
{
	check_block("files");
	check_block_says("files", SAMPLE_EMPTY, "No file has been imported");
	check_block_says("files", SAMPLE_FULL, "7f3a91c2");
	check_block_says("files", SAMPLE_FULL, "(taken back)");
}

TEST(checks_speaks)
{
	check_block("checks");
	check_block_says("checks", SAMPLE_FULL, "0 failed");
	check_block_says("checks", SAMPLE_FULL, "No outputs in week 42");
	check_block_says("checks", SAMPLE_EMPTY, "no workflows.yaml");
}

TEST(set_aside_speaks)
{
	check_block("set_aside");
	check_block_says("set_aside", SAMPLE_EMPTY, "No row was set aside");
	check_block_says("set_aside", SAMPLE_FULL, "32.11.2026");
	check_block_says("set_aside", SAMPLE_FULL, "The first 2 of 12");
}

TEST(restatements_speaks)
{
	check_block("restatements");
	check_block_says("restatements", SAMPLE_EMPTY, "has changed");
	check_block_says("restatements", SAMPLE_FULL, "14.1 %");
}

TEST(data_speaks)
{
	check_block("data");
	check_block_says("data", SAMPLE_EMPTY, "No output was reviewed");
	check_block_says("data", SAMPLE_FULL, "The 6 costliest of 120");
}

TEST(text_speaks)
{
	check_block_says("text", SAMPLE_EMPTY, "Our words.");
}

/* ---- all of them --------------------------------------------------------- */

TEST(every_block_is_one_of_the_cases_above)
{
	char source[200000];
	size_t len;
	FILE *f = fopen(__FILE__, "rb");

	assert_non_null(f);	/* tests run from the top of the tree */
	len = fread(source, 1, sizeof source - 1, f);
	source[len] = '\0';
	fclose(f);
	for (size_t i = 0; block_table[i]; i++) {
		char want[64];

		snprintf(want, sizeof want, "TEST(%s_speaks)",
			 block_table[i]->id);
		check_says(source, want);
	}
}

TEST(titles_have_at_most_ten_words)
{
	for (size_t i = 0; block_table[i]; i++) {
		struct doc d;

		free(block_text_of(block_table[i]->id, SAMPLE_FULL,
				   PERIOD_WEEK, &d));
		for (size_t k = 0; k < d.part[0].n; k++) {
			const struct element *e = &d.part[0].element[k];
			const char *s = "";
			size_t words = 0;

			if (e->type == ELEMENT_TEXT &&
			    e->as.text.style == TEXT_HEADLINE)
				s = e->as.text.text;
			if (e->type == ELEMENT_CHART)
				s = e->as.chart.title;
			if (e->type == ELEMENT_TABLE)
				s = e->as.table.title;
			for (; *s; s += strspn(s, " ")) {
				words++;
				s += strcspn(s, " ");
			}
			if (words > 10)
				fail_msg("%s: %zu words", block_table[i]->id,
					 words);
		}
		doc_release(&d);
	}
}

/* A number of this week, last week or in the mean has its row; a metric that
 * has none of all work is named under the table, once. */
TEST(scorecard_has_a_row_for_every_number_and_names_the_other_metrics)
{
	struct doc d;
	const struct table *t;
	size_t all = 0, named = 0, want = 0, rework = 0;

	free(block_text_of("scorecard", SAMPLE_MANY, PERIOD_WEEK, &d));
	t = &d.part[0].element[1].as.table;
	for (size_t i = 0; metric_table[i]; i++)
		want += metric_table[i]->scopes & AT_TOTAL ? 1 : 0;
	for (size_t r = 0; r < t->n_rows; r++) {
		const struct cell *row = t->rows[r];

		rework += !strcmp(row[0].text, "Rework rate");
		all += !strcmp(row[1].text, "All work");
		assert_false(row[2].type == CELL_DASH &&
			     row[3].type == CELL_DASH &&
			     row[4].type == CELL_DASH);
	}
	for (size_t i = 3; i < d.part[0].n; i++) {
		const char *s = d.part[0].element[i].as.text.text;

		for (named++; (s = strchr(s, ';')); s++)
			named++;
	}
	assert_true(all > 1);
	assert_true(named > 1);
	assert_int_equal(all + named, want);
	assert_int_equal(rework, 41);
	doc_release(&d);
}

TEST(mean_of_a_rate_comes_from_its_parts)
{
	struct doc d;
	const struct table *t;

	/* 13 weeks to week 47 without the gap: one of 9, then 5 + i % 3. */
	free(block_text_of("scorecard", SAMPLE_FULL, PERIOD_WEEK, &d));
	t = &d.part[0].element[1].as.table;
	for (size_t r = 0; r < t->n_rows; r++)
		if (!strcmp(t->rows[r][0].text, "Rework rate") &&
		    !strcmp(t->rows[r][1].text, "All work"))
			check_close(t->rows[r][4].num,
				    (9 + 6 + 7 + 5 + 6 + 5 + 6 + 7 + 5 + 6 +
				     7 + 5) / (12 * 40.0), 1e-12);
	doc_release(&d);
}

/* ---- the workflow map ---------------------------------------------------- */

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
		cmocka_unit_test(agenda_speaks),
		cmocka_unit_test(six_numbers_speaks),
		cmocka_unit_test(tile_that_is_not_clear_has_no_colour),
		cmocka_unit_test(cannot_say_speaks),
		cmocka_unit_test(headline_speaks),
		cmocka_unit_test(findings_speaks),
		cmocka_unit_test(asks_speaks),
		cmocka_unit_test(scorecard_speaks),
		cmocka_unit_test(roi_what_if_speaks),
		cmocka_unit_test(money_headline_speaks),
		cmocka_unit_test(hours_bridge_speaks),
		cmocka_unit_test(roi_table_speaks),
		cmocka_unit_test(cash_capacity_speaks),
		cmocka_unit_test(year_to_date_speaks),
		cmocka_unit_test(costs_speaks),
		cmocka_unit_test(cost_rows_speaks),
		cmocka_unit_test(paid_back_speaks),
		cmocka_unit_test(money_sources_speaks),
		cmocka_unit_test(restated_before_speaks),
		cmocka_unit_test(roi_range_speaks),
		cmocka_unit_test(tornado_speaks),
		cmocka_unit_test(hours_by_role_speaks),
		cmocka_unit_test(quality_headline_speaks),
		cmocka_unit_test(rework_chart_speaks),
		cmocka_unit_test(
			rework_chart_breaks_where_a_new_baseline_begins),
		cmocka_unit_test(rework_slope_speaks),
		cmocka_unit_test(rework_panels_speaks),
		cmocka_unit_test(rework_table_speaks),
		cmocka_unit_test(consistency_table_speaks),
		cmocka_unit_test(
		tools_are_sorted_by_score_beside_the_reference_of_table_1),
		cmocka_unit_test(prompt_versions_speaks),
		cmocka_unit_test(handoffs_speaks),
		cmocka_unit_test(audit_speaks),
		cmocka_unit_test(new_friction_speaks),
		cmocka_unit_test(latency_speaks),
		cmocka_unit_test(signals_speaks),
		cmocka_unit_test(input_quality_speaks),
		cmocka_unit_test(input_rework_speaks),
		cmocka_unit_test(briefs_speaks),
		cmocka_unit_test(samples_speaks),
		cmocka_unit_test(consistency_chart_speaks),
		cmocka_unit_test(words_used_speaks),
		cmocka_unit_test(review_calendar_speaks),
		cmocka_unit_test(stopped_speaks),
		cmocka_unit_test(targeting_speaks),
		cmocka_unit_test(checks_names_campaigns_without_outcomes),
		cmocka_unit_test(rollouts_speaks),
		cmocka_unit_test(rhythm_speaks),
		cmocka_unit_test(skills_speaks),
		cmocka_unit_test(steps_speaks),
		cmocka_unit_test(cadence_speaks),
		cmocka_unit_test(defects_speaks),
		cmocka_unit_test(many_types_of_defect_end_in_a_bar_of_others),
		cmocka_unit_test(costliest_speaks),
		cmocka_unit_test(query_speaks),
		cmocka_unit_test(
			a_title_of_the_template_replaces_that_of_the_block),
		cmocka_unit_test(signs_speaks),
		cmocka_unit_test(spot_check_speaks),
		cmocka_unit_test(ledger_speaks),
		cmocka_unit_test(quick_wins_speaks),
		cmocka_unit_test(benchmarks_speaks),
		cmocka_unit_test(checkpoints_speaks),
		cmocka_unit_test(error_costs_speaks),
		cmocka_unit_test(a_matrix_of_many_steps_folds_the_lightest),
		cmocka_unit_test(error_matrix_speaks),
		cmocka_unit_test(actions_speaks),
		cmocka_unit_test(pages_say_the_weeks_that_a_verdict_rests_on),
		cmocka_unit_test(recommendations_speaks),
		cmocka_unit_test(decisions_speaks),
		cmocka_unit_test(hours_where_speaks),
		cmocka_unit_test(hours_went_speaks),
		cmocka_unit_test(a_sheet_made_anew_shows_what_was_decided),
		cmocka_unit_test(an_answer_stays_when_its_problem_is_gone),
		cmocka_unit_test(the_agenda_begins_with_last_weeks_decisions),
		cmocka_unit_test(sample_sheet_speaks),
		cmocka_unit_test(bets_speaks),
		cmocka_unit_test(agenda_and_asks_name_the_approved_actions),
		cmocka_unit_test(campaigns_speaks),
		cmocka_unit_test(campaigns_says_what_was_counted_twice),
		cmocka_unit_test(method_speaks),
		cmocka_unit_test(files_speaks),
		cmocka_unit_test(checks_speaks),
		cmocka_unit_test(set_aside_speaks),
		cmocka_unit_test(restatements_speaks),
		cmocka_unit_test(data_speaks),
		cmocka_unit_test(text_speaks),
		cmocka_unit_test(every_block_is_one_of_the_cases_above),
		cmocka_unit_test(titles_have_at_most_ten_words),
		cmocka_unit_test(
			scorecard_has_a_row_for_every_number_and_names_the_other_metrics),
		cmocka_unit_test(mean_of_a_rate_comes_from_its_parts),
		cmocka_unit_test(gaps_speaks),
		cmocka_unit_test(altered_speaks),
		cmocka_unit_test(leaks_speaks),
		cmocka_unit_test(feedback_loop_speaks),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
