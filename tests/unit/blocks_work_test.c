/* Blocks about the work: outputs, rework, hours, tools and prompts. */
#include "tests/unit/blocks_help.h"

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

TEST(scorecard_speaks)
{
	check_block("scorecard");
	check_block_says("scorecard", SAMPLE_FULL, "Newsletter");
	check_block_says("scorecard", SAMPLE_MANY, "Workflow 39");
}

TEST(hours_bridge_speaks)
{
	check_block("hours_bridge");
	check_block_says("hours_bridge", SAMPLE_EMPTY, "No hours can be said");
	check_block_says("hours_bridge", SAMPLE_FULL, "\u22127.8 h");
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

TEST(hours_where_speaks)
{
	check_block("hours_where");
	check_block_says("hours_where", SAMPLE_EMPTY, "Where did the hours "
			 "go?");
	check_block_says("hours_where", SAMPLE_EMPTY, "2026-W47-planned");
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

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(six_numbers_speaks),
		cmocka_unit_test(tile_that_is_not_clear_has_no_colour),
		cmocka_unit_test(scorecard_speaks),
		cmocka_unit_test(hours_bridge_speaks),
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
		cmocka_unit_test(consistency_chart_speaks),
		cmocka_unit_test(words_used_speaks),
		cmocka_unit_test(hours_where_speaks),
		cmocka_unit_test(hours_went_speaks),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
