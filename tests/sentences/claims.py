"""What sentences can claim, and how each claim is checked.

A claim is a pattern and a function; the function gets the match and the
Report and yields what is wrong with it. Patterns are tried in order on every
sentence, where no earlier one has matched.
"""
import math
import re

from figures import Z95, needed, number, shown, side, stats

INT = r"\d[\d,]*"
NUM = r"[−+]?\d[\d,]*(?:\.\d+)?"
WORD = r"(?:[Nn]o|[Nn]one|[Oo]ne|[Tt]wo|[Tt]hree|[Ff]our|[Ff]ive|[Ss]ix|" \
       r"[Ss]even|[Ee]ight|[Nn]ine|[Tt]en|[Ee]leven|[Tt]welve)"
COUNT = rf"(?:{WORD}\b|{INT})"
NOW = r"this (?:week|month|quarter)"
BEFORE = r"the (?:week|month|quarter) before"
MONEY = rf"[A-Z]{{3}} {NUM}"

SAYS = "What the data says"        # a column of sentences

CLAIMS = []


def claim(pattern):
    """{NAME} in a pattern stands for the number or word of that name."""
    for name, text in (("INT", INT), ("NUM", NUM), ("COUNT", COUNT),
                       ("NOW", NOW), ("BEFORE", BEFORE), ("MONEY", MONEY)):
        pattern = re.sub(rf"\{{{name}(?::(\w+))?\}}",
                         lambda m, text=text: f"(?P<{m[1]}>{text})"
                         if m[1] else f"(?:{text})", pattern)
    def keep(check):
        CLAIMS.append((re.compile(pattern), check))
        return check
    return keep


def wrong(text, what):
    return f"{text}: {what}"


# ---- parts of checks -------------------------------------------------------

def rate_is(r, f, value, x=None, n=None, low=None, high=None):
    """A share in per cent, its parts and its interval."""
    if f is None or f.value is None:
        yield wrong(value, "there is no such figure")
        return
    if not shown(value, f.value, 100):
        yield wrong(value, f"the figure is {f.value * 100}")
    for text, part in ((x, f.x), (n, f.n), (low, f.low and f.low * 100),
                       (high, f.high and f.high * 100)):
        if text is not None and not shown(text, part or 0):
            yield wrong(text, f"the figure has {part}")


def value_is(text, f, scale=1):
    if f is None or f.value is None:
        yield wrong(text, "there is no such figure")
    elif not shown(text, f.value, scale):
        yield wrong(text, f"the figure is {f.value * scale}")


def moved(r, verb, probably, low, high):
    """Does the interval of a difference carry "rose" or "probably fell"?"""
    word, up = side(low, high, 0)
    if up != (verb == "rose"):
        yield wrong(verb, f"the difference is {low} to {high}")
    if word != ("likely" if probably else "sure"):
        yield wrong(("probably " if probably else "") + verb,
                    f"the difference is {low} to {high}")
    if probably and r.kind == "week":
        yield wrong("probably", "of a single week")


METRICS = {
    "rework": ("rework", "rate", -1),
    "usable without edit": ("usable", "rate", 1),
    "correction time per output": ("correction_minutes", "minutes", -1),
    "output consistency": ("consistency", "score", 1),
    "net hours": ("net_hours", "hours", 1),
}


def rate_change(r, metric, workflow):
    """The two figures and the interval of their difference."""
    now, before = r.now(metric, workflow), r.before(metric, workflow)
    if not (now and before and now.n and before.n):
        return now, before, None
    return now, before, stats.newcombe(now.x, now.n, before.x, before.n, Z95)


def hours_change(r, workflow):
    now, before = r.now("net_hours", workflow), r.before("net_hours", workflow)
    if not now or not before or now.low is None or before.low is None:
        return now, before, None
    d = now.value - before.value
    half = math.hypot(now.high - now.value, before.high - before.value)
    return now, before, (d - half, d + half)


# ---- what changed ----------------------------------------------------------

@claim(r"(?P<what>Rework|Usable without edit) (?P<where>over all work|in .+?) "
       r"(?P<maybe>probably )?(?P<verb>rose|fell) from {NUM:r1} % "
       r"\({INT:x1} of {INT:n1}\) to {NUM:r2} % \({INT:x2} of {INT:n2}\) "
       r"{NOW}: {NUM:d} points, range {NUM:low} to {NUM:high} points\.")
def change_of_rate(m, r):
    metric = METRICS[m["what"].lower()][0]
    now, before, range_ = rate_change(r, metric, r.scope(m["where"]))
    yield from rate_is(r, before, m["r1"], m["x1"], m["n1"])
    yield from rate_is(r, now, m["r2"], m["x2"], m["n2"])
    if not range_:
        yield wrong(m[0], "there is nothing to compare")
        return
    for text, value in ((m["d"], now.value - before.value),
                        (m["low"], range_[0]), (m["high"], range_[1])):
        if not shown(text, value, 100):
            yield wrong(text, f"the difference has {value * 100}")
    yield from moved(r, m["verb"], m["maybe"], *range_)


@claim(r"Net hours (?P<where>over all work|in .+?) (?P<maybe>probably )?"
       r"(?P<verb>rose|fell) from {NUM:a} h to {NUM:b} h {NOW}: {NUM:d} h "
       r"\(80 % range {NUM:low} to {NUM:high} h\)\.")
def change_of_hours(m, r):
    now, before, range_ = hours_change(r, r.scope(m["where"]))
    yield from value_is(m["a"], before)
    yield from value_is(m["b"], now)
    if not range_:
        yield wrong(m[0], "there is no interval")
        return
    for text, value in ((m["d"], now.value - before.value),
                        (m["low"], range_[0]), (m["high"], range_[1])):
        if not shown(text, value):
            yield wrong(text, f"the difference has {value}")
    yield from moved(r, m["verb"], m["maybe"], *range_)


@claim(r"^(?:(?P<name>.+?): (?P<n1>rework|usable without edit|net hours) |"
       r"(?P<n2>Rework|Usable without edit|Net hours) )(?P<maybe>probably )?"
       r"(?P<verb>rose|fell)(?: over all work)?$")
def change_title(m, r):
    metric = METRICS[(m["n1"] or m["n2"]).lower()][0]
    workflow = r.subject(m["name"]) if m["name"] else None
    change = hours_change if metric == "net_hours" else \
        lambda r, w: rate_change(r, metric, w)
    range_ = change(r, workflow)[2]
    if not range_:
        yield wrong(m[0], "there is nothing to compare")
        return
    yield from moved(r, m["verb"], m["maybe"], *range_)


