/* Which blanks hold a number and its unit together. */
#include "tests/unit/test.h"

#include "render/hold.h"
#include "report/model.h"

/* The first blank of a text. */
static void check_holds(const char *text, bool want)
{
	if (blank_holds(text, strchr(text, ' ')) != want)
		fail_msg("\"%s\" %s", text, want ? "may break" : "is held");
}

TEST(a_number_stays_with_the_unit_behind_it)
{
	check_holds("15 %", true);
	check_holds("10.5\u201320.9 %, at most", true);
	check_holds("6.2 h net", true);
	check_holds("+3.8 pts", true);
	check_holds("9 min", true);
	check_holds("703 hours", true);
	check_holds("32,907 EUR", true);
	check_holds("41 h/week", true);
}

TEST(a_currency_stays_with_the_number_behind_it)
{
	check_holds("EUR 1,200", true);
	check_holds("(EUR \u22121,200)", true);
	check_holds("EUR of", false);
	check_holds("XEUR 12", false);
}

TEST(a_spread_stays_with_its_sign)
{
	check_holds("\u00b1 4.7 %", true);
	check_holds("\u00b1 nothing", false);
}

TEST(bold_marks_do_not_part_them)
{
	check_holds(BOLD_ON "15" BOLD_OFF " %", true);
	check_holds("15 " BOLD_ON "%" BOLD_OFF, true);
}

TEST(other_words_may_part)
{
	check_holds("15 outputs", false);
	check_holds("15 hundred", false);
	check_holds("rework %", false);
	check_holds("a h", false);
	check_holds(" %", false);
	check_holds("15 ", false);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_number_stays_with_the_unit_behind_it),
		cmocka_unit_test(a_currency_stays_with_the_number_behind_it),
		cmocka_unit_test(a_spread_stays_with_its_sign),
		cmocka_unit_test(bold_marks_do_not_part_them),
		cmocka_unit_test(other_words_may_part),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
