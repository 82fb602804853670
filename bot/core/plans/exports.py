"""One of our own exports -> the plans in it: its actions stand under the ids of the register."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from bot.core.plans.matching import entries
from bot.core.register import Action, DraftAction, DraftObjective, DraftPlan


def plans_in(draft: DraftPlan, actions: Sequence[Action]) -> list[str]:
    """The ids of the plans that a document names actions of, if it does so for most; the likeliest
    first. Empty where it is no export of ours.
    """
    plans = {action.id: action.plan for action in actions}
    mine = entries(draft)
    named = Counter(plans[entry.reference] for entry in mine if entry.reference in plans)
    return [plan for plan, _ in named.most_common()] if 2 * named.total() > len(mine) else []


def only(draft: DraftPlan, plan: str, actions: Sequence[Action]) -> DraftPlan:
    """What an export has of one plan. An action without an id belongs with the one before it."""
    plans = {action.id: action.plan for action in actions}
    now = plan
    objectives = []
    for objective in draft.objectives:
        kept: list[DraftAction] = []
        for action in objective.actions:
            now = plans.get(action.wording.reference, now)
            if now == plan:
                kept.append(action)
        if kept:
            objectives.append(DraftObjective(objective.name, tuple(kept)))
    return replace(draft, objectives=tuple(objectives))
