"""The 5 % sample: METRICS.md sections 9 and 16.

Shares are Fractions until the interval. The order of a draw is written out
from its definition; what is not said in METRICS.md is in README.md.
"""
import csv
import datetime as dt
import hmac
import math
import os
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from fractions import Fraction
from zoneinfo import ZoneInfo

import stats

COUNTS = ("sample_members", "sample_required", "sample_plain",
          "sample_cannot_judge", "sample_not_drawn")
WORDS = ("relevant", "borderline", "not_relevant")
FEWEST = 20


@dataclass
class List:
    period: str
    segment: str
    first: dt.date
    last: dt.date
    members: set = field(default_factory=set)
    drawn: list = field(default_factory=list)
    plain: int = 0
    said: dict = field(default_factory=dict)    # member: [Vote]

    def verdicts(self):
        """The word of each drawn member that was judged."""
        return [word_of(self.said[m]) for m in self.drawn if m in self.said]

    @property
    def judged(self):
        return sum(w != "cannot_judge" for w in self.verdicts())

    @property
    def relevant(self):
        return self.verdicts().count("relevant")


@dataclass
class Vote:
    rater: str
    word: str
    rating: str
    n: int


def word_of(votes):
    """The most votes; a tie at the top is borderline."""
    count = Counter()
    for v in votes:
        if v.word != "cannot_judge":
            count[v.word] += v.n
    if not count:
        return "cannot_judge"
    top = [w for w, n in count.items() if n == max(count.values())]
    return top[0] if len(top) == 1 else "borderline"


# ---- exports ---------------------------------------------------------------

