/* Whole imports: fixtures, real exports where they are, and what is kept. */
#include "tests/unit/ingest_help.h"

#define DIALECTS "fixtures/dialects/"
#define EXPORTS "../shared/exports/"

#define HEAD "item_id,reviewed_at,workflow,step,outcome\n"
#define ROW(id, day, outcome) id "," day ",blog,draft," outcome "\n"

/* A store and a config for one test. */
struct desk {
	struct store *store;
	struct config config;
	struct config_currency rates[2];
};

static void desk_open(struct desk *d)
{
	d->store = memory_store();
	d->config = config_of_test();
	d->rates[0] = (struct config_currency){ "USD", 900000 };
	d->rates[1] = (struct config_currency){ "CAD", 650000 };
	d->config.currencies = d->rates;
	d->config.n_currencies = 2;
}

static void desk_close(struct desk *d)
{
	store_close(d->store);
	config_release(&d->config);
}

/* Import a file and check its account; the report is released. */
static void check_file_at(struct desk *d, const char *path,
			  const struct import_options *o, int read, int used,
			  int same, int totals, int aside, int line)
{
	struct imported got = import_path(d->store, &d->config, path, o);

	check_account_at(&got, read, used, same, totals, aside, __FILE__,
			 line);
	import_report_release(&got.report);
}
#define check_file(d, path, o, read, used, same, totals, aside) \
	check_file_at((d), (path), (o), (read), (used), (same), (totals), \
		      (aside), __LINE__)

static struct facts read_facts(struct desk *d, const struct fact_kind *kind)
{
	struct facts f;
	struct err err;

	assert_int_equal(facts_read(&f, d->store, kind, DAY_MIN, DAY_MAX,
				    &err), 0);
	return f;
}

static int64_t sum_of(struct desk *d, const struct fact_kind *kind, int column)
{
	struct facts f = read_facts(d, kind);
	int64_t sum = 0;

	for (size_t i = 0; i < f.n_days; i++)
		for (size_t r = 0; r < f.days[i].n; r++)
			num_add(&sum, sum, fact_i64(&f.days[i], column, r));
	facts_release(&f);
	return sum;
}

static bool has_dim(struct desk *d, const struct fact_kind *kind,
		    const char *text)
{
	struct facts f = read_facts(d, kind);
	bool found = facts_dim_id(&f, text) > 0;

	facts_release(&f);
	return found;
}

TEST(google_ads_period_rows_are_summed_and_totals_left_out)
{
	struct desk d;
	struct facts f;

	desk_open(&d);
	check_file(&d, DIALECTS "google_ads_utf16.csv", NULL, 7, 5, 0, 2, 0);
	f = read_facts(&d, &kind_campaigns);
	assert_int_equal(f.n_days, 1);
	assert_int_equal(f.n, 3);
	assert_int_equal(f.days[0].day, day_from_civil(2026, 5, 8));
	assert_int_equal(fact_i64(&f.days[0], CAM_PERIOD_START, 0),
			 day_from_civil(2026, 5, 1));
	facts_release(&f);
	assert_int_equal(sum_of(&d, &kind_campaigns, CAM_COST), 111370000);
	assert_int_equal(sum_of(&d, &kind_campaigns, CAM_IMPRESSIONS),
			 14216000);
	assert_int_equal(sum_of(&d, &kind_campaigns, CAM_CONVERSIONS), 12500);
	assert_true(has_dim(&d, &kind_campaigns, "Total body workout"));
	assert_true(has_dim(&d, &kind_campaigns, "Jackets,\nmen"));
	desk_close(&d);
}

TEST(google_ads_all_time_needs_a_period_and_a_rate)
{
	struct import_options o = { .period = "2026-01-01..2026-03-31" };
	struct desk d;
	struct imported got;

	desk_open(&d);
	got = import_path(d.store, &d.config,
			  DIALECTS "google_ads_all_time.csv", NULL);
	assert_int_equal(got.err.code, ERR_DATA);
	check_says(got.err.msg, "google_ads_all_time.csv:2:");
	check_says(got.err.msg, "--period FROM..TO");
	import_report_release(&got.report);
	check_file(&d, DIALECTS "google_ads_all_time.csv", &o, 4, 2, 0, 2, 0);
	/* 25.17 dollars at 0.9 */
	assert_int_equal(sum_of(&d, &kind_campaigns, CAM_COST), 22653000);
	desk_close(&d);
}

