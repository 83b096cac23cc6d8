"""Sums and rates of campaigns: METRICS section 16, INPUTS "Time, day, period".

Measures are whole thousandths and money whole millionths, as the exports have
them; a blank cell is None. Both dialects of the demo are read here, too.
"""
import csv
import datetime as dt
import os
from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction

import stats

MEASURES = ("sends delivered impressions opens clicks conversions "
            "unsubscribes").split()
MONEY = ("revenue", "cost")
CUTS = ((), ("channel",), ("campaign",), ("segment",),
        ("campaign", "channel"), ("segment", "channel"))
SUMS = {**{name: name for name in MEASURES}, "revenue": "revenue",
        "media_cost": "cost"}
# The part, the whole, and what a row of another rate has.
RATES = {"open_rate": ("opens", "delivered", None),
         "click_rate": ("clicks", "delivered", None),
         "ctr": ("clicks", "impressions", "delivered"),
         "conversion_rate": ("conversions", "clicks", None),
         "unsubscribe_rate": ("unsubscribes", "delivered", None)}
GOOGLE = {"date": "Day", "campaign": "Campaign", "segment": "Ad group",
          "impressions": "Impr.", "clicks": "Clicks",
          "conversions": "Conversions", "cost": "Cost"}
MAILCHIMP = {"campaign": "Title", "segment": "List",
             "sends": "Total Recipients",
             "delivered": "Successful Deliveries", "opens": "Unique Opens",
             "clicks": "Unique Clicks", "conversions": "Total Orders",
             "unsubscribes": "Unsubscribes", "revenue": "Total Revenue"}


@dataclass
class CampaignRow:
    source: str
    imported: int           # number of the file that said it last
    first: dt.date
    day: dt.date            # its last day
    campaign: str
    channel: str
    segment: str
    values: dict            # by column; None is a blank

    @property
    def is_period(self):
        return self.first < self.day

    @property
    def place(self):
        return self.source, self.campaign, self.channel

    @property
    def span(self):
        return (*self.place, self.first, self.day)


def half_away(value):
    whole = abs(value) + Fraction(1, 2)
    whole = whole.numerator // whole.denominator
    return -whole if value < 0 else whole


def number(text, scale):
    text = (text or "").replace(",", "").strip()
    return half_away(Fraction(text) * scale) if text else None


def values_of(cell):
    found = {name: number(cell(name), 1000) for name in MEASURES}
    found.update({name: number(cell(name), 1_000_000) for name in MONEY})
    return found


# ---- exports -------------------------------------------------------------

def google_ads(path):
    """Excel's UTF-16 with tabs; title, dates, header, rows, totals."""
    with open(path, newline="", encoding="utf-16") as f:
        lines = list(csv.reader(f, delimiter="\t"))
    header = lines[2]
    for line in lines[3:]:
        if not line or line[0].startswith("Total"):
            continue
        row = dict(zip(header, line))
        day = dt.date.fromisoformat(row["Day"])
        yield (day, day, row["Campaign"], "google_ads", row["Ad group"],
               values_of(lambda name: row.get(GOOGLE.get(name))))


def mailchimp(path):
    with open(path, newline="", encoding="utf-8-sig") as f:
        for row in csv.DictReader(f):
            day = dt.datetime.strptime(row["Send Date"],
                                       "%b %d, %Y %I:%M %p").date()
            yield (day, day, row["Title"], "email", row["List"],
                   values_of(lambda name: row.get(MAILCHIMP.get(name))))


def canonical(path):
    with open(path, newline="", encoding="utf-8-sig") as f:
        for row in csv.DictReader(f):
            day = dt.date.fromisoformat(row["date"])
            start = row["period_start"]
            yield (dt.date.fromisoformat(start) if start else day, day,
                   row["campaign"], row["channel"], row["segment"],
                   values_of(row.get))


def dialect_of(path):
    with open(path, "rb") as f:
        start = f.read(4096)
    if start.startswith(b"\xff\xfe"):
        return google_ads
    header = next(csv.reader([start.decode("utf-8-sig").splitlines()[0]]))
    if "Unique Opens" in header:
        return mailchimp
    return canonical if "impressions" in header else None


