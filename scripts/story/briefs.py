"""Briefs audited field by field: where the gaps are."""
from .dice import Dice

FIELDS = ["audience", "goal", "key_message", "deadline", "brand_voice",
          "sources"]
CRITICAL = ("audience", "goal")
OTHER = [("ok", 930), ("missing", 30), ("invalid", 14), ("stale", 16),
         ("inconsistent", 10)]


def states(dice, gap):
    state = {f: dice.pick(OTHER) for f in FIELDS}
    for f in CRITICAL:
        state[f] = "ok"
    if gap:
        state[dice.one(CRITICAL)] = "missing"
        if dice.chance(.35):
            state["sources"] = "missing"
    elif dice.chance(.02):
        state["goal"] = "invalid"
    if dice.chance(.006):
        state["key_message"] = "duplicate"
    return state


def write(folder, work):
    dice = Dice("briefs")
    rows = []
    for item in work.items:
        if not item.brief or item.workflow.id == "paid-social":
            continue
        day = item.reviews[0][1].date().isoformat()
        rows.append({"date": day, "input": "brief",
                     "record_id": item.brief, **states(dice, item.gap)})
    rows.sort(key=lambda r: (r["date"], r["record_id"]))
    folder.table("brief_audit.csv", ["date", "input", "record_id", *FIELDS],
                 rows)
