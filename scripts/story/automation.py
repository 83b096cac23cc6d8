"""Handoffs between steps, and the feedback loop's own transports."""
import datetime as dt
import math

from . import cast
from .dice import Dice

HEADER = ["from_step", "to_step", "sent_at", "received_at", "workflow",
          "item_id", "mode", "status", "from_format", "to_format",
          "reformat_minutes", "component"]
# Edges that are logged, with the formats on both sides.
EDGES = {
    ("blog", "brief", "draft"): ("notion page", "prompt"),
    ("blog", "draft", "adapt"): ("markdown", "plain text"),
    ("blog", "adapt", "schedule"): ("plain text", "csv"),
    ("email-nurture", "adapt", "schedule"): ("plain text", "html"),
    ("webinar", "draft", "adapt"): ("doc", "plain text"),
}


def manual_share(week):
    """Copy and paste gives way, 60 % to 13 %."""
    return .10 + .50 * math.exp(-week / 14)


def seconds(at):
    return at.strftime("%Y-%m-%d %H:%M:%S") if at else ""


def row(start, end, sent, received, **other):
    values = dict.fromkeys(HEADER, "")
    values.update(from_step=start, to_step=end, sent_at=seconds(sent),
                  received_at=seconds(received), **other)
    return values


def by_hand(dice, handoff, sent, week):
    status = "mismatch" if dice.chance(.16) else "ok"
    wait = dice.long_tail(95, 1.0, 2400)
    formats = EDGES[handoff[1], handoff[2], handoff[3]]
    return row(handoff[2], handoff[3], sent,
               sent + dt.timedelta(minutes=wait), workflow=handoff[1],
               item_id=handoff[0], mode="manual", status=status,
               from_format=formats[0], to_format=formats[1],
               reformat_minutes=dice.long_tail(
                   5 + 6 * (status == "mismatch"), .6, 60))


def by_machine(dice, handoff, sent):
    outage = sent.date() == cast.OUTAGE
    wait = dice.long_tail(150 if not outage else 1500, .85, 20000)
    received = sent + dt.timedelta(seconds=wait)
    status, formats, fix = "ok", ("", ""), ""
    if dice.chance(.20 if outage else .006):
        status, received = "failed", None
    elif dice.chance(.015):
        status = "retry"
    elif dice.chance(.035):
        status = "mismatch"
        formats = EDGES[handoff[1], handoff[2], handoff[3]]
        fix = dice.long_tail(6, .6, 60)
    return row(handoff[2], handoff[3], sent, received, workflow=handoff[1],
               item_id=handoff[0], mode="auto", status=status,
               from_format=formats[0], to_format=formats[1],
               reformat_minutes=fix, component="middleware")


def between_steps(dice, work):
    for item in work.items:
        for (step, at, _), (then, _, _) in zip(item.reviews,
                                               item.reviews[1:]):
            handoff = (item.id, item.workflow.id, step.id, then.id)
            if handoff[1:] not in EDGES:
                continue
            sent = at + dt.timedelta(seconds=dice.between(40, 900))
            week = cast.week_of(sent.date())
            if dice.chance(manual_share(week)):
                yield by_hand(dice, handoff, sent, week)
            else:
                yield by_machine(dice, handoff, sent)


def transport(dice, start, end, sent, seconds_median, spread, component,
              lost):
    """One of the loop's own: no workflow, always a machine."""
    received = sent + dt.timedelta(seconds=dice.long_tail(
        seconds_median, spread, 200000))
    if dice.chance(lost):
        received = None
    return row(start, end, sent, received, mode="auto",
               status="ok" if received else "failed", component=component)


def feedback_loop(dice):
    """Nightly lists, the sends, the dashboard's refresh: Table 2."""
    for d in range(cast.WEEKS * 7):
        day = cast.FIRST_MONDAY + dt.timedelta(days=d)
        if not cast.is_work_day(day):
            continue
        yield transport(
            dice, "crm", "segments", dt.datetime.combine(
                day, dt.time(2, dice.below(30))), 33000, .42,
            "segmentation", .008)
        for _ in range(2):
            yield transport(
                dice, "segments", "e-mail platform", dt.datetime.combine(
                    day, dt.time(9, dice.below(60), dice.below(60))),
                70, .70, "execution", .004)
        yield transport(
            dice, "zapier", "dashboard", dt.datetime.combine(
                day, dt.time(6, dice.below(20))), 1500, .42, "dashboard",
            .02)


def write(folder, work):
    dice = Dice("automation")
    rows = list(between_steps(dice, work)) + list(feedback_loop(dice))
    last = dt.datetime.combine(cast.LAST_DAY, dt.time(23, 59, 59))
    for r in rows:
        if r["received_at"] > seconds(last):
            r["received_at"] = ""
    rows.sort(key=lambda r: (r["sent_at"], r["from_step"], r["item_id"]))
    folder.table("automation_runs.csv", HEADER, rows)
