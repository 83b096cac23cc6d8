"""What the team spent and did about it: hours, money, sessions, mood."""
import datetime as dt

from . import cast
from .dice import Dice

TOGGL = ["User", "Email", "Client", "Project", "Task", "Description",
         "Billable", "Start date", "Start time", "End date", "End time",
         "Duration", "Tags", "Amount (EUR)"]
# Projects of client work that has no workflow: Toggl logs it all the same.
CLIENT_WORK = ["Pitch preparation", "Client calls", "Photo shoot"]
AUDITS = [cast.iso(w) for w in (9, 22, 35)]
SPOT_CHECKS = range(2, 11)    # spot checks: February to October
SKILLS = [("prompt engineering", 5), ("integration mapping", 3),
          ("quality thresholds", 2)]


def entry(dice, person, project, tag, minutes, day, hour, what):
    begin = dt.datetime.combine(day, dt.time(hour, dice.below(50)))
    length = dt.timedelta(minutes=max(10, round(minutes)),
                          seconds=dice.below(60))
    end = begin + length
    h, rest = divmod(int(length.total_seconds()), 3600)
    return [person.name, person.address, "Internal", project, "", what,
            "No", day.isoformat(), f"{begin:%H:%M:%S}",
            end.date().isoformat(), f"{end:%H:%M:%S}",
            f"{h:02d}:{rest // 60:02d}:{rest % 60:02d}", tag, "0.00"]


def sat(workflow):
    """Who sits in a workflow's tuning session."""
    first = list(cast.WORKFLOW).index(workflow)
    return cast.PEOPLE[first:first + 2]


def meetings():
    """[(day, kind, workflow, planned minutes)]"""
    for week in range(cast.WEEKS):
        start = cast.monday(week)
        if start == cast.BREAK[0]:
            continue
        for n, workflow in enumerate(cast.WORKFLOW):
            day = start + dt.timedelta(days=1 + n % 2)
            if n % 2 == week % 2 or workflow == "blog":
                yield day, "tuning", workflow, 30
        if week in AUDITS:
            for n, workflow in enumerate(("blog", "paid-social")):
                yield (start + dt.timedelta(days=2 + n), "audit", workflow,
                       135)


def refinement():
    """[(day, workflow, hours)]: the new brief template, and the mending of
    the webinar platform."""
    for week, workflow, hours in ((cast.ACTION - 1, "blog", 5),
                                  (cast.ACTION, "blog", 6),
                                  (cast.PLATFORM + 4, "webinar", 3)):
        for d in range(4):
            yield (cast.monday(week) + dt.timedelta(days=d), workflow,
                   hours)


def toggl(dice):
    rows = []
    for day, kind, workflow, planned in meetings():
        for person in sat(workflow):
            rows.append(entry(dice, person, workflow, kind, dice.bell(
                planned * 1.1, planned * .14), day, 10,
                "AI workflow " + kind))
    for day, workflow, hours in refinement():
        for person in sat(workflow):
            rows.append(entry(dice, person, workflow, "refinement",
                              dice.bell(hours * 30, 25), day, 13,
                              "Template, prompt and test runs"))
    for week in range(cast.WEEKS):
        person = dice.one(cast.PEOPLE)
        day = cast.next_work_day(cast.monday(week))
        rows.append(entry(dice, person, "Client service", "", dice.bell(
            90, 30), day, 15, dice.one(CLIENT_WORK)))
    return sorted(rows, key=lambda r: (r[7], r[8], r[0]))


def practice(dice):
    """Twelve people learn: most of it in the first quarter."""
    rows = []
    for week in range(cast.WEEKS):
        if cast.monday(week) == cast.BREAK[0]:
            continue
        for person in cast.PEOPLE:
            if not dice.chance(.5 if week < 13 else .3):
                continue
            day = cast.monday(week) + dt.timedelta(days=4)
            if cast.is_work_day(day):
                rows.append([day.isoformat(), dice.long_tail(45, .35, 150),
                             dice.one(list(cast.WORKFLOW)), "practice",
                             person.role, person.address,
                             dice.pick(SKILLS)])
    return sorted(rows)


