"""``compactbot run``: serve the channels that are set up, and send reminders, until a stop."""

from __future__ import annotations

import argparse
import asyncio
import logging
import os
import re
import sys
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from bot.app import open_assistant, open_register
from bot.commands.progress import watching
from bot.config import Config, load_config
from bot.core.assistant import Assistant
from bot.core.errors import ConfigError
from bot.reminding import configured
from bot.scheduler import Pace, Scheduler
from bot.serving import Channel, channels_of, outlets_of, serve, tokens_given

if TYPE_CHECKING:
    from bot.storage.register import SqlRegister

_SECRET = re.compile(r"xox[a-z]-[\w-]+|xapp-[\w-]+|\b\d{6,}:[\w-]{30,}")
NO_CHANNEL = (
    "no channel is set up. For Slack, put SLACK_BOT_TOKEN and SLACK_APP_TOKEN into the environment,"
    " for Telegram TELEGRAM_BOT_TOKEN; docs/slack.md and docs/telegram.md tell where they come"
    " from."
)


def run(args: argparse.Namespace) -> int:
    """Serve until SIGINT or SIGTERM; what was begun is finished first."""
    config = load_config(Path(args.config))
    if not tokens_given(config, os.environ):
        raise ConfigError("", NO_CHANNEL)
    log_to_stderr()
    with open_register(config) as register:
        configured(config, register.plans(), datetime.now(UTC), str)  # a mistake is told at once
        with watching() as watcher:
            assistant, _ = open_assistant(config, watcher, register=register)
        channels = channels_of(config, os.environ, assistant, register)
        reminding = _Reminding(config, register, assistant, channels)
        asyncio.run(serve(channels, lambda words: print(words, flush=True), reminding.run))
    return 0


class _Reminding:
    """Sends reminders beside the channels that are served."""

    def __init__(
        self,
        config: Config,
        register: SqlRegister,
        assistant: Assistant,
        channels: Sequence[Channel],
    ) -> None:
        self._config, self._register, self._channels = config, register, channels
        self._scheduler = Scheduler(
            register.reminders_with(config.reminders.quiet),
            assistant,
            lambda: outlets_of(channels),
            pace=pace_of(config),
        )

    async def run(self, stop: asyncio.Event, ready: asyncio.Event) -> None:
        """Send what is due until the stop; the configuration counts once all chats are known.

        Where it cannot be used, what is being sent is finished first. Raises BotError.
        """
        sending = asyncio.create_task(self._scheduler.run(stop))
        waiting = asyncio.create_task(ready.wait())
        try:
            await asyncio.wait({sending, waiting}, return_when=asyncio.FIRST_COMPLETED)
            if waiting.done():
                await asyncio.to_thread(configure, self._config, self._register, self._channels)
        except BaseException:
            stop.set()
            raise
        finally:
            waiting.cancel()
            await sending


def configure(config: Config, register: SqlRegister, channels: Sequence[Channel]) -> None:
    """Bring the reminders in line with the configuration. Raises ConfigError or StorageError."""
    outlets = outlets_of(channels)

    def chat_of(written: str) -> str:
        return next((chat for one in outlets if (chat := one.chat(written))), "")

    now = datetime.now(UTC)
    register.reminders.configure(configured(config, register.plans(), now, chat_of), now)


def pace_of(config: Config) -> Pace:
    """How the scheduler goes, as configured."""
    return Pace(grace=timedelta(hours=config.reminders.grace_hours))


def log_to_stderr() -> None:
    """Log what happens, by ids and never by words; a token that gets into it is blotted out."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Discreet("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(level=logging.WARNING, handlers=[handler])
    logging.getLogger("bot").setLevel(logging.INFO)


class _Discreet(logging.Formatter):
    """Formats without tokens."""

    def format(self, record: logging.LogRecord) -> str:
        """The line, its tokens blotted out."""
        return _SECRET.sub("(token)", super().format(record))
