"""Rollouts, sessions, tuning, audits and the team's pulse.

METRICS sections 0, 8 (minutes) and 14; REQUIREMENTS R03, R05, R09, R15, R20,
R22, R30, R37. What is not said there is in README.md.
"""
import csv
import datetime as dt
import os
from collections import defaultdict
from dataclasses import dataclass
from fractions import Fraction

import stats
from handoffs import quantile

HOUR, MINUTE = 3_600_000, 60_000
PASSES = ("work", "correction", "review")
QUIET, GAP = 14, 14
ROLLOUT_MOST = 3 * HOUR


@dataclass
class Session:
    day: dt.date
    kind: str
    planned: int            # ms, None when blank
    actual: int             # None: not held


@dataclass
class Answer:
    day: dt.date
    score: Fraction
    n: int


def read_log(folder, minutes):
    """(sessions, answers) of every file."""
    sessions, answers = [], []
    for name in sorted(os.listdir(folder)):
        if not name.endswith(".csv"):
            continue
        with open(os.path.join(folder, name), "rb") as f:
            text = f.read().decode("utf-8-sig", "replace")
        reader = csv.DictReader(text.splitlines())
        header = reader.fieldnames or []
        if "planned_minutes" in header:
            sessions += [Session(dt.date.fromisoformat(r["date"]), r["kind"],
                                 minutes(r["planned_minutes"]),
                                 minutes(r["actual_minutes"]))
                         for r in reader]
        elif "score" in header and "member_id" not in header:
            answers += [Answer(dt.date.fromisoformat(r["date"]),
                               Fraction(r["score"]), int(r.get("n") or 1))
                        for r in reader]
    return sessions, answers


def within(period, day):
    return period[0] <= day <= period[1]


# ---- rollouts -----------------------------------------------------------

class Rollout:
    def __init__(self, story, campaign, outputs):
        self.last = max(o.day for o in outputs)
        self.closed = (story.as_of - self.last).days >= QUIET
        self.ms, self.measured = 0, True
        timed = [o for o in outputs if story.by_time(o.workflow)]
        for o in outputs:
            w = story.workspace.workflows.get(o.workflow)
            if o in timed:
                continue
            if (w and w.lists_corrected) or (o.first and o.work is None):
                self.measured = False
            parts = [o.loops] + ([o.work, o.correction, o.review]
                                 if o.first else [])
            self.ms += o.n * sum(v or 0 for v in parts)
        entries = [e for e in story.time
                   if e.campaign == campaign and e.activity in PASSES and
                   e.workflow and story.by_time(e.workflow)]
        self.ms += sum(e.minutes for e in entries)
        if timed and not entries:
            self.measured = False


def rollouts(story):
    campaigns = defaultdict(list)
    for o in story.outputs:
        if o.campaign:
            campaigns[o.campaign].append(o)
    return [Rollout(story, name, outputs)
            for name, outputs in campaigns.items()]


def rollout_figures(story, all_, period):
    closed = [r for r in all_ if r.closed and within(period, r.last)]
    hours = [(Fraction(r.ms, HOUR), 1) for r in closed if r.measured]
    n = len(hours)
    yield "rollouts", (len(closed) if all_ else None,)
    for metric, q in (("rollout_median", "1/2"), ("rollout_p90", "9/10")):
        yield metric, (quantile(hours, q) if n else None, None, None, n)
    quick = sum(r.ms <= ROLLOUT_MOST for r in closed if r.measured)
    cells = (None, None, None, 0, 0)
    if n:
        cells = (Fraction(quick, n), *stats.wilson(
            quick, n, stats.z_for(story.workspace.rates_confidence)), n,
            quick)
    yield "rollout_in_time", cells


# ---- the log --------------------------------------------------------------

def mean(values):
    """(minutes, None, None, n)"""
    return (Fraction(sum(values), len(values) * MINUTE) if values else None,
            None, None, len(values))