@claim(r"(?P<what>Rework|Correction time per output|Output consistency) "
       r"(?P<where>over all work|in .+?) was {NUM:late}(?: %| min)? in the "
       r"newer half of the last {INT:n} weeks, {NUM:early}(?: %| min)? in "
       r"the older: a shift, first seen in (?P<since>week \d+)(?: \((?:"
       r"{COUNT:run} in a row lie on one side of the median, by chance at "
       r"most {COUNT:most}|neighbours cross the median (?:{COUNT:crossed} "
       r"times?|(?P<few>once|never)), by chance at least {COUNT:least})\))?"
       r"\.")
def shift(m, r):
    metric, kind, direction = METRICS[m["what"].lower()]
    c = r.chart(metric, r.scope(m["where"]), kind, direction)
    if not c or not c.shift:
        yield wrong(m[0], "there is no shift")
        return
    scale = 100 if kind == "rate" else 1
    for text, value in ((m["late"], c.late * scale),
                        (m["early"], c.early * scale), (m["n"], c.points),
                        (m["since"][5:], c.since.isocalendar()[1]),
                        (m["run"], c.longest), (m["most"], c.longest_normal),
                        (m["crossed"] or m["few"], c.crossings),
                        (m["least"], c.crossings_normal)):
        if text is not None and not shown(text, value) and \
                number(text) != value:
            yield wrong(text, f"the chart has {value}")


@claim(r"^(?:(?P<name>.+?): a|A) shift in (?P<what>rework|correction time "
       r"per output|output consistency)(?: over all work)?$")
def shift_title(m, r):
    metric, kind, direction = METRICS[m["what"]]
    c = r.chart(metric, r.subject(m["name"]) if m["name"] else None, kind,
                direction)
    if not c or not c.shift:
        yield wrong(m[0], "there is no shift")


# ---- to decide -------------------------------------------------------------

@claim(r"In (?P<name>.+?) {NUM:r} % of {INT:n} outputs? (?:was|were) reworked "
       r"{NOW} \({NUM:low}–{NUM:high} %\), all of it above the limit of "
       r"{NUM:limit} %\.")
def over_limit(m, r):
    f = r.now("rework", r.subject(m["name"]))
    yield from rate_is(r, f, m["r"], n=m["n"], low=m["low"], high=m["high"])
    yield from limit_is(r, m["limit"])
    if f and f.low is not None and f.low <= r.limit:
        yield wrong("above the limit", f"from {f.low}")


@claim(r"^(?P<name>.+): rework is above {NUM:limit} %$")
def over_title(m, r):
    f = r.now("rework", r.subject(m["name"]))
    yield from limit_is(r, m["limit"])
    if not f or f.low is None or f.low <= r.limit:
        yield wrong(m[0], f"from {f and f.low}")


# ---- input -----------------------------------------------------------------

def more_by_input(r, workflow, word="more"):
    """Is the rework of incomplete input surely more, as Newcombe has it?"""
    bad = r.now("rework_incomplete", workflow)
    good = r.now("rework_complete", workflow)
    if not (bad and good and bad.n and good.n):
        return bad, good, "there is nothing to compare"
    low, high = stats.newcombe(bad.x, bad.n, good.x, good.n, Z95)
    if side(low, high, 0) != ("sure", word == "more"):
        return bad, good, f"the difference is {low} to {high}"
    return bad, good, (low, high)


@claim(r"(?P<where>Over all work|In .+?) {NUM:r1} % \({INT:x1} of {INT:n1}\) "
       r"of the outputs from incomplete briefs were reworked {NOW}, from "
       r"complete ones {NUM:r2} % \({INT:x2} of {INT:n2}\): {NUM:d} points, "
       r"range {NUM:low} to {NUM:high} points\.")
def by_input(m, r):
    bad, good, range_ = more_by_input(r, r.scope(m["where"]))
    yield from rate_is(r, bad, m["r1"], m["x1"], m["n1"])
    yield from rate_is(r, good, m["r2"], m["x2"], m["n2"])
    if isinstance(range_, str):
        yield wrong(m[0], range_)
        return
    for text, value in ((m["d"], bad.value - good.value),
                        (m["low"], range_[0]), (m["high"], range_[1])):
        if not shown(text, value, 100):
            yield wrong(text, f"the difference has {value * 100}")


@claim(r"^(?:(?P<name>.+): i|I)ncomplete input is reworked (?P<word>more|less)"
       r"(?:: {NUM:r1} % against {NUM:r2} %)?$")
def by_input_title(m, r):
    workflow = r.subject(m["name"]) if m["name"] else None
    bad, good, range_ = more_by_input(r, workflow, m["word"])
    if isinstance(range_, str):
        yield wrong(m[0], range_)
    if m["r1"]:
        yield from rate_is(r, bad, m["r1"])
        yield from rate_is(r, good, m["r2"])


@claim(r"^Whether input is a bottleneck is not clear yet$")
def by_input_unclear(m, r):
    _, _, range_ = more_by_input(r, None)
    if range_ == "there is nothing to compare":
        yield wrong(m[0], range_)
    elif not isinstance(range_, str):
        share = r.now("rework_by_input")
        if share.verdict in ("yes", "no"):
            yield wrong(m[0], f"the difference is {range_}")


@claim(r"^Input quality is {NUM:v} of 100(?:; worst is (?P<field>.+), {NUM:r} "
       r"% in order)?$")
def input_quality(m, r):
    yield from value_is(m["v"], r.now("input_quality"))
    if m["field"]:
        fields = {s: f for (metric, s, first), f in
                  r.figures[r.kind].rows.items()
                  if metric == "input_field_ok" and first == r.first}
        scope, worst = min(fields.items(), key=lambda i: (i[1].value, i[0]))
        if dict(scope)["field"] != m["field"]:
            yield wrong(m["field"], f"the worst is {scope}")
        yield from rate_is(r, worst, m["r"])


@claim(r"^Input quality is capped at {NUM:v} of 100: (?P<field>.+) of "
       r"(?P<input>.+) is {NUM:r} % complete, below {NUM:gate} %$")
def input_capped(m, r):
    yield from value_is(m["v"], r.now("input_quality"))
    complete = [f for (metric, s, first), f in r.figures[r.kind].rows.items()
                if metric == "input_completeness" and first == r.first and
                dict(s) == {"input": m["input"], "field": m["field"]}]
    if not complete:
        yield wrong(m["field"], "it has no completeness")
        return
    yield from rate_is(r, complete[0], m["r"])
    if complete[0].value >= number(m["gate"]) / 100:
        yield wrong("below", f"{complete[0].value}")


@claim(r"^{NUM:r} % of the items have a brief$")
def brief_coverage(m, r):
    yield from rate_is(r, r.now("brief_coverage"), m["r"])


def limit_is(r, text):
    if not shown(text, r.limit, 100):
        yield wrong(text, f"the limit is {r.limit}")


@claim(r"{COUNT:x} of {INT:n} outputs? {NOW} have no known outcome "
       r"\({NUM:r} %\), more than the {NUM:most} % that a rate can bear\.")
