"""The settings -> one session with Slack's web API, and who we are there."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient

from bot.channels.slack.access import Home
from bot.channels.slack.retrying import Refusal, Undelivered
from bot.channels.slack.sending import Sender
from bot.channels.slack.settings import Settings
from bot.core.errors import ConfigError


@asynccontextmanager
async def session(seconds: float) -> AsyncIterator[aiohttp.ClientSession]:
    """One session for all calls: connections are kept, and each call has its time."""
    timeout = aiohttp.ClientTimeout(total=seconds)
    async with aiohttp.ClientSession(timeout=timeout) as opened:
        yield opened


def client(settings: Settings, session: aiohttp.ClientSession) -> AsyncWebClient:
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
