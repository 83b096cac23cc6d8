"""Compare `tuneup diff --format csv` with `tuneup figures` and with Newcombe's
interval as it is written out in stats.py.

    diff.py NAME BEFORE AFTER DIFF.csv BACK.csv FIGURES.csv [QUARTERLY.json]

DIFF is of BEFORE and AFTER (first days), BACK the other way round; QUARTERLY
is the report of AFTER, whose ledger says the same. Prints a line a check and,
as the last line, "N passed, N failed" in rows.
"""
import csv
import json
import math
import sys

import stats
from figures import DIMS

Z = stats.z_for(0.95)
OTHERS = [d for d in DIMS if d != "workflow"]


def read(path):
    with open(path, newline="", encoding="utf-8") as f:
        return list(csv.DictReader(f))


def keyed(rows):
    found = {(r["metric"], r["workflow"]): r for r in rows}
    assert len(found) == len(rows), "a row is there twice"
    return found


def near(text, want):
    return text != "" and math.isclose(float(text), want, rel_tol=1e-9,
                                       abs_tol=1e-12)


def same_as_figures(row, sides):
    """Both numbers and their parts, as figures prints them."""
    for side, figures in sides.items():
        f = figures.get((row["metric"], row["workflow"]))
        for cell, of in ((side, "value"), (side + "_n", "n"),
                         (side + "_x", "x")):
            if row[cell] != (f[of] if f else ""):
                return False
    return True


def change_is_the_difference(row, _):
    if row["before"] == "" or row["after"] == "":
        return row["change"] == "" and row["word"] == "not judged"
    return near(row["change"], float(row["after"]) - float(row["before"]))


def interval_is_newcombes(row, sides):
    """Where both have parts and intervals of their own; None: not of these."""
    figures = [s.get((row["metric"], row["workflow"])) for s in sides.values()]
    if row["unit"] != "rate" or not all(f and f["x"] and f["low"]
                                        for f in figures):
        return None
    if row["word"] == "not judged":
        return row["low"] == row["high"] == "" and row["why"] != ""
    low, high = stats.newcombe(int(row["after_x"]), int(row["after_n"]),
                               int(row["before_x"]), int(row["before_n"]), Z)
    clear = low > 0 or high < 0
    return near(row["low"], low) and near(row["high"], high) and \
        clear == (row["word"] in ("better", "worse", "changed"))


def less(text):
    """The same number with another sign, as it is written."""
    if text in ("", "0"):
        return text
    return text[1:] if text[0] == "-" else "-" + text


def back_is_the_same_with_another_sign(row, back):
    other = back.get((row["metric"], row["workflow"]))
    words = {"better": "worse", "worse": "better"}
    return other is not None and other["before"] == row["after"] and \
        other["after"] == row["before"] and \
        other["change"] == less(row["change"]) and \
        other["low"] == less(row["high"]) and \
        other["high"] == less(row["low"]) and \
        other["word"] == words.get(row["word"], row["word"])


LEDGER = {"more": "changed", "less": "changed",
          "not clear yet": "within noise"}


def ledger_of(path):
    """[(change, word)] of the ledger's rows with an interval, as they stand;
    shares in points."""
    with open(path, encoding="utf-8") as f:
        parts = json.load(f)["parts"]
    tables = [e for p in parts for e in p["elements"]
              if e["block"] == "ledger" and e["type"] == "table" and
              e["columns"][-1] == "Verdict"]
    return [(row[5]["value"], LEDGER.get(row[7]["text"], row[7]["text"]))
            for t in tables for row in t["rows"]]


def judged_of(rows):
    """The same of the diff, which has the order of the metrics, too."""
    return [(float(r["change"]), r["word"]) for r in rows
            if r["workflow"] == "" and r["word"] != "not judged"]


def same_as_ledger(row, _):
    (change, word), (said, verdict) = row
    return word == verdict and any(math.isclose(
        said, scale * change, rel_tol=1e-9, abs_tol=1e-12)
        for scale in (1, 100))


def main():
    name, before, after = sys.argv[1:4]
    rows, back = read(sys.argv[4]), keyed(read(sys.argv[5]))
    figures = [r for r in read(sys.argv[6]) if not any(r[d] for d in OTHERS)]
    sides = {side: keyed([r for r in figures if r["period_start"] == day])
             for side, day in (("before", before), ("after", after))}
    checks = [("numbers", rows, same_as_figures, sides),
              ("change", rows, change_is_the_difference, sides),
              ("interval", rows, interval_is_newcombes, sides),
              ("back", rows, back_is_the_same_with_another_sign, back)]
    # Nothing is left out that figures or the ledger has.
    lost = len((set(sides["before"]) | set(sides["after"])) ^
               set(keyed(rows)))
    for path in sys.argv[7:]:
        ours, ledger = judged_of(rows), ledger_of(path)
        lost += abs(len(ours) - len(ledger)) + (not ledger)
        checks.append(("ledger", list(zip(ours, ledger)), same_as_ledger,
                       None))
    passed = failed = 0
    for what, of, check, against in checks:
        held = [(r, check(r, against)) for r in of]
        bad = [r for r, ok in held if ok is False]
        good = sum(ok is True for _, ok in held)
        print(f"{name:10} diff: {what:20} {good + len(bad):6} rows "
              f"{len(bad):5} differ")
        for r in bad[:8]:
            print("    ", r)
        passed, failed = passed + good, failed + len(bad)
    if lost:
        print(f"     {lost} rows are not in both")
    print(f"{passed} passed, {failed + lost} failed")


main()
