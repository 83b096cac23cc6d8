#include "tests/unit/store_help.h"

#include <math.h>

#include "metrics/metrics.h"
#include "store/condense.h"

static const struct figure_row frozen = {.metric = "ping_pong",
					 .unit = "count",
					 .first = DAY,
					 .last = DAY + 6,
					 .value = 2,
					 .low = NAN,
					 .high = NAN,
					 .n = FACT_NULL,
					 .x = FACT_NULL,
					 .verdict = ""};

static void condense_to(struct condensed out[CONDENSED_KINDS], struct store *s,
			int32_t before, bool dry_run)
{
	struct err err = {0};
	struct diags found = {0};

	if (store_condense(out, s,
			   &(struct condense_spec){.before = before,
						   .as_of = "2026-11-22",
						   .frozen = &frozen,
						   .n_frozen = 1,
						   .dry_run = dry_run},
			   &err) ||
	    store_verify(s, &found, &err))
		fail_msg("%s", err.msg);
	diags_release(&found);
}

static void condense(struct store *s, int32_t before)
{
	struct condensed out[CONDENSED_KINDS];

	condense_to(out, s, before, false);
}

static void check_weights(struct store *s, const struct fact_kind *kind,
			  const char *want)
{
	check_column(s, kind, FC_N, 1, want);
}

#define REVIEWS_BEGIN(in, s) in_begin((in), (s), &UPSERT(&kind_corrections))

/* Three alike, one that is not, and one of a later day. */
static void five_reviews(struct store *s, struct in *in)
{
	REVIEWS_BEGIN(in, s);
	in_review(in, 2, DAY, "A1", OUTCOME_LIGHT, 3);
	in_review(in, 3, DAY, "A2", OUTCOME_USABLE, 0);
	in_review(in, 4, DAY, "A3", OUTCOME_LIGHT, 3);
	in_review(in, 5, DAY, "A4", OUTCOME_LIGHT, 3);
	in_review(in, 6, DAY + 1, "A5", OUTCOME_LIGHT, 3);
	in_end(in);
}

TEST(reviews_that_say_the_same_become_one_row)
{
	struct store *s = memory_store();
	struct condensed out[CONDENSED_KINDS];
	struct in in;
	char *text;

	five_reviews(s, &in);
	condense_to(out, s, DAY + 1, false);
	text = dump(s, &kind_corrections, 1);
	assert_string_equal(text, "0 source=src import=1 line=2 n=3 "
				  "reviewed_at=3456086401 "
				  "workflow=w step=draft outcome=light "
				  "correction_minutes="
				  "180000\n"
				  "0 source=src import=1 line=3 n=1 item_id=A2 "
				  "reviewed_at="
				  "3456086401 workflow=w step=draft "
				  "outcome=usable "
				  "correction_minutes=0\n"
				  "1 source=src import=1 line=6 n=1 item_id=A5 "
				  "reviewed_at="
				  "3456259201 workflow=w step=draft "
				  "outcome=light "
				  "correction_minutes=180000\n");
	assert_int_equal(out[0].import, 2);
	assert_int_equal(out[0].days, 1);
	assert_int_equal(out[0].rows_before, 4);
	assert_int_equal(out[0].rows_after, 2);
	assert_int_equal(out[0].grouped, 3);
	assert_int_equal(out[0].groups, 1);
	assert_true(out[0].bytes_before > out[0].bytes_after);
	assert_int_equal(out[1].days, 0);
	free(text);
	store_close(s);
}

TEST(a_dry_run_says_the_same_and_changes_nothing)
{
	struct store *s = memory_store();
	struct condensed out[CONDENSED_KINDS];
	struct in in;

	five_reviews(s, &in);
	condense_to(out, s, DAY + 1, true);
	assert_int_equal(out[0].rows_after, 2);
	check_weights(s, &kind_corrections, "0:1 0:1 0:1 0:1 1:1");
	store_close(s);
}

TEST(an_output_reviewed_again_later_stays_as_it_is)
{
	struct store *s = memory_store();
	struct in in;

	REVIEWS_BEGIN(&in, s);
	in_review(&in, 2, DAY, "A1", OUTCOME_LIGHT, 3);
	in_review(&in, 3, DAY, "A2", OUTCOME_LIGHT, 3);
	in_review(&in, 4, DAY, "A3", OUTCOME_LIGHT, 3);
	in_review(&in, 5, DAY + 90, "A2", OUTCOME_LIGHT, 3);
	in_end(&in);
	condense(s, DAY + 1);
	check_weights(s, &kind_corrections, "0:2 0:1 90:1");
	store_close(s);
}

