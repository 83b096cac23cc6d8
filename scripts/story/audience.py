"""Segments, who is in them, and what reviewers said of the 5 % sample."""
import calendar
import datetime as dt
import hashlib
import hmac
import math

from . import cast
from .dice import Dice

# name: members at the start, at the end; mails a week; recipients
SEGMENTS = [("Trial users", 110, 180, 1, 2400),
            ("Customers", 210, 250, 1, 5200),
            ("Lapsed customers", 110, 90, .5, 1800),
            ("Webinar registrants", 60, 140, .5, 900)]
DRAWS = [cast.iso(w) for w in range(9, 46, 4)]      # every fourth week
MAILCHIMP = [
    "Title", "Subject", "List", "Send Date", "Send Weekday",
    "Total Recipients", "Successful Deliveries", "Soft Bounces",
    "Hard Bounces", "Total Bounces", "Times Forwarded", "Forwarded Opens",
    "Unique Opens", "Open Rate", "Total Opens", "Unique Clicks",
    "Click Rate", "Total Clicks", "Unsubscribes", "Abuse Complaints",
    "Times Liked on Facebook", "Folder Id", "Unique Id", "Total Orders",
    "Total Gross Sales", "Total Revenue"]
SUBJECTS = ["What we learned this week", "Three ideas for Monday",
            "Your account, a little better", "Still thinking it over?",
            "New in the shop", "A short story from a customer"]


def relevant_share(draw):
    """Targeting: 62 % to 83 % relevant, a third better."""
    return .62 + .21 * draw / (len(DRAWS) - 1)


def members(dice):
    """[(number of the draw, period, segment, ids)]"""
    ids = {}
    for draw, week in enumerate(DRAWS):
        for n, (segment, first, last, _, _) in enumerate(SEGMENTS):
            size = round(first + (last - first) * draw / 9 + dice.bell(0, 4))
            kept = [i for i in ids.get(segment, []) if dice.chance(.82)]
            while len(kept) < size:
                kept.append(f"C{n + 1}{dice.between(1000, 9999)}")
                kept = list(dict.fromkeys(kept))
            ids[segment] = kept[:size]
            yield draw, f"2026-W{week + 8:02d}", segment, sorted(ids[segment])


def verdict(dice, good):
    if dice.chance(.03):
        return "cannot_judge"
    if dice.chance(good):
        return "relevant"
    return "borderline" if dice.chance(.35) else "not_relevant"


def sample(period, segment, ids):
    """5 %, at least 10: those that `tuneup sample` draws with the demo's
    key."""
    key = hashlib.sha256(b"tuneup demo").digest()

    def rank(member):
        text = "\0".join(("tuneup sample 1", period, segment, member))
        return hmac.digest(key, text.encode(), "sha256")

    return sorted(ids, key=rank)[:max(10, math.ceil(.05 * len(ids)))]


def verdicts(dice, lists):
    """The two large segments are judged by two people."""
    raters = [p for p in cast.PEOPLE if p.role != "editor"]
    for draw, period, segment, ids in lists:
        first = dice.one(raters)
        second = dice.one([r for r in raters if r is not first])
        day = cast.next_work_day(cast.monday(DRAWS[draw]), 2)
        for member in sample(period, segment, ids):
            said = verdict(dice, relevant_share(draw))
            yield [f"{period}/{segment}/{member}", said,
                   rating(dice, said), first.name, day.isoformat()]
            if segment not in ("Trial users", "Customers"):
                continue
            if not dice.chance(.82):
                said = verdict(dice, relevant_share(draw))
            yield [f"{period}/{segment}/{member}", said,
                   rating(dice, said), second.name,
                   (day + dt.timedelta(days=1)).isoformat()]


def rating(dice, said):
    level = {"relevant": 4.5, "borderline": 3, "not_relevant": 1.7}
    if said not in level:
        return ""
    return min(5, max(1, round(dice.bell(level[said], .6))))


def sends(dice, week):
    for n, (segment, _, _, mails, size) in enumerate(SEGMENTS):
        if mails < 1 and (week + n) % 2:
            continue
        day = cast.monday(week) + dt.timedelta(days=1 + n % 3)
        sent = int(dice.bell(size * (1 + week / 200), size * .02))
        delivered = sent - int(sent * dice.bell(.008, .002))
        better = .12 + .035 * week / cast.WEEKS     # clicks a read mail
        opens = int(delivered * dice.bell(.31 - .03 * n, .022))
        clicks = int(opens * dice.bell(better, .014))
        orders = int(clicks * max(.01, dice.bell(.055, .012)))
        yield segment, day, sent, delivered, opens, clicks, orders


def mailchimp(dice):
    number = 0
    for week in range(cast.WEEKS):
        if cast.monday(week) == cast.BREAK[0]:
            continue
        for segment, day, sent, got, opens, clicks, orders in sends(
                dice, week):
            number += 1
            bounced = sent - got
            yield [
                f"Nurture {week + 1:02d} {segment.lower()}",
                dice.one(SUBJECTS), segment,
                f"{calendar.month_abbr[day.month]} {day:%d, %Y} 09:30 am",
                calendar.day_name[day.weekday()], sent, got, bounced, 0,
                bounced, 0, 0, opens, f"{100 * opens / sent:.2f}%",
                int(opens * 1.4), clicks, f"{100 * clicks / sent:.2f}%",
                int(clicks * 1.3), int(sent * dice.bell(.0012, .0003)), 0,
                0, 0, f"{number * 2654435761 % 2 ** 40:010x}", orders,
                orders * 39, orders * 39]


def write(folder):
    dice = Dice("segments")
    lists = list(members(dice))
    folder.table("segment_members.csv", ["segment", "member_id", "period"],
                 [[segment, member, period]
                  for _, period, segment, ids in lists for member in ids])
    folder.table("sample_verdicts.csv",
                 ["sample_id", "verdict", "rating", "rater", "at"],
                 verdicts(Dice("judged"), lists))
    folder.table("mailchimp_campaigns.csv", MAILCHIMP,
                 mailchimp(Dice("mailchimp")))
