/* Each fixture, and each real export where they are, is taken for what it is:
 * a tie is an error of its own, so the profile that is found is the only one. */
#include "tests/unit/ingest_help.h"

#define FIXTURES "fixtures/dialects/"
#define EXPORTS "../shared/exports/"

struct known {
	const char *file, *profile;
	const char *period;	/* of files without days */
};

static const struct known fixtures[] = {
	{ "anthropic_cost.csv", "anthropic_cost", NULL },
	{ "asana_reviews.csv", "asana_reviews", NULL },
	{ "automation_runs.csv", "automation_runs", NULL },
	{ "clickup_reviews.csv", "clickup_reviews", NULL },
	{ "clickup_reviews_workspace.csv", "clickup_reviews", NULL },
	{ "clickup_time.csv", "clickup_time", NULL },
	{ "clockify_dmy.csv", "clockify", NULL },
	{ "clockify_mdy.csv", "clockify", NULL },
	{ "clockify_summary.csv", "clockify", NULL },
	{ "customerio.csv", "customerio", NULL },
	{ "email_campaigns.csv", "email_campaigns", NULL },
	{ "email_campaigns_de.csv", "email_campaigns", NULL },
	{ "ga4_exploration.csv", "ga4", NULL },
	{ "ga4_report.csv", "ga4", NULL },
	{ "ga4_report_es.csv", "ga4", NULL },
	{ "ga4_snapshot.csv", "ga4", NULL },
	{ "google_ads_2016.csv", "google_ads", NULL },
	{ "google_ads_all_time.csv", "google_ads", "2026-01" },
	{ "google_ads_day_ja.csv", "google_ads", NULL },
	{ "google_ads_overview.csv", "google_ads_overview", "2026-01" },
	{ "google_ads_utf16.csv", "google_ads", NULL },
	{ "harvest.csv", "harvest", NULL },
	{ "harvest_comma.csv", "harvest", NULL },
	{ "hubspot_email.csv", "hubspot_email", NULL },
	{ "jira_reviews.csv", "jira_reviews", NULL },
	{ "jira_reviews_2025.csv", "jira_reviews", NULL },
	{ "linkedin_ads_resaved.csv", "linkedin_ads", NULL },
	{ "linkedin_ads_utf16.csv", "linkedin_ads", NULL },
	{ "mailchimp.csv", "mailchimp", NULL },
	{ "make_runs.jsonl", "make_runs", NULL },
	{ "meta_ads.csv", "meta_ads", NULL },
	{ "meta_ads_2017.csv", "meta_ads", NULL },
	{ "meta_ads_de.csv", "meta_ads", NULL },
	{ "meta_ads_ja.csv", "meta_ads", NULL },
	{ "meta_insights.csv", "meta_insights", NULL },
	{ "meta_posts_facebook.csv", "meta_posts_facebook", NULL },
	{ "meta_posts_instagram.csv", "meta_posts_instagram", NULL },
	{ "notion_reviews.csv", "review_log", NULL },
	{ "openai_cost.csv", "openai_cost", NULL },
	{ "buffer.csv", "buffer", NULL },
	{ "card_costs.csv", "card_costs", NULL },
	{ "hootsuite.csv", "hootsuite", NULL },
	{ "review_log_de.csv", "review_log", NULL },
	{ "search_console_dates.csv", "search_console", NULL },
	{ "search_console_queries_ja.csv", "search_console", "2026-01" },
	{ "tiktok_ads.csv", "tiktok_ads", NULL },
	{ "tiktok_ads_ja.csv", "tiktok_ads", "2026-01" },
	{ "toggl.csv", "toggl", NULL },
	{ "toggl_2024.csv", "toggl", NULL },
	{ "toggl_localised.csv", "toggl", NULL },
	{ "zapier_runs.json", "zapier_runs", NULL },
};

