/* Rows of several figures: which columns are metrics, what cuts them, and
 * what becomes of cells that are no number. */
#include "tests/unit/ingest_help.h"

static struct store *store;
static struct config config;
static struct imported got;

static int setup(void **state)
{
	(void)state;
	store = memory_store();
	config = config_of_test();
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	import_report_release(&got.report);
	store_close(store);
	config_release(&config);
	return 0;
}

#define ABOVE "# Report CSV Export\n# Start date: 20260201\n" \
	"# End date: 20260228\n"

static void read_in(const char *text, const char *period)
{
	struct import_options o = { .period = period };

	got = import_bytes(store, &config, text, strlen(text), &o);
}

static void check_aside(const char *code, const char *column, const char *text)
{
	const struct diag *d = diag_find(&got.report, code);

	assert_non_null(d);
	assert_int_equal(d->level, DIAG_ASIDE);
	assert_string_equal(d->column, column);
	check_says(d->text, text);
}

/* "metric [dimension] millionths of base" of every fact, as they are stored */
static void check_facts(const char *want)
{
	struct strbuf sb = STRBUF_INIT;
	struct facts f;
	struct err err;

	assert_int_equal(facts_read(&f, store, &kind_series, DAY_MIN, DAY_MAX,
				    &err), 0);
	for (size_t d = 0; d < f.n_days; d++) {
		const struct fact_day *day = &f.days[d];

		for (size_t r = 0; r < day->n; r++) {
			int64_t base = fact_i64(day, SER_BASE, r);

			strbuf_printf(&sb, "%s [%s] %lld",
				      fact_dim(&f, day, SER_METRIC, r),
				      fact_dim(&f, day, SER_DIMENSION, r),
				      (long long)fact_i64(day, SER_VALUE, r));
			if (base != FACT_NULL)
				strbuf_printf(&sb, " of %lld",
					      (long long)base);
			strbuf_putc(&sb, '\n');
		}
	}
	assert_string_equal(sb.s, want);
	facts_release(&f);
	strbuf_release(&sb);
}

TEST(a_column_nobody_named_is_a_metric_if_it_holds_more_numbers_than_texts)
{
	read_in(ABOVE "Country,Users,Made up share,Made up text,Empty\n"
		"DE,5,50%,a,\nFR,4,n/a,7,\nES,3,25.5%,b,\n", NULL);
	check_account(&got, 5, 5, 0, 0, 0);
	check_facts("users [country=DE; made_up_text=a] 5000000\n"
		    "made_up_share [country=DE; made_up_text=a] 500000\n"
		    "users [country=FR; made_up_text=7] 4000000\n"
		    "users [country=ES; made_up_text=b] 3000000\n"
		    "made_up_share [country=ES; made_up_text=b] 255000\n");
}

TEST(a_metric_that_is_no_number_sets_its_whole_row_aside)
{
	read_in(ABOVE "Country,Users,Views\nDE,5,9\nFR,lots,8\n", NULL);
	check_account(&got, 3, 2, 0, 0, 1);
	check_aside("bad-number", "Users", "found 'lots'");
	check_facts("users [country=DE] 5000000\nviews [country=DE] 9000000\n");
}

TEST(a_row_without_any_figure_is_set_aside)
{
	read_in("Date,Clicks,Impressions,CTR,Position\n"
		"2026-09-01,,,,\n2026-09-02,1,50,2%,3\n", NULL);
	check_account(&got, 5, 4, 0, 0, 1);
	check_aside("missing", "", "no column of figures");
}

TEST(a_rate_says_what_it_is_a_share_of_if_that_is_a_number)
{
	read_in("Date,Clicks,Impressions,CTR,Position\n"
		"2026-09-01,1,\"1,200\",0.1%,3\n2026-09-02,1,,2%,3\n", NULL);
	check_account(&got, 7, 7, 0, 0, 0);
	check_facts("clicks [] 1000000\nimpressions [] 1200000000\n"
		    "ctr [] 1000 of 1200000\nposition [] 3000000\n"
		    "clicks [] 1000000\nctr [] 20000\nposition [] 3000000\n");
}

