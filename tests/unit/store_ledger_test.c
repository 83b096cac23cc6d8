#include "tests/unit/store_help.h"

static void one_review(struct store *s, struct in *in, int32_t day,
		       const char *item, int64_t minutes)
{
	in_begin(in, s, &UPSERT(&kind_corrections));
	in_review(in, 2, day, item, OUTCOME_LIGHT, minutes);
	in_end(in);
}

static void check_digest_equal(struct store *a, struct store *b, bool equal)
{
	uint8_t da[SHA256_SIZE], db[SHA256_SIZE];
	struct err err = { 0 };

	assert_int_equal(store_digest(a, da, &err), 0);
	assert_int_equal(store_digest(b, db, &err), 0);
	assert_int_equal(memcmp(da, db, SHA256_SIZE) == 0, equal);
}

TEST(the_ledger_says_what_was_imported)
{
	struct store *s = memory_store();
	struct ledger_entry *list;
	struct arena a = { 0 };
	struct err err = { 0 };
	struct in in;
	size_t n;

	assert_int_equal(store_ledger(&list, &n, s, &a, &err), 0);
	assert_int_equal(n, 0);
	one_review(s, &in, DAY, "A1", 3);
	one_review(s, &in, DAY + 2, "A2", 4);
	assert_int_equal(in.id, 2);
	assert_int_equal(store_ledger(&list, &n, s, &a, &err), 0);
	assert_int_equal(n, 2);
	assert_int_equal(list[0].id, 1);
	assert_string_equal(list[1].file, "export.csv");
	assert_string_equal(list[1].kind, "corrections");
	assert_string_equal(list[1].source, "src");
	assert_string_equal(list[1].encoding, "UTF-8");
	assert_string_equal(list[1].delimiter, ",");
	assert_string_equal(list[1].rejects, "");
	assert_string_equal(list[1].as_of, "2026-11-22");
	assert_int_equal(list[1].header_line, 1);
	assert_int_equal(list[1].read, 1);
	assert_int_equal(list[1].used, 1);
	assert_int_equal(list[1].added, 1);
	assert_int_equal(list[1].first, DAY + 2);
	assert_int_equal(list[1].last, DAY + 2);
	assert_false(list[1].undone);
	arena_release(&a);
	store_close(s);
}

TEST(accounting_that_does_not_add_up_is_refused)
{
	struct store *s = memory_store();
	struct ledger_entry entry;
	struct in in;

	in_begin(&in, s, &UPSERT(&kind_corrections));
	in_review(&in, 2, DAY, "A1", OUTCOME_LIGHT, 3);
	assert_int_equal(facts_load_end(in.load, &in.r, &in.err), 0);
	entry = entry_of(&in);
	entry.read++;
	assert_int_equal(store_import_finish(in.import, &entry, NULL,
					     &in.err), -1);
	assert_int_equal(in.err.code, ERR_SOFTWARE);
	check_says(in.err.msg, "2 rows read");
	check_minutes(s, "");
	store_close(s);
}

static void check_known(struct store *s, const char *sha256,
			const char *profile, int64_t want)
{
	struct err err = { 0 };
	int64_t id = -1;

	assert_int_equal(store_import_known(&id, s, sha256, profile, &err), 0);
	assert_int_equal(id, want);
}

TEST(the_same_bytes_under_the_same_profile_are_known)
{
	struct store *s = memory_store();
	struct err err = { 0 };
	struct in in;
	int64_t days;

	one_review(s, &in, DAY, "A1", 3);
	check_known(s, "aa", "bb", 1);
	check_known(s, "aa", "other profile", 0);
	check_known(s, "other bytes", "bb", 0);
	assert_int_equal(store_undo(s, 1, &days, &err), 0);
	check_known(s, "aa", "bb", 0);
	store_close(s);
}

static void check_alike(struct store *s, int32_t first, int32_t last,
			const char *source, int64_t want_id, int64_t want_rows)
{
	struct ledger_entry e = {
		.sha256 = "another file", .kind = "corrections",
		.source = source, .first = first, .last = last,
		.header_line = 1
	};
	struct err err = { 0 };
	int64_t id = -1, rows = -1;

	assert_int_equal(store_import_alike(&id, &rows, s, &e, false, &err), 0);
	assert_int_equal(id, want_id);
	assert_int_equal(rows, want_rows);
}

