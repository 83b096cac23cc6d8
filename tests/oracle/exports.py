"""The exports, as INPUTS.md has them: reviews, counts, time and costs.

Durations are whole milliseconds, money and hours Fractions; a blank cell is
None where it is a number and "" where it is a text.
"""
import csv
import datetime as dt
import os
from dataclasses import dataclass
from fractions import Fraction
from zoneinfo import ZoneInfo

from campaigns import half_away, read_campaigns
from handoffs import read_handoffs
from inputs import read_audits
from samples import Samples
from rhythm import read_log

# The words of Toggl's tags in the demo are ours already.
TOGGL = {"date": "Start date", "minutes": "Duration", "workflow": "Project",
         "step": "Task", "activity": "Tags"}
OUTCOMES = {"", "usable", "light", "major", "rewritten", "rejected"}


@dataclass
class Review:
    source: str
    line: int
    when: dt.datetime       # in UTC; a date-only review is at its midnight
    day: dt.date            # civil day in the workspace's zone
    n: int
    workflow: str
    item: str
    step: str
    outcome: str
    correction: int
    review: int
    work: int
    tool: str
    item_type: str
    channel: str
    campaign: str
    prompt_version: str
    rating: Fraction        # in points, None when blank
    reviewer: str           # "" when blank
    defect: str
    origin_step: str
    brief: str              # "" when blank
    bare: bool              # a date without a time
    start: tuple            # (UTC, civil day, bare?) of its work, or of
                            # the review where that is blank
    started: bool           # is that its own?


@dataclass
class Entry:
    day: dt.date
    minutes: int
    workflow: str
    step: str
    activity: str
    role: str
    person: str = ""
    campaign: str = ""
    skill: str = ""


@dataclass
class Cost:
    day: dt.date
    amount: Fraction
    kind: str
    hours: Fraction


@dataclass
class Made:
    """A count of outputs that a step made."""
    day: dt.date
    workflow: str
    step: str
    n: int
    tool: str
    item_type: str


def minutes(text):
    """Milliseconds of "7.25" (minutes) or "HH:MM:SS"."""
    if not text:
        return None
    if ":" in text:
        hour, minute, second = map(int, text.split(":"))
        return ((hour * 60 + minute) * 60 + second) * 1000
    return half_away(Fraction(text) * 60_000)


def moment(text, zone):
    """(UTC, civil day, date only?) of a reviewed_at."""
    if len(text) == 10:
        day = dt.date.fromisoformat(text)
        local = dt.datetime.combine(day, dt.time(), zone)
        return local.astimezone(dt.timezone.utc), day, True
    when = dt.datetime.fromisoformat(text.replace("Z", "+00:00"))
    if when.tzinfo is None:
        # fold 0: a doubled hour is the first one, a missing hour keeps the
        # offset before the gap and so moves later by the gap.
        when = when.replace(tzinfo=zone, fold=0)
    utc = when.astimezone(dt.timezone.utc)
    return utc, utc.astimezone(zone).date(), False


def set_aside(row):
    """A row that cannot be used stops no other row."""
    return not row["reviewed_at"] or row["outcome"] not in OUTCOMES


def reviews_of(rows, source, zone, known):
    """A review is known again by its key. Of two rows of one key the last
    wins, but identical rows of one file are two events (INPUTS.md). `known`
    holds those of the source's earlier files."""
    texts = {}
    for line, row in rows:
        if set_aside(row):
            continue
        when, day, bare = moment(row["reviewed_at"], zone)
        key = row["workflow"], row["item_id"], row["step"], when, bare
        review = Review(
            source, line, when, day, int(row.get("n") or 1),
            row["workflow"], row["item_id"], row["step"], row["outcome"],
            minutes(row["correction_minutes"]),
            minutes(row["review_minutes"]), minutes(row["work_minutes"]),
            row["tool"], row["item_type"], row["channel"], row["campaign"],
            row["prompt_version"],
            Fraction(row["rating"]) if row.get("rating") else None,
            row.get("reviewer") or "", row.get("defect") or "",
            row.get("origin_step") or "", row.get("brief_id") or "", bare,
            moment(row["started_at"], zone) if row.get("started_at")
            else (when, day, bare), bool(row.get("started_at")))
        if texts.get(key) == list(row.values()):
            known[key].append(review)
        else:
            known[key] = [review]
        texts[key] = list(row.values())


