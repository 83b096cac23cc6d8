#!/usr/bin/python3
"""A quarter of reviews whose workflows have names in many scripts, as CSV.

Those that pages cannot show (tuneup says which on its quality page), those
that they can, and letters whose accents were typed apart.
"""
import datetime

from scripts_names import NAMES

OUTCOMES = ("usable", "light", "major")

print("item_id,reviewed_at,workflow,step,outcome,tool,item_type,"
      "correction_minutes,review_minutes,work_minutes")
n = 0
for back in range(1, 90):
    day = datetime.date(2026, 9, 29) - datetime.timedelta(days=back)
    for name in NAMES:
        n += 1
        print(f"A-{n},{day}T09:00:00,{name},draft,{OUTCOMES[n % 3]},Claude,"
              f"article,{n % 7},5,40")
