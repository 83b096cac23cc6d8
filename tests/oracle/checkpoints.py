"""What checkpoints let through: gaps, late reviews, threshold leaks, altered
messages; and whether the feedback loop turns.

METRICS sections 7, 8a, 6 and 16. What is not said in the definitions is in
README.md.
"""
import datetime as dt
from collections import defaultdict
from fractions import Fraction
from zoneinfo import ZoneInfo

import stats
from escapes import Defect, at_step, share, total
from made import made_parts

HOUR, MINUTE = 3_600_000, 60_000


# ---- gaps ------------------------------------------------------------------

def minutes_share(defects):
    """(hours, n) of those with minutes."""
    timed = [d for d in defects if d.review.correction is not None]
    ms = sum(d.n * d.review.correction for d in timed)
    n = total(timed)
    return (Fraction(ms, HOUR) if n or not defects else None, None, None, n)


def thin_steps(story, period):
    """(workflow, step) with fewer reviewed than planned; workflows whose
    coverage is known."""
    thin, known = set(), set()
    for part in made_parts(story, ("workflow", "step"), *period):
        w = story.workspace.workflows.get(part.workflow)
        step = w.steps.get(part.step) if w else None
        if (not step or step.get("checkpoint") is not True or
                w.lists_corrected or not part.whole):
            continue
        known.add(part.workflow)
        plan = story.workspace.share(step.get("coverage", "100 %"))
        if part.reviewed < plan * part.whole:
            thin.add((part.workflow, part.step))
    return thin, known


def gaps_passed(d, thin):
    """The steps that are gaps and that the defect passed."""
    way = [(d.workflow, d.steps[k]) for k in range(d.o, d.c)]
    checked = [s for k, s in zip(range(d.o, d.c), way) if k in d.checkpoints]
    if way and not checked:
        return way[:1], True
    return [s for s in checked if s in thin], False


def gap_rows(story, defects, period, scope_of, workflow_scope):
    thin, known = thin_steps(story, period)
    steps = {step: [] for step in thin}
    passed = defaultdict(list)
    for d in defects:
        known.add(d.workflow)
        where, unchecked = gaps_passed(d, thin)
        for step in where:
            steps.setdefault(step, []).append(d)
        if where:
            passed[d.workflow].append(d)

    def rows(gaps, inside, scope):
        yield "checkpoint_gaps", scope, (gaps,)
        yield "gap_defects", scope, (total(inside),)
        yield "gap_hours", scope, minutes_share(inside)

    if known:
        everything = [d for rows_ in passed.values() for d in rows_]
        yield from rows(len(steps), everything, workflow_scope(""))
    else:
        for metric in ("checkpoint_gaps", "gap_defects", "gap_hours"):
            yield metric, workflow_scope(""), (
                (None, None, None, 0) if metric == "gap_hours" else ())
    for name in known:
        yield from rows(sum(w == name for w, _ in steps), passed[name],
                        workflow_scope(name))
    for (name, step), inside in steps.items():
        yield from rows(1, inside, at_step(scope_of, name, step))


# ---- late reviews -----------------------------------------------------------

def judged(story):
    """(review, is it late?) of the reviews whose item reached its next
    step."""
    items = defaultdict(list)
    for r in story.reviews:
        w = story.workspace.workflows.get(r.workflow)
        if r.n == 1 and w and r.step in w.steps:
            items[r.workflow, r.item].append(r)
    for (workflow, _), rows in items.items():
        steps = list(story.workspace.workflows[workflow].steps)
        for step, after in zip(steps, steps[1:]):
            mine = [r for r in rows if r.step == step]
            starts = [r.start for r in rows if r.step == after]
            if not mine or not starts:
                continue
            begin, begin_day, bare = min(
                starts, key=lambda s: (s[0], not s[2]))
            first = min(r.day for r in mine)
            for r in mine:
                if (r.day - first).days > story.workspace.output_days:
                    continue
                if bare or r.bare:
                    yield r, r.day > begin_day
                else:
                    yield r, r.when > begin


def late_minutes(found):
    """Of one step: (extra ms, late ones that were compared)."""
    known = [(late, 0 if r.correction is None else r.correction)
             for r, late in found
             if r.correction is not None or r.outcome == "usable"]
    timely = [ms for late, ms in known if not late]
    slow = [ms for late, ms in known if late]
    if len(timely) < 3:
        return Fraction(0), 0
    return sum(slow) - len(slow) * Fraction(sum(timely), len(timely)), \
        len(slow)


def late_rows(story, everything, period, scope_of, workflow_scope):
    z = stats.z_for(story.workspace.rates_confidence)
    steps = defaultdict(list)
    for r, late in everything:
        if period[0] <= r.day <= period[1]:
            steps[r.workflow, r.step].append((r, late))
    scopes = {workflow_scope(""): list(steps)}
    for workflow, step in steps:
        scopes.setdefault(workflow_scope(workflow), []).append(
            (workflow, step))
        scopes[at_step(scope_of, workflow, step)] = [(workflow, step)]
    for scope, inside in scopes.items():
        found = [f for key in inside for f in steps[key]]
        n, x = len(found), sum(late for _, late in found)
        yield "late_reviews", scope, share(x, n, z)
        parts = [late_minutes(steps[key]) for key in inside]
        compared = sum(n for _, n in parts)
        extra = Fraction(sum(ms for ms, _ in parts)) / MINUTE
        yield "late_review_minutes", scope, (
            extra if n and (compared or not x) else None, None, None,
            compared)


# ---- threshold leaks --------------------------------------------------------

