"""The channel from its start to its end: who we are, listening, and a clean stop."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Any

from bot.channels.living import listening, sweep, unless_stopped, until
from bot.channels.ports import Stores
from bot.channels.telegram.access import Access
from bot.channels.telegram.chats import move
from bot.channels.telegram.connecting import Client, Home, connected, identify
from bot.channels.telegram.intake import Intake
from bot.channels.telegram.outlet import TelegramOutlet
from bot.channels.telegram.parts import Parts
from bot.channels.telegram.polling import Poller
from bot.channels.telegram.profile import introduce
from bot.channels.telegram.secrecy import kept_secret
from bot.channels.telegram.sending import PATIENCE, Sender
from bot.channels.telegram.settings import WEBHOOK, Settings
from bot.channels.telegram.webhook import Hook
from bot.channels.work import Work
from bot.core.assistant import Assistant

_ADDRESSED = "commands and replies to it alone: privacy mode is on"
_ALL = "everything that is said: privacy mode is off"

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Timing:
    """Seconds: of one call, of all attempts of one, of the start and of the end.

    ``doubt`` is how long a token that is called false is asked about again; ``sweep`` is the time
    between two looks for what was left undone, ``lease`` how long something may be seen to before
    it counts as left; it must be longer than all attempts of a call.
    """

    call: float = 10.0
    attempts: float = PATIENCE
    start: float = 300.0
    doubt: float = 10.0
    finish: float = 25.0
    sweep: float = 60.0
    lease: float = 240.0


USUAL = Timing()


class TelegramChannel:
    """The assistant in Telegram. ``run`` serves until ``stop`` is set."""

    def __init__(
        self, settings: Settings, assistant: Assistant, stores: Stores, timing: Timing = USUAL
    ) -> None:
        self._settings, self._assistant, self._stores = settings, assistant, stores
        self._timing = timing
        self._outlet: TelegramOutlet | None = None

    @property
    def outlet(self) -> TelegramOutlet | None:
        """The way to speak unasked; None while the channel is not connected."""
        return self._outlet

    async def run(self, stop: asyncio.Event, ready: Callable[[str], None]) -> None:
        """Serve. ``ready`` is told in a sentence when people can be served. Raises ConfigError."""
        async with self._connected(stop) as parts:
            if parts is None:
                return
            intake = Intake(parts)
            log.info("in groups the bot is told %s", _ALL if parts.home.reads_all else _ADDRESSED)
            menus = asyncio.create_task(introduce(parts.sender))
            try:
                words = f"Serving Telegram as @{parts.home.name}."
                async with listening(self._serving(parts, intake, lambda: ready(words))) as listens:
                    take_up = partial(intake.resume, timedelta(seconds=self._timing.lease))
                    await until(stop, listens, sweep(take_up, self._timing.sweep))
            finally:
                menus.cancel()

    @asynccontextmanager
    async def speaking(self) -> AsyncIterator[TelegramOutlet]:
        """The way to speak unasked, without listening. Raises ConfigError."""
        async with self._connected(asyncio.Event()) as parts:
            assert parts is not None  # nobody stops it before
            yield TelegramOutlet(parts)

    @asynccontextmanager
    async def _connected(self, stop: asyncio.Event) -> AsyncIterator[Parts | None]:
        """What everything works with; None where we are stopped before we know who we are.

        What was begun with it is finished at the end.
        """
        settings, timing = self._settings, self._timing
        with kept_secret(settings.token, settings.secret):
            async with connected(settings, timing.call) as bot:
                home = await unless_stopped(identify(bot, timing.start, timing.doubt), stop)
                if home is None:
                    yield None
                    return
                parts = self._parts(bot, home)
                self._outlet = TelegramOutlet(parts)
                try:
                    yield parts
                finally:
                    left = await parts.work.finish(timing.finish)
                    self._outlet = None
                    if left:
                        log.error("%d tasks did not end in time", left)

    def _parts(self, bot: Client, home: Home) -> Parts:
        work = Work()
        access = Access(self._settings, self._stores.members, work)

        async def moved(old: int, new: int) -> None:
            await move(parts, old, new)

        sender = Sender(bot, moved, self._timing.attempts)
        parts = Parts(self._assistant, self._stores, self._settings, home, sender, access, work)
        return parts

    def _serving(
        self, parts: Parts, intake: Intake, up: Callable[[], None]
    ) -> Coroutine[Any, Any, None]:
        """What listens; ``up`` is called when it begins to."""
        if self._settings.mode == WEBHOOK:
            return Hook(self._settings, parts.sender, intake).listen(up)
        return Poller(parts.sender.bot, intake, self._timing.call).listen(up)
