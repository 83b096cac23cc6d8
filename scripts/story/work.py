"""Items on their way through the steps, and the reviews of their outputs."""
import datetime as dt
import math
from dataclasses import dataclass, field

from . import cast
from .dice import Dice, shifted

DEFECTS = [("tone", 5), ("factual_error", 4), ("format", 4),
           ("brand_voice", 4), ("broken_link", 1), ("missing_source", 2)]
BASE_RATING = {"usable": 4.7, "light": 4.0, "major": 3.0, "rewritten": 2.2,
               "rejected": 1.4}
HEADER = ["item_id", "reviewed_at", "workflow", "step", "outcome", "tool",
          "item_type", "correction_minutes", "review_minutes",
          "work_minutes", "started_at", "defect", "origin_step", "rating",
          "reviewer", "prompt_version", "channel", "campaign", "brief_id"]
# Weekdays on which work begins: Mondays plan, Fridays fade out.
BEGINS = [20, 25, 24, 20, 11]


def learning(week):
    """Minutes with AI: 1.6 of the step's at first, below half at the end."""
    return .42 + 1.18 * math.exp(-week / 11)


def season(week):
    """Fewer items in July and August, more before Black Friday."""
    if cast.iso(28) <= week <= cast.iso(34):
        return .90
    return 1.08 if week >= cast.iso(43) else 1.0


@dataclass
class Item:
    id: str
    workflow: cast.Workflow
    day: dt.date
    campaign: str
    channel: str
    brief: str
    gap: bool
    effect: float           # how hard it is, logits
    reviews: list = field(default_factory=list)     # the first of each step


def stamp(at):
    return at.strftime("%Y-%m-%d %H:%M")


def workflow_weeks(dice):
    """Weeks differ more than chance alone makes them: logits."""
    return {(w.id, week): dice.bell(0, .16)
            for w in cast.WORKFLOWS for week in range(cast.WEEKS)}


