"""The values of the action register: plans, their actions, and what people said of them.

A plan's words stand in `Action`, as they are written; what people report stands in `Update`. How
an action stands now is worked out from both, in `bot.core.actions.standing`, and stored nowhere.
Times are aware and in UTC; dates are those of the configured zone.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Status(StrEnum):
    """How far an action is, as a person says it."""

    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    BLOCKED = "blocked"
    DONE = "done"


class Role(StrEnum):
    """What a person may do: ask; also log updates; also change plans and others' updates."""

    READER = "reader"
    CONTRIBUTOR = "contributor"
    OFFICER = "officer"


@dataclass(frozen=True, slots=True)
class Person:
    """Who said or did something. ``id`` is unique over all channels; ``name`` is for people."""

    id: str
    name: str = ""
    role: Role = Role.CONTRIBUTOR


@dataclass(frozen=True, slots=True)
class Plan:
    """An action plan. ``id`` is a short code in capitals (SA); ``source`` the file it came from."""

    id: str
    title: str
    area: str = ""
    edition: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Objective:
    """What actions of a plan are for. ``name`` is empty where the plan groups them under none."""

    id: str
    plan: str
    name: str
    position: int


@dataclass(frozen=True, slots=True)
class Wording:
    """What a plan says of an action. What is blank in the plan is empty here.

    ``timescale`` is as written; ``due`` the date it means, where it means one; ``progress`` what
    the plan itself reports, ``reference`` the action's number in the document.
    """

    text: str
    timescale: str = ""
    due: date | None = None
    lead: str = ""
    progress: str = ""
    future_reporting: str = ""
    reference: str = ""


@dataclass(frozen=True, slots=True)
class Action:
    """An action of a plan. ``id`` is what people call it by (SA24) and never changes.

    ``objective`` is an Objective's id; ``part_of`` the id of the action it is a part of, or empty;
    ``position`` orders the actions of a plan; ``version`` counts its wordings from 1;
    ``status`` is what the plan itself says; ``retired`` is when it went out of the plan.
    """

    id: str
    plan: str
    objective: str
    wording: Wording
    position: int
    part_of: str = ""
    version: int = 1
    status: Status | None = None
    retired: datetime | None = None

    @property
    def text(self) -> str:
        """What is to be done."""
        return self.wording.text


@dataclass(frozen=True, slots=True)
class WordingVersion:
    """One wording that an action had: from when on, by whom, and out of which file (or chat)."""

    action: str
    version: int
    wording: Wording
    at: datetime
    by: Person
    source: str


@dataclass(frozen=True, slots=True)
class Said:
    """Words of a person, as they came in: ``message`` is unique within its ``chat``."""

    text: str
    chat: str
    message: str
    by: Person
    at: datetime


@dataclass(frozen=True, slots=True)
class Change:
    """What an update says of one action. None, and an empty text, say nothing about it.

    ``percent`` is 0..100; ``reason`` is why it is blocked or late; ``note`` is the part of the
    message that is about this action, in the person's words.
    """

    action: str
    status: Status | None = None
    percent: int | None = None
    due: date | None = None
    lead: str | None = None
    reason: str = ""
    note: str = ""


class UpdateState(StrEnum):
    """Whether an update counts. REVISED has a later version; WITHDRAWN was undone or deleted."""

    CURRENT = "current"
    REVISED = "revised"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Update:
    """One version of a progress update. ``id`` is the same for all versions of one.

    ``said`` is the message it came from; ``ended_at`` and ``ended_by`` tell when and by whom it was
    revised or withdrawn.
    """

    id: str
    version: int
    change: Change
    said: Said
    state: UpdateState = UpdateState.CURRENT
    ended_at: datetime | None = None
    ended_by: Person | None = None

    @property
    def action(self) -> str:
        """The id of the action it is about."""
        return self.change.action