TEST(a_row_that_stands_for_several_joins_them)
{
	struct store *s = memory_store();
	struct fact_cell cells[FACT_COLUMNS_MAX];
	struct in in;

	in_begin(&in, s, &SNAPSHOT(&kind_pulse));
	blank_cells(cells);
	cells[PUL_DATE] = num_cell(DAY);
	for (int i = 0; i < 3; i++) {
		cells[PUL_SCORE] = num_cell(i == 1 ? 2000 : 4000);
		cells[FC_N] = num_cell(i + 1);
		in_row(&in, cells, DAY, 2 + i);
	}
	in_end(&in);
	condense(s, DAY + 1);
	check_weights(s, &kind_pulse, "0:4 0:2");
	store_close(s);
}

static void in_handoff(struct in *in, int64_t line, int32_t day,
		       const char *item, int minute, int waited)
{
	struct fact_cell cells[FACT_COLUMNS_MAX];
	int64_t sent = (int64_t)day * 86400 + 60 * minute;

	blank_cells(cells);
	cells[HAN_FROM_STEP] = text_cell("draft");
	cells[HAN_TO_STEP] = text_cell("review");
	cells[HAN_ITEM_ID] = text_cell(item);
	cells[HAN_SENT_AT] = num_cell(fact_time(sent, false));
	cells[HAN_RECEIVED_AT] = num_cell(fact_time(sent + 60 * waited, false));
	in_row(in, cells, day, line);
}

TEST(handoffs_are_the_same_when_they_waited_as_long)
{
	struct store *s = memory_store();
	struct in in;

	in_begin(&in, s, &UPSERT(&kind_handoffs));
	in_handoff(&in, 2, DAY, "A1", 10, 5);
	in_handoff(&in, 3, DAY, "A2", 20, 5);
	in_handoff(&in, 4, DAY, "A3", 30, 6);
	/* this item wanders on in days that stay whole */
	in_handoff(&in, 5, DAY, "A4", 40, 5);
	in_handoff(&in, 6, DAY + 1, "A4", 40, 5);
	in_end(&in);
	condense(s, DAY + 1);
	check_weights(s, &kind_handoffs, "0:2 0:1 0:1 1:1");
	store_close(s);
}

TEST(rows_known_by_an_id_alone_stay_as_they_are)
{
	struct store *s = memory_store();
	struct facts_load_spec spec = UPSERT(&kind_corrections);
	struct in in;

	spec.key_columns = (uint64_t)1 << COR_ITEM_ID;
	in_begin(&in, s, &spec);
	in_review(&in, 2, DAY, "A1", OUTCOME_LIGHT, 3);
	in_review(&in, 3, DAY, "A2", OUTCOME_LIGHT, 3);
	in_end(&in);
	condense(s, DAY + 1);
	check_weights(s, &kind_corrections, "0:1 0:1");
	store_close(s);
}

/* ---- importing again -------------------------------------------------- */

TEST(rows_of_a_condensed_day_are_there_already_or_set_aside)
{
	struct store *s = memory_store();
	struct in in;

	five_reviews(s, &in);
	condense(s, DAY + 2);
	five_reviews(s, &in);
	check_result(&in, 0, 0, 5, 0, 0);

	REVIEWS_BEGIN(&in, s);
	in_review(&in, 2, DAY, "A1", OUTCOME_MAJOR, 3); /* corrected */
	in_review(&in, 3, DAY, "A2", OUTCOME_USABLE, 0);
	in_review(&in, 4, DAY, "A9", OUTCOME_USABLE, 0); /* one too many */
	in_review(&in, 5, DAY + 1, "A5", OUTCOME_MAJOR, 3);
	if (facts_load_end(in.load, &in.r, &in.err))
		fail_msg("%s", in.err.msg);
	check_result(&in, 0, 1, 1, 0, 2);
	assert_int_equal(in.diags.n, 2);
	check_says(in.diags.item[0].text, "the corrections of 2024-10-04 were "
					  "condensed, and no row there says "
					  "the same");
	diags_release(&in.diags);
	store_import_abort(in.import);
	store_close(s);
}