def unknown(m, r):
    f = r.now("unknown")
    yield from rate_is(r, f, m["r"], m["x"], m["n"])
    if f and f.value is not None and f.value <= number(m["most"]) / 100:
        yield wrong("more than", f"{f.value}")


@claim(r"The balance (?P<where>over all work|in .+?) is {NUM:net} h net {NOW}"
       r"(?: \(80 % range {NUM:low} to {NUM:high} h\))?: {NUM:gross} h gross "
       r"do not pay for corrections, reviews and loops\.")
def net_loss(m, r):
    w = r.scope(m["where"])
    net = r.now("net_hours", w)
    yield from value_is(m["net"], net)
    yield from value_is(m["gross"], r.now("gross_hours", w))
    for text, value in ((m["low"], net and net.low),
                        (m["high"], net and net.high)):
        if text and not shown(text, value):
            yield wrong(text, f"the figure has {value}")
    if net and (net.value >= 0 or (net.high is not None and net.high >= 0)):
        yield wrong("do not pay", f"net {net.value}, at most {net.high}")


@claim(r"^(?P<name>.+): costs more time than it saves$")
def loss_title(m, r):
    net = r.now("net_hours", r.subject(m["name"]))
    if not net or net.value is None or net.value >= 0 or \
            (net.high is not None and net.high >= 0):
        yield wrong(m[0], f"net {net and net.value}")


@claim(r"(?P<where>Over all work|In .+?), {NUM:c} h of corrections stand "
       r"against {NUM:g} h gross saving {NOW}: {NUM:ratio} hours? fixed for "
       r"every hour saved\.")
def fix_to_save(m, r):
    w = r.scope(m["where"])
    yield from value_is(m["c"], r.now("correction_hours", w))
    yield from value_is(m["g"], r.now("gross_hours", w))
    yield from value_is(m["ratio"], r.now("fix_to_save", w))


@claim(r"^(?P<name>.+): (?:(?P<stop>more time fixing than it saves)|fixing "
       r"eats up the saving)$")
def fix_title(m, r):
    f = r.now("fix_to_save", r.subject(m["name"]))
    if not f or f.value is None or f.value < (1 if m["stop"] else 0.5):
        yield wrong(m[0], f"the ratio is {f and f.value}")


# ---- headlines -------------------------------------------------------------

@claim(r"We (?P<verb>saved|lost|counted) {NUM:h} hours? net {NOW}"
       r"(?P<doubt>, not clear yet)?(?: so far)?")
def hours_headline(m, r):
    net = r.now("net_hours")
    if not net or net.value is None:
        yield wrong(m[0], "there are no net hours")
        return
    size = net.value if m["verb"] == "counted" else abs(net.value)
    if not shown(m["h"], size):
        yield wrong(m["h"], f"net {net.value}")
    doubtful = net.low is not None and net.low <= 0 <= net.high
    if doubtful != (m["verb"] == "counted") or doubtful != bool(m["doubt"]):
        yield wrong(m[0], f"80 % range {net.low} to {net.high}")
    if m["verb"] != "counted" and (net.value > 0) != (m["verb"] == "saved"):
        yield wrong(m["verb"], f"net {net.value}")


@claim(r"We gained and lost no time {NOW}")
def no_hours(m, r):
    net = r.now("net_hours")
    if not net or net.value is None or abs(net.value) >= 0.05:
        yield wrong(m[0], f"net {net and net.value}")


@claim(r"[Rr]ework is (?:{NUM:r} %(?P<word>, above the (?:limit )?"
       r"{NUM:l1} %(?: limit)?|, below the (?:limit )?{NUM:l2} %(?: limit)?|"
       r", not clear yet if above {NUM:l3} %|; limit {NUM:l4} %: not clear "
       r"yet|, from incomplete outcomes| so far)|incomplete: too many "
       r"outcomes are unknown)")
def rework_headline(m, r):
    f = r.now("rework")
    if m["r"]:
        yield from rate_is(r, f, m["r"])
    for name in ("l1", "l2", "l3", "l4"):
        if m[name]:
            yield from limit_is(r, m[name])
    if not f or f.value is None:
        yield wrong(m[0], "there is no rate")
        return
    word = ("yes" if "above the" in m[0] else "no" if "below" in m[0] else
            "not clear yet" if "not clear" in m[0] else
            "" if "so far" in m[0] else "incomplete")
    want = ("" if f.last > r.as_of else "incomplete" if r.unknown_share >
            0.2 else "yes" if f.low > r.limit else
            "no" if f.high < r.limit else "not clear yet")
    if word != want:
        yield wrong(m[0], f"{f.low} to {f.high} is {want!r}")


@claim(r"{NUM:h} h net(?=: {NUM} h gross|\. Where)")
def agenda_net(m, r):
    yield from value_is(m["h"], r.now("net_hours"))


@claim(r"Of {NUM:gross} h gross, {NUM:net} h are left|Checking and fixing use "
       r"up all hours saved")
def bridge(m, r):
    net, gross_hours = r.now("net_hours"), r.now("gross_hours")
    if m["gross"]:
        yield from value_is(m["gross"], gross_hours)
        yield from value_is(m["net"], net)
    elif net.value > 0:
        yield wrong(m[0], f"net {net.value}")


@claim(r"{NUM:h} h gross(?:, less )?")
def gross(m, r):
    yield from value_is(m["h"], r.now("gross_hours"))


@claim(r"{NUM:h} h net {BEFORE}")
def net_before(m, r):
    yield from value_is(m["h"], r.before("net_hours"))


@claim(r"{NUM:h} h (?P<what>corrections|reviews|rework loops|loops)")
def spent(m, r):
    metric = {"corrections": "correction_hours", "reviews": "review_hours"}
    yield from value_is(m["h"], r.now(metric.get(m["what"], "loop_hours")))


@claim(r"(?<=; )80 % range {NUM:low} to {NUM:high} h")
def hours_range(m, r):
    net = r.now("net_hours")
    for text, value in ((m["low"], net.low), (m["high"], net.high)):
        if not shown(text, value):
            yield wrong(text, f"the figure has {value}")


@claim(r"(?P<all>All {INT:m} outputs|The one output|{COUNT:x} of {INT:n} "
       r"outputs?) with a known outcome (?P<verb>was not|was|were) reworked "
       r"\((?:95 % interval )?{NUM:low}–{NUM:high} %\)")
def reworked(m, r):
    f = r.now("rework")
    if m["x"]:
        x, n = number(m["x"]), number(m["n"])
    elif m["m"]:
        x = n = number(m["m"])
    else:
        x, n = (0 if m["verb"] == "was not" else 1), 1
    if (f.x, f.n) != (x, n):
        yield wrong(m[0], f"{f.x} of {f.n}")
    for text, value in ((m["low"], f.low), (m["high"], f.high)):
        if not shown(text, value, 100):
            yield wrong(text, f"the interval has {value}")


