/*
 * Proposals, answers, dates and effects in the store: nothing is lost,
 * nothing is doubled, nothing is changed unseen.
 */
#include "tests/unit/store_help.h"

#include "store/db.h"
#include "store/decisions.h"

#define ID "2026-W47-1e378d"
#define MONDAY (day_from_civil(2026, 11, 16))
#define TODAY (MONDAY + 7)

static struct proposal_entry proposal(const char *first, const char *second)
{
	struct proposal_entry p = {
		.proposal = ID, .report = "weekly", .period = "2026-W47",
		.first = MONDAY, .last = MONDAY + 6,
		.problem = "output:blog", .title = "Blog: rework",
		.evidence = "18 of 55 were reworked.", .n_options = 2
	};
	const char *action[] = { first, second };

	for (size_t i = 0; i < 2; i++)
		p.option[i] = (struct option_entry){
			.action = action[i], .text = "Do it", .role = "editor",
			.hours = 1.5, .setup = 3, .wasted = 6.5,
			.reduction = 0.25, .metric = "rework",
			.scope = { "blog" }, .value = 0.33, .each = 0.36,
			.before_first = MONDAY - 56, .before_last = MONDAY - 1
		};
	return p;
}

static struct store *with_proposal(void)
{
	struct store *s = memory_store();
	struct proposal_entry p = proposal("prompt", "examples");
	struct err err = { 0 };

	if (store_propose(s, &p, &err))
		fail_msg("%s", err.msg);
	return s;
}

static struct decision_entry answer(const char *choice, const char *owner)
{
	return (struct decision_entry){
		.proposal = ID, .choice = choice, .owner = owner,
		.due = DAY_NONE, .source = "command", .day = TODAY
	};
}

/* How many answers were new. */
static size_t decide(struct store *s, struct decision_entry d)
{
	struct err err = { 0 };
	size_t changed;

	if (store_decide(s, &d, 1, &changed, &err))
		fail_msg("%s", err.msg);
	return changed;
}

static void check_refused(struct store *s, struct decision_entry d,
			  const char *says)
{
	struct err err = { 0 };
	size_t changed;

	assert_int_equal(store_decide(s, &d, 1, &changed, &err), -1);
	assert_int_equal(err.code, ERR_USAGE);
	check_says(err.msg, says);
}

static int64_t rows(struct store *s, const char *table)
{
	struct err err = { 0 };
	char sql[64];
	int64_t n;

	snprintf(sql, sizeof sql, "SELECT count(*) FROM %s", table);
	assert_int_equal(db_int(s, sql, 0, &n, &err), 0);
	return n;
}

TEST(an_answer_is_kept_with_its_action)
{
	struct store *s = with_proposal();
	struct decision_book b;
	struct arena a = { 0 };
	struct err err = { 0 };

	assert_int_equal(decide(s, answer("B", "Mia")), 1);
	assert_int_equal(store_decision_book(&b, s, &a, &err), 0);
	const struct decision_entry *d = book_answer(&b, ID);

	assert_string_equal(d->action, "examples");
	assert_string_equal(d->owner, "Mia");
	assert_int_equal(d->done, DAY_NONE);
	check_close(book_option(&b, d)->wasted, 6.5, 0);
	assert_string_equal(book_option(&b, d)->scope[0], "blog");
	assert_null(book_option(&b, d)->scope[1]);
	assert_int_equal(book_option(&b, d)->before_first, MONDAY - 56);
	check_whole(s);
	arena_release(&a);
	store_close(s);
}

TEST(the_same_answer_again_changes_nothing)
{
	struct store *s = with_proposal();
	struct decision_entry d = answer("A", "Mia");

	assert_int_equal(decide(s, d), 1);
	d.source = "weekly_2026-W47.xlsx";
	d.day++;
	assert_int_equal(decide(s, d), 0);
	assert_int_equal(rows(s, "decision"), 1);
	store_close(s);
}

TEST(an_answer_that_changes_keeps_the_one_before)
{
	struct store *s = with_proposal();

	assert_int_equal(decide(s, answer("A", "Mia")), 1);
	assert_int_equal(decide(s, answer("A", "Tom")), 1);
	assert_int_equal(decide(s, answer("reject", "")), 1);
	assert_int_equal(decide(s, answer("A", "Mia")), 1);
	assert_int_equal(rows(s, "decision"), 4);
	check_whole(s);
	store_close(s);
}

