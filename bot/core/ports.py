"""What the core needs from outside. Each port is a few methods; app.py plugs in the real thing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Protocol

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
from bot.core.reminders.values import Consent, Delivery, DeliveryState, Posted, Reminder
from bot.core.types import Turn
from indexer.types import Document, Hit, Passage, Query


class Search(Protocol):
    """Finds passages in the index. Called from several threads."""

    @property
    def documents(self) -> tuple[Document, ...]:
        """The documents that are quoted, in the order they were read."""

    @property
    def areas(self) -> frozenset[str]:
        """The areas that any passage is about."""

    @property
    def size(self) -> int:
        """How many passages there are."""

    @property
    def built_at(self) -> str:
        """When the index was built, as an ISO 8601 time in UTC."""

    def search(self, query: Query) -> list[Hit]:
        """The best hits, best first."""

    def section(self, passage: Passage) -> list[Passage]:
        """The passages of the section that a passage stands in, in reading order."""

    def frequency(self, word: str) -> int:
        """How many passages hold a word, in any inflection."""

    def corrected(self, word: str) -> str:
        """The word of the corpus that a misspelt word was meant to be, else the word itself."""

    def headings(self) -> Sequence[tuple[str, Passage]]:
        """Each section's own heading with its first passage, in reading order."""


class History(Protocol):
    """Remembers the last turns of each chat. Called from several threads."""

    def last(self, chat: str) -> Turn | None:
        """The last turn of a chat."""

    def remember(self, chat: str, turn: Turn) -> None:
        """Keep a turn as the last one of its chat."""


class Meaning(Protocol):
    """Compares texts by what they mean. Called from several threads."""

    def cosines(self, text: str, others: Sequence[str]) -> list[float]:
        """The cosine of a text with each of the others, -1..1; vectors of the others are kept."""


class Register(Protocol):
    """The plans, what people said of their actions, and the trail of all that. Called from
    several threads, and over one database from several processes.

    Each method is one transaction: what it does, the note that the message was seen, and the row
    of the audit trail are kept together or not at all. Each raises StorageError.
    """

    def revision(self) -> int:
        """A number that grows with each change: what was read at the same one is still so."""

    def plans(self) -> tuple[Plan, ...]:
        """All plans, by id."""

    def objectives(self) -> tuple[Objective, ...]:
        """All objectives, by plan and position."""

    def actions(self, *, retired: bool = False) -> tuple[Action, ...]:
        """All actions, by plan and position; those out of their plan too if ``retired``."""

    def updates(self, action: str = "", *, ended: bool = False) -> tuple[Update, ...]:
        """Updates on one action or on all, by when they were said and then as they were logged.

        Only what counts; with ``ended``, every version of every update.
        """

    def wordings(self, action: str) -> tuple[WordingVersion, ...]:
        """Each wording that an action had, the first one first."""

    def outcome(self, chat: str, message: str) -> Outcome | None:
        """What became of a message, as it stands now; None where it was never seen."""

    def log(
        self,
        said: Said,
        changes: Sequence[Change],
        *,
        closes: str = "",
        by: Person | None = None,
        at: datetime | None = None,
    ) -> Outcome:
        """Log an update for each change.

        A message that was seen before is not logged again: its outcome comes back, ``repeated``.
        ``closes`` is the waiting message that this settles: then ``said`` is the waiting one's
        words under the name of its author, whoever pressed; one that is closed already is
        ``repeated``. ``said.by`` is who said it; ``by`` is who pressed, and ``at`` when.
        """

    def wait(
        self, said: Said, proposals: Sequence[Proposal], changes: Sequence[Change] = ()
    ) -> Outcome:
        """Put a message into the inbox, once; ``changes`` are parts of it that were clear."""

    def waiting(self, *, closed: bool = False) -> tuple[Waiting, ...]:
        """The inbox, the longest waiting first; with ``closed``, all that ever waited."""

    def dismiss(self, waiting: str, by: Person, at: datetime) -> Waiting | None:
        """Take a message out of the inbox without logging it; None if it does not wait."""

    def revise(self, said: Said, changes: Sequence[Change], by: Person) -> Outcome:
        """The message was edited, or its update corrected: each update of it has a new version.

        An action that is no longer among the changes has its update withdrawn, a new one is
        logged. The record keeps all. A message that waits in the inbox waits with its new words.
        An edit that comes before its message, or twice, does no harm.
        """

    def withdraw(self, updates: Sequence[str], by: Person, at: datetime) -> tuple[Update, ...]:
        """Undo updates by their ids; those that counted until now come back."""

    def delete(self, chat: str, message: str, by: Person, at: datetime) -> Outcome | None:
        """The message was deleted: its updates are withdrawn, and it waits no longer."""

    def apply(self, diff: PlanDiff, by: Person, at: datetime) -> None:
        """Carry an import out. Raises StorageError if the plan was changed since the diff."""

    def add_action(
        self, plan: str, objective: str, wording: Wording, by: Person, at: datetime
    ) -> Action:
        """A new action at the end of an objective (its id), under the next number of its plan."""

    def reword(self, action: str, wording: Wording, by: Person, at: datetime) -> Action:
        """Give an action another wording; the one before is kept."""

    def plan_of(self, chat: str) -> str:
        """The plan that a chat is about; empty where none was set."""

    def set_plan_of(self, chat: str, plan: str, by: Person, at: datetime) -> None:
        """Say what plan a chat is about."""

    def snooze(self, said: Said, action: str, until: date, reason: str) -> Snooze:
        """Leave an action out of reminders until a day; the last word on it counts.

        A message that was seen before changes nothing: what counts now comes back.
        """

    def snoozes(self) -> tuple[Snooze, ...]:
        """The last word on each action that was ever snoozed, by action."""

    def held_on(self, person: Person) -> tuple[Update, ...]:
        """Every version of every update that a person said, by when they said it."""

    def forget(self, person: Person, at: datetime) -> None:
        """Erase who a person is: their name, what they agreed to, and what waits of them.

        What they said about the plan stays, as that of a former member.
        """

    def report_runs(self) -> tuple[ReportRun, ...]:
        """The reports that were made, the latest last."""

    def record_report(self, run: ReportRun) -> None:
        """Note that a report was made."""

    def audit(self) -> tuple[AuditEntry, ...]:
        """The audit trail, the first row first."""

    def verify_audit(self) -> AuditFault | None:
        """The first place where the audit trail does not hold; None where all of it does."""


