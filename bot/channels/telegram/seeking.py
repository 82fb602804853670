"""The ids of messages that we know -> where one of ours may stand that we were not told of."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass

_WINDOW = 6  # ids that are looked at, fewer each time: looking counts as sending
_MOST = 5_000
_OWN_COUNT = -1_000_000_000_000  # a supergroup counts its messages by itself; others count together


@dataclass(frozen=True, slots=True)
class Mark:
    """The latest ids that we knew at a moment: of a chat, and of all that count together."""

    chat: int
    of_chat: int
    of_all: int


class Seen:
    """Which messages we know of, ours and others'."""

    def __init__(self) -> None:
        self._last: dict[int, int] = {}
        self._last_of_all = 0
        self._known: OrderedDict[tuple[int, int], None] = OrderedDict()

    def note(self, chat: int, message: int) -> None:
        """There is a message."""
        self._last[chat] = max(message, self._last.get(chat, 0))
        if chat > _OWN_COUNT:
            self._last_of_all = max(message, self._last_of_all)
        self._known[(chat, message)] = None
        while len(self._known) > _MOST:
            self._known.popitem(last=False)

    def mark(self, chat: int) -> Mark:
        """Where we are, before something is sent."""
        return Mark(chat, self._last.get(chat, 0), self._last_of_all if chat > _OWN_COUNT else 0)

    def candidates(self, mark: Mark, looked: int = 0) -> list[int]:
        """The ids that something sent since then may have, the likeliest first; empty where
        nothing is known of the chat. ``looked`` is how often we have looked already."""
        starts = [start for start in (mark.of_chat, mark.of_all) if start and mark.of_chat]
        window = max(1, _WINDOW >> looked)
        ids = (start + step for start in starts for step in range(1, window + 1))
        return [one for one in dict.fromkeys(ids) if (mark.chat, one) not in self._known]