@claim(r"{NUM:r} % were usable without edit \({NUM:low}–{NUM:high} %\)")
def usable(m, r):
    yield from rate_is(r, r.now("usable"), m["r"], low=m["low"],
                       high=m["high"])


@claim(r"{COUNT:over} of {COUNT:all} workflows (?:is clearly|is|are) above "
       r"the limit(?:, {COUNT:unclear} (?:is|are) not clear yet)?")
def workflows(m, r):
    verdicts = r.verdicts()
    for text, value in ((m["over"], verdicts.count("yes")),
                        (m["all"], len(verdicts)),
                        (m["unclear"] or "no",
                         verdicts.count("not clear yet"))):
        if number(text) != value:
            yield wrong(text, f"{value} of {verdicts}")


@claim(r"^(?:{COUNT:n} workflows? (?:is|are) above (?:its|their) rework "
       r"limit|(?P<none>No workflow is clearly above its rework limit))$")
def scorecard(m, r):
    over = r.verdicts().count("yes")
    if (0 if m["none"] else number(m["n"])) != over:
        yield wrong(m[0], f"{over} are above")


# ---- what cannot be said ---------------------------------------------------

@claim(r"The limit of {NUM:limit} % lies inside the range\.")
def inside(m, r):
    yield from limit_is(r, m["limit"])


@claim(r"(?P<name>[^.;:\0]+): {NUM:r} % \({NUM:low}–{NUM:high} %\), (?:(?P<many>"
       r"more than 1,000 more outputs)|{INT:more} more outputs?)")
def unclear(m, r):
    f = r.now("rework", r.subject(m["name"].strip()))
    yield from rate_is(r, f, m["r"], low=m["low"], high=m["high"])
    if not f or f.value is None:
        return
    if not f.low <= r.limit <= f.high:
        yield wrong(m["name"], f"{f.low} to {f.high} is clear")
    want = needed(f.x, f.n, r.limit)
    said = None if m["many"] else number(m["more"])
    if said != want:
        yield wrong(m[0], f"{want} more are needed")


@claim(r"and {COUNT:n} more workflows?")
def more_unclear(m, r):
    """Three are named: all work, if there are several, is one of them."""
    verdicts = r.verdicts()
    total = verdicts.count("not clear yet") + (
        len(r.workflows()) != 1 and r.now("rework").verdict ==
        "not clear yet")
    if number(m["n"]) != total - 3:
        yield wrong(m[0], f"{total} are not clear yet")


@claim(r"^Whether rework is above {NUM:limit} %$")
def whether(m, r):
    yield from limit_is(r, m["limit"])


@claim(r"There (?:is|are) {COUNT:n} complete weeks? with a rework rate\. "
       r"Limits of normal variation need at least {COUNT:least}\.")
def history(m, r):
    weeks = [f for f in r.figures["week"].series("rework", None)
             if f.value is not None and f.first >= r.data_from and
             f.last <= min(r.last, r.as_of)]
    if number(m["n"]) != len(weeks) or number(m["least"]) != 8:
        yield wrong(m[0], f"{len(weeks)} weeks")


@claim(r"{INT:n} outputs? without (?P<what>baseline|work) minutes")
def without(m, r):
    """Why there are no hours; explain says which outputs."""
    if r.now("net_hours").value is not None:
        yield wrong(m[0], "there are net hours")


@claim(r"{INT:x} of {INT:n} outputs? (?:has|have) no known outcome "
       r"\({NUM:r} %\)")
def no_outcome(m, r):
    yield from rate_is(r, r.now("unknown"), m["r"], m["x"], m["n"])


@claim(r"All {INT:n} outputs have a known outcome|The one output has a known "
       r"outcome")
def all_known(m, r):
    f = r.now("unknown")
    if f.x or f.n != (number(m["n"]) if m["n"] else 1):
        yield wrong(m[0], f"{f.x} of {f.n} unknown")


@claim(r"{NUM:r} % of what was counted was reviewed")
def covered(m, r):
    yield from value_is(m["r"], r.now("coverage"), 100)


# ---- the agenda ------------------------------------------------------------

@claim(r"Over the last weeks: (?P<list>.+?)\.$")
def trends(m, r):
    """Each metric named has the word that its chart has."""
    titles = {"net hours saved": ("net_hours", "hours", 1),
              "rework rate": ("rework", "rate", -1),
              "usable without edit": ("usable", "rate", 1),
              "fix-to-save ratio": ("fix_to_save", "ratio", -1),
              "escape rate": ("escape_rate", "rate", -1),
              "manual handoff share": ("manual_share", "rate", -1)}
    for title, word in re.findall(r"([a-z\- ]+?) is (improving|degrading)",
                                  m["list"].replace(" and ", ", ")):
        known = titles.get(title.strip(", "))
        if not known:
            yield wrong(title, "is no metric this reader knows")
            continue
        chart = r.chart(known[0], None, *known[1:])
        if not chart or chart.trend != word:
            yield wrong(f"{title} is {word}", chart and chart.trend)


# ---- money -----------------------------------------------------------------

@claim(r"We gave back {NUM:h} h(?:, worth {MONEY:money})?")
def gave_back(m, r):
    yield from value_is(m["h"], r.now("net_hours"))
    if m["money"]:
        yield from value_is(m["money"][4:], r.now("benefit"))
    if r.now("net_hours").value <= 0:
        yield wrong(m[0], "nothing was saved")


@claim(r"The work took {NUM:h} h more than by hand")
def took_more(m, r):
    net = r.now("net_hours")
    if net.value > 0 or not shown(m["h"], -net.value):
        yield wrong(m[0], f"net {net.value}")


@claim(r" less reviews, corrections and loops leave {NUM:net} h net(?: "
       r"\({NUM:low}(?:–| to ){NUM:high} h with 80 % confidence\))?\. One hour "
       r"counts {MONEY:rate} \(assumed\)\.")
def money_lead(m, r):
    net = r.now("net_hours")
    yield from value_is(m["net"], net)
    yield from value_is(m["rate"][4:], r.now("hourly_rate"))
    for text, value in ((m["low"], net.low), (m["high"], net.high)):
        if text and not shown(text, value):
            yield wrong(text, f"the interval has {value}")


@claim(r"It pays from an hourly rate of {MONEY:rate}, or from {NUM:h} h a "
       r"week\.")
def pays_from(m, r):
    yield from value_is(m["rate"][4:], r.now("break_even_rate"))
    yield from value_is(m["h"], r.now("break_even_hours"))


@claim(r"It still pays as long as rework stays below {NUM:r} %\.")
def pays_below(m, r):
    yield from value_is(m["r"], r.now("break_even_rework"), 100)


@claim(r"It pays at any rework\.|It never pays, whatever the rework\.")
def pays_always(m, r):
    if r.now("break_even_rework").value is not None:
        yield wrong(m[0], "there is a break-even")


