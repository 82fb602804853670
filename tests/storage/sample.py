"""A small plan of Glenmore, the people who work on it, and what they say."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from bot.core.register import (
    Action,
    Change,
    Match,
    Needs,
    Objective,
    Person,
    Plan,
    PlanDiff,
    PlanStep,
    Proposal,
    Role,
    Said,
    Status,
    Step,
    Wording,
)
from bot.storage.register import SqlRegister

MONDAY = datetime(2031, 3, 3, 9, 30, 0, 123456, tzinfo=UTC)
ISLA = Person("chat:isla", "Isla Rennie", Role.CONTRIBUTOR)
MORAG = Person("chat:morag", "Morag Tulloch", Role.OFFICER)
CHAT = "chat:weir"

PLAN = Plan("GW", "Glenmore Water Plan", "Glenmore", "2031", "water.docx")
WEIR = Objective("GW-1", "GW", "The weir", 1)
FERRY = Objective("GW-2", "GW", "The ferry", 2)
FULL = Wording(
    "Mend the fish ladder",
    timescale="Spring 2031",
    due=date(2031, 5, 31),
    lead="Forum",
    progress="Stones are bought",
    future_reporting="Every June",
    reference="1.1",
)
ACTIONS = (
    Action("GW1", "GW", "GW-1", FULL, 1, status=Status.IN_PROGRESS),
    Action("GW1a", "GW", "GW-1", Wording("Buy mortar"), 2, part_of="GW1"),
    Action("GW2", "GW", "GW-1", Wording("Count the otters"), 3),
    Action("GW3", "GW", "GW-2", Wording("Paint the ferry"), 4),
)


def after(minutes: int) -> datetime:
    """A time on that Monday."""
    return MONDAY + timedelta(minutes=minutes)


def diff(*steps: PlanStep, plan: Plan = PLAN, is_new: bool = False) -> PlanDiff:
    """An import into a plan with these two objectives."""
    return PlanDiff(plan, is_new, (WEIR, FERRY), steps)


def adding(*actions: Action) -> list[PlanStep]:
    return [PlanStep(Step.ADD, None, action) for action in actions]


def keeping(*actions: Action) -> list[PlanStep]:
    return [PlanStep(Step.KEEP, action, action) for action in actions]


def fill(register: SqlRegister) -> None:
    """Import the plan."""
    register.apply(diff(*adding(*ACTIONS), is_new=True), MORAG, MONDAY)


def said(
    text: str, message: str, *, at: datetime = MONDAY, by: Person = ISLA, chat: str = CHAT
) -> Said:
    return Said(text, chat, message, by, at)


def half(action: str = "GW1") -> Change:
    return Change(action, Status.IN_PROGRESS, 50, note="half way")


UNCLEAR = Proposal(
    "the ladder or the otters",
    (Match("GW1", 0.61), Match("GW2", 0.58)),
    Needs.CHOOSE,
    Status.BLOCKED,
    percent=40,
    due=date(2031, 4, 1),
    lead="Forum",
    reason="no stones",
)