def costs(dice):
    """Seats by the month; the models' use by the month, in dollars."""
    seats = [("Claude Team, 12 seats", 336), ("Jasper Business, 4 seats", 252),
             ("Copy.ai Pro", 186), ("Notion AI, 12 seats", 114),
             ("Zapier Team", 104), ("Customer.io", 920),
             ("HubSpot AI, share of seats", 640)]
    for month in range(2, 12):
        day = dt.date(2026, month, 1).isoformat()
        for item, amount in seats:
            yield [day, item, f"{amount:.2f}", "tool", "EUR"]
        yield [day, "Claude API, by use",
               f"{dice.bell(170 + 9 * month, 14):.2f}", "tool", "USD"]
        yield [day, "Automation contractor, retainer", "1600.00", "other",
               "EUR"]
    yield ["2026-02-23", "Prompt workshop, trainer", "1450.00",
           "refinement", "EUR"]
    yield ["2026-07-27", "Brief template, freelance designer", "980.00",
           "refinement", "EUR"]
    yield ["2026-09-14", "Webinar platform, set-up fee", "600.00", "other",
           "EUR"]


def sessions(dice):
    for day, kind, _, planned in meetings():
        missed = kind == "tuning" and dice.chance(.04)
        yield [day.isoformat(), kind, planned,
               "" if missed else max(15, round(dice.bell(
                   planned * 1.12, planned * .17)))]
    for month in SPOT_CHECKS:
        yield [cast.next_work_day(dt.date(2026, month, 24)).isoformat(),
               "spot_check", 20, dice.between(15, 34)]
    for day in ("2026-04-08", "2026-07-07", "2026-10-06"):
        yield [day, "health_review", 60, dice.between(50, 85)]


def events():
    for day, name in sorted(cast.HOLIDAYS.items()):
        yield [day, name, "holiday", ""]
    for day in cast.BREAK:
        yield [day, "Company break", "holiday", ""]
    yield [dt.date(2026, 2, 16), "AI workflows go live", "go_live", ""]
    yield [dt.date(2026, 5, 12), "E-mail prompt v2", "tool_change",
           "email-nurture"]
    yield [dt.date(2026, 6, 22), "Zapier connects Notion and Claude",
           "tool_change", "blog"]
    yield [dt.date(2026, 7, 29), "New brief template, prompt v2",
           "tool_change", "blog"]
    yield [dt.date(2026, 9, 14), "New webinar platform", "tool_change",
           "webinar"]
    yield [cast.OUTAGE, "Zapier outage", "other", ""]
    yield [dt.date(2026, 11, 16), "Black Friday early access", "launch",
           "paid-social"]


def pulse(dice):
    """Twelve answers a month: fed up in spring, content in autumn."""
    for month in range(2, 12):
        answers = [min(5, max(1, round(dice.bell(2.6 + .13 * month, .8))))
                   for _ in cast.PEOPLE]
        day = cast.next_work_day(dt.date(2026, month, 18))
        for score in sorted(set(answers)):
            yield [day.isoformat(), score, answers.count(score)]


def write(folder):
    folder.table("toggl_detailed.csv", TOGGL, toggl(Dice("toggl")),
                 ends="\r\n", bom=True)
    folder.table("practice_hours.csv", [
        "date", "minutes", "workflow", "activity", "role", "person",
        "skill"], practice(Dice("practice")))
    folder.table("tool_costs.csv", ["date", "item", "amount", "kind",
                                    "currency"], costs(Dice("costs")))
    folder.table("sessions.csv", ["date", "kind", "planned_minutes",
                                  "actual_minutes"],
                 sorted(sessions(Dice("sessions")), key=lambda r: r[:2]))
    folder.table("team_calendar.csv", ["date", "event", "kind", "workflow"],
                 sorted(events(), key=lambda r: (r[0], r[1])))
    folder.table("team_pulse.csv", ["date", "score", "n"],
                 pulse(Dice("pulse")))