TEST(a_snapshot_takes_nothing_from_a_condensed_day)
{
	struct store *s = memory_store();
	struct facts_load_spec spec = SNAPSHOT(&kind_corrections);
	struct in in;

	five_reviews(s, &in);
	condense(s, DAY + 1);
	spec.whole_days = true;
	in_begin(&in, s, &spec);
	in_review(&in, 2, DAY, "A1", OUTCOME_LIGHT, 3);
	in_review(&in, 3, DAY + 1, "A7", OUTCOME_USABLE, 0);
	in_end(&in);
	check_result(&in, 1, 0, 1, 1, 0);
	check_weights(s, &kind_corrections, "0:3 0:1 1:1");
	store_close(s);
}

TEST(another_source_may_still_bring_rows_of_that_day)
{
	struct store *s = memory_store();
	struct facts_load_spec spec = UPSERT(&kind_corrections);
	struct in in;

	five_reviews(s, &in);
	condense(s, DAY + 1);
	spec.source = "other";
	in_begin(&in, s, &spec);
	in_review(&in, 2, DAY, "B1", OUTCOME_LIGHT, 3);
	in_end(&in);
	check_result(&in, 1, 0, 0, 0, 0);
	/* and the first one is still closed */
	five_reviews(s, &in);
	check_result(&in, 0, 0, 5, 0, 0);
	check_weights(s, &kind_corrections, "0:3 0:1 0:1 1:1");
	store_close(s);
}

/* ---- taking it back --------------------------------------------------- */

TEST(undo_brings_the_rows_back_and_opens_the_day)
{
	struct store *s = memory_store();
	struct err err = {0};
	struct in in;
	char *before, *after;
	int64_t days;
	int32_t day;

	five_reviews(s, &in);
	before = dump(s, &kind_corrections, 1);
	condense(s, DAY + 1);
	assert_int_equal(store_condensed_before(&day, s, &err), 0);
	assert_int_equal(day, DAY + 1);
	/* the reviews themselves only after that */
	assert_int_equal(store_undo(s, 1, &days, &err), -1);
	check_says(err.msg, "undo import 2 first");
	assert_int_equal(store_undo(s, 2, &days, &err), 0);
	assert_int_equal(store_condensed_before(&day, s, &err), 0);
	assert_int_equal(day, DAY_NONE);
	after = dump(s, &kind_corrections, 1);
	assert_string_equal(before, after);
	REVIEWS_BEGIN(&in, s);
	in_review(&in, 2, DAY, "A1", OUTCOME_MAJOR, 9);
	in_end(&in);
	check_result(&in, 0, 1, 0, 0, 0);
	free(before);
	free(after);
	store_close(s);
}

/* ---- frozen figures --------------------------------------------------- */

TEST(figures_that_were_handed_in_are_read_back)
{
	struct store *s = memory_store();
	struct figure_row *rows;
	struct arena a = {0};
	struct err err = {0};
	struct in in;
	size_t n;

	five_reviews(s, &in);
	condense(s, DAY + 1);
	assert_int_equal(store_published(&rows, &n, s, CONDENSE_REPORT,
					 "2024-10-05", &a, &err),
			 0);
	assert_int_equal(n, 1);
	assert_string_equal(rows[0].metric, "ping_pong");
	assert_true(rows[0].value == 2);
	arena_release(&a);
	store_close(s);
}

TEST(no_days_inside_the_longest_window_are_condensed)
{
	struct config c = {.limits = {.trend_weeks = 26,
				      .baseline_weeks = 12,
				      .output_days = 28}};
	const char *what;

	assert_int_equal(metrics_window(&c, &what), 364);
	check_says(what, "cost of lateness");
	c.limits.baseline_weeks = 60;
	assert_int_equal(metrics_window(&c, &what), 420);
	check_says(what, "baseline_weeks");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reviews_that_say_the_same_become_one_row),
		cmocka_unit_test(a_dry_run_says_the_same_and_changes_nothing),
		cmocka_unit_test(an_output_reviewed_again_later_stays_as_it_is),
		cmocka_unit_test(a_row_that_stands_for_several_joins_them),
		cmocka_unit_test(
			handoffs_are_the_same_when_they_waited_as_long),
		cmocka_unit_test(rows_known_by_an_id_alone_stay_as_they_are),
		cmocka_unit_test(
			rows_of_a_condensed_day_are_there_already_or_set_aside),
		cmocka_unit_test(a_snapshot_takes_nothing_from_a_condensed_day),
		cmocka_unit_test(
			another_source_may_still_bring_rows_of_that_day),
		cmocka_unit_test(undo_brings_the_rows_back_and_opens_the_day),
		cmocka_unit_test(figures_that_were_handed_in_are_read_back),
		cmocka_unit_test(
			no_days_inside_the_longest_window_are_condensed),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
