"""Real exports read a second time, with nothing of the program.

A reading is what a person with the file, a calculator and the description of
its dialect would write down. Amounts are decimals in the file's currency;
what a row says is kept under the name its fact has in the program.
"""
import csv
import datetime as dt
import re
from dataclasses import dataclass, field
from decimal import Decimal

MISSING = {"", "--", "-", "[]"}


@dataclass
class Row:
    first: dt.date
    last: dt.date
    name: str               # campaign or dimension, "" where there is none
    values: dict            # by column or metric; a blank is not in it


@dataclass
class Reading:
    kind: str
    rows: list = field(default_factory=list)
    totals: list = field(default_factory=list)      # (title, values)
    unread: int = 0         # rows of tables that hold no facts
    currency: str = None    # of its amounts; None: not said


def cells_of(path, encoding, delimiter=","):
    with open(path, newline="", encoding=encoding) as f:
        return list(csv.reader(f, delimiter=delimiter))


def number(text):
    """1,234.5 or US$1,234.50 or 12.5%; None for a cell that says nothing."""
    text = text.strip()
    if text in MISSING:
        return None
    text = re.sub(r"^(US\$|\$|€)", "", text).replace(",", "")
    if text.endswith("%"):
        return Decimal(text[:-1]) / 100
    return Decimal(text)


def values_of(row, columns):
    found = {ours: number(row[theirs]) for ours, theirs in columns.items()}
    return {ours: v for ours, v in found.items() if v is not None}


def add(into, values):
    for name, value in values.items():
        into[name] = into.get(name, 0) + value


def sums(rows):
    found = {}
    for row in rows:
        add(found, row.values)
    return found


def span_of(text):
    """The two dates of "March 27, 2026 - April 23, 2026"."""
    days = []
    for day in text.split(" - "):
        for form in ("%B %d, %Y", "%d %b %Y"):
            try:
                days.append(dt.datetime.strptime(day.strip(), form).date())
            except ValueError:
                pass
    first, last = days
    return first, last


# ---- campaigns -----------------------------------------------------------

def google_ads(path, encoding, delimiter, period=None):
    """A title, the dates, the header, the rows, the totals. A total row
    begins with "Total:" in one of its first four cells."""
    columns = {"impressions": "Impr.", "cost": "Cost",
               "conversions": "Conversions"}
    lines = cells_of(path, encoding, delimiter)
    header, reading = lines[2], Reading("campaigns")
    columns["clicks"] = "Clicks" if "Clicks" in header else "Interactions"
    first, last = period or span_of("".join(lines[1]))
    for line in lines[3:]:
        if not line:
            continue
        row = dict(zip(header, line))
        values = values_of(row, columns)
        title = [c for c in line[:4] if c.startswith("Total:")]
        if title:
            device = row.get("Device")
            title = title[0] + (", " + device if device else "")
            reading.totals.append((title, values))
        else:
            reading.rows.append(Row(first, last, row["Campaign"], values))
        assert reading.currency in (None, row["Currency code"])
        reading.currency = row["Currency code"]
    return reading


def meta_ads(path):
    """The row without any name is the total; it comes first."""
    reading = Reading("campaigns", currency="JPY")
    header, *lines = cells_of(path, "utf-8-sig")
    for line in lines:
        row = dict(zip(header, line))
        values = values_of(row, {"impressions": "インプレッション",
                                 "clicks": "クリック(すべて)",
                                 "cost": "消化金額 (JPY)"})
        if not any(line[:5]):
            reading.totals.append(("first row", values))
            continue
        reading.rows.append(Row(
            dt.date.fromisoformat(row["レポート開始日"]),
            dt.date.fromisoformat(row["レポート終了日"]),
            row["キャンペーン名"], values))
    return reading


def tiktok_ads(path, period):
    reading = Reading("campaigns", currency="JPY")
    header, *lines = cells_of(path, "cp932")
    for line in lines:
        row = dict(zip(header, line))
        values = values_of(row, {"impressions": "インプレッション",
                                 "clicks": "クリック（誘導先）",
                                 "conversions": "コンバージョン",
                                 "cost": "コスト"})
        if re.fullmatch(r"全\d+件の結果", line[0]):
            reading.totals.append((line[0], values))
        else:
            reading.rows.append(Row(*period, row["キャンペーン名"], values))
    return reading


def daily(path, date, form, name, columns, encoding="utf-8"):
    """A table with a day in each row, and nothing else in the file."""
    reading = Reading("campaigns")
    header, *lines = cells_of(path, encoding)
    for line in lines:
        row = dict(zip(header, line))
        day = dt.datetime.strptime(row[date], form).date()
        reading.rows.append(Row(day, day, row[name] if name else None,
                                values_of(row, columns)))
    return reading


