/* Cells and tables that people fill in: what the model refuses, where the
 * workbook puts them, and that the check of a file sees what people may do. */
#include "tests/unit/temp_dir.h"
#include "tests/unit/xlsx_sample.h"

#include "render/render.h"
#include "render/xlsx_layout.h"
#include "report/fillable.h"

static const char *work;

#ifdef __SANITIZE_ADDRESS__
/* libxlsxwriter 1.1.4 keeps a copy of a validation's text; the renderer is a
 * child that ends with its file. */
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
	return "leak:lxw_strdup\n";
}
#endif

static int set_up(void **state)
{
	temp_dir_make(state);
	work = in_dir("work");
	return mkdir(work, 0700);
}

/* ---- a document to fill in ----------------------------------------------- */

#define ROWS 3

static const char *const few[] = { "A", "B", "Reject" };
static const char *many[80];
static char many_text[80][12];
static const struct fill choose = {
	.kind = FILL_CHOICE, .choice = few, .n_choices = 3, .title = "Choices"
};
static const struct fill from_a_day = { .kind = FILL_DATE, .day = 20780 };
static const struct fill minutes = {
	.kind = FILL_WHOLE, .least = 0, .most = 600
};
static const struct fill note = { .kind = FILL_TEXT };
static struct fill long_list = {
	.kind = FILL_CHOICE, .title = "Owners", .choice = many,
	.n_choices = COUNT(many)
};

enum { ID, WHAT, HOURS, DECISION, OWNER, DUE, TOOK, NOTE, COLUMNS };

/* Two parts: the first links to a row of the second. */
static struct table *fill_doc(struct doc *d)
{
	static const struct column columns[COLUMNS] = {
		[ID] = { "Id", ALIGN_LEFT, 12, true },
		[WHAT] = { "What", ALIGN_LEFT, 30, true },
		[HOURS] = { "Hours", ALIGN_RIGHT, 8, false },
		[DECISION] = { "Decision", ALIGN_LEFT, 12, false },
		[OWNER] = { "Owner", ALIGN_LEFT, 16, true },
		[DUE] = { "Due", ALIGN_LEFT, 12, false },
		[TOOK] = { "Took", ALIGN_LEFT, 12, false },
		[NOTE] = { "Note", ALIGN_LEFT, 24, true },
	};
	static const char *const names[COLUMNS] = {
		[HOURS] = "x_hours", [DECISION] = "x_decision"
	};
	static const char *const id[ROWS] = { "W47-1", "W47-2", "W47-3" };
	struct table *t;

	for (size_t i = 0; i < COUNT(many); i++) {
		snprintf(many_text[i], sizeof many_text[i], "Owner %zu", i);
		many[i] = many_text[i];
	}
	sample_frame(d);
	t = &part_add(d, doc_add_part(d, "first", "First", false),
		      ELEMENT_TABLE, "agenda", 12)->as.table;
	table_columns(d, t, columns, 2);
	table_row(d, t)[0] = cell_text("Decide");
	t->rows[0][1] = cell_text("go there");
	t->rows[0][1].link = "fill";
	t->rows[0][1].link_row = "W47-2";
	t = &part_add(d, doc_add_part(d, "fill", "Fill in", false),
		      ELEMENT_TABLE, "decisions", 12)->as.table;
	table_columns(d, t, columns, COLUMNS);
	t->header_name = "x_header";
	t->column_name = names;
	for (size_t i = 0; i < ROWS; i++) {
		struct cell *row = table_row(d, t);

		row[ID] = cell_text(id[i]);
		row[WHAT] = cell_text("A problem");
		row[HOURS] = cell_number(1.5, 2);
		row[HOURS].formula = "=IF([Decision]=\"B\",0.5,1.5)";
		row[DECISION].fill = &choose;
		row[OWNER].fill = &long_list;
		row[DUE].fill = &from_a_day;
		row[TOOK].fill = &minutes;
		row[NOTE].fill = &note;
	}
	return t;
}

static void check_refused(struct doc *d, const char *why)
{
	struct err err = { 0 };

	assert_int_equal(doc_check(d, &err), -1);
	check_says(err.msg, why);
	doc_release(d);
}

TEST(a_table_to_fill_in_is_accepted)
{
	struct err err = { 0 };
	struct doc d;

	fill_doc(&d);
	if (doc_check(&d, &err))
		fail_msg("%s", err.msg);
	doc_release(&d);
}

TEST(a_cell_to_fill_in_is_printed_as_a_line_to_write_on)
{
	const struct cell blank = { .type = CELL_BLANK, .fill = &note };
	struct cell begun = cell_number(30, 0);
	struct strbuf s = STRBUF_INIT;

	begun.fill = &minutes;
	cell_words(&s, &blank, "EUR");
	cell_words(&s, &begun, "EUR");
	assert_string_equal(s.s, "________30");
	strbuf_release(&s);
}

TEST(rows_of_one_id_are_refused)
{
	struct doc d;

	fill_doc(&d)->rows[2][ID] = cell_text("W47-1");
	check_refused(&d, "two rows of one id");
}

