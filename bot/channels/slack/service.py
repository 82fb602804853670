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

from bot.channels.ports import Arrivals
from bot.channels.slack.access import Access, Home
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
from bot.core.errors import BotError, ConfigError

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
            async with self._listening(app, parts, lambda: ready(words)) as listening:
                await self._until(stop, listening, self._sweep(parts, listeners))

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
            home = await self._start(sender, stop)
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

    async def _start(self, sender: Sender, stop: asyncio.Event) -> Home | None:
        """Who we are; None where we are stopped before we know."""
        asking = asyncio.ensure_future(identify(sender, self._timing.start))
        stopping = asyncio.ensure_future(stop.wait())
        await asyncio.wait({asking, stopping}, return_when=asyncio.FIRST_COMPLETED)
        stopping.cancel()
        if asking.done():
            return asking.result()
        asking.cancel()
        return None

    async def _until(
        self,
        stop: asyncio.Event,
        listening: asyncio.Task[None],
        sweep: Coroutine[Any, Any, None],
    ) -> None:
        """Wait for the stop; a fault of what listens or sweeps is raised."""
        sweeping, stopping = asyncio.create_task(sweep), asyncio.create_task(stop.wait())
        try:
            await asyncio.wait({listening, stopping, sweeping}, return_when=asyncio.FIRST_COMPLETED)
            for task in (listening, sweeping):
                if task.done():
                    task.result()
        finally:
            sweeping.cancel()
            stopping.cancel()

    async def _sweep(self, parts: Parts, listeners: Listeners) -> None:
        lease = timedelta(seconds=self._timing.lease)
        while True:
            try:
                await resume(parts, listeners.talking, listeners.intake, lease)
            except BotError as error:
                log.error("what was left undone could not be looked up: %s", error)
            await asyncio.sleep(self._timing.sweep)

    @asynccontextmanager
    async def _listening(
        self, app: AsyncApp, parts: Parts, up: Callable[[], None]
    ) -> AsyncIterator[asyncio.Task[None]]:
        """A task that listens, and ends only by a fault; ``up`` is called when it begins to.

        What comes after the block is not taken.
        """
        if self._settings.mode == "http":
            serving = _serve(app, self._settings.port, up)
        else:
            tokens = self._settings.tokens
            serving = Socket(app, parts, tokens.app, self._timing).listen(up)
        listening = asyncio.create_task(serving)
        try:
            yield listening
        finally:
            listening.cancel()
            await asyncio.gather(listening, return_exceptions=True)


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
