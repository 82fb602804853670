"""What holds for a reminder of which nothing else is said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from bot.core.reminders.values import Nation, Span


@dataclass(frozen=True, slots=True)
class ReminderDefaults:
    """The settings of new reminders, as `Reminder` has them; ``zone`` is an IANA name.

    ``grace`` is for how long what could not be sent in its time is sent late.
    """

    zone: str = "Europe/London"
    nation: Nation | None = Nation.SCOTLAND
    recess: tuple[Span, ...] = ()
    due_within: int = 14
    silent_after: int = 4
    grace: timedelta = timedelta(hours=24)
