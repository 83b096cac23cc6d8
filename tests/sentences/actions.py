"""METRICS section 11 a second time: which approved actions pay, and the claims
about them.

From `tuneup figures` and playbook.yaml, and what `tuneup actions` says of
earlier decisions: what is under way there is not offered again.
"""
import datetime as dt
import os
import re
from dataclasses import dataclass

import yaml

from claims import CLAIMS, claim, limit_is, value_is, wrong
from figures import number, shown

SCOPES = {(): "all", ("workflow",): "workflow", ("workflow", "step"): "step",
          ("workflow", "tool"): "tool", ("component",): "component",
          ("input",): "input", ("channel",): "channel"}
HOURS = {"h": 1, "min": 1 / 60}
# Which hours go with which metrics: those that the playbooks here name.
SAVES = {"rework": "fixing", "usable": "fixing", "consistency": "fixing",
         "loop_hours": "loops", "friction": "handoffs",
         "manual_share": "handoffs", "mismatch_rate": "handoffs",
         "defect_distance": "lateness", "lateness_hours": "lateness",
         "escape_rate": "lateness", "message_altered": "lateness",
         "checkpoint_gaps": "lateness", "rework_by_input": "fixing"}
POOLS = {"handoffs": 1, "reviews": 2}       # all others share one
WASTE = {"fixing": "corrections and loops", "loops": "rework loops",
         "handoffs": "re-entering and reformatting", "reviews": "reviews",
         "lateness": "defects found late"}
IMMATURE = {"escape_rate", "escapes_per_100", "checkpoint_effectiveness"}
TITLES = {"Rework rate": "rework", "Usable without edit": "usable",
          "Output consistency": "consistency", "Handoff friction": "friction",
          "Rework loop hours": "loop_hours",
          "Manual handoff share": "manual_share", "Escape rate": "escape_rate",
          "Steps from origin to discovery": "defect_distance",
          "Cost of lateness": "lateness_hours",
          "Core message altered": "message_altered",
          "Checkpoint gaps": "checkpoint_gaps",
          "Rework by input": "rework_by_input"}


@dataclass
class Offer:
    id: str
    saves: str
    wasted: float
    reduction: float
    setup: float
    hours: float
    money: float


class Playbook:
    def __init__(self, folder):
        path = os.path.join(folder, "playbook.yaml")
        self.actions = []
        if os.path.exists(path):
            with open(path, encoding="utf-8") as f:
                self.actions = yaml.safe_load(f)["actions"]
        with open(os.path.join(folder, "tuneup.yaml"), encoding="utf-8") as f:
            self.rate = float(str(yaml.safe_load(f).get("default_rate", 0))
                              .split()[0])
        self.by_id = {a["id"]: a for a in self.actions}

    def learn(self, rows):
        """Earlier tries, from the rows of `tuneup actions` (METRICS 11)."""
        self.decided = rows
        for a in self.actions:
            mine = [r for r in rows if r["action"] == a["text"]]
            judged = [r for r in mine if r["verdict"] in (
                "worked", "made it worse", "less than promised")]
            measured = [1 - float(r["after"]) / float(r["before"])
                        for r in mine if r["verdict"] and r["after"] and
                        float(r["before"])]
            delta = float(str(a.get("reduction", "25 %")).split()[0]) / 100
            a["delta"] = min(1, max(0, (3 * delta + sum(measured)) /
                                    (3 + len(measured))))
            a["worked"] = sum(r["verdict"] == "worked" for r in judged)
            a["judged"] = len(judged)
            a["pi"] = (a["worked"] + 1) / (a["judged"] + 2)

    def mark(self, text):
        """Approved texts become their ids."""
        for a in self.actions:
            for t in (a["text"], a["text"][0].lower() + a["text"][1:]):
                text = text.replace(t, f"<{a['id']}>")
        return text


