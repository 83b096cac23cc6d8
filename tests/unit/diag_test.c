#include "tests/unit/test.h"

#include "base/diag.h"

TEST(diag_keeps_its_own_texts)
{
	struct diags d = { 0 };
	char code[] = "bad-date", column[] = "Created";

	diag_add(&d, DIAG_ASIDE, code, 12, column, "'%s' is no day", "31/02");
	code[0] = column[0] = 'X';
	assert_int_equal(d.n, 1);
	assert_int_equal(d.item[0].level, DIAG_ASIDE);
	assert_int_equal(d.item[0].line, 12);
	assert_string_equal(d.item[0].code, "bad-date");
	assert_string_equal(d.item[0].column, "Created");
	assert_string_equal(d.item[0].text, "'31/02' is no day");
	diags_release(&d);
}

TEST(diag_without_a_column_is_about_the_row)
{
	struct diags d = { 0 };

	diag_add(&d, DIAG_NOTE, "note", 0, NULL, "x");
	assert_string_equal(d.item[0].column, "");
	diags_release(&d);
}

static void add_many(struct diags *d, int n)
{
	for (int i = 0; i < n; i++)
		diag_add(d, (enum diag_level)(i % 3), "c", i, "", "row %d", i);
}

TEST(diag_beyond_the_cap_is_counted_only)
{
	struct diags d = { .cap = 5 };

	add_many(&d, 30);
	assert_int_equal(d.n, 5);
	assert_int_equal(d.seen[DIAG_NOTE], 10);
	assert_int_equal(d.seen[DIAG_WARN], 10);
	assert_int_equal(d.seen[DIAG_ASIDE], 10);
	assert_string_equal(d.item[4].text, "row 4");
	diags_release(&d);
	assert_int_equal(d.n, 0);
	assert_int_equal(d.seen[DIAG_NOTE], 0);
}

TEST(diag_cap_is_ten_thousand_when_none_is_given)
{
	struct diags d = { 0 };

	add_many(&d, 10005);
	assert_int_equal(d.n, 10000);
	assert_int_equal(d.seen[0] + d.seen[1] + d.seen[2], 10005);
	diags_release(&d);
}

TEST(diag_levels_have_names)
{
	assert_string_equal(diag_level_name(DIAG_NOTE), "note");
	assert_string_equal(diag_level_name(DIAG_WARN), "warn");
	assert_string_equal(diag_level_name(DIAG_ASIDE), "aside");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(diag_keeps_its_own_texts),
		cmocka_unit_test(diag_without_a_column_is_about_the_row),
		cmocka_unit_test(diag_beyond_the_cap_is_counted_only),
		cmocka_unit_test(
			diag_cap_is_ten_thousand_when_none_is_given),
		cmocka_unit_test(diag_levels_have_names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
