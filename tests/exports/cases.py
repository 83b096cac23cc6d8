"""What each real export is taken for: the one table of expectations."""
import datetime as dt
from dataclasses import dataclass

import readings


@dataclass
class Case:
    path: str
    profile: str            # None: no profile fits, and the text says why
    account: tuple = None   # read, used, there, totals, aside
    read: callable = None   # the second reading: path to Reading
    refused: str = None     # without --period, or for good
    period: tuple = None    # what a person has to say then
    total: tuple = ()       # its total rows that are the sum of the rows


def days(first, last):
    return dt.date.fromisoformat(first), dt.date.fromisoformat(last)


def google_ads(encoding, delimiter, period=None):
    return lambda path: readings.google_ads(path, encoding, delimiter, period)


ALL_TIME = ("the report covers all time and its rows have no day; say which "
            "days it covers with --period FROM..TO")
NO_DAY = ("the rows have no day, and no line above the header says which "
          "days they cover; say it with --period FROM..TO")
QUARTER = days("2026-01-01", "2026-03-31")
A_DAY = days("2026-02-05", "2026-02-05")

CASES = [
    Case("email_generic/email_campaigns.csv", "email_campaigns",
         (36, 36, 0, 0, 0), readings.email_campaigns),
    Case("ga4/events_report.csv", "ga4",
         (156, 156, 0, 0, 0), readings.analytics),
    Case("ga4/exploration_grand_total.csv", "ga4",
         (19, 18, 0, 1, 0), readings.analytics, total=("Grand total",)),
    # Its second table repeats the first one's views.
    Case("ga4/psyteachr_pages_2021-08-22.csv", "ga4",
         (1854, 1710, 144, 0, 0), readings.analytics),
    Case("ga4/psyteachr_pages_2021-08-29.csv", "ga4",
         (1728, 1584, 144, 0, 0), readings.analytics),
    # Of fifteen tables one, cohorts by week, holds no figure of a day.
    Case("ga4/snapshot_nth_day.csv", "ga4",
         (187, 181, 0, 0, 6), readings.analytics),
    Case("google_ads/ad_group_dupcol_utf16.csv", "google_ads",
         (12, 8, 0, 4, 0), google_ads("utf-16", "\t", QUARTER),
         ALL_TIME, QUARTER, ("Total: Ad groups", "Total: Search")),
    Case("google_ads/campaign_report_greek.csv", "google_ads",
         (6, 3, 0, 3, 0), google_ads("utf-8", ","),
         total=("Total: Campaigns", "Total: Account", "Total: Smart")),
    Case("google_ads/location_utf16.csv", "google_ads",
         (24, 19, 0, 5, 0), google_ads("utf-16", "\t", QUARTER),
         ALL_TIME, QUARTER, ("Total: Locations",)),
    Case("google_ads/overview_time_series.csv", "google_ads_overview",
         (96, 96, 0, 0, 0),
         lambda path: readings.google_ads_card(path, A_DAY), NO_DAY, A_DAY),
    Case("google_ads/search_keyword_2020_is.csv", "google_ads",
         (709, 675, 0, 34, 0), google_ads("utf-8", ","),
         total=("Total: Filtered keywords",)),
    Case("google_ads/search_keyword_utf16.csv", "google_ads",
         (27, 17, 0, 10, 0), google_ads("utf-16", "\t"),
         total=("Total: All but removed keywords",)),
    Case("gsc/chart.csv", "search_console",
         (196, 196, 0, 0, 0), readings.search_console),
    Case("linkedin_ads/fixture_simple.csv", "linkedin_ads",
         (6, 6, 0, 0, 0), readings.linkedin_ads),
    Case("mailchimp/campaigns.csv", "mailchimp",
         (872, 872, 0, 0, 0), readings.mailchimp),
    Case("meta_ads/ads_manager_japanese_bom.csv", "meta_ads",
         (3, 2, 0, 1, 0), readings.meta_ads, total=("first row",)),
    # A data set of a course, made from an export: its names are nobody's.
    Case("meta_ads/kag_conversion_dated.csv", None,
         refused="no profile fits this file"),
    Case("meta_business_suite/ig_posts.csv", "meta_posts_instagram",
         (15, 15, 0, 0, 0), readings.instagram_posts),
    Case("meta_business_suite/page_metric_ig_Reach.csv", "meta_insights",
         (28, 28, 0, 0, 0), readings.insights_card),
    Case("meta_business_suite/page_metric_za_Views.csv", "meta_insights",
         (105, 105, 0, 0, 0), readings.insights_card),
    # A plan of tasks with names and days, and nothing that was measured.
    Case("notion/gantt_date_ranges_bom.csv", None,
         refused="no profile fits this file"),
    Case("tiktok_ads/campaign_report_shiftjis.csv", "tiktok_ads",
         (3, 2, 0, 1, 0),
         lambda path: readings.tiktok_ads(path, QUARTER), NO_DAY, QUARTER,
         ("全2件の結果",)),
]

# The columns of the course's data set, as somebody who has it would say them.
KAGGLE = Case("meta_ads/kag_conversion_dated.csv", "kaggle_ads",
              (1143, 1143, 0, 0, 0), readings.kaggle)
KAGGLE_PROFILE = """\
id: kaggle_ads
title: Ads of a course, with a date
kind: campaigns
key: days
recognise: {at_least: 3, headers: [xyz_campaign_id, fb_campaign_id, Spent]}
columns:
  date: {from: [Date], required: yes}
  campaign: {from: [xyz_campaign_id], required: yes}
  segment: [fb_campaign_id]
  channel: {value: meta_ads}
  impressions: [Impressions]
  clicks: [Clicks]
  cost: [Spent]
  conversions: [Approved_Conversion]
"""
