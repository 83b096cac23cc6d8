"""What is said of decisions: how many are late or open, how many worked."""
from claims import claim, wrong

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
