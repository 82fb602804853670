"""Turns of each chat, kept in memory: the last one, for a bounded number of chats."""

from __future__ import annotations

import threading
from collections import OrderedDict

from bot.core.types import Turn

MOST_CHATS = 10_000


class MemoryHistory:
    """A History that forgets when the process ends. Safe to share by threads."""

    def __init__(self, most_chats: int = MOST_CHATS) -> None:
        self._turns: OrderedDict[str, Turn] = OrderedDict()
        self._most = most_chats
        self._lock = threading.Lock()

    def last(self, chat: str) -> Turn | None:
        """The last turn of a chat."""
        with self._lock:
            return self._turns.get(chat)

    def remember(self, chat: str, turn: Turn) -> None:
        """Keep a turn; the chat that was quiet longest is forgotten first."""
        with self._lock:
            self._turns[chat] = turn
            self._turns.move_to_end(chat)
            while len(self._turns) > self._most:
                self._turns.popitem(last=False)
