"""Each prompt version against the one before it: METRICS.md section 4."""
import datetime as dt
from collections import defaultdict
from fractions import Fraction

import stats


def counts(outputs, first, last, is_refused):
    """(known, usable, unknown) of the days."""
    known = usable = unknown = 0
    for o in outputs:
        if not first <= o.day <= last or is_refused(o):
            continue
        known += o.n if o.verdict != "unknown" else 0
        unknown += o.n if o.verdict == "unknown" else 0
        usable += o.n if o.verdict == "usable" else 0
    return known, usable, unknown


def change(ws, new, old, finished):
    """(value, low, high, n, x, verdict)"""
    (n1, x1, u1), (n2, x2, u2) = new, old
    if not n1 or not n2:
        return None, None, None, n1, x1, ""
    low, high = stats.newcombe(x1, n1, x2, n2,
                               stats.z_for(ws.rates_confidence))
    verdict = ""
    if finished:
        shares = [Fraction(u, n + u) for n, u in ((n1, u1), (n2, u2))]
        verdict = ("incomplete" if max(shares) > ws.unknown_limit else
                   "yes" if low > 0 else "no" if high < 0 else
                   "not clear yet")
    return Fraction(x1, n1) - Fraction(x2, n2), low, high, n1, x1, verdict


def prompt_rows(story, periods, scope_of, is_refused):
    ws = story.workspace
    cut = ("workflow", "step", "prompt_version")
    steps = defaultdict(lambda: defaultdict(list))
    for o in story.outputs:
        if o.prompt_version:
            steps[o.workflow, o.step][o.prompt_version].append(o)
    for versions in steps.values():
        order = sorted(versions, key=lambda v: (
            min(o.day for o in versions[v]), v.encode()))
        for first, last in periods:
            start = min(first, last - dt.timedelta(90))
            for before, name in zip([None, *order], order):
                mine = versions[name]
                if not any(first <= o.day <= last for o in mine):
                    continue
                new = counts(mine, first, last, is_refused)
                old = (0, 0, 0)
                if before is not None:
                    old = counts(versions[before], first, last, is_refused)
                    if not old[0]:
                        old = counts(versions[before], start, last,
                                     is_refused)
                yield (scope_of(cut, mine[0]), (first, last),
                       change(ws, new, old, last <= story.as_of))
