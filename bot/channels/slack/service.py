"""The channel from its start to its end: who we are, listening, and a clean stop."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

from aiohttp import web
from slack_bolt.app.async_app import AsyncApp

from bot.channels.living import listening, sweep, unless_stopped, until
from bot.channels.ports import Arrivals
from bot.channels.slack.access import Access
from bot.channels.slack.app import Listeners, make_app
from bot.channels.slack.connecting import client, identify, session
from bot.channels.slack.outlet import SlackOutlet
from bot.channels.slack.parts import Parts
from bot.channels.slack.resuming import resume
from bot.channels.slack.sending import Sender
from bot.channels.slack.settings import Settings
from bot.channels.slack.socket import Socket
from bot.channels.slack.timing import USUAL, Timing
from bot.channels.work import Work
from bot.core.assistant import Assistant
from bot.core.errors import ConfigError

PATH = "/slack/events"

log = logging.getLogger(__name__)


class SlackChannel:
    """The assistant in Slack. ``run`` serves until ``stop`` is set."""

    def __init__(
        self,
        settings: Settings,
        assistant: Assistant,
        arrivals: Arrivals,
        timing: Timing = USUAL,
    ) -> None:
        self._settings, self._assistant, self._arrivals = settings, assistant, arrivals
        self._timing = timing
        self._outlet: SlackOutlet | None = None

    @property
    def outlet(self) -> SlackOutlet | None:
        """The way to speak unasked; None while the channel is not connected."""
        return self._outlet

    async def run(self, stop: asyncio.Event, ready: Callable[[str], None]) -> None:
        """Serve. ``ready`` is told in a sentence when people can be served. Raises ConfigError."""
        async with self._connected(stop) as parts:
            if parts is None:
                return
            home, listeners = parts.home, Listeners(parts)
            words = f"Serving Slack as {home.bot} in the workspace {home.team}."
            app = make_app(parts, listeners)
            lease = timedelta(seconds=self._timing.lease)

            async def take_up() -> None:
                await resume(parts, listeners.talking, listeners.intake, lease)

            async with listening(self._serving(app, parts, lambda: ready(words))) as listens:
                await until(stop, listens, sweep(take_up, self._timing.sweep))

    @asynccontextmanager
    async def speaking(self) -> AsyncIterator[SlackOutlet]:
        """The way to speak unasked, without listening. Raises ConfigError."""
        async with self._connected(asyncio.Event()) as parts:
            assert parts is not None  # nobody stops it before
            yield SlackOutlet(parts)

    @asynccontextmanager
    async def _connected(self, stop: asyncio.Event) -> AsyncIterator[Parts | None]:
        """What everything works with; None where we are stopped before we know who we are.

        What was begun with it is finished at the end.
        """
        async with session(self._timing.call) as kept:
            sender = Sender(client(self._settings, kept), self._timing.attempts)
            home = await unless_stopped(identify(sender, self._timing.start), stop)
            if home is None:
                yield None
                return
            access, work = Access(self._settings, home, sender), Work()
            parts = Parts(
                self._assistant, self._arrivals, self._settings, home, sender, access, work
            )
            self._outlet = SlackOutlet(parts)
            try:
                yield parts
            finally:
                left = await work.finish(self._timing.finish)
                self._outlet = None
                if left:
                    log.error("%d tasks did not end in time", left)

    def _serving(
        self, app: AsyncApp, parts: Parts, up: Callable[[], None]
    ) -> Coroutine[Any, Any, None]:
        """What listens; ``up`` is called when it begins to."""
        if self._settings.mode == "http":
            return _serve(app, self._settings.port, up)
        return Socket(app, parts, self._settings.tokens.app, self._timing).listen(up)


async def _serve(app: AsyncApp, port: int, up: Callable[[], None]) -> None:
    """Take signed requests over HTTP until it is cancelled; those that are in are answered."""
    runner = web.AppRunner(app.web_app(path=PATH, port=port), access_log=None)
    await runner.setup()
    try:
        await web.TCPSite(runner, port=port).start()
        up()
        await asyncio.Event().wait()
    except OSError as error:
        raise ConfigError(
            "", f"port {port} cannot be used ({error.strerror}). Set slack.port to another one."
        ) from None
    finally:
        await runner.cleanup()