def log_figures(story, period):
    rows = [s for s in story.sessions if s.day <= story.as_of]
    begun = bool(rows) and period[1] >= min(s.day for s in rows)
    for kind, names in (("tuning", ("tuning_sessions", "session_minutes",
                                    "session_planned")),
                        ("audit", ("audits", "audit_minutes",
                                   "audit_planned"))):
        mine = [s for s in rows if s.kind == kind and within(period, s.day)]
        held = [s for s in mine if s.actual is not None]
        yield names[0], (len(held) if begun else None,)
        yield names[1], mean([s.actual for s in held])
        yield names[2], mean([s.planned for s in held
                              if s.planned is not None])
        if kind == "tuning":
            missed = [s for s in mine
                      if s.actual is None and s.day < story.as_of]
            yield "tuning_missed", (len(missed) if begun else None,)
    tuning = [e for e in story.time if e.activity == "tuning"]
    inside = [e.minutes for e in tuning if within(period, e.day)]
    held = [s.actual for s in rows if s.kind == "tuning" and
            s.actual is not None and within(period, s.day)]
    begun = begun or any(e.day <= period[1] for e in tuning)
    ms = sum(inside) if inside else sum(held) if held or begun else None
    yield "tuning_hours", (None if ms is None else Fraction(ms, HOUR),)
    reviews = [e for e in story.time
               if e.activity == "review" and not e.workflow and
               within(period, e.day)]
    days = {e.day for e in reviews}
    yield "daily_review", (
        Fraction(sum(e.minutes for e in reviews), len(days) * MINUTE)
        if days else None, None, None, len(days))


def corrective(story, hours, period):
    lost = [h.reformat * h.n for h in story.handoffs
            if h.reformat is not None and h.day <= story.as_of and
            within(period, h.day)]
    if hours.correction is None and not hours.loops_seen and not lost:
        return None
    ms = (hours.correction or 0) + (hours.loop or 0) + sum(lost)
    days = (min(period[1], story.as_of) - period[0]).days + 1
    return Fraction(ms, HOUR) * 7 / days


# ---- set and forget ---------------------------------------------------------

def last_of(days, today):
    return max((d for d in days if d <= today), default=None)


def gap_rows(story, period):
    """(workflow or "", value, verdict)"""
    today = min(period[1], story.as_of)
    tuning = [e for e in story.time if e.activity == "tuning"]
    held = [s.day for s in story.sessions
            if s.kind == "tuning" and s.actual is not None and
            s.day <= story.as_of]
    all_ = last_of([e.day for e in tuning] + held, today)
    named = defaultdict(list)
    for e in tuning:
        if e.workflow:
            named[e.workflow].append(e.day)
    first_named = min((d for days in named.values() for d in days),
                      default=None)
    found = {"": all_}
    for name in set(named) | set(story.workspace.workflows):
        last = last_of(named[name], today)
        if last is None and (first_named is None or first_named > today):
            last = all_
        elif last is None:
            w = story.workspace.workflows.get(name)
            last = (w and w.go_live) or min(
                (r.day for r in story.reviews if r.workflow == name),
                default=None)
        found[name] = last
    for name, last in found.items():
        if last is None or last > today:
            yield name, None, ""
            continue
        days = (today - last).days
        yield name, days, ("" if period[1] > story.as_of else
                           "yes" if days > GAP else "no")


# ---- practice ---------------------------------------------------------------

def shown_skills(groups, least):
    """Skills that may have numbers: {skill: [(person, ms)]} in, names out."""
    people = {s: {p for p, _ in rows if p} for s, rows in groups.items()}
    hidden = {s for s in groups if len(people[s]) < least}
    if not hidden:
        return set(groups)
    order = sorted(set(groups) - hidden, key=lambda s: (
        len(people[s]), sum(ms for _, ms in groups[s]), s))
    while len(set().union(*(people[s] for s in hidden))) < least and order:
        hidden.add(order.pop(0))
    return set(order)


