"""Who and what: people, workflows, clients, and what was planted when."""
import datetime as dt
from dataclasses import dataclass

FIRST_MONDAY = dt.date(2026, 2, 16)     # 2026-W08
WEEKS = 40                              # to Sunday 2026-11-22, 2026-W47
LAST_DAY = FIRST_MONDAY + dt.timedelta(days=WEEKS * 7 - 1)


def iso(week):
    """Index of an ISO week of 2026 in the story."""
    return week - 8


ACTION = iso(31)        # blog: new brief template and prompt v2
PLATFORM = iso(38)      # webinar: platform change
OUTAGE = dt.date(2026, 10, 21)          # of the middleware
HOLIDAYS = {
    dt.date(2026, 4, 3): "Good Friday", dt.date(2026, 4, 6): "Easter Monday",
    dt.date(2026, 5, 1): "Labour Day", dt.date(2026, 5, 14): "Ascension",
    dt.date(2026, 5, 25): "Whit Monday",
}
BREAK = [dt.date(2026, 8, 10) + dt.timedelta(days=d) for d in range(5)]


def monday(week):
    return FIRST_MONDAY + dt.timedelta(weeks=week)


def week_of(day):
    return (day - FIRST_MONDAY).days // 7


def is_work_day(day):
    """In the company's break a skeleton crew works on the Monday only."""
    return (day.weekday() < 5 and day not in HOLIDAYS
            and day not in BREAK[1:])


def next_work_day(day, days=1):
    while days:
        day += dt.timedelta(days=1)
        days -= is_work_day(day)
    return day


@dataclass(frozen=True)
class Person:
    name: str
    mail: str
    role: str
    strict: float = 0.0     # on outcomes, logits; ratings fall by as much
    reviews: int = 0        # share of the reviews

    @property
    def address(self):
        """Toggl's people are addresses: the same person, the same one."""
        return self.mail + "@northlight.example"


PEOPLE = [
    Person("Ana Roth", "ana", "editor", .34, 5),
    Person("Björn Seidel", "bjoern", "editor", -.04, 5),
    Person("Chiara Conti", "chiara", "strategist", .10, 3),
    Person("Đức Nguyễn", "duc", "editor", 0, 5),
    Person("Eva Lind", "eva", "channel manager", -.12, 4),
    Person("Farid Haddad", "farid", "channel manager", -.30, 4),
    Person("Greta Olsen", "greta", "editor", .06, 3),
    Person("Håkon Berg", "hakon", "channel manager"),
    Person("İpek Yıldız", "ipek", "strategist"),
    Person("Jürgen Weiß", "juergen", "channel manager"),
    Person("Katarzyna Łuczak", "katarzyna", "editor"),
    Person("Léa Fournier", "lea", "channel manager"),
]
REVIEWERS = [(p, p.reviews) for p in PEOPLE if p.reviews]


@dataclass(frozen=True)
class Step:
    id: str
    tool: str
    item_type: str
    minutes: int            # of work with AI, once learned
    bad: float              # major edit or worse
    light: float            # light touch, of the others


@dataclass(frozen=True)
class Workflow:
    id: str
    prefix: str
    items: int              # a week
    channels: list
    always_on: str          # the programme items without a rollout are for
    steps: list


WORKFLOWS = [
    Workflow("blog", "BL", 26, [("web", 1)], "Always-on blog", [
        Step("brief", "Notion AI", "brief", 20, .10, .22),
        Step("draft", "Claude 3 Opus", "article", 62, .40, .36),
        Step("adapt", "Jasper", "snippet set", 22, .37, .34),
        Step("schedule", "Zapier", "post", 6, .035, .09),
    ]),
    Workflow("email-nurture", "EM", 30, [("email", 1)], "Lifecycle mail", [
        Step("brief", "Notion AI", "brief", 16, .06, .18),
        Step("draft", "Claude 3 Opus", "email", 21, .115, .28),
        Step("adapt", "Copy.ai", "subject lines", 9, .165, .30),
        Step("schedule", "Zapier", "mail", 4, .025, .07),
    ]),
    Workflow("paid-social", "PS", 37,
             [("instagram", 9), ("linkedin", 7), ("facebook", 4)],
             "Always-on social", [
        Step("draft", "Copy.ai", "ad copy", 11, .28, .33),
        Step("adapt", "Jasper", "ad variants", 9, .25, .30),
        Step("schedule", "Zapier", "ad", 3, .035, .08),
    ]),
    Workflow("webinar", "WB", 10, [("webinar", 1)], "Live sessions 2026", [
        Step("brief", "Notion AI", "brief", 24, .06, .20),
        Step("draft", "Claude 3 Opus", "script", 78, .14, .34),
        Step("adapt", "Jasper", "invitation set", 26, .13, .32),
        Step("schedule", "Zapier", "event page", 8, .04, .10),
    ]),
]
WORKFLOW = {w.id: w for w in WORKFLOWS}


def rework_share(workflow, step, week):
    """What was planted: one workflow gets better, one gets worse."""
    share = step.bad
    if workflow == "blog" and week > ACTION and step.id != "schedule":
        share *= .38
    if workflow == "webinar" and week >= PLATFORM and step.id != "schedule":
        share += .042 * min(6, week - PLATFORM + 1)
    return share


def gap_share(workflow, week):
    """Briefs without an audience or a goal: the new template asks for both."""
    if workflow == "blog":
        return .03 if week > ACTION else .13
    return .08


CLIENTS = ["Alpenmilch Käserei", "Brückner Optik", "Café Morgenrot",
           "Dørum Outdoor", "Estudio Peñalba", "Fjordvik Ferries",
           "Grün & Söhne", "Hôtel Bellerive", "Île Verte Cosmetics",
           "Jørgensen Bikes", "Kočka Toys", "Lumière Lighting",
           "Måne Yoga"]
THEMES = [["spring launch", "Easter offer", "loyalty relaunch",
           "store opening", "travel season"],
          ["early summer sale", "festival weeks", "how-to series",
           "referral weeks", "back to school"],
          ["autumn renewal", "harvest menu", "gift guide",
           "Black Friday early access", "year-end offer"]]


def rollouts():
    """[(start week, name)]: three a week, none in the break."""
    made = 0
    for week in range(WEEKS):
        if monday(week) == BREAK[0]:
            continue
        for _ in range(3):
            client, turn = made % len(CLIENTS), made // len(CLIENTS)
            theme = THEMES[turn // 3][(client + turn % 3) % 5]
            yield week, f"{CLIENTS[client]}: {theme}"
            made += 1
