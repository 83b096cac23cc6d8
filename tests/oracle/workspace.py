"""tuneup.yaml and workflows.yaml, as far as the figures need them.

Durations are whole milliseconds, money is a Fraction per hour.
"""
import datetime as dt
import os
from fractions import Fraction

import yaml

from handoffs import LIMITS
from inputs import WEIGHTS

MS = {"ms": 1, "s": 1000, "min": 60_000, "h": 3_600_000}
MONTHS = ("january february march april may june july august september "
          "october november december").split()


def duration(text):
    number, unit = str(text).split()
    return int(Fraction(number) * MS[unit])


def share(text):
    text = str(text)
    if text.endswith("%"):
        return Fraction(text[:-1].strip()) / 100
    return Fraction(text)


def rate(text):
    return Fraction(str(text).split()[0])


class Workflow:
    def __init__(self, node):
        self.id = str(node["id"])
        self.name = node.get("name", self.id)
        self.steps = {str(s["id"]): s for s in node.get("steps") or []}
        self.go_live = node.get("go_live")
        self.manual = node.get("manual_minutes") or []
        self.minutes_from = node.get("minutes_from", "auto")
        self.lists_corrected = node.get("lists", "all") == "corrected"

    def unlisted(self, step):
        return self.steps.get(step, {}).get("unlisted", "unknown")

    def planned(self, step):
        text = self.steps.get(step, {}).get("planned")
        return duration(text) if text else 0

    def baseline(self, step, item_type, day):
        """B of METRICS section 16: step and type, step, type, workflow."""
        for want in ((step, item_type), (step, None), (None, item_type),
                     (None, None)):
            best = None
            for entry in self.manual:
                names = entry.get("step"), entry.get("item_type")
                since = entry.get("from", dt.date.min)
                if names == want and since <= day and (
                        best is None or since >= best[0]):
                    best = since, duration(entry["minutes"])
            if best:
                return best[1]
        return None


class Workspace:
    def __init__(self, folder):
        def load(name):
            with open(os.path.join(folder, name), encoding="utf-8") as f:
                return yaml.safe_load(f) or {}

        team = load("tuneup.yaml")
        limits = team.get("thresholds") or {}
        self.zone = team["time_zone"]
        self.quarter_starts = self.month(team.get("quarter_starts", 1))
        self.default_rate = rate(team["default_rate"])
        # What one unit of a currency is worth in ours; blank is ours.
        self.currencies = {"": Fraction(1), team["currency"]: Fraction(1)}
        for c in team.get("currencies") or []:
            self.currencies[c["code"]] = rate(c["rate"])
        self.rates = {r["id"]: rate(r["rate"])
                      for r in team.get("roles") or []}
        self.rework_limit = share(limits.get("rework_limit", "15 %"))
        self.unknown_limit = share(limits.get("unknown_limit", "20 %"))
        self.usable_target = share(limits.get("usable_target", "0 %"))
        self.recapture = share(limits.get("recapture", "50 %"))
        self.discount_rate = share(limits.get("discount_rate", "10 %"))
        self.baseline_weeks = int(limits.get("baseline_weeks", 12))
        self.floor = duration(limits.get("rework_floor", "5 min"))
        self.planned_share = share(limits.get("rework_planned_share", "20 %"))
        self.rates_confidence = float(
            share(limits.get("confidence_rates", "95 %")))
        self.money_confidence = float(
            share(limits.get("confidence_money", "80 %")))
        self.weights = [Fraction(str(limits.get("consistency_" + part, w)))
                        for part, w in (("outcome", "0.5"),
                                        ("effort", "0.3"),
                                        ("rating", "0.2"))]
        self.scale = [Fraction(v) for v in
                      str(limits.get("rating_scale", "1-5")).split("-")]
        self.latency = {part: duration(limits.get("latency_" + part, text))
                        for part, text in LIMITS.items()}
        self.spike = (float(share(limits.get("spike_size", "30 %"))),
                      float(share(limits.get("spike_points", "5 %"))),
                      float(limits.get("spike_z", 3)))
        self.history = [int(limits.get(name, n)) for name, n in (
            ("spike_events", 30), ("history_weeks", 12), ("history_min", 8))]
        self.shift = (float(limits.get("shift_z", 2)),
                      float(share(limits.get("shift_size", "20 %"))))
        self.input_weights = {
            part: Fraction(str(limits.get("input_" + part, weight)))
            for part, weight in WEIGHTS.items()}
        self.input_gate = share(limits.get("input_gate", "80 %"))
        self.input_cap = Fraction(str(limits.get("input_cap", "60")))
        # The first of a header's synonyms names the field.
        self.critical = {(i["id"], f["header"].split("|")[0].strip())
                         for i in team.get("inputs") or []
                         for f in i["fields"] if f.get("critical") is True}
        # Without the key, reading drops who reviewed.
        self.people = os.path.exists(os.path.join(folder, "people.key"))
        key = os.path.join(folder, "people.key")
        self.draw_key = b"tuneup: no people.key"
        if self.people:
            with open(key, "rb") as f:
                self.draw_key = f.read()
        samples = team.get("samples") or {}
        self.sample_share = share(samples.get("share", "5 %"))
        self.sample_minimum = int(samples.get("minimum", 10))
        self.people_min = int(limits.get("people_min", 5))
        self.output_days = int(limits.get("output_days", 28))
        self.workflows = {w.id: w for w in map(
            Workflow, load("workflows.yaml").get("workflows") or [])}

    share = staticmethod(share)

    @staticmethod
    def month(text):
        text = str(text).lower()
        return int(text) if text.isdigit() else MONTHS.index(text) + 1

    def role_rate(self, role):
        return self.rates.get(role, self.default_rate)

    def step_rate(self, workflow, step):
        w = self.workflows.get(workflow)
        node = w.steps.get(step, {}) if w else {}
        return self.role_rate(node.get("owner_role", ""))
