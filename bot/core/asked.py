"""Person and chat -> what they were asked last, so that "2", or a line of words, is an answer."""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

MOST_CHATS = 10_000
_LASTS = timedelta(hours=1)  # after it, a bare number or id is no answer any more


@dataclass(frozen=True, slots=True)
class _Question:
    waiting: str
    at: datetime
    passed: bool = False


@dataclass(frozen=True, slots=True)
class Awaited:
    """The words that a person was asked for: for which command ("update"), and on which action.

    ``until`` is the day until which the action is snoozed, where the reason for that is asked.
    """

    verb: str
    action: str
    until: date | None = None


class Asked:
    """Remembers the last question of each person in each chat. Safe to share by threads.

    It is not kept over a restart: the question is then put again.
    """

    def __init__(self) -> None:
        self._asked: OrderedDict[tuple[str, str], _Question] = OrderedDict()
        self._words: OrderedDict[tuple[str, str], tuple[Awaited, datetime]] = OrderedDict()
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

    def ask_words(self, person: str, chat: str, awaited: Awaited, at: datetime) -> None:
        """The person was asked for words; they are the next that they say in the chat."""
        with self._lock:
            self._words[(person, chat)] = (awaited, at)
            self._words.move_to_end((person, chat))
            while len(self._words) > MOST_CHATS:
                self._words.popitem(last=False)

    def words(self, person: str, chat: str, at: datetime) -> Awaited | None:
        """What words of a person are for; None where they were not asked for any."""
        with self._lock:
            found = self._words.get((person, chat))
        return found[0] if found and at - found[1] <= _LASTS else None

    def drop_words(self, person: str, chat: str) -> None:
        """No words are waited for any more."""
        with self._lock:
            self._words.pop((person, chat), None)
