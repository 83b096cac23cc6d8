/* How often to look: findings/cadence.h, R41. */
#include "tests/unit/test.h"

#include <math.h>

#include "base/date.h"
#include "findings/cadence.h"

#define WEEKS 16

static struct cadence_week week[WEEKS];
static int32_t live[1];

/* Sixteen calm weeks of 100 outputs up to Sunday 22 November 2026. */
static struct cadence_input calm(void)
{
	struct cadence_input in = {
		.today = day_from_civil(2026, 11, 22), .week = week,
		.n = WEEKS, .session = DAY_NONE, .spot_check = DAY_NONE,
		.review = DAY_NONE
	};

	for (size_t i = 0; i < WEEKS; i++)
		week[i] = (struct cadence_week){
			.last = in.today - 7 * (int32_t)(WEEKS - 1 - i),
			.outputs = 100
		};
	return in;
}

TEST(a_calm_team_is_reviewed_every_quarter)
{
	struct cadence_input in = calm();
	struct cadence_advice a = cadence_advise(&in);

	assert_false(a.biweekly);
	assert_int_equal(a.reasons, 0);
	assert_int_equal(a.calm, CADENCE_CALM);
}

TEST(each_reason_makes_it_biweekly)
{
	struct cadence_input in = calm();

	week[WEEKS - 1].tool_change = true;
	assert_int_equal(cadence_advise(&in).reasons, UNEASY_TOOL_CHANGE);
	in = calm();
	week[WEEKS - 1].degrading = true;
	assert_int_equal(cadence_advise(&in).reasons, UNEASY_DEGRADING);
	in = calm();
	week[WEEKS - 1].outputs = 150;
	assert_int_equal(cadence_advise(&in).reasons, UNEASY_VOLUME);
	assert_true(cadence_advise(&in).biweekly);
	week[WEEKS - 1].outputs = 149;
	assert_false(cadence_advise(&in).biweekly);
}

TEST(it_is_quarterly_again_after_four_calm_weeks)
{
	struct cadence_input in = calm();

	week[WEEKS - 4].tool_change = true;
	assert_true(cadence_advise(&in).biweekly);
	assert_int_equal(cadence_advise(&in).calm, 3);
	week[WEEKS - 4].tool_change = false;
	week[WEEKS - 5].tool_change = true;
	assert_false(cadence_advise(&in).biweekly);
}

TEST(the_first_eight_weeks_after_a_go_live_are_uneasy)
{
	struct cadence_input in = calm();

	in.go_live = live;
	in.n_go_live = 1;
	live[0] = in.today - 55;
	assert_int_equal(cadence_uneasy(&in, WEEKS - 1), UNEASY_GO_LIVE);
	live[0] = in.today - 56;
	assert_int_equal(cadence_uneasy(&in, WEEKS - 1), 0);
	assert_true(cadence_advise(&in).biweekly);
	live[0] = in.today + 1;
	assert_int_equal(cadence_uneasy(&in, WEEKS - 1), 0);
}

TEST(volume_needs_eight_weeks_to_compare_with)
{
	struct cadence_input in = calm();

	week[WEEKS - 1].outputs = 500;
	for (size_t i = 0; i < WEEKS - 8; i++)
		week[i].outputs = NAN;
	assert_int_equal(cadence_uneasy(&in, WEEKS - 1), 0);
	week[WEEKS - 9].outputs = 100;
	assert_int_equal(cadence_uneasy(&in, WEEKS - 1), UNEASY_VOLUME);
	/* more than twelve weeks back do not count */
	for (size_t i = 0; i < 3; i++)
		week[i].outputs = 1000;
	assert_int_equal(cadence_uneasy(&in, WEEKS - 1), UNEASY_VOLUME);
}

TEST(what_is_due_follows_the_last_one_held)
{
	struct cadence_input in = calm();
	struct cadence_advice a;

	in.session = day_from_civil(2026, 11, 17);
	in.spot_check = day_from_civil(2026, 10, 31);
	in.review = day_from_civil(2026, 11, 30);
	a = cadence_advise(&in);
	assert_int_equal(a.next_session, day_from_civil(2026, 11, 24));
	assert_int_equal(a.next_spot_check, day_from_civil(2026, 11, 30));
	assert_int_equal(a.next_review, day_from_civil(2027, 2, 28));
	week[WEEKS - 1].degrading = true;
	assert_int_equal(cadence_advise(&in).next_review,
			 day_from_civil(2026, 12, 14));
	/* it was not due before the week in which it became bi-weekly */
	in.review = day_from_civil(2026, 10, 1);
	assert_int_equal(cadence_advise(&in).next_review,
			 day_from_civil(2026, 11, 16));
}

TEST(what_was_never_held_is_due_today)
{
	struct cadence_input in = calm();
	struct cadence_advice a = cadence_advise(&in);

	assert_int_equal(a.next_session, in.today);
	assert_int_equal(a.next_spot_check, in.today);
	assert_int_equal(a.next_review, in.today);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_calm_team_is_reviewed_every_quarter),
		cmocka_unit_test(each_reason_makes_it_biweekly),
		cmocka_unit_test(it_is_quarterly_again_after_four_calm_weeks),
		cmocka_unit_test(
			the_first_eight_weeks_after_a_go_live_are_uneasy),
		cmocka_unit_test(volume_needs_eight_weeks_to_compare_with),
		cmocka_unit_test(what_is_due_follows_the_last_one_held),
		cmocka_unit_test(what_was_never_held_is_due_today),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