TEST(google_ads_is_known_in_japanese)
{
	struct desk d;

	desk_open(&d);
	d.config.currency = "JPY";
	check_file(&d, DIALECTS "google_ads_day_ja.csv", NULL, 3, 2, 0, 1, 0);
	assert_int_equal(sum_of(&d, &kind_campaigns, CAM_COST), 1092000000);
	assert_int_equal(sum_of(&d, &kind_campaigns, CAM_CLICKS), 27000);
	desk_close(&d);
}

TEST(mailchimp_rows_are_known_by_their_id)
{
	struct desk d;

	desk_open(&d);
	check_file(&d, DIALECTS "mailchimp.csv", NULL, 3, 3, 0, 0, 0);
	assert_int_equal(sum_of(&d, &kind_campaigns, CAM_OPENS), 533000);
	assert_int_equal(sum_of(&d, &kind_campaigns, CAM_REVENUE), 198200000);
	desk_close(&d);
}

TEST(toggl_tags_become_activities_and_people_pseudonyms)
{
	struct desk d;
	struct facts f;
	int64_t activity[16] = { 0 };

	desk_open(&d);
	d.config.people_key = true;
	memset(d.config.key, 7, sizeof d.config.key);
	check_file(&d, DIALECTS "toggl.csv", NULL, 4, 4, 0, 0, 0);
	assert_int_equal(sum_of(&d, &kind_time, TIM_MINUTES),
			 (30 + 1575 + 5) * MS_PER_MINUTE + 2730000);
	f = read_facts(&d, &kind_time);
	for (size_t i = 0; i < f.n_days; i++) {
		for (size_t r = 0; r < f.days[i].n; r++) {
			activity[fact_i64(&f.days[i], TIM_ACTIVITY, r)]++;
			assert_memory_equal(fact_dim(&f, &f.days[i],
						     TIM_PERSON, r), "R-", 2);
		}
	}
	facts_release(&f);
	assert_int_equal(activity[ACTIVITY_CORRECTION], 1);
	assert_int_equal(activity[ACTIVITY_TUNING], 1);
	assert_int_equal(activity[ACTIVITY_OTHER], 1);
	assert_int_equal(activity[ACTIVITY_BLANK], 1);
	assert_false(has_dim(&d, &kind_time, "ana@example.test"));
	desk_close(&d);
}

TEST(sep_line_decimal_comma_and_day_first_are_understood)
{
	struct desk d;
	struct imported got;

	desk_open(&d);
	got = import_path(d.store, &d.config, DIALECTS "corrections_sep.csv",
			  NULL);
	check_account(&got, 3, 3, 0, 0, 0);
	assert_int_equal(got.report.entry.header_line, 2);
	assert_string_equal(got.report.entry.delimiter, ";");
	assert_int_equal(got.report.entry.first, day_from_civil(2026, 5, 3));
	assert_int_equal(got.report.entry.last, day_from_civil(2026, 5, 28));
	assert_non_null(diag_find(&got.report, "people-dropped"));
	check_says(diag_find(&got.report, "decided")->text,
		   "line 5 holds 28/05/2026");
	import_report_release(&got.report);
	assert_int_equal(sum_of(&d, &kind_corrections, COR_CORRECTION),
			 num_muldiv(101475, MS_PER_MINUTE, 100));
	assert_int_equal(sum_of(&d, &kind_corrections, COR_RATING), 9500);
	desk_close(&d);
}

TEST(windows_1252_needs_its_name)
{
	struct import_options o = { .encoding = "windows-1252" };
	struct desk d;

	desk_open(&d);
	check_file(&d, DIALECTS "corrections_windows1252.csv", &o, 2, 2, 0, 0,
		   0);
	assert_true(has_dim(&d, &kind_corrections, "Präsentation"));
	desk_close(&d);
}

