"""What is said of decisions: how many are late or open, how many worked."""
import datetime

from claims import INT, NUM, claim, number, shown, wrong

JUDGED = ("worked", "made it worse", "less than promised")


def count(r, column, *words):
    return sum(row[column] in words for row in r.playbook.decided)


def waiting_is(m, r, late, open_):
    if (count(r, "state", "late"), count(r, "state", "open")) != (late, open_):
        yield wrong(m[0], f"{r.playbook.decided}")


@claim(r"No action is open or late")
def none_waiting(m, r):
    yield from waiting_is(m, r, 0, 0)


@claim(r"{INT:n} actions? (?:is|are) open, none is late")
def some_open(m, r):
    yield from waiting_is(m, r, 0, int(m["n"]))


@claim(r"{INT:late} actions? (?:is|are) late, (?:none else is|{INT:open} more "
       r"(?:is|are)) open")
def some_late(m, r):
    yield from waiting_is(m, r, int(m["late"]), int(m["open"] or 0))


@claim(r"The one action with a verdict (?P<how>worked|did not work)")
def one_judged(m, r):
    if count(r, "verdict", *JUDGED) != 1 or \
            count(r, "verdict", "worked") != (m["how"] == "worked"):
        yield wrong(m[0], f"{r.playbook.decided}")


@claim(r"{INT:x} of {INT:n} actions with a verdict worked")
def several_judged(m, r):
    if count(r, "verdict", *JUDGED) != int(m["n"]) or \
            count(r, "verdict", "worked") != int(m["x"]):
        yield wrong(m[0], f"{r.playbook.decided}")


def decided_in(r, text, where):
    """The row of `tuneup actions` that a sentence is about."""
    scope = {r.subject(where.split(", ")[0])}
    return next((row for row in r.playbook.decided
                 if text in (row["action"], f"<{id_of(r, row['action'])}>")
                 and row["where"].split(", ")[0] in scope), None)


def id_of(r, text):
    return next((a["id"] for a in r.playbook.actions if a["text"] == text),
                "")


def span_is(said, row, scale, *columns):
    for text, column in zip(said, columns):
        if not shown(text, float(row[column]), scale):
            yield wrong(text, f"{column} is {row[column]}")


@claim(r"(?P<word>Worked|Made it worse|Less than promised|Cannot tell yet[^.]*"
       r"|Cannot tell at this volume|Everyone improved, not due to this|Not "
       r"done)(?P<stays>, and stays)?: (?P<what><[a-z0-9-]+>|[^<>(]+) \("
       r"(?P<where>[^()]+)\)\.(?: (?P<metric>[A-Z][a-z ]+) {NUM:by} (?P<unit>"
       r"points|[a-z]+) \({NUM:low} to {NUM:high}\), {NUM:promised} [a-z]+ "
       r"promised(?:; {NUM:got} h a week got, {NUM:want} h promised)?; after "
       r"{INT:k} weeks?, to (?P<to>[0-9]{4}-W[0-9]{2})\.)?")
def outcome(m, r):
    row = decided_in(r, m["what"], m["where"])
    if not row:
        yield wrong(m[0], f"{r.playbook.decided}")
        return
    word = m["word"].lower().split(":")[0]
    if row["verdict"] != word.replace(", not due to this", ""):
        yield wrong(m["word"], f"the verdict is {row['verdict']}")
    if bool(m["stays"]) != (row["state"] == "closed" and word in JUDGED):
        yield wrong(m[0], f"the state is {row['state']}")
    if not m["by"]:
        return
    yield from span_is((m["by"], m["low"], m["high"], m["promised"]), row,
                       100 if m["unit"] == "points" else 1,
                       "difference", "low", "high", "promised")
    if m["got"]:
        yield from span_is((m["got"], m["want"]), row, 1, "got_h",
                           "promised_h")
    if (int(m["k"]), m["to"]) != (int(row["weeks"]), row["to_week"]):
        yield wrong(m[0], f"{row['weeks']} weeks to {row['to_week']}")
    low, high = float(row["low"]), float(row["high"])
    if word in ("worked", "made it worse") and low <= 0 <= high:
        yield wrong(m["word"], f"the range {low} to {high} holds 0")


