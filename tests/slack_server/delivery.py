"""What the bot is to be told -> envelopes over a socket or signed requests, and their acks.

`Dispatcher.deliver` is called from any thread; all behind ``_send`` runs in the server's loop.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from typing import Protocol

from tests.slack_server.loops import LoopThread
from tests.slack_server.records import Ack, Delivery, Envelope, Json
from tests.slack_server.state import State


class Line(Protocol):
    """A way to the bot: a Socket Mode connection."""

    id: str

    def put(self, delivery: Delivery, envelope: Envelope) -> None:
        """Queues it for sending."""


class Dispatcher:
    """Chooses the line, repeats what got no ack, and plays the tricks that a script asks for.

    ``lines`` are the sockets that said hello; ``copies`` how often everything is sent;
    ``held`` collects deliveries while they are kept back; ``on_ack`` does what an ack asks for.
    """

    def __init__(self, state: State, loop: LoopThread) -> None:
        self._state = state
        self._loop = loop
        self._waiting: list[tuple[Delivery, int, str]] = []
        self._turn = 0
        self._sent: dict[str, tuple[Delivery, Envelope]] = {}
        self.lines: list[Line] = []
        self.post: Callable[[Delivery, Envelope], None] | None = None
        self.on_ack: Callable[[Delivery, Json], None] = lambda delivery, payload: None
        self.copies = 1
        self.held: list[Delivery] | None = None
        self.ignoring = False
        self.all_sockets = False

    # --- from any thread ---

    def deliver(self, kind: str, payload: Json) -> Delivery:
        """Recorded at once, on its way soon."""
        delivery = Delivery(kind, payload, time.monotonic())
        with self._state.changed:
            self._state.deliveries.append(delivery)
            held = self.held
            if held is not None:
                held.append(delivery)
            self._state.changed.notify_all()
        if held is None:
            self.send_soon(delivery)
        return delivery

    def send_soon(self, delivery: Delivery, attempt: int = 0, reason: str = "") -> None:
        for _ in range(self.copies):
            self._loop.loop.call_soon_threadsafe(self._send, delivery, attempt, reason)

    # --- in the loop ---

    def _send(self, delivery: Delivery, attempt: int, reason: str) -> None:
        first = not delivery.envelopes
        if self.post is not None:
            self.post(delivery, self._envelope(delivery, "http", attempt, reason))
        elif self.lines:
            for line in self._chosen():
                line.put(delivery, self._envelope(delivery, line.id, attempt, reason))
        else:
            self._nobody(delivery, attempt)
            return
        if first and delivery.kind == "events_api" and self._state.settings.retry_delays:
            self._loop.loop.create_task(self._repeat(delivery))

    def _chosen(self) -> list[Line]:
        """All lines, or the next in turn, as the real one spreads its events."""
        if self.all_sockets:
            return list(self.lines)
        self._turn += 1
        return [self.lines[self._turn % len(self.lines)]]

    def _nobody(self, delivery: Delivery, attempt: int) -> None:
        """An event waits for the next socket; a person who pressed something sees a failure."""
        with self._state.changed:
            if delivery.kind == "events_api":
                self._waiting.append((delivery, attempt + 1, "no_connection"))
            else:
                delivery.failed = "dispatch_failed"
            self._state.changed.notify_all()

    def _envelope(self, delivery: Delivery, line: str, attempt: int, reason: str) -> Envelope:
        envelope = Envelope(self._state.new_id("E"), line, time.monotonic(), attempt, reason)
        with self._state.changed:
            delivery.envelopes.append(envelope)
            self._sent[envelope.id] = (delivery, envelope)
            self._state.changed.notify_all()
        return envelope

    async def _repeat(self, delivery: Delivery) -> None:
        for attempt, delay in enumerate(self._state.settings.retry_delays, start=1):
            await asyncio.sleep(delay)
            if delivery.acked:
                return
            self._send(delivery, attempt, "timeout")

    def connected(self, line: Line) -> None:
        """A socket said hello: what waits goes out."""
        with self._state.changed:
            self.lines.append(line)
            self._state.changed.notify_all()
        waiting, self._waiting = self._waiting, []
        for delivery, attempt, reason in waiting:
            self._send(delivery, attempt, reason)

    def lost(self, line: Line) -> None:
        """A socket is gone: events without ack are sent again, as Slack's retries do."""
        with self._state.changed:
            if line in self.lines:
                self.lines.remove(line)
            left = [d for d in self._state.deliveries if _was_left(d, line)]
            self._state.changed.notify_all()
        for delivery in left:
            self._send(delivery, delivery.envelopes[-1].attempt + 1, "timeout")

    def acked(self, envelope_id: str, payload: Json, status: int = 200) -> None:
        """The bot answered. What it asks for is done once, however many copies were answered."""
        now = time.monotonic()
        with self._state.changed:
            found = self._sent.get(envelope_id)
            if found is None:
                return
            delivery, envelope = found
            ignored = self.ignoring or status != 200
            is_first = not ignored and not delivery.acked
            delivery.acks.append(Ack(envelope_id, payload, now - envelope.at, ignored, status))
            if is_first:
                self.on_ack(delivery, payload)
            self._state.changed.notify_all()


def _was_left(delivery: Delivery, line: Line) -> bool:
    return (
        delivery.kind == "events_api"
        and not delivery.acked
        and bool(delivery.envelopes)
        and delivery.envelopes[-1].connection == line.id
    )
