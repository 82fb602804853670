"""What a test waits for -> the message, edit, answer or call, or `TooLate` with what came."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tests.telegram_server.messages import Message, StoredFile
from tests.telegram_server.records import Answer, Call, InlineQuery, Moment, Press, Update
from tests.telegram_server.state import State
from tests.telegram_server.updates import Updates
from tests.telegram_server.webhook import WebhookPost
from tests.telegram_server.world import BOT_ID

DEADLINE = 10.0  # seconds
_SHOWN = 20  # things in the sentence of a failure

Which = Callable[[Message], bool]


@dataclass(frozen=True)
class Wanted:
    """Which message of the bot is looked for."""

    chat: int | None = None
    where: Which | None = None
    topic: int | None = None
    reply_to: Message | None = None
    after: Moment | None = None

    def fits(self, message: Message) -> bool:
        """``after`` is held against the latest change, so an edit that came later fits too."""
        return (
            message.user == BOT_ID
            and not message.service
            and not message.deleted
            and self.chat in (None, message.chat)
            and (self.topic is None or self.topic == message.topic)
            and (self.reply_to is None or self.reply_to.id == message.reply_to)
            and (self.after is None or message.changed_at > self.after.at)
            and (self.where is None or self.where(message))
        )


class Waiting:
    """Every function looks again after each change, and returns at once when it is there."""

    state: State
    queue: Updates
    webhook_post: WebhookPost

    def await_message(
        self,
        chat: int | None = None,
        where: Which | None = None,
        deadline: float = DEADLINE,
        **more: object,
    ) -> Message:
        """The bot's newest message that fits and stands; also one that an edit makes fit.

        ``more``: topic, reply_to, after, see `Wanted`.
        """
        wanted = Wanted(chat, where, **more)  # type: ignore[arg-type]

        def find() -> Message | None:
            fitting = sorted(self._fitting(wanted), key=lambda m: m.at)
            return fitting[-1] if fitting else None

        return self.state.wait(find, f"message in {chat or 'any chat'}", deadline, self._shown)

    def await_messages(
        self,
        chat: int,
        count: int,
        where: Which | None = None,
        deadline: float = DEADLINE,
        **more: object,
    ) -> list[Message]:
        """So many messages of the bot at least, oldest first."""
        wanted = Wanted(chat, where, **more)  # type: ignore[arg-type]

        def find() -> list[Message] | None:
            fitting = list(self._fitting(wanted))
            return fitting if len(fitting) >= count else None

        return self.state.wait(find, f"{count} messages in {chat}", deadline, self._shown)

    def await_edit(
        self,
        message: Message,
        where: Which | None = None,
        count: int = 1,
        deadline: float = DEADLINE,
    ) -> Message:
        """The message as it is now: edited at least so often since it was sent, and it fits."""
        live = self.state.world.chats[message.chat].messages[message.id]

        def find() -> Message | None:
            return live if live.edits >= count and (where is None or where(live)) else None

        return self.state.wait(find, f"edit {count} of {live.id}", deadline, self._shown)

    def await_deleted(self, message: Message, deadline: float = DEADLINE) -> None:
        live = self.state.world.chats[message.chat].messages[message.id]
        self.await_that(lambda: live.deleted, f"deletion of {live.id}", deadline)

    def await_answered(self, asked: Press | InlineQuery, deadline: float = DEADLINE) -> Answer:
        """What the press or the inline query got; the results are in the query."""

        def seen() -> list[str]:
            return [f"unanswered: {p.data!r}" for p in self.state.presses.values() if not p.answer]

        what = asked.data if isinstance(asked, Press) else asked.text
        return self.state.wait(lambda: asked.answer, f"answer to {what!r}", deadline, seen)

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
            said = [c for c in self.state.calls if c.method != "getUpdates"]
            return [f"{c.method} {c.fault} {c.status} {c.error}" for c in said[-_SHOWN:]]

        return self.state.wait(find, f"call {count} of {method}", deadline, seen)

    def await_file(self, name: str, deadline: float = DEADLINE) -> StoredFile:
        """A file of this name that the bot sent."""

        def find() -> StoredFile | None:
            held = [f for m in self._fitting(Wanted()) for f in m.files if f.name == name]
            return held[-1] if held else None

        return self.state.wait(find, f"file {name!r}", deadline, self._shown)

    def await_polling(self, deadline: float = DEADLINE) -> None:
        """A getUpdates waits at this moment, or a webhook is set."""
        self.await_that(
            lambda: self.queue.poll is not None or self.webhook_post.hook.url, "poll", deadline
        )

    def await_taken(self, deadline: float = DEADLINE) -> None:
        """All updates so far are confirmed, by an offset or a webhook's 200, or dropped."""
        with self.state.changed:
            so_far = list(self.queue.all)

        def left() -> list[Update]:
            return [update for update in so_far if not (update.confirmed or update.dropped)]

        def find() -> bool | None:
            return not left() or None

        def seen() -> list[str]:
            return [f"{u.kind} {u.id}, handed out {u.sent} times" for u in left()[-_SHOWN:]]

        self.state.wait(find, "confirmation of everything", deadline, seen)

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

    def _fitting(self, wanted: Wanted) -> Iterator[Message]:
        yield from (m for m in self.state.world.messages() if wanted.fits(m))

    def _shown(self) -> list[str]:
        said = sorted(self.state.world.messages(), key=lambda m: m.at)[-_SHOWN:]
        return [
            f"{m.chat} {m.topic or ''} {m.id} of {m.user}{' (deleted)' if m.deleted else ''}:"
            f" {m.words[:200]!r} {m.buttons}"
            for m in said
        ]
