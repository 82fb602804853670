"""Turns of each chat, kept in memory: the last one, for a bounded number of chats."""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass

from bot.core.ports import History
from bot.core.types import Message, Turn

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


@dataclass(frozen=True, slots=True)
class ThreadHistory:
    """A History as the thread of one message sees it: each thread has its own last turn.

    In a private chat a new thread begins with the last turn of the chat.
    """

    whole: History
    message: Message

    def last(self, chat: str) -> Turn | None:
        """The last turn of the thread."""
        turn = self.whole.last(self._key(chat))
        return self.whole.last(chat) if turn is None and self.message.private else turn

    def remember(self, chat: str, turn: Turn) -> None:
        """Keep a turn as the last one of the thread, and of a private chat as well."""
        self.whole.remember(self._key(chat), turn)
        if self.message.private:
            self.whole.remember(chat, turn)

    def _key(self, chat: str) -> str:
        return f"{chat}#{self.message.thread}" if self.message.thread else chat