TEST(the_last_import_of_the_same_days_is_found)
{
	struct store *s = memory_store();
	struct err err = { 0 };
	struct in in;
	int64_t days;

	for (int i = 0; i < 2; i++) {
		in_begin(&in, s, &UPSERT(&kind_corrections));
		in_review(&in, 2, DAY, "A1", OUTCOME_LIGHT, i);
		in_review(&in, 3, DAY + 3, "A2", OUTCOME_LIGHT, i);
		if (i)
			in_review(&in, 4, DAY, "A3", OUTCOME_LIGHT, i);
		in_end(&in);
	}
	check_alike(s, DAY, DAY + 3, "src", 2, 3);
	check_alike(s, DAY, DAY + 2, "src", 0, 0);
	check_alike(s, DAY + 1, DAY + 3, "src", 0, 0);
	check_alike(s, DAY, DAY + 3, "other", 0, 0);
	assert_int_equal(store_undo(s, 2, &days, &err), 0);
	check_alike(s, DAY, DAY + 3, "src", 1, 2);
	store_close(s);
}

TEST(diagnostics_come_back_by_line)
{
	struct store *s = memory_store();
	struct diags diags = { 0 };
	struct err err = { 0 };
	struct in in;

	in_begin(&in, s, &UPSERT(&kind_corrections));
	in_review(&in, 2, DAY, "A1", OUTCOME_LIGHT, 3);
	diag_add(&in.diags, DIAG_WARN, "late", 9, "Step", "nine %d", 9);
	diag_add(&in.diags, DIAG_ASIDE, "bad-date", 4, "", "four");
	diag_add(&in.diags, DIAG_NOTE, "encoding", 0, "", "whole file");
	in_end(&in);
	assert_int_equal(store_import_diags(&diags, s, in.id, &err), 0);
	assert_int_equal(diags.n, 3);
	assert_string_equal(diags.item[0].text, "whole file");
	assert_int_equal(diags.item[0].level, DIAG_NOTE);
	assert_int_equal(diags.item[1].line, 4);
	assert_int_equal(diags.item[1].level, DIAG_ASIDE);
	assert_string_equal(diags.item[1].code, "bad-date");
	assert_string_equal(diags.item[2].column, "Step");
	assert_string_equal(diags.item[2].text, "nine 9");
	assert_int_equal(diags.item[2].level, DIAG_WARN);
	diags_release(&diags);
	store_close(s);
}

TEST(the_same_imports_make_the_same_digest)
{
	struct store *a = memory_store(), *b = memory_store();
	struct in in;

	check_digest_equal(a, b, true);
	one_review(a, &in, DAY, "A1", 3);
	check_digest_equal(a, b, false);
	one_review(b, &in, DAY, "A1", 3);
	check_digest_equal(a, b, true);
	one_review(a, &in, DAY, "A1", 4);
	one_review(b, &in, DAY, "A1", 5);
	check_digest_equal(a, b, false);
	store_close(a);
	store_close(b);
}

/* ---- undo ------------------------------------------------------------- */

static void check_undo(struct store *s, int64_t import, int64_t want_days)
{
	struct err err = { 0 };
	int64_t days = -1;

	if (store_undo(s, import, &days, &err))
		fail_msg("%s", err.msg);
	assert_int_equal(days, want_days);
}

static void check_undo_refused(struct store *s, int64_t import,
			       enum err_code code, const char *says)
{
	struct err err = { 0 };
	int64_t days;

	assert_int_equal(store_undo(s, import, &days, &err), -1);
	assert_int_equal(err.code, code);
	check_says(err.msg, says);
}

static void check_sound(struct store *s)
{
	struct diags diags = { 0 };
	struct err err = { 0 };

	if (store_verify(s, &diags, &err))
		fail_msg("%s", err.msg);
	diags_release(&diags);
}

TEST(undo_goes_back_to_the_very_same_facts)
{
	struct store *s = memory_store();
	struct facts before, after;
	struct err err = { 0 };
	struct in in;
	char *want, *have;

	one_review(s, &in, DAY, "A1", 1);
	want = dump(s, &kind_corrections, 1);
	assert_int_equal(facts_read(&before, s, &kind_corrections, DAY, DAY,
				    &err), 0);
	in_begin(&in, s, &UPSERT(&kind_corrections));
	in_review(&in, 2, DAY, "A1", OUTCOME_MAJOR, 9);
	in_review(&in, 3, DAY + 1, "A2", OUTCOME_MAJOR, 5);
	in_end(&in);
	check_undo(s, 2, 2);
	have = dump(s, &kind_corrections, 1);
	assert_string_equal(want, have);
	assert_int_equal(facts_read(&after, s, &kind_corrections, DAY, DAY,
				    &err), 0);
	assert_int_equal(before.days[0].n, after.days[0].n);
	assert_memory_equal(before.days[0].col[COR_ITEM_ID].data,
			    after.days[0].col[COR_ITEM_ID].data, 10);
	facts_release(&before);
	facts_release(&after);
	free(want);
	free(have);
	check_sound(s);
	store_close(s);
}

