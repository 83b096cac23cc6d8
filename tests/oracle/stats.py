"""The few formulas of METRICS.md that need mathematics, and their checks.

Wilson and Newcombe are written out, Student's t is a bisection on its closed
form for whole degrees of freedom. check() compares them with scipy and with
the golden numbers of METRICS.md section 15.
"""
import math
import warnings
from collections import Counter
from fractions import Fraction
from statistics import NormalDist

from scipy import stats as scipy_stats


def z_for(confidence):
    return NormalDist().inv_cdf(0.5 + confidence / 2)


def wilson(x, n, z):
    """Wilson (1927): centre and half-width as METRICS section 1 has them."""
    p = x / n
    below = 1 + z * z / n
    centre = (p + z * z / (2 * n)) / below
    half = z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / below
    return max(0.0, centre - half), min(1.0, centre + half)


def newcombe(x1, n1, x2, n2, z):
    """Newcombe (1998), method 10, of x1/n1 - x2/n2."""
    p1, p2 = x1 / n1, x2 / n2
    low1, high1 = wilson(x1, n1, z)
    low2, high2 = wilson(x2, n2, z)
    d = p1 - p2
    return (d - math.hypot(p1 - low1, high2 - p2),
            d + math.hypot(high1 - p1, p2 - low2))


def upper(x, n, confidence):
    """One-sided upper bound of x in n: Clopper and Pearson (1934)."""
    if x >= n:
        return 1.0
    return float(scipy_stats.beta.ppf(confidence, x + 1, n - x))


def ratio(p1, l1, u1, p0, l0, u0):
    """MOVER limits of p1/p0: Donner and Zou (2012), as they write them.
    The upper one is None where l0 is 0."""
    product = p1 * p0
    below, above = u0 * (2 * p0 - u0), l0 * (2 * p0 - l0)
    low, high = l1 * (2 * p1 - l1), u1 * (2 * p1 - u1)
    if abs(below) > 1e-6:
        least = (product - math.sqrt(product**2 - low * below)) / below
    else:
        least = low / (2 * product) if product else 0.0
    if above <= 0:
        return least, None
    return least, (product + math.sqrt(max(0, product**2 -
                                           high * above))) / above


def alpha(items, ordered):
    """Krippendorff's alpha of the values of each item, two or more each, over
    all pairs of values; None where all are the same."""
    total = Counter(v for item in items for v in item)
    n = sum(total.values())

    def distance(a, b):
        if a == b:
            return 0
        if not ordered:
            return 1
        low, high = min(a, b), max(a, b)
        between = sum(c for v, c in total.items() if low <= v <= high)
        return (between - Fraction(total[a] + total[b], 2)) ** 2

    seen = sum(Fraction(sum(distance(a, b) for a in item for b in item),
                        len(item) - 1) for item in items)
    chance = sum(total[a] * total[b] * distance(a, b)
                 for a in total for b in total)
    return 1 - (n - 1) * seen / chance if chance else None


def t_inside(t, df):
    """P(|T| <= t) for whole df: Abramowitz and Stegun 26.7.3 and 26.7.4."""
    angle = math.atan(t / math.sqrt(df))
    sin, cos = math.sin(angle), math.cos(angle)
    if df % 2:
        term, total = cos, cos if df > 1 else 0.0
        for k in range(3, df - 1, 2):
            term *= cos * cos * (k - 1) / k
            total += term
        return 2 / math.pi * (angle + sin * total)
    term = total = 1.0
    for k in range(2, df - 1, 2):
        term *= cos * cos * (k - 1) / k
        total += term
    return sin * total


def t_for(confidence, df):
    low, high = 0.0, 1.0
    while t_inside(high, df) < confidence:
        high *= 2
    for _ in range(200):
        mid = (low + high) / 2
        if t_inside(mid, df) < confidence:
            low = mid
        else:
            high = mid
    return (low + high) / 2


def median(pairs):
    """Type 7 of (value, weight) pairs: the middle, or two middles' mean."""
    pairs = sorted(pairs)
    n = sum(weight for _, weight in pairs)

    def at(index):
        for value, weight in pairs:
            if index < weight:
                return value
            index -= weight
        raise IndexError(index)

    return (at((n - 1) // 2) + at(n // 2)) / 2


def check():
    """Sentences about what does not agree; empty when all does."""
    wrong = []

    def same(what, ours, theirs, tolerance):
        for a, b in zip(ours, theirs):
            if abs(a - b) > tolerance:
                wrong.append(f"{what}: {ours} here, {theirs} there")
                return

    # binomtest's p value, which nobody asks for here, divides by zero.
    warnings.simplefilter("ignore", RuntimeWarning)
    for confidence in (0.8, 0.9, 0.95, 0.99):
        z = z_for(confidence)
        same(f"z {confidence}", [z],
             [scipy_stats.norm.ppf(0.5 + confidence / 2)], 1e-9)
        for n in (1, 2, 5, 10, 37, 180, 2500):
            for x in sorted({0, 1, n // 3, n // 2, n - 1, n}):
                ci = scipy_stats.binomtest(x, n).proportion_ci(
                    confidence, "wilson")
                same(f"Wilson {x}/{n}", wilson(x, n, z), ci, 1e-9)
        for df in (*range(1, 61), 120, 999):
            # scipy's own quantile (1.10) is good to 8 digits only
            theirs = scipy_stats.t.ppf(0.5 + confidence / 2, df)
            same(f"t {confidence} df {df}", [t_for(confidence, df)],
                 [theirs], 1e-8 * theirs)
        for x1, n1, x2, n2 in ((56, 70, 48, 80), (0, 10, 3, 9), (5, 5, 0, 7),
                               (36, 180, 18, 180)):
            a = scipy_stats.binomtest(x1, n1).proportion_ci(
                confidence, "wilson")
            b = scipy_stats.binomtest(x2, n2).proportion_ci(
                confidence, "wilson")
            p1, p2 = x1 / n1, x2 / n2
            theirs = (p1 - p2 - ((p1 - a[0])**2 + (b[1] - p2)**2)**0.5,
                      p1 - p2 + ((a[1] - p1)**2 + (p2 - b[0])**2)**0.5)
            same(f"Newcombe {x1}/{n1} - {x2}/{n2}",
                 newcombe(x1, n1, x2, n2, z), theirs, 1e-9)
    z = z_for(0.95)
    same("golden Wilson 18/100", wilson(18, 100, z), (0.117002, 0.266674),
         6e-7)
    same("golden Newcombe", newcombe(56, 70, 48, 80, z), (0.0524, 0.3339),
         6e-5)
    return wrong
