"""Handoffs and latency: METRICS.md sections 6, 8a and 16.

Times are whole seconds, minutes whole milliseconds. What is not said in the
definitions is in README.md.
"""
import csv
import datetime as dt
import os
from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction
from zoneinfo import ZoneInfo

import stats

HOUR, MINUTE, MS_PER_MINUTE = 3600, 60, 60_000
LIMITS = {"segmentation": "24 h", "execution": "5 min",
          "middleware": "15 min", "dashboard": "1 h"}
PASSES = ("work", "correction", "review", "handoff")


@dataclass
class Handoff:
    sent: dt.datetime       # UTC; a date only is its midnight
    sent_bare: bool
    day: dt.date
    received: dt.datetime   # None when blank
    received_bare: bool
    n: int
    origin: str
    target: str
    workflow: str
    item: str
    mode: str
    status: str
    reformat: int           # ms each, None when blank
    component: str

    @property
    def edge(self):
        return f"{self.origin} > {self.target}"


def read_file(path, moment, minutes, zone):
    """Rows as they are stored: of one key the last wins, but identical rows
    are two. Rows with a weight have no key: each counts."""
    with open(path, newline="", encoding="utf-8-sig") as f:
        reader = csv.DictReader(f)
        rows = list(reader)
    known, texts = {}, {}
    for line, row in enumerate(rows):
        sent, day, bare = moment(row["sent_at"], zone)
        received, _, received_bare = (
            moment(row["received_at"], zone) if row["received_at"]
            else (None, None, False))
        key = (row["from_step"], row["to_step"], sent, bare,
               row["workflow"], row["item_id"],
               line if "n" in row else None)
        handoff = Handoff(
            sent, bare, day, received, received_bare,
            int(row.get("n") or 1), row["from_step"], row["to_step"],
            row["workflow"], row["item_id"], row["mode"].lower(),
            row["status"].lower(), minutes(row["reformat_minutes"]),
            row["component"].lower())
        if texts.get(key) == list(row.values()):
            known[key].append(handoff)
        else:
            known[key] = [handoff]
        texts[key] = list(row.values())
    return [h for rows in known.values() for h in rows]


def read_handoffs(folder, moment, minutes, zone):
    """Of every file, in the order of sources and lines."""
    found = []
    for name in sorted(os.listdir(folder)):
        path = os.path.join(folder, name)
        if not name.endswith(".csv"):
            continue
        with open(path, "rb") as f:
            first = f.readline().decode("utf-8-sig", "replace")
        if "from_step" in first.split(","):
            found += read_file(path, moment, minutes, ZoneInfo(zone))
    return found


# ---- arrival ---------------------------------------------------------------

def arrival(h, end):
    """(what became of it, seconds)"""
    if h.sent_bare:
        return "date", None
    if h.received is None or h.received >= end:
        return "never", (end - h.sent).total_seconds()
    if h.received_bare:
        return "date", None
    if h.received < h.sent:
        return "skew", None
    return "there", int((h.received - h.sent).total_seconds())


def quantile(pairs, q):
    """Type 7 of the list in which every value stands n times."""
    values = sorted(v for v, n in pairs for _ in range(n))
    at = Fraction(q) * (len(values) - 1)
    low = int(at)
    high = min(low + 1, len(values) - 1)
    return values[low] + (at - low) * (values[high] - values[low])


def share(part, whole, z):
    if not whole:
        return None, None, None, 0, 0
    return (Fraction(part, whole), *stats.wilson(part, whole, z), whole,
            part)


def count(rows, test):
    return sum(h.n for h in rows if test(h))


# ---- section 6 ---------------------------------------------------------

def working_ms(story, workflow, step, first, last):
    """P: A + C + V + L of the step, or its entries in the time sheet."""
    if story.by_time(workflow):
        return sum(e.minutes for e in story.time
                   if e.workflow == workflow and e.step == step and
                   e.activity in PASSES and first <= e.day <= last)
    ms = 0
    for o in story.by_workflow[workflow]:
        if o.step != step or not first <= o.day <= last:
            continue
        parts = [o.loops] + ([o.work, o.correction, o.review] if o.first
                             else [])
        ms += o.n * sum(v or 0 for v in parts)
    return ms


def friction(story, rows, period):
    lost, work, edges = 0, {}, defaultdict(list)
    for h in rows:
        if h.workflow and h.reformat is not None:
            edges[h.workflow, h.origin, h.target].append(h)
    for (workflow, _, target), inside in edges.items():
        ms = working_ms(story, workflow, target, *period)
        if ms > 0:
            work[workflow, target] = ms
            lost += sum(h.reformat * h.n for h in inside)
    if not work:
        return None
    return Fraction(lost, lost + sum(work.values()))


def returns_of(rows):
    """Handoffs that were followed, and which of them went straight back."""
    items = defaultdict(list)
    for at, h in enumerate(rows):
        if h.item and h.n == 1 and h.status != "failed":
            items[h.workflow, h.item].append((h.sent, not h.sent_bare, at, h))
    followed, back = set(), set()
    for moves in items.values():
        before = None
        for *_, h in sorted(moves, key=lambda m: m[:3]):
            followed.add(id(h))
            if (before and (h.origin, h.target) ==
                    (before.target, before.origin) and h.origin != h.target):
                back.add(id(h))
            before = h
    return followed, back


