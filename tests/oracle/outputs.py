"""From reviews to outputs: METRICS.md sections 0 and 16."""
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby

WORST = ["rejected", "rewritten", "major", "light", "usable"]
CLASS = {"usable": "usable", "light": "light", "major": "rework",
         "rewritten": "rework", "rejected": "rework"}


@dataclass
class Output:
    workflow: str
    step: str
    item: str
    tool: str
    item_type: str
    channel: str
    campaign: str
    prompt_version: str
    day: object             # of its last review
    n: int                  # outputs it stands for
    known: str              # worst known outcome, "" when none is
    minutes: int            # all its correction minutes, None when blank
    first: bool             # not a repeat, redo or again
    work: int               # A, C and V: of its first review
    correction: int
    review: int
    loops: int              # L, 0 when there are none
    loops_known: bool       # False: later reviews, all without minutes
    baseline: int
    verdict: str            # usable, light, rework or unknown
    manual: int             # B, whatever pass it is
    ratings: list           # (reviewer, points)
    brief: str              # of its first review, "" when blank
    defect: bool            # a review names one


def total(values):
    values = [v for v in values if v is not None]
    return sum(values) if values else None


def split(rows, days):
    """Reviews of one item in order, cut where an output's days are over."""
    parts = []
    for r in rows:
        if parts and (r.day - parts[-1][0].day).days <= days:
            parts[-1].append(r)
        else:
            parts.append([r])
    return parts


def make(rows, first, reopened, workspace):
    head, tail = rows[0], rows[1:] if first else rows
    known = {r.outcome for r in rows if r.outcome}
    worst = next((w for w in WORST if w in known), "")
    minutes = total(r.correction for r in rows)
    workflow = workspace.workflows.get(head.workflow)
    planned = workflow.planned(head.step) if workflow else 0
    limit = max(Fraction(workspace.floor),
                workspace.planned_share * planned)
    if reopened:
        verdict = "rework"
    elif worst:
        verdict = CLASS[worst]
    elif minutes is None:
        verdict = "unknown"
    elif minutes >= limit:
        verdict = "rework"
    else:
        verdict = "light" if minutes else "usable"
    day = rows[-1].day
    loops = [v for r in tail for v in (r.work, r.correction, r.review)]
    return Output(
        head.workflow, head.step, head.item, head.tool, head.item_type, head.channel,
        head.campaign, head.prompt_version, day, head.n, worst, minutes,
        first, head.work if first else None,
        head.correction if first else None, head.review if first else None,
        total(loops) or 0, not tail or total(loops) is not None,
        workflow.baseline(head.step, head.item_type, day)
        if workflow and first else None, verdict,
        workflow.baseline(head.step, head.item_type, day)
        if workflow else None,
        [(r.reviewer, r.rating) for r in rows if r.rating is not None],
        head.brief,
        any(r.defect for r in rows))


def outputs_of(reviews, workspace, as_of):
    reviews = [r for r in reviews
               if r.step != "published" and r.day <= as_of]
    made = [make([r], True, False, workspace) for r in reviews if r.n > 1]

    def item(r):
        return r.workflow, r.item, r.step

    single = sorted((r for r in reviews if r.n == 1),
                    key=lambda r: (*item(r), r.when, r.source, r.line))
    for _, rows in groupby(single, key=item):
        parts = split(list(rows), workspace.output_days)
        for i, part in enumerate(parts):
            made.append(make(part, i == 0, i + 1 < len(parts), workspace))
    return made