def criteria(story, workflow, step):
    w = story.workspace.workflows.get(workflow)
    accept = (w.steps.get(step) or {}).get("accept") if w else None
    return accept or {}


def below(story, o, accept):
    if "rating" in accept and o.ratings:
        mean = sum(p for _, p in o.ratings) / len(o.ratings)
        if mean < Fraction(accept["rating"].split()[-1]):
            return True
    minutes = 0 if o.minutes is None and o.known == "usable" else o.minutes
    if "correction_minutes" in accept and minutes is not None:
        if minutes > Fraction(
                accept["correction_minutes"].split()[1]) * MINUTE:
            return True
    return accept.get("defects") == "none" and o.defect


def leak_rows(story, period, scope_of, workflow_scope):
    z = stats.z_for(story.workspace.rates_confidence)
    cells = {workflow_scope(""): [0, 0]}
    for o in story.outputs:
        accept = criteria(story, o.workflow, o.step)
        if (not accept or o.verdict not in ("usable", "light") or
                not period[0] <= o.day <= period[1]):
            continue
        for scope in (workflow_scope(""), workflow_scope(o.workflow),
                      at_step(scope_of, o.workflow, o.step)):
            cell = cells.setdefault(scope, [0, 0])
            cell[0] += o.n
            cell[1] += o.n if below(story, o, accept) else 0
    for scope, (n, x) in cells.items():
        yield "threshold_leaks", scope, share(x, n, z)


# ---- altered messages -------------------------------------------------------

def altered_rows(story, period, scope_of, workflow_scope):
    z = stats.z_for(story.workspace.rates_confidence)
    scopes = {workflow_scope(""): []}
    for r in story.reviews:
        adapts = r.step.startswith("adapt")
        if not period[0] <= r.day <= period[1] or not (r.defect or adapts):
            continue
        for scope in (workflow_scope(""),
                      workflow_scope(r.workflow or "(none)"),
                      at_step(scope_of, r.workflow, r.step)):
            scopes.setdefault(scope, []).append(r)
    for scope, rows in scopes.items():
        here = [r for r in rows if r.step.startswith("adapt")]
        if scope[1] and not here:
            continue
        bad = [r for r in here if r.defect == "message_altered"]
        yield "message_altered", scope, share(total(bad), total(here), z)
        if scope[1]:
            continue
        found = [r for r in rows if r.defect]
        yield "altered_messages", scope, ((total(
            r for r in found if r.defect == "message_altered"),)
            if found else ())


def checkpoint_rows(story, periods, scope_of, workflow_scope):
    """(metric, scope, period, cells of a Row)"""
    defects = [Defect(story, r) for r in story.reviews if r.defect]
    defects = [d for d in defects if d.placed and not d.misordered]
    everything = list(judged(story))
    for period in periods:
        inside = [d for d in defects if period[0] <= d.day <= period[1]]
        for rows in (
                gap_rows(story, inside, period, scope_of, workflow_scope),
                late_rows(story, everything, period, scope_of,
                          workflow_scope),
                leak_rows(story, period, scope_of, workflow_scope),
                altered_rows(story, period, scope_of, workflow_scope)):
            for metric, scope, found in rows:
                yield metric, scope, period, found


# ---- Table 2, and what is published -----------------------------------------

def end_of(story, day):
    """The first second after a day, in UTC."""
    return dt.datetime.combine(
        day + dt.timedelta(1), dt.time(),
        ZoneInfo(story.workspace.zone)).astimezone(dt.timezone.utc)


def monday_of(day):
    return day - dt.timedelta(day.weekday())


def cycle_rows(story, periods, component_scope):
    rows = [h for h in story.handoffs if h.day <= story.as_of and
            h.component]
    now = end_of(story, story.as_of)
    names = sorted({h.component for h in rows})
    first = {c: min(monday_of(h.day) for h in rows if h.component == c)
             for c in names}
    there = {id(h) for h in rows if h.received is not None and
             h.received < now}
    sent = {(h.component, monday_of(h.day)) for h in rows}
    arrived = {(h.component, monday_of(h.day)) for h in rows
               if id(h) in there}
    for period in periods:
        last = min(period[1], story.as_of)
        for name in ["", *names]:
            if name and first[name] > period[1]:
                continue
            mine = [name] if name else names
            weeks = []
            for c in mine:
                monday = max(first[c], monday_of(period[0]))
                while monday + dt.timedelta(6) <= last:
                    weeks.append((c, monday))
                    monday += dt.timedelta(7)
            for metric, those in (("input_present", sent),
                                  ("output_produced", arrived)):
                yield metric, component_scope(name), period, share(
                    sum(w in those for w in weeks), len(weeks))
            newest = max((h.received for h in rows if h.component in mine and
                          id(h) in there and
                          h.received < end_of(story, last)), default=None)
            yield "data_age", component_scope(name), period, (
                Fraction(int((end_of(story, last) - newest).total_seconds()),
                         3600) if newest else None,)


def publish_rows(story, periods, workflow_scope):
    z = stats.z_for(story.workspace.rates_confidence)
    for period in periods:
        scopes = {workflow_scope(""): []}
        for h in story.handoffs:
            w = story.workspace.workflows.get(h.workflow)
            if (not period[0] <= h.day <= min(period[1], story.as_of) or
                    h.target not in ["published",
                                     *(list(w.steps)[-1:] if w else [])]):
                continue
            scopes[workflow_scope("")].append(h)
            scopes.setdefault(workflow_scope(h.workflow or "(none)"),
                              []).append(h)
        for scope, rows in scopes.items():
            yield "publish_integration", scope, period, share(
                total(h for h in rows if h.mode == "auto"),
                total(h for h in rows if h.mode), z)