TEST(undo_of_everything_leaves_no_facts_and_import_starts_anew)
{
	struct store *s = memory_store();
	struct in in;

	one_review(s, &in, DAY, "A1", 1);
	one_review(s, &in, DAY, "A1", 2);
	check_undo(s, 2, 1);
	check_minutes(s, "0:1");
	check_undo(s, 1, 1);
	check_minutes(s, "");
	check_sound(s);
	one_review(s, &in, DAY, "A1", 7);
	check_result(&in, 1, 0, 0, 0, 0);
	assert_int_equal(in.id, 3);
	check_minutes(s, "0:7");
	check_undo(s, 3, 1);
	check_minutes(s, "");
	check_sound(s);
	store_close(s);
}

TEST(undo_is_refused_when_a_later_import_wrote_the_day)
{
	struct store *s = memory_store();
	struct in in;

	one_review(s, &in, DAY, "A1", 1);
	one_review(s, &in, DAY + 1, "B1", 2);
	one_review(s, &in, DAY, "A2", 3);
	check_undo_refused(s, 1, ERR_DATA, "undo import 3 first");
	check_undo_refused(s, 1, ERR_DATA, "2024-10-04");
	check_minutes(s, "0:1 0:3 1:2");
	/* another day is no obstacle */
	check_undo(s, 2, 1);
	check_undo(s, 3, 1);
	check_undo(s, 1, 1);
	check_minutes(s, "");
	check_sound(s);
	store_close(s);
}

TEST(undo_is_refused_when_a_later_import_counts_on_its_rows)
{
	struct store *s = memory_store();
	struct in in;

	one_review(s, &in, DAY, "A1", 1);
	in_begin(&in, s, &UPSERT(&kind_corrections));
	in_review(&in, 2, DAY, "A1", OUTCOME_LIGHT, 1);
	in_review(&in, 3, DAY + 1, "A2", OUTCOME_LIGHT, 2);
	in_end(&in);
	check_result(&in, 1, 0, 1, 0, 0);
	check_undo_refused(s, 1, ERR_DATA, "already there");
	check_undo(s, 2, 1);
	check_undo(s, 1, 1);
	store_close(s);
}

TEST(undo_says_when_there_is_nothing_to_undo)
{
	struct store *s = memory_store();
	struct in in;

	check_undo_refused(s, 1, ERR_USAGE, "no import 1");
	one_review(s, &in, DAY, "A1", 1);
	check_undo(s, 1, 1);
	check_undo_refused(s, 1, ERR_USAGE, "already");
	store_close(s);
}

TEST(undo_brings_back_what_a_snapshot_removed)
{
	struct store *s = memory_store();
	struct facts_load_spec spec = SNAPSHOT(&kind_time);
	struct in in;

	in_begin(&in, s, &spec);
	in_time(&in, 2, DAY, "R-1", 10);
	in_time(&in, 3, DAY + 1, "R-1", 20);
	in_end(&in);
	spec.whole_days = true;
	spec.covers_first = DAY;
	spec.covers_last = DAY + 1;
	in_begin(&in, s, &spec);
	in_end(&in);
	check_result(&in, 0, 0, 0, 2, 0);
	check_entries(s, "");
	check_undo(s, 2, 2);
	check_entries(s, "0:10 1:20");
	check_sound(s);
	store_close(s);
}

/* ---- runs ------------------------------------------------------------- */

static struct figure_row figure(const char *workflow, int32_t first,
				double value)
{
	struct figure_row row = {
		.metric = "rework_rate", .unit = "rate", .verdict = "Yes",
		.first = first, .last = first + 6, .value = value,
		.low = (double)NAN, .high = 0.5, .n = 40, .x = FACT_NULL
	};

	row.scope[0] = workflow;
	return row;
}

static void record_showing(struct store *s, const char *period,
			   const struct figure_row *rows, size_t n,
			   const struct published_week *weeks, size_t n_weeks)
{
	struct run_entry run = {
		.report = "weekly", .period = period, .file = "w.xlsx",
		.sha256 = "ab", .inputs = "cd", .as_of = "2024-10-14",
		.last_import = 1, .weeks = weeks, .n_weeks = n_weeks
	};
	struct err err = { 0 };

	if (store_record_run(s, &run, rows, n, &err))
		fail_msg("%s", err.msg);
	assert_true(run.id > 0);
}

static void record(struct store *s, const char *period,
		   const struct figure_row *rows, size_t n)
{
	record_showing(s, period, rows, n, NULL, 0);
}

