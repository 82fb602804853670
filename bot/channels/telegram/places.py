"""A chat, a topic and a message of Telegram <-> the keys that the core knows them by."""

from __future__ import annotations

import re
from collections import OrderedDict
from dataclasses import dataclass

GENERAL = 1  # the topic of a forum that has no id when one writes to it
_WRITTEN = re.compile(r"telegram:(-?[1-9][0-9]{0,18})(?:#([1-9][0-9]{0,18}))?")
_MOST = 20_000


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is said: a chat, the topic in it, what it replies to (0: none, nothing)."""

    chat: int
    topic: int = 0
    reply: int = 0

    @property
    def key(self) -> str:
        """The chat as the core knows it."""
        return f"telegram:{self.chat}#{self.topic}" if self.topic else f"telegram:{self.chat}"

    @property
    def private(self) -> bool:
        """Whether it is a chat of one person with the bot."""
        return self.chat > 0


def place_of(written: str) -> Place | None:
    """The place behind "telegram:-1001234567890#5"; None where it is none of ours."""
    found = _WRITTEN.fullmatch(written.strip())
    if found is None:
        return None
    topic = int(found[2] or 0)
    return Place(int(found[1]), 0 if topic == GENERAL else topic)


def person_key(user: int) -> str:
    """A person as the core knows them."""
    return f"telegram:{user}"


class Threads:
    """The conversation that a message belongs to, as far as we know it.

    It is not kept over a restart, and neither are the turns that it is for.
    """

    def __init__(self) -> None:
        self._known: OrderedDict[tuple[int, int], str] = OrderedDict()

    def of(self, chat: int, message: int) -> str:
        """The thread of a message; empty where we do not know it."""
        return self._known.get((chat, message), "")

    def note(self, chat: int, message: int, thread: str) -> None:
        """The message belongs to a thread."""
        self._known[(chat, message)] = thread
        while len(self._known) > _MOST:
            self._known.popitem(last=False)
