"""Input quality, its link to rework, items with a brief: METRICS.md sections
5 and 16, requirement R11.

An audit of a record (an input and an id) are its cells of one day. What is not
said in the definitions is in README.md.
"""
import csv
import datetime as dt
import os
from collections import defaultdict
from dataclasses import dataclass, field
from fractions import Fraction

import stats

WEIGHTS = {"completeness": "0.35", "validity": "0.25", "uniqueness": "0.15",
           "freshness": "0.15", "consistency": "0.10"}
FAULTS = {"completeness": "missing", "validity": "invalid",
          "uniqueness": "duplicate", "freshness": "stale",
          "consistency": "inconsistent"}
STATES = {"ok", *FAULTS.values()}
OWN = ("date", "input", "record_id", "field", "state", "critical_missing")


@dataclass
class Audit:
    day: dt.date
    source: str
    input: str
    record: str
    cells: dict = field(default_factory=dict)   # field: state
    critical_missing: int = None


def facts_of(row):
    """(field, state, critical_missing) of one line: a column a field, or the
    columns field and state."""
    missing = row.get("critical_missing") or None
    missing = int(missing) if missing is not None else None
    if "state" in row:
        if bool(row["field"]) == bool(row["state"]):    # or set aside
            yield row["field"], row["state"].lower(), missing
        return
    said = [(name, cell.lower()) for name, cell in row.items()
            if name not in OWN and cell and cell.lower() in STATES]
    for name, state in said:
        yield name, state, None
    if missing is not None or not said:
        yield "", "", missing


def read_file(path, source):
    """The last line of a key (day, input, record, field) counts."""
    facts = {}
    with open(path, newline="", encoding="utf-8-sig") as f:
        for row in csv.DictReader(f):
            record = (dt.date.fromisoformat(row["date"]), row["input"],
                      row["record_id"])
            for name, state, missing in facts_of(row):
                facts[(*record, name)] = state, missing
    audits = {}
    for (day, kind, record, name), (state, missing) in facts.items():
        audit = audits.setdefault((day, kind, record),
                                  Audit(day, source, kind, record))
        if name and state:
            audit.cells[name] = state
        if missing is not None:
            audit.critical_missing = max(
                missing, audit.critical_missing or 0)
    return list(audits.values())


def read_audits(folder):
    found = []
    for name in sorted(os.listdir(folder)):
        path = os.path.join(folder, name)
        if not name.endswith(".csv"):
            continue
        with open(path, "rb") as f:
            first = f.readline().decode("utf-8-sig", "replace")
        if "record_id" in first.strip().split(","):
            found += read_file(path, name.split(".")[0])
    return found


# ---- records ---------------------------------------------------------------

class Records:
    """The latest audit of each record up to a day."""

    def __init__(self, audits):
        self.history = defaultdict(dict)    # record: {day: audit}
        self.inputs = defaultdict(set)      # id: records
        for a in sorted(audits, key=lambda a: a.source):
            self.history[a.input, a.record][a.day] = a
            self.inputs[a.record].add((a.input, a.record))

    def at(self, record, day):
        days = [d for d in self.history[record] if d <= day]
        return self.history[record][max(days)] if days else None

    def all_at(self, day):
        found = (self.at(record, day) for record in list(self.history))
        return [a for a in found if a]

    def brief(self, name, day):
        """The one audited record that an id names, or why there is none."""
        if not name:
            return "blank"
        found = [a for a in (self.at(r, day) for r in
                             self.inputs.get(name, ())) if a]
        if len(found) == 1:
            return found[0]
        return "several" if found else "unknown"


def completeness(audit, critical):
    """True, False or None: not said."""
    if not audit.cells:
        if audit.critical_missing is None:
            return None
        return audit.critical_missing <= 0
    states = [state for name, state in audit.cells.items()
              if (audit.input, name) in critical]
    return "missing" not in states if states else None


# ---- the score -------------------------------------------------------------

def parts_of(states):
    there = [s for s in states if s != "missing"]
    for part, fault in FAULTS.items():
        asked = states if part == "completeness" else there
        yield part, sum(s != fault for s in asked), len(asked)


def part_rows(states):
    for part, x, n in parts_of(states):
        yield f"input_{part}", (Fraction(x, n) if n else None, None, None,
                                n, x)


def score(ws, audits):
    states = [s for a in audits for s in a.cells.values()]
    weight = total = Fraction(0)
    for part, x, n in parts_of(states):
        if n:
            weight += ws.input_weights[part]
            total += ws.input_weights[part] * Fraction(x, n)
    if not weight:
        return None
    total = 100 * total / weight
    fields = defaultdict(list)
    for a in audits:
        for name, state in a.cells.items():
            if (a.input, name) in ws.critical:
                fields[a.input, name].append(state != "missing")
    closed = any(Fraction(sum(said), len(said)) < ws.input_gate
                 for said in fields.values())
    return min(total, ws.input_cap) if closed else total


