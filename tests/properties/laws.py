"""Laws that hold for any data: README.md says which.

A law is a function of (programs, seed); it fails with a sentence.
"""
import copy
import csv
import datetime as dt
import io
import json
import math
import os
import random
import re
from collections import Counter, defaultdict

from story import AS_OF, DAYS, FIRST, Story

RATES = ("rework", "usable", "light", "unknown")
SINGLE = ("workflow", "step", "tool", "item_type", "channel", "campaign",
          "prompt_version")
PAIRS = (("workflow", "step"), ("workflow", "tool"),
         ("channel", "campaign"))
PARTS = ("gross_hours", "correction_hours", "review_hours", "loop_hours")


class Broken(Exception):
    pass


def must(holds, sentence):
    if not holds:
        raise Broken(sentence)


def near(a, b):
    if a is None or b is None:
        return a is b
    return math.isclose(a, b, rel_tol=1e-9, abs_tol=1e-9)


def same_text(a, b, what):
    if a != b:
        first = next((pair for pair in zip(a.split("\n"), b.split("\n"))
                      if pair[0] != pair[1]), ("more lines", "fewer"))
        raise Broken(f"{what}:\n    {first[0]}\n    {first[1]}")


def same_numbers(a, b, what):
    for key in sorted(set(a) | set(b)):
        must(key in a and key in b, f"{what}: only one has {key}")
        for one, other in zip(a[key].cells(), b[key].cells()):
            equal = one == other if isinstance(one, str) else near(one, other)
            must(equal, f"{what}: {key}: {a[key].cells()} and "
                 f"{b[key].cells()}")


# ---- 1. totals come from parts -------------------------------------------

def partitions(found):
    """{(metric, dimensions, first day): [figures]}"""
    parts = defaultdict(list)
    for (metric, scope, first), figure in found.items():
        parts[metric, tuple(d for d, _ in scope), first].append(figure)
    return parts


def adds(parts, total, what, measure):
    got, want = sum(map(measure, parts)), measure(total)
    must(near(got, want), f"{what}: the parts add to {got}, the total "
         f"is {want}")


def check_partitions(found, cuts):
    parts, checked = partitions(found), 0
    for (metric, scope, first), total in found.items():
        if scope or metric not in (*RATES, "outputs", "correction_minutes"):
            continue
        for cut in cuts:
            figures = parts[metric, cut, first]
            what = f"{metric} by {cut} from {first}"
            if metric == "outputs":
                adds(figures, total, what, lambda f: f.value or 0)
            else:
                adds(figures, total, what, lambda f: f.n)
                adds(figures, total, what, lambda f: f.x)
            if metric == "correction_minutes":
                adds(figures, total, what, lambda f: (f.value or 0) * f.n)
            checked += 1
    for first in {first for _, _, first in found}:
        for metric in PARTS:
            total = found[metric, (), first]
            adds(parts[metric, ("workflow",), first], total,
                 f"{metric} by workflow from {first}",
                 lambda f: f.value or 0)
        net = found["net_hours", (), first].value
        if net is not None:
            gross, *costs = (found[m, (), first].value or 0 for m in PARTS)
            must(near(net, gross - sum(costs)),
                 f"net hours {net} from {first} are not gross less the rest")
    must(checked, "nothing was compared")


def totals_are_sums_of_parts(programs, seed):
    store = programs.store(story := Story(seed)).load_all(story.exports)
    for period in ("week", "month", "quarter"):
        check_partitions(store.figures(period),
                         [(d,) for d in SINGLE] + list(PAIRS))


def totals_with_counted_outputs_are_sums_of_steps(programs, seed):
    story = Story(seed, counts=True)
    store = programs.store(story).load_all(story.exports)
    for period in ("week", "month", "quarter"):
        check_partitions(store.figures(period), [("workflow", "step")])


# ---- 2. and 3. order and repetition --------------------------------------

def order_of_import_does_not_matter(programs, seed):
    story, dice = Story(seed, counts=True), random.Random(seed)
    exports = dict(story.exports)
    # Reviews of one item in two files of two sources.
    rows = exports.pop("reviews")
    files = [("reviews", "one", rows[::2]), ("reviews", "two", rows[1::2])]
    files += [(name, name, rows) for name, rows in exports.items()]
    texts = []
    for _ in range(4):
        store = programs.store(story)
        for name, source, rows in files:
            store.load(name, rows, source, source)
        texts.append(store.text())
        same_text(texts[0], texts[-1], "another order of import")
        dice.shuffle(files)