TEST(line_ends_of_all_kinds_give_the_same_rows)
{
	struct desk d;
	struct facts f;

	desk_open(&d);
	check_file(&d, DIALECTS "corrections_newlines.csv", NULL, 4, 4, 0, 0,
		   0);
	f = read_facts(&d, &kind_corrections);
	assert_int_equal(fact_i64(&f.days[0], FC_LINE, 0), 2);
	assert_int_equal(fact_i64(&f.days[0], FC_LINE, 1), 4);
	assert_int_equal(fact_i64(&f.days[0], FC_LINE, 2), 6);
	assert_int_equal(fact_i64(&f.days[0], FC_LINE, 3), 7);
	assert_int_equal(fact_i64(&f.days[0], COR_OUTCOME, 3),
			 OUTCOME_UNKNOWN);
	assert_string_equal(fact_dim(&f, &f.days[0], COR_DEFECT, 1),
			    "tone,\nand facts");
	facts_release(&f);
	desk_close(&d);
}

TEST(times_find_their_utc_second_and_civil_day)
{
	struct desk d;
	struct imported got;
	struct facts f;
	int32_t may = day_from_civil(2026, 5, 4);
	int64_t midnight = (int64_t)may * 86400;

	desk_open(&d);
	got = import_path(d.store, &d.config, DIALECTS "corrections_zones.csv",
			  NULL);
	check_account(&got, 5, 5, 0, 0, 0);
	assert_int_equal(diag_find(&got.report, "skipped-hour")->line, 2);
	import_report_release(&got.report);
	f = read_facts(&d, &kind_corrections);
	assert_int_equal(f.n_days, 3);
	assert_int_equal(f.days[1].day, may);
	assert_int_equal(f.days[1].n, 3);
	assert_int_equal(fact_i64(&f.days[1], COR_REVIEWED_AT, 0),
			 fact_time(midnight + 21 * 3600 + 1800, false));
	assert_int_equal(fact_i64(&f.days[1], COR_REVIEWED_AT, 2),
			 fact_time(midnight - 2 * 3600, true));
	/* 23:30 in UTC is the next day in Berlin */
	assert_int_equal(f.days[2].day, may + 1);
	facts_release(&f);
	desk_close(&d);
}

TEST(bad_rows_are_set_aside_and_written_to_rejects)
{
	char dir[TEST_DIR_MAX], path[TEST_DIR_MAX + 64];
	struct strbuf rejects = STRBUF_INIT;
	struct desk d;
	struct imported got;
	struct err err;

	desk_open(&d);
	d.config.dir = test_dir(dir);
	got = import_path(d.store, &d.config,
			  DIALECTS "corrections_bad_rows.csv", NULL);
	check_account(&got, 9, 1, 0, 0, 8);
	assert_string_equal(got.report.entry.rejects,
			    "corrections-bad-rows-1.csv");
	snprintf(path, sizeof path, "%s/rejects/%s", dir,
		 got.report.entry.rejects);
	assert_int_equal(file_read(&rejects, path, 1 << 16, &err), 0);
	check_says(rejects.s, "file,line,column,reason\n");
	check_says(rejects.s, ",3,\"reviewed_at\",\"found '2026-02-31'");
	check_says(rejects.s, ",4,\"outcome\",\"found 'brilliant'");
	check_says(rejects.s, ",7,\"item_id\",\"found '6.49E+17'");
	check_says(rejects.s, ",10,\"\",\"has 3 cells, the header 7");
	assert_null(strstr(rejects.s, "Ana"));
	import_report_release(&got.report);
	strbuf_release(&rejects);
	unlink(path);
	snprintf(path, sizeof path, "%s/rejects", dir);
	rmdir(path);
	rmdir(dir);
	desk_close(&d);
}

TEST(what_a_killed_import_left_beside_rejects_is_gone_after_the_next)
{
	static const char csv[] = HEAD ROW("A", "2026-05-04", "usable");
	struct import_options dry = { .dry_run = true };
	char dir[TEST_DIR_MAX], path[TEST_DIR_MAX + 64];
	struct desk d;
	struct imported got;

	desk_open(&d);
	d.config.dir = test_dir(dir);
	snprintf(path, sizeof path, "%s/rejects", dir);
	mkdir(path, 0700);
	snprintf(path, sizeof path, "%s/rejects/.tuneup-AbCdEf", dir);
	mkdir(path, 0700);
	snprintf(path, sizeof path, "%s/rejects/.tuneup-AbCdEf/t-1.csv", dir);
	write_file(path, BYTES("file,line"));
	got = import_bytes(d.store, &d.config, BYTES(csv), &dry);
	assert_int_equal(got.ret, 0);
	import_report_release(&got.report);
	assert_true(path_exists(path));		/* a dry run writes nothing */
	got = import_bytes(d.store, &d.config, BYTES(csv), NULL);
	assert_int_equal(got.ret, 0);
	import_report_release(&got.report);
	snprintf(path, sizeof path, "%s/rejects", dir);
	assert_int_equal(rmdir(path), 0);
	rmdir(dir);
	desk_close(&d);
}

