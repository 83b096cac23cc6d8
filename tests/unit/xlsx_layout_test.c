#include "tests/unit/test.h"
#include "tests/unit/xlsx_sample.h"

#include "render/xlsx_grid.h"
#include "render/xlsx_layout.h"
#include "render/xlsx_text.h"

static void plan_sample(struct xlsx_plan *plan, struct doc *d)
{
	struct err err = { 0 };

	sample_doc(d);
	if (xlsx_plan_make(plan, d, &err))
		fail_msg("%s", err.msg);
}

TEST(cells_stand_in_order_and_never_on_each_other)
{
	struct xlsx_plan plan;
	struct doc d;

	plan_sample(&plan, &d);
	for (size_t i = 0; i < plan.n; i++) {
		const struct xlsx_sheet_plan *s = &plan.sheet[i];

		for (size_t k = 1; k < s->n; k++) {
			const struct xlsx_place *a = &s->cell[k - 1];
			const struct xlsx_place *b = &s->cell[k];

			if (a->row == b->row)
				assert_true(a->last_col < b->col);
			else
				assert_true(a->row < b->row);
			assert_true(b->last_col < s->n_cols);
		}
	}
	xlsx_plan_release(&plan);
	doc_release(&d);
}

TEST(only_sentences_are_merged)
{
	struct xlsx_plan plan;
	struct doc d;

	plan_sample(&plan, &d);
	for (size_t i = 0; i < plan.n; i++)
		for (size_t k = 0; k < plan.sheet[i].n; k++) {
			const struct xlsx_place *c = &plan.sheet[i].cell[k];

			if (c->last_col > c->col)
				assert_int_not_equal(c->type, XLSX_NUMBER);
		}
	/* the scorecard's table has none */
	for (size_t k = 0; k < plan.sheet[1].n; k++)
		assert_int_equal(plan.sheet[1].cell[k].col,
				 plan.sheet[1].cell[k].last_col);
	xlsx_plan_release(&plan);
	doc_release(&d);
}

/* A text of n words in a column of `width` digits. */
static void check_height(size_t words, double width)
{
	static const struct column column = { "Text", ALIGN_LEFT, 0, true };
	struct column own = column;
	const struct xlsx_place *c;
	struct xlsx_plan plan;
	struct err err = { 0 };
	struct table *t;
	struct doc d;
	char *text;

	own.width = width;
	t = sample_table(&d, "t", &own, 1);
	text = arena_alloc(&d.arena, words * 6 + 1);
	for (size_t i = 0; i < words; i++)
		strcat(text, "words ");
	table_row(&d, t)[0] = cell_text(text);
	assert_int_equal(xlsx_plan_make(&plan, &d, &err), 0);
	c = sample_find(&plan.sheet[0], text);
	assert_true(c->style.wrap);
	/* a line of ten points needs at least twelve */
	if (plan.sheet[0].height[c->row] < 409)
		assert_true(plan.sheet[0].height[c->row] >=
			    12 * ceil((double)words * 5.2 /
				      plan.sheet[0].width[c->col]));
	xlsx_plan_release(&plan);
	doc_release(&d);
}

TEST(wrapped_text_gets_a_row_that_is_high_enough)
{
	check_height(3, 20);
	check_height(20, 20);
	check_height(100, 40);
	check_height(500, 30);
}

TEST(an_excel_table_takes_one_column_for_each_of_its_own)
{
	const struct xlsx_grid_table *t;
	struct xlsx_plan plan;
	struct doc d;

	plan_sample(&plan, &d);
	assert_int_equal(plan.sheet[4].n_tables, 1);
	t = &plan.sheet[4].table[0];
	assert_int_equal(t->last_col - t->col + 1, 4);
	assert_int_equal(t->last_row - t->row, 60);
	assert_string_equal(t->header[0], "Output");
	assert_string_equal(t->header[1], "output (2)");
	assert_string_equal(t->header[2], "Column");
	xlsx_plan_release(&plan);
	doc_release(&d);
}

TEST(a_long_table_that_is_all_there_is_keeps_its_header_in_sight)
{
	struct xlsx_plan plan;
	struct doc d;

	plan_sample(&plan, &d);
	assert_int_equal(plan.sheet[1].freeze_row, 0);
	assert_int_equal(plan.sheet[4].repeat_row, plan.sheet[4].table[0].row);
	assert_int_equal(plan.sheet[4].freeze_row,
			 plan.sheet[4].table[0].row + 1);
	xlsx_plan_release(&plan);
	doc_release(&d);
}