def practice_rows(story, period, total, skill_scope):
    groups = defaultdict(list)
    for e in story.time:
        if e.activity == "practice" and e.day <= period[1] and e.minutes > 0:
            person = e.person if story.workspace.people else ""
            groups[e.skill or "(none)"].append((person, e.minutes))
    rows = [row for inside in groups.values() for row in inside]
    people = {p for p, _ in rows if p}
    ms = sum(m for _, m in rows)
    least = story.workspace.people_min

    def mean_of(rows, people):
        if any(not p for p, _ in rows):
            return None, None, None, len(people)
        return (Fraction(sum(m for _, m in rows), HOUR * len(people)), None,
                None, len(people))

    yield "practice_hours", total, (Fraction(ms, HOUR) if rows else None,)
    yield "practice_mean", total, (mean_of(rows, people)
                                   if len(people) >= least else (None,))
    shown = shown_skills(groups, least)
    for skill, inside in groups.items():
        scope = skill_scope(skill)
        if skill not in shown:
            yield "practice_hours", scope, (None,)
            yield "practice_mean", scope, (None,)
            continue
        who = {p for p, _ in inside if p}
        yield "practice_hours", scope, (
            Fraction(sum(m for _, m in inside), HOUR), None, None, len(who))
        yield "practice_mean", scope, mean_of(inside, who)


# ---- minutes of a step -------------------------------------------------------

class Step:
    """First passes of one or more workflow steps in one period."""

    def __init__(self):
        self.n = self.ms = 0
        self.values = []

    def add(self, story, workflow, step, outputs, period):
        if story.by_time(workflow):
            work = [e.minutes for e in story.time
                    if (e.workflow, e.step, e.activity) ==
                    (workflow, step, "work") and within(period, e.day)]
            if work and outputs:
                self.n += sum(o.n for o in outputs)
                self.ms += sum(work)
            return
        for o in outputs:
            if o.work is not None:
                self.n += o.n
                self.ms += o.work * o.n
                self.values.append((Fraction(o.work, MINUTE), o.n))

    @property
    def mean(self):
        return Fraction(self.ms, self.n * MINUTE) if self.n else None


def step_rows(story, period, workflow_scope):
    steps = defaultdict(list)
    for o in story.outputs:
        if o.first and within(period, o.day):
            steps[o.workflow, o.step].append(o)
    done, whole = {}, Step()
    workflows = defaultdict(Step)
    for name in story.workspace.workflows:
        workflows[name]
    for (name, step), outputs in steps.items():
        s = done[name, step] = Step()
        for sum_ in (s, workflows[name], whole):
            sum_.add(story, name, step, outputs, period)
        scope = (name, step, *workflow_scope("")[2:])
        n = sum(n for _, n in s.values)
        yield "step_minutes", scope, (s.mean, None, None, s.n)
        yield "step_median", scope, (
            quantile(s.values, "1/2") if n else None, None, None, n)
    for name, s in workflows.items():
        yield "step_minutes", workflow_scope(name), (s.mean, None, None, s.n)
        w = story.workspace.workflows.get(name)
        if w and w.steps:
            means = [done[name, step].mean if (name, step) in done else None
                     for step in w.steps]
            yield "chain_minutes", workflow_scope(name), (
                None if None in means else sum(means),)
    yield "step_minutes", workflow_scope(""), (whole.mean, None, None,
                                               whole.n)


# ---- items -------------------------------------------------------------------

def done_items(story):
    """(workflow, day, n, hours or None) of every item that is done"""
    reviews = defaultdict(list)
    for i, r in enumerate(story.reviews):
        w = story.workspace.workflows.get(r.workflow)
        if r.step != "published" and not (w and w.lists_corrected):
            reviews[r.workflow, r.item if r.n == 1 else i].append(r)
    for (name, _), rows in reviews.items():
        w = story.workspace.workflows.get(name)
        if w and w.steps and list(w.steps)[-1] not in {
                r.step for r in rows}:
            continue
        ends = [(r.when, not r.bare) for r in rows]
        starts = [(r.start[0], not r.start[2]) for r in rows
                  if r.started and (r.start[0], not r.start[2]) <=
                  (r.when, not r.bare)]
        start, end = min(starts + ends), max(ends)
        day = min(r.day for r in rows if (r.when, not r.bare) == end)
        yield name, day, rows[0].n, (
            Fraction(int((end[0] - start[0]).total_seconds()), 3600)
            if start[1] and end[1] and len(starts + ends) > 1 else None)


