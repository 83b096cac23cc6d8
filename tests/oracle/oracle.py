"""Compare `tuneup figures` with a second implementation of METRICS.md.

    oracle.py NAME WORKSPACE EXPORTS AS_OF PERIOD=FIGURES.csv...
              [signals=SIGNALS.csv] [map=MAP.csv]

Prints one line a metric: rows compared, rows that differ, then the first
differences of each.
"""
import csv
import datetime as dt
import sys
from collections import defaultdict

import stats
from exports import Exports
from figures import DIMS, Row, Story, compute
from outputs import outputs_of
from anomalies import (TESTED, Signal, calendar, equal_signals, read_signals,
                       signal_rows)
from mapped import Edge, compare_map
from workspace import Workspace

SHOWN = 8       # differences printed a metric
NEAR = 1e-9     # relative
ZERO = 1e-12    # sums of doubles that should be 0
EXACT = {"correction_median", "outputs"}


def number(cell):
    return float(cell) if cell != "" else None


def whole(cell):
    return int(cell) if cell != "" else None


def read_figures(path):
    rows = {}
    with open(path, newline="", encoding="utf-8") as f:
        for r in csv.DictReader(f):
            key = (r["metric"], tuple(r[d] for d in DIMS),
                   dt.date.fromisoformat(r["period_start"]),
                   dt.date.fromisoformat(r["period_end"]))
            if key in rows:
                sys.exit(f"{path}: the row {key} is there twice")
            rows[key] = Row(number(r["value"]), number(r["low"]),
                            number(r["high"]), whole(r["n"]), whole(r["x"]),
                            r["verdict"])
    return rows


def near(a, b, exact):
    if a is None or b is None:
        return a is b
    a, b = float(a), float(b)
    if exact:
        return a == b
    return abs(a - b) <= max(NEAR * max(abs(a), abs(b)), ZERO)


def equal(metric, a, b):
    exact = metric in EXACT
    return (near(a.value, b.value, exact) and near(a.low, b.low, False) and
            near(a.high, b.high, False) and a.n == b.n and a.x == b.x and
            a.verdict == b.verdict)


def say(row):
    if row is None:
        return "no such row"
    if isinstance(row, (Signal, Edge)):
        return str(row)
    cells = [None if v is None else float(v)
             for v in (row.value, row.low, row.high)]
    return f"{cells} n {row.n} x {row.x} {row.verdict!r}"


def compare_signals(path, weekly, story, folder, compared, wrong):
    """After the weeks: their figures are what is tested."""
    theirs, ours = read_signals(path), signal_rows(weekly, story, folder)
    for key in sorted(set(ours) | set(theirs)):
        of_series = key[0] in TESTED
        label = "signals of " + (key[0] if of_series else "series")
        compared[label] += 1
        a, b = ours.get(key), theirs.get(key)
        if a is None or b is None or not equal_signals(a, b, near):
            wrong[label].append(((label, key[:-1], key[-1], ""), a, b))


def main(name, folder, exports, as_of, *pairs):
    for sentence in stats.check():
        sys.exit(f"oracle: its own mathematics is wrong: {sentence}")
    workspace = Workspace(folder)
    as_of = dt.date.fromisoformat(as_of)
    files = Exports(exports, workspace)
    story = Story(workspace, files,
                  outputs_of(files.reviews, workspace, as_of), as_of,
                  [(monday, workflow) for monday, workflow, restart in
                   calendar(exports, as_of) if restart])
    compared, wrong = defaultdict(int), defaultdict(list)
    weekly, quarterly = {}, {}
    for pair in pairs:
        kind, path = pair.split("=", 1)
        if kind == "signals":
            compare_signals(path, weekly or compute(story, "week"), story,
                            exports, compared, wrong)
            continue
        if kind == "map":
            compare_map(path, quarterly or compute(story, "quarter"),
                        workspace, as_of, compared, wrong)
            continue
        theirs, ours = read_figures(path), compute(story, kind)
        if kind == "quarter":
            quarterly = ours
        if kind == "week":
            weekly = ours
        for key in sorted(set(ours) | set(theirs)):
            compared[key[0]] += 1
            a, b = ours.get(key), theirs.get(key)
            if a is None or b is None or not equal(key[0], a, b):
                wrong[key[0]].append((key, a, b))
    for metric in sorted(compared):
        print(f"{name:8} {metric:29} {compared[metric]:6} rows"
              f" {len(wrong[metric]):5} differ")
        for (_, scope, first, last), a, b in wrong[metric][:SHOWN]:
            words = "/".join(filter(None, scope)) or "total"
            print(f"    {words} {first}..{last}\n"
                  f"      oracle {say(a)}\n      tuneup {say(b)}")
    bad = sum(map(len, wrong.values()))
    print(f"{sum(compared.values()) - bad} passed, {bad} failed")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
