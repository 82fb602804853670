"""The channel from its start to its end: who we are, listening, and a clean stop."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import aiohttp
from aiohttp import web
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.channels.slack.access import Access, Home
from bot.channels.slack.app import Listeners, make_app
from bot.channels.slack.parts import Parts
from bot.channels.slack.ports import Arrivals
from bot.channels.slack.retrying import Refusal, Undelivered
from bot.channels.slack.sending import PATIENCE, Sender
from bot.channels.slack.settings import Settings
from bot.channels.slack.socket import Socket
from bot.channels.slack.work import Work
from bot.core.assistant import Assistant
from bot.core.errors import BotError, ConfigError

PATH = "/slack/events"

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Timing:
    """Seconds: of one call, of all attempts of one, of the start and of the end.

    ``sweep`` is the time between two looks for what was left undone, ``lease`` how long something
    may be seen to before it counts as left; it must be longer than all attempts of a call.
    """

    call: float = 10.0
    attempts: float = PATIENCE
    start: float = 300.0
    finish: float = 25.0
    sweep: float = 60.0
    lease: float = 240.0


USUAL = Timing()


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

    async def run(self, stop: asyncio.Event, ready: Callable[[str], None]) -> None:
        """Serve. ``ready`` is told in a sentence when people can be served. Raises ConfigError."""
        async with _session(self._timing.call) as session:
            sender = Sender(_client(self._settings, session), self._timing.attempts)
            home = await self._start(sender, stop)
            if home is None:
                return
            parts = Parts(
                self._assistant,
                self._arrivals,
                self._settings,
                home,
                sender,
                Access(self._settings, home, sender),
                Work(),
            )
            listeners = Listeners(parts)
            try:
                words = f"Serving Slack as {home.bot} in the workspace {home.team}."
                app = make_app(parts, listeners)
                async with self._listening(app, parts, lambda: ready(words)) as listening:
                    await self._until(stop, listening, self._sweep(listeners))
            finally:
                left = await parts.work.finish(self._timing.finish)
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

    async def _sweep(self, listeners: Listeners) -> None:
        while True:
            try:
                await listeners.talking.resume(timedelta(seconds=self._timing.lease))
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
            serving = Socket(app, parts.sender, parts.work, tokens.app).listen(up)
        listening = asyncio.create_task(serving)
        try:
            yield listening
        finally:
            listening.cancel()
            await asyncio.gather(listening, return_exceptions=True)


@asynccontextmanager
async def _session(seconds: float) -> AsyncIterator[aiohttp.ClientSession]:
    """One session for all calls: connections are kept, and each call has its time."""
    timeout = aiohttp.ClientTimeout(total=seconds)
    async with aiohttp.ClientSession(timeout=timeout) as session:
        yield session


def _client(settings: Settings, session: aiohttp.ClientSession) -> AsyncWebClient:
    """The web API without attempts of its own: the SDK's would post twice."""
    return AsyncWebClient(
        token=settings.tokens.bot,
        base_url=settings.base_url,
        session=session,
        retry_handlers=[],
        logger=logging.getLogger("slack_sdk.web"),
    )


async def identify(sender: Sender, patience: float) -> Home:
    """Who the token is. Raises ConfigError where it is no good, or Slack stays away."""
    try:
        told = await sender.call(sender.client.auth_test, patience=patience)
    except Refusal as refusal:
        raise ConfigError(
            "",
            f"Slack does not take the bot token ({refusal.error}). Copy it anew from OAuth &"
            " Permissions into SLACK_BOT_TOKEN, and start again.",
        ) from None
    except Undelivered as error:
        raise ConfigError(
            "",
            f"Slack cannot be reached ({error}). See that this machine reaches slack.api_url of"
            " config.yaml, and start again.",
        ) from None
    return Home(
        team=str(told.get("team_id") or ""),
        bot=str(told.get("user_id") or ""),
        bot_id=str(told.get("bot_id") or ""),
        enterprise=str(told.get("enterprise_id") or ""),
    )


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