def order_of_rows_does_not_matter(programs, seed):
    story, dice = Story(seed, counts=True), random.Random(seed)
    straight = programs.store(story).load_all(story.exports)
    shuffled = programs.store(story)
    for name, rows in story.exports.items():
        shuffled.load(name, dice.sample(rows, len(rows)))
    same_text(straight.text(), shuffled.text(), "another order of rows")


def importing_again_changes_nothing(programs, seed):
    story, dice = Story(seed, counts=True), random.Random(seed)
    store = programs.store(story).load_all(story.exports)
    before, ledger = store.text(), store.run("list", "imports")
    for name, rows in story.exports.items():
        said = store.load(name, rows)
        must("already imported" in said, f"{name} again: {said}")
    must(ledger == store.run("list", "imports"), "the ledger has grown")
    for mark in ",;\t|":
        for name, rows in story.exports.items():
            rows = dice.sample(rows, len(rows))
            said = store.load(name, rows, delimiter=mark, file=f"{name}-2")
            must("\n  0 added, 0 replaced, 0 removed;" in said,
                 f"{name} in another order, {mark!r}: {said}")
    same_text(before, store.text(), "after importing again")
    store.run("verify")


# ---- 4. weights ----------------------------------------------------------

def a_weight_is_as_many_rows(programs, seed):
    story = Story(seed)
    rows = story.exports["weighted"]
    copies = []
    for row in rows:
        copies += [dict(row, n=1, item_id=f"{row['item_id']}-{k}")
                   for k in range(row["n"])]
    others = {name: story.exports[name]
              for name in ("time", "costs", "reviews")}
    one = programs.store(story).load_all({**others, "weighted": rows})
    many = programs.store(story).load_all({**others, "weighted": copies})
    for period in ("week", "month", "quarter"):
        same_numbers(one.figures(period), many.figures(period),
                     f"rows with a weight and as many rows, by {period}")


# ---- 5. and 6. more of something -----------------------------------------

def holds(scope, row):
    return all((row.get(d) or "(none)") == v for d, v in scope)


def one_more_usable_output_is_never_worse(programs, seed):
    story, dice = Story(seed, counts=True), random.Random(seed)
    before = programs.store(story).load_all(story.exports).figures("week")
    # Rates of a log of corrected outputs are refused, before and after.
    rows = [r for r in story.exports["reviews"] if r["step"] != "published"
            and r["workflow"] not in story.lists_corrected]
    for row in dice.sample(rows, 3):
        row = dict(row, outcome="usable",
                   item_id="one more", correction_minutes="0")
        exports = dict(story.exports)
        exports["reviews"] = [*exports["reviews"], row]
        store = programs.store(story).load_all(exports)
        moved = 0
        for key, new in store.figures("week").items():
            metric, scope, _ = key
            old = before.get(key)
            if metric not in RATES or old is None or old.value is None:
                continue
            change = new.value - old.value
            if not holds(scope, row):
                must(change == 0, f"{key} moved, but the output is not in it")
            must(change >= 0 if metric == "usable" else change <= 0,
                 f"one more usable output: {key} was {old.value}, is "
                 f"{new.value}")
            moved += change != 0
        must(moved, "the output moved nothing")


def a_longer_correction_is_never_better(programs, seed):
    story, dice = Story(seed), random.Random(seed)
    exports = copy.deepcopy(story.exports)
    for row in dice.sample(exports["reviews"], 40):
        old = float(row["correction_minutes"] or "nan")
        if not math.isnan(old):
            row["correction_minutes"] = str(old + dice.choice([0.01, 6, 90]))
    before = programs.store(story).load_all(story.exports).figures("week")
    after = programs.store(story).load_all(exports).figures("week")
    must(set(before) == set(after), "other figures than before")
    for key, old in before.items():
        new = after[key]
        if key[0] in ("correction_minutes", "correction_hours",
                      "loop_hours", "rework") and old.value is not None:
            must(new.value >= old.value, f"longer corrections: {key} was "
                 f"{old.value}, is {new.value}")
        if key[0] in ("net_hours", "usable") and old.value is not None:
            must(new.value <= old.value, f"longer corrections: {key} was "
                 f"{old.value}, is {new.value}")