def amount(text, metric):
    """A value of `when` in the figure's unit."""
    number, _, unit = text.partition(" ")
    if unit == "%":
        return float(number) / 100
    if unit in HOURS:
        hours = float(number) * HOURS[unit]
        return hours if metric.endswith("hours") else hours * 60
    return float(number)


def weeks(r):
    return ((min(r.last, r.as_of) - r.first).days + 1) / 7


def scope_of(dims):
    return SCOPES.get(tuple(d for d, _ in dims))


def immature(r, metric):
    return metric in IMMATURE and r.last > r.as_of - dt.timedelta(21)


def is_met(r, action, metric, dims, f):
    _, op, *value = action["when"].split(" ", 2)
    if f.value is None or f.last > r.as_of or f.verdict == "incomplete":
        return False
    if op == "degrading":
        c = r.chart(metric, dict(dims).get("workflow"), "rate", -1)
        return bool(c) and c.trend == "degrading"
    value = value[0]
    size, low, high = f.value, f.low, f.high
    if value.endswith(" a week"):
        value, size, low, high = value[:-7], size / weeks(r), None, None
    limit = r.limit if value == "limit" else amount(value, metric)
    if op == "above":
        return (size if low is None else low) > limit
    return (size if high is None else high) < limit


def wasted(r, saves, dims):
    scope = {d: t for d, t in dims if d not in ("component", "input")}
    workflow = {d: t for d, t in scope.items() if d == "workflow"}

    def value(metric, where):
        f = r.now(metric, **where)
        return None if f is None else f.value

    if saves == "fixing":
        parts = [value(m, workflow) for m in ("correction_hours",
                                              "loop_hours")]
        if parts == [None, None]:
            return None
        hours = sum(p or 0 for p in parts)
        if scope != workflow:
            f = r.now("correction_minutes", **scope)
            if f is None or f.value is None:
                return None
            hours = min(hours, f.value * f.n / 60)
    elif saves == "handoffs":
        minutes = value("reformat_minutes", scope)
        hours = None if minutes is None else minutes / 60
    else:
        hours = value({"loops": "loop_hours", "reviews": "review_hours",
                       "lateness": "lateness_hours"}[saves], scope)
    return None if hours is None else max(0, hours / weeks(r))


def problem_of(cause, dims):
    scope = dict(dims)
    if "workflow" in scope:
        scope = {"workflow": scope["workflow"]}
    for everybodys in ("component", "input"):
        scope.pop(everybodys, None)
    return cause, tuple(scope.items())


def hour_value(r):
    f = r.now("hourly_rate")
    return r.playbook.rate if f is None or f.value is None else f.value


def input_hours(r):
    """What incomplete input costs all work a week; None: not measured."""
    gap, bad = r.now("rework_by_input"), r.now("rework_incomplete")
    median = r.now("correction_median")
    if not gap or gap.value is None or not median or median.value is None:
        return None
    if gap.low <= 0:
        return 0
    return gap.value * bad.n * median.value / 60 / weeks(r)


def offer_of(r, action, metric, dims):
    saves = action.get("saves", SAVES[metric])
    w = wasted(r, saves, dims)
    if w is None:
        return None
    if action["cause"] == "input" and not [d for d, _ in dims
                                           if d != "input"]:
        caused = input_hours(r)
        w = w if caused is None else min(w, caused)
    reduction = action["delta"]
    setup = amount(action["setup"], "hours")
    hours = w * reduction * action["pi"] - setup / 13
    return Offer(action["id"], saves, w, reduction, setup, hours,
                 hours * hour_value(r))


def under_way(r, action, problem):
    """Accepted there and without its last verdict."""
    where = ", ".join(text for _, text in problem[1])
    return any(row["action"] == action["text"] and row["where"] == where and
               row["state"] in ("open", "late", "being measured")
               for row in r.playbook.decided)