class Reminders(Protocol):
    """Reminders, what became of each of their sendings, and what people agreed to.

    Called from several threads, and over one database from several processes; each method is one
    transaction and raises StorageError. What officers do stands in the audit trail.
    """

    def reminders(self) -> tuple[Reminder, ...]:
        """All reminders that were not deleted, also paused ones, by id."""

    def add(self, reminder: Reminder, at: datetime) -> Reminder:
        """Keep a reminder, with the next id."""

    def change(self, reminder: Reminder, by: Person, at: datetime) -> Reminder | None:
        """Put a reminder in the place of the one with its id; None if that is gone."""

    def remove(self, reminder: str, by: Person, at: datetime) -> bool:
        """Delete a reminder, but none of its deliveries; False if it was gone."""

    def configure(self, configured: Sequence[Reminder], at: datetime) -> None:
        """Bring the reminders that come from the configuration in line with it, by their names.

        A new one begins now; of one that is known already, ``begins``, ``paused`` and its id stay;
        one that is no longer there is removed.
        """

    def claim(self, deliveries: Sequence[Delivery]) -> tuple[Delivery, ...]:
        """Keep those that nobody has kept before, with their ids: they are the caller's to send,
        or, where they are SKIPPED, to be told of. However many processes ask, one gets each.
        """

    def claim_again(
        self, now: datetime, reaches: Callable[[str], bool] = lambda chat: True
    ) -> tuple[Delivery, ...]:
        """Failed deliveries that are to be tried again by now: CLAIMED by the caller alone.

        Those to a chat (or person) that the caller does not reach are left to others.
        """

    def mark(
        self,
        delivery: str,
        state: DeliveryState,
        at: datetime,
        *,
        posts: Sequence[Posted] = (),
        actions: Sequence[str] = (),
        why: str = "",
        again_at: datetime | None = None,
    ) -> Delivery | None:
        """What became of a claimed delivery; None, and nothing is changed, if it is not CLAIMED.

        Marked as CLAIMED, it is claimed anew from that time on.
        """

    def lose(self, before: datetime) -> tuple[Delivery, ...]:
        """Claims from before a time become UNKNOWN: whoever made them is gone."""

    def resolve(
        self, delivery: str, by: Person, at: datetime, *, sent: bool, posts: Sequence[Posted] = ()
    ) -> Delivery | None:
        """A person says of an UNKNOWN or FAILED one that it arrived (as ``posts``, where that is
        known), or that it is to be sent again now; None if it is neither.
        """

    def deliveries(self, reminder: str = "", most: int = 100) -> tuple[Delivery, ...]:
        """The latest deliveries, of one reminder or of all, the latest first."""

    def last_day(self, reminder: str) -> date | None:
        """The latest ``day`` of any delivery of a reminder."""

    def delivery_of(self, chat: str, message: str) -> Delivery | None:
        """The delivery that posted a message."""

    def consents(self) -> tuple[Consent, ...]:
        """What people agreed to, by person."""

    def agree(self, consent: Consent, at: datetime) -> None:
        """Keep what a person agrees to, in the place of what they agreed to before."""
