#!/usr/bin/python3
"""Sixty series of nothing but noise, two years of weeks: what is alarmed?

    tests/noise/run BUILD

Counts of 300 a week with a normal swing of 10 and of 20 % (Poisson with a gamma
swing, fixed seeds) go through import and `tuneup signals`. The shares of weeks
with a false spike must be those of METRICS section 10's table within simulation
error, the alarms of a week no more than its spikes and shifts together, and
the printed expectation (2 % of what is tested) is shown beside them. Nothing
may be said twice: no spike in the week after a spike on the same side.
Prints a line a story and, as the last line, "N passed, N failed".
"""
import csv
import datetime as dt
import io
import math
import os
import random
import subprocess
import sys
import tempfile

FIRST, WEEKS, SERIES, MEAN = dt.date(2024, 11, 25), 104, 60, 300
# swing: false spikes and shifts a week in METRICS' table
TABLE = {0.10: (0.007, 0.006), 0.20: (0.031, 0.036)}
THEIRS = 20000          # weeks behind that table
ERRORS = 4


def poisson(dice, mean):
    """Events until the time is over."""
    n, t = -1, 0.0
    while t < mean:
        t -= math.log(1 - dice.random())
        n += 1
    return n


def write_story(path, swing):
    dice = random.Random(round(100 * swing))
    shape = 1 / swing ** 2
    with open(path, "w", encoding="utf-8") as f:
        f.write("date,period_start,metric,value,unit,source\n")
        for i in range(SERIES):
            for w in range(WEEKS):
                monday = FIRST + dt.timedelta(7 * w)
                mean = dice.gammavariate(shape, MEAN / shape)
                f.write(f"{monday + dt.timedelta(6)},{monday},series_{i:02},"
                        f"{poisson(dice, mean)},count,noise\n")


def signals_of(tuneup, folder, swing):
    as_of = FIRST + dt.timedelta(7 * WEEKS - 1)
    run = [tuneup, "-C", folder, "--as-of", str(as_of)]
    os.mkdir(folder)
    write_story(os.path.join(folder, "noise.csv"), swing)
    for command in (["init"], ["import", os.path.join(folder, "noise.csv")]):
        subprocess.run(run + command, check=True, stdout=subprocess.DEVNULL)
    text = subprocess.run(
        run + ["signals", "--from", str(FIRST), "--all"], check=True,
        stdout=subprocess.PIPE).stdout.decode()
    return list(csv.DictReader(io.StringIO(text)))


def is_spike(row):
    """The rule without its memory."""
    def sized(base):
        return base and abs(math.log(float(row["value"]) / float(base))) >= \
            math.log(1 / 0.7) - 1e-12

    return abs(float(row["z"])) >= 3 and (sized(row["before"]) or
                                          sized(row["median"]))


def repeated(rows):
    """Spikes on the same side as one of the week before."""
    last = None
    for row in rows:
        if (last and row["series"] == last["series"] and
                row["signal"] == last["signal"] == "spike" and
                (float(row["z"]) > 0) == (float(last["z"]) > 0)):
            yield row
        last = row


def main(build):
    tuneup = os.path.join(os.path.abspath(build), "tuneup")
    passed = failed = 0
    with tempfile.TemporaryDirectory() as folder:
        for swing, (spikes, shifts) in TABLE.items():
            rows = signals_of(tuneup, os.path.join(folder, str(swing)), swing)
            tested = [r for r in rows if r["z"]]
            n = len(tested)
            share = sum(map(is_spike, tested)) / n
            alarms = sum(r["signal"] in ("spike", "new level")
                         for r in tested)
            sure = sum(r["sure"] == "sure" for r in tested)
            error = math.sqrt(spikes * (1 - spikes) * (1 / n + 1 / THEIRS))
            checks = {
                "spikes as in the table":
                    abs(share - spikes) <= ERRORS * error + 0.0005,
                "alarms no more than spikes and shifts":
                    alarms / n <= spikes + shifts + ERRORS * error,
                "nothing is said twice": not list(repeated(rows)),
                "hardly ever sure": sure <= 3,
            }
            print(f"swing {swing:.0%}: {n} series weeks tested, false spikes "
                  f"{share:.2%} (table {spikes:.1%}), alarms {alarms} or "
                  f"{alarms / n * SERIES:.2f} a week of {SERIES} series "
                  f"(printed expectation {0.02 * SERIES:.1f}), {sure} sure")
            for what, true in checks.items():
                passed, failed = passed + true, failed + (not true)
                if not true:
                    print(f"  NOT TRUE: {what}")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