TEST(only_a_sheet_with_inputs_is_protected)
{
	struct xlsx_plan plan;
	struct doc d;

	plan_sample(&plan, &d);
	assert_false(plan.sheet[0].protect);
	assert_true(plan.sheet[2].protect);
	assert_false(plan.sheet[4].protect);
	xlsx_plan_release(&plan);
	doc_release(&d);
}

TEST(names_refer_to_their_cells)
{
	struct xlsx_plan plan;
	struct doc d;
	size_t found = 0;

	plan_sample(&plan, &d);
	assert_int_equal(plan.n_names, 3);
	for (size_t i = 0; i < plan.sheet[2].n; i++) {
		const struct xlsx_place *c = &plan.sheet[2].cell[i];
		char ref[XLSX_REF_MAX];

		if (!c->style.input)
			continue;
		check_says(plan.name[found++].refers_to,
			   xlsx_ref(ref, c->row, c->col, true));
	}
	assert_int_equal(found, 2);
	check_says(plan.name[0].refers_to, "'ROI what-if'!$");
	xlsx_plan_release(&plan);
	doc_release(&d);
}

/* Point i of the nth series of a kind. */
static const struct xlsx_place *point_of(const struct xlsx_sheet_plan *s,
					 const struct xlsx_chart *c,
					 enum xlsx_series kind, int nth,
					 uint32_t i)
{
	for (size_t k = 0; k < c->n_series; k++) {
		if (c->series[k].kind != kind || nth-- > 0)
			continue;
		for (size_t n = 0; n < s->n; n++)
			if (s->cell[n].row == c->first + i &&
			    s->cell[n].col == c->series[k].col)
				return &s->cell[n];
	}
	fail_msg("no such point");
	return NULL;
}

static const struct xlsx_place *point(const struct xlsx_sheet_plan *s,
				      const struct xlsx_chart *c,
				      enum xlsx_series kind, uint32_t i)
{
	return point_of(s, c, kind, 0, i);
}

TEST(a_missing_point_of_a_chart_is_a_gap)
{
	const struct xlsx_sheet_plan *s;
	struct xlsx_plan plan;
	struct doc d;

	plan_sample(&plan, &d);
	s = &plan.sheet[1];
	assert_int_equal(s->n_charts, 1);
	check_close(point(s, s->chart, SERIES_VALUE, 15)->num, .16, 0);
	assert_int_equal(point(s, s->chart, SERIES_VALUE, 16)->type,
			 XLSX_BLANK);
	check_close(point_of(s, s->chart, SERIES_CENTRE, 1, 16)->num, .15, 0);
	assert_true(s->chart->shown > s->chart->n);
	assert_true(s->chart->first > s->print_row);
	xlsx_plan_release(&plan);
	doc_release(&d);
}

/* The old limits and the new ones take turns in two series; both are there in
 * the first week of the new ones, and that makes the step. */
TEST(limits_step_where_a_new_baseline_begins)
{
	const struct xlsx_sheet_plan *s;
	const struct xlsx_chart *c;
	struct xlsx_plan plan;
	struct doc d;
	int labels = 0;

	plan_sample(&plan, &d);
	s = &plan.sheet[1];
	c = s->chart;
	check_close(point_of(s, c, SERIES_CENTRE, 0, 11)->num, .195, 0);
	check_close(point_of(s, c, SERIES_CENTRE, 0, 12)->num, .195, 0);
	assert_int_equal(point_of(s, c, SERIES_CENTRE, 0, 13)->type,
			 XLSX_BLANK);
	assert_int_equal(point_of(s, c, SERIES_CENTRE, 1, 11)->type,
			 XLSX_BLANK);
	check_close(point_of(s, c, SERIES_CENTRE, 1, 12)->num, .15, 0);
	check_close(point_of(s, c, SERIES_HIGH, 0, 12)->num, .255, 1e-12);
	check_close(point_of(s, c, SERIES_HIGH, 1, 12)->num, .21, 1e-12);
	for (size_t k = 0; k < c->n_series; k++)
		labels += c->series[k].kind == SERIES_HIGH &&
			  c->series[k].label;
	assert_int_equal(labels, 1);
	xlsx_plan_release(&plan);
	doc_release(&d);
}