def evenly_longer_corrections_never_raise_the_score(programs, seed):
    """All outputs alike have no spread: the score is their mean quality."""
    story, last = Story(seed), 11.0
    dice = random.Random(seed)
    story.workflows = ("workflows:\n  - id: w\n    steps:\n      - {id: s}\n"
                       "    manual_minutes:\n      - {minutes: 60 min}\n")
    word = dice.choice(["usable", "light", "major"])
    for minutes in (0, 1, dice.randint(2, 50), 59, 60, 300):
        row = story.review("", "w", "s", FIRST.isoformat())
        row.update(outcome=word, correction_minutes=str(minutes), rating="")
        store = programs.store(story)
        store.load("reviews", [dict(row, item_id=str(i)) for i in range(12)])
        score = store.figures()["consistency", (), "2026-01-01"]
        must(score.n == 12 and score.low is None and score.value <= last,
             f"{minutes} minutes each: {score.cells()} after {last}")
        last = score.value
    must(last < 8, f"300 minutes cost nothing: {last}")


# ---- 7. taking back, looking back, splitting ------------------------------

def undo_gives_back_what_was(programs, seed):
    story, dice = Story(seed, counts=True), random.Random(seed)
    store = programs.store(story)
    texts = []
    names = list(story.exports)
    dice.shuffle(names)
    for name in names:
        store.load(name, story.exports[name])
        texts.append(store.text())
    # An export that changes, adds and removes rows of the one before.
    rows = copy.deepcopy(story.exports["reviews"])
    for row in rows[::3]:
        row.update(outcome="rejected", correction_minutes="9")
    store.load("reviews", rows[10:], file="changed")
    must(store.text() != texts[-1], "the changed export changed nothing")
    for number in range(len(names) + 1, 1, -1):
        store.run("undo", str(number))
        same_text(texts[number - 2], store.text(),
                  f"after undo of import {number}")
        store.run("verify")


def looking_back_sees_no_later_rows(programs, seed):
    story = Story(seed, counts=True)
    whole = programs.store(story).load_all(story.exports)
    dice = random.Random(seed)
    for _ in range(3):
        day = FIRST + dt.timedelta(dice.randrange(30, DAYS - 5))
        early = programs.store(story)
        for name, rows in story.exports.items():
            # Costs spread over their month, wherever they are filed.
            early.load(name, [r for r in rows if name == "costs" or (
                r.get("date") or r["reviewed_at"])[:10] <= str(day)])
        same_text(early.text(day), whole.text(day), f"as of {day}")