/* Whether a backup is due before an answer is known before it is taken. */
TEST(an_answer_can_be_tried_without_being_taken)
{
	struct store *s = with_proposal();
	struct decision_entry d = answer("A", "Mia");
	struct err err = { 0 };
	bool done;
	size_t n;

	assert_int_equal(store_decide_try(s, NULL, &d, 1, &n, &err), 0);
	assert_int_equal(n, 1);
	assert_int_equal(rows(s, "decision"), 0);
	assert_int_equal(store_done_try(s, ID, TODAY, TODAY, &done, &err),
			 -1);
	assert_int_equal(decide(s, d), 1);
	assert_int_equal(store_decide_try(s, NULL, &d, 1, &n, &err), 0);
	assert_int_equal(n, 0);
	assert_int_equal(store_done_try(s, ID, TODAY, TODAY, &done, &err), 0);
	assert_true(done);
	assert_int_equal(rows(s, "implemented"), 0);
	check_whole(s);
	store_close(s);
}

TEST(a_set_of_answers_is_taken_as_a_whole)
{
	struct store *s = with_proposal();
	struct decision_entry d[2] = { answer("A", ""), answer("C", "") };
	struct err err = { 0 };
	size_t changed;

	assert_int_equal(store_decide(s, d, 2, &changed, &err), -1);
	check_says(err.msg, "C was not offered for " ID "; A and B were");
	assert_int_equal(rows(s, "decision"), 0);
	store_close(s);
}

TEST(what_cannot_be_is_refused_and_says_why)
{
	struct store *s = with_proposal();
	struct decision_entry d = answer("A", "");

	d.proposal = "2026-W47-1e387d";
	check_refused(s, d, "did you mean " ID "?");
	check_refused(s, answer("yes", ""), "'yes' is no answer");
	d = answer("A", "");
	d.due = TODAY - 1;
	check_refused(s, d, "the due date 2026-11-22 is before the day of "
		      "the decision, 2026-11-23");
	d = answer("A", "");
	d.day = MONDAY - 1;
	check_refused(s, d, "cannot have been decided on 2026-11-15");
	store_close(s);
}

TEST(a_proposal_published_again_with_other_options_is_a_new_row)
{
	struct store *s = with_proposal();
	struct proposal_entry p = proposal("prompt", "examples");
	struct decision_book b;
	struct arena a = { 0 };
	struct err err = { 0 };
	struct decision_entry d = answer("A", "");

	assert_int_equal(store_propose(s, &p, &err), 0);
	assert_int_equal(rows(s, "proposal"), 1);
	p = proposal("examples", "prompt");
	assert_int_equal(store_propose(s, &p, &err), 0);
	assert_int_equal(rows(s, "proposal"), 2);
	/* an answer to the first report means what stood there */
	d.action = "prompt";
	assert_int_equal(decide(s, d), 1);
	assert_int_equal(store_decision_book(&b, s, &a, &err), 0);
	assert_string_equal(book_answer(&b, ID)->action, "prompt");
	d.action = "";
	assert_int_equal(decide(s, d), 1);
	arena_release(&a);
	assert_int_equal(store_decision_book(&b, s, &a, &err), 0);
	assert_string_equal(book_answer(&b, ID)->action, "examples");
	check_whole(s);
	arena_release(&a);
	store_close(s);
}

static void check_not_done(struct store *s, int32_t on, const char *says)
{
	struct err err = { 0 };
	bool changed;

	assert_int_equal(store_done(s, ID, on, "", TODAY, &changed, &err),
			 -1);
	check_says(err.msg, says);
}

TEST(an_action_is_in_place_since_a_day_that_can_be)
{
	struct store *s = with_proposal();
	struct err err = { 0 };
	bool changed;

	check_not_done(s, TODAY, "nothing was decided for " ID);
	decide(s, answer("defer", ""));
	check_not_done(s, TODAY, "the answer to " ID " was 'defer'");
	decide(s, answer("A", ""));
	check_not_done(s, TODAY + 1, "is still to come");
	check_not_done(s, MONDAY - 1, "cannot be in place since 2026-11-15");
	assert_int_equal(store_done(s, ID, TODAY, "", TODAY, &changed, &err),
			 0);
	assert_true(changed);
	assert_int_equal(store_done(s, ID, TODAY, "", TODAY + 3, &changed,
				    &err), 0);
	assert_false(changed);
	/* another owner, the same date; another action, none */
	struct decision_book b;
	struct arena a = { 0 };

	decide(s, answer("A", "Tom"));
	assert_int_equal(store_decision_book(&b, s, &a, &err), 0);
	assert_int_equal(book_answer(&b, ID)->done, TODAY);
	decide(s, answer("B", "Tom"));
	assert_int_equal(store_decision_book(&b, s, &a, &err), 0);
	assert_int_equal(book_answer(&b, ID)->done, DAY_NONE);
	check_whole(s);
	arena_release(&a);
	store_close(s);
}