TEST(dates_in_doubt_are_read_as_told)
{
	struct import_options o = { .date_order = "mdy" };
	struct desk d;
	struct imported got;

	desk_open(&d);
	got = import_path(d.store, &d.config,
			  DIALECTS "corrections_undecidable.csv", &o);
	check_account(&got, 2, 2, 0, 0, 0);
	assert_int_equal(got.report.entry.first, day_from_civil(2026, 3, 4));
	import_report_release(&got.report);
	desk_close(&d);
}

TEST(a_late_row_of_another_form_makes_the_whole_file_decide)
{
	struct strbuf csv = STRBUF_INIT;
	struct desk d;
	struct imported got;

	desk_open(&d);
	strbuf_puts(&csv, "item_id;reviewed_at;workflow;step;outcome;"
		    "correction_minutes\n");
	for (int i = 0; i < 3000; i++)
		strbuf_printf(&csv, "A-%d;2026-05-04;blog;draft;usable;%d\n",
			      i, i % 7);
	strbuf_puts(&csv, "B-1;03/05/2026;blog;draft;usable;2,5\n");
	strbuf_puts(&csv, "B-2;28/05/2026;blog;draft;usable;2\n");
	got = import_bytes(d.store, &d.config, csv.s, csv.len, NULL);
	check_account(&got, 3002, 3002, 0, 0, 0);
	assert_int_equal(got.report.entry.first, day_from_civil(2026, 5, 3));
	assert_int_equal(got.report.n_sample, 5);
	import_report_release(&got.report);
	strbuf_release(&csv);
	desk_close(&d);
}

TEST(the_same_bytes_are_imported_once_and_an_edit_replaces)
{
	static const char first[] = HEAD
		ROW("A", "2026-05-04", "usable")
		ROW("B", "2026-05-04", "major");
	static const char edited[] = HEAD
		ROW("A", "2026-05-04", "usable")
		ROW("B", "2026-05-04", "light");
	struct desk d;
	struct imported got;
	struct err err;
	int64_t days;

	desk_open(&d);
	got = import_bytes(d.store, &d.config, BYTES(first), NULL);
	check_account(&got, 2, 2, 0, 0, 0);
	import_report_release(&got.report);
	got = import_bytes(d.store, &d.config, BYTES(first), NULL);
	assert_true(got.report.already);
	assert_int_equal(got.report.already_id, 1);
	import_report_release(&got.report);
	got = import_bytes(d.store, &d.config, BYTES(edited), NULL);
	check_account(&got, 2, 1, 1, 0, 0);
	assert_int_equal(got.report.entry.replaced, 1);
	import_report_release(&got.report);
	assert_int_equal(sum_of(&d, &kind_corrections, COR_OUTCOME),
			 OUTCOME_USABLE + OUTCOME_LIGHT);
	assert_int_equal(store_undo(d.store, 2, &days, &err), 0);
	assert_int_equal(sum_of(&d, &kind_corrections, COR_OUTCOME),
			 OUTCOME_USABLE + OUTCOME_MAJOR);
	desk_close(&d);
}

/* Reviews of 10 items on 4 to 6 May, without the last `cut`; each outcome is
 * `outcome`. */
static struct imported import_reviews(struct desk *d, const char *prefix,
				      int cut, const char *outcome,
				      const struct import_options *o)
{
	struct strbuf csv = STRBUF_INIT;
	struct imported got;

	strbuf_puts(&csv, HEAD);
	strbuf_printf(&csv, "%s0,2026-05-06,w,s,%s\n", prefix, outcome);
	for (int i = 1; i < 10 - cut; i++)
		strbuf_printf(&csv, "%s%d,2026-05-0%d,w,s,%s\n", prefix, i,
			      4 + i % 3, outcome);
	got = import_bytes(d->store, &d->config, csv.s, csv.len, o);
	strbuf_release(&csv);
	return got;
}