TEST(amounts_of_a_series_are_converted_or_refused_like_any)
{
	static const char card[] = "Hour,Clicks,Impressions,Avg. CPC,Cost\n"
		"00 - 01,2,9,CA$1.50,CA$3.00\n";
	struct config_currency rate = { "CAD", 650000 };

	read_in(card, "2026-02");
	assert_int_equal(got.ret, -1);
	check_says(got.err.msg, "the amounts are in CAD");
	import_report_release(&got.report);
	config.currencies = &rate;
	config.n_currencies = 1;
	read_in(card, "2026-02");
	check_account(&got, 4, 4, 0, 0, 0);
	check_facts("clicks [hour=00 - 01] 2000000\n"
		    "impressions [hour=00 - 01] 9000000\n"
		    "avg_cpc [hour=00 - 01] 975000\n"
		    "cost [hour=00 - 01] 1950000\n");
}

TEST(a_decimal_mark_is_decided_for_figures_too_or_refused)
{
	read_in("Fecha;Clics;Impresiones;CTR;Posición\n"
		"2026-09-01;1;1.200;0,1%;3,5\n", NULL);
	check_account(&got, 4, 4, 0, 0, 0);
	check_facts("clicks [] 1000000\nimpressions [] 1200000000\n"
		    "ctr [] 1000 of 1200000\nposition [] 3500000\n");
	import_report_release(&got.report);
	read_in("Date,Clicks,Impressions,CTR,Position\n"
		"2026-09-01,1,1.200,0%,3\n", NULL);
	assert_int_equal(got.ret, -1);
	check_says(got.err.msg, "column 'Impressions': '1.200' may hold");
}

TEST(days_counted_from_the_first_one_need_it_and_stay_within)
{
	read_in("# Report CSV Export\nNth day,Users\n0000,5\n", NULL);
	assert_int_equal(got.ret, -1);
	check_says(got.err.msg, "--period FROM..TO");
	import_report_release(&got.report);
	read_in(ABOVE "Nth day,Users\n0000,5\n0027,6\n0028,7\n-1,8\nx,9\n",
		NULL);
	check_account(&got, 5, 2, 0, 0, 3);
	assert_string_equal(got.report.entry.kind, "series");
	check_aside("bad-date", "Nth day", "found '0028'");
	check_facts("users [] 5000000\nusers [] 6000000\n");
}

#define SEARCHES "Date,Clicks,Impressions,CTR,Position\n"

TEST(numbers_above_one_make_a_column_of_rates_percentages)
{
	read_in(SEARCHES "2026-09-01,1,200,0.5,3\n2026-09-02,5,40,12.5,3\n",
		NULL);
	check_account(&got, 8, 8, 0, 0, 0);
	check_facts("clicks [] 1000000\nimpressions [] 200000000\n"
		    "ctr [] 5000 of 200000\nposition [] 3000000\n"
		    "clicks [] 5000000\nimpressions [] 40000000\n"
		    "ctr [] 125000 of 40000\nposition [] 3000000\n");
	check_says(diag_find(&got.report, "decided")->text,
		   "percentages: line 3 holds 12.5");
}

TEST(without_a_number_above_one_rates_are_fractions)
{
	read_in(SEARCHES "2026-09-01,1,200,0.005,3\n2026-09-02,5,5,1,3\n",
		NULL);
	check_facts("clicks [] 1000000\nimpressions [] 200000000\n"
		    "ctr [] 5000 of 200000\nposition [] 3000000\n"
		    "clicks [] 5000000\nimpressions [] 5000000\n"
		    "ctr [] 1000000 of 5000\nposition [] 3000000\n");
}

TEST(beside_signed_percentages_a_bare_number_is_doubtful_but_not_zero)
{
	read_in(SEARCHES "2026-09-01,1,200,0.5%,3\n2026-09-02,5,40,12.5,3\n"
		"2026-09-03,0,40,0,3\n", NULL);
	check_account(&got, 9, 8, 0, 0, 1);
	check_aside("bad-number", "CTR", "with a % behind it");
}

TEST(a_late_percentage_makes_the_whole_column_decide_again)
{
	struct strbuf text = STRBUF_INIT;

	strbuf_puts(&text, SEARCHES);
	for (int i = 0; i < 400; i++)
		strbuf_printf(&text, "2026-0%d-%02d,1,200,0.5,%d\n",
			      1 + i / 50, 1 + i % 28, i);
	strbuf_puts(&text, "2026-09-01,5,40,12.5,3\n");
	read_in(text.s, NULL);
	strbuf_release(&text);
	assert_int_equal(got.ret, 0);
	check_says(diag_find(&got.report, "decided")->text,
		   "percentages: line 402 holds 12.5");
}

TEST(a_header_that_says_percent_is_believed)
{
	read_in(ABOVE "Users,Sessions,Rate (%)\n5,9,0.5\n", NULL);
	check_facts("users [] 5000000\nsessions [] 9000000\n"
		    "rate [] 5000\n");
}

