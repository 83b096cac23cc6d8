"""What the sheets to fill in claim: read from their own rows, the table of
recommendations and the figure sample_compliance."""
from claims import INT, claim, number, wrong


def rows_of(r, block, title):
    table = next((e for e in r.elements(block) if e["type"] == "table" and
                  e["title"] == title), None)
    if not table:
        return []
    return [dict(zip(table["columns"], row)) for row in table["rows"]]


def options(rows):
    """Texts of all options without what stands in parentheses."""
    return sorted(cell["text"].rsplit(" (", 1)[0] for row in rows
                  for title, cell in row.items()
                  if title.startswith("Option ") and " (" in cell["text"])


@claim(rf"^(?P<n>{INT}) problems? to decide$")
def to_decide(m, r):
    rows = rows_of(r, "decisions", "Decisions")
    if len(rows) != number(m["n"]):
        yield wrong(m["n"], f"there are {len(rows)} rows")
    counted = rows_of(r, "decisions", "So far")[0]["Of"]["text"]
    if counted != f"of {len(rows)}":
        yield wrong(counted, f"there are {len(rows)} rows")
    approved = rows_of(r, "recommendations", "Approved actions")
    texts = sorted(row["Approved action"]["text"] for row in approved
                   if row["Option"]["text"])
    if approved and options(rows) != texts:
        yield wrong("options", f"approved are {texts}")
    for row in rows:
        first = [a for a in approved if a["Option"]["text"][:1] == "A" and
                 row["Option A"]["text"].startswith(
                     a["Approved action"]["text"] + " (")]
        gain = row["Expected, h a week"].get("value")
        if first and not any(abs(a["Gain, h a week"]["value"] - gain) <= 0.005
                             for a in first):
            yield wrong(str(gain), f"the gains are {first}")


def unjudged(r):
    return [row for row in rows_of(r, "sample_sheet", "The drawn members")
            if not row["Verdict"]["text"]]


def open_figure(r, period):
    """Members still to judge of a week's lists, None = no such figure."""
    for f in r.figures["week"].series("sample_compliance", None):
        year, week, _ = f.first.isocalendar()
        if f"{year}-W{week:02}" == period and f.n:
            return f.n - f.x
    return None


@claim(rf"^(?P<n>{INT}) drawn members? to judge, (?P<period>\S+)$")
def to_judge(m, r):
    if len(unjudged(r)) != number(m["n"]):
        yield wrong(m["n"], f"{len(unjudged(r))} rows have no verdict")
    if open_figure(r, m["period"]) not in (None, number(m["n"])):
        yield wrong(m["n"], f"{open_figure(r, m['period'])} are open")


@claim(r"^The sample of (?P<period>\S+) is judged$")
def all_judged(m, r):
    if unjudged(r) or open_figure(r, m["period"]):
        yield wrong(m[0], f"{len(unjudged(r))} rows have no verdict")