static void check_warned(struct desk *d, const char *prefix, int cut,
			 const char *outcome, const char *says)
{
	struct imported got = import_reviews(d, prefix, cut, outcome, NULL);
	const struct diag *warning = diag_find(&got.report, "fewer-rows");

	assert_int_equal(got.ret, 0);
	assert_int_equal(warning != NULL, says != NULL);
	if (says)
		check_says(warning->text, says);
	import_report_release(&got.report);
}

TEST(an_upsert_with_far_fewer_rows_for_the_same_days_warns)
{
	struct import_options strict = { .strict = true };
	struct desk d;
	struct imported got;

	desk_open(&d);
	check_warned(&d, "A", 0, "usable", NULL);
	check_warned(&d, "A", 2, "usable", NULL);	/* 20 % is not more */
	check_warned(&d, "A", 0, "light", NULL);
	got = import_reviews(&d, "A", 3, "major", &strict);
	assert_int_equal(got.ret, -1);
	assert_int_equal(got.err.code, ERR_DATA);
	check_says(got.err.msg, "7 rows, but import 3 had 10");
	import_report_release(&got.report);
	check_warned(&d, "A", 3, "major", "7 rows, but import 3 had 10");
	/* another part of the same log, not half of this one */
	check_warned(&d, "B", 5, "usable", NULL);
	desk_close(&d);
}

TEST(a_download_that_ends_on_an_earlier_day_may_be_cut_off)
{
	static const char whole[] = "date,metric,value\n"
		"2026-05-04,visits,1\n2026-05-05,visits,2\n"
		"2026-05-06,visits,3\n2026-05-07,visits,47\n";
	static const char total[] = "Reporting starts,Reporting ends,Day,"
		"Campaign name,Impressions,Link clicks,Amount spent (EUR)\n"
		"2026-05-01,2026-05-02,2026-05-01,A,5,1,1.00\n"
		"2026-05-01,2026-05-02,,,5";
	struct desk d;
	struct imported got;
	size_t cut = strlen(whole) - strlen("7\n2026-05-07,visits,47\n");

	desk_open(&d);
	got = import_bytes(d.store, &d.config, BYTES(whole), NULL);
	check_account(&got, 4, 4, 0, 0, 0);
	assert_null(diag_find(&got.report, "fewer-rows"));
	import_report_release(&got.report);
	got = import_bytes(d.store, &d.config, whole, cut - 20, NULL);
	check_says(diag_find(&got.report, "fewer-rows")->text,
		   "2 rows, but import 1 had 4");
	import_report_release(&got.report);
	/* cut before its names, a row is no total without a name */
	got = import_bytes(d.store, &d.config, BYTES(total), NULL);
	check_account(&got, 2, 1, 0, 1, 0);
	check_says(diag_find(&got.report, "short-total")->text, "cut off");
	import_report_release(&got.report);
	got = import_bytes(d.store, &d.config, total, strlen(total) - 5, NULL);
	check_account(&got, 2, 0, 1, 0, 1);
	import_report_release(&got.report);
	desk_close(&d);
}

TEST(tables_of_one_file_are_not_half_of_each_other)
{
	static const char file[] = "# Report CSV Export\n"
		"# Start date: 20260501\n# End date: 20260502\n"
		"Country,Users,Sessions\nDE,1,2\nFR,3,%d\nES,5,6\n\n"
		"# Start date: 20260501\n# End date: 20260502\n"
		"City,Users,Sessions\nBonn,1,2\n";
	struct desk d;
	char text[300];

	desk_open(&d);
	for (int i = 0; i < 3; i++) {
		struct imported got;

		snprintf(text, sizeof text, file, i);
		got = import_bytes(d.store, &d.config, text, strlen(text),
				   NULL);
		assert_int_equal(got.ret, 0);
		assert_non_null(got.report.next);
		assert_null(diag_find(&got.report, "fewer-rows"));
		assert_null(diag_find(got.report.next, "fewer-rows"));
		import_report_release(&got.report);
	}
	desk_close(&d);
}