TEST(published_figures_come_back_as_last_published)
{
	struct store *s = memory_store();
	struct figure_row rows[] = {
		figure(NULL, DAY + 3, 0.1), figure("", DAY + 3, (double)NAN)
	}, later = figure("w", DAY + 3, 0.25), *got;
	struct run_entry *runs;
	struct arena a = { 0 };
	struct err err = { 0 };
	size_t n;

	record(s, "2024-W41", rows, 2);
	assert_int_equal(store_published(&got, &n, s, "weekly", "2024-W41", &a,
					 &err), 0);
	assert_int_equal(n, 2);
	assert_string_equal(got[0].metric, "rework_rate");
	assert_null(got[0].scope[0]);
	assert_string_equal(got[1].scope[0], "");
	assert_int_equal(got[0].first, DAY + 3);
	assert_int_equal(got[0].last, DAY + 9);
	check_close(got[0].value, 0.1, 0);
	check_close(got[1].value, (double)NAN, 0);
	check_close(got[0].low, (double)NAN, 0);
	assert_int_equal(got[0].n, 40);
	assert_true(got[0].x == FACT_NULL);
	assert_string_equal(got[0].verdict, "Yes");
	record(s, "2024-W41", &later, 1);
	record(s, "2024-W42", NULL, 0);
	assert_int_equal(store_published(&got, &n, s, "weekly", "2024-W41", &a,
					 &err), 0);
	assert_int_equal(n, 1);
	check_close(got[0].value, 0.25, 0);
	assert_int_equal(store_published(&got, &n, s, "weekly", "2024-W42", &a,
					 &err), 0);
	assert_int_equal(n, 0);
	assert_int_equal(store_published(&got, &n, s, "monthly", "2024-10", &a,
					 &err), 0);
	assert_int_equal(n, 0);
	assert_int_equal(store_runs(&runs, &n, s, &a, &err), 0);
	assert_int_equal(n, 3);
	assert_string_equal(runs[2].period, "2024-W42");
	assert_int_equal(runs[2].last_import, 1);
	check_sound(s);
	arena_release(&a);
	store_close(s);
}

TEST(the_first_report_that_shows_a_week_pins_it)
{
	struct store *s = memory_store();
	/* DAY + 3 is a Monday */
	struct figure_row row = figure("w", DAY + 3, 0.1);
	const struct published_week shown[] = {
		{ "w", DAY + 3, 0 }, { "", DAY + 3, 0 }, { "", DAY - 4, 0 }
	};
	struct published_week *week;
	struct arena a = { 0 };
	struct err err = { 0 };
	size_t n;

	record_showing(s, "2024-W41", &row, 1, shown, 2);
	record_showing(s, "2024-W41", &row, 1, shown, 3);
	assert_int_equal(store_published_weeks(&week, &n, s, &a, &err), 0);
	assert_int_equal(n, 3);
	assert_string_equal(week[0].workflow, "");
	assert_int_equal(week[0].monday, DAY - 4);
	assert_int_equal(week[0].run, 2);
	assert_int_equal(week[1].monday, DAY + 3);
	assert_int_equal(week[1].run, 1);
	assert_string_equal(week[2].workflow, "w");
	check_sound(s);
	arena_release(&a);
	store_close(s);
}

TEST(a_report_does_not_change_the_digest_of_its_facts)
{
	struct store *a = memory_store(), *b = memory_store();
	struct figure_row row = figure("w", DAY + 3, 0.1);
	struct in in;

	one_review(a, &in, DAY, "A1", 3);
	one_review(b, &in, DAY, "A1", 3);
	record(a, "2024-W41", &row, 1);
	check_digest_equal(a, b, true);
	store_close(a);
	store_close(b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_ledger_says_what_was_imported),
		cmocka_unit_test(accounting_that_does_not_add_up_is_refused),
		cmocka_unit_test(the_same_bytes_under_the_same_profile_are_known),
		cmocka_unit_test(the_last_import_of_the_same_days_is_found),
		cmocka_unit_test(diagnostics_come_back_by_line),
		cmocka_unit_test(the_same_imports_make_the_same_digest),
		cmocka_unit_test(undo_goes_back_to_the_very_same_facts),
		cmocka_unit_test(undo_of_everything_leaves_no_facts_and_import_starts_anew),
		cmocka_unit_test(undo_is_refused_when_a_later_import_wrote_the_day),
		cmocka_unit_test(undo_is_refused_when_a_later_import_counts_on_its_rows),
		cmocka_unit_test(undo_says_when_there_is_nothing_to_undo),
		cmocka_unit_test(undo_brings_back_what_a_snapshot_removed),
		cmocka_unit_test(published_figures_come_back_as_last_published),
		cmocka_unit_test(the_first_report_that_shows_a_week_pins_it),
		cmocka_unit_test(a_report_does_not_change_the_digest_of_its_facts),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
