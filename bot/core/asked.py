"""Person and chat -> the question that was put to them last, so that "2" is an answer to it."""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

MOST_CHATS = 10_000
_LASTS = timedelta(hours=1)  # after it, a bare number or id is no answer any more


@dataclass(frozen=True, slots=True)
class _Question:
    waiting: str
    at: datetime
    passed: bool = False


class Asked:
    """Remembers the last question of each person in each chat. Safe to share by threads.

    It is not kept over a restart: the question is then put again.
    """

    def __init__(self) -> None:
        self._asked: OrderedDict[tuple[str, str], _Question] = OrderedDict()
        self._lock = threading.Lock()

    def note(self, person: str, chat: str, waiting: str, at: datetime) -> None:
        """The person was asked what a waiting message means."""
        with self._lock:
            self._asked[(person, chat)] = _Question(waiting, at)
            self._asked.move_to_end((person, chat))
            while len(self._asked) > MOST_CHATS:
                self._asked.popitem(last=False)

    def last(self, person: str, chat: str, at: datetime, *, just_now: bool = False) -> str:
        """What waits for the answer of a person, by its key; empty where nothing was asked.

        With ``just_now`` it counts only until they say something else.
        """
        with self._lock:
            found = self._asked.get((person, chat))
        if found is None or at - found.at > _LASTS or (just_now and found.passed):
            return ""
        return found.waiting

    def passed(self, person: str, chat: str) -> None:
        """The person said something else."""
        with self._lock:
            if found := self._asked.get((person, chat)):
                self._asked[(person, chat)] = replace(found, passed=True)

    def forget(self, person: str, chat: str) -> None:
        """The question was answered."""
        with self._lock:
            self._asked.pop((person, chat), None)
