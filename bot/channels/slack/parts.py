"""What every piece of the channel works with."""

from __future__ import annotations

from dataclasses import dataclass

from bot.channels.slack.access import Access, Home
from bot.channels.slack.ports import Arrivals
from bot.channels.slack.sending import Sender
from bot.channels.slack.settings import Settings
from bot.channels.slack.work import Work
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