class Work:
    """Everything that was made: items, rows of reviews, variants counted."""

    def __init__(self):
        self.dice = Dice("work")
        self.rollouts = {}
        for week, name in cast.rollouts():
            self.rollouts.setdefault(week, []).append(name)
        self.weeks = workflow_weeks(self.dice)
        self.numbers = dict.fromkeys(cast.WORKFLOW, 0)
        self.briefs = 0
        self.items, self.rows, self.variants = [], [], []
        for week in range(cast.WEEKS):
            self.make_week(week)

    def begin(self, week):
        days = [cast.monday(week) + dt.timedelta(days=d) for d in range(5)]
        days = [(d, BEGINS[d.weekday()]) for d in days
                if cast.is_work_day(d)]
        return self.dice.pick(days)

    def make_week(self, week):
        share = sum(w for d, w in enumerate(BEGINS) if cast.is_work_day(
            cast.monday(week) + dt.timedelta(days=d))) / sum(BEGINS)
        for w in cast.WORKFLOWS:
            # A rollout: an article, an e-mail and two ads.
            planned = [] if w.id == "webinar" else [
                name for name in self.rollouts.get(week, [])
                for _ in range(2 if w.id == "paid-social" else 1)]
            n = max(len(planned), self.dice.count(
                w.items * share * season(week)))
            for i in range(n):
                self.make_item(w, week, planned[i] if i < len(planned)
                               else w.always_on)

    def make_item(self, w, week, campaign):
        dice = self.dice
        self.numbers[w.id] += 1
        brief, gap = "", False
        if dice.chance(.94):
            self.briefs += 1
            brief = f"BR-{self.briefs:04d}"
            gap = (w.id != "paid-social" and
                   dice.chance(cast.gap_share(w.id, week)))
        item = Item(f"{w.prefix}-{self.numbers[w.id]:04d}", w,
                    self.begin(week), campaign, dice.pick(w.channels),
                    brief, gap, dice.bell(0, .45))
        self.items.append(item)
        at = dt.datetime.combine(item.day, dt.time(8, 30)) + dt.timedelta(
            minutes=dice.below(420))
        for step in w.steps:
            if item.reviews:
                at = self.later(at)
            if at.date() > cast.LAST_DAY:
                return
            if w.id == "paid-social" and step.id == "adapt":
                self.variants.append((at.date(), step))
                if dice.chance(.18):
                    continue        # not looked at: a spot check
            at = self.review(item, step, at)

    def later(self, at):
        """The next step: the same day, the next or the one after."""
        days = self.dice.pick([(0, 25), (1, 50), (2, 25)])
        if days == 0:
            then = at + dt.timedelta(minutes=self.dice.between(50, 200))
            if then.hour < 18:
                return then
            days = 1
        day = cast.next_work_day(at.date(), days)
        return dt.datetime.combine(day, dt.time(8, 30)) + dt.timedelta(
            minutes=self.dice.below(500))

    def review(self, item, step, at):
        """Writes the row, and a second one where it comes back."""
        dice, week = self.dice, cast.week_of(at.date())
        reviewer = dice.pick(cast.REVIEWERS)
        row = self.row(item, step, at, reviewer, self.outcome(
            item, step, at, reviewer))
        self.minutes(row, step, row["outcome"], week)
        if item.workflow.id == "blog" and item.reviews:
            row["started_at"] = self.started(item, row, at)
        item.reviews.append((step, at, row))
        self.rows.append(row)
        if row["outcome"] in ("rewritten", "rejected"):
            at = self.second_pass(item, step, at, reviewer)
        if dice.chance(.012):
            row["outcome"] = ""     # the reviewer forgot the verdict
        return at

    def outcome(self, item, step, at, reviewer):
        dice, week = self.dice, cast.week_of(at.date())
        bad = shifted(
            cast.rework_share(item.workflow.id, step, week),
            self.weeks[item.workflow.id, min(week, cast.WEEKS - 1)],
            item.effect, reviewer.strict, .8 if item.gap else -.06,
            .12 if at.weekday() == 4 else -.03, -.04)
        light = (1 - bad) * shifted(step.light, reviewer.strict)
        return dice.pick([("usable", 1 - bad - light), ("light", light),
                          ("major", bad * .6), ("rewritten", bad * .27),
                          ("rejected", bad * .13)])

    def version(self, workflow, at):
        switch = {"blog": dt.date(2026, 7, 29), "email-nurture":
                  dt.date(2026, 5, 12), "paid-social": dt.date(2026, 7, 1)}
        return "v2" if at.date() >= switch.get(
            workflow, dt.date.max) else "v1"

    def row(self, item, step, at, reviewer, outcome):
        dice = self.dice
        defect = origin = rating = ""
        if outcome != "usable":
            defect = dice.pick(DEFECTS)
            if step.id == "adapt" and dice.chance(.045):
                defect = "message_altered"
            if item.gap and dice.chance(.4):
                defect = "missing_source"
            earlier = [s.id for s in item.workflow.steps]
            earlier = earlier[:earlier.index(step.id)]
            origin = step.id
            if defect != "message_altered" and earlier and \
                    dice.chance(.55 if item.gap else .3):
                origin = dice.one(earlier)
            if dice.chance(.04):
                origin = ""         # nobody knows where it came from
        if dice.chance(.58):
            rating = min(5, max(1, round(dice.bell(
                BASE_RATING[outcome] - 1.6 * reviewer.strict, .45))))
        return dict(zip(HEADER, [
            item.id, stamp(at), item.workflow.id, step.id, outcome,
            step.tool, step.item_type, 0, 0, 0, "", defect, origin, rating,
            reviewer.name, self.version(item.workflow.id, at), item.channel,
            item.campaign, item.brief]))

    def minutes(self, row, step, outcome, week):
        dice, learned, scale = self.dice, learning(week), step.minutes / 40
        row["work_minutes"] = dice.long_tail(step.minutes * learned, .30)
        row["review_minutes"] = dice.long_tail(
            (2.4 + .06 * step.minutes) * learned ** .5, .40)
        median = {"usable": 0, "light": 2.4 + 2 * scale,
                  "major": 9 + 12 * scale, "rewritten": 16 + 22 * scale,
                  "rejected": 5 + 3 * scale}[outcome]
        row["correction_minutes"] = median and dice.long_tail(
            median * learned ** .5, .62)

    def started(self, item, row, at):
        """When work on it began; 1 in 20 began before the step before was
        reviewed, which is too early."""
        dice = self.dice
        begun = at - dt.timedelta(
            minutes=row["work_minutes"] + row["review_minutes"]
            + dice.between(5, 60))
        before = item.reviews[-1][1]
        if dice.chance(.05):
            return stamp(before - dt.timedelta(minutes=dice.between(20, 180)))
        return stamp(max(begun, before + dt.timedelta(minutes=2)))

    def second_pass(self, item, step, at, reviewer):
        dice = self.dice
        then = at + dt.timedelta(minutes=dice.between(100, 260))
        if then.hour >= 18 or dice.chance(.4):
            then = dt.datetime.combine(
                cast.next_work_day(at.date()), dt.time(9)) + dt.timedelta(
                    minutes=dice.below(300))
        if then.date() > cast.LAST_DAY:
            return at
        if dice.chance(.4):
            reviewer = dice.pick(cast.REVIEWERS)
        outcome = dice.pick([("usable", 30), ("light", 60), ("major", 10)])
        row = self.row(item, step, then, reviewer, outcome)
        self.minutes(row, step, outcome, cast.week_of(then.date()))
        row["work_minutes"] = max(1, row["work_minutes"] // 2)
        self.rows.append(row)
        return then


def refreshes(work, dice):
    """Articles written anew after five weeks: outputs made again."""
    drafts = [(item, step, at) for item in work.items
              for step, at, _ in item.reviews
              if item.workflow.id == "blog" and step.id == "draft"]
    for item, step, at in drafts:
        then = at + dt.timedelta(days=35)
        if then.date() <= cast.LAST_DAY and cast.is_work_day(then.date()) \
                and dice.chance(.03):
            reviewer = dice.pick(cast.REVIEWERS)
            row = work.row(item, step, then, reviewer, "light")
            work.minutes(row, step, "light", cast.week_of(then.date()))
            yield row


def published(work, dice):
    """Defects that readers found."""
    for item in work.items:
        step, at, _ = item.reviews[-1]
        day = at.date() + dt.timedelta(days=dice.between(2, 24))
        worse = item.workflow.id == "webinar" and \
            cast.week_of(at.date()) >= cast.PLATFORM
        if step.id != "schedule" or day > cast.LAST_DAY or \
                not dice.chance(.09 if worse else .03):
            continue
        row = dict.fromkeys(HEADER, "")
        row.update(
            item_id=item.id, workflow=item.workflow.id, step="published",
            reviewed_at=f"{day} {dice.between(8, 21):02d}:"
                        f"{dice.below(60):02d}",
            correction_minutes=dice.long_tail(14, .7),
            defect=dice.pick(DEFECTS), channel=item.channel,
            campaign=item.campaign, brief_id=item.brief,
            origin_step=dice.one([s.id for s in item.workflow.steps[:-1]]))
        yield row


def write(folder, work):
    dice = Dice("after publication")
    rows = work.rows + list(refreshes(work, dice))
    rows += published(work, dice)
    rows.sort(key=lambda r: (r["reviewed_at"], r["item_id"], r["step"]))
    late = late_rows(rows)
    known = {id(r) for r in late}
    folder.table("reviews.csv", HEADER, [r for r in rows
                                         if id(r) not in known])
    folder.table("late_reviews.csv", HEADER, late_file(rows, late))
    folder.table("ad_variants.csv", ["date", "workflow", "step", "outputs",
                                     "tool", "item_type"], variants(work))


def variants(work):
    """What the scheduler counted: ads made, looked at or not."""
    made = {}
    for day, step in work.variants:
        made[day, step] = made.get((day, step), 0) + 1
    for (day, step), n in sorted(made.items(), key=lambda m: m[0][0]):
        yield {"date": day.isoformat(), "workflow": "paid-social",
               "step": step.id, "outputs": n, "tool": step.tool,
               "item_type": step.item_type}


def late_rows(rows):
    """A freelancer's sheet that came two weeks late: reviews of paid social
    in three weeks past, the bad ones first of all."""
    first, last = "2026-10-26", "2026-11-14"
    bad = ("major", "rewritten", "rejected")
    return [r for i, r in enumerate(rows)
            if first <= r["reviewed_at"] < last
            and r["workflow"] == "paid-social" and r["step"] != "published"
            and i % (2 if r["outcome"] in bad else 7) == 0]


def late_file(rows, late):
    """Beside the late rows: four that are there already, three that are now
    others, two that cannot be used."""
    taken = {id(r) for r in late}
    others = [r for r in rows if id(r) not in taken
              and "2026-11-02" <= r["reviewed_at"] < "2026-11-13"
              and r["workflow"] == "paid-social"]
    again = others[:4]
    changed = [dict(r, outcome="major", correction_minutes=25, defect="tone",
                    origin_step=r["step"], rating=2)
               for r in others[4:] if r["outcome"] == "usable"][:3]
    broken = [dict(late[0], item_id="PS-X001", outcome="pending legal"),
              dict(late[1], item_id="PS-X002", reviewed_at="")]
    return late + again + changed + broken
