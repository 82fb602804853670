"""A message -> the core's reply, with a sign of life while it is made, posted once."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager

from bot.channels.slack.blocks import Post, to_posts
from bot.channels.slack.elements import Press
from bot.channels.slack.parts import Parts
from bot.channels.slack.retrying import Refusal
from bot.channels.slack.rows import row_for
from bot.channels.slack.sending import Place
from bot.channels.slack.settings import Settings
from bot.channels.slack.uploads import upload
from bot.channels.slack.wording import FAILED, NOT_HERE
from bot.core.types import Message, Reply, Text

SOON = 0.9  # seconds after which somebody who waits is shown that we are at it
_EYES = "eyes"

log = logging.getLogger(__name__)


async def reply_of(
    parts: Parts, call: Callable[[Message], Reply | None], message: Message
) -> Reply | None:
    """What the core says to a message; a fault of ours is told in a sentence."""
    try:
        return await parts.work.think(call, message)
    except Exception as error:
        log.exception("no reply to %s in %s: %s", message.id, message.chat, type(error).__name__)
        return Reply((Text(FAILED),), refused=True)


async def rendered(parts: Parts, reply: Reply, *rows: Sequence[Press]) -> tuple[Post, ...]:
    """The posts of a reply; they are made in a thread, so that nothing else waits for them."""
    return await parts.work.think(to_posts, reply, row_for(reply), *rows, team=parts.home.team)


async def post_reply(
    parts: Parts,
    reply: Reply,
    place: Place,
    key: str,
    *,
    look: bool = False,
    strict: bool = False,
) -> list[str]:
    """Post a reply and its files; the ids of the messages.

    Raises Undelivered; and Refusal if ``strict``, which is logged otherwise.
    """
    posted: list[str] = []
    try:
        for number, post in enumerate(await rendered(parts, reply)):
            sent = await parts.sender.post(place, post, f"{key}/{number}", look=look)
            posted.append(sent)
        if posted and reply.files:
            hung = Place(place.channel, place.thread or posted[0])
            await upload(parts, reply.files, hung, posted[-1], look=look)
    except Refusal as refusal:
        if strict:
            raise
        log.error("%s in %s was not posted: %s", key, place.channel, refusal)
    return posted


async def to_person(parts: Parts, user: str, posts: Sequence[Post], key: str) -> None:
    """Send posts to somebody directly, each once. Raises Refusal or Undelivered."""
    direct = Place(await parts.sender.direct(user))
    for number, post in enumerate(posts):
        await parts.sender.post(direct, post, f"{key}/direct/{number}", look=True)


@asynccontextmanager
async def sign_of_life(parts: Parts, channel: str, ts: str) -> AsyncIterator[None]:
    """Eyes on a message for as long as its answer takes, unless that is soon done."""
    client = parts.sender.client
    shown = asyncio.Event()

    async def show() -> None:
        await asyncio.sleep(SOON)
        shown.set()
        await parts.sender.try_to(client.reactions_add, channel=channel, timestamp=ts, name=_EYES)

    if not ts:
        yield
        return
    showing = asyncio.create_task(show())
    try:
        yield
    finally:
        if shown.is_set():
            parts.work.begin(_take_away(parts, showing, channel, ts))
        else:
            showing.cancel()


async def _take_away(parts: Parts, showing: asyncio.Task[None], channel: str, ts: str) -> None:
    await showing
    client = parts.sender.client
    await parts.sender.try_to(client.reactions_remove, channel=channel, timestamp=ts, name=_EYES)


def elsewhere(settings: Settings) -> Post | None:
    """Where the bot works, for somebody who asks it elsewhere; None where it has no channel."""
    named = [f"<#{one}>" for one in settings.channels if one.startswith("C")]
    return Post(NOT_HERE.format(", ".join(named)), ()) if named else None
