"""What the threads of the server and of the test share: one lock, the world, the records."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from typing import Any, TypeVar

from tests.slack_server.clock import Clock
from tests.slack_server.state import TooLate
from tests.telegram_server.faults import Faults
from tests.telegram_server.flood import Flood
from tests.telegram_server.messages import StoredFile
from tests.telegram_server.records import Call, InlineQuery, Press
from tests.telegram_server.world import TOKEN, World

__all__ = ["Settings", "State", "TooLate"]

T = TypeVar("T")
_LOOK_AGAIN = 0.05  # seconds; for what a test sees in the bot, of which nobody here is notified


@dataclass(frozen=True)
class Settings:
    """What BotFather was told, and what a test may turn. See the package's docstring."""

    privacy: bool = True
    mentions_heard: bool = False
    clock: Clock = time.time
    retry_delays: tuple[float, ...] = (0.05,)
    flood: bool = False


@dataclass
class Profile:
    """What the bot says of itself: texts by field and language, commands by scope and language."""

    texts: dict[tuple[str, str], str] = field(default_factory=dict)
    commands: dict[tuple[str, str], list[dict[str, str]]] = field(default_factory=dict)
    menu_buttons: dict[int | None, dict[str, Any]] = field(default_factory=dict)
    rights: dict[bool, dict[str, Any]] = field(default_factory=dict)


class State:
    """Everything that changes. Who reads or writes it holds ``changed``, and notifies it."""

    token = TOKEN

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.changed = threading.Condition()
        self.world = World()
        self.profile = Profile()
        self.faults = Faults()
        self.flood = Flood()
        self.calls: list[Call] = []
        self.presses: dict[str, Press] = {}
        self.inline_queries: dict[str, InlineQuery] = {}
        self.files: dict[str, StoredFile] = {}
        self.unknown_methods: set[str] = set()
        self.logged_out = False
        self.url = ""
        self._count = 0

    def now(self) -> int:
        """Seconds since 1970 by the server's clock."""
        return int(self.settings.clock())

    def new_number(self) -> int:
        """A number that was not there before."""
        with self.changed:
            self._count += 1
            return self._count

    def wait(
        self,
        find: Callable[[], T | None],
        what: str,
        deadline: float,
        seen: Callable[[], Collection[str]],
    ) -> T:
        """What ``find`` finds, looked for again after every change here, and now and then.

        Raises:
            TooLate: nothing was found in ``deadline`` seconds; ``seen`` says what did come.
        """
        end = time.monotonic() + deadline
        with self.changed:
            while (found := find()) is None:
                if time.monotonic() >= end:
                    listed = "\n  ".join(seen()) or "nothing"
                    raise TooLate(f"no {what} came in {deadline:g} s; there is:\n  {listed}")
                self.changed.wait(_LOOK_AGAIN)
            return found