TEST(a_bridge_floats_also_below_zero)
{
	const struct xlsx_sheet_plan *s;
	const struct xlsx_chart *c;
	struct xlsx_plan plan;
	struct doc d;

	plan_sample(&plan, &d);
	s = &plan.sheet[3];
	c = &s->chart[1];
	/* 40, then -12 down to 28, then -33 down to -5, then -5 in all */
	check_close(point(s, c, SERIES_EMPTY, 1)->num, 28, 1e-12);
	check_close(point(s, c, SERIES_BAR, 1)->num, 12, 1e-12);
	check_close(point(s, c, SERIES_EMPTY, 2)->num, 0, 1e-12);
	check_close(point(s, c, SERIES_BAR, 2)->num, 28, 1e-12);
	check_close(point_of(s, c, SERIES_BAR, 1, 2)->num, -5, 1e-12);
	check_close(point_of(s, c, SERIES_BAR, 1, 3)->num, -5, 1e-12);
	xlsx_plan_release(&plan);
	doc_release(&d);
}

/* Each series has rows of its own; an empty one ends an interval. Words stand
 * at points left and right of what is drawn. */
TEST(a_forest_stands_on_cells)
{
	const struct xlsx_chart *c = NULL;
	const struct xlsx_sheet_plan *s;
	struct xlsx_plan plan;
	struct doc d;

	plan_sample(&plan, &d);
	s = &plan.sheet[3];
	for (size_t i = 0; i < s->n_charts; i++)
		if (s->chart[i].forest)
			c = &s->chart[i];
	assert_non_null(c);
	check_close(point(s, c, SERIES_INTERVAL, 0)->num, -64, 0);
	check_close(point(s, c, SERIES_INTERVAL, 1)->num, -31, 0);
	assert_int_equal(point(s, c, SERIES_INTERVAL, 2)->type, XLSX_BLANK);
	/* three intervals, three dots, two promises; names, words, zero */
	check_close(point(s, c, SERIES_VALUE, 9)->num, -47, 0);
	check_close(point(s, c, SERIES_PROMISE, 13)->num, -40, 0);
	for (size_t k = 0; k < c->n_series; k++) {
		static const size_t rows[] = { 9, 3, 2, 5, 6, 2 };

		assert_int_equal(c->series[k].rows, rows[k]);
	}
	assert_string_equal(c->forest->text[14], "Blog");
	assert_string_equal(c->forest->text[20],
			    "worked; promised \u221225 %");
	assert_true(point(s, c, SERIES_NAME, 14)->num < -64);
	assert_true(point(s, c, SERIES_WORD, 20)->num > 49);
	xlsx_plan_release(&plan);
	doc_release(&d);
}

/* One odd cell in an otherwise fine document. */
static void check_refused(struct cell c, const char *says)
{
	static const struct column column = { "C", ALIGN_LEFT, 0, false };
	struct xlsx_plan plan;
	struct err err = { 0 };
	struct table *t;
	struct doc d;

	t = sample_table(&d, "odd_block", &column, 1);
	table_row(&d, t)[0] = sample_formula("=1", 1, 0, "rate");
	table_row(&d, t)[0] = c;
	assert_int_equal(xlsx_plan_make(&plan, &d, &err), -1);
	assert_int_equal(err.code, ERR_SOFTWARE);
	check_says(err.msg, "odd_block");
	check_says(err.msg, says);
	doc_release(&d);
}

TEST(what_no_workbook_can_hold_is_refused_with_its_block)
{
	struct cell infinite = { .type = CELL_NUMBER, .num = INFINITY };
	struct cell nan = { .type = CELL_PERCENT, .num = NAN };
	struct cell huge = { .type = CELL_NUMBER, .num = 1e308 };
	struct cell astray = cell_text("x");

	astray.link = "nowhere";
	check_refused(infinite, "not finite");
	check_refused(nan, "not finite");
	check_refused(huge, "too large");
	check_refused(cell_text("\xC3("), "UTF-8");
	check_refused(astray, "nowhere");
	check_refused(sample_formula("=1", 1, 0, "RATE"), "two cells");
	check_refused(sample_formula("=1", 1, 0, "A1"), "cannot be the name");
	check_refused(sample_formula("1+1", 2, 0, NULL), "needs '='");
}