TEST(a_row_without_id_is_refused)
{
	struct doc d;

	fill_doc(&d)->rows[2][ID] = cell_text("");
	check_refused(&d, "a row without an id");
}

TEST(columns_of_one_title_are_refused_where_people_write)
{
	struct doc d;

	fill_doc(&d)->columns[NOTE].title = "Due";
	check_refused(&d, "two columns of one title");
}

TEST(a_choice_twice_is_refused)
{
	static const char *const twice[] = { "A", "B", "A" };
	const struct fill f = { .kind = FILL_CHOICE, .choice = twice,
				.n_choices = 3 };
	struct doc d;

	fill_doc(&d)->rows[0][DECISION].fill = &f;
	check_refused(&d, "a choice twice");
}

TEST(a_formula_over_a_column_that_is_not_there_is_refused)
{
	struct doc d;

	fill_doc(&d)->rows[0][HOURS].formula = "=IF([Verdict]=\"B\",1,2)";
	check_refused(&d, "a column [Verdict]");
}

TEST(a_link_to_a_row_that_is_not_there_is_refused)
{
	struct doc d;

	fill_doc(&d);
	d.part[0].element[0].as.table.rows[0][1].link_row = "W47-9";
	check_refused(&d, "there is no such row");
}

/* ---- where it stands ----------------------------------------------------- */

static void plan_doc(struct xlsx_plan *plan, const struct doc *d)
{
	struct err err = { 0 };

	if (xlsx_plan_make(plan, d, &err))
		fail_msg("%s", err.msg);
}

static const char *name_of(const struct xlsx_plan *plan, const char *name)
{
	for (size_t i = 0; i < plan->n_names; i++)
		if (!strcmp(plan->name[i].name, name))
			return plan->name[i].refers_to;
	fail_msg("there is no name %s", name);
	return NULL;
}

TEST(a_table_to_fill_in_takes_one_column_each_under_a_named_header)
{
	const struct xlsx_place *header;
	struct xlsx_plan plan;
	struct doc d;

	fill_doc(&d);
	plan_doc(&plan, &d);
	header = sample_find(&plan.sheet[1], "Id");
	assert_int_equal(header->row, 3);
	assert_int_equal(sample_find(&plan.sheet[1], "Note")->col,
			 header->col + NOTE);
	assert_string_equal(name_of(&plan, "x_header"), "'Fill in'!$B$4:$I$4");
	assert_string_equal(name_of(&plan, "x_hours"), "'Fill in'!$D$5:$D$7");
	xlsx_plan_release(&plan);
	doc_release(&d);
}

TEST(a_row_formula_asks_for_the_cell_of_its_own_row)
{
	struct xlsx_plan plan;
	struct doc d;

	fill_doc(&d);
	plan_doc(&plan, &d);
	for (size_t i = 0; i < plan.sheet[1].n; i++) {
		const struct xlsx_place *c = &plan.sheet[1].cell[i];

		if (c->formula && c->row == 5)
			assert_string_equal(c->formula,
					    "=IF(E6=\"B\",0.5,1.5)");
	}
	xlsx_plan_release(&plan);
	doc_release(&d);
}

TEST(a_link_leads_to_its_row)
{
	const struct xlsx_place *link;
	struct xlsx_plan plan;
	struct doc d;

	fill_doc(&d);
	plan_doc(&plan, &d);
	link = sample_find(&plan.sheet[0], "go there");
	assert_string_equal(link->link, "Fill in");
	assert_int_equal(link->link_at,
			 sample_find(&plan.sheet[1], "W47-2")->row);
	xlsx_plan_release(&plan);
	doc_release(&d);
}

TEST(equal_rules_below_each_other_are_one)
{
	struct xlsx_plan plan;
	struct doc d;

	fill_doc(&d);
	plan_doc(&plan, &d);
	assert_int_equal(plan.sheet[1].n_valids, COLUMNS - DECISION);
	for (size_t i = 0; i < plan.sheet[1].n_valids; i++)
		assert_int_equal(plan.sheet[1].valid[i].last_row -
				 plan.sheet[1].valid[i].row, ROWS - 1);
	assert_true(plan.sheet[1].protect);
	assert_false(plan.sheet[0].protect);
	assert_int_equal(plan.sheet[1].filter.last_row, 6);
	xlsx_plan_release(&plan);
	doc_release(&d);
}

TEST(choices_that_do_not_fit_stand_on_a_sheet_of_their_own)
{
	struct xlsx_plan plan;
	struct doc d;

	fill_doc(&d);
	plan_doc(&plan, &d);
	assert_int_equal(plan.n, 3);
	assert_string_equal(plan.sheet[2].name, "Lists");
	assert_false(plan.sheet[2].hidden);
	assert_int_equal(sample_find(&plan.sheet[2], "Owner 79")->row, 84);
	assert_string_equal(name_of(&plan, "choices_1"), "'Lists'!$B$6:$B$85");
	xlsx_plan_release(&plan);
	d.hide_lists = true;
	plan_doc(&plan, &d);
	assert_true(plan.sheet[2].hidden);
	xlsx_plan_release(&plan);
	doc_release(&d);
}

