"""The port `Reminders` over a database: each method is one transaction."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime

from sqlalchemy import Engine

from bot.core.register import Person
from bot.core.reminders.values import (
    Consent,
    Delivery,
    DeliveryState,
    Posted,
    Reminder,
    Span,
)
from bot.storage import consents, schedules, sendings
from bot.storage.database import PATIENCE, open_database
from bot.storage.sendings import Fate
from bot.storage.store import Store
from bot.storage.transactions import reading, writing


def open_reminders(url: str, *, patience: float = PATIENCE) -> SqlReminders:
    """The reminders in the database at a URL, made where there is none. Raises StorageError."""
    return SqlReminders(open_database(url, patience=patience))


class SqlReminders(Store):
    """Reminders and their deliveries. Called from several threads; close it at the end.

    What each method does is told by the port, `bot.core.ports.Reminders`. ``recess`` are days on
    which none of them sends anything; each comes back with it.
    """

    def __init__(self, engine: Engine, recess: Sequence[Span] = ()) -> None:
        super().__init__(engine)
        self._recess = tuple(recess)

    def reminders(self) -> tuple[Reminder, ...]:
        """All reminders that were not deleted."""
        with reading(self._engine) as connection:
            found = schedules.read(connection, schedules.THERE)
        return tuple(map(self._observed, found))

    def add(self, reminder: Reminder, at: datetime) -> Reminder:
        """Keep a reminder."""
        with writing(self._engine) as connection:
            return self._observed(schedules.add(connection, reminder, at))

    def change(self, reminder: Reminder, by: Person, at: datetime) -> Reminder | None:
        """Put a reminder in the place of the one with its id."""
        with writing(self._engine) as connection:
            changed = schedules.change(connection, reminder, by, at)
        return self._observed(changed) if changed else None

    def _observed(self, reminder: Reminder) -> Reminder:
        return replace(reminder, recess=self._recess)

    def remove(self, reminder: str, by: Person, at: datetime) -> bool:
        """Delete a reminder."""
        with writing(self._engine) as connection:
            return schedules.remove(connection, reminder, by, at)

    def configure(self, configured: Sequence[Reminder], at: datetime) -> None:
        """Bring the reminders of the configuration in line with it."""
        with writing(self._engine) as connection:
            schedules.configure(connection, configured, at)

    def claim(self, deliveries: Sequence[Delivery]) -> tuple[Delivery, ...]:
        """Keep deliveries that nobody has kept before."""
        with writing(self._engine) as connection:
            return sendings.claim(connection, deliveries)

    def claim_again(
        self, now: datetime, reaches: Callable[[str], bool] = lambda chat: True
    ) -> tuple[Delivery, ...]:
        """Claim failed deliveries that are to be tried again by now."""
        with writing(self._engine) as connection:
            return sendings.claim_again(connection, now, reaches)

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
        """What became of a claimed delivery."""
        fate = Fate(state, at, posts, actions, why, again_at)
        with writing(self._engine) as connection:
            return sendings.mark(connection, delivery, fate)

    def lose(self, before: datetime) -> tuple[Delivery, ...]:
        """Claims from before a time become UNKNOWN."""
        with writing(self._engine) as connection:
            return sendings.lose(connection, before)

    def resolve(
        self,
        delivery: str,
        by: Person,
        at: datetime,
        *,
        sent: bool,
        posts: Sequence[Posted] = (),
    ) -> Delivery | None:
        """An UNKNOWN or FAILED delivery arrived, or is to be sent again now."""
        fate = (
            Fate(DeliveryState.SENT, at, posts)
            if sent
            else Fate(DeliveryState.FAILED, at, again_at=at)
        )
        with writing(self._engine) as connection:
            return sendings.resolve(connection, delivery, by, fate)

    def deliveries(self, reminder: str = "", most: int = 100) -> tuple[Delivery, ...]:
        """The latest deliveries, the latest first."""
        with reading(self._engine) as connection:
            return sendings.latest(connection, reminder, most)

    def last_day(self, reminder: str) -> date | None:
        """The latest day of any delivery of a reminder."""
        with reading(self._engine) as connection:
            return sendings.last_day(connection, reminder)

    def delivery_of(self, chat: str, message: str) -> Delivery | None:
        """The delivery that posted a message."""
        with reading(self._engine) as connection:
            return sendings.of_post(connection, chat, message)

    def consents(self) -> tuple[Consent, ...]:
        """What people agreed to."""
        with reading(self._engine) as connection:
            return consents.read(connection)

    def agree(self, consent: Consent, at: datetime) -> None:
        """Keep what a person agrees to."""
        with writing(self._engine) as connection:
            consents.agree(connection, consent, at)