static void check_sheet_name(const char *title, const char *want)
{
	static const char *const used[] = { "Agenda" };
	struct arena a = { 0 };
	const char *got = xlsx_sheet_name(&a, title, used, 1);

	assert_string_equal(got, want);
	assert_true(xlsx_units(got) <= XLSX_SHEET_NAME_MAX);
	arena_release(&a);
}

TEST(sheet_names_are_such_as_excel_takes)
{
	check_sheet_name("Scorecard", "Scorecard");
	check_sheet_name("AGENDA", "AGENDA (2)");
	check_sheet_name("a/b\\c:[d]*?", "a b c d");
	check_sheet_name("'quoted'", "quoted");
	check_sheet_name("", "Sheet");
	check_sheet_name("history", "History of runs");
	check_sheet_name("one two three four five six seven eight",
			 "one two three four five six sev");
	check_sheet_name("\xF0\x9F\x93\x88\xF0\x9F\x93\x88 tab",
			 "\xF0\x9F\x93\x88\xF0\x9F\x93\x88 tab");
}

TEST(names_of_cells_are_no_addresses)
{
	static const char *const bad[] = { "", "1a", "A1", "xfd12", "r", "C",
		"R1C1", "a b", "é", "a-b", "R2", "c3" };
	static const char *const good[] = { "rate", "baseline_min", "XFE1",
		"_x", "tool.cost", "rates", "column" };

	for (size_t i = 0; i < COUNT(bad); i++)
		assert_false(xlsx_name_valid(bad[i]));
	for (size_t i = 0; i < COUNT(good); i++)
		assert_true(xlsx_name_valid(good[i]));
}

TEST(addresses_come_back)
{
	static const uint32_t col[] = { 0, 25, 26, 701, 702, XLSX_COLS - 1 };
	uint32_t r, c;
	char ref[XLSX_REF_MAX];

	for (size_t i = 0; i < COUNT(col); i++) {
		xlsx_ref(ref, 41, col[i], false);
		assert_int_equal(xlsx_ref_parse(&r, &c, ref), 0);
		assert_int_equal(r, 41);
		assert_int_equal(c, col[i]);
	}
	assert_string_equal(xlsx_ref(ref, 1, 27, true), "$AB$2");
	assert_int_equal(xlsx_ref_parse(&r, &c, "XFE1"), -1);
	assert_int_equal(xlsx_ref_parse(&r, &c, "A0"), -1);
	assert_int_equal(xlsx_ref_parse(&r, &c, "A1048577"), -1);
	assert_int_equal(xlsx_ref_parse(&r, &c, "12"), -1);
	assert_int_equal(xlsx_ref_parse(&r, &c, "A"), -1);
}

TEST(lines_are_counted_as_words_fall)
{
	assert_int_equal(text_line_count("", 10, false, 10), 1);
	assert_int_equal(text_line_count("one two", 10, false, 20), 1);
	assert_int_equal(text_line_count("one two", 10, false, 4), 2);
	assert_int_equal(text_line_count("a\nb\nc", 10, false, 20), 3);
	assert_true(text_line_count("aaaaaaaaaaaaaaaaaaaa", 10, false, 5) >= 4);
	assert_true(text_line_count("one two", 20, false, 8) == 2);
}

/* Names, line numbers and sentences below ten narrow columns. */
TEST(a_number_stands_beside_its_name_and_not_behind_the_table_above)
{
	struct strip_column above[10], below[] = {
		{ .want = 16, .one_cell = true },
		{ .want = 6, .one_cell = true, .right = true },
		{ .want = 14, .one_cell = true },
		{ .want = 60, .one_cell = true }
	};
	struct strip wide = { .column = above, .n = 10 };
	struct strip log = { .column = below, .n = 4 };
	struct strip *strip[] = { &log, &wide };
	struct grid g = { .n = 0 };
	struct arena a = { 0 };

	for (size_t i = 0; i < 10; i++)
		above[i] = (struct strip_column){ .want = i ? 10 : 23,
						  .one_cell = true };
	grid_solve(&g, strip, 2, &a);
	assert_int_equal(below[1].first, 1);
	assert_int_equal(below[1].last, 1);
	arena_release(&a);
}

