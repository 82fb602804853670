"""What a skill may use."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from bot.core.answers.answer import Limits
from bot.core.answers.understand import Language
from bot.core.ports import History, Meaning, Register, Search
from bot.core.updates.scopes import Scopes


@dataclass(frozen=True)
class Desk:
    """The action register, what messages are held against, and how texts are compared."""

    register: Register
    scopes: Scopes
    meaning: Meaning


@dataclass(frozen=True)
class Context:
    """The parts of the assistant. ``now`` gives the time in UTC; ``zone`` is where people are.

    ``desk`` is None where no register is kept; ``silent_weeks`` is after how many weeks without an
    update an action counts as silent.
    """

    search: Search
    history: History
    language: Language
    limits: Limits
    now: Callable[[], datetime]
    zone: tzinfo
    contact: str = ""
    desk: Desk | None = None
    silent_weeks: int = 8

    def today(self) -> date:
        """This day, where people are."""
        return self.now().astimezone(self.zone).date()
