"""Every figure of one story and one kind of period.

compute() returns {(metric, scope, first, last): Row}; scope is the twelve scope
cells of `tuneup figures`. None is an empty cell.
"""
import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction

import stats
from campaigns import campaign_rows
from checkpoints import checkpoint_rows, cycle_rows, publish_rows
from consistency import consistency_rows, unrated_rows
from escapes import escape_rows
from handoffs import handoff_rows
from inputs import input_rows
from made import made_parts
from prompts import prompt_rows
from rhythm import rhythm_rows
from roi import Money
from samples import sample_rows

HOUR = 3_600_000
DIMS = ("workflow", "step", "tool", "item_type", "channel", "campaign",
        "segment", "prompt_version", "component", "input", "field", "skill")
NOT_OF_OUTPUTS = ("segment", "component", "input", "field", "skill")
CUTS = ((), *((d,) for d in DIMS if d not in NOT_OF_OUTPUTS),
        ("workflow", "step"), ("workflow", "tool"), ("campaign", "channel"))
COVERED = ((), ("workflow",), ("step",), ("tool",), ("workflow", "step"))
PASSES = ("work", "correction", "review")


@dataclass
class Row:
    value: object = None
    low: object = None
    high: object = None
    n: object = None
    x: object = None
    verdict: str = ""


def scope_of(cut, holder):
    cells = [""] * len(DIMS)
    for name in cut:
        cells[DIMS.index(name)] = getattr(holder, name) or "(none)"
    return tuple(cells)


def workflow_scope(name):
    """The scope of a workflow, "" for the total."""
    return (name, *[""] * (len(DIMS) - 1))


def component_scope(name):
    return tuple(name if d == "component" else "" for d in DIMS)


