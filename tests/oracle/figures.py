"""Every figure of one story and one kind of period.

compute() returns {(metric, scope, first, last): Row}; scope is the nine scope
cells of `tuneup figures`. None is an empty cell.
"""
import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction

import stats
from campaigns import campaign_rows
from consistency import consistency_rows, unrated_rows

HOUR = 3_600_000
DIMS = ("workflow", "step", "tool", "item_type", "channel", "campaign",
        "segment", "prompt_version", "component")
CUTS = ((), *((d,) for d in DIMS if d not in ("segment", "component")),
        ("workflow", "step"), ("workflow", "tool"), ("campaign", "channel"))
PASSES = ("work", "correction", "review")
REFINE = ("refinement", "tuning", "audit", "practice")


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


def is_refused(story, output):
    w = story.workspace.workflows.get(output.workflow)
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


def rates(story, outputs, finished):
    """Rows by metric of the outputs of one cell."""
    ws = story.workspace
    asked = [o for o in outputs if not is_refused(story, o)]
    count = defaultdict(int)
    for o in asked:
        count[o.verdict] += o.n
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

    # A log of corrected outputs has no mean over all outputs either, but a
    # median of the corrected ones.
    timed = [(o.minutes or 0, o.n) for o in asked
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
        self.money = Fraction(0)
        self.known = {"rework": [0, 0], "other": [0, 0]}    # n, C + V + L
        self.known_gross = 0
        self.by_time = False

    def plus(self, name, ms, rate_=0, sign=0):
        setattr(self, name, (getattr(self, name) or 0) + ms)
        self.money += sign * ms * rate_

    def add(self, other):
        self.outputs += other.outputs
        self.measured += other.measured
        for name in ("gross", "correction", "review", "loop"):
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
        correction = o.correction
        if o.first and correction is None and o.known == "usable":
            correction = 0
        cost = sum(v or 0 for v in (correction, o.review)) + o.loops
        for name, ms in (("correction", correction), ("review", o.review),
                         ("loop", o.loops if o.loops_known else None)):
            if ms is not None:
                h.plus(name, ms * o.n, r, -1)
        if not o.first:
            continue
        h.outputs += o.n
        if o.baseline is None or o.work is None:
            continue
        h.measured += o.n
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
    work = [e for e in entries if e.activity == "work"]
    if firsts and work:
        h.measured = sum(o.n for o in firsts)
        for o in firsts:
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


def net_interval(story, weekly, first, last):
    """Half the width of the interval of net hours, None when none: Student's
    t of the complete weeks that end in the period, over its days."""
    values = [w.net / HOUR for (start, end), w in weekly
              if start >= story.first_review and end <= story.as_of
              and first <= end <= last and w.net is not None]
    if len(values) < 4:
        return None
    mean = sum(values) / len(values)
    sd = (sum((v - mean)**2 for v in values) / (len(values) - 1))**0.5
    t = stats.t_for(story.workspace.money_confidence, len(values) - 1)
    days = (min(last, story.as_of) - first).days + 1
    return t * sd / len(values)**0.5 * days / 7


def hours_rows(h, half):
    def hours(ms):
        return None if ms is None else ms / HOUR

    net = Row(hours(h.net), n=h.outputs, x=h.measured)
    if net.value is not None and half is not None:
        net.low, net.high = net.value - half, net.value + half
    fix = None
    if h.gross is not None and h.gross > 0 and h.correction is not None:
        fix = h.correction / h.gross
    return {"net_hours": net,
            "gross_hours": Row(hours(h.gross), n=h.outputs, x=h.measured),
            "correction_hours": Row(hours(h.correction)),
            "review_hours": Row(hours(h.review)),
            "loop_hours": Row(hours(h.loop)),
            "fix_to_save": Row(fix)}


# ---- money: section 8 ----------------------------------------------------

def spread(cost, value, first, last):
    """The part of a month's value that lies in the window."""
    start = cost.day.replace(day=1)
    after = add_months(start, 1)
    low, high = max(first, start), min(last, after - dt.timedelta(1))
    days = (high - low).days + 1
    return value * max(0, days) / (after - start).days


def money_rows(story, h, half, first, last):
    last = min(last, story.as_of)
    weeks = Fraction((last - first).days + 1, 7)
    ws = story.workspace
    entries = [e for e in story.time
               if e.activity in REFINE and first <= e.day <= last]
    tools = sum(spread(c, c.amount, first, last) for c in story.costs
                if c.kind != "refinement")
    amounts = sum(spread(c, c.amount, first, last) for c in story.costs
                  if c.kind == "refinement" and c.hours is None)
    hours = worth = Fraction(0)
    for e in entries:
        hours += Fraction(e.minutes, HOUR)
        worth += Fraction(e.minutes, HOUR) * ws.role_rate(e.role)
    given = [c for c in story.costs if c.hours is not None
             and spread(c, Fraction(1), first, last)]
    if not entries:
        hours = sum(spread(c, c.hours, first, last) for c in given)
        worth = hours * ws.default_rate
    touched = {c.kind for c in story.costs
               if spread(c, Fraction(1), first, last)}
    cost = worth + amounts + tools
    recorded = [e.minutes for e in story.time if first <= e.day <= last]
    rows = {"time_hours":
            Row(Fraction(sum(recorded), HOUR) if recorded else None),
            "refinement_hours":
            Row(hours if entries or given else None),
            "tool_cost": Row(tools if touched - {"refinement"} else None),
            "cost": Row(cost if touched or entries else None),
            "benefit": Row(), "roi": Row(), "roi_half": Row(),
            "payback": Row(), "break_even_rate": Row(),
            "break_even_rework": Row()}
    benefit = h.benefit
    if benefit is None:
        return rows
    rows["benefit"].value = benefit
    # Steps with dear and with cheap hours may pull net hours and benefit to
    # different sides: then no hourly rate is behind them but the default.
    average = benefit / Fraction(h.net, HOUR) if h.net else 0
    if average <= 0:
        average = ws.default_rate
    if half is not None:
        rows["benefit"].low = float(benefit) - half * float(average)
        rows["benefit"].high = float(benefit) + half * float(average)
    weekly = (benefit - tools) / weeks
    invested = entries or "refinement" in touched or given
    if weekly > 0 and invested:
        rows["payback"].value = (worth + amounts) / weekly
    rows["break_even_rework"].value = break_even_rework(h, cost, average)
    if cost <= 0:
        return rows
    roi = rows["roi"]
    roi.value = (benefit - cost) / cost
    if rows["benefit"].high is not None:
        # 80 % of a loss would be a better result: no low is above the value
        roi.low = min(roi.value, benefit * Fraction(8, 11) / cost - 1)
        roi.high = (rows["benefit"].high - float(cost)) / float(cost)
    rows["roi_half"].value = (benefit * ws.recapture - cost) / cost
    if benefit > worth:
        factor = (tools + amounts) / (benefit - worth)
        rows["break_even_rate"].value = factor * average
    return rows


def break_even_rework(h, cost, average):
    (n_r, cost_r), (n_o, cost_o) = h.known["rework"], h.known["other"]
    if h.by_time or not n_r or not n_o:
        return None
    n = n_r + n_o
    c_r, c_o = Fraction(cost_r, n_r), Fraction(cost_o, n_o)
    need = cost / average * HOUR            # net(rho) that pays the cost
    if c_r <= c_o:
        return None         # more rework does not cost more: no limit
    rho = (h.known_gross - need - n * c_o) / (n * (c_r - c_o))
    return rho if 0 <= rho <= 1 else None


# ---- all of it -----------------------------------------------------------

class Story:
    def __init__(self, workspace, exports, outputs, as_of):
        self.workspace, self.as_of = workspace, as_of
        self.outputs = outputs
        self.reviews = [r for r in exports.reviews if r.day <= as_of]
        self.time = [e for e in exports.time if e.day <= as_of]
        # A cost of this month counts from the month's first day, whatever
        # day it is filed under.
        self.costs = exports.costs
        self.campaigns = exports.campaigns
        self.first_review = min(r.day for r in self.reviews)
        self.first_fact = min(
            [self.first_review] + [e.day for e in self.time] +
            [c.day for c in self.costs + self.campaigns])
        self.by_workflow = defaultdict(list)
        for o in outputs:
            self.by_workflow[o.workflow].append(o)
        self.names = sorted(set(self.by_workflow) | set(workspace.workflows))

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
        for (scope, period), outputs in cells.items():
            put(rates(story, outputs, period[1] <= story.as_of),
                everywhere + (("correction_median",) if dense else ()),
                scope, period)

    for scope, period, found in consistency_rows(story, periods, CUTS,
                                                 scope_of, workflow_scope):
        rows[("consistency", scope, *period)] = Row(*found)
    for scope, period, found in unrated_rows(story, periods, workflow_scope):
        rows[("consistency_unrated", scope, *period)] = Row(*found)
    for metric, scope, period, found in campaign_rows(
            story, periods, scope_of, workflow_scope):
        rows[(metric, scope, *period)] = Row(*found)

    weekly = {name: [(w, hours_of(story, name, *w)) for w in weeks]
              for name in story.names}
    pooled = []
    for i, week in enumerate(weeks):
        pooled.append((week, Hours()))
        for name in story.names:
            pooled[-1][1].add(weekly[name][i][1])
    for period in periods:
        total = Hours()
        for name in story.names:
            h = hours_of(story, name, *period)
            total.add(h)
            if (name not in story.workspace.workflows and not h.outputs and
                    h.loop is None):
                continue
            found = hours_rows(h, net_interval(story, weekly[name], *period))
            put(found, found, workflow_scope(name), period)
        half = net_interval(story, pooled, *period)
        found = hours_rows(total, half)
        found.update(money_rows(story, total, half, *period))
        put(found, found, workflow_scope(""), period)
    return rows