TEST(a_snapshot_cut_on_boundary_days_warns_too)
{
	static const char whole[] = "date,campaign,channel,clicks\n"
		"2026-05-04,a,email,1\n2026-05-05,a,email,2\n"
		"2026-05-04,b,email,3\n2026-05-05,b,email,4\n";
	static const char half[] = "date,campaign,channel,clicks\n"
		"2026-05-04,a,email,1\n2026-05-05,a,email,2\n";
	struct desk d;
	struct imported got;

	desk_open(&d);
	got = import_bytes(d.store, &d.config, BYTES(whole), NULL);
	assert_null(diag_find(&got.report, "fewer-rows"));
	import_report_release(&got.report);
	got = import_bytes(d.store, &d.config, BYTES(half), NULL);
	check_account(&got, 2, 0, 2, 0, 0);
	assert_non_null(diag_find(&got.report, "fewer-rows"));
	import_report_release(&got.report);
	desk_close(&d);
}

TEST(another_option_makes_the_same_bytes_another_import)
{
	static const char csv[] = HEAD ROW("A", "2026-05-04", "usable");
	struct import_options o = { .source = "second" };
	struct desk d;
	struct imported got;

	desk_open(&d);
	got = import_bytes(d.store, &d.config, BYTES(csv), NULL);
	import_report_release(&got.report);
	got = import_bytes(d.store, &d.config, BYTES(csv), &o);
	check_account(&got, 1, 1, 0, 0, 0);
	assert_string_equal(got.report.entry.source, "second");
	import_report_release(&got.report);
	desk_close(&d);
}

TEST(a_dry_run_shows_everything_and_writes_nothing)
{
	struct import_options o = { .dry_run = true };
	struct strbuf text = STRBUF_INIT;
	struct desk d;
	struct imported got;

	desk_open(&d);
	got = import_path(d.store, &d.config, DIALECTS "google_ads_utf16.csv",
			  &o);
	check_account(&got, 7, 5, 0, 2, 0);
	import_report_text(&text, &got.report, true);
	check_says(text.s, "profile google_ads, UTF-16LE, delimiter \"TAB\"");
	check_says(text.s, "7 rows read = 5 used + 0 already there + 2 totals "
		   "+ 0 set aside\n  3 added, 0 replaced, 0 removed");
	check_says(text.s, "with one key are added up: 5 rows make 3\n");
	check_says(text.s, "-> impressions");
	check_says(text.s, "Keyword           not used");
	check_says(text.s, "period_start        2026-05-01");
	strbuf_release(&text);
	import_report_release(&got.report);
	assert_int_equal(sum_of(&d, &kind_campaigns, CAM_COST), 0);
	desk_close(&d);
}

TEST(canonical_costs_take_months_and_currencies)
{
	static const char csv[] =
		"month,item,amount,kind,currency\n"
		"2026-05,Writer,90.00,tool,EUR\n"
		"2026-05,Painter,US$20.00,tool,USD\n";
	struct desk d;
	struct facts f;
	struct imported got;

	desk_open(&d);
	got = import_bytes(d.store, &d.config, BYTES(csv), NULL);
	check_account(&got, 2, 2, 0, 0, 0);
	assert_string_equal(got.report.entry.profile, "canonical-costs");
	import_report_release(&got.report);
	assert_int_equal(sum_of(&d, &kind_costs, COS_AMOUNT), 108000000);
	f = read_facts(&d, &kind_costs);
	assert_int_equal(f.days[0].day, day_from_civil(2026, 5, 31));
	facts_release(&f);
	desk_close(&d);
}

TEST(canonical_campaigns_may_give_periods_row_by_row)
{
	static const char csv[] =
		"period_start,period_end,campaign,channel,clicks,cost\n"
		"2026-05-01,2026-05-07,Spring,email,10,1.50\n"
		"2026-05-08,2026-05-08,Spring,email,11,2.50\n"
		"2026-05-09,2026-05-08,Spring,email,11,2.50\n";
	struct desk d;
	struct facts f;
	struct imported got;

	desk_open(&d);
	got = import_bytes(d.store, &d.config, BYTES(csv), NULL);
	check_account(&got, 3, 2, 0, 0, 1);
	import_report_release(&got.report);
	f = read_facts(&d, &kind_campaigns);
	assert_int_equal(f.n_days, 2);
	assert_int_equal(fact_i64(&f.days[0], CAM_PERIOD_START, 0),
			 day_from_civil(2026, 5, 1));
	assert_int_equal(fact_i64(&f.days[1], CAM_PERIOD_START, 0),
			 FACT_NULL);
	facts_release(&f);
	desk_close(&d);
}

