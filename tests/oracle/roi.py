"""Money of one story: METRICS.md sections 8 and 16 "ROI".

Rows are (value, low, high). Money and hours are fractions until the end.
"""
import datetime as dt
from collections import defaultdict
from fractions import Fraction
from math import sqrt

import stats

HOUR = 3_600_000
REFINE = ("refinement", "tuning", "audit", "practice")
LOW = Fraction(4, 5)            # benefit of the low case
DEAR = Fraction(11, 10)         # cost of the low case


def month_of(day):
    start = day.replace(day=1)
    after = (start + dt.timedelta(31)).replace(day=1)
    return start, after - dt.timedelta(1)


def days_between(first, last):
    return max(0, (last - first).days + 1)


def share_in(cost, first, last):
    """The part of the cost's month that lies in the window."""
    start, end = month_of(cost.day)
    return Fraction(days_between(max(first, start), min(last, end)),
                    days_between(start, end))


class Spent:
    """What was spent in first..last. entries: refinement by time entries or
    by the hours of costs; None decides it for this window."""

    def __init__(self, story, first, last, entries=None):
        ws = story.workspace
        last = min(last, story.as_of)
        touched = [(c, share_in(c, first, last)) for c in story.costs
                   if share_in(c, first, last)]
        mine = [e for e in story.time
                if e.activity in REFINE and first <= e.day <= last]
        given = [(c, s) for c, s in touched if c.hours is not None]
        self.tools = sum(c.amount * s for c, s in touched
                         if c.kind != "refinement")
        amounts = [c.amount * s for c, s in touched
                   if c.kind == "refinement" and c.hours is None]
        self.amounts = sum(amounts)
        by_entry = bool(mine) if entries is None else entries
        if by_entry:
            self.hours = sum(Fraction(e.minutes, HOUR) for e in mine)
            self.worth = sum(Fraction(e.minutes, HOUR)
                             * ws.role_rate(e.role) for e in mine)
            timed = bool(mine)
        else:
            self.hours = sum(c.hours * s for c, s in given)
            self.worth = self.hours * ws.default_rate
            timed = bool(given)
        if not timed:
            self.hours = None
        self.refined = timed or bool(amounts)
        self.bought = bool(amounts)
        self.tooled = any(c.kind != "refinement" for c, _ in touched)
        self.recorded = timed or bool(touched)
        self.total = self.worth + self.amounts + self.tools


def risk_range(benefit, high, cost):
    """Benefit less cost and ROI: (value, low, high) of each."""
    bad = benefit - (1 - LOW) * abs(benefit)
    net, ratio = [benefit - cost, None, None], None
    if high is not None:
        net[1:] = bad - DEAR * cost, high - float(cost)
    if cost > 0:
        ratio = [(benefit - cost) / cost, None, None]
        if high is not None:
            ratio[1] = (bad - DEAR * cost) / (DEAR * cost)
            ratio[2] = (high - float(cost)) / float(cost)
    return net, ratio or [None] * 3


