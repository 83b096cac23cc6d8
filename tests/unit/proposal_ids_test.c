/*
 * The ids that decisions are known by: six digits of a digest, more where
 * they would be another problem's. The names were searched for until their
 * digests began alike:
 *
 *	output:w2980	b132e092a...
 *	output:w4134	b132e045d...
 *	output:w254511	b132e0674...
 *	output:w34211	0647abc4...
 *	output:w16870	0647abc6...
 */
#include "tests/unit/test.h"

#include "findings/recommend.h"
#include "store/decisions.h"

#define WEEK "2026-W47"

static struct arena arena;
static struct problem problem[3];
static struct proposal_entry published[3];
static struct decision_book book;

static int setup(void **state)
{
	(void)state;
	memset(problem, 0, sizeof problem);
	memset(published, 0, sizeof published);
	book = (struct decision_book){ .proposal = published };
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	arena_release(&arena);
	memset(&arena, 0, sizeof arena);
	return 0;
}

static void publish(const char *proposal, const char *period,
		    const char *about)
{
	published[book.n_proposals++] = (struct proposal_entry){
		.proposal = proposal, .period = period, .problem = about
	};
}

/* Ids of up to three problems, in this order. */
static void check_ids(const char *const about[3], const char *const want[3])
{
	size_t n = 0;

	for (; n < 3 && about[n]; n++)
		problem[n].id = about[n];
	proposal_ids(problem, n, WEEK, &book, &arena);
	for (size_t i = 0; i < n; i++)
		assert_string_equal(problem[i].proposal, want[i]);
}

#define LIST(...) ((const char *const[3]){ __VA_ARGS__ })

TEST(six_digits_are_enough_where_no_other_begins_with_them)
{
	check_ids(LIST("output:w2980", "output:w34211"),
		  LIST(WEEK "-b132e0", WEEK "-0647ab"));
}

TEST(two_that_begin_alike_are_both_longer_in_any_order)
{
	check_ids(LIST("output:w2980", "output:w4134"),
		  LIST(WEEK "-b132e09", WEEK "-b132e04"));
	check_ids(LIST("output:w4134", "output:w2980", "output:w254511"),
		  LIST(WEEK "-b132e04", WEEK "-b132e09", WEEK "-b132e06"));
	/* seven digits are the same, too */
	check_ids(LIST("output:w34211", "output:w16870"),
		  LIST(WEEK "-0647abc4", WEEK "-0647abc6"));
}

/* A workbook was given out with it. */
TEST(what_was_published_keeps_its_id_and_the_new_one_is_longer)
{
	publish(WEEK "-b132e0", WEEK, "output:w4134");
	check_ids(LIST("output:w2980", "output:w4134"),
		  LIST(WEEK "-b132e09", WEEK "-b132e0"));
	/* also when the week no longer has that problem */
	check_ids(LIST("output:w2980"), LIST(WEEK "-b132e09"));
	publish(WEEK "-b132e09", WEEK, "output:w2980");
	check_ids(LIST("output:w2980"), LIST(WEEK "-b132e09"));
}

TEST(another_week_is_another_decision)
{
	publish("2026-W46-b132e0", "2026-W46", "output:w4134");
	check_ids(LIST("output:w2980"), LIST(WEEK "-b132e0"));
}

TEST(without_a_store_there_is_nothing_to_keep)
{
	problem[0].id = "output:w2980";
	proposal_ids(problem, 1, WEEK, NULL, &arena);
	assert_string_equal(problem[0].proposal, WEEK "-b132e0");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define CASE(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
		CASE(six_digits_are_enough_where_no_other_begins_with_them),
		CASE(two_that_begin_alike_are_both_longer_in_any_order),
		CASE(what_was_published_keeps_its_id_and_the_new_one_is_longer),
		CASE(another_week_is_another_decision),
		CASE(without_a_store_there_is_nothing_to_keep),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
