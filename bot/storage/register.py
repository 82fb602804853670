"""The port `Register` over a database: each method is one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from types import TracebackType
from typing import Self

from sqlalchemy import Engine

from bot.core.register import (
    Action,
    AuditEntry,
    AuditFault,
    Change,
    Objective,
    Outcome,
    Person,
    Plan,
    PlanDiff,
    Proposal,
    ReportRun,
    Said,
    Update,
    Waiting,
    Wording,
    WordingVersion,
)
from bot.storage import (
    audit,
    importing,
    inbox,
    messages,
    plans,
    receiving,
    reports,
    revising,
    tables,
    updates,
    wordings,
)
from bot.storage.database import PATIENCE, open_database
from bot.storage.transactions import reading, writing


def open_register(url: str, *, patience: float = PATIENCE) -> SqlRegister:
    """The register at a URL, created or brought up to date where that is due.

    ``patience`` is how many seconds to wait for other writers. Raises StorageError.
    """
    return SqlRegister(open_database(url, patience=patience))


class SqlRegister:
    """The register in SQLite or PostgreSQL. Called from several threads; close it at the end.

    What each method does is told by the port, `bot.core.ports.Register`.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    def revision(self) -> int:
        """How many rows the audit trail has: each change adds one at least."""
        with reading(self._engine) as connection:
            return audit.length(connection)

    def plans(self) -> tuple[Plan, ...]:
        """All plans."""
        with reading(self._engine) as connection:
            return plans.plans(connection)

    def objectives(self) -> tuple[Objective, ...]:
        """All objectives."""
        with reading(self._engine) as connection:
            return plans.objectives(connection)

    def actions(self, *, retired: bool = False) -> tuple[Action, ...]:
        """The actions of the plans, also those out of their plan if ``retired``."""
        where = () if retired else (tables.actions.c.retired.is_(None),)
        with reading(self._engine) as connection:
            return plans.actions(connection, *where)

    def updates(self, action: str = "", *, ended: bool = False) -> tuple[Update, ...]:
        """The updates that count, on an action or on all; with ``ended`` every version."""
        where = [] if ended else [updates.CURRENT]
        if action:
            where.append(tables.updates.c.action == action)
        with reading(self._engine) as connection:
            return updates.read(connection, *where)

    def wordings(self, action: str) -> tuple[WordingVersion, ...]:
        """The wordings of an action."""
        with reading(self._engine) as connection:
            return plans.wordings(connection, action)

    def outcome(self, chat: str, message: str) -> Outcome | None:
        """What became of a message: the updates that count, and where it waits."""
        with reading(self._engine) as connection:
            known = messages.find(connection, chat, message)
            return receiving.outcome(connection, known.number) if known else None

    def log(
        self,
        said: Said,
        changes: Sequence[Change],
        *,
        closes: str = "",
        by: Person | None = None,
        at: datetime | None = None,
    ) -> Outcome:
        """Log updates, once; or settle a waiting message, whose own words are logged then."""
        with writing(self._engine) as connection:
            if closes:
                return receiving.settle(connection, closes, changes, by or said.by, at or said.at)
            return receiving.log(connection, said, changes)

    def wait(
        self, said: Said, proposals: Sequence[Proposal], changes: Sequence[Change] = ()
    ) -> Outcome:
        """Put a message into the inbox, once, or again after an edit gave it these words."""
        with writing(self._engine) as connection:
            return receiving.wait(connection, said, proposals, changes)

    def waiting(self, *, closed: bool = False) -> tuple[Waiting, ...]:
        """The inbox; with ``closed``, all that ever waited."""
        where = () if closed else (inbox.OPEN,)
        with reading(self._engine) as connection:
            return inbox.read(connection, *where)

    def dismiss(self, waiting: str, by: Person, at: datetime) -> Waiting | None:
        """Take a message out of the inbox."""
        with writing(self._engine) as connection:
            return receiving.dismiss(connection, waiting, by, at)

    def revise(self, said: Said, changes: Sequence[Change], by: Person) -> Outcome:
        """Give the updates of a message new versions; ``said.at`` is when it was edited."""
        with writing(self._engine) as connection:
            return revising.revise(connection, said, changes, by)

    def withdraw(self, updates: Sequence[str], by: Person, at: datetime) -> tuple[Update, ...]:
        """Undo updates; those that counted until now come back, as they are now."""
        with writing(self._engine) as connection:
            return revising.withdraw(connection, updates, by, at)

    def delete(self, chat: str, message: str, by: Person, at: datetime) -> Outcome | None:
        """Withdraw what came of a message; that comes back. None where it was never seen."""
        with writing(self._engine) as connection:
            return revising.delete(connection, chat, message, by, at)

    def apply(self, diff: PlanDiff, by: Person, at: datetime) -> None:
        """Carry an import out."""
        with writing(self._engine) as connection:
            importing.apply(connection, diff, by, at)

    def add_action(
        self, plan: str, objective: str, wording: Wording, by: Person, at: datetime
    ) -> Action:
        """A new action at the end of an objective."""
        with writing(self._engine) as connection:
            return wordings.add_action(connection, plan, objective, wording, (by, at, ""))

    def reword(self, action: str, wording: Wording, by: Person, at: datetime) -> Action:
        """Give an action another wording."""
        with writing(self._engine) as connection:
            return wordings.reword(connection, action, wording, (by, at, ""))

    def plan_of(self, chat: str) -> str:
        """The plan that a chat is about."""
        with reading(self._engine) as connection:
            return plans.plan_of(connection, chat)

    def set_plan_of(self, chat: str, plan: str, by: Person, at: datetime) -> None:
        """Say what plan a chat is about; an empty one: about none."""
        with writing(self._engine) as connection:
            plans.set_plan_of(connection, chat, plan, by, at)

    def report_runs(self) -> tuple[ReportRun, ...]:
        """The reports that were made."""
        with reading(self._engine) as connection:
            return reports.runs(connection)

    def record_report(self, run: ReportRun) -> None:
        """Note that a report was made."""
        with writing(self._engine) as connection:
            reports.record(connection, run)

    def audit(self) -> tuple[AuditEntry, ...]:
        """The audit trail."""
        with reading(self._engine) as connection:
            return tuple(audit.entries(connection))

    def verify_audit(self) -> AuditFault | None:
        """The first place where the audit trail does not hold."""
        with reading(self._engine) as connection:
            return audit.first_fault(connection)