class Money:
    """pooled: [(week, Hours)] of all work, every week."""

    def __init__(self, story, pooled):
        self.story, self.pooled = story, self.early(story, pooled) + pooled
        self.by_entry = {}
        for entries in (False, True):
            self.by_entry[entries] = [
                Spent(story, *week, entries) for week, _ in self.pooled]
        self.refinement = Refinement(story)

    @staticmethod
    def early(story, pooled):
        """A cost counts from its month's first day on, which may lie before
        the first fact: weeks that have cost and nothing else."""
        first = min((month_of(c.day)[0] for c in story.costs),
                    default=story.as_of)
        found = []
        while pooled and pooled[0][0][0] > first:
            monday = (found[0] if found else pooled[0])[0][0] - \
                dt.timedelta(7)
            if monday + dt.timedelta(6) < first:
                break
            found.insert(0, ((monday, monday + dt.timedelta(6)),
                             type(pooled[0][1])()))
        return found

    def rate(self, h):
        """Money per net hour: of the steps, else the default."""
        ws = self.story.workspace
        if h.net:
            rate = h.benefit / Fraction(h.net, HOUR)
            if min(h.rates) <= rate <= max(h.rates):
                return rate
        return ws.default_rate

    def rows(self, h, half, first, last):
        story, ws = self.story, self.story.workspace
        spent = Spent(story, first, last)
        weeks = Fraction(days_between(first, min(last, story.as_of)), 7)
        none = (None, None, None)
        rows = {name: none for name in (
            "benefit", "net_benefit", "net_benefit_half", "roi", "roi_half",
            "payback", "npv", "hourly_rate", "break_even_rate",
            "break_even_hours", "break_even_rework", "refinement_roi")}
        recorded = [e.minutes for e in story.time if first <= e.day <= last]
        rows["time_hours"] = (Fraction(sum(recorded), HOUR)
                              if recorded else None,)
        rows["refinement_hours"] = (spent.hours,)
        rows["tool_cost"] = (spent.tools if spent.tooled else None,)
        rows["cost"] = (spent.total if spent.recorded else None,)
        rows["payback_actual"] = (self.payback_actual(last),)
        paid_out = spent.tools + spent.amounts
        rows["paid_out"] = (paid_out if spent.tooled or spent.bought
                            else None,)
        rows["own_time"] = (spent.worth if spent.hours is not None
                            else None,)
        rows["cash_back"] = self.cash_back(first, last)
        rows["benefit_to_date"], rows["cost_to_date"] = self.to_date(last)
        gain = self.refinement.benefit(first, last)
        rows["refinement_benefit"] = (gain,)
        paid = spent.worth + spent.amounts
        if gain is not None and spent.refined and paid > 0:
            rows["refinement_roi"] = ((gain - paid) / paid,)
        if h.benefit is None:
            return rows
        benefit, rate = h.benefit, self.rate(h)
        low = high = None
        if half is not None:
            low = float(benefit) - half * float(rate)
            high = float(benefit) + half * float(rate)
        rows["benefit"] = (benefit, low, high)
        rows["hourly_rate"] = (rate,)
        if spent.recorded:
            for part, net, roi in (
                    (Fraction(1), "net_benefit", "roi"),
                    (ws.recapture, "net_benefit_half", "roi_half")):
                top = None if high is None else high * float(part)
                rows[net], rows[roi] = risk_range(benefit * part, top,
                                                  spent.total)
        weekly = (benefit - spent.tools) / weeks
        if weekly > 0 and spent.refined:
            rows["payback"] = (paid / weekly,)
        rows["break_even_rework"] = (break_even_rework(h, spent.total,
                                                       rate),)
        if spent.recorded and spent.total > 0:
            rows["npv"] = (npv(float(paid), float(weekly), float(weeks),
                               float(ws.discount_rate)),)
            rows["break_even_hours"] = (spent.total / rate / weeks,)
            if benefit > spent.worth:
                rows["break_even_rate"] = (
                    (spent.tools + spent.amounts) /
                    (benefit - spent.worth) * rate,)
        return rows

    def cash_back(self, first, last):
        """Benefit of the weeks whose session said that overtime was
        avoided: (value, low, high, n answered, x of them so)."""
        last = min(last, self.story.as_of)
        said = [self.story.hours_where(*week) for week, _ in self.pooled]
        mine = [(answer, h) for ((_, end), h), answer
                in zip(self.pooled, said) if first <= end <= last]
        n = sum(answer is not None for answer, _ in mine)
        money = [h.benefit or 0 for answer, h in mine
                 if answer == "overtime avoided"]
        return (sum(money) if n else None, None, None, n, len(money))

    def to_date(self, last):
        """What the weeks since the first refinement brought and cost."""
        last = min(last, self.story.as_of)
        seen = [i for i, (week, _) in enumerate(self.pooled)
                if week[1] <= last]
        entries = any(e.activity in REFINE
                      and e.day <= self.pooled[seen[-1]][0][1]
                      for e in self.story.time) if seen else False
        spent = self.by_entry[entries]
        start = next((i for i in seen if spent[i].refined), None)
        if start is None:
            start = next((i for i in seen if spent[i].tooled), None)
        if start is None:
            return (None,), (None,)
        cost = sum(spent[i].total for i in seen[start:])
        if not any(self.pooled[i][1].measured for i in seen):
            return (None,), (cost,)
        each = [self.pooled[i][1].benefit for i in seen[start:]
                if self.pooled[i][1].measured]
        total, k = sum(each, Fraction(0)), len(each)
        if k < 4:
            return (total,), (cost,)
        mean = total / k
        sd = sqrt(sum((v - mean) ** 2 for v in each) / (k - 1))
        half = stats.t_for(self.story.workspace.money_confidence,
                           k - 1) * sd / sqrt(k) * k
        return (total, float(total) - half, float(total) + half), (cost,)

    def payback_actual(self, last):
        """Weeks from the first refinement cost to a sum that stays >= 0."""
        last = min(last, self.story.as_of)
        seen = [i for i, (week, _) in enumerate(self.pooled)
                if week[1] <= last]
        entries = any(e.activity in REFINE
                      and e.day <= self.pooled[seen[-1]][0][1]
                      for e in self.story.time) if seen else False
        spent = self.by_entry[entries]
        start = next((i for i in seen if spent[i].refined), None)
        if start is None or not any(self.pooled[i][1].measured
                                    for i in seen):
            return None
        sums, total = [], Fraction(0)
        for i in seen[start:]:
            total += (self.pooled[i][1].benefit or 0) - spent[i].total
            sums.append(total)
        if sums[-1] < 0:
            return None
        below = [i for i, v in enumerate(sums) if v < 0]
        return below[-1] + 2 if below else 1