TEST(a_choice_with_a_comma_does_not_become_two)
{
	static const char *const comma[] = { "Lee, Ann", "Operations" };
	const struct fill f = { .kind = FILL_CHOICE, .title = "Owners",
				.choice = comma, .n_choices = 2 };
	struct xlsx_plan plan;
	struct table *t;
	struct doc d;

	t = fill_doc(&d);
	for (size_t r = 0; r < ROWS; r++)
		t->rows[r][OWNER].fill = &f;
	plan_doc(&plan, &d);
	assert_int_equal(plan.n, 3);
	assert_int_equal(sample_find(&plan.sheet[2], "Lee, Ann")->row, 5);
	xlsx_plan_release(&plan);
	doc_release(&d);
}

/* ---- the file ------------------------------------------------------------ */

static void check_verify_says(const struct doc *d, const char *path,
			      const char *says)
{
	struct err err = { 0 };

	assert_int_equal(renderer_xlsx.verify(d, path, &err), -1);
	assert_int_equal(err.code, ERR_SOFTWARE);
	check_says(err.msg, says);
}

TEST(another_rule_another_lock_or_another_name_is_noticed)
{
	static const struct fill day_after = { .kind = FILL_DATE,
					       .day = 20781 };
	static const struct fill hour = { .kind = FILL_WHOLE, .most = 60 };
	static const char *const other[] = { "A", "B", "reject" };
	static const struct fill odd = { .kind = FILL_CHOICE, .choice = other,
					 .n_choices = 3 };
	char path[TEST_DIR_MAX + 16];
	struct err err = { 0 };
	struct table *t;
	struct doc d;

	snprintf(path, sizeof path, "%s/fill.xlsx", dir);
	t = fill_doc(&d);
	if (renderer_xlsx.render(&d, path, work, &err) ||
	    renderer_xlsx.verify(&d, path, &err))
		fail_msg("%s", err.msg);
	t->rows[2][DUE].fill = &day_after;
	check_verify_says(&d, path, "validations");
	for (size_t r = 0; r < ROWS; r++)
		t->rows[r][DUE].fill = &day_after;
	check_verify_says(&d, path, "the validation is another");
	for (size_t r = 0; r < ROWS; r++)
		t->rows[r][DUE].fill = &from_a_day;
	for (size_t r = 0; r < ROWS; r++)
		t->rows[r][TOOK].fill = &hour;
	check_verify_says(&d, path, "the validation is another");
	for (size_t r = 0; r < ROWS; r++)
		t->rows[r][TOOK].fill = &minutes;
	for (size_t r = 0; r < ROWS; r++)
		t->rows[r][DECISION].fill = &odd;
	check_verify_says(&d, path, "the validation is another");
	for (size_t r = 0; r < ROWS; r++)
		t->rows[r][DECISION].fill = &choose;
	t->rows[0][WHAT].input = true;
	check_verify_says(&d, path, "the cell is locked");
	t->rows[0][WHAT].input = false;
	d.part[0].element[0].as.table.rows[0][0].input = true;
	check_verify_says(&d, path, "its protection");
	d.part[0].element[0].as.table.rows[0][0].input = false;
	t->header_name = "y_header";
	check_verify_says(&d, path, "y_header");
	doc_release(&d);
}

TEST(ids_of_answers_begin_with_the_period)
{
	struct arena a = { 0 };

	assert_string_equal(answer_id(&a, "2026-W47", FILL_ID_HOURS),
			    "2026-W47-hours");
	arena_release(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_table_to_fill_in_is_accepted),
		cmocka_unit_test(
			a_cell_to_fill_in_is_printed_as_a_line_to_write_on),
		cmocka_unit_test(rows_of_one_id_are_refused),
		cmocka_unit_test(a_row_without_id_is_refused),
		cmocka_unit_test(
			columns_of_one_title_are_refused_where_people_write),
		cmocka_unit_test(a_choice_twice_is_refused),
		cmocka_unit_test(
			a_formula_over_a_column_that_is_not_there_is_refused),
		cmocka_unit_test(
			a_link_to_a_row_that_is_not_there_is_refused),
		cmocka_unit_test(
		a_table_to_fill_in_takes_one_column_each_under_a_named_header),
		cmocka_unit_test(
			a_row_formula_asks_for_the_cell_of_its_own_row),
		cmocka_unit_test(a_link_leads_to_its_row),
		cmocka_unit_test(equal_rules_below_each_other_are_one),
		cmocka_unit_test(
			choices_that_do_not_fit_stand_on_a_sheet_of_their_own),
		cmocka_unit_test(a_choice_with_a_comma_does_not_become_two),
		cmocka_unit_test_setup_teardown(
			another_rule_another_lock_or_another_name_is_noticed,
			set_up, temp_dir_wipe),
		cmocka_unit_test(ids_of_answers_begin_with_the_period),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