# ---- quick wins ------------------------------------------------------------

@claim(r"^Verified: (?P<what>.+?) in (?P<where>.+) has improved$")
def verified(m, r):
    if not count(r, "verdict", "worked"):
        yield wrong(m[0], f"{r.playbook.decided}")


@claim(r"^No improvement is verified yet$")
def none_verified(m, r):
    """At the end of the report's period; it may be later."""
    if r.last >= r.as_of and count(r, "verdict", "worked"):
        yield wrong(m[0], f"{r.playbook.decided}")


UNIT = r"(?: %| min| h| points)?"


@claim(rf"^After “.+?”: (?P<before>{NUM}){UNIT} before, (?P<after>{NUM}){UNIT} "
       rf"after, a difference of (?P<d>{NUM}){UNIT} \(95 % range "
       rf"(?P<low>{NUM}){UNIT} to (?P<high>{NUM}){UNIT}\), from "
       rf"(?P<k0>{INT}) weeks before and (?P<k1>{INT}) after, to (?P<to>[0-9]{{4}}"
       rf"-W[0-9]{{2}})(?:; about {NUM} h a week)?\.$")
def verified_numbers(m, r):
    """What it says of itself holds: the difference, and that its range
    excludes no change; the verdict is computed anew in tests/simulate."""
    before, after, d, low, high = (number(m[k]) for k in
                                   ("before", "after", "d", "low", "high"))
    if abs(after - before - d) > 0.16:
        yield wrong(m["d"], f"{after} - {before}")
    if not low <= d <= high or low <= 0 <= high:
        yield wrong(m[0], "the range does not carry a verdict")
    if int(m["k0"]) > 8 or int(m["k1"]) > 13 or int(m["k1"]) < 4:
        yield wrong(m[0], "weeks")
    year, week = map(int, m["to"].split("-W"))
    if datetime.date.fromisocalendar(year, week, 7) > r.last:
        yield wrong(m["to"], f"the report ends on {r.last}")


def rows_drawn(r):
    """Rows of the printed table that the forest draws: with a range."""
    table = next(e for e in r.elements("actions") if e["type"] == "table" and
                 "Difference" in e["columns"])
    rows = [dict(zip(table["columns"], row)) for row in table["rows"]]
    return [row for row in rows if row["Difference"]["text"][0] in "−+0123456789"
            and row["Before"]["value"] > 0]


def same_side(row):
    """Does the range lie on one side of no change?"""
    ends = row["Range"]["text"].split(" to ") if "Range" in row else \
        [row["Range from"]["text"], row["Range to"]["text"]]
    return ends[0][0] == ends[1][0]


@claim(r"^(?P<name>.+): (?P<metric>[a-z].+) (?P<verb>rose|fell) by {NUM:p} %$")
def one_drawn(m, r):
    rows = rows_drawn(r)
    if len(rows) != 1:
        yield wrong(m[0], f"{len(rows)} are drawn")
        return
    row = rows[0]
    part = 100 * (row["After"]["value"] / row["Before"]["value"] - 1)
    if not same_side(row) or (part < 0) != (m["verb"] == "fell") or \
            abs(abs(part) - float(m["p"])) > 0.5 + 1e-3:
        yield wrong(m[0], f"{row}")
    if row["Where"]["text"] != m["name"] or \
            row["Measured by"]["text"].lower() != m["metric"].lower():
        yield wrong(m["name"], f"{row}")


@claim(r"^No action in place has a verdict yet$")
def none_judged(m, r):
    if count(r, "verdict", *JUDGED):
        yield wrong(m[0], f"{r.playbook.decided}")