@claim(r"Refinement against before, counted apart: corrections cost "
       r"{MONEY:money} (?P<word>less|more) than at the minutes of the baseline "
       r"weeks(?: \(ROI of refinement {NUM:roi} %\))?\.")
def refinement(m, r):
    f = r.now("refinement_benefit")
    yield from value_is(m["money"][4:], f, 1 if f.value >= 0 else -1)
    if (f.value >= 0) != (m["word"] == "less"):
        yield wrong(m["word"], f"{f.value}")
    if m["roi"]:
        yield from value_is(m["roi"], r.now("refinement_roi"), 100)


@claim(r"It pays even in the lowest case|It pays if the freed hours are used|"
       r"Whether it pays depends on the assumptions|It does not pay in any "
       r"case")
def range_title(m, r):
    full, half = r.now("net_benefit"), r.now("net_benefit_half")
    want = ("even in the lowest" if half.low > 0 else "if the freed" if
            full.low > 0 else "depends" if full.high > 0 else "not pay in any")
    if want not in m[0]:
        yield wrong(m[0], f"{full.low} to {full.high}, with half of the hours "
                    f"from {half.low}")


@claim(r"^(?P<name>[A-Z][^:]+) matters? most(?P<decides>: it decides whether "
       r"it pays)?$")
def tornado_title(m, r):
    """Of the chart it stands over: the widest bar, and zero inside it."""
    chart = r.element
    swing = [abs(h - l) for l, h in zip(chart["low"], chart["high"])]
    at = swing.index(max(swing))
    low, high = sorted((chart["low"][at], chart["high"][at]))
    if m["name"].lower() not in chart["labels"][at].lower():
        yield wrong(m["name"], f"the widest is {chart['labels'][at]}")
    if bool(m["decides"]) != (low < 0 < high):
        yield wrong(m[0], f"{low} to {high}")


@claim(r"It (?P<no>does not pay|pays) over {INT:weeks} weeks: benefit less "
       r"cost {MONEY:money}")
def what_if(m, r):
    shown_results = {row["label"]: row["value"] for row in r.results()}
    value = shown_results["Benefit less cost"]
    if not shown(m["money"][4:], value):
        yield wrong(m["money"], f"the form has {value}")
    if (value >= 0) != (m["no"] == "pays"):
        yield wrong(m["no"], f"the form has {value}")


# ---- charts of rework ------------------------------------------------------

@claim(r"^(?:Rework has (?P<way>risen|fallen) beyond its normal variation|"
       r"Rework is stable now; {COUNT:out} weeks? lay outside (?:its|their) "
       r"limits|(?P<stays>Rework stays within its normal variation)|(?P<few>"
       r"Too few (?:outputs a week for limits of normal variation|weeks (?:to "
       r"see|since the new) .*)))"
       r"$")
def rework_chart(m, r):
    c = r.chart("rework", None, "rate", -1)
    if m["way"]:
        want = "degrading" if m["way"] == "risen" else "improving"
        if not c or c.trend != want:
            yield wrong(m[0], c and c.trend)
    elif m["few"]:
        if c and c.trend != "not enough data":
            yield wrong(m[0], c.trend)
    elif not c or c.trend != "stable":
        yield wrong(m[0], c and c.trend)


@claim(r"^Rework (?P<v1>rose|fell) in (?P<w1>.+?)(?: and (?P<v2>fell) in "
       r"(?P<w2>.+))?$|^No workflow's rework surely changed$")
def slope(m, r):
    way = {}
    for w in r.all_workflows():
        range_ = rate_change(r, "rework", w)[2]
        if range_ and range_[0] > 0:
            way.setdefault("rose", []).append(w)
        elif range_ and range_[1] < 0:
            way.setdefault("fell", []).append(w)
    said = {m[v]: m[w] for v, w in (("v1", "w1"), ("v2", "w2")) if m[v]}
    for verb in ("rose", "fell"):
        found, name = way.get(verb, []), said.get(verb)
        want = (None if not found else r.names_of(found[0]) if len(found) == 1
                else f"{len(found)} workflows")
        if name != want:
            yield wrong(m[0], f"{verb}: {found}")


@claim(r"^(?:Rework is (?P<word>degrading|improving) in (?P<w1>.+?)(?:, "
       r"improving in (?P<w2>.+))?|Rework is stable in (?P<all>every "
       r"workflow|all {INT:n} .+)|No workflow shows a trend in rework)$")
def panels(m, r):
    trend = {}
    for w in r.all_workflows():
        c = r.chart("rework", w, "rate", -1)
        trend.setdefault(c.trend if c else "none", []).append(w)
    said = {m["word"]: m["w1"]} if m["word"] else {}
    if m["w2"]:
        said["improving"] = m["w2"]
    for word in ("degrading", "improving"):
        found, name = trend.get(word, []), said.get(word)
        want = (None if not found else r.names_of(found[0]) if len(found) == 1
                else f"{len(found)} workflows")
        if name != want:
            yield wrong(m[0], f"{word}: {found}")
    if m["all"] and not trend.get("stable"):
        yield wrong(m[0], f"{trend}")


# ---- campaigns -------------------------------------------------------------

@claim(rf"^{{NUM:now}} (?P<what>conversions|clicks|messages delivered) {NOW}"
       rf"(?:, {{NUM:then}} {BEFORE})?$")
def campaign_sum(m, r):
    metric = m["what"].removeprefix("messages ")
    yield from value_is(m["now"], r.now(metric))
    if m["then"]:
        yield from value_is(m["then"], r.before(metric))


# ---- defects, handoffs, latency -------------------------------------------

@claim(r"{INT:x} of {INT:n} defects? found after publication: {NUM:r} % "
       r"\({NUM:low}–{NUM:high} %\)(?:, {NUM:per} per 100 published)?")
def escapes(m, r):
    w = r.sheet_workflow
    f = r.now("escape_rate", w)
    yield from rate_is(r, f, m["r"], m["x"], m["n"], m["low"], m["high"])
    if m["per"]:
        yield from value_is(m["per"], r.now("escapes_per_100", w))


@claim(r"{NUM:r} % of what came by a checkpoint was caught there")
def caught(m, r):
    yield from value_is(m["r"], r.now("checkpoint_effectiveness",
                                      r.sheet_workflow), 100)


@claim(r"found {NUM:d} steps after the origin on average")
def distance(m, r):
    yield from value_is(m["d"], r.now("defect_distance", r.sheet_workflow))


@claim(r"being late cost {NUM:h} h")
def lateness(m, r):
    yield from value_is(m["h"], r.now("lateness_hours", r.sheet_workflow))


@claim(r"{NUM:r} % have no known origin")
def no_origin(m, r):
    yield from value_is(m["r"], r.now("unknown_origin", r.sheet_workflow),
                        100)


