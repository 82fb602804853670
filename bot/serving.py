"""Configuration and environment -> the channels that are set up; serving them until a stop."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable, Coroutine, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from typing import Any, Protocol

from bot.channels.ports import Outlet, Stores
from bot.channels.slack.settings import Settings as SlackSettings
from bot.channels.slack.settings import Tokens
from bot.channels.telegram.settings import Settings as TelegramSettings
from bot.config import Config
from bot.core.assistant import Assistant
from bot.core.errors import ConfigError


class Channel(Protocol):
    """A way in which people reach the assistant. It belongs to one event loop."""

    @property
    def outlet(self) -> Outlet | None:
        """The way to speak unasked; None while it is not connected."""

    async def run(self, stop: asyncio.Event, ready: Callable[[str], None]) -> None:
        """Serve until ``stop`` is set. ``ready`` is told in a sentence when people are served.

        Raises ConfigError.
        """

    def speaking(self) -> AbstractAsyncContextManager[Outlet]:
        """The way to speak unasked, without listening. Raises ConfigError."""


def channels_of(
    config: Config, environment: Mapping[str, str], assistant: Assistant, stores: Stores
) -> tuple[Channel, ...]:
    """The channels that have their tokens. Raises ConfigError where one has not all it needs."""
    from bot.channels.slack.service import SlackChannel  # late: one channel may be all there is
    from bot.channels.telegram.service import TelegramChannel

    found: list[Channel] = []
    if slack := slack_settings(config, environment):
        found.append(SlackChannel(slack, assistant, stores.arrivals))
    if telegram := telegram_settings(config, environment):
        found.append(TelegramChannel(telegram, assistant, stores))
    return tuple(found)


def tokens_given(config: Config, environment: Mapping[str, str]) -> bool:
    """Whether any channel is set up. Raises ConfigError where one has not all it needs."""
    given = slack_settings(config, environment), telegram_settings(config, environment)
    return any(one is not None for one in given)


def outlets_of(channels: Sequence[Channel]) -> tuple[Outlet, ...]:
    """The ways to speak unasked of those that are connected."""
    return tuple(one.outlet for one in channels if one.outlet)


def slack_settings(config: Config, environment: Mapping[str, str]) -> SlackSettings | None:
    """What the Slack channel is told; None where there is no bot token. Raises ConfigError."""
    tokens = Tokens(
        environment.get("SLACK_BOT_TOKEN", "").strip(),
        environment.get("SLACK_APP_TOKEN", "").strip(),
        environment.get("SLACK_SIGNING_SECRET", "").strip(),
    )
    if not tokens.bot:
        return None
    slack = config.slack
    needed, name = (
        (tokens.signing, "SLACK_SIGNING_SECRET")
        if slack.mode == "http"
        else (tokens.app, "SLACK_APP_TOKEN")
    )
    if not needed:
        raise ConfigError("", f"slack.mode is {slack.mode}, which needs {name} in the environment.")
    return SlackSettings(
        api_url=slack.api_url,
        tokens=tokens,
        mode=slack.mode,
        port=slack.port,
        channels=slack.channels,
        officers=slack.officers,
        contributors=slack.contributors,
        officer_groups=slack.officer_groups,
        contributor_groups=slack.contributor_groups,
        guests=slack.guests,
        offer_in=slack.offer_in,
        contact=config.assistant.contact,
    )


def telegram_settings(config: Config, environment: Mapping[str, str]) -> TelegramSettings | None:
    """What the Telegram channel is told; None where there is no token. Raises ConfigError."""
    token = environment.get("TELEGRAM_BOT_TOKEN", "").strip()
    secret = environment.get("TELEGRAM_WEBHOOK_SECRET", "").strip()
    if not token:
        return None
    telegram = config.telegram
    if telegram.mode == "webhook" and not (telegram.webhook_url and secret):
        raise ConfigError(
            "",
            "telegram.mode is webhook, which needs telegram.webhook_url in config.yaml and"
            " TELEGRAM_WEBHOOK_SECRET in the environment.",
        )
    return TelegramSettings(
        api_url=telegram.api_url,
        file_url=telegram.file_url,
        token=token,
        mode=telegram.mode,
        webhook_url=telegram.webhook_url,
        port=telegram.port,
        secret=secret,
        chats=telegram.chats,
        officers=telegram.officers,
        contributors=telegram.contributors,
        readers=telegram.readers,
        contact=config.assistant.contact,
    )


async def serve(
    channels: Sequence[Channel],
    say: Callable[[str], None],
    beside: Callable[[asyncio.Event, asyncio.Event], Coroutine[Any, Any, None]],
) -> None:
    """Serve the channels until SIGINT or SIGTERM, or until one of them fails: then so do all.

    ``beside`` runs with them; it is given what tells the stop, and that all are ready. It ends
    before the channels are stopped, so that what it sends through them is finished.
    """
    asked, stop, all_ready = asyncio.Event(), asyncio.Event(), asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, asked.set)
    waits_for = {id(channel) for channel in channels}

    def is_ready(channel: Channel) -> Callable[[str], None]:
        def ready(sentence: str) -> None:
            say(sentence)
            waits_for.discard(id(channel))
            if not waits_for:
                all_ready.set()

        return ready

    tasks = [asyncio.create_task(one.run(stop, is_ready(one))) for one in channels]
    for task in tasks:
        task.add_done_callback(lambda _: asked.set())
    other = asyncio.create_task(beside(asked, all_ready))
    other.add_done_callback(lambda _: stop.set())
    for error in await asyncio.gather(*tasks, other, return_exceptions=True):
        if isinstance(error, BaseException):
            raise error
