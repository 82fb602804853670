"""What a test wants to go wrong -> faults of methods, copies, another order, a cut line."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from tests.telegram_server.faults import Faults
from tests.telegram_server.records import Update
from tests.telegram_server.state import State
from tests.telegram_server.updates import Updates


class Mischief:
    """The part of the server that is not kind."""

    state: State
    queue: Updates

    @property
    def faults(self) -> Faults:
        return self.state.faults

    @property
    def unknown_methods(self) -> set[str]:
        """Methods that are answered with 404."""
        return self.state.unknown_methods

    def redeliver(self, update: Update) -> None:
        """The same update_id again, also where the bot confirmed it."""
        self.queue.put([update], forced=True)

    @contextmanager
    def duplicated(self, times: int = 2) -> Iterator[None]:
        """What comes up meanwhile is handed out so often, under one update_id."""
        self.queue.copies = times
        try:
            yield
        finally:
            self.queue.copies = 1

    @contextmanager
    def reordered(self) -> Iterator[None]:
        """What comes up meanwhile is kept, and handed out at the end, the last first."""
        with self.state.changed:
            self.queue.held = []
        try:
            yield
        finally:
            with self.state.changed:
                held, self.queue.held = self.queue.held or [], None
            self.queue.put(held[::-1], forced=True)
