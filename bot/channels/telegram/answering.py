"""A message -> the core's reply, with a sign of life while it is made, sent once."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

from telegram import InlineKeyboardButton, InlineKeyboardMarkup
from telegram.constants import ChatAction

from bot.channels.telegram import wording
from bot.channels.telegram.keyboards import Key, Shown
from bot.channels.telegram.outgoing import Words
from bot.channels.telegram.parts import Parts
from bot.channels.telegram.places import Place
from bot.channels.telegram.posted import earlier, note_posted
from bot.channels.telegram.posts import Post, to_posts
from bot.channels.telegram.retrying import Refusal, Undelivered
from bot.channels.telegram.rows import rows_for
from bot.channels.telegram.sending import Sent
from bot.channels.telegram.uploads import upload
from bot.core.errors import StorageError
from bot.core.types import Message, Reply, Text

SOON = 0.3  # seconds after which somebody who waits is shown that we are at it
_SHOWN_FOR = 4.5  # seconds that Telegram shows it

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Said:
    """A reply, and rows of keys of the channel's own under it."""

    reply: Reply
    rows: tuple[Sequence[Key], ...] = ()


async def reply_of(
    parts: Parts, call: Callable[[Message], Reply | None], message: Message
) -> Reply | None:
    """What the core says to a message; a fault of ours is told in a sentence."""
    try:
        return await parts.work.think(call, message)
    except Exception as error:
        log.exception("no reply to %s in %s: %s", message.id, message.chat, type(error).__name__)
        return Reply((Text(wording.FAILED),), refused=True)


async def rendered(parts: Parts, reply: Reply, *rows: Sequence[Key]) -> tuple[Post, ...]:
    """The posts of a reply; they are made in a thread, so that nothing else waits for them."""
    return await parts.work.think(to_posts, reply, *rows_for(reply), *rows)


async def words_of(parts: Parts, post: Post) -> Words:
    """A post as it is sent: its keys have short data that stands for what they say."""
    return Words(post.plain, post.html, await keyboard(parts, post.rows))


async def keyboard(parts: Parts, rows: Sequence[Sequence[Key]]) -> InlineKeyboardMarkup | None:
    """The keyboard of rows of keys; none where they cannot be kept, for the words matter more."""
    words = [key.words for row in rows for key in row]
    if not words:
        return None
    try:
        kept = iter(await parts.work.note(parts.stores.keys.keep, words, datetime.now(UTC)))
    except StorageError as error:
        log.error("a message goes without its keys: %s", error)
        return None
    return markup([[(key.label, next(kept)) for key in row] for row in rows])


def markup(rows: Shown | Sequence[Sequence[tuple[str, str]]]) -> InlineKeyboardMarkup:
    """The keyboard of rows of labels with their data."""
    return InlineKeyboardMarkup(
        [[InlineKeyboardButton(label, callback_data=data) for label, data in row] for row in rows]
    )


async def post_reply(
    parts: Parts,
    said: Reply | Said,
    place: Place,
    key: str,
    *,
    thread: str = "",
    again: bool = False,
    goes_on: bool = False,
) -> list[Sent]:
    """Send a reply and its files, each once; what was sent.

    ``key`` names it for ever; it is ``again`` where an earlier run may have sent some of it. What
    is sent is noted where more follows, ``goes_on`` if that is so after the reply too; else the
    caller notes at once that all is done. Raises Refusal or Undelivered.
    """
    said = said if isinstance(said, Said) else Said(said)
    posts = await rendered(parts, said.reply, *said.rows)
    more = bool(said.reply.files) or goes_on
    sent: list[Sent] = []
    for number, post in enumerate(posts):
        name = f"{key}/{number}"
        before = await earlier(parts, name) if again else None
        one = before or await parts.sender.post(place, await words_of(parts, post))
        if before is None and (more or number < len(posts) - 1):
            await note_posted(parts, name, one)
        if before is None:
            await say_where(parts, place, one)
        parts.threads.note(one.place.chat, one.id, thread or str(one.id))
        sent.append(one)
        place = Place(one.place.chat, one.place.topic, place.reply if one.place.reply else 0)
    await upload(parts, said.reply.files, place, key, again=again)
    return sent


async def say_where(parts: Parts, meant: Place, sent: Sent) -> None:
    """Say so where something stands outside the topic it was for; that it fails is no matter."""
    if not meant.topic or sent.place.topic:
        return
    try:
        await parts.sender.post(Place(sent.place.chat), Words(wording.TOPIC_GONE))
    except (Refusal, Undelivered) as error:
        log.info("that a topic is gone was not told: %s", error)


async def try_reply(parts: Parts, words: str, place: Place, key: str) -> None:
    """Say one sentence, if that can be; that it cannot is no matter. Raises Undelivered."""
    try:
        await post_reply(parts, Reply((Text(words),)), place, key)
    except Refusal as refusal:
        log.info("%s was not told: %s", key, refusal)


@asynccontextmanager
async def sign_of_life(parts: Parts, place: Place) -> AsyncIterator[None]:
    """ "typing…" for as long as an answer takes, unless that is soon done."""

    async def show() -> None:
        await asyncio.sleep(SOON)
        where = {"message_thread_id": place.topic} if place.topic else {}
        call = parts.sender.bot.send_chat_action
        while await parts.sender.try_to(
            call, chat_id=place.chat, action=ChatAction.TYPING, **where
        ):
            await asyncio.sleep(_SHOWN_FOR)

    showing = asyncio.create_task(show())
    try:
        yield
    finally:
        showing.cancel()