@claim(r"the last {COUNT:n} weeks are not mature yet|not mature yet, more may "
       r"turn up")
def immature(m, r):
    if m["n"] and number(m["n"]) != 3:
        yield wrong(m[0], "the last three weeks are immature")


# ---- the audit -------------------------------------------------------------

@claim(r"More than {NUM:limit} % reworked\? (?P<word>Yes|No|Not clear yet|Too "
       r"many outcomes are unknown|So far), {NUM:r} % of {INT:n} outputs? "
       r"\({NUM:low}–{NUM:high} %\)\.")
def audit_output(m, r):
    f = r.now("rework")
    yield from rate_is(r, f, m["r"], n=m["n"], low=m["low"], high=m["high"])
    yield from limit_is(r, m["limit"])
    want = ("So far" if f.last > r.as_of else "Too many outcomes are unknown"
            if r.unknown_share > 0.2 else "Yes" if f.low > r.limit else
            "No" if f.high < r.limit else "Not clear yet")
    if m["word"] != want:
        yield wrong(m["word"], f"{f.low} to {f.high} is {want!r}")


@claim(r"With incomplete input {NUM:r1} % of outputs are reworked "
       r"\({INT:x1} of {INT:n1}\), with complete input {NUM:r2} % "
       r"\({INT:x2} of {INT:n2}\): {NUM:d} points, range {NUM:low} to "
       r"{NUM:high} points(?P<doubt>, not clear yet)?\.")
def audit_input(m, r):
    bad, good = r.now("rework_incomplete"), r.now("rework_complete")
    yield from rate_is(r, bad, m["r1"], m["x1"], m["n1"])
    yield from rate_is(r, good, m["r2"], m["x2"], m["n2"])
    low, high = stats.newcombe(bad.x, bad.n, good.x, good.n, Z95)
    for text, value in ((m["d"], bad.value - good.value), (m["low"], low),
                        (m["high"], high)):
        if not shown(text, value, 100):
            yield wrong(text, f"the difference has {value * 100}")
    if bool(m["doubt"]) != (low <= 0 <= high):
        yield wrong(m[0], f"{low} to {high}")


@claim(r"Input quality is {NUM:score} of 100\.")
def audit_quality(m, r):
    yield from value_is(m["score"], r.now("input_quality"))


@claim(r"{NUM:h} h went into re-entering and reformatting")
def audit_handoffs(m, r):
    yield from value_is(m["h"], r.now("reformat_minutes"), 1 / 60)


@claim(r"{NUM:r} % of handoffs are by hand \({NUM:low}–{NUM:high} %\)")
def by_hand(m, r):
    yield from rate_is(r, r.now("manual_share"), m["r"], low=m["low"],
                       high=m["high"])


@claim(r"in {NUM:r} % a format did not fit \({NUM:low}–{NUM:high} %\)")
def mismatched(m, r):
    yield from rate_is(r, r.now("mismatch_rate"), m["r"], low=m["low"],
                       high=m["high"])


@claim(r"{NUM:r} % of defects were found after publication \({INT:x} of "
       r"{INT:n}, range {NUM:low}–{NUM:high} %\)")
def audit_escapes(m, r):
    yield from rate_is(r, r.now("escape_rate"), m["r"], m["x"], m["n"],
                       m["low"], m["high"])


@claim(r"finding defects late cost {NUM:h} h")
def audit_late(m, r):
    yield from value_is(m["h"], r.now("lateness_hours"))


@claim(r"^(?P<point>Input analysis|Handoff friction|Checkpoint gaps|"
       r"Output validation): {NUM:h} of {NUM:all} h a week at stake$|^The audit (?:has "
       r"nothing to measure yet|finds no hours at stake)$")
def audit_headline(m, r):
    """Of the table under it, whose parts add up to its last row."""
    table = next(e for e in r.elements("audit") if SAYS in e.get("columns",
                                                                 ()))
    hours = {row[0]["text"]: row[2].get("value") for row in table["rows"]}
    total = hours.pop("All four")
    known = [h for h in hours.values() if h is not None]
    if known and abs(sum(known) - total) > 1e-6:
        yield wrong("All four", f"{total} is not the sum of {known}")
    if m["point"] and (hours[m["point"]] != max(known) or not shown(
            m["h"], max(known)) or not shown(m["all"], total)):
        yield wrong(m[0], f"the table has {hours}")
    if not m["point"] and known and max(known) >= 0.05:
        yield wrong(m[0], f"the table has {hours}")
# ---- checkpoints -----------------------------------------------------------

def gaps_of(r, workflow):
    """{step: (gap_defects, gap_hours, coverage)} of this period."""
    rows = r.figures[r.kind].rows
    steps = [dict(s)["step"] for m, s, first in rows
             if m == "checkpoint_gaps" and first == r.first and
             dict(s).get("workflow") == workflow and "step" in dict(s)]
    return {s: [r.now(m, workflow, step=s) for m in (
        "gap_defects", "gap_hours", "coverage")] for s in steps}


@claim(r"In (?P<name>.+?) the step (?P<step>.+?) is a checkpoint gap {NOW} "
       r"\((?:reviewed {INT:x} of {INT:n}, planned {NUM:plan} %)?(?:; )?"
       r"(?:{INT:met} defects? arose here and met no checkpoint)?\): "
       r"(?:{INT:d} defects? passed it(?: and took {NUM:h} hours? to correct)?|"
       r"no defect is known to have passed it)"
       r"(?:; so (?:is|are) {COUNT:more} more steps?)?\.")
def gap(m, r):
    """Of the workflow's gaps the one with the most hours is named."""
    w = r.subject(m["name"])
    gaps = gaps_of(r, w)
    more = number(m["more"]) if m["more"] else 0
    if len(gaps) != more + 1:
        yield wrong(m[0], f"{len(gaps)} gaps")
        return
    most = max(h.value or 0 for _, h, _ in gaps.values())
    for defects, hours, coverage in gaps.values():
        if ((hours.value or 0) == most and
                defects.value == (number(m["d"]) if m["d"] else 0) and
                (not m["h"] or shown(m["h"], hours.value)) and
                (not m["x"] or coverage and (coverage.x, coverage.n) == (
                    number(m["x"]), number(m["n"])) and
                 coverage.value < number(m["plan"]) / 100) and
                (not m["met"] or number(m["met"]) <= defects.value) and
                (m["x"] or m["met"])):
            return
    yield wrong(m[0], "no gap is like this")


@claim(r"^(?P<name>.+): errors pass unreviewed$")
def gap_title(m, r):
    f = r.now("checkpoint_gaps", r.subject(m["name"]))
    if not f or not f.value:
        yield wrong(m[0], "there is no gap")


@claim(r"^The core message was altered {COUNT:n} times? {NOW}$")
def altered_headline(m, r):
    yield from value_is(m["n"], r.now("altered_messages"))


