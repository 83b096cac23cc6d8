"""What was made beside what was reviewed: METRICS.md sections 0 and 16."""
from collections import defaultdict
from dataclasses import dataclass

STEP = ("workflow", "step")
# What a count says of its outputs.
TOLD = STEP + ("tool", "item_type")


@dataclass
class Part:
    """One step of one period, or one tool or item type of it."""
    workflow: str
    step: str
    tool: str
    item_type: str
    unlisted: str       # what an output without a review is
    made: int = 0
    reviewed: int = 0

    @property
    def whole(self):
        return max(self.made, self.reviewed)


def step_of(holder):
    return tuple(getattr(holder, name) for name in STEP)


def made_parts(story, cut, first, last):
    """The parts whose whole is counted for scopes of this cut: of all, of
    workflows and of steps the steps, else each tool or item type."""
    if not set(cut) <= set(TOLD):
        return []
    finer = [name for name in cut if name not in STEP]
    counts = defaultdict(list)
    for m in story.made:
        if first <= m.day <= last:
            counts[step_of(m)].append(m)
    found = []
    for step, rows in counts.items():
        if not all(getattr(m, name) for m in rows for name in finer):
            continue        # nobody knows where that one belongs
        w = story.workspace.workflows.get(step[0])
        unlisted = w.unlisted(step[1]) if w else "unknown"
        parts = {}
        outputs = [o for o in story.outputs
                   if step_of(o) == step and first <= o.day <= last]

        def part_of(holder):
            named = {name: getattr(holder, name) for name in finer}
            return parts.setdefault(tuple(named.values()), Part(
                *step, named.get("tool", ""), named.get("item_type", ""),
                unlisted))

        for m in rows:
            part_of(m).made += m.n
        for o in outputs:
            part_of(o).reviewed += o.n
        found += parts.values()
    return found
