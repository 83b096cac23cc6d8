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
               "origin_step".split(),
    "weighted": "n item_id reviewed_at workflow step outcome tool item_type "
                "correction_minutes review_minutes work_minutes rating "
                "reviewer prompt_version channel campaign".split(),
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
