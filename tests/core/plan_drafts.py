"""Plans of Glenmore as documents have them, and a register that is only held in memory."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from bot.core.plans.plans import Held, diff_plan, plan_of
from bot.core.register import (
    Action,
    DraftAction,
    DraftObjective,
    DraftPlan,
    PlanDiff,
    Step,
    Wording,
)

AT = datetime(2031, 5, 1, 9, 30, tzinfo=UTC)
GRANTS = (
    "Pay every grant within 21 days of a signed claim",
    "Write one form for all small grants",
    "Hold two training days a year for treasurers",
)
HALLS = (
    "Mend the north door of the village hall",
    "Open the hall to groups on Sundays",
    "Keep a public diary of who has booked which hall",
)


def draft_action(text: str, *parts: str, **fields: str) -> DraftAction:
    """An action with these words."""
    return DraftAction(Wording(text, **fields), parts=tuple(map(draft_action, parts)))


def draft(
    grants: tuple[str | DraftAction, ...] = GRANTS,
    halls: tuple[str | DraftAction, ...] = HALLS,
    **fields: str,
) -> DraftPlan:
    """The plan of Glenmore with these actions under its two objectives."""
    plan = DraftPlan("Glenmore Plan", "Glenmore", "2031", "plan.docx")
    objectives = tuple(
        DraftObjective(name, tuple(_drafted(one) for one in actions))
        for name, actions in (("Fair grants", grants), ("Open halls", halls))
        if actions
    )
    return replace(plan, objectives=objectives, **fields)


def _drafted(action: str | DraftAction) -> DraftAction:
    return draft_action(action) if isinstance(action, str) else action


def applied(held: Held, diff: PlanDiff) -> Held:
    """What the register holds after a diff, as `bot.storage` keeps it."""
    actions, imported = {one.id: one for one in held.actions}, dict(held.imported)
    for step in diff.steps:
        if step.after:
            actions[step.after.id] = step.after
            imported[step.after.id] = step.after.wording
        elif step.before:
            actions[step.before.id] = replace(step.before, retired=AT)
    plans = [plan for plan in held.plans if plan.id != diff.plan.id]
    objectives = [one for one in held.objectives if one.plan != diff.plan.id]
    return Held(
        (*plans, diff.plan), (*objectives, *diff.objectives), tuple(actions.values()), imported
    )


def imported(plan: DraftPlan, held: Held | None = None) -> Held:
    """What the register holds once a plan was imported."""
    held = held or Held()
    return applied(held, diff_plan(plan, held, plan_of(plan, held)))


def rediff(plan: DraftPlan, held: Held) -> PlanDiff:
    """What importing a plan changes in the plan that it is found to be."""
    return diff_plan(plan, held, plan_of(plan, held))


def steps(diff: PlanDiff) -> dict[str, Step]:
    """Id -> step."""
    return {_id(one.before, one.after): one.step for one in diff.steps}


def texts(held: Held) -> dict[str, str]:
    """Id -> words, of all actions, retired too."""
    return {action.id: action.text for action in held.actions}


def _id(before: Action | None, after: Action | None) -> str:
    action = after or before
    assert action
    return action.id
