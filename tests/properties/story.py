"""Random stories: a workspace and its exports, the same for a seed.

A Story holds rows as dicts, by the name of the export; nothing in it breaks
a key, so files may be shuffled, split and imported in any order.
"""
import datetime as dt
import random

FIRST = dt.date(2026, 2, 4)         # a Wednesday: its week is not complete
DAYS = 150
AS_OF = FIRST + dt.timedelta(DAYS + 3)

COLUMNS = {
    "reviews": "item_id reviewed_at workflow step outcome tool item_type "
               "correction_minutes review_minutes work_minutes rating "
               "reviewer prompt_version channel campaign defect "
               "origin_step started_at brief_id".split(),
    "weighted": "n item_id reviewed_at workflow step outcome tool item_type "
                "correction_minutes review_minutes work_minutes rating "
                "reviewer prompt_version channel campaign".split(),
    "handoffs": "from_step to_step sent_at received_at workflow item_id mode "
                "status reformat_minutes component".split(),
    "pulse": "date score n".split(),
    "inputs": "date input record_id goal deadline critical_missing".split(),
    "verdicts": "sample_id verdict rating rater at".split(),
    "grouped": "n item_id reviewed_at workflow step outcome tool item_type "
               "correction_minutes review_minutes work_minutes started_at "
               "defect origin_step rating reviewer prompt_version channel "
               "campaign brief_id".split(),
    "outputs": "date workflow step outputs".split(),
    "time": "date minutes workflow step activity role person".split(),
    "costs": "date item amount kind hours".split(),
    "campaigns": "date campaign channel segment sends delivered opens clicks "
                 "conversions cost currency".split(),
}

TEAM = """\
team: Random
currency: EUR
time_zone: {zone}
default_rate: 41.50 EUR/h
roles:
  - {{id: editor, rate: 52 EUR/h}}
  - {{id: intern, rate: 17.20 EUR/h}}
"""


