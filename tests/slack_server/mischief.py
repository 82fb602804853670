"""What a test wants to go wrong -> faults of methods, and tricks with deliveries and their acks."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from tests.slack_server.delivery import Dispatcher
from tests.slack_server.faults import Faults
from tests.slack_server.records import Delivery
from tests.slack_server.state import State


class Mischief:
    """The part of the server that is not kind; `Sockets` has the faults of connections."""

    state: State
    dispatcher: Dispatcher

    @property
    def faults(self) -> Faults:
        return self.state.faults

    @property
    def unknown_methods(self) -> set[str]:
        """Methods that are answered with unknown_method."""
        return self.state.unknown_methods

    @property
    def all_sockets(self) -> bool:
        """Each delivery goes to every open socket."""
        return self.dispatcher.all_sockets

    @all_sockets.setter
    def all_sockets(self, wanted: bool) -> None:
        self.dispatcher.all_sockets = wanted

    def redeliver(self, delivery: Delivery, reason: str = "timeout") -> None:
        """The same event_id again, in a new envelope."""
        self.dispatcher.send_soon(delivery, len(delivery.envelopes), reason)

    @contextmanager
    def duplicated(self, times: int = 2) -> Iterator[None]:
        """What is delivered meanwhile is sent so often, in envelopes of its own."""
        self.dispatcher.copies = times
        try:
            yield
        finally:
            self.dispatcher.copies = 1

    @contextmanager
    def reordered(self) -> Iterator[None]:
        """What is delivered meanwhile is kept, and sent at the end, the last first."""
        with self.state.changed:
            self.dispatcher.held = []
        try:
            yield
        finally:
            with self.state.changed:
                held, self.dispatcher.held = self.dispatcher.held, None
            for delivery in reversed(held):
                self.dispatcher.send_soon(delivery)

    @contextmanager
    def acks_ignored(self) -> Iterator[None]:
        """Acks that come in meanwhile are recorded and do not count."""
        self.dispatcher.ignoring = True
        try:
            yield
        finally:
            self.dispatcher.ignoring = False
