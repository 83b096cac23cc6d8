"""Cash, capacity, and what it cost and brought so far (METRICS section 8)."""
import datetime as dt

from claims import INT, MONEY, NUM, claim, value_is, wrong


def money(text):
    return text.split()[1]


def week_of(day):
    return day.isocalendar()[1]


@claim(rf"Cash: (?P<paid>{MONEY}) was paid out for tools and services "
       rf"\(measured\)\.")
def paid_out(m, r):
    yield from value_is(money(m["paid"]), r.now("paid_out"))


@claim(r"Cash: no payment was recorded\.")
def nothing_paid(m, r):
    f = r.now("paid_out")
    if f and f.value is not None:
        yield wrong(m[0], f"paid out is {f.value}")


@claim(rf"Capacity: (?P<hours>{NUM}) h were freed, worth (?P<worth>{MONEY}) "
       rf"at an assumed (?P<rate>{MONEY}) an hour; that is time, not money\.")
def capacity(m, r):
    yield from value_is(m["hours"], r.now("net_hours"))
    yield from value_is(money(m["worth"]), r.now("benefit"))
    if r.now("hourly_rate").value is not None:
        yield from value_is(money(m["rate"]), r.now("hourly_rate"))
    if r.now("net_hours").value <= 0:
        yield wrong(m[0], "nothing was freed")


@claim(rf"Capacity: (?:what was freed is not measured|none was freed; the "
       rf"work took (?P<more>{NUM}) h more than by hand)\.")
def no_capacity(m, r):
    f = r.now("net_hours")
    if not m["more"]:
        if f and f.value is not None:
            yield wrong(m[0], f"net hours are {f.value}")
        return
    yield from value_is(m["more"], f, -1)
    if f.value > 0:
        yield wrong(m[0], f"net hours are {f.value}")


@claim(rf"Own time put in: (?P<hours>{NUM}) h, worth (?P<worth>{MONEY})\.")
def own_time(m, r):
    yield from value_is(m["hours"], r.now("refinement_hours"))
    yield from value_is(money(m["worth"]), r.now("own_time"))


@claim(rf"Became money: (?:not measured|(?P<back>{MONEY}), in (?P<x>{INT}) "
       rf"of (?P<n>{INT}) answered weeks? overtime was avoided)\.")
def became_money(m, r):
    f = r.now("cash_back")
    if not m["back"]:
        if f and f.value is not None:
            yield wrong(m[0], f"the figure is {f.value}")
        return
    yield from value_is(money(m["back"]), f)
    if (f.x, f.n) != (int(m["x"]), int(m["n"])):
        yield wrong(m[0], f"{f.x} of {f.n} weeks")


@claim(rf"So far it brought (?P<benefit>{MONEY}) and cost (?P<cost>{MONEY})"
       rf"(?:; there are too few weeks for a range|; the benefit is between "
       rf"(?P<low>{MONEY}) and (?P<high>{MONEY}) with 80 % confidence, so "
       rf"that it (?P<word>.+?))\.")
def so_far(m, r):
    benefit, cost = r.now("benefit_to_date"), r.now("cost_to_date")
    yield from value_is(money(m["benefit"]), benefit)
    yield from value_is(money(m["cost"]), cost)
    if not m["low"]:
        if benefit.low is not None:
            yield wrong(m[0], "there is a range")
        return
    for text, value in ((m["low"], benefit.low), (m["high"], benefit.high)):
        if abs(float(money(text).replace(",", "").replace("−", "-")) -
               value) > 0.51:
            yield wrong(text, f"the figure has {value}")
    word = ("has paid back" if benefit.low > cost.value else
            "has not paid back" if benefit.high < cost.value else
            "is not clear yet whether it has paid back")
    if m["word"] != word:
        yield wrong(m["word"], f"{benefit.low} to {benefit.high} against "
                    f"{cost.value}")


@claim(r"^Benefit so far: (?:no cost recorded|no net hours were measured|"
       r"not measured)\.$")
def nothing_so_far(m, r):
    f = r.now("benefit_to_date")
    if f and f.value is not None:
        yield wrong(m[0], f"the figure is {f.value}")


def weekly_sums(r):
    """[(Monday, benefit - cost so far)] up to the report's end."""
    last = min(r.last, r.as_of)
    found = []
    for first in sorted({d for n, s, d in r.figures["week"].rows
                         if n == "benefit_to_date" and not s}):
        if first + dt.timedelta(6) > last:
            continue
        b = r.figures["week"].get("benefit_to_date", first)
        c = r.figures["week"].get("cost_to_date", first)
        if c and c.value is not None:
            found.append((first, ((b and b.value) or 0) - c.value))
    return found


@claim(r"^It has paid back since week (?P<week>\d+)$")
def has_paid_back(m, r):
    """Never below since, and below the week before, unless the line begins
    with this week."""
    sums, f = weekly_sums(r), r.now("payback_actual")
    at = [i for i, (d, _) in enumerate(sums) if week_of(d) == int(m["week"])]
    if not at or any(v < -1e-6 for _, v in sums[at[-1]:]):
        yield wrong(m["week"], f"the sums are {sums[-8:]}")
    elif (f and f.value and f.value > 1 and at[-1] and
          sums[at[-1] - 1][1] >= -1e-6):
        yield wrong(m["week"], "it had paid back before")


@claim(rf"^Not paid back yet: (?P<togo>{MONEY}) to go$")
def to_go(m, r):
    benefit, cost = r.now("benefit_to_date"), r.now("cost_to_date")
    gap = cost.value - ((benefit and benefit.value) or 0)
    shown = float(money(m["togo"]).replace(",", ""))
    if abs(shown - gap) > 0.51:
        yield wrong(m["togo"], f"cost less benefit is {gap}")