def add_months(day, months):
    index = day.year * 12 + day.month - 1 + months
    return dt.date(index // 12, index % 12 + 1, 1)


def periods_of(kind, first, last, quarter_starts):
    if kind == "week":
        start = first - dt.timedelta(first.weekday())
    elif kind == "month":
        start = first.replace(day=1)
    else:
        start = first.replace(day=1)
        start = add_months(start, -((start.month - quarter_starts) % 3))
    found = []
    while start <= last:
        if kind == "week":
            after = start + dt.timedelta(7)
        else:
            after = add_months(start, 1 if kind == "month" else 3)
        found.append((start, after - dt.timedelta(1)))
        start = after
    return found


def lists_corrected(story, holder):
    w = story.workspace.workflows.get(holder.workflow)
    return bool(w and w.lists_corrected)


# ---- rates: sections 1, 2 and 4 -----------------------------------------

def rate(ws, part, whole, target, unknown_share, finished):
    row = Row(n=whole, x=part)
    if not whole:
        return row
    row.value = part / whole
    row.low, row.high = stats.wilson(part, whole,
                                     stats.z_for(ws.rates_confidence))
    if not finished:
        return row
    if unknown_share > ws.unknown_limit:
        row.verdict = "incomplete"
    elif target:
        row.verdict = ("yes" if row.low > target else
                       "no" if row.high < target else "not clear yet")
    return row


def coverage(story, parts):
    """Reviewed out of those made; not where a log lists only some."""
    parts = [p for p in parts if not lists_corrected(story, p)]
    return rate(story.workspace, sum(p.reviewed for p in parts),
                sum(p.whole for p in parts), 0, 0, False)


def rates(story, outputs, parts, finished):
    """Rows by metric of the outputs of one cell and of what was made."""
    ws = story.workspace
    full = [o for o in outputs if not lists_corrected(story, o)]
    # A log that lists only corrected outputs has rates where the whole was
    # counted and somebody said what the others are.
    parts = [p for p in parts
             if not lists_corrected(story, p) or
             (p.made and p.unlisted == "usable")]
    stated = {(p.workflow, p.step) for p in parts}
    asked = [o for o in outputs if not lists_corrected(story, o) or
             (o.workflow, o.step) in stated]
    count = defaultdict(int)
    for o in asked:
        count[o.verdict] += o.n
    for p in parts:
        count[p.unlisted] += p.whole - p.reviewed
    reviewed = sum(count.values())
    known = reviewed - count["unknown"]
    share = Fraction(count["unknown"], reviewed) if reviewed else 0
    rows = {}
    for metric, target in (("rework", ws.rework_limit),
                           ("usable", ws.usable_target), ("light", 0)):
        rows[metric] = rate(ws, count[metric], known, target, share,
                            finished)
    unknown = rows["unknown"] = Row(n=reviewed, x=count["unknown"])
    if reviewed:
        unknown.value = count["unknown"] / reviewed
        if finished and share > ws.unknown_limit:
            unknown.verdict = "incomplete"
    rows["outputs"] = Row(sum(o.n for o in outputs) or None)
    rows["coverage"] = coverage(story, parts)

    # A log of corrected outputs has no mean over all outputs either, but a
    # median of the corrected ones.
    timed = [(o.minutes or 0, o.n) for o in full
             if o.minutes is not None or o.known == "usable"]
    corrected = [(o.minutes, o.n) for o in outputs if o.minutes]
    n = sum(n for _, n in timed)
    rows["correction_minutes"] = Row(
        sum(m * n for m, n in timed) / n / 60_000 if n else None,
        n=n, x=sum(n for m, n in timed if m))
    rows["correction_median"] = Row(
        stats.median(corrected) / 60_000 if corrected else None,
        n=sum(n for _, n in corrected))
    return rows


# ---- hours: section 8 ----------------------------------------------------

class Hours:
    """Sums of one or more workflows in one period, in ms and ms x rate."""

    def __init__(self):
        self.outputs = self.measured = 0
        self.gross = self.correction = self.review = self.loop = None
        self.manual = None
        self.rates = set()
        self.money = Fraction(0)
        self.known = {"rework": [0, 0], "other": [0, 0]}    # n, C + V + L
        self.known_gross = 0
        self.by_time = False
        self.loops_seen = False     # some second pass has minutes

    def plus(self, name, ms, rate_=0, sign=0):
        setattr(self, name, (getattr(self, name) or 0) + ms)
        self.money += sign * ms * rate_

    def add(self, other):
        self.loops_seen |= other.loops_seen
        self.outputs += other.outputs
        self.measured += other.measured
        self.rates |= other.rates
        for name in ("manual", "gross", "correction", "review", "loop"):
            if getattr(other, name) is not None:
                self.plus(name, getattr(other, name))
        self.money += other.money
        self.known_gross += other.known_gross
        for name, (n, cost) in other.known.items():
            self.known[name][0] += n
            self.known[name][1] += cost
        self.by_time |= other.by_time

    @property
    def net(self):
        """ms, None when nothing has a gross saving."""
        if self.gross is None:
            return None
        return self.gross - sum(
            v or 0 for v in (self.correction, self.review, self.loop))

    @property
    def benefit(self):
        return None if self.net is None else self.money / HOUR


def hours_by_reviews(story, outputs):
    h = Hours()
    for o in outputs:
        r = story.workspace.step_rate(o.workflow, o.step)
        h.rates.add(r)
        correction = o.correction
        if o.first and correction is None and o.known == "usable":
            correction = 0
        cost = sum(v or 0 for v in (correction, o.review)) + o.loops
        for name, ms in (("correction", correction), ("review", o.review),
                         ("loop", o.loops if o.loops_known else None)):
            if ms is not None:
                h.plus(name, ms * o.n, r, -1)
                h.loops_seen |= name == "loop"
        if not o.first:
            continue
        h.outputs += o.n
        if o.baseline is None or o.work is None:
            continue
        h.measured += o.n
        h.plus("manual", o.baseline * o.n)
        h.plus("gross", (o.baseline - o.work) * o.n, r, 1)
        if o.verdict != "unknown":
            known = h.known["rework" if o.verdict == "rework" else "other"]
            known[0] += o.n
            known[1] += cost * o.n
            h.known_gross += (o.baseline - o.work) * o.n
    return h


def hours_by_time(story, outputs, entries):
    """A, C and V are the time sheet's; B is that of the outputs."""
    h = Hours()
    firsts = [o for o in outputs if o.first]
    h.outputs = sum(o.n for o in firsts)
    firsts = [o for o in firsts if o.baseline is not None]
    h.rates |= {story.workspace.step_rate(o.workflow, o.step)
                for o in firsts}
    h.rates |= {story.workspace.role_rate(e.role) for e in entries
                if e.activity in PASSES}
    work = [e for e in entries if e.activity == "work"]
    if firsts and work:
        h.measured = sum(o.n for o in firsts)
        for o in firsts:
            h.plus("manual", o.baseline * o.n)
            h.plus("gross", o.baseline * o.n,
                   story.workspace.step_rate(o.workflow, o.step), 1)
        for e in work:
            h.plus("gross", -e.minutes, story.workspace.role_rate(e.role), 1)
    if outputs or any(e.activity in PASSES for e in entries):
        h.by_time = True
        h.loop = 0
    for e in entries:
        if e.activity in ("correction", "review"):
            h.plus(e.activity, e.minutes,
                   story.workspace.role_rate(e.role), -1)
    return h


def hours_of(story, workflow, first, last):
    outputs = [o for o in story.by_workflow[workflow]
               if first <= o.day <= last]
    if not story.by_time(workflow):
        return hours_by_reviews(story, outputs)
    return hours_by_time(story, outputs, [
        e for e in story.time
        if e.workflow == workflow and first <= e.day <= last])


def half_width(story, values):
    """Half of Student's t interval of their mean, None under four."""
    values = [v for v in values if v is not None]
    if len(values) < 4:
        return None
    mean = sum(values) / len(values)
    sd = (sum((v - mean)**2 for v in values) / (len(values) - 1))**0.5
    t = stats.t_for(story.workspace.money_confidence, len(values) - 1)
    return t * sd / len(values)**0.5


def complete(story, weekly, first, last):
    """The complete weeks that end in the period."""
    return [w for (start, end), w in weekly
            if start >= story.first_review and end <= story.as_of
            and first <= end <= last]


def net_interval(story, weekly, first, last):
    """Half the interval of net hours: that of the weeks, over its days."""
    half = half_width(story, [
        None if w.net is None else w.net / HOUR
        for w in complete(story, weekly, first, last)])
    if half is None:
        return None
    days = (min(last, story.as_of) - first).days + 1
    return half * days / 7


def correction_share(story, weekly, first, last):
    """Half the interval of correction minutes an output, of their mean."""
    each = [w.correction / w.outputs
            for w in complete(story, weekly, first, last)
            if w.correction is not None and w.outputs]
    half = half_width(story, each)
    return half / (sum(each) / len(each)) if half is not None and sum(
        each) > 0 else None


def hours_rows(h, half, share):
    def hours(ms):
        return None if ms is None else ms / HOUR

    net = Row(hours(h.net), n=h.outputs, x=h.measured)
    if net.value is not None and half is not None:
        net.low, net.high = net.value - half, net.value + half
    correction = Row(hours(h.correction))
    if share is not None and correction.value is not None:
        correction.low = max(0, correction.value * (1 - share))
        correction.high = correction.value * (1 + share)
    fix = None
    if h.gross is not None and h.gross > 0 and h.correction is not None:
        fix = h.correction / h.gross
    return {"net_hours": net,
            "manual_hours": Row(hours(h.manual), n=h.outputs, x=h.measured),
            "gross_hours": Row(hours(h.gross), n=h.outputs, x=h.measured),
            "correction_hours": correction,
            "review_hours": Row(hours(h.review)),
            "loop_hours": Row(hours(h.loop)),
            "fix_to_save": Row(fix)}


# ---- all of it -----------------------------------------------------------

class Story:
    def __init__(self, workspace, exports, outputs, as_of, resets=()):
        self.resets = resets    # (Monday, workflow or "" for all)
        self.workspace, self.as_of = workspace, as_of
        self.outputs = outputs
        self.reviews = [r for r in exports.reviews if r.day <= as_of]
        self.time = [e for e in exports.time if e.day <= as_of]
        # A cost of this month counts from the month's first day, whatever
        # day it is filed under.
        self.costs = exports.costs
        self.made = [m for m in exports.made
                     if m.day <= as_of and m.step != "published"]
        self.campaigns = exports.campaigns
        self.handoffs = exports.handoffs
        self.audits = exports.audits
        self.samples = exports.samples
        self.sessions, self.answers = exports.sessions, exports.answers
        self.where = [w for w in exports.where if w[0] <= as_of]
        self.first_review = min(r.day for r in self.reviews)
        self.first_fact = min(
            [self.first_review] + [e.day for e in self.time] +
            [c.day for c in self.costs + self.campaigns + exports.made +
             exports.handoffs] + exports.samples.days)
        self.by_workflow = defaultdict(list)
        for o in outputs:
            self.by_workflow[o.workflow].append(o)
        self.names = sorted(set(self.by_workflow) | set(workspace.workflows))

    def hours_where(self, first, last):
        """The session's answer in a week, of several the last one."""
        said = [words for day, words in self.where if first <= day <= last]
        return said[-1] if said and said[-1] != "not known" else None

    def by_time(self, workflow):
        w = self.workspace.workflows.get(workflow)
        chosen = w.minutes_from if w else "auto"
        if chosen != "auto":
            return chosen == "time"
        mine = [r for r in self.reviews if r.workflow == workflow]
        return (not any(r.work is not None for r in mine) and
                any(e.workflow == workflow and
                    e.activity in PASSES
                    for e in self.time))


def compute(story, kind):
    starts = story.workspace.quarter_starts
    periods = periods_of(kind, story.first_fact, story.as_of, starts)
    weeks = periods_of("week", story.first_fact, story.as_of, starts)
    rows = {}

    def put(found, metrics, scope, period):
        for metric in metrics:
            rows[(metric, scope, *period)] = found[metric]

    everywhere = ("rework", "usable", "light", "unknown", "outputs",
                  "correction_minutes")
    for cut in CUTS:
        dense = cut in ((), ("workflow",))
        cells = defaultdict(list)
        for o in story.outputs:
            period = next(p for p in periods if o.day <= p[1])
            cells[scope_of(cut, o), period].append(o)
        for name in (story.workspace.workflows if cut else [""]):
            for period in periods if dense else []:
                cells[workflow_scope(name), period]     # makes it
        parts = defaultdict(list)
        for period in periods:
            for part in made_parts(story, cut, *period):
                parts[scope_of(cut, part), period].append(part)
                cells[scope_of(cut, part), period]
        for (scope, period), outputs in cells.items():
            put(rates(story, outputs, parts[scope, period],
                      period[1] <= story.as_of),
                everywhere + (("correction_median",) if dense else ()) +
                (("coverage",) if cut in COVERED else ()),
                scope, period)

    for scope, period, found in consistency_rows(story, periods, CUTS,
                                                 scope_of, workflow_scope):
        rows[("consistency", scope, *period)] = Row(*found)
    for scope, period, found in unrated_rows(story, periods, workflow_scope):
        rows[("consistency_unrated", scope, *period)] = Row(*found)
    for scope, period, found in prompt_rows(
            story, periods, scope_of, lambda o: lists_corrected(story, o)):
        rows[("usable_change", scope, *period)] = Row(*found)
    for metric, scope, period, found in escape_rows(
            story, periods, scope_of, workflow_scope):
        rows[(metric, scope, *period)] = Row(*found)
    for metric, scope, period, found in checkpoint_rows(
            story, periods, scope_of, workflow_scope):
        rows[(metric, scope, *period)] = Row(*found)
    for metric, scope, period, found in cycle_rows(story, periods,
                                                   component_scope):
        rows[(metric, scope, *period)] = Row(*found)
    for metric, scope, period, found in publish_rows(story, periods,
                                                     workflow_scope):
        rows[(metric, scope, *period)] = Row(*found)
    for metric, scope, period, found in campaign_rows(
            story, periods, scope_of, workflow_scope):
        rows[(metric, scope, *period)] = Row(*found)

    for metric, scope, period, found in input_rows(
            story, periods, workflow_scope, DIMS,
            lambda o: lists_corrected(story, o)):
        rows[(metric, scope, *period)] = Row(*found)

    for metric, scope, period, found in handoff_rows(story, periods,
                                                     workflow_scope):
        rows[(metric, scope, *period)] = Row(*found)

    for metric, scope, period, found in sample_rows(story, periods, scope_of,
                                                    workflow_scope):
        rows[(metric, scope, *period)] = Row(*found)

    weekly = {name: [(w, hours_of(story, name, *w)) for w in weeks]
              for name in story.names}
    pooled = []
    for i, week in enumerate(weeks):
        pooled.append((week, Hours()))
        for name in story.names:
            pooled[-1][1].add(weekly[name][i][1])
    money = Money(story, pooled)

    def hours_in(period):
        total = Hours()
        for name in story.names:
            total.add(hours_of(story, name, *period))
        return total

    for metric, scope, period, found, verdict in rhythm_rows(
            story, periods, workflow_scope, hours_in):
        rows[(metric, scope, *period)] = Row(*found)
        rows[(metric, scope, *period)].verdict = verdict
    for period in periods:
        total = Hours()
        for name in story.names:
            h = hours_of(story, name, *period)
            total.add(h)
            if (name not in story.workspace.workflows and not h.outputs and
                    h.loop is None):
                continue
            found = hours_rows(h, net_interval(story, weekly[name], *period),
                               correction_share(story, weekly[name],
                                                *period))
            put(found, found, workflow_scope(name), period)
        half = net_interval(story, pooled, *period)
        found = hours_rows(total, half,
                           correction_share(story, pooled, *period))
        found.update({name: Row(*cells) for name, cells in
                      money.rows(total, half, *period).items()})
        put(found, found, workflow_scope(""), period)
    return rows