class Needs(StrEnum):
    """What must come before a proposal is logged: a yes, or a choice between actions."""

    CONFIRM = "confirm"
    CHOOSE = "choose"


@dataclass(frozen=True, slots=True)
class Match:
    """An action that a message may mean. ``confidence`` is 0..1."""

    action: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Proposal:
    """What we think a message, or a part of one, means, before a person confirms.

    ``text`` is that part; ``matches`` are the actions it may mean, the likeliest first; ``needs``
    is None where it is safe to log it at once. ``status`` is None where the message tells none.
    """

    text: str
    matches: tuple[Match, ...]
    needs: Needs | None
    status: Status | None = None
    percent: int | None = None
    due: date | None = None
    lead: str | None = None
    reason: str = ""

    def change(self, action: str) -> Change:
        """What is logged once it is clear which action is meant."""
        return Change(
            action, self.status, self.percent, self.due, self.lead, self.reason, self.text
        )


@dataclass(frozen=True, slots=True)
class Waiting:
    """A message in the inbox: not logged yet, because a person must say what it means.

    ``id`` is a short key; ``closed_at`` is set once it was logged or set aside, with ``outcome``
    ("logged", "dismissed").
    """

    id: str
    said: Said
    proposals: tuple[Proposal, ...]
    closed_at: datetime | None = None
    closed_by: Person | None = None
    outcome: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a message: updates, or a place in the inbox; both where some parts wait.

    ``repeated`` says that the message had been seen before, so that nothing was done again.
    """

    updates: tuple[Update, ...] = ()
    waiting: Waiting | None = None
    repeated: bool = False


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One row of the audit trail. ``hash`` covers the row and the hash of the one before it.

    ``what`` is a verb in the past ("logged", "withdrew", "imported"); ``subject`` is what it was
    done to; ``detail`` is JSON.
    """

    number: int
    at: datetime
    by: str
    what: str
    subject: str
    detail: str
    before: str
    hash: str


@dataclass(frozen=True, slots=True)
class AuditFault:
    """Where the audit trail does not hold: the number of the row, and a sentence."""

    number: int
    what: str


@dataclass(frozen=True, slots=True)
class ReportRun:
    """A report that was made: of which plans (ids; empty: all), over which days, when, by whom."""

    plans: tuple[str, ...]
    since: date
    until: date
    made_at: datetime
    by: Person


@dataclass(frozen=True, slots=True)
class Snooze:
    """An action that reminders leave out until a day, that day not included, and why."""

    action: str
    until: date
    reason: str
    by: Person
    at: datetime


# --- importing a plan -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class DraftAction:
    """An action as a document has it; ``parts`` are its sub-actions."""

    wording: Wording
    status: Status | None = None
    parts: tuple[DraftAction, ...] = ()


@dataclass(frozen=True, slots=True)
class DraftObjective:
    """An objective as a document has it."""

    name: str
    actions: tuple[DraftAction, ...] = ()


@dataclass(frozen=True, slots=True)
class DraftPlan:
    """A plan as a document has it, before it is held against the register."""

    title: str
    area: str
    edition: str
    source: str
    objectives: tuple[DraftObjective, ...] = ()


class Step(StrEnum):
    """What an import does to an action."""

    ADD = "add"
    REWORD = "reword"
    MOVE = "move"
    RESTORE = "restore"
    RETIRE = "retire"
    KEEP = "keep"


@dataclass(frozen=True, slots=True)
class PlanStep:
    """One step of an import. ``before`` and ``after`` are the action before and after it.

    ``before`` is None for ADD, ``after`` None for RETIRE.
    """

    step: Step
    before: Action | None
    after: Action | None


@dataclass(frozen=True, slots=True)
class PlanDiff:
    """What an import changes: the plan and its objectives as they will be, and a step an action."""

    plan: Plan
    is_new: bool
    objectives: tuple[Objective, ...]
    steps: tuple[PlanStep, ...]