TEST(weeks_begin_on_sundays_and_months_on_the_first_within_the_dates)
{
	/* 1 February 2026 is a Sunday */
	read_in("# Report CSV Export\n# Start date: 20260130\n"
		"# End date: 20260310\nNth week,Users\n0000,1\n0001,2\n"
		"0006,3\n0007,4\n", NULL);
	check_account(&got, 4, 3, 0, 0, 1);
	assert_int_equal(got.report.entry.first,
			 day_from_civil(2026, 1, 31));
	assert_int_equal(got.report.entry.last, day_from_civil(2026, 3, 10));
	check_aside("bad-date", "Nth week", "found '0007'");
	import_report_release(&got.report);
	read_in("# Report CSV Export\n# Start date: 20251130\n"
		"# End date: 20260131\nNth month,Users\n0,1\n1,2\n2,3\n"
		"3,4\n", NULL);
	check_account(&got, 4, 3, 0, 0, 1);
	assert_int_equal(got.report.entry.first,
			 day_from_civil(2025, 11, 30));
	assert_int_equal(got.report.entry.last, day_from_civil(2026, 1, 31));
	check_aside("bad-date", "Nth month", "found '3'");
}

TEST(a_grand_total_is_held_against_counts_and_not_against_rates)
{
	read_in("# 20260201-20260207\n\nLanding page,Sessions,Engagement "
		"rate\n,13,0.9,Grand total\n/a,12,0.5\n/b,1,0.25\n", NULL);
	check_account(&got, 5, 4, 0, 1, 0);
	assert_non_null(diag_find(&got.report, "totals-equal"));
	import_report_release(&got.report);
	read_in("# 20260201-20260207\n\nLanding page,Sessions,Engagement "
		"rate\n,12,0.9,Grand total\n/c,12,0.5\n/d,1,0.25\n", NULL);
	assert_int_equal(diag_find(&got.report, "total-differs")->level,
			 DIAG_NOTE);
	check_says(diag_find(&got.report, "total-differs")->text,
		   "Grand total 12 is not the sum of the rows 13");
}

TEST(a_report_of_a_thousand_metrics_with_a_total_is_read)
{
	struct strbuf text = STRBUF_INIT;

	strbuf_puts(&text, "Date,Users,Sessions");
	for (int i = 0; i < 1000; i++)
		strbuf_printf(&text, ",Metric %d", i);
	for (int row = 0; row < 3; row++) {
		strbuf_puts(&text, row ? row == 1 ? "\n20260202" :
			    "\nGrand total" : "\n20260201");
		for (int i = 0; i < 1002; i++)
			strbuf_puts(&text, row == 2 ? ",2" : ",1");
	}
	read_in(text.s, NULL);
	strbuf_release(&text);
	check_account(&got, 2005, 2004, 0, 1, 0);
	assert_non_null(diag_find(&got.report, "totals-equal"));
}

TEST(a_total_with_a_field_more_is_no_row_too_long)
{
	read_in("# 20260201-20260207\n\nLanding page,Sessions,Event count\n"
		",12,30,Grand total\n/a,12,30\n/b,1,2,3\n", NULL);
	check_account(&got, 4, 2, 0, 1, 1);
	check_aside("long-row", "", "has 4 cells, the header 3");
}

#define CASE(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		CASE(a_column_nobody_named_is_a_metric_if_it_holds_more_numbers_than_texts),
		CASE(a_metric_that_is_no_number_sets_its_whole_row_aside),
		CASE(a_row_without_any_figure_is_set_aside),
		CASE(a_rate_says_what_it_is_a_share_of_if_that_is_a_number),
		CASE(amounts_of_a_series_are_converted_or_refused_like_any),
		CASE(a_decimal_mark_is_decided_for_figures_too_or_refused),
		CASE(days_counted_from_the_first_one_need_it_and_stay_within),
		CASE(numbers_above_one_make_a_column_of_rates_percentages),
		CASE(without_a_number_above_one_rates_are_fractions),
		CASE(beside_signed_percentages_a_bare_number_is_doubtful_but_not_zero),
		CASE(a_late_percentage_makes_the_whole_column_decide_again),
		CASE(a_header_that_says_percent_is_believed),
		CASE(weeks_begin_on_sundays_and_months_on_the_first_within_the_dates),
		CASE(a_grand_total_is_held_against_counts_and_not_against_rates),
		CASE(a_report_of_a_thousand_metrics_with_a_total_is_read),
		CASE(a_total_with_a_field_more_is_no_row_too_long),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