@claim(r"(?:This|this) (?:week|quarter) the core message was altered "
       r"(?:(?P<once>once)|{COUNT:times} times)(?:, in {NUM:r} % of {INT:n} "
       r"reviews? at adaptation \({NUM:low}–{NUM:high} %\))?\.")
def altered(m, r):
    f = r.now("altered_messages")
    if not f or f.value != number(m["once"] or m["times"]):
        yield wrong(m[0], f"the figure is {f and f.value}")
    if m["r"]:
        yield from rate_is(r, r.now("message_altered"), m["r"], n=m["n"],
                           low=m["low"], high=m["high"])


@claim(r"Published: {NUM:r} % of {INT:n} handoffs? to the last step went "
       r"through an integration \({NUM:low}–{NUM:high} %\), the others by "
       r"copy and paste")
def integrated(m, r):
    yield from rate_is(r, r.now("publish_integration"), m["r"], n=m["n"],
                       low=m["low"], high=m["high"])


# ---- the account -----------------------------------------------------------

@claim(r"(?:All {INT:all} rows read are accounted for, none set aside|{INT:x} "
       r"of {INT:n} rows read were set aside)")
def account(m, r):
    total = r.total_row("files", "Files")
    aside = number(total["Set aside"])
    if number(m["all"] or m["n"]) != number(total["Rows read"]) or \
            (number(m["x"]) if m["x"] else 0) != aside:
        yield wrong(m[0], f"the table has {total}")


@claim(r"^(?:All {INT:n} outputs?(?:, in {INT:rows} rows?)?|The one output "
       r"of the period|No outputs|The {INT:some} costliest of {INT:all} "
       r"(?P<what>outputs|rows))$")
def data(m, r):
    f = r.now("outputs")
    want = 0 if not f or f.value is None else f.value
    table = next(e for e in r.elements("data") if e["type"] == "table")
    rows, at = table["rows"], table["columns"].index("Outputs")
    if m["some"]:
        if number(m["some"]) != len(rows) or number(m["all"]) > want:
            yield wrong(m[0], f"{len(rows)} rows of {want} outputs")
        return
    said = number(m["n"]) if m["n"] else 1 if "one" in m[0] else 0
    if said != want or said != sum(row[at]["value"] for row in rows) or \
            number(m["rows"] or str(len(rows))) != len(rows):
        yield wrong(m[0], f"{want} outputs in {len(rows)} rows")


# ---- handoffs and latency --------------------------------------------------

@claim(r"Most is lost at (?P<where>.+?): {NUM:lost} min {NOW}")
def most_lost(m, r):
    """The first row of the table has more minutes than any other."""
    table = next(e for e in r.elements("handoffs") if e["type"] == "table")
    at = table["columns"].index("Minutes lost")
    lost = [row[at].get("value") or 0 for row in table["rows"][:-1]]
    workflow, edge = (c["text"] for c in table["rows"][0][:2])
    if lost[0] != max(lost) or not shown(m["lost"], lost[0]):
        yield wrong(m["lost"], f"the table has {lost}")
    if m["where"] not in (edge, f"{workflow}, {edge}"):
        yield wrong(m["where"], f"the table has {workflow}, {edge}")
    f = r.now("reformat_minutes", r.names.get(workflow, workflow), step=edge)
    yield from value_is(m["lost"], f)


@claim(r"Manual steps: {INT:now} now, {INT:then} in the baseline weeks(?:; "
       r"{INT:more} more manual then, not used now)?")
def manual_steps(m, r):
    yield from value_is(m["now"], r.now("manual_steps"))
    yield from value_is(m["then"], r.now("manual_steps_before"))


@claim(r"Manual steps: {INT:now} now\. Nothing to compare with yet: ")
def manual_steps_alone(m, r):
    yield from value_is(m["now"], r.now("manual_steps"))
    if r.now("manual_steps_before").value is not None:
        yield wrong(m[0], "there is a baseline")


@claim(r"{NUM:r} % came in time {NOW}; (?P<no>no component is clearly the "
       r"worst)?|All that was expected {NOW} came in time")
def in_time(m, r):
    f = r.now("latency_compliance")
    if m["r"]:
        yield from value_is(m["r"], f, 100)
    elif f.value != 1:
        yield wrong(m[0], f"{f.x} of {f.n}")


@claim(r"^(?P<name>Segmentation|Execution|Middleware|Dashboard) is late most "
       r"often: {NUM:r} % within \S+ \S+ {NOW}")
def worst_component(m, r):
    """Surely the worst: below each other's interval, or the only one."""
    name = m["name"].lower()
    found = {c: f for c in ("segmentation", "execution", "middleware",
                            "dashboard")
             if (f := r.now("latency_compliance", component=c)) and f.n}
    mine = found.pop(name, None)
    yield from value_is(m["r"], mine, 100)
    if not mine or any(mine.high >= f.low for f in found.values()):
        yield wrong(m[0], f"{mine and (mine.low, mine.high)}")


# ---- signals ---------------------------------------------------------------

VALUE = r"(?:[A-Z]{3} )?{NUM%s}(?: (?:%%|h|min))?"
SWING = r"(?:; its weeks normally swing by ± {NUM:swing} (?:%|points))?"
CHANCE = (r"(?:(?P<sure>More than chance does)|Likely more than chance: of "
          r"{INT:tested} series tested about {NUM:expected} would stand out "
          r"by chance alone)\.")


def scale(row):
    return 100 if row["unit"] == "rate" else 1


def said_of(row, *pairs):
    """Do all texts show these columns of a signal?"""
    return all(row[column] != "" and shown(text, float(row[column]), by)
               for text, column, by in pairs if text is not None)


def signal_named(m, r, word, *pairs):
    """The one row of the week with that word and these numbers."""
    rows = [s for s in r.signals if s["signal"] == word and
            said_of(s, *((text, column, by or scale(s))
                         for text, column, by in pairs))]
    rows = [s for s in rows if m["where"] in (
        s["system"], r.names_of(s["workflow"]), "all work", "all campaigns",
        f"channel {s['channel']}, campaign {s['campaign']}")]
    if not rows:
        yield wrong(m[0], f"no {word} has these numbers")
        return
    row = rows[0]
    if (row["sure"] == "sure") != bool(m["sure"]):
        yield wrong(m[0], f"it is {row['sure']}")
    tested = sum(1 for s in r.signals if s["z"])
    if m["tested"] and (number(m["tested"]) != tested or
                        not shown(m["expected"], 0.02 * tested)):
        yield wrong(m["tested"], f"{tested} were tested")


@claim(r"(?:^|(?<= ))(?P<name>.+?) \((?P<where>.+?)\) was " + VALUE % ":now" +
       r" {NOW}: (?:{NUM:d1} (?:%|pts) on the week before \(" +
       VALUE % ":before" + r"\), )?{NUM:d2} (?:%|pts) on the median of the "
       r"{INT:weeks} weeks? before \(" + VALUE % ":median" + r"\)" + SWING +
       r"\. " + CHANCE)
