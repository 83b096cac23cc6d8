/* Blocks about the data behind a report, and what all blocks have in common.
 * */
#include "tests/unit/blocks_help.h"

#include <glob.h>

#include "base/file.h"

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

/* The sources of all cases, one after the other. */
static char *all_sources(void)
{
	struct strbuf all = STRBUF_INIT;
	struct err err = { 0 };
	glob_t found;

	/* tests run from the top of the tree */
	assert_int_equal(glob("tests/unit/blocks*_test.c", 0, NULL, &found),
			 0);
	for (size_t i = 0; i < found.gl_pathc; i++) {
		struct strbuf one = STRBUF_INIT;

		if (file_read(&one, found.gl_pathv[i], 1 << 20, &err))
			fail_msg("%s", err.msg);
		strbuf_puts(&all, one.s);
		strbuf_release(&one);
	}
	globfree(&found);
	return strbuf_detach(&all);
}

TEST(every_block_has_a_case)
{
	char *source = all_sources();

	for (size_t i = 0; block_table[i]; i++) {
		char want[64];

		snprintf(want, sizeof want, "TEST(%s_speaks)",
			 block_table[i]->id);
		check_says(source, want);
	}
	free(source);
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

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(query_speaks),
		cmocka_unit_test(
			a_title_of_the_template_replaces_that_of_the_block),
		cmocka_unit_test(method_speaks),
		cmocka_unit_test(files_speaks),
		cmocka_unit_test(checks_speaks),
		cmocka_unit_test(set_aside_speaks),
		cmocka_unit_test(restatements_speaks),
		cmocka_unit_test(data_speaks),
		cmocka_unit_test(text_speaks),
		cmocka_unit_test(every_block_has_a_case),
		cmocka_unit_test(titles_have_at_most_ten_words),
		cmocka_unit_test(
			scorecard_has_a_row_for_every_number_and_names_the_other_metrics),
		cmocka_unit_test(mean_of_a_rate_comes_from_its_parts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
