/* Blocks about money: what came in, what it cost, and what that is worth. */
#include "tests/unit/blocks_help.h"

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

TEST(roi_table_speaks)
{
	check_block("roi_table");
	check_block_says("roi_table", SAMPLE_FULL,
			 "rework stays below 31.0 %");
	check_block_says("roi_table", SAMPLE_EMPTY, "No break-even");
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

TEST(benchmarks_speaks)
{
	check_block("benchmarks");
	check_block_says("benchmarks", SAMPLE_EMPTY,
			 "your own baseline replaces them");
	check_block_says("benchmarks", SAMPLE_EMPTY,
			 "Prices and features of tools were not checked");
	check_block_says("benchmarks", SAMPLE_FULL, "22.5 %");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(roi_what_if_speaks),
		cmocka_unit_test(money_headline_speaks),
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
		cmocka_unit_test(benchmarks_speaks),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
