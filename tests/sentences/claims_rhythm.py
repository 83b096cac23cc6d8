"""What the headline of the rhythm claims: days since the last tuning."""
from claims import INT, claim, value_is, wrong

LIMIT = 14


def gaps(r):
    """Days by workflow, those of this period that are known."""
    found = {}
    for metric, scope, first in r.figures[r.kind].rows:
        if metric != "days_since_tuning" or first != r.first:
            continue
        workflow = dict(scope).get("workflow")
        f = r.now(metric, workflow)
        if f.value is not None:
            found[workflow] = f.value
    return found


def forgotten(r):
    return {w: d for w, d in gaps(r).items() if w and d > LIMIT}


@claim(rf"^(?P<name>.+): set and forget for (?P<days>{INT}) days$")
def one_forgotten(m, r):
    workflow = r.subject(m["name"])
    yield from value_is(m["days"], r.now("days_since_tuning", workflow))
    if list(forgotten(r)) != [workflow]:
        yield wrong(m["name"], f"forgotten are {forgotten(r)}")


@claim(rf"^(?P<n>{INT}) workflows were set and forgotten, one for "
       rf"(?P<days>{INT}) days$")
def several_forgotten(m, r):
    found = forgotten(r)
    if len(found) != int(m["n"]) or max(found.values()) != int(m["days"]):
        yield wrong(m[0], f"forgotten are {found}")


@claim(rf"^Set and forget for (?P<days>{INT}) days$")
def all_forgotten(m, r):
    yield from value_is(m["days"], r.now("days_since_tuning"))
    if forgotten(r):
        yield wrong(m[0], f"forgotten are {forgotten(r)}")


@claim(rf"^All that is recorded was tuned within {LIMIT} days$")
def none_forgotten(m, r):
    if gaps(r).get(None, LIMIT + 1) > LIMIT or forgotten(r):
        yield wrong(m[0], f"the days are {gaps(r)}")