TEST(an_empty_document_is_one_sheet_that_says_so)
{
	struct xlsx_plan plan;
	struct err err = { 0 };
	struct doc d;

	sample_frame(&d);
	assert_int_equal(xlsx_plan_make(&plan, &d, &err), 0);
	assert_int_equal(plan.n, 1);
	assert_string_equal(plan.sheet[0].name, "Weekly tuning");
	sample_find(&plan.sheet[0], "Nothing to show.");
	xlsx_plan_release(&plan);
	doc_release(&d);
}

TEST(a_table_without_rows_says_its_sentence)
{
	struct xlsx_plan plan;
	struct err err = { 0 };
	struct element *e;
	struct part *p;
	struct doc d;

	sample_frame(&d);
	p = doc_add_part(&d, "a", "A", false);
	e = part_add(&d, p, ELEMENT_TABLE, "t", 12);
	e->as.table.excel_name = "Outputs";
	e->as.table.empty = "Nothing this week.";
	assert_int_equal(xlsx_plan_make(&plan, &d, &err), 0);
	sample_find(&plan.sheet[0], "Nothing this week.");
	assert_int_equal(plan.sheet[0].n_tables, 0);
	xlsx_plan_release(&plan);
	doc_release(&d);
}

TEST(small_multiples_stand_in_rows_over_one_table)
{
	struct xlsx_plan plan;
	struct doc d;
	const struct xlsx_chart *c = NULL;
	const struct xlsx_sheet_plan *s;

	plan_sample(&plan, &d);
	for (size_t i = 0; i < plan.n; i++) {
		s = &plan.sheet[i];
		for (size_t k = 0; k < s->n_charts && !c; k++)
			c = s->chart[k].panel ? &s->chart[k] : NULL;
	}
	assert_non_null(c);
	for (uint32_t k = 1; k < 4; k++) {
		assert_int_equal(c[k].row, c[0].row);
		assert_true(c[k].x >= c[k - 1].x + c[k - 1].width);
		assert_int_equal(c[k].first, c[0].first);
		assert_int_equal(c[k].series[1].col, c[0].series[1].col + k);
		check_close(c[k].most, c[0].most, 0);
	}
	assert_true(c[4].row > c[0].row);
	assert_int_equal(c[4].x, 0);
	xlsx_plan_release(&plan);
	doc_release(&d);
}

TEST(a_chart_is_not_cut_by_the_end_of_a_page)
{
	struct xlsx_plan plan;
	struct err err = { 0 };
	struct part *p;
	struct doc d;

	sample_frame(&d);
	sample_scorecard(&d);
	p = &d.part[0];
	p->reference = true;	/* else the first sheet is one page */
	p->element[p->n++] = p->element[1];
	p->element[p->n++] = p->element[1];
	assert_int_equal(xlsx_plan_make(&plan, &d, &err), 0);
	assert_true(plan.sheet[0].n_breaks > 1);
	assert_int_equal(plan.sheet[0].page_break[plan.sheet[0].n_breaks - 1],
			 0);
	xlsx_plan_release(&plan);
	doc_release(&d);
}

static void add_bars(struct doc *d, struct part *p, const char *title)
{
	static const char *label[] = { "tone", "format" };
	static double value[] = { 3, 2 };
	struct chart *c = &part_add(d, p, ELEMENT_CHART, "c", 6)->as.chart;

	c->type = CHART_BARS;
	c->title = title;
	c->subtitle = c->unit = c->target_text = c->empty = c->alt = "";
	c->n = 2;
	c->label = label;
	c->value = value;
	c->target = NAN;
}

