/* The model builds, reads and refuses what would break a file. */
#include "tests/unit/test.h"

#include "base/date.h"
#include "report/model.h"

/* A document that doc_check() accepts: one part, one table with a row. */
static struct table *sample(struct doc *d)
{
	static const struct column columns[] = {
		{ .title = "Name" }, { .title = "Value", .align = ALIGN_RIGHT }
	};
	struct part *p;
	struct table *t;

	*d = (struct doc){
		.report = "weekly", .title = "Weekly", .team = "Acme",
		.period_id = "2026-W47", .period = "Week 47", .stamp = "data",
		.run = "7f3a91c2", .currency = "EUR", .paper = "A4",
		.theme.font = "Lato"
	};
	p = doc_add_part(d, "one", "One", false);
	t = &part_add(d, p, ELEMENT_TABLE, "block", 12)->as.table;
	table_columns(d, t, columns, COUNT(columns));
	table_row(d, t)[0] = cell_text("a");
	return t;
}

static void check_refused(struct doc *d, const char *why)
{
	struct err err = { 0 };

	assert_int_equal(doc_check(d, &err), -1);
	assert_int_equal(err.code, ERR_SOFTWARE);
	check_says(err.msg, why);
	doc_release(d);
}

TEST(document_of_one_table_is_accepted)
{
	struct err err = { 0 };
	struct doc d;

	sample(&d);
	assert_int_equal(doc_check(&d, &err), 0);
	doc_release(&d);
	doc_release(&d);
}

TEST(rows_start_blank_and_stay_when_the_table_grows)
{
	struct doc d;
	struct table *t = sample(&d);
	struct cell *first = t->rows[0];

	for (int i = 0; i < 100; i++)
		table_row(&d, t)[1] = cell_number(i, 0);
	assert_ptr_equal(t->rows[0], first);
	assert_int_equal(t->n_rows, 101);
	assert_int_equal(t->rows[50][0].type, CELL_BLANK);
	check_close(t->rows[100][1].num, 99, 0);
	doc_release(&d);
}

TEST(number_that_is_none_becomes_a_dash)
{
	assert_int_equal(cell_number(NAN, 1).type, CELL_DASH);
	assert_int_equal(cell_percent(INFINITY, 1).type, CELL_DASH);
	assert_int_equal(cell_date(DAY_NONE).type, CELL_DASH);
	assert_int_equal(cell_money(0, 2).type, CELL_MONEY);
}

static void check_words(struct cell c, const char *want)
{
	struct strbuf out = STRBUF_INIT;

	cell_words(&out, &c, "EUR");
	assert_string_equal(out.s, want);
	strbuf_release(&out);
}

TEST(cells_read_as_people_write)
{
	check_words((struct cell){ .type = CELL_BLANK }, "");
	check_words(cell_text(BOLD_ON "six" BOLD_OFF " hours"), "six hours");
	check_words(cell_number(-1234.5, 1), "\u22121,234.5");
	check_words(cell_percent(0.145, 0), "15 %");
	check_words(cell_money(1234, 2), "EUR 1,234.00");
	check_words(cell_change(22, 1), "+22.0");
	check_words(cell_change(-0.4, 1), "\u22120.4");
	check_words(cell_date(day_from_civil(2026, 11, 22)), "22 Nov 2026");
	check_words(cell_dash("no data"), "\u2013");
}

TEST(part_is_found_by_its_id)
{
	struct doc d;

	sample(&d);
	assert_ptr_equal(doc_part(&d, "one"), &d.part[0]);
	assert_null(doc_part(&d, "One"));
	doc_release(&d);
}

/* ---- what is refused ----------------------------------------------------- */

TEST(number_that_is_not_finite_is_refused)
{
	struct doc d;
	struct table *t = sample(&d);

	t->rows[0][1] = (struct cell){ .type = CELL_NUMBER, .num = NAN };
	check_refused(&d, "block 'block': a cell is not a finite number");
}

TEST(control_character_is_refused)
{
	struct doc d;

	sample(&d)->rows[0][0] = cell_text("a\tb");
	check_refused(&d, "control character 0x09");
}

TEST(bold_that_never_ends_is_refused)
{
	struct doc d;

	sample(&d)->rows[0][0] = cell_text(BOLD_ON "a");
	check_refused(&d, "never ends its bold");
}

TEST(text_that_is_not_utf8_is_refused)
{
	struct doc d;

	sample(&d)->rows[0][0] = cell_text("\xff");
	check_refused(&d, "not valid UTF-8");
}

TEST(link_to_nowhere_is_refused)
{
	struct doc d;

	sample(&d)->rows[0][0].link = "two";
	check_refused(&d, "links to 'two'");
}

TEST(name_given_twice_is_refused)
{
	struct doc d;
	struct table *t = sample(&d);

	t->rows[0][0].name = "rate";
	t->rows[0][1].name = "RATE";
	check_refused(&d, "the name 'RATE' is given twice");
}