def read_campaigns(folder):
    """Every row of the folder's campaigns. Files come in the order of their
    names, which is the order of the imports; those of one name up to the
    first dot are one source. Within a file rows of one key add up; a later
    file that says a key otherwise takes its place."""
    known = {}
    for imported, name in enumerate(sorted(os.listdir(folder))):
        path = os.path.join(folder, name)
        dialect = dialect_of(path) if name.endswith(".csv") else None
        if not dialect:
            continue
        fresh = {}
        for line, (*key, values) in enumerate(dialect(path)):
            # Mailchimp's rows have an id each, so that none add up.
            key = (name.split(".")[0], *key,
                   line if dialect is mailchimp else None)
            sums = fresh.setdefault(key, dict.fromkeys(values))
            for column, value in values.items():
                if value is not None:
                    sums[column] = (sums[column] or 0) + value
        for key, values in fresh.items():
            if key in known and known[key].values == values:
                continue
            source, first, day, campaign, channel, segment, _ = key
            known[key] = CampaignRow(source, imported, first, day, campaign,
                                     channel, segment, values)
    return list(known.values())


# ---- which rows count ----------------------------------------------------

def without_losers(rows):
    """Days win over overlapping periods of the same source, campaign and
    channel, the later import over an earlier overlapping period; of one
    import the shorter period, and of two as long the one that ends later."""
    days, latest = defaultdict(set), {}
    for row in rows:
        if row.is_period:
            latest[row.span] = max(latest.get(row.span, 0), row.imported)
        else:
            days[row.place].add(row.day)
    periods = defaultdict(list)
    for (*place, first, last), imported in latest.items():
        periods[tuple(place)].append((first, last, imported))

    def rank(first, last, imported):
        return imported, first - last, last

    def loses(row):
        if not row.is_period:
            return False
        own = rank(row.first, row.day, latest[row.span])
        return (any(row.first <= d <= row.day for d in days[row.place]) or
                any(rank(*other) > own and other[0] <= row.day and
                    row.first <= other[1]
                    for other in periods[row.place]))

    return [row for row in rows if not loses(row)]


# ---- figures -------------------------------------------------------------

def total(values):
    values = [v for v in values if v is not None]
    return sum(values) if values else None


def quotient(rows, part, whole, unless=None):
    """Sums over the rows that have both."""
    both = [row.values for row in rows
            if row.values[part] is not None and
            row.values[whole] is not None and
            (unless is None or row.values[unless] is None)]
    return (sum(v[part] for v in both), sum(v[whole] for v in both))


def rate(rows, columns, z):
    part, whole = quotient(rows, *columns)
    n, x = (half_away(Fraction(v, 1000)) for v in (whole, part))
    if whole <= 0:
        return None, None, None, n, x
    low = high = None
    if 0 <= part <= whole:
        low, high = stats.wilson(part / 1000, whole / 1000, z)
    return Fraction(part, whole), low, high, n, x


def tracking(rows, tracked):
    """Sends whose place has an outcome, of all sends."""
    sent = total(r.values["sends"] for r in rows) or 0
    part = total(r.values["sends"] for r in rows
                 if r.span[1:] in tracked) or 0
    n, x = (half_away(Fraction(v, 1000)) for v in (sent, part))
    return (Fraction(part, sent) if sent > 0 else None), None, None, n, x


def figures_of(rows, z, tracked):
    for metric, column in SUMS.items():
        found = total(row.values[column] for row in rows)
        scale = 1000 if column in MEASURES else 1_000_000
        yield metric, (None if found is None else Fraction(found, scale),)
    for metric, columns in RATES.items():
        yield metric, rate(rows, columns, z)
    cost, conversions = quotient(rows, "cost", "conversions")
    each = (Fraction(cost, 1000 * conversions) if conversions > 0 else None)
    yield "cost_per_conversion", (each,)
    yield "tracking_completeness", tracking(rows, tracked)


def campaign_rows(story, periods, scope_of, workflow_scope):
    """(metric, scope, period, cells of a Row)"""
    z = stats.z_for(story.workspace.rates_confidence)
    rows = without_losers([r for r in story.campaigns
                           if r.day <= story.as_of])
    # Of the same campaign, channel and dates, whatever the source.
    tracked = {r.span[1:] for r in rows
               if any(r.values[c] is not None
                      for c in ("opens", "clicks", "conversions"))}
    cells = {(workflow_scope(""), period): [] for period in periods}
    for row in rows:
        period = next(p for p in periods if row.day <= p[1])
        if row.first < period[0]:
            continue
        for cut in CUTS:
            cells.setdefault((scope_of(cut, row), period), []).append(row)
    for (scope, period), inside in cells.items():
        for metric, found in figures_of(inside, z, tracked):
            yield metric, scope, period, found
