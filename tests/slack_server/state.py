"""What the threads of the server and of the test share: one lock, the workspace, the records."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import TypeVar

from tests.slack_server.clock import Clock, Stamps
from tests.slack_server.faults import Faults
from tests.slack_server.records import Advice, Call, Delivery
from tests.slack_server.workspace import Workspace

T = TypeVar("T")
_LOOK_AGAIN = 0.05  # seconds; for what a test sees in the bot, of which nobody here is notified


class TooLate(AssertionError):
    """What a test waited for did not come before its deadline."""


@dataclass(frozen=True)
class Settings:
    """What a workspace grants: None means all of it.

    ``retry_delays``: seconds after a sending without ack until the next one.
    """

    scopes: frozenset[str] | None = None
    subscriptions: frozenset[str] | None = None
    clock: Clock = time.time
    retry_delays: tuple[float, ...] = ()
    echo: bool = True


class State:
    """Everything that changes. Who reads or writes it holds ``changed``, and notifies it."""

    bot_token = "xoxb-0-glenmore-compactbot"
    app_token = "xapp-1-A0COMPACT-0-glenmore"
    signing_secret = "a-signing-secret-of-glenmore"

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.changed = threading.Condition()
        self.stamps = Stamps(settings.clock)
        self.workspace = Workspace()
        self.faults = Faults()
        self.calls: list[Call] = []
        self.deliveries: list[Delivery] = []
        self.advice: list[Advice] = []
        self.triggers: dict[str, Trigger] = {}
        self.hooks: dict[str, Hook] = {}
        self.unknown_methods: set[str] = set()
        self.url = ""
        self._count = 0

    def new_id(self, start: str) -> str:
        """An id of Slack's shape that was not there before."""
        with self.changed:
            self._count += 1
            return f"{start}{self._count:08d}"

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


@dataclass
class Trigger:
    """A trigger_id: for whom it was issued, when by the server's clock, and whether it was used."""

    user: str
    at: float
    view: str | None = None
    used: bool = False


@dataclass
class Hook:
    """A response_url: where it posts, for whom, and how often it was used."""

    channel: str
    user: str
    at: float
    message_ts: str | None = None
    thread_ts: str | None = None
    used: int = 0
