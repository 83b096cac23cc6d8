"""Compare `tuneup feedback` with rates shrunk here, from the exports.

    feedback.py NAME EXPORTS AS_OF FEEDBACK.csv

The counts and rates are those of campaigns.py. Their prior is a beta
distribution fitted by the method of moments (Kleinman 1973), in fractions as
far as they go; the posterior's range is scipy's.
"""
import csv
import datetime as dt
import sys
from collections import defaultdict
from fractions import Fraction

from scipy import stats as scipy_stats

from campaigns import RATES, quotient, read_campaigns, total, without_losers

COUNTS = "sends delivered impressions opens clicks conversions".split()
SHRUNK = "open_rate click_rate ctr conversion_rate".split()
PRIOR_WEEKS = 13
SHOWN = 8


def monday(day):
    return day - dt.timedelta(days=day.weekday())


def fit(shares):
    """(mean, size) of (x, n) pairs; size None is infinite."""
    shares = [(x, n) for x, n in shares if n > 0]
    whole = sum(n for _, n in shares)
    if not whole:
        return None, None
    mean = Fraction(sum(x for x, _ in shares), 1) / whole
    chance = len(shares) - 1
    room = whole - sum(n * n for _, n in shares) / whole - chance
    if not 0 < mean < 1 or room <= Fraction(1, 10**9):
        return mean, None
    spread = sum(n * (x / n - mean) ** 2 for x, n in shares)
    spread /= mean * (1 - mean)
    if spread <= chance:
        return mean, None
    gamma = (spread - chance) / room
    return mean, (1 / gamma - 1 if gamma < 1 else Fraction(0))


def is_share(x, n):
    return n > 0 and 0 <= x <= n


def shrunk_row(x, n, prior):
    """n, rate, shrunk, low, high, channel, lift, weight."""
    mean, size = prior
    row = [n, x / n if n > 0 else None, None, None, None, mean, None, None]
    if not is_share(x, n):
        return row
    if size is None:
        row[2], row[7] = mean, 0
    else:
        row[2], row[7] = (x + size * mean) / (n + size), n / (n + size)
        a, b = x + size * mean, n - x + size * (1 - mean)
        row[3:5] = ([float(scipy_stats.beta.ppf(p, float(a), float(b)))
                     for p in (0.025, 0.975)] if a > 0 and b > 0 else
                    [int(a > 0)] * 2)
    if mean > 0:
        row[6] = row[2] / mean - 1
    return row


def compute(exports, as_of):
    rows = without_losers([r for r in read_campaigns(exports)
                           if r.day <= as_of])
    cells = defaultdict(list)
    for row in rows:
        week = monday(row.day)
        if row.first >= week and week + dt.timedelta(days=6) <= as_of:
            cells[week, row.channel, row.segment, row.campaign].append(row)
    sums = {}
    for key, inside in cells.items():
        for name in SHRUNK:
            part, whole, unless = RATES[name]
            both = any(r.values[part] is not None and
                       r.values[whole] is not None and
                       (unless is None or r.values[unless] is None)
                       for r in inside)
            x, n = (Fraction(v, 1000) for v in quotient(inside, *RATES[name]))
            sums[key, name] = (x, n) if both else None
    priors = {}

    def prior(week, channel, name):
        if (week, channel, name) not in priors:
            first = week - dt.timedelta(days=7 * (PRIOR_WEEKS - 1))
            priors[week, channel, name] = fit([
                found for (key, rate), found in sums.items()
                if found and rate == name and key[1] == channel and
                first <= key[0] <= week and is_share(*found)])
        return priors[week, channel, name]

    out = {}
    for key, inside in cells.items():
        counts = [total(r.values[c] for r in inside) for c in COUNTS]
        row = [None if v is None else Fraction(v, 1000) for v in counts]
        for name in SHRUNK:
            found = sums[key, name]
            row += (shrunk_row(*found, prior(key[0], key[1], name)) if found
                    else [None] * 5 + [prior(key[0], key[1], name)[0]] +
                    [None] * 2)
        last = max(r.day for r in inside)
        out[key] = row + [last.isoformat(), (as_of - last).days]
    return out


def read(path):
    with open(path, newline="", encoding="utf-8") as f:
        lines = list(csv.reader(f))
    out = {}
    for line in lines[1:]:
        key = (dt.date.fromisoformat(line[2]), line[4], line[5], line[6])
        assert key not in out, key
        out[key] = [float(c) if c else None for c in line[7:-2]] + [
            line[-2], int(line[-1])]
    return out


def near(a, b):
    if a is None or b is None or isinstance(b, str):
        return a == b
    a, b = float(a), float(b)
    return abs(a - b) <= max(1e-9 * max(abs(a), abs(b)), 1e-12)


def main(name, exports, as_of, path):
    ours, theirs = compute(exports, dt.date.fromisoformat(as_of)), read(path)
    wrong = []
    for key in sorted(set(ours) | set(theirs)):
        a, b = ours.get(key), theirs.get(key)
        if a is None or b is None or not all(map(near, a, b)):
            wrong.append((key, a, b))
    n = len(set(ours) | set(theirs))
    print(f"{name:8} {'feedback':29} {n:6} rows {len(wrong):5} differ")
    for key, a, b in wrong[:SHOWN]:
        print(f"    {key}")
        for i, (x, y) in enumerate(zip(a or [], b or [])):
            if not near(x, y):
                print(f"      value {i}: oracle {x} tuneup {y}")
        if not a or not b:
            print(f"      oracle {a}\n      tuneup {b}")
    print(f"{n - len(wrong)} passed, {len(wrong)} failed")
    return 1 if wrong or not n else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
