"""The edges of `tuneup map --format lucid`, beside the handoffs of a quarter
computed from the exports: each edge with its number of handoffs and its words,
by METRICS section 6 and the rules of src/report/map.h.
"""
import csv
from collections import Counter
from decimal import ROUND_HALF_UP, Decimal

NONE = "(none)"


def rounded(value, digits):
    return Decimal(repr(float(value))).quantize(
        Decimal(1).scaleb(-digits), ROUND_HALF_UP)


def read_map(path):
    """{(lane, from, to, words): how often}"""
    with open(path, newline="", encoding="utf-8") as f:
        rows = {r["Id"]: r for r in csv.DictReader(f)}
    found = Counter()
    for r in rows.values():
        if r["Name"] != "Line" or not r["Text Area 1"]:
            continue
        a, b = rows[r["Line Source"]], rows[r["Line Destination"]]
        found[rows[a["Contained By"]]["Text Area 1"], a["Text Area 1"],
              b["Text Area 1"], r["Text Area 1"]] += 1
    return found


def step_words(workflow, step):
    node = workflow.steps.get(step) if workflow else None
    if not node:
        return {"": NONE, "published": "Published"}.get(step, step)
    name, tool = node.get("name", step), node.get("tool")
    return f"{name} ({tool})" if tool else str(name)


def cost_words(value, volume):
    """value(metric): None where it is not known."""
    friction, lost = value("friction"), value("reformat_minutes")
    if friction is not None:
        v = 100 * friction
        return f"{rounded(v, 1 if 0 < v < 9.95 else 0):,} of 100"
    shares = [(value("manual_share"), "by hand"),
              (value("mismatch_rate"), "mismatch")]
    shares += [(None if value(m) is None else value(m) / volume, word)
               for m, word in (("handoff_failures", "failed"),
                               ("handoff_retries", "retried"))]
    known = [(s, word) for s, word in shares if s is not None]
    if lost:
        return f"{rounded(lost, 0):,} min lost"
    if not known:
        return "not recorded"
    most = max(s for s, _ in known)
    word = next(w for s, w in known if s == most)
    if not most:
        return ""
    return f"{rounded(100 * most, 1 if most < 0.0995 else 0)} % {word}"


def wanted(rows, workspace, as_of):
    """The same of the last quarter that is over."""
    quarter = max(key[2:] for key in rows if key[3] <= as_of)
    edges = Counter()
    for (metric, scope, first, last), row in rows.items():
        workflow, edge = scope[0], scope[1]
        if metric != "handoffs" or (first, last) != quarter or not edge or \
                not row.value:
            continue

        def value(name):
            found = rows.get((name, scope, first, last))
            return None if found is None or found.value is None else \
                float(found.value)

        flow = workspace.workflows.get(workflow)
        a, b = edge.split(" > ")
        lane = flow.name if flow else \
            {"": "Between systems", NONE: "Between systems"}.get(workflow,
                                                                 workflow)
        words = cost_words(value, float(row.value))
        count = f"{int(row.value):,}"
        edges[str(lane), step_words(flow, a), step_words(flow, b),
              f"{count}, {words}" if words else count] += 1
    return edges


def compare_map(path, quarterly, workspace, as_of, compared, wrong):
    theirs, ours = read_map(path), wanted(quarterly, workspace, as_of)
    for key in sorted(set(ours) | set(theirs)):
        compared["edges of the map"] += 1
        if ours[key] != theirs[key]:
            wrong["edges of the map"].append(
                (("edges of the map", key, "", ""),
                 Edge(ours[key]), Edge(theirs[key])))


class Edge(int):
    def __str__(self):
        return f"{int(self)} times"