def offers(r):
    """{(cause, scope): the three best that pay}"""
    found = {}
    for (metric, dims, first), f in r.figures[r.kind].rows.items():
        if first != r.first or immature(r, metric):
            continue
        for action in r.playbook.actions:
            if action["when"].split()[0] != metric or scope_of(dims) not in (
                    action.get("scopes") or ["workflow"]):
                continue
            if not is_met(r, action, metric, dims, f):
                continue
            offer = offer_of(r, action, metric, dims)
            problem = problem_of(action["cause"], dims)
            if offer is None or offer.hours <= 0 or \
                    under_way(r, action, problem):
                continue
            mine = found.setdefault(problem, {})
            if offer.id not in mine or offer.hours > mine[offer.id].hours:
                mine[offer.id] = offer
    return {key: sorted(mine.values(), key=lambda o: (-o.hours, o.id))[:3]
            for key, mine in found.items()}


def together(found):
    """Gains of actions on the same minutes count once."""
    total = 0
    for pool in range(3):
        workflows, other = {}, 0
        for (_, scope), mine in found.items():
            best = max((o.hours for o in mine
                        if POOLS.get(o.saves, 0) == pool), default=0)
            if "workflow" in dict(scope):
                workflows[scope] = max(best, workflows.get(scope, 0))
            else:
                other = max(best, other)
        total += max(sum(workflows.values()), other)
    return total


# ---- the table --------------------------------------------------------------

def read_table(r):
    """Every action of the report's table is one of ours, with its numbers."""
    tables = [e for e in r.elements("recommendations")
              if e["type"] == "table"]
    found = {key: list(mine) for key, mine in offers(r).items()}
    ours = sorted(o.hours for mine in found.values() for o in mine)
    theirs = []
    for table in tables:
        at = {name: i for i, name in enumerate(table["columns"])}
        for row in table["rows"]:
            gain = row[at["Gain, h a week"]].get("value")
            text = row[at["Approved action"]]["text"]
            if gain is None:
                if not text.startswith(("No approved action",
                                        "Every approved action")):
                    yield wrong(text, "is no approved action")
                continue
            theirs.append(gain)
            id = r.playbook.mark(text)[1:-1]
            if not any(o.id == id and near(o.hours, gain, 1e-4) and
                       near(o.money, row[at["Worth a week"]]["value"], 1e-4)
                       and abs(o.setup - row[at["Set-up, h"]]["value"]) < 1e-9
                       for mine in found.values() for o in mine):
                yield wrong(text, f"{gain} h a week is none of ours")
    if tables and (len(ours) != len(theirs) or any(
            not near(a, b, 1e-4) for a, b in zip(ours, sorted(theirs)))):
        yield wrong("the table", f"{sorted(theirs)}, ours are {ours}")


# ---- claims -------------------------------------------------------------------

GAIN = r"(?P<gain>[\d.]+) (?P<unit>h|min)"


def gain_is(m, hours, tried=False):
    """tried: what it did before was measured up to the weeks of the report,
    by `tuneup actions` up to its day: a few per cent apart."""
    scale = 1 if m["unit"] == "h" else 60
    if tried:
        return near(number(m["gain"]) / scale, hours, 0.05)
    return shown(m["gain"], max(hours * scale, 1) if scale == 60 else hours)


def near(a, b, share):
    return abs(a - b) <= share * max(abs(a), abs(b))


def tried(r, o):
    return bool(r.playbook.by_id[o.id]["judged"])


def money_is(r, o, text):
    return (near(number(text), o.money, 0.05) if tried(r, o) else
            shown(text, o.money))


def any_offer(r, check):
    return any(check(o) for mine in offers(r).values() for o in mine)


@claim(rf"^Approved actions could give back {GAIN} a week$")
def headline(m, r):
    total = together(offers(r))
    if not gain_is(m, total):
        yield wrong(m[0], f"ours is {total}")


@claim(rf"(?:; )?(?:or )?[A-C]: <(?P<id>[a-z0-9-]+)> \({GAIN} a week, "
       r"{MONEY:money}\)\.?")