TEST(an_own_profile_is_found_in_the_workspace)
{
	static const char yaml[] =
		"id: asana_log\ntitle: Review log\nkind: corrections\n"
		"key: [item_id]\nrecognise:\n  at_least: 3\n"
		"  headers: [Task ID, Reviewed, Verdict, Hours]\n"
		"columns:\n"
		"  item_id: {from: [Task ID], required: true}\n"
		"  reviewed_at: {from: [Reviewed], join: At, required: true}\n"
		"  workflow: {value: blog}\n  step: {value: draft}\n"
		"  outcome: {from: [Verdict]}\n"
		"  correction_minutes: {from: [Hours], scale: 60}\n"
		"words:\n  outcome: {usable: [Approved], major: "
		"[\"Needs work\"]}\nzone: UTC\n";
	static const char csv[] =
		"Task ID,Reviewed,At,Verdict,Hours\n"
		"T1,2026-05-04,23:30,approved,0\n"
		"T2,2026-05-04,09:00, NEEDS  WORK,1.5\n"
		"T3,2026-05-04,09:00,whatever,1\n";
	char dir[TEST_DIR_MAX], path[TEST_DIR_MAX + 64];
	struct desk d;
	struct facts f;
	struct imported got;

	desk_open(&d);
	d.config.dir = test_dir(dir);
	snprintf(path, sizeof path, "%s/profiles", dir);
	mkdir(path, 0700);
	snprintf(path, sizeof path, "%s/profiles/asana_log.yaml", dir);
	write_file(path, BYTES(yaml));
	got = import_bytes(d.store, &d.config, BYTES(csv), NULL);
	check_account(&got, 3, 2, 0, 0, 1);
	assert_string_equal(got.report.entry.profile, "asana_log");
	check_says(diag_find(&got.report, "unknown-word")->text, "whatever");
	import_report_release(&got.report);
	f = read_facts(&d, &kind_corrections);
	assert_int_equal(f.n_days, 2);	/* 23:30 UTC is past midnight here */
	facts_release(&f);
	assert_int_equal(sum_of(&d, &kind_corrections, COR_CORRECTION),
			 90 * MS_PER_MINUTE);
	unlink(path);
	snprintf(path, sizeof path, "%s/rejects/t-1.csv", dir);
	unlink(path);
	snprintf(path, sizeof path, "%s/rejects", dir);
	rmdir(path);
	snprintf(path, sizeof path, "%s/profiles", dir);
	rmdir(path);
	rmdir(dir);
	desk_close(&d);
}

TEST(a_file_too_large_to_hold_is_streamed)
{
	struct strbuf csv = STRBUF_INIT;
	struct desk d;
	struct imported got;
	int rows = 0;

	desk_open(&d);
	strbuf_puts(&csv, "date,campaign,channel,clicks,cost\n");
	while (csv.len < (size_t)SOURCE_HELD + 1000) {
		strbuf_printf(&csv, "2026-05-%02d,", rows % 28 + 1);
		strbuf_pad(&csv, 'c', 60000);
		strbuf_printf(&csv, "%d,email,1,0.5\n", rows++);
	}
	got = import_bytes(d.store, &d.config, csv.s, csv.len, NULL);
	check_account(&got, rows, rows, 0, 0, 0);
	import_report_release(&got.report);
	assert_int_equal(sum_of(&d, &kind_campaigns, CAM_CLICKS),
			 (int64_t)rows * 1000);
	strbuf_release(&csv);
	desk_close(&d);
}

/* ---- real exports, where they are beside the repository ---------------- */