def npv(paid, weekly, weeks, yearly):
    """The discounted annuity, as sum where weeks are whole."""
    growth = (1 + yearly) ** (1 / 52)
    if growth == 1:
        return weekly * weeks - paid
    return weekly * (1 - growth ** -weeks) / (growth - 1) - paid


def break_even_rework(h, cost, rate):
    (n_r, cost_r), (n_o, cost_o) = h.known["rework"], h.known["other"]
    if h.by_time or not n_r or not n_o:
        return None
    n = n_r + n_o
    c_r, c_o = Fraction(cost_r, n_r), Fraction(cost_o, n_o)
    need = cost / rate * HOUR               # net(rho) that pays the cost
    if c_r <= c_o:
        return None         # more rework does not cost more: no limit
    rho = (h.known_gross - need - n * c_o) / (n * (c_r - c_o))
    return rho if 0 <= rho <= 1 else None


class Refinement:
    """Correction minutes of a kind of output in its workflow's baseline
    weeks, against those of a period at the period's mix."""

    def __init__(self, story):
        self.story = story
        self.last = {}          # workflow: last day of its baseline
        self.before = {}        # kind: mean ms an output
        kinds = defaultdict(list)
        for name, outputs in story.by_workflow.items():
            monday = min((self.monday(o.day) for o in outputs
                          if self.monday(o.day) >= story.first_review
                          and self.monday(o.day) + dt.timedelta(6)
                          <= story.as_of), default=None)
            if monday is None:
                continue
            after = monday + dt.timedelta(7 * story.workspace.baseline_weeks)
            after = min([after] + [m for m, w in story.resets
                                   if w in ("", name) and m > monday])
            self.last[name] = after - dt.timedelta(1)
            for o in outputs:
                if monday <= o.day < after and self.minutes(o) is not None:
                    kinds[self.kind(o)].append(o)
        for kind, outputs in kinds.items():
            self.before[kind] = Fraction(
                sum(self.minutes(o) * o.n for o in outputs),
                sum(o.n for o in outputs))

    @staticmethod
    def monday(day):
        return day - dt.timedelta(day.weekday())

    @staticmethod
    def kind(o):
        return o.workflow, o.step, o.item_type

    @staticmethod
    def minutes(o):
        if o.minutes is None and o.known == "usable":
            return 0
        return o.minutes

    def is_left_out(self, name):
        w = self.story.workspace.workflows.get(name)
        return bool(w and w.lists_corrected) or self.story.by_time(name)

    def benefit(self, first, last):
        total = None
        for name, outputs in self.story.by_workflow.items():
            if (self.is_left_out(name) or name not in self.last
                    or first <= self.last[name]):
                continue
            for o in outputs:
                if (first <= o.day <= last and self.kind(o) in self.before
                        and self.minutes(o) is not None):
                    saved = self.before[self.kind(o)] - self.minutes(o)
                    total = (total or 0) + saved * o.n / HOUR * \
                        self.story.workspace.step_rate(o.workflow, o.step)
        return total
