"""Defects: where they arose, where they were found, which got out.

METRICS sections 7 and 16. A row with a defect stands for n of them, on its own
day; the order of steps is that of workflows.yaml, `published` comes last.
"""
import datetime as dt
from collections import defaultdict
from fractions import Fraction

import stats

HOUR = 3_600_000


class Defect:
    def __init__(self, story, review):
        self.review, self.n, self.day = review, review.n, review.day
        self.workflow = review.workflow
        self.escaped = review.step == "published"
        w = story.workspace.workflows.get(review.workflow)
        self.steps = list(w.steps) if w else []
        self.checkpoints = [i for i, s in enumerate(self.steps)
                            if w.steps[s].get("checkpoint") is True]
        self.o = self.place(review.origin_step)
        self.c = self.place(review.step)
        if w and self.escaped:
            self.c = len(self.steps)

    def place(self, step):
        return self.steps.index(step) if step in self.steps else None

    @property
    def placed(self):
        return self.o is not None and self.c is not None

    @property
    def misordered(self):
        return self.placed and self.c < self.o

    @property
    def edge(self):
        origin = "unknown" if self.o is None else self.steps[self.o]
        return f"{origin} > {self.review.step or '(none)'}"


def total(defects):
    return sum(d.n for d in defects)


def share(x, n, z=None):
    """(value, low, high, n, x)"""
    if not n:
        return None, None, None, n, x
    low, high = stats.wilson(x, n, z) if z else (None, None)
    return Fraction(x, n), low, high, n, x


def published(story, workflow, first, last):
    """Items with an output at the last step, or its counts; None where the
    workflow cannot say."""
    w = story.workspace.workflows.get(workflow)
    if not w or not w.steps:
        return None
    step = list(w.steps)[-1]
    made = sum(m.n for m in story.made if first <= m.day <= last and
               (m.workflow, m.step) == (workflow, step))
    if w.lists_corrected and not made:
        return None
    here = [o for o in story.by_workflow[workflow]
            if o.step == step and first <= o.day <= last]
    items = (len({o.item for o in here if o.n == 1}) +
             sum(o.n for o in here if o.n > 1))
    return max(items, made)


def caught_and_passed(defects):
    """By checkpoint (workflow, step): [caught, passed]."""
    found = defaultdict(lambda: [0, 0])
    for d in defects:
        for k in d.checkpoints:
            if d.c == k:
                found[d.workflow, d.steps[k]][0] += d.n
            elif d.o <= k < d.c:
                found[d.workflow, d.steps[k]][1] += d.n
    return found


def lateness(story, known, late, last):
    """(hours, n) of the late defects of one period."""
    end = min(last, story.as_of)
    start = end - dt.timedelta(7 * 52)
    cost, n, median = Fraction(0), 0, {}
    for d in late:
        if d.review.correction is None:
            continue
        kind = d.workflow, d.review.defect
        if kind not in median:
            home = [(h.review.correction, h.n) for h in known[kind]
                    if start < h.day <= end]
            median[kind] = (stats.median(home) if
                            sum(n for _, n in home) >= 3 else None)
        if median[kind] is not None:
            cost += d.n * (d.review.correction - Fraction(median[kind]))
            n += d.n
    return cost / HOUR if n else None, n


def per_100(whole, defects):
    """Of the workflows that can say what they published."""
    if all(v is None for v in whole.values()):
        return ()
    n = sum(v or 0 for v in whole.values())
    x = total(d for d in defects if whole[d.workflow] is not None)
    return (Fraction(100 * x, n), None, None, n, x) if n else ()


def rows_of(story, known, inside, workflows, period, looked):
    """(metric, cells) of one scope; `workflows` are those it holds."""
    z = stats.z_for(story.workspace.rates_confidence)
    found = [d for d in inside if not d.misordered]
    out = [d for d in found if d.escaped]
    matrix = [d for d in found if d.placed]
    whole = {w: published(story, w, *period) for w in workflows}
    yield "downstream_errors", per_100(
        whole, [d for d in matrix if d.c > d.o]) if story.origins else ()
    if looked:
        yield "escape_rate", share(total(out), total(found), z)
        yield "escapes_per_100", per_100(whole, out)
    else:
        yield "escape_rate", ()
        yield "escapes_per_100", ()
    points = list(caught_and_passed(matrix).values())
    caught = sum(p[0] for p in points)
    yield "checkpoint_effectiveness", share(
        caught, caught + sum(p[1] for p in points))
    n = total(matrix)
    yield "defect_distance", (
        Fraction(sum(d.n * (d.c - d.o) for d in matrix), n) if n else None,
        None, None, n)
    hours, n = lateness(story, known, [d for d in matrix if d.c > d.o],
                        period[1])
    yield "lateness_hours", (hours, None, None, n)
    yield "unknown_origin", share(total(d for d in found if d.o is None),
                                  total(found))
    yield "defects", (total(found),) if inside else ()
    yield "misordered_defects", ((total(inside) - total(found),) if inside
                                 else ())


def escape_rows(story, periods, scope_of, workflow_scope):
    """(metric, scope, period, cells of a Row)"""
    z = stats.z_for(story.workspace.rates_confidence)
    defects = [Defect(story, r) for r in story.reviews if r.defect]
    looked = any(r.step == "published" for r in story.reviews)
    story.origins = any(d.placed and not d.misordered for d in defects)
    known = defaultdict(list)
    for d in defects:
        if d.placed and d.c == d.o and d.review.correction is not None:
            known[d.workflow, d.review.defect].append(d)
    names = (set(story.workspace.workflows) |
             {d.workflow for d in defects})
    for period in periods:
        inside = [d for d in defects if period[0] <= d.day <= period[1]]
        for metric, cells in rows_of(story, known, inside, names, period,
                                     looked):
            yield metric, workflow_scope(""), period, cells
        for name in names:
            mine = [d for d in inside if d.workflow == name]
            if not mine and not published(story, name, *period):
                continue
            for metric, cells in rows_of(story, known, mine, [name], period,
                                         looked):
                yield metric, workflow_scope(name or "(none)"), period, cells
        right = [d for d in inside if not d.misordered]
        points = caught_and_passed(d for d in right if d.placed)
        for (name, step), (caught, passed) in points.items():
            yield ("checkpoint_effectiveness", at_step(scope_of, name, step),
                   period, share(caught, caught + passed, z))
        edges = defaultdict(int)
        for d in right:
            edges[d.workflow, d.edge] += d.n
        for (name, edge), n in edges.items():
            yield ("defects", at_step(scope_of, name, edge), period, (n,))


class Place:
    def __init__(self, workflow, step):
        self.workflow, self.step = workflow, step


def at_step(scope_of, workflow, step):
    return scope_of(("workflow", "step"), Place(workflow, step))
