"""What every piece of the channel works with."""

from __future__ import annotations

from dataclasses import dataclass

from bot.channels.ports import Arrivals
from bot.channels.slack.access import Access, Home
from bot.channels.slack.sending import Sender
from bot.channels.slack.settings import Settings
from bot.channels.work import Work
from bot.core.assistant import Assistant


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of a channel that is connected."""

    assistant: Assistant
    arrivals: Arrivals
    settings: Settings
    home: Home
    sender: Sender
    access: Access
    work: Work

    @property
    def prefix(self) -> str:
        """What the keys of all that comes in begin with."""
        return f"slack:{self.home.team}:"
