"""The output consistency score: METRICS.md sections 3 and 16.

Qualities are Fractions; only square roots are doubles.
"""
import datetime as dt
import math
from collections import defaultdict
from fractions import Fraction

OUTCOME = {"usable": Fraction(1), "light": Fraction(4, 5),
           "major": Fraction(7, 20), "rewritten": Fraction(0),
           "rejected": Fraction(0)}
PSEUDO = 4
UNRATED = (Fraction(3, 5), Fraction(2, 5), Fraction(0))
# Scores where campaign x channel has none: the single dimensions and two.
PAIRS = (("workflow", "step"), ("workflow", "tool"))


def is_scored(story, o):
    w = story.workspace.workflows.get(o.workflow)
    return o.verdict != "unknown" and not (w and w.lists_corrected)


def outcome_part(o):
    if o.known:
        q = OUTCOME[o.known]
    else:
        q = OUTCOME[{"rework": "major"}.get(o.verdict, o.verdict)]
    return min(q, OUTCOME["major"]) if o.verdict == "rework" else q


def effort_part(o):
    minutes = 0 if o.minutes is None and o.known == "usable" else o.minutes
    if minutes is None or not o.manual:
        return None
    return 1 - min(Fraction(1), Fraction(minutes, o.manual))


def pool_start(first, last):
    return min(first, last - dt.timedelta(90))


class Raters:
    """Offsets of the raters of one workflow step's pool."""

    def __init__(self, outputs, people):
        total, count = defaultdict(Fraction), defaultdict(int)
        rated = defaultdict(int)
        for o in outputs:
            for name, points in o.ratings:
                total[name] += points * o.n
                count[name] += o.n
            for name in {name for name, _ in o.ratings}:
                rated[name] += o.n
        able = [r for r in rated if people and r and rated[r] >= 10]
        self.offset = {}
        if len(able) >= 2:
            common = sum(total[r] for r in able) / sum(
                count[r] for r in able)
            self.offset = {r: total[r] / count[r] - common for r in able}

    def mean(self, o):
        return sum(points - self.offset.get(name, 0)
                   for name, points in o.ratings) / len(o.ratings)


def quality(weights, ws, o, raters):
    parts = [outcome_part(o), effort_part(o), None]
    if raters and o.ratings:
        low, high = ws.scale
        r = (raters.mean(o) - low) / (high - low)
        parts[2] = min(Fraction(1), max(Fraction(0), r))
    there = [(w, q) for w, q in zip(weights, parts) if q is not None]
    weight = sum(w for w, _ in there)
    return sum(w * q for w, q in there) / weight if weight else None


def spread(values):
    """(Σ weights, mean, variance) of (value, weight) pairs."""
    n = sum(w for _, w in values)
    m = sum(v * w for v, w in values) / n
    return n, m, sum((v - m)**2 * w for v, w in values) / n


def counted(values):
    """Equal values together: a pool holds few different ones."""
    weights = defaultdict(int)
    for value, weight in values:
        weights[value] += weight
    return list(weights.items())


def cut(score):
    return round(min(10.0, max(1.0, score)) * 1e6) / 1e6


def score(qs, pool):
    """(value, low, high, n) of the qualities of a scope and its pool."""
    n = sum(w for _, w in qs)
    if n < 10:
        return None, None, None, n
    _, m0, v0 = spread(counted(pool))
    m0, s0 = float(m0), math.sqrt(v0)
    values = [(float(q), w) for q, w in counted(qs)]
    values += [(m0 + s0, PSEUDO // 2), (m0 - s0, PSEUDO // 2)]
    m = math.fsum(v * w for v, w in values) / (n + PSEUDO)
    s = math.sqrt(math.fsum((v - m)**2 * w for v, w in values) /
                  (n + PSEUDO))
    value = 1 + 9 * max(0, m - s / 2)
    if s < 1e-9:
        return cut(value), None, None, n
    g = [(9 * ((v - m) - ((v - m)**2 - s * s) / (4 * s)), w)
         for v, w in values]
    half = 1.96 * math.sqrt(math.fsum(x * x * w for x, w in g)) / (n + PSEUDO)
    return cut(value), cut(value - half), cut(value + half), n


def consistency_rows(story, periods, cuts, scope_of, workflow_scope):
    ws = story.workspace
    steps = defaultdict(list)
    for o in story.outputs:
        if is_scored(story, o):
            steps[o.workflow, o.step].append(o)
    for first, last in periods:
        scored, pools = [], {}
        for step, outputs in steps.items():
            pool = [o for o in outputs
                    if pool_start(first, last) <= o.day <= last]
            own = [o for o in pool if first <= o.day]
            rated = sum(o.n for o in own if o.ratings)
            uses = rated >= 5 and 10 * rated >= 3 * sum(o.n for o in own)
            raters = Raters(pool, ws.people) if uses else None
            qs = [(o, quality(ws.weights, ws, o, raters)) for o in pool]
            pools[step] = [(q, o.n) for o, q in qs if q is not None]
            scored += [(o, q) for o, q in qs
                       if q is not None and first <= o.day]
        here = [o for o in story.outputs if first <= o.day <= last]
        for dims in cuts:
            if len(dims) == 2 and dims not in PAIRS:
                continue
            cells = {scope_of(dims, o): ([], set()) for o in here}
            if not dims:
                cells.setdefault(workflow_scope(""), ([], set()))
            if dims == ("workflow",):
                for name in ws.workflows:
                    cells.setdefault(workflow_scope(name), ([], set()))
            for o, q in scored:
                qs, present = cells[scope_of(dims, o)]
                qs.append((q, o.n))
                present.add((o.workflow, o.step))
            for scope, (qs, present) in cells.items():
                pool = [v for step in present for v in pools[step]]
                yield scope, (first, last), score(qs, pool)


def unrated_rows(story, periods, workflow_scope):
    """The same with the weights UNRATED: total and workflows."""
    ws = story.workspace
    weighed = [(o, quality(UNRATED, ws, o, None)) for o in story.outputs
               if is_scored(story, o)]
    for first, last in periods:
        here = {o.workflow for o in story.outputs if first <= o.day <= last}
        for name in [None, *sorted(here | set(ws.workflows))]:
            mine = [(o, q) for o, q in weighed
                    if pool_start(first, last) <= o.day <= last
                    and name in (None, o.workflow)]
            own = [(o, q) for o, q in mine if first <= o.day]
            present = {(o.workflow, o.step) for o, _ in own}
            pool = [(q, o.n) for o, q in mine
                    if (o.workflow, o.step) in present]
            scope = workflow_scope("" if name is None else name or "(none)")
            yield scope, (first, last), score([(q, o.n) for o, q in own],
                                              pool)
