"""``compactbot run``: serve the channels that are set up, until it is stopped."""

from __future__ import annotations

import argparse
import asyncio
import logging
import os
import re
import signal
import sys
from collections.abc import Mapping
from pathlib import Path

from bot.app import open_assistant
from bot.channels.slack.service import SlackChannel
from bot.channels.slack.settings import Settings, Tokens
from bot.commands.progress import watching
from bot.config import Config, load_config
from bot.core.errors import ConfigError
from bot.storage.arrivals import open_arrivals

_SECRET = re.compile(r"xox[a-z]-[\w-]+|xapp-[\w-]+")
_NO_CHANNEL = (
    "no channel is set up. For Slack, put SLACK_BOT_TOKEN and SLACK_APP_TOKEN into the environment;"
    " docs/slack.md tells where they come from."
)


def run(args: argparse.Namespace) -> int:
    """Serve until SIGINT or SIGTERM; what was begun is finished first."""
    config = load_config(Path(args.config))
    settings = slack_settings(config, os.environ)
    if settings is None:
        raise ConfigError("", _NO_CHANNEL)
    _log_to_stderr()
    with open_arrivals(config.database_url) as arrivals:
        with watching() as watcher:
            assistant, _ = open_assistant(config, watcher)
        asyncio.run(_serve(SlackChannel(settings, assistant, arrivals)))
    return 0


def slack_settings(config: Config, environment: Mapping[str, str]) -> Settings | None:
    """What the channel is told; None where there is no bot token. Raises ConfigError."""
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
    return Settings(
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


async def _serve(channel: SlackChannel) -> None:
    stop, loop = asyncio.Event(), asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    await channel.run(stop, lambda sentence: print(sentence, flush=True))


def _log_to_stderr() -> None:
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
