"""The anomaly rule: METRICS section 10, with the readings of README.md.

Weekly values are those that figures.py has made from the exports; rows of the
kind `series` and the calendar are read here. signal_rows() returns
{(series, workflow, campaign, channel, system, Monday): Signal} of every
complete week that has a value.
"""
import csv
import datetime as dt
import math
import os
from collections import defaultdict
from dataclasses import dataclass, fields
from statistics import median

from scipy import stats as scipy_stats

WEEK = dt.timedelta(7)
# metric: its unit, the metric that counts the events behind it (own: its own
# n), the kind it is made from, and what is at stake
TESTED = {
    "net_hours": ("minutes", "outputs", "reviews", "hours"),
    "rework": ("rate", None, "reviews", "rework"),
    "usable": ("rate", None, "reviews", None),
    "outputs": ("count", None, "reviews", None),
    "coverage": ("rate", None, "made", None),
    "correction_minutes": ("minutes", "outputs", "reviews", "per output"),
    "consistency": ("score", "outputs", "reviews", None),
    "correction_hours": ("minutes", "outputs", "reviews", "hours"),
    "review_hours": ("minutes", "outputs", "reviews", "hours"),
    "loop_hours": ("minutes", "outputs", "reviews", "hours"),
    "defects": ("count", None, "reviews", None),
    "manual_share": ("rate", None, "handoffs", None),
    "mismatch_rate": ("rate", None, "handoffs", None),
    "reformat_minutes": ("minutes", "handoffs", "handoffs", "minutes"),
    "waiting_median": ("minutes", "handoffs", "handoffs", None),
    "handoffs": ("count", None, "handoffs", None),
    "latency_compliance": ("rate", None, "handoffs", None),
    "sends": ("count", None, "campaigns", None),
    "delivered": ("count", None, "campaigns", None),
    "impressions": ("count", None, "campaigns", None),
    "clicks": ("count", None, "campaigns", None),
    "conversions": ("count", None, "campaigns", None),
    "media_cost": ("money", "clicks", "campaigns", "money"),
    "revenue": ("money", "conversions", "campaigns", "money"),
    "open_rate": ("rate", None, "campaigns", None),
    "click_rate": ("rate", None, "campaigns", None),
    "ctr": ("rate", None, "campaigns", None),
    "conversion_rate": ("rate", None, "campaigns", None),
    "unsubscribe_rate": ("rate", None, "campaigns", None),
}
# These are floored like minutes, but what is printed are hours.
HOURS = ("net_hours", "correction_hours", "review_hours", "loop_hours",
         "waiting_median")
ROUNDING = 1e-12


@dataclass
class Signal:
    unit: str
    signal: str = ""
    since: str = ""
    sure: str = ""
    value: float = None
    before: float = None
    median: float = None
    mad: float = None
    spread: float = None
    z: float = None
    change_before: float = None
    change_median: float = None
    swing: float = None
    weeks: float = 0
    base_median: float = None
    mean3: float = None
    hours: float = None
    money: float = None


NUMBERS = [f.name for f in fields(Signal)][4:]


def monday(day):
    return day - dt.timedelta(day.weekday())


def week_id(day):
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02}"


# ---- rows of series, and the calendar -----------------------------------

def tables(folder, column):
    """Rows of the CSV files that have a column, each with its source and the
    number of its file."""
    names = sorted(n for n in os.listdir(folder) if n.endswith(".csv"))
    for number, name in enumerate(names):
        try:
            with open(os.path.join(folder, name), newline="",
                      encoding="utf-8-sig") as f:
                reader = csv.DictReader(f)
                if column in (reader.fieldnames or []):
                    for row in reader:
                        yield name.split(".")[0], number, row
        except UnicodeDecodeError:
            continue


def calendar(folder, as_of):
    """[(Monday, workflow, restart?)]"""
    found = []
    for _, _, row in tables(folder, "event"):
        day = dt.date.fromisoformat(row["date"])
        if day > as_of:
            continue
        if row["kind"] == "holiday":
            found.append((monday(day), row["workflow"], False))
        elif row["kind"] == "baseline_reset":
            found.append((monday(day + dt.timedelta(6)), row["workflow"],
                          True))
    return found


@dataclass
class Value:
    first: dt.date
    last: dt.date
    number: int
    value: float
    base: float
    unit: str

    @property
    def days(self):
        return (self.last - self.first).days


