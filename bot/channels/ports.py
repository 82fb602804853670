"""What channels need from outside, and what a channel is to those who speak through it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Protocol

from bot.core.errors import BotError
from bot.core.register import Person, Role
from bot.core.reminders.values import Posted
from bot.core.types import Reply


class Arrivals(Protocol):
    """Notes of what came in. Called from several threads; each method raises StorageError."""

    def begin(self, key: str, content: str, at: datetime) -> bool:
        """Note that something came; False if it had come before."""

    def finish(self, key: str, *, keep: bool = False) -> None:
        """Note that it was seen to; its words are forgotten unless they are to be kept."""

    def content(self, key: str) -> str:
        """The words of something that came; empty where they were forgotten or never came."""

    def take(
        self, now: datetime, lease: timedelta, prefix: str = ""
    ) -> tuple[tuple[str, str], ...]:
        """What nobody has seen to for so long, earliest first: it is the caller's from now on.

        Only that whose key begins with ``prefix``: each channel takes up its own.
        """

    def forget(self, before: datetime) -> None:
        """Drop the notes of what came before a time."""

    def join(self, chat: str, thread: str) -> None:
        """Note that the assistant takes part in a thread."""

    def takes_part(self, chat: str, thread: str) -> bool:
        """Whether the assistant takes part in a thread."""

    def rate(self, reply: str, person: str, helpful: bool, reason: str, at: datetime) -> None:
        """Keep what a person thinks of a reply: their last word on it."""


class Members(Protocol):
    """Who may use a channel that people join by a code, and where. Called from several threads;
    each method is one transaction and raises StorageError. Chats and people are named by the keys
    that the core knows them by.
    """

    def invite(self, name: str, role: Role, by: Person, at: datetime, lasts: timedelta) -> str:
        """A code that lets one person in with a role, once, for so long; ``name`` is for the list.

        Only its hash is kept.
        """

    def redeem(self, code: str, person: Person, at: datetime) -> Person | None:
        """The person with the role that a code gives them; None where it is not, or no longer,
        good. They keep the higher role if they have one already.
        """

    def member(self, person: str) -> Person | None:
        """A person who was let in, by their id."""

    def members(self) -> tuple[Person, ...]:
        """Who was let in, by id."""

    def expel(self, person: str, by: Person, at: datetime) -> bool:
        """Let a person in no longer; False if they were not."""

    def move(self, old: str, new: str, at: datetime) -> None:
        """A chat has another key from now on: everything that is kept under the old one, and under
        its parts (``old#...``), goes to the new one, all of it or nothing. Twice does no harm.
        """

    def moved(self, chat: str) -> str:
        """The key that a chat has now, where it was moved, also more than once; else its own."""

    def pause(self, chat: str, why: str, at: datetime) -> bool:
        """Send nothing to a chat (or person) any more; False if it was paused already."""

    def resume(self, chat: str) -> None:
        """Send to a chat again."""

    def paused(self) -> tuple[tuple[str, str], ...]:
        """The chats that nothing is sent to, and why, by chat."""


class Keys(Protocol):
    """Short keys that stand for what a button says, where a platform has too little room for it."""

    def keep(self, words: Sequence[str], at: datetime) -> tuple[str, ...]:
        """A key for each, of 12 letters and digits that cannot be guessed; the same words may have
        several. Raises StorageError.
        """

    def words(self, key: str) -> str:
        """What a key stands for; empty where it never did, or was dropped. Raises StorageError."""

    def drop(self, before: datetime) -> None:
        """Drop the keys from before a time. Raises StorageError."""


class Stores(Protocol):
    """What a channel keeps in the database."""

    @property
    def arrivals(self) -> Arrivals:
        """The notes of what came in."""

    @property
    def members(self) -> Members:
        """Who was let in, and where."""

    @property
    def keys(self) -> Keys:
        """What buttons say."""


class Outlet(Protocol):
    """A channel through which something is said unasked. It belongs to one event loop."""

    def chat(self, written: str) -> str:
        """The chat that configuration or a person names, as the core knows it.

        Empty where it is none of this channel's. What is known so already comes back as it is.
        """

    async def send(
        self, chat: str, reply: Reply, key: str, *, look: bool = False
    ) -> tuple[Posted, ...]:
        """Post a reply to a chat, or directly to a person by their id, and say what was posted.

        ``key`` names it for ever; ``look`` is set where it may have been posted before, and where
        the channel can be looked through it is not posted again. Raises NotSent where surely
        nothing was posted, Unclear where nobody can say.
        """

    async def find(self, chat: str, key: str, since: datetime) -> tuple[Posted, ...] | None:
        """What was posted under a key since then; empty where nothing was, None if unclear."""


class NotSent(BotError):
    """Nothing was posted.

    ``gone`` is set where trying again is of no use: the person or the chat is no longer to be
    reached. ``wait`` is how many seconds the platform asks for.
    """

    def __init__(self, why: str, *, gone: bool = False, wait: float = 0.0) -> None:
        super().__init__(why)
        self.gone, self.wait = gone, wait


class Unclear(BotError):
    """It may have been posted or not."""