def days_of(period, quarter_starts):
    """First and last day of 2026-W09, 2026-11, 2026-Q4 or a day."""
    if "W" in period:
        year, week = period.split("-W")
        first = dt.date.fromisocalendar(int(year), int(week), 1)
        return first, first + dt.timedelta(6)
    if "Q" in period:
        year, quarter = period.split("-Q")
        month = quarter_starts + 3 * (int(quarter) - 1)
        first, length = (int(year), month), 3
    elif len(period) == 7:
        first, length = tuple(map(int, period.split("-"))), 1
    else:
        return dt.date.fromisoformat(period), dt.date.fromisoformat(period)

    def start(year, month):
        return dt.date(year + (month - 1) // 12, (month - 1) % 12 + 1, 1)

    return (start(*first),
            start(first[0], first[1] + length) - dt.timedelta(1))


class Samples:
    """Lists and verdicts of a folder, as they are read."""

    def __init__(self, folder, moment, workspace):
        self.members, self.verdicts = [], []
        for name in sorted(os.listdir(folder)):
            path = os.path.join(folder, name)
            if not name.endswith(".csv"):
                continue
            try:
                with open(path, newline="", encoding="utf-8-sig") as f:
                    rows = list(csv.DictReader(f))
            except UnicodeDecodeError:
                continue
            if rows and "member_id" in rows[0]:
                self.read_members(rows, workspace.quarter_starts)
            elif rows and "sample_id" in rows[0]:
                self.read_verdicts(name, rows, moment,
                                   ZoneInfo(workspace.zone))
        self.verdicts.sort(key=lambda v: v[:3])
        self.days = ([last for *_, last in self.members] +
                     [v[0] for v in self.verdicts])

    def read_members(self, rows, quarter_starts):
        for r in rows:
            period = r.get("period") or r["date"]
            self.members.append((period, r["segment"], r["member_id"],
                                 *days_of(period, quarter_starts)))

    def read_verdicts(self, name, rows, moment, zone):
        for line, r in enumerate(rows):
            at, day, bare = moment(r["at"], zone)
            self.verdicts.append((
                day, name.split(".")[0], line, (at, not bare),
                r["sample_id"], Vote(r["rater"], r["verdict"], r["rating"],
                                     int(r.get("n") or 1))))


# ---- the draw --------------------------------------------------------------

def draw(ws, one):
    n = len(one.members)
    one.plain = math.ceil(ws.sample_share * n)
    required = min(n, max(ws.sample_minimum, one.plain))

    def rank(member):
        text = "\0".join(("tuneup sample 1", one.period, one.segment, member))
        digest = hmac.digest(ws.draw_key, text.encode(), "sha256")
        return digest[:8], member.encode()

    one.drawn = sorted(one.members, key=rank)[:required]


def lists_of(story):
    """Every list up to today, with what was said of its members; and every
    verdict as (day, n, is its member on a list?)"""
    found = {}
    for period, segment, member, first, last in story.samples.members:
        if last <= story.as_of:
            found.setdefault((period, segment), List(
                period, segment, first, last)).members.add(member)
    latest = defaultdict(dict)
    for number, (day, _, _, at, sample, vote) in enumerate(
            story.samples.verdicts):
        if day > story.as_of:
            continue
        if not story.workspace.people:
            vote = Vote("", vote.word, vote.rating, vote.n)
        elif vote.rater:
            vote = Vote(vote.rater, vote.word, vote.rating, 1)
        key = vote.rater or number
        if key not in latest[sample] or at >= latest[sample][key][0]:
            latest[sample][key] = at, vote, day
    for one in found.values():
        draw(story.workspace, one)
        for member in one.members:
            votes = latest.get(f"{one.period}/{one.segment}/{member}")
            if votes:
                one.said[member] = [v for _, v, _ in votes.values()]
    ids = {f"{o.period}/{o.segment}/{m}" for o in found.values()
           for m in o.members}
    given = [(day, v.n, sample in ids) for sample, votes in latest.items()
             for _, v, day in votes.values()]
    return sorted(found.values(),
                  key=lambda o: (o.last, o.first, o.segment)), given


# ---- rates -----------------------------------------------------------------

def accuracy(story, lists):
    """(p, low, high, effective n of the bound); None: partial or nothing."""
    if not lists or any(not o.judged for o in lists):
        return None
    whole = sum(len(o.members) for o in lists)
    p = variance = plain = Fraction(0)
    for o in lists:
        n, size = o.judged, len(o.members)
        w = Fraction(size, whole)
        p += w * Fraction(o.relevant, n)
        variance += w * w * (1 - Fraction(n, size)) / n
        plain += w * w / n
    p = float(p)
    if not variance:
        return p, p, p, None
    n = float(1 / variance)
    low, high = stats.wilson(p * n, n, stats.z_for(
        story.workspace.rates_confidence))
    return p, 0.0 if p == 0 else low, 1.0 if p == 1 else high, \
        float(1 / plain)


def draws_of(lists):
    """The lists of each period, judged in all of its segments."""
    draws = defaultdict(list)
    for o in lists:
        draws[o.first, o.last].append(o)
    return [d for d in draws.values() if all(o.judged for o in d)]


def baseline(story, lists):
    """(its last day, its lists); None without a complete draw."""
    draws = draws_of(lists)
    if not draws:
        return None
    first = min(d[0].first for d in draws)
    first -= dt.timedelta(first.weekday())
    last = first + dt.timedelta(7 * story.workspace.baseline_weeks - 1)
    return last, [o for d in draws if first <= d[0].first <= last for o in d]


def change(story, now, lists, first):
    """p1/p0 - 1 and its MOVER limits."""
    base = baseline(story, lists)
    if now is None or base is None or first <= base[0]:
        return None, None, None
    p1, l1, u1, _ = now
    p0, l0, u0, _ = accuracy(story, base[1])
    if p0 == 0:
        return None, None, None
    low, high = stats.ratio(p1, l1, u1, p0, l0, u0)
    return p1 / p0 - 1, low - 1, None if high is None else high - 1


# ---- agreement -------------------------------------------------------------

def voices(lists, value):
    """[[(rater, value), ...] of each drawn member with two or more]"""
    found = []
    for o in lists:
        for member in o.drawn:
            said = [(v.rater, value(v)) for v in o.said.get(member, [])
                    if v.rater and v.word != "cannot_judge"]
            said = [(r, x) for r, x in said if x != ""]
            if len(said) >= 2:
                found.append(said)
    return found


def kappa(items):
    raters = {r for said in items for r, _ in said}
    if len(raters) != 2 or any(len(said) != 2 for said in items):
        return None
    one = min(raters)
    pairs = [tuple(x for _, x in sorted(said, key=lambda s: s[0] != one))
             for said in items]
    seen = Fraction(sum(a == b for a, b in pairs), len(pairs))
    first, second = (Counter(p[i] for p in pairs) for i in (0, 1))
    chance = sum(Fraction(first[w] * second[w], len(pairs) ** 2)
                 for w in WORDS)
    return None if chance == 1 else (seen - chance) / (1 - chance)


def agreement_figures(story, lists):
    said = voices(lists, lambda v: v.word)
    rated = voices(lists, lambda v: v.rating)
    enough = len(said) >= FEWEST
    alike = sum(len({x for _, x in item}) == 1 for item in said)
    row = (None, None, None, len(said), alike)
    if enough:
        row = (alike / len(said), *stats.wilson(
            alike, len(said), stats.z_for(
                story.workspace.rates_confidence)), len(said), alike)
    yield "reviewer_agreement", row
    yield "cohen_kappa", (kappa(said) if enough else None, None, None,
                          len(said))
    for metric, items, ordered in (("verdict_alpha", said, False),
                                   ("rating_alpha", rated, True)):
        values = [[WORDS.index(x) if x in WORDS else Fraction(x)
                   for _, x in item] for item in items]
        yield metric, (stats.alpha(values, ordered)
                       if len(items) >= FEWEST else None, None, None,
                       len(items))


# ---- all of it -------------------------------------------------------------

def sample_figures(story, lists, every, period):
    now = accuracy(story, lists)
    judged, relevant = (sum(o.judged for o in lists),
                        sum(o.relevant for o in lists))
    done = sum(len(o.verdicts()) for o in lists)
    required = sum(len(o.drawn) for o in lists)
    counts = (sum(len(o.members) for o in lists), required,
              sum(o.plain for o in lists), done - judged,
              sum(len(set(o.said) - set(o.drawn)) for o in lists))
    for metric, n in zip(COUNTS, counts):
        yield metric, (n if lists else None,)
    yield "sample_compliance", (
        Fraction(done, required) if lists else None, None, None, required,
        done)
    yield "sample_bad", (judged - relevant if judged else None, None, None,
                         judged)
    upper = None
    if now:
        p, _, _, n = now
        upper = 1 - p if n is None else stats.upper(
            (1 - p) * n, n, story.workspace.rates_confidence)
    yield "sample_bad_bound", (upper,)
    yield "targeting_accuracy", (*(now[:3] if now else (None,) * 3), judged,
                                 relevant)
    yield "targeting_change", (*change(story, now, every, period[0]), judged)
    yield from agreement_figures(story, lists)


def sample_rows(story, periods, scope_of, workflow_scope):
    """(metric, scope, period, cells of a Row)"""
    lists, given = lists_of(story)
    every, cells = defaultdict(list), defaultdict(list)
    for period in periods:
        cells[workflow_scope(""), period]       # makes it
    for o in lists:
        period = next(p for p in periods if o.last <= p[1])
        for scope in (workflow_scope(""), scope_of(("segment",), o)):
            every[scope].append(o)
            if o.first >= period[0]:
                cells[scope, period].append(o)
    for (scope, period), inside in cells.items():
        for metric, found in sample_figures(story, inside, every[scope],
                                            period):
            yield metric, scope, period, found
    for period in periods:
        inside = [(n, known) for day, n, known in given
                  if period[0] <= day <= period[1]]
        yield "sample_unmatched", workflow_scope(""), period, (
            sum(n for n, known in inside if not known) if inside else None,
            None, None, sum(n for n, _ in inside))