def spent_of(story, name, period):
    """(outputs, ms), ms None where it is not known"""
    outputs = [o for o in story.by_workflow[name] if within(period, o.day)]
    n = sum(o.n for o in outputs)
    if story.by_time(name):
        entries = [e.minutes for e in story.time
                   if e.workflow == name and e.activity in PASSES and
                   within(period, e.day)]
        return n, (sum(entries) if entries or not n else None)
    if any(o.first and o.work is None for o in outputs):
        return n, None
    return n, sum(o.n * sum(v or 0 for v in (
        [o.loops] + ([o.work, o.correction, o.review] if o.first else [])))
        for o in outputs)


def item_rows(story, items, period, workflow_scope):
    inside = [i for i in items if within(period, i[1])]
    spent = {name: spent_of(story, name, period) for name in story.names}
    for name in ["", *story.names]:
        mine = [i for i in inside if not name or i[0] == name]
        of = [spent[name]] if name else [
            s for s in spent.values() if s[0]]
        if name and name not in story.workspace.workflows and not (
                mine or spent[name][0]):
            continue
        hours = [(h, n) for _, _, n, h in mine if h is not None]
        done = sum(n for _, _, n, _ in mine)
        scope = workflow_scope(name)
        for metric, q in (("lead_median", "1/2"), ("lead_p90", "9/10")):
            yield metric, scope, (quantile(hours, q) if hours else None,
                                  None, None, sum(n for _, n in hours))
        value = None
        if sum(n for n, _ in of) and all(ms is not None for _, ms in of):
            ms = sum(ms for _, ms in of)
            value = Fraction(done * HOUR, ms) if ms else None
        yield "productivity", scope, (value, None, None, done)


# ---- pulse ------------------------------------------------------------------

def pulse(story, period):
    scores = [a.score for a in story.answers for _ in range(a.n)
              if a.day <= story.as_of and within(period, a.day)]
    n = len(scores)
    if not n:
        return None, None, None, 0
    m = sum(scores) / n
    squares = sum((s - m)**2 for s in scores)
    if n < 2 or not squares:
        return m, None, None, n
    half = stats.t_for(story.workspace.rates_confidence, n - 1) * (
        float(squares) / (n - 1) / n)**0.5
    return m, max(1, float(m) - half), min(5, float(m) + half), n


# ---- all of it ----------------------------------------------------------------

def rhythm_rows(story, periods, workflow_scope, hours_in):
    """(metric, scope, period, cells of a Row, verdict); hours_in(period) are
    the hours of all workflows."""
    all_, items = rollouts(story), list(done_items(story))
    total = workflow_scope("")
    for period in periods:
        for metric, cells in rollout_figures(story, all_, period):
            yield metric, total, period, cells, ""
        for metric, cells in log_figures(story, period):
            yield metric, total, period, cells, ""
        yield ("corrective_hours", total, period,
               (corrective(story, hours_in(period), period),), "")
        yield "pulse", total, period, pulse(story, period), ""
        for metric, scope, cells in practice_rows(
                story, period, total,
                lambda skill: (*total[:-1], skill)):
            yield metric, scope, period, cells, ""
        for metric, scope, cells in item_rows(story, items, period,
                                              workflow_scope):
            yield metric, scope, period, cells, ""
        for metric, scope, cells in step_rows(story, period, workflow_scope):
            yield metric, scope, period, cells, ""
        for name, days, verdict in gap_rows(story, period):
            yield ("days_since_tuning", workflow_scope(name), period,
                   (days,), verdict)
