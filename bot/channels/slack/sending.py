"""The one place that calls Slack: posts, edits and looks, and tries again what can be saved.

A post that may have gone out is looked for before it is posted again.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.channels.slack.attempts import Answered, Trying
from bot.channels.slack.blocks import Post
from bot.channels.slack.elements import Json
from bot.channels.slack.retrying import (
    ERRORS,
    Failure,
    Refusal,
    Undelivered,
    Unsure,
    Was,
    failure_of,
)

PATIENCE = 120.0  # seconds that we try for
BRIEF = 2.5  # seconds for what is worth nothing later: a trigger lives for 3
_MARK = "compactbot_reply"
CLOCKS = 5.0  # seconds by which Slack's clock may be behind ours
_WITHOUT_BLOCKS = frozenset({"invalid_blocks", "invalid_blocks_format"})
_PAGE, _PAGES = 200, 10  # of messages that are looked at

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a post goes: a channel, and the message that its thread hangs from, or empty."""

    channel: str
    thread: str = ""


class Sender:
    """Slack's web API with patience. It belongs to one event loop."""

    def __init__(self, client: AsyncWebClient, patience: float = PATIENCE) -> None:
        self.client = client
        self._patience = patience
        self._closed_until: dict[str, float] = {}  # channel -> time of the loop

    async def call(
        self,
        method: Callable[..., Awaitable[Any]],
        *,
        patience: float | None = None,
        **arguments: Any,
    ) -> Mapping[str, Any]:
        """Call what does no harm when it is done twice. Raises Refusal or Undelivered."""
        trying = Trying(method.__name__, self._patience if patience is None else patience)
        while True:
            try:
                response: Mapping[str, Any] = await method(**arguments)
                return response
            except ERRORS as error:
                await trying.again(error)

    async def post(
        self, place: Place, post: Post, key: str, *, look: bool = False, sure: bool = False
    ) -> str:
        """Post once, and give the id of the message. Raises Refusal or Undelivered.

        ``key`` names the post for ever; ``look`` is set where an earlier run may have posted it.
        What cannot be looked for is posted again, but if it is to be ``sure``: then Unsure is
        raised, also where Slack stays away before we know.
        """
        trying, began = Trying("chat.postMessage", self._patience), time.time()
        doubtful = look
        while True:
            try:
                if look and (found := await self._found(place, post, key, began, sure=sure)):
                    return found
                doubtful = False
                await self._until_open(place.channel, trying)
                response = await self.client.chat_postMessage(**_arguments(place, post, key))
                return str(response["ts"])
            except ERRORS as error:
                failure = trying.judged(error)
                if failure.error in _WITHOUT_BLOCKS and post.blocks:
                    log.error("Slack took the text of %s but not its blocks", key)
                    post = Post(post.text, ())
                    continue
                doubtful = doubtful or failure.was is Was.UNCLEAR
                look = look or doubtful
                if failure.was is Was.NOT_DONE:
                    self._close(place.channel, failure.wait)
                await trying.wait(failure, unsure=doubtful)

    async def _found(self, place: Place, post: Post, key: str, began: float, *, sure: bool) -> str:
        """The id of a post that went out although we were not told; empty where it did not."""
        since = began - CLOCKS
        try:
            async for message in self.said(place):
                if _is_post(message, post, key, since):
                    return str(message["ts"])
        except Refusal as refusal:
            if sure:
                raise Unsure(f"{key} cannot be looked for: {refusal}") from None
        except Undelivered as error:
            raise Unsure(str(error)) from None
        return ""  # where it cannot be looked at, an answer twice is better than none

    async def said(self, place: Place, since: float = 0.0) -> AsyncIterator[Mapping[str, Any]]:
        """What was said in a thread, or in a channel beside its threads, since a time (seconds of
        the epoch); the latest thousands. Raises Refusal or Undelivered.
        """
        how: Json = {"channel": place.channel, "limit": _PAGE, "include_all_metadata": True}
        method: Callable[..., Awaitable[Any]] = self.client.conversations_history
        if place.thread:
            how, method = {**how, "ts": place.thread}, self.client.conversations_replies
        if since:
            how["oldest"] = f"{since:.6f}"
        for _ in range(_PAGES):
            found = await self.call(method, **how)
            for message in found.get("messages") or ():
                yield message
            how["cursor"] = (found.get("response_metadata") or {}).get("next_cursor")
            if not how["cursor"]:
                return

    async def _until_open(self, channel: str, trying: Trying) -> None:
        wait = self._closed_until.get(channel, 0.0) - asyncio.get_running_loop().time()
        if wait > 0:
            await trying.rest(Failure(Was.NOT_DONE, wait, "ratelimited"))

    def _close(self, channel: str, seconds: float) -> None:
        """Slack asked us to wait: so does everything else that goes to this channel."""
        until = asyncio.get_running_loop().time() + seconds
        self._closed_until[channel] = max(until, self._closed_until.get(channel, 0.0))

    async def change(self, place: Place, ts: str, post: Post) -> None:
        """Put a post in the place of one of ours. Raises Refusal or Undelivered."""
        await self.call(
            self.client.chat_update,
            channel=place.channel,
            ts=ts,
            text=post.text,
            blocks=list(post.blocks),
        )

    async def whisper(self, place: Place, user: str, post: Post) -> None:
        """Post what only one person sees; it is not kept. Raises Refusal or Undelivered."""
        await self.call(
            self.client.chat_postEphemeral,
            channel=place.channel,
            user=user,
            text=post.text,
            blocks=list(post.blocks),
            thread_ts=place.thread or None,
        )

    async def direct(self, user: str) -> str:
        """The channel of direct messages with a person. Raises Refusal or Undelivered."""
        opened = await self.call(self.client.conversations_open, users=user)
        return str(opened["channel"]["id"])

    async def respond(self, url: str, post: Post, **how: bool | str) -> None:
        """Answer a command or a press by its address. Raises Refusal or Undelivered."""
        hook = AsyncWebhookClient(url, retry_handlers=[], session=self.client.session)
        body: Json = {"text": post.text, "blocks": list(post.blocks), **how}

        async def answer() -> Mapping[str, Any]:
            response = await hook.send_dict(body)
            if response.status_code != 200:
                raise Answered(response.status_code, response.headers)
            return {}

        trying = Trying("response_url", self._patience)
        while True:
            try:
                await answer()
                return
            except Answered as answered:
                await trying.wait(answered.failure(trying.attempt))
            except ERRORS as error:
                await trying.again(error)

    async def try_to(self, method: Callable[..., Awaitable[Any]], **arguments: Any) -> None:
        """Call once what is mere decoration: that it fails is no matter."""
        try:
            await method(**arguments)
        except ERRORS as error:
            log.info("%s: %s", method.__name__, failure_of(error, 0).error)


def _arguments(place: Place, post: Post, key: str) -> dict[str, Any]:
    arguments: dict[str, Any] = {
        "channel": place.channel,
        "text": post.text,
        "metadata": {"event_type": _MARK, "event_payload": {"key": key}},
        "link_names": False,
        "unfurl_links": False,
        "unfurl_media": False,
    }
    if post.blocks:
        arguments["blocks"] = list(post.blocks)
    if place.thread:
        arguments["thread_ts"] = place.thread
    return arguments


def key_of(message: Mapping[str, Any]) -> str:
    """The key that a message was posted under; empty where it has none."""
    mark = message.get("metadata") or {}
    payload = mark.get("event_payload") or {}
    return str(payload.get("key") or "") if mark.get("event_type") == _MARK else ""


def _is_post(message: Mapping[str, Any], post: Post, key: str, since: float) -> bool:
    known = key_of(message)
    if known:
        return known == key
    ours = bool(message.get("bot_id")) and message.get("text") == post.text
    return ours and float(message.get("ts") or 0) >= since