def week_value(rows, unit):
    """(value, n) of the rows of one week."""
    by_day = [r for r in rows if r.first == r.last]
    if not by_day:
        kept = []
        for r in sorted(rows, key=lambda r: (-r.number, r.days,
                                             -r.last.toordinal())):
            if not any(k.first <= r.last and r.first <= k.last for k in kept):
                kept.append(r)
        by_day = kept
    total = sum(r.value for r in by_day)
    if unit == "count":
        return total, total
    if unit == "money":
        return total, None
    based = [r for r in by_day if r.base]
    if unit == "rate" and based:
        whole = sum(r.base for r in based)
        value = sum(r.value * r.base for r in based) / whole
    else:
        whole, value = None, total / len(by_day)
    if unit == "rate" and not 0 <= value <= 1:
        return None
    return value, whole


def series_weeks(folder, as_of):
    """{(name, system, source): (unit, {Monday: (value, n)})}"""
    rows, first = defaultdict(dict), None
    for source, number, row in tables(folder, "metric"):
        if not row["date"] or row.get("value", "") == "":
            continue
        last = dt.date.fromisoformat(row["date"])
        if last > as_of:
            continue
        start = row.get("period_start") or ""
        begin = dt.date.fromisoformat(start) if start else last
        first = min(first or last, last)
        key = row["metric"], row.get("source") or "", source
        # a statement: of one key the last wins
        rows[key][last, begin, row.get("dimension") or ""] = Value(
            min(begin, last), last, number, float(row["value"]),
            float(row.get("base") or 0), row["unit"])
    found = {}
    for key, values in rows.items():
        weeks, unit = defaultdict(list), None
        for (last, begin, dimension), v in sorted(
                values.items(), key=lambda item: item[0][0]):
            if dimension or not v.unit or v.first < monday(v.last):
                continue
            weeks[monday(v.last)].append(v)
            unit = v.unit
        if unit:
            made = {w: week_value(v, unit) for w, v in weeks.items()
                    if w >= first}
            found[key] = unit, {w: v for w, v in made.items() if v}
    return found


# ---- the rule ---------------------------------------------------------------

class Point:
    def __init__(self, value, n):
        self.value, self.n = value, n
        self.out = self.restart = False

    @property
    def counts(self):
        return self.value is not None and not self.out