TEST(name_that_looks_like_a_cell_is_refused)
{
	struct doc d;

	sample(&d)->rows[0][0].name = "ROI50";
	check_refused(&d, "'ROI50' cannot be a name");
}

TEST(formula_over_an_unknown_name_is_refused)
{
	struct doc d;
	struct table *t = sample(&d);

	t->rows[0][0].name = "rate";
	t->rows[0][1].formula = "=rate*hours";
	check_refused(&d, "asks for 'hours'");
}

TEST(formula_with_a_new_function_is_refused)
{
	struct doc d;

	sample(&d)->rows[0][1].formula = "=LET(1,2)";
	check_refused(&d, "the function LET");
}

TEST(formula_with_open_parentheses_is_refused)
{
	struct doc d;

	sample(&d)->rows[0][1].formula = "=IF((1>0),2,3";
	check_refused(&d, "parentheses");
}

TEST(span_of_thirteen_is_refused)
{
	struct doc d;

	sample(&d);
	d.part[0].element[0].span = 13;
	check_refused(&d, "13 twelfths");
}

TEST(table_that_says_nothing_is_refused)
{
	struct doc d;

	sample(&d)->n_rows = 0;
	check_refused(&d, "a table without rows says nothing");
}

TEST(chart_of_gaps_that_says_nothing_is_refused)
{
	struct doc d;
	static double gap[1] = { NAN };
	static const char *label[1] = { "wk 1" };
	struct chart *c;

	sample(&d);
	c = &part_add(&d, &d.part[0], ELEMENT_CHART, "chart", 12)->as.chart;
	c->alt = "nothing";
	c->n = 1;
	c->value = gap;
	c->label = label;
	check_refused(&d, "a chart without points says nothing");
}

TEST(columns_of_one_name_in_an_excel_table_are_refused)
{
	struct doc d;
	struct table *t = sample(&d);

	t->excel_name = "Outputs";
	t->columns[1].title = "NAME";
	check_refused(&d, "two columns are called 'NAME'");
}

TEST(parts_of_one_title_are_refused)
{
	struct doc d;

	sample(&d);
	part_add_text(&d, doc_add_part(&d, "two", "ONE", false), "b",
		      TEXT_BODY, "x");
	check_refused(&d, "there already");
}

TEST(part_without_content_is_refused)
{
	struct doc d;

	sample(&d);
	doc_add_part(&d, "two", "Two", false);
	check_refused(&d, "the part has no content");
}

TEST(a_full_bar_is_the_largest_number_but_the_total)
{
	static const struct column column[] = { { .title = "A" },
						{ .title = "B" } };
	struct doc d = { 0 };
	struct table t = { .title = "", .subtitle = "", .empty = "",
			   .bars = 1 };
	struct cell *row;

	table_columns(&d, &t, column, 2);
	for (int i = 1; i <= 3; i++) {
		row = table_row(&d, &t);
		row[0] = i == 2 ? cell_dash("none") : cell_number(i * 10, 0);
		row[1] = cell_number(i, 0);
	}
	check_close(table_bar(&t, 0), 30, 0);
	check_close(table_bar(&t, 1), 0, 0);
	t.total_row = true;
	check_close(table_bar(&t, 0), 10, 0);
	t.rows[0][0].num = -1;
	check_close(table_bar(&t, 0), 0, 0);
	doc_release(&d);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(document_of_one_table_is_accepted),
		cmocka_unit_test(
			rows_start_blank_and_stay_when_the_table_grows),
		cmocka_unit_test(number_that_is_none_becomes_a_dash),
		cmocka_unit_test(cells_read_as_people_write),
		cmocka_unit_test(part_is_found_by_its_id),
		cmocka_unit_test(number_that_is_not_finite_is_refused),
		cmocka_unit_test(control_character_is_refused),
		cmocka_unit_test(bold_that_never_ends_is_refused),
		cmocka_unit_test(text_that_is_not_utf8_is_refused),
		cmocka_unit_test(link_to_nowhere_is_refused),
		cmocka_unit_test(name_given_twice_is_refused),
		cmocka_unit_test(name_that_looks_like_a_cell_is_refused),
		cmocka_unit_test(formula_over_an_unknown_name_is_refused),
		cmocka_unit_test(formula_with_a_new_function_is_refused),
		cmocka_unit_test(formula_with_open_parentheses_is_refused),
		cmocka_unit_test(span_of_thirteen_is_refused),
		cmocka_unit_test(table_that_says_nothing_is_refused),
		cmocka_unit_test(chart_of_gaps_that_says_nothing_is_refused),
		cmocka_unit_test(
			columns_of_one_name_in_an_excel_table_are_refused),
		cmocka_unit_test(parts_of_one_title_are_refused),
		cmocka_unit_test(part_without_content_is_refused),
		cmocka_unit_test(
			a_full_bar_is_the_largest_number_but_the_total),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
