"""The port `Register` over a database: each method is one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

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
    Snooze,
    Update,
    Waiting,
    Wording,
    WordingVersion,
)
from bot.core.reminders.values import Span
from bot.storage import (
    audit,
    forgetting,
    importing,
    inbox,
    messages,
    plans,
    receiving,
    reports,
    revising,
    snoozes,
    tables,
    updates,
    wordings,
)
from bot.storage.arrivals import SqlArrivals
from bot.storage.database import PATIENCE, open_database
from bot.storage.keys import SqlKeys
from bot.storage.members import SqlMembers
from bot.storage.reminders import SqlReminders
from bot.storage.store import Store
from bot.storage.transactions import reading, writing


def open_register(url: str, *, patience: float = PATIENCE) -> SqlRegister:
    """The register at a URL, created or brought up to date where that is due.

    ``patience`` is how many seconds to wait for other writers. Raises StorageError.
    """
    return SqlRegister(open_database(url, patience=patience))


class SqlRegister(Store):
    """The register in SQLite or PostgreSQL. Called from several threads; close it at the end.

    What each method does is told by the port, `bot.core.ports.Register`.
    """

    @property
    def reminders(self) -> SqlReminders:
        """The reminders in the same database. They are closed with the register."""
        return self.reminders_with(())

    def reminders_with(self, recess: Sequence[Span]) -> SqlReminders:
        """The same, for which nothing is sent on some days."""
        return SqlReminders(self._engine, recess)

    @property
    def arrivals(self) -> SqlArrivals:
        """The notes of what came in. They are closed with the register."""
        return SqlArrivals(self._engine)

    @property
    def members(self) -> SqlMembers:
        """Who was let in. It is closed with the register."""
        return SqlMembers(self._engine)

    @property
    def keys(self) -> SqlKeys:
        """What buttons say. It is closed with the register."""
        return SqlKeys(self._engine)

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

    def snooze(self, said: Said, action: str, until: date, reason: str) -> Snooze:
        """Leave an action out of reminders until a day, once for each message."""
        with writing(self._engine) as connection:
            return snoozes.snooze(connection, said, action, until, reason)

    def snoozes(self) -> tuple[Snooze, ...]:
        """The last word on each action that was ever snoozed."""
        with reading(self._engine) as connection:
            return snoozes.latest(connection)

    def held_on(self, person: Person) -> tuple[Update, ...]:
        """Every version of every update that a person said."""
        with reading(self._engine) as connection:
            return updates.read(connection, tables.messages.c.by == person.id)

    def forget(self, person: Person, at: datetime) -> None:
        """Erase who a person is; what they said about the plan stays."""
        with writing(self._engine) as connection:
            forgetting.forget(connection, person, at)

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