class Before:
    """Edges that were manual in their workflow's baseline weeks."""

    def __init__(self, story, rows):
        first_day = min((h.day for h in rows), default=None)
        self.ends, self.manual = {}, set()
        starts = {}
        for h in sorted(rows, key=lambda h: h.day):
            monday = h.day - dt.timedelta(h.day.weekday())
            if (h.mode and h.workflow not in starts and
                    monday >= first_day and
                    monday + dt.timedelta(6) <= story.as_of):
                starts[h.workflow] = monday
        weeks = story.workspace.baseline_weeks
        for workflow, monday in starts.items():
            self.ends[workflow] = monday + dt.timedelta(7 * weeks - 1)
        for h in rows:
            if (h.mode == "manual" and h.workflow in starts and
                    starts[h.workflow] <= h.day <= self.ends[h.workflow]):
                self.manual.add((h.workflow, h.edge))

    def count(self, used, first):
        """None while a workflow has no baseline yet."""
        if any(w not in self.ends or first <= self.ends[w] for w, _ in used):
            return None
        return len(used & self.manual)


def handoff_figures(story, rows, period, moves, before, edge, end):
    z = stats.z_for(story.workspace.rates_confidence)
    followed, back = moves
    yield "manual_share", share(count(rows, lambda h: h.mode == "manual"),
                                count(rows, lambda h: h.mode), z)
    yield "friction", (friction(story, rows, period),)
    lost = [h.reformat * h.n for h in rows if h.reformat is not None]
    yield "reformat_minutes", (
        Fraction(sum(lost), MS_PER_MINUTE) if lost else None,)
    yield "mismatch_rate", share(
        count(rows, lambda h: h.status == "mismatch"),
        count(rows, lambda h: h.status in ("ok", "mismatch")), z)
    waits = [(Fraction(seconds, HOUR), h.n) for h in rows
             for what, seconds in [arrival(h, end)] if what == "there"]
    n = sum(weight for _, weight in waits)
    for metric, q in (("waiting_median", "1/2"), ("waiting_p90", "9/10")):
        yield metric, (quantile(waits, q) if waits else None, None, None, n)
    mine = [h for h in rows if id(h) in followed]
    yield "ping_pong", (
        sum(id(h) in back for h in mine) if mine else None,)
    if not edge:
        used = {(h.workflow, h.edge) for h in rows if h.mode}
        manual = {(h.workflow, h.edge) for h in rows if h.mode == "manual"}
        yield "manual_steps", (len(manual) if used else None,)
        yield "manual_steps_before", (
            before.count(used, period[0]) if used else None,)
    yield "handoffs", (sum(h.n for h in rows) or None,)
    said = any(h.status for h in rows)
    for metric, word in (("handoff_failures", "failed"),
                         ("handoff_retries", "retry")):
        yield metric, (count(rows, lambda h: h.status == word)
                       if said else None,)


# ---- section 8a ----------------------------------------------------------

def latency_figures(story, rows, end):
    z = stats.z_for(story.workspace.rates_confidence)
    expected = in_time = missing = skew = 0
    there = []
    for h in rows:
        limit = story.workspace.latency[h.component]
        what, seconds = arrival(h, end)
        late = seconds is not None and seconds * 1000 > limit
        skew += h.n * (what == "skew")
        if what == "there":
            there.append((Fraction(seconds, MINUTE), h.n))
            expected += h.n
            in_time += 0 if late else h.n
        elif what == "never" and late:
            expected += h.n
            missing += h.n
    n = sum(weight for _, weight in there)
    yield "latency_compliance", share(in_time, expected, z)
    for metric, q in (("latency_p50", "1/2"), ("latency_p95", "19/20")):
        yield metric, (quantile(there, q) if there else None, None, None, n)
    yield "latency_worst", (max(there)[0] if there else None,)
    yield "latency_missing", (missing if rows else None,)
    yield "clock_skew", (skew if rows else None,)


# ---- all of it -------------------------------------------------------------

def handoff_rows(story, periods, workflow_scope):
    """(metric, scope, period, cells of a Row)"""
    rows = [h for h in story.handoffs if h.day <= story.as_of]
    end = dt.datetime.combine(
        story.as_of + dt.timedelta(1), dt.time(),
        ZoneInfo(story.workspace.zone)).astimezone(dt.timezone.utc)
    moves, before = returns_of(rows), Before(story, rows)
    cells, components = defaultdict(list), defaultdict(list)
    for period in periods:
        cells[workflow_scope(""), period]       # makes it
        components[workflow_scope(""), period]
    for h in rows:
        period = next(p for p in periods if h.day <= p[1])
        name = h.workflow or "(none)"
        for scope in (workflow_scope(""), workflow_scope(name),
                      (name, h.edge, *workflow_scope("")[2:])):
            cells[scope, period].append(h)
        if h.component:
            for scope in (workflow_scope(""),
                          (*[""] * 8, h.component, "", "", "")):
                components[scope, period].append(h)
    for (scope, period), inside in cells.items():
        for metric, found in handoff_figures(story, inside, period, moves,
                                             before, scope[1], end):
            yield metric, scope, period, found
    for (scope, period), inside in components.items():
        for metric, found in latency_figures(story, inside, end):
            yield metric, scope, period, found