TEST(a_run_says_only_what_is_new)
{
	struct store *s = with_proposal();
	struct proposal_entry p = proposal("prompt", "examples");
	struct effect_entry e = {
		.proposal = ID, .action = "prompt", .verdict = "worked",
		.as_of = TODAY + 40, .before = 0.2, .after = 0.1,
		.difference = -0.1, .low = -0.14, .high = -0.05,
		.promised = -0.05, .weeks = 4, .reduction = 0.5, .hours = 2
	};
	struct run_entry run = {
		.report = "weekly", .period = "2026-W47", .proposals = &p,
		.n_proposals = 1, .effects = &e, .n_effects = 1
	};
	struct err err = { 0 };

	for (int i = 0; i < 3; i++)
		assert_int_equal(store_record_run(s, &run, NULL, 0, &err), 0);
	assert_int_equal(rows(s, "proposal"), 1);
	assert_int_equal(rows(s, "effect"), 1);
	e.weeks = 5;
	assert_int_equal(store_record_run(s, &run, NULL, 0, &err), 0);
	assert_int_equal(rows(s, "effect"), 2);
	check_whole(s);
	store_close(s);
}

static void check_seen(const char *change)
{
	struct store *s = with_proposal();
	struct diags found = { 0 };
	struct err err = { 0 };
	bool changed;

	decide(s, answer("A", "Mia"));
	decide(s, answer("B", "Mia"));
	assert_int_equal(store_done(s, ID, TODAY, "", TODAY, &changed, &err),
			 0);
	assert_int_equal(db_exec(s, "PRAGMA foreign_keys=OFF", &err), 0);
	if (db_exec(s, change, &err))
		fail_msg("%s: %s", change, err.msg);
	if (!store_verify(s, &found, &err))
		fail_msg("not seen: %s", change);
	diags_release(&found);
	store_close(s);
}

TEST(a_change_by_hand_is_seen)
{
	check_seen("UPDATE decision SET owner = 'Tom' WHERE choice = 'A'");
	check_seen("DELETE FROM decision WHERE choice = 'A'");
	check_seen("DELETE FROM decision WHERE choice = 'B'");
	check_seen("DELETE FROM implemented");
	check_seen("UPDATE implemented SET since = '2026-11-22'");
	check_seen("UPDATE proposal_option SET hours = 9");
	check_seen("DELETE FROM proposal_option WHERE letter = 'B'");
	check_seen("INSERT INTO proposal_option SELECT 99, letter, action, "
		   "text, role, hours, setup, wasted, reduction, metric, "
		   "workflow, step, tool, item_type, channel, campaign, "
		   "segment, prompt_version, component, input, field, skill, "
		   "value, each, before_first, before_last FROM "
		   "proposal_option");
	check_seen("UPDATE proposal SET title = 'Fine'");
}

/* Any answers in any order: the last one counts, history only grows, and
 * saying all of them again one by one in place changes nothing. */
TEST(history_only_grows)
{
	static const char *const choice[] = { "A", "B", "reject", "defer",
					      "need-data" };
	struct store *s = with_proposal();
	uint64_t seed = 9;
	int64_t before = 0;

	for (int i = 0; i < 300; i++) {
		struct decision_entry d;
		size_t changed;

		seed = seed * 6364136223846793005u + 1442695040888963407u;
		d = answer(choice[(seed >> 33) % COUNT(choice)],
			   (seed >> 40) % 2 ? "Mia" : "");
		changed = decide(s, d);
		assert_int_equal(decide(s, d), 0);
		assert_int_equal(rows(s, "decision"), before +
				 (int64_t)changed);
		before += (int64_t)changed;
	}
	check_whole(s);
	store_close(s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_answer_is_kept_with_its_action),
		cmocka_unit_test(the_same_answer_again_changes_nothing),
		cmocka_unit_test(an_answer_that_changes_keeps_the_one_before),
		cmocka_unit_test(an_answer_can_be_tried_without_being_taken),
		cmocka_unit_test(a_set_of_answers_is_taken_as_a_whole),
		cmocka_unit_test(what_cannot_be_is_refused_and_says_why),
		cmocka_unit_test(
			a_proposal_published_again_with_other_options_is_a_new_row),
		cmocka_unit_test(
			an_action_is_in_place_since_a_day_that_can_be),
		cmocka_unit_test(a_run_says_only_what_is_new),
		cmocka_unit_test(a_change_by_hand_is_seen),
		cmocka_unit_test(history_only_grows),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