def linkedin_ads(path):
    return daily(path, "Date", "%Y-%m-%d", "Campaign name",
                 {"impressions": "Impressions", "clicks": "Clicks",
                  "cost": "Total spent", "conversions": "Conversions"})


def mailchimp(path):
    return daily(path, "Send Date", "%b %d, %Y %I:%M %p", "Title",
                 {"sends": "Total Recipients",
                  "delivered": "Successful Deliveries",
                  "opens": "Unique Opens", "clicks": "Unique Clicks",
                  "conversions": "Total Orders", "revenue": "Total Revenue",
                  "unsubscribes": "Unsubscribes"})


def email_campaigns(path):
    return daily(path, "send_date", "%Y-%m-%d", "campaign_name",
                 {"sends": "emails_sent", "opens": "emails_opened",
                  "clicks": "unique_clicks", "unsubscribes": "unsubscribes"})


def instagram_posts(path):
    """Times are month first. A caption has many lines, so names are not
    compared."""
    return daily(path, "Publish time", "%m/%d/%Y %H:%M", None,
                 {"impressions": "Views", "conversions": "Follows"},
                 "utf-8-sig")


def kaggle(path):
    return daily(path, "Date", "%d-%m-%Y", "xyz_campaign_id",
                 {"impressions": "Impressions", "clicks": "Clicks",
                  "cost": "Spent", "conversions": "Approved_Conversion"})


# ---- series --------------------------------------------------------------

def slug(header):
    return re.sub(r"[^a-z0-9]+", "_", header.lower()).strip("_")


METRICS = {"average_engagement_time": "average_engagement_seconds",
           "30_days": "active_users_30_days", "7_days": "active_users_7_days",
           "1_day": "active_users_1_day"}


def figures(reading, header, lines, cuts, span):
    """Rows of a table with a column for each metric; `cuts` are the headers
    of texts, span(row) the days a row is of."""
    for line in lines:
        row = dict(zip(header, line))
        columns = {METRICS.get(slug(h), slug(h)): h for h in header
                   if h not in cuts and h not in ("Date", "Nth day")}
        reading.rows.append(Row(
            *span(row), "; ".join(f"{slug(h)}={row[h]}" for h in cuts
                                  if row[h]), values_of(row, columns)))


def search_console(path):
    reading = Reading("series")
    header, *lines = cells_of(path, "utf-8")
    figures(reading, header, lines, (),
            lambda row: [dt.date.fromisoformat(row["Date"])] * 2)
    return reading


def google_ads_card(path, period):
    reading = Reading("series", currency="USD")
    header, *lines = cells_of(path, "utf-8")
    figures(reading, header, lines, ("Hour",), lambda row: period)
    return reading


def insights_card(path):
    """sep=, then the metric's name, then day by day. Times are midnights of
    the page's place, so only their date says something."""
    reading = Reading("series")
    lines = cells_of(path, "utf-16")
    metric = lines[1][0]
    assert lines[0] == ["sep=", ""] and lines[2] == ["Date", "Primary"]
    for line in lines[3:]:
        if not line:
            continue
        day = dt.date.fromisoformat(line[0][:10])
        reading.rows.append(Row(day, day, "", {metric: Decimal(line[1])}))
    return reading


ANALYTICS_CUTS = {
    "App-instance ID", "Country", "Country ID", "Event name",
    "First user default channel group", "Hostname", "Item name",
    "Namespace ID", "Page path + query string and screen class",
    "Page title and screen class", "Platform",
    "Session default channel group", "Stream name"}


def analytics(path):
    """Tables below each other. Comments give each its first and last day; a
    table of cohorts ("Week 0") holds no day and no facts."""
    reading, first, last, header = Reading("series"), None, None, None
    for line in cells_of(path, "utf-8"):
        if not line or line[0].startswith("#"):
            header = None
            text = line[0] if line else ""
            days = re.findall(r"\b\d{8}\b", text)
            days = [dt.datetime.strptime(d, "%Y%m%d").date() for d in days]
            if text.startswith("# Start date"):
                first, = days
            elif text.startswith("# End date"):
                last, = days
            elif len(days) == 2:
                first, last = days
        elif header is None:
            header = line
        elif line[-1] == "Grand total":
            cuts = len([h for h in header if h in ANALYTICS_CUTS])
            reading.totals.append(("Grand total", {
                slug(h): number(c) for h, c in
                zip(header[cuts:], line[cuts:])}))
        elif "Week 0" in header:
            reading.unread += 1
        else:
            def span(row):
                if "Nth day" not in row:
                    return first, last
                day = first + dt.timedelta(int(row["Nth day"]))
                assert day <= last
                return day, day
            figures(reading, header, [line],
                    [h for h in header if h in ANALYTICS_CUTS], span)
    return reading
