"""What an import changes -> counts, whether to ask first, and the fields that are another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from bot.core.plans.merging import FIELDS
from bot.core.plans.plans import Held
from bot.core.register import PlanDiff, PlanStep, Step, Wording

COUNTED = {
    Step.ADD: "added",
    Step.REWORD: "reworded",
    Step.MOVE: "moved",
    Step.RESTORE: "restored",
    Step.RETIRE: "retired",
    Step.KEEP: "unchanged",
}
_CHANGES = (Step.REWORD, Step.MOVE, Step.RETIRE)


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field of an action, of a plan or of its objectives: what stood there, and what will."""

    field: str
    before: str
    after: str


def counts(diff: PlanDiff) -> dict[str, int]:
    """How many actions are added, reworded, moved, restored, retired and unchanged."""
    found = Counter(step.step for step in diff.steps)
    return {name: found[step] for step, name in COUNTED.items()}


def plan_changes(diff: PlanDiff, held: Held) -> list[FieldChange]:
    """What changes in the plan itself, and the objectives that have another name."""
    before = held.plan(diff.plan.id)
    if before is None:
        return []
    names = {one.id: one.name for one in held.objectives}
    fields = ("title", "area", "edition")
    pairs = [(name, getattr(before, name), getattr(diff.plan, name)) for name in fields]
    pairs += [("objective", names[one.id], one.name) for one in diff.objectives if one.id in names]
    return [FieldChange(name, old, new) for name, old, new in pairs if old != new]


def field_changes(step: PlanStep) -> Iterator[FieldChange]:
    """What is another in an action that there was before."""
    if step.before is None or step.after is None:
        return
    yield from wording_changes(step.before.wording, step.after.wording)
    if step.before.status is not step.after.status:
        yield FieldChange("status", step.before.status or "", step.after.status or "")


def wording_changes(before: Wording, after: Wording) -> Iterator[FieldChange]:
    """What is another in a wording."""
    for name in FIELDS:
        old, new = getattr(before, name), getattr(after, name)
        if old != new:
            yield FieldChange(name, old, new)


def changes_nothing(diff: PlanDiff, held: Held) -> bool:
    """Whether all is as the register has it."""
    objectives = {one for one in held.objectives if one.plan == diff.plan.id}
    return (
        held.plan(diff.plan.id) == diff.plan
        and objectives == {*diff.objectives}
        and all(step.step is Step.KEEP for step in diff.steps)
    )


def changes_what_is_there(diff: PlanDiff, held: Held) -> bool:
    """Whether it does more than add: then a person is asked first."""
    steps = any(step.step in _CHANGES for step in diff.steps)
    return steps or bool(plan_changes(diff, held))
