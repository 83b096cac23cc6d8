#!/usr/bin/python3
"""Reviews of 40 workflows whose names have 60 characters, on stdout.

The same bytes each time: 26 weeks to 2026-11-22, some weeks without a row.
"""
import csv
import datetime as dt
import random
import sys

WORDS = "Quarterly regional partner enablement newsletter localisation"


def main():
    draw = random.Random(40)
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(["item_id", "reviewed_at", "workflow", "step", "tool",
                  "outcome", "correction_minutes", "review_minutes",
                  "work_minutes"])
    names = [f"{i:02} {WORDS}"[:60] for i in range(40)]
    outcomes = ["usable", "light", "major", "rewritten", "rejected"]
    for week in range(26):
        monday = dt.date(2026, 11, 16) - dt.timedelta(7 * week)
        for i, name in enumerate(names):
            for k in range(draw.randrange(6)):
                day = monday + dt.timedelta(draw.randrange(7))
                outcome = draw.choices(outcomes, (60, 22, 9, 5, 4))[0]
                out.writerow([f"{i}-{week}-{k}", day, name, "draft",
                              f"Tool {i % 7} with quite a long name",
                              outcome, draw.randrange(1, 40)
                              if outcome != "usable" else 0,
                              draw.randrange(1, 9), draw.randrange(5, 60)])


main()
