"""What charts and headlines of the quarterly pages claim: read from the
tables of the appendix and from figures."""
from claims import MONEY, SAYS, claim, number, shown, value_is, wrong


def table_of(r, block, column):
    return next((e for e in r.elements(block) if e["type"] == "table" and
                 any(c.startswith(column) for c in e["columns"])), None)


def column_of(table, title):
    return next(i for i, c in enumerate(table["columns"])
                if c.startswith(title))


@claim(r"(?:{INT:x} of {INT:n} tools? (?:is|are) surely below the reference|"
       r"(?P<none>No tool is surely below its reference))")
def tools_below(m, r):
    """Of the drawn ones; each dot is the figure of its tool."""
    below = compared = 0
    table = table_of(r, "consistency_table", "Reference")
    at = {t: column_of(table, t) for t in ("Tool", "High", "Reference")}
    drawn = set(r.element["labels"])
    for row in table["rows"][:-1]:
        if row[at["Tool"]]["text"] not in drawn:
            continue
        reference = row[at["Reference"]].get("value")
        if reference is None:
            continue
        compared += 1
        below += reference > row[at["High"]].get("value", reference)
    said = 0 if m["none"] else int(m["x"])
    if said != below or (not m["none"] and int(m["n"]) != compared):
        yield wrong(m[0], f"{below} of {compared}")


@claim(r"^{NUM:r} % of the defects got out")
def got_out(m, r):
    yield from value_is(m["r"], r.now("escape_rate"), 100)


@claim(r"^{NUM:now} h a week at stake(?:, before {NUM:before} h)?$")
def at_stake(m, r):
    table = table_of(r, "audit", SAYS)
    now, before = (table["rows"][-1][i].get("value") for i in (2, 3))
    if not shown(m["now"], now):
        yield wrong(m["now"], f"the table has {now}")
    if (m["before"] is None) != (before is None) or (
            m["before"] and not shown(m["before"], before)):
        yield wrong(m["before"], f"the table has {before}")


@claim(rf"^(?P<benefit>{MONEY}) brought so far, (?P<cost>{MONEY}) spent$")
def brought(m, r):
    for text, metric in ((m["benefit"], "benefit_to_date"),
                         (m["cost"], "cost_to_date")):
        yield from value_is(text.split()[1], r.now(metric))


def segments(r, column):
    """Rows of the sample: segment and the number under a heading."""
    table = table_of(r, "samples", "Segment")
    at = column_of(table, column)
    return {row[0]["text"]: row[at] for row in table["rows"]}


@claim(r"^{NUM:r} % of the members are relevant$")
def members_relevant(m, r):
    value = segments(r, "Relevant")["All segments"].get("value")
    if not shown(m["r"], value, 100):
        yield wrong(m["r"], f"the table has {value}")


@claim(r"^(?:{INT:x} of {INT:n} segments?|(?P<none>No segment)) surely gained "
       r"{NUM:gain} % or more$")
def segments_gained(m, r):
    """Only a whole interval at or above the article's least counts."""
    table = segments(r, "Since baseline")
    low = {s: v for s, v in zip(r.element["labels"], r.element["low"])
           if s != "All segments"}
    for segment in low:
        if table[segment].get("value") is None:
            yield wrong(segment, "is drawn and not in the table")
        f = r.now("targeting_change", segment=segment)
        if f and f.value is not None and abs(f.low - low[segment]) > 1e-9:
            yield wrong(segment, f"the figure has {f.low}")
    gained = sum(v is not None and v >= number(m["gain"]) / 100
                 for v in low.values())
    if gained != (0 if m["none"] else int(m["x"])) or (
            not m["none"] and int(m["n"]) != len(low)):
        yield wrong(m[0], f"{low}")


@claim(r"^The largest bet: (?P<gain>.+) a week (?:in (?P<name>.+)|"
       r"over all work)$")
def largest_bet(m, r):
    """The first of the list, none of which promises more."""
    items = next(e["items"] for e in r.elements("bets")
                 if e["type"] == "list")
    if items[0]["big"] != m["gain"] or not items[0]["title"].startswith(
            f"{m['name'] or 'All work'}: "):
        yield wrong(m[0], f"the list begins with {items[0]}")
    if any(minutes(i["big"]) > minutes(m["gain"]) for i in items):
        yield wrong(m["gain"], f"the list is {[i['big'] for i in items]}")


def minutes(gain):
    """Of "42 min" and "1.5 h"."""
    value, unit = gain.replace(",", "").split()
    return float(value) * (60 if unit == "h" else 1)