def spike(m, r):
    yield from signal_named(
        m, r, "spike", (m["now"], "value", None),
        (m["before"], "before", None), (m["median"], "median", None),
        (m["d1"], "change_before", 100), (m["d2"], "change_median", 100),
        (m["weeks"], "weeks", 1), (m["swing"], "swing", 100))


@claim(r"(?:^|(?<= ))(?P<name>.+?) \((?P<where>.+?)\) has a new level since "
       r"week {INT:since}: " + VALUE % ":mean" + r" as the mean of three "
       r"weeks, {NUM:d} (?:%|pts) on the median of the weeks before them "
       r"\(" + VALUE % ":base" + r"\)" + SWING + r"\. " + CHANCE)
def new_level(m, r):
    yield from signal_named(
        m, r, "new level", (m["mean"], "mean3", None),
        (m["base"], "base_median", None), (m["swing"], "swing", 100))
    since = {int(s["since"][-2:]) for s in r.signals
             if s["signal"] == "new level"}
    if number(m["since"]) not in since:
        yield wrong(m["since"], f"levels began in {since}")
    changes = [c for row in r.signals if row["signal"] == "new level"
               if (c := level_change(row)) is not None]
    if not any(shown(m["d"], c, 100) for c in changes):
        yield wrong(m["d"], f"levels changed by {changes}")


def level_change(row):
    """Of the three weeks on the median before them, as printed."""
    mean, base = float(row["mean3"]), float(row["base_median"])
    if row["unit"] == "rate":
        return mean - base
    return (mean - base) / abs(base) if base else None


@claim(r"^(?:{INT:n} series (?:weeks )?stand out {NOW}, first (?P<first>.+)|"
       r"(?P<one>.+) stands out {NOW}|No series stands out {NOW}|No series "
       r"can be tested yet)$")
def stand_out(m, r):
    rows = next(e for e in r.elements("signals")
                if e["type"] == "table")["rows"]
    said = (number(m["n"]) if m["n"] else
            1 if m["one"] and m["one"] != "No series" else 0)
    named = m["first"] or (m["one"] if said else None)
    if named and named != f"{rows[0][0]['text']} ({rows[0][1]['text']})":
        yield wrong(named, f"the first row is {rows[0][0]['text']}")
    if said != len(rows):
        yield wrong(m[0], f"the table has {len(rows)}")
    found = [s for s in r.signals if s["signal"] in ("spike", "new level")]
    if r.kind == "week" and said != len(found):
        yield wrong(m[0], f"there are {len(found)}")
    if m[0].endswith("yet") and any(s["z"] for s in r.signals):
        yield wrong(m[0], "some were tested")


# ---- the sample ------------------------------------------------------------

DRAWN = r"(?:week \d+|[A-Z][a-z]+ \d{4}|Q\d \d{4})"


def drawn(r, metric, words):
    """Of the report's period, or of the latest week of that number."""
    if not words.startswith("week "):
        return r.now(metric)
    found = [f for f in r.figures["week"].series(metric, None)
             if f.first <= r.first and
             f.first.isocalendar()[1] == int(words[5:])]
    return found[-1] if found else None


@claim(r"{INT:x} of {INT:n} drawn members? (?:are|is) judged, "
       rf"(?P<when>{DRAWN})")
def sample_open(m, r):
    f = drawn(r, "sample_compliance", m["when"])
    if not f or (f.x, f.n) != (number(m["x"]), number(m["n"])):
        yield wrong(m[0], f"{f and (f.x, f.n)}")


@claim(r"^Targeting is {NUM:d} % (?P<word>better|worse) than in the baseline, "
       rf"(?P<when>{DRAWN})$")
def targeting_headline(m, r):
    f = drawn(r, "targeting_change", m["when"])
    yield from surely(m, f)
    if f and f.value is not None and not shown(m["d"], abs(f.value), 100):
        yield wrong(m["d"], f"the figure is {f.value}")


def surely(m, f):
    """Its interval excludes 0 on the side of the word."""
    if not f or f.value is None or not (
            f.low > 0 if m["word"] == "better" else
            f.high is not None and f.high < 0):
        yield wrong(m["word"], f"{f and (f.low, f.high)}")


@claim(rf"^{{NUM:r}} % of the members are relevant, (?P<when>{DRAWN})$")
def relevant_headline(m, r):
    yield from rate_is(r, drawn(r, "targeting_accuracy", m["when"]), m["r"])


@claim(r"^Targeting is (?P<word>better|worse) than in the baseline$")
def targeting_title(m, r):
    yield from surely(m, r.now("targeting_change"))


@claim(r"{NUM:r} % of the members sampled {NOW} are relevant \({NUM:low}–"
       r"{NUM:high} %\): {NUM:d} % since the baseline, range {NUM:l} %"
       r"(?: to {NUM:h} %| and more)\. (?:The article's {INT:a} to {INT:b} % "
       r"(?P<reached>are reached)|It is (?P<less>less) than the article's "
       r"{INT:c} to {INT:e} %|Whether it is the article's {INT:f} to {INT:g} "
       r"% is not clear yet)\.")
def targeting(m, r):
    rate, change = r.now("targeting_accuracy"), r.now("targeting_change")
    yield from rate_is(r, rate, m["r"], low=m["low"], high=m["high"])
    for text, value in ((m["d"], change.value), (m["l"], change.low),
                        (m["h"], change.high)):
        if text and not shown(text, value, 100):
            yield wrong(text, f"the figure has {value}")
    low = number(m["a"] or m["c"] or m["f"]) / 100
    word = ("reached" if change.low >= low else "less"
            if change.high is not None and change.high < low else "")
    if word != (m["reached"] and "reached" or m["less"] or ""):
        yield wrong(m[0], f"{change.low} to {change.high} is {word!r}")


@claim(r"Fewer than {NUM:limit} % of the messages of (?P<names>.+?) {NOW} have "
       r"opens, clicks or conversions\. Until they do, there is no tuning "
       r"advice for (?:it|them)\.")
def untracked(m, r):
    below = {dict(s)["campaign"] for (metric, s, first), f in
             r.figures[r.kind].rows.items()
             if metric == "tracking_completeness" and len(s) == 1 and
             s[0][0] == "campaign" and first == r.first and
             f.value is not None and f.value < number(m["limit"]) / 100}
    if not any(name in m["names"] for name in below):
        yield wrong(m["names"], f"below are {below}")


@claim(r"{COUNT:x} of {COUNT:n} drawn members? are judged\.")
def sample_gap(m, r):
    f = r.now("sample_compliance")
    if not f or (f.x, f.n) != (number(m["x"]), number(m["n"])):
        yield wrong(m[0], f"{f and (f.x, f.n)}")
