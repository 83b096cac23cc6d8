"""What the sheet of corrections claims: read from its own tables, the sheet
Data and the figure `defects`."""
from claims import claim, number, shown, wrong


def table_of(r, block):
    return next((e for e in r.elements(block) if e["type"] == "table"), None)


def types(r, column):
    """The types of defect and one of their numbers, the largest first."""
    table = table_of(r, "defects")
    at = table["columns"].index(column)
    found = [(row[0]["text"], row[at].get("value") or 0)
             for row in table["rows"][:-1]]
    return sorted((f for f in found if f[1] > 0), key=lambda f: -f[1])


def total(r, column):
    table = table_of(r, "defects")
    return table["rows"][-1][table["columns"].index(column)].get("value")


@claim(r"{NUM:share} % of the correction minutes of defects went into "
       r"(?P<type>.+)")
def dearest(m, r):
    found = types(r, "Correction, min")
    if found[0][1] != dict(found).get(m["type"]):
        yield wrong(m["type"], f"the table has {found}")
    if not shown(m["share"], 100 * found[0][1] / total(r, "Correction, min")):
        yield wrong(m["share"], f"the table has {found}")


@claim(r"(?:{INT:few}|(?P<one>One)) of {INT:n} types makes? {NUM:share} % of "
       r"(?P<what>defects|correction minutes)")
def vital_few(m, r):
    column = "Defects" if m["what"] == "defects" else "Correction, min"
    found = types(r, column)
    few, whole = int(number(m["few"] or "1")), total(r, column)
    first = sum(v for _, v in found[:few])
    if number(m["n"]) != len(found) or not shown(m["share"],
                                                 100 * first / whole):
        yield wrong(m[0], f"the table has {found}")
    if first < 0.8 * whole or (few > 1 and sum(
            v for _, v in found[:few - 1]) >= 0.8 * whole):
        yield wrong(m[0], f"80 % are reached elsewhere in {found}")
    f = r.now("defects")
    if column == "Defects" and (not f or f.value != whole):
        yield wrong(m[0], f"the figure is {f and f.value}, not {whole}")


@claim(r"{INT:n} defects? {NOW}; no minutes were recorded")
def no_minutes(m, r):
    if number(m["n"]) != total(r, "Defects"):
        yield wrong(m["n"], f"the table has {total(r, 'Defects')}")


@claim(r"{INT:shown} of {INT:n} corrected items took {NUM:share} % of the "
       r"minutes")
def costliest(m, r):
    """Added up again from the sheet Data, which must be whole for that."""
    data = table_of(r, "data")
    at = {c: i for i, c in enumerate(data["columns"])}
    items = {}
    for row in data["rows"]:
        minutes = row[at["Correction min"]].get("value") or 0
        if minutes > 0 and row[at["Outputs"]]["value"] == 1:
            key = tuple(row[at[c]].get("text") for c in ("Workflow", "Item"))
            items[key] = items.get(key, 0) + minutes
    most = sorted(items.values(), reverse=True)[:int(number(m["shown"]))]
    if len(items) != number(m["n"]) or not shown(
            m["share"], 100 * sum(most) / sum(items.values())):
        yield wrong(m[0], f"{len(items)} items, {sum(most)} of "
                          f"{sum(items.values())}")