TEST(real_mailchimp_export_is_imported_once)
{
	struct desk d;
	struct imported got;

	if (access(EXPORTS "mailchimp/campaigns.csv", R_OK))
		skip();
	desk_open(&d);
	check_file(&d, EXPORTS "mailchimp/campaigns.csv", NULL, 872, 872, 0, 0,
		   0);
	got = import_path(d.store, &d.config, EXPORTS "mailchimp/campaigns.csv",
			  NULL);
	assert_true(got.report.already);
	import_report_release(&got.report);
	desk_close(&d);
}

TEST(real_google_ads_exports_are_imported)
{
	struct import_options o = { .period = "2026-01-01..2026-06-30" };
	struct desk d;
	struct imported got;

	if (access(EXPORTS "google_ads/location_utf16.csv", R_OK))
		skip();
	desk_open(&d);
	check_file(&d, EXPORTS "google_ads/search_keyword_utf16.csv", NULL, 27,
		   17, 0, 10, 0);
	got = import_path(d.store, &d.config,
			  EXPORTS "google_ads/location_utf16.csv", NULL);
	assert_int_equal(got.err.code, ERR_DATA);
	check_says(got.err.msg, "--period");
	import_report_release(&got.report);
	check_file(&d, EXPORTS "google_ads/location_utf16.csv", &o, 24, 19, 0,
		   5, 0);
	desk_close(&d);
}

TEST(real_google_ads_rows_add_up_to_its_own_total)
{
	struct import_options o = { .period = "2026-01-01..2026-06-30" };
	struct desk d;

	if (access(EXPORTS "google_ads/ad_group_dupcol_utf16.csv", R_OK))
		skip();
	desk_open(&d);
	d.config.currency = "USD";
	check_file(&d, EXPORTS "google_ads/ad_group_dupcol_utf16.csv", &o, 12,
		   8, 0, 4, 0);
	assert_int_equal(sum_of(&d, &kind_campaigns, CAM_CLICKS), 23098000);
	assert_in_range(sum_of(&d, &kind_campaigns, CAM_COST),
			INT64_C(46250950000), INT64_C(46250970000));
	desk_close(&d);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			google_ads_period_rows_are_summed_and_totals_left_out),
		cmocka_unit_test(google_ads_all_time_needs_a_period_and_a_rate),
		cmocka_unit_test(google_ads_is_known_in_japanese),
		cmocka_unit_test(mailchimp_rows_are_known_by_their_id),
		cmocka_unit_test(
			toggl_tags_become_activities_and_people_pseudonyms),
		cmocka_unit_test(
			sep_line_decimal_comma_and_day_first_are_understood),
		cmocka_unit_test(windows_1252_needs_its_name),
		cmocka_unit_test(line_ends_of_all_kinds_give_the_same_rows),
		cmocka_unit_test(times_find_their_utc_second_and_civil_day),
		cmocka_unit_test(bad_rows_are_set_aside_and_written_to_rejects),
		cmocka_unit_test(
		what_a_killed_import_left_beside_rejects_is_gone_after_the_next
		),
		cmocka_unit_test(dates_in_doubt_are_read_as_told),
		cmocka_unit_test(
		a_late_row_of_another_form_makes_the_whole_file_decide),
		cmocka_unit_test(
			the_same_bytes_are_imported_once_and_an_edit_replaces),
		cmocka_unit_test(
			an_upsert_with_far_fewer_rows_for_the_same_days_warns),
		cmocka_unit_test(
			a_download_that_ends_on_an_earlier_day_may_be_cut_off),
		cmocka_unit_test(tables_of_one_file_are_not_half_of_each_other),
		cmocka_unit_test(a_snapshot_cut_on_boundary_days_warns_too),
		cmocka_unit_test(
			another_option_makes_the_same_bytes_another_import),
		cmocka_unit_test(a_dry_run_shows_everything_and_writes_nothing),
		cmocka_unit_test(canonical_costs_take_months_and_currencies),
		cmocka_unit_test(
			canonical_campaigns_may_give_periods_row_by_row),
		cmocka_unit_test(an_own_profile_is_found_in_the_workspace),
		cmocka_unit_test(a_file_too_large_to_hold_is_streamed),
		cmocka_unit_test(real_mailchimp_export_is_imported_once),
		cmocka_unit_test(real_google_ads_exports_are_imported),
		cmocka_unit_test(real_google_ads_rows_add_up_to_its_own_total),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