class Rule:
    def __init__(self, ws):
        self.size, self.points, self.z = ws.spike
        self.events, self.history, self.least = ws.history
        self.shift_z, self.shift_size = ws.shift

    def weeks_before(self, p, end):
        found = []
        for i in range(end - 1, max(-1, end - 1 - self.history), -1):
            if p[i].counts:
                found.append(p[i])
            if p[i].restart:
                break
        return found

    @staticmethod
    def spread(unit, m, mad, n):
        if unit == "count":
            floor = math.sqrt(max(0, m))
        elif unit == "rate":
            floor = math.sqrt(max(0, m * (1 - m)) / n) if n else 0
        else:
            floor = abs(m) * (0.01 if unit == "money" else 0.05)
        return max(1.4826 * mad, floor)

    def gate(self, unit, h, m, n):
        if unit == "rate":
            return (n or 0) >= self.events and min(n * m, n * (1 - m)) >= 5
        if any(q.n is None for q in h):
            return True
        return median(q.n for q in h) >= self.events

    @staticmethod
    def change(unit, x, base):
        if unit == "rate":
            return x - base
        return (x - base) / abs(base) if base else None

    def sized(self, unit, x, base):
        if base is None:
            return False
        if unit == "rate":
            return abs(x - base) >= self.points - ROUNDING
        if base == 0:
            return False
        return x / base <= 0 or (abs(math.log(x / base)) >=
                                 -math.log(1 - self.size) - ROUNDING)

    def shift(self, s, unit, p, at):
        """(side, z of the three weeks) where the rule can be asked."""
        if at < 3 or any(p[at - k].restart for k in range(3)):
            return 0, ()
        h = self.weeks_before(p, at - 2)
        if len(h) < self.least:
            return 0, ()
        m = median(q.value for q in h)
        if not self.gate(unit, h, m, p[at].n):
            return 0, ()
        mad = median(abs(q.value - m) for q in h)
        three = [p[at - k] for k in range(3)]
        weighed = [(q.value, q.n if unit == "rate" else 1)
                   for q in three if q.counts]
        weighed = [(v, n) for v, n in weighed if n]
        s.base_median = m
        s.mean3 = (sum(v * n for v, n in weighed) /
                   sum(n for _, n in weighed)) if weighed else None
        z = []
        for q in three:
            spread = self.spread(unit, m, mad, q.n)
            z.append((q.value - m) / spread if q.counts and spread else None)
        for side in (1, -1):
            if (sum(v is not None and side * v >= self.shift_z
                    for v in z) >= 2):
                far = side * (s.mean3 - m) >= (self.shift_size * abs(m) -
                                               ROUNDING)
                return (side if far else 0), z
        return 0, z

    def one(self, unit, p, at):
        """The Signal of a week, its state and its shift."""
        s, q = Signal(unit, value=p[at].value), p[at]
        last = p[at - 1] if at and not q.restart else None
        if last and last.counts and last.value != 0:
            s.before = last.value
            s.change_before = self.change(unit, q.value, s.before)
        h = [] if q.restart else self.weeks_before(p, at)
        s.weeks = len(h)
        if q.out:
            return s, "holiday", 0, ()
        if len(h) < self.least:
            small = q.n is not None and q.n < self.events
            return s, "too few" if small else "learning", 0, ()
        s.median = m = median(v.value for v in h)
        s.mad = median(abs(v.value - m) for v in h)
        s.spread = self.spread(unit, m, s.mad, q.n)
        s.change_median = self.change(unit, q.value, m)
        if unit == "rate":
            s.swing = 1.4826 * s.mad
        elif m:
            s.swing = 1.4826 * s.mad / abs(m)
        if not self.gate(unit, h, m, q.n) or not s.spread:
            return s, "too few", 0, ()
        s.z = (q.value - m) / s.spread
        side, z3 = self.shift(s, unit, p, at)
        big = (self.sized(unit, q.value, s.before) or
               self.sized(unit, q.value, m))
        if big and abs(s.z) >= self.z:
            return s, "spike", side, z3
        if side:
            return s, "shift", side, z3
        if big or abs(s.z) >= self.shift_z:
            return s, "watch", 0, z3
        return s, "normal", 0, z3


def sign(x):
    return (x > 0) - (x < 0)


def replay(rule, unit, p, start):
    """Words with their memory: [(Signal, side, z3) or None] a week."""
    found = []
    level = None            # [side, since, is a shift, calm weeks]
    for at, q in enumerate(p):
        if q.value is None:
            if q.restart:
                level = None
            found.append(None)
            continue
        s, word, shift, z3 = rule.one(unit, p, at)
        if q.restart:
            level = None
        if word in ("spike", "shift"):
            side = shift or sign(s.z)
            if level and level[0] == side and (level[2] or not shift):
                s.signal, since = "same level", level[1]
                level[3] = 0
            else:
                s.signal = "new level" if shift else "spike"
                since = at
                if shift:
                    since = next((at - k for k in (2, 1) if z3[k] is not None
                                  and side * z3[k] >= rule.shift_z), at)
                level = [side, since, bool(shift), 0]
            if s.signal != "spike":
                s.since = week_id(start + WEEK * since)
            found.append((s, side, z3, bool(shift)))
            continue
        s.signal = word
        found.append((s, 0, z3, False))
        if level and word != "holiday":
            if not level[2] or word in ("learning", "too few"):
                level = None
            elif level[0] * s.z >= rule.shift_z:
                level[3] = 0
            else:
                level[3] += 1
                if level[3] >= 3:
                    level = None
    return found


# ---- all of it --------------------------------------------------------------

def metric_weeks(rows, story):
    """{(metric, scope): {Monday: (value, n)}} of what is tested."""
    dims = {"workflow": 0, "channel": 4, "campaign": 5}
    first = {"reviews": min((r.day for r in story.reviews),
                            default=None),
             "made": min((m.day for m in story.made), default=None),
             "handoffs": min((h.day for h in story.handoffs),
                             default=None),
             "campaigns": min((c.day for c in story.campaigns),
                              default=None)}
    found = defaultdict(dict)
    for (metric, scope, begin, end), row in rows.items():
        if metric not in TESTED or end > story.as_of:
            continue
        unit, events, kind, _ = TESTED[metric]
        named = {i for i, text in enumerate(scope) if text}
        pair = named == {dims["channel"], dims["campaign"]}
        if named - {dims["workflow"]} and not (pair and kind == "campaigns"):
            continue
        if row.value is None or first[kind] is None or begin < first[kind]:
            continue
        value = float(row.value)
        if unit == "rate" and not (row.n and 0 <= value <= 1):
            continue
        if unit == "count":
            n = value
        elif events:
            other = rows.get((events, scope, begin, end))
            n = (None if other is None or other.value is None
                 else float(other.value))
        else:
            n = row.n
        found[metric, scope][begin] = value, n
    return found


