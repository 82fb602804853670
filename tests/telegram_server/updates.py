"""What the bot is told: updates in their order, handed out until an offset confirms them."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field

from tests.slack_server.loops import LoopThread
from tests.telegram_server.records import Json, Update
from tests.telegram_server.state import State

KINDS_ON_REQUEST = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
OTHER_POLL = (
    "Conflict: terminated by other getUpdates request; make sure that only one bot instance is"
    " running"
)
FIRST_ID = 500_000_001


@dataclass(eq=False)
class Place:
    """An update's place in the queue; a ``forced`` one is handed out once, whatever the offset."""

    update: Update
    forced: bool = False
    sent: bool = False

    def done(self, offset: int) -> bool:
        return self.sent if self.forced else self.update.id < offset


@dataclass
class Poll:
    """A getUpdates that waits; ``ended`` is the sentence with which another request ended it."""

    woken: asyncio.Event = field(default_factory=asyncio.Event)
    ended: str = ""


class Updates:
    """The queue. Everything but `wait` may be called from any thread."""

    def __init__(self, state: State, loop: LoopThread) -> None:
        self._state = state
        self._loop = loop
        self.all: list[Update] = []
        self.queue: list[Place] = []
        self.allowed: frozenset[str] = frozenset()  # empty: all but those on request
        self.poll: Poll | None = None
        self.copies = 1
        self.held: list[Update] | None = None
        self.arrived = asyncio.Event()  # for a webhook; waited for in the server's loop
        self._last = FIRST_ID - 1

    def emit(self, kind: str, payload: Json, *, always: bool = False) -> Update | None:
        """A new update, on its way; None where the bot did not ask for its kind."""
        with self._state.changed:
            if not always and not self.wants(kind):
                return None
            self._last += 1
            update = Update(self._last, kind, payload, time.monotonic())
            self.all.append(update)
            copies = [update] * self.copies
            if self.held is not None:
                self.held += copies
            else:
                self.put(copies)
            return update

    def wants(self, kind: str) -> bool:
        return kind in self.allowed if self.allowed else kind not in KINDS_ON_REQUEST

    def put(self, updates: list[Update], *, forced: bool = False) -> None:
        """At the end of the queue; ``forced``: in this order, whatever their numbers are."""
        with self._state.changed:
            self.queue += [Place(update, forced) for update in updates]
            self._state.changed.notify_all()
        self._loop.loop.call_soon_threadsafe(self._wake)

    def _wake(self) -> None:
        self.arrived.set()
        if self.poll is not None:
            self.poll.woken.set()

    def confirm(self, offset: int) -> None:
        """What comes before ``offset`` is done; below zero: all but so many of the last."""
        with self._state.changed:
            if offset < 0:
                done = self.queue[:offset]
            else:
                done = [place for place in self.queue if place.done(offset)]
            for place in done:
                place.update.confirmed = True
            self.queue = [place for place in self.queue if place not in done]
            self._state.changed.notify_all()

    def taken(self, place: Place) -> None:
        """A webhook took it."""
        with self._state.changed:
            place.update.confirmed = True
            self.queue = [other for other in self.queue if other is not place]
            self._state.changed.notify_all()

    def drop(self) -> None:
        """Whatever waits is thrown away."""
        with self._state.changed:
            for place in self.queue:
                place.update.dropped = True
            self.queue.clear()
            self._state.changed.notify_all()

    def batch(self, limit: int) -> list[Update]:
        """The first that wait, and their being handed out is counted."""
        with self._state.changed:
            batch = self.queue[:limit]
            for place in batch:
                place.sent = True
                place.update.sent += 1
            return [place.update for place in batch]

    def end_poll(self, sentence: str) -> None:
        """Whoever waits gets a 409 with this sentence. In the server's loop."""
        if self.poll is not None:
            self.poll.ended = sentence
            self.poll.woken.set()
            self.poll = None

    async def wait(self, timeout: float) -> str:
        """Until something waits, or it is over; "" or why another request ended it."""
        self.end_poll(OTHER_POLL)
        poll = Poll()
        if timeout > 0 and not self.queue:
            self.poll = poll
            self._tell()
            try:
                await asyncio.wait_for(poll.woken.wait(), timeout)
            except TimeoutError:
                pass
            finally:
                if self.poll is poll:
                    self.poll = None
                self._tell()
        return poll.ended

    def _tell(self) -> None:
        with self._state.changed:
            self._state.changed.notify_all()