def two_halves_are_the_whole(programs, seed):
    story, dice = Story(seed, counts=True), random.Random(seed)
    whole = programs.store(story).load_all(story.exports)
    halves = programs.store(story)
    cut = str(FIRST + dt.timedelta(dice.randrange(20, DAYS - 20)))
    for name, rows in story.exports.items():
        if name == "reviews":       # rows with keys: split anywhere
            some = set(dice.sample(range(len(rows)), len(rows) // 2))
            first = [r for i, r in enumerate(rows) if i in some]
            second = [r for i, r in enumerate(rows) if i not in some]
        else:                       # a snapshot owns its days
            first = [r for r in rows if str(
                r.get("date") or r["reviewed_at"]) < cut]
            second = [r for r in rows if r not in first]
        halves.load(name, first, file=f"{name}-1")
        halves.load(name, second, file=f"{name}-2")
    same_text(whole.text(), halves.text(), "two halves and the whole")


def a_change_backwards_is_the_change_with_another_sign(programs, seed):
    story = Story(seed, counts=True)
    store = programs.store(story).load_all(story.exports)
    dice = random.Random(seed)
    weeks = [(FIRST + dt.timedelta(7 * i)).isocalendar()[:2]
             for i in range(2, DAYS // 7 - 1)]
    a, b = (f"{y}-W{w:02}" for y, w in dice.sample(weeks, 2))
    there, back = (list(csv.DictReader(io.StringIO(store.run(
        "diff", *pair, "--format", "csv")))) for pair in ((a, b), (b, a)))
    must(len(there) == len(back) > 0, f"diff {a} {b} has other rows back")

    def numbers(row, *cells):
        return [float(row[c]) if row[c] else None for c in cells]

    words = {"better": "worse", "worse": "better"}
    for one, other in zip(there, back):
        negated = [None if v is None else -v
                   for v in numbers(other, "change", "high", "low")]
        must(numbers(one, "change", "low", "high") == negated and
             one["before"] == other["after"] and
             one["after"] == other["before"] and
             words.get(one["word"], one["word"]) == other["word"],
             f"{one} is not {other} the other way round")


# ---- 8. condensing -------------------------------------------------------

PERIODS = ("week", "month", "quarter")
# Long enough after the story that two thirds of it may be condensed.
LATER = FIRST + dt.timedelta(60 * 7 + 100)


def condensable(programs, seed):
    """A store with rows that say the same, of every kind that has weights."""
    story = Story(seed, counts=True)
    story.workflows = story.workflows.replace(
        "owner_role: editor", "checkpoint: yes, owner_role: editor")
    exports = dict(story.exports, handoffs=story.handoffs(),
                   pulse=story.pulse(), **story.audited())
    exports["reviews"] = exports["reviews"] + story.crowd()
    return programs.store(story).load_all(exports), exports


def condense(store, *words):
    said = store.run("condense", *words, as_of=LATER)
    saved = re.search(r"([\d,]+) of ([\d,]+) bytes of these days", said)
    must(saved and all(f"{kind}: " in said for kind in (
        "corrections", "handoffs", "pulse")), f"condense said {said}")
    return [int(n.replace(",", "")) for n in saved.groups()]


def all_figures(store, as_of=LATER):
    return {p: store.figures(p, as_of) for p in PERIODS}


def condensing_changes_no_figure(programs, seed):
    store, _ = condensable(programs, seed)
    before = all_figures(store)
    condense(store, "--dry-run")
    store.run("verify")
    saved, whole = condense(store)
    must(0 < saved < whole, f"{saved} of {whole} bytes saved")
    store.run("verify")
    after = all_figures(store)
    for p in PERIODS:
        must(any(f.value for (m, _, _), f in before[p].items()
                 if m == "ping_pong"), f"no ping-pong by {p}")
        same_numbers(before[p], after[p], f"condensed, by {p}")
    if os.environ.get("V"):
        print(f"seed {seed}: {sum(map(len, before.values()))} figures the "
              f"same, {saved} of {whole} bytes saved")


def condensing_again_changes_no_figure(programs, seed):
    store, _ = condensable(programs, seed)
    condense(store)
    later = LATER + dt.timedelta(28)
    before = all_figures(store, later)
    said = store.run("condense", as_of=later)
    must("corrections: " in said, f"condensing again said {said}")
    store.run("verify")
    for p, figures in all_figures(store, later).items():
        same_numbers(before[p], figures, f"condensed again, by {p}")


def a_condensed_day_is_closed(programs, seed):
    """Old files change nothing; what is new there is set aside."""
    store, exports = condensable(programs, seed)
    condense(store)
    before = all_figures(store)
    for name in ("reviews", "handoffs", "pulse"):
        said = store.load(name, exports[name][::-1], file=f"{name}-again",
                          as_of=LATER)
        must("\n  0 added, 0 replaced, 0 removed;" in said and
             " 0 set aside" in said, f"{name} again: {said}")
    row = dict(exports["reviews"][-1], item_id="late", rating="2.5",
               reviewed_at=str(FIRST))
    said = store.load("reviews", [*exports["reviews"], row], file="late",
                      as_of=LATER)
    must(" 1 set aside" in said, f"a late row: {said}")
    for p, figures in all_figures(store).items():
        same_numbers(before[p], figures, f"old files again, by {p}")
    store.run("verify")


def undo_gives_back_what_was_condensed(programs, seed):
    store, _ = condensable(programs, seed)
    kinds = ("corrections", "handoffs", "pulse")
    facts = [store.run("facts", "--kind", k, as_of=LATER) for k in kinds]
    texts = all_figures(store)
    condense(store)
    numbers = [r["import"] for r in csv.DictReader(io.StringIO(
        store.run("list", "imports", "--format", "csv", as_of=LATER)))
        if r["profile"] == "(condensed)"]
    for number in reversed(numbers):
        store.run("undo", number, as_of=LATER)
        store.run("verify")
    must(facts == [store.run("facts", "--kind", k, as_of=LATER)
                   for k in kinds], "other facts than before")
    for p, figures in all_figures(store).items():
        same_numbers(texts[p], figures, f"after undo, by {p}")


def grouped(rows):
    """Reviews that have their output to themselves, by all their values."""
    seen = Counter((r["workflow"], r["step"], r["item_id"]) for r in rows
                   if r["step"] != "published")
    groups, out = Counter(), []
    for row in rows:
        if seen[row["workflow"], row["step"], row["item_id"]] > 1:
            out.append(row)
            continue
        row = dict(row, item_id="", reviewed_at=row["reviewed_at"][:10])
        groups[tuple(row.items())] += 1
    return out + [dict(key, item_id=f"group-{i}", n=n)
                  for i, (key, n) in enumerate(groups.items())]


def without_identity(figures):
    """A row that stands for many has no item that could be followed."""
    return {key: f for key, f in figures.items() if key[0] not in (
        "late_reviews", "late_review_minutes", "brief_coverage",
        "lead_median", "lead_p90", "productivity")}


def reviews_grouped_by_all_values_give_the_same_figures(programs, seed):
    """The demo's reviews, as they are and as a warehouse would count them."""
    dice = random.Random(seed)
    demo = programs.demo()
    rows = list(csv.DictReader(io.StringIO(
        demo.run("facts", "--kind", "corrections", as_of="2026-11-22"))))
    # With all columns hardly two reviews of a day are the same.
    blank = ["brief_id", "started_at", "campaign", *dice.sample(
        ["work_minutes", "review_minutes", "rating", "reviewer",
         "prompt_version", "channel"], 5)]
    for row in rows:
        for column in ("day", "source", "import", "line"):
            del row[column]
        row.update({column: "" for column in blank}, n="1")
    few = grouped(rows)
    must(len(few) < 0.96 * len(rows), f"{len(few)} groups of {len(rows)}")
    one, other = programs.like(demo), programs.like(demo)
    one.load("grouped", rows, as_of="2026-11-22")
    other.load("grouped", few, as_of="2026-11-22")
    for p in PERIODS:
        same_numbers(without_identity(one.figures(p, "2026-11-22")),
                     without_identity(other.figures(p, "2026-11-22")),
                     f"grouped, by {p}")


# ---- 9. costs that somebody adds up ----------------------------------------

def cents(cell):
    return round(float(cell["value"]) * 100)


def listed(doc, block):
    """Cents of the lines of a block's table, and of its total."""
    table = next(e for p in doc["parts"] for e in p["elements"]
                 if e["block"] == block and e["type"] == "table")
    at = table["columns"].index("This quarter")
    found = [cents(row[at]) for row in table["rows"]]
    return (found[:-1], found[-1]) if found else ([], None)


def listed_costs_add_up_to_the_cent(programs, seed):
    """Rows and items to the printed total, and the total to the figure."""
    story = Story(seed, counts=seed % 2 == 0)
    store = programs.store(story).load_all(story.exports)
    found, looked = store.figures(), 0
    for (metric, scope, first), cost in sorted(found.items()):
        last = found_end(first)
        if metric != "cost" or last >= AS_OF:
            continue
        paid, own = (found[m, (), first].value
                     for m in ("paid_out", "own_time"))
        must(near(cost.value or 0, (paid or 0) + (own or 0)),
             f"{first}: cost {cost.value} is not {paid} and {own}")
        doc = json.loads(store.run("show", "quarterly", "--format", "json",
                                   as_of=last + dt.timedelta(1)))
        now = store.figures(as_of=last + dt.timedelta(1))["cost", (), first]
        for block in ("costs", "cost_rows"):
            lines, total = listed(doc, block)
            must((total is None) == (now.value is None),
                 f"{first}, {block}: {total} and {now.value}")
            if total is None:
                continue
            looked += 1
            must(sum(lines) == total,
                 f"{first}, {block}: {sum(lines)} cents, printed {total}")
            must(abs(total - now.value * 100) <= 0.5 + 1e-6,
                 f"{first}, {block}: {total} cents of {now.value}")
    must(looked, "no quarter has costs")


def found_end(first):
    """The last day of the quarter."""
    day = dt.date.fromisoformat(first)
    return (day + dt.timedelta(95)).replace(day=1) - dt.timedelta(1)


LAWS = (totals_are_sums_of_parts,
        totals_with_counted_outputs_are_sums_of_steps,
        order_of_import_does_not_matter,
        order_of_rows_does_not_matter,
        importing_again_changes_nothing,
        a_weight_is_as_many_rows,
        one_more_usable_output_is_never_worse,
        a_longer_correction_is_never_better,
        evenly_longer_corrections_never_raise_the_score,
        undo_gives_back_what_was,
        looking_back_sees_no_later_rows,
        two_halves_are_the_whole,
        a_change_backwards_is_the_change_with_another_sign,
        condensing_changes_no_figure,
        condensing_again_changes_no_figure,
        a_condensed_day_is_closed,
        undo_gives_back_what_was_condensed,
        reviews_grouped_by_all_values_give_the_same_figures,
        listed_costs_add_up_to_the_cent)