TEST(two_charts_of_half_a_page_stand_side_by_side)
{
	const struct xlsx_place *first, *second;
	const struct xlsx_sheet_plan *s;
	struct column column[6];
	struct xlsx_plan plan;
	struct err err = { 0 };
	struct table *t;
	struct part *p;
	struct doc d;

	sample_frame(&d);
	p = doc_add_part(&d, "a", "A", false);
	add_bars(&d, p, "Most minutes went into tone");
	add_bars(&d, p, "Most defects are of tone");
	add_bars(&d, p, "A third one stands below");
	/* its columns are the sheet's */
	t = &part_add(&d, p, ELEMENT_TABLE, "t", 12)->as.table;
	for (size_t i = 0; i < COUNT(column); i++)
		column[i] = (struct column){ "Defects of a kind", ALIGN_RIGHT,
					     18, false };
	table_columns(&d, t, column, COUNT(column));
	for (size_t i = 0; i < COUNT(column); i++)
		table_row(&d, t)[i] = cell_text("some of them, as seen");
	if (xlsx_plan_make(&plan, &d, &err))
		fail_msg("%s", err.msg);
	s = &plan.sheet[0];
	first = sample_find(s, "Most minutes went into tone");
	second = sample_find(s, "Most defects are of tone");
	assert_int_equal(first->row, second->row);
	assert_true(first->last_col < second->col);
	assert_int_equal(s->chart[0].row, s->chart[1].row);
	assert_int_equal(s->chart[1].col, second->col);
	assert_true(sample_find(s, "A third one stands below")->row >
		    s->chart[1].row);
	assert_true(s->chart[2].row > s->chart[1].row);
	xlsx_plan_release(&plan);
	doc_release(&d);
}

TEST(numbers_behind_charts_make_no_column_that_is_read_wider)
{
	struct strip_column read[3] = { { .want = 12, .one_cell = true },
					{ .want = 9, .one_cell = true },
					{ .want = 9, .one_cell = true } };
	struct strip_column drawn[4] = { { .want = 10, .one_cell = true },
					 { .want = 30, .one_cell = true },
					 { .want = 30, .one_cell = true },
					 { .want = 30, .one_cell = true } };
	struct strip table = { .column = read, .n = 3 };
	struct strip behind = { .column = drawn, .n = 4, .behind = true };
	struct strip *strip[] = { &behind, &table };
	struct grid g = { .n = 0 };
	struct arena a = { 0 };

	grid_solve(&g, strip, 2, &a);
	assert_true(grid_span(&g, 0, 2) < 31);
	arena_release(&a);
}

TEST(a_table_with_more_columns_than_a_sheet_is_read_is_refused)
{
	struct column column[200];
	struct xlsx_plan plan;
	struct err err = { 0 };
	struct table *t;
	struct doc d;

	for (size_t i = 0; i < COUNT(column); i++)
		column[i] = (struct column){ "c", ALIGN_LEFT, 0, false };
	t = sample_table(&d, "wide", column, COUNT(column));
	table_row(&d, t)[0] = cell_text("x");
	assert_int_equal(xlsx_plan_make(&plan, &d, &err), -1);
	check_says(err.msg, "200 columns");
	doc_release(&d);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(cells_stand_in_order_and_never_on_each_other),
		cmocka_unit_test(only_sentences_are_merged),
		cmocka_unit_test(wrapped_text_gets_a_row_that_is_high_enough),
		cmocka_unit_test(an_excel_table_takes_one_column_for_each_of_its_own),
		cmocka_unit_test(a_long_table_that_is_all_there_is_keeps_its_header_in_sight),
		cmocka_unit_test(only_a_sheet_with_inputs_is_protected),
		cmocka_unit_test(names_refer_to_their_cells),
		cmocka_unit_test(a_missing_point_of_a_chart_is_a_gap),
		cmocka_unit_test(limits_step_where_a_new_baseline_begins),
		cmocka_unit_test(a_bridge_floats_also_below_zero),
		cmocka_unit_test(a_forest_stands_on_cells),
		cmocka_unit_test(what_no_workbook_can_hold_is_refused_with_its_block),
		cmocka_unit_test(sheet_names_are_such_as_excel_takes),
		cmocka_unit_test(names_of_cells_are_no_addresses),
		cmocka_unit_test(addresses_come_back),
		cmocka_unit_test(lines_are_counted_as_words_fall),
		cmocka_unit_test(a_number_stands_beside_its_name_and_not_behind_the_table_above),
		cmocka_unit_test(an_empty_document_is_one_sheet_that_says_so),
		cmocka_unit_test(a_table_without_rows_says_its_sentence),
		cmocka_unit_test(
			small_multiples_stand_in_rows_over_one_table),
		cmocka_unit_test(a_chart_is_not_cut_by_the_end_of_a_page),
		cmocka_unit_test(
			two_charts_of_half_a_page_stand_side_by_side),
		cmocka_unit_test(
			numbers_behind_charts_make_no_column_that_is_read_wider),
		cmocka_unit_test(a_table_with_more_columns_than_a_sheet_is_read_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
