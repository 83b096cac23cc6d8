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
		CASE(a_total_with_a_field_more_is_no_row_too_long),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
