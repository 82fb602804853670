"""What a skill may use."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo
from typing import TYPE_CHECKING

from bot.core.answers.answer import Limits
from bot.core.answers.understand import Language
from bot.core.asked import Asked
from bot.core.ports import History, Meaning, Register, Reminders, Search
from bot.core.reminders.defaults import ReminderDefaults
from bot.core.reports.rag import RagRules
from bot.core.types import File

if TYPE_CHECKING:  # reading updates is loaded only where a register is kept
    from bot.core.reports.values import Report
    from bot.core.updates.scopes import Scopes


@dataclass(frozen=True)
class Desk:
    """The action register, what messages are held against, and how texts are compared.

    ``asked`` remembers who was asked what. ``reminders`` is None where none are kept; ``defaults``
    hold for new ones.
    """

    register: Register
    scopes: Scopes
    meaning: Meaning
    asked: Asked = field(default_factory=Asked)
    reminders: Reminders | None = None
    defaults: ReminderDefaults = field(default_factory=ReminderDefaults)


@dataclass(frozen=True)
class Context:
    """The parts of the assistant. ``now`` gives the time in UTC; ``zone`` is where people are.

    ``desk`` is None where no register is kept, and ``lost`` says why where one should be;
    ``rules`` say when an action is late or silent; ``publish`` makes the files of a report, where
    files can be made.
    """

    search: Search
    history: History
    language: Language
    limits: Limits
    now: Callable[[], datetime]
    zone: tzinfo
    contact: str = ""
    desk: Desk | None = None
    lost: str = ""
    rules: RagRules = field(default_factory=RagRules)
    report_title: str = "Progress report"
    publish: Callable[[Report], tuple[File, ...]] | None = None

    def today(self) -> date:
        """This day, where people are."""
        return self.now().astimezone(self.zone).date()