static const struct known exports[] = {
	{ "email_generic/email_campaigns.csv", "email_campaigns", NULL },
	{ "ga4/events_report.csv", "ga4", NULL },
	{ "ga4/exploration_grand_total.csv", "ga4", NULL },
	{ "ga4/psyteachr_pages_2021-08-22.csv", "ga4", NULL },
	{ "ga4/psyteachr_pages_2021-08-29.csv", "ga4", NULL },
	{ "ga4/snapshot_nth_day.csv", "ga4", NULL },
	{ "google_ads/ad_group_dupcol_utf16.csv", "google_ads", "2026-01" },
	{ "google_ads/campaign_report_greek.csv", "google_ads", NULL },
	{ "google_ads/location_utf16.csv", "google_ads", "2026-01" },
	{ "google_ads/overview_time_series.csv", "google_ads_overview",
	  "2026-01" },
	{ "google_ads/search_keyword_2020_is.csv", "google_ads", NULL },
	{ "google_ads/search_keyword_utf16.csv", "google_ads", NULL },
	{ "gsc/chart.csv", "search_console", NULL },
	{ "linkedin_ads/fixture_simple.csv", "linkedin_ads", NULL },
	{ "mailchimp/campaigns.csv", "mailchimp", NULL },
	{ "meta_ads/ads_manager_japanese_bom.csv", "meta_ads", NULL },
	{ "meta_business_suite/ig_posts.csv", "meta_posts_instagram", NULL },
	{ "meta_business_suite/page_metric_ig_Reach.csv", "meta_insights",
	  NULL },
	{ "meta_business_suite/page_metric_za_Views.csv", "meta_insights",
	  NULL },
	{ "tiktok_ads/campaign_report_shiftjis.csv", "tiktok_ads",
	  "2026-01" },
};

static void check_known(const char *dir, const struct known *k)
{
	struct config_currency rates[] = {
		{ "USD", 900000 }, { "CAD", 650000 }, { "JPY", 6000 }
	};
	struct import_options o = { .dry_run = true, .period = k->period };
	struct config config = config_of_test();
	struct store *store = memory_store();
	struct imported got;
	char path[256];

	config.currencies = rates;
	config.n_currencies = COUNT(rates);
	snprintf(path, sizeof path, "%s%s", dir, k->file);
	got = import_path(store, &config, path, &o);
	if (got.ret)
		fail_msg("%s: %s", k->file, got.err.msg);
	if (strcmp(got.report.entry.profile, k->profile))
		fail_msg("%s is taken for %s", k->file,
			 got.report.entry.profile);
	if (!got.report.entry.used)
		fail_msg("%s: no row is used", k->file);
	import_report_release(&got.report);
	store_close(store);
	config_release(&config);
}

TEST(each_dialect_is_taken_for_what_it_is)
{
	for (size_t i = 0; i < COUNT(fixtures); i++)
		check_known(FIXTURES, &fixtures[i]);
}

TEST(each_real_export_is_taken_for_what_it_is)
{
	for (size_t i = 0; i < COUNT(exports); i++)
		if (!access(EXPORTS, F_OK))
			check_known(EXPORTS, &exports[i]);
}

/* Of three rows the last one is a total. */
static void check_total(const char *text, const char *period)
{
	struct import_options o = { .period = period };
	struct config config = config_of_test();
	struct store *store = memory_store();
	struct imported got = import_bytes(store, &config, text, strlen(text),
					   &o);

	check_account(&got, 3, 2, 0, 1, 0);
	import_report_release(&got.report);
	store_close(store);
	config_release(&config);
}

TEST(a_total_is_told_from_a_campaign_that_begins_like_one)
{
	check_total("By Day,Campaign name,Ad group name,Cost,"
		    "Clicks (destination)\n"
		    "2026-09-01,Total of us,A,1.00,1\n"
		    "2026-09-01,Total of 2 weeks,A,2.00,1\n"
		    "Total of 2 results,-,-,3.00,2\n", NULL);
	check_total("Campaign,Clicks,CTR,Avg. CPC,Cost\n"
		    "Total 2026,1,1%,1.00,1.00\n"
		    "Total body workout,2,1%,1.00,2.00\n"
		    "Total: Account,3,1%,1.00,3.00\n", "2026-09");
}

static void check_refused(const char *file, const char *why)
{
	struct config config = config_of_test();
	struct store *store = memory_store();
	struct imported got = import_path(store, &config, file, NULL);

	assert_int_equal(got.ret, -1);
	check_says(got.err.msg, why);
	import_report_release(&got.report);
	store_close(store);
	config_release(&config);
}

TEST(what_says_no_days_and_what_no_system_writes_is_refused)
{
	check_refused(FIXTURES "tiktok_ads_ja.csv", "--period FROM..TO");
	check_refused(FIXTURES "google_ads_overview.csv", "--period FROM..TO");
	check_refused(FIXTURES "meta_ads_ja.csv", "in JPY");
	if (access(EXPORTS, F_OK))
		return;
	check_refused(EXPORTS "google_ads/location_utf16.csv", "all time");
	check_refused(EXPORTS "meta_ads/kag_conversion_dated.csv",
		      "no profile fits this file");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_dialect_is_taken_for_what_it_is),
		cmocka_unit_test(each_real_export_is_taken_for_what_it_is),
		cmocka_unit_test(
			a_total_is_told_from_a_campaign_that_begins_like_one),
		cmocka_unit_test(
		what_says_no_days_and_what_no_system_writes_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
