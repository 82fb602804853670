"""What every piece of the channel works with."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.channels.ports import Arrivals, Members, Stores
from bot.channels.telegram.access import Access
from bot.channels.telegram.connecting import Home
from bot.channels.telegram.places import Threads
from bot.channels.telegram.sending import Sender
from bot.channels.telegram.settings import Settings
from bot.channels.work import Work
from bot.core.assistant import Assistant


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of a channel that is connected."""

    assistant: Assistant
    stores: Stores
    settings: Settings
    home: Home
    sender: Sender
    access: Access
    work: Work
    threads: Threads = field(default_factory=Threads)

    @property
    def arrivals(self) -> Arrivals:
        """The notes of what came in."""
        return self.stores.arrivals

    @property
    def members(self) -> Members:
        """Who was let in, and where."""
        return self.stores.members

    @property
    def prefix(self) -> str:
        """What the keys of all that comes in begin with."""
        return f"telegram:{self.home.id}:"
