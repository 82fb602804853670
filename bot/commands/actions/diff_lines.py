"""What an import changes -> lines for people, and JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from bot.commands.actions.rows import shortened
from bot.commands.progress import counted
from bot.core.plans.diffs import (
    FieldChange,
    changes_nothing,
    counts,
    field_changes,
    plan_changes,
)
from bot.core.plans.plans import Held
from bot.core.register import Action, PlanDiff, PlanStep, Step

Names = Mapping[str, str]
"""Of objectives, by their ids."""

_HEADINGS = {
    Step.ADD: "New",
    Step.REWORD: "Other words",
    Step.MOVE: "Moved",
    Step.RESTORE: "Back in the plan",
    Step.RETIRE: "No longer in the plan (kept, with all that was reported on it)",
}
_VERBS = {
    Step.ADD: ("is new", "are new"),
    Step.REWORD: ("has other words", "have other words"),
    Step.MOVE: ("is moved", "are moved"),
    Step.RESTORE: ("is back", "are back"),
    Step.RETIRE: ("is no longer in the plan", "are no longer in the plan"),
    Step.KEEP: ("stays as it is", "stay as they are"),
}
_MOST_OF_A_TEXT = 300  # characters of an old or a new text
_SHORT = 60  # characters of both that stand on one line


def as_json(diff: PlanDiff, held: Held) -> dict[str, object]:
    """Counts, and each step but those that keep an action as it is."""
    return {
        "plan": diff.plan.id,
        "is_new": diff.is_new,
        **counts(diff),
        "plan_changes": [_change_json(change) for change in plan_changes(diff, held)],
        "steps": [_step_json(step) for step in diff.steps if step.step is not Step.KEEP],
    }


def _step_json(step: PlanStep) -> dict[str, object]:
    action = _action(step)
    return {
        "step": step.step,
        "id": action.id,
        "text": action.text,
        "changes": [_change_json(change) for change in field_changes(step)],
    }


def _change_json(change: FieldChange) -> dict[str, str]:
    return {"field": change.field, "before": change.before, "after": change.after}


def lines(diff: PlanDiff, held: Held, *, whole: bool = True) -> Iterator[str]:
    """All that changes, by what happens to it, and a sentence that sums it up.

    Not ``whole``: of a plan that is new no more than that it is.
    """
    size = sized(step.after for step in diff.steps if step.after)
    titled = f"Plan {diff.plan.id} ({diff.plan.title})"
    if changes_nothing(diff, held):
        yield f"{titled} has all of this already. Nothing changes."
        return
    yield f"{titled} is new, with {size}." if diff.is_new else f"{titled} changes."
    for change in plan_changes(diff, held):
        yield f"  {in_words(change, '  ')}"
    if diff.is_new and not whole:
        return
    was = {one.id: one.name for one in held.objectives}
    names = was | {one.id: one.name for one in diff.objectives}
    for (step, objective), of_step in groupby(_sorted(diff.steps), _group):
        under = names[objective] if objective else ""
        yield f"\n{_HEADINGS[step]}{f', under {_quoted(under)}' if under else ''}"
        for one in of_step:
            yield from _of_step(one, was, names)
    if not diff.is_new:
        yield f"\n{_summary(diff)}"


def sized(actions: Iterable[Action]) -> str:
    """How many actions there are, and how many sub-actions."""
    parts = [bool(action.part_of) for action in actions]
    said = counted(parts.count(False), "action")
    return f"{said} and {counted(sum(parts), 'sub-action')}" if any(parts) else said


def _sorted(steps: Iterable[PlanStep]) -> list[PlanStep]:
    """The steps that change something, each kind together, in the order of the plan."""
    order = [*_HEADINGS]
    changing = [step for step in steps if step.step in _HEADINGS]
    return sorted(changing, key=lambda step: order.index(step.step))


def _group(step: PlanStep) -> tuple[Step, str]:
    """What stands under one heading: new actions by their objective, all others together."""
    return step.step, _action(step).objective if step.step is Step.ADD else ""


def _of_step(step: PlanStep, was: Names, names: Names) -> Iterator[str]:
    action = _action(step)
    indent = "    " if action.part_of else "  "
    inner = indent + " " * (len(action.id) + 2)
    yield f"{indent}{action.id}  {shortened(action.text)}{_place(step, was, names)}"
    for change in field_changes(step):
        yield f"{inner}{in_words(change, inner)}"


def _place(step: PlanStep, was: Names, names: Names) -> str:
    """Where it was and where it goes, for one that has another objective or parent."""
    before, after = step.before, step.after
    if before is None or after is None:
        return ""
    if before.objective != after.objective:
        return f" (from '{was[before.objective]}' to '{names[after.objective]}')"
    if before.part_of != after.part_of:
        return f" (now a part of {after.part_of})" if after.part_of else " (now an action itself)"
    return " (to another place in the order)" if step.step is Step.MOVE else ""


def in_words(change: FieldChange, indent: str) -> str:
    """A sentence: what was there and what is; it goes on below at this indent where it is long."""
    before, after = (_quoted(text) for text in (change.before, change.after))
    gap = " " if len(before) + len(after) < _SHORT else f"\n{indent}  "
    name = change.field.replace("_", " ").capitalize()
    return f"{name} was {before},{gap}and is now {after}"


def _quoted(text: str) -> str:
    mark = '"' if "'" in text else "'"
    return f"{mark}{shortened(text, _MOST_OF_A_TEXT)}{mark}" if text else "blank"


def _summary(diff: PlanDiff) -> str:
    found = [(step, sum(one.step is step for one in diff.steps)) for step in _VERBS]
    said = [f"{number} {_VERBS[step][number != 1]}" for step, number in found if number]
    return f"In short: {_listed(said)}."


def _listed(parts: Sequence[str]) -> str:
    return f"{', '.join(parts[:-1])} and {parts[-1]}" if len(parts) > 1 else "".join(parts)


def _action(step: PlanStep) -> Action:
    action = step.after or step.before
    assert action is not None  # a step has at least one of them
    return action