def read_rows(path):
    with open(path, newline="", encoding="utf-8-sig") as f:
        reader = csv.DictReader(f)
        return reader.fieldnames, [(reader.line_num, row) for row in reader]


class Exports:
    """Every CSV of a folder that has reviews, counts, time or costs. A file
    called late_NAME.csv came after NAME.csv, from the same source."""

    def __init__(self, folder, workspace):
        self.reviews, self.time, self.costs = [], [], []
        self.made = []
        self.known = {}         # of each source, reviews by their key
        self.currencies = workspace.currencies
        names = [n for n in os.listdir(folder) if n.endswith(".csv")]
        for name in sorted(names, key=lambda n: (n.startswith("late_"), n)):
            self.read(os.path.join(folder, name), ZoneInfo(workspace.zone))
        for known in self.known.values():
            for rows in known.values():
                self.reviews += rows
        self.sessions, self.answers = read_log(folder, minutes)
        self.where = self.read_where(folder)
        self.campaigns = read_campaigns(folder)
        self.audits = read_audits(folder)
        self.handoffs = read_handoffs(folder, moment, minutes,
                                      workspace.zone)
        self.samples = Samples(folder, moment, workspace)

    @staticmethod
    def read_where(folder):
        """[(day, where the freed hours went)], in order of the store."""
        found = []
        for name in sorted(os.listdir(folder)):
            if not name.endswith(".csv"):
                continue
            try:
                header, rows = read_rows(os.path.join(folder, name))
            except UnicodeDecodeError:
                continue
            if "metric" not in header:
                continue
            found += [(dt.date.fromisoformat(row["date"]), name, line,
                       row["dimension"]) for line, row in rows
                      if row["metric"] == "hours_where" and row["value"]]
        return [(day, words) for day, _, _, words in sorted(found)]

    def read(self, path, zone):
        try:
            header, rows = read_rows(path)
        except UnicodeDecodeError:
            return          # Google Ads' UTF-16: see campaigns.py
        if "reviewed_at" in header:
            # The harness imports each file as a source of its name.
            source = os.path.splitext(os.path.basename(path))[0]
            source = source.removeprefix("late_")
            reviews_of(rows, source, zone, self.known.setdefault(source, {}))
        elif "amount" in header:
            # An additive kind: rows of one key are summed, so one by one
            # is as good.
            for _, row in rows:
                self.costs.append(Cost(
                    dt.date.fromisoformat(row["date"]),
                    Fraction(row["amount"]) * self.currencies[
                        row.get("currency") or ""], row["kind"],
                    Fraction(row["hours"]) if row.get("hours") else None))
        elif "outputs" in header:
            for _, row in rows:
                self.made.append(Made(
                    dt.date.fromisoformat(row["date"]), row["workflow"],
                    row["step"], int(row["outputs"]), row["tool"],
                    row["item_type"]))
        elif "Duration" in header:
            for _, row in rows:
                self.time.append(Entry(
                    dt.date.fromisoformat(row[TOGGL["date"]]),
                    minutes(row[TOGGL["minutes"]]), row[TOGGL["workflow"]],
                    row[TOGGL["step"]], row[TOGGL["activity"]] or "other",
                    ""))
        elif "activity" in header:
            for _, row in rows:
                self.time.append(Entry(
                    dt.date.fromisoformat(row["date"]),
                    minutes(row["minutes"]), row["workflow"],
                    row.get("step") or "", row["activity"], row["role"],
                    row.get("person") or "", row.get("campaign") or "",
                    row.get("skill") or ""))
