"""What a skill may use."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from bot.core.answers.answer import Limits
from bot.core.answers.understand import Language
from bot.core.ports import History, Search


@dataclass(frozen=True)
class Context:
    """The parts of the assistant. ``today`` gives the date in the configured zone."""

    search: Search
    history: History
    language: Language
    limits: Limits
    today: Callable[[], date]
    contact: str = ""