def stake(metric, unit, s, n, shift, rows, scope, begin, end, rate):
    d = abs(s.mean3 - s.base_median if shift and s.signal in
            ("new level", "same level") else s.value - (s.median or math.nan))
    kind = TESTED[metric][3] if metric else unit
    if kind == "money":
        return (d / rate if rate else 0), d
    hours = 0
    if kind == "hours":
        hours = d
    elif kind == "minutes" and metric:
        hours = d / 60
    elif kind == "per output":
        hours = d * (math.nan if n is None else n) / 60
    elif kind == "rework":
        other = rows.get(("correction_minutes", scope, begin, end))
        if other is not None and other.value is not None:
            hours = d * n * float(other.value) / 60
    return (hours if math.isfinite(hours) else 0), None


def is_sure(s, z3, side, tested):
    chance = 0.05 / max(1, tested)
    z = abs(s.z)
    if s.signal == "new level":
        z = sorted((side * v for v in z3 if v is not None), reverse=True)[1]
        chance = math.sqrt(chance)
    df = max(1, 0.37 * (s.weeks - 1))
    return z >= scipy_stats.t.ppf(1 - chance / 2, df)


def signal_rows(rows, story, folder):
    rule = Rule(story.workspace)
    marks = calendar(folder, story.as_of)
    last = monday(story.as_of - dt.timedelta(6))
    todo = []
    for (metric, scope), weeks in metric_weeks(rows, story).items():
        todo.append((metric, metric, scope, "", TESTED[metric][0], weeks))
    for (name, system, _), (unit, weeks) in series_weeks(
            folder, story.as_of).items():
        weeks = {w: v for w, v in weeks.items() if w <= last}
        if weeks:
            todo.append((None, name, ("",) * 12, system or "(none)", unit,
                         weeks))
    found, alarms, tested = {}, [], 0
    for metric, name, scope, system, unit, weeks in todo:
        start = min(weeks)
        p = [Point(*weeks.get(start + WEEK * i, (None, None)))
             for i in range((last - start).days // 7 + 1)]
        for at, workflow, restart in marks:
            i = (at - start).days // 7
            if 0 <= i < len(p) and workflow in ("", scope[0]):
                if restart:
                    p[i].restart = True
                else:
                    p[i].out = True
        for i, item in enumerate(replay(rule, unit, p, start)):
            if not item:
                continue
            s, side, z3, shift = item
            begin = start + WEEK * i
            if s.signal not in ("normal", "learning", "holiday", "too few"):
                s.hours, s.money = stake(
                    metric, unit, s, p[i].n, shift, rows, scope, begin,
                    begin + dt.timedelta(6),
                    float(story.workspace.default_rate))
            elif s.signal == "learning":
                s.hours = 0
            if metric in HOURS:
                s.unit = "hours"
            tested += s.z is not None
            if s.signal in ("spike", "new level"):
                alarms.append((s, z3, side))
            found[(name, scope[0], scope[5], scope[4], system,
                   week_id(begin))] = s
    for s, z3, side in alarms:
        s.sure = "sure" if is_sure(s, z3, side, tested) else "likely"
    return found


# ---- the comparison -----------------------------------------------------

def read_signals(path):
    found = {}
    with open(path, newline="", encoding="utf-8") as f:
        for r in csv.DictReader(f):
            key = (r["series"], r["workflow"], r["campaign"], r["channel"],
                   r["system"], r["week"])
            if key in found:
                raise SystemExit(f"{path}: the row {key} is there twice")
            s = Signal(r["unit"], r["signal"], r["since"], r["sure"])
            for name in NUMBERS:
                setattr(s, name, float(r[name]) if r[name] else None)
            found[key] = s
    return found


def equal_signals(a, b, near):
    return ((a.unit, a.signal, a.since, a.sure) ==
            (b.unit, b.signal, b.since, b.sure) and
            all(near(getattr(a, n), getattr(b, n), False) for n in NUMBERS))
