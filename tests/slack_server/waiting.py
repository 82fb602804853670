"""What a test waits for -> the message, view, call or ack, or `TooLate` with what came instead."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeVar

from tests.slack_server.messages import Message
from tests.slack_server.records import Ack, Call, Delivery
from tests.slack_server.sockets import Sockets
from tests.slack_server.state import State
from tests.slack_server.workspace import BOT_USER, SOMEONE, View

T = TypeVar("T")
DEADLINE = 30.0  # seconds: long, for machines that are busy with other things
_SHOWN = 20  # things in the sentence of a failure

Which = Callable[[Message], bool]


class Waiting:
    """Every function looks again after each change, and returns at once when it is there."""

    state: State
    sockets: Sockets

    def await_message(
        self,
        channel: str | None = None,
        where: Which | None = None,
        thread_ts: str | None = None,
        deadline: float = DEADLINE,
    ) -> Message:
        """The bot's newest message that fits and stands; also one that an edit makes fit."""

        def find() -> Message | None:
            return next((m for m in self._bots(channel, thread_ts) if _fits(m, where)), None)

        what = f"message in {thread_ts or channel or 'any channel'}"
        return self.state.wait(find, what, deadline, self._shown)

    def await_ephemeral(
        self, user: str = SOMEONE, where: Which | None = None, deadline: float = DEADLINE
    ) -> Message:
        """The newest message that only this person sees."""

        def find() -> Message | None:
            kept = reversed(self.state.workspace.ephemerals)
            mine = (m for m in kept if m.ephemeral_to == user and not m.deleted)
            return next((m for m in mine if _fits(m, where)), None)

        return self.state.wait(find, f"ephemeral for {user}", deadline, self._shown)

    def await_view(
        self,
        user: str = SOMEONE,
        where: Callable[[View], bool] | None = None,
        deadline: float = DEADLINE,
    ) -> View:
        """The modal on top, when it fits."""

        def find() -> View | None:
            top = self.state.workspace.open_views(user)[-1:]
            return next((view for view in top if where is None or where(view)), None)

        def seen() -> list[str]:
            return [
                f"{v.title!r}: {v.words[:200]!r}" for v in self.state.workspace.open_views(user)
            ]

        return self.state.wait(find, f"view for {user}", deadline, seen)

    def await_home(
        self,
        user: str = SOMEONE,
        where: Callable[[View], bool] | None = None,
        deadline: float = DEADLINE,
    ) -> View:
        """The person's App Home, when it fits."""

        def find() -> View | None:
            home = self.state.workspace.homes.get(user)
            return home if home is not None and (where is None or where(home)) else None

        def seen() -> list[str]:
            return [f"{u}: {view.words[:300]!r}" for u, view in self.state.workspace.homes.items()]

        return self.state.wait(find, f"Home for {user}", deadline, seen)

    def await_call(
        self,
        method: str,
        where: Callable[[Call], bool] | None = None,
        count: int = 1,
        deadline: float = DEADLINE,
    ) -> Call:
        """The ``count``th call of this method that fits."""

        def find() -> Call | None:
            fitting = [c for c in self.calls(method) if where is None or where(c)]
            return fitting[count - 1] if len(fitting) >= count else None

        def seen() -> list[str]:
            return [f"{c.method} {c.fault} {c.answer}"[:200] for c in self.state.calls[-_SHOWN:]]

        return self.state.wait(find, f"call {count} of {method}", deadline, seen)

    def await_ack(self, delivery: Delivery, deadline: float = DEADLINE) -> Ack:
        """The first ack that counts."""

        def find() -> Ack | None:
            return next((ack for ack in delivery.acks if not ack.ignored), None)

        return self.state.wait(find, f"ack of {_told(delivery)}", deadline, self._unacked)

    def await_acked(self, deadline: float = DEADLINE) -> None:
        """Everything that the bot was told so far has its ack."""
        with self.state.changed:
            so_far = list(self.state.deliveries)

        def find() -> bool | None:
            return all(delivery.acked for delivery in so_far) or None

        self.state.wait(find, "ack of everything", deadline, self._unacked)

    def await_reaction(
        self, message: Message, name: str, user: str = BOT_USER, deadline: float = DEADLINE
    ) -> None:
        def find() -> bool | None:
            return user in message.reactions.get(name, ()) or None

        self.state.wait(find, f":{name}:", deadline, lambda: list(message.reactions))

    def await_socket(self, count: int = 1, deadline: float = DEADLINE) -> None:
        """At least so many sockets are open and have been told hello."""
        self.await_that(lambda: len(self.sockets.open) >= count, f"{count} open sockets", deadline)

    def await_pong(self, before: int, deadline: float = DEADLINE) -> None:
        """The bot answered our ping; ``before`` is what ``sockets.ping()`` returned."""
        self.await_that(lambda: self.sockets.pongs > before, "pong", deadline)

    def await_that(
        self, condition: Callable[[], object], what: str, deadline: float = DEADLINE
    ) -> None:
        """Anything that can be seen from the test, in the server or in the bot."""
        self.state.wait(lambda: condition() or None, what, deadline, self._shown)

    def calls(self, method: str | None = None) -> list[Call]:
        """All calls, or those of one method, in the order in which they came."""
        with self.state.changed:
            return [c for c in self.state.calls if method in (None, c.method)]

    # --- parts ---

    def _bots(self, channel: str | None, thread_ts: str | None) -> Iterator[Message]:
        homes = self.state.workspace.channels
        for home in [homes[channel]] if channel else homes.values():
            said = home.visible(thread_ts)
            yield from (m for m in reversed(said) if m.user == BOT_USER)

    def _shown(self) -> list[str]:
        homes = self.state.workspace.channels.values()
        said = [m for home in homes for m in home.messages.values()]
        kept = [*said, *self.state.workspace.ephemerals][-_SHOWN:]
        return [f"{m.channel} {m.thread_ts or m.ts} {m.user}: {m.words[:200]!r}" for m in kept]

    def _unacked(self) -> list[str]:
        left = [_told(d) for d in self.state.deliveries if not d.acked]
        return [f"unacked: {told}" for told in left[-_SHOWN:]]


def _fits(message: Message, where: Which | None) -> bool:
    return where is None or where(message)


def _told(delivery: Delivery) -> str:
    kind = delivery.event.get("type") or delivery.payload.get("type") or delivery.kind
    return f"{kind} {delivery.event_id} {delivery.failed}".strip()
