"""Control charts, from METRICS.md: limits, signals, the trend word.

Of weekly figures without a pinned or reset baseline, as a story has that was
never published.
"""
import datetime as dt
import functools
import math
import statistics
from dataclasses import dataclass

from scipy import stats as scipy_stats

BASELINE, BASELINE_MIN, TREND_WEEKS = 12, 8, 26
MIN_N, USEFUL, STABLE, RECENT = 5, 10, 12, 2


@dataclass
class Chart:
    value: list             # a week each, None = gap
    low: list
    high: list
    trend: str
    shift: int              # +1 up, -1 down, 0
    since: dt.date          # Monday the shift was first seen, None
    early: float
    late: float
    points: int
    longest: int
    longest_normal: int
    crossings: int
    crossings_normal: int


def p_limits(points, weeks):
    """Laney's p' with sigma_z at least 1; points are (x, n) or None."""
    base = [p for p in points[:BASELINE] if p]
    if len(base) < BASELINE_MIN:
        return [None] * weeks
    centre = sum(x for x, _ in base) / sum(n for _, n in base)
    if centre in (0, 1):
        return [None] * weeks
    z = [(x / n - centre) / math.sqrt(centre * (1 - centre) / n)
         for x, n in base if n >= MIN_N]
    moves = [abs(b - a) for a, b in zip(z, z[1:])]
    sigma = max(1, statistics.fmean(moves) / 1.128 if moves else 1)
    limits = []
    for point in points:
        if not point or point[1] < MIN_N:
            limits.append(None)
            continue
        half = 3 * sigma * math.sqrt(centre * (1 - centre) / point[1])
        limits.append((max(0, centre - half), min(1, centre + half)))
    return limits


def xmr_limits(values, weeks, floor, ceiling):
    base = [v for v in values[:BASELINE] if v is not None]
    if len(base) < BASELINE_MIN:
        return [None] * weeks
    moves = [abs(b - a) for a, b in zip(base, base[1:])]
    mean = statistics.fmean(moves)
    kept = [m for m in moves if m <= 3.267 * mean]
    half = 2.66 * statistics.fmean(kept or moves)
    centre = statistics.fmean(base)
    return [(max(floor, centre - half), min(ceiling, centre + half))] * weeks


@functools.cache
def fewest_crossings(useful):
    if useful < 2:
        return 0
    return int(scipy_stats.binom.ppf(0.05, useful - 1, 0.5))


def runs(values):
    """(signal, early, late, points, longest, normal, crossings, normal)"""
    n = len(values)
    median = statistics.median(values) if n else math.nan
    above = [v > median for v in values if v != median]
    longest = run = 0
    for i, a in enumerate(above):
        run = run + 1 if i and above[i - 1] == a else 1
        longest = max(longest, run)
    crossings = sum(a != b for a, b in zip(above, above[1:]))
    useful = len(above)
    most = round(math.log2(useful)) + 3 if useful else 3
    fewest = fewest_crossings(useful)
    signal = useful >= USEFUL and (longest > most or crossings < fewest)
    half = n // 2
    return (signal, statistics.fmean(values[:half]) if half else math.nan,
            statistics.fmean(values[half:]) if n else math.nan, n, longest,
            most, crossings, fewest)


def tested_runs(tested, end):
    last = tested[max(0, end - TREND_WEEKS):end]
    return runs([v for v in last if v is not None])


def chart_of(figures, metric, workflow, data_from, as_of, kind, direction):
    """kind: rate, hours, minutes, score; None without a point."""
    weeks, mature = [], as_of - dt.timedelta(6)
    for f in figures.series(metric, workflow):
        if f.first >= data_from and f.first <= mature:
            weeks.append(f)
    while weeks and not has_point(weeks[0], kind):
        weeks.pop(0)
    if not weeks:
        return None
    points = [(f.x, f.n) if kind == "rate" and has_point(f, kind) else None
              for f in weeks]
    values = [f.value if has_point(f, kind) else None for f in weeks]
    if kind == "rate":
        limits = p_limits(points, len(weeks))
    else:
        floor = (1 if kind == "score" else
                 -math.inf if kind == "hours" and direction > 0 else 0)
        limits = xmr_limits(values, len(weeks), floor,
                            10 if kind == "score" else math.inf)
    tested = [v if v is not None and (kind != "rate" or p[1] >= MIN_N)
              else None for v, p in zip(values, points)]
    found = tested_runs(tested, len(tested))
    signal, early, late, n, longest, most, crossings, fewest = found
    since = len(tested) - 1
    while signal and since > 0 and tested_runs(tested, since)[0]:
        since -= 1
    outside = 0
    for value, limit in list(zip(values, limits))[-RECENT:]:
        if value is not None and limit:
            outside = 1 if value > limit[1] else (
                -1 if value < limit[0] else outside)
    shift = (-1 if late < early else 1) if signal else 0
    way = outside or shift
    trend = ("not enough data" if not way and n < STABLE else
             "stable" if not way else
             "improving" if way == direction else "degrading")
    return Chart(values, [l and l[0] for l in limits],
                 [l and l[1] for l in limits], trend, shift,
                 weeks[since].first if signal else None, early, late, n,
                 longest, most, crossings, fewest)


def has_point(f, kind):
    if f.value is None:
        return False
    return kind != "rate" or bool(f.n and 0 <= f.value <= 1)