class Story:
    def __init__(self, seed, counts=False):
        """counts: with an export of how many outputs a step made."""
        self.dice = random.Random(seed)
        d = self.dice
        zone = d.choice(["Europe/Berlin", "America/New_York", "UTC"])
        self.team = TEAM.format(zone=zone)
        self.steps = {f"w{i}": [f"s{k}" for k in range(d.randint(1, 3))]
                      for i in range(d.randint(2, 4))}
        self.lists_corrected = set()
        self.workflows = self.documented()
        self.exports = {"reviews": self.reviews(), "time": self.time(),
                        "costs": self.costs(), "weighted": self.weighted(),
                        "campaigns": self.campaigns()}
        if counts:
            self.exports["outputs"] = self.outputs()

    def documented(self):
        """workflows.yaml; the last workflow is often not in it."""
        d, lines = self.dice, ["workflows:"]
        names = list(self.steps)
        for name in names[:-1] if d.random() < 0.6 else names:
            lines += [f"  - id: {name}"]
            lines += [f"    minutes_from: {d.choice(['auto', 'time'])}"
                      if d.random() < 0.3 else "    minutes_from: auto"]
            if d.random() < 0.2:
                lines += ["    lists: corrected"]
                self.lists_corrected.add(name)
            lines += ["    steps:"]
            for step in self.steps[name]:
                lines += [f"      - {{id: {step}, planned: "
                          f"{d.randint(5, 60)} min, owner_role: "
                          f"{d.choice(['editor', 'intern'])}, unlisted: "
                          f"{d.choice(['usable', 'unknown'])}}}"]
            if d.random() < 0.8:
                lines += ["    manual_minutes:",
                          f"      - {{minutes: {d.randint(20, 150)} min}}"]
        return "\n".join(lines) + "\n"

    def day(self):
        return FIRST + dt.timedelta(self.dice.randrange(DAYS))

    def clock(self, day):
        """A time of the day, to the second, or now and then none."""
        d = self.dice
        if d.random() < 0.15:
            return day.isoformat()
        return f"{day}T{d.randrange(24):02}:{d.randrange(60):02}:" \
               f"{d.randrange(60):02}"

    def minutes(self, top, blank):
        d = self.dice
        if d.random() < blank:
            return ""
        return str(d.choice([0, d.randint(1, top), round(
            d.random() * top, 2)]))

    def where(self):
        workflow = self.dice.choice(list(self.steps))
        return workflow, self.dice.choice(self.steps[workflow])

    def review(self, item, workflow, step, when):
        d = self.dice
        outcome = d.choices(["usable", "light", "major", "rewritten",
                             "rejected", ""], [9, 5, 2, 1, 1, 2])[0]
        return {
            "item_id": item, "reviewed_at": when, "workflow": workflow,
            "step": step, "outcome": outcome,
            "tool": d.choice(["Jasper", "Copy.ai", "Zürich, KI", ""]),
            "item_type": d.choice(["post", "article", ""]),
            "correction_minutes": self.minutes(30, 0.2),
            "review_minutes": self.minutes(9, 0.2),
            "work_minutes": self.minutes(60, 0.2),
            "rating": d.choice(["", "1", "3", "4.5", "5"]),
            "reviewer": d.choice(["Ana", "Björn", "Chiara", ""]),
            "prompt_version": d.choice(["v1", "v2", ""]),
            "channel": d.choice(["web", "email", ""]),
            "campaign": d.choice(["Spring", "Say \"hi\"; now", ""]),
        }

    def reviews(self):
        d, rows, taken = self.dice, [], set()
        for i in range(d.randint(150, 260)):
            workflow, step = self.where()
            day, item = self.day(), f"A-{i:03}"
            while True:
                when = self.clock(day)
                # No two times of an item on a day: a tie would be decided
                # by the line in the file.
                if (item, step, day) not in taken:
                    taken.add((item, step, day))
                    rows.append(self.review(item, workflow, step, when))
                # Another pass, within 28 days or after them.
                if d.random() > 0.25:
                    break
                day += dt.timedelta(d.choice([1, 3, 28, 29, 45]))
                if (day - FIRST).days >= DAYS:
                    break
            if d.random() < 0.05:
                rows.append(dict(
                    self.review(item, workflow, "published",
                                self.clock(day)),
                    defect="fact", origin_step=step))
        return rows

    def weighted(self):
        d = self.dice
        return [dict(self.review(f"B-{i}", *self.where(),
                                 self.day().isoformat()), n=d.randint(2, 9))
                for i in range(d.randint(20, 40))]

    def outputs(self):
        d = self.dice
        return [{"date": (FIRST + dt.timedelta(k)).isoformat(),
                 "workflow": w, "step": s, "outputs": d.randint(0, 9)}
                for k in range(0, DAYS, 5)
                for w, steps in self.steps.items() for s in steps
                if d.random() < 0.7]

    def time(self):
        d = self.dice
        return [{"date": self.day().isoformat(),
                 "minutes": self.minutes(90, 0),
                 "workflow": d.choice([*self.steps, ""]), "step": "",
                 "activity": d.choice("work correction review handoff "
                                      "tuning audit other".split()),
                 "role": d.choice(["editor", "intern", ""]),
                 "person": d.choice(["Ana", "Björn", ""])}
                for _ in range(d.randint(20, 60))]

    def costs(self):
        d, rows = self.dice, []
        for month in range(2, 7):
            rows.append({"date": f"2026-{month:02}-{d.randint(1, 28):02}",
                         "item": "Jasper", "kind": "tool", "hours": "",
                         "amount": f"{d.randint(1, 20000) / 100:.2f}"})
            rows.append({"date": f"2026-{month:02}-{d.randint(1, 28):02}",
                         "item": "tuning", "kind": "refinement",
                         "amount": "0", "hours": d.choice(["", "2", "7.5"])})
        return rows

    def campaigns(self):
        d, rows = self.dice, []
        for k in range(0, DAYS, 3):
            sends = d.randint(1, 900)
            delivered = d.randint(0, sends)
            opens = d.randint(0, delivered)
            clicks = d.randint(0, opens)
            rows.append({
                "date": (FIRST + dt.timedelta(k)).isoformat(),
                "campaign": d.choice(["Spring", "Summer"]),
                "channel": d.choice(["email", "web"]), "segment": "",
                "sends": sends, "delivered": delivered, "opens": opens,
                "clicks": clicks, "conversions": d.randint(0, clicks),
                "cost": f"{d.randint(0, 9999) / 100:.2f}",
                "currency": "EUR"})
        return rows

    def crowd(self):
        """Items of a few days, on their way through the steps of a workflow;
        many of them say the same."""
        d, rows = self.dice, []
        for k in range(0, DAYS, 14):
            day = FIRST + dt.timedelta(k)
            some = []
            for _ in range(3):
                workflow, step = self.where()
                some.append(dict(
                    self.review("", workflow, step, ""),
                    brief_id=d.choice(["", "BR-1", "BR-2"]),
                    defect=d.choice(["", "", "message_altered"]),
                    origin_step=self.steps[workflow][0]))
            for i in range(d.randint(4, 40)):
                like, at = d.choice(some), dt.datetime.combine(
                    day, dt.time(d.randrange(8), d.randrange(60)))
                for step in self.steps[like["workflow"]]:
                    row = dict(like, step=step, item_id=f"C-{k}-{i}",
                               reviewed_at=at.isoformat())
                    at += dt.timedelta(minutes=d.choice([5, 50, 300]))
                    # The next step is sometimes begun before this review.
                    row["started_at"] = (at - dt.timedelta(
                        minutes=d.choice([55, 400]))).isoformat()
                    rows.append(row)
                if d.random() < 0.05:
                    rows.append(dict(row, reviewed_at=self.clock(
                        day + dt.timedelta(d.choice([2, 29])))))
        return rows

    def audited(self):
        """The briefs of the crowd, and what people said of samples."""
        d = self.dice
        day = (FIRST + dt.timedelta(3)).isoformat()
        return {
            "inputs": [{"date": day, "input": "brief", "record_id": r,
                        "goal": "ok", "deadline": d.choice(["ok", "missing"]),
                        "critical_missing": m}
                       for r, m in (("BR-1", 0), ("BR-2", 1))],
            "verdicts": [{"sample_id": f"2026-03/East/{i}",
                          "verdict": d.choice(["relevant", "not_relevant"]),
                          "rating": d.randint(1, 5), "rater": rater,
                          "at": (FIRST + dt.timedelta(30)).isoformat()}
                         for i in range(25) for rater in ("Ana", "Björn")]}

    def handoffs(self):
        """Items that wander, some of them back, over one or two days."""
        d, rows = self.dice, []
        for i in range(d.randint(200, 300)):
            workflow, step = self.where()
            day, at = FIRST + dt.timedelta(21 * d.randrange(7)), step
            for _ in range(d.randint(1, 3)):
                to = d.choice([*self.steps[workflow], "CMS"])
                sent = dt.datetime.combine(day, dt.time(
                    d.randrange(12), d.randrange(60)))
                got = sent + dt.timedelta(minutes=d.choice([20, 600, -5]))
                rows.append({
                    "from_step": at, "to_step": to, "workflow": workflow,
                    "sent_at": d.choice([sent.isoformat()] * 9 + [str(day)]),
                    "received_at": d.choice([got.isoformat()] * 5 + [""]),
                    "item_id": f"H-{i}",
                    "mode": d.choice(["auto", "manual"]),
                    "status": d.choice(["ok"] * 9 + ["failed"]),
                    "reformat_minutes": d.choice(["", "", "3"]),
                    "component": d.choice(["", "", "middleware"])})
                at, day = to, day + dt.timedelta(d.choice([0, 0, 14]))
        return rows

    def pulse(self):
        d = self.dice
        return [{"date": (FIRST + dt.timedelta(7 * (k % 20))).isoformat(),
                 "score": d.randint(1, 5), "n": ""}
                for k in range(d.randint(80, 160))]