def agenda_action(m, r):
    if not any_offer(r, lambda o: o.id == m["id"] and
                     gain_is(m, o.hours, tried(r, o)) and
                     money_is(r, o, m["money"][4:])):
        yield wrong(m[0], "is not offered")


@claim(rf"Approved: <(?P<id>[a-z0-9-]+)> \({GAIN} a week, {{NUM:setup}} h "
       r"to set up\)\.")
def asked(m, r):
    if not any_offer(r, lambda o: o.id == m["id"] and
                     gain_is(m, o.hours, tried(r, o)) and
                     shown(m["setup"], o.setup)):
        yield wrong(m[0], "is not offered")


@claim(rf"^{GAIN} a week, worth {{MONEY:money}}; {{NUM:setup}} h to set up, "
       r"(?P<tried>not tried yet|worked in {INT:x} of {INT:n} tries|(?P<once>"
       r"worked|did not work) the one time it was tried)\.")
def bet(m, r):
    def same(o):
        a = r.playbook.by_id[o.id]
        said = ((number(m["x"]), number(m["n"])) if m["n"] else
                (int(m["once"] == "worked"), 1) if m["once"] else (0, 0))
        return (gain_is(m, o.hours, tried(r, o)) and
                money_is(r, o, m["money"][4:]) and
                shown(m["setup"], o.setup) and
                said == (a["worked"], a["judged"]))

    if not any_offer(r, same):
        yield wrong(m[0], "is not offered")


@claim(rf"(?P<what>{'|'.join(TITLES)}) of (?P<where>[^:]+): {{NUM:v}}(?P<unit> "
       r"%| h| min)?(?P<week> a week)?(?: \({INT:x} of {INT:n}(?:, {NUM:low}–"
       r"{NUM:high} %)?\))?, (?:(?P<trend>and degrading)|(?P<side>above|below) "
       r"(?:the limit of {NUM:limit} %|(?P<value>[^;]+))); (?P<waste>"
       rf"{'|'.join(WASTE.values())}) took {{NUM:w}} h a week\.")
def evidence(m, r):
    name, _, part = m["where"].partition(", ")
    scope = {} if name == "all work" else {"workflow": r.subject(name)}
    if part:
        scope["step"] = part
    metric = TITLES[m["what"]]
    f = r.now(metric, **scope)
    if m["week"] and f and f.value is not None:
        if not shown(m["v"], f.value / weeks(r)):
            yield wrong(m["v"], f"the figure is {f.value} in all")
    else:
        yield from value_is(m["v"], f, 100 if m["unit"] == " %" else 1)
    if m["limit"]:
        yield from limit_is(r, m["limit"])
    for text, want in ((m["x"], f and f.x), (m["n"], f and f.n)):
        if text and not shown(text, want):
            yield wrong(text, f"the figure has {want}")
    dims = tuple(scope.items())
    saves = next(k for k, v in WASTE.items() if v == m["waste"])
    w = wasted(r, saves, dims)
    if w is None or not shown(m["w"], w):
        yield wrong(m["w"], f"{w} h a week were lost")
    if not any(is_met(r, a, metric, dims, f) for a in r.playbook.actions
               if a["when"].split()[0] == metric):
        yield wrong(m[0], "meets no trigger")


@claim(rf"(?P<waste>(?i:{'|'.join(WASTE.values())})) still take more than "
       r"{NUM:left} h a week over four complete weeks with it\.")
def disproof(m, r):
    if not any_offer(r, lambda o: WASTE[o.saves] == m["waste"].lower() and
                     (near(number(m["left"]), o.wasted * (1 - o.reduction),
                           0.05) if tried(r, o) else
                      shown(m["left"], o.wasted * (1 - o.reduction)))):
        yield wrong(m[0], "promises nothing that is offered")


def claims_of_actions():
    """These come first: what they name is in no other sentence."""
    mine = [c for c in CLAIMS if c[1].__module__ == __name__]
    return mine + [c for c in CLAIMS if c[1].__module__ != __name__]