def level_rows(ws, audits):
    yield "input_quality", (score(ws, audits),)
    yield from part_rows([s for a in audits for s in a.cells.values()])
    yield "input_records", (len(audits) or None,)


def field_rows(audits):
    """(field, metric, cells of a Row)"""
    fields = defaultdict(list)
    for a in audits:
        for name, state in a.cells.items():
            fields[name].append(state)
    for name, states in fields.items():
        for metric, found in part_rows(states):
            yield name, metric, found
        ok = states.count("ok")
        yield name, "input_field_ok", (Fraction(ok, len(states)), None, None,
                                       len(states), ok)


# ---- the link and the coverage ------------------------------------------

def share(x, n, z):
    if not n:
        return None, None, None, n, x
    return (Fraction(x, n), *stats.wilson(x, n, z), n, x)


def link_rows(story, records, outputs, last):
    ws = story.workspace
    z = stats.z_for(ws.rates_confidence)
    known, hit, unknown = (defaultdict(int) for _ in range(3))
    for o in outputs:
        audit = records.brief(o.brief, last)
        if isinstance(audit, str):
            continue
        side = completeness(audit, ws.critical)
        if o.verdict == "unknown":
            unknown[side] += o.n
        else:
            known[side] += o.n
            hit[side] += o.n * (o.verdict == "rework")
    yield "rework_incomplete", share(hit[False], known[False], z)
    yield "rework_complete", share(hit[True], known[True], z)
    if not (known[False] and known[True]):
        yield "rework_by_input", (None, None, None, known[False], hit[False])
        return
    low, high = stats.newcombe(hit[False], known[False], hit[True],
                               known[True], z)
    verdict = ("" if last > story.as_of else
               "incomplete" if any(
                   unknown[s] > ws.unknown_limit * (known[s] + unknown[s])
                   for s in (True, False)) else
               "yes" if low > 0 else "no" if high < 0 else "not clear yet")
    yield "rework_by_input", (
        Fraction(hit[False], known[False]) - Fraction(hit[True], known[True]),
        low, high, known[False], hit[False], verdict)


def coverage(story, records, outputs, last, unaudited):
    """Items that name one brief that was audited by then."""
    items, n, x = defaultdict(set), 0, 0
    for o in outputs:
        if o.workflow in unaudited:
            continue
        if o.n > 1:
            n += o.n
            x += o.n * (not isinstance(records.brief(o.brief, last), str))
            continue
        items[o.workflow, o.item] |= {o.brief} - {""}
    n += len(items)
    x += sum(len(names) == 1 and
             not isinstance(records.brief(*names, last), str)
             for names in items.values())
    if not n:
        return (None,)
    return share(x, n, stats.z_for(story.workspace.rates_confidence))


# ---- all of it -------------------------------------------------------------

def input_rows(story, periods, workflow_scope, dims, lists_corrected):
    """(metric, scope, period, cells of a Row)"""
    def scope_of(kind, name=""):
        return tuple(kind if d == "input" else name if d == "field" else ""
                     for d in dims)

    records = Records([a for a in story.audits if a.day <= story.as_of])
    named = {o.workflow for o in story.outputs if o.brief}
    audited = {o.workflow for o in story.outputs if not isinstance(
        records.brief(o.brief, story.as_of), str)}
    cells = defaultdict(list)
    for period in periods:
        cells[workflow_scope(""), period]       # makes it
    for o in story.outputs:
        period = next(p for p in periods if o.day <= p[1])
        cells[workflow_scope(""), period].append(o)
        if records.history:
            cells[workflow_scope(o.workflow or "(none)"), period].append(o)
    for period in periods:
        levels = defaultdict(list)
        for a in records.all_at(period[1]):
            levels[a.input].append(a)
        for kind, audits in levels.items():
            for metric, found in level_rows(story.workspace, audits):
                yield metric, scope_of(kind), period, found
            for name, metric, found in field_rows(audits):
                yield metric, scope_of(kind, name), period, found
        for metric, found in level_rows(story.workspace,
                                        sum(levels.values(), [])):
            yield metric, workflow_scope(""), period, found
    for (scope, period), outputs in cells.items():
        last = period[1]
        if scope != workflow_scope(""):
            used = {id(a): a for a in (records.brief(o.brief, last)
                                       for o in outputs)
                    if not isinstance(a, str)}
            for metric, found in level_rows(story.workspace,
                                            list(used.values())):
                yield metric, scope, period, found
        asked = [o for o in outputs if not lists_corrected(o)]
        for metric, found in link_rows(story, records, asked, last):
            yield metric, scope, period, found
        yield "brief_coverage", scope, period, (
            coverage(story, records, outputs, last, named - audited)
            if records.history and named else (None,))
