"""What the headline of the workflow map claims: the costliest edge, or the
checkpoint that is least covered."""
from claims import claim, shown, wrong


def edges(r, metric):
    """Values by (workflow, edge) of this period, those that are known."""
    found = {}
    for (name, scope, first), f in r.figures[r.kind].rows.items():
        scope = dict(scope)
        if name == metric and first == r.first and \
                set(scope) == {"workflow", "step"} and f.value is not None:
            found[scope["workflow"], scope["step"]] = f.value
    return found


@claim(r"^(?P<first>.+) to (?P<then>.+) costs most: {NUM:lost} h lost$")
def costliest(m, r):
    lost = edges(r, "reformat_minutes")
    most = max(lost.values(), default=0)
    if not most > 0 or not shown(m["lost"], most, 1 / 60):
        yield wrong(m["lost"], f"the minutes are {lost}")
    table = next(e for e in r.elements("workflow_map")
                 if "From > to" in e.get("columns", ()))
    row = dict(zip(table["columns"], table["rows"][0]))
    if row["From > to"]["text"] != f"{m['first']} > {m['then']}":
        yield wrong(m[0], f"the table begins with {row['From > to']}")
    if not shown(m["lost"], row["Hours lost"]["value"]):
        yield wrong(m["lost"], f"the table has {row['Hours lost']}")


@claim(r"^Fewer reviewed than planned: (?P<step>.+), {NUM:share} %$")
def thin(m, r):
    covered = edges(r, "coverage").values()
    if not any(shown(m["share"], v, 100) for v in covered):
        yield wrong(m["share"], f"coverage is {sorted(covered)}")


@claim(r"^No minute is recorded as lost at a handoff$")
def nothing_lost(m, r):
    lost = edges(r, "reformat_minutes")
    if any(lost.values()):
        yield wrong(m[0], f"the minutes are {lost}")
