"""Figures of a store and numbers as people read them."""
import csv
import datetime as dt
import io
import os
import re
import sys

sys.path.append(os.path.join(os.path.dirname(__file__), "..", "oracle"))

import stats  # noqa: E402

Z95 = stats.z_for(0.95)
KINDS = {"weekly": "week", "quarterly": "quarter"}


class Figure:
    def __init__(self, row):
        def number(cell, kind):
            return kind(row[cell]) if row[cell] else None

        self.value = number("value", float)
        self.low, self.high = number("low", float), number("high", float)
        self.n, self.x = number("n", int), number("x", int)
        self.verdict = row["verdict"]
        self.first = dt.date.fromisoformat(row["period_start"])
        self.last = dt.date.fromisoformat(row["period_end"])


class Figures:
    """By metric, scope and first day; scope is {dimension: text} as items."""

    DIMS = ("workflow", "step", "tool", "item_type", "channel", "campaign",
            "segment", "prompt_version", "component", "input", "field",
            "skill")

    def __init__(self, text):
        self.rows, self.lists = {}, {}
        for row in csv.DictReader(io.StringIO(text)):
            scope = tuple((d, row[d]) for d in self.DIMS if row[d])
            figure = Figure(row)
            self.rows[row["metric"], scope, figure.first] = figure
            self.lists.setdefault((row["metric"], scope), []).append(figure)

    def get(self, metric, first, **scope):
        found = {d: t for d, t in scope.items() if t}
        key = tuple((d, found[d]) for d in self.DIMS if d in found)
        return self.rows.get((metric, key, first))

    def series(self, metric, workflow):
        """Weeks of all work or a workflow, in order."""
        scope = (("workflow", workflow),) if workflow else ()
        return sorted(self.lists.get((metric, scope), ()),
                      key=lambda f: f.first)


# ---- numbers in print ------------------------------------------------------

WORDS = ("no one two three four five six seven eight nine ten eleven "
         "twelve").split()


def number(text):
    """1,234.5 or −3.2 or "seven"; None is "none"."""
    word = text.strip().lower()
    if word in WORDS:
        return WORDS.index(word)
    if word in ("none", "never"):
        return 0
    if word in ("all", "once"):
        return 1
    return float(word.replace(",", "").replace("−", "-").replace("+", ""))


def digits(text):
    """Decimals of a printed number."""
    found = re.search(r"\.(\d+)", text)
    return len(found.group(1)) if found else 0


def shown(text, value, scale=1):
    """Is `value` times `scale` printed as `text`?"""
    if value is None:
        return False
    step = 10.0 ** -digits(text)
    return abs(number(text) - value * scale) <= step / 2 + 1e-7 * max(
        1, abs(value * scale))


def side(low, high, limit):
    """(sure or likely or None, above?) of an interval and a limit."""
    if low > limit or high < limit:
        return "sure", low > limit
    share = (high - limit) / (high - low) if high > low else 0.5
    likely = share >= 0.8 or share <= 0.2
    return ("likely" if likely else None), share > 0.5


def needed(x, n, limit):
    """Outputs until x/n is told from the limit; None: more than 1000."""
    p = x / n
    if p == limit:
        return None
    more = -(-Z95 ** 2 * limit * (1 - limit) / (p - limit) ** 2 // 1) - n
    return None if more > 1000 else max(more, 0)
